// SPDX-License-Identifier: MIT
/* draw/paint.h: a page on any Cairo surface.
 *
 * Has no state beyond what it is given. Whoever owns the surface is told where each leaf of content
 * begins and ends; it decides whether that is a tag, a form or nothing. */
#ifndef PL_DRAW_PAINT_H
#define PL_DRAW_PAINT_H

#include "font/face.h"
#include "layout/page.h"

typedef struct _cairo cairo_t;

struct pl_paint_leaf {
    /* Around the marks of one piece; begin returns false when the piece's marks shall not be painted here. */
    bool (*begin)(void *context, cairo_t *cr, const struct pl_piece *piece);
    void (*end)(void *context, cairo_t *cr, const struct pl_piece *piece);
    /* The text to hand over for a cluster on its face's glyph (stand-ins, pdf.md); NULL: the text itself. */
    pl_str (*glyph_text)(void *context, uint32_t face, uint32_t glyph, pl_str text);
    void *context;
};

/* All pieces of content, in order. */
void pl_paint_content(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_page *page,
                      const struct pl_paint_leaf *leaf);

/* Decoration of one type. */
void pl_paint_decoration(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_page *page,
                         enum pl_decoration_type type);

/* Marks as they are, without leaves: previews, margin boxes. */
void pl_paint_marks(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_mark *marks, size_t count);

#endif
