// SPDX-License-Identifier: MIT
/* layout/pagebreak.h: choose the pages of a stretch of flow that cost least together.
 *
 * Pure: sees states, ways and costs; knows no box, no line, no sheet.
 *
 * How it works. A state is what is still to be placed. A page that begins at a state can be filled in several ways: way 0
 * as full as it goes, each further way ends one break earlier. Each gives the next state, what the page costs, and how
 * many lines it ends short, which is compared with the page it faces. Equal states on equal pages are one node, so
 * this is dynamic programming (Plass, "Optimal Pagination Techniques", 1981); nodes are taken in the order of
 * their cost (Dijkstra), so a stretch that costs nothing as it comes is filled once and nothing else is tried. */
#ifndef PL_LAYOUT_PAGEBREAK_H
#define PL_LAYOUT_PAGEBREAK_H

#include "base/arena.h"

#define PL_BREAK_FREE_FOOT INT32_MIN // nothing to compare
#define PL_BREAK_WAYS      6
#define PL_BREAK_WAY_COST  30  // of leaving the fullest page, a way
#define PL_BREAK_FACING    300 // of facing pages that end apart, a line

/* A page, filled in one way. */
struct pl_break_step {
    uint32_t state; // what follows
    bool is_end;    // the stretch ends here
    int64_t cost;   // of the page alone, at least 0
    int32_t foot;   // lines it ends short, or PL_BREAK_FREE_FOOT
};

struct pl_break_problem {
    /* Fills page `page` (from 0) from `state`. False: there is no such way and no further one. Asked at most once for
     * each page, state and way, ways in order. Way 0 always exists. */
    bool (*fill)(void *context, uint32_t state, uint32_t page, uint32_t way,
                 struct pl_break_step *step);
    void *context;
    uint32_t start; // the first page's state
    int32_t
        foot_before; // of the page before the first, where that one faces it; else PL_BREAK_FREE_FOOT
    bool first_is_right; // the first page faces the one before
    uint32_t pages_most; // looked ahead
    uint32_t fills_most; // then the furthest page reached is the end
};

struct pl_break_choice {
    const uint32_t *ways; // by page
    uint32_t count;
    int64_t cost;
    bool is_whole; // to the end of the stretch or to pages_most: nothing costs less
};

/* At least one page. Lives in `arena`. At most fills_most calls of fill, and a logarithm of that for each. */
struct pl_break_choice pl_break_choose(struct pl_arena *arena,
                                       const struct pl_break_problem *problem);

/* What a page and the one before it, on whose right it stands, cost together. */
int64_t pl_break_spread_cost(int32_t left, int32_t right);

#endif
