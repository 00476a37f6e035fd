// SPDX-License-Identifier: MIT
/* tests/ingest/web_article.c: what of a web page is its article, and what is left out and why. */
#include "support/support.h"

#include "ingest/read.h"
#include "model/dump.h"
#include "model/invariant.h"
#include "model/walk.h"

/* Three paragraphs that no rule can take for anything else. */
#define BODY                                                                                       \
    "<p>The river board met at noon, and nobody had brought the plan that it was to vote on.</p>"  \
    "<p>Mira Holt, who reads the gauge every morning, said that the water stood nine "             \
    "hand-breadths lower, "                                                                        \
    "which is less than in the dry year.</p>"                                                      \
    "<p>The vote was put off until Wednesday, when the plan should be back from the printer, or "  \
    "at least a copy.</p>"

#define BODY_END                                                                                   \
    "<p>It was the ninth vote this year, and the first without a plan, said the clerk.</p>"

static struct pl_article *read_page(struct pl_test *test, pl_str page)
{
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    input->name = PL_LIT("page.html");
    input->bytes = page;
    struct pl_read_options options = {.from = PL_LIT("web"),
                                      .url = PL_LIT("https://courier.example/water/vote")};
    struct pl_articles articles = {0};
    if (!pl_read_input(test->arena, input, &options, &articles, &test->diags) ||
        articles.count != 1)
        fail_msg("the page wasn't read: %.*s", PL_ARG(pl_test_diags(test)));
    pl_str why = PL_LIT("");
    if (!pl_article_is_sound(test->arena, articles.data[0], &why))
        fail_msg("%.*s", PL_ARG(why));
    return articles.data[0];
}

static pl_str text_of(struct pl_test *test, pl_str page)
{
    return pl_node_plain_text(test->arena, read_page(test, page)->body);
}

static struct pl_article *read_lit(struct pl_test *test, const char *page)
{
    return read_page(test, pl_str_from(page));
}

static const struct pl_dropped *dropped(const struct pl_article *article, const char *part)
{
    for (size_t i = 0; i < article->dropped.count; i++)
        if (pl_str_contains(article->dropped.data[i].text, pl_str_from(part)))
            return &article->dropped.data[i];
    return NULL;
}

/* --- Left out ------------------------------------------------------------------------ */

static void parts_that_are_not_the_article_are_dropped_with_why(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *part, *text, *why;
    } rows[] = {
        {"<nav><a href=/a>Water</a> <a href=/b>Grid</a></nav>", "Water", "navigation"},
        {"<div hidden>Nobody sees this line of text.</div>", "Nobody sees", "hidden"},
        {"<div style='display: none'>Nobody sees this line of text.</div>", "Nobody sees",
         "hidden"},
        {"<div class=newsletter-box><p>Every morning in your inbox, for nothing at all, the "
         "river.</p></div>",
         "Every morning", "subscription"},
        {"<div class='share-bar'><a href=/x>Chatter</a></div>", "Chatter", "share line"},
        {"<section id=comments><p>The fourth gate hums, I have heard it myself, "
         "twice.</p></section>",
         "fourth gate", "comments of readers"},
        {"<div class=cookie-notice>We use cookies to remember what you nearly read.</div>",
         "We use cookies", "consent to cookies"},
        {"<h3>Related articles</h3><ul><li><a href=/1>The gravel years</a></li><li><a "
         "href=/2>Stage 3</a></li></ul>",
         "gravel years", "other articles"},
        {"<p>Also read: <a href=/1>What a sluice-keeper knows</a></p>", "sluice-keeper",
         "other articles"},
        {"<p>Advertisement</p>", "Advertisement", "advertisement"},
        {"<p>Subscribe to our newsletter, every day.</p>", "Subscribe", "subscription"},
        {"<p>The podcast of this is on Facebook, for members.</p>", "podcast",
         "call to subscribe, follow or click"},
        {"<aside><p>The weather in Affing is dry, with three degrees.</p></aside>",
         "weather in Affing", "beside the article"},
        {"<form><p>Search our archive of nine years, day by day.</p></form>", "Search our archive",
         "form"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str page = pl_str_format(test->arena,
                                    "<title>The vote</title><main><h1>The vote</h1>%s%s%s</main>",
                                    BODY, rows[i].part,
                                    "<p>It was the ninth vote this year, and the first without a "
                                    "plan, said the clerk.</p>");
        struct pl_article *article = read_page(test, page);
        const struct pl_dropped *found = dropped(article, rows[i].text);
        if (!found)
            fail_msg("%s: not dropped", rows[i].part);
        assert_text_equal(found->why, rows[i].why);
        assert_non_null(found->span.input);
        assert_text_contains(pl_node_plain_text(test->arena, article->body),
                             "ninth vote this year");
    }
}

static void the_article_is_where_the_sentences_are(void **state)
{
    struct pl_test *test = *state;
    pl_str got = text_of(test, PL_LIT("<body><div><ul><li><a href=/1>One link of many in the "
                                      "list</a><li><a href=/2>Another link of many</a></ul></div>"
                                      "<table><tr><td><a href=/3>Home</a></td><td><div>" BODY
                                      "</div></td></tr></table>"
                                      "<div><p>© 2026 Valley Courier</p></div></body>"));
    assert_text_contains(got, "The river board met");
    assert_text_contains(got, "at least a copy.");
    assert_false(pl_str_contains(got, PL_LIT("One link")));
    assert_false(pl_str_contains(got, PL_LIT("Home")));
    assert_false(pl_str_contains(got, PL_LIT("2026")));
}

static void a_word_of_a_class_does_not_outvote_the_text(void **state)
{
    struct pl_test *test = *state;
    assert_text_contains(
        text_of(test, PL_LIT("<body class='with-sidebar related'><div class='sidebar-layout'>" BODY
                             "</div></body>")),
        "The river board met");
    assert_text_contains(text_of(test, PL_LIT("<form id=aspnetForm>" BODY "</form>")),
                         "The river board met");
    assert_text_contains(text_of(test, PL_LIT("<div style='visibility:hidden'>" BODY "</div>")),
                         "The river board met");
}

static void a_page_of_two_columns_is_one_article(void **state)
{
    struct pl_test *test = *state;
    pl_str got = text_of(test,
                         PL_LIT("<article><div class=left>" BODY "</div><div class=right>"
                                "<p>On Wednesday the board met again, and this time the plan lay "
                                "on the table, with a stain.</p>"
                                "<p>It was adopted with seven votes against two, the chairman not "
                                "voting, as is the custom.</p></div></article>"));
    assert_text_contains(got, "The river board met");
    assert_text_contains(got, "seven votes against two");
}

/* --- Kept ---------------------------------------------------------------------------- */

static void structure_stays(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_lit(
        test, "<h1>The vote</h1><article>" BODY
              "<h2>What was said</h2><p>The chairman spoke first, of two things:</p>"
              "<ul><li><a href='/w'>water</a></li><li><a href='/p'>paper</a></li></ul>"
              "<blockquote><p>“Nine is not a trend, but it is a long time to hold one’s "
              "breath.”</p></blockquote>"
              "<figure><img data-src='/gauge.png' src='data:image/gif;base64,R0lGOD' alt='A "
              "gauge'><figcaption>The gauge.</figcaption></figure>"
              "<pre><code>level = "
              "9</code></pre><h3>Figures</h3><table><tr><th>Night</th><td>470</td></tr></table>"
              "<iframe src='https://clips.example/e/1'></iframe>"
              "<p>The next meeting is on Wednesday, <a href='../grid/board'>the grid board</a> a "
              "day later, in the same room.</p></article>");
    const struct pl_node *body = article->body;
    const struct pl_node *heading = pl_node_find_kind(body, PL_KIND_heading);
    assert_non_null(heading);
    assert_int_equal(heading->level, 2);
    assert_text_equal(pl_node_plain_text(test->arena, heading), "What was said");
    assert_non_null(pl_node_find_kind(body, PL_KIND_list));
    assert_non_null(pl_node_find_kind(body, PL_KIND_block_quote));
    assert_non_null(pl_node_find_kind(body, PL_KIND_caption));
    assert_non_null(pl_node_find_kind(body, PL_KIND_code_block));
    assert_non_null(pl_node_find_kind(body, PL_KIND_table_cell));
    assert_text_equal(pl_node_attribute(pl_node_find_kind(body, PL_KIND_image), PL_LIT("src")),
                      "https://courier.example/gauge.png");
    bool joined = false, embedded = false;
    for (const struct pl_node *node = body; node; node = pl_node_next_in(body, node)) {
        pl_str href = node->kind == PL_KIND_link ? pl_node_attribute(node, PL_LIT("href"))
                                                 : (pl_str){0};
        joined = joined || pl_str_eq(href, PL_LIT("https://courier.example/grid/board"));
        embedded = embedded || pl_str_eq(href, PL_LIT("https://clips.example/e/1"));
    }
    assert_true(joined);
    assert_true(embedded);
}

/* A mark that leads to a block which leads back is a call, the block its note. */
static void marks_and_the_list_they_lead_to_are_notes(void **state)
{
    struct pl_test *test = *state;
    static const char *const forms[] = {
        "<p>Nine<sup id=r1><a href='#n1'>1</a></sup> and ten<a id=r2 href='#n2'>[2]</a>, one again<a href='#n1'>1</a>.</p>%s"
        "<section><hr><h2>Notes</h2><ol><li id=n1><p>By the <i>lower</i> gate. <a href='#r1'>↩</a></p></li>"
        "<li id=n2>With a stain. <a href='#r2'>^</a></li></ol></section>",
        "<p>Nine<a href='#_n1' name=_r1>[1]</a> and ten<a href='#_n2' name=_r2>[2]</a>, one again<a href='#_n1'>[1]</a>.</p>%s"
        "<hr><p><a href='#_r1' name=_n1>[1]</a> By the <i>lower</i> gate.</p><p><a href='#_r2' name=_n2>[2]</a> With a stain.</p>",
        "<p>Nine<sup><a href='#n1'>1</a></sup> and ten<sup><a href='#n2'>2</a></sup>, one again<a href='#n1'>1</a>.</p>%s"
        "<h2>Notes</h2><p id=n1>1. By the <i>lower</i> gate.</p><p id=n2>2. With a stain.</p>",
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        pl_str form = pl_str_from(forms[i]), page;
        size_t at = pl_str_find(form, PL_LIT("%s"), 0);
        page = pl_str_format(test->arena, "<h1>The vote</h1><article>%s%.*s%s%s</article>", BODY, (int)at, form.data, BODY, form.data + at + 2);
        const struct pl_article *article = read_page(test, page);
        assert_int_equal(article->notes.count, 2);
        assert_text_equal(pl_str_trim(pl_node_plain_text(test->arena, article->notes.data[0])), "1 By the lower gate.");
        assert_text_equal(pl_str_trim(pl_node_plain_text(test->arena, article->notes.data[1])), "2 With a stain.");
        assert_text_contains(pl_node_plain_text(test->arena, article->body), "Nine1 and ten2, one again1.");
        assert_int_equal(pl_str_contains(pl_node_plain_text(test->arena, article->body), PL_LIT("Notes")), false);
    }
    /* A list of contents leads to headings and parts; they stay where they are. */
    const struct pl_article *article = read_page(test, PL_LIT("<h1>The vote</h1><article><p><a href='#a'>1</a> <a href='#b'>2</a></p>" BODY
                                               "<p id=a>What the chairman said before the vote, in a sentence.</p><h2 id=b>2 Paper</h2>" BODY "</article>"));
    assert_int_equal(article->notes.count, 0);
    assert_text_contains(pl_node_plain_text(test->arena, article->body), "What the chairman said");
}

static void a_line_called_caption_belongs_to_its_picture(void **state)
{
    struct pl_test *test = *state;
    static const char *const forms[] = {
        "<div class=wp-caption><a href=/g><img src=/gauge.png></a><p class=wp-caption-text>The "
        "gauge.</p></div>",
        "<p><img src=/gauge.png></p><p class='image__caption'>The gauge.</p>",
        "<div><div><img src=/gauge.png></div><div class=caption>The gauge.</div></div>",
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        pl_str page = pl_str_format(test->arena, "<h1>The vote</h1><article>%s%s%s</article>", BODY,
                                    forms[i], BODY_END);
        const struct pl_node *caption = pl_node_find_kind(read_page(test, page)->body,
                                                          PL_KIND_caption);
        if (!caption)
            fail_msg("%s: no caption", forms[i]);
        assert_int_equal(caption->parent->kind, PL_KIND_figure);
        assert_text_equal(pl_node_plain_text(test->arena, caption), "The gauge.");
    }
    pl_str page = pl_str_format(test->arena,
                                "<article>%s<div><img src=/g.png><p>Text beside it, which is none "
                                "of the picture's business.</p>"
                                "<p class=caption>The gauge.</p></div>%s</article>",
                                BODY, BODY_END);
    assert_null(pl_node_find_kind(read_page(test, page)->body, PL_KIND_figure));
}

static void the_saved_page_of_the_samples_reads_so(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_page(
        test, pl_test_read(test, PL_LIT("tests/samples/saved-page.html")));
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_article_dump(&out, article);
    assert_golden(test, "tests/ingest/saved-page.model", pl_strbuf_str(&out));
}

/* --- Hostile pages ------------------------------------------------------------------- */

static void ten_thousand_elements_in_each_other_are_read(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf page = PL_STRBUF(test->arena);
    for (int i = 0; i < 10000; i++)
        pl_strbuf_add(&page, PL_LIT("<div class=related>"));
    pl_strbuf_add(&page, PL_LIT(BODY));
    assert_text_contains(text_of(test, pl_strbuf_str(&page)), "The river board met");
}

static void twice_the_page_is_twice_the_work(void **state)
{
    struct pl_test *test = *state;
    size_t used[2];
    for (size_t n = 0; n < 2; n++) {
        struct pl_strbuf page = PL_STRBUF(test->arena);
        pl_strbuf_add(&page, PL_LIT("<article>"));
        for (size_t i = 0; i < 400 * (n + 1); i++)
            pl_strbuf_addf(
                &page,
                "<div class=c%zu><h2>Part %zu</h2>%s<ul><li><a href=/%zu>Link</a></ul></div>", i, i,
                BODY, i);
        struct pl_test inner;
        void *inside;
        inner.arena = pl_arena_new(0);
        inner.diags = PL_DIAGS(inner.arena);
        inside = &inner;
        read_page(inside, pl_strbuf_str(&page));
        used[n] = pl_arena_used(inner.arena);
        pl_arena_free(inner.arena);
    }
    assert_true(used[1] * 10 <= used[0] * 22);
}

static void every_word_of_a_page_is_somewhere(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_lit(
        test,
        "<!DOCTYPE html><head><title>Vote | Courier</title><script>var "
        "one</script><style>b{}</style></head>"
        "<body>loose <header>top <a href=/>home</a></header><main>stray<article><h1>Vote</h1>" BODY
        "</article><aside>beside</aside></main>tail</body>");
    static const char *const words[] = {"loose",   "home", "stray",   "beside", "tail",
                                        "var one", "b{}",  "Courier", "top"};
    pl_str text = article->input->text;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = pl_str_find(text, pl_str_from(words[i]), 0);
        bool covered = false;
        for (size_t d = 0; d < article->dropped.count; d++) {
            struct pl_span span = article->dropped.data[d].span;
            covered = covered || (span.input && span.first <= at && at < span.end);
        }
        if (!covered)
            fail_msg("'%s' is lost", words[i]);
    }
}

static void a_page_without_text_says_so(void **state)
{
    struct pl_test *test = *state;
    static const char *const pages[] = {"<html></html>", "<body><script>1</script></body>",
                                        "<!-- -->", "<nav></nav>"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct pl_input *input = pl_test_input(test, pl_str_from(pages[i]));
        struct pl_read_options options = {.from = PL_LIT("web")};
        struct pl_articles articles = {0};
        assert_false(pl_read_input(test->arena, input, &options, &articles, &test->diags));
    }
    assert_int_equal(test->diags.errors, sizeof pages / sizeof *pages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(parts_that_are_not_the_article_are_dropped_with_why),
        PL_TEST(the_article_is_where_the_sentences_are),
        PL_TEST(a_word_of_a_class_does_not_outvote_the_text),
        PL_TEST(a_page_of_two_columns_is_one_article),
        PL_TEST(structure_stays),
        PL_TEST(marks_and_the_list_they_lead_to_are_notes),
        PL_TEST(a_line_called_caption_belongs_to_its_picture),
        PL_TEST(the_saved_page_of_the_samples_reads_so),
        PL_TEST(ten_thousand_elements_in_each_other_are_read),
        PL_TEST(twice_the_page_is_twice_the_work),
        PL_TEST(every_word_of_a_page_is_somewhere),
        PL_TEST(a_page_without_text_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
