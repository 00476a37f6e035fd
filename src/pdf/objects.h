// SPDX-License-Identifier: MIT
/* pdf/objects.h: the objects of the file that is written: numbers, streams, object streams, cross-reference.
 *
 * Threads write parts: bytes and where in them which object stands. The file takes parts in order, so
 * what is written doesn't depend on who made it when. Source: ISO 32000-1 7.3.8, 7.5.7, 7.5.8. */
#ifndef PL_PDF_OBJECTS_H
#define PL_PDF_OBJECTS_H

#include "base/checksum.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/unit.h"
#include "base/vec.h"

#define PL_OBJECTS_A_STREAM 128

struct pl_pdf_entry {
    uint32_t number;
    uint32_t container; // object stream that holds it; 0: it stands in the file itself
    uint64_t offset;    // in the part's bytes, or index in the container
};

/* A stretch of the file made by one thread. */
struct pl_pdf_part {
    struct pl_arena *arena;
    struct pl_strbuf bytes;
    struct { PL_VEC(struct pl_pdf_entry) } entries;
    uint32_t next_container, container_end; // numbers for its object streams
    struct pl_strbuf waiting, waiting_index; // objects of the next object stream
    uint32_t waiting_count;
};

/* A part whose object streams take numbers from `containers` on: pl_pdf_containers(objects) of them. */
struct pl_pdf_part pl_pdf_part_begin(struct pl_arena *arena, uint32_t containers, uint32_t objects);
uint32_t pl_pdf_containers(uint32_t objects);

/* An object without stream: goes into an object stream. */
void pl_pdf_part_object(struct pl_pdf_part *part, uint32_t number, pl_str text);
/* A stream; `dictionary` is what stands between << and >>, without Length. */
void pl_pdf_part_stream(struct pl_pdf_part *part, uint32_t number, pl_str dictionary, pl_str data);
/* The same, deflated here. */
void pl_pdf_part_deflated(struct pl_pdf_part *part, uint32_t number, pl_str dictionary, pl_str data);
/* Closes the last object stream. */
void pl_pdf_part_end(struct pl_pdf_part *part);

struct pl_pdf_file {
    struct pl_arena *arena;
    struct pl_output *output; // NULL: nothing is written
    struct pl_checksum *checksum;
    uint32_t next_number;
    uint64_t size; // written so far
    struct { PL_VEC(struct pl_pdf_entry) } entries; // offset: in the file
};

struct pl_pdf_file pl_pdf_file_begin(struct pl_arena *arena, struct pl_output *output);
/* The first of `count` new numbers. */
uint32_t pl_pdf_file_numbers(struct pl_pdf_file *file, uint32_t count);
void pl_pdf_file_add(struct pl_pdf_file *file, const struct pl_pdf_part *part);
/* Cross-reference stream and trailer. */
void pl_pdf_file_end(struct pl_pdf_file *file, uint32_t catalog, uint32_t info);

/* --- Writing values ------------------------------------------------------------------------ */

/* A text string: PDFDocEncoding where ASCII suffices, else UTF-16BE; control characters are left out. */
void pl_pdf_add_text(struct pl_strbuf *out, pl_str text);
/* "12 0 R" */
void pl_pdf_add_reference(struct pl_strbuf *out, uint32_t number);
/* Points with at most three decimals. */
void pl_pdf_add_points(struct pl_strbuf *out, pl_flow units);
/* "[x0 y0 x1 y1]" of a rectangle on a page of this height, y upwards. */
void pl_pdf_add_rect(struct pl_strbuf *out, const struct pl_rect *rect, pl_unit page_height);

/* zlib's format. */
pl_str pl_pdf_deflate(struct pl_arena *arena, pl_str data);
/* False where it isn't what deflate makes, or unpacks to more than `limit` bytes. */
bool pl_pdf_inflate(struct pl_arena *arena, pl_str data, size_t limit, pl_str *out);

#endif
