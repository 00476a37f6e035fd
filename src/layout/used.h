// SPDX-License-Identifier: MIT
/* layout/used.h: computed styles → used lengths, once the containing block is known.
 *
 * Source: CSS 2.2 §8, §10.2 to §10.7, Box Sizing 3. */
#ifndef PL_LAYOUT_USED_H
#define PL_LAYOUT_USED_H

#include "font/metrics.h"
#include "layout/box.h"

enum pl_side { PL_TOP, PL_RIGHT, PL_BOTTOM, PL_LEFT };

/* Margins, borders and padding: top, right, bottom, left. */
struct pl_edges {
    pl_unit margin[4], border[4], padding[4];
    bool is_auto[4]; // margins; used as 0 until somebody shares out the space
};

/* `basis->percentage` is the containing block's width, for all four sides. */
struct pl_edges pl_used_edges(const struct pl_style *style, const struct pl_css_basis *basis);

static inline pl_unit pl_edges_before(const struct pl_edges *edges, enum pl_side side)
{
    return pl_unit_clamp((pl_flow)edges->border[side] + edges->padding[side]);
}
/* Border and padding of two opposite sides. */
static inline pl_unit pl_edges_sum(const struct pl_edges *edges, enum pl_side a, enum pl_side b)
{
    return pl_unit_clamp((pl_flow)pl_edges_before(edges, a) + pl_edges_before(edges, b));
}

/* A used content size of width, height, min-… or max-…: box-sizing taken into account. False for keywords, and for
 * percentages of a height that isn't known (basis -1). */
bool pl_used_size(const struct pl_style *style, enum pl_property property,
                  const struct pl_edges *edges, const struct pl_css_basis *basis,
                  pl_unit containing, pl_unit *size);

/* `size` between min- and max-width (or -height) of the content box; min wins. */
pl_unit pl_used_within(const struct pl_style *style, enum pl_property least, enum pl_property most,
                       const struct pl_edges *edges, const struct pl_css_basis *basis,
                       pl_unit containing, pl_unit size);

/* Metrics of the first face of a style. */
struct pl_font_metrics pl_used_metrics(const struct pl_style *style, const struct pl_fonts *fonts);

/* How far an inline's baseline stands above its parent's (vertical-align). */
pl_unit pl_used_rise(const struct pl_style *style, const struct pl_style *parent,
                     const struct pl_fonts *fonts);

enum pl_border_style pl_used_border_style(enum pl_keyword keyword);

bool pl_style_is_visible(const struct pl_style *style);

#endif
