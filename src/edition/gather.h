// SPDX-License-Identifier: MIT
/* edition/gather.h: articles become one edition: headers, contents, cover as ordinary nodes. */
#ifndef PL_EDITION_GATHER_H
#define PL_EDITION_GATHER_H

#include "ingest/read.h"
#include "model/edition.h"

struct pl_gather_options {
    const struct pl_metadata *metadata; // of the whole, from --metadata-file and -M
    int64_t source_date_epoch;          // seconds; -1: not set
};

/* Puts the articles together in their order. Each article gets body > article > header + its blocks, repeated
 * titles are folded and headings shifted to begin at h2 (notes say so); several articles get
 * a cover and a contents list before them. An authored document (--from html) that is alone stays as
 * it is. Everything is finished (pl_article_finish, pl_edition_finish). */
struct pl_edition *pl_edition_gather(struct pl_arena *arena, const struct pl_articles *articles,
                                     const struct pl_gather_options *options, struct pl_diags *diags);

#endif
