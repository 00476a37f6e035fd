// SPDX-License-Identifier: MIT
/* ingest/page_score.h: which part of a web page is its article.
 *
 * In the order of their use; each says what it goes by. All are linear in the page but for the
 * climb to the article's frame, which looks at the siblings of one path. */
#ifndef PL_INGEST_PAGE_SCORE_H
#define PL_INGEST_PAGE_SCORE_H

#include "ingest/page_blocks.h"

/* page_debris.c: takes out what the page itself, or the habits of its author, mark as something
 * else: hidden parts, navigation, forms, layers, comments, teasers. */
void pl_page_drop_debris(struct pl_page_blocks *blocks);

/* page_evidence.c: marks lines that the page's own data (JSON-LD articleBody) repeats, and
 * whether it has all of the article's text. Empty: nothing. */
void pl_page_match_body(struct pl_page_blocks *blocks, pl_str body);

/* page_score.c: the element that holds the article, and nothing much besides. What in it is
 * not is marked. The body (0) where a page has no prose. */
uint32_t pl_page_find_article(struct pl_page_blocks *blocks);

/* page_prune.c: takes out what inside the article is not of it. */
void pl_page_prune(struct pl_page_blocks *blocks, uint32_t article);

/* page_figures.c: true for a line that its class calls the caption of a picture. */
bool pl_page_is_caption(const struct pl_page_blocks *blocks, uint32_t index);

/* page_figures.c: makes figures of pictures and the lines at these places, in the order of the page. */
PL_VEC_TYPE(pl_page_captions, struct pl_span);
void pl_page_make_figures(struct pl_article *article, const struct pl_page_captions *captions);

/* page_notes.c: makes notes of the built article's marks and of the list that they lead to; links
 * are seen from `base`. */
void pl_page_join_notes(struct pl_arena *scratch, struct pl_article *article, pl_str base);

/* page_tidy.c: takes blocks and inlines out of the built article that have nothing in them. */
void pl_page_tidy(struct pl_arena *scratch, struct pl_article *article);

/* page_debris.c: what the words of class and id say: positive speaks for an article, negative
 * against; *why with a reason. */
int pl_page_hint(const GumboNode *node, enum pl_page_why *why);

/* page_debris.c: the reason why a line that reads so isn't of the article; `link_share` is how
 * much of it is linked; *is_head: whether it may be the label of what follows, and, after,
 * whether it is. */
enum pl_page_why pl_page_phrase(pl_str line, float link_share, bool *is_head);

#endif
