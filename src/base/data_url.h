// SPDX-License-Identifier: MIT
/* base/data_url.h: what a data: address holds. Source: RFC 2397. */
#ifndef PL_BASE_DATA_URL_H
#define PL_BASE_DATA_URL_H

#include "base/arena.h"
#include "base/str.h"

/* `reference` begins with "data:". False: it has no data, and *why says so. */
bool pl_data_url_read(struct pl_arena *arena, pl_str reference, pl_str *bytes, pl_str *why);

#endif
