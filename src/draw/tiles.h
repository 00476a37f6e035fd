// SPDX-License-Identifier: MIT
/* draw/tiles.h: a layer of a background on a Cairo surface that isn't a PDF's: previews, cover.
 *
 * A PDF's tiles don't come this way: pdf/tiles.h writes them itself. */
#ifndef PL_DRAW_TILES_H
#define PL_DRAW_TILES_H

#include "layout/page.h"

typedef struct _cairo cairo_t;

void pl_draw_tiles(cairo_t *cr, const struct pl_tiles *tiles);

#endif
