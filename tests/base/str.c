// SPDX-License-Identifier: MIT
/* tests/base/str.c: slices are cut, found, compared and read as numbers; texts are built. */
#include "base/str.h"

#include <locale.h>
#include <math.h>

#include "base/strbuf.h"
#include "support/support.h"

static void comparing(void **state)
{
    (void)state;
    assert_true(pl_str_eq(PL_LIT(""), (pl_str){0}));
    assert_true(pl_str_eq(PL_LIT("a\0b"), PL_LIT("a\0b")));
    assert_false(pl_str_eq(PL_LIT("a\0b"), PL_LIT("a\0c")));
    assert_true(pl_str_eq_ascii_nocase(PL_LIT("HeLLo"), PL_LIT("hEllO")));
    assert_false(pl_str_eq_ascii_nocase(PL_LIT("[\\]"), PL_LIT("{|}")));
    assert_true(pl_str_compare(PL_LIT("a"), PL_LIT("ab")) < 0);
    assert_true(pl_str_compare(PL_LIT("\xFF"), PL_LIT("a")) > 0);
    assert_true(pl_str_compare(PL_LIT("b"), PL_LIT("ab")) > 0);
    assert_int_equal(pl_str_compare(PL_LIT(""), (pl_str){0}), 0);
    assert_true(pl_str_starts(PL_LIT("abc"), PL_LIT("ab")) &&
                pl_str_starts(PL_LIT("a"), PL_LIT("")));
    assert_false(pl_str_starts(PL_LIT("a"), PL_LIT("ab")));
    assert_true(pl_str_ends(PL_LIT("abc"), PL_LIT("bc")));
    assert_false(pl_str_ends(PL_LIT("c"), PL_LIT("bc")));
    assert_true(pl_str_starts_ascii_nocase(PL_LIT("HTTPS://x"), PL_LIT("https:")));
    assert_true(pl_str_contains_ascii_nocase(PL_LIT("say HTML"), PL_LIT("html")));
    assert_int_equal(pl_str_from(NULL).size, 0);
}

static void finding(void **state)
{
    (void)state;
    pl_str text = PL_LIT("abcabc");
    assert_int_equal(pl_str_find(text, PL_LIT("bc"), 0), 1);
    assert_int_equal(pl_str_find(text, PL_LIT("bc"), 2), 4);
    assert_int_equal(pl_str_find(text, PL_LIT("bc"), 5), SIZE_MAX);
    assert_int_equal(pl_str_find(text, PL_LIT("bc"), 99), SIZE_MAX);
    assert_int_equal(pl_str_find(text, PL_LIT(""), 3), 3);
    assert_int_equal(pl_str_find_byte(text, 'c', 3), 5);
    assert_int_equal(pl_str_find_byte((pl_str){0}, 'c', 0), SIZE_MAX);
    assert_int_equal(pl_str_find(PL_LIT("a"), PL_LIT("ab"), 0), SIZE_MAX);
}

static void cutting(void **state)
{
    (void)state;
    assert_text_equal(pl_str_slice(PL_LIT("abc"), 1, 99), "bc");
    assert_text_equal(pl_str_slice(PL_LIT("abc"), 2, 1), "");
    assert_text_equal(pl_str_slice(PL_LIT("abc"), 9, 99), "");
    assert_text_equal(pl_str_trim(PL_LIT(" \t\r\n\f x y \n")), "x y");
    assert_text_equal(pl_str_trim(PL_LIT("  ")), "");
    pl_str rest = PL_LIT("key: value"), head = PL_LIT("untouched");
    assert_false(pl_str_cut(&rest, ';', &head));
    assert_text_equal(head, "untouched");
    assert_true(pl_str_cut(&rest, ':', &head));
    assert_text_equal(head, "key");
    assert_text_equal(rest, " value");
}

static void lines_and_words(void **state)
{
    (void)state;
    static const char *const lines[] = {"one", "", "two", "three", "four"};
    pl_str rest = PL_LIT("one\n\r\ntwo\rthree\nfour\n"), part;
    for (size_t i = 0; i < 5; i++) {
        assert_true(pl_str_next_line(&rest, &part));
        assert_text_equal(part, lines[i]);
    }
    assert_false(pl_str_next_line(&rest, &part));
    rest = PL_LIT("  a\tbc \n");
    assert_true(pl_str_next_word(&rest, &part));
    assert_text_equal(part, "a");
    assert_true(pl_str_next_word(&rest, &part));
    assert_text_equal(part, "bc");
    assert_false(pl_str_next_word(&rest, &part));
}

static void whole_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
        bool is_number;
    } rows[] = {
        {"0", 0, true},
        {"-42", -42, true},
        {"+7", 7, true},
        {"9223372036854775807", INT64_MAX, true},
        {"-9223372036854775808", INT64_MIN, true},
        {"9223372036854775808", 0, false},
        {"99999999999999999999999", 0, false},
        {"", 0, false},
        {"-", 0, false},
        {" 1", 0, false},
        {"1.", 0, false},
        {"0x1", 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int64_t value = 0;
        assert_int_equal(pl_str_to_int64(pl_str_from(rows[i].text), &value), rows[i].is_number);
        assert_true(!rows[i].is_number || value == rows[i].value);
    }
}

static void decimal_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        double value;
    } rows[] = {
        {"0", 0},          {"1.5", 1.5},
        {"-0.25", -0.25},  {"1e3", 1000},
        {"1.5E-2", 0.015}, {".5", 0.5},
        {"1e-400", 0},     {"123456789012345678901234567890", 123456789012345678901234567890.0},
    };
    static const char *const wrong[] = {"",    "-",     ".",   "e5",  "1e", "1e999",
                                        "1,5", "0x1p3", "nan", "inf", " 1"};
    double value;
    setlocale(LC_ALL, "de_DE.UTF-8"); // a comma there; must change nothing
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(pl_str_to_double(pl_str_from(rows[i].text), &value));
        assert_true(fabs(value - rows[i].value) <= 1e-15 * fabs(rows[i].value));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        if (pl_str_to_double(pl_str_from(wrong[i]), &value))
            fail_msg("'%s' was read as a number", wrong[i]);
    setlocale(LC_ALL, "C");
}

static void building(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf buffer = PL_STRBUF(test->arena);
    assert_text_equal(pl_strbuf_str(&buffer), "");
    pl_strbuf_add(&buffer, PL_LIT("a"));
    pl_strbuf_add_byte(&buffer, 'b');
    pl_strbuf_add_repeated(&buffer, '-', 3);
    pl_strbuf_add_char(&buffer, 0x1F600);
    pl_strbuf_add_char(&buffer, 0xD800);
    pl_strbuf_addf(&buffer, "<%s %d>", "x", -1);
    assert_text_equal(pl_strbuf_str(&buffer), "ab---😀\xEF\xBF\xBD<x -1>");
    assert_int_equal(pl_strbuf_str(&buffer).data[buffer.size], 0);
    pl_strbuf_truncate(&buffer, 2);
    for (int i = 0; i < 10000; i++)
        pl_strbuf_add(&buffer, PL_LIT("0123456789"));
    assert_int_equal(pl_strbuf_str(&buffer).size, 100002);
}

static void writing_numbers(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        double number;
        int decimals;
        const char *text, *fixed;
    } rows[] = {
        {0, 2, "0", "0.00"},
        {1.5, 3, "1.5", "1.500"},
        {-0.004, 2, "0", "0.00"},
        {-1.25, 2, "-1.25", "-1.25"},
        {2.999, 2, "3", "3.00"},
        {0.1 + 0.2, 9, "0.3", "0.300000000"},
        {NAN, 2, "0", "0.00"},
        {-INFINITY, 1, "0", "0.0"},
        {1234567, 0, "1234567", "1234567"},
        {0.05, 1, "0.1", "0.1"},
        {100, 2, "100", "100.00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena), fixed = PL_STRBUF(test->arena);
        pl_strbuf_add_number(&text, rows[i].number, rows[i].decimals);
        pl_strbuf_add_fixed(&fixed, rows[i].number, rows[i].decimals);
        assert_text_equal(pl_strbuf_str(&text), rows[i].text);
        assert_text_equal(pl_strbuf_str(&fixed), rows[i].fixed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(comparing),       PL_TEST(finding),         PL_TEST(cutting),
        PL_TEST(lines_and_words), PL_TEST(whole_numbers),   PL_TEST(decimal_numbers),
        PL_TEST(building),        PL_TEST(writing_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
