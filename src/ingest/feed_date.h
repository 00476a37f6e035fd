// SPDX-License-Identifier: MIT
/* ingest/feed_date.h: dates as feeds write them, beyond what dates in texts may mean. */
#ifndef PL_INGEST_FEED_DATE_H
#define PL_INGEST_FEED_DATE_H

#include "base/date.h"

/* pl_date_parse's forms; and those that only a machine writes: two-digit years in front ("03-12-31", "031231",
 * "-0312", "03335": ISO 8601:1988 §5.2), zones by region ("ET", "Etc/GMT", "US/Eastern"), Korean dates, whose
 * zone nobody writes. False: no date, *date untouched. */
bool pl_feed_date_parse(struct pl_arena *arena, pl_str text, struct pl_date *date);

#endif
