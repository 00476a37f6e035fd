// SPDX-License-Identifier: MIT
/* edition/front.h: what stands before the text: an article's header, an edition's cover and contents.
 *
 * All of it ordinary nodes, so that nothing later needs to know an edition from an article. */
#ifndef PL_EDITION_FRONT_H
#define PL_EDITION_FRONT_H

#include "model/edition.h"

/* Wraps the body's children into body > article > header + blocks. The header has kicker,
 * title, standfirst, byline and source line, each only where the metadata has it. */
struct pl_node *pl_front_add_header(struct pl_article *article);

/* A cover: title, subtitle, byline and date of the whole. */
struct pl_article *pl_front_cover(struct pl_edition *edition);

/* A contents list whose entries lead to the ids of the article nodes. */
struct pl_article *pl_front_contents(struct pl_edition *edition);

/* Minutes it takes to read, at least 1: 230 words or 500 ideographs a minute (Brysbaert, "How many
 * words do we read per minute?", Journal of Memory and Language 109, 2019: 238 for non-fiction). */
unsigned pl_reading_minutes(const struct pl_node *root);

#endif
