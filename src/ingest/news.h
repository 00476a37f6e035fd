// SPDX-License-Identifier: MIT
/* ingest/news.h: what the readers of the news agencies' formats share: NITF, NewsML-G2 and ninjs.
 *
 * Sources: IPTC's NITF 3.6, NewsML-G2 2.34, ninjs 1.x to 3.x. Metadata are named by the place they came from; the body
 * goes through the allow-list of foreign HTML. An article that its sender withholds or has withdrawn is read with a
 * warning: whether to print it is the editor's. */
#ifndef PL_INGEST_NEWS_H
#define PL_INGEST_NEWS_H

#include "ingest/reading.h"
#include "ingest/xml.h"

/* One value; `detail` names its place ("NITF hl1"). Empty ones do nothing, the first that fits stands. */
void pl_news_set(struct pl_reading *reading, struct pl_article *article, enum pl_field field, pl_str text, const char *detail,
                 struct pl_span span);

/* The same for a value that is all text of an element, which may be NULL. */
void pl_news_set_element(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_xml *element,
                         const char *detail);

/* Adds one name or word to a list. */
void pl_news_add(struct pl_reading *reading, struct pl_article *article, enum pl_field field, pl_str text, const char *detail,
                 struct pl_span span);

/* A byline as written, and the authors in it. */
void pl_news_set_byline(struct pl_reading *reading, struct pl_article *article, pl_str text, const char *detail, struct pl_span span);

/* "usable" says nothing; what is withheld, cancelled or embargoed is warned of. */
void pl_news_check_status(struct pl_reading *reading, struct pl_article *article, pl_str status, struct pl_span span);

/* Builds HTML, or plain text with a paragraph a line, into the body; `whole` is where it stands. */
void pl_news_build_html(struct pl_reading *reading, struct pl_article *article, pl_str html, struct pl_span whole);
void pl_news_build_text(struct pl_reading *reading, struct pl_article *article, pl_str text, struct pl_span whole);

/* news_nitf.c: an nitf element, also one inside NewsML-G2, into an article. */
void pl_news_read_nitf(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *nitf);

/* Text of the input that no element took, into dropped[]: the law of ingest. */
void pl_news_drop_rest(struct pl_reading *reading, struct pl_article *article, struct pl_span whole);

#endif
