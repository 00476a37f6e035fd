// SPDX-License-Identifier: MIT
/* style/color.h: CSS colours → sRGB.
 *
 * Source: CSS Color 4 (all of it but color() profiles), Color 5 (color-mix(), device-cmyk(),
 * light-dark() as on light paper). Colours outside sRGB are clipped after conversion when they
 * become a pl_color. */
#ifndef PL_STYLE_COLOR_H
#define PL_STYLE_COLOR_H

#include "base/strbuf.h"
#include "base/unit.h"
#include "style/parse.h"

/* sRGB, each 0 … 1 where it fits (not clamped); straight alpha in 0 … 1. */
struct pl_css_color {
    double red, green, blue, alpha;
    bool is_current;    // exactly currentColor
    bool needs_current; // holds currentColor somewhere (color-mix): parse again once it is known
    bool has_cmyk;      // written as device-cmyk(): cmyk[] keeps it
    double cmyk[4];
};

/* One colour, `values` trimmed or not. `current` gives currentColor where it is known, else NULL.
 * False when it is no colour. No allocation. */
bool pl_color_parse(struct pl_components values, const struct pl_css_color *current,
                    struct pl_css_color *color);

/* A named or system colour, ASCII case ignored; transparent too. */
bool pl_color_named(pl_str name, struct pl_css_color *color);

pl_color pl_color_pack(const struct pl_css_color *color);
struct pl_css_color pl_color_unpack(pl_color color);

/* Relative luminance (WCAG 2) of an opaque colour, 0 … 1: for contrast. */
double pl_color_luminance(pl_color color);

/* "#rrggbb" or "#rrggbbaa": how sheets for readers and dumps write it. */
void pl_color_write(struct pl_strbuf *out, pl_color color);

#endif
