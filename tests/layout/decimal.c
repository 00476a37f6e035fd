// SPDX-License-Identifier: MIT
/* tests/layout/decimal.c: which texts are numbers, and where columns put their decimal points. */
#include "layout/decimal.h"

#include "layout/made.h"

#include <stdlib.h>

static const struct {
    const char *text;
    int stop, comma; // the point's byte by either mark; -1: no number
} texts[] = {
    {"12.5", 2, 4},
    {"1,234", 5, 1},
    {"1,234.5", 5, 7},
    {"1.234.567,8", 11, 9},
    {"\xE2\x88\x92" "3.25 %", 4, 7},
    {"$7", 2, 2},
    {"CHF 7.50", 5, 8},
    {".5", 0, 2},
    {"12 500 kg", 6, 6},
    {"12\xE2\x80\xAF" "500,25", 11, 8},
    {"(4.0)", 2, 4},
    {"5 m2", 1, 1},
    {"", -1, -1},
    {"-", -1, -1},
    {"three", -1, -1},
    {"24.12.2026", -1, -1},
    {"12:30", -1, -1},
    {"2024\xE2\x80\x93" "2025", -1, -1},
    {"1.5 - 2.5", -1, -1},
    {"3/4", -1, -1},
    {"1.2.3", -1, -1},
    {"Q1", -1, -1},
    {"3 apples, and a long tale of each of them", -1, -1},
};

static void numbers_are_told_from_dates_and_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pl_decimal number;
        bool is_number = pl_decimal_read(pl_str_from(texts[i].text), &number);
        int stop = is_number ? (int)pl_decimal_point(&number, PL_DECIMAL_STOP) : -1;
        int comma = is_number ? (int)pl_decimal_point(&number, PL_DECIMAL_COMMA) : -1;
        if (stop != texts[i].stop || comma != texts[i].comma)
            fail_msg("'%s': points at %d and %d, not at %d and %d", texts[i].text, stop, comma,
                     texts[i].stop, texts[i].comma);
    }
}

#define TABLE(rows) "<table><tr><th>Heading</th></tr>" rows "</table>"
#define ROW(text)   "<tr><td>" text "</td></tr>"

/* A digit's width in the same face tells how far left the point lies of a number's end. */
static pl_unit left_of(struct pl_test *test, const char *rows, const char *css, const char *word)
{
    const char *sheet = pl_str_cstr(
        test->arena, pl_str_format(test->arena,
                                   "td,th{padding:0;font-variant-numeric:tabular-nums;"
                                   "-platen-decimal-align:auto}%s",
                                   css));
    struct made made = made_pages(test, rows, sheet, 1);
    return made_find(&made, word).x;
}

static void points_of_a_column_stand_below_each_other(void **state)
{
    struct pl_test *test = *state;
    static const char rows[] = TABLE(ROW("111.1") ROW("1.11") ROW("11") ROW("1.11<sup>9</sup>") ROW("-"));
    for (int i = 0; i < 3; i++) {
        static const char *const css[] = {"", "td{text-align:right}", "td{text-align:center}"};
        pl_unit wide = left_of(test, rows, css[i], "111.1"), one = left_of(test, rows, css[i], "1.11"),
                two = left_of(test, rows, css[i], "11");
        assert_true(one > two && two > wide); // by two digits and by one
        assert_true(abs((one - wide) - 2 * (two - wide)) <= 4);
    }
}

static void without_the_wish_text_align_rules(void **state)
{
    struct pl_test *test = *state;
    static const char rows[] = TABLE(ROW("111.1") ROW("1.11"));
    const char *css = "td{-platen-decimal-align:none}";
    assert_int_equal(left_of(test, rows, css, "111.1"), left_of(test, rows, css, "1.11"));
}

static void a_column_of_words_stays(void **state)
{
    struct pl_test *test = *state;
    static const char rows[] = TABLE(ROW("word") ROW("other") ROW("more") ROW("111.1") ROW("1.11"));
    assert_int_equal(left_of(test, rows, "", "111.1"), left_of(test, rows, "", "1.11"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(numbers_are_told_from_dates_and_words),
        PL_TEST(points_of_a_column_stand_below_each_other),
        PL_TEST(without_the_wish_text_align_rules),
        PL_TEST(a_column_of_words_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
