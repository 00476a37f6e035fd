// SPDX-License-Identifier: MIT
/* tests/typeset/rivers.c: streaks of white are found, and avoided where that costs little. */
#include "typeset/rivers.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

static size_t add_word(struct pl_item *items, size_t count, double width)
{
    if (count)
        items[count++] = (struct pl_item){
            .type = PL_ITEM_GLUE, .width = PL_PT(3), .stretch = PL_PT(1.5), .shrink = PL_PT(1.3)};
    items[count++] = (struct pl_item){
        .type = PL_ITEM_BOX, .width = PL_PT(width), .expand = PL_PT(width)};
    return count;
}

static size_t end(struct pl_item *items, size_t count)
{
    items[count++] = (struct pl_item){.type = PL_ITEM_PENALTY, .penalty = PL_PENALTY_FORCE};
    return count;
}

/* Words of one width, five a line: every space stands under another. */
static void words_of_one_width_make_rivers(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_item items[80];
    size_t count = 0;
    for (int i = 0; i < 30; i++)
        count = add_word(items, count, 20);
    count = end(items, count);
    pl_unit width = PL_PT(112);
    struct pl_fit fit = {.widths = &width, .width_count = 1};
    struct pl_breaks breaks = pl_break_lines(arena, items, count, &fit);
    assert_int_equal(breaks.count, 6);
    struct pl_rivers rivers = pl_rivers_find(arena, items, &breaks, &fit);
    assert_int_equal(rivers.count, 1); // it is counted where it has come to four lines
    assert_int_equal(rivers.lines[0], 3);
    pl_arena_free(arena);
}

static void three_lines_are_no_river(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_item items[80];
    size_t count = 0;
    for (int i = 0; i < 15; i++)
        count = add_word(items, count, 20);
    count = end(items, count);
    pl_unit width = PL_PT(112);
    struct pl_fit fit = {.widths = &width, .width_count = 1};
    struct pl_breaks breaks = pl_break_lines(arena, items, count, &fit);
    assert_int_equal(breaks.count, 3);
    assert_int_equal(pl_rivers_find(arena, items, &breaks, &fit).count, 0);
    pl_arena_free(arena);
}

/* Over many paragraphs: never more rivers, never dearer than what they are worth, items as they were. */
static void avoiding_rivers_costs_little(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    size_t before = 0, after = 0;
    for (uint32_t n = 0; n < 400; n++) {
        seed = n * 7919 + 1;
        struct pl_item items[400];
        size_t count = 0, words = 60 + dice(100);
        for (size_t w = 0; w < words; w++)
            count = add_word(items, count, 6 + dice(30));
        count = end(items, count);
        pl_unit width = PL_PT(200 + (double)dice(150));
        struct pl_fit fit = {
            .widths = &width, .width_count = 1, .indent = PL_PT(10), .expansion = 30};
        struct pl_breaks best = pl_break_lines(arena, items, count, &fit);
        struct pl_rivers left;
        struct pl_breaks other = pl_rivers_avoid(arena, items, count, &fit, best, &left);
        size_t was = pl_rivers_find(arena, items, &best, &fit).count;
        size_t is = pl_rivers_find(arena, items, &other, &fit).count;
        assert_int_equal(left.count, is);
        assert_true(is <= was);
        assert_true(other.pass <= best.pass);
        assert_true(other.demerits <= best.demerits + (int64_t)(was - is) * 9000);
        if (is == was)
            assert_true(other.lines == best.lines);
        assert_int_equal(other.lines[other.count - 1].next, count);
        for (size_t i = 0; i < count; i++)
            assert_false(items[i].is_closed);
        before += was;
        after += is;
        pl_arena_reset(arena);
    }
    assert_true(before > 20);
    assert_true(after * 2 < before);
    pl_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_one_width_make_rivers),
        cmocka_unit_test(three_lines_are_no_river),
        cmocka_unit_test(avoiding_rivers_costs_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
