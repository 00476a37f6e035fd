// SPDX-License-Identifier: MIT
/* layout/box.h: the box tree: what styled nodes become before they have a place.
 *
 * Source: CSS Display 3 §2, CSS 2.2 §9.2 and §17.2.1, Lists 3, GCPM 3. Boxes are made once an article
 * (boxes.h) and are const afterwards, but for what later passes learn: lines (inline.h), tables, texts that
 * depend on page numbers. */
#ifndef PL_LAYOUT_BOX_H
#define PL_LAYOUT_BOX_H

#include "base/vec.h"
#include "layout/page.h"
#include "model/article.h"
#include "style/counter.h"
#include "style/style.h"

enum pl_box_type {
    PL_BOX_BLOCK,   // a block container: holds blocks, or inlines where has_lines
    PL_BOX_PICTURE, // replaced; block-level, floating or in a line
    PL_BOX_TABLE,   // captions and row groups
    PL_BOX_CAPTION, // block containers with a place in a table
    PL_BOX_CELL,
    PL_BOX_ROW_GROUP,
    PL_BOX_ROW,
    PL_BOX_COLUMN_GROUP,
    PL_BOX_COLUMN,
    PL_BOX_INLINE, // below here: inside has_lines only
    PL_BOX_TEXT,
    PL_BOX_LINE_BREAK,
    PL_BOX_BREAK_CHANCE,
    PL_BOX_LEADER,
};

/* How a box leaves the flow. */
enum pl_box_float {
    PL_FLOAT_NONE,
    PL_FLOAT_LEFT,
    PL_FLOAT_RIGHT,
    PL_FLOAT_NOTE, // float: footnote
    PL_FLOAT_TOP,  // of the page
    PL_FLOAT_BOTTOM,
    PL_FLOAT_ABSOLUTE, // position: absolute or fixed
    PL_FLOAT_RUNNING,  // position: running(name)
};

enum pl_break {
    PL_BREAK_AUTO,
    PL_BREAK_AVOID,
    PL_BREAK_COLUMN, // forced from here on, in order of strength
    PL_BREAK_PAGE,
    PL_BREAK_LEFT,
    PL_BREAK_RIGHT,
};

/* A text that is known only when pages are: target-counter(), counter(page) in the flow. */
enum pl_deferred {
    PL_DEFERRED_NONE,
    PL_DEFERRED_PAGE,
    PL_DEFERRED_PAGES,
    PL_DEFERRED_TARGET_PAGE,
    PL_DEFERRED_NOTE, // counter(footnote): known at once, but where pages count their own notes
};

/* string-set of a box: a name and its value. */
struct pl_string_set {
    pl_str name, value;
};

struct pl_inline;
struct pl_table;

struct pl_box {
    enum pl_box_type type;
    enum pl_part part;
    enum pl_box_float floats;
    enum pl_break break_before, break_after; // with what first and last children add (propagated)
    bool avoid_inside;
    bool has_lines;    // its children are inlines
    bool is_ruby;      // an atom of a base and its reading: its first line has the baseline
    bool is_atomic;    // stands in a line as one piece: inline-block, inline-table, picture
    bool is_anonymous; // no element of its own: has neither margins nor borders
    bool is_root;      // of an article
    bool is_relative;
    bool is_flush;   // nested too deep to be indented
    bool is_context; // a new block formatting context
    bool is_list_item;
    bool is_columns; // a multi-column container
    bool spans_columns;
    bool clears_left, clears_right;
    bool repeats_head, repeats_foot; // row groups
    bool is_link;                    // a link node's box
    bool has_notes;                  // a note is called in it or below it
    bool has_deferred;               // a paragraph with texts that depend on pages
    bool is_right_to_left;
    bool lacks_start, lacks_end; // of an inline box that a block inside it cut in two
    bool keeps_space;            // TEXT: white space stands as it is
    enum pl_deferred deferred;

    const struct pl_style *style;
    const struct pl_node *node; // NULL for none; anonymous boxes have their parent's
    pl_owner owner;             // of the node
    pl_owner link;              // the link it stands in, or PL_OWNER_NONE
    pl_str language;            // in force
    struct pl_box *parent, *previous, *next, *first, *last;

    pl_str text;                       // TEXT: as the model or the content property has it
    uint32_t source;                   // TEXT: where it begins in the node's text
    const struct pl_style *first_line; // has_lines: ::first-line; NULL: none
    pl_str alternative;                // PICTURE
    bool has_alternative;
    const struct pl_picture *picture;
    struct pl_box *marker;           // list item: the outside marker, a block with lines
    struct pl_box *note;             // where a call stands: its note
    uint32_t column_span, row_span;  // CELL; COLUMN: column_span
    uint32_t first_column;           // CELL: of its table's grid, once that is built
    pl_str page_name, page_name_end; // `page` in force at its start and end; empty: auto
    pl_str running;                  // its name
    pl_str target;                   // deferred: id of the target, without "#"
    const struct pl_css_value *counter_style; // NULL: decimal
    const struct pl_string_set *strings;
    uint32_t string_count;
    struct pl_counter_value
        *counters; // user counters as they stood here; only where margin boxes may ask
    uint32_t counter_count;
    struct pl_box *column;   // is_columns: one column: the same children in a style without edges
    struct pl_inline *lines; // has_lines: built by inline.h
    struct pl_table *table;  // TABLE: built by table.h

    /* What layout remembers between calls: widths are asked for again and again. */
    bool has_grid;
    pl_unit grid_pitch, grid_baseline; // grid.c
    pl_unit min_content, max_content;  // of the border box; -1: not known
};

void pl_box_append(struct pl_box *parent, struct pl_box *child);
void pl_box_remove(struct pl_box *box);

static inline bool pl_box_is_inline(const struct pl_box *box)
{
    return box->type >= PL_BOX_INLINE || box->is_atomic;
}

/* In the flow of its parent: neither floating nor absolute nor running. */
static inline bool pl_box_is_in_flow(const struct pl_box *box)
{
    return box->floats == PL_FLOAT_NONE;
}

#endif
