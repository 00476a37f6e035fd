// SPDX-License-Identifier: MIT
/* style/content.h: content lists as text, as far as a style alone can say it.
 *
 * A computed content list is data: strings, counters, targets, leaders as functions, attr() already its text.
 * Numbers are layout's. */
#ifndef PL_STYLE_CONTENT_H
#define PL_STYLE_CONTENT_H

#include "base/strbuf.h"
#include "model/article.h"
#include "style/style.h"

/* The mark that open-quote or close-quote is at `depth` quotations around it (0: the outermost), by `quotes`, or where
 * that is auto by the language. Empty for quotes: none. */
pl_str pl_style_quote(const struct pl_style *style, pl_str language, uint32_t depth, bool is_open);

/* The text of an element for a bookmark or a running head: without notes' calls and what isn't displayed, white
 * space collapsed and trimmed. It ends after the piece of text that goes past PL_CONTENT_TEXT_MOST bytes, so
 * that a sheet which bookmarks everything costs no more than the article times that. */
#define PL_CONTENT_TEXT_MOST 4096
pl_str pl_content_text(struct pl_arena *arena, const struct pl_node *node, const struct pl_styles *styles);

#endif
