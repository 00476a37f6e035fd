// SPDX-License-Identifier: MIT
/* typeset/hyphen_word.c: where a shaped word may be divided: its language's patterns, its style's least letters. */
#include <glib.h>

#include "base/utf8.h"
#include "typeset/hyphen.h"
#include "typeset/hyphen_patterns.h"
#include "typeset/units.h"

enum { MAX_BREAKS = 40 };

/* The letters of a word with where they begin; signs at its ends are left out. False where something
 * inside it isn't a letter: numbers, addresses and words with hyphens of their own stay whole. */
struct letters {
    uint32_t lower[PL_HYPHEN_WORD_MAX];
    uint32_t offset[PL_HYPHEN_WORD_MAX + 1];
    size_t count;
};

static bool read_letters(const struct pl_word *word, struct letters *letters)
{
    pl_str text = {word->text, word->size};
    size_t at = 0, end_of_letters = 0;
    bool has_ended = false;
    letters->count = 0;
    while (at < text.size) {
        size_t start = at;
        uint32_t c = pl_utf8_next(text, &at);
        bool is_apostrophe = (c == '\'' || c == 0x2019) && letters->count > 0;
        if (!pl_char_is_letter(c) && !is_apostrophe && !pl_char_is_mark(c)) {
            if (letters->count == 0 && (pl_char_is_punctuation(c) || c > 127))
                continue;
            if (pl_char_is_digit(c) || letters->count == 0)
                return false;
            has_ended = true;
            continue;
        }
        if (is_apostrophe && has_ended)
            continue;
        if (has_ended || letters->count == PL_HYPHEN_WORD_MAX)
            return false;
        letters->offset[letters->count] = (uint32_t)start;
        letters->lower[letters->count++] = g_unichar_tolower(c);
        if (!is_apostrophe)
            end_of_letters = letters->count;
    }
    letters->count = end_of_letters;
    return letters->count > 0;
}

/* Advance of the bytes before `offset`; false where no cluster begins there (a ligature, an unsafe place is
 * fine: the line is shaped again). */
static bool advance_before(const struct pl_word *word, uint32_t offset, pl_unit *advance)
{
    bool begins = false;
    pl_flow sum = 0;
    for (uint32_t i = 0; i < word->shaped.count; i++) {
        if (word->shaped.glyphs[i].cluster < offset)
            sum += word->shaped.glyphs[i].advance;
        begins |= word->shaped.glyphs[i].cluster == offset;
    }
    *advance = pl_unit_clamp(sum);
    return begins;
}

/* Inside a ligature: what comes before it and the part of its letters' share. */
static pl_unit share_of_ligature(const struct pl_word *word, uint32_t offset)
{
    pl_flow sum = 0;
    for (uint32_t i = 0; i < word->shaped.count; i++) {
        const struct pl_shaped_glyph *glyph = &word->shaped.glyphs[i];
        uint32_t end = word->size;
        for (uint32_t k = 0; k < word->shaped.count; k++) {
            if (word->shaped.glyphs[k].cluster > glyph->cluster &&
                word->shaped.glyphs[k].cluster < end)
                end = word->shaped.glyphs[k].cluster;
        }
        if (end <= offset)
            sum += glyph->advance;
        else if (glyph->cluster < offset)
            sum += (pl_flow)glyph->advance * (offset - glyph->cluster) / (end - glyph->cluster);
    }
    return pl_unit_clamp(sum);
}

/* What stands for the letters before a point that changes them; false where letters behind it would change
 * as well, which no line can show: such a point is none. */
static bool read_change(struct pl_arena *arena, const struct pl_word *word,
                        const struct letters *letters, size_t i,
                        const struct pl_hyphen_point *point, struct pl_word_break *place)
{
    size_t equals = pl_str_find_byte(point->change, '=', 0);
    if (equals == SIZE_MAX || point->changed > i || i + point->behind > letters->count)
        return false;
    pl_str after = pl_str_slice(point->change, equals + 1, point->change.size);
    size_t at = 0;
    for (size_t k = i; k < i + point->behind; k++) {
        if (at >= after.size || pl_utf8_next(after, &at) != letters->lower[k])
            return false;
    }
    if (at < after.size)
        return false;
    char *text = g_strndup(point->change.data, equals);
    size_t last = letters->offset[i - 1];
    if (pl_char_is_upper(pl_utf8_next((pl_str){word->text, word->size}, &last))) {
        char *upper = g_utf8_strup(text, -1);
        g_free(text);
        text = upper;
    }
    place->change = pl_str_copy(arena, pl_str_from(text));
    place->changed = (uint16_t)(letters->offset[i] - letters->offset[i - point->changed]);
    g_free(text);
    return true;
}

/* How much wider the word is before its break by the letters that change. */
static pl_unit growth(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                      const struct pl_word *word, const struct pl_word_break *place)
{
    struct pl_arena *arena = typesetter->word_arena;
    pl_str text = pl_word_before_break(arena, (pl_str){word->text, word->size}, 0, place);
    return pl_shape(typesetter, shaper, arena, text, 0, text.size).advance - place->before;
}

pl_str pl_word_before_break(struct pl_arena *arena, pl_str word, uint32_t first,
                            const struct pl_word_break *place)
{
    uint32_t kept = place->offset - place->changed;
    if (kept < first)
        kept = first;
    struct pl_strbuf text = PL_STRBUF(arena);
    pl_strbuf_add(&text, pl_str_slice(word, first, kept));
    pl_strbuf_add(&text, place->change);
    return pl_strbuf_str(&text);
}

void pl_word_find_breaks(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                         struct pl_word *word)
{
    word->knows_breaks = true;
    struct letters letters;
    const struct pl_text_style *style = shaper->style;
    if (!shaper->patterns || word->size > PL_HYPHEN_WORD_MAX * 4 || word->size > UINT16_MAX)
        return;
    if (!read_letters(word, &letters) || letters.count < style->hyphen_word || letters.count < 4)
        return;
    for (size_t i = 0; i < letters.count; i++) {
        if (letters.lower[i] == 0x2019 && !pl_hyphen_knows(shaper->patterns, 0x2019))
            letters.lower[i] = '\'';
    }
    struct pl_hyphen_point points[PL_HYPHEN_WORD_MAX];
    pl_hyphen_points(shaper->patterns, letters.lower, letters.count, points);
    struct pl_word_break breaks[MAX_BREAKS];
    uint8_t count = 0;
    for (size_t i = 1; i < letters.count && count < MAX_BREAKS; i++) {
        if (!points[i].is_point || i < style->hyphen_before ||
            letters.count - i < style->hyphen_after)
            continue;
        struct pl_word_break place = {.offset = (uint16_t)letters.offset[i]};
        if (!advance_before(word, letters.offset[i], &place.before))
            place.before = share_of_ligature(word, letters.offset[i]);
        if (points[i].change.size) {
            if (!read_change(typesetter->word_arena, word, &letters, i, &points[i], &place))
                continue;
            place.growth = growth(typesetter, shaper, word, &place);
        }
        breaks[count++] = place;
    }
    struct pl_word_break *kept = PL_NEW_ARRAY(typesetter->word_arena, struct pl_word_break, count);
    memcpy(kept, breaks, count * sizeof *breaks);
    word->breaks = kept;
    word->break_count = count;
}

const struct pl_word_break *pl_word_changed_at(struct pl_typesetter *typesetter,
                                               const struct pl_shaper *shaper, pl_str text,
                                               const struct pl_text_item *item, uint32_t end,
                                               uint32_t *first)
{
    if (!shaper->patterns || !shaper->is_plain)
        return NULL;
    uint32_t begin = end, next;
    while (begin > item->first) {
        size_t at = begin;
        pl_utf8_previous(text, &at);
        if (pl_unit_next(text, (uint32_t)at, end, &next) != PL_UNIT_WORD)
            break;
        begin = (uint32_t)at;
    }
    if (begin == end || pl_unit_next(text, begin, item->end, &next) != PL_UNIT_WORD || next <= end)
        return NULL;
    struct pl_word *word = pl_word_of(typesetter, shaper, pl_str_slice(text, begin, next));
    if (!word->knows_breaks)
        pl_word_find_breaks(typesetter, shaper, word);
    for (uint8_t i = 0; i < word->break_count; i++) {
        if (begin + word->breaks[i].offset == end && word->breaks[i].change.size) {
            *first = begin;
            return &word->breaks[i];
        }
    }
    return NULL;
}
