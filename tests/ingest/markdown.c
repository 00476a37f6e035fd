// SPDX-License-Identifier: MIT
/* tests/ingest/markdown.c: Markdown as platen reads it, written as HTML to be read by eye. */
#include "support/support.h"

#include "export/html.h"
#include "ingest/read.h"
#include "model/walk.h"
#include "model/invariant.h"

static struct pl_article *read_as(struct pl_test *test, const char *from, pl_str text)
{
    struct pl_input *input = pl_test_input(test, text);
    struct pl_read_options options = {.from = pl_str_from(from)};
    struct pl_articles articles = {0};
    if (!pl_read_input(test->arena, input, &options, &articles, &test->diags))
        fail_msg("not read: %.*s", PL_ARG(pl_test_diags(test)));
    pl_str why = {0};
    if (!pl_article_is_sound(test->arena, articles.data[0], &why))
        fail_msg("the tree of «%.*s» isn't sound: %.*s", PL_ARG(text), PL_ARG(why));
    return articles.data[0];
}

static pl_str html_of(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    struct pl_html_options options = {.keep_style_attributes = true};
    for (const struct pl_node *node = article->body->first; node; node = node->next)
        pl_html_write(&out, node, &options);
    /* On one line: the expected text is easier to read so. */
    pl_str html = pl_str_trim(pl_strbuf_str(&out));
    struct pl_strbuf line = PL_STRBUF(test->arena);
    for (size_t i = 0; i < html.size; i++)
        if (html.data[i] != '\n' || (i && html.data[i - 1] != '>'))
            pl_strbuf_add_byte(&line, html.data[i]);
    return pl_strbuf_str(&line);
}

static const struct {
    const char *claim, *markdown, *html;
} cases[] = {
    {"attributes of a heading", "# Two mills {#mills .big}\n", "<h1 id=\"mills\" class=\"big\">Two mills</h1>"},
    {"a brace that is no list stays", "# A set {a, b}\n", "<h1 id=\"a-set-a-b\">A set {a, b}</h1>"},
    {"a span with its language", "He said [bonjour]{.said lang=fr}.\n",
     "<p>He said <span class=\"said\" lang=\"fr\">bonjour</span>.</p>"},
    {"a span around emphasis", "[a *b* c]{.x}\n", "<p><span class=\"x\">a <em>b</em> c</span></p>"},
    {"sub- and superscript", "H~2~O and 10^3^\n", "<p>H<sub>2</sub>O and 10<sup>3</sup></p>"},
    {"escaped marks are text", "10\\^3\\^ and a~b c~\n", "<p>10^3^ and a~b c~</p>"},
    {"two tildes strike out", "~~gone~~\n", "<p><del>gone</del></p>"},
    {"a div that is a kind", "::: key-points\n- one\n- two\n:::\n",
     "<aside class=\"key-points\"><ul><li>one</li><li>two</li></ul></aside>"},
    {"divs nest", "::: {.a}\nx\n\n::: b\ny\n:::\n:::\n\nz\n",
     "<div class=\"a\"><p>x</p><div class=\"b\"><p>y</p></div></div><p>z</p>"},
    {"colons in code are code", "```\n::: x\n```\n", "<pre><code>::: x</code></pre>"},
    {"definitions", "Weir\n: A low dam\n\nSluice\n: A gate\n: A channel\n",
     "<dl><dt>Weir</dt><dd>A low dam</dd><dt>Sluice</dt><dd>A gate</dd><dd>A channel</dd></dl>"},
    {"a colon in a sentence is none", "He said:\nnothing : at all\n", "<p>He said:\nnothing : at all</p>"},
    {"quotes and dashes", "\"It's 'so',\" she said -- and left...\n",
     "<p>“It’s ‘so’,” she said – and left…</p>"},
    {"code keeps its quotes", "`\"x\" -- y`\n", "<p><code>&quot;x&quot; -- y</code></p>"},
    {"a table with its alignment", "| a | b |\n|---|--:|\n| 1 | 2 |\n",
     "<table><thead><tr><th>a</th><th style=\"text-align: right\">b</th></tr></thead><tbody><tr><td>1</td>"
     "<td style=\"text-align: right\">2</td></tr></tbody></table>"},
    {"raw HTML by the allow-list", "A <kbd onclick=\"x()\">key</kbd> and <script>bad()</script>.\n",
     "<p>A <kbd>key</kbd> and .</p>"},
    {"raw blocks around Markdown", "<details>\n<summary>More</summary>\n\nInside *it*.\n\n</details>\n\nAfter.\n",
     "<details><summary>More</summary><p>Inside <em>it</em>.</p></details><p>After.</p>"},
    {"tasks", "- [x] done\n- [ ] open\n",
     "<ul><li class=\"task\"><span class=\"task-box\">☑ </span>done</li><li class=\"task\"><span class=\"task-box\">☐ "
     "</span>open</li></ul>"},
    {"an address isn't smartened", "<https://example.org/a--b>\n",
     "<p><a href=\"https://example.org/a--b\">https://example.org/a--b</a></p>"},
};

static void what_markdown_becomes(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_article *article = read_as(test, "markdown", pl_str_from(cases[i].markdown));
        pl_str got = html_of(test, article);
        if (!pl_str_eq(got, pl_str_from(cases[i].html)))
            fail_msg("%s:\n  got      %.*s\n  expected %s", cases[i].claim, PL_ARG(got), cases[i].html);
    }
}

static void an_image_alone_is_a_figure(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_as(test, "markdown", PL_LIT("![A mill](mill.png \"The mill in May\")\n"));
    assert_text_equal(html_of(test, article), "<figure><div><img src=\"mill.png\" alt=\"A mill\"></div>"
                                              "<figcaption>The mill in May</figcaption></figure>");
    assert_text_contains(pl_test_diags(test), "W0106");
}

static void notes_follow_their_call(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_as(test, "markdown", PL_LIT("One[^a] two[^b].\n\n[^b]: Second.\n[^a]: First.\n"));
    pl_str html = html_of(test, article);
    assert_int_equal(article->notes.count, 2);
    assert_text_contains(html, "First.");
    assert_true(pl_str_find(html, PL_LIT("First."), 0) < pl_str_find(html, PL_LIT("Second."), 0));
}

static void a_note_that_nobody_calls_is_kept(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_as(test, "markdown", PL_LIT("Text.\n\n[^a]: Never called,\nbut *kept*.\n"));
    assert_text_contains(html_of(test, article), "Never called,");
    assert_text_contains(pl_test_diags(test), "W0115");
}

static void front_matter_is_metadata(void **state)
{
    struct pl_test *test = *state;
    static const char *const heads[] = {
        "---\ntitle: Two mills\nauthor: [Ada Brandt, Bo Lee]\n---\n\nText.\n",
        "+++\ntitle = \"Two mills\"\nauthor = [\"Ada Brandt\", \"Bo Lee\"]\n+++\n\nText.\n",
        "{\n\"title\": \"Two mills\",\n\"author\": [\"Ada Brandt\", \"Bo Lee\"]\n}\n\nText.\n",
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        struct pl_article *article = read_as(test, "markdown", pl_str_from(heads[i]));
        assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_title), "Two mills");
        assert_int_equal(article->metadata.values[PL_FIELD_authors].list_count, 2);
        assert_text_equal(html_of(test, article), "<p>Text.</p>");
    }
}

static void rules_at_the_start_are_no_head(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_as(test, "markdown", PL_LIT("---\n\nText.\n\n---\n"));
    assert_text_equal(html_of(test, article), "<hr><p>Text.</p><hr>");
}

/* Lines of one paragraph are one text, a slice of the input. */
static void text_points_into_the_input(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_as(test, "markdown", PL_LIT("First line\nsecond line\nthird.\n"));
    struct pl_node *text = article->body->first->first;
    assert_ptr_equal(text->next, NULL);
    assert_text_equal(text->text, "First line\nsecond line\nthird.");
    assert_ptr_equal(text->text.data, article->input->text.data);
    assert_int_equal(text->span.end - text->span.first, text->text.size);
}

static void doubling_doubles(void **state)
{
    struct pl_test *test = *state;
    static const char *const pieces[] = {"\"quoted\" ", "[", "*a **b ", "> ", "| a | b |\n|--|--|\n", "::: x\n", "a\n: b\n\n",
                                         "<div>", "<b>", "http://a)", "http://a ", "www.a.b ", "a@b.c ", "^x^ ", "{.x} ", "![", "`", "- a\n"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t used[2];
        for (int round = 0; round < 2; round++) {
            struct pl_arena *arena = pl_arena_new(0);
            struct pl_diags diags = PL_DIAGS(arena);
            struct pl_strbuf text = PL_STRBUF(test->arena);
            for (int n = 0; n < 1500 << round; n++)
                pl_strbuf_add(&text, pl_str_from(pieces[i]));
            pl_strbuf_add(&text, PL_LIT("\n\nend"));
            struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
            struct pl_read_options options = {.from = PL_LIT("markdown")};
            struct pl_articles articles = {0};
            size_t before = pl_arena_used(arena);
            assert_true(pl_read_input(arena, input, &options, &articles, &diags));
            used[round] = pl_arena_used(arena) - before;
            pl_arena_free(arena);
        }
        if (used[1] > used[0] * 11 / 5 + 4096)
            fail_msg("«%s»: %zu bytes, twice as long %zu", pieces[i], used[0], used[1]);
    }
}

static void several_articles_in_one_file(void **state)
{
    struct pl_test *test = *state;
    struct pl_input *input = pl_test_input(test, PL_LIT("---\ntitle: One\n---\nText.\n\n---\n\nA rule above.\n\n```\n\n---\nno: head\n---\n```\n\n"
                                                        "---\ntitle: Two\nsmart: false\n---\n\"Text\" two.\n\n+++\ntitle = \"Three\"\n+++\nText three.\n"));
    struct pl_read_options options = {.from = PL_LIT("markdowns")};
    struct pl_articles articles = {0};
    assert_true(pl_read_input(test->arena, input, &options, &articles, &test->diags));
    assert_int_equal(articles.count, 3);
    static const char *const titles[] = {"One", "Two", "Three"};
    for (size_t i = 0; i < 3; i++)
        assert_text_equal(pl_metadata_text(&articles.data[i]->metadata, PL_FIELD_title), titles[i]);
    assert_text_contains(pl_node_plain_text(test->arena, articles.data[0]->body), "no: head");
    assert_text_contains(pl_node_plain_text(test->arena, articles.data[1]->body), "\"Text\" two.");
    assert_no_diags(test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(what_markdown_becomes),          PL_TEST(an_image_alone_is_a_figure),
        PL_TEST(notes_follow_their_call),        PL_TEST(front_matter_is_metadata),
        PL_TEST(rules_at_the_start_are_no_head), PL_TEST(text_points_into_the_input),
        PL_TEST(doubling_doubles),               PL_TEST(a_note_that_nobody_calls_is_kept),
        PL_TEST(several_articles_in_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
