// SPDX-License-Identifier: MIT
/* tests/base/char_set.c: what was put in is there, in order, and nothing else. */
#include "base/char_set.h"

#include "support/support.h"

static void what_was_put_in_is_there_in_order(void **state)
{
    struct pl_test *test = *state;
    struct pl_char_set set = {0};
    static const uint32_t expected[] = {'B', 'a', 0xE9, 0x9AA8, 0x1F600, 0x10FFFF};
    pl_char_set_add_text(test->arena, &set, PL_LIT("a\xC3\xA9\xE9\xAA\xA8"
                                                   "B\xF0\x9F\x98\x80"
                                                   "a"));
    pl_char_set_add(test->arena, &set, 0x10FFFF);
    pl_char_set_add(test->arena, &set, 0x110000);
    uint32_t at = pl_char_set_next(&set, 0);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(at, expected[i]);
        assert_true(pl_char_set_has(&set, at));
        at = pl_char_set_next(&set, at + 1);
    }
    assert_int_equal(at, UINT32_MAX);
    assert_false(pl_char_set_has(&set, 'A'));
    assert_false(pl_char_set_has(&set, 0x110000));
}

static void an_empty_set_has_nothing(void **state)
{
    (void)state;
    struct pl_char_set set = {0};
    assert_int_equal(pl_char_set_next(&set, 0), UINT32_MAX);
    assert_false(pl_char_set_has(&set, 'a'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(what_was_put_in_is_there_in_order),
        PL_TEST(an_empty_set_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
