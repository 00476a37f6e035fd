// SPDX-License-Identifier: MIT
/* tests/ingest/html.c: authored documents stay as they stand; foreign HTML becomes what the model holds. */
#include "support/support.h"

#include "export/html.h"
#include "ingest/html_tree.h"
#include "ingest/read.h"
#include "model/invariant.h"

/* The body's children as HTML, built by the given policy. */
static pl_str built(struct pl_test *test, enum pl_html_policy policy, pl_str text)
{
    struct pl_input *input = pl_test_input(test, text);
    struct pl_limits limits = pl_limits_default();
    struct pl_html_page page;
    assert_true(pl_html_parse(test->arena, input, input->text, &limits, &test->diags, &page));
    struct pl_article *article = pl_article_new(test->arena, input);
    article->is_authored = policy == PL_HTML_AUTHORED;
    struct pl_html_build build = {.article = article, .page = &page, .diags = &test->diags, .policy = policy};
    pl_html_build_children(&build, page.body, article->body);
    pl_article_finish(article, &test->diags);
    pl_str why = {0};
    if (!pl_article_is_sound(test->arena, article, &why))
        fail_msg("the tree of «%.*s» isn't sound: %.*s", PL_ARG(text), PL_ARG(why));
    struct pl_strbuf out = PL_STRBUF(test->arena), line = PL_STRBUF(test->arena);
    struct pl_html_options options = {.keep_style_attributes = true};
    for (const struct pl_node *node = article->body->first; node; node = node->next)
        pl_html_write(&out, node, &options);
    pl_str html = pl_str_trim(pl_strbuf_str(&out));
    for (size_t i = 0; i < html.size; i++)
        if (html.data[i] != '\n' || (i && html.data[i - 1] != '>'))
            pl_strbuf_add_byte(&line, html.data[i]);
    return pl_strbuf_str(&line);
}

static const struct {
    const char *claim, *source, *html;
} foreign[] = {
    {"text among blocks gets a paragraph", "one<p>two</p>three", "<p>one</p><p>two</p><p>three</p>"},
    {"a link around blocks goes into them", "<a href=x><div>one</div><p>two</p></a>",
     "<div><a href=\"x\">one</a></div><p><a href=\"x\">two</a></p>"},
    {"blocks in a heading are lines of it", "<h2><div>a</div><div>b</div></h2>", "<h2 id=\"a-b\">a<br>b</h2>"},
    {"loose items get a list", "<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"},
    {"a list in a list belongs to the item before", "<ul><li>a</li><ul><li>b</li></ul></ul>",
     "<ul><li><div>a</div><ul><li>b</li></ul></li></ul>"},
    {"groups of terms are taken apart", "<dl><div><dt>t<dd>d</div></dl>", "<dl><dt>t</dt><dd>d</dd></dl>"},
    {"scripts, handlers and styles go", "<p onclick=x style='color:red'>a<script>b</script></p>", "<p>a</p>"},
    {"an address that runs is no link", "<a href=' java&#10;script:x'>a</a>", "<p><span>a</span></p>"},
    {"elements that nobody knows are unwrapped", "<x-y>a <blink>b</blink></x-y>", "<p>a b</p>"},
    {"a lazy picture finds its source", "<p><img src='data:image/gif;base64,R0' data-src=a.jpg alt=A></p>",
     "<p><img src=\"a.jpg\" alt=\"A\"></p>"},
    {"the largest candidate is taken", "<p><img srcset='a.jpg 320w, b.jpg 1280w, c.jpg 640w' alt=A></p>",
     "<p><img alt=\"A\" src=\"b.jpg\"></p>"},
    {"a pixel that counts is nothing", "<p>a<img src=x width=1 height=1></p>", "<p>a</p>"},
    {"a film is a link", "<video src=a.mp4 title='The weir'></video>", "<p><a href=\"a.mp4\">The weir</a></p>"},
    {"a table ends the paragraph it stands in", "<p>a<table><tr><td>1</table>b</p>",
     "<p>a</p><table><tbody><tr><td>1</td></tr></tbody></table><p>b</p>"},
    {"a film in a heading", "<h2>a<video src=b poster=c></video></h2>",
     "<h2 id=\"ab\">a<img src=\"c\" alt=\"\"><a href=\"b\">b</a></h2>"},
    {"forbidden characters by reference go", "<p>a&#1;&#xFFFF;b</p>", "<p>ab</p>"},
};

static const struct {
    const char *claim, *source, *html;
} authored[] = {
    {"names, classes, ids and styles stay", "<section class='a b' id=i style='color: red' data-x=1><b>t</b></section>",
     "<section id=\"i\" class=\"a b\" style=\"color: red\" data-x=\"1\"><b>t</b></section>"},
    {"nothing is added around text", "one <i>two</i><p>three</p>", "one <i>two</i><p>three</p>"},
    {"own elements stay", "<x-note>a</x-note>", "<x-note>a</x-note>"},
    {"scripts go", "<p>a</p><script>b</script>", "<p>a</p>"},
};

static void what_foreign_html_becomes(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        pl_str got = built(test, PL_HTML_ALLOWED, pl_str_from(foreign[i].source));
        if (!pl_str_eq(got, pl_str_from(foreign[i].html)))
            fail_msg("%s:\n  got      %.*s\n  expected %s", foreign[i].claim, PL_ARG(got), foreign[i].html);
    }
}

static void an_authored_document_stands(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof authored / sizeof *authored; i++) {
        pl_str got = built(test, PL_HTML_AUTHORED, pl_str_from(authored[i].source));
        if (!pl_str_eq(got, pl_str_from(authored[i].html)))
            fail_msg("%s:\n  got      %.*s\n  expected %s", authored[i].claim, PL_ARG(got), authored[i].html);
    }
}

static void sheets_of_a_document_are_kept(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.css"), PL_LIT("p { color: red }"));
    pl_test_write(pl_test_path(test, "a.html"),
                  PL_LIT("<html lang=de class=x><title>T</title><link rel=stylesheet href=a.css media=print>\n"
                         "<style>b { color: blue }</style><body class=y><p>t"));
    struct pl_read_options options = {.from = PL_LIT("html")};
    struct pl_articles articles = {0};
    assert_true(pl_read_path(test->arena, pl_test_path(test, "a.html"), &options, &articles, &test->diags));
    struct pl_article *article = articles.data[0];
    assert_int_equal(article->sheets.count, 2);
    assert_text_equal(article->sheets.data[0].input->text, "p { color: red }");
    assert_text_equal(article->sheets.data[0].media, "print");
    assert_text_contains(article->sheets.data[1].input->text, "b { color: blue }");
    uint32_t line, column;
    pl_input_line_column(article->sheets.data[1].input,
                         pl_str_find(article->sheets.data[1].input->text, PL_LIT("blue"), 0), &line, &column);
    assert_int_equal(line, 2);
    assert_true(pl_node_has_class(article->root, PL_LIT("x")) && pl_node_has_class(article->body, PL_LIT("y")));
    assert_text_equal(pl_article_language(article), "de");
    assert_true(article->is_authored);
}

/* What costs gumbo quadratic time ends under the limit, and its text stays. */
static void bombs_end(void **state)
{
    struct pl_test *test = *state;
    static const char *const starts[] = {"<div>", "<b>", "<b id=x>", "<i><p>", "<a href=x><b>", "<svg><style><div>", "<table><tr><td>",
                                         "<select><title></select><div>", "<ul><li>", "<font size=1><p>", "<svg><g/><p><g/>",
                                         "<button><p>"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct pl_strbuf text = PL_STRBUF(test->arena);
        for (int n = 0; n < 4000; n++)
            pl_strbuf_add(&text, pl_str_from(starts[i]));
        pl_strbuf_add(&text, PL_LIT("kept"));
        built(test, PL_HTML_ALLOWED, pl_strbuf_str(&text));
    }
    struct pl_strbuf tag = PL_STRBUF(test->arena);
    pl_strbuf_add(&tag, PL_LIT("<p "));
    for (int n = 0; n < 20000; n++)
        pl_strbuf_addf(&tag, "a%d=1 ", n);
    pl_strbuf_add(&tag, PL_LIT(">kept"));
    assert_text_equal(built(test, PL_HTML_ALLOWED, pl_strbuf_str(&tag)), "<p>kept</p>");
}

static const struct {
    const char *base, *reference, *joined;
} urls[] = {
    {"http://a/b/c/d?q", "g", "http://a/b/c/g"},        {"http://a/b/c/d?q", "./g", "http://a/b/c/g"},
    {"http://a/b/c/d?q", "g/", "http://a/b/c/g/"},      {"http://a/b/c/d?q", "/g", "http://a/g"},
    {"http://a/b/c/d?q", "//g", "http://g"},            {"http://a/b/c/d?q", "?y", "http://a/b/c/d?y"},
    {"http://a/b/c/d?q", "..", "http://a/b/"},          {"http://a/b/c/d?q", "../g", "http://a/b/g"},
    {"http://a/b/c/d?q", "../../../g", "http://a/g"},   {"http://a/b/c/d?q", "mailto:x@y", "mailto:x@y"},
    {"http://a/b/c/d?q", "#s", "#s"},                   {"http://a", "g", "http://a/g"},
    {"", "g", "g"},
};

static void addresses_are_joined(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
        assert_text_equal(pl_url_join(test->arena, pl_str_from(urls[i].base), pl_str_from(urls[i].reference)),
                          urls[i].joined);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(what_foreign_html_becomes), PL_TEST(an_authored_document_stands), PL_TEST(sheets_of_a_document_are_kept),
        PL_TEST(bombs_end),                 PL_TEST(addresses_are_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
