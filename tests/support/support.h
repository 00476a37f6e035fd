// SPDX-License-Identifier: MIT
/* tests/support/support.h: what tests share: cmocka, an arena with diagnostics, assertions
 * that show texts, golden files, temporary folders.
 *
 *     #include "support/support.h"
 *
 *     static void a_claim(void **state)
 *     {
 *         struct pl_test *test = *state;
 *         pl_str got = pl_str_copy(test->arena, PL_LIT("x"));
 *         assert_text_equal(got, "x");
 *         assert_no_diags(test);
 *     }
 *
 *     int main(void)
 *     {
 *         const struct CMUnitTest tests[] = {PL_TEST(a_claim)};
 *         return cmocka_run_group_tests(tests, NULL, NULL);
 *     }
 */
#ifndef PL_TESTS_SUPPORT_H
#define PL_TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/input.h"
#include "base/str.h"

/* What each test begins with. Freed when it ends, also when it fails. */
struct pl_test {
    struct pl_arena *arena;
    struct pl_diags diags;
    pl_str folder; // made at the first call of pl_test_folder, removed with all in it
};

/* A test of cmocka whose *state is a struct pl_test. */
#define PL_TEST(function) cmocka_unit_test_setup_teardown(function, pl_test_setup, pl_test_teardown)
int pl_test_setup(void **state);
int pl_test_teardown(void **state);

/* Fails, showing both texts and the first line that differs. `got` is a pl_str, `expected` a C string. */
#define assert_text_equal(got, expected)                                                           \
    pl_test_text_equal((got), pl_str_from(expected), __FILE__, __LINE__)
#define assert_str_equal(got, expected) pl_test_text_equal((got), (expected), __FILE__, __LINE__)
void pl_test_text_equal(pl_str got, pl_str expected, const char *file, int line);

/* Fails unless `part` stands somewhere in `got`. */
#define assert_text_contains(got, part)                                                            \
    pl_test_text_contains((got), pl_str_from(part), __FILE__, __LINE__)
void pl_test_text_contains(pl_str got, pl_str part, const char *file, int line);

/* The list, a diagnostic a line: "1:5 error E0008 duplicate key 'a'" ("-" where there is no place). */
pl_str pl_test_diags(struct pl_test *test);
#define assert_diags_equal(test, expected) assert_text_equal(pl_test_diags(test), expected)
#define assert_no_diags(test)              assert_text_equal(pl_test_diags(test), "")

/* Compares with the file at `path` (relative to the source root, where tests run). With
 * PLATEN_ACCEPT=1 in the environment it writes the file instead. */
#define assert_golden(test, path, text) pl_test_golden((test), (path), (text), __FILE__, __LINE__)
void pl_test_golden(struct pl_test *test, const char *path, pl_str text, const char *file,
                    int line);

/* An input whose bytes and text are `text`. Lives in the test's arena. */
struct pl_input *pl_test_input(struct pl_test *test, pl_str text);

/* A folder of this test alone, absolute; and the path of a name in it. */
pl_str pl_test_folder(struct pl_test *test);
pl_str pl_test_path(struct pl_test *test, const char *name);

/* Writes a file, its folders made; reads one whole. Both fail the test when they can't. */
void pl_test_write(pl_str path, pl_str bytes);
pl_str pl_test_read(struct pl_test *test, pl_str path);

/* The path of `name` in the corpus that lies beside the source tree (../shared/corpus); empty where that
 * is absent: the test is then skipped, with a word, and fails where CI=true. */
pl_str pl_test_corpus(struct pl_test *test, const char *name);

#endif
