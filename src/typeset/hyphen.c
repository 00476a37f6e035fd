// SPDX-License-Identifier: MIT
/* typeset/hyphen.c: where words may be divided: the language's patterns, the style's least letters. */
#include "typeset/hyphen.h"

#include "base/file.h"
#include "base/languages.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "typeset/hyphen_patterns.h"

#define PATTERN_FOLDER "/usr/share/hyphen/" // of Debian's hyphen-* packages

enum { MAX_PATTERN_BYTES = 1 << 24, MAX_BREAKS = 40 };

/* "hyph_de_AT.dic" for de-AT where it is there, else the file of the language's row. */
static pl_str pattern_file(struct pl_arena *arena, pl_str tag)
{
    pl_str rest = tag, primary, region;
    if (pl_str_cut(&rest, '-', &primary)) {
        region = pl_str_slice(rest, rest.size > 2 ? rest.size - 2 : 0, rest.size);
        struct pl_strbuf name = PL_STRBUF(arena);
        pl_strbuf_add(&name, PL_LIT(PATTERN_FOLDER "hyph_"));
        pl_strbuf_add(&name, primary);
        pl_strbuf_add_byte(&name, '_');
        for (size_t i = 0; i < region.size; i++)
            pl_strbuf_add_byte(&name, pl_ascii_upper(region.data[i]));
        pl_strbuf_add(&name, PL_LIT(".dic"));
        pl_str path = pl_str_copy(arena, pl_strbuf_str(&name));
        if (pl_path_is_file(path))
            return path;
    }
    pl_str file = pl_language_lookup(tag)->hyphenation;
    if (pl_str_empty(file))
        return file;
    return pl_path_join(arena, PL_LIT(PATTERN_FOLDER), file);
}

static const struct pl_hyphen_patterns *load(struct pl_typesetter *typesetter, pl_str path)
{
    struct pl_arena *scratch = pl_arena_new(0);
    if (!scratch)
        return NULL;
    struct pl_diags quiet = PL_DIAGS(scratch);
    pl_str bytes;
    const struct pl_hyphen_patterns *patterns = NULL;
    if (!pl_str_empty(path) && pl_path_is_file(path) &&
        pl_file_read(scratch, path, MAX_PATTERN_BYTES, &bytes, &quiet))
        patterns = pl_hyphen_patterns_read(typesetter->arena, bytes);
    pl_arena_free(scratch);
    return patterns;
}

/* Languages that we know and that have no patterns aren't divided by anybody. */
static bool is_never_divided(pl_str tag)
{
    const struct pl_language *language = pl_language_lookup(tag);
    return pl_str_eq(tag, PL_LIT("und")) ||
           (pl_str_empty(language->hyphenation) && !pl_str_eq(language->tag, PL_LIT("und")));
}

const struct pl_hyphen_patterns *pl_hyphen_patterns_of(struct pl_typesetter *typesetter,
                                                       PangoLanguage *language)
{
    static const char none; // its address stands for "looked for and not there"
    pl_str tag = pl_str_from(pango_language_to_string(language));
    void *known = pl_map_lookup(&typesetter->patterns, tag);
    if (known)
        return known == &none ? NULL : known;
    pl_str path = pattern_file(typesetter->arena, tag);
    const struct pl_hyphen_patterns *patterns = pl_str_empty(path)
                                                    ? NULL
                                                    : pl_map_lookup(&typesetter->patterns, path);
    if (!patterns) {
        patterns = load(typesetter, path);
        if (patterns)
            *pl_map_at(&typesetter->patterns, path) = (void *)patterns;
        else if (!is_never_divided(tag))
            pl_note(typesetter->diags, PL_N_HYPHENATION, PL_NO_SPAN,
                    "no hyphenation patterns for '%.*s'", PL_ARG(tag));
    }
    *pl_map_at(&typesetter->patterns, tag) = patterns ? (void *)patterns : (void *)&none;
    return patterns;
}

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
    bool points[PL_HYPHEN_WORD_MAX];
    pl_hyphen_points(shaper->patterns, letters.lower, letters.count, points);
    struct pl_word_break breaks[MAX_BREAKS];
    uint8_t count = 0;
    for (size_t i = 1; i < letters.count && count < MAX_BREAKS; i++) {
        if (!points[i] || i < style->hyphen_before || letters.count - i < style->hyphen_after)
            continue;
        pl_unit before;
        if (!advance_before(word, letters.offset[i], &before))
            before = share_of_ligature(word, letters.offset[i]);
        breaks[count++] = (struct pl_word_break){(uint16_t)letters.offset[i], before};
    }
    struct pl_word_break *kept = PL_NEW_ARRAY(typesetter->word_arena, struct pl_word_break, count);
    memcpy(kept, breaks, count * sizeof *breaks);
    word->breaks = kept;
    word->break_count = count;
}
