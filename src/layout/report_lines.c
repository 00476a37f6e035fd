// SPDX-License-Identifier: MIT
/* layout/report_lines.c: measures of lines: word spaces, hyphens, ladders, last lines, rivers. */
#include "layout/report.h"

#define LOOSE  1.5
#define LADDER 3

struct counting {
    struct pl_measures *measures;
    const struct pl_fragment *fragment; // of the line before
    uint32_t hyphens;                   // in a row
};

static void count_line(void *context, const struct pl_line_seen *seen)
{
    struct counting *counting = context;
    struct pl_measures *measures = counting->measures;
    const struct pl_line *line = &seen->fragment->lines->lines[seen->index];
    if (counting->fragment != seen->fragment)
        counting->hyphens = 0;
    counting->fragment = seen->fragment;
    measures->value[PL_QUALITY_lines] += 1;
    if (!line->is_forced_end && (double)line->space_ratio > LOOSE)
        pl_measure_found(measures, PL_QUALITY_loose_lines, seen);
    if (!line->is_forced_end && (double)line->space_ratio > measures->value[PL_QUALITY_loosest])
        measures->value[PL_QUALITY_loosest] = (double)line->space_ratio;
    counting->hyphens = line->ends_hyphenated ? counting->hyphens + 1 : 0;
    measures->value[PL_QUALITY_hyphenated_ends] += line->ends_hyphenated;
    if (line->is_overfull)
        pl_measure_found(measures, PL_QUALITY_overfull_lines, seen);
    if (line->is_short_end && !seen->is_in_table)
        pl_measure_found(measures, PL_QUALITY_short_last_lines, seen);
    if (line->ends_river)
        pl_measure_found(measures, PL_QUALITY_rivers, seen);
    if (counting->hyphens == LADDER)
        pl_measure_found(measures, PL_QUALITY_ladders, seen);
}

void pl_measure_lines(const struct pl_book *book, struct pl_measures *measures)
{
    struct counting counting = {.measures = measures};
    pl_report_each_line(book, count_line, &counting);
}
