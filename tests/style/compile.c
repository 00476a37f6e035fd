// SPDX-License-Identifier: MIT
/* tests/style/compile.c: what the sheet for reading systems looks like. That it holds the law is
 * law.c's. */
#include "style/compile.h"

#include "support/tree.h"

#include <stdio.h>

static const char outline[] = "p#p1.lead \"First\"\n"
                              "p \"Second\"\n"
                              "  a[href=http://example.org] \"link\"\n"
                              "ol\n"
                              "  li \"one\"\n"
                              "  li \"two\"\n"
                              "aside.box \"boxed\"\n";

struct compiled {
    struct pl_limits limits;
    struct pl_article *article;
    struct pl_reader_sheet sheet;
};

static void add(struct pl_test *test, struct pl_sheets *sheets, pl_str css,
                enum pl_sheet_origin origin)
{
    assert_true(pl_sheets_add(sheets, pl_test_input(test, css), origin, &test->diags));
}

static struct compiled *compile(struct pl_test *test, const char *css,
                                enum pl_reader_profile profile)
{
    struct compiled *compiled = PL_NEW(test->arena, struct compiled);
    compiled->limits = pl_limits_default();
    compiled->article = pl_test_article(test, outline);
    struct pl_edition edition = {.arena = test->arena};
    *PL_PUSH(test->arena, &edition.articles) = compiled->article;
    struct pl_sheets *sheets = pl_sheets_new(test->arena, &compiled->limits);
    add(test, sheets,
        PL_LIT("p, aside, ol { display: block; margin-block: 1em } li { display: list-item }"
               "a:link { color: #00e; text-decoration: underline }"),
        PL_SHEET_USER_AGENT);
    add(test, sheets, pl_str_from(css), PL_SHEET_AUTHOR);
    struct pl_cascade *cascade = pl_cascade_new(test->arena, sheets, PL_MEDIUM_EPUB, NULL, NULL);
    const struct pl_styles *styles = pl_cascade_run(cascade, compiled->article, &test->diags);
    compiled->sheet = pl_compile_reader_sheet_for(test->arena, cascade, &edition, &styles, profile,
                                                  &test->diags);
    return compiled;
}

static const struct {
    const char *css, *compiled;
} sheets[] = {
    // kept as written, values resolved, lengths as parts of the text
    {"p { margin: 0 } p + p { text-indent: calc(1em + 6pt) }",
     "p {\n  margin-top: 0;\n  margin-bottom: 0;\n}\np + p {\n  text-indent: 1.5em;\n}\n"},
    {"p { margin: 1em 2em 1em 2em }", "p {\n  margin: 1em 2em;\n}\n"},
    // what no element has, what nobody needs, and what is for pages is left out
    {"h3 { color: red } p { font-style: normal; float: none } @page { margin: 1cm } p { page: wide "
     "}",
     ""},
    // what readers don't know becomes a class
    {"p:has(a) { font-weight: bold }", ".pl-1 {\n  font-weight: 700;\n}\n"},
    {"ol { & li:last-child { color: red } }", ".pl-1 {\n  color: #ff0000;\n}\n"},
    {"#p1 { letter-spacing: .1em }", ".pl-1 {\n  letter-spacing: 0.1em;\n}\n"},
    // layers are gone: who lost says nothing
    {"@layer a { p.lead { color: red } } p { color: green }", "p {\n  color: #008000;\n}\n"},
    // whatever its unit, a length becomes a part of the text: a millimetre of a phone means nothing
    {"p { font-size: 12pt; margin: 1ex 1ch 12pt 6mm }",
     "p {\n  margin: 0.5em 0.5em 1em 1.4173em;\n}\n"},
    {":root { --gap: 2em; --deep: var(--gap) } p { padding-top: calc((var(--deep) + 1em) / 2) }",
     "p {\n  padding-top: 1.5em;\n}\n"},
    {"p { width: calc(50% + 1em); margin-left: 10% }",
     "p {\n  width: 50%;\n  width: calc(50% + 1em);\n  margin-left: 10%;\n}\n"},
    {"p { width: calc(100% - 20pt) }", "p {\n  width: 100%;\n  width: calc(100% - 1.6667em);\n}\n"},
    // a dark colour is still a colour; a ground says its text's once
    {"li { color: navy } a { color: #000 }", "li {\n  color: #000080;\n}\na {\n  color: inherit;\n}\n"},
    {".box { background: #eee4cc; color: #700 }",
     ".box {\n  background-color: #eee4cc;\n  color: #770000;\n}\n"},
    // what only pages have is gone
    {"@page { size: A5; @top-center { content: counter(page) } } aside { float: footnote } "
     "p { string-set: t content(text); bookmark-level: 1; position: running(head) } "
     "a::after { content: leader(dotted) target-counter(attr(href), page) } "
     "p::before { content: target-text(attr(href)) }",
     ""},
    // ink and paper are the reader's; a ground of our own has its text's colour
    {"body { color: #111; background: white } p { color: black }", ""},
    {".box { background: #eee4cc }",
     ".box {\n  background-color: #eee4cc;\n  color: #000000;\n}\n"},
    // links stay underlined
    {"a:link { text-decoration: none; color: inherit }",
     "a:link {\n  color: inherit;\n  text-decoration: underline;\n}\n"},
    // borders in one line where all of it is said, hairlines in px
    {".box { border: .75pt solid red; padding: 1em }",
     ".box {\n  padding: 1em;\n  border: 1px solid #ff0000;\n}\n"},
    {".box { break-before: page; break-inside: avoid }",
     ".box {\n  page-break-before: always;\n  break-before: page;\n  page-break-inside: avoid;\n"
     "  break-inside: avoid;\n}\n"},
    // marks stay marks, words go into the text
    {"li::before { content: \"\\2022 \"; color: red }",
     "li::before {\n  color: #ff0000;\n  content: \"\xE2\x80\xA2\";\n}\n"},
    {"li::before { content: \"Item \"; color: red }", "li > .pl-before {\n  color: #ff0000;\n}\n"},
    // drop caps are floats
    {"p { line-height: 1.5 } p.lead::first-letter { initial-letter: 3; color: red }",
     "p {\n  line-height: 1.5;\n}\np.lead::first-letter {\n  color: #ff0000;\n  float: left;\n"
     "  font-size: 5.55em;\n  line-height: 0.81;\n  margin-right: 0.08em;\n}\n"},
    // only the reader knows
    {"@media epub and (min-width: 40em) { p { margin: 0 2em; position: fixed } }",
     "@media all and (min-width: 40em) {\n.pl-1 {\n  margin: 0 2em;\n}\n}\n"},
    {"@media (max-width: 30em) { p:has(a) { color: black; width: calc(1mm + 2pt) } :root { --w: 700 } ol { & li { "
     "font-weight: var(--w) } } a { text-decoration: none; color: black } h3 { color: red } }",
     "@media (max-width: 30em) {\n.pl-1 {\n  width: 0.403em;\n}\n.pl-2 {\n  color: inherit;\n}\n.pl-3 {\n  font-weight: 700;\n}\n}\n"},
    {"@media (width < 9em) { .lead::first-line { color: red } }",
     "@media (width < 9em) {\n.pl-1::first-line {\n  color: #ff0000;\n}\n}\n"},
    {"p { color: red } @media (prefers-color-scheme: dark) { p { color: pink; width: 3em } }",
     "p {\n  color: #ff0000;\n}\n@media (prefers-color-scheme: dark) {\n.pl-1 {\n  width: 3em;\n  color: #ffc0cb;\n}\n}\n"},
    {"@media (color) { @media (max-width: 9em) { p { color: red } } }",
     "@media (color) {\n@media (max-width: 9em) {\n.pl-1 {\n  color: #ff0000;\n}\n}}\n"},
};

static void a_sheet_is_written_as_a_person_would(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        struct compiled *compiled = compile(test, sheets[i].css, PL_READER_EPUB);
        assert_str_equal(
            pl_str_format(test->arena, "%s\n\n%.*s", sheets[i].css, PL_ARG(compiled->sheet.css)),
            pl_str_format(test->arena, "%s\n\n%s", sheets[i].css, sheets[i].compiled));
    }
}

static void words_before_an_element_are_put_into_it(void **state)
{
    struct pl_test *test = *state;
    struct compiled *compiled = compile(
        test, "li::before { content: \"Item \" } li:last-child { display: none }", PL_READER_EPUB);
    const struct pl_node *list = compiled->article->body->last->previous;
    const struct pl_markup_entry *first = pl_markup_at(compiled->sheet.markup, list->first->serial);
    const struct pl_markup_entry *last = pl_markup_at(compiled->sheet.markup, list->last->serial);
    assert_text_equal(first->before, "Item ");
    assert_false(first->is_hidden);
    assert_true(last->is_hidden);
}

static void kindle_gets_what_it_knows(void **state)
{
    struct pl_test *test = *state;
    const char *css = ".lead { font-variant: small-caps; hyphens: auto; letter-spacing: 1pt }"
                      "li::before { content: \"\\2022\"; color: red }";
    struct compiled *compiled = compile(test, css, PL_READER_KINDLE);
    assert_text_equal(compiled->sheet.css,
                      ".lead {\n  font-variant: small-caps;\n  letter-spacing: 0.0833em;\n}\n"
                      "li > .pl-before {\n  color: #ff0000;\n}\n");
}

static void numbers_are_counted_into_the_text(void **state)
{
    struct pl_test *test = *state;
    struct compiled *compiled = compile(test,
                                        "ol { counter-reset: n } li { counter-increment: n 2 }"
                                        "li::before { content: counter(n, upper-roman) \". \" } "
                                        "li::after { content: counters(n, \".\") }",
                                        PL_READER_EPUB);
    const struct pl_node *list = compiled->article->body->last->previous;
    assert_text_equal(pl_markup_at(compiled->sheet.markup, list->first->serial)->before, "II. ");
    assert_text_equal(pl_markup_at(compiled->sheet.markup, list->last->serial)->before, "IV. ");
    assert_text_equal(pl_markup_at(compiled->sheet.markup, list->last->serial)->after, "4");
    assert_no_diags(test);
}

/* A book has no pages: their numbers go, with the words beside them that say nothing alone. */
static void words_beside_what_pages_know_stay(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *content, *text;
    } rows[] = {
        {"'Chapter ' leader('.') counter(page)", "Chapter "},
        {"counter(n) '. ' 'See' ' (p. ' target-counter(attr(href), page) ')'", "1. See "},
        {"'Figure ' counter(n) leader(dotted)", "Figure 1 "},
        {"'Name' leader(dotted) 'Place'", "Name Place"},
        {"'(' 'p. ' target-counter(attr(href), page) ')'", ""},
        {"leader(dotted) ' '", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char sheet[256];
        snprintf(sheet, sizeof sheet, "li { counter-increment: n } li::before { content: %s }", rows[i].content);
        struct compiled *compiled = compile(test, sheet, PL_READER_EPUB);
        const struct pl_node *list = compiled->article->body->last->previous;
        const struct pl_markup_entry *entry = pl_markup_at(compiled->sheet.markup, list->first->serial);
        assert_text_equal(entry ? entry->before : (pl_str){0}, rows[i].text);
    }
    assert_no_diags(test);
}

static void items_are_counted_as_lists_count_them(void **state)
{
    struct pl_test *test = *state;
    struct compiled *compiled = compile(test,
                                        "li::before { content: counter(list-item, lower-roman) \". \" }"
                                        "li + li { counter-increment: list-item 3 }",
                                        PL_READER_EPUB);
    const struct pl_node *list = compiled->article->body->last->previous;
    assert_text_equal(pl_markup_at(compiled->sheet.markup, list->first->serial)->before, "i. ");
    assert_text_equal(pl_markup_at(compiled->sheet.markup, list->last->serial)->before, "iv. ");
    assert_no_diags(test);
}

static const char stars[] = "@counter-style dots { system: extends stars; suffix: '.' }"
                            "@counter-style stars { system: cyclic; symbols: '*' '+'; prefix: '<'; suffix: '>';"
                            "range: 1 5, 7 infinite; fallback: deep; pad: 3 'x' }"
                            "@counter-style deep { system: additive; additive-symbols: 5 'V', 1 'I'; negative: '(' ')' }"
                            "@counter-style none-needs { symbols: a }"
                            "ol { list-style-type: stars } p { list-style-type: dots }";

static void counter_styles_go_with_the_sheet(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(compile(test, stars, PL_READER_EPUB)->sheet.css,
                      "@counter-style dots {\n  system: cyclic;\n  symbols: \"*\" \"+\";\n  prefix: \"<\";\n"
                      "  suffix: \".\";\n  pad: 3 \"x\";\n  range: 1 5, 7 infinite;\n  fallback: deep;\n}\n"
                      "@counter-style deep {\n  system: additive;\n  additive-symbols: 5 \"V\", 1 \"I\";\n"
                      "  negative: \"(\" \")\";\n  suffix: \". \";\n}\n"
                      "@counter-style stars {\n  system: cyclic;\n  symbols: \"*\" \"+\";\n  prefix: \"<\";\n"
                      "  suffix: \">\";\n  pad: 3 \"x\";\n  range: 1 5, 7 infinite;\n  fallback: deep;\n}\n"
                      "ol {\n  list-style-type: stars;\n}\np {\n  list-style-type: dots;\n}\n");
    assert_no_diags(test);
}

static void kindle_has_the_style_that_one_extends(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(compile(test,
                              "@counter-style mine { system: extends upper-roman; suffix: ') ' }"
                              "@counter-style stars { system: cyclic; symbols: '*' }"
                              "ol { list-style-type: mine } p { list-style-type: stars }",
                              PL_READER_KINDLE)->sheet.css,
                      "ol {\n  list-style-type: upper-roman;\n}\n");
    assert_int_equal(test->diags.warnings, 1);
    assert_text_equal(test->diags.data[0].message, "the list marks of 'stars' are missing in the EPUB");
}

static void numbers_that_a_book_misses_are_told_once(void **state)
{
    struct pl_test *test = *state;
    compile(test,
            ":is(ul, ol)::before { content: counter(n) } p::after { content: counter(page) }",
            PL_READER_EPUB);
    assert_int_equal(test->diags.warnings, 1);
    assert_int_equal(test->diags.data[0].code, PL_W_CSS_READER);
}

/* Amazon's Kindle Publishing Guidelines, "Supported Attributes": those of them that we may say. */
static const char kindle[] =
    "background-color border border-bottom border-bottom-color border-bottom-left-radius "
    "border-bottom-right-radius border-bottom-style border-bottom-width border-collapse border-color "
    "border-left border-left-color border-left-style border-left-width border-radius border-right "
    "border-right-color border-right-style border-right-width border-spacing border-style border-top "
    "border-top-color border-top-left-radius border-top-right-radius border-top-style border-top-width "
    "border-width caption-side clear color display float font-family font-size font-style "
    "font-variant font-weight height letter-spacing line-height list-style-position list-style-type "
    "margin margin-bottom margin-left margin-right margin-top max-height max-width min-height "
    "min-width orphans padding padding-bottom padding-left padding-right padding-top page-break-after "
    "page-break-before page-break-inside table-layout text-align text-align-last text-decoration "
    "text-indent text-transform vertical-align visibility white-space widows width word-spacing";

static void kindle_is_told_only_what_its_guidelines_list(void **state)
{
    struct pl_test *test = *state;
    static const char *const designs[] = {"briefing", "digest", "reader", "large-print",
                                          "manuscript"};
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
        pl_str css = pl_test_read(test, pl_str_format(test->arena, "styles/%s.css", designs[i]));
        struct compiled *compiled = compile(test, pl_str_cstr(test->arena, css), PL_READER_KINDLE);
        pl_str rest = compiled->sheet.css, line, name;
        assert_true(rest.size > 100);
        while (pl_str_next_line(&rest, &line)) {
            if (!pl_str_starts(line, PL_LIT("  ")) || !pl_str_cut(&line, ':', &name))
                continue;
            pl_str list = pl_str_from(kindle), word;
            bool is_listed = false;
            while (!is_listed && pl_str_next_word(&list, &word))
                is_listed = pl_str_eq(word, pl_str_trim(name));
            if (!is_listed)
                fail_msg("%s: '%.*s' isn't for Kindle", designs[i], PL_ARG(name));
            if (pl_str_contains(line, PL_LIT("calc(")) || pl_str_contains(line, PL_LIT("var(")))
                fail_msg("%s: %.*s", designs[i], PL_ARG(line));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_sheet_is_written_as_a_person_would),
        PL_TEST(words_before_an_element_are_put_into_it),
        PL_TEST(kindle_gets_what_it_knows),
        PL_TEST(kindle_is_told_only_what_its_guidelines_list),
        PL_TEST(numbers_are_counted_into_the_text),
        PL_TEST(words_beside_what_pages_know_stay),
        PL_TEST(items_are_counted_as_lists_count_them),
        PL_TEST(counter_styles_go_with_the_sheet),
        PL_TEST(kindle_has_the_style_that_one_extends),
        PL_TEST(numbers_that_a_book_misses_are_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
