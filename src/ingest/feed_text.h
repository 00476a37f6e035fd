// SPDX-License-Identifier: MIT
/* ingest/feed_text.h: texts and names as feeds carry them. */
#ifndef PL_INGEST_FEED_TEXT_H
#define PL_INGEST_FEED_TEXT_H

#include "ingest/feed.h"
#include "ingest/xml.h"

/* The text of an element: by its type and mode (Atom), by the markup in it, by what it looks like. `is_html`: without a
 * word it is HTML, as RSS's descriptions are. base is left empty. */
struct pl_feed_text pl_feed_text_of(struct pl_reading *reading, const struct pl_xml *node, bool is_html);

/* "mira@courier.example (Mira Holt)", "Mira Holt <mira@courier.example>" → "Mira Holt"; white space collapsed. */
pl_str pl_feed_person(struct pl_arena *arena, pl_str text);

#endif
