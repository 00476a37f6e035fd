// SPDX-License-Identifier: MIT
/* layout/report_pages.c: measures of pages: lonely lines, headings, the grid, feet, notes. */
#include <math.h>

#include "layout/report.h"

#define SHORT_LINES 5 // of a last page

struct seen {
    const struct pl_book *book;
    struct pl_measures *measures;
    PL_VEC(struct pl_line_seen)
};

static void keep_line(void *context, const struct pl_line_seen *line)
{
    struct seen *seen = context;
    *PL_PUSH(seen->measures->arena, seen) = *line;
}

static const struct pl_line *line_of(const struct pl_line_seen *seen)
{
    return &seen->fragment->lines->lines[seen->index];
}

/* --- Paragraphs --------------------------------------------------------------------------------- */

static uint32_t asked(const struct pl_style *style, enum pl_property property)
{
    return (uint32_t)pl_style_number(style, property, 2);
}

static void count_lonely_lines(struct seen *seen, const struct pl_line_seen *line)
{
    const struct pl_fragment *fragment = line->fragment;
    const struct pl_style *style = fragment->box->style;
    if (line->is_in_table || line->index != fragment->first_line)
        return;
    uint32_t count = fragment->line_end - fragment->first_line;
    if (!fragment->starts && fragment->ends && count < asked(style, PL_PROPERTY_widows))
        pl_measure_found(seen->measures, PL_QUALITY_widows, line);
    if (fragment->starts && !fragment->ends && count < asked(style, PL_PROPERTY_orphans))
        pl_measure_found(seen->measures, PL_QUALITY_orphans, line);
}

static bool is_heading(const struct pl_box *box)
{
    for (; box; box = box->parent)
        if (box->node && !box->is_anonymous && box->node->kind == PL_KIND_heading)
            return true;
    return false;
}

/* The last line of a page or column. */
static void count_ends(struct seen *seen, const struct pl_line_seen *line,
                       const struct pl_line_seen *next)
{
    if (line->frame == next->frame || line->is_in_table)
        return;
    bool turns = line->page != next->page;
    if (turns && !seen->book->data[line->page].is_full)
        return;
    if (!turns && !(line->is_column && next->is_column))
        return;
    if (is_heading(line->fragment->box) && line->fragment->box != next->fragment->box)
        pl_measure_found(seen->measures, PL_QUALITY_stranded_headings, line);
    if (turns && line_of(line)->ends_hyphenated)
        pl_measure_found(seen->measures, PL_QUALITY_hyphenated_pages, line);
}

static void count_split_keeps(struct seen *seen, const struct pl_fragment *fragment, uint32_t page)
{
    if (fragment->box->avoid_inside && fragment->starts && !fragment->ends) {
        pl_str name = fragment->box->node ? fragment->box->node->element : PL_LIT("");
        seen->measures->value[PL_QUALITY_split_keeps] += 1;
        *PL_PUSH(seen->measures->arena, &seen->measures->findings) = (struct pl_finding){
            PL_QUALITY_split_keeps, page, name};
    }
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        count_split_keeps(seen, child, page);
}

/* --- The grid -------------------------------------------------------------------------------------- */

static void measure_grid(struct seen *seen, const struct pl_line_seen *line)
{
    const struct pl_book *book = seen->book;
    struct pl_grid grid = pl_grid_of(book->input->fonts, line->fragment->box);
    if (!grid.pitch || line->is_in_table)
        return;
    const struct pl_book_page *page = &book->data[line->page];
    pl_flow over = ((pl_flow)line->baseline - page->area_top - grid.baseline) % grid.pitch;
    if (over < 0)
        over += grid.pitch;
    pl_flow off = over > grid.pitch / 2 ? grid.pitch - over : over;
    double points = pl_unit_to_pt(off);
    if (points > seen->measures->value[PL_QUALITY_grid_deviation])
        seen->measures->value[PL_QUALITY_grid_deviation] = points;
    if (points > .1)
        pl_measure_found(seen->measures, PL_QUALITY_off_grid_lines, line);
}

/* --- Feet --------------------------------------------------------------------------------------------- */

struct foot {
    const struct pl_line_seen
        *line; // the lowest; NULL: there is none, or something else ends the page
    uint32_t lines;
};

/* The lowest bottom of what is no text. */
static pl_flow lowest_box(const struct pl_fragment *fragment, pl_flow y)
{
    pl_flow lowest = 0;
    const struct pl_box *box = fragment->box;
    if (box->type == PL_BOX_PICTURE || box->type == PL_BOX_TABLE)
        return y + fragment->height;
    for (const struct pl_fragment *child = fragment->lines ? NULL : fragment->first; child;
         child = child->next) {
        pl_flow bottom = lowest_box(child, y + child->y);
        lowest = bottom > lowest ? bottom : lowest;
    }
    return lowest;
}

static struct foot foot_of(const struct seen *seen, size_t first, size_t end, uint32_t page)
{
    struct foot foot = {0};
    for (size_t i = first; i < end; i++) {
        const struct pl_line_seen *line = &seen->data[i];
        foot.lines++;
        if (!foot.line || line->baseline > foot.line->baseline)
            foot.line = line;
    }
    const struct pl_fragment *content = seen->book->data[page].content;
    if (foot.line && content &&
        lowest_box(content, seen->book->data[page].area.y) > foot.line->baseline)
        foot.line = NULL;
    return foot;
}

static bool differs(const struct pl_line_seen *a, const struct pl_line_seen *b)
{
    pl_unit apart = a->baseline - b->baseline;
    return (apart < 0 ? -apart : apart) > line_of(a)->height / 10;
}

static void measure_foot(struct seen *seen, const struct foot *feet, uint32_t index)
{
    const struct pl_book_page *page = &seen->book->data[index];
    const struct foot *foot = &feet[index];
    struct pl_measures *measures = seen->measures;
    if (!page->is_full && index && seen->book->data[index - 1].is_full && foot->line &&
        foot->lines < SHORT_LINES)
        pl_measure_found(measures, PL_QUALITY_short_ends, foot->line);
    if (!page->is_full || page->note_count || !foot->line)
        return;
    const struct pl_line *line = line_of(foot->line);
    pl_flow below = (pl_flow)page->area.y + page->area.height - foot->line->baseline -
                    (line->height - line->baseline);
    if (below >= line->height)
        pl_measure_found(measures, PL_QUALITY_short_feet, foot->line);
    if (!page->is_left || index + 1 >= seen->book->count)
        return;
    const struct pl_book_page *facing = &seen->book->data[index + 1];
    if (facing->is_full && !facing->note_count && feet[index + 1].line &&
        differs(foot->line, feet[index + 1].line))
        pl_measure_found(measures, PL_QUALITY_uneven_spreads, foot->line);
}

/* Columns beside each other: all but the last of a row, and that too where the page is full. */
static void count_uneven_columns(struct seen *seen, size_t first, size_t end, bool is_full)
{
    const struct pl_line_seen *before = NULL;
    for (size_t i = first; i < end; i++) {
        const struct pl_line_seen *line = &seen->data[i];
        const struct pl_line_seen *next = i + 1 < end ? line + 1 : NULL;
        if (!line->is_column)
            before = NULL;
        if (!line->is_column || (next && next->frame == line->frame))
            continue;
        bool goes_on = next ? next->is_column && next->x > line->x : is_full;
        if (before && before->x >= line->x)
            before = NULL; // the first column of another row
        if (before && goes_on && !line->is_in_table && !before->is_in_table &&
            differs(before, line))
            pl_measure_found(seen->measures, PL_QUALITY_uneven_columns, before);
        before = line;
    }
}

static void measure_feet(struct seen *seen)
{
    struct foot *feet = PL_NEW_ARRAY(seen->measures->arena, struct foot, seen->book->count);
    size_t first = 0;
    for (uint32_t i = 0; i < seen->book->count; i++) {
        size_t end = first;
        while (end < seen->count && seen->data[end].page == i)
            end++;
        feet[i] = foot_of(seen, first, end, i);
        count_uneven_columns(seen, first, end, seen->book->data[i].is_full);
        first = end;
    }
    for (uint32_t i = 0; i < seen->book->count; i++)
        measure_foot(seen, feet, i);
}

void pl_measure_pages(const struct pl_book *book, struct pl_measures *measures)
{
    struct seen seen = {.book = book, .measures = measures};
    measures->value[PL_QUALITY_pages] = (double)book->count;
    pl_report_each_line(book, keep_line, &seen);
    for (size_t i = 0; i < seen.count; i++) {
        count_lonely_lines(&seen, &seen.data[i]);
        measure_grid(&seen, &seen.data[i]);
        if (i + 1 < seen.count)
            count_ends(&seen, &seen.data[i], &seen.data[i + 1]);
    }
    for (uint32_t i = 0; i < book->count; i++) {
        if (book->data[i].content)
            count_split_keeps(&seen, book->data[i].content, i);
        measures->value[PL_QUALITY_note_overflow] += book->data[i].overflowing_notes;
    }
    measure_feet(&seen);
}
