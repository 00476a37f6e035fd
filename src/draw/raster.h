// SPDX-License-Identifier: MIT
/* draw/raster.h: a page as a PNG: cover, preview, gallery. */
#ifndef PL_DRAW_RASTER_H
#define PL_DRAW_RASTER_H

#include "font/face.h"
#include "layout/page.h"

/* PNG bytes of the page at `dpi`, deterministic, in the arena; empty when there is no memory for its pixels. */
pl_str pl_raster_page(struct pl_arena *arena, struct pl_fonts_map *fonts, const struct pl_page *page, double dpi);

#endif
