// SPDX-License-Identifier: MIT
/* tests/style/counter.c: scopes of counters and numbers in counter styles. */
#include "style/counter.h"

#include "support/support.h"

static const struct {
    enum pl_keyword style;
    int64_t value;
    const char *text;
} numbers[] = {
    {PL_KEYWORD_decimal, -12, "-12"},
    {PL_KEYWORD_decimal_leading_zero, 7, "07"},
    {PL_KEYWORD_lower_alpha, 1, "a"},
    {PL_KEYWORD_lower_alpha, 27, "aa"},
    {PL_KEYWORD_upper_latin, 703, "AAA"},
    {PL_KEYWORD_lower_alpha, 0, "0"}, // out of its range: decimal
    {PL_KEYWORD_upper_roman, 1994, "MCMXCIV"},
    {PL_KEYWORD_lower_roman, 4000, "4000"},
    {PL_KEYWORD_lower_greek, 18, "σ"},
    {PL_KEYWORD_hebrew, 15, "טו"},
    {PL_KEYWORD_upper_armenian, 1, "Ա"},
    {PL_KEYWORD_georgian, 11, "ია"},
    {PL_KEYWORD_arabic_indic, 42, "٤٢"},
    {PL_KEYWORD_disc, 5, "•"},
    {PL_KEYWORD_cjk_decimal, 10, "一〇"},
};

static void numbers_are_written_in_their_style(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        pl_counter_add_number(&text, numbers[i].value, numbers[i].style);
        assert_text_equal(pl_strbuf_str(&text), numbers[i].text);
    }
}

static void a_counter_lives_as_long_as_its_scope(void **state)
{
    struct pl_test *test = *state;
    struct pl_counters counters = pl_counters_begin(test->arena);
    pl_str name = PL_LIT("c");
    pl_counters_enter(&counters); // parent
    pl_counters_enter(&counters); // first child makes it …
    pl_counter_reset(&counters, name, 5);
    pl_counters_enter(&counters); // … its child makes one inside …
    pl_counter_reset(&counters, name, 1);
    struct pl_strbuf all = PL_STRBUF(test->arena);
    pl_counter_add_all(&all, &counters, name, PL_LIT("."), PL_KEYWORD_decimal);
    assert_text_equal(pl_strbuf_str(&all), "5.1");
    pl_counters_leave(&counters);
    pl_counters_leave(&counters);
    pl_counters_enter(&counters); // … a later sibling still sees the first
    pl_counter_increment(&counters, name, 2);
    assert_int_equal(pl_counter_value(&counters, name), 7);
    pl_counters_leave(&counters);
    pl_counters_leave(&counters); // the parent is left
    assert_int_equal(pl_counter_value(&counters, name), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(numbers_are_written_in_their_style),
        PL_TEST(a_counter_lives_as_long_as_its_scope),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
