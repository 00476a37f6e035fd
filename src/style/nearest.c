// SPDX-License-Identifier: MIT
/* style/nearest.c: the known name most like a mistyped one. */
#include "style/nearest.h"

/* Edit distance with neighbours swapped as one step (Damerau, restricted); more than `most` is
 * `most` + 1. */
static unsigned distance(pl_str a, pl_str b, unsigned most)
{
    unsigned rows[3][PL_NEAREST_ROOM + 1];
    unsigned *before = rows[0], *last = rows[1], *here = rows[2];
    for (size_t j = 0; j <= b.size; j++)
        last[j] = (unsigned)j;
    for (size_t i = 1; i <= a.size; i++) {
        here[0] = (unsigned)i;
        unsigned least = here[0];
        for (size_t j = 1; j <= b.size; j++) {
            unsigned cost = last[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            if (last[j] + 1 < cost)
                cost = last[j] + 1;
            if (here[j - 1] + 1 < cost)
                cost = here[j - 1] + 1;
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1] &&
                before[j - 2] + 1 < cost)
                cost = before[j - 2] + 1;
            here[j] = cost;
            least = cost < least ? cost : least;
        }
        if (least > most)
            return most + 1;
        unsigned *spare = before;
        before = last;
        last = here;
        here = spare;
    }
    return last[b.size];
}

struct pl_nearest pl_nearest_begin(pl_str name)
{
    struct pl_nearest nearest = {.size = name.size <= PL_NEAREST_ROOM ? name.size : 0};
    for (size_t i = 0; i < nearest.size; i++)
        nearest.wanted[i] = pl_ascii_lower(name.data[i]);
    nearest.best = name.size < 6 ? 1 : name.size < 12 ? 2 : 3;
    return nearest;
}

void pl_nearest_try(struct pl_nearest *nearest, pl_str candidate)
{
    size_t size = nearest->size;
    size_t apart = candidate.size > size ? candidate.size - size : size - candidate.size;
    if (size == 0 || candidate.size > PL_NEAREST_ROOM || apart > nearest->best)
        return;
    unsigned steps = distance((pl_str){nearest->wanted, size}, candidate, nearest->best);
    if (steps < nearest->best || (steps == nearest->best && pl_str_empty(nearest->found))) {
        nearest->best = steps;
        nearest->found = candidate;
    }
}
