// SPDX-License-Identifier: MIT
/* style/nearest.h: the known name most like a mistyped one, for hints.
 *
 *     nearest = pl_nearest_begin(name);
 *     pl_nearest_try(&nearest, PL_LIT("text-indent")); …
 *     if (nearest.found.size) "did you mean …?" */
#ifndef PL_STYLE_NEAREST_H
#define PL_STYLE_NEAREST_H

#include "base/str.h"

enum { PL_NEAREST_ROOM = 64 }; // longer than any name of ours

struct pl_nearest {
    char wanted[PL_NEAREST_ROOM]; // in lower case
    size_t size;                  // 0: too long to be like anything
    pl_str found;                 // empty: nothing is near
    unsigned best;                // its distance, or the most that is still near
};

struct pl_nearest pl_nearest_begin(pl_str name);

/* `candidate` in lower case; of equally near ones the first stays. */
void pl_nearest_try(struct pl_nearest *nearest, pl_str candidate);

#endif
