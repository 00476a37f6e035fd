// SPDX-License-Identifier: MIT
/* draw/box.h: fills, borders and text-decoration, as paths of one colour each. */
#ifndef PL_DRAW_BOX_H
#define PL_DRAW_BOX_H

#include "layout/page.h"

typedef struct _cairo cairo_t;

void pl_draw_fill(cairo_t *cr, const struct pl_fill *fill);

/* Four sides with mitred corners; rounded ones follow the outer edge's radius. CSS Backgrounds 3 §4, §5. */
void pl_draw_border(cairo_t *cr, const struct pl_border *border);

/* The path of a rectangle with round corners: top left, top right, bottom right, bottom left. */
void pl_draw_trace(cairo_t *cr, const struct pl_rect *rect, const pl_unit radius[4]);

void pl_draw_stroke(cairo_t *cr, const struct pl_stroke *stroke);

#endif
