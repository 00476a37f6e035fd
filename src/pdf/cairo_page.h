// SPDX-License-Identifier: MIT
/* pdf/cairo_page.h: the pages among the objects that Cairo wrote. */
#ifndef PL_PDF_CAIRO_PAGE_H
#define PL_PDF_CAIRO_PAGE_H

#include "pdf/stream.h"

/* Goes through the pages that Cairo wrote. */
struct pl_cairo_pages {
    struct pl_cairo_objects objects;
    size_t next;
};

/* A page's content and its graphics states ("<< /a0 << /CA 1 /ca 1 >> >>"; empty: only opaque paint). */
struct pl_cairo_page {
    pl_str content, states;
};

/* The next page; set `objects` and leave `next` 0 at first. False at the end, and where a page needs more than
 * fonts and graphics states. */
bool pl_cairo_next_page(struct pl_arena *arena, struct pl_cairo_pages *pages, struct pl_cairo_page *page);

#endif
