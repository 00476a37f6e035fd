// SPDX-License-Identifier: MIT
/* ingest/language.h: which language an article is in, where nobody says so. */
#ifndef PL_INGEST_LANGUAGE_H
#define PL_INGEST_LANGUAGE_H

#include "model/article.h"

/* Sets metadata.language (origin guess) when neither metadata nor the html element says it and the text
 * leaves no doubt. */
void pl_article_find_language(struct pl_article *article);

/* Gives a lang attribute to blocks that are certainly in another language than the article. */
void pl_article_mark_foreign(struct pl_article *article);

#endif
