// SPDX-License-Identifier: MIT
/* model/invariant.h: is this tree what the rest may rely on? */
#ifndef PL_MODEL_INVARIANT_H
#define PL_MODEL_INVARIANT_H

#include "model/article.h"

/* True when links between nodes agree, html > body stands, each parent may hold its children
 * (kinds.def), serials are dense and in document order, notes and calls point at each other, text
 * is well-formed. False: *why names the first node that breaks it. For asserts and tests. */
bool pl_article_is_sound(struct pl_arena *arena, const struct pl_article *article, pl_str *why);

#endif
