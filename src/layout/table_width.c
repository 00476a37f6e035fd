// SPDX-License-Identifier: MIT
/* layout/table_width.c: how wide the columns of a table are.
 *
 * Source: CSS 2.2 §17.5.2.1 (fixed) and §17.5.2.2 (auto), Tables 3 §4 for what those leave open: percentages,
 * shares of what is left over. */
#include "layout/table.h"

/* --- What cells and columns ask for ------------------------------------------------------------- */

static void read_width(struct pl_layouter *layouter, const struct pl_style *style,
                       const struct pl_edges *edges, struct pl_table_column *column)
{
    struct pl_css_basis basis = pl_basis(layouter, 0);
    const struct pl_css_value *value = style->values[PL_PROPERTY_width];
    pl_unit width;
    if (value->type == PL_CSS_LINEAR && value->linear.percentage > 0) {
        if (value->linear.percentage > column->percentage)
            column->percentage = value->linear.percentage;
    } else if (pl_used_size(style, PL_PROPERTY_width, edges, &basis, -1, &width)) {
        width += pl_edges_sum(edges, PL_LEFT, PL_RIGHT);
        column->fixed = pl_unit_max(column->fixed, width);
    }
}

/* Min- and max-content of a cell's border box. */
static void cell_extent(struct pl_layouter *layouter, const struct pl_table *table,
                        const struct pl_table_cell *cell, pl_unit *least, pl_unit *most)
{
    struct pl_box *box = cell->box;
    struct pl_css_basis basis = pl_basis(layouter, 0);
    struct pl_edges own = pl_used_edges(box->style, &basis);
    struct pl_edges edges = pl_table_cell_edges(layouter, table, cell, 0);
    pl_width_extent(layouter, box);
    pl_unit change = pl_edges_sum(&edges, PL_LEFT, PL_RIGHT) -
                     pl_edges_sum(&own, PL_LEFT, PL_RIGHT);
    *least = pl_unit_max(box->min_content + change, 0);
    *most = pl_unit_max(box->max_content + change, 0);
    pl_unit bound;
    pl_unit sides = pl_edges_sum(&edges, PL_LEFT, PL_RIGHT);
    if (pl_used_size(box->style, PL_PROPERTY_min_width, &edges, &basis, -1, &bound))
        *least = pl_unit_max(*least, bound + sides);
    if (pl_style_keyword(box->style, PL_PROPERTY_text_wrap_mode) == PL_KEYWORD_nowrap)
        *least = pl_unit_max(*least, *most);
    *most = pl_unit_max(*most, *least);
}

/* A cell over several columns widens them in proportion to what they have. */
static void widen_span(struct pl_table *table, const struct pl_table_cell *cell, pl_unit least,
                       pl_unit most)
{
    struct pl_table_column *columns = table->columns + cell->column;
    pl_flow has_least = (pl_flow)table->spacing_x * (cell->columns - 1), has_most = has_least,
            weights = 0;
    for (uint32_t i = 0; i < cell->columns; i++) {
        has_least += columns[i].least;
        has_most += columns[i].most;
        weights += columns[i].most;
    }
    pl_flow more_least = least > has_least ? least - has_least : 0,
            more_most = most > has_most ? most - has_most : 0;
    pl_flow given_least = 0, given_most = 0, seen = 0;
    for (uint32_t i = 0; i < cell->columns; i++) {
        seen += weights ? columns[i].most : 1;
        pl_flow of = weights ? weights : cell->columns;
        pl_flow to_least = more_least * seen / of, to_most = more_most * seen / of;
        columns[i].least += (pl_unit)(to_least - given_least);
        columns[i].most = pl_unit_clamp((pl_flow)columns[i].most + to_most - given_most);
        columns[i].most = pl_unit_max(columns[i].most, columns[i].least);
        given_least = to_least;
        given_most = to_most;
    }
}

static void ask_cells(struct pl_layouter *layouter, struct pl_table *table)
{
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        static const struct pl_edges none;
        column->fixed = -1;
        column->least = column->most = 0;
        column->percentage = 0;
        if (column->box)
            read_width(layouter, column->box->style, &none, column);
        else if (column->group)
            read_width(layouter, column->group->style, &none, column);
    }
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const struct pl_table_cell *cell = &table->cells[i];
        if (cell->columns != 1)
            continue;
        struct pl_table_column *column = &table->columns[cell->column];
        struct pl_edges edges = pl_table_cell_edges(layouter, table, cell, 0);
        pl_unit least, most;
        cell_extent(layouter, table, cell, &least, &most);
        column->least = pl_unit_max(column->least, least);
        column->most = pl_unit_max(column->most, most);
        read_width(layouter, cell->box->style, &edges, column);
    }
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        if (column->fixed >= 0 && column->percentage == 0)
            column->most = column->fixed = pl_unit_max(column->fixed, column->least);
    }
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const struct pl_table_cell *cell = &table->cells[i];
        pl_unit least, most;
        if (cell->columns == 1)
            continue;
        cell_extent(layouter, table, cell, &least, &most);
        struct pl_table_column asked = {.fixed = -1};
        struct pl_edges edges = pl_table_cell_edges(layouter, table, cell, 0);
        read_width(layouter, cell->box->style, &edges, &asked);
        widen_span(table, cell, least, pl_unit_max(most, asked.fixed));
    }
    table->has_extents = true;
}

static pl_unit around(const struct pl_table *table)
{
    return pl_unit_clamp((pl_flow)pl_edges_sum(&table->edges, PL_LEFT, PL_RIGHT) +
                         (pl_flow)table->spacing_x *
                             (table->column_count ? table->column_count + 1 : 0));
}

struct sums {
    pl_flow least, most;
};

static struct sums sum_columns(const struct pl_table *table)
{
    struct sums sums = {0};
    double percent = 0, rest = 0;
    pl_flow by_percent = 0;
    for (uint32_t i = 0; i < table->column_count; i++) {
        const struct pl_table_column *column = &table->columns[i];
        sums.least += column->least;
        sums.most += column->most;
        if (column->percentage > 0) {
            percent += column->percentage;
            pl_flow whole = (pl_flow)(column->most * 100.0 / column->percentage);
            by_percent = whole > by_percent ? whole : by_percent;
        } else {
            rest += column->most;
        }
    }
    if (percent > 0 && percent < 100 && rest > 0 &&
        rest * 100 / (100 - percent) > (double)by_percent)
        by_percent = (pl_flow)(rest * 100 / (100 - percent));
    if (by_percent > sums.most)
        sums.most = by_percent;
    return sums;
}

static pl_unit caption_least(struct pl_layouter *layouter, struct pl_box *box)
{
    pl_unit least = 0;
    for (struct pl_box *child = box->first; child; child = child->next) {
        if (child->type != PL_BOX_CAPTION)
            continue;
        pl_width_extent(layouter, child);
        least = pl_unit_max(least, child->min_content);
    }
    return least;
}

void pl_table_extent(struct pl_layouter *layouter, struct pl_box *box, pl_unit *least,
                     pl_unit *most)
{
    struct pl_table *table = box->table;
    if (!table->has_extents)
        ask_cells(layouter, table);
    struct sums sums = sum_columns(table);
    struct pl_css_basis basis = pl_basis(layouter, 0);
    pl_unit width;
    *least = pl_unit_max(pl_unit_clamp(sums.least + around(table)), caption_least(layouter, box));
    *most = pl_unit_max(pl_unit_clamp(sums.most + around(table)), *least);
    if (pl_used_size(box->style, PL_PROPERTY_width, &table->edges, &basis, -1, &width)) {
        width += pl_edges_sum(&table->edges, PL_LEFT, PL_RIGHT);
        *least = *most = pl_unit_max(*least, width);
    }
}

/* --- Sharing ---------------------------------------------------------------------------------------- */

/* What one column may take of what is left over. */
typedef pl_flow share(const struct pl_table_column *column);

static pl_flow share_growth(const struct pl_table_column *column)
{
    return column->most - column->width > 0 ? column->most - column->width : 0;
}
static pl_flow share_free(const struct pl_table_column *column)
{
    return column->fixed < 0 && column->percentage == 0 ? column->most : 0;
}
static pl_flow share_fixed(const struct pl_table_column *column)
{
    return column->percentage == 0 ? column->most : 0;
}
static pl_flow share_all(const struct pl_table_column *column)
{
    return column->most;
}
static pl_flow share_equal(const struct pl_table_column *column)
{
    (void)column;
    return 1;
}

/* Gives `amount` to columns by their shares, to the last unit. False when nobody has one. */
static bool distribute(struct pl_table *table, pl_flow amount, share *share)
{
    pl_flow whole = 0, seen = 0, given = 0;
    for (uint32_t i = 0; i < table->column_count; i++)
        whole += share(&table->columns[i]);
    if (whole <= 0)
        return false;
    for (uint32_t i = 0; i < table->column_count; i++) {
        pl_flow own = share(&table->columns[i]);
        if (own <= 0)
            continue;
        seen += own;
        pl_flow to = (pl_flow)((double)amount * (double)seen / (double)whole);
        if (seen == whole)
            to = amount;
        table->columns[i].width = pl_unit_clamp(table->columns[i].width + to - given);
        given = to;
    }
    return true;
}

static void solve_auto(struct pl_table *table, pl_flow room)
{
    pl_flow used = 0, growth = 0;
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        column->width = column->least;
        if (column->percentage > 0) {
            pl_unit asked = pl_unit_clamp((pl_flow)((double)room * column->percentage / 100));
            column->width = pl_unit_max(asked, column->least);
        }
        used += column->width;
    }
    if (used >
        room) { // percentages ask for more than there is: they give back what they don't need
        pl_flow over = used - room;
        for (uint32_t i = table->column_count; i-- > 0 && over > 0;) {
            struct pl_table_column *column = &table->columns[i];
            pl_flow back = column->width - column->least < over ? column->width - column->least
                                                                : over;
            column->width -= (pl_unit)back;
            over -= back;
        }
        return;
    }
    for (uint32_t i = 0; i < table->column_count; i++)
        if (table->columns[i].percentage == 0)
            growth += share_growth(&table->columns[i]);
    pl_flow more = room - used;
    if (growth >= more) {
        pl_flow seen = 0, given = 0;
        for (uint32_t i = 0; i < table->column_count && growth; i++) {
            struct pl_table_column *column = &table->columns[i];
            if (column->percentage != 0)
                continue;
            seen += share_growth(column);
            pl_flow to = seen == growth ? more
                                        : (pl_flow)((double)more * (double)seen / (double)growth);
            column->width += (pl_unit)(to - given);
            given = to;
        }
        return;
    }
    for (uint32_t i = 0; i < table->column_count; i++)
        if (table->columns[i].percentage == 0)
            table->columns[i].width = pl_unit_max(table->columns[i].width, table->columns[i].most);
    more -= growth;
    if (!distribute(table, more, share_free) && !distribute(table, more, share_fixed) &&
        !distribute(table, more, share_all))
        distribute(table, more, share_equal);
}

/* Table-layout: fixed: columns, then the first row, then equal parts: §17.5.2.1. */
static void solve_fixed(struct pl_layouter *layouter, struct pl_table *table, pl_flow room)
{
    static const struct pl_edges none;
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        column->fixed = -1;
        column->percentage = 0;
        column->width = 0;
        if (column->box)
            read_width(layouter, column->box->style, &none, column);
    }
    const struct pl_table_row *first = table->row_count ? &table->rows[0] : NULL;
    for (uint32_t i = 0; first && i < first->cell_count; i++) {
        const struct pl_table_cell *cell = &table->cells[first->first_cell + i];
        struct pl_table_column asked = {.fixed = -1};
        struct pl_edges edges = pl_table_cell_edges(layouter, table, cell, 0);
        read_width(layouter, cell->box->style, &edges, &asked);
        for (uint32_t c = 0; c < cell->columns; c++) {
            struct pl_table_column *column = &table->columns[cell->column + c];
            if (column->fixed >= 0 || column->percentage > 0)
                continue;
            column->percentage = asked.percentage / (float)cell->columns;
            if (asked.fixed >= 0)
                column->fixed = (asked.fixed - table->spacing_x * ((pl_unit)cell->columns - 1)) /
                                (pl_unit)cell->columns;
        }
    }
    pl_flow used = 0;
    uint32_t open = 0;
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        if (column->percentage > 0)
            column->width = pl_unit_clamp((pl_flow)((double)room * column->percentage / 100));
        else if (column->fixed >= 0)
            column->width = column->fixed;
        else
            open++;
        used += column->width;
    }
    pl_flow left = room > used ? room - used : 0, given = 0;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < table->column_count && open; i++) {
        struct pl_table_column *column = &table->columns[i];
        if (column->percentage > 0 || column->fixed >= 0)
            continue;
        pl_flow to = left * ++seen / open;
        column->width = (pl_unit)(to - given);
        given = to;
    }
    for (uint32_t i = 0; i < table->column_count; i++)
        table->columns[i].most = table->columns[i].width;
    if (!open && left && !distribute(table, left, share_all))
        distribute(table, left, share_equal);
    table->has_extents = false;
}

static void place_columns(struct pl_table *table)
{
    pl_flow x = pl_edges_before(&table->edges, PL_LEFT) + table->spacing_x;
    for (uint32_t i = 0; i < table->column_count; i++) {
        uint32_t at = table->is_right_to_left ? table->column_count - 1 - i : i;
        table->columns[at].x = pl_unit_clamp(x);
        x += table->columns[at].width + table->spacing_x;
    }
}

pl_unit pl_table_width(struct pl_layouter *layouter, struct pl_box *box, pl_unit available)
{
    struct pl_table *table = box->table;
    if (table->available == available && available >= 0)
        return table->width;
    struct pl_css_basis basis = pl_basis(layouter, available);
    pl_unit sides = pl_edges_sum(&table->edges, PL_LEFT, PL_RIGHT), asked;
    bool has_width = pl_used_size(box->style, PL_PROPERTY_width, &table->edges, &basis, available,
                                  &asked);
    if (has_width)
        asked += sides;
    bool is_fixed = has_width &&
                    pl_style_keyword(box->style, PL_PROPERTY_table_layout) == PL_KEYWORD_fixed;
    if (is_fixed) {
        solve_fixed(layouter, table, pl_unit_max(asked - around(table), 0));
        pl_flow used = around(table);
        for (uint32_t i = 0; i < table->column_count; i++)
            used += table->columns[i].width;
        table->width = pl_unit_clamp(used > asked ? used : asked);
    } else {
        if (!table->has_extents)
            ask_cells(layouter, table);
        struct sums sums = sum_columns(table);
        pl_flow least = sums.least + around(table), most = sums.most + around(table);
        pl_flow wanted = has_width ? asked : most < available ? most : available;
        pl_unit bound;
        if (pl_used_size(box->style, PL_PROPERTY_max_width, &table->edges, &basis, available,
                         &bound) &&
            wanted > bound + sides)
            wanted = bound + sides;
        if (pl_used_size(box->style, PL_PROPERTY_min_width, &table->edges, &basis, available,
                         &bound) &&
            wanted < bound + sides)
            wanted = bound + sides;
        pl_unit caption = caption_least(layouter, box);
        if (wanted < caption)
            wanted = caption;
        if (wanted < least)
            wanted = least;
        solve_auto(table, wanted - around(table));
        table->width = pl_unit_clamp(wanted);
    }
    place_columns(table);
    table->available = available;
    return table->width;
}
