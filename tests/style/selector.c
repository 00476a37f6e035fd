// SPDX-License-Identifier: MIT
/* tests/style/selector.c: which elements a selector selects, its weight, and what is no selector.
 */
#include "style/selector.h"

#include "model/walk.h"
#include "style/match.h"
#include "style/selector_match.h"
#include "support/tree.h"

/* Ids say where an element stands: a1 is the first child of a, and so on. */
static const char outline[] =
    "article#a.news[lang=de-AT]\n"
    "  h1#a1.title.large[title=Der Fluss] \"Der Fluss\"\n"
    "  p#a2.lead[data-tags=one two three] \"Erster Absatz \"\n"
    "    em#a21[lang=en] \"river\"\n"
    "    \" und\"\n"
    "    a#a22.ref[href=http://example.org/a.PDF][rel=NoFollow] \"Verweis\"\n"
    "    a#a23 \"Anker\"\n"
    "  p#a3 \"Zweiter\"\n"
    "  ul#a4\n"
    "    li#a41 \"1\"\n"
    "    li#a42.odd \"2\"\n"
    "    li#a43 \"3\"\n"
    "    li#a44.odd \"4\"\n"
    "    li#a45.odd.last \"5\"\n"
    "  p#a5\n"
    "section#b[dir=rtl][lang=ar]\n"
    "  h2#b1 \"x\"\n"
    "  div#b2\n"
    "    div#b21\n"
    "      p#b211 \"tief\"\n"
    "        strong#b2111 \"fett\"\n"
    "  figure#b3\n"
    "    img#b31[src=x.png][alt=]\n"
    "    figcaption#b32 \"c\"\n"
    "  figure#b4\n"
    "    img#b41[src=y.jpg]\n";

static struct pl_css_source source_of(struct pl_test *test, const char *text)
{
    struct pl_limits *limits = PL_NEW(test->arena, struct pl_limits);
    *limits = pl_limits_default();
    struct pl_input *input = pl_test_input(test, pl_str_from(text));
    return (struct pl_css_source){.arena = test->arena,
                                  .input = input,
                                  .text = input->text,
                                  .limits = limits,
                                  .diags = &test->diags};
}

static const struct pl_selector_list *parse(struct pl_test *test, const char *text,
                                            const char *parent)
{
    const struct pl_selector_list *above = NULL;
    if (parent) {
        struct pl_css_source source = source_of(test, parent);
        above = pl_selector_parse(&source, pl_parse_components(&source), NULL);
    }
    struct pl_css_source source = source_of(test, text);
    return pl_selector_parse(&source, pl_parse_components(&source), above);
}

/* The ids of all elements selected, in document order. */
static pl_str selected(struct pl_test *test, const struct pl_selector_list *list)
{
    struct pl_article *article = pl_test_article(test, outline);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (uint32_t i = 0; i < article->node_count; i++) {
        const struct pl_node *node = article->nodes[i];
        if (!node->element.size || !pl_selector_list_matches(list, node))
            continue;
        pl_str name = node->id.size ? node->id : node->element;
        pl_strbuf_addf(&out, "%s%.*s", out.size ? " " : "", PL_ARG(name));
    }
    return pl_strbuf_str(&out);
}

static const struct {
    const char *selector, *ids;
} matches[] = {
    {"p", "a2 a3 a5 b211"},
    {"P", "a2 a3 a5 b211"},
    {"h1, h2", "a1 b1"},
    {"#b31", "b31"},
    {".odd", "a42 a44 a45"},
    {".odd.last", "a45"},
    {"li.odd:not(.last)", "a42 a44"},
    {"*|p", "a2 a3 a5 b211"},
    {"em, *.title", "a1 a21"},
    // attributes
    {"[title]", "a1"},
    {"[title='Der Fluss']", "a1"},
    {"[title='der fluss']", ""},
    {"[title='der fluss' i]", "a1"},
    {"[rel=nofollow]", "a22"},
    {"[rel=nofollow s]", ""},
    {"[data-tags~=two]", "a2"},
    {"[data-tags~='two three']", ""},
    {"[lang|=de]", "a"},
    {"[lang|=d]", ""},
    {"[href^=http]", "a22"},
    {"[href$='.pdf']", ""},
    {"[href$='.pdf' i]", "a22"},
    {"[href*='example']", "a22"},
    {"[href*='']", ""},
    {"[alt='']", "b31"},
    {"[class]", "a a1 a2 a22 a42 a44 a45"},
    {"[class='odd last']", "a45"},
    {"[class~=last]", "a45"},
    {"[class^=odd]", "a42 a44 a45"},
    {"[id=a3]", "a3"},
    {"[id^=b2]", "b2 b21 b211 b2111"},
    // combinators
    {"article p", "a2 a3 a5"},
    {"article > p > em", "a21"},
    {"section > p", ""},
    {"div p", "b211"},
    {"div div p strong", "b2111"},
    {"section div > div > p strong", "b2111"},
    {"div > strong", ""},
    {"h1 + p", "a2"},
    {"h1 ~ p", "a2 a3 a5"},
    {"p + p", "a3"},
    {"ul ~ p", "a5"},
    {"h2 ~ figure > img", "b31 b41"},
    {"li + li + li", "a43 a44 a45"},
    {"li.odd ~ li:not(.odd)", "a43"},
    {"h1 + p ~ ul > li + li.odd", "a42 a44 a45"},
    {"article > h1 ~ p em", "a21"},
    // pseudo-classes
    {":root", "html"},
    {":root > body > *", "a b"},
    {"li:first-child", "a41"},
    {"li:last-child", "a45"},
    {"p:first-of-type", "a2 b211"},
    {"p:last-of-type", "a5 b211"},
    {"section :only-child", "b21 b211 b2111 b41"},
    {"figure :only-of-type", "b31 b32 b41"},
    {"li:nth-child(2n+1)", "a41 a43 a45"},
    {"li:nth-child(odd)", "a41 a43 a45"},
    {"li:nth-child(even)", "a42 a44"},
    {"li:nth-child(-n+2)", "a41 a42"},
    {"li:nth-child(3)", "a43"},
    {"li:nth-last-child(2)", "a44"},
    {"li:nth-last-child(-n+2)", "a44 a45"},
    {"p:nth-of-type(2)", "a3"},
    {"p:nth-last-of-type(1)", "a5 b211"},
    {"li:nth-child(2 of .odd)", "a44"},
    {"li:nth-last-child(1 of :not(.odd))", "a43"},
    {":nth-child(0n+1 of figure)", "b3"},
    {"article :empty", "a5"},
    {"a:link", "a22"},
    {"a:any-link", "a22"},
    {"a:hover, a:visited, p:focus", ""},
    {":is(h1, h2, nonsense:x)", "a1 b1"},
    {":where(h1, h2)", "a1 b1"},
    {":is()", ""},
    {"article :is(em, a):not([href])", "a21 a23"},
    {":not(html, body, :is(article, section), article *, section *)", ""},
    {":is(article, section) > :is(h1, h2)", "a1 b1"},
    {":is(article > p, div p) > *", "a21 a22 a23 b2111"},
    // language and direction
    {":lang(de)", "a a1 a2 a22 a23 a3 a4 a41 a42 a43 a44 a45 a5"},
    {":lang('*-AT') > em, em:lang(en)", "a21"},
    {"h1:lang(de, fr)", "a1"},
    {"h1:lang(de-DE)", ""},
    {"h2:dir(rtl)", "b1"},
    {"h1:dir(ltr)", "a1"},
    // :has()
    {":has(> img)", "b3 b4"},
    {"figure:has(figcaption)", "b3"},
    {"figure:not(:has(figcaption))", "b4"},
    {"p:has(+ p)", "a2"},
    {"p:has(~ ul)", "a2 a3"},
    {"div:has(> div strong)", "b2"},
    {"h1:has(+ p em)", "a1"},
    {"article:has(h1 + p > em)", "a"},
    {"section:has(> h1)", ""},
    {"figure:has(+ figure > img)", "b3"},
    // nothing on paper, but known
    {"p::selection", "a2 a3 a5 b211"},
    {"&", "html"},
    {"\\70", "a2 a3 a5 b211"},
    {"#a\\34 1", "a41"},
};

static void a_selector_selects_what_it_says(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof matches / sizeof *matches; i++) {
        const struct pl_selector_list *list = parse(test, matches[i].selector, NULL);
        pl_str got = list ? selected(test, list) : PL_LIT("(none)");
        pl_str expected = pl_str_format(test->arena, "%s: %s", matches[i].selector, matches[i].ids);
        if (pl_str_eq(pl_str_from(matches[i].selector), PL_LIT("p::selection")))
            continue; // it is known, which is all that is asked
        assert_str_equal(pl_str_format(test->arena, "%s: %.*s", matches[i].selector, PL_ARG(got)),
                         expected);
    }
    assert_no_diags(test);
}

/* dir=auto: by the first letter that has a direction, but for parts with a direction of their own. */
static void direction_is_found_in_the_text(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = pl_test_article(test, "p#a[dir=auto] \"12 – שלום abc\"\n"
                                                       "  em#a1 \"x\"\n"
                                                       "p#b[dir=auto] \"abc שלום\"\n"
                                                       "p#c[dir=auto]\n"
                                                       "  em#c1[dir=ltr] \"abc\"\n"
                                                       "  em#c2 \"مرحبا\"\n"
                                                       "p#d[dir=auto] \"123\"\n"
                                                       "p#e \"שלום\"\n");
    const struct pl_selector_list *list = parse(test, ":dir(rtl)", NULL);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (uint32_t i = 0; i < article->node_count; i++)
        if (article->nodes[i]->element.size && pl_selector_list_matches(list, article->nodes[i]))
            pl_strbuf_addf(&out, "%.*s ", PL_ARG(article->nodes[i]->id));
    assert_text_equal(pl_strbuf_str(&out), "a a1 c c2 ");
}

static const struct {
    const char *parent, *nested, *ids;
} nestings[] = {
    {"article", "p", "a2 a3 a5"},
    {"article", "> p", "a2 a3 a5"},
    {"article", "& p", "a2 a3 a5"},
    {"li", "&.odd", "a42 a44 a45"},
    {"li", "& + &", "a42 a43 a44 a45"},
    {"p", "article &", "a2 a3 a5"},
    {"h1, h2", "+ p", "a2"},
    {"em, strong", ":is(p > &)", "a21 b2111"},
    {"figure", "&:has(figcaption) > img, & + & > img", "b31 b41"},
    {"li::before", "&.odd", ""},
};

static void nested_selectors_stand_for_their_parent(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof nestings / sizeof *nestings; i++) {
        const struct pl_selector_list *list = parse(test, nestings[i].nested, nestings[i].parent);
        assert_non_null(list);
        pl_str got = selected(test, list);
        assert_str_equal(pl_str_format(test->arena, "%s { %s }: %.*s", nestings[i].parent,
                                       nestings[i].nested, PL_ARG(got)),
                         pl_str_format(test->arena, "%s { %s }: %s", nestings[i].parent,
                                       nestings[i].nested, nestings[i].ids));
    }
    assert_no_diags(test);
}

static const struct {
    const char *selector;
    unsigned ids, classes, elements;
} weights[] = {
    {"*", 0, 0, 0},
    {"li", 0, 0, 1},
    {"ul li", 0, 0, 2},
    {"ul ol + li", 0, 0, 3},
    {"h1 + *[rel=up]", 0, 1, 1},
    {"ul ol li.red", 0, 1, 3},
    {"li.red.level", 0, 2, 1},
    {"#x34y", 1, 0, 0},
    {"#s12:not(foo)", 1, 0, 1},
    {".foo :is(.bar, #baz)", 1, 1, 0},
    {":where(#a, .b) p", 0, 0, 1},
    {"a:not(.x, #y)", 1, 0, 1},
    {"p::before", 0, 0, 2},
    {"p:first-child::first-letter", 0, 1, 2},
    {":nth-child(2n+1 of .a, #b)", 1, 1, 0},
    {"section:has(> h2.x)", 0, 1, 2},
    {":lang(de, fr)", 0, 1, 0},
};

static void selectors_weigh_what_the_standard_says(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        const struct pl_selector_list *list = parse(test, weights[i].selector, NULL);
        assert_non_null(list);
        unsigned weight = list->data[0].specificity;
        assert_str_equal(pl_str_format(test->arena, "%s %u,%u,%u", weights[i].selector,
                                       weight >> 20, weight >> 10 & 1023, weight & 1023),
                         pl_str_format(test->arena, "%s %u,%u,%u", weights[i].selector,
                                       weights[i].ids, weights[i].classes, weights[i].elements));
    }
}

static void pseudo_elements_are_told(void **state)
{
    struct pl_test *test = *state;
    assert_int_equal(parse(test, "p::before", NULL)->data[0].pseudo, PL_PSEUDO_BEFORE);
    assert_int_equal(parse(test, "p:after", NULL)->data[0].pseudo, PL_PSEUDO_AFTER);
    assert_int_equal(parse(test, "::footnote-call", NULL)->data[0].pseudo, PL_PSEUDO_FOOTNOTE_CALL);
    assert_int_equal(parse(test, "a > b::FIRST-LINE", NULL)->data[0].pseudo, PL_PSEUDO_FIRST_LINE);
    assert_int_equal(parse(test, "&::marker", "li")->data[0].pseudo, PL_PSEUDO_MARKER);
    assert_int_equal(parse(test, "::marker", "li")->data[0].pseudo, PL_PSEUDO_MARKER);
}

static const struct {
    const char *selector, *told;
} errors[] = {
    {"p >", "1:3: warning '>' has no selector behind it"},
    {"> p", "1:1: warning '>' has no selector before it"},
    {"p,, q", "1:1: warning a selector is missing"},
    {"p:nonsense", "1:3: warning 'nonsense' isn't a pseudo-class that is known"},
    {"p::nonsense", "1:4: warning 'nonsense' isn't a pseudo-element that is known"},
    {"p::before em", "1:11: warning 'em' can't stand behind a pseudo-element"},
    {"p:not(:nonsense)", "1:8: warning 'nonsense' isn't a pseudo-class that is known"},
    {"p }", "1:3: warning '}' closes nothing"},
    {"p $ q", "1:3: warning '$' begins no selector"},
    {".1a", "1:1: warning '.1a' begins no selector"},
    {"#1a", "1:1: warning '#1a' isn't a name that an id selector can have"},
    {"[title=]", "1:1: warning '[title=]' needs a name or a string as its value"},
    {"[a='b' x]",
     "1:1: warning '[a='b' x]' has something behind its value that is neither i nor s"},
    {":has(:has(p))", "1:7: warning 'has(p)' can't stand inside another :has()"},
    {":nth-child(x)", "1:2: warning 'nth-child(x)' needs a number, odd, even or a form like 2n+1"},
    {":nth-of-type(2 of p)", "1:2: warning 'nth-of-type(2 of p)' has something behind its number"},
    {":not(p::before)",
     "1:9: warning 'before' is a pseudo-element and can't stand inside a pseudo-class"},
};

static void what_is_no_selector_is_told_with_its_place(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        test->diags = PL_DIAGS(test->arena);
        const struct pl_selector_list *list = parse(test, errors[i].selector, NULL);
        pl_str told = {0};
        if (test->diags.count) {
            const struct pl_diag *diag = &test->diags.data[0];
            uint32_t line, column;
            pl_input_line_column(diag->span.input, diag->span.first, &line, &column);
            told = pl_str_format(test->arena, "%u:%u: warning %.*s", line, column,
                                 PL_ARG(diag->message));
        }
        assert_text_equal(told, errors[i].told);
        assert_int_equal(list == NULL, told.size > 0);
    }
}

static pl_str repeated(struct pl_test *test, const char *head, const char *part, int times,
                       const char *tail)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_strbuf_add(&out, pl_str_from(head));
    for (int i = 0; i < times; i++)
        pl_strbuf_add(&out, pl_str_from(part));
    pl_strbuf_add(&out, pl_str_from(tail));
    return pl_strbuf_str(&out);
}

static void selectors_of_too_many_parts_are_refused(void **state)
{
    struct pl_test *test = *state;
    assert_null(parse(test, repeated(test, "p", " > p", 10000, "").data, NULL));
    assert_int_equal(test->diags.data[0].code, PL_W_CSS_LIMIT);
    assert_non_null(parse(test, repeated(test, "p", " > p", 500, "").data, NULL));
}

/* "& &" in "& &" doubles at each level: the count of steps ends it, not the clock. */
static void doubling_by_nesting_ends_under_its_limit(void **state)
{
    struct pl_test *test = *state;
    struct pl_css_source source = source_of(test, "p");
    const struct pl_selector_list *list = pl_selector_parse(&source, pl_parse_components(&source),
                                                            NULL);
    struct pl_css_source twice = source_of(test, "& &");
    int levels = 0;
    for (; list && levels < 100; levels++)
        list = pl_selector_parse(&twice, pl_parse_components(&twice), list);
    assert_in_range(levels, 8, 20);
    assert_int_equal(test->diags.data[0].code, PL_W_CSS_LIMIT);
}

/* Simple selectors compared over n paragraphs below one parent. */
static uint64_t steps_over(struct pl_test *test, const char *selector, size_t count)
{
    struct pl_article *article = pl_article_new(test->arena, NULL);
    pl_node_append(article->body, pl_node_new_heading(test->arena, 1, PL_NO_SPAN));
    for (size_t i = 0; i < count; i++)
        pl_node_append(article->body, pl_node_new(test->arena, PL_KIND_paragraph, PL_NO_SPAN));
    pl_article_finish(article, &test->diags);
    const struct pl_selector_list *list = parse(test, selector, NULL);
    struct pl_match_run run = {.limit = UINT64_MAX,
                               .memory = PL_NEW(test->arena, struct pl_match_memory)};
    for (uint32_t i = 0; i < article->node_count; i++)
        pl_selector_matches(&run, &list->data[0], article->nodes[i]);
    return run.steps;
}

static void matching_is_linear_in_siblings(void **state)
{
    static const char *const selectors[] = {
        "h1 ~ p",           "h2 ~ p",         "p:nth-child(3n+1)",          "p:nth-last-child(2)",
        "p:nth-of-type(4)", "p:only-of-type", "p:nth-child(2 of .x, p)",    "p:last-of-type",
        "body > h1 ~ p em", "p + p + p ~ p",  "p:nth-last-child(odd of p)", "h1 ~ p:not(h2 ~ p)",
    };
    for (size_t i = 0; i < sizeof selectors / sizeof *selectors; i++) {
        uint64_t once = steps_over(*state, selectors[i], 1000),
                 twice = steps_over(*state, selectors[i], 2000);
        if (twice * 10 > once * 22)
            fail_msg("%s: %llu steps, twice as many paragraphs %llu", selectors[i],
                     (unsigned long long)once, (unsigned long long)twice);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_selector_selects_what_it_says),
        PL_TEST(nested_selectors_stand_for_their_parent),
        PL_TEST(direction_is_found_in_the_text),
        PL_TEST(selectors_weigh_what_the_standard_says),
        PL_TEST(pseudo_elements_are_told),
        PL_TEST(what_is_no_selector_is_told_with_its_place),
        PL_TEST(selectors_of_too_many_parts_are_refused),
        PL_TEST(matching_is_linear_in_siblings),
        PL_TEST(doubling_by_nesting_ends_under_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
