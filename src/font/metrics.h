// SPDX-License-Identifier: MIT
/* font/metrics.h: what style may know of a face.
 *
 * For ex, cap, ch, ic and line-height: normal. Fractions of the font size, of the
 * first face of a family list that exists. */
#ifndef PL_FONT_METRICS_H
#define PL_FONT_METRICS_H

#include <stdbool.h>

#include "base/str.h"

struct pl_fonts;

struct pl_font_metrics {
    double x_height, cap_height;
    double zero_advance;      // of "0"
    double ideograph_advance; // of U+6C34 水; 1 where the face has none
    double ascent, descent;   // descent positive; as line-height: normal takes them
    double line_gap;
    double underline_position; // of its middle, below the baseline, positive
    double underline_thickness;
};

/* weight 1…1000, slanted for italic or oblique. `families` in order of preference; generic names allowed. Never
 * fails: with no face at all it gives plain numbers of a common serif. Safe from any thread. */
struct pl_font_metrics pl_font_metrics(const struct pl_fonts *fonts, const pl_str *families,
                                       size_t count, int weight, bool is_slanted);

#endif
