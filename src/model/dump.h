// SPDX-License-Identifier: MIT
/* model/dump.h: the tree, a node a line: the form of `--dump model` and its goldens.
 *
 *     metadata title "What the drought left" (front matter)
 *     3:1 heading level=2 "What the drought left"
 *       3:4 text "What the drought left"
 *     dropped 40:1 "Share this" (share line) */
#ifndef PL_MODEL_DUMP_H
#define PL_MODEL_DUMP_H

#include "base/strbuf.h"
#include "model/article.h"

void pl_article_dump(struct pl_strbuf *out, const struct pl_article *article);

#endif
