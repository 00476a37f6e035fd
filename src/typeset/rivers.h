// SPDX-License-Identifier: MIT
/* typeset/rivers.h: word spaces that stand under one another, and breaks that avoid them.
 *
 * Pure, as the breaker is: sees items, breaks and measures. */
#ifndef PL_TYPESET_RIVERS_H
#define PL_TYPESET_RIVERS_H

#include "typeset/breaker.h"

enum { PL_RIVER_LINES = 4 }; // a white streak through so many lines is seen as one

/* The lines, ascending, at which a streak has come to PL_RIVER_LINES lines. Lives in `arena`. O(items). */
struct pl_rivers {
    const uint32_t *lines;
    size_t count;
};
struct pl_rivers pl_rivers_find(struct pl_arena *arena, const struct pl_item *items,
                                const struct pl_breaks *breaks, const struct pl_fit *fit);

/* Breaks nearly as good as `best` (of pl_break_lines over the same items) with fewer rivers, `rivers` of them left; `best`
 * itself where it has none or none are found. Marks items as closed while it tries. At most PL_RIVER_TRIES times the cost of breaking. */
enum { PL_RIVER_TRIES = 12 };
struct pl_breaks pl_rivers_avoid(struct pl_arena *arena, struct pl_item *items, size_t count,
                                 const struct pl_fit *fit, struct pl_breaks best,
                                 struct pl_rivers *rivers);

#endif
