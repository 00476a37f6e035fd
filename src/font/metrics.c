// SPDX-License-Identifier: MIT
/* font/metrics.c: what style may know of a face. */
#include "font/metrics.h"

#include <hb-ot.h>

#include "font/face.h"
#include "font/registry.h"

enum { EM = 1 << 16 };

/* Of a common serif: for a set without any face. */
static const struct pl_font_metrics plain = {
    .x_height = .45,
    .cap_height = .65,
    .zero_advance = .5,
    .ideograph_advance = 1,
    .ascent = .89,
    .descent = .22,
    .line_gap = .04,
    .underline_position = .1,
    .underline_thickness = .05,
};

static double metric(hb_font_t *font, hb_ot_metrics_tag_t tag, double otherwise)
{
    hb_position_t value;
    return hb_ot_metrics_get_position(font, tag, &value) && value != 0 ? (double)value / EM
                                                                       : otherwise;
}

static double advance_of(hb_font_t *font, hb_codepoint_t character, double otherwise)
{
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(font, character, &glyph))
        return otherwise;
    return (double)hb_font_get_glyph_h_advance(font, glyph) / EM;
}

static double height_of(hb_font_t *font, hb_codepoint_t character, double otherwise)
{
    hb_codepoint_t glyph;
    hb_glyph_extents_t extents;
    if (!hb_font_get_nominal_glyph(font, character, &glyph) ||
        !hb_font_get_glyph_extents(font, glyph, &extents))
        return otherwise;
    return (double)extents.y_bearing / EM;
}

static struct pl_font_metrics measure(hb_face_t *face)
{
    hb_font_t *font = hb_font_create(face);
    hb_font_set_scale(font, EM, EM);
    struct pl_font_metrics metrics = plain;
    metrics.x_height = metric(font, HB_OT_METRICS_TAG_X_HEIGHT,
                              height_of(font, 'x', plain.x_height));
    metrics.cap_height = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT,
                                height_of(font, 'H', plain.cap_height));
    metrics.zero_advance = advance_of(font, '0', plain.zero_advance);
    metrics.ideograph_advance = advance_of(font, 0x6C34, plain.ideograph_advance);
    hb_font_extents_t extents;
    if (hb_font_get_h_extents(font, &extents)) {
        metrics.ascent = (double)extents.ascender / EM;
        metrics.descent = -(double)extents.descender / EM;
        metrics.line_gap = (double)extents.line_gap / EM;
    }
    // OpenType's underline offset is that of the stroke's top (post table) below the baseline.
    metrics.underline_thickness = metric(font, HB_OT_METRICS_TAG_UNDERLINE_SIZE,
                                         plain.underline_thickness);
    double top = -metric(font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, -plain.underline_position);
    metrics.underline_position = top + metrics.underline_thickness / 2;
    hb_font_destroy(font);
    return metrics;
}

void pl_face_underline(struct pl_fonts_map *map, uint32_t face, pl_unit size, pl_unit *position,
                       pl_unit *thickness)
{
    hb_font_t *font = pl_face_hb(map, face, size);
    hb_position_t top = -size / 10, stroke = size / 20;
    hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_UNDERLINE_OFFSET, &top);
    hb_ot_metrics_get_position(font, HB_OT_METRICS_TAG_UNDERLINE_SIZE, &stroke);
    *thickness = stroke > 0 ? stroke : size / 20;
    *position = -top + *thickness / 2;
}

uint32_t pl_fonts_match(const struct pl_fonts *fonts, const pl_str *families, size_t count,
                        int weight, bool is_slanted)
{
    FcPattern *pattern = FcPatternCreate();
    for (size_t i = 0; i < count; i++) {
        char *family = g_strndup(families[i].data ? families[i].data : "", families[i].size);
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family);
        g_free(family);
    }
    FcPatternAddDouble(pattern, FC_WEIGHT, FcWeightFromOpenTypeDouble(weight));
    FcPatternAddInteger(pattern, FC_SLANT, is_slanted ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcConfigSubstitute(fonts->config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *found = FcFontMatch(fonts->config, pattern, &result);
    uint32_t face = found ? pl_fonts_find(fonts, found) : UINT32_MAX;
    if (found)
        FcPatternDestroy(found);
    FcPatternDestroy(pattern);
    return face;
}

struct pl_font_metrics pl_font_metrics(const struct pl_fonts *const_fonts, const pl_str *families,
                                       size_t count, int weight, bool is_slanted)
{
    struct pl_fonts *fonts = (struct pl_fonts *)
        const_fonts; // what is remembered isn't seen from outside
    pl_fonts_number(fonts);
    GString *key = g_string_new(NULL);
    for (size_t i = 0; i < count; i++)
        g_string_append_printf(key, "%.*s\n", PL_ARG(families[i]));
    g_string_append_printf(key, "%d %d", weight, is_slanted);
    g_mutex_lock(&fonts->lock);
    const struct pl_font_metrics *known = g_hash_table_lookup(fonts->metrics, key->str);
    struct pl_font_metrics metrics = known ? *known : plain;
    g_mutex_unlock(&fonts->lock);
    if (!known) {
        uint32_t face = pl_fonts_match(fonts, families, count, weight, is_slanted);
        if (face != UINT32_MAX)
            metrics = measure(pl_fonts_open_face(fonts, face)->hb);
        g_mutex_lock(&fonts->lock);
        g_hash_table_replace(fonts->metrics, g_strdup(key->str),
                             g_memdup2(&metrics, sizeof metrics));
        g_mutex_unlock(&fonts->lock);
    }
    g_string_free(key, TRUE);
    return metrics;
}
