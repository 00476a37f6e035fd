// SPDX-License-Identifier: MIT
/* export/feed_json.h: a feed as data, as JSON. */
#ifndef PL_EXPORT_FEED_JSON_H
#define PL_EXPORT_FEED_JSON_H

#include "base/strbuf.h"
#include "model/feed.h"

/* {"form", "title", "link", …, "entries": [{"title", "link", "id", "published", "updated", "author", "authors",
 * "summary", "content", "tags", "image", "enclosures": [{"url", "type", "length", "title"}]}]}; a list of feeds has
 * "feeds" too. title and author are plain text, summary and content safe HTML, dates ISO 8601 in UTC or with
 * their zone. What a feed doesn't say is absent. */
void pl_feed_json_write(struct pl_strbuf *out, const struct pl_feed *feed);

#endif
