// SPDX-License-Identifier: MIT
/* tests/base/map.c: what was put in is found, in the order it was put in. */
#include "base/map.h"

#include "support/support.h"

static void order_is_that_of_insertion(void **state)
{
    struct pl_test *test = *state;
    struct pl_map map = PL_MAP(test->arena);
    assert_null(pl_map_lookup(&map, PL_LIT("absent")));
    static const char *const keys[] = {"zebra", "", "apple", "a\nb", "ünder"};
    for (size_t i = 0; i < 5; i++)
        *pl_map_at(&map, pl_str_from(keys[i])) = (void *)keys[i];
    *pl_map_at(&map, PL_LIT("apple")) = (void *)"again";
    assert_int_equal(map.count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_text_equal(map.entries[i].key, keys[i]);
    assert_string_equal(pl_map_lookup(&map, PL_LIT("apple")), "again");
    assert_string_equal(pl_map_lookup(&map, PL_LIT("")), "");
    assert_null(pl_map_lookup(&map, PL_LIT("appl")));
    assert_null(*pl_map_at(&map, PL_LIT("new")));
}

static void a_hundred_thousand_keys(void **state)
{
    struct pl_test *test = *state;
    struct pl_map map = PL_MAP(test->arena);
    for (uintptr_t i = 1; i <= 100000; i++)
        *pl_map_at(&map, pl_str_format(test->arena, "key %zu", (size_t)i)) = (void *)i;
    assert_int_equal(map.count, 100000);
    for (uintptr_t i = 1; i <= 100000; i++) {
        assert_ptr_equal(pl_map_lookup(&map, pl_str_format(test->arena, "key %zu", (size_t)i)),
                         (void *)i);
        assert_ptr_equal(map.entries[i - 1].value, (void *)i);
    }
    assert_null(pl_map_lookup(&map, PL_LIT("key 100001")));
}

static void interned_texts_are_one(void **state)
{
    struct pl_test *test = *state;
    struct pl_map map = PL_MAP(test->arena);
    char text[] = "name";
    pl_str first = pl_map_intern(&map, (pl_str){text, 4});
    text[0] = 'X';
    assert_text_equal(first, "name");
    assert_ptr_equal(pl_map_intern(&map, PL_LIT("name")).data, first.data);
    assert_ptr_not_equal(pl_map_intern(&map, PL_LIT("names")).data, first.data);
}

/* Outputs depend on no hash, but checksums of caches may: it never changes. */
static void the_hash_is_stable(void **state)
{
    (void)state;
    assert_true(pl_hash("a", 1) == pl_hash("a", 1));
    assert_true(pl_hash("a", 1) != pl_hash("b", 1) && pl_hash("", 0) != pl_hash("\0", 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(order_is_that_of_insertion), PL_TEST(a_hundred_thousand_keys),
        PL_TEST(interned_texts_are_one), PL_TEST(the_hash_is_stable)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
