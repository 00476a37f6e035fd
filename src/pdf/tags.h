// SPDX-License-Identifier: MIT
/* pdf/tags.h: the structure tree: elements made from the model, leaves put where their nodes stand.
 *
 * The tree's order is the model's, whatever the pages' order is. Roles are kinds.def's, with what a table can't
 * say: heading levels have no gaps, a list's item has a label and a body, a contents list is a TOC, a
 * link with an annotation is a Link. Nodes that show nothing have no element. ISO 32000-1 14.7, 14.8. */
#ifndef PL_PDF_TAGS_H
#define PL_PDF_TAGS_H

#include "pdf/writing.h"

enum pl_tag_kid_type { PL_TAG_KID_TAG, PL_TAG_KID_LEAF, PL_TAG_KID_ANNOTATION };

struct pl_tag_kid {
    enum pl_tag_kid_type type;
    uint32_t index; // of a tag, leaf or annotation
    uint32_t next;  // 1 + index of the next kid; 0: last
};

struct pl_tag {
    pl_str role;
    const struct pl_node *node; // what it was made for; NULL: filled in
    uint32_t parent;            // index; of the root: itself
    uint32_t first, last;       // 1 + index of a kid; 0: none
    pl_str language;            // where it differs from its parent's
    uint32_t colspan, rowspan;  // of cells; 0 and 1: none
    uint32_t figure;            // 1 + index; 0: none
    uint32_t note;              // owner number + 1 of a Note: its ID
};

struct pl_tags {
    struct pl_arena *arena;
    struct { PL_VEC(struct pl_tag) } all; // [0]: the Document
    struct { PL_VEC(struct pl_tag_kid) } kids;
    uint32_t lost_leaves;       // content that belongs to no node
    uint32_t lost_annotations;
    uint32_t irregular_tables;  // too large to make their rows equal
    uint32_t heading_count;
};

/* Builds the tree and sets `tag` in leaves and annotations. */
struct pl_tags *pl_tags_build(struct pl_arena *arena, const struct pl_edition *edition, struct pl_pdf_record *record);

/* Writes all elements and trees of structure; the number of the StructTreeRoot, 0 when memory was out. */
uint32_t pl_tags_write(struct pl_pdf_writing *writing, const struct pl_tags *tags);

/* Roles, attributes and texts as lines. */
void pl_tags_dump(struct pl_strbuf *out, const struct pl_tags *tags, const struct pl_pdf_record *record);

/* "Row" or "Column": what a header cell heads. */
const char *pl_tag_scope(const struct pl_node *cell);

/* --- Tables ----------------------------------------------------------------------------------------- */

struct pl_tag_cell {
    uint32_t colspan, rowspan; // cut to what is free and to the row group
};

/* Spans of a table's cells in document order, and what its rows lack. */
struct pl_tag_grid {
    struct { PL_VEC(struct pl_tag_cell) } cells;
    struct { PL_VEC(uint32_t) } missing; // by row: cells to add at its end
    size_t next_cell, next_row;
    bool is_irregular; // too large: spans as written, nothing added
};

/* HTML Standard 4.9.12, table model. */
struct pl_tag_grid *pl_tag_grid_new(struct pl_arena *arena, const struct pl_node *table);

#endif
