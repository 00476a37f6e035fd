// SPDX-License-Identifier: MIT
/* export/text.h: an article as plain text: title, byline, then blocks with blank lines between. */
#ifndef PL_EXPORT_TEXT_H
#define PL_EXPORT_TEXT_H

#include "base/strbuf.h"
#include "model/article.h"

void pl_text_write(struct pl_strbuf *out, const struct pl_article *article);

/* The text of a block's inlines as a reader sees it: white space with a line end in it is one space, br a
 * line feed, nothing at either end. */
void pl_text_write_inlines(struct pl_strbuf *out, const struct pl_node *block);

#endif
