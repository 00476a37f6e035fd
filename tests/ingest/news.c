// SPDX-License-Identifier: MIT
/* tests/ingest/news.c: the formats of news agencies, sniffed and read. */
#include "support/support.h"

#include "ingest/format.h"
#include "ingest/read.h"
#include "model/invariant.h"
#include "model/walk.h"

static struct pl_articles read_all(struct pl_test *test, const char *text)
{
    struct pl_input *input = pl_test_input(test, pl_str_from(text));
    struct pl_read_options options = {0};
    struct pl_articles articles = {0};
    input->name = PL_LIT("item"); // nothing to go by but the content
    if (!pl_read_input(test->arena, input, &options, &articles, &test->diags))
        fail_msg("not read: %.*s", PL_ARG(pl_test_diags(test)));
    for (size_t i = 0; i < articles.count; i++) {
        pl_str why = {0};
        if (!pl_article_is_sound(test->arena, articles.data[i], &why))
            fail_msg("the tree isn't sound: %.*s", PL_ARG(why));
    }
    return articles;
}

static pl_str field(const struct pl_article *article, enum pl_field which)
{
    return pl_metadata_text(&article->metadata, which);
}

static pl_str body(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (const struct pl_node *node = article->body->first; node; node = node->next)
        pl_strbuf_addf(&out, "%.*s: %.*s\n", PL_ARG(node->element), PL_ARG(pl_str_trim(pl_node_plain_text(test->arena, node))));
    return pl_strbuf_str(&out);
}

/* What all three samples say alike. */
static void assert_common(const struct pl_article *article)
{
    assert_text_equal(field(article, PL_FIELD_title), "Eels return to Holm");
    assert_text_equal(field(article, PL_FIELD_authors), "Ada Brandt");
    assert_text_equal(field(article, PL_FIELD_byline), "By Ada Brandt, Lowland Review");
    assert_text_equal(field(article, PL_FIELD_place), "HOLM");
    assert_text_equal(field(article, PL_FIELD_language), "en");
    assert_text_equal(field(article, PL_FIELD_urgency), "4");
    assert_text_contains(field(article, PL_FIELD_rights), "2026 Lowland Press Agency");
    assert_text_equal(field(article, PL_FIELD_identifier), "urn:lpa:20261124:eels");
    assert_text_equal(field(article, PL_FIELD_tags), "rivers, fishing");
}

static const char ninjs[] =
    "{\"uri\": \"urn:lpa:20261124:eels\", \"standard\": {\"name\": \"ninjs\", \"version\": \"3.0\"}, \"type\": \"text\",\n"
    " \"pubstatus\": \"usable\", \"urgency\": 4, \"language\": \"en\", \"versioncreated\": \"2026-11-24T09:30:00Z\",\n"
    " \"embargoed\": \"2026-11-25T06:00:00Z\", \"by\": \"By Ada Brandt, Lowland Review\", \"located\": \"HOLM\",\n"
    " \"copyrightholder\": \"Lowland Press Agency\", \"copyrightnotice\": \"© 2026 Lowland Press Agency\",\n"
    " \"people\": [{\"name\": \"Bo Lee\", \"rel\": \"about\"}],\n"
    " \"subjects\": [{\"name\": \"rivers\"}, {\"name\": \"fishing\"}], \"edNote\": \"Second lead.\",\n"
    " \"headlines\": [{\"role\": \"short\", \"value\": \"Eels\"}, {\"role\": \"main\", \"value\": \"Eels return to Holm\"}],\n"
    " \"bodies\": [{\"role\": \"main\", \"contenttype\": \"text/html\",\n"
    "  \"value\": \"<p>They came <b>at night</b>.</p><script>x()</script><h2>Since 1947</h2><p>Nobody counted.</p>\"}]}\n";

static void ninjs_is_read(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_all(test, ninjs).data[0];
    assert_common(article);
    assert_text_equal(body(test, article), "p: They came at night.\nh2: Since 1947\np: Nobody counted.\n");
    assert_text_equal(pl_date_iso(test->arena, article->metadata.values[PL_FIELD_embargo].date), "2026-11-25T06:00:00Z");
    assert_true(article->dropped.count > 0);
    assert_no_diags(test);
}

static void older_ninjs_is_read(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_all(test, "{\"uri\": \"urn:x\", \"pubstatus\": \"canceled\", \"headline\": \"Old\", "
                                                "\"body_text\": \"One.\\n\\nTwo.\"}").data[0];
    assert_text_equal(field(article, PL_FIELD_title), "Old");
    assert_text_equal(body(test, article), "p: One.\np: Two.\n");
    assert_text_contains(pl_test_diags(test), "'canceled'");
}

static const char nitf[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<nitf xml:lang=\"en\">\n<head><title>Eels, wire title</title>\n"
    "<tobject tobject.type=\"news\"><tobject.subject tobject.subject.type=\"rivers\"/></tobject>\n"
    "<docdata management-status=\"usable\"><doc-id id-string=\"urn:lpa:20261124:eels\"/><urgency ed-urg=\"4\"/>\n"
    "<date.issue norm=\"20261124T093000Z\"/><date.release norm=\"20261125T060000+0100\"/>\n"
    "<doc.copyright year=\"2026\" holder=\"Lowland Press Agency\"/>\n<key-list><keyword key=\"fishing\"/></key-list></docdata></head>\n"
    "<body><body.head><hedline><hl1>Eels return to Holm</hl1><hl2>Nobody counted</hl2></hedline>\n"
    "<byline>By <person>Ada Brandt</person>, Lowland Review</byline>\n"
    "<dateline><location>HOLM</location> <story.date norm=\"20261124\">Nov 24</story.date></dateline></body.head>\n"
    "<body.content><p>They came <em>at night</em> to <location>Holm</location>.</p>\n"
    "<media media-type=\"image\"><media-reference mime-type=\"image/jpeg\" source=\"eel.jpg\" alternate-text=\"An eel\"/>\n"
    "<media-caption>An eel at the weir</media-caption><media-producer>B. Lee</media-producer></media>\n"
    "<hl2>Since 1947</hl2><ul><li>one</li><li>two</li></ul><block><p>Nobody counted &amp; nobody will.</p></block></body.content>\n"
    "<body.end><tagline>Ada Brandt writes on rivers.</tagline></body.end></body></nitf>\n";

static void nitf_is_read(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_all(test, nitf).data[0];
    pl_str tags = field(article, PL_FIELD_tags);
    assert_text_contains(tags, "rivers");
    assert_text_contains(tags, "fishing");
    assert_text_equal(field(article, PL_FIELD_title), "Eels return to Holm");
    assert_text_equal(field(article, PL_FIELD_subtitle), "Nobody counted");
    assert_text_equal(field(article, PL_FIELD_byline), "By Ada Brandt, Lowland Review");
    assert_text_equal(field(article, PL_FIELD_authors), "Ada Brandt");
    assert_text_equal(field(article, PL_FIELD_place), "HOLM");
    assert_text_equal(field(article, PL_FIELD_urgency), "4");
    assert_text_equal(field(article, PL_FIELD_rights), "© 2026 Lowland Press Agency");
    assert_text_equal(pl_date_iso(test->arena, article->metadata.values[PL_FIELD_embargo].date), "2026-11-25T06:00:00+01:00");
    const struct pl_node *figure = pl_node_find_kind(article->body, PL_KIND_figure);
    assert_non_null(figure);
    assert_text_equal(pl_node_attribute(pl_node_find_kind(figure, PL_KIND_image), PL_LIT("alt")), "An eel");
    assert_text_contains(pl_node_plain_text(test->arena, figure), "An eel at the weir");
    assert_text_contains(body(test, article), "h2: Since 1947\nul: ");
    assert_text_contains(body(test, article), "Nobody counted & nobody will.");
    assert_text_contains(body(test, article), "p: Ada Brandt writes on rivers.");
}

static const char newsml[] =
    "<?xml version=\"1.0\"?>\n<newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2026-11-24T09:31:00Z</sent></header>\n"
    "<itemSet><newsItem guid=\"urn:lpa:20261124:eels\" standard=\"NewsML-G2\" standardversion=\"2.34\" xml:lang=\"en\">\n"
    "<rightsInfo><copyrightHolder literal=\"LPA\"/><copyrightNotice>© 2026 Lowland Press Agency</copyrightNotice></rightsInfo>\n"
    "<itemMeta><itemClass qcode=\"ninat:text\"/><provider literal=\"LPA\"><name>Lowland Press Agency</name></provider>\n"
    "<versionCreated>2026-11-24T09:30:00Z</versionCreated><embargoed>2026-11-25T06:00:00Z</embargoed>\n"
    "<pubStatus qcode=\"stat:withheld\"/><title>Item title</title></itemMeta>\n"
    "<contentMeta><urgency>4</urgency><contentCreated>2026-11-23</contentCreated><subject type=\"cpnat:abstract\"><name>rivers</name></subject>\n"
    "<subject literal=\"fishing\"/><headline>Eels return to Holm</headline><by>By Ada Brandt, Lowland Review</by>\n"
    "<dateline>HOLM</dateline></contentMeta>\n"
    "<contentSet><inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head>\n"
    "<body><p>They came <b>at night</b>.</p><h2>Since 1947</h2><p>Nobody counted.</p></body></html></inlineXML></contentSet>\n"
    "</newsItem><newsItem guid=\"urn:2\"><contentMeta><headline>Second</headline></contentMeta>\n"
    "<contentSet><inlineData contenttype=\"text/plain\">One line.\nAnother.</inlineData></contentSet></newsItem></itemSet></newsMessage>\n";

static void newsml_is_read(void **state)
{
    struct pl_test *test = *state;
    struct pl_articles articles = read_all(test, newsml);
    assert_int_equal(articles.count, 2);
    assert_common(articles.data[0]);
    assert_text_equal(body(test, articles.data[0]), "p: They came at night.\nh2: Since 1947\np: Nobody counted.\n");
    assert_text_equal(field(articles.data[0], PL_FIELD_source), "Lowland Press Agency");
    assert_text_equal(pl_date_iso(test->arena, articles.data[0]->metadata.values[PL_FIELD_date].date), "2026-11-23");
    assert_text_contains(pl_test_diags(test), "'withheld'");
    assert_text_equal(body(test, articles.data[1]), "p: One line.\np: Another.\n");
}

/* Every byte that is no white space is in the span of something. */
static void nothing_is_lost(void **state)
{
    struct pl_test *test = *state;
    static const char *const texts[] = {ninjs, nitf};
    for (size_t t = 0; t < 2; t++) {
        const struct pl_article *article = read_all(test, texts[t]).data[0];
        pl_str text = article->input->text;
        char *covered = pl_arena_alloc(test->arena, text.size + 1);
        for (const struct pl_node *node = article->body->first; node; node = pl_node_next_in(article->body, node))
            if (node->span.input == article->input)
                memset(covered + node->span.first, 1, node->span.end - node->span.first);
        for (int f = 0; f < PL_FIELD_COUNT; f++)
            if (article->metadata.values[f].span.input == article->input)
                memset(covered + article->metadata.values[f].span.first, 1,
                       article->metadata.values[f].span.end - article->metadata.values[f].span.first);
        for (size_t i = 0; i < article->dropped.count; i++)
            memset(covered + article->dropped.data[i].span.first, 1,
                   article->dropped.data[i].span.end - article->dropped.data[i].span.first);
        for (size_t i = 0; i < text.size; i++)
            if (!covered[i] && !pl_ascii_is_space(text.data[i]))
                fail_msg("%zu: lost at byte %zu «%.30s»", t, i, text.data + i);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(ninjs_is_read), PL_TEST(older_ninjs_is_read), PL_TEST(nitf_is_read),
                                       PL_TEST(newsml_is_read), PL_TEST(nothing_is_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
