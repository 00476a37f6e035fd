// SPDX-License-Identifier: MIT
/* ingest/text_body.c: headings, lists, paragraphs and debris inside the article's run. */
#include "base/utf8.h"
#include "ingest/text_finder.h"

static bool begins_upper(pl_str text)
{
    for (size_t i = 0; i < text.size;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (pl_char_is_letter(c))
            return !pl_char_is_lower(c);
        if (pl_char_is_digit(c))
            return true;
        if (c == '-' || c == 0x2013 || c == 0x2014 || c == 0x2026)
            return false; // who said it
    }
    return false;
}

enum { HEADING_WORDS = 11 };

/* "Ada Brandt, in Holm," and "<The Palace>" go on or are set apart by their own marks. */
static bool is_open_ended(const struct pl_text_block *block)
{
    size_t at = block->text.size;
    uint32_t last = at ? pl_utf8_previous(block->text, &at) : 0;
    return last == ',' || last == 0x3001 || last == 0xFF0C || last == '-' || last == '&' || last == '>' || last == '|' ||
           block->text.data[0] == '<' || block->text.data[0] == '@';
}

static bool may_be_heading(const struct pl_text_block *block)
{
    return !block->is_bullet && !is_open_ended(block) && block->words <= HEADING_WORDS && block->chars <= 100 && !block->ends_colon &&
           begins_upper(block->text) &&
           (!block->ends_sentence || (block->words <= 10 && pl_str_ends(block->text, PL_LIT("?"))));
}

/* A list of bullets is the article's where a colon leads to it, its items are sentences or go on one (they begin
 * small), or they are numbered. Labels of links begin with a capital and end with no stop. How long they are says
 * nothing: keeping lists of six words an item and more cost .016 of F1 on real pages, on both halves of them. */
static bool is_list_of_text(const struct pl_text_finder *finder, size_t first, size_t end)
{
    size_t words = 0, sentences = 0, small = 0, numbered = 0, count = 0;
    const struct pl_text_block *lead = first > finder->first ? &finder->blocks[first - 1] : NULL;
    for (size_t i = first; i < end; i++) {
        const struct pl_text_block *block = &finder->blocks[i];
        if (block->debris != PL_DEBRIS_NONE)
            continue;
        words += block->words;
        sentences += block->ends_sentence ? block->words : 0;
        small += !begins_upper(block->text);
        numbered += block->is_numbered && block->words >= 3;
        count++;
    }
    if (!count || (lead && lead->debris == PL_DEBRIS_LEAD))
        return false;
    bool led = lead && lead->ends_colon && lead->debris == PL_DEBRIS_NONE;
    return led || finder->is_clean || sentences * 2 >= words || small * 2 > count || numbered == count;
}

static void judge_list(struct pl_text_finder *finder, size_t first, size_t end)
{
    bool keep = is_list_of_text(finder, first, end);
    for (size_t i = first; i < end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_NONE)
            continue;
        if (keep && block->debris == PL_DEBRIS_NONE)
            block->role = PL_ROLE_ITEM;
        else
            pl_text_drop(block, PL_LIT("a list of links"));
    }
}

/* A number alone at a line's start belongs to its text: "4. Stay hydrated". */
static void restore_number(struct pl_text_block *block)
{
    block->text = block->with_marker;
    block->is_numbered = false;
}

void pl_text_judge_lists(struct pl_text_finder *finder)
{
    for (size_t i = finder->first; i < finder->end;) {
        size_t end = i;
        while (end < finder->end && (finder->blocks[end].is_bullet || finder->blocks[end].is_numbered))
            end++;
        if (end - i >= 2 || (end > i && finder->blocks[i].is_bullet))
            judge_list(finder, i, end);
        else if (end > i)
            restore_number(&finder->blocks[i]);
        i = end > i ? end : i + 1;
    }
}

/* The same words a few blocks before: captions of a gallery. */
static bool repeats_above(const struct pl_text_finder *finder, size_t i)
{
    for (size_t back = 1; back <= 4 && back <= i; back++)
        if (finder->blocks[i].words >= 4 && pl_text_is_same(finder->blocks[i - back].text, finder->blocks[i].text))
            return true;
    return false;
}

static bool is_prose_like(const struct pl_text_block *block)
{
    return block->is_row || pl_text_is_prose(block) || block->ends_colon || block->words >= 16 ||
           (block->ends_sentence && !may_be_heading(block));
}

/* Half the lines have figures: a schedule or a table, which belongs to the text. */
static bool is_data(const struct pl_text_finder *finder, size_t first, size_t end)
{
    size_t with_digits = 0, count = 0;
    for (size_t i = first; i < end; i++) {
        if (!pl_text_is_open(&finder->blocks[i]))
            continue;
        count++;
        bool digit = false;
        for (size_t b = 0; b < finder->blocks[i].text.size && !digit; b++)
            digit = pl_ascii_is_digit(finder->blocks[i].text.data[b]);
        with_digits += digit;
    }
    return count >= 5 && with_digits * 2 >= count;
}

/* Short lines between prose. One alone is a heading. Of two the first is, where it is short; longer lines in a row are
 * links to other articles. Measured on real pages: of single lines of 2 to 11 words 95 % belong to the text, of
 * lines in rows of three and more 35 %. */
static void judge_short(struct pl_text_finder *finder, size_t first, size_t end)
{
    size_t size = 0, at = 0;
    for (size_t i = first; i < end; i++)
        size += pl_text_is_open(&finder->blocks[i]);
    bool data = is_data(finder, first, end);
    bool before_prose = end < finder->end;
    for (size_t i = first; i < end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (!pl_text_is_open(block))
            continue;
        bool is_last = ++at == size;
        bool numbered = block->list_number && !block->is_numbered; // "4. Stay hydrated": restored above
        bool heading = before_prose && may_be_heading(block) && (size == 1 || block->words <= 6 || block->is_capitals || numbered);
        if (data || size == 1 || block->ends_sentence || finder->is_clean)
            block->role = heading && !data ? PL_ROLE_HEADING : PL_ROLE_PARAGRAPH;
        else if (size == 2 && (block->words <= 5 || (!is_last && block->words <= HEADING_WORDS)))
            block->role = heading ? PL_ROLE_HEADING : PL_ROLE_PARAGRAPH;
        else if (size > 2 && is_last && heading && block->words <= 5)
            block->role = PL_ROLE_HEADING;
        else
            pl_text_drop(block, PL_LIT("a row of links or labels"));
    }
}

/* Phrases of the site, captions, repeats of the title, and what "Related articles" leads. */
static void drop_inside(struct pl_text_finder *finder)
{
    bool led = false;
    for (size_t i = finder->first; i < finder->end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->debris != PL_DEBRIS_NONE) {
            led = block->debris == PL_DEBRIS_LEAD;
            if (block->role == PL_ROLE_NONE)
                pl_text_drop(block, PL_LIT("a phrase of the site"));
        } else if (block->role != PL_ROLE_NONE) {
            continue;
        } else if (block->is_date) {
            pl_text_drop(block, PL_LIT("a date"));
        } else if (block->is_caption) {
            pl_text_drop(block, PL_LIT("the caption of a picture that isn't there"));
        } else if (pl_text_is_same(block->text, finder->title)) {
            pl_text_drop(block, PL_LIT("repeats the title"));
        } else if (repeats_above(finder, i)) {
            pl_text_drop(block, PL_LIT("repeats a line just above"));
        } else if (is_prose_like(block)) {
            led = false;
        } else if (led) {
            pl_text_drop(block, PL_LIT("related articles"));
        }
    }
}

/* What stands over the first paragraph is a place, a credit or a label; a heading only in an article that has several. */
static void settle_first_heading(struct pl_text_finder *finder)
{
    enum { OTHERS_LEAST = 3 };
    size_t first = finder->end, others = 0;
    for (size_t i = finder->end; i > finder->first; i--) {
        enum pl_text_role role = finder->blocks[i - 1].role;
        others += role == PL_ROLE_HEADING;
        if (role == PL_ROLE_HEADING || role == PL_ROLE_PARAGRAPH || role == PL_ROLE_ITEM)
            first = i - 1;
    }
    if (first < finder->end && finder->blocks[first].role == PL_ROLE_HEADING && others <= OTHERS_LEAST)
        finder->blocks[first].role = PL_ROLE_PARAGRAPH;
}

void pl_text_judge_run(struct pl_text_finder *finder)
{
    drop_inside(finder);
    for (size_t i = finder->first; i < finder->end;) {
        struct pl_text_block *block = &finder->blocks[i];
        if (!pl_text_is_open(block)) {
            i++;
            continue;
        }
        if (is_prose_like(block)) {
            block->role = PL_ROLE_PARAGRAPH;
            i++;
            continue;
        }
        size_t end = i;
        while (end < finder->end && !finder->blocks[end].is_caption &&
               (!pl_text_is_open(&finder->blocks[end]) || !is_prose_like(&finder->blocks[end])))
            end++;
        while (end < finder->end && finder->blocks[end].is_caption)
            end++;
        judge_short(finder, i, end);
        i = end;
    }
    settle_first_heading(finder);
}
