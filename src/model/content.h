// SPDX-License-Identifier: MIT
/* model/content.h: as which element a node can be written in XHTML, where it stands.
 *
 * A document taken as it stands has elements anywhere: list items without a list, tables in
 * paragraphs. Readers of HTML forgive that, EPUB doesn't. What has no right to its place is
 * written as div or span; what styles said of it, the compiled sheet says by class. content.def
 * has the rules. */
#ifndef PL_MODEL_CONTENT_H
#define PL_MODEL_CONTENT_H

#include "model/article.h"

/* Names of elements by serial, the node's own where it may have it; empty for text and what isn't
 * written. `is_hidden` (may be NULL): the node isn't, nor what is in it. Lives in the arena; linear. */
const pl_str *pl_written_elements(struct pl_arena *arena, const struct pl_article *article,
                                  bool (*is_hidden)(void *context, const struct pl_node *node),
                                  void *context);

/* True when words may be put at the start and end of what is written as this element. */
bool pl_element_holds_words(pl_str element);

#endif
