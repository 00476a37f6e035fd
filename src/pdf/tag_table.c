// SPDX-License-Identifier: MIT
/* pdf/tag_table.c: the grid of a table, so that all rows of its structure have the same number of cells. */
#include "base/limits.h"
#include "model/walk.h"
#include "pdf/tags.h"

struct forming {
    struct pl_arena *arena;
    struct pl_tag_grid *grid;
    struct { PL_VEC(uint32_t) } down; // by column: rows that a cell from above still takes
    struct { PL_VEC(uint32_t) } ends; // by row: columns taken
    uint64_t steps;
};

static uint32_t span_of(const struct pl_node *cell, pl_str name, uint32_t limit)
{
    int64_t value;
    if (!pl_str_to_int64(pl_str_trim(pl_node_attribute(cell, name)), &value) || value < 0)
        return 1;
    return value > limit ? limit : (uint32_t)value;
}

static bool is_cell(const struct pl_node *node)
{
    return node->kind == PL_KIND_table_cell || node->kind == PL_KIND_table_header;
}

static uint32_t *column_at(struct forming *forming, uint32_t column)
{
    while (forming->down.count <= column)
        *PL_PUSH(forming->arena, &forming->down) = 0;
    return &forming->down.data[column];
}

static void place_cell(struct forming *forming, const struct pl_node *cell, uint32_t *column, uint32_t rows_left)
{
    uint32_t colspan = span_of(cell, PL_LIT("colspan"), (uint32_t)PL_LIMIT_COLSPAN);
    uint32_t rowspan = span_of(cell, PL_LIT("rowspan"), (uint32_t)PL_LIMIT_ROWSPAN);
    if (colspan == 0)
        colspan = 1;
    if (rowspan == 0 || rowspan > rows_left)
        rowspan = rows_left;
    while (*column_at(forming, *column) > 0) {
        ++*column;
        forming->steps++;
    }
    uint32_t taken = 0;
    for (; taken < colspan && *column_at(forming, *column + taken) == 0; taken++, forming->steps++)
        *column_at(forming, *column + taken) = rowspan;
    *column += taken;
    *PL_PUSH(forming->arena, &forming->grid->cells) = (struct pl_tag_cell){taken, rowspan};
}

static void place_row(struct forming *forming, const struct pl_node *row, uint32_t rows_left)
{
    uint32_t column = 0, end = 0;
    for (const struct pl_node *cell = row->first; cell; cell = cell->next)
        if (is_cell(cell))
            place_cell(forming, cell, &column, rows_left);
    for (uint32_t i = 0; i < forming->down.count; i++) {
        if (forming->down.data[i] > 0) {
            forming->down.data[i]--;
            end = i + 1;
        }
    }
    forming->steps += forming->down.count;
    *PL_PUSH(forming->arena, &forming->ends) = end;
}

/* Rows of a group, a gap in the middle included: HTML puts no cell there, so one is added at the end. */
static void place_group(struct forming *forming, const struct pl_node *group)
{
    uint32_t rows = 0;
    for (const struct pl_node *row = group->first; row; row = row->next)
        rows += row->kind == PL_KIND_table_row;
    for (size_t i = 0; i < forming->down.count; i++)
        forming->down.data[i] = 0; // no cell reaches out of its group
    for (const struct pl_node *row = group->first; row; row = row->next)
        if (row->kind == PL_KIND_table_row && forming->steps <= PL_LIMIT_TABLE_CELLS)
            place_row(forming, row, rows--);
}

struct pl_tag_grid *pl_tag_grid_new(struct pl_arena *arena, const struct pl_node *table)
{
    struct pl_tag_grid *grid = PL_NEW(arena, struct pl_tag_grid);
    struct forming forming = {.arena = arena, .grid = grid};
    for (const struct pl_node *group = table->first; group; group = group->next)
        if (group->kind == PL_KIND_table_head || group->kind == PL_KIND_table_body ||
            group->kind == PL_KIND_table_foot)
            place_group(&forming, group);
    uint64_t width = 0;
    for (size_t i = 0; i < forming.ends.count; i++)
        if (forming.ends.data[i] > width)
            width = forming.ends.data[i];
    grid->is_irregular =
        forming.steps > PL_LIMIT_TABLE_CELLS || width * forming.ends.count > PL_LIMIT_TABLE_CELLS;
    for (size_t i = 0; i < forming.ends.count && !grid->is_irregular; i++)
        *PL_PUSH(arena, &grid->missing) = (uint32_t)width - forming.ends.data[i];
    return grid;
}
