// SPDX-License-Identifier: MIT
/* draw/paint.c: the marks of a page, in order. */
#include "draw/paint.h"

#include <cairo.h>

#include "draw/box.h"
#include "draw/glyphs.h"
#include "draw/picture.h"
#include "draw/tiles.h"

static void paint_mark(struct pl_glyph_batch *batch, const struct pl_mark *mark)
{
    if (mark->type != PL_MARK_RUN)
        pl_glyph_batch_flush(batch);
    switch (mark->type) {
    case PL_MARK_RUN:
        pl_glyph_batch_add(batch, &mark->run);
        return;
    case PL_MARK_STROKE:
        pl_draw_stroke(batch->cr, &mark->stroke);
        return;
    case PL_MARK_FILL:
        pl_draw_fill(batch->cr, &mark->fill);
        return;
    case PL_MARK_BORDER:
        pl_draw_border(batch->cr, &mark->border);
        return;
    case PL_MARK_PICTURE:
        pl_draw_picture(batch->cr, &mark->picture);
        return;
    case PL_MARK_TILES:
        pl_draw_tiles(batch->cr, mark->tiles);
        return;
    }
}

static void paint_marks(struct pl_glyph_batch *batch, const struct pl_mark *marks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        paint_mark(batch, &marks[i]);
    pl_glyph_batch_flush(batch);
}

void pl_paint_marks(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_mark *marks, size_t count,
                    const struct pl_paint_leaf *leaf)
{
    struct pl_glyph_batch batch = {
        .cr = cr, .fonts = fonts, .leaf = leaf, .store = pl_glyph_store_new()};
    paint_marks(&batch, marks, count);
    pl_glyph_store_free(batch.store);
}

void pl_paint_content(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_page *page,
                      const struct pl_paint_leaf *leaf)
{
    struct pl_glyph_batch batch = {
        .cr = cr, .fonts = fonts, .leaf = leaf, .store = pl_glyph_store_new()};
    for (uint32_t i = 0; i < page->piece_count; i++) {
        const struct pl_piece *piece = &page->pieces[i];
        if (leaf && !leaf->begin(leaf->context, cr, piece))
            continue;
        paint_marks(&batch, piece->marks, piece->mark_count);
        if (leaf)
            leaf->end(leaf->context, cr, piece);
    }
    pl_glyph_store_free(batch.store);
}

void pl_paint_decoration(cairo_t *cr, struct pl_fonts_map *fonts, const struct pl_page *page,
                         enum pl_decoration_type type)
{
    for (uint32_t i = 0; i < page->decoration_count; i++) {
        const struct pl_decoration *decoration = &page->decorations[i];
        if (decoration->type == type)
            pl_paint_marks(cr, fonts, decoration->marks, decoration->mark_count, NULL);
    }
}
