// SPDX-License-Identifier: MIT
/* tests/layout/pagebreak.c: the chosen pages cost no more than the best of all pages, on random flows. */
#include "layout/pagebreak.h"

#include "support/support.h"

#define LINES_MOST 60

/* A flow of lines: after some of them it may break, at a cost; a page takes `room` lines. */
struct lines {
    uint32_t count, room;
    bool may_break[LINES_MOST + 1]; // behind so many lines
    int cost[LINES_MOST + 1];
    bool has_notes[LINES_MOST + 1]; // a page that ends here has no foot to compare
    uint32_t filled;
};

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

/* A state is the number of lines that stand already. */
static bool fill(void *context, uint32_t state, uint32_t page, uint32_t way,
                 struct pl_break_step *step)
{
    struct lines *lines = context;
    (void)page;
    lines->filled++;
    uint32_t most = state + lines->room < lines->count ? state + lines->room : lines->count;
    uint32_t skipped = 0;
    for (uint32_t end = most; end > state; end--) {
        if (!lines->may_break[end] && end != lines->count && !(way == 0 && end == state + 1))
            continue;
        if (skipped++ < way)
            continue;
        uint32_t lacks = state + lines->room - end;
        bool is_end = end == lines->count;
        *step = (struct pl_break_step){.state = end, .is_end = is_end, .cost = lines->cost[end]};
        step->cost += is_end ? 0 : (int64_t)lacks * lacks * 7;
        step->foot = is_end || lines->has_notes[end] ? PL_BREAK_FREE_FOOT : (int32_t)lacks;
        return true;
    }
    return false;
}

static struct lines random_lines(void)
{
    struct lines lines = {.count = 1 + dice(LINES_MOST), .room = 3 + dice(9)};
    for (uint32_t i = 1; i <= lines.count; i++) {
        lines.may_break[i] = dice(3) != 0;
        lines.cost[i] = dice(4) ? 0 : (int)dice(600);
        lines.has_notes[i] = dice(5) == 0;
    }
    return lines;
}

/* The least cost of all pages from here on: every way of every page is tried. */
static int64_t brute_force(struct lines *lines, const struct pl_break_problem *problem,
                           uint32_t state, uint32_t page, int32_t left)
{
    int64_t best = INT64_MAX;
    bool is_right = (page % 2 == 0) == problem->first_is_right;
    for (uint32_t way = 0; way < PL_BREAK_WAYS; way++) {
        struct pl_break_step step;
        if (!fill(lines, state, page, way, &step))
            break;
        int64_t cost = step.cost + (int64_t)way * PL_BREAK_WAY_COST;
        cost += is_right ? pl_break_spread_cost(left, step.foot) : 0;
        if (cost >= best)
            continue;
        if (!step.is_end && page + 1 < problem->pages_most)
            cost += brute_force(lines, problem, step.state, page + 1, step.foot);
        best = cost < best ? cost : best;
    }
    return best;
}

/* What the chosen ways cost together. */
static int64_t cost_of(struct lines *lines, const struct pl_break_problem *problem,
                       const struct pl_break_choice *choice)
{
    uint32_t state = problem->start;
    int32_t left = problem->foot_before;
    int64_t cost = 0;
    for (uint32_t page = 0; page < choice->count; page++) {
        struct pl_break_step step;
        assert_true(fill(lines, state, page, choice->ways[page], &step));
        cost += step.cost + (int64_t)choice->ways[page] * PL_BREAK_WAY_COST;
        if ((page % 2 == 0) == problem->first_is_right)
            cost += pl_break_spread_cost(left, step.foot);
        left = step.foot;
        state = step.state;
        if (step.is_end)
            assert_int_equal(page + 1, choice->count);
    }
    return cost;
}

static struct pl_break_problem problem_of(struct lines *lines)
{
    return (struct pl_break_problem){
        .fill = fill,
        .context = lines,
        .foot_before = dice(2) ? PL_BREAK_FREE_FOOT : (int32_t)dice(3),
        .first_is_right = dice(2) == 0,
        .pages_most = 5,
        .fills_most = 100000,
    };
}

static void nothing_costs_less(void **state)
{
    struct pl_test *test = *state;
    for (uint32_t i = 0; i < 5000; i++) {
        seed = i;
        struct lines lines = random_lines();
        struct pl_break_problem problem = problem_of(&lines);
        struct pl_break_choice choice = pl_break_choose(test->arena, &problem);
        int64_t best = brute_force(&lines, &problem, 0, 0, problem.foot_before);
        int64_t cost = cost_of(&lines, &problem, &choice);
        if (!choice.is_whole || cost != choice.cost || cost != best)
            fail_msg("seed %u: the pages cost %lld, said to be %lld, the best ones %lld", i,
                     (long long)cost, (long long)choice.cost, (long long)best);
    }
}

static void a_flow_without_faults_is_filled_once(void **state)
{
    struct pl_test *test = *state;
    struct lines lines = {.count = 50, .room = 10};
    for (uint32_t i = 1; i <= lines.count; i++)
        lines.may_break[i] = true;
    struct pl_break_problem problem = problem_of(&lines);
    problem.foot_before = PL_BREAK_FREE_FOOT;
    struct pl_break_choice choice = pl_break_choose(test->arena, &problem);
    assert_int_equal(choice.count, 5);
    assert_int_equal(choice.cost, 0);
    assert_int_equal(lines.filled, 5);
}

static void work_has_an_end(void **state)
{
    struct pl_test *test = *state;
    for (uint32_t i = 0; i < 300; i++) {
        seed = i;
        struct lines lines = random_lines();
        struct pl_break_problem problem = problem_of(&lines);
        problem.fills_most = 1 + dice(12);
        struct pl_break_choice choice = pl_break_choose(test->arena, &problem);
        assert_true(lines.filled <= problem.fills_most);
        assert_true(choice.count >= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(nothing_costs_less),
        PL_TEST(a_flow_without_faults_is_filled_once),
        PL_TEST(work_has_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
