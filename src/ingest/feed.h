// SPDX-License-Identifier: MIT
/* ingest/feed.h: RSS, Atom, JSON Feed and OPML as data; their entries as articles.
 *
 * Sources: RSS 0.91, 0.92, 1.0, 2.0 with content, dc, dcterms, media and itunes; Atom 0.3 and RFC 4287; JSON Feed 1.1;
 * OPML 2.0. What a form leaves open is read as widely as can be done without guessing. */
#ifndef PL_INGEST_FEED_H
#define PL_INGEST_FEED_H

#include "ingest/reading.h"
#include "model/feed.h"

/* Reads the file at `path` as a feed, as data: titles plain, summary and content sanitised. What is no feed gives one
 * without entries and a warning. NULL: one error was reported. */
struct pl_feed *pl_feed_read_path(struct pl_arena *arena, pl_str path, const struct pl_read_options *options,
                                  struct pl_diags *diags);

/* The same for bytes in memory; `input` lives as long as the arena. */
struct pl_feed *pl_feed_read_input(struct pl_arena *arena, struct pl_input *input, const struct pl_read_options *options,
                                   struct pl_diags *diags);

/* --- Inside ingest ------------------------------------------------------------------- */

/* RSS and Atom; the tree may live in scratch, its texts live as long as `arena`. */
void pl_feed_read_xml(struct pl_reading *reading, struct pl_feed *feed);
void pl_feed_read_json(struct pl_reading *reading, struct pl_feed *feed);
void pl_feed_read_opml(struct pl_reading *reading, struct pl_feed *feed);

/* Plain text of a title. */
void pl_feed_make_plain(struct pl_reading *reading, struct pl_feed_text *text);

/* text->sanitised. */
void pl_feed_sanitise(struct pl_reading *reading, struct pl_feed_text *text);

/* Is there HTML in it: a tag that the allow-list knows, or a reference? */
bool pl_feed_looks_like_html(pl_str text);

/* The body of an article from a text of the feed. */
void pl_feed_build_body(struct pl_reading *reading, struct pl_article *article, const struct pl_feed_text *text);

static inline bool pl_feed_has(const struct pl_feed_text *text)
{
    return text->text.size > 0;
}

#endif
