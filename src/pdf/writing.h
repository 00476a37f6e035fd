// SPDX-License-Identifier: MIT
/* pdf/writing.h: what the files of this room share while a PDF is written.
 *
 * How a PDF comes about: chunks of 64 pages are drawn in any thread (chunk.h) and joined in order; what
 * they leave behind (leaves, figures, annotations) becomes the structure tree (tags.h); fonts, pictures,
 * catalog and metadata come last (finish.h). All numbers that pages need are known before they are drawn. */
#ifndef PL_PDF_WRITING_H
#define PL_PDF_WRITING_H

#include "base/turns.h"
#include "pdf/document.h"
#include "pdf/objects.h"
#include "pdf/pictures.h"
#include "pdf/standins.h"

#define PL_PAGES_A_CHUNK 64

/* One piece of marked content. In the order of pages and of MCIDs. */
struct pl_pdf_leaf {
    uint32_t owner, page, mcid;
    uint8_t part;      // enum pl_part
    uint32_t figure;   // 1 + index of a figure; 0: text
    uint32_t tag;      // set by tags: the element that owns it
};

/* A picture as a leaf. */
struct pl_pdf_figure {
    pl_str alternative;
    bool has_alternative;
    struct pl_rect rect;
    pl_unit page_height;
};

struct pl_pdf_annotation {
    uint32_t link; // owner number of the link node
    uint32_t page, number;
    uint32_t tag; // set by tags; 0: none
};

/* What a chunk leaves behind. */
struct pl_pdf_record {
    struct { PL_VEC(struct pl_pdf_leaf) } leaves;
    struct { PL_VEC(struct pl_pdf_figure) } figures;
    struct { PL_VEC(struct pl_pdf_annotation) } annotations;
    struct { PL_VEC(struct pl_strbuf) } texts; // by leaf; only where the writing keeps them
};

struct pl_pdf_writing {
    const struct pl_pdf_options *options;
    struct pl_diags *diags;
    struct pl_arena *arena; // of the joining thread
    struct pl_strbuf *dump; // where the tag tree goes; NULL: it isn't asked for, and texts aren't kept

    /* Touched under turns only. */
    struct pl_arena *turn_arena;
    struct pl_turns *turns;
    struct pl_glyph_register glyphs;
    struct pl_pdf_pictures pictures;
    uint32_t annotation_count;
    struct { PL_VEC(uint32_t) } targets; // owners that links lead to
    uint32_t *target_numbers;            // by owner: of the destination's object; NULL before the first

    struct pl_pdf_file file; // its numbers: under turns while chunks are drawn
    struct pl_pdf_record record;
    pl_unit *page_heights; // each written by the chunk of the page
    struct pl_fonts_map **maps; // by thread
    uint32_t thread_count, chunk_count;
    struct pl_pdf_chunk **chunks;

    /* Numbers of objects. */
    uint32_t catalog, info, pages, first_node, first_page;
    uint32_t fonts, plain_states, plain_resources; // /Font; /ExtGState of opaque paint; both
    uint32_t decorations[1 << PL_DECORATION_TYPE_COUNT]; // content that places a page's decoration, by what it has
    bool uses_decorations[1 << PL_DECORATION_TYPE_COUNT];
};

#endif
