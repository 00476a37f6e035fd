// SPDX-License-Identifier: MIT
/* layout/background.h: pictures and gradients behind boxes: CSS Backgrounds 3, Images 3.
 *
 * Pictures are looked for once, before pages are made: beneath the folder of the sheet that names them, or in a data:
 * address. Painting only looks them up, so any thread may. */
#ifndef PL_LAYOUT_BACKGROUND_H
#define PL_LAYOUT_BACKGROUND_H

#include "base/limits.h"
#include "base/map.h"
#include "layout/book.h"
#include "layout/used.h"

/* Pictures by the value that names them. */
struct pl_backgrounds {
    struct pl_arena *arena;
    const struct pl_limits *limits;
    struct pl_diags *diags;
    struct pl_map by_value;   // the address of the value → struct pl_picture
    struct pl_map by_address; // folder and url → struct background_picture
};

/* Loads what the style names; what can't be had is a warning, once. */
void pl_backgrounds_load(struct pl_backgrounds *backgrounds, const struct pl_style *style);
/* The same for all styles of a tree. */
void pl_backgrounds_load_all(struct pl_backgrounds *backgrounds, const struct pl_styles *styles);
/* NULL: there is none. */
const struct pl_picture *pl_backgrounds_picture(const struct pl_backgrounds *backgrounds,
                                                const struct pl_css_value *url);

/* Something shows behind its box: a colour, a picture or a gradient. */
bool pl_background_shows(const struct pl_style *style);
bool pl_background_has_image(const struct pl_style *style);

/* Where a background goes. */
struct pl_background_place {
    struct pl_rect border;        // the border box, or the whole canvas
    const struct pl_rect *origin; // what positions refer to; NULL: as background-origin says
    struct pl_edges edges;        // border and padding, 0 where the box was cut
    pl_unit radius[4];            // of the border box
};

/* Colour, then the layers, the last below. */
void pl_background_paint(struct pl_layouter *layouter, const struct pl_style *style,
                         const struct pl_background_place *place, struct pl_marks *marks);

/* The gradient of a layer for tiles of this size; NULL: it isn't one. gradient.c */
const struct pl_gradient *pl_gradient_of(struct pl_layouter *layouter,
                                         const struct pl_css_value *value, pl_unit width,
                                         pl_unit height);

#endif
