// SPDX-License-Identifier: MIT
/* typeset/features.c: CSS's font-variant-* and font-feature-settings as OpenType features. */
#include "typeset/features.h"

struct feature_list {
    hb_feature_t data[PL_FEATURES_MOST];
    uint32_t count;
};

static void add(struct feature_list *list, const char tag[4], uint32_t value)
{
    hb_tag_t name = HB_TAG(tag[0], tag[1], tag[2], tag[3]);
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->data[i].tag == name) { // the last one wins
            list->data[i].value = value;
            return;
        }
    }
    if (list->count < PL_FEATURES_MOST)
        list->data[list->count++] = (hb_feature_t){name, value, HB_FEATURE_GLOBAL_START,
                                                   HB_FEATURE_GLOBAL_END};
}

/* Whether a value is the keyword or a list with it. */
static bool has(const struct pl_css_value *value, enum pl_keyword keyword)
{
    if (value->type == PL_CSS_KEYWORD)
        return value->keyword == keyword;
    if (value->type != PL_CSS_LIST)
        return false;
    for (uint32_t i = 0; i < value->count; i++) {
        if (has(value->items[i], keyword))
            return true;
    }
    return false;
}

/* What each keyword of a font-variant-* property turns on and off. Source: CSS Fonts 4 §7.2–7.10. */
static const struct variant {
    enum pl_property property;
    enum pl_keyword keyword;
    const char *tags; // four letters each
    uint32_t value;
} variants[] = {
    {PL_PROPERTY_font_kerning, PL_KEYWORD_none, "kern", 0},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_none, "ligacligdlighligcalt", 0},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_no_common_ligatures, "ligaclig", 0},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_common_ligatures, "ligaclig", 1},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_discretionary_ligatures, "dlig", 1},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_no_discretionary_ligatures, "dlig", 0},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_historical_ligatures, "hlig", 1},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_no_historical_ligatures, "hlig", 0},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_contextual, "calt", 1},
    {PL_PROPERTY_font_variant_ligatures, PL_KEYWORD_no_contextual, "calt", 0},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_small_caps, "smcp", 1},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_all_small_caps, "smcpc2sc", 1},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_petite_caps, "pcap", 1},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_all_petite_caps, "pcapc2pc", 1},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_unicase, "unic", 1},
    {PL_PROPERTY_font_variant_caps, PL_KEYWORD_titling_caps, "titl", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_lining_nums, "lnum", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_oldstyle_nums, "onum", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_proportional_nums, "pnum", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_tabular_nums, "tnum", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_diagonal_fractions, "frac", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_stacked_fractions, "afrc", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_ordinal, "ordn", 1},
    {PL_PROPERTY_font_variant_numeric, PL_KEYWORD_slashed_zero, "zero", 1},
    {PL_PROPERTY_font_variant_position, PL_KEYWORD_sub, "subs", 1},
    {PL_PROPERTY_font_variant_position, PL_KEYWORD_super, "sups", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis78, "jp78", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis83, "jp83", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis90, "jp90", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_jis04, "jp04", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_simplified, "smpl", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_traditional, "trad", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_full_width, "fwid", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_proportional_width, "pwid", 1},
    {PL_PROPERTY_font_variant_east_asian, PL_KEYWORD_ruby, "ruby", 1},
};

static void add_variants(struct feature_list *list, const struct pl_style *style)
{
    for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
        const struct variant *variant = &variants[i];
        if (!has(pl_style_value(style, variant->property), variant->keyword))
            continue;
        for (const char *tag = variant->tags; *tag; tag += 4)
            add(list, tag, variant->value);
    }
}

/* "onum" 1, "liga" off, or the tag alone. */
static void add_setting(struct feature_list *list, const struct pl_css_value *setting)
{
    const struct pl_css_value *tag = setting, *value = NULL;
    if (setting->type == PL_CSS_LIST && setting->count > 0) {
        tag = setting->items[0];
        value = setting->count > 1 ? setting->items[1] : NULL;
    }
    if ((tag->type != PL_CSS_STRING && tag->type != PL_CSS_IDENT) || tag->text.size != 4)
        return;
    uint32_t number = 1;
    if (value && value->type == PL_CSS_NUMBER)
        number = value->number > 0 && value->number < 1000 ? (uint32_t)value->number : 0;
    else if (value && value->type == PL_CSS_KEYWORD)
        number = value->keyword != PL_KEYWORD_off;
    add(list, tag->text.data, number);
}

static void add_settings(struct feature_list *list, const struct pl_css_value *value)
{
    if (value->type == PL_CSS_KEYWORD)
        return;
    if (value->type == PL_CSS_LIST && value->is_comma_separated) {
        for (uint32_t i = 0; i < value->count; i++)
            add_setting(list, value->items[i]);
    } else {
        add_setting(list, value);
    }
}

/* Equal lists have one number, by which shapers are told apart. */
static void keep(struct pl_typesetter *typesetter, struct pl_text_style *text,
                 const struct feature_list *list)
{
    pl_str bytes = {(const char *)list->data, list->count * sizeof *list->data};
    pl_str kept = pl_map_intern(&typesetter->feature_sets, bytes);
    void **number = pl_map_at(&typesetter->feature_sets, kept);
    if (!*number)
        *number = (void *)(uintptr_t)typesetter->feature_sets.count;
    hb_feature_t *features = PL_NEW_ARRAY(typesetter->arena, hb_feature_t, list->count);
    memcpy(features, list->data, bytes.size);
    text->features = features;
    text->feature_count = list->count;
    text->feature_set = (uint32_t)(uintptr_t)*number;
}

void pl_features_read(struct pl_typesetter *typesetter, struct pl_text_style *text)
{
    struct feature_list list = {.count = 0};
    add_variants(&list, text->style);
    if (text->letter_spacing != 0) {
        add(&list, "liga", 0);
        add(&list, "clig", 0);
    }
    add_settings(&list, pl_style_value(text->style, PL_PROPERTY_font_feature_settings));
    keep(typesetter, text, &list);
}

void pl_features_without_position(struct pl_typesetter *typesetter, struct pl_text_style *text)
{
    struct feature_list list = {.count = 0};
    for (uint32_t i = 0; i < text->feature_count; i++) {
        hb_tag_t tag = text->features[i].tag;
        if (tag != HB_TAG('s', 'u', 'p', 's') && tag != HB_TAG('s', 'u', 'b', 's'))
            list.data[list.count++] = text->features[i];
    }
    keep(typesetter, text, &list);
}

/* The item as it is shaped with a style's features. */
static struct pl_shaped shape_in(struct pl_typesetter *typesetter, struct pl_arena *arena,
                                 const struct pl_shaper *shaper, const struct pl_text_style *style,
                                 const struct pl_text_item *item, pl_str text)
{
    struct pl_shaper one = *shaper;
    one.style = style;
    return pl_shape(typesetter, &one, arena, text, item->first, item->end);
}

bool pl_features_act(struct pl_typesetter *typesetter, struct pl_arena *arena,
                     const struct pl_text_style *style, const struct pl_text_item *item,
                     pl_str text)
{
    if (item->is_missing)
        return true;
    const struct pl_shaper *shaper = pl_shaper_of(typesetter, style, item);
    struct pl_text_style without = *style;
    without.features = style->fallback->features;
    without.feature_count = style->fallback->feature_count;
    struct pl_shaped a = shape_in(typesetter, arena, shaper, style, item, text);
    struct pl_shaped b = shape_in(typesetter, arena, shaper, &without, item, text);
    if (a.count != b.count)
        return true;
    for (uint32_t i = 0; i < a.count; i++) {
        if (a.glyphs[i].id == b.glyphs[i].id && a.glyphs[i].id != shaper->space_glyph &&
            a.glyphs[i].advance)
            return false;
    }
    return true;
}
