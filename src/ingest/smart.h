// SPDX-License-Identifier: MIT
/* ingest/smart.h: quotes, dashes, ellipses and French spaces, by language. */
#ifndef PL_INGEST_SMART_H
#define PL_INGEST_SMART_H

#include "model/article.h"

/* Turns typewriter punctuation in the article's texts into what its language (or the nearest lang
 * attribute) uses; code and addresses stay. One pass, linear. */
void pl_article_smarten(struct pl_article *article);

#endif
