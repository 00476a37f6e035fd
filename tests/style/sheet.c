// SPDX-License-Identifier: MIT
/* tests/style/sheet.c: what a sheet's text becomes: rules, layers, media, imports, pages, faces. */
#include "style/sheet.h"

#include "style/match.h"
#include "support/tree.h"

static struct pl_limits limits;

static struct pl_sheets *sheets_new(struct pl_test *test)
{
    limits = pl_limits_default();
    return pl_sheets_new(test->arena, &limits);
}

static void add(struct pl_test *test, struct pl_sheets *sheets, const char *text,
                enum pl_sheet_origin origin)
{
    assert_true(
        pl_sheets_add(sheets, pl_test_input(test, pl_str_from(text)), origin, &test->diags));
}

/* "selectors { declarations } @media rank" a rule, in order; the names as written in the sheet. */
static pl_str rules_of(struct pl_test *test, const struct pl_sheets *sheets)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    struct pl_layer_ranks ranks = pl_sheets_layer_ranks(test->arena, sheets);
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct pl_style_rule *rule = &sheets->rules.data[i];
        for (uint32_t k = 0; k < rule->selectors->count; k++) {
            const struct pl_selector *selector = &rule->selectors->data[k];
            pl_str text = pl_str_slice(rule->block->source->text, selector->first, selector->end);
            pl_strbuf_addf(&out, "%s%.*s", k ? ", " : "", PL_ARG(text));
        }
        pl_strbuf_add(&out, PL_LIT(" {"));
        for (uint32_t k = 0; k < rule->block->count; k++) {
            const struct pl_written *declaration = &rule->block->declarations[k];
            pl_strbuf_addf(&out, " %.*s: %.*s%s;", PL_ARG(declaration->name),
                           PL_ARG(declaration->text),
                           declaration->is_important ? " !important" : "");
        }
        pl_strbuf_add(&out, PL_LIT(" }"));
        if (rule->media != PL_MEDIA_ALL)
            pl_strbuf_addf(&out, "%s%s", rule->media & PL_MEDIA_OF(PL_MEDIUM_PRINT) ? " print" : "",
                           rule->media & PL_MEDIA_OF(PL_MEDIUM_EPUB) ? " epub" : "");
        if (rule->paper)
            pl_strbuf_add(&out, PL_LIT(" by its size"));
        if (rule->reader_media.size)
            pl_strbuf_addf(&out, " reader(%.*s)", PL_ARG(rule->reader_media));
        if (rule->layer)
            pl_strbuf_addf(&out, " layer %u", pl_layer_rank(&ranks, rule->origin, rule->layer));
        pl_strbuf_add_byte(&out, '\n');
    }
    return pl_strbuf_str(&out);
}

static const struct {
    const char *sheet, *rules;
} readings[] = {
    {"p { color: red; orphans: 3 !important }", "p { color: red; orphans: 3 !important; }\n"},
    {"<!-- p{color:red} -->", "p { color: red; }\n"},
    {"@charset \"utf-8\"; p{color:red}", "p { color: red; }\n"},
    // nesting: declarations behind a nested rule are a rule of their own
    {"a { color: red; b { color: blue } width: 1px }",
     "a { color: red; }\nb { color: blue; }\na { width: 1px; }\n"},
    {"a { @media print { color: red; b { color: blue } } }",
     "a { color: red; } print\nb { color: blue; } print\n"},
    {"a { &:hover { color: red } }", "&:hover { color: red; }\n"},
    {"a { color:red; color red; width: 1px }", "a { color: red; width: 1px; }\n"},
    // media
    {"@media print { p {color:red} } @media epub { q {color:red} }",
     "p { color: red; } print\nq { color: red; } epub\n"},
    {"@media screen { p {color:red} }", "p { color: red; } epub\n"},
    {"@media not print { p {color:red} }", "p { color: red; } epub\n"},
    {"@media not epub { p {color:red} }", "p { color: red; } print\n"},
    {"@media speech, print { p {color:red} }", "p { color: red; } print\n"},
    {"@media all { p {color:red} }", "p { color: red; }\n"},
    {"@media { p {color:red} }", "p { color: red; }\n"},
    {"@media speech { p {color:red} }", ""},
    {"@media (orientation: portrait) { p {color:red} }",
     "p { color: red; } print by its size reader((orientation: portrait))\n"},
    {"@media (min-width: 30em) { p {color:red} }",
     "p { color: red; } print by its size reader((min-width: 30em))\n"},
    {"@media (max-width: 30em) { p {color:red} }", "p { color: red; } print by its size reader((max-width: 30em))\n"},
    {"@media print and (width > 20cm) { p {color:red} }", "p { color: red; } print by its size\n"},
    {"@media print and (20cm < width <= 22cm) { p {color:red} }",
     "p { color: red; } print by its size\n"},
    {"@media screen and (width < 20cm) { p {color:red} }", "p { color: red; } reader(screen and (width < 20cm))\n"},
    {"@media epub and (width >= 30em) { p {color:red} }",
     "p { color: red; } reader(all and (width >= 30em))\n"},
    {"@media (color) { p {color:red} }", "p { color: red; } print reader((color))\n"},
    {"@media (min-color: 0) and (grid: 0) { p {color:red} }",
     "p { color: red; } print reader((min-color: 0) and (grid: 0))\n"},
    {"@media (grid) { p {color:red} }", ""},
    {"@media not (grid) { p {color:red} }", "p { color: red; }\n"},
    {"@media (fantasy: 1) { p {color:red} }", ""},
    {"@media not (fantasy: 1) { p {color:red} }", ""},
    {"@media print or epub { p {color:red} }", ""},
    {"@media (not (grid)) and ((scripting: none) or (grid)) { p {color:red} }",
     "p { color: red; }\n"},
    {"@media epub { @media (min-width: 9em) { @media (color) { p {color:red} } } }",
     "p { color: red; } reader((min-width: 9em)\n(color))\n"},
    // supports
    {"@supports (color: red) { p {color:red} }", "p { color: red; }\n"},
    {"@supports (colour: red) { p {color:red} }", ""},
    {"@supports not (colour: red) { p {color:red} }", "p { color: red; }\n"},
    {"@supports (color: red) and (not (colour: red)) { p {color:red} }", "p { color: red; }\n"},
    {"@supports (--x: anything at all) { p {color:red} }", "p { color: red; }\n"},
    {"@supports selector(a:has(> b)) { p {color:red} }", "p { color: red; }\n"},
    {"@supports selector(a:fantasy) { p {color:red} }", ""},
    {"@supports font-tech(color-COLRv1) { p {color:red} }", ""},
    {"@supports (color: red) or (colour: red) and (color: red) { p {color:red} }", ""},
    // layers: 0 is the first of the author's here, their own rules come after those of inner layers
    {"@layer b, a; @layer a { p {color:red} } @layer b { q {color:red} } r {color:red}",
     "p { color: red; } layer 3\nq { color: red; } layer 2\nr { color: red; }\n"},
    {"@layer a { p {color:red} @layer x { q {color:red} } } @layer a.y { r {color:red} } @layer { "
     "s {color:red} }",
     "p { color: red; } layer 4\nq { color: red; } layer 2\nr { color: red; } layer 3\ns { color: "
     "red; } layer 5\n"},
    // errors recover
    {"p { color: red; } }} q { color: blue } r {color:red}",
     "p { color: red; }\nr { color: red; }\n"},
    {"p { color: red; [ } q {color:red} ] } r {color:red}",
     "p { color: red; }\nr { color: red; }\n"},
    {"p:fantasy, q { color: red } r {color:red}", "r { color: red; }\n"},
    {"p { color: red", "p { color: red; }\n"},
    {"p { color: 'red\n; width: 1px } q{color:red}", "p { width: 1px; }\nq { color: red; }\n"},
    {"@fantasy x { p{color:red} } @fantasy; q{color:red}", "q { color: red; }\n"},
    {"@media print; q{color:red}", "q { color: red; }\n"},
};

static void a_sheet_becomes_rules_in_order(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        struct pl_sheets *sheets = sheets_new(test);
        add(test, sheets, readings[i].sheet, PL_SHEET_AUTHOR);
        assert_str_equal(
            pl_str_format(test->arena, "%s\n%.*s", readings[i].sheet,
                          PL_ARG(rules_of(test, sheets))),
            pl_str_format(test->arena, "%s\n%s", readings[i].sheet, readings[i].rules));
    }
}

static void ranks_go_by_origin_then_layer(void **state)
{
    struct pl_test *test = *state;
    struct pl_sheets *sheets = sheets_new(test);
    add(test, sheets, "@layer z {p{color:red}} p{color:red}", PL_SHEET_USER_AGENT);
    add(test, sheets, "@layer z {p{color:red}} p{color:red}", PL_SHEET_AUTHOR);
    add(test, sheets, "p{color:red}", PL_SHEET_USER);
    struct pl_matcher *matcher = pl_matcher_new(test->arena, sheets, PL_MEDIUM_PRINT, NULL);
    struct pl_article *article = pl_test_article(test, "p \"x\"");
    struct pl_matches matches = {0};
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_matcher_match(matcher, article->body->first, &matches);
    for (size_t i = 0; i < matches.count; i++)
        pl_strbuf_addf(&out, "origin %d rank %u order %u\n", (int)matches.data[i].origin,
                       matches.data[i].rank, matches.data[i].order);
    assert_text_equal(pl_strbuf_str(&out), "origin 0 rank 0 order 0\n"
                                           "origin 0 rank 1 order 1\n"
                                           "origin 1 rank 2 order 4\n"
                                           "origin 2 rank 3 order 2\n"
                                           "origin 2 rank 4 order 3\n");
}

static void matches_come_by_specificity_once_a_rule(void **state)
{
    struct pl_test *test = *state;
    struct pl_sheets *sheets = sheets_new(test);
    add(test, sheets,
        "#x {color:red} p, .a, p.a, * {color:red} p {color:red} :is(p, q) {color:red} p::before "
        "{color:red}"
        "section p {color:red} body > p {color:red}",
        PL_SHEET_AUTHOR);
    struct pl_matcher *matcher = pl_matcher_new(test->arena, sheets, PL_MEDIUM_PRINT, NULL);
    struct pl_article *article = pl_test_article(test, "p#x.a.b \"x\"");
    struct pl_matches matches = {0};
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_matcher_enter(matcher, article->root);
    pl_matcher_enter(matcher, article->body);
    pl_matcher_match(matcher, article->body->first, &matches);
    for (size_t i = 0; i < matches.count; i++) {
        const struct pl_match *match = &matches.data[i];
        pl_str text = pl_str_slice(match->block->source->text, match->selector->first,
                                   match->selector->end);
        pl_strbuf_addf(&out, "%.*s %x\n", PL_ARG(text), match->specificity);
    }
    assert_text_equal(pl_strbuf_str(&out),
                      "p 1\n:is(p, q) 1\nbody > p 2\np.a 401\n#x 100000\np::before 2\n");
}

static void imports_bring_sheets_in_before_the_rest(void **state)
{
    struct pl_test *test = *state;
    struct pl_sheets *sheets = sheets_new(test);
    pl_test_write(pl_test_path(test, "parts/one.css"),
                  PL_LIT("@import 'two.css' print; one {color:red}"));
    pl_test_write(pl_test_path(test, "parts/two.css"),
                  PL_LIT("@import '../parts/one.css'; two {color:red}"));
    pl_test_write(pl_test_path(test, "three.css"), PL_LIT("three {color:red}"));
    struct pl_input *input = pl_test_input(
        test,
        PL_LIT("@import url(parts/one.css) layer(base);\n@import \"three.css\" supports(colour: "
               "red);\n"
               "@import 'three.css' epub;\n@import 'absent.css';\n@import '../out.css';\n"
               "@import 'https://example.org/a.css';\np {color:red}\n@import 'three.css';\n"));
    input->folder = pl_test_folder(test);
    assert_true(pl_sheets_add(sheets, input, PL_SHEET_AUTHOR, &test->diags));
    assert_text_equal(rules_of(test, sheets), "two { color: red; } print layer 2\n"
                                              "one { color: red; } layer 2\n"
                                              "three { color: red; } epub\n"
                                              "p { color: red; }\n");
    struct pl_strbuf told = PL_STRBUF(test->arena);
    for (size_t i = 0; i < test->diags.count; i++)
        pl_strbuf_addf(&told, "%.*s\n", PL_ARG(test->diags.data[i].message));
    assert_text_equal(
        pl_strbuf_str(&told),
        "can't import '../parts/one.css': it imports itself, directly or by way of others\n"
        "can't import 'absent.css': there is no such file\n"
        "can't import '../out.css': it leaves the folder it may be read from\n"
        "can't import 'https://example.org/a.css': it is an address, not a file\n"
        "'@import' must stand before all other rules\n");
}

static void a_page_rule_has_selectors_boxes_and_notes(void **state)
{
    struct pl_test *test = *state;
    struct pl_sheets *sheets = sheets_new(test);
    add(test, sheets,
        "@page { size: A5; @top-left { content: 'a' } margin: 1cm; @footnote { padding: 1pt }"
        " @TOP-LEFT { color: red } }\n"
        "@page table:first:left, :blank, :nth(2n+1), :nth(3 of wide) { size: A4 }\n"
        "@media epub { @page { size: A3 } }",
        PL_SHEET_AUTHOR);
    assert_no_diags(test);
    assert_int_equal(sheets->pages.count, 3);
    const struct pl_page_rule *first = &sheets->pages.data[0], *second = &sheets->pages.data[1];
    assert_int_equal(first->block->count, 2);
    assert_int_equal(first->margin_boxes[PL_MARGIN_TOP_LEFT]->count, 2);
    assert_null(first->margin_boxes[PL_MARGIN_TOP_RIGHT]);
    assert_int_equal(first->footnote->count, 1);
    assert_int_equal(first->selectors[0].specificity, 0);
    assert_int_equal(second->selector_count, 4);
    assert_text_equal(second->selectors[0].name, "table");
    assert_true(second->selectors[0].is_first && second->selectors[0].is_left);
    assert_int_equal(second->selectors[0].specificity, 1 << 20 | 1 << 10 | 1);
    assert_true(second->selectors[1].is_blank);
    assert_int_equal(second->selectors[2].nth_a, 2);
    assert_int_equal(second->selectors[3].nth_b, 3);
    assert_true(second->selectors[3].nth_of_name);
    assert_int_equal(sheets->pages.data[2].media, PL_MEDIA_OF(PL_MEDIUM_EPUB));
}

static void faces_come_with_their_file(void **state)
{
    struct pl_test *test = *state;
    struct pl_sheets *sheets = sheets_new(test);
    add(test, sheets,
        "@font-face { font-family: Old   Serif; src: local(x), url(a.eot) "
        "format('embedded-opentype'),"
        " url('a.otf') format(\"opentype\"); font-weight: bold; font-style: italic }\n"
        "@font-face { font-family: \"B\"; src: url(b.ttf) }\n"
        "@font-face { src: url(c.ttf) }\n@font-face { font-family: d; src: local(d) }",
        PL_SHEET_AUTHOR);
    size_t count;
    const struct pl_sheet_face *faces = pl_sheets_faces(sheets, &count);
    assert_int_equal(count, 2);
    assert_text_equal(faces[0].family, "Old Serif");
    assert_text_equal(faces[0].url, "a.otf");
    assert_int_equal(faces[0].weight, 700);
    assert_int_equal(faces[0].slanted, 1);
    assert_text_equal(faces[1].url, "b.ttf");
    assert_int_equal(faces[1].slanted, -1);
    assert_int_equal(test->diags.warnings, 2);
}

static const struct {
    const char *sheet, *told;
} errors[] = {
    {"p { colr red }", "1:5 'colr red' is no declaration"},
    {"p { color: red }\n p q", "2:2 'p q' is no rule: it has no block"},
    {"p { .x; color: red }", "1:5 '.x' begins neither a declaration nor a rule"},
    {"p { color: red", "1:3 '{' isn't closed before the end of the sheet"},
    {"p { content: 'a\n; color: red }", "1:14 a string isn't closed before the end of its line"},
    {"p { background: url(a b); color: red }", "1:17 the address holds characters it can't"},
    {"p { color: red) }", "1:15 ')' closes nothing"},
    {"@fantasy { }", "1:1 '@fantasy' isn't known"},
    {"@media print;", "1:1 '@media' needs a block"},
    {"@media print or screen { }", "1:8 'print or screen' is no media query"},
    {"@media (min-widht: 9em) { }", "1:9 'min-widht' is no media feature that is known"},
    {"@media (wdith > 20cm) { }", "1:9 'wdith' is no media feature that is known"},
    {"@media (hovre) { }", "1:9 'hovre' is no media feature that is known"},
    {"@supports display: block { }", "1:11 'display: block' is no condition of '@supports'"},
    {"@namespace svg url(x);", "1:1 '@namespace' is ignored: selectors match in all namespaces"},
    {"p { @page { } }", "1:5 '@page' can't stand inside a style rule"},
    {"@page :odd { }", "1:7 this selects no pages"},
    {"@page { @top { } }", "1:9 '@top' is no part of a page"},
    {"@layer 1 { }", "1:8 '@layer' needs names like 'base' or 'base.tables'"},
    {"@import;", "1:1 '@import' isn't understood"},
    {"p{color:red} @charset \"x\";",
     "1:14 '@charset' isn't the first thing in the sheet and is ignored"},
};

static void what_is_wrong_is_told_once_with_its_place(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        test->diags = PL_DIAGS(test->arena);
        add(test, sheets_new(test), errors[i].sheet, PL_SHEET_AUTHOR);
        struct pl_strbuf told = PL_STRBUF(test->arena);
        for (size_t k = 0; k < test->diags.count; k++) {
            uint32_t line, column;
            const struct pl_diag *diag = &test->diags.data[k];
            pl_input_line_column(diag->span.input, diag->span.first, &line, &column);
            pl_strbuf_addf(&told, "%s%u:%u %.*s", k ? "\n" : "", line, column,
                           PL_ARG(diag->message));
        }
        assert_text_equal(pl_strbuf_str(&told), errors[i].told);
    }
}

/* A sheet that is nested 100,000 deep, one of open brackets, one of many nested rules without
 * ";". */
static void bombs_end(void **state)
{
    struct pl_test *test = *state;
    const char *parts[] = {"a{", "(",  "[{",          "a:b{}", "@media print{",
                           "a,", "&{", "@layer a.b{", "x:is("};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        pl_strbuf_add(&text, PL_LIT("p {"));
        for (int k = 0; k < 100000; k++)
            pl_strbuf_add(&text, pl_str_from(parts[i]));
        struct pl_sheets *sheets = sheets_new(test);
        size_t before = pl_arena_used(test->arena);
        add(test, sheets, pl_strbuf_str(&text).data, PL_SHEET_AUTHOR);
        assert_true(pl_arena_used(test->arena) - before < 1000 * text.size + 1000000);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_sheet_becomes_rules_in_order),
        PL_TEST(ranks_go_by_origin_then_layer),
        PL_TEST(matches_come_by_specificity_once_a_rule),
        PL_TEST(imports_bring_sheets_in_before_the_rest),
        PL_TEST(a_page_rule_has_selectors_boxes_and_notes),
        PL_TEST(faces_come_with_their_file),
        PL_TEST(what_is_wrong_is_told_once_with_its_place),
        PL_TEST(bombs_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
