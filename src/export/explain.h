// SPDX-License-Identifier: MIT
/* export/explain.h: what of an input was taken for its article and what not, and why, for a person to read. */
#ifndef PL_EXPORT_EXPLAIN_H
#define PL_EXPORT_EXPLAIN_H

#include "base/strbuf.h"
#include "model/article.h"

/* As text, a line a part in the order of the input: kept ones with their kind, left-out ones with the reason;
 * before them each metadata value with its source. With `color`, ANSI colours. */
void pl_explain_text(struct pl_strbuf *out, const struct pl_article *article, bool color);

/* The same as one HTML page without scripts: nothing is loaded from elsewhere. */
void pl_explain_html(struct pl_strbuf *out, const struct pl_article *const *articles, size_t count);

#endif
