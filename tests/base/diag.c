// SPDX-License-Identifier: MIT
/* tests/base/diag.c: diagnostics are kept, bounded and harmless to a terminal. */
#include "base/diag.h"

#include "base/limits.h"
#include "support/support.h"

static void places_and_counts(void **state)
{
    struct pl_test *test = *state;
    struct pl_input *input = pl_test_input(test, PL_LIT("one\r\ntwö x\n"));
    pl_note(&test->diags, PL_N_DROPPED, PL_NO_SPAN, "left out %d", 3);
    pl_warn(&test->diags, PL_W_LINK, pl_span_of(input, 10, 11), "to '%s'", "x");
    struct pl_diag *diag = pl_error(&test->diags, PL_E_VALUE, pl_span_of(input, 0, 3), "wrong");
    pl_hint(&test->diags, diag, "write %s", "right");
    assert_diags_equal(test, "- note N0110 left out 3\n"
                             "2:5 warning W0112 to 'x'\n"
                             "1:1 error E0008 wrong\n");
    assert_text_equal(test->diags.data[2].hint, "write right");
    assert_int_equal(test->diags.notes, 1);
    assert_int_equal(test->diags.warnings, 1);
    assert_int_equal(test->diags.errors, 1);
    assert_int_equal(test->diags.failure, PL_FAILURE_INPUT);
    assert_text_equal(pl_input_line_at(input, 7), "twö x");
}

static void what_may_be_tried_again(void **state)
{
    struct pl_test *test = *state;
    pl_at_path(&test->diags, pl_error_retry(&test->diags, PL_E_FILE_SPACE, "full"),
               PL_LIT("a\x1B[b"));
    assert_int_equal(test->diags.failure, PL_FAILURE_RETRY);
    assert_text_equal(test->diags.data[0].path, "a\xEF\xBF\xBD[b");
}

static void a_terminal_is_not_driven(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *text, *printable;
    } rows[] = {
        {"plain ü 水", "plain ü 水"},
        {"a\nb\tc\rd", "a b c d"},
        {"\x1B]0;owned\x07", "\xEF\xBF\xBD]0;owned\xEF\xBF\xBD"},
        {"a\xC2\x9B"
         "31m",
         "a\xEF\xBF\xBD"
         "31m"},                                          // U+009B: CSI
        {"x\xE2\x80\xAEtxt.exe", "x\xEF\xBF\xBDtxt.exe"}, // U+202E: right-to-left override
        {"\x7F", "\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text_equal(pl_printable(test->arena, pl_str_from(rows[i].text)), rows[i].printable);
    pl_warn(&test->diags, PL_W_LINK, PL_NO_SPAN, "title '%s'", "\x1B[2J");
    assert_text_contains(test->diags.data[0].message, "title '\xEF\xBF\xBD[2J'");
}

static void floods_are_counted_not_kept(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < PL_LIMIT_DIAGNOSTICS * 5; i++)
        pl_warn(&test->diags, PL_W_LINK, PL_NO_SPAN, "link %zu", i);
    pl_error(&test->diags, PL_E_EMPTY, PL_NO_SPAN, "empty");
    assert_true(test->diags.count <= PL_LIMIT_DIAGNOSTICS * 2);
    assert_int_equal(test->diags.warnings, PL_LIMIT_DIAGNOSTICS * 5);
    assert_int_equal(test->diags.errors, 1);
    assert_int_equal(test->diags.data[test->diags.count - 1].code, PL_E_EMPTY);
}

static void lists_are_joined(void **state)
{
    struct pl_test *test = *state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags more = PL_DIAGS(arena);
    pl_warn(&more, PL_W_LINK, PL_NO_SPAN, "from a worker");
    pl_error(&more, PL_E_EMPTY, PL_NO_SPAN, "empty");
    pl_diags_append(&test->diags, &more);
    pl_arena_free(arena);
    assert_diags_equal(test, "- warning W0112 from a worker\n- error E0102 empty\n");
    assert_int_equal(test->diags.errors, 1);
    assert_int_equal(test->diags.failure, PL_FAILURE_INPUT);
}

static void every_code_is_named_and_explained(void **state)
{
    struct pl_test *test = *state;
    for (int code = 0; code < PL_CODE_COUNT; code++) {
        pl_str name = pl_code_name(test->arena, (enum pl_code)code);
        assert_int_equal(name.size, 5);
        assert_int_equal(pl_code_find(name), code);
        assert_int_equal(pl_code_find(pl_str_slice(name, 1, 5)), code);
        pl_str explanation = pl_code_explanation((enum pl_code)code);
        assert_true(explanation.size > 10 && explanation.data[explanation.size - 1] == '.');
    }
    assert_int_equal(pl_code_find(PL_LIT("E_VALUE")), PL_E_VALUE);
    assert_int_equal(pl_code_find(PL_LIT("W9999")), PL_CODE_COUNT);
    assert_int_equal(pl_code_find(PL_LIT("")), PL_CODE_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(places_and_counts),        PL_TEST(what_may_be_tried_again),
        PL_TEST(a_terminal_is_not_driven), PL_TEST(floods_are_counted_not_kept),
        PL_TEST(lists_are_joined),         PL_TEST(every_code_is_named_and_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
