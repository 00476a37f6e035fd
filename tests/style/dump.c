// SPDX-License-Identifier: MIT
/* tests/style/dump.c: a small article in a design, as `--dump style` shows it. */
#include "style/styled.h"

#include "base/file.h"

static void add_sheet(struct styled *styled, const char *path, enum pl_sheet_origin origin)
{
    struct pl_input *input = PL_NEW(styled->test->arena, struct pl_input);
    input->name = pl_str_from(path);
    assert_true(pl_file_read(styled->test->arena, pl_str_from(path), 1 << 20, &input->bytes, &styled->test->diags));
    input->text = input->bytes;
    assert_true(pl_sheets_add(styled->sheets, input, origin, &styled->test->diags));
}

static struct pl_node *add(struct styled *styled, struct pl_node *parent, enum pl_kind kind, const char *text)
{
    struct pl_node *node = pl_node_new(styled->test->arena, kind, PL_NO_SPAN);
    pl_node_append(parent, node);
    if (*text)
        pl_node_append(node, pl_node_new_text(styled->test->arena, pl_str_from(text), PL_NO_SPAN));
    return node;
}

static struct styled *small_article(struct pl_test *test)
{
    struct styled *styled = PL_NEW(test->arena, struct styled);
    *styled = (struct styled){.test = test, .limits = pl_limits_default()};
    styled->article = pl_article_new(test->arena, NULL);
    pl_node_set_attribute(test->arena, styled->article->root, PL_LIT("lang"), PL_LIT("de"));
    struct pl_node *article = add(styled, styled->article->body, PL_KIND_article, "");
    struct pl_node *header = add(styled, article, PL_KIND_header, "");
    add(styled, header, PL_KIND_title, "What the drought left");
    add(styled, header, PL_KIND_byline, "Ana Ruiz");
    struct pl_node *first = add(styled, article, PL_KIND_paragraph, "The river is ");
    add(styled, first, PL_KIND_emphasis, "back");
    struct pl_node *link = add(styled, first, PL_KIND_link, "here");
    pl_node_set_attribute(test->arena, link, PL_LIT("href"), PL_LIT("#x"));
    add(styled, article, PL_KIND_paragraph, "A second paragraph.");
    struct pl_node *list = add(styled, article, PL_KIND_list, "");
    add(styled, list, PL_KIND_list_item, "One");
    struct pl_node *row = add(styled, add(styled, add(styled, article, PL_KIND_table, ""), PL_KIND_table_body, ""),
                              PL_KIND_table_row, "");
    add(styled, row, PL_KIND_table_header, "Year");
    add(styled, row, PL_KIND_table_cell, "1 234,5");
    styled->sheets = pl_sheets_new(test->arena, &styled->limits);
    return styled;
}

static void an_article_in_the_briefing(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = small_article(test);
    add_sheet(styled, "styles/base.css", PL_SHEET_USER_AGENT);
    add_sheet(styled, "styles/briefing.css", PL_SHEET_AUTHOR);
    assert_no_diags(test);
    styled_run(styled, PL_MEDIUM_PRINT);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_styles_dump(&out, styled->article, styled->styles);
    assert_golden(test, "tests/style/briefing.style", pl_strbuf_str(&out));
}

/* No shipped sheet has a word that isn't understood. */
static void shipped_sheets_are_clean(void **state)
{
    struct pl_test *test = *state;
    static const char *const paths[] = {"styles/base.css",   "styles/briefing.css",    "styles/digest.css",
                                        "styles/reader.css", "styles/large-print.css", "styles/manuscript.css"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        struct styled *styled = small_article(test);
        add_sheet(styled, "styles/base.css", PL_SHEET_USER_AGENT);
        add_sheet(styled, paths[i], PL_SHEET_AUTHOR);
        styled_run(styled, PL_MEDIUM_EPUB);
        styled_run(styled, PL_MEDIUM_PRINT);
        pl_cascade_page(styled->cascade, &(struct pl_page_query){.index = 1});
        for (size_t j = 0; j < test->diags.count; j++)
            if (test->diags.data[j].severity != PL_NOTE)
                print_error("%s: %.*s\n", paths[i], PL_ARG(test->diags.data[j].message));
        assert_int_equal(test->diags.warnings + test->diags.errors, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(shipped_sheets_are_clean), PL_TEST(an_article_in_the_briefing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
