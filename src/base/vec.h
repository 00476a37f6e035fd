// SPDX-License-Identifier: MIT
/* base/vec.h: growing arrays in an arena.
 *
 *     struct { PL_VEC(struct pl_item) } items = {0};   or   PL_VEC_TYPE(name, type);
 *     *PL_PUSH(arena, &items) = (struct pl_item){…};
 *
 * A vector is three fields: data, count, room. Pushing may move the data: keep
 * indexes, not pointers, while it grows. */
#ifndef PL_BASE_VEC_H
#define PL_BASE_VEC_H

#include "base/arena.h"

#define PL_VEC(type)                                                                               \
    type *data;                                                                                    \
    size_t count, room;

#define PL_VEC_TYPE(name, type)                                                                    \
    struct name {                                                                                  \
        PL_VEC(type)                                                                               \
    }

/* A pointer to a new, zeroed last element. */
#define PL_PUSH(arena, vec)                                                                        \
    ((vec)->count == (vec)->room                                                                   \
         ? ((vec)->data = pl_vec_grow((arena), (vec)->data, &(vec)->room, sizeof *(vec)->data))    \
         : (vec)->data,                                                                            \
     &(vec)->data[(vec)->count++])

#define PL_LAST(vec) ((vec)->data[(vec)->count - 1])

void *pl_vec_grow(struct pl_arena *arena, void *data, size_t *room, size_t size);

#endif
