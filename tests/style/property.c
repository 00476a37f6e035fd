// SPDX-License-Identifier: MIT
/* tests/style/property.c: specified → computed, property by property. */
#include "style/styled.h"

#include "style/grammar.h"

/* What p#inner computes to, under "div#outer" with 20pt type in dark green. */
static const struct {
    const char *declaration, *property, *computed;
} rows[] = {
#include "style/property_rows.h"
};

static pl_str computed(struct pl_test *test, const char *declaration, const char *property)
{
    struct styled *styled = styled_begin(test);
    pl_str sheet = pl_str_format(test->arena,
                                 "html { font-size: 10pt } #outer { font-size: 20pt; color: #003300; display: block }"
                                 "#inner { %s }",
                                 declaration);
    styled_sheet(styled, sheet.data, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    return styled_value(styled, styled->inner, property);
}

static void specified_values_compute(void **state)
{
    struct pl_test *test = *state;
    bool covered[PL_PROPERTY_COUNT] = {false};
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str got = computed(test, rows[i].declaration, rows[i].property);
        if (!pl_str_eq(got, pl_str_from(rows[i].computed))) {
            print_error("{ %s }: %s is '%.*s', expected '%s'\n", rows[i].declaration, rows[i].property, PL_ARG(got),
                        rows[i].computed);
            wrong++;
        }
        covered[pl_property_find(pl_str_from(rows[i].property)).index] = true;
    }
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        if (!covered[i]) {
            print_error("no row for '%.*s'\n", PL_ARG(pl_property_row((enum pl_property)i)->name));
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* What is computed is written so that it means the same when it is read again. */
static void computed_values_are_read_back(void **state)
{
    struct pl_test *test = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        // Without a style a line has no width, whatever is written.
        pl_str again = pl_str_format(test->arena, "border-style: solid; column-rule-style: solid; %s: %s",
                                     rows[i].property, rows[i].computed);
        pl_str got = computed(test, again.data, rows[i].property);
        if (!pl_str_eq(got, pl_str_from(rows[i].computed))) {
            print_error("%s: %s reads as '%.*s'\n", rows[i].property, rows[i].computed, PL_ARG(got));
            wrong++;
        }
    }
    for (size_t i = 0; i < test->diags.count; i++)
        if (test->diags.data[i].severity != PL_NOTE) {
            print_error("%.*s\n", PL_ARG(test->diags.data[i].message));
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* --- Keywords that every property takes, and what none takes -------------------------------------- */

/* #inner's value where #outer and #inner are declared so. */
static pl_str value_below(struct pl_test *test, const char *outer, const char *property, const char *inner)
{
    struct styled *styled = styled_begin(test);
    pl_str sheet = pl_str_format(test->arena,
                                 "html { font-size: 10pt; border-style: solid; column-rule-style: solid }"
                                 "#outer, #inner { border-style: solid; column-rule-style: solid; display: block }"
                                 "#outer { font-size: 20pt; color: #003300; %s } #inner { %s%s%s }",
                                 outer, *inner ? property : "", *inner ? ": " : "", inner);
    styled_sheet(styled, sheet.data, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    return styled_value(styled, styled->inner, property);
}

static pl_str value_of_outer(struct pl_test *test, const char *outer, const char *property)
{
    struct styled *styled = styled_begin(test);
    pl_str sheet = pl_str_format(test->arena,
                                 "html { font-size: 10pt } #outer { border-style: solid; column-rule-style: solid;"
                                 "font-size: 20pt; color: #003300; display: block; %s }",
                                 outer);
    styled_sheet(styled, sheet.data, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    return styled_value(styled, styled->outer, property);
}

static bool check(const char *what, const char *property, pl_str got, pl_str expected)
{
    if (pl_str_eq(got, expected))
        return true;
    print_error("%s: %s is '%.*s', expected '%.*s'\n", property, what, PL_ARG(got), PL_ARG(expected));
    return false;
}

/* The parent has the value of the property's first row. */
static bool check_keywords(struct pl_test *test, const char *outer, const char *property)
{
    struct pl_property_name name = pl_property_find(pl_str_from(property));
    const struct pl_property_row *row = pl_property_row((enum pl_property)name.index);
    pl_str initial = value_below(test, outer, property, pl_str_format(test->arena, "%.*s", PL_ARG(row->initial)).data);
    pl_str parents = value_of_outer(test, outer, property);
    pl_str natural = row->is_inherited ? parents : initial;
    bool is_good = check("initial", property, value_below(test, outer, property, "initial"), initial) &&
                   check("inherit", property, value_below(test, outer, property, "inherit"), parents) &&
                   check("unset", property, value_below(test, outer, property, "unset"), natural) &&
                   check("revert", property, value_below(test, outer, property, "revert"), natural);
    test->diags = PL_DIAGS(test->arena);
    bool is_dropped = check("a value that is none", property,
                            value_below(test, outer, property, "-no-such( 1x , \"y\" ) 7z"),
                            value_below(test, outer, property, ""));
    bool is_told = false;
    for (size_t i = 0; i < test->diags.count; i++)
        is_told |= test->diags.data[i].code == PL_W_CSS_VALUE;
    if (!is_told)
        print_error("%s: nothing is told of a value that is none\n", property);
    return is_good && is_dropped && is_told;
}

static void every_property_takes_the_keywords_of_css(void **state)
{
    struct pl_test *test = *state;
    bool covered[PL_PROPERTY_COUNT] = {false};
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned property = pl_property_find(pl_str_from(rows[i].property)).index;
        bool is_itself = pl_str_starts(pl_str_from(rows[i].declaration),
                                       pl_str_format(test->arena, "%s:", rows[i].property));
        if (covered[property] || !is_itself || property == PL_PROPERTY_display || property == PL_PROPERTY_float)
            continue; // the last two become something else beside others
        covered[property] = true;
        wrong += !check_keywords(test, rows[i].declaration, rows[i].property);
    }
    assert_int_equal(wrong, 0);
}

/* pl_cascade_new asserts it; here each is named. */
static void initial_values_fit_their_grammar(void **state)
{
    struct pl_test *test = *state;
    struct pl_limits limits = pl_limits_default();
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        const struct pl_property_row *row = pl_property_row((enum pl_property)i);
        struct pl_css_source source = {.arena = test->arena, .text = row->initial, .limits = &limits};
        struct pl_value_place place = {test->arena, {0}, 64};
        if (!pl_grammar_parse(&place, (enum pl_property)i, pl_parse_components(&source)))
            fail_msg("'%.*s' is no value of %.*s", PL_ARG(row->initial), PL_ARG(row->name));
    }
}

static void names_are_found(void **state)
{
    (void)state;
    assert_int_equal(pl_property_find(PL_LIT("Margin-Top")).type, PL_NAME_LONGHAND);
    assert_int_equal(pl_property_find(PL_LIT("margin_top")).type, PL_NAME_UNKNOWN);
    assert_int_equal(pl_property_find(PL_LIT("margin-inline-start")).type, PL_NAME_LOGICAL);
    assert_int_equal(pl_property_find(PL_LIT("margin")).type, PL_NAME_SHORTHAND);
    assert_int_equal(pl_property_find(PL_LIT("word-wrap")).index, PL_PROPERTY_overflow_wrap);
    assert_int_equal(pl_property_find(PL_LIT("cursor")).type, PL_NAME_SCREEN);
    assert_int_equal(pl_property_find(PL_LIT("")).type, PL_NAME_UNKNOWN);
    assert_int_equal(pl_keyword_find(PL_LIT("Space-Between")), PL_KEYWORD_space_between);
    assert_text_equal(pl_property_nearest(PL_LIT("text-ident")), "text-indent");
    assert_text_equal(pl_property_nearest(PL_LIT("colr")), "color");
    assert_text_equal(pl_property_nearest(PL_LIT("quite-something-else")), "");
}

/* Each warning says what and where, and a declaration that is wrong changes nothing. */
static void wrong_declarations_are_reported(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *declaration, *code, *message, *hint;
    } wrong[] = {
        {"text-ident: 1em", "W0203", "unknown property 'text-ident'", "did you mean 'text-indent'?"},
        {"width: -1pt", "W0204", "'-1pt' is not a value of 'width'", ""},
        {"hyphens: maybe", "W0204", "'maybe' is not a value of 'hyphens'", "it takes: none | manual | auto"},
        {"margin: 1pt 2pt 3pt 4pt 5pt", "W0204", "'1pt 2pt 3pt 4pt 5pt' is not a value of 'margin'", ""},
        {"text-align: centre", "W0204", "'centre' is not a value of 'text-align'", "did you mean 'center'?"},
        {"border: 1px sold red", "W0204", "'1px sold red' is not a value of 'border'", "did you mean 'solid'?"},
        {"color: bleu", "W0204", "'bleu' is not a value of 'color'", "did you mean 'blue'?"},
        {"color: red margin: 1em", "W0204", "'red margin: 1em' is not a value of 'color'",
         "is a ';' missing before 'margin'?"},
        {"font-size: 12", "W0204", "'12' is not a value of 'font-size'", "a length needs a unit, as in 12pt"},
        {"width: 10 px", "W0204", "'10 px' is not a value of 'width'",
         "a number and its unit stand together, without a space before 'px'"},
        {"width: 2e", "W0204", "'2e' is not a value of 'width'", "'e' is no unit"},
        {"line-height: 1,5", "W0204", "'1,5' is not a value of 'line-height'", "a decimal sign is a point, as in 1.5"},
        {"color: #12345", "W0204", "'#12345' is not a value of 'color'",
         "a colour has 3, 4, 6 or 8 digits of 0-9 and a-f behind its '#'"},
        {"color: rgbb(1, 2, 3)", "W0204", "'rgbb(1, 2, 3)' is not a value of 'color'", "did you mean 'rgb(…)'?"},
        {"width: calk(1px)", "W0204", "'calk(1px)' is not a value of 'width'", "did you mean 'calc(…)'?"},
        {"prince-bookmark-level: 2", "W0203", "unknown property 'prince-bookmark-level'",
         "did you mean 'bookmark-level'?"},
        {"color: var(x)", "W0204", "'var(x)' is not a value of 'color'", "it takes: <color>"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t before = test->diags.count;
        computed(test, wrong[i].declaration, "width");
        assert_int_equal(test->diags.count, before + 1);
        const struct pl_diag *diag = &test->diags.data[before];
        assert_text_equal(pl_code_name(test->arena, diag->code), wrong[i].code);
        assert_text_equal(diag->message, wrong[i].message);
        assert_text_equal(diag->hint, wrong[i].hint);
    }
    assert_text_equal(computed(test, "cursor: pointer; -webkit-mask: none", "width"), "auto");
    assert_int_equal(test->diags.count, sizeof wrong / sizeof *wrong);
}

static void every_row_is_documented(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_properties_document(&out);
    pl_str text = pl_strbuf_str(&out);
    assert_text_contains(text, "\n-platen-page-fit\n");
    assert_text_contains(text, "\nmargin-inline-start\n");
    assert_text_contains(text, "\nword-wrap\n");
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        assert_true(pl_str_contains(text, pl_property_row((enum pl_property)i)->name));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(names_are_found),
        PL_TEST(initial_values_fit_their_grammar),
        PL_TEST(specified_values_compute),
        PL_TEST(computed_values_are_read_back),
        PL_TEST(every_property_takes_the_keywords_of_css),
        PL_TEST(wrong_declarations_are_reported),
        PL_TEST(every_row_is_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
