// SPDX-License-Identifier: MIT
/* base/limits.h: every limit on input, with its value and flag. */
#ifndef PL_BASE_LIMITS_H
#define PL_BASE_LIMITS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum pl_limit_name {
#define LIMIT(NAME, value, flag, what) PL_LIMIT_NAME_##NAME,
#include "base/limits.def"
#undef LIMIT
    PL_LIMIT_COUNT
};

/* The defaults as constants: PL_LIMIT_HTML_DEPTH. */
#define LIMIT(NAME, value, flag, what) static const uint64_t PL_LIMIT_##NAME __attribute__((unused)) = value;
#include "base/limits.def"
#undef LIMIT

/* The values of one run: limits->value[PL_LIMIT_NAME_PAGES]. */
struct pl_limits {
    uint64_t value[PL_LIMIT_COUNT];
};

struct pl_limits pl_limits_default(void);

/* Sets the limit with this flag; false when there is none or it can't be changed. */
bool pl_limits_set(struct pl_limits *limits, pl_str flag, uint64_t value);

#endif
