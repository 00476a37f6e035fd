// SPDX-License-Identifier: MIT
/* draw/glyphs.h: runs with their text, so that copied text is right.
 *
 * A run falls into parts: a glyph with its text, or a cluster whose text can't be shared out
 * among its glyphs. Whoever owns the surface says how each part's text is handed to Cairo
 * (paint.h); the rest is batched: one call for all that has the same face, size and colour. */
#ifndef PL_DRAW_GLYPHS_H
#define PL_DRAW_GLYPHS_H

#include "draw/paint.h"

/* Glyphs [first, first + count) of the run, in visual order, and the text that is theirs. */
struct pl_glyph_part {
    uint32_t first, count;
    pl_str text;
};

/* Goes through a run in logical order:
 *
 *     struct pl_run_walk walk = pl_run_walk_begin(run);
 *     while (pl_run_walk_next(&walk)) … walk.part
 *
 * A cluster of several glyphs gives a part a glyph, in order a character each and the rest to the last; where
 * there are fewer characters than glyphs it stays whole. One without glyphs (a soft hyphen that isn't used)
 * gives none. */
struct pl_run_walk {
    const struct pl_run *run;
    struct pl_glyph_part part;
    uint32_t cluster, glyph; // next; glyphs are counted in logical order
    uint32_t shared;         // parts that the last cluster still gives
    size_t byte, shared_end; // bytes of the text; where the last cluster ends
};

struct pl_run_walk pl_run_walk_begin(const struct pl_run *run);
bool pl_run_walk_next(struct pl_run_walk *walk);

/* Room for the glyphs of one call. The caller owns it. */
struct pl_glyph_store;
struct pl_glyph_store *pl_glyph_store_new(void);
void pl_glyph_store_free(struct pl_glyph_store *store);

/* Glyphs on their way to Cairo. Set cr, fonts, leaf and store; the rest is zero at first. */
struct pl_glyph_batch {
    cairo_t *cr;
    struct pl_fonts_map *fonts;
    const struct pl_paint_leaf *leaf; // NULL: nobody asks for text
    const struct pl_run *like;        // face, size, expansion, colour of what waits
    unsigned twin;
    size_t glyph_count, cluster_count, text_size;
    struct pl_glyph_store *store;
};

/* Adds a run; Cairo is called when something changes or the batch is full. */
void pl_glyph_batch_add(struct pl_glyph_batch *batch, const struct pl_run *run);

/* Shows what waits. Before anything else is drawn, and before a leaf ends. */
void pl_glyph_batch_flush(struct pl_glyph_batch *batch);

#endif
