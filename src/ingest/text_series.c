// SPDX-License-Identifier: MIT
/* ingest/text_series.c: lines that come in a series: rows of a table, teasers of other articles, a gallery's captions.
 *
 * How it works: one line says little, a row of lines of one make says much. Rows of a table share a separator and
 * have figures. A front page repeats one date, or runs headline and first words together. A gallery says its caption
 * with every picture. All are marked before the article's run is looked for. */
#include "base/map.h"
#include "base/utf8.h"
#include "ingest/text_finder.h"

/* --- Rows of a table ----------------------------------------------------------------- */

enum { ROWS_LEAST = 5 };

static const pl_str separators[] = {PL_LIT_INIT(" – "), PL_LIT_INIT(" — "), PL_LIT_INIT(" - "), PL_LIT_INIT(" | "),
                                    PL_LIT_INIT(" @ "), PL_LIT_INIT(": "),  PL_LIT_INIT("\t"),  PL_LIT_INIT(" ... "),
                                    PL_LIT_INIT("  ")};
enum { SEPARATORS = sizeof separators / sizeof *separators };

static bool has_digit(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (pl_ascii_is_digit(text.data[i]))
            return true;
    return false;
}

static bool may_be_row(const struct pl_text_block *block)
{
    return block->role == PL_ROLE_NONE && block->debris == PL_DEBRIS_NONE && !block->is_bullet && !block->ends_sentence &&
           !block->ends_colon && block->words <= 18 && !block->is_caption && !block->is_date;
}

/* Four of five lines have the same separator and a figure. */
static bool are_rows(const struct pl_text_block *blocks, size_t count)
{
    size_t with[SEPARATORS] = {0};
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < SEPARATORS && has_digit(blocks[i].text); s++)
            with[s] += pl_str_contains(blocks[i].text, separators[s]);
    for (size_t s = 0; s < SEPARATORS; s++)
        if (with[s] * 5 >= count * 4)
            return true;
    return false;
}

static void mark_rows(struct pl_text_finder *finder)
{
    for (size_t i = 0; i < finder->count;) {
        size_t end = i;
        while (end < finder->count && may_be_row(&finder->blocks[end]) && has_digit(finder->blocks[end].text))
            end++;
        if (end - i >= ROWS_LEAST && are_rows(finder->blocks + i, end - i))
            for (size_t row = i; row < end; row++)
                finder->blocks[row].is_row = true;
        i = end > i ? end : i + 1;
    }
}

/* --- Teasers ------------------------------------------------------------------------- */

enum { TEASERS_LEAST = 3, BODY_LEAST = 120 }; // words of prose before the article may end

static void mark_border(struct pl_text_block *block, pl_str why)
{
    block->debris = PL_DEBRIS_BORDER;
    block->why = why;
}

/* How often each date alone on its line stands there. A chronicle has every day once. */
static void mark_dated_teasers(struct pl_text_finder *finder, struct pl_arena *scratch)
{
    struct pl_map map = PL_MAP(scratch);
    size_t dates = 0, most = 0, words = 0;
    for (size_t i = 0; i < finder->count; i++) {
        if (!finder->blocks[i].is_date || finder->blocks[i].role != PL_ROLE_NONE)
            continue;
        size_t **slot = (size_t **)pl_map_at(&map, finder->blocks[i].text);
        if (!*slot) {
            *slot = PL_NEW(scratch, size_t);
            **slot = 0;
        }
        dates++;
        most = ++**slot > most ? **slot : most;
    }
    if (dates < TEASERS_LEAST + 1 || most < TEASERS_LEAST)
        return;
    bool in_head = true;
    for (size_t i = 0; i < finder->count; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        words += pl_text_is_prose(block) ? block->words : 0;
        if (block->is_date && !in_head && words >= BODY_LEAST)
            mark_border(block, PL_LIT("a list of other articles"));
        in_head = in_head && words < BODY_LEAST;
    }
}

/* "Tape Gaffe Ends Title RunDenny Hamlin was foiled …": the word where headline and sentence meet, or none. */
static pl_str glued_word(const struct pl_text_block *block)
{
    unsigned words = 0, capitals = 0;
    bool in_word = false, was_lower = false;
    size_t start = 0;
    pl_str text = block->text, rest, word;
    for (size_t i = 0; i < text.size && i < 160 && block->ends_sentence;) {
        size_t at = i;
        uint32_t c = pl_utf8_next(text, &i);
        bool upper = pl_char_is_upper(c), space = pl_char_is_space(c);
        if (in_word && was_lower && upper && words >= 4 && capitals * 4 >= words * 3) {
            rest = pl_str_slice(text, start, text.size);
            return pl_str_next_word(&rest, &word) ? word : (pl_str){0};
        }
        if (!space && !in_word) {
            start = at;
            words++;
            capitals += upper || pl_char_is_digit(c) || !pl_char_is_letter(c);
        }
        in_word = !space;
        was_lower = pl_char_is_lower(c) || c == '?' || c == '!';
    }
    return (pl_str){0};
}

/* A name like "MacBook" comes again; a headline meets its sentence once. */
static void mark_glued_teasers(struct pl_text_finder *finder)
{
    struct pl_map seen = PL_MAP(finder->reading->scratch);
    size_t count = 0;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < finder->count; i++) {
            struct pl_text_block *block = &finder->blocks[i];
            pl_str word = block->debris == PL_DEBRIS_NONE ? glued_word(block) : (pl_str){0};
            if (pl_str_empty(word))
                continue;
            uintptr_t *times = (uintptr_t *)pl_map_at(&seen, word);
            if (pass == 0) {
                count += ++*times == 1;
            } else if (*times == 1 && count >= TEASERS_LEAST) {
                block->debris = PL_DEBRIS_LEAD;
                block->why = PL_LIT("a list of other articles");
            }
        }
}

/* --- Captions ------------------------------------------------------------------------ */

/* What a page says three times and more, word by word, is said of its pictures. */
static void mark_repeated_captions(struct pl_text_finder *finder, struct pl_arena *scratch)
{
    struct pl_map map = PL_MAP(scratch);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < finder->count; i++) {
            struct pl_text_block *block = &finder->blocks[i];
            bool is_question = pl_str_ends(block->text, PL_LIT("?")); // of an interview that is asked of everybody
            if (block->words < 12 || block->words > 80 || block->role != PL_ROLE_NONE || is_question)
                continue;
            uintptr_t *times = (uintptr_t *)pl_map_at(&map, block->text);
            *times += pass == 0;
            block->is_caption = block->is_caption || (pass && *times >= 3);
        }
}

/* "Photo: Ada Brandt" alone on its line: the sentence before it is its caption, where no prose came before. Further
 * down a picture may stand between two paragraphs with nothing but its credit. */
static void mark_credited_captions(struct pl_text_finder *finder)
{
    bool is_first = true;
    for (size_t i = 0; i + 1 < finder->count && is_first; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        const struct pl_text_block *credit = block + 1;
        if (!pl_text_is_prose(block))
            continue;
        is_first = false;
        if (credit->is_caption && credit->words <= 9 && !credit->ends_sentence && block->words <= 60)
            block->is_caption = true;
    }
}

/* --- Labels -------------------------------------------------------------------------- */

/* "Sports" over a paragraph is a heading where somebody wrote a newsletter, debris where a site stands around. */
static void settle_labels(struct pl_text_finder *finder)
{
    enum { SITE_PHRASES = 3 };
    size_t phrases = 0;
    for (size_t i = 0; i < finder->count; i++)
        phrases += finder->blocks[i].debris > PL_DEBRIS_LABEL;
    for (size_t i = 0; i < finder->count; i++)
        if (finder->blocks[i].debris == PL_DEBRIS_LABEL) {
            finder->blocks[i].debris = phrases >= SITE_PHRASES ? PL_DEBRIS_LINE : PL_DEBRIS_NONE;
            finder->blocks[i].why = phrases >= SITE_PHRASES ? finder->blocks[i].why : (pl_str){0};
        }
}

/* --- About the author ---------------------------------------------------------------- */

/* "About Ada Brandt" over the lines on who wrote it, after the article. */
static void mark_author_boxes(struct pl_text_finder *finder)
{
    static const pl_str starts[] = {PL_LIT_INIT("About "), PL_LIT_INIT("Über "), PL_LIT_INIT("Sobre "), PL_LIT_INIT("À propos de "),
                                    PL_LIT_INIT("A propos de "), PL_LIT_INIT("Over "), PL_LIT_INIT("Om "), PL_LIT_INIT("Acerca de ")};
    size_t words = 0;
    for (size_t i = 0; i < finder->count; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        words += pl_text_is_prose(block) ? block->words : 0;
        for (size_t s = 0; s < sizeof starts / sizeof *starts && words >= BODY_LEAST && block->words <= 6; s++)
            if (pl_str_starts(block->text, starts[s]) &&
                pl_is_person_name(pl_str_slice(block->text, starts[s].size, block->text.size)))
                mark_border(block, PL_LIT("about the author"));
    }
}

void pl_text_mark_series(struct pl_text_finder *finder)
{
    settle_labels(finder);
    mark_author_boxes(finder);
    mark_rows(finder);
    mark_dated_teasers(finder, finder->reading->scratch);
    mark_glued_teasers(finder);
    mark_repeated_captions(finder, finder->reading->scratch);
    mark_credited_captions(finder);
}
