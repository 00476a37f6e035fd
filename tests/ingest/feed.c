// SPDX-License-Identifier: MIT
/* tests/ingest/feed.c: feeds of every form become the data and the articles that their words mean. */
#include "ingest/feed.h"

#include "support/support.h"

#include "base/json.h"
#include "export/feed_json.h"
#include "model/invariant.h"
#include "model/walk.h"

static struct pl_input *input_of(struct pl_test *test, const char *name, pl_str bytes)
{
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    input->name = pl_str_from(name);
    input->bytes = bytes;
    return input;
}

static const struct pl_feed *read_data(struct pl_test *test, const char *bytes)
{
    struct pl_read_options options = {.url = PL_LIT("https://courier.example/feeds/all.xml")};
    const struct pl_feed *feed = pl_feed_read_input(test->arena, input_of(test, "feed.xml", pl_str_from(bytes)), &options,
                                                    &test->diags);
    assert_non_null(feed);
    return feed;
}

static const struct pl_feed_entry *first_entry(struct pl_test *test, const char *bytes)
{
    const struct pl_feed *feed = read_data(test, bytes);
    if (!feed->entries.count)
        fail_msg("no entry in %s", bytes);
    return &feed->entries.data[0];
}

static struct pl_articles read_articles(struct pl_test *test, const char *name, const char *bytes)
{
    struct pl_read_options options = {.url = PL_LIT("https://courier.example/feed.xml")};
    struct pl_articles articles = {0};
    if (!pl_read_input(test->arena, input_of(test, name, pl_str_from(bytes)), &options, &articles, &test->diags))
        fail_msg("not read: %.*s", PL_ARG(pl_test_diags(test)));
    for (size_t i = 0; i < articles.count; i++) {
        pl_str why = PL_LIT("");
        if (!pl_article_is_sound(test->arena, articles.data[i], &why))
            fail_msg("%.*s", PL_ARG(why));
    }
    return articles;
}

#define RSS(item)  "<rss version='2.0'><channel><title>Courier</title><item>" item "</item></channel></rss>"
#define ATOM(entry) "<feed xmlns='http://www.w3.org/2005/Atom'><title>Courier</title><entry>" entry "</entry></feed>"

/* --- Values -------------------------------------------------------------------------- */

static void every_form_says_the_same(void **state)
{
    struct pl_test *test = *state;
    static const char *const feeds[] = {
        RSS("<title>Low water</title><link>https://courier.example/1</link><guid isPermaLink='false'>a1</guid>"
            "<author>mira@courier.example (Mira Holt)</author><pubDate>Tue, 24 Nov 2026 08:30:00 +0100</pubDate>"
            "<description>The gauge.</description>"),
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Courier</title></channel>"
        "<item><title>Low water</title><link>https://courier.example/1</link><dc:identifier>a1</dc:identifier>"
        "<dc:creator>Mira Holt</dc:creator><dc:date>2026-11-24T07:30:00Z</dc:date><description>The gauge.</description>"
        "</item></rdf:RDF>",
        ATOM("<title>Low water</title><link href='https://courier.example/1'/><id>a1</id>"
             "<author><name>Mira Holt</name></author><published>2026-11-24T08:30:00+01:00</published>"
             "<summary>The gauge.</summary>"),
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>Courier</title><entry><title>Low water</title>"
        "<link rel='alternate' type='text/html' href='https://courier.example/1'/><id>a1</id>"
        "<author><name>Mira Holt</name></author><issued>2026-11-24T07:30:00Z</issued>"
        "<summary mode='escaped' type='text/html'>The gauge.</summary></entry></feed>",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Courier\", \"items\": [{\"id\": \"a1\", "
        "\"title\": \"Low water\", \"url\": \"https://courier.example/1\", \"authors\": [{\"name\": \"Mira Holt\"}], "
        "\"date_published\": \"2026-11-24T08:30:00+01:00\", \"summary\": \"The gauge.\"}]}",
    };
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
        const struct pl_feed *feed = read_data(test, feeds[i]);
        assert_text_equal(feed->title.plain, "Courier");
        assert_int_equal(feed->entries.count, 1);
        const struct pl_feed_entry *entry = &feed->entries.data[0];
        assert_text_equal(entry->title.plain, "Low water");
        assert_text_equal(entry->link.text, "https://courier.example/1");
        assert_text_equal(entry->id.text, "a1");
        assert_int_equal(entry->authors.count, 1);
        assert_text_equal(entry->authors.data[0].text, "Mira Holt");
        assert_int_equal(pl_date_to_seconds(entry->published.date), 1795505400);
        assert_text_equal(entry->summary.sanitised, "The gauge.");
    }
    assert_no_diags(test);
}

static void the_element_that_means_it_most_is_taken(void **state)
{
    struct pl_test *test = *state;
    const struct pl_feed_entry *entry = first_entry(
        test, RSS("<media:title>no</media:title><dc:title>no</dc:title><title>yes</title><x:title xmlns:x='urn:x'>no</x:title>"
                  "<itunes:author>no</itunes:author><dc:creator>Ada</dc:creator><dc:creator>Ben</dc:creator>"
                  "<description>short</description><content:encoded>&lt;p>long&lt;/p></content:encoded>"));
    assert_text_equal(entry->title.plain, "yes");
    assert_int_equal(entry->authors.count, 2);
    assert_text_equal(entry->authors.data[1].text, "Ben");
    assert_text_equal(entry->content.sanitised, "<p>long</p>");
    assert_text_equal(entry->summary.sanitised, "short");
}

static void what_is_attached_is_kept(void **state)
{
    struct pl_test *test = *state;
    const struct pl_feed_entry *entry = first_entry(
        test, RSS("<enclosure url='/a.mp3' type='audio/mpeg' length='123'/><media:group><media:content url='/b.jpg' "
                  "type='image/jpeg'/></media:group><media:thumbnail url='/t.jpg'/><category>Water</category>"
                  "<category>water</category>"));
    assert_int_equal(entry->enclosures.count, 2);
    assert_text_equal(entry->enclosures.data[0].url, "https://courier.example/a.mp3");
    assert_text_equal(entry->enclosures.data[0].length, "123");
    assert_text_equal(entry->image.text, "https://courier.example/t.jpg");
    assert_int_equal(entry->tags.count, 1);
}

static void links_are_seen_from_their_base(void **state)
{
    struct pl_test *test = *state;
    const struct pl_feed_entry *entry = first_entry(
        test, "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/a/'><entry xml:base='b/'><link href='c'/>"
              "<content type='html' xml:base='d/'>&lt;a href='e'>x&lt;/a>&lt;img src='/f.png'></content></entry></feed>");
    assert_text_equal(entry->link.text, "https://courier.example/a/b/c");
    assert_text_equal(entry->content.sanitised, "<a href=\"https://courier.example/a/b/d/e\">x</a>"
                                                "<img src=\"https://courier.example/f.png\">");
}

static void a_text_is_what_it_says_it_is(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *feed, *content;
    } rows[] = {
        {ATOM("<content>The &lt;blink&gt; tag</content>"), "The &lt;blink&gt; tag"},
        {ATOM("<content type='html'>&lt;b>x&lt;/b> &amp;amp; y</content>"), "<b>x</b> &amp; y"},
        {ATOM("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><b>x</b> &amp; y</div></content>"),
         "<div><b>x</b> &amp; y</div>"},
        {ATOM("<content type='application/octet-stream'>PGI+eDwvYj4=</content>"), "<b>x</b>"},
        {ATOM("<content type='image/png'>iVBORw0KGgo=</content>"), ""},
        {RSS("<content:encoded><![CDATA[<p>x<p>y]]></content:encoded>"), "<p>x</p><p>y</p>"},
        {RSS("<body xmlns='http://www.w3.org/1999/xhtml'><p>x</p></body>"), "<p>x</p>"},
        {RSS("<content:encoded>&lt;math>&lt;mi>a&lt;/mi>&lt;mo onclick='x()'>+&lt;/mo>&lt;/math></content:encoded>"),
         "<math><mi>a</mi><mo>+</mo></math>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text_equal(first_entry(test, rows[i].feed)->content.sanitised, rows[i].content);
}

static void what_is_unsafe_is_gone_and_its_text_stays(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *html, *safe;
    } rows[] = {
        {"a<script>alert(1)</script>b", "ab"},
        {"a<style>p{}</style>b", "ab"},
        {"<p onclick='x()' style='color:red' class=c id=i>a</p>", "<p id=\"i\">a</p>"},
        {"<a href='javascript:x()'>a</a>", "<a>a</a>"},
        {"<a href=' java\nscript:x()'>a</a>", "<a>a</a>"},
        {"<a href='JaVaScRiPt:x()'>a</a>", "<a>a</a>"},
        {"<a href='data:text/html,x'>a</a>", "<a>a</a>"},
        {"<a href='vbscript:x'>a</a>", "<a>a</a>"},
        {"a<img src='http://t.example/p.gif' width=1 height=1>b", "ab"},
        {"a<iframe src='x'> b <b>c</b>", "a  b <b>c</b>"},
        {"a<object data='x'>b</object>", "ab"},
        {"a<form action='x'><input name=n>b</form>", "ab"},
        {"<svg><script>alert(1)</script><a xlink:href='javascript:x()'>a</a></svg>", "a"},
        {"<noscript><img src=x onerror=y></noscript>", "<img src=\"https://courier.example/feeds/x\">"},
        {"<!' <b>a</b>", "&lt;!' <b>a</b>"},
        {"<textarea><img src=x onerror=y></textarea>", "<img src=\"https://courier.example/feeds/x\">"},
        {"<b", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_feed_text text = {.text = pl_str_from(rows[i].html), .is_html = true,
                                    .base = PL_LIT("https://courier.example/feeds/all.xml")};
        struct pl_limits limits = pl_limits_default();
        struct pl_reading reading = {.arena = test->arena, .scratch = test->arena, .limits = &limits,
                                     .diags = &test->diags, .input = pl_test_input(test, PL_LIT(""))};
        pl_feed_sanitise(&reading, &text);
        if (!pl_str_eq(text.sanitised, pl_str_from(rows[i].safe)))
            fail_msg("%s\n  got      %.*s\n  expected %s", rows[i].html, PL_ARG(text.sanitised), rows[i].safe);
    }
}

static void dates_of_feeds_are_understood(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *text, *date;
    } rows[] = {
        {"Tue, 24 Nov 2026 08:30:00 ET", "2026-11-24T08:30:00-05:00"},
        {"Fri, 24 Jul 2026 08:30:00 ET", "2026-07-24T08:30:00-04:00"},
        {"Tue, 24 Nov 2026 08:30:00 Etc/GMT", "2026-11-24T08:30:00Z"},
        {"03-12-31", "2003-12-31"}, {"031231", "2003-12-31"}, {"-03-12", "2003-12"}, {"-0312", "2003-12"},
        {"03-335", "2003-12-01"}, {"03335", "2003-12-01"}, {"98-12-31T10:00:00Z", "1998-12-31T10:00:00Z"},
        {"2004년 05월 28일  01:31:15", "2004-05-28T01:31:15+09:00"},
        {"2004-05-25 오후 11:23:17", "2004-05-25T23:23:17+09:00"},
        {"soon", ""}, {"-99", ""}, {"2026-11-24T09:xx:00Z", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct pl_feed_entry *entry = first_entry(
            test, pl_str_format(test->arena, RSS("<pubDate>%s</pubDate>"), rows[i].text).data);
        assert_text_equal(pl_date_iso(test->arena, entry->published.date), rows[i].date);
    }
}

static void what_is_no_feed_gives_one_without_entries(void **state)
{
    struct pl_test *test = *state;
    static const char *const texts[] = {"", "<rss version='2.0'>\n</rss", "plain words", "{}", "<html><p>a page</p></html>"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pl_strbuf out = PL_STRBUF(test->arena);
        pl_feed_json_write(&out, read_data(test, texts[i]));
        assert_text_contains(pl_strbuf_str(&out), "\"entries\": []");
    }
}

/* --- Articles -------------------------------------------------------------------------- */

static void each_entry_is_an_article(void **state)
{
    struct pl_test *test = *state;
    struct pl_articles articles = read_articles(
        test, "feed.xml",
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Courier</title><language>en-gb</language>"
        "<item><title>Low &amp;amp; lower</title><link>https://courier.example/1</link>"
        "<content:encoded><![CDATA[<h2>Gauge</h2><p>The <b>water</b> stood low.</p>]]></content:encoded>"
        "<description>In short.</description></item>"
        "<item><title>Second</title><description>It was the ninth vote […]</description></item></channel></rss>");
    assert_int_equal(articles.count, 2);
    const struct pl_metadata *first = &articles.data[0]->metadata;
    assert_text_equal(pl_metadata_text(first, PL_FIELD_title), "Low & lower");
    assert_text_equal(pl_metadata_text(first, PL_FIELD_site), "Courier");
    assert_text_equal(pl_metadata_text(first, PL_FIELD_language), "en-GB");
    assert_text_equal(pl_metadata_text(first, PL_FIELD_extent), "full");
    assert_text_equal(pl_metadata_text(first, PL_FIELD_description), "In short.");
    assert_int_equal(articles.data[0]->body->first->kind, PL_KIND_heading);
    assert_text_equal(pl_metadata_text(&articles.data[1]->metadata, PL_FIELD_extent), "summary");
    assert_false(pl_metadata_has(&articles.data[1]->metadata, PL_FIELD_url)); // that of the feed isn't its own
}

static void a_list_of_feeds_is_a_list(void **state)
{
    struct pl_test *test = *state;
    struct pl_articles articles = read_articles(
        test, "feeds.xml",
        "<opml version='2.0'><head><title>Rivers</title></head><body><outline text='Papers'>"
        "<outline text='Courier' xmlUrl='https://courier.example/f.xml'/></outline><outline text='Gauge' "
        "xmlUrl='https://gauge.example/f.xml'/></body></opml>");
    assert_int_equal(articles.count, 1);
    assert_text_equal(pl_metadata_text(&articles.data[0]->metadata, PL_FIELD_title), "Rivers");
    const struct pl_node *list = articles.data[0]->body->first;
    assert_int_equal(list->kind, PL_KIND_list);
    assert_int_equal(list->first->last->kind, PL_KIND_list);
    assert_text_equal(pl_node_plain_text(test->arena, list->last), "Gauge");
}

static void the_content_tells_a_feed_from_other_files(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *name, *bytes;
    } rows[] = {
        {"feed.xml", RSS("<title>Low water</title><description>x</description>")},
        {"-", "<?xml version='1.0'?>\n<!-- made today -->\n" RSS("<title>Low water</title>")},
        {"data.json", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", \"title\": \"Low water\"}]}"},
        {"x.atom", ATOM("<title>Low water</title>")},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_articles articles = read_articles(test, rows[i].name, rows[i].bytes);
        assert_text_equal(pl_metadata_text(&articles.data[0]->metadata, PL_FIELD_title), "Low water");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(every_form_says_the_same),
                                       PL_TEST(the_element_that_means_it_most_is_taken),
                                       PL_TEST(what_is_attached_is_kept),
                                       PL_TEST(links_are_seen_from_their_base),
                                       PL_TEST(a_text_is_what_it_says_it_is),
                                       PL_TEST(what_is_unsafe_is_gone_and_its_text_stays),
                                       PL_TEST(dates_of_feeds_are_understood),
                                       PL_TEST(what_is_no_feed_gives_one_without_entries),
                                       PL_TEST(each_entry_is_an_article),
                                       PL_TEST(a_list_of_feeds_is_a_list),
                                       PL_TEST(the_content_tells_a_feed_from_other_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
