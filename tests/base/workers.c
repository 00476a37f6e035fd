// SPDX-License-Identifier: MIT
/* tests/base/workers.c: every item once, results in order, for any number of threads. */
#include "base/workers.h"

#include <stdatomic.h>

#include "support/support.h"

#define COUNT ((size_t)2000)

struct job {
    unsigned result[COUNT];
    atomic_uint calls[COUNT];
    atomic_uint most_ahead, threads_seen;
    atomic_size_t handed;
    size_t fail_at, refuse_at;
};

static bool square(void *context, size_t index, unsigned thread)
{
    struct job *job = context;
    atomic_fetch_add(&job->calls[index], 1);
    atomic_fetch_or(&job->threads_seen, 1u << thread);
    size_t handed = atomic_load(&job->handed);
    unsigned ahead = (unsigned)(index - (index < handed ? index : handed));
    unsigned most = atomic_load(&job->most_ahead);
    while (ahead > most && !atomic_compare_exchange_weak(&job->most_ahead, &most, ahead))
        ;
    for (volatile unsigned i = 0; i < index % 7 * 100; i++)
        ;
    job->result[index] = (unsigned)(index * index);
    return index != job->fail_at;
}

static bool take(void *context, size_t index)
{
    struct job *job = context;
    assert_int_equal(index, atomic_load(&job->handed)); // in order
    assert_int_equal(job->result[index], (unsigned)(index * index));
    atomic_fetch_add(&job->handed, 1);
    return index != job->refuse_at;
}

static struct job *new_job(struct pl_test *test)
{
    struct job *job = PL_NEW(test->arena, struct job);
    job->fail_at = job->refuse_at = SIZE_MAX;
    return job;
}

static const unsigned threads[] = {0, 1, 2, 8};

static void results_come_in_order(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < 4; i++) {
        struct job *job = new_job(test);
        assert_true(pl_workers_ordered(threads[i], COUNT, 16, square, take, job));
        assert_int_equal(job->handed, COUNT);
        for (size_t k = 0; k < COUNT; k++)
            assert_int_equal(job->calls[k], 1);
        assert_true(job->most_ahead <= 16);
        if (threads[i])
            assert_true(job->threads_seen < 1u << threads[i]);
    }
}

static void each_item_once(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < 4; i++) {
        struct job *job = new_job(test);
        assert_true(pl_workers_each(threads[i], COUNT, square, job));
        for (size_t k = 0; k < COUNT; k++)
            assert_int_equal(job->calls[k], 1);
    }
    assert_true(pl_workers_each(4, 0, square, new_job(test)));
    assert_true(pl_workers_ordered(4, 1, 1, square, take, new_job(test)));
}

static void failure_ends_it(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < 4; i++) {
        struct job *job = new_job(test);
        job->fail_at = 100;
        assert_false(pl_workers_each(threads[i], COUNT, square, job));
        struct job *refused = new_job(test);
        refused->refuse_at = 50;
        assert_false(pl_workers_ordered(threads[i], COUNT, 8, square, take, refused));
        assert_int_equal(refused->handed, 51);
        assert_int_equal(refused->calls[COUNT - 1], 0);
    }
}

static void there_is_a_core(void **state)
{
    (void)state;
    assert_true(pl_workers_available() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(results_come_in_order), PL_TEST(each_item_once),
                                       PL_TEST(failure_ends_it), PL_TEST(there_is_a_core)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
