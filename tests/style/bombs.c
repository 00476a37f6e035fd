// SPDX-License-Identifier: MIT
/* tests/style/bombs.c: sheets made to exhaust us end under counted limits, in linear steps and bytes. */
#include "support/support.h"

#include "model/article.h"
#include "style/engine.h"

/* A sheet of `head`, many `part`s and `tail`; "%" in a part is its number. */
static const struct {
    const char *head, *part, *tail;
} bombs[] = {
    {"", "p{color:red}\n", ""},
    {"", ".c%{margin:1px 2px}\n", ""},
    {"p{", "color:red;", "}"},
    {"p{", "--x%:a b c;", "}"},
    {"p{", "font:12px serif;", "}"},
    {"", ".c%,", "p{color:red}"},
    {"", ":not(a)", "{color:red}"},
    {"p{", "&.a{color:red}", "}"},
    {"", "p:is(.a,.b,.c){color:red}\n", ""},
    {"", "p:has(.a% .b){color:red}\n", ""},
    {"html{--a:red}", "p{color:var(--a%,var(--a))}", ""},
    {"", "p{width:calc(1px + 2em + 3%)}", ""},
    {"", "@media print{p{color:red}}", ""},
    {"", "@supports (color:red){p{color:red}}", ""},
    {"", "@layer l%{p{color:red}}", ""},
    {"", "@page p%{margin:1cm}", ""},
    {"", "@counter-style c%{symbols:a b}", ""},
    {"", "@font-face{font-family:a;src:url(a)}", ""},
    {"", "@what%;", ""},
    {"p{", "colr%:red;", "}"},
    {"p{", "color:rad;", "}"},
    {"", "@import 'a%.css';", ""},
    {"p{font-family:", "fam%,", "serif}"},
    {"p{counter-reset:", "c% ", "}"},
    {"", "!", ""},
    {"", "{", ""},
    {"", "(", ""},
    {"", "}", ""},
    {"", "'\n", ""},
    {"p{content:'", "\\61 ", "'}"},
    {"", "p{all:unset}", ""},
    {"", "/*", ""},
};

static pl_str sheet_of(struct pl_test *test, size_t bomb, size_t size)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_strbuf_add(&out, pl_str_from(bombs[bomb].head));
    for (unsigned i = 0; out.size < size; i++)
        for (const char *c = bombs[bomb].part; *c; c++) {
            if (*c == '%' && c[1] != ')')
                pl_strbuf_addf(&out, "%05u", i);
            else
                pl_strbuf_add_byte(&out, *c);
        }
    pl_strbuf_add(&out, pl_str_from(bombs[bomb].tail));
    return pl_strbuf_str(&out);
}

struct cost {
    uint64_t sheet_bytes, run_bytes, steps;
};

static struct pl_article *article_of(struct pl_test *test)
{
    struct pl_article *article = pl_article_new(test->arena, NULL);
    for (int i = 0; i < 3; i++)
        pl_node_append(article->body, pl_node_new(test->arena, PL_KIND_paragraph, PL_NO_SPAN));
    pl_article_finish(article, &test->diags);
    return article;
}

static struct cost cost_of(struct pl_test *test, pl_str text, struct pl_limits *limits)
{
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_sheets *sheets = pl_sheets_new(arena, limits);
    size_t before = pl_arena_used(arena);
    pl_sheets_add(sheets, pl_test_input(test, text), PL_SHEET_AUTHOR, &test->diags);
    struct cost cost = {.sheet_bytes = pl_arena_used(arena) - before};
    struct pl_cascade *cascade = pl_cascade_new(arena, sheets, PL_MEDIUM_PRINT, NULL, NULL);
    pl_cascade_run(cascade, article_of(test), &test->diags);
    cost.run_bytes = pl_arena_used(arena) - before - cost.sheet_bytes;
    cost.steps = pl_matcher_steps(cascade->matcher) + limits->value[PL_LIMIT_NAME_CSS_WEIGH_STEPS] - cascade->steps;
    pl_arena_free(arena);
    return cost;
}

/* What stays of a sheet's byte, at most: whatever it is made of. */
enum { BYTES_A_BYTE = 80, SMALL = 40000 };

/* The constant part (initial values, the matcher) is left out of account. */
static bool is_linear(uint64_t once, uint64_t twice, uint64_t constant)
{
    return twice <= constant + once * 22 / 10;
}

static void twice_the_sheet_is_at_most_twice_the_work(void **state)
{
    struct pl_test *test = *state;
    struct pl_limits limits = pl_limits_default();
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        struct cost once = cost_of(test, sheet_of(test, i, SMALL), &limits);
        struct cost twice = cost_of(test, sheet_of(test, i, 2 * SMALL), &limits);
        bool is_good = is_linear(once.sheet_bytes, twice.sheet_bytes, 100000) &&
                       is_linear(once.run_bytes, twice.run_bytes, 1000000) &&
                       is_linear(once.steps, twice.steps, 10000) &&
                       twice.sheet_bytes <= (uint64_t)BYTES_A_BYTE * 2 * SMALL + 100000;
        if (!is_good)
            fail_msg("%s%s%s: %llu, %llu bytes of the sheet; %llu, %llu of the run; %llu, %llu steps",
                     bombs[i].head, bombs[i].part, bombs[i].tail, (unsigned long long)once.sheet_bytes,
                     (unsigned long long)twice.sheet_bytes, (unsigned long long)once.run_bytes,
                     (unsigned long long)twice.run_bytes, (unsigned long long)once.steps,
                     (unsigned long long)twice.steps);
    }
}

static bool is_told(const struct pl_test *test, const char *words)
{
    for (size_t i = 0; i < test->diags.count; i++)
        if (test->diags.data[i].code == PL_W_CSS_LIMIT &&
            pl_str_contains(test->diags.data[i].message, pl_str_from(words)))
            return true;
    return false;
}

static void each_limit_is_told(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        enum pl_limit_name limit;
        uint64_t value;
        const char *head, *part, *tail, *words;
    } ends[] = {
        {PL_LIMIT_NAME_CSS_COMPONENTS, 1000, "p{", "color:red;", "}", "a rule has more than 1000 parts"},
        {PL_LIMIT_NAME_CSS_VALUE_PARTS, 100, "p{font-family:", "fam%,", "serif}", "'font-family' has more than 100 parts"},
        {PL_LIMIT_NAME_CSS_VALUE_PARTS, 100, "p{--a:(", "fam%,", "serif)}", "'--a' has more than 100 parts"},
        {PL_LIMIT_NAME_CSS_SHEET_BYTES, 100000, "", ".c%{margin:1px}", "", "more than 100000 bytes of memory"},
        {PL_LIMIT_NAME_CSS_SHEET_BYTES, 100000, "@media print{", ".c%{margin:1px}", "}", "more than 100000 bytes of memory"},
        {PL_LIMIT_NAME_CSS_SELECTOR_STEPS, 100, "", ":not(a)", "{color:red}", "too many parts"},
        {PL_LIMIT_NAME_CSS_LAYERS, 100, "", "@layer l%;", "", "too many layers"},
        {PL_LIMIT_NAME_CSS_MATCH_STEPS, 100, "", "p{color:red}", "", ""},
    };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct pl_limits limits = pl_limits_default();
        limits.value[ends[i].limit] = ends[i].value;
        test->diags = PL_DIAGS(test->arena);
        struct pl_strbuf out = PL_STRBUF(test->arena);
        pl_strbuf_add(&out, pl_str_from(ends[i].head));
        for (unsigned k = 0; k < 2000; k++)
            for (const char *c = ends[i].part; *c; c++)
                if (*c == '%')
                    pl_strbuf_addf(&out, "%05u", k);
                else
                    pl_strbuf_add_byte(&out, *c);
        pl_strbuf_add(&out, pl_str_from(ends[i].tail));
        cost_of(test, pl_strbuf_str(&out), &limits);
        if (!is_told(test, ends[i].words))
            fail_msg("%s%s%s: nothing told of '%s'", ends[i].head, ends[i].part, ends[i].tail, ends[i].words);
    }
}

/* What stands before the end of a sheet's memory still holds. */
static void rules_before_a_limit_hold(void **state)
{
    struct pl_test *test = *state;
    struct pl_limits limits = pl_limits_default();
    limits.value[PL_LIMIT_NAME_CSS_SHEET_BYTES] = 50000;
    struct pl_sheets *sheets = pl_sheets_new(test->arena, &limits);
    pl_sheets_add(sheets, pl_test_input(test, sheet_of(test, 1, SMALL)), PL_SHEET_AUTHOR, &test->diags);
    assert_in_range(sheets->rules.count, 20, 500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(twice_the_sheet_is_at_most_twice_the_work),
        PL_TEST(each_limit_is_told),
        PL_TEST(rules_before_a_limit_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
