// SPDX-License-Identifier: MIT
/* pdf/surface.h: a Cairo surface that writes into memory, and the priming of its fonts. */
#ifndef PL_PDF_SURFACE_H
#define PL_PDF_SURFACE_H

#include "pdf/standins.h"

/* What a surface has written so far. */
struct pl_pdf_bytes {
    char *data;
    size_t size, room;
    bool is_abandoned; // write no more: Cairo is told that writing fails
};

typedef struct _cairo_surface cairo_surface_t;

/* A surface that writes there. The caller owns both; frees data with free(). */
cairo_surface_t *pl_pdf_surface_new(struct pl_pdf_bytes *bytes);

/* Draws the priming page: the first `count` glyphs of the register. */
void pl_pdf_prime(cairo_surface_t *surface, struct pl_fonts_map *fonts, const struct pl_glyph_register *glyphs,
                  size_t count);

#endif
