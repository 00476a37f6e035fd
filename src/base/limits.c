// SPDX-License-Identifier: MIT
/* base/limits.c: every limit on input, with its value and flag. */
#include "base/limits.h"

static const struct {
    uint64_t value;
    const char *flag;
} rows[] = {
#define LIMIT(NAME, value, flag, what) {value, flag},
#include "base/limits.def"
#undef LIMIT
};

struct pl_limits pl_limits_default(void)
{
    struct pl_limits limits;
    for (int i = 0; i < PL_LIMIT_COUNT; i++)
        limits.value[i] = rows[i].value;
    return limits;
}

bool pl_limits_set(struct pl_limits *limits, pl_str flag, uint64_t value)
{
    for (int i = 0; i < PL_LIMIT_COUNT; i++) {
        if (!pl_str_empty(flag) && pl_str_eq(flag, pl_str_from(rows[i].flag))) {
            limits->value[i] = value;
            return true;
        }
    }
    return false;
}
