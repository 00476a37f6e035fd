// SPDX-License-Identifier: MIT
/* layout/table_grid.c: which cell stands in which slots, and which borders win.
 *
 * Source: HTML Standard §4.9.12 (forming a table), CSS 2.2 §17.5 and §17.6.2. */
#include "layout/table.h"

struct grid {
    struct pl_arena *arena;
    struct {
        PL_VEC(struct pl_table_cell)
    } cells;
    struct {
        PL_VEC(struct pl_table_row)
    } rows;
    struct {
        PL_VEC(uint32_t)
    } taken; // by column: rows still taken by a cell above
    uint32_t column_count;
    uint64_t most;
    bool is_full;
};

#define COLUMNS_MOST 10000

static uint32_t *taken_at(struct grid *grid, uint32_t column)
{
    while (grid->taken.count <= column)
        *PL_PUSH(grid->arena, &grid->taken) = 0;
    return &grid->taken.data[column];
}

static void add_row(struct grid *grid, struct pl_box *box, struct pl_box *group, uint32_t rows_left)
{
    struct pl_table_row *row = PL_PUSH(grid->arena, &grid->rows);
    *row = (struct pl_table_row){
        .box = box, .group = group, .first_cell = (uint32_t)grid->cells.count};
    uint32_t index = (uint32_t)grid->rows.count - 1, column = 0;
    for (struct pl_box *cell = box->first; cell; cell = cell->next) {
        if (cell->type != PL_BOX_CELL || !pl_box_is_in_flow(cell))
            continue;
        while (column < COLUMNS_MOST && *taken_at(grid, column))
            column++;
        if (grid->cells.count >= grid->most || column >= COLUMNS_MOST) {
            grid->is_full = true;
            column = COLUMNS_MOST - 1; // kept, over one another, rather than lost
        }
        uint32_t rows = cell->row_span < rows_left ? cell->row_span : rows_left;
        uint32_t columns = cell->column_span;
        if (column + columns > COLUMNS_MOST)
            columns = COLUMNS_MOST - column;
        for (uint32_t i = 0; i < columns; i++)
            *taken_at(grid, column + i) = rows;
        *PL_PUSH(grid->arena, &grid->cells) = (struct pl_table_cell){
            .box = cell, .row = index, .column = column, .rows = rows, .columns = columns};
        column += columns;
        if (column > grid->column_count)
            grid->column_count = column;
    }
    row = &grid->rows.data[index];
    row->cell_count = (uint32_t)grid->cells.count - row->first_cell;
    for (size_t i = 0; i < grid->taken.count; i++)
        grid->taken.data[i] -= grid->taken.data[i] > 0;
}

static uint32_t add_group(struct grid *grid, struct pl_box *group)
{
    uint32_t count = 0, done = 0;
    for (struct pl_box *row = group->first; row; row = row->next)
        count += row->type == PL_BOX_ROW && pl_box_is_in_flow(row);
    for (struct pl_box *row = group->first; row; row = row->next)
        if (row->type == PL_BOX_ROW && pl_box_is_in_flow(row))
            add_row(grid, row, group, count - done++);
    for (size_t i = 0; i < grid->taken.count; i++)
        grid->taken.data[i] = 0; // no cell reaches out of its group
    return count;
}

static struct pl_box *first_group(struct pl_box *box, bool is_head)
{
    for (struct pl_box *child = box->first; child; child = child->next)
        if (child->type == PL_BOX_ROW_GROUP &&
            (is_head ? child->repeats_head : child->repeats_foot))
            return child;
    return NULL;
}

static void add_column(struct pl_table *table, uint32_t *at, const struct pl_box *column,
                       const struct pl_box *group)
{
    uint32_t span = column ? column->column_span : group->column_span;
    for (uint32_t i = 0; i < span && *at < table->column_count; i++, ++*at) {
        table->columns[*at].box = column;
        table->columns[*at].group = group;
    }
}

static uint32_t count_columns(const struct pl_box *box)
{
    uint32_t count = 0;
    for (const struct pl_box *child = box->first; child; child = child->next) {
        if (child->type == PL_BOX_COLUMN) {
            count += child->column_span;
        } else if (child->type == PL_BOX_COLUMN_GROUP) {
            uint32_t own = 0;
            for (const struct pl_box *column = child->first; column; column = column->next)
                own += column->type == PL_BOX_COLUMN ? column->column_span : 0;
            count += own ? own : child->column_span;
        }
        if (count >= COLUMNS_MOST)
            return COLUMNS_MOST;
    }
    return count;
}

static void read_columns(struct pl_table *table, const struct pl_box *box)
{
    uint32_t at = 0;
    for (const struct pl_box *child = box->first; child; child = child->next) {
        if (child->type == PL_BOX_COLUMN) {
            add_column(table, &at, child, NULL);
        } else if (child->type == PL_BOX_COLUMN_GROUP) {
            bool has_columns = false;
            for (const struct pl_box *column = child->first; column; column = column->next) {
                if (column->type != PL_BOX_COLUMN)
                    continue;
                add_column(table, &at, column, child);
                has_columns = true;
            }
            if (!has_columns)
                add_column(table, &at, NULL, child);
        }
    }
}

/* Columns that only spanning cells reach into and that no <col> names are one with the column before (Tables 3 §3.4). */
static void merge_columns(struct pl_arena *scratch, struct pl_table *table)
{
    uint32_t *at = PL_NEW_ARRAY(scratch, uint32_t, table->column_count + 1), kept = 0;
    for (uint32_t i = 0; i < table->column_count; i++) {
        const struct pl_table_column *column = &table->columns[i];
        at[i] = kept;
        if (!column->is_empty || column->box || column->group)
            table->columns[kept++] = *column;
    }
    at[table->column_count] = kept;
    for (uint32_t i = 0; i < table->cell_count && kept < table->column_count; i++) {
        struct pl_table_cell *cell = &table->cells[i];
        uint32_t end = at[cell->column + cell->columns];
        cell->column = at[cell->column];
        cell->columns = end - cell->column;
    }
    table->column_count = kept;
}

static void find_empty_columns(struct pl_table *table)
{
    for (uint32_t i = 0; i < table->column_count; i++)
        table->columns[i].is_empty = true;
    for (uint32_t i = 0; i < table->cell_count; i++)
        table->columns[table->cells[i].column].is_empty = false;
}

/* --- Collapsing borders --------------------------------------------------------------------------- */

static const enum pl_property styles[4] = {
    PL_PROPERTY_border_top_style,
    PL_PROPERTY_border_right_style,
    PL_PROPERTY_border_bottom_style,
    PL_PROPERTY_border_left_style,
};
static const enum pl_property colors[4] = {
    PL_PROPERTY_border_top_color,
    PL_PROPERTY_border_right_color,
    PL_PROPERTY_border_bottom_color,
    PL_PROPERTY_border_left_color,
};

static struct pl_table_edge edge_of(struct pl_layouter *layouter, const struct pl_box *box,
                                    enum pl_side side)
{
    struct pl_css_basis basis = pl_basis(layouter, 0);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    enum pl_keyword keyword = pl_style_keyword(box->style, styles[side]);
    return (struct pl_table_edge){
        .width = edges.border[side],
        .color = pl_style_color(box->style, colors[side]),
        .style = pl_used_border_style(keyword),
        .is_hidden = keyword == PL_KEYWORD_hidden,
    };
}

/* Rank of styles at equal width: double is strongest. */
static int rank(enum pl_border_style style)
{
    switch (style) {
    case PL_BORDER_DOUBLE:
        return 8;
    case PL_BORDER_SOLID:
        return 7;
    case PL_BORDER_DASHED:
        return 6;
    case PL_BORDER_DOTTED:
        return 5;
    case PL_BORDER_RIDGE:
        return 4;
    case PL_BORDER_OUTSET:
        return 3;
    case PL_BORDER_GROOVE:
        return 2;
    case PL_BORDER_INSET:
        return 1;
    case PL_BORDER_NONE:
        return 0;
    }
    return 0;
}

/* `winner` meets a border of lower standing. */
static void contest(struct pl_table_edge *winner, struct pl_table_edge other)
{
    if (winner->is_hidden)
        return;
    bool wins = other.is_hidden ||
                (other.style != PL_BORDER_NONE &&
                 (winner->style == PL_BORDER_NONE || other.width > winner->width ||
                  (other.width == winner->width && rank(other.style) > rank(winner->style))));
    if (wins)
        *winner = other;
    if (winner->is_hidden)
        winner->width = 0;
}

static enum pl_side opposite(enum pl_side side)
{
    return (enum pl_side)((side + 2) % 4);
}

/* Rows, groups, columns and the table at a side of a cell that lies at their edge. */
static void contest_outer(struct pl_layouter *layouter, const struct pl_table *table,
                          const struct pl_box *box, const struct pl_table_cell *cell,
                          enum pl_side side, struct pl_table_edge *edge)
{
    uint32_t last_row = cell->row + cell->rows - 1, last_column = cell->column + cell->columns - 1;
    const struct pl_table_row *row = &table->rows[side == PL_BOTTOM ? last_row : cell->row];
    bool is_vertical = side == PL_TOP || side == PL_BOTTOM;
    bool at_left = side == PL_LEFT && cell->column == 0;
    bool at_right = side == PL_RIGHT && last_column + 1 == table->column_count;
    bool at_top = side == PL_TOP && cell->row == 0;
    bool at_bottom = side == PL_BOTTOM && last_row + 1 == table->row_count;
    if (is_vertical || at_left || at_right)
        contest(edge, edge_of(layouter, row->box, side));
    bool at_group = side == PL_TOP
                        ? cell->row == 0 || table->rows[cell->row - 1].group != row->group
                        : last_row + 1 == table->row_count ||
                              table->rows[last_row + 1].group != row->group;
    if (is_vertical ? at_group : at_left || at_right)
        contest(edge, edge_of(layouter, row->group, side));
    const struct pl_table_column *column =
        &table->columns[side == PL_RIGHT ? last_column : cell->column];
    if (column->box && (!is_vertical || at_top || at_bottom))
        contest(edge, edge_of(layouter, column->box, side));
    if (at_left || at_right || at_top || at_bottom)
        contest(edge, edge_of(layouter, box, side));
}

/* Two cells meet: the upper or left one has precedence at equal strength. */
static void contest_pair(struct pl_table_cell *before, enum pl_side side,
                         struct pl_table_cell *after)
{
    struct pl_table_edge winner = before->edges[side];
    contest(&winner, after->edges[opposite(side)]);
    before->edges[side] = after->edges[opposite(side)] = winner;
}

/* Each cell's own borders first, then neighbours meet. A slot knows the cell that stands in it while the rows go by. */
static void collapse_borders(struct pl_layouter *layouter, struct pl_table *table,
                             const struct pl_box *box)
{
    struct pl_table_cell **above = PL_NEW_ARRAY(layouter->scratch, struct pl_table_cell *,
                                                table->column_count + 1);
    for (uint32_t i = 0; i < table->cell_count; i++)
        for (int side = 0; side < 4; side++) {
            struct pl_table_cell *cell = &table->cells[i];
            cell->edges[side] = edge_of(layouter, cell->box, (enum pl_side)side);
            contest_outer(layouter, table, box, cell, (enum pl_side)side, &cell->edges[side]);
        }
    for (uint32_t r = 0; r < table->row_count; r++) {
        const struct pl_table_row *row = &table->rows[r];
        for (uint32_t i = 0; i < row->cell_count; i++) {
            struct pl_table_cell *cell = &table->cells[row->first_cell + i];
            for (uint32_t c = 0; c < cell->columns; c++) {
                struct pl_table_cell *upper = above[cell->column + c];
                if (upper && upper != cell)
                    contest_pair(upper, PL_BOTTOM, cell);
                above[cell->column + c] = cell;
            }
        }
        for (uint32_t i = 0; i < row->cell_count; i++) {
            struct pl_table_cell *cell = &table->cells[row->first_cell + i];
            struct pl_table_cell *left = cell->column ? above[cell->column - 1] : NULL;
            uint32_t next = cell->column + cell->columns;
            struct pl_table_cell *right = next < table->column_count ? above[next] : NULL;
            if (left && left->row + left->rows > r)
                contest_pair(left, PL_RIGHT, cell);
            if (right && right->row < r && right->row + right->rows > r)
                contest_pair(cell, PL_RIGHT, right);
        }
    }
}

/* The grid's borders are half of what won at its rim. */
static void collapse_rim(struct pl_table *table)
{
    memset(table->edges.padding, 0, sizeof table->edges.padding);
    memset(table->edges.border, 0, sizeof table->edges.border);
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const struct pl_table_cell *cell = &table->cells[i];
        bool at[4] = {cell->row == 0, cell->column + cell->columns == table->column_count,
                      cell->row + cell->rows == table->row_count, cell->column == 0};
        if (table->is_right_to_left) {
            bool swapped = at[PL_LEFT];
            at[PL_LEFT] = at[PL_RIGHT];
            at[PL_RIGHT] = swapped;
        }
        for (int side = 0; side < 4; side++)
            if (at[side])
                table->edges.border[side] = pl_unit_max(table->edges.border[side],
                                                        cell->edges[side].width / 2);
    }
}

/* --- The whole ---------------------------------------------------------------------------------------- */

static void read_spacing(struct pl_layouter *layouter, struct pl_table *table,
                         const struct pl_style *style)
{
    struct pl_css_basis basis = pl_basis(layouter, 0);
    const struct pl_css_value *value = style->values[PL_PROPERTY_border_spacing];
    if (value->type == PL_CSS_LIST && value->count) {
        pl_css_resolve(value->items[0], &basis, &table->spacing_x);
        pl_css_resolve(value->items[value->count - 1], &basis, &table->spacing_y);
    } else if (pl_css_resolve(value, &basis, &table->spacing_x)) {
        table->spacing_y = table->spacing_x;
    }
}

void pl_table_build(struct pl_arena *arena, struct pl_layouter *layouter, struct pl_box *box,
                    uint64_t most)
{
    struct grid grid = {.arena = layouter->scratch, .most = most};
    struct pl_box *head = first_group(box, true), *foot = first_group(box, false);
    struct pl_table *table = PL_NEW(arena, struct pl_table);
    bool is_anew = box->table != NULL; // what is wrong with it was said
    box->table = table;
    table->most_cells = most;
    if (head)
        table->head_count = add_group(&grid, head);
    for (struct pl_box *child = box->first; child; child = child->next)
        if (child->type == PL_BOX_ROW_GROUP && child != head && child != foot)
            add_group(&grid, child);
    if (foot)
        table->foot_count = add_group(&grid, foot);
    if (grid.is_full && !is_anew)
        pl_warn(
            layouter->diags, PL_W_TABLE, box->node ? box->node->span : PL_NO_SPAN,
            "a table has more cells or columns than its limit; the rest stands in its last column");
    table->cell_count = (uint32_t)grid.cells.count;
    table->row_count = (uint32_t)grid.rows.count;
    uint32_t named = count_columns(box);
    table->column_count = grid.column_count > named ? grid.column_count : named;
    table->cells = PL_NEW_ARRAY(arena, struct pl_table_cell, table->cell_count);
    table->rows = PL_NEW_ARRAY(arena, struct pl_table_row, table->row_count);
    table->columns = PL_NEW_ARRAY(arena, struct pl_table_column, table->column_count);
    if (table->cell_count)
        memcpy(table->cells, grid.cells.data, table->cell_count * sizeof *table->cells);
    if (table->row_count)
        memcpy(table->rows, grid.rows.data, table->row_count * sizeof *table->rows);
    read_columns(table, box);
    find_empty_columns(table);
    bool is_fixed = pl_style_keyword(box->style, PL_PROPERTY_table_layout) == PL_KEYWORD_fixed &&
                    pl_style_keyword(box->style, PL_PROPERTY_width) != PL_KEYWORD_auto;
    if (!is_fixed)
        merge_columns(layouter->scratch, table);
    for (uint32_t i = 0; i < table->cell_count; i++)
        table->cells[i].box->first_column = table->cells[i].column;
    table->is_right_to_left = box->is_right_to_left;
    table->collapses = pl_style_keyword(box->style, PL_PROPERTY_border_collapse) ==
                       PL_KEYWORD_collapse;
    table->serves_small_first = pl_style_keyword(box->style, PL_PROPERTY__platen_page_fit) == PL_KEYWORD_best;
    table->available = -1;
    struct pl_css_basis basis = pl_basis(layouter, 0);
    table->edges = pl_used_edges(box->style, &basis);
    if (table->collapses) {
        collapse_borders(layouter, table, box);
        collapse_rim(table);
    } else {
        read_spacing(layouter, table, box->style);
    }
}

struct pl_edges pl_table_cell_edges(struct pl_layouter *layouter, const struct pl_table *table,
                                    const struct pl_table_cell *cell, pl_unit width)
{
    struct pl_css_basis basis = pl_basis(layouter, width);
    struct pl_edges edges = pl_used_edges(cell->box->style, &basis);
    if (table->collapses)
        for (int side = 0; side < 4; side++)
            edges.border[side] = cell->edges[side].width / 2;
    return edges;
}
