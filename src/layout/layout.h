// SPDX-License-Identifier: MIT
/* layout/layout.h: styled articles → pages, made on demand.
 *
 * Phases (BORDERS): (b) lines, per article, in parallel, compact lines into the store; (c)
 * pages: breaks over all flows, references settle; then pages.make gives a page whenever it is asked for. */
#ifndef PL_LAYOUT_LAYOUT_H
#define PL_LAYOUT_LAYOUT_H

#include "base/limits.h"
#include "base/strbuf.h"
#include "base/trace.h"
#include "layout/page.h"
#include "layout/pagemap.h"
#include "model/edition.h"
#include "style/cascade.h"
#include "typeset/paragraph.h"

struct pl_layout_input {
    const struct pl_edition *edition;
    const struct pl_styles *const *styles; // by article index, print run
    struct pl_cascade *cascade;            // for page and anonymous styles
    struct pl_fonts *fonts;
    const struct pl_limits *limits;
    const struct pl_trace *trace;
    unsigned threads; // 0: all cores
};

struct pl_layout {
    struct pl_pages pages;
    struct pl_pagemap map;
};

/* Lives in `arena`. NULL: one error was reported. */
struct pl_layout *pl_layout_run(struct pl_arena *arena, const struct pl_layout_input *input,
                                struct pl_diags *diags);

/* Dumps: `--dump boxes|lines|pages`. Boxes' text is what the layout law compares with the PDF. */
void pl_layout_dump_boxes(struct pl_strbuf *out, struct pl_layout *layout);
void pl_layout_dump_lines(struct pl_strbuf *out, struct pl_layout *layout);
void pl_layout_dump_pages(struct pl_strbuf *out, struct pl_layout *layout);

/* How well lines and pages are set (measures.def): `--report layout`, as text or as JSON. */
void pl_layout_report(struct pl_strbuf *out, const struct pl_layout *layout, bool is_json);

#endif
