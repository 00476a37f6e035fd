// SPDX-License-Identifier: MIT
/* ingest/resource.h: a picture's reference → bytes inside the allowed folders, or a warning. */
#ifndef PL_INGEST_RESOURCE_H
#define PL_INGEST_RESOURCE_H

#include "ingest/read.h"

/* Fills article->resources with every picture its tree refers to (src of img, metadata image), once each:
 * data: references are decoded, others read beneath the input's folder or a resource path. Those that
 * can't be had keep an entry without bytes; why is a warning at the node (W_PICTURE, W_PICTURE_REMOTE). */
void pl_resources_load(struct pl_article *article, const struct pl_read_options *options,
                       const struct pl_limits *limits, struct pl_diags *diags);

#endif
