// SPDX-License-Identifier: MIT
/* layout/table_width.c: how wide the columns of a table are.
 *
 * Source: CSS 2.2 §17.5.2.1 (fixed) and §17.5.2.2 (auto), Tables 3 §4 for what those leave open: percentages,
 * shares of what is left over. */
#include "layout/table.h"

#include <stdlib.h>

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

/* What a cell over several columns adds to each of them (Tables 3 §4.2, "based on cells of span up to N"): first what they
 * grow between their least and greatest widths, then in proportion to these. */
struct span_sums {
    pl_flow least, most, free_most;
    double percentage;
    uint32_t free_count; // columns without percentage
};

static struct span_sums sum_span(const struct pl_table *table, const struct pl_table_cell *cell)
{
    struct span_sums sums = {0};
    for (uint32_t i = 0; i < cell->columns; i++) {
        const struct pl_table_column *column = &table->columns[cell->column + i];
        sums.least += column->least;
        sums.most += column->most;
        sums.percentage += column->percentage;
        if (column->percentage > 0)
            continue;
        sums.free_most += column->most;
        sums.free_count++;
    }
    return sums;
}

/* The part of `amount` that falls to what reaches from `before` to `upto` of a whole: exact over all parts. */
static pl_flow part_of(pl_flow amount, pl_flow before, pl_flow upto, pl_flow whole)
{
    double each = (double)amount / (double)whole;
    return (pl_flow)(each * (double)upto) - (pl_flow)(each * (double)before);
}

static void widen_span(struct pl_table *table, const struct pl_table_cell *cell, pl_unit least,
                       pl_unit most)
{
    struct pl_table_column *columns = table->columns + cell->column;
    struct span_sums sums = sum_span(table, cell);
    pl_flow spacing = (pl_flow)table->spacing_x * (cell->columns - 1);
    pl_flow growth = sums.most - sums.least;
    pl_flow within = least - spacing - sums.least, beyond = least - spacing - sums.most,
            wider = most - spacing - sums.most;
    within = within < 0 ? 0 : within > growth ? growth : within;
    pl_flow grown = 0, seen = 0, all = sums.most > 0 ? sums.most : cell->columns;
    for (uint32_t i = 0; i < cell->columns; i++) {
        pl_flow own_growth = columns[i].most - columns[i].least,
                own = sums.most > 0 ? columns[i].most : 1;
        pl_flow to_least = columns[i].least, to_most = columns[i].most;
        if (growth > 0)
            to_least += part_of(within, grown, grown + own_growth, growth);
        if (beyond > 0)
            to_least += part_of(beyond, seen, seen + own, all);
        if (wider > 0)
            to_most += part_of(wider, seen, seen + own, all);
        grown += own_growth;
        seen += own;
        columns[i].least = pl_unit_clamp(to_least);
        columns[i].most = pl_unit_clamp(to_most > to_least ? to_most : to_least);
    }
}

/* A percentage of a spanning cell goes to the columns that have none. */
static void share_percentage(struct pl_table *table, const struct pl_table_cell *cell,
                             float percentage)
{
    struct span_sums sums = sum_span(table, cell);
    double rest = percentage - sums.percentage;
    for (uint32_t i = 0; i < cell->columns && rest > 0 && sums.free_count; i++) {
        struct pl_table_column *column = &table->columns[cell->column + i];
        if (column->percentage > 0)
            continue;
        double part = sums.free_most ? (double)column->most / (double)sums.free_most
                                     : 1.0 / sums.free_count;
        column->percentage = (float)(rest * part);
    }
}

static void read_columns(struct pl_layouter *layouter, struct pl_table *table)
{
    static const struct pl_edges none;
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        column->fixed = -1;
        column->least = column->most = 0;
        column->percentage = 0;
        if (column->box)
            read_width(layouter, column->box->style, &none, column);
        if (column->group && column->fixed < 0 && column->percentage == 0)
            read_width(layouter, column->group->style, &none, column);
    }
}

static void ask_single_cells(struct pl_layouter *layouter, struct pl_table *table)
{
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
        column->least = pl_unit_max(column->least, pl_table_points_least(column));
        column->most = pl_unit_max(column->most, column->least);
        if (column->fixed >= 0 && column->percentage == 0)
            column->most = column->fixed = pl_unit_max(column->fixed, column->least);
    }
}

static int by_span(const void *a, const void *b)
{
    const struct pl_table_cell *const *one = a, *const *other = b;
    if ((*one)->columns != (*other)->columns)
        return (*one)->columns < (*other)->columns ? -1 : 1;
    return *one < *other ? -1 : *one > *other;
}

/* Narrow spans first, in order of the table. */
static void ask_spanning_cells(struct pl_layouter *layouter, struct pl_table *table)
{
    const struct pl_table_cell **cells = PL_NEW_ARRAY(
        layouter->scratch, const struct pl_table_cell *, table->cell_count);
    size_t count = 0;
    for (uint32_t i = 0; i < table->cell_count; i++)
        if (table->cells[i].columns > 1)
            cells[count++] = &table->cells[i];
    if (count > 1)
        qsort(cells, count, sizeof *cells, by_span);
    for (size_t i = 0; i < count; i++) {
        struct pl_table_column asked = {.fixed = -1};
        struct pl_edges edges = pl_table_cell_edges(layouter, table, cells[i], 0);
        pl_unit least, most;
        cell_extent(layouter, table, cells[i], &least, &most);
        read_width(layouter, cells[i]->box->style, &edges, &asked);
        if (asked.fixed >= 0 && asked.percentage == 0)
            most = pl_unit_max(asked.fixed, least);
        widen_span(table, cells[i], least, most);
        if (asked.percentage > 0)
            share_percentage(table, cells[i], asked.percentage);
    }
}

static void ask_cells(struct pl_layouter *layouter, struct pl_table *table)
{
    pl_table_find_points(layouter, table);
    read_columns(layouter, table);
    ask_single_cells(layouter, table);
    ask_spanning_cells(layouter, table);
    float left = 100; // no more than the whole
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        column->percentage = column->percentage < left ? column->percentage : left;
        left -= column->percentage;
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

static bool is_free(const struct pl_table_column *column)
{
    return column->fixed < 0 && column->percentage == 0;
}
static pl_flow share_free(const struct pl_table_column *column)
{
    return is_free(column) && !column->is_empty ? column->most : 0;
}
static pl_flow share_free_equally(const struct pl_table_column *column)
{
    return is_free(column) && !column->is_empty ? 1 : 0;
}
static pl_flow share_fixed(const struct pl_table_column *column)
{
    return column->percentage == 0 && !column->is_empty ? column->most : 0;
}
static pl_flow share_percentages(const struct pl_table_column *column)
{
    return (pl_flow)(column->percentage * 1000);
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

/* The guesses at column widths between which a table's width lies (Tables 3 §4.3). */
enum guess { GUESS_LEAST, GUESS_PERCENTAGES, GUESS_FIXED, GUESS_MOST, GUESS_COUNT };

static pl_unit guess_width(const struct pl_table_column *column, enum guess guess, pl_flow room)
{
    if (column->percentage > 0 && guess >= GUESS_PERCENTAGES)
        return pl_unit_max(pl_unit_clamp((pl_flow)((double)room * column->percentage / 100)),
                           column->least);
    if (column->percentage == 0 &&
        (guess == GUESS_MOST || (guess == GUESS_FIXED && column->fixed >= 0)))
        return column->most;
    return column->least;
}

static pl_flow sum_guess(const struct pl_table *table, enum guess guess, pl_flow room)
{
    pl_flow sum = 0;
    for (uint32_t i = 0; i < table->column_count; i++)
        sum += guess_width(&table->columns[i], guess, room);
    return sum;
}

/* Between guess `below`, which is `more` too small, and the next one. */
static void interpolate(struct pl_table *table, enum guess below, pl_flow room, pl_flow more)
{
    pl_flow gap = sum_guess(table, below + 1, room) - sum_guess(table, below, room), seen = 0;
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        pl_unit low = guess_width(column, below, room);
        pl_flow own = guess_width(column, below + 1, room) - low;
        column->width = low;
        if (gap > 0)
            column->width = pl_unit_clamp(low + part_of(more, seen, seen + own, gap));
        seen += own;
    }
}

/* As CSS interpolates, a date gives way beside a long remark though it lacks little. So, of what is left above the
 * guess below, columns that ask for no more than an equal part get all they ask for; the others share the rest. A pass
 * serves one at least, and a few passes serve nearly all. */
#define PASSES_MOST 16
static void serve_small_first(struct pl_table *table, enum guess below, pl_flow room, pl_flow more)
{
    for (uint32_t i = 0; i < table->column_count; i++)
        table->columns[i].width = guess_width(&table->columns[i], below, room);
    bool is_served = true;
    pl_flow asked = 0;
    for (int pass = 0; pass < PASSES_MOST && is_served; pass++) {
        pl_flow part = 0;
        uint32_t open = 0;
        asked = 0;
        for (uint32_t i = 0; i < table->column_count; i++) {
            pl_flow own = guess_width(&table->columns[i], below + 1, room) - table->columns[i].width;
            open += own > 0;
            asked += own;
        }
        is_served = false;
        if (open)
            part = more / open;
        for (uint32_t i = 0; i < table->column_count; i++) {
            struct pl_table_column *column = &table->columns[i];
            pl_flow own = guess_width(column, below + 1, room) - column->width;
            if (own <= 0 || own > part)
                continue;
            column->width = pl_unit_clamp(column->width + own);
            more -= own;
            asked -= own;
            is_served = true;
        }
    }
    pl_flow seen = 0;
    for (uint32_t i = 0; i < table->column_count && asked > 0; i++) {
        struct pl_table_column *column = &table->columns[i];
        pl_flow own = guess_width(column, below + 1, room) - column->width;
        column->width = pl_unit_clamp(column->width + part_of(more, seen, seen + own, asked));
        seen += own;
    }
}

static void solve_auto(struct pl_table *table, pl_flow room)
{
    pl_flow most = sum_guess(table, GUESS_MOST, room);
    if (room < most) {
        enum guess below = GUESS_LEAST;
        while (below + 1 < GUESS_MOST && sum_guess(table, below + 1, room) <= room)
            below++;
        pl_flow more = room - sum_guess(table, below, room);
        if (table->serves_small_first)
            serve_small_first(table, below, room, more > 0 ? more : 0);
        else
            interpolate(table, below, room, more > 0 ? more : 0);
        return;
    }
    for (uint32_t i = 0; i < table->column_count; i++)
        table->columns[i].width = guess_width(&table->columns[i], GUESS_MOST, room);
    pl_flow more = room - most;
    if (!distribute(table, more, share_free) && !distribute(table, more, share_free_equally) &&
        !distribute(table, more, share_fixed) && !distribute(table, more, share_percentages) &&
        !distribute(table, more, share_all))
        distribute(table, more, share_equal);
}

/* Table-layout: fixed: columns, then the first row, then equal parts: §17.5.2.1. */
static void solve_fixed(struct pl_layouter *layouter, struct pl_table *table, pl_flow room)
{
    static const struct pl_edges none;
    pl_table_find_points(layouter, table);
    for (uint32_t i = 0; i < table->column_count; i++) {
        struct pl_table_column *column = &table->columns[i];
        column->fixed = -1;
        column->percentage = 0;
        column->width = 0;
        if (column->box)
            read_width(layouter, column->box->style, &none, column);
        if (column->group && column->fixed < 0 && column->percentage == 0)
            read_width(layouter, column->group->style, &none, column);
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
