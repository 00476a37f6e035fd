// SPDX-License-Identifier: MIT
/* typeset/hyphen_patterns.c: a pattern file as a packed trie.
 *
 * How it works: letters of the file get small numbers; an edge of the trie is a slot of one
 * open-addressed table under (node, letter); a node's digits lie in a pool of bytes. A word is
 * matched from each of its places down the trie and the greatest digit of each gap wins; odd
 * ones divide. Measured: German, 78,000 patterns, see tests/typeset/hyphen_patterns.c.
 *
 * Files that were made for libhyphen (they name a NEXTLEVEL) count on its way of matching: of
 * all that ends at a letter only the longest path has a say, even where no pattern ends with it.
 * By Liang's rule their German gives "pa-r-la-ment"; by libhyphen's rule the Russian file, which is
 * TeX's, leaves "книга" whole. So each is read as it is meant.
 *
 * A file with NEXTLEVEL has two sets: the first finds the parts of a compound, the second
 * divides each part as a word. Without it the parts are what stands between apostrophes. */
#include "typeset/hyphen_patterns.h"

#include <glib.h>

#include "base/utf8.h"

enum {
    LETTER_TABLE_DIRECT = 0x600,
    LIGATURES = 0xFB00,
    LIGATURES_END = 0xFB50, // Alphabetic Presentation Forms
    LETTER_TABLE = LETTER_TABLE_DIRECT + LIGATURES_END - LIGATURES,
    MAX_PATTERN = 64,
    BOUNDARY = 1,
};

struct edge {
    uint32_t from; // node × 256 + letter; 0 where free (no node has an edge with letter 0)
    uint32_t to;
};

struct pattern_set {
    struct edge *edges;
    size_t room, count;
    uint32_t *digits; // by node: where in the pool; 0 none
    size_t digit_room;
    uint32_t node_count;
};

struct pl_hyphen_patterns {
    struct pattern_set compound, word;
    bool has_compounds;
    uint8_t least_before, least_after;                   // of the whole word
    uint8_t least_compound_before, least_compound_after; // inside a compound, at its parts' ends
    uint8_t letters[LETTER_TABLE];
    uint32_t letter_count;
    uint8_t *pool;
    size_t pool_size, pool_room;
};

static size_t slot_of(const struct pattern_set *set, uint32_t from)
{
    size_t slot = (from * 0x9E3779B1u) >> 7 & (set->room - 1);
    while (set->edges[slot].from && set->edges[slot].from != from)
        slot = (slot + 1) & (set->room - 1);
    return slot;
}

static void grow_edges(struct pl_arena *arena, struct pattern_set *set)
{
    struct pattern_set old = *set;
    set->room = old.room ? old.room * 4 : 1 << 12;
    set->edges = PL_NEW_ARRAY(arena, struct edge, set->room);
    for (size_t i = 0; i < old.room; i++) {
        if (old.edges[i].from)
            set->edges[slot_of(set, old.edges[i].from)] = old.edges[i];
    }
}

static uint32_t step_or_add(struct pl_arena *arena, struct pattern_set *set, uint32_t node,
                            uint8_t letter)
{
    if (set->count * 2 >= set->room)
        grow_edges(arena, set);
    struct edge *edge = &set->edges[slot_of(set, node << 8 | letter)];
    if (!edge->from) {
        set->count++;
        *edge = (struct edge){node << 8 | letter, ++set->node_count};
    }
    return edge->to;
}

static uint32_t step(const struct pattern_set *set, uint32_t node, uint8_t letter)
{
    return set->room ? set->edges[slot_of(set, node << 8 | letter)].to : 0;
}

/* The place of a letter in the table; LETTER_TABLE where no pattern file that we know has it. */
static uint32_t letter_place(uint32_t letter)
{
    if (letter < LETTER_TABLE_DIRECT)
        return letter;
    return letter >= LIGATURES && letter < LIGATURES_END ? letter - LIGATURES + LETTER_TABLE_DIRECT
                                                         : LETTER_TABLE;
}

static uint8_t letter_number(struct pl_hyphen_patterns *patterns, uint32_t letter)
{
    uint32_t place = letter_place(letter);
    if (place == LETTER_TABLE)
        return 0;
    if (!patterns->letters[place] && patterns->letter_count < 255)
        patterns->letters[place] = (uint8_t)++patterns->letter_count;
    return patterns->letters[place];
}

/* Digits of the gaps before each letter and after the last. */
static uint32_t keep_digits(struct pl_arena *arena, struct pl_hyphen_patterns *patterns,
                            const uint8_t *digits, size_t count)
{
    size_t need = patterns->pool_size + count + 1;
    if (need > patterns->pool_room) {
        size_t room = patterns->pool_room ? patterns->pool_room * 2 : 1 << 14;
        patterns->pool = pl_arena_grow(arena, patterns->pool, patterns->pool_room, room);
        patterns->pool_room = room;
    }
    uint32_t at = (uint32_t)patterns->pool_size;
    patterns->pool[at] = (uint8_t)count;
    memcpy(patterns->pool + at + 1, digits, count);
    patterns->pool_size = need;
    return at;
}

static void add_pattern(struct pl_arena *arena, struct pl_hyphen_patterns *patterns,
                        struct pattern_set *set, pl_str line)
{
    uint8_t digits[MAX_PATTERN + 1] = {0}, letters[MAX_PATTERN];
    size_t count = 0;
    for (size_t at = 0; at < line.size;) {
        uint32_t c = pl_utf8_next(line, &at);
        if (c >= '0' && c <= '9') {
            digits[count] = (uint8_t)(c - '0');
        } else {
            uint8_t letter = c == '.' ? BOUNDARY : letter_number(patterns, c);
            if (!letter || count == MAX_PATTERN)
                return;
            letters[count++] = letter;
        }
    }
    uint32_t node = 0;
    for (size_t i = 0; i < count; i++)
        node = step_or_add(arena, set, node, letters[i]);
    if (node >= set->digit_room) {
        size_t room = (size_t)node * 2 + 1024;
        set->digits = pl_arena_grow(arena, set->digits, set->digit_room * sizeof *set->digits,
                                    room * sizeof *set->digits);
        set->digit_room = room;
    }
    set->digits[node] = keep_digits(arena, patterns, digits, count + 1);
}

static bool read_least(pl_str line, const char *name, uint8_t *least)
{
    pl_str prefix = pl_str_from(name);
    int64_t value;
    if (!pl_str_starts(line, prefix))
        return false;
    if (pl_str_to_int64(pl_str_trim(pl_str_slice(line, prefix.size, line.size)), &value) &&
        value >= 0 && value < 100)
        *least = (uint8_t)value;
    return true;
}

static bool is_setting(struct pl_hyphen_patterns *patterns, pl_str line)
{
    return read_least(line, "LEFTHYPHENMIN", &patterns->least_before) ||
           read_least(line, "RIGHTHYPHENMIN", &patterns->least_after) ||
           read_least(line, "COMPOUNDLEFTHYPHENMIN", &patterns->least_compound_before) ||
           read_least(line, "COMPOUNDRIGHTHYPHENMIN", &patterns->least_compound_after) ||
           pl_str_starts(line, PL_LIT("NOHYPHEN"));
}

/* The text after the encoding's line, as UTF-8. */
static bool decode(struct pl_arena *arena, pl_str *bytes)
{
    pl_str encoding;
    if (!pl_str_next_line(bytes, &encoding))
        return false;
    encoding = pl_str_trim(encoding);
    if (pl_str_eq_ascii_nocase(encoding, PL_LIT("UTF-8")))
        return true;
    const char *name = pl_str_cstr(arena, encoding);
    if (pl_str_starts_ascii_nocase(encoding, PL_LIT("ISO8859")))
        name = pl_str_format(arena, "ISO-8859%.*s",
                             PL_ARG(pl_str_slice(encoding, 7, encoding.size)))
                   .data;
    else if (pl_str_starts_ascii_nocase(encoding, PL_LIT("microsoft-cp")))
        name =
            pl_str_format(arena, "CP%.*s", PL_ARG(pl_str_slice(encoding, 12, encoding.size))).data;
    gsize size = 0;
    char *text = g_convert(bytes->data, (gssize)bytes->size, "UTF-8", name, NULL, &size, NULL);
    if (!text)
        return false;
    *bytes = pl_str_copy(arena, (pl_str){text, size});
    g_free(text);
    return true;
}

const struct pl_hyphen_patterns *pl_hyphen_patterns_read(struct pl_arena *arena, pl_str bytes)
{
    struct pl_hyphen_patterns *patterns = PL_NEW(arena, struct pl_hyphen_patterns);
    if (!decode(arena, &bytes))
        return NULL;
    patterns->letter_count = BOUNDARY;
    patterns->pool_size = 1; // 0 is no digits
    patterns->pool_room = 1 << 16;
    patterns->pool = (uint8_t *)pl_arena_alloc_text(arena, patterns->pool_room);
    struct pattern_set *set = &patterns->word;
    pl_str line;
    while (pl_str_next_line(&bytes, &line)) {
        line = pl_str_trim(line);
        if (pl_str_empty(line) || line.data[0] == '#' || line.data[0] == '%' ||
            is_setting(patterns, line))
            continue;
        if (pl_str_starts(line, PL_LIT("NEXTLEVEL"))) {
            patterns->compound = patterns->word;
            patterns->word = (struct pattern_set){0};
            patterns->has_compounds = true;
        } else if (pl_str_find_byte(line, '/', 0) == SIZE_MAX) {
            add_pattern(arena, patterns, set, line);
        }
    }
    if (!patterns->least_before)
        patterns->least_before = 2;
    if (!patterns->least_after)
        patterns->least_after = 2;
    if (!patterns->has_compounds) {
        if (!patterns->least_compound_before)
            patterns->least_compound_before = patterns->least_before;
        if (!patterns->least_compound_after)
            patterns->least_compound_after = patterns->least_after;
    }
    return patterns;
}

/* gaps[i]: the greatest digit before letter i of the word; gaps[0] and gaps[count] are of no use. */
static void match(const struct pl_hyphen_patterns *patterns, const struct pattern_set *set,
                  const uint8_t *letters, size_t count, uint8_t *gaps)
{
    uint8_t framed[PL_HYPHEN_WORD_MAX + 2];
    framed[0] = framed[count + 1] = BOUNDARY;
    memcpy(framed + 1, letters, count);
    memset(gaps, 0, count + 1);
    bool is_taken[PL_HYPHEN_WORD_MAX + 2] = {false}; // by a longer path that ends there
    for (size_t start = 0; start < count + 2; start++) {
        uint32_t node = 0;
        for (size_t i = start; i < count + 2 && (node = step(set, node, framed[i])); i++) {
            uint32_t at = node < set->digit_room ? set->digits[node] : 0;
            bool is_overruled = patterns->has_compounds && is_taken[i];
            is_taken[i] = true;
            if (!at || is_overruled)
                continue;
            const uint8_t *digits = patterns->pool + at + 1;
            for (size_t k = 0; k < patterns->pool[at]; k++) {
                size_t gap = start + k; // before framed letter start + k
                if (gap >= 1 && gap <= count + 1 && digits[k] > gaps[gap - 1])
                    gaps[gap - 1] = digits[k];
            }
        }
    }
}

/* The second level: divides letters [first, end) as a word of its own. */
static void divide_part(const struct pl_hyphen_patterns *patterns, const uint8_t *letters,
                        size_t first, size_t end, size_t count, bool *points)
{
    uint8_t gaps[PL_HYPHEN_WORD_MAX + 1];
    if (end - first < 2)
        return;
    match(patterns, &patterns->word, letters + first, end - first, gaps);
    for (size_t i = first + 1; i < end; i++) {
        bool is_too_early = first > 0 && i - first < patterns->least_compound_before;
        bool is_too_late = end < count && end - i < patterns->least_compound_after;
        points[i] = gaps[i - first] & 1 && !is_too_early && !is_too_late;
    }
}

static bool is_apostrophe(uint32_t letter)
{
    return letter == '\'' || letter == 0x2019;
}

/* A ligature of its own code point counts as the letters it shows. */
static size_t letters_in(uint32_t letter)
{
    if (letter < 0xFB00 || letter > 0xFB06)
        return 1;
    return letter == 0xFB03 || letter == 0xFB04 ? 3 : 2;
}

void pl_hyphen_points(const struct pl_hyphen_patterns *patterns, const uint32_t *letters,
                      size_t count, bool *points)
{
    memset(points, 0, count * sizeof *points);
    if (count > PL_HYPHEN_WORD_MAX || count < 2)
        return;
    uint8_t numbers[PL_HYPHEN_WORD_MAX], gaps[PL_HYPHEN_WORD_MAX + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        uint32_t letter = letters[i] == 0x2019 && !patterns->letters['\''] ? letters[i]
                          : letters[i] == 0x2019                           ? '\''
                                                                           : letters[i];
        uint32_t place = letter_place(letter);
        numbers[i] = place < LETTER_TABLE ? patterns->letters[place] : 0;
    }
    if (patterns->has_compounds)
        match(patterns, &patterns->compound, numbers, count, gaps);
    size_t begin = 0;
    for (size_t i = 1; i <= count; i++) {
        bool is_apart = !patterns->has_compounds && i < count &&
                        (is_apostrophe(letters[i]) || is_apostrophe(letters[i - 1]));
        bool is_seam = i < count && (gaps[i] & 1 || is_apart);
        if (!is_seam && i < count)
            continue;
        divide_part(patterns, numbers, begin, i, count, points);
        if (is_seam && !is_apart)
            points[i] = true;
        begin = i;
    }
    size_t before = 0, all = 0;
    for (size_t i = 0; i < count; i++)
        all += letters_in(letters[i]);
    for (size_t i = 0; i < count; i++) {
        if (before < patterns->least_before || all - before < patterns->least_after)
            points[i] = false;
        before += letters_in(letters[i]);
    }
}
