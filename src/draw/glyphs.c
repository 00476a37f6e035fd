// SPDX-License-Identifier: MIT
/* draw/glyphs.c: runs with their text, so that copied text is right.
 *
 * How it works: only cairo_show_text_glyphs with clusters gives text that copies right, and
 * one call for a whole leaf costs least (a call a word costs 2.4 times as much). Glyphs are handed over in
 * logical order whatever their direction: x says where they stand, so no run needs
 * Cairo's backward flag and runs of both directions can share a call. */
#include "draw/glyphs.h"

#include <assert.h>
#include <cairo.h>
#include <glib.h>

#include "base/utf8.h"

#define GLYPHS_AT_ONCE ((size_t)1024)
#define TEXT_AT_ONCE   ((size_t)8192)

struct pl_glyph_store {
    cairo_glyph_t glyphs[GLYPHS_AT_ONCE];
    cairo_text_cluster_t clusters[GLYPHS_AT_ONCE];
    char text[TEXT_AT_ONCE];
};

/* GLib's allocator: it ends the program when memory is out, as Cairo's callers expect. */
struct pl_glyph_store *pl_glyph_store_new(void)
{
    return g_malloc(sizeof(struct pl_glyph_store));
}

void pl_glyph_store_free(struct pl_glyph_store *store)
{
    g_free(store);
}

/* --- Parts of a run ------------------------------------------------------------------------ */

struct pl_run_walk pl_run_walk_begin(const struct pl_run *run)
{
    return (struct pl_run_walk){.run = run};
}

/* The glyphs [logical, logical + count) counted from the run's logical begin. */
static uint32_t visual_first(const struct pl_run *run, uint32_t logical, uint32_t count)
{
    return run->is_right_to_left ? run->glyph_count - logical - count : logical;
}

static void take_part(struct pl_run_walk *walk, uint32_t glyph_count, size_t byte_count)
{
    walk->part.first = visual_first(walk->run, walk->glyph, glyph_count);
    walk->part.count = glyph_count;
    walk->part.text = pl_str_slice(walk->run->text, walk->byte, walk->byte + byte_count);
    walk->glyph += glyph_count;
    walk->byte += byte_count;
}

static void take_share(struct pl_run_walk *walk)
{
    size_t end = walk->byte;
    pl_utf8_next(walk->run->text, &end);
    if (walk->shared == 1)
        end = walk->shared_end;
    take_part(walk, 1, end - walk->byte);
    walk->shared--;
}

bool pl_run_walk_next(struct pl_run_walk *walk)
{
    const struct pl_run *run = walk->run;
    if (walk->shared > 0) {
        take_share(walk);
        return true;
    }
    while (walk->cluster < run->cluster_count) {
        struct pl_cluster cluster = run->clusters[walk->cluster++];
        assert(walk->glyph + cluster.glyph_count <= run->glyph_count);
        assert(walk->byte + cluster.byte_count <= run->text.size);
        if (cluster.glyph_count == 0) {
            walk->byte += cluster.byte_count;
            continue;
        }
        pl_str text = pl_str_slice(run->text, walk->byte, walk->byte + cluster.byte_count);
        if (cluster.glyph_count > 1 && pl_utf8_count(text) >= cluster.glyph_count) {
            walk->shared = cluster.glyph_count;
            walk->shared_end = walk->byte + cluster.byte_count;
            take_share(walk);
        } else {
            take_part(walk, cluster.glyph_count, cluster.byte_count);
        }
        return true;
    }
    return false;
}

/* --- To Cairo -------------------------------------------------------------------------------- */

static void set_color(cairo_t *cr, pl_color color)
{
    cairo_set_source_rgba(cr, (color >> 24) / 255.0, (color >> 16 & 255) / 255.0,
                          (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

void pl_glyph_batch_flush(struct pl_glyph_batch *batch)
{
    if (batch->glyph_count == 0)
        return;
    const struct pl_run *like = batch->like;
    cairo_set_scaled_font(batch->cr, pl_face_cairo_twin(batch->fonts, like->face, batch->twin,
                                                        like->size, like->expansion));
    set_color(batch->cr, like->color);
    struct pl_glyph_store *store = batch->store;
    if (batch->leaf)
        cairo_show_text_glyphs(batch->cr, store->text, (int)batch->text_size, store->glyphs,
                               (int)batch->glyph_count, store->clusters,
                               (int)batch->cluster_count, 0);
    else
        cairo_show_glyphs(batch->cr, store->glyphs, (int)batch->glyph_count);
    batch->glyph_count = batch->cluster_count = batch->text_size = 0;
}

static bool is_like(const struct pl_run *a, const struct pl_run *b)
{
    return a->face == b->face && a->size == b->size && a->expansion == b->expansion &&
           a->color == b->color;
}

static bool has_room(const struct pl_glyph_batch *batch, size_t glyphs, size_t bytes)
{
    return batch->glyph_count + glyphs <= GLYPHS_AT_ONCE &&
           batch->text_size + bytes <= TEXT_AT_ONCE;
}

static void push(struct pl_glyph_batch *batch, const struct pl_run *run, struct pl_glyph_part part,
                 pl_str text)
{
    struct pl_glyph_store *store = batch->store;
    for (uint32_t i = 0; i < part.count; i++) {
        const struct pl_glyph *glyph = &run->glyphs[part.first + i];
        store->glyphs[batch->glyph_count++] =
            (cairo_glyph_t){.index = glyph->id,
                            .x = pl_unit_to_pt((pl_flow)run->x + glyph->x),
                            .y = pl_unit_to_pt((pl_flow)run->y + glyph->y)};
    }
    store->clusters[batch->cluster_count++] =
        (cairo_text_cluster_t){.num_bytes = (int)text.size, .num_glyphs = (int)part.count};
    if (text.size > 0)
        memcpy(store->text + batch->text_size, text.data, text.size);
    batch->text_size += text.size;
}

static struct pl_glyph_text ask_text(const struct pl_glyph_batch *batch, const struct pl_run *run,
                                     struct pl_glyph_part part)
{
    if (!batch->leaf || !batch->leaf->glyph_text)
        return (struct pl_glyph_text){.text = part.text};
    return batch->leaf->glyph_text(batch->leaf->context, run->face, &run->glyphs[part.first],
                                   part.count, part.text);
}

/* A cluster larger than the batch, which no script has: its glyphs are shown, its text isn't said. */
static void show_untold(struct pl_glyph_batch *batch, const struct pl_run *run,
                        struct pl_glyph_part part)
{
    const struct pl_paint_leaf *leaf = batch->leaf;
    for (; part.count > 0; part.first++, part.count--) {
        batch->like = run;
        batch->leaf = NULL;
        push(batch, run, (struct pl_glyph_part){.first = part.first, .count = 1}, (pl_str){0});
        pl_glyph_batch_flush(batch);
    }
    batch->leaf = leaf;
}

static void add_part(struct pl_glyph_batch *batch, const struct pl_run *run,
                     struct pl_glyph_part part)
{
    struct pl_glyph_text said = ask_text(batch, run, part);
    bool fits = has_room(batch, part.count, said.text.size);
    if (!fits || !batch->like || !is_like(batch->like, run) || batch->twin != said.twin)
        pl_glyph_batch_flush(batch);
    if (!has_room(batch, part.count, said.text.size)) {
        show_untold(batch, run, part);
        return;
    }
    batch->like = run;
    batch->twin = said.twin;
    push(batch, run, part, said.text);
    if (said.is_apart) {
        pl_glyph_batch_flush(batch);
        if (batch->leaf && batch->leaf->apart)
            batch->leaf->apart(batch->leaf->context, batch->cr);
    }
}

void pl_glyph_batch_add(struct pl_glyph_batch *batch, const struct pl_run *run)
{
    struct pl_run_walk walk = pl_run_walk_begin(run);
    while (pl_run_walk_next(&walk))
        add_part(batch, run, walk.part);
}
