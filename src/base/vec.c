// SPDX-License-Identifier: MIT
/* base/vec.c: growing arrays in an arena. */
#include "base/vec.h"

void *pl_vec_grow(struct pl_arena *arena, void *data, size_t *room, size_t size)
{
    size_t more = *room ? *room * 2 : 8, bytes;
    if (__builtin_mul_overflow(more, size, &bytes))
        pl_arena_unwind(arena);
    data = pl_arena_grow(arena, data, *room * size, bytes);
    *room = more;
    return data;
}
