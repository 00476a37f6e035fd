// SPDX-License-Identifier: MIT
/* typeset/shape.c: text of one face, script and direction → glyphs with clusters. */
#include "typeset/typesetter.h"

#include <hb-ot.h>
#include <limits.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "typeset/features.h"
#include "typeset/hyphen.h"
#include "typeset/protrusion.h"
#include "typeset/seams.h"

/* Features that one call can take: a style's own and those of the seams in a stretch of text. */
enum { MAX_SEAMS = 64, MAX_FEATURES = PL_FEATURES_MOST + MAX_SEAMS };

/* What tells shapers apart. No padding: it is compared by its bytes. */
struct shaper_key {
    const char *language; // Pango's interned pointer
    uint32_t face, feature_set;
    pl_unit size, letter_spacing, word_spacing, protrusion;
    hb_script_t script;
    uint32_t is_right_to_left, is_missing, limits, hangs, wants, trims;
    const char *hyphen; // the computed style's bytes
};

/* The glyph that stands for what no face has: U+FFFD, else a question mark, else nothing's. */
static void find_replacement(struct pl_shaper *shaper)
{
    static const hb_codepoint_t marks[] = {PL_REPLACEMENT, '?', ' '};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        hb_codepoint_t glyph;
        if (!hb_font_get_nominal_glyph(shaper->font, marks[i], &glyph))
            continue;
        shaper->replacement_glyph = glyph;
        shaper->replacement_advance = hb_font_get_glyph_h_advance(shaper->font, glyph);
        return;
    }
}

/* hyphenate-character, or U+2010, or the hyphen of typewriters (CSS Text 4 §6.3.1). */
static void find_hyphen(struct pl_typesetter *typesetter, struct pl_shaper *shaper)
{
    pl_str text = shaper->style->hyphen;
    hb_codepoint_t glyph;
    if (!text.data)
        text = hb_font_get_nominal_glyph(shaper->font, 0x2010, &glyph) ? PL_LIT("\xE2\x80\x90")
                                                                       : PL_LIT("-");
    if (shaper->is_missing || text.size == 0)
        return;
    shaper->hyphen = pl_shape(typesetter, shaper, typesetter->arena, text, 0, text.size);
    size_t end = text.size;
    shaper->hyphen_hang = pl_protrusion(shaper, pl_utf8_previous(text, &end), false);
}

static bool has_feature(hb_face_t *face, hb_tag_t tag)
{
    hb_tag_t tags[32];
    unsigned start = 0, count;
    do {
        count = sizeof tags / sizeof *tags;
        hb_ot_layout_table_get_feature_tags(face, HB_OT_TAG_GSUB, start, &count, tags);
        for (unsigned i = 0; i < count; i++) {
            if (tags[i] == tag)
                return true;
        }
        start += count;
    } while (count == sizeof tags / sizeof *tags);
    return false;
}

static void find_lacking(struct pl_shaper *shaper)
{
    static const struct {
        enum pl_wanted_face want;
        hb_tag_t tag;
    } tags[] = {
        {PL_WANTS_SMALL_CAPS, HB_TAG('s', 'm', 'c', 'p')},
        {PL_WANTS_CAPITALS_TO_SMALL, HB_TAG('c', '2', 's', 'c')},
        {PL_WANTS_PETITE_CAPS, HB_TAG('p', 'c', 'a', 'p')},
        {PL_WANTS_UNICASE, HB_TAG('u', 'n', 'i', 'c')},
        {PL_WANTS_TITLING, HB_TAG('t', 'i', 't', 'l')},
    };
    hb_face_t *face = hb_font_get_face(shaper->font);
    for (size_t i = 0; i < sizeof tags / sizeof *tags && shaper->style->wants; i++) {
        if (shaper->style->wants & tags[i].want && !has_feature(face, tags[i].tag))
            shaper->lacks |= tags[i].want;
    }
}

static void find_seams(struct pl_typesetter *typesetter, struct pl_shaper *shaper)
{
    const struct pl_text_style *style = shaper->style;
    if (style->letter_spacing || !pl_seams_matter(pango_language_to_string(style->language)))
        return;
    for (uint32_t i = 0; i < style->feature_count; i++) {
        if (style->features[i].tag == HB_TAG('l', 'i', 'g', 'a') && !style->features[i].value)
            return;
    }
    shaper->seams = pl_hyphen_patterns_of(typesetter, style->language);
}

static struct pl_shaper *make_shaper(struct pl_typesetter *typesetter,
                                     const struct pl_text_style *style,
                                     const struct pl_text_item *item)
{
    struct pl_shaper *shaper = PL_NEW(typesetter->arena, struct pl_shaper);
    shaper->number = (uint32_t)typesetter->shaper_list.count;
    shaper->face = item->face;
    shaper->size = style->size;
    shaper->style = style;
    shaper->is_missing = item->is_missing;
    shaper->font = pl_face_hb(typesetter->map, item->face, style->size);
    shaper->properties.direction = item->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR;
    shaper->properties.script = item->script;
    shaper->properties.language = hb_language_from_string(pango_language_to_string(style->language),
                                                          -1);
    shaper->is_plain = pl_face_space_is_plain_for(typesetter->map, item->face, &shaper->properties,
                                                  style->features, style->feature_count);
    hb_codepoint_t space;
    if (hb_font_get_nominal_glyph(shaper->font, ' ', &space)) {
        shaper->space_glyph = space;
        shaper->space_advance = hb_font_get_glyph_h_advance(shaper->font, space);
    } else {
        shaper->space_advance = style->size / 4;
    }
    shaper->space_advance += style->letter_spacing + style->word_spacing;
    find_replacement(shaper);
    find_hyphen(typesetter, shaper);
    find_lacking(shaper);
    find_seams(typesetter, shaper);
    if (style->hyphens == PL_HYPHENS_AUTO)
        shaper->patterns = pl_hyphen_patterns_of(typesetter, style->language);
    *PL_PUSH(typesetter->arena, &typesetter->shaper_list) = shaper;
    return shaper;
}

struct pl_shaper *pl_shaper_of(struct pl_typesetter *typesetter, const struct pl_text_style *style,
                               const struct pl_text_item *item)
{
    struct pl_shaper *last = typesetter->last_shaper;
    if (last && last->style == style && last->face == item->face &&
        last->properties.script == item->script &&
        (last->properties.direction == HB_DIRECTION_RTL) == (item->level & 1) &&
        last->is_missing == item->is_missing)
        return last;
    struct shaper_key key;
    memset(&key, 0, sizeof key);
    key.language = pango_language_to_string(style->language);
    key.face = item->face;
    key.feature_set = style->feature_set;
    key.size = style->size;
    key.letter_spacing = style->letter_spacing;
    key.word_spacing = style->word_spacing;
    key.protrusion = style->protrusion;
    key.hangs = style->hangs_stops;
    key.wants = style->wants;
    key.hyphen = style->hyphen.data;
    key.script = item->script;
    key.is_right_to_left = item->level & 1;
    key.is_missing = item->is_missing;
    key.limits = (uint32_t)style->hyphens << 24 | (uint32_t)style->hyphen_word << 16 |
                 (uint32_t)style->hyphen_before << 8 | style->hyphen_after;
    key.trims = (uint32_t)style->trims_start | (uint32_t)style->trims_end << 1 |
                (uint32_t)style->signs_are_centred << 2 | (uint32_t)style->colons_are_left << 3;
    pl_str bytes = {(const char *)&key, sizeof key};
    struct pl_shaper *shaper = pl_map_lookup(&typesetter->shapers, bytes);
    if (!shaper) {
        shaper = make_shaper(typesetter, style, item);
        *pl_map_at(&typesetter->shapers, pl_str_copy(typesetter->arena, bytes)) = shaper;
    }
    typesetter->last_shaper = shaper;
    return shaper;
}

/* One mark for each character: what is missing is counted by the reader, not guessed. */
static struct pl_shaped shape_missing(const struct pl_shaper *shaper, struct pl_arena *arena,
                                      pl_str text, size_t first, size_t end)
{
    pl_str part = pl_str_slice(text, first, end);
    uint32_t count = (uint32_t)pl_utf8_count(part), i = 0;
    struct pl_shaped_glyph *glyphs = PL_NEW_ARRAY(arena, struct pl_shaped_glyph, count);
    bool is_right_to_left = shaper->properties.direction == HB_DIRECTION_RTL;
    pl_unit advance = shaper->replacement_advance + shaper->style->letter_spacing;
    pl_flow sum = 0;
    for (size_t at = 0; at < part.size && i < count; i++) {
        glyphs[is_right_to_left ? count - 1 - i : i] = (struct pl_shaped_glyph){
            .id = shaper->replacement_glyph, .cluster = (uint32_t)at, .advance = advance};
        sum += advance;
        pl_utf8_next(part, &at);
    }
    return (struct pl_shaped){glyphs, count, pl_unit_clamp(sum), false};
}

/* The last glyph of each cluster takes the letter-spacing; hidden characters take none. */
static void space_letters(struct pl_shaped_glyph *glyphs, uint32_t count, pl_unit spacing)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i + 1 == count || glyphs[i + 1].cluster != glyphs[i].cluster)
            glyphs[i].advance += spacing;
    }
}

/* A skin tone changes the emoji before it where a face can; in outlines of one colour it would stand there as a
 * patch of hatching. Its text stays in the cluster. */
static unsigned drop_skin_tones(const struct pl_shaper *shaper, pl_str text,
                                struct pl_shaped_glyph *glyphs, unsigned count)
{
    enum { FIRST = 0x1F3FB, LAST = 0x1F3FF };
    size_t at = pl_str_find(text, PL_LIT("\xF0\x9F\x8F"), 0);
    if (at == SIZE_MAX || at == 0) // alone it is a sign like others
        return count;
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++) {
        bool is_tone = false;
        hb_codepoint_t tone;
        for (uint32_t c = FIRST; c <= LAST; c++)
            is_tone |= hb_font_get_nominal_glyph(shaper->font, c, &tone) && tone == glyphs[i].id;
        bool follows = kept > 0 && glyphs[kept - 1].cluster == glyphs[i].cluster;
        if (!is_tone || !follows)
            glyphs[kept++] = glyphs[i];
    }
    return kept;
}

static struct pl_shaped shape_piece(struct pl_typesetter *typesetter,
                                    const struct pl_shaper *shaper, struct pl_arena *arena,
                                    pl_str text, size_t first, size_t end)
{
    hb_buffer_t *buffer = typesetter->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_set_segment_properties(buffer, &shaper->properties);
    hb_buffer_set_flags(buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    // HarfBuzz looks at five characters of context at most: 32 bytes spare it the rest.
    size_t from = first > 32 ? first - 32 : 0, to = text.size - end > 32 ? end + 32 : text.size;
    while (from < first && ((unsigned char)text.data[from] & 0xC0) == 0x80)
        from++;
    while (to > end && to < text.size && ((unsigned char)text.data[to] & 0xC0) == 0x80)
        to--;
    hb_buffer_add_utf8(buffer, text.data + from, (int)(to - from), (unsigned)(first - from),
                       (int)(end - first));
    hb_feature_t features[MAX_FEATURES];
    uint32_t feature_count = 0;
    if (shaper->seams)
        feature_count = pl_seams_find(shaper->seams, text, first, end, from, features, MAX_SEAMS);
    if (feature_count) {
        // The style's own come first: of two for one letter the later wins.
        memmove(features + shaper->style->feature_count, features,
                feature_count * sizeof *features);
        memcpy(features, shaper->style->features, shaper->style->feature_count * sizeof *features);
        feature_count += shaper->style->feature_count;
        hb_shape(shaper->font, buffer, features, feature_count);
    } else {
        hb_shape(shaper->font, buffer, shaper->style->features, shaper->style->feature_count);
    }

    unsigned count;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    struct pl_shaped_glyph *glyphs = PL_NEW_ARRAY(arena, struct pl_shaped_glyph, count);
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (struct pl_shaped_glyph){
            .id = infos[i].codepoint,
            .cluster = infos[i].cluster - (uint32_t)(first - from),
            .advance = positions[i].x_advance,
            .x = positions[i].x_offset,
            .y = positions[i].y_offset,
            .is_unsafe = hb_glyph_info_get_glyph_flags(&infos[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK,
        };
    }
    count = drop_skin_tones(shaper, pl_str_slice(text, first, end), glyphs, count);
    if (shaper->style->letter_spacing)
        space_letters(glyphs, count, shaper->style->letter_spacing);
    pl_flow sum = 0;
    bool has_missing = false;
    for (unsigned i = 0; i < count; i++) {
        if (glyphs[i].id == 0) { // .notdef is never drawn
            glyphs[i].id = shaper->replacement_glyph;
            glyphs[i].advance = shaper->replacement_advance;
            has_missing = true;
        }
        sum += glyphs[i].advance;
    }
    return (struct pl_shaped){glyphs, count, pl_unit_clamp(sum), has_missing};
}

/* Text of people has no word as long as a piece; where a piece ends inside one, its letters don't join. */
static struct pl_shaped shape_in_pieces(struct pl_typesetter *typesetter,
                                        const struct pl_shaper *shaper, struct pl_arena *arena,
                                        pl_str text, size_t first, size_t end)
{
    bool is_right_to_left = shaper->properties.direction == HB_DIRECTION_RTL;
    struct pl_shaped whole = {0};
    size_t room = 0;
    struct pl_shaped_glyph *glyphs = NULL;
    for (size_t at = first, next; at < end; at = next) {
        next = end - at > PL_LIMIT_SHAPED_BYTES ? at + PL_LIMIT_SHAPED_BYTES : end;
        while (next < end && ((unsigned char)text.data[next] & 0xC0) == 0x80)
            next--;
        struct pl_shaped piece = shape_piece(typesetter, shaper, arena, text, at, next);
        if (whole.count + piece.count > room) {
            size_t more = 2 * room + piece.count;
            glyphs = pl_arena_grow(arena, glyphs, room * sizeof *glyphs, more * sizeof *glyphs);
            room = more;
        }
        if (is_right_to_left)
            memmove(glyphs + piece.count, glyphs, whole.count * sizeof *glyphs);
        struct pl_shaped_glyph *to = is_right_to_left ? glyphs : glyphs + whole.count;
        for (uint32_t i = 0; i < piece.count; i++) {
            to[i] = piece.glyphs[i];
            to[i].cluster += (uint32_t)(at - first);
        }
        whole.count += piece.count;
        whole.advance = pl_unit_clamp((pl_flow)whole.advance + piece.advance);
        whole.has_missing |= piece.has_missing;
    }
    whole.glyphs = glyphs;
    return whole;
}

struct pl_shaped pl_shape(struct pl_typesetter *typesetter, const struct pl_shaper *shaper,
                          struct pl_arena *arena, pl_str text, size_t first, size_t end)
{
    if (shaper->is_missing)
        return shape_missing(shaper, arena, text, first, end);
    if (end - first > PL_LIMIT_SHAPED_BYTES)
        return shape_in_pieces(typesetter, shaper, arena, text, first, end);
    return shape_piece(typesetter, shaper, arena, text, first, end);
}
