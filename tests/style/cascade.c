// SPDX-License-Identifier: MIT
/* tests/style/cascade.c: who wins, var(), pseudo-elements, hints, an article's own sheets. */
#include "style/styled.h"

#include "style/content.h"

/* --- Order ------------------------------------------------------------------------------------------ */

/* Sheets of each origin, a style attribute for p#inner, and what its `order` comes to. */
static const struct {
    const char *claim, *agent, *user, *author, *attribute, *computed;
} orders[] = {
    {"the author beats the user, who beats the agent", "p { order: 1 }", "p { order: 2 }", "p { order: 3 }", "", "3"},
    {"origin beats specificity", "#inner.first { order: 1 }", "p { order: 2 }", "", "", "2"},
    {"specificity beats order", "", "", "#inner { order: 1 } p { order: 2 }", "", "1"},
    {"what comes later wins", "", "", ".first { order: 1 } .first { order: 2 }", "", "2"},
    {"a class beats any number of types", "", "", ".first { order: 1 } html body div p { order: 2 }", "", "1"},
    {":where() weighs nothing", "", "", "p { order: 1 } :where(#inner) { order: 2 }", "", "1"},
    {":is() weighs its heaviest", "", "", ":is(p, #none) { order: 1 } p.first { order: 2 }", "", "1"},
    {"a style attribute beats rules", "", "", "#inner { order: 1 }", "order: 2", "2"},
    {"important beats a style attribute", "", "", "p { order: 1 !important }", "order: 2", "1"},
    {"an important style attribute beats important rules", "", "", "#inner { order: 1 !important }", "order: 2 !important", "2"},
    {"the user's important beats the author's", "", "p { order: 1 !important }", "p { order: 2 !important }", "order: 3 !important", "1"},
    {"the agent's important beats all", "p { order: 0 !important }", "p { order: 1 !important }", "p { order: 2 !important }", "", "0"},
    {"important wins inside one block", "", "", "p { order: 1 !important; order: 2 }", "", "1"},
    {"unlayered beats layered", "", "", "p { order: 1 } @layer a { #inner { order: 2 } }", "", "1"},
    {"later layers beat earlier ones", "", "", "@layer a, b; @layer b { p { order: 1 } } @layer a { #inner { order: 2 } }", "", "1"},
    {"important turns layers round", "", "", "@layer a { p { order: 1 !important } } p { order: 2 !important }", "", "1"},
    {"a style attribute beats important layers", "", "", "@layer a { p { order: 1 !important } }", "order: 2 !important", "2"},
    {"nested rules weigh as written out", "", "", "#outer { p { order: 1 } } p.first { order: 2 }", "", "1"},
    {"a wrong declaration changes nothing", "", "", "p { order: 1; order: none }", "", "1"},
    {"revert gives way to the user", "p { order: 1 }", "p { order: 2 }", "p { order: 3 } #inner { order: revert }", "", "2"},
    {"revert of the user gives way to the agent", "p { order: 1 }", "p { order: revert }", "p { order: revert }", "", "1"},
    {"revert with nothing below is unset", "", "", "p { order: 3; order: revert }", "", "0"},
    {"revert-layer gives way to the layer below", "", "", "@layer a { p { order: 1 } } @layer b { p { order: 2 } #inner { order: revert-layer } }", "", "1"},
    {"revert-layer of an attribute gives way to rules", "", "", "p { order: 4 }", "order: revert-layer", "4"},
    {"all: revert reverts this too", "p { order: 1 }", "", "#inner { order: 2 } #inner { all: revert }", "", "1"},
};

static struct styled *run_order(struct pl_test *test, size_t i)
{
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, orders[i].agent, PL_SHEET_USER_AGENT);
    styled_sheet(styled, orders[i].user, PL_SHEET_USER);
    styled_sheet(styled, orders[i].author, PL_SHEET_AUTHOR);
    styled->inner->style = pl_str_from(orders[i].attribute);
    styled_run(styled, PL_MEDIUM_EPUB);
    return styled;
}

static void declarations_win_in_order(void **state)
{
    struct pl_test *test = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct styled *styled = run_order(test, i);
        pl_str got = styled_value(styled, styled->inner, "order");
        if (!pl_str_eq(got, pl_str_from(orders[i].computed))) {
            print_error("%s: got %.*s, expected %s\n", orders[i].claim, PL_ARG(got), orders[i].computed);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* Declarations of `order` for p#inner, each stronger than all before it: origin × importance × layer × specificity
 * (Cascade 5 §6.1). %d is the value; ATTRIBUTE ones are of its style attribute. */
enum { ATTRIBUTE = 3 };
static const struct {
    int origin; // enum pl_sheet_origin, or ATTRIBUTE
    const char *text;
} strengths[] = {
    {PL_SHEET_USER_AGENT, "@layer u { #inner { order: %d } }"},
    {PL_SHEET_USER_AGENT, "p { order: %d }"},
    {PL_SHEET_USER_AGENT, "#inner { order: %d }"},
    {PL_SHEET_USER, "@layer u { #inner { order: %d } }"},
    {PL_SHEET_USER, "p { order: %d }"},
    {PL_SHEET_AUTHOR, "@layer a.inner { #inner { order: %d } }"},
    {PL_SHEET_AUTHOR, "@layer a { p { order: %d } }"},
    {PL_SHEET_AUTHOR, "@layer b { p { order: %d } }"},
    {PL_SHEET_AUTHOR, "@layer b { #inner { order: %d } }"},
    {PL_SHEET_AUTHOR, ":where(#inner) { order: %d }"},
    {PL_SHEET_AUTHOR, "p { order: %d }"},
    {PL_SHEET_AUTHOR, "div > p { order: %d }"},
    {PL_SHEET_AUTHOR, ".first { order: %d }"},
    {PL_SHEET_AUTHOR, "p.first[title] { order: %d }"},
    {PL_SHEET_AUTHOR, ":is(#inner, q) { order: %d }"},
    {ATTRIBUTE, "order: %d"},
    {PL_SHEET_AUTHOR, "p { order: %d !important }"},
    {PL_SHEET_AUTHOR, "#inner { order: %d !important }"},
    {PL_SHEET_AUTHOR, "@layer b { p { order: %d !important } }"},
    {PL_SHEET_AUTHOR, "@layer b { #inner { order: %d !important } }"},
    {PL_SHEET_AUTHOR, "@layer a { p { order: %d !important } }"},
    {PL_SHEET_AUTHOR, "@layer a.inner { p { order: %d !important } }"},
    {ATTRIBUTE, "order: %d !important"},
    {PL_SHEET_USER, "#inner { order: %d !important }"},
    {PL_SHEET_USER, "@layer u { p { order: %d !important } }"},
    {PL_SHEET_USER_AGENT, "p { order: %d !important }"},
    {PL_SHEET_USER_AGENT, "@layer u { p { order: %d !important } }"},
};
enum { STRENGTH_COUNT = sizeof strengths / sizeof *strengths };

/* The value that wins where only these two are said, `first` before `second`. */
static pl_str winner_of(struct pl_test *test, int first, int second)
{
    struct styled *styled = styled_begin(test);
    const int both[] = {first, second};
    pl_str attribute = {0};
    styled_sheet(styled, "@layer a, b;", PL_SHEET_AUTHOR);
    for (int i = 0; i < 2; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        const char *value = strstr(strengths[both[i]].text, "%d");
        pl_strbuf_addf(&text, "%.*s%d%s", (int)(value - strengths[both[i]].text), strengths[both[i]].text, both[i] + 1,
                       value + 2);
        if (strengths[both[i]].origin == ATTRIBUTE)
            attribute = pl_str_format(test->arena, "%.*s;%.*s", PL_ARG(attribute), PL_ARG(pl_strbuf_str(&text)));
        else
            styled_sheet(styled, pl_str_format(test->arena, "%.*s", PL_ARG(pl_strbuf_str(&text))).data,
                         (enum pl_sheet_origin)strengths[both[i]].origin);
    }
    styled->inner->style = attribute;
    styled_run(styled, PL_MEDIUM_EPUB);
    return styled_value(styled, styled->inner, "order");
}

static void the_stronger_of_any_two_wins(void **state)
{
    struct pl_test *test = *state;
    size_t wrong = 0;
    for (int strong = 0; strong < STRENGTH_COUNT; strong++)
        for (int weak = 0; weak <= strong; weak++)
            for (int turn = 0; turn < 2; turn++) {
                pl_str got = turn ? winner_of(test, strong, weak) : winner_of(test, weak, strong);
                if (pl_str_eq(got, pl_str_format(test->arena, "%d", strong + 1)))
                    continue;
                print_error("'%s' doesn't win over '%s' %s it\n", strengths[strong].text, strengths[weak].text,
                            turn ? "before" : "behind");
                wrong++;
            }
    assert_int_equal(wrong, 0);
}

/* --- Media queries on the page's size ----------------------------------------------------------------- */

/* For p#inner on paper. */
static const struct {
    const char *sheet, *computed;
} papers[] = {
    {"@media (width: 210mm) and (height: 297mm) { p { order: 1 } }", "1"}, // no @page: A4
    {"@page { size: A5 } @media (max-width: 15cm) { p { order: 1 } }", "1"},
    {"@page { size: A4 } @media (max-width: 15cm) { p { order: 1 } }", "0"},
    {"@media (max-width: 15cm) { p { order: 1 } } @page { size: A5 }", "1"},
    {"@page { size: 10cm 5cm } @media (min-aspect-ratio: 3/2) { p { order: 1 } }", "1"},
    {"@page { size: A5 landscape } @media (orientation: landscape) { p { order: 1 } }", "1"},
    {"@media (orientation: landscape) { p { order: 1 } }", "0"},
    {"@page { size: A5 } @media not (min-width: 20cm) { p { order: 1 } }", "1"},
    {"@page { size: A5 } @media screen and (max-width: 15cm) { p { order: 1 } }", "0"},
    {"@page { size: A5 } @media screen, (max-width: 15cm) { p { order: 1 } }", "1"},
    {"@page { size: A5 } @media (10cm < width <= 15cm) { @media (height < 22cm) { p { order: 1 } } }", "1"},
    {"@page { size: A5 } @media (10cm < width <= 15cm) { @media (height < 20cm) { p { order: 1 } } }", "0"},
    {"@page { size: A5 } p { @media (width < 15cm) { order: 1 } }", "1"},
    {"@page { size: A5; margin: 3cm } @media (width = 148mm) { p { order: 1 } }", "1"}, // its margins too
    {"@media (width) { p { order: 1 } }", "1"},
    // A size that asks for the size is asked once.
    {"@page { size: A4 } @media (width > 20cm) { @page { size: A5 } p { order: 1 } }", "1"},
};

static void media_ask_for_the_page_that_is_used(void **state)
{
    struct pl_test *test = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        struct styled *styled = styled_begin(test);
        styled_sheet(styled, papers[i].sheet, PL_SHEET_AUTHOR);
        styled_run(styled, PL_MEDIUM_PRINT);
        pl_str got = styled_value(styled, styled->inner, "order");
        if (!pl_str_eq(got, pl_str_from(papers[i].computed))) {
            print_error("%s: got %.*s, expected %s\n", papers[i].sheet, PL_ARG(got), papers[i].computed);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

/* --- Custom properties --------------------------------------------------------------------------------- */

static const struct {
    const char *sheet, *property, *computed;
} variables[] = {
    {"p { --a: 1pt; width: var(--a) }", "width", "1pt"},
    {":root { --a: 1pt } p { width: var(--a) }", "width", "1pt"},
    {":root { --a: 1pt } div { --a: 2pt } p { width: var(--a) }", "width", "2pt"},
    {"p { width: var(--a, 3pt) }", "width", "3pt"},
    {"p { width: var(--a, var(--b, 4pt)) }", "width", "4pt"},
    {"p { width: 1pt; width: var(--a) }", "width", "auto"},         // not the 1pt: it was valid when read
    {"p { color: red } p { color: var(--a) }", "color", "#000000"},  // inherited: as its parent
    {"p { --a: 1pt 2pt; margin: var(--a) 3pt }", "margin-bottom", "3pt"},
    {"p { --a: red; border: 1pt solid var(--a) }", "border-top-color", "#ff0000"},
    {"p { --a: 2; width: calc(var(--a) * 3pt) }", "width", "6pt"},
    {"p { --a: var(--b); --b: 1pt; width: var(--a) }", "width", "1pt"},
    {"p { --a: var(--b, 1pt); --b: var(--a, 2pt); width: var(--a, 3pt) }", "width", "3pt"}, // a cycle
    {"p { --a: var(--a); width: var(--a, 3pt) }", "width", "3pt"},
    {"div { --a: 1pt } p { --a: var(--a); width: var(--a, 3pt) }", "width", "3pt"},
    {"div { --a: 1pt } p { --a: initial; width: var(--a, 3pt) }", "width", "3pt"},
    {"div { --a: 1pt } p { --a: 2pt; --a: inherit; width: var(--a, 3pt) }", "width", "1pt"},
    {"div { --a: 1pt } p { --a: 2pt } #inner { --a: revert-layer; width: var(--a) }", "width", "1pt"},
    {"p { --a: ; width: var(--a) 1pt }", "width", "1pt"},            // empty is a value
    {"p { --A: 1pt; --a: 2pt; width: var(--A) }", "width", "1pt"},   // names keep their case
    {"p { --a: 1pt !important } #inner { --a: 2pt; width: var(--a) }", "width", "1pt"},
    {"p { --a: inherit; width: var(--a) } div { --a: 5pt }", "width", "5pt"},
    {"p { --w: revert; width: var(--w) }", "width", "auto"},
    {"p { font: var(--f); --f: 700 10pt/12pt serif }", "line-height", "12pt"},
    {"p { --s: 10pt; margin-inline-start: var(--s); direction: rtl }", "margin-right", "10pt"},
    {"p { --d: rtl; direction: var(--d); margin-inline-start: 1pt }", "margin-right", "1pt"},
    {"p { --i: initial; order: var(--i, 3) }", "order", "3"},
    {"p { --k: inherit; order: 1 } div { order: 7; --v: x }", "order", "1"},
};

static void variables_are_substituted(void **state)
{
    struct pl_test *test = *state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        struct styled *styled = styled_begin(test);
        styled_sheet(styled, variables[i].sheet, PL_SHEET_AUTHOR);
        styled_run(styled, PL_MEDIUM_EPUB);
        pl_str got = styled_value(styled, styled->inner, variables[i].property);
        if (!pl_str_eq(got, pl_str_from(variables[i].computed))) {
            print_error("%s: got %.*s, expected %s\n", variables[i].sheet, PL_ARG(got), variables[i].computed);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void a_value_that_turns_out_wrong_is_told_once(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "* { --a: red; width: var(--a) }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_EPUB);
    assert_int_equal(test->diags.count, 1);
    assert_int_equal(test->diags.data[0].code, PL_W_CSS_VALUE);
    assert_text_equal(test->diags.data[0].message, "once var() is replaced, this is not a value of 'width'");
}

static void a_variable_without_a_value_is_named(void **state)
{
    static const struct {
        const char *sheet, *message;
    } faults[] = {
        {"p { width: var(--no) }", "'--no' isn't set: 'width' has no effect"},
        {"p { --a: var(--no); width: var(--a) }", "'--no' isn't set: 'width' has no effect"},
        {"p { --a: var(--a); width: var(--a) }", "'--a' refers to itself: 'width' has no effect"},
        {"p { --a: var(--b); --b: var(--a); width: var(--a) }",
         "'--a' refers to itself through '--b': 'width' has no effect"},
    };
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct pl_test *test = *state;
        size_t before = test->diags.count;
        struct styled *styled = styled_begin(test);
        pl_str sheet = pl_str_format(test->arena, "*%s", faults[i].sheet + 1);
        styled_sheet(styled, sheet.data, PL_SHEET_AUTHOR);
        styled_run(styled, PL_MEDIUM_EPUB);
        assert_int_equal(test->diags.count, before + 1);
        assert_text_equal(test->diags.data[before].message, faults[i].message);
    }
}

/* Thirty names, each ten times the one before: 10^30 bytes if nobody counted. */
static void exponential_variables_end_under_their_limit(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    struct pl_strbuf sheet = PL_STRBUF(test->arena);
    pl_strbuf_add(&sheet, PL_LIT("p { --v0: x;"));
    for (int i = 1; i < 30; i++) {
        pl_strbuf_addf(&sheet, "--v%d: ", i);
        for (int j = 0; j < 10; j++)
            pl_strbuf_addf(&sheet, "var(--v%d) ", i - 1);
        pl_strbuf_add(&sheet, PL_LIT(";"));
    }
    pl_strbuf_add(&sheet, PL_LIT("width: var(--v29) } p { height: 1pt }"));
    styled_sheet(styled, pl_strbuf_str(&sheet).data, PL_SHEET_AUTHOR);
    size_t before = pl_arena_used(test->arena);
    styled_run(styled, PL_MEDIUM_EPUB);
    assert_true(pl_arena_used(test->arena) - before < 256u << 20);
    assert_text_equal(styled_value(styled, styled->inner, "width"), "auto");
    assert_text_equal(styled_value(styled, styled->inner, "height"), "1pt");
    assert_int_equal(test->diags.data[0].code, PL_W_CSS_LIMIT);
}

/* A chain deeper than any stack frame should follow. */
static void long_chains_of_variables_end(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    struct pl_strbuf sheet = PL_STRBUF(test->arena);
    pl_strbuf_add(&sheet, PL_LIT("p { --v0: 1pt;"));
    for (int i = 20000; i > 0; i--)
        pl_strbuf_addf(&sheet, "--v%d: var(--v%d);", i, i - 1);
    pl_strbuf_add(&sheet, PL_LIT("width: var(--v20000, 2pt); height: var(--v5) }"));
    styled_sheet(styled, pl_strbuf_str(&sheet).data, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_EPUB);
    assert_true(test->diags.count > 0);
}

/* Two thousand rules that revert everything, for elements that share nothing. */
static void weighing_ends_under_its_limit(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled->limits.value[PL_LIMIT_NAME_CSS_WEIGH_STEPS] = 1000000;
    struct pl_strbuf sheet = PL_STRBUF(test->arena);
    for (int i = 0; i < 2000; i++)
        pl_strbuf_add(&sheet, PL_LIT("*{all:revert-layer}"));
    for (int i = 0; i < 100; i++) {
        struct pl_node *node = styled_add(styled, styled->outer, PL_KIND_paragraph, "p", "");
        node->style = pl_str_format(test->arena, "order: %d", i);
    }
    size_t before = pl_arena_used(test->arena);
    styled_sheet(styled, pl_strbuf_str(&sheet).data, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_EPUB);
    assert_true(pl_arena_used(test->arena) - before < 16u << 20);
    assert_int_equal(test->diags.count, 1);
    assert_int_equal(test->diags.data[0].code, PL_W_CSS_LIMIT);
}

/* --- Sharing ------------------------------------------------------------------------------------------------- */

static void equal_styles_are_one_pointer(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    struct pl_node *other = styled_add(styled, styled->outer, PL_KIND_paragraph, "p", "other");
    struct pl_node *third = styled_add(styled, styled->outer, PL_KIND_paragraph, "p", "third");
    styled_sheet(styled, "p { margin: 1em; --a: 1 } #third { margin: 12pt }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    const struct pl_styles *styles = styled->styles;
    assert_ptr_equal(pl_styles_of(styles, styled->inner->serial), pl_styles_of(styles, other->serial));
    assert_ptr_equal(pl_styles_of(styles, styled->inner->serial), pl_styles_of(styles, third->serial));
    assert_ptr_equal(pl_styles_of(styles, styled->text->serial),
                     pl_style_anonymous(styled->cascade, pl_styles_of(styles, styled->inner->serial)));
}

static void text_inherits_and_is_inline(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "p { display: flex; color: red; margin: 1pt; text-decoration: underline }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    assert_text_equal(styled_value(styled, styled->text, "display"), "inline");
    assert_text_equal(styled_value(styled, styled->text, "color"), "#ff0000");
    assert_text_equal(styled_value(styled, styled->text, "margin-top"), "0pt");
    assert_text_equal(styled_value(styled, styled->text, "text-decoration-line"), "none");
}

static void line_heights_are_used_lengths(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "div { font-size: 20pt; line-height: 1.5 } p { font-size: 10pt }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    assert_int_equal(pl_style_line_height(pl_styles_of(styled->styles, styled->outer->serial)), PL_PT(30));
    assert_int_equal(pl_style_line_height(pl_styles_of(styled->styles, styled->inner->serial)), PL_PT(15));
    assert_int_equal(pl_style_line_height(pl_styles_of(styled->styles, 0)), pl_unit_from_pt(12 * 1.15));
}

/* On paper a negative width is no width; a reading system knows that by itself. */
static void ranges_of_sums_are_kept_for_layout(void **state)
{
    struct pl_test *test = *state;
    static const char *const widths[] = {[PL_MEDIUM_PRINT] = "max(0pt, 100% - 24pt)",
                                         [PL_MEDIUM_EPUB] = "calc(100% - 24pt)"};
    for (int medium = 0; medium < 2; medium++) {
        struct styled *styled = styled_begin(test);
        styled_sheet(styled, "p { width: calc(100% - 2em) }", PL_SHEET_AUTHOR);
        styled_run(styled, (enum pl_medium)medium);
        assert_text_equal(styled_value(styled, styled->inner, "width"), widths[medium]);
    }
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "p { width: calc(50% - 10pt); margin-left: calc(50% - 10pt) }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    const struct pl_style *style = pl_styles_of(styled->styles, styled->inner->serial);
    struct pl_css_basis basis = {.percentage = PL_PT(10)};
    assert_int_equal(pl_style_length(style, PL_PROPERTY_width, &basis, -1), 0);
    assert_int_equal(pl_style_length(style, PL_PROPERTY_margin_left, &basis, -1), PL_PT(-5));
}

/* --- Pseudo-elements --------------------------------------------------------------------------------------------- */

static pl_str pseudo_value(struct styled *styled, enum pl_pseudo pseudo, enum pl_property property)
{
    const struct pl_style *style = pl_styles_pseudo(styled->styles, styled->inner->serial, pseudo);
    struct pl_strbuf out = PL_STRBUF(styled->test->arena);
    if (style)
        pl_value_write(&out, style->values[property]);
    return pl_strbuf_str(&out);
}

static void pseudo_elements_are_generated_by_content(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled,
                 "p { color: red; --mark: '*' } p::before { content: var(--mark) attr(title); margin-left: 1em }"
                 "p::after { color: blue } p::marker { color: green } p::first-line { font-weight: bold }"
                 "p { float: footnote } ::footnote-call { content: none }",
                 PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_BEFORE, PL_PROPERTY_content), "\"*\" \"a title\"");
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_BEFORE, PL_PROPERTY_color), "#ff0000");
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_AFTER, PL_PROPERTY_color), "");
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_MARKER, PL_PROPERTY_color), "#008000");
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_FIRST_LINE, PL_PROPERTY_font_weight), "700");
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_FOOTNOTE_CALL, PL_PROPERTY_content), "none");
    assert_text_equal(pseudo_value(styled, PL_PSEUDO_FIRST_LETTER, PL_PROPERTY_color), "");
    assert_null(pl_styles_pseudo(styled->styles, styled->outer->serial, PL_PSEUDO_FOOTNOTE_CALL));
}

static void quotes_follow_depth_and_language(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "p { quotes: '<' '>' '(' ')' } div { quotes: none }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    const struct pl_style *own = pl_styles_of(styled->styles, styled->inner->serial);
    const struct pl_style *initial = pl_styles_of(styled->styles, 0);
    assert_text_equal(pl_style_quote(own, PL_LIT("en"), 0, true), "<");
    assert_text_equal(pl_style_quote(own, PL_LIT("en"), 1, false), ")");
    assert_text_equal(pl_style_quote(own, PL_LIT("en"), 9, true), "(");
    assert_text_equal(pl_style_quote(pl_styles_of(styled->styles, styled->outer->serial), PL_LIT("en"), 0, true), "");
    assert_text_equal(pl_style_quote(initial, PL_LIT("de-AT"), 0, true), "„");
    assert_text_equal(pl_style_quote(initial, PL_LIT("en"), 0, true), "“");
}

/* --- Attributes of HTML ---------------------------------------------------------------------------------------------- */

static void presentational_attributes_weigh_nothing(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        enum pl_kind kind;
        const char *element, *name, *value, *sheet, *property, *computed;
    } hints[] = {
        {PL_KIND_image, "img", "width", "600", "", "width", "450pt"},
        {PL_KIND_image, "img", "width", "50%", "", "width", "50%"},
        {PL_KIND_image, "img", "width", "wide", "", "width", "auto"},
        {PL_KIND_image, "img", "width", "600", "* { width: 1pt }", "width", "1pt"},
        {PL_KIND_image, "img", "height", "100.5px", "", "height", "75.375pt"},
        {PL_KIND_image, "img", "align", "RIGHT", "", "float", "right"},
        {PL_KIND_table_cell, "td", "bgcolor", "#ff0000", "", "background-color", "#ff0000"},
        {PL_KIND_table_cell, "td", "bgcolor", "red; x: y", "", "background-color", "#00000000"},
        {PL_KIND_table_cell, "td", "valign", "top", "", "vertical-align", "top"},
        {PL_KIND_table, "table", "cellspacing", "4", "", "border-spacing", "3pt"},
        {PL_KIND_paragraph, "p", "align", "center", "", "text-align", "center"},
        {PL_KIND_list, "ol", "start", "5", "", "counter-reset", "list-item 4"},
        {PL_KIND_list_item, "li", "value", "7", "", "counter-set", "list-item 7"},
        {PL_KIND_rule, "hr", "width", "50%", "", "width", "50%"},
        {PL_KIND_line_break, "br", "clear", "all", "", "clear", "both"},
        {PL_KIND_phrase, "font", "size", "+1", "", "font-size", "14.4pt"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        struct styled *styled = styled_begin(test);
        struct pl_node *node = styled_add(styled, styled->outer, hints[i].kind, hints[i].element, "hinted");
        pl_node_set_attribute(test->arena, node, pl_str_from(hints[i].name), pl_str_from(hints[i].value));
        styled_sheet(styled, "* { width: auto; text-align: start }", PL_SHEET_USER_AGENT);
        styled_sheet(styled, hints[i].sheet, PL_SHEET_AUTHOR);
        styled_run(styled, PL_MEDIUM_EPUB);
        assert_text_equal(styled_value(styled, node, hints[i].property), hints[i].computed);
    }
}

/* --- An article's own sheets ------------------------------------------------------------------------------------------ */

static void own_sheets_come_last_and_stay_with_their_article(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "p { color: red; width: 1pt } @page { margin: 1pt } @page cover { margin: 2pt }", PL_SHEET_AUTHOR);
    *PL_PUSH(test->arena, &styled->article->sheets) = (struct pl_article_sheet){
        .input = styled_input(test, "p { color: blue; page: cover } @page { margin-left: 7pt } @page cover { margin: 8pt }")};
    styled_run(styled, PL_MEDIUM_PRINT);
    assert_text_equal(styled_value(styled, styled->inner, "color"), "#0000ff");
    assert_text_equal(styled_value(styled, styled->inner, "width"), "1pt");
    assert_text_equal(styled_value(styled, styled->inner, "page"), "article-1\\/cover");
    assert_text_equal(styled_value(styled, styled->article->root, "page"), "article-1\\/");
    struct pl_css_basis basis = {0};
    static const struct {
        const char *name;
        int top, left;
    } pages[] = {{"", 1, 1}, {"cover", 2, 2}, {"article-1/", 1, 7}, {"article-1/cover", 8, 8}};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct pl_page_query query = {.name = pl_str_from(pages[i].name), .index = 3};
        const struct pl_style *page = pl_cascade_page(styled->cascade, &query)->page;
        assert_int_equal(pl_style_length(page, PL_PROPERTY_margin_top, &basis, 0), PL_PT(pages[i].top));
        assert_int_equal(pl_style_length(page, PL_PROPERTY_margin_left, &basis, 0), PL_PT(pages[i].left));
    }
}

/* --- What pages don't show --------------------------------------------------------------------------------------------- */

static void what_isnt_laid_out_is_noted_once_a_sheet(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, "p { filter: blur(1pt) } div { filter: blur(2pt); mix-blend-mode: normal }", PL_SHEET_AUTHOR);
    styled_sheet(styled, "p { filter: blur(3pt) }", PL_SHEET_USER_AGENT);
    styled_sheet(styled, "p { position: relative } div { position: sticky }", PL_SHEET_USER);
    styled_sheet(styled, "p { background: linear-gradient(red, blue), linear-gradient(blue, red) }", PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    assert_int_equal(test->diags.count, 2);
    assert_text_equal(test->diags.data[1].message, "'position: sticky' is understood, but pages don't show it yet");
    assert_int_equal(test->diags.data[0].code, PL_N_CSS_NOT_LAID_OUT);
    assert_text_equal(test->diags.data[0].message, "'filter' is understood, but pages don't show it yet");
    assert_int_equal(test->diags.data[0].severity, PL_NOTE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(declarations_win_in_order),
        PL_TEST(the_stronger_of_any_two_wins),
        PL_TEST(media_ask_for_the_page_that_is_used),
        PL_TEST(variables_are_substituted),
        PL_TEST(a_value_that_turns_out_wrong_is_told_once),
        PL_TEST(a_variable_without_a_value_is_named),
        PL_TEST(exponential_variables_end_under_their_limit),
        PL_TEST(long_chains_of_variables_end),
        PL_TEST(weighing_ends_under_its_limit),
        PL_TEST(equal_styles_are_one_pointer),
        PL_TEST(text_inherits_and_is_inline),
        PL_TEST(line_heights_are_used_lengths),
        PL_TEST(ranges_of_sums_are_kept_for_layout),
        PL_TEST(pseudo_elements_are_generated_by_content),
        PL_TEST(quotes_follow_depth_and_language),
        PL_TEST(presentational_attributes_weigh_nothing),
        PL_TEST(own_sheets_come_last_and_stay_with_their_article),
        PL_TEST(what_isnt_laid_out_is_noted_once_a_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
