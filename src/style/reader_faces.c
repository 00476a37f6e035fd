// SPDX-License-Identifier: MIT
/* style/reader_faces.c: which faces a book's text is shown in, and with which characters.
 *
 * A reading system picks a face by family, weight and slant; a packaged one has only the glyphs
 * that its text needs, and keeps the features that the styles ask for. */
#include "style/compiler.h"

#include "base/utf8.h"

/* --- Features ------------------------------------------------------------------------------- */

/* Features that are off unless a value names them. Source: CSS Fonts 4 §7. */
static const struct {
    enum pl_property property;
    enum pl_keyword keyword;
    const char *tags; // four letters each
} variants[] = {
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_discretionary_ligatures, "dlig"},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_historical_ligatures, "hlig"},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_small_caps, "smcp"},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_all_small_caps, "smcpc2sc"},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_petite_caps, "pcap"},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_all_petite_caps, "pcapc2pc"},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_unicase, "unic"},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_titling_caps, "titl"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_lining_nums, "lnum"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_oldstyle_nums, "onum"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_proportional_nums, "pnum"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_tabular_nums, "tnum"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_diagonal_fractions, "frac"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_stacked_fractions, "afrc"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_ordinal, "ordn"},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_slashed_zero, "zero"},
    {PL_PROPERTY_font_variant_position, PL_KEYWORD_sub, "subs"},
    {PL_PROPERTY_font_variant_position, PL_KEYWORD_super, "sups"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis78, "jp78"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis83, "jp83"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis90, "jp90"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis04, "jp04"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_simplified, "smpl"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_traditional, "trad"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_full_width, "fwid"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_proportional_width, "pwid"},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_ruby, "ruby"},
};

static bool has_keyword(const struct pl_css_value *value, enum pl_keyword keyword)
{
    for (uint32_t i = 0; i < pl_css_item_count(value); i++) {
        const struct pl_css_value *item = pl_css_item(value, i);
        if (item->type == PL_CSS_KEYWORD && item->keyword == keyword)
            return true;
    }
    return false;
}

/* The tags of font-feature-settings: each item is a string, or one before a value. */
static void add_settings(struct pl_strbuf *out, const struct pl_css_value *settings)
{
    for (uint32_t i = 0; i < pl_css_layer_count(settings); i++) {
        const struct pl_css_value *setting = pl_css_layer(settings, i);
        const struct pl_css_value *tag = pl_css_item_count(setting) ? pl_css_item(setting, 0)
                                                                    : setting;
        if (tag->type == PL_CSS_STRING && tag->text.size == 4)
            pl_strbuf_add(out, tag->text);
    }
}

static pl_str features_of(struct pl_compiler *c, const struct pl_style *style)
{
    struct pl_strbuf out = PL_STRBUF(c->arena);
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
        if (has_keyword(pl_style_value(style, variants[i].property), variants[i].keyword))
            pl_strbuf_add(&out, pl_str_from(variants[i].tags));
    add_settings(&out, pl_style_value(style, PL_PROPERTY_font_feature_settings));
    return pl_strbuf_str(&out);
}

/* --- Faces ------------------------------------------------------------------------------------ */

/* The families up to the first generic one, behind which nothing is looked for. */
static void read_families(struct pl_compiler *c, const struct pl_style *style,
                          struct pl_reader_face *face)
{
    const struct pl_css_value *value = pl_style_value(style, PL_PROPERTY_font_family);
    uint32_t count = pl_css_item_count(value);
    pl_str *families = PL_NEW_ARRAY(c->arena, pl_str, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_css_value *item = pl_css_item(value, i);
        if (item->type != PL_CSS_IDENT && item->type != PL_CSS_STRING)
            break;
        families[face->family_count++] = item->text;
    }
    face->families = families;
}

static struct pl_reader_face read_face(struct pl_compiler *c, const struct pl_style *style)
{
    struct pl_reader_face face = {.features = features_of(c, style)};
    double weight = pl_style_number(style, PL_PROPERTY_font_weight, 400);
    if (pl_style_keyword(style, PL_PROPERTY_font_weight) == PL_KEYWORD_bold)
        weight = 700;
    face.weight = weight >= 1 && weight <= 1000 ? (int)weight : 400;
    face.is_italic = pl_style_keyword(style, PL_PROPERTY_font_style) != PL_KEYWORD_normal;
    read_families(c, style, &face);
    return face;
}

static pl_str key_of(struct pl_compiler *c, const struct pl_reader_face *face)
{
    struct pl_strbuf key = PL_STRBUF(c->arena);
    pl_strbuf_addf(&key, "%d %d %.*s", face->weight, face->is_italic, PL_ARG(face->features));
    for (uint32_t i = 0; i < face->family_count; i++)
        pl_strbuf_addf(&key, "\n%.*s", PL_ARG(face->families[i]));
    return pl_strbuf_str(&key);
}

/* The face of a style; NULL where it names none. */
static struct pl_reader_face *face_of(struct pl_compiler *c, const struct pl_style *style)
{
    pl_str pointer = {(const char *)&style, sizeof style};
    struct pl_reader_face *known = pl_map_lookup(&c->faces_of_style, pointer);
    if (known)
        return known->family_count ? known : NULL;
    struct pl_reader_face *face = PL_NEW(c->arena, struct pl_reader_face);
    *face = read_face(c, style);
    if (face->family_count) {
        void **place = pl_map_at(&c->faces, key_of(c, face));
        if (!*place) {
            pl_char_set_add_text(c->arena, &face->characters, PL_LIT(" -\xE2\x80\x90\xC2\xA0"));
            *place = face;
        }
        face = *place;
    }
    *pl_map_at(&c->faces_of_style, pl_str_copy(c->arena, pointer)) = face;
    return face->family_count ? face : NULL;
}

/* --- Text --------------------------------------------------------------------------------------- */

/* What text-transform may make of it, whichever it is. */
static void add_other_cases(struct pl_compiler *c, struct pl_char_set *set, pl_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t character = pl_utf8_next(text, &at);
        pl_char_set_add(c->arena, set, pl_char_to_upper(character));
        pl_char_set_add(c->arena, set, pl_char_to_lower(character));
        pl_char_set_add(c->arena, set, pl_char_to_title(character));
    }
}

void pl_reader_note_text(struct pl_compiler *c, const struct pl_style *style, pl_str text)
{
    struct pl_reader_face *face = text.size ? face_of(c, style) : NULL;
    if (!face)
        return;
    pl_char_set_add_text(c->arena, &face->characters, text);
    if (pl_style_keyword(style, PL_PROPERTY_text_transform) != PL_KEYWORD_none)
        add_other_cases(c, &face->characters, text);
}

static void note_strings(struct pl_compiler *c, const struct pl_style *style,
                         const struct pl_css_value *value)
{
    for (uint32_t i = 0; i < pl_css_item_count(value); i++)
        if (pl_css_item(value, i)->type == PL_CSS_STRING)
            pl_reader_note_text(c, style, pl_css_item(value, i)->text);
}

void pl_reader_note_content(struct pl_compiler *c, const struct pl_style *style)
{
    note_strings(c, style, pl_style_value(style, PL_PROPERTY_content));
    note_strings(c, style, pl_style_value(style, PL_PROPERTY_quotes));
}
