// SPDX-License-Identifier: MIT
/* tests/typeset/breaker.c: total fit finds what trying every set of breaks finds; no line is lost. */
#include "typeset/breaker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

enum { MAX_ITEMS = 80 };

/* A small paragraph: words of some boxes with hyphens, spaces, forbidden spaces, at times a forced break. */
static size_t make_paragraph(struct pl_item *items, int words)
{
    size_t count = 0;
    for (int w = 0; w < words; w++) {
        int parts = 1 + (int)dice(3);
        for (int p = 0; p < parts; p++) {
            pl_unit width = PL_PT(4 + (double)dice(20));
            if (p > 0) {
                bool is_own = dice(4) == 0;
                items[count++] = (struct pl_item){.type = PL_ITEM_PENALTY,
                                                  .penalty = 50,
                                                  .is_hyphen = true,
                                                  .width = is_own ? 0 : PL_PT(3),
                                                  .hang_end = PL_PT(1)};
            }
            items[count++] = (struct pl_item){.type = PL_ITEM_BOX,
                                              .width = width,
                                              .expand = width,
                                              .hang_start = dice(5) ? 0 : PL_PT(1),
                                              .hang_end = dice(5) ? 0 : PL_PT(1)};
        }
        if (w + 1 == words)
            break;
        if (dice(12) == 0)
            items[count++] = (struct pl_item){.type = PL_ITEM_PENALTY, .penalty = PL_PENALTY_FORCE};
        else {
            if (dice(10) == 0)
                items[count++] = (struct pl_item){.type = PL_ITEM_PENALTY,
                                                  .penalty = PL_PENALTY_FORBID};
            items[count++] = (struct pl_item){
                .type = PL_ITEM_GLUE, .width = PL_PT(3), .stretch = PL_PT(4), .shrink = PL_PT(1)};
        }
    }
    items[count++] = (struct pl_item){.type = PL_ITEM_PENALTY, .penalty = PL_PENALTY_FORCE};
    return count;
}

static bool may_end(const struct pl_item *items, uint32_t at, bool with_hyphens)
{
    if (items[at].type == PL_ITEM_GLUE)
        return at > 0 && items[at - 1].type == PL_ITEM_BOX;
    return items[at].type == PL_ITEM_PENALTY && items[at].penalty < PL_PENALTY_FORBID &&
           (with_hyphens || !(items[at].is_hyphen && items[at].width > 0));
}

struct trial {
    const struct pl_item *items;
    size_t count;
    const struct pl_fit *fit;
    bool with_hyphens;
    int64_t tolerance;
    int64_t best; // -1: none
};

static void try_all(struct trial *trial, uint32_t first, size_t line, int fitness, uint32_t hyphens,
                    int64_t demerits)
{
    if (first >= trial->count) {
        if (trial->best < 0 || demerits < trial->best)
            trial->best = demerits;
        return;
    }
    for (uint32_t at = first; at < trial->count; at++) {
        const struct pl_item *item = &trial->items[at];
        bool is_forced = item->type == PL_ITEM_PENALTY && item->penalty <= PL_PENALTY_FORCE;
        if (may_end(trial->items, at, trial->with_hyphens)) {
            struct pl_line_fit set = pl_fit_line(trial->items, first, at, line, trial->fit);
            bool too_many = item->is_hyphen && trial->fit->hyphens_in_row &&
                            hyphens >= trial->fit->hyphens_in_row;
            bool too_short = is_forced && fitness >= 0 && set.natural < trial->fit->shortest_last;
            if (set.badness <= trial->tolerance && !too_many && !too_short) {
                struct pl_demerit_context context = {fitness, hyphens > 3 ? 3 : hyphens};
                int64_t more = pl_line_demerits(trial->items, at, &set, &context, trial->fit);
                try_all(trial, pl_item_after(trial->items, trial->count, at), line + 1, set.fitness,
                        item->is_hyphen ? hyphens + 1 : 0, demerits + more);
            }
        }
        if (is_forced)
            return;
    }
}

static void total_fit_is_the_least_of_all(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    int found = 0;
    for (uint32_t n = 0; n < 8000; n++) {
        seed = n * 7919 + 1;
        struct pl_item items[MAX_ITEMS];
        size_t count = make_paragraph(items, 4 + (int)dice(8));
        pl_unit widths[3] = {PL_PT(30 + (double)dice(70)), PL_PT(30 + (double)dice(70)),
                             PL_PT(40 + (double)dice(60))};
        struct pl_fit fit = {.widths = widths,
                             .width_count = 1 + dice(3),
                             .indent = dice(2) ? PL_PT(8) : 0,
                             .is_ragged = dice(4) == 0,
                             .expansion = dice(2) ? 20 : 0,
                             .hyphens_in_row = dice(3),
                             .shortest_last = dice(2) ? PL_PT(15) : 0,
                             .is_last_justified = dice(8) == 0};
        struct pl_breaks breaks = pl_break_lines(arena, items, count, &fit);
        for (int pass = 1; pass <= 2; pass++) {
            struct trial trial = {items, count, &fit, pass == 2, PL_TOLERANCE, -1};
            try_all(&trial, 0, 0, -1, 0, 0);
            if (trial.best < 0) {
                if (breaks.pass <= pass)
                    fail_msg("paragraph %u: pass %d found lines that trying all didn't", n,
                             breaks.pass);
                continue;
            }
            if (breaks.pass != pass || breaks.demerits != trial.best)
                fail_msg(
                    "paragraph %u: pass %d with %lld demerits, trying all gives pass %d with %lld",
                    n, breaks.pass, (long long)breaks.demerits, pass, (long long)trial.best);
            found++;
            break;
        }
        pl_arena_reset(arena);
    }
    assert_true(found > 1500);
    pl_arena_free(arena);
}

/* The sum over the lines that were given equals what was promised, also in the last pass. */
static void check_whole(const struct pl_item *items, size_t count, const struct pl_breaks *breaks)
{
    uint32_t first = 0;
    assert_true(breaks->count > 0);
    for (size_t i = 0; i < breaks->count; i++) {
        assert_true(breaks->lines[i].at >= first);
        assert_int_equal(breaks->lines[i].next, pl_item_after(items, count, breaks->lines[i].at));
        for (uint32_t k = first; k < breaks->lines[i].at; k++)
            assert_false(items[k].type == PL_ITEM_PENALTY && items[k].penalty <= PL_PENALTY_FORCE);
        first = breaks->lines[i].next;
    }
    assert_int_equal(first, count);
}

static void every_paragraph_has_lines(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    for (uint32_t n = 0; n < 4000; n++) {
        seed = n * 104729 + 3;
        struct pl_item items[MAX_ITEMS];
        size_t count = make_paragraph(items, 1 + (int)dice(12));
        pl_unit width = PL_PT((double)dice(60)); // at times narrower than any word
        struct pl_fit fit = {.widths = &width,
                             .width_count = 1,
                             .indent = PL_PT(5),
                             .hyphens_in_row = dice(3),
                             .expansion = 20};
        struct pl_breaks total = pl_break_lines(arena, items, count, &fit);
        check_whole(items, count, &total);
        struct pl_breaks greedy = pl_break_greedily(arena, items, count, &fit);
        check_whole(items, count, &greedy);
        pl_arena_reset(arena);
    }
    pl_arena_free(arena);
}

static void a_narrow_measure_costs_no_square(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    size_t used[2];
    for (int run = 0; run < 2; run++) {
        size_t words = 20000u << run, count = 0;
        struct pl_item *items = PL_NEW_ARRAY(arena, struct pl_item, words * 2);
        size_t before = pl_arena_used(arena);
        for (size_t w = 0; w < words; w++) {
            items[count++] = (struct pl_item){.type = PL_ITEM_BOX, .width = PL_PT(20)};
            items[count++] = (struct pl_item){
                .type = PL_ITEM_GLUE, .width = PL_PT(3), .stretch = PL_PT(1), .shrink = PL_PT(1)};
        }
        items[count - 1] = (struct pl_item){.type = PL_ITEM_PENALTY, .penalty = PL_PENALTY_FORCE};
        pl_unit width = PL_PT(330);
        struct pl_fit fit = {.widths = &width, .width_count = 1};
        pl_break_lines(arena, items, count, &fit);
        used[run] = pl_arena_used(arena) - before;
    }
    assert_true((double)used[1] <= 2.2 * (double)used[0]);
    pl_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(total_fit_is_the_least_of_all),
        cmocka_unit_test(every_paragraph_has_lines),
        cmocka_unit_test(a_narrow_measure_costs_no_square),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
