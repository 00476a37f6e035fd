// SPDX-License-Identifier: MIT
/* model/edition.h: an edition as data: articles and generated matter in reading order. */
#ifndef PL_MODEL_EDITION_H
#define PL_MODEL_EDITION_H

#include "model/article.h"

struct pl_edition {
    struct pl_arena *arena;
    struct pl_metadata metadata; // of the whole: title, authors, date, language, …
    struct { PL_VEC(struct pl_article *) } articles; // matter included; a place's `article` counts here
    bool is_collection; // more than one article
    bool is_authored;   // one document taken as it stands (--from html)
    pl_str identifier;  // "urn:uuid:…", the same for the same inputs
    struct pl_map ids;  // id → the first article that has it (pl_edition_finish)
    struct pl_date date; // of the build: SOURCE_DATE_EPOCH, else the newest of the inputs, else 1980-01-01
};


/* Gives every article its first_owner; after all articles are finished. */
void pl_edition_finish(struct pl_edition *edition);

/* The node and article behind an owner number (layout/page.h); NULL when there is none. */
const struct pl_node *pl_edition_node(const struct pl_edition *edition, uint32_t owner,
                                      const struct pl_article **article);

/* What "#id" in this article means: a node of its own, else the first of the edition with that id (contents
 * lists lead to articles so). `id` is decoded (ingest decodes
 * fragments). NULL when there is none. */
const struct pl_node *pl_edition_target(const struct pl_edition *edition, const struct pl_article *from,
                                        pl_str id, const struct pl_article **article);

static inline uint32_t pl_owner_of(const struct pl_article *article, const struct pl_node *node)
{
    return article->first_owner + node->serial;
}

#endif
