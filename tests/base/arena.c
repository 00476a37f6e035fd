// SPDX-License-Identifier: MIT
/* tests/base/arena.c: memory is zeroed, bounded, cleaned up in order; running out unwinds. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>

#include "base/vec.h"
#include "support/support.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    struct pl_test *test = *state;
    for (size_t size = 0; size < 9000; size += 37) {
        pl_arena_alloc_text(test->arena, 1); // puts the next one out of line
        char *memory = pl_arena_alloc(test->arena, size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(memory[i], 0);
        memset(memory, 'x', size);
    }
}

static void growing_keeps_and_zeroes(void **state)
{
    struct pl_test *test = *state;
    unsigned char *block = pl_arena_alloc(test->arena, 10);
    memset(block, 7, 10);
    unsigned char *grown = pl_arena_grow(test->arena, block, 10, 20);
    assert_ptr_equal(grown, block); // the last one grows in place
    pl_arena_alloc(test->arena, 1);
    grown = pl_arena_grow(test->arena, grown, 20, 100000);
    assert_ptr_not_equal(grown, block);
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(grown[i], i < 10 ? 7 : 0);
}

static void count_drop(void *count)
{
    ++*(int *)count;
}

static void a_rewind_takes_back_what_came_after(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    int before = 0, after = 0;
    char *kept = pl_arena_alloc(arena, 100);
    memset(kept, 7, 100);
    pl_arena_defer(arena, count_drop, &before);
    struct pl_arena_mark mark = pl_arena_mark(arena);
    size_t used = pl_arena_used(arena);
    char *first = pl_arena_alloc(arena, 8);
    for (int round = 0; round < 3; round++) {
        pl_arena_rewind(arena, mark);
        assert_int_equal(pl_arena_used(arena), used);
        assert_ptr_equal(pl_arena_alloc(arena, 8), first);
        pl_arena_defer(arena, count_drop, &after);
        for (int i = 0; i < 40; i++) { // several blocks, those of the round before among them
            char *memory = pl_arena_alloc(arena, 3000);
            assert_int_equal(memory[0] | memory[2999], 0);
            memset(memory, 'x', 3000);
        }
    }
    pl_arena_rewind(arena, mark);
    assert_int_equal(after, 3);
    assert_int_equal(before, 0);
    for (int i = 0; i < 100; i++)
        assert_int_equal(kept[i], 7);
    pl_arena_free(arena);
    assert_int_equal(before, 1);
}

static void vectors_grow(void **state)
{
    struct pl_test *test = *state;
    PL_VEC_TYPE(numbers, int) numbers = {0};
    for (int i = 0; i < 10000; i++)
        *PL_PUSH(test->arena, &numbers) = i;
    assert_int_equal(numbers.count, 10000);
    assert_int_equal(PL_LAST(&numbers), 9999);
    for (int i = 0; i < 10000; i++)
        assert_int_equal(numbers.data[i], i);
}

static char order[8];
static size_t order_count;

static void note(void *letter)
{
    order[order_count++] = *(const char *)letter;
}

static void clean_ups_run_last_first(void **state)
{
    (void)state;
    order_count = 0;
    struct pl_arena *arena = pl_arena_new(0);
    pl_arena_defer(arena, note, (void *)"a");
    pl_arena_defer(arena, note, (void *)"b");
    pl_arena_reset(arena);
    pl_arena_defer(arena, note, (void *)"c");
    pl_arena_free(arena);
    assert_memory_equal(order, "bac", 3);
    assert_int_equal(order_count, 3);
    pl_arena_free(NULL);
}

struct work {
    struct pl_arena *arena, *inner;
    size_t size;
    bool result, reached;
};

static bool allocate(void *argument)
{
    struct work *work = argument;
    pl_arena_alloc(work->arena, work->size);
    work->reached = true;
    return work->result;
}

static void the_limit_unwinds(void **state)
{
    (void)state;
    bool over_limit;
    struct work work = {.arena = pl_arena_new(1000), .size = 1000, .result = true};
    assert_true(pl_arena_run(work.arena, allocate, &work, &over_limit));
    assert_false(over_limit);
    assert_int_equal(pl_arena_used(work.arena), 1000);
    work.size = 1;
    work.reached = false;
    assert_false(pl_arena_run(work.arena, allocate, &work, &over_limit));
    assert_true(over_limit && !work.reached);
    pl_arena_reset(work.arena);
    work.result = false; // the work's own failure is another thing
    assert_false(pl_arena_run(work.arena, allocate, &work, &over_limit));
    assert_false(over_limit);
    work.size = SIZE_MAX - 8;
    assert_false(pl_arena_run(work.arena, allocate, &work, &over_limit));
    assert_true(over_limit);
    pl_arena_free(work.arena);
}

static bool allocate_product(void *argument)
{
    pl_arena_alloc_array(argument, SIZE_MAX / 2, 3);
    return true;
}

static void products_are_checked(void **state)
{
    (void)state;
    bool over_limit;
    struct pl_arena *arena = pl_arena_new(0);
    assert_false(pl_arena_run(arena, allocate_product, arena, &over_limit));
    assert_true(over_limit);
    pl_arena_free(arena);
}

static bool nest(void *argument)
{
    struct work *work = argument, deeper = {.arena = work->inner, .size = 5000, .result = true};
    bool over_limit;
    if (pl_arena_run(work->inner, allocate, &deeper, &over_limit) || !over_limit)
        return false;
    work->reached = true;
    pl_arena_unwind(work->arena);
}

static void guards_nest(void **state)
{
    (void)state;
    bool over_limit;
    struct work work = {.arena = pl_arena_new(0), .inner = pl_arena_new(100)};
    assert_false(pl_arena_run(work.arena, nest, &work, &over_limit));
    assert_true(over_limit && work.reached);
    pl_arena_free(work.inner);
    pl_arena_free(work.arena);
    work.arena = work.inner = pl_arena_new(100); // the same: the inner guard catches first
    work.reached = false;
    assert_false(pl_arena_run(work.arena, nest, &work, &over_limit));
    assert_true(over_limit && work.reached);
    pl_arena_free(work.arena);
}

static void texts_are_copied_with_a_nul(void **state)
{
    struct pl_test *test = *state;
    char source[] = "slice";
    pl_str copy = pl_str_copy(test->arena, (pl_str){source, 3});
    source[0] = 'X';
    assert_text_equal(copy, "sli");
    assert_int_equal(copy.data[3], 0);
    assert_string_equal(pl_str_cstr(test->arena, (pl_str){0}), "");
    assert_text_equal(pl_str_format(test->arena, "%d-%s", 12, "ü"), "12-ü");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(memory_is_zeroed_and_aligned),
        PL_TEST(growing_keeps_and_zeroes),
        PL_TEST(a_rewind_takes_back_what_came_after),
        PL_TEST(vectors_grow),
        PL_TEST(clean_ups_run_last_first),
        PL_TEST(the_limit_unwinds),
        PL_TEST(products_are_checked),
        PL_TEST(guards_nest),
        PL_TEST(texts_are_copied_with_a_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
