// SPDX-License-Identifier: MIT
/* layout/report.h: how well pages are set, in numbers: `--report layout`.
 *
 * measures.def has a row for each. They are counted from the finished pages and not by what chose them, so that a
 * fault of the breaker shows here. The first dozen places of each measure are kept, so that a person can go
 * and look. */
#ifndef PL_LAYOUT_REPORT_H
#define PL_LAYOUT_REPORT_H

#include "layout/book.h"

enum pl_quality {
#define MEASURE(name, decimals, what) PL_QUALITY_##name,
#include "layout/measures.def"
#undef MEASURE
    PL_QUALITY_COUNT
};

/* One thing that was found, and where. */
struct pl_finding {
    enum pl_quality measure;
    uint32_t page; // from 0
    pl_str text;   // the beginning of the line or box
};

struct pl_measures {
    struct pl_arena *arena; // findings live here
    double value[PL_QUALITY_COUNT];
    struct {
        PL_VEC(struct pl_finding)
    } findings;
};

/* One line of the flow as it stands on a page. */
struct pl_line_seen {
    const struct pl_fragment *fragment;
    uint32_t index; // in fragment->lines
    uint32_t page;  // from 0
    uint32_t frame; // number of the page's or column's stretch of flow, counted through the book
    pl_unit x, baseline; // on the sheet
    bool is_column, is_in_table;
};

/* Calls visit for each line of the pages' content in the flow's order: neither notes nor repeated heads. */
void pl_report_each_line(const struct pl_book *book,
                         void (*visit)(void *context, const struct pl_line_seen *line),
                         void *context);

/* Adds one to a measure and keeps the place. */
void pl_measure_found(struct pl_measures *measures, enum pl_quality measure,
                      const struct pl_line_seen *line);

/* report_lines.c and report_pages.c: each fills its rows. */
void pl_measure_lines(const struct pl_book *book, struct pl_measures *measures);
void pl_measure_pages(const struct pl_book *book, struct pl_measures *measures);

#endif
