// SPDX-License-Identifier: MIT
/* tests/style/counter.c: scopes of counters and numbers in counter styles. */
#include "style/counter.h"
#include "style/specified.h"

#include "style/styled.h"

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
    {PL_KEYWORD_cjk_decimal, -1, "-1"},
    {PL_KEYWORD_cjk_ideographic, 1010, "一千零一十"},
    {PL_KEYWORD_cjk_heavenly_stem, 10, "癸"},
    {PL_KEYWORD_cjk_heavenly_stem, 11, "一一"}, // past its end: cjk-decimal
    {PL_KEYWORD_cjk_earthly_branch, 12, "亥"},
    {PL_KEYWORD_hiragana, 49, "ああ"},
    {PL_KEYWORD_katakana_iroha, 47, "ス"},
    {PL_KEYWORD_simp_chinese_informal, 0, "零"},
    {PL_KEYWORD_simp_chinese_informal, 11, "十一"},
    {PL_KEYWORD_simp_chinese_informal, 101, "一百零一"},
    {PL_KEYWORD_simp_chinese_informal, 110, "一百一十"},
    {PL_KEYWORD_simp_chinese_informal, 6001, "六千零一"},
    {PL_KEYWORD_simp_chinese_informal, -20, "负二十"},
    {PL_KEYWORD_simp_chinese_formal, 19, "壹拾玖"},
    {PL_KEYWORD_trad_chinese_formal, 3020, "參仟零貳拾"},
    {PL_KEYWORD_trad_chinese_informal, 10000, "一〇〇〇〇"},
    {PL_KEYWORD_japanese_informal, 1111, "千百十一"},
    {PL_KEYWORD_japanese_informal, 0, "〇"},
    {PL_KEYWORD_japanese_formal, 1234, "壱阡弐百参拾四"},
    {PL_KEYWORD_japanese_informal, -5, "マイナス五"},
    {PL_KEYWORD_korean_hangul_formal, 111, "일백일십일"},
    {PL_KEYWORD_korean_hanja_informal, 111, "百十一"},
    {PL_KEYWORD_korean_hanja_formal, 20, "貳拾"},
    {PL_KEYWORD_ethiopic_numeric, 1, "፩"},
    {PL_KEYWORD_ethiopic_numeric, 100, "፻"},
    {PL_KEYWORD_ethiopic_numeric, 78010092, "፸፰፻፩፼፺፪"},
};

static void numbers_are_written_in_their_style(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        pl_counter_add_number(&text, numbers[i].value, pl_keyword_value(numbers[i].style));
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
    pl_counter_add_all(&all, &counters, name, PL_LIT("."), NULL);
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

/* What @counter-style rules make of a number: "prefix|number|suffix". */
static const struct {
    const char *descriptors;
    int64_t value;
    const char *text;
} rules[] = {
    {"system: cyclic; symbols: '*' '+' '-'; suffix: ' '", 5, "|+| "},
    {"system: cyclic; symbols: a b c", -1, "|b|. "},
    {"system: fixed; symbols: a b c", 3, "|c|. "},
    {"system: fixed 5; symbols: a b c", 5, "|a|. "},
    {"system: fixed; symbols: a b c", 4, "|4|. "},
    {"symbols: '*' '+'", 3, "|**|. "}, // symbolic is the initial system
    {"system: symbolic; symbols: '*' '+'", 4, "|++|. "},
    {"system: alphabetic; symbols: a b c", 4, "|aa|. "},
    {"system: alphabetic; symbols: a b c", 0, "|0|. "},
    {"system: numeric; symbols: '0' '1' '2'", 5, "|12|. "},
    {"system: numeric; symbols: '0' '1' '2'", 0, "|0|. "},
    {"system: numeric; symbols: '0' '1'; negative: '(' ')'", -2, "|(10)|. "},
    {"system: additive; additive-symbols: 6 f, 3 c, 1 a", 10, "|fca|. "},
    {"system: additive; additive-symbols: 5 f, 2 b", 3, "|3|. "},
    {"system: additive; additive-symbols: 5 f, 0 z", 0, "|z|. "},
    {"system: numeric; symbols: '0' '1'; pad: 4 '0'", 2, "|0010|. "},
    {"system: numeric; symbols: '0' '1'; pad: 4 '0'", -1, "|-001|. "},
    {"system: cyclic; symbols: x; prefix: '<'; suffix: '>'", 1, "<|x|>"},
    {"system: cyclic; symbols: x; range: 2 3, 7 infinite", 4, "|4|. "},
    {"system: cyclic; symbols: x; range: 2 3, 7 infinite", 9, "|x|. "},
    {"system: fixed; symbols: a; fallback: upper-roman", 4, "|IV|. "},
    {"system: fixed; symbols: a; fallback: other", 4, "|o|. "},
    {"system: extends decimal; suffix: ') '", 12, "|12|) "},
    {"system: extends upper-roman; pad: 3 '.'", 1, "|..I|. "},
    {"system: extends decimal; negative: '(' ')'", -12, "|(12)|. "},
    {"system: extends other; prefix: '-'", 7, "-|o|!"},
    {"system: extends thing", 7, "|7|. "}, // itself: decimal
};

static void counter_style_rules_write_numbers(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct styled *styled = styled_begin(test);
        styled_sheet(styled,
                     pl_str_format(test->arena,
                                   "@counter-style other { system: cyclic; symbols: o; suffix: '!' }"
                                   "@counter-style thing { symbols: wrong }"
                                   "@counter-style thing { %s } #inner { list-style-type: thing }",
                                   rules[i].descriptors)
                         .data,
                     PL_SHEET_AUTHOR);
        styled_run(styled, PL_MEDIUM_PRINT);
        const struct pl_css_value *style =
            pl_styles_of(styled->styles, styled->inner->serial)->values[PL_PROPERTY_list_style_type];
        struct pl_strbuf text = PL_STRBUF(test->arena);
        pl_strbuf_addf(&text, "%.*s|", PL_ARG(pl_counter_prefix(style)));
        pl_counter_add_number(&text, rules[i].value, style);
        pl_strbuf_addf(&text, "|%.*s", PL_ARG(pl_counter_suffix(style)));
        if (!pl_str_eq(pl_strbuf_str(&text), pl_str_from(rules[i].text)))
            fail_msg("{ %s } %lld: '%.*s', expected '%s'", rules[i].descriptors, (long long)rules[i].value,
                     PL_ARG(pl_strbuf_str(&text)), rules[i].text);
        assert_text_equal(styled_value(styled, styled->inner, "list-style-type"), "thing");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(numbers_are_written_in_their_style),
        PL_TEST(a_counter_lives_as_long_as_its_scope),
        PL_TEST(counter_style_rules_write_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
