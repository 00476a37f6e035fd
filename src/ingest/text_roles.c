// SPDX-License-Identifier: MIT
/* ingest/text_roles.c: which role has each block of a scraped text.
 *
 * How it works: every block gets a weight of being prose: sentences weigh their words, short lines without a full stop
 * weigh a little against, phrases of the site more, borders (comments, copyright) much. The article is the run of
 * blocks with the greatest sum. Inside it a short line before prose is a heading, a phrase of the site goes, a line
 * that repeats a sentence is a pull quote. Before it title, byline, date and agency are looked for by their
 * shape; what is left there and behind it is dropped, with why. */
#include "ingest/text_finder.h"

static void judge_rest(struct pl_text_finder *finder)
{
    for (size_t i = 0; i < finder->count; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_NONE || (i >= finder->first && i < finder->end))
            continue;
        if (block->debris == PL_DEBRIS_BORDER && i >= finder->end && pl_str_eq(block->why, PL_LIT("copyright line")) &&
            !pl_metadata_has(&finder->article->metadata, PL_FIELD_rights)) {
            pl_text_set_field(finder, PL_FIELD_rights, block->text, block);
            block->role = PL_ROLE_RIGHTS;
            continue;
        }
        pl_text_drop(block, i < finder->first ? PL_LIT("before the article") : PL_LIT("after the article"));
    }
}

/* A date with a weekday, a time or a label: nobody writes one as a heading. */
static bool looks_like_date(const struct pl_text_block *block)
{
    struct pl_date date;
    pl_str text;
    bool is_update;
    return block->words >= 2 && block->words <= PL_TEXT_DATE_WORDS && pl_date_line(block->text, &date, &text, &is_update) &&
           (text.size + 2 < block->text.size || block->words >= 4);
}

void pl_text_find_roles(struct pl_reading *reading, struct pl_article *article, struct pl_text_blocks *blocks)
{
    struct pl_text_finder finder = {.reading = reading, .article = article, .blocks = blocks->data, .count = blocks->count};
    for (size_t i = 0; i < finder.count; i++) {
        pl_text_measure(&finder.blocks[i]);
        if (finder.blocks[i].role == PL_ROLE_NONE)
            finder.blocks[i].debris = pl_text_debris(&finder.blocks[i], &finder.blocks[i].why);
        finder.blocks[i].is_date = looks_like_date(&finder.blocks[i]);
        finder.blocks[i].is_caption = finder.blocks[i].words <= 60 && pl_text_is_caption(finder.blocks[i].text);
    }
    pl_text_find_title(&finder);
    pl_text_mark_series(&finder);
    pl_text_find_run(&finder);
    pl_text_take_head(&finder);
    pl_text_find_run(&finder);
    pl_text_widen_run(&finder);
    pl_text_take_standfirst(&finder);
    pl_text_fold_repeated(&finder);
    pl_text_fold_reworded(&finder);
    pl_text_judge_lists(&finder);
    pl_text_judge_run(&finder);
    pl_text_take_notes(&finder);
    judge_rest(&finder);
    pl_text_read_dateline(&finder);
    pl_text_compare_agencies(&finder);
}
