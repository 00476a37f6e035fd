// SPDX-License-Identifier: MIT
/* layout/table.h: tables: the grid, column widths, rows over pages.
 *
 * Source: CSS 2.2 §17, Tables 3. The grid is made once a table (table_grid.c), widths once an available width
 * (table_width.c), rows are set as the frames take them (table_rows.c). Everything is linear in cells
 * plus spanned slots. */
#ifndef PL_LAYOUT_TABLE_H
#define PL_LAYOUT_TABLE_H

#include "layout/flow.h"

/* A border as it won at one side of a cell: CSS 2.2 §17.6.2.1. */
struct pl_table_edge {
    pl_unit width;
    pl_color color;
    enum pl_border_style style;
    bool is_hidden;
};

struct pl_table_cell {
    struct pl_box *box;
    uint32_t row, column, rows, columns;
    struct pl_table_edge edges[4]; // where borders collapse
    pl_unit lead;                  // of its text before the decimal point; -1: nothing to align
};

struct pl_table_row {
    struct pl_box *box, *group;
    uint32_t first_cell, cell_count;
};

struct pl_table_column {
    const struct pl_box *box, *group; // col and colgroup; may be NULL
    pl_unit least, most;              // content asks for
    pl_unit fixed;                    // by a length; -1: none
    float percentage;                 // 0: none
    bool is_empty;                    // no cell begins in it
    pl_unit x, width;                 // used, from the grid's left
    pl_unit point_before, point_after; // what stands about its decimal point, cells' insets included; -1: none
    int8_t point_side;                 // where both stand in a wider column: -1 left, 0 in the middle, 1 right
};

struct pl_table {
    struct pl_table_cell *cells; // in order of rows, then columns
    struct pl_table_row *rows;   // heads, bodies, feet
    struct pl_table_column *columns;
    uint32_t cell_count, row_count, column_count;
    uint32_t head_count, foot_count; // rows that are repeated
    bool collapses, is_right_to_left;
    bool serves_small_first; // columns that ask for little get it whole (-platen-page-fit: best)
    pl_unit spacing_x, spacing_y;
    struct pl_edges edges; // of the grid box: borders (halves of collapsed ones) and padding
    bool has_warned;       // of its width
    bool is_fitted;        // its type was made smaller
    uint64_t most_cells;   // its limit
    bool has_extents, has_points;
    pl_unit available, width; // the last solution: border box
};

/* Makes box->table; `most` bounds its cells (W_TABLE beyond). */
void pl_table_build(struct pl_arena *arena, struct pl_layouter *layouter, struct pl_box *box,
                    uint64_t most);

void pl_table_extent(struct pl_layouter *layouter, struct pl_box *box, pl_unit *least,
                     pl_unit *most);
/* Solves the columns for an available width; the border box's width. */
pl_unit pl_table_width(struct pl_layouter *layouter, struct pl_box *box, pl_unit available);

/* table_fit.c: makes the type of a table in the flow smaller where it is wider than `available`; in the rehearsal alone. */
void pl_table_fit(struct pl_layouter *layouter, struct pl_box *box, pl_unit available);
/* How to make room for a table that is too wide. */
void pl_table_hint_page(struct pl_layouter *layouter, struct pl_diag *diag);

/* table_align.c: finds the decimal points, once a table. */
void pl_table_find_points(struct pl_layouter *layouter, struct pl_table *table);
/* The least border box in which a column's points can be aligned; 0: it has none. */
pl_unit pl_table_points_least(const struct pl_table_column *column);
/* Moves a cell's only line so that its point stands in the column's; not beyond the content box (from the border box's left). */
void pl_table_align_point(const struct pl_table *table, const struct pl_table_cell *cell,
                          struct pl_fragment *fragment, pl_unit inner_left, pl_unit inner_right);

/* Border and padding of a cell: half the winners where borders collapse. */
struct pl_edges pl_table_cell_edges(struct pl_layouter *layouter, const struct pl_table *table,
                                    const struct pl_table_cell *cell, pl_unit width);

#endif
