// SPDX-License-Identifier: MIT
/* tests/fuzz/date.c: whatever is read as a date is written as ISO 8601 and read the same again. */
#include "base/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pl_date date, again;
    if (!pl_date_parse((pl_str){(const char *)bytes, size}, &date))
        return 0;
    struct pl_arena *arena = pl_arena_new(0);
    if (!pl_date_parse(pl_date_iso(arena, date), &again) || pl_date_compare(date, again) != 0)
        abort();
    pl_date_local(arena, date, PL_LIT("ru"));
    pl_arena_free(arena);
    return 0;
}
