// SPDX-License-Identifier: MIT
/* layout/pagebreak.c: choose the pages of a stretch of flow that cost least together. */
#include "layout/pagebreak.h"

#include "base/vec.h"

#define NONE UINT32_MAX

struct node {
    uint32_t page, state;
    int32_t foot; // of the page before, where this one faces it
    bool is_end;
    int64_t cost;
    uint32_t parent, way; // how it was reached
    uint32_t next;        // on the same page
};

/* What fill said. */
struct filled {
    uint32_t state, way;
    bool exists;
    struct pl_break_step step;
    uint32_t next; // on the same page
};

/* Way `way` of a node, not tried yet; nothing behind it costs less than `bound`. */
struct entry {
    int64_t bound;
    uint32_t page, order, node, way;
};

struct search {
    const struct pl_break_problem *problem;
    struct pl_arena *arena;
    struct {
        PL_VEC(struct node)
    } nodes;
    struct {
        PL_VEC(struct filled)
    } fills;
    struct {
        PL_VEC(struct entry)
    } heap;
    uint32_t *nodes_of, *fills_of; // by page: the last one
    uint32_t order;
};

int64_t pl_break_spread_cost(int32_t left, int32_t right)
{
    if (left == PL_BREAK_FREE_FOOT || right == PL_BREAK_FREE_FOOT)
        return 0;
    int64_t apart = (int64_t)left - right;
    return (apart < 0 ? -apart : apart) * PL_BREAK_FACING;
}

/* --- The queue: the least bound first, of equal ones the furthest page, then the first that came ------- */

static bool is_before(const struct entry *a, const struct entry *b)
{
    if (a->bound != b->bound)
        return a->bound < b->bound;
    if (a->page != b->page)
        return a->page > b->page;
    return a->order < b->order;
}

static void swap(struct search *search, size_t a, size_t b)
{
    struct entry entry = search->heap.data[a];
    search->heap.data[a] = search->heap.data[b];
    search->heap.data[b] = entry;
}

static void push(struct search *search, uint32_t node, uint32_t way, int64_t bound)
{
    *PL_PUSH(search->arena, &search->heap) = (struct entry){bound, search->nodes.data[node].page,
                                                            search->order++, node, way};
    size_t at = search->heap.count - 1;
    while (at && is_before(&search->heap.data[at], &search->heap.data[(at - 1) / 2])) {
        swap(search, at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static struct entry pop(struct search *search)
{
    struct entry first = search->heap.data[0];
    search->heap.data[0] = PL_LAST(&search->heap);
    search->heap.count--;
    for (size_t at = 0;;) {
        size_t least = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < search->heap.count; child++)
            if (is_before(&search->heap.data[child], &search->heap.data[least]))
                least = child;
        if (least == at)
            return first;
        swap(search, at, least);
        at = least;
    }
}

/* --- Nodes --------------------------------------------------------------------------------------------- */

static bool faces_before(const struct search *search, uint32_t page)
{
    return (page % 2 == 0) == search->problem->first_is_right;
}

static uint32_t node_at(struct search *search, uint32_t page, uint32_t state, int32_t foot,
                        bool is_end)
{
    for (uint32_t i = search->nodes_of[page]; i != NONE; i = search->nodes.data[i].next) {
        const struct node *node = &search->nodes.data[i];
        if (node->state == state && node->foot == foot && node->is_end == is_end)
            return i;
    }
    *PL_PUSH(search->arena, &search->nodes) = (struct node){
        page, state, foot, is_end, INT64_MAX, NONE, 0, search->nodes_of[page]};
    return search->nodes_of[page] = (uint32_t)search->nodes.count - 1;
}

/* NULL: the fills are used up. */
static const struct filled *fill(struct search *search, const struct node *node, uint32_t way)
{
    for (uint32_t i = search->fills_of[node->page]; i != NONE; i = search->fills.data[i].next)
        if (search->fills.data[i].state == node->state && search->fills.data[i].way == way)
            return &search->fills.data[i];
    if (search->fills.count >= search->problem->fills_most)
        return NULL;
    struct filled filled = {.state = node->state, .way = way};
    filled.exists = search->problem->fill(search->problem->context, node->state, node->page, way,
                                          &filled.step);
    filled.next = search->fills_of[node->page];
    search->fills_of[node->page] = (uint32_t)search->fills.count;
    struct filled *kept = PL_PUSH(search->arena, &search->fills);
    *kept = filled;
    return kept;
}

static void reach(struct search *search, uint32_t from, uint32_t way,
                  const struct pl_break_step *step)
{
    struct node parent = search->nodes.data[from];
    int64_t cost = parent.cost + step->cost + (int64_t)way * PL_BREAK_WAY_COST;
    if (faces_before(search, parent.page))
        cost += pl_break_spread_cost(parent.foot, step->foot);
    uint32_t page = parent.page + 1;
    int32_t foot = faces_before(search, page) ? step->foot : PL_BREAK_FREE_FOOT;
    uint32_t index = node_at(search, page, step->state, foot, step->is_end);
    struct node *node = &search->nodes.data[index];
    if (node->cost <= cost)
        return;
    node->cost = cost;
    node->parent = from;
    node->way = way;
    push(search, index, 0, cost);
}

static struct pl_break_choice path_to(struct search *search, uint32_t end, bool is_whole)
{
    const struct node *node = &search->nodes.data[end];
    uint32_t *ways = PL_NEW_ARRAY(search->arena, uint32_t, node->page);
    struct pl_break_choice choice = {ways, node->page, node->cost, is_whole};
    for (; node->page; node = &search->nodes.data[node->parent])
        ways[node->page - 1] = node->way;
    return choice;
}

/* The furthest node, of several the one that costs least. */
static uint32_t furthest(const struct search *search)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < search->nodes.count; i++) {
        const struct node *a = &search->nodes.data[i], *b = &search->nodes.data[best];
        if (a->page > b->page || (a->page == b->page && a->cost < b->cost))
            best = i;
    }
    return best;
}

struct pl_break_choice pl_break_choose(struct pl_arena *arena,
                                       const struct pl_break_problem *problem)
{
    struct search search = {.problem = problem, .arena = arena};
    uint32_t pages = problem->pages_most + 1;
    search.nodes_of = PL_NEW_ARRAY(arena, uint32_t, pages);
    search.fills_of = PL_NEW_ARRAY(arena, uint32_t, pages);
    for (uint32_t i = 0; i < pages; i++)
        search.nodes_of[i] = search.fills_of[i] = NONE;
    uint32_t start = node_at(&search, 0, problem->start, problem->foot_before, false);
    search.nodes.data[start].cost = 0;
    push(&search, start, 0, 0);
    while (search.heap.count) {
        struct entry entry = pop(&search);
        struct node node = search.nodes.data[entry.node];
        if (entry.bound != node.cost + (int64_t)entry.way * PL_BREAK_WAY_COST)
            continue; // it was reached for less since
        if (node.is_end || node.page == problem->pages_most)
            return path_to(&search, entry.node, true);
        const struct filled *filled = fill(&search, &node, entry.way);
        if (!filled)
            break;
        if (!filled->exists)
            continue;
        struct pl_break_step step = filled->step;
        reach(&search, entry.node, entry.way, &step);
        if (entry.way + 1 < PL_BREAK_WAYS)
            push(&search, entry.node, entry.way + 1,
                 node.cost + (int64_t)(entry.way + 1) * PL_BREAK_WAY_COST);
    }
    return path_to(&search, furthest(&search), false);
}
