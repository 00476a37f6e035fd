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

/* How a glyph's text is handed to Cairo. */
struct pl_glyph_text {
    pl_str text;       // may be a stand-in (pdf/standins.h)
    uint8_t twin;      // which of the face's twins shows it (font/face.h)
    bool is_apart;     // Cairo can say the text only beside the glyphs: the leaf ends after it
};

struct pl_paint_leaf {
    /* Around the marks of one piece; begin returns false when the piece's marks shall not be painted here. */
    bool (*begin)(void *context, cairo_t *cr, const struct pl_piece *piece);
    void (*end)(void *context, cairo_t *cr, const struct pl_piece *piece);
    /* The text of one glyph, or of `count` glyphs that show it together. */
    struct pl_glyph_text (*glyph_text)(void *context, uint32_t face, const struct pl_glyph *glyphs,
                                       uint32_t count, pl_str text);
    /* After glyphs whose text stood apart; may be NULL. */
    void (*apart)(void *context, cairo_t *cr);
    void *context;
};

/* All pieces of content, in order. */
void pl_paint_content(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_page *page,
                      const struct pl_paint_leaf *leaf);

/* Decoration of one type; without leaves. */
void pl_paint_decoration(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_page *page,
                         enum pl_decoration_type type);

/* Marks as they are, without leaves: previews, margin boxes. `leaf` may be NULL; only its glyph_text is asked. */
void pl_paint_marks(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_mark *marks, size_t count,
                    const struct pl_paint_leaf *leaf);

#endif
