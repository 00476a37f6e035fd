// SPDX-License-Identifier: MIT
/* layout/table_align.c: the decimal points of a column below each other (-platen-decimal-align: auto).
 *
 * How it works. Before the columns get their widths, each cell of one column's width that holds lines and reads
 * as a number is measured up to its point. A column keeps the most that stands before and behind the point, insets
 * of the cells included; both together it asks for as its least. When a cell is set, its only line moves so
 * that its point stands where the column's stands. Text-align of the first number says where in a wider column the
 * whole stands. Heads, words, dashes and numbers broken over lines stay where text-align puts them. */
#include "base/languages.h"
#include "base/utf8.h"
#include "layout/decimal.h"
#include "layout/display.h"
#include "layout/table.h"
#include "model/node.h"

static bool is_head(const struct pl_table *table, const struct pl_table_cell *cell)
{
    const struct pl_node *node = cell->box->node;
    return cell->row < table->head_count || (node && node->kind == PL_KIND_table_header);
}

static bool wishes_alignment(const struct pl_table *table, const struct pl_table_cell *cell)
{
    const struct pl_box *box = cell->box;
    return cell->columns == 1 && box->has_lines && !box->is_right_to_left && !is_head(table, cell) &&
           !pl_lines_are_none(box) &&
           pl_style_keyword(box->style, PL_PROPERTY__platen_decimal_align) == PL_KEYWORD_auto;
}

/* The cell's text up to the first raised piece: a note's call would lengthen the number. */
static pl_str number_text(const struct pl_inline *lines)
{
    size_t end = lines->text.size;
    for (uint32_t i = 0; i < lines->segment_count; i++) {
        const struct pl_segment *segment = &lines->segments[i];
        bool is_raised = segment->box->part == PL_PART_NOTE_CALL ||
                         (segment->box->type == PL_BOX_INLINE &&
                          pl_style_keyword(segment->box->style, PL_PROPERTY_vertical_align) ==
                              PL_KEYWORD_super);
        if (is_raised && segment->first < end)
            end = segment->first;
    }
    return pl_str_slice(lines->text, 0, end);
}

/* What a column's cells show, before any is measured. */
struct tally {
    uint32_t numbers, words;
    uint32_t proofs[2]; // by mark
    pl_str language;
};

static void count_cell(struct tally *tally, const struct pl_box *box)
{
    struct pl_decimal number;
    pl_str text = number_text(box->lines);
    if (!pl_decimal_read(text, &number)) {
        size_t at = 0; // a dash stands for no value
        bool is_word = false;
        while (at < text.size && !is_word)
            is_word = pl_char_is_letter(pl_utf8_next(text, &at)) || pl_ascii_is_digit(text.data[at - 1]);
        tally->words += is_word;
        return;
    }
    tally->numbers++;
    tally->language = box->language;
    for (int mark = 0; mark < 2; mark++)
        tally->proofs[mark] += pl_decimal_proves(&number, (enum pl_decimal_mark)mark);
}

static enum pl_decimal_mark mark_of(const struct tally *tally)
{
    if (tally->proofs[0] != tally->proofs[1])
        return tally->proofs[0] > tally->proofs[1] ? PL_DECIMAL_STOP : PL_DECIMAL_COMMA;
    return pl_language_has_decimal_comma(tally->language) ? PL_DECIMAL_COMMA : PL_DECIMAL_STOP;
}

/* Most of it are numbers, and there is something to align. */
static bool is_numeric(const struct tally *tally)
{
    return tally->numbers >= 2 && tally->numbers >= tally->words;
}

static void read_side(struct pl_table_column *column, const struct pl_box *box)
{
    switch ((int)pl_style_keyword(box->style, PL_PROPERTY_text_align)) {
    case PL_KEYWORD_right:
    case PL_KEYWORD_end:
        column->point_side = 1;
        break;
    case PL_KEYWORD_center:
        column->point_side = 0;
        break;
    default:
        column->point_side = -1;
        break;
    }
}

static void measure_cell(struct pl_layouter *layouter, const struct pl_table *table,
                         struct pl_table_cell *cell, enum pl_decimal_mark mark)
{
    struct pl_table_column *column = &table->columns[cell->column];
    struct pl_decimal number;
    if (!pl_decimal_read(number_text(cell->box->lines), &number))
        return;
    struct pl_paragraph whole = pl_lines_paragraph(layouter, cell->box, -1, 0), part = whole;
    part.text.size = pl_decimal_point(&number, mark);
    while (part.span_count > 1 && part.spans[part.span_count - 1].first >= part.text.size)
        part.span_count--;
    while (part.object_count && part.objects[part.object_count - 1].offset >= part.text.size)
        part.object_count--;
    part.bidi_count = 0; // digits run from left to right either way
    pl_unit most = pl_paragraph_extent(layouter->typesetter, layouter->scratch, &whole).max_content;
    cell->lead = part.text.size ? pl_paragraph_extent(layouter->typesetter, layouter->scratch, &part)
                                      .max_content
                                : 0;
    struct pl_edges edges = pl_table_cell_edges(layouter, table, cell, 0);
    pl_unit before = pl_edges_before(&edges, PL_LEFT) + cell->lead;
    pl_unit after = pl_edges_before(&edges, PL_RIGHT) + most - cell->lead;
    if (column->point_before < 0)
        read_side(column, cell->box);
    column->point_before = pl_unit_max(column->point_before, before);
    column->point_after = pl_unit_max(column->point_after, after);
}

void pl_table_find_points(struct pl_layouter *layouter, struct pl_table *table)
{
    if (table->has_points)
        return;
    table->has_points = true;
    struct tally *tallies = NULL;
    for (uint32_t i = 0; i < table->cell_count; i++) {
        struct pl_table_cell *cell = &table->cells[i];
        cell->lead = -1;
        if (!wishes_alignment(table, cell))
            continue;
        if (!tallies)
            tallies = PL_NEW_ARRAY(layouter->scratch, struct tally, table->column_count);
        count_cell(&tallies[cell->column], cell->box);
    }
    for (uint32_t i = 0; i < table->column_count; i++)
        table->columns[i].point_before = table->columns[i].point_after = -1;
    for (uint32_t i = 0; tallies && i < table->cell_count; i++) {
        struct pl_table_cell *cell = &table->cells[i];
        const struct tally *tally = &tallies[cell->column];
        if (is_numeric(tally) && wishes_alignment(table, cell))
            measure_cell(layouter, table, cell, mark_of(tally));
    }
}

pl_unit pl_table_points_least(const struct pl_table_column *column)
{
    return column->point_before < 0 ? 0 : column->point_before + column->point_after;
}

void pl_table_align_point(const struct pl_table *table, const struct pl_table_cell *cell,
                          struct pl_fragment *fragment, pl_unit inner_left, pl_unit inner_right)
{
    const struct pl_table_column *column = &table->columns[cell->column];
    if (cell->lead < 0 || !fragment->lines || fragment->lines->count != 1 || fragment->first_line ||
        fragment->line_end != 1)
        return;
    pl_unit free = fragment->width - pl_table_points_least(column);
    pl_unit begins = column->point_side > 0 ? free : column->point_side < 0 ? 0 : free / 2;
    pl_unit now = fragment->lines_x + fragment->lines->lines[0].left;
    pl_unit left = begins + column->point_before - cell->lead;
    left = pl_unit_min(left, inner_right - fragment->lines->lines[0].width);
    fragment->lines_x += pl_unit_max(left, inner_left) - now;
}
