// SPDX-License-Identifier: MIT
/* ingest/text_run.c: which run of blocks is the article. */
#include "ingest/text_finder.h"

/* Short lines weigh the more the more of them stand together: one is a heading, five are a menu. */
static int32_t weigh(const struct pl_text_block *block, unsigned short_before)
{
    switch (block->debris) {
    case PL_DEBRIS_BORDER:
        return -120;
    case PL_DEBRIS_LEAD:
        return -25;
    case PL_DEBRIS_LABEL:
    case PL_DEBRIS_LINE:
        return -15;
    case PL_DEBRIS_NONE:
        break;
    }
    int32_t words = (int32_t)(block->words < 60 ? block->words : 60);
    if (block->role != PL_ROLE_NONE)
        return block->role == PL_ROLE_RULE ? 0 : -4; // what the head has
    if (block->is_caption || block->is_date)
        return -8;
    if (block->is_row)
        return 4;
    if (block->ends_sentence || block->ends_colon)
        return words >= 4 ? words : 0;
    if (words >= 30)
        return words / 2;
    if (words >= 16)
        return 2;
    return -6 - 2 * (int32_t)(short_before < 4 ? short_before : 4);
}

static bool is_short(const struct pl_text_block *block)
{
    return !block->ends_sentence && !block->ends_colon && !block->is_row && block->words < 16;
}

enum { ARTICLE_LEAST = 120 }; // the weight of two paragraphs

void pl_text_find_run(struct pl_text_finder *finder)
{
    int64_t sum = 0, best = 0;
    size_t start = 0;
    unsigned short_before = 0;
    bool in_comments = false; // what readers write is prose as well, but comes after
    finder->first = finder->end = 0;
    for (size_t i = 0; i < finder->count; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        block->score = weigh(block, short_before);
        in_comments = in_comments || (best >= ARTICLE_LEAST && block->debris == PL_DEBRIS_BORDER &&
                                      pl_str_eq(block->why, PL_LIT("comments")));
        if (in_comments && block->score > 0)
            block->score /= 4;
        short_before = is_short(block) ? short_before + 1 : 0;
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        sum += block->score;
        if (sum > best) {
            best = sum;
            finder->first = start;
            finder->end = i + 1;
        }
    }
}

/* Short lines that may stand between the head and the first prose: few under a bare title. */
enum { CLEAN_GAP = 24, CLEAN_GAP_TITLE = 2 };

static bool is_label(const struct pl_text_block *block)
{
    return block->words <= 4 && !block->ends_sentence && !block->ends_colon && !block->is_bullet &&
           pl_str_find_byte(block->text, ':', 0) == SIZE_MAX && pl_str_find_byte(block->text, '(', 0) == SIZE_MAX;
}

/* The end of what stands behind the run up to a border, without labels and phrases of the site at its end. */
static size_t widened_end(const struct pl_text_finder *finder)
{
    size_t end = finder->end;
    for (size_t i = finder->end; i < finder->count && finder->blocks[i].debris != PL_DEBRIS_BORDER &&
                                 finder->blocks[i].debris != PL_DEBRIS_LEAD; i++)
        if (pl_text_is_open(&finder->blocks[i]) && !is_label(&finder->blocks[i]))
            end = i + 1;
    return end;
}

/* Under byline and date the article begins, whatever its first lines look like: a place, a label, a short sentence. */
enum { START_GAP = 12 };

static void widen_start(struct pl_text_finder *finder)
{
    for (size_t i = finder->first; i && finder->first - i < START_GAP; i--) {
        const struct pl_text_block *block = &finder->blocks[i - 1];
        if (block->role == PL_ROLE_DATE || block->role == PL_ROLE_BYLINE || (block->is_date && block->role == PL_ROLE_DROPPED)) {
            finder->first = i;
            return;
        }
        if (block->role != PL_ROLE_NONE || block->is_bullet || block->debris > PL_DEBRIS_LINE)
            return;
    }
}

/* A text that was copied rather than scraped begins with its title, byline and date and nothing else: there short
 * lines at either end are the author's, since nobody put a menu there. Scraped pages show themselves by theirs. */
void pl_text_widen_run(struct pl_text_finder *finder)
{
    widen_start(finder);
    size_t head = 0, start;
    while (head < finder->first && pl_text_is_head_role(&finder->blocks[head]))
        head++;
    bool has_byline = head && finder->blocks[head - 1].role != PL_ROLE_TITLE;
    if (!head || finder->first > head + (has_byline ? CLEAN_GAP : CLEAN_GAP_TITLE))
        return;
    for (start = head; start < finder->first; start++) {
        const struct pl_text_block *block = &finder->blocks[start];
        if (block->role != PL_ROLE_NONE || block->is_caption || block->debris > PL_DEBRIS_LINE)
            return;
    }
    finder->is_clean = has_byline;
    finder->first = head;
    finder->end = widened_end(finder);
}
