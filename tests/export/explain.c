// SPDX-License-Identifier: MIT
/* tests/export/explain.c: an explanation shows every part in its order, with what became of it. */
#include "export/explain.h"

#include "support/support.h"

#include "ingest/read.h"

static const struct pl_article *read_page(struct pl_test *test)
{
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    struct pl_read_options options = {.from = PL_LIT("web")};
    struct pl_articles articles = {0};
    *input = (struct pl_input){
        .name = PL_LIT("page.html"),
        .bytes = PL_LIT("<title>Low water</title><nav><a href=/a>Water</a> <a href=/b>Grid</a></nav><article>"
                        "<h1>Low water</h1><p>The river board met at noon, and nobody had brought the plan that it was "
                        "to vote on.</p><div class=share-bar><a href=/x>Chatter</a></div><p>Mira Holt, who reads the "
                        "gauge every morning, said that the water stood nine hand-breadths lower.</p>"
                        "<table><tr><td>Monday, noon<td>12 &lt; 13</table></article>")};
    if (!pl_read_input(test->arena, input, &options, &articles, &test->diags))
        fail_msg("%.*s", PL_ARG(pl_test_diags(test)));
    return articles.data[0];
}

static void lines_tell_what_became_of_each_part(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_explain_text(&out, read_page(test), false);
    pl_str text = pl_strbuf_str(&out);
    static const char *const lines[] = {"title        Low water  body: heading\n", "article      <article>: ",
                                        "- navigation               Water Grid\n", "+ paragraph                The river board",
                                        "- share line               Chatter\n", "+ paragraph                Mira Holt",
                                        "+ table row                Monday, noon · 12 < 13\n", "characters kept ("};
    size_t at = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        at = pl_str_find(text, pl_str_from(lines[i]), at);
        if (at == SIZE_MAX)
            fail_msg("'%s' isn't there, or not in its place:\n%.*s", lines[i], PL_ARG(text));
    }
}

static void the_page_holds_the_same_and_no_markup_of_the_input(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf out = PL_STRBUF(test->arena);
    const struct pl_article *article = read_page(test);
    pl_explain_html(&out, &article, 1);
    pl_str page = pl_strbuf_str(&out);
    assert_text_contains(page, "<span class=chip>share line</span>");
    assert_text_contains(page, "12 &lt; 13");
    assert_false(pl_str_contains(page, PL_LIT("<script")));
    assert_false(pl_str_contains(page, PL_LIT("<nav>")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(lines_tell_what_became_of_each_part),
                                       PL_TEST(the_page_holds_the_same_and_no_markup_of_the_input)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
