// SPDX-License-Identifier: MIT
/* pdf/chunk.c: a chunk of pages drawn on a Cairo surface of its own, in any thread. */
#include "pdf/chunk.h"

#include <cairo.h>
#include <stdlib.h>

#include "base/limits.h"
#include "pdf/cairo_page.h"
#include "pdf/plan.h"
#include "pdf/surface.h"

/* The codes of the primed glyphs, from the priming page, which Cairo has written by now. False: not in a form we know, so Cairo shall draw all. */
static bool read_codes(struct pl_pdf_chunk *chunk)
{
    struct pl_pdf_writing *writing = chunk->writing;
    struct pl_cairo_pages pages = {.next = 0};
    struct pl_cairo_page priming;
    pl_str content;
    return pl_cairo_objects_read(chunk->arena, (pl_str){chunk->drawn.data, chunk->drawn.size}, &pages.objects) &&
           pl_cairo_next_page(chunk->arena, &pages, &priming) &&
           pl_pdf_inflate(chunk->arena, priming.content, (size_t)64 << 20, &content) &&
           pl_glyph_codes_of(chunk->arena, content, &writing->glyphs, chunk->primed_count,
                             writing->maps[chunk->thread], &chunk->codes);
}

/* Cairo holds a page back until the next is shown; what it would write after the last (fonts, its own
 * structure) isn't wanted, and made up to a hundred times as long by being written. */
static void abandon(struct pl_pdf_chunk *chunk, cairo_surface_t *surface, cairo_t *cr)
{
    chunk->drawn.is_abandoned = true;
    cairo_show_page(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

static bool draw_chunk(struct pl_pdf_chunk *chunk)
{
    struct pl_pdf_writing *writing = chunk->writing;
    cairo_surface_t *surface = pl_pdf_surface_new(&chunk->drawn);
    pl_pdf_prime(surface, writing->maps[chunk->thread], &writing->glyphs, chunk->primed_count);
    cairo_t *cr = cairo_create(surface);
    bool writes = !writing->options->draws_all && read_codes(chunk);
    for (uint32_t i = 0; i < chunk->page_count; i++) {
        if (writes)
            pl_page_plan_writing(chunk, &chunk->plans[i]);
        pl_page_draw(chunk, surface, cr, &chunk->plans[i]);
    }
    cairo_status_t status = cairo_status(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    abandon(chunk, surface, cr);
    if (status != CAIRO_STATUS_SUCCESS)
        pl_error(&chunk->diags, PL_E_PDF, PL_NO_SPAN, "Cairo could not draw pages %u to %u: %s",
                 chunk->first_page + 1, chunk->first_page + chunk->page_count, cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

/* --- A chunk's life -------------------------------------------------------------------------------------------- */

static bool run_chunk(void *argument)
{
    struct pl_pdf_chunk *chunk = argument;
    struct pl_pdf_writing *writing = chunk->writing;
    bool over_limit;
    if (!pl_chunk_make_pages(chunk) || !pl_turns_wait(writing->turns, chunk->index))
        return false;
    if (!pl_arena_run(writing->turn_arena, pl_chunk_settle, chunk, &over_limit))
        return false;
    pl_turns_pass(writing->turns, chunk->index);
    return draw_chunk(chunk) && pl_chunk_convert(chunk);
}

static void free_drawn(void *thing)
{
    struct pl_pdf_chunk *chunk = thing;
    free(chunk->drawn.data);
}

static struct pl_pdf_chunk *new_chunk(struct pl_pdf_writing *writing, size_t index, unsigned thread)
{
    struct pl_arena *arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!arena)
        return NULL;
    struct pl_pdf_chunk *chunk = PL_NEW(arena, struct pl_pdf_chunk);
    uint32_t first = (uint32_t)index * PL_PAGES_A_CHUNK, left = writing->options->pages->count - first;
    *chunk = (struct pl_pdf_chunk){.arena = arena,
                                   .writing = writing,
                                   .index = index,
                                   .thread = thread,
                                   .first_page = first,
                                   .page_count = left < PL_PAGES_A_CHUNK ? left : PL_PAGES_A_CHUNK,
                                   .diags = PL_DIAGS(arena)};
    pl_arena_defer(arena, free_drawn, chunk);
    return chunk;
}

bool pl_pdf_chunk_draw(void *context, size_t index, unsigned thread)
{
    struct pl_pdf_writing *writing = context;
    struct pl_pdf_chunk *chunk = new_chunk(writing, index, thread);
    writing->chunks[index] = chunk;
    bool over_limit = false;
    if (chunk && pl_arena_run(chunk->arena, run_chunk, chunk, &over_limit))
        return true;
    pl_turns_cancel(writing->turns);
    return false;
}

static struct pl_strbuf copy_text(struct pl_arena *arena, const struct pl_strbuf *text)
{
    struct pl_strbuf copy = PL_STRBUF(arena);
    pl_strbuf_add(&copy, (pl_str){text->data, text->size});
    return copy;
}

static void join_record(struct pl_pdf_writing *writing, const struct pl_pdf_record *record)
{
    struct pl_pdf_record *all = &writing->record;
    uint32_t figures_before = (uint32_t)all->figures.count;
    for (size_t i = 0; i < record->leaves.count; i++) {
        struct pl_pdf_leaf leaf = record->leaves.data[i];
        if (leaf.figure)
            leaf.figure += figures_before;
        if (writing->dump)
            *PL_PUSH(writing->arena, &all->texts) = copy_text(writing->arena, &record->texts.data[i]);
        *PL_PUSH(writing->arena, &all->leaves) = leaf;
    }
    for (size_t i = 0; i < record->figures.count; i++) {
        struct pl_pdf_figure figure = record->figures.data[i];
        figure.alternative = pl_str_copy(writing->arena, figure.alternative);
        *PL_PUSH(writing->arena, &all->figures) = figure;
    }
    for (size_t i = 0; i < record->annotations.count; i++)
        *PL_PUSH(writing->arena, &all->annotations) = record->annotations.data[i];
}

bool pl_pdf_chunk_join(void *context, size_t index)
{
    struct pl_pdf_writing *writing = context;
    struct pl_pdf_chunk *chunk = writing->chunks[index];
    pl_pdf_file_add(&writing->file, &chunk->part);
    join_record(writing, &chunk->record);
    for (unsigned set = 0; set < 1u << PL_DECORATION_TYPE_COUNT; set++)
        writing->uses_decorations[set] |= chunk->uses_decorations[set];
    pl_pdf_chunk_drop(writing, index);
    return true;
}

void pl_pdf_chunk_drop(struct pl_pdf_writing *writing, size_t index)
{
    struct pl_pdf_chunk *chunk = writing->chunks[index];
    writing->chunks[index] = NULL;
    if (!chunk)
        return;
    pl_diags_append(writing->diags, &chunk->diags);
    pl_arena_free(chunk->arena);
}
