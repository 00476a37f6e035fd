// SPDX-License-Identifier: MIT
/* export/text.h: an article as plain text: title, byline, then blocks with blank lines between. */
#ifndef PL_EXPORT_TEXT_H
#define PL_EXPORT_TEXT_H

#include "base/strbuf.h"
#include "model/article.h"

void pl_text_write(struct pl_strbuf *out, const struct pl_article *article);

#endif
