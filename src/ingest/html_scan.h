// SPDX-License-Identifier: MIT
/* ingest/html_scan.h: before gumbo sees a page, take the tags out that would cost it quadratic time. */
#ifndef PL_INGEST_HTML_SCAN_H
#define PL_INGEST_HTML_SCAN_H

#include "base/arena.h"

struct pl_html_scan {
    const char *parsed;  // text.data, or a copy of the same length with tags blanked
    size_t dropped;      // tags blanked
    size_t first_dropped; // offset of the first
};

/* Gumbo's time grows with (tags × open elements), (paragraphs × open formatting elements) and the square of
 * one tag's attributes. One linear pass follows the open elements as the parser will, and
 * overwrites start tags past `depth` open elements (and their end tags) by bogus comments of the same length,
 * which the parser ignores: offsets stay, text stays. */
struct pl_html_scan pl_html_scan(struct pl_arena *scratch, pl_str text, size_t depth);

#endif
