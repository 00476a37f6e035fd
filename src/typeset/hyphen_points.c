// SPDX-License-Identifier: MIT
/* typeset/hyphen_points.c: divides words by patterns, exactly as libhyphen does.
 *
 * How it works: a word is walked from each of its letters down the trie. Liang lets every
 * pattern on these paths have its say; libhyphen runs a state machine that is always on the
 * longest path that ends at a letter, and hears the pattern that ends there if there is one.
 * The longest path is the one that began first, so a letter that a path has reached is
 * taken. (Files made for libhyphen are prepared so that nothing is lost by it. Russian's
 * isn't, and loses a part of its points.)
 *
 * First the seams of a compound are looked for, in each part again until there are none;
 * then each part is divided as a word. A pattern that changes letters counts as any
 * other, and whichever pattern gave a gap its final odd digit says what is changed there. */
#include "base/utf8.h"
#include "typeset/hyphen_rules.h"

enum { MOST = PL_HYPHEN_WORD_MAX, MOST_DEPTH = 40 };

/* What a level says of a word between two boundaries: gap i is the one after its letter i, 0 the boundary. */
struct gaps {
    uint8_t digits[MOST + 4];
    const uint8_t *changes[MOST + 4]; // in the pool: what the pattern that set the digit changes
    int16_t places[MOST + 4]; // by letters before the changed ones: the gap where it divides
    uint8_t counts[MOST + 4]; // by the same: letters that are changed
    bool has_changes;
};

struct word {
    const struct pl_hyphen_patterns *patterns;
    uint32_t letters[MOST];
    size_t count;
};

static uint32_t step(const struct pl_hyphen_level *level, uint32_t node, uint8_t letter)
{
    uint32_t from = node << 8 | letter;
    uint32_t slot = pl_hyphen_slot(from, level->slots);
    while (level->edges[slot].from && level->edges[slot].from != from)
        slot = (slot + 1) & (level->slots - 1);
    return level->edges[slot].to;
}

/* Digits of the rule in the pool at `rule`, gap 0 of it being the word's gap `first`. */
static void hear(struct gaps *gaps, const uint8_t *rule, int first)
{
    int count = *rule & PL_HYPHEN_COUNT;
    const uint8_t *digits = rule + 1, *change = NULL;
    int changed_first = 0, changed_count = 0;
    if (*rule & PL_HYPHEN_CHANGES) {
        change = digits + count;
        changed_first = (int8_t)change[0];
        changed_count = change[1];
        gaps->has_changes = true;
        if (first + changed_first >= 0 && first + changed_first < MOST + 4)
            gaps->counts[first + changed_first] = change[1];
    }
    for (int k = first < 0 ? -first : 0; k < count; k++) {
        int gap = first + k;
        if (digits[k] <= gaps->digits[gap])
            continue;
        gaps->digits[gap] = digits[k];
        if (!(digits[k] & 1))
            continue;
        gaps->changes[gap] = change;
        if (change && k >= changed_first && k <= changed_first + changed_count &&
            first + changed_first >= 0)
            gaps->places[first + changed_first] = (int16_t)gap;
    }
}

static uint8_t number_of(const struct pl_hyphen_settings *settings, uint32_t letter)
{
    if (letter == '.' || (letter >= '0' && letter <= '9'))
        return PL_HYPHEN_BOUNDARY;
    return (uint8_t)settings->letters[pl_hyphen_letter_slot(settings, letter)].number;
}

static void match(const struct word *word, const struct pl_hyphen_level *level, struct gaps *gaps)
{
    uint8_t framed[MOST + 2];
    size_t count = word->count + 2;
    bool is_taken[MOST + 2] = {false};
    memset(gaps, 0, sizeof *gaps);
    for (size_t i = 0; i < MOST + 4; i++)
        gaps->places[i] = -1;
    framed[0] = framed[count - 1] = PL_HYPHEN_BOUNDARY;
    for (size_t i = 0; i < word->count; i++)
        framed[i + 1] = number_of(word->patterns->settings, word->letters[i]);
    // Rules must be heard in the order of their ends: the first of equal digits is the one that counts.
    const uint8_t *rules[MOST + 2] = {NULL};
    size_t starts[MOST + 2];
    for (size_t start = 0; start < count && level->slots; start++) {
        uint32_t node = 0;
        for (size_t i = start; i < count && (node = step(level, node, framed[i])); i++) {
            if (is_taken[i])
                continue;
            is_taken[i] = true;
            uint32_t at = node < level->nodes ? level->rules[node] : 0;
            if (at) {
                rules[i] = word->patterns->pool + at;
                starts[i] = start;
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (rules[i])
            hear(gaps, rules[i], (int)starts[i] - 1 + (framed[starts[i]] == PL_HYPHEN_BOUNDARY));
    }
}

/* points[i] of a word as its gaps say: after letter i. */
static void read_points(const struct word *word, const struct gaps *gaps,
                        struct pl_hyphen_point *points)
{
    for (size_t i = 0; i < word->count; i++)
        points[i] = (struct pl_hyphen_point){.is_point = gaps->digits[i + 1] & 1};
    for (size_t i = 0; i < word->count && gaps->has_changes; i++) {
        int gap = gaps->places[i];
        if (gap < 1 || gap > (int)word->count || !gaps->changes[gap])
            continue;
        const uint8_t *change = gaps->changes[gap];
        struct pl_hyphen_point *point = &points[gap - 1];
        point->changed = (uint8_t)((size_t)gap - i);
        point->behind = gaps->counts[i] > point->changed
                            ? (uint8_t)(gaps->counts[i] - point->changed)
                            : 0;
        point->change = (pl_str){(const char *)change + 3, change[2]};
        if (gaps->counts[i] > 1)
            i += gaps->counts[i] - 1u;
    }
}

/* --- Least numbers of letters --------------------------------------------------------------------- */

/* Ligatures of three letters count as two, those of two as one: libhyphen's way. */
static size_t letters_in(const struct word *word, uint32_t letter)
{
    return 1 + (word->patterns->settings->is_utf8 && (letter == 0xFB03 || letter == 0xFB04));
}

static size_t count_letters(const struct word *word, size_t from, size_t to)
{
    size_t sum = 0;
    for (size_t i = from; i < to && i < word->count; i++)
        sum += letters_in(word, word->letters[i]);
    return sum;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static void drop_point(struct pl_hyphen_point *point)
{
    *point = (struct pl_hyphen_point){.is_point = false};
}

/* Where letters change, those of the changed text count. */
static bool is_too_early(const struct word *word, const struct pl_hyphen_point *point, size_t i,
                         size_t least)
{
    size_t equals = pl_str_find_byte(point->change, '=', 0);
    if (pl_str_empty(point->change))
        return true;
    return equals != SIZE_MAX && count_letters(word, 0, i + 1 - point->changed) +
                                         pl_utf8_count(pl_str_slice(point->change, 0, equals)) <
                                     least;
}

static bool is_too_late(const struct word *word, const struct pl_hyphen_point *point, size_t i,
                        size_t least)
{
    size_t equals = pl_str_find_byte(point->change, '=', 0);
    if (pl_str_empty(point->change))
        return true;
    return equals != SIZE_MAX &&
           count_letters(word, i + 1 + point->behind, word->count) +
                   pl_utf8_count(pl_str_slice(point->change, equals + 1, point->change.size)) <
               least;
}

static void keep_least_before(const struct word *word, struct pl_hyphen_point *points, int least)
{
    int seen = 0;
    for (size_t i = 0; i < word->count && is_digit(word->letters[i]); i++)
        seen--;
    for (size_t i = 0; i < word->count; i++) {
        seen += (int)letters_in(word, word->letters[i]);
        if (seen >= least)
            return;
        if (is_too_early(word, &points[i], i, (size_t)least))
            drop_point(&points[i]);
    }
}

/* libhyphen stops before the first byte, which is a letter of its own in most files. */
static void keep_least_after(const struct word *word, struct pl_hyphen_point *points, int least)
{
    int seen = 0;
    size_t first = word->patterns->settings->is_utf8 && word->count && word->letters[0] >= 0x80 ? 0
                                                                                                : 1;
    for (size_t i = word->count; i > 1 && is_digit(word->letters[i - 1]); i--)
        seen--;
    for (size_t i = word->count; i > first && seen < least; i--, seen++) {
        if (is_too_late(word, &points[i - 1], i - 1, (size_t)least))
            drop_point(&points[i - 1]);
    }
}

/* --- Compounds ------------------------------------------------------------------------------------ */

/* The letters [first, end), the last ones changed as the seam behind them wants ("Schiff-fahrt"). */
static void cut_part(const struct word *word, size_t first, size_t end,
                     const struct pl_hyphen_point *seam, struct word *part)
{
    part->patterns = word->patterns;
    part->count = 0;
    size_t equals = pl_str_find_byte(seam->change, '=', 0);
    bool changes = equals != SIZE_MAX && seam->changed <= end - first;
    size_t kept = changes ? end - seam->changed : end;
    for (size_t i = first; i < kept; i++)
        part->letters[part->count++] = is_digit(word->letters[i]) ? '.' : word->letters[i];
    for (size_t at = 0; changes && at < equals && part->count < MOST;)
        part->letters[part->count++] = pl_utf8_next(seam->change, &at);
}

static void divide(const struct word *word, bool is_first, bool is_last, int depth,
                   struct pl_hyphen_point *points)
{
    struct gaps gaps;
    const struct pl_hyphen_settings *settings = word->patterns->settings;
    size_t begin = 0;
    match(word, &word->patterns->levels[0], &gaps);
    read_points(word, &gaps, points);
    for (size_t i = 0; i < word->count; i++) {
        if (!points[i].is_point && !(begin > 0 && i + 1 == word->count))
            continue;
        bool is_whole = begin == 0 && i + 1 == word->count; // would never end
        if (i > begin && !is_whole && depth < MOST_DEPTH) {
            struct word part;
            struct pl_hyphen_point inner[MOST];
            cut_part(word, begin, i + 1, &points[i], &part);
            divide(&part, begin == 0 && is_first, !points[i].is_point && is_last, depth + 1, inner);
            for (size_t k = 0; k < i - begin && k < part.count; k++)
                points[begin + k] = inner[k];
        }
        begin = is_whole ? 0 : i + 1;
    }
    if (begin > 0)
        return;
    match(word, &word->patterns->levels[1], &gaps);
    read_points(word, &gaps, points);
    if (!is_first)
        keep_least_before(word, points, settings->least_part_before);
    if (!is_last)
        keep_least_after(word, points, settings->least_part_after);
}

/* NOHYPHEN: no point before and behind these texts. */
static void keep_whole(const struct word *word, struct pl_hyphen_point *points)
{
    const uint32_t *text = word->patterns->settings->whole;
    for (size_t size; *text; text += size + 1) {
        size = 0;
        while (text[size])
            size++;
        for (size_t i = 0; i + size <= word->count; i++) {
            if (memcmp(word->letters + i, text, size * sizeof *text) != 0)
                continue;
            points[i + size - 1].is_point = false;
            if (i > 0)
                points[i - 1].is_point = false;
        }
    }
}

bool pl_hyphen_knows(const struct pl_hyphen_patterns *patterns, uint32_t letter)
{
    const struct pl_hyphen_settings *settings = patterns->settings;
    return settings->letters[pl_hyphen_letter_slot(settings, letter)].number != 0;
}

void pl_hyphen_points(const struct pl_hyphen_patterns *patterns, const uint32_t *letters,
                      size_t count, struct pl_hyphen_point *points)
{
    memset(points, 0, count * sizeof *points);
    if (count > MOST || count < 2)
        return;
    struct word word = {.patterns = patterns, .count = count};
    memcpy(word.letters, letters, count * sizeof *letters);
    struct pl_hyphen_point after[MOST];
    divide(&word, true, true, 0, after);
    keep_least_before(&word, after, patterns->settings->least_before);
    keep_least_after(&word, after, patterns->settings->least_after);
    keep_whole(&word, after);
    for (size_t i = 1; i < count; i++)
        points[i] = after[i - 1];
}
