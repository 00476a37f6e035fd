// SPDX-License-Identifier: MIT
/* ingest/html_embed.h: what stands on paper for pictures that load late, players and embedded pages. */
#ifndef PL_INGEST_HTML_EMBED_H
#define PL_INGEST_HTML_EMBED_H

#include "ingest/html_tree.h"

/* Finds the picture that an img means: lazy sources (data-src, srcset) where src is missing or a placeholder. Sets
 * src of `node`. False: it is nothing to see (a tracking pixel, no source at all). */
bool pl_html_complete_image(struct pl_html_build *build, const GumboNode *element, struct pl_node *node);

/* True for an img that says, in whatever way, where its picture is. */
bool pl_html_has_source(const GumboNode *element);

/* A paragraph with a link to what a video, audio, iframe, embed or object shows, or a figure with its
 * poster and the link as its caption; NULL when it has no address that may be kept. */
struct pl_node *pl_html_embed(struct pl_html_build *build, const GumboNode *element);

/* Why an element that the allow-list drops is gone, for dropped[]. */
pl_str pl_html_drop_reason(const GumboNode *element);

#endif
