// SPDX-License-Identifier: MIT
/* pdf/tiles.h: a layer of a background as a form: a picture or a shading, again and again.
 *
 * Cairo would write the picture's pixels once more on every page; so we write these forms ourselves. */
#ifndef PL_PDF_TILES_H
#define PL_PDF_TILES_H

#include "layout/page.h"
#include "pdf/objects.h"

/* Numbers that a form may use: itself, its pattern, the mask and the mask's pattern. */
#define PL_PDF_TILES_OBJECTS 4

/* `number` is the first of its numbers, `image` the picture's. */
void pl_pdf_tiles_write(struct pl_pdf_part *part, const struct pl_page *page,
                        const struct pl_tiles *tiles, uint32_t number, uint32_t image);

#endif
