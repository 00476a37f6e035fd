// SPDX-License-Identifier: MIT
/* draw/picture.h: a picture's pixels on a Cairo surface: previews, cover.
 *
 * A PDF's pictures don't come this way: pdf/pictures.h writes them itself, once each. */
#ifndef PL_DRAW_PICTURE_H
#define PL_DRAW_PICTURE_H

#include "layout/page.h"

typedef struct _cairo cairo_t;

/* The part that shows, scaled; nothing where the picture can't be decoded. */
void pl_draw_picture(cairo_t *cr, const struct pl_picture_mark *mark);

/* The pixels in an arena of their own, which the caller frees; NULL where they can't be decoded. */
struct pl_arena *pl_draw_pixels(const struct pl_picture *picture, struct pl_pixels *pixels);

#endif
