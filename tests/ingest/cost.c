// SPDX-License-Identifier: MIT
/* tests/ingest/cost.c: what a reader takes grows with its input, no faster.
 *
 * Arena bytes are counted, which stand for steps: twice the input may take 2.2 times as many. Where a reader's work lies in a
 * library that allocates for itself, a net of seconds is under it. */
#include "support/support.h"

#include <time.h>

#include "base/strbuf.h"
#include "ingest/read.h"

static const struct {
    const char *format, *before, *piece, *after;
} bombs[] = {
    {"text", "Title\n\n", "The weir was built of larch and clay, and nobody counted.\n\n", ""},
    {"text", "Title\n\n", "  • a link to an article\n", ""},
    {"text", "Title\n\n", "word ", ""},
    {"text", "Title\n\n", "The same twelve words stand here again and again without any end.\n\n", ""},
    {"text", "Title\n\n", "Tuesday November 19, 2019\n", ""},
    {"text", "", "Title - Site | ", "\n\ntext"},
    {"text", "Title\n\n", "\"Quoted words in a row\" (AP) — ", ""},
    {"text", "Title\n\n", "3. three\n", ""},
    {"text", "Title\n\n", "Photo: A. Brandt\nBy Ada Brandt\n", ""},
    {"markdown", "", "\"It's\" ", ""},
    {"markdown", "", "http://", ""},
    {"markdown", "", "http:// ", ""},
    {"markdown", "http://a", ")", ""},
    {"markdown", "", "[^a] ", "\n\n[^a]: b"},
    {"markdown", "", "[^a]: b\n", ""},
    {"markdown", "", "::: {.x}\n", ""},
    {"markdown", "", "[a]{.b} ", ""},
    {"markdown", "", "a\n: b\n\n", ""},
    {"markdown", "", "![a](b)\n\n", ""},
    {"markdowns", "", "---\ntitle: a\n---\n\nb\n\n", ""},
    {"markdowns", "", "---\nx\n\n", ""},
    {"markdowns", "", "+++\nx =\n\n", ""},
    {"gfm", "", "| a | b ", "\n|--|--|\n"},
    {"ninjs", "{\"uri\": \"a\", \"bodies\": [{\"value\": \"", "<p>a <b>", "\"}]}"},
    {"ninjs", "{\"uri\": \"a\", \"body_text\": \"", "a\\n", "\"}"},
    {"nitf", "<nitf><body><body.content>", "<p>a</p>", "</body.content></body></nitf>"},
    {"nitf", "<nitf><body><body.content>", "<block>", ""},
    {"nitf", "<nitf><head>", "<docdata>", "</head></nitf>"},
    {"nitf", "<nitf><body><body.content>", "<media><media-caption>a", ""},
    {"newsml", "<newsMessage>", "<newsItem><contentMeta><headline>a</headline></contentMeta></newsItem>", "</newsMessage>"},
    {"newsml", "<newsMessage>", "<newsItem>", "</newsMessage>"},
    {"newsml", "<newsItem><contentMeta>", "<by>a</by>", "</contentMeta></newsItem>"},
    {"web", "<article>", "<p>The weir was built of larch and clay, and nobody counted.</p>", "</article>"},
    {"web", "<article>", "<p>One<a id=r href='#n'>1</a>.</p><p id=n>1. a <a href='#r'>up</a></p>", "</article>"},
    {"web", "<article><p>One, two, three.</p><p>", "<a href='#n'>1</a>", "</p><p id=n>no note</p></article>"},
    {"web", "<article><p>", "<a href='#n'>1</a>", "</p><ol><li id=n>1. a note</ol></article>"},
    {"web", "<article><a href='#n'>1</a><p id=n>", "<a href='#r'>1</a>", "</p></article>"},
    {"web", "", "<div class=related>", ""},
    {"web", "<table>", "<tr><td>a", ""},
    {"web", "<article>", "<div><img data-src=a.jpg></div><p class=caption>a</p>", "</article>"},
    {"web", "", "<meta name=author content='Ada Brandt'>", "<p>text"},
    {"web", "", "<p>Published on Tuesday, 12 May 2020 by Ada Brandt", ""},
    {"web", "<p>May ", "may the 1 of ", "</p>"},
    {"web", "<script type='application/ld+json'>[", "{\"@type\": \"Article\", \"headline\": \"a\"},", "{}]</script><p>text"},
    {"web", "<script type='application/ld+json'>", "[", "</script><p>text"},
    {"html", "", "<b>", "text"},
    {"html", "", "<p><i>text", ""},
    {"html", "<p ", "a=b ", ">text"},
    {"html", "", "<select><svg><style>", "text"},
    {"feed", "<rss><channel>", "<item><title>a</title><description>b &lt;p&gt;c</description></item>", "</channel></rss>"},
    {"feed", "<rss><channel><item><title>a</title><description>", "&lt;div&gt;", "</description></item></channel></rss>"},
    {"feed", "<rss><channel>", "<item><title>a</title>", ""},
    {"feed", "<rss><channel><item><title>a</title>", "<category>b</category><dc:creator>Ada</dc:creator>", "</item></channel></rss>"},
    {"feed", "<feed>", "<entry><title>a</title><content type='html'>&lt;b&gt;c</content></entry>", "</feed>"},
    {"feed", "<feed><entry><title>a</title><content type='xhtml'>", "<div>b", "</content></entry></feed>"},
    {"feed", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [", "{\"id\": \"1\", \"content_html\": \"<p>a\"},", "{}]}"},
    {"opml", "<opml><body>", "<outline text='a' xmlUrl='http://a.example/'>", "</body></opml>"},
};

static size_t cost_of(struct pl_test *test, size_t bomb, size_t count)
{
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_strbuf text = PL_STRBUF(test->arena);
    pl_strbuf_add(&text, pl_str_from(bombs[bomb].before));
    for (size_t n = 0; n < count; n++)
        pl_strbuf_add(&text, pl_str_from(bombs[bomb].piece));
    pl_strbuf_add(&text, pl_str_from(bombs[bomb].after));
    struct pl_input *input = pl_test_input(test, pl_strbuf_str(&text));
    struct pl_read_options options = {.from = pl_str_from(bombs[bomb].format)};
    struct pl_articles articles = {0};
    size_t before = pl_arena_used(arena);
    pl_read_input(arena, input, &options, &articles, &diags);
    size_t used = pl_arena_used(arena) - before;
    pl_arena_free(arena);
    return used;
}

static void doubling_doubles(void **state)
{
    struct pl_test *test = *state;
    enum { PIECES = 2000, SECONDS = 60 };
    for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
        clock_t start = clock();
        size_t once = cost_of(test, i, PIECES), twice = cost_of(test, i, 2 * PIECES);
        if (twice > once * 11 / 5 + 8192)
            fail_msg("%s, «%s»: %zu bytes, for twice as much %zu", bombs[i].format, bombs[i].piece, once, twice);
        if ((clock() - start) / CLOCKS_PER_SEC > SECONDS)
            fail_msg("%s, «%s»: more than %d s", bombs[i].format, bombs[i].piece, (int)SECONDS);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(doubling_doubles)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
