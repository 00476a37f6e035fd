// SPDX-License-Identifier: MIT
/* ingest/text_roles.c: which role has each block of a scraped text.
 *
 * How it works: every block gets a weight of being prose: sentences weigh their words, short lines without a full stop
 * weigh a little against, phrases of the site more, borders (comments, copyright) much. The article is the run of
 * blocks with the greatest sum. Inside it a short line before prose is a heading, a phrase of the site goes, a line
 * that repeats a sentence is a pull quote. Before it title, byline, date and agency are looked for by their
 * shape; what is left there and behind it is dropped, with why. */
#include "base/map.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "ingest/text.h"

enum { DATE_LINE_WORDS = 20 };

struct finder {
    struct pl_reading *reading;
    struct pl_article *article;
    struct pl_text_block *blocks;
    size_t count;
    size_t first, end; // of the article
    pl_str title, site;
    bool is_clean; // nothing but the article's head stands before it
};

/* --- Measures ------------------------------------------------------------------------ */

static bool is_closing(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x201C ||
           c == 0x300D || c == 0x300F || c == 0xFF09;
}

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x0964 ||
           c == 0x061F || c == 0x06D4;
}

static void measure_end(struct pl_text_block *block)
{
    size_t at = block->text.size;
    uint32_t c = 0;
    while (at) {
        c = pl_utf8_previous(block->text, &at);
        if (!is_closing(c))
            break;
    }
    block->ends_sentence = is_stop(c);
    block->ends_colon = c == ':' || c == ';' || c == 0xFF1A;
}

static void measure(struct pl_text_block *block)
{
    unsigned capitalised = 0, ideographs = 0, upper = 0, lower = 0;
    bool in_word = false;
    for (size_t i = 0; i < block->text.size;) {
        uint32_t c = pl_utf8_next(block->text, &i);
        block->chars++;
        bool space = pl_char_is_space(c);
        if (!space && !in_word) {
            block->words++;
            capitalised += pl_char_is_upper(c) || pl_char_is_digit(c);
        }
        in_word = !space;
        ideographs += pl_char_is_ideographic(c);
        upper += pl_char_is_upper(c);
        lower += pl_char_is_lower(c);
    }
    block->capitalised = (uint8_t)(block->words ? capitalised * 100 / block->words : 0);
    block->words += ideographs / 2; // no spaces between words
    block->is_capitals = upper >= 2 && !lower;
    size_t first = 0;
    uint32_t c = block->text.size ? pl_utf8_next(block->text, &first) : 0;
    block->starts_quote = c == '"' || c == 0x201C || c == 0x201E || c == 0xAB || c == 0x2018 || c == 0x300C;
    measure_end(block);
}

/* --- Dropping -------------------------------------------------------------------------- */

static void drop(struct pl_text_block *block, pl_str why)
{
    block->role = PL_ROLE_DROPPED;
    if (pl_str_empty(block->why))
        block->why = why;
}

/* --- The article's run --------------------------------------------------------------- */

static bool is_prose(const struct pl_text_block *block)
{
    return block->debris == PL_DEBRIS_NONE && block->ends_sentence && block->words >= 8 && !block->is_caption;
}

/* Short lines weigh the more the more of them stand together: one is a heading, five are a menu. */
static int32_t weigh(const struct pl_text_block *block, unsigned short_before)
{
    switch (block->debris) {
    case PL_DEBRIS_BORDER:
        return -120;
    case PL_DEBRIS_LEAD:
        return -25;
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
    return !block->ends_sentence && !block->ends_colon && block->words < 16;
}

enum { ARTICLE_LEAST = 120 }; // the weight of two paragraphs

static void find_run(struct finder *finder)
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

/* --- The head: title, byline, date, agency ------------------------------------------- */

static bool same_text(pl_str a, pl_str b)
{
    pl_str left, right;
    while (pl_str_next_word(&a, &left)) {
        if (!pl_str_next_word(&b, &right) || !pl_str_eq(left, right))
            return false;
    }
    return !pl_str_next_word(&b, &right);
}

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

static unsigned count_words(pl_str text)
{
    unsigned count = 0;
    pl_str word;
    while (pl_str_next_word(&text, &word))
        count++;
    return count;
}

static void set(struct finder *finder, enum pl_field field, pl_str text, const struct pl_text_block *block)
{
    if (!pl_metadata_has(&finder->article->metadata, field))
        pl_metadata_set(finder->article->arena, &finder->article->metadata, field, text, PL_ORIGIN_BODY, (pl_str){0},
                        block->span);
}

static void find_title(struct finder *finder)
{
    size_t i = 0, width = 0;
    while (i < finder->count && i < 3 && finder->blocks[i].debris != PL_DEBRIS_NONE)
        i++;
    if (i >= finder->count || i >= 3)
        return;
    struct pl_text_block *block = &finder->blocks[i];
    if (block->is_bullet || block->words > 40 || (block->ends_sentence && block->words > 24) || finder->count < 2)
        return;
    pl_str title = block->text, site = {0};
    size_t bar = last_bar(block->text, &width);
    if (bar != SIZE_MAX) {
        pl_str left = pl_str_trim(pl_str_slice(block->text, 0, bar));
        pl_str right = pl_str_trim(pl_str_slice(block->text, bar + width, block->text.size));
        if (count_words(right) <= 6 && count_words(left) >= 2) {
            title = left;
            site = right;
        }
    }
    block->role = PL_ROLE_TITLE;
    finder->title = title;
    finder->site = site;
    set(finder, PL_FIELD_title, title, block);
    if (!pl_str_empty(site))
        set(finder, PL_FIELD_site, site, block);
}

static void take_byline(struct finder *finder, struct pl_text_block *block, const struct pl_byline *byline)
{
    struct pl_arena *arena = finder->article->arena;
    if (pl_metadata_has(&finder->article->metadata, PL_FIELD_authors)) {
        drop(block, PL_LIT("another byline"));
        return;
    }
    block->role = PL_ROLE_BYLINE;
    set(finder, PL_FIELD_byline, block->text, block);
    pl_metadata_set_list(arena, &finder->article->metadata, PL_FIELD_authors, byline->names, byline->count,
                         PL_ORIGIN_BODY, (pl_str){0}, block->span);
    if (!pl_str_empty(byline->place))
        set(finder, PL_FIELD_place, byline->place, block);
}

/* A byline with its label; a sentence that begins alike ("By Monday, …") is none. */
static bool take_labelled_byline(struct finder *finder, struct pl_text_block *block)
{
    struct pl_byline byline;
    if (block->words > 20 || !pl_byline_parse(finder->article->arena, block->text, &byline) ||
        pl_str_empty(byline.label))
        return false;
    bool is_sentence = block->ends_sentence && block->words >= 6;
    if (is_sentence && (count_words(byline.names[0]) < 2 || !pl_str_empty(byline.organisation)))
        return false;
    take_byline(finder, block, &byline);
    return true;
}

/* Names without a label are a byline where a date follows or a handle stands with them. */
static void take_bare_byline(struct finder *finder, size_t i)
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

static bool take_date(struct finder *finder, struct pl_text_block *block)
{
    struct pl_date date;
    pl_str text;
    bool is_update;
    if (!pl_date_line(block->text, &date, &text, &is_update))
        return false;
    bool has_date = pl_metadata_has(&finder->article->metadata, PL_FIELD_date);
    if (has_date && (!is_update || pl_metadata_has(&finder->article->metadata, PL_FIELD_modified))) {
        drop(block, PL_LIT("a date"));
        return true;
    }
    block->role = PL_ROLE_DATE;
    set(finder, has_date ? PL_FIELD_modified : PL_FIELD_date, text, block);
    return true;
}

static bool take_agency(struct finder *finder, struct pl_text_block *block)
{
    if (!pl_str_empty(finder->site) && same_text(block->text, finder->site)) {
        block->role = PL_ROLE_SITE;
        return true;
    }
    if (!pl_is_agency(block->text))
        return false;
    if (pl_metadata_has(&finder->article->metadata, PL_FIELD_source)) {
        drop(block, PL_LIT("an agency's name"));
        return true;
    }
    block->role = PL_ROLE_AGENCY;
    set(finder, PL_FIELD_source, block->text, block);
    return true;
}

/* The first block that can only be the body: long prose with prose behind it. */
static size_t head_end(const struct finder *finder)
{
    for (size_t i = 0; i < finder->count; i++)
        if (i >= finder->first && is_prose(&finder->blocks[i]) && finder->blocks[i].words >= 12)
            return i;
    return finder->count;
}

/* Takes the lines of the head by their shape, before the run is final: they are no body wherever it begins. */
static void take_head(struct finder *finder)
{
    size_t end = head_end(finder), last = end;
    while (last < finder->count && last < end + 6 && (last == end || !is_prose(&finder->blocks[last])))
        last++; // a standfirst may stand before the byline
    for (size_t i = 0; i < last; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_NONE || block->debris != PL_DEBRIS_NONE || take_labelled_byline(finder, block))
            continue;
        if (i + 40 > end && block->words <= DATE_LINE_WORDS && !take_date(finder, block) && i < end &&
            !take_agency(finder, block))
            take_bare_byline(finder, i);
    }
}

static bool is_head_role(const struct pl_text_block *block)
{
    return block->role == PL_ROLE_TITLE || block->role == PL_ROLE_BYLINE || block->role == PL_ROLE_DATE ||
           block->role == PL_ROLE_AGENCY || block->role == PL_ROLE_SUBTITLE || block->role == PL_ROLE_SITE;
}

static bool is_open(const struct pl_text_block *block)
{
    return block->role == PL_ROLE_NONE && block->debris == PL_DEBRIS_NONE && !block->is_caption;
}

/* Short lines that may stand between the head and the first prose: few under a bare title. */
enum { CLEAN_GAP = 24, CLEAN_GAP_TITLE = 2 };

static bool is_label(const struct pl_text_block *block)
{
    return block->words <= 4 && !block->ends_sentence && !block->ends_colon && !block->is_bullet &&
           pl_str_find_byte(block->text, ':', 0) == SIZE_MAX && pl_str_find_byte(block->text, '(', 0) == SIZE_MAX;
}

/* The end of what stands behind the run up to a border, without labels and phrases of the site at its end. */
static size_t widened_end(const struct finder *finder)
{
    size_t end = finder->end;
    for (size_t i = finder->end; i < finder->count && finder->blocks[i].debris != PL_DEBRIS_BORDER &&
                                 finder->blocks[i].debris != PL_DEBRIS_LEAD; i++)
        if (is_open(&finder->blocks[i]) && !is_label(&finder->blocks[i]))
            end = i + 1;
    return end;
}

/* A text that was copied rather than scraped begins with its title, byline and date and nothing else: there short
 * lines at either end are the author's, since nobody put a menu there. Scraped pages show themselves by theirs. */
static void widen_run(struct finder *finder)
{
    size_t head = 0, start;
    while (head < finder->first && is_head_role(&finder->blocks[head]))
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

/* What stands between the title and the byline or date is the standfirst. */
static void take_standfirst(struct finder *finder)
{
    size_t prose = finder->first;
    while (prose < finder->end && !(is_prose(&finder->blocks[prose]) && finder->blocks[prose].role == PL_ROLE_NONE))
        prose++;
    if (prose >= finder->end || prose == 0)
        return;
    bool under_title = false;
    for (size_t i = prose; i && prose - i < 3 && !under_title; i--)
        under_title = finder->blocks[i - 1].role == PL_ROLE_TITLE || same_text(finder->blocks[i - 1].text, finder->title);
    for (size_t i = prose + 1; i < finder->end && i < prose + 8; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role == PL_ROLE_BYLINE || block->role == PL_ROLE_DATE) {
            if (under_title && finder->blocks[prose].words <= 50) {
                finder->blocks[prose].role = PL_ROLE_SUBTITLE;
                set(finder, PL_FIELD_subtitle, finder->blocks[prose].text, &finder->blocks[prose]);
            }
            return;
        }
        if (is_prose(block))
            return;
    }
}

/* --- Pull quotes --------------------------------------------------------------------- */

/* Where sentences begin, by their first words: to find a line again in the text in one look. */
struct sentence {
    struct sentence *next;
    size_t block, offset;
};

enum { KEY_WORDS = 4 };

static bool is_letter_at(pl_str text, size_t at)
{
    return at < text.size && pl_char_is_letter(pl_utf8_next(text, &at));
}

/* The first words of a text from its first letter on, as a key; empty when there are fewer. */
static pl_str key_at(pl_str text, size_t from)
{
    while (from < text.size && !is_letter_at(text, from) && !pl_ascii_is_digit(text.data[from]))
        pl_utf8_next(text, &from);
    pl_str rest = pl_str_slice(text, from, text.size), word = {0};
    for (int i = 0; i < KEY_WORDS; i++)
        if (!pl_str_next_word(&rest, &word))
            return (pl_str){0};
    return pl_str_slice(text, from, (size_t)(word.data + word.size - text.data));
}

/* A quote taken from the middle of a sentence begins with a capital of its own. */
static pl_str fold_first(struct pl_arena *scratch, pl_str key)
{
    if (!key.size || !pl_ascii_is_upper(key.data[0]))
        return key;
    pl_str copy = pl_str_copy(scratch, key);
    *(char *)(uintptr_t)copy.data = pl_ascii_lower(copy.data[0]);
    return copy;
}

static bool same_but_first(pl_str a, pl_str b)
{
    return a.size == b.size && a.size && pl_ascii_lower(a.data[0]) == pl_ascii_lower(b.data[0]) &&
           memcmp(a.data + 1, b.data + 1, a.size - 1) == 0;
}

static void index_block(struct finder *finder, struct pl_map *map, size_t index)
{
    pl_str text = finder->blocks[index].text;
    bool begins = true;
    for (size_t i = 0; i < text.size;) {
        size_t at = i;
        uint32_t c = pl_utf8_next(text, &i);
        if (begins && pl_char_is_letter(c)) {
            pl_str key = fold_first(finder->reading->scratch, key_at(text, at));
            if (!pl_str_empty(key)) {
                void **slot = pl_map_at(map, key);
                struct sentence *sentence = PL_NEW(finder->reading->scratch, struct sentence);
                *sentence = (struct sentence){*slot, index, at};
                *slot = sentence;
            }
            begins = false;
        } else if (c == ',' || c == ';') { // a clause: its joint may stand before what is quoted
            begins = true;
            static const pl_str joints[] = {PL_LIT_INIT(" and "), PL_LIT_INIT(" but "), PL_LIT_INIT(" so ")};
            for (size_t j = 0; j < sizeof joints / sizeof *joints; j++)
                if (pl_str_starts(pl_str_slice(text, i, text.size), joints[j]))
                    i += joints[j].size;
        } else if (is_stop(c) || c == '"' || c == 0x201C || c == 0x2018 || c == ':' || c == 0x201E || c == 0xAB ||
                   c == 0x2013 || c == 0x2014) {
            begins = true;
        }
    }
}

static pl_str without_quotes(pl_str text)
{
    while (text.size) {
        size_t last = text.size;
        uint32_t c = pl_utf8_previous(text, &last);
        if (!is_closing(c) && c != ',' && !is_stop(c))
            break;
        text = pl_str_slice(text, 0, last);
    }
    size_t first = 0;
    while (first < text.size && !is_letter_at(text, first) && !pl_ascii_is_digit(text.data[first]))
        pl_utf8_next(text, &first);
    return pl_str_slice(text, first, text.size);
}

/* True when the line's words stand in a longer block. */
static bool repeats(struct finder *finder, struct pl_map *map, size_t index)
{
    pl_str text = finder->blocks[index].text, bare = without_quotes(text);
    pl_str key = fold_first(finder->reading->scratch, key_at(text, 0));
    if (pl_str_empty(key))
        return false;
    unsigned looks = 0, twins = 0;
    bool is_second = false;
    for (const struct sentence *at = pl_map_lookup(map, key); at && looks < 32; at = at->next, looks++) {
        const struct pl_text_block *other = &finder->blocks[at->block];
        pl_str there = pl_str_slice(other->text, at->offset, at->offset + bare.size);
        if (at->block == index || !same_but_first(there, bare))
            continue;
        if (other->text.size > text.size)
            return true;
        twins++; // questions of an interview repeat whole, and more than once
        is_second = is_second || at->block < index;
    }
    return twins == 1 && is_second;
}

static void fold_repeated(struct finder *finder)
{
    struct pl_map map = PL_MAP(finder->reading->scratch);
    for (size_t i = finder->first; i < finder->end; i++)
        if (finder->blocks[i].debris == PL_DEBRIS_NONE)
            index_block(finder, &map, i);
    for (size_t i = finder->first; i < finder->end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        /* A few quoted words over a paragraph are its heading. */
        bool is_phrase = block->words < 6 && !block->ends_sentence;
        if (block->role != PL_ROLE_NONE || block->words > 80 || block->words < KEY_WORDS || is_phrase ||
            !repeats(finder, &map, i))
            continue;
        block->role = PL_ROLE_DROPPED;
        block->why = PL_LIT("repeats a sentence of the text");
    }
}

/* --- Inside the run ------------------------------------------------------------------ */

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

static bool may_be_heading(const struct pl_text_block *block)
{
    return !block->is_bullet && block->words <= HEADING_WORDS && block->chars <= 100 && !block->ends_colon &&
           begins_upper(block->text) &&
           (!block->ends_sentence || (block->words <= 10 && pl_str_ends(block->text, PL_LIT("?"))));
}

/* A list of bullets is the article's where its items are more than labels of links, or a colon leads to it. */
static void judge_list(struct finder *finder, size_t first, size_t end)
{
    size_t words = 0, sentences = 0, count = 0;
    for (size_t i = first; i < end; i++) {
        if (finder->blocks[i].debris != PL_DEBRIS_NONE)
            continue;
        words += finder->blocks[i].words;
        sentences += finder->blocks[i].ends_sentence;
        count++;
    }
    bool led = first > finder->first && finder->blocks[first - 1].ends_colon;
    bool keep = count && (led || finder->is_clean || sentences * 2 >= count || words >= 6 * count);
    for (size_t i = first; i < end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_NONE)
            continue;
        if (keep && block->debris == PL_DEBRIS_NONE)
            block->role = PL_ROLE_ITEM;
        else
            drop(block, PL_LIT("a list of links"));
    }
}

/* A number alone at a line's start belongs to its text: "4. Stay hydrated". */
static void restore_number(struct pl_text_block *block)
{
    block->text = block->with_marker;
    block->is_numbered = false;
}

static void judge_lists(struct finder *finder)
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
static bool repeats_above(const struct finder *finder, size_t i)
{
    for (size_t back = 1; back <= 4 && back <= i; back++)
        if (finder->blocks[i].words >= 4 && same_text(finder->blocks[i - back].text, finder->blocks[i].text))
            return true;
    return false;
}

static bool is_prose_like(const struct pl_text_block *block)
{
    return is_prose(block) || block->ends_colon || block->words >= 16 ||
           (block->ends_sentence && !may_be_heading(block));
}

/* Half the lines have figures: a schedule or a table, which belongs to the text. */
static bool is_data(const struct finder *finder, size_t first, size_t end)
{
    size_t with_digits = 0, count = 0;
    for (size_t i = first; i < end; i++) {
        if (!is_open(&finder->blocks[i]))
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
static void judge_short(struct finder *finder, size_t first, size_t end)
{
    size_t size = 0, at = 0;
    for (size_t i = first; i < end; i++)
        size += is_open(&finder->blocks[i]);
    bool data = is_data(finder, first, end);
    bool before_prose = end < finder->end;
    for (size_t i = first; i < end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (!is_open(block))
            continue;
        bool is_last = ++at == size;
        bool heading = before_prose && may_be_heading(block) && (size == 1 || block->words <= 6 || block->is_capitals);
        if (data || size == 1 || block->ends_sentence || finder->is_clean)
            block->role = heading && !data ? PL_ROLE_HEADING : PL_ROLE_PARAGRAPH;
        else if (size == 2 && (block->words <= 5 || (!is_last && block->words <= HEADING_WORDS)))
            block->role = heading ? PL_ROLE_HEADING : PL_ROLE_PARAGRAPH;
        else if (size > 2 && is_last && heading && block->words <= 5)
            block->role = PL_ROLE_HEADING;
        else
            drop(block, PL_LIT("a row of links or labels"));
    }
}

/* Phrases of the site, captions, repeats of the title, and what "Related articles" leads. */
static void drop_inside(struct finder *finder)
{
    bool led = false;
    for (size_t i = finder->first; i < finder->end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->debris != PL_DEBRIS_NONE) {
            led = block->debris == PL_DEBRIS_LEAD;
            if (block->role == PL_ROLE_NONE)
                drop(block, PL_LIT("a phrase of the site"));
        } else if (block->role != PL_ROLE_NONE) {
            continue;
        } else if (block->is_date) {
            drop(block, PL_LIT("a date"));
        } else if (block->is_caption) {
            drop(block, PL_LIT("the caption of a picture that isn't there"));
        } else if (same_text(block->text, finder->title)) {
            drop(block, PL_LIT("repeats the title"));
        } else if (repeats_above(finder, i)) {
            drop(block, PL_LIT("repeats a line just above"));
        } else if (is_prose_like(block)) {
            led = false;
        } else if (led) {
            drop(block, PL_LIT("related articles"));
        }
    }
}

static void judge_run(struct finder *finder)
{
    drop_inside(finder);
    for (size_t i = finder->first; i < finder->end;) {
        struct pl_text_block *block = &finder->blocks[i];
        if (!is_open(block)) {
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
               (!is_open(&finder->blocks[end]) || !is_prose_like(&finder->blocks[end])))
            end++;
        while (end < finder->end && finder->blocks[end].is_caption)
            end++;
        judge_short(finder, i, end);
        i = end;
    }
}

/* --- Notes at the end ---------------------------------------------------------------- */

/* Where a name stands in the first words of a text, titles before it. */
static bool begins_with_name(pl_str text, pl_str name)
{
    pl_str head = pl_str_slice(text, 0, name.size + 40);
    size_t at = pl_str_find(head, name, 0);
    return at != SIZE_MAX && count_words(pl_str_slice(head, 0, at)) <= 3;
}

static bool has_profession(pl_str text)
{
    static const pl_str words[] = {
        PL_LIT_INIT(" professor"), PL_LIT_INIT(" fellow"), PL_LIT_INIT(" lecturer"), PL_LIT_INIT(" director"),
        PL_LIT_INIT(" writer"), PL_LIT_INIT(" author of"), PL_LIT_INIT(" journalist"), PL_LIT_INIT(" editor"),
        PL_LIT_INIT(" reporter"), PL_LIT_INIT(" correspondent"), PL_LIT_INIT(" columnist"), PL_LIT_INIT(" analyst"),
        PL_LIT_INIT(" researcher"), PL_LIT_INIT(" writes "), PL_LIT_INIT(" covers "), PL_LIT_INIT(" studied "),
        PL_LIT_INIT(" teaches "), PL_LIT_INIT(" worked "), PL_LIT_INIT(" works "), PL_LIT_INIT(" holds a")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_contains(text, words[i]))
            return true;
    return false;
}

/* About the author: it begins with the name of one, or with "the author", and says what they are or do. */
static bool is_about_author(const struct finder *finder, const struct pl_text_block *block)
{
    const struct pl_metadata_value *authors = &finder->article->metadata.values[PL_FIELD_authors];
    if (!has_profession(block->text))
        return false;
    for (size_t i = 0; i < authors->list_count; i++)
        if (begins_with_name(block->text, authors->list[i]))
            return true;
    return pl_str_starts_ascii_nocase(block->text, PL_LIT("the author ")) ||
           pl_str_starts_ascii_nocase(block->text, PL_LIT("the writer ")) ||
           pl_str_starts_ascii_nocase(block->text, PL_LIT("about the author"));
}

/* From the end backwards, as long as there are notes: the body is never behind one. */
static void take_notes(struct finder *finder)
{
    for (size_t i = finder->end; i > finder->first; i--) {
        struct pl_text_block *block = &finder->blocks[i - 1];
        if (block->role != PL_ROLE_PARAGRAPH && block->role != PL_ROLE_HEADING)
            continue;
        bool source = pl_text_is_source_note(block->text), about = !source && is_about_author(finder, block);
        if (!source && !about)
            return;
        block->role = PL_ROLE_NOTE;
        block->why = source ? PL_LIT("source") : PL_LIT("bio");
        if (source && !pl_metadata_has(&finder->article->metadata, PL_FIELD_source))
            set(finder, PL_FIELD_source, block->text, block);
    }
}

/* --- Contradictions ------------------------------------------------------------------ */

/* "© Inter Press Service (2023) — All rights reserved" → "Inter Press Service". */
static pl_str holder_of(pl_str line)
{
    static const pl_str starts[] = {PL_LIT_INIT("©"), PL_LIT_INIT("copyright"), PL_LIT_INIT("(c)"), PL_LIT_INIT("by")};
    pl_str rest = line;
    for (bool cut = true; cut;) {
        cut = false;
        rest = pl_str_trim(rest);
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
            if (pl_str_starts_ascii_nocase(rest, starts[i])) {
                rest = pl_str_slice(rest, starts[i].size, rest.size);
                cut = true;
            }
        while (rest.size && (pl_ascii_is_digit(rest.data[0]) || rest.data[0] == ' '))
            rest = pl_str_slice(rest, 1, rest.size);
    }
    size_t end = 0;
    while (end < rest.size && !strchr("(.,|-", rest.data[end]) && (unsigned char)rest.data[end] < 0xE2 &&
           !pl_ascii_is_digit(rest.data[end]))
        end++;
    return pl_str_trim(pl_str_slice(rest, 0, end));
}

static bool is_of_agencies(pl_str name)
{
    static const pl_str words[] = {PL_LIT_INIT("Press"), PL_LIT_INIT("Agency"), PL_LIT_INIT("Agence"), PL_LIT_INIT("Service"),
                                   PL_LIT_INIT("Wire"), PL_LIT_INIT("Reuters"), PL_LIT_INIT("AFP")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_contains(name, words[i]))
            return true;
    return false;
}

/* The head names one agency, the copyright line or the dateline another: both can't have sent it. */
static void compare_agencies(struct finder *finder)
{
    const struct pl_metadata_value *source = &finder->article->metadata.values[PL_FIELD_source];
    const struct pl_metadata_value *rights = &finder->article->metadata.values[PL_FIELD_rights];
    if (source->origin == PL_ORIGIN_NONE || rights->origin == PL_ORIGIN_NONE || !pl_is_agency(source->text))
        return;
    pl_str holder = holder_of(rights->text);
    if (pl_str_empty(holder) || !is_of_agencies(holder) || pl_str_contains(holder, source->text) ||
        pl_str_contains(source->text, holder))
        return;
    pl_warn(finder->reading->diags, PL_W_CONTRADICTION, source->span,
            "the head says '%.*s', the copyright line says '%.*s'", PL_ARG(source->text), PL_ARG(holder));
}

/* A dateline says where it was written and who sent it; it stays in its paragraph. */
static void read_dateline(struct finder *finder)
{
    for (size_t i = finder->first; i < finder->end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_PARAGRAPH)
            continue;
        pl_str agency, place = pl_dateline_place(block->text, &agency);
        if (!pl_str_empty(place))
            set(finder, PL_FIELD_place, place, block);
        if (!pl_str_empty(place) && pl_is_agency(agency))
            set(finder, PL_FIELD_source, agency, block);
        return;
    }
}

/* --- Behind the run ------------------------------------------------------------------ */

static void judge_rest(struct finder *finder)
{
    for (size_t i = 0; i < finder->count; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_NONE || (i >= finder->first && i < finder->end))
            continue;
        if (block->debris == PL_DEBRIS_BORDER && i >= finder->end && pl_str_eq(block->why, PL_LIT("copyright line")) &&
            !pl_metadata_has(&finder->article->metadata, PL_FIELD_rights)) {
            set(finder, PL_FIELD_rights, block->text, block);
            block->role = PL_ROLE_RIGHTS;
            continue;
        }
        drop(block, i < finder->first ? PL_LIT("before the article") : PL_LIT("after the article"));
    }
}

/* A date with a weekday, a time or a label: nobody writes one as a heading. */
static bool looks_like_date(const struct pl_text_block *block)
{
    struct pl_date date;
    pl_str text;
    bool is_update;
    return block->words >= 2 && block->words <= DATE_LINE_WORDS && pl_date_line(block->text, &date, &text, &is_update) &&
           (text.size + 2 < block->text.size || block->words >= 4);
}

void pl_text_find_roles(struct pl_reading *reading, struct pl_article *article, struct pl_text_blocks *blocks)
{
    struct finder finder = {.reading = reading, .article = article, .blocks = blocks->data, .count = blocks->count};
    for (size_t i = 0; i < finder.count; i++) {
        measure(&finder.blocks[i]);
        if (finder.blocks[i].role == PL_ROLE_NONE)
            finder.blocks[i].debris = pl_text_debris(&finder.blocks[i], &finder.blocks[i].why);
        finder.blocks[i].is_date = looks_like_date(&finder.blocks[i]);
        finder.blocks[i].is_caption = finder.blocks[i].words <= 60 && pl_text_is_caption(finder.blocks[i].text);
    }
    find_title(&finder);
    find_run(&finder);
    take_head(&finder);
    find_run(&finder);
    widen_run(&finder);
    take_standfirst(&finder);
    fold_repeated(&finder);
    judge_lists(&finder);
    judge_run(&finder);
    take_notes(&finder);
    judge_rest(&finder);
    read_dateline(&finder);
    compare_agencies(&finder);
}
