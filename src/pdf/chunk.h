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

#endif
