// SPDX-License-Identifier: MIT
/* layout/used.c: computed styles → used lengths, once the containing block is known. */
#include "layout/used.h"

static const enum pl_property margins[4] = {
    PL_PROPERTY_margin_top,
    PL_PROPERTY_margin_right,
    PL_PROPERTY_margin_bottom,
    PL_PROPERTY_margin_left,
};
static const enum pl_property paddings[4] = {
    PL_PROPERTY_padding_top,
    PL_PROPERTY_padding_right,
    PL_PROPERTY_padding_bottom,
    PL_PROPERTY_padding_left,
};
static const enum pl_property border_widths[4] = {
    PL_PROPERTY_border_top_width,
    PL_PROPERTY_border_right_width,
    PL_PROPERTY_border_bottom_width,
    PL_PROPERTY_border_left_width,
};
static const enum pl_property border_styles[4] = {
    PL_PROPERTY_border_top_style,
    PL_PROPERTY_border_right_style,
    PL_PROPERTY_border_bottom_style,
    PL_PROPERTY_border_left_style,
};

/* No edge is wider than this: sums of a few stay far from overflow. */
#define EDGE_MOST PL_PT(100000)

static pl_unit bounded(pl_unit value, pl_unit least)
{
    return value < least ? least : value > EDGE_MOST ? EDGE_MOST : value;
}

struct pl_edges pl_used_edges(const struct pl_style *style, const struct pl_css_basis *basis)
{
    struct pl_edges edges = {0};
    for (int side = 0; side < 4; side++) {
        edges.is_auto[side] = pl_style_keyword(style, margins[side]) == PL_KEYWORD_auto;
        edges.margin[side] = bounded(pl_style_length(style, margins[side], basis, 0), -EDGE_MOST);
        edges.padding[side] = bounded(pl_style_length(style, paddings[side], basis, 0), 0);
        enum pl_keyword border = pl_style_keyword(style, border_styles[side]);
        if (border != PL_KEYWORD_none && border != PL_KEYWORD_hidden)
            edges.border[side] = bounded(
                pl_style_length(style, border_widths[side], basis, PL_PT(2.25)), 0);
    }
    return edges;
}

static bool is_vertical(enum pl_property property)
{
    return property == PL_PROPERTY_height || property == PL_PROPERTY_min_height ||
           property == PL_PROPERTY_max_height;
}

static bool has_percentage(const struct pl_css_value *value)
{
    if (value->type == PL_CSS_LINEAR)
        return value->linear.has_percentage;
    if (value->type != PL_CSS_FUNCTION)
        return false;
    for (uint32_t i = 0; i < value->count; i++)
        if (has_percentage(value->items[i]))
            return true;
    return false;
}

bool pl_used_size(const struct pl_style *style, enum pl_property property,
                  const struct pl_edges *edges, const struct pl_css_basis *basis,
                  pl_unit containing, pl_unit *size)
{
    const struct pl_css_value *value = style->values[property];
    if (containing < 0 && has_percentage(value))
        return false;
    struct pl_css_basis own = *basis;
    own.percentage = containing < 0 ? 0 : containing;
    if (!pl_css_resolve(value, &own, size))
        return false;
    *size = bounded(*size, 0);
    if (pl_style_keyword(style, PL_PROPERTY_box_sizing) == PL_KEYWORD_border_box) {
        *size -= is_vertical(property) ? pl_edges_sum(edges, PL_TOP, PL_BOTTOM)
                                       : pl_edges_sum(edges, PL_LEFT, PL_RIGHT);
        *size = pl_unit_max(*size, 0);
    }
    return true;
}

pl_unit pl_used_within(const struct pl_style *style, enum pl_property least, enum pl_property most,
                       const struct pl_edges *edges, const struct pl_css_basis *basis,
                       pl_unit containing, pl_unit size)
{
    pl_unit bound;
    if (pl_used_size(style, most, edges, basis, containing, &bound))
        size = pl_unit_min(size, bound);
    if (pl_used_size(style, least, edges, basis, containing, &bound))
        size = pl_unit_max(size, bound);
    return size;
}

/* --- Faces ------------------------------------------------------------------------------------ */

#define FAMILIES_MOST 16

static pl_str family_name(const struct pl_css_value *value)
{
    if (value->type != PL_CSS_KEYWORD)
        return value->text;
    switch ((int)value->keyword) {
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
    default:
        return PL_LIT("serif");
    }
}

struct pl_font_metrics pl_used_metrics(const struct pl_style *style, const struct pl_fonts *fonts)
{
    pl_str families[FAMILIES_MOST];
    size_t count = 0;
    const struct pl_css_value *value = style->values[PL_PROPERTY_font_family];
    if (value->type == PL_CSS_LIST) {
        for (uint32_t i = 0; i < value->count && count < FAMILIES_MOST; i++)
            families[count++] = family_name(value->items[i]);
    } else {
        families[count++] = family_name(value);
    }
    double weight = pl_style_number(style, PL_PROPERTY_font_weight, 400);
    if (pl_style_keyword(style, PL_PROPERTY_font_weight) == PL_KEYWORD_bold)
        weight = 700;
    bool is_slanted = pl_style_keyword(style, PL_PROPERTY_font_style) != PL_KEYWORD_normal;
    return pl_font_metrics(fonts, families, count, (int)weight, is_slanted);
}

static pl_unit scaled(double fraction, pl_unit size)
{
    return pl_unit_from_pt(fraction * pl_unit_to_pt(size));
}

/* vertical-align: CSS 2.2 §10.8.1. super and sub as Chromium and Firefox have them: a third up, a fifth down. What
 * aligns with the line's edges aligns with the parent's text here: a line's own edges are typeset's. */
pl_unit pl_used_rise(const struct pl_style *style, const struct pl_style *parent,
                     const struct pl_fonts *fonts)
{
    const struct pl_css_value *value = style->values[PL_PROPERTY_vertical_align];
    pl_unit parent_size = pl_style_font_size(parent);
    if (value->type != PL_CSS_KEYWORD) {
        struct pl_css_basis basis = {.percentage = pl_style_line_height(style)};
        return bounded(pl_style_length(style, PL_PROPERTY_vertical_align, &basis, 0), -EDGE_MOST);
    }
    switch ((int)value->keyword) {
    case PL_KEYWORD_super:
        return parent_size / 3;
    case PL_KEYWORD_sub:
        return -parent_size / 5;
    case PL_KEYWORD_baseline:
        return 0;
    default:
        break;
    }
    struct pl_font_metrics own = pl_used_metrics(style, fonts),
                           outer = pl_used_metrics(parent, fonts);
    pl_unit size = pl_style_font_size(style);
    pl_unit middle = scaled((own.ascent - own.descent) / 2,
                            size); // of the inline box, above its baseline
    pl_unit half = pl_style_line_height(style) / 2;
    switch ((int)value->keyword) {
    case PL_KEYWORD_middle:
        return scaled(outer.x_height / 2, parent_size) - middle;
    case PL_KEYWORD_text_top:
        return scaled(outer.ascent, parent_size) - middle - half;
    case PL_KEYWORD_text_bottom:
        return half - middle - scaled(outer.descent, parent_size);
    default:
        return 0;
    }
}

enum pl_border_style pl_used_border_style(enum pl_keyword keyword)
{
    switch ((int)keyword) {
    case PL_KEYWORD_solid:
        return PL_BORDER_SOLID;
    case PL_KEYWORD_dashed:
        return PL_BORDER_DASHED;
    case PL_KEYWORD_dotted:
        return PL_BORDER_DOTTED;
    case PL_KEYWORD_double:
        return PL_BORDER_DOUBLE;
    case PL_KEYWORD_groove:
        return PL_BORDER_GROOVE;
    case PL_KEYWORD_ridge:
        return PL_BORDER_RIDGE;
    case PL_KEYWORD_inset:
        return PL_BORDER_INSET;
    case PL_KEYWORD_outset:
        return PL_BORDER_OUTSET;
    default:
        return PL_BORDER_NONE;
    }
}

bool pl_style_is_visible(const struct pl_style *style)
{
    return pl_style_keyword(style, PL_PROPERTY_visibility) == PL_KEYWORD_visible;
}
