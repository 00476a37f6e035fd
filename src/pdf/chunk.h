// SPDX-License-Identifier: MIT
/* pdf/chunk.h: a chunk of pages drawn on a Cairo surface of its own, in any thread.
 *
 * The first page of the surface primes it: every glyph that this and earlier chunks use, in one order. So
 * Cairo gives fonts the same names and codes in all chunks, and one surface with nothing but that page has
 * the fonts of the file. The chunk's own fonts are never made: the surface is abandoned after its last page. */
#ifndef PL_PDF_CHUNK_H
#define PL_PDF_CHUNK_H

#include "pdf/writing.h"

struct pl_pdf_chunk;

/* For pl_workers_ordered, with the writing as context: draws, and joins in order. */
bool pl_pdf_chunk_draw(void *writing, size_t index, unsigned thread);
bool pl_pdf_chunk_join(void *writing, size_t index);

/* "/Artifact<</Type/Layout>>BDC ": opens marked content for a type of decoration. */
pl_str pl_pdf_decoration_begin(enum pl_decoration_type type);

/* Drops what an interrupted build left. */
void pl_pdf_chunk_drop(struct pl_pdf_writing *writing, size_t index);

/* --- The Cairo side, also for the fonts ------------------------------------------------------- */

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
