// SPDX-License-Identifier: MIT
/* typeset/text_style.c: what of a computed style sets text. */
#include "typeset/typesetter.h"

#include <math.h>

#include "base/strbuf.h"
#include "typeset/features.h"
#include "typeset/gaps.h"

enum { MATCH_SIZE = 10 * PANGO_SCALE };

/* The generic families as the private set spells them. */
static pl_str family_name(const struct pl_css_value *value)
{
    if (value->type == PL_CSS_STRING || value->type == PL_CSS_IDENT)
        return value->text;
    if (value->type != PL_CSS_KEYWORD)
        return PL_LIT("");
    switch ((int)value->keyword) {
    case PL_KEYWORD_serif:
        return PL_LIT("serif");
    case PL_KEYWORD_sans_serif:
        return PL_LIT("sans-serif");
    case PL_KEYWORD_monospace:
        return PL_LIT("monospace");
    case PL_KEYWORD_cursive:
        return PL_LIT("cursive");
    case PL_KEYWORD_fantasy:
        return PL_LIT("fantasy");
    case PL_KEYWORD_system_ui:
        return PL_LIT("system-ui");
    case PL_KEYWORD_ui_serif:
        return PL_LIT("ui-serif");
    case PL_KEYWORD_ui_sans_serif:
        return PL_LIT("ui-sans-serif");
    case PL_KEYWORD_ui_monospace:
        return PL_LIT("ui-monospace");
    case PL_KEYWORD_ui_rounded:
        return PL_LIT("ui-rounded");
    case PL_KEYWORD_math:
        return PL_LIT("math");
    case PL_KEYWORD_emoji:
        return PL_LIT("emoji");
    case PL_KEYWORD_fangsong:
        return PL_LIT("fangsong");
    default:
        return PL_LIT("");
    }
}

static void add_family(struct pl_strbuf *families, pl_str name)
{
    if (pl_str_empty(name) || pl_str_find_byte(name, ',', 0) != SIZE_MAX)
        return; // Pango separates families by commas
    if (families->size)
        pl_strbuf_add_byte(families, ',');
    pl_strbuf_add(families, name);
}

static const char *family_list(struct pl_arena *arena, const struct pl_style *style)
{
    const struct pl_css_value *value = pl_style_value(style, PL_PROPERTY_font_family);
    struct pl_strbuf families = PL_STRBUF(arena);
    if (value->type == PL_CSS_LIST) {
        for (uint32_t i = 0; i < value->count; i++)
            add_family(&families, family_name(value->items[i]));
    } else {
        add_family(&families, family_name(value));
    }
    if (!families.size)
        pl_strbuf_add(&families, PL_LIT("serif"));
    return pl_str_cstr(arena, pl_strbuf_str(&families));
}

static int weight_of(const struct pl_style *style)
{
    switch ((int)pl_style_keyword(style, PL_PROPERTY_font_weight)) {
    case PL_KEYWORD_bold:
        return 700;
    case PL_KEYWORD_normal:
        return 400;
    default:
        break;
    }
    double weight = pl_style_number(style, PL_PROPERTY_font_weight, 400);
    return weight >= 1 && weight <= 1000 ? (int)weight : 400;
}

static bool is_slanted(const struct pl_style *style)
{
    const struct pl_css_value *value = pl_style_value(style, PL_PROPERTY_font_style);
    return !(value->type == PL_CSS_KEYWORD && value->keyword == PL_KEYWORD_normal);
}

static PangoFontDescription *describe(struct pl_arena *arena, const struct pl_style *style)
{
    PangoFontDescription *description = pango_font_description_new();
    pango_font_description_set_family(description, family_list(arena, style));
    pango_font_description_set_weight(description, (PangoWeight)weight_of(style));
    pango_font_description_set_style(description,
                                     is_slanted(style) ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango_font_description_set_absolute_size(description, MATCH_SIZE);
    return description;
}

static void drop_description(void *thing)
{
    pango_font_description_free(thing);
}

static gboolean is_second(PangoFontset *set, PangoFont *font, gpointer count)
{
    (void)set, (void)font;
    return ++*(int *)count == 2;
}

/* Pango sorts a fontset in a thread of its own; asking for a second font waits for it, so
 * that nothing runs on after the typesetter is gone. */
static void drop_fontset(void *thing)
{
    int count = 0;
    pango_fontset_foreach(thing, is_second, &count);
    g_object_unref(thing);
}

static void find_first_face(struct pl_typesetter *typesetter, struct pl_text_style *style)
{
    PangoFontset *set = pango_font_map_load_fontset(pl_fonts_map_pango(typesetter->map),
                                                    typesetter->context, style->description,
                                                    style->language);
    pl_arena_defer(typesetter->arena, drop_fontset, set);
    PangoFont *font = pango_fontset_get_font(set, 'a');
    style->face = pl_face_id(typesetter->map, font);
    g_object_unref(font);
    hb_font_extents_t extents;
    hb_font_t *hb = pl_face_hb(typesetter->map, style->face, style->size);
    if (hb_font_get_h_extents(hb, &extents)) {
        style->ascent = extents.ascender;
        style->descent = -extents.descender;
    }
}

/* Which of the plain characters the first face has. */
static void find_covered(struct pl_typesetter *typesetter, struct pl_text_style *style)
{
    uint8_t *covered = PL_NEW_ARRAY(typesetter->arena, uint8_t, PL_PLAIN_END / 8 + 1);
    for (uint32_t i = ' '; i < PL_PLAIN_END; i++) {
        uint32_t c = i < PL_PLAIN_LATIN_END ? i : i - PL_PLAIN_LATIN_END + PL_PLAIN_PUNCTUATION;
        if (pl_face_has(typesetter->map, style->face, c))
            covered[i / 8] |= (uint8_t)(1 << i % 8);
    }
    style->covered = covered;
}

static pl_unit spacing(const struct pl_style *style, enum pl_property property, pl_unit basis)
{
    return pl_style_length(style, property, &(struct pl_css_basis){.percentage = basis}, 0);
}

static void read_hyphenation(struct pl_text_style *text, const struct pl_style *style)
{
    switch ((int)pl_style_keyword(style, PL_PROPERTY_hyphens)) {
    case PL_KEYWORD_auto:
        text->hyphens = PL_HYPHENS_AUTO;
        break;
    case PL_KEYWORD_none:
        text->hyphens = PL_HYPHENS_NONE;
        break;
    default:
        text->hyphens = PL_HYPHENS_MANUAL;
        break;
    }
    uint8_t *least[3] = {&text->hyphen_word, &text->hyphen_before, &text->hyphen_after};
    static const uint8_t automatic[3] = {5, 2, 2}; // CSS Text 4 §6.3.2
    const struct pl_css_value *value = pl_style_value(style, PL_PROPERTY_hyphenate_limit_chars);
    uint8_t last = 0;
    for (uint32_t i = 0; i < 3; i++) {
        const struct pl_css_value *item = value->type == PL_CSS_LIST
                                              ? i < value->count ? value->items[i] : NULL
                                          : i == 0 ? value
                                                   : NULL;
        *least[i] = automatic[i];
        if (item && item->type == PL_CSS_NUMBER)
            *least[i] = item->number > 200 ? 200 : (uint8_t)item->number;
        else if (!item && i == 2 && last) // the last one missing: as the one before
            *least[i] = last;
        last = item && item->type == PL_CSS_NUMBER ? *least[i] : 0;
    }
}

static void read_wrapping(struct pl_text_style *text, const struct pl_style *style)
{
    enum pl_keyword spaces = pl_style_keyword(style, PL_PROPERTY_white_space_collapse);
    text->keeps_spaces = spaces == PL_KEYWORD_preserve || spaces == PL_KEYWORD_break_spaces ||
                         spaces == PL_KEYWORD_preserve_spaces;
    text->breaks_spaces = spaces == PL_KEYWORD_break_spaces;
    text->wraps = pl_style_keyword(style, PL_PROPERTY_text_wrap_mode) != PL_KEYWORD_nowrap;
    enum pl_keyword overflow = pl_style_keyword(style, PL_PROPERTY_overflow_wrap);
    enum pl_keyword word_break = pl_style_keyword(style, PL_PROPERTY_word_break);
    text->breaks_anywhere = overflow == PL_KEYWORD_anywhere || overflow == PL_KEYWORD_break_word ||
                            word_break == PL_KEYWORD_break_word;
    text->breaks_all = word_break == PL_KEYWORD_break_all ||
                       pl_style_keyword(style, PL_PROPERTY_line_break) == PL_KEYWORD_anywhere;
    text->spreads = pl_style_keyword(style, PL_PROPERTY_text_justify) == PL_KEYWORD_inter_character;
    text->keeps_all = word_break == PL_KEYWORD_keep_all;
    const struct pl_css_value *tab = pl_style_value(style, PL_PROPERTY_tab_size);
    text->tab_size = tab->type == PL_CSS_NUMBER   ? tab->number
                     : tab->type == PL_CSS_LINEAR ? -pl_unit_to_pt(tab->linear.length)
                                                  : 8;
}

static bool names(const struct pl_css_value *value, enum pl_keyword keyword)
{
    for (uint32_t i = 0; i < pl_css_item_count(value); i++) {
        const struct pl_css_value *item = pl_css_item(value, i);
        if (item->type == PL_CSS_KEYWORD && item->keyword == keyword)
            return true;
    }
    return false;
}

static void read_marks(struct pl_text_style *text, const struct pl_style *style)
{
    const struct pl_css_value *hang = pl_style_value(style, PL_PROPERTY_hanging_punctuation);
    text->hangs_stops = names(hang, PL_KEYWORD_force_end) || names(hang, PL_KEYWORD_allow_end);
    text->hangs_first = names(hang, PL_KEYWORD_first);
    text->hangs_last = names(hang, PL_KEYWORD_last);
    const struct pl_css_value *hyphen = pl_style_value(style, PL_PROPERTY_hyphenate_character);
    if (hyphen->type == PL_CSS_STRING)
        text->hyphen = hyphen->text.data ? hyphen->text : PL_LIT("");
}

static void read_wanted_face(struct pl_text_style *text, const struct pl_style *style)
{
    switch ((int)pl_style_keyword(style, PL_PROPERTY_font_variant_caps)) {
    case PL_KEYWORD_small_caps:
        text->wants = PL_WANTS_SMALL_CAPS;
        break;
    case PL_KEYWORD_all_small_caps:
        text->wants = PL_WANTS_SMALL_CAPS | PL_WANTS_CAPITALS_TO_SMALL;
        break;
    case PL_KEYWORD_petite_caps:
    case PL_KEYWORD_all_petite_caps:
        text->wants = PL_WANTS_PETITE_CAPS;
        break;
    case PL_KEYWORD_unicase:
        text->wants = PL_WANTS_UNICASE;
        break;
    case PL_KEYWORD_titling_caps:
        text->wants = PL_WANTS_TITLING;
        break;
    default:
        break;
    }
}

static void read_decoration(struct pl_typesetter *typesetter, struct pl_text_style *text)
{
    enum pl_keyword line = pl_style_keyword(text->style, PL_PROPERTY_text_decoration_line);
    text->has_decoration = line != PL_KEYWORD_none;
    if (!text->has_decoration)
        return;
    pl_unit offset, thickness;
    pl_face_underline(typesetter->map, text->face, text->size, &offset, &thickness);
    text->underline_position = offset;
    text->underline_thickness = thickness;
}

/* font-variant-position where the face has no such letters: CSS Fonts 4 §7.5 has them made smaller, as <sup> and <sub>
 * are. Two thirds, and a third of an em up or a seventh down: the strokes of most faces bear it. */
static void make_fallback(struct pl_typesetter *typesetter, struct pl_text_style *text)
{
    enum pl_keyword position = pl_style_keyword(text->style, PL_PROPERTY_font_variant_position);
    bool is_super = position == PL_KEYWORD_super;
    if ((!is_super && position != PL_KEYWORD_sub) ||
        pl_style_keyword(text->style, PL_PROPERTY_font_synthesis_position) == PL_KEYWORD_none)
        return;
    struct pl_text_style *small = PL_NEW(typesetter->arena, struct pl_text_style);
    *small = *text;
    small->size = pl_unit_max(text->size * 2 / 3, 1);
    pl_features_without_position(typesetter, small);
    text->fallback_rise = is_super ? text->size / 3 : -text->size / 7;
    text->fallback = small;
}

static struct pl_text_style *make(struct pl_typesetter *typesetter, const struct pl_style *style,
                                  pl_str language)
{
    struct pl_arena *arena = typesetter->arena;
    struct pl_text_style *text = PL_NEW(arena, struct pl_text_style);
    text->style = style;
    text->tag = pl_str_copy(arena, language);
    text->language = pango_language_from_string(
        pl_str_cstr(arena, pl_str_empty(language) ? PL_LIT("und") : language));
    text->description = describe(arena, style);
    pl_arena_defer(arena, drop_description, text->description);
    text->size = pl_unit_max(pl_style_font_size(style), 1);
    text->color = pl_style_color(style, PL_PROPERTY_color);
    text->line_height = pl_style_line_height(style);
    find_first_face(typesetter, text);
    find_covered(typesetter, text);
    hb_font_t *font = pl_face_hb(typesetter->map, text->face, text->size);
    hb_codepoint_t space = 0;
    pl_unit space_advance = text->size / 4;
    if (hb_font_get_nominal_glyph(font, ' ', &space))
        space_advance = hb_font_get_glyph_h_advance(font, space);
    text->letter_spacing = spacing(style, PL_PROPERTY_letter_spacing, text->size);
    text->word_spacing = spacing(style, PL_PROPERTY_word_spacing, space_advance);
    if (pl_style_keyword(style, PL_PROPERTY__platen_optical_margins) == PL_KEYWORD_all)
        text->protrusion = 1000;
    read_hyphenation(text, style);
    pl_gaps_read(text);
    read_wrapping(text, style);
    read_marks(text, style);
    read_wanted_face(text, style);
    read_decoration(typesetter, text);
    pl_features_read(typesetter, text);
    make_fallback(typesetter, text);
    return text;
}

const struct pl_text_style *pl_text_style_of(struct pl_typesetter *typesetter,
                                             const struct pl_style *style, pl_str language)
{
    const struct pl_text_style *last = typesetter->last_style;
    if (last && last->style == style && pl_str_eq(typesetter->last_language, language))
        return last;
    char key[sizeof style + 64];
    size_t size = language.size < 64 ? language.size : 64;
    memcpy(key, &style, sizeof style);
    if (size)
        memcpy(key + sizeof style, language.data, size);
    pl_str name = {key, sizeof style + size};
    struct pl_text_style *text = pl_map_lookup(&typesetter->styles, name);
    if (!text) {
        text = make(typesetter, style, pl_str_slice(language, 0, 64));
        *pl_map_at(&typesetter->styles, pl_str_copy(typesetter->arena, name)) = text;
    }
    typesetter->last_style = text;
    typesetter->last_language = text->tag;
    return text;
}
