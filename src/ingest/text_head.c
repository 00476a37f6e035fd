// SPDX-License-Identifier: MIT
/* ingest/text_head.c: title, byline, date, agency and standfirst of a scraped text. */
#include "ingest/text_finder.h"

/* The last " | ", " — ", " – ", " - " of a line: what stands behind it may be the site. */
static size_t last_bar(pl_str line, size_t *width)
{
    static const pl_str bars[] = {PL_LIT_INIT(" | "), PL_LIT_INIT(" — "), PL_LIT_INIT(" – "), PL_LIT_INIT(" - "),
                                  PL_LIT_INIT(" · "), PL_LIT_INIT(" :: "), PL_LIT_INIT(" » ")};
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
        for (size_t at = 0; (at = pl_str_find(line, bars[i], at)) != SIZE_MAX; at++)
            if (best == SIZE_MAX || at > best) {
                best = at;
                *width = bars[i].size;
            }
    return best;
}

void pl_text_set_field(struct pl_text_finder *finder, enum pl_field field, pl_str text, const struct pl_text_block *block)
{
    if (!pl_metadata_has(&finder->article->metadata, field))
        pl_metadata_set(finder->article->arena, &finder->article->metadata, field, text, PL_ORIGIN_BODY, (pl_str){0},
                        block->span);
}

/* "Storm hits coast | World | News | The Post": the parts before the site are its sections. */
static pl_str without_sections(pl_str title)
{
    for (size_t width = 0, bar; (bar = last_bar(title, &width)) != SIZE_MAX;) {
        pl_str left = pl_str_trim(pl_str_slice(title, 0, bar));
        bool is_section = pl_text_count_words(pl_str_slice(title, bar + width, title.size)) <= 2;
        if (!is_section || pl_text_count_words(left) < 3 || pl_str_slice(title, bar, title.size).data[1] != '|')
            break;
        title = left;
    }
    return title;
}

/* The page's own heading, where one of the next lines is the title line up to a bar. */
static pl_str title_said_again(const struct pl_text_finder *finder, size_t first, pl_str line)
{
    pl_str best = {0};
    for (size_t i = first + 1; i < finder->count && i < first + 200; i++) {
        pl_str again = finder->blocks[i].text;
        if (again.size < line.size && again.size > best.size && finder->blocks[i].words >= 2 && pl_str_starts(line, again) &&
            (line.data[again.size] == ' ' && strchr("|-:\xE2\xC2", line.data[again.size + 1])))
            best = again;
    }
    return best;
}

/* The title of a title line, and the site behind its last bar. */
static pl_str split_title(const struct pl_text_finder *finder, size_t i, pl_str *site)
{
    pl_str line = finder->blocks[i].text, again = title_said_again(finder, i, line);
    size_t width = 0, bar = last_bar(line, &width);
    if (bar == SIZE_MAX)
        return line;
    pl_str left = pl_str_trim(pl_str_slice(line, 0, bar));
    pl_str right = pl_str_trim(pl_str_slice(line, bar + width, line.size));
    if (!pl_str_empty(again) && again.size <= left.size) {
        *site = right;
        return pl_str_slice(line, 0, again.size);
    }
    if (pl_text_count_words(right) > 6 || pl_text_count_words(left) < 2)
        return line;
    *site = right;
    return without_sections(left);
}

void pl_text_find_title(struct pl_text_finder *finder)
{
    size_t i = 0;
    while (i < finder->count && i < 3 && finder->blocks[i].debris != PL_DEBRIS_NONE)
        i++;
    if (i >= finder->count || i >= 3)
        return;
    struct pl_text_block *block = &finder->blocks[i];
    if (block->is_bullet || block->words > 40 || (block->ends_sentence && block->words > 24) || finder->count < 2)
        return;
    block->role = PL_ROLE_TITLE;
    finder->title = split_title(finder, i, &finder->site);
    pl_text_set_field(finder, PL_FIELD_title, finder->title, block);
    if (!pl_str_empty(finder->site))
        pl_text_set_field(finder, PL_FIELD_site, finder->site, block);
    for (i++; i < finder->count; i++) // the page's heading, and what links to this article
        if (finder->blocks[i].text.size == finder->title.size && pl_text_is_same(finder->blocks[i].text, finder->title))
            pl_text_drop(&finder->blocks[i], PL_LIT("repeats the title"));
}

static void take_byline(struct pl_text_finder *finder, struct pl_text_block *block, const struct pl_byline *byline)
{
    struct pl_arena *arena = finder->article->arena;
    if (pl_metadata_has(&finder->article->metadata, PL_FIELD_authors)) {
        pl_text_drop(block, PL_LIT("another byline"));
        return;
    }
    block->role = PL_ROLE_BYLINE;
    pl_text_set_field(finder, PL_FIELD_byline, block->text, block);
    pl_metadata_set_list(arena, &finder->article->metadata, PL_FIELD_authors, byline->names, byline->count,
                         PL_ORIGIN_BODY, (pl_str){0}, block->span);
    if (!pl_str_empty(byline->place))
        pl_text_set_field(finder, PL_FIELD_place, byline->place, block);
}

/* A byline with its label; a sentence that begins alike ("By Monday, …") is none. */
static bool take_labelled_byline(struct pl_text_finder *finder, struct pl_text_block *block)
{
    struct pl_byline byline;
    if (block->words > 20 || !pl_byline_parse(finder->article->arena, block->text, &byline) ||
        pl_str_empty(byline.label))
        return false;
    bool is_sentence = block->ends_sentence && block->words >= 6;
    if (is_sentence && (pl_text_count_words(byline.names[0]) < 2 || !pl_str_empty(byline.organisation)))
        return false;
    take_byline(finder, block, &byline);
    return true;
}

/* Names without a label are a byline where a date follows or a handle stands with them. */
static void take_bare_byline(struct pl_text_finder *finder, size_t i)
{
    struct pl_text_block *block = &finder->blocks[i];
    struct pl_byline byline;
    bool near_date = false;
    for (size_t next = i + 1; next < finder->count && next <= i + 2; next++)
        near_date = near_date || finder->blocks[next].is_date;
    bool has_handle = pl_str_find_byte(block->text, '@', 0) != SIZE_MAX;
    if ((near_date || has_handle) && block->words <= 8 && !block->is_bullet &&
        pl_byline_parse(finder->article->arena, block->text, &byline) && pl_str_empty(byline.label))
        take_byline(finder, block, &byline);
}

static bool take_date(struct pl_text_finder *finder, struct pl_text_block *block)
{
    struct pl_date date;
    pl_str text;
    bool is_update;
    if (!pl_date_line(block->text, &date, &text, &is_update))
        return false;
    bool has_date = pl_metadata_has(&finder->article->metadata, PL_FIELD_date);
    if (has_date && (!is_update || pl_metadata_has(&finder->article->metadata, PL_FIELD_modified))) {
        pl_text_drop(block, PL_LIT("a date"));
        return true;
    }
    block->role = PL_ROLE_DATE;
    pl_text_set_field(finder, has_date ? PL_FIELD_modified : PL_FIELD_date, text, block);
    return true;
}

static bool take_agency(struct pl_text_finder *finder, struct pl_text_block *block)
{
    if (!pl_str_empty(finder->site) && pl_text_is_same(block->text, finder->site)) {
        block->role = PL_ROLE_SITE;
        return true;
    }
    if (!pl_is_agency(block->text))
        return false;
    if (pl_metadata_has(&finder->article->metadata, PL_FIELD_source)) {
        pl_text_drop(block, PL_LIT("an agency's name"));
        return true;
    }
    block->role = PL_ROLE_AGENCY;
    pl_text_set_field(finder, PL_FIELD_source, block->text, block);
    return true;
}

/* The first block that can only be the body: long prose with prose behind it. */
static size_t head_end(const struct pl_text_finder *finder)
{
    for (size_t i = 0; i < finder->count; i++)
        if (i >= finder->first && pl_text_is_prose(&finder->blocks[i]) && finder->blocks[i].words >= 12)
            return i;
    return finder->count;
}

/* Takes the lines of the head by their shape, before the run is final: they are no body wherever it begins. */
void pl_text_take_head(struct pl_text_finder *finder)
{
    size_t end = head_end(finder), last = end;
    while (last < finder->count && last < end + 6 && (last == end || !pl_text_is_prose(&finder->blocks[last])))
        last++; // a standfirst may stand before the byline
    for (size_t i = 0; i < last; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_NONE || block->debris != PL_DEBRIS_NONE || take_labelled_byline(finder, block))
            continue;
        if (i + 40 > end && block->words <= PL_TEXT_DATE_WORDS && !take_date(finder, block) &&
            (i >= end || !take_agency(finder, block)))
            take_bare_byline(finder, i);
    }
}

bool pl_text_is_head_role(const struct pl_text_block *block)
{
    return block->role == PL_ROLE_TITLE || block->role == PL_ROLE_BYLINE || block->role == PL_ROLE_DATE ||
           block->role == PL_ROLE_AGENCY || (block->role == PL_ROLE_DROPPED && pl_str_starts(block->why, PL_LIT("repeats the"))) || block->role == PL_ROLE_SUBTITLE || block->role == PL_ROLE_SITE;
}

/* What stands between the title and the byline or date is the standfirst. */
void pl_text_take_standfirst(struct pl_text_finder *finder)
{
    size_t prose = finder->first;
    while (prose < finder->end && !(pl_text_is_prose(&finder->blocks[prose]) && finder->blocks[prose].role == PL_ROLE_NONE))
        prose++;
    if (prose >= finder->end || prose == 0)
        return;
    bool under_title = false;
    for (size_t i = prose; i && prose - i < 3 && !under_title; i--)
        under_title = finder->blocks[i - 1].role == PL_ROLE_TITLE || pl_text_is_same(finder->blocks[i - 1].text, finder->title);
    for (size_t i = prose + 1; i < finder->end && i < prose + 8; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role == PL_ROLE_BYLINE || block->role == PL_ROLE_DATE) {
            if (under_title && finder->blocks[prose].words <= 50) {
                finder->blocks[prose].role = PL_ROLE_SUBTITLE;
                pl_text_set_field(finder, PL_FIELD_subtitle, finder->blocks[prose].text, &finder->blocks[prose]);
            }
            return;
        }
        if (pl_text_is_prose(block))
            return;
    }
}
