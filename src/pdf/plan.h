// SPDX-License-Identifier: MIT
/* pdf/plan.h: a chunk while it is drawn: what is on each of its pages, and who draws which part.
 *
 * A page's decoration falls into stretches, each a form or written in place; its text is Cairo's or
 * written; pictures are placed. plan.c says what there is, page_draw.c draws it, page_objects.c makes objects of it. */
#ifndef PL_PDF_PLAN_H
#define PL_PDF_PLAN_H

#include "pdf/chunk.h"
#include "pdf/codes.h"
#include "pdf/surface.h"
#include "pdf/text.h"

typedef struct _cairo cairo_t;

/* Marks of one form, from one decoration. */
struct pl_page_slice {
    const struct pl_mark *marks;
    uint32_t count;
};

/* What the page's own content stream places below the text: a form or a picture of decoration. */
struct pl_page_placement {
    enum pl_decoration_type type;
    const struct pl_picture_mark *picture; // NULL: a form
    const struct pl_tiles *tiles;          // a form of ours: tiles.h; NULL: marks
    uint32_t first_slice, slice_count;
    uint32_t number; // object of the form or image
    uint32_t image;  // object of the tiles' picture
    uint32_t index;  // in the page's forms or the file's pictures: its name
    bool is_written; // a form that isn't needed: its marks stand in the page's own stream
};

struct pl_page_figure {
    const struct pl_piece *piece;
    const struct pl_pdf_picture *picture;
};

struct pl_page_plan {
    const struct pl_page *page;
    struct { PL_VEC(struct pl_page_placement) } placements;
    struct { PL_VEC(struct pl_page_slice) } slices;
    struct { PL_VEC(struct pl_page_figure) } figures;
    struct { PL_VEC(uint32_t) } targets; // by link area: object of its destination
    uint32_t form_count;
    bool is_written;      // its text is a stream of ours
    pl_str text;          // that stream, deflated
    unsigned decoration_set; // types of decoration, where the file's common streams place them
    bool has_own_placing; // not one of the file's common ways to place decoration
    uint32_t content, placing, annotations; // numbers
    uint32_t link_count;  // areas that lead somewhere
    uint32_t first_parent_key;
    uint32_t mcid_count, first_figure_mcid;
};

struct pl_pdf_chunk {
    struct pl_arena *arena;
    struct pl_pdf_writing *writing;
    size_t index;
    unsigned thread;
    uint32_t first_page, page_count;
    struct pl_page_plan *plans;
    struct pl_glyph_texts *texts;
    size_t primed_count;
    struct pl_pdf_bytes drawn;
    struct pl_glyph_codes codes;
    struct pl_pdf_part part;
    struct pl_pdf_record record;
    bool uses_decorations[1 << PL_DECORATION_TYPE_COUNT];
    struct pl_diags diags;
};

/* --- plan.c --------------------------------------------------------------------------------------- */

/* Makes and keeps the chunk's pages and notes what is on them. False: failed, reported. */
bool pl_chunk_make_pages(struct pl_pdf_chunk *chunk);
/* Takes numbers and settles texts of glyphs; under turns. `chunk` is a struct pl_pdf_chunk. */
bool pl_chunk_settle(void *chunk);
/* Which parts of the page need no Cairo, once codes of glyphs are known. */
void pl_page_plan_writing(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan);
/* A piece is text or one picture. */
bool pl_piece_has_picture(const struct pl_piece *piece);

/* --- page_draw.c ---------------------------------------------------------------------------------- */

/* Draws or writes all of a page: a Cairo page for each form and for the text, where Cairo draws it. */
void pl_page_draw(struct pl_pdf_chunk *chunk, cairo_surface_t *surface, cairo_t *cr, struct pl_page_plan *plan);
/* Decoration and pictures, below the text. `text` writes what needs no form; NULL: nothing does. */
void pl_page_place(struct pl_strbuf *content, const struct pl_page_plan *plan, struct pl_pdf_text *text);
/* Where the file's common placing streams do, forms are named by type; else by order. */
uint32_t pl_page_form_name(const struct pl_page_plan *plan, const struct pl_page_placement *placement);

/* --- page_objects.c ------------------------------------------------------------------------------- */

/* The objects of all pages, from what Cairo wrote and what we did. False: one error was reported. */
bool pl_chunk_convert(struct pl_pdf_chunk *chunk);

#endif
