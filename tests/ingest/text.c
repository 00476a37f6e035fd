// SPDX-License-Identifier: MIT
/* tests/ingest/text.c: structure found in scraped text. */
#include "support/support.h"

#include "ingest/read.h"
#include "ingest/text.h"
#include "model/dump.h"
#include "model/invariant.h"
#include "model/walk.h"

static struct pl_article *read_text(struct pl_test *test, pl_str text)
{
    struct pl_input *input = pl_test_input(test, text);
    struct pl_read_options options = {.from = PL_LIT("text")};
    struct pl_articles articles = {0};
    if (!pl_read_input(test->arena, input, &options, &articles, &test->diags))
        fail_msg("not read: %.*s", PL_ARG(pl_test_diags(test)));
    pl_str why = {0};
    if (!pl_article_is_sound(test->arena, articles.data[0], &why))
        fail_msg("the tree isn't sound: %.*s", PL_ARG(why));
    return articles.data[0];
}

/* "p h2 p ul(2)": the kinds of the body in order. */
static pl_str outline(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (const struct pl_node *node = article->body->first; node; node = node->next) {
        if (out.size)
            pl_strbuf_add_byte(&out, ' ');
        pl_str role = pl_node_attribute(node, PL_LIT("data-role"));
        pl_strbuf_add(&out, pl_str_empty(role) ? node->element : role);
        size_t items = 0;
        for (const struct pl_node *item = node->first; item && node->kind == PL_KIND_list; item = item->next)
            items++;
        if (items)
            pl_strbuf_addf(&out, "(%zu)", items);
    }
    return pl_strbuf_str(&out);
}

#define SENTENCE "The weir at Holm was built of larch and clay in the year of the great flood. "
#define OTHER    "Nobody had counted the eels before, and nobody has found the money to count them since. "
#define THIRD    "In the council's minutes the matter is called urgent eleven times within two winters. "

#define LONG                                                                                                         \
    "The first mill stood where the brook meets the road, and it ground barley for nine villages until the railway "    \
    "took the barley away. The second was built by two brothers who had quarrelled over the first, so that for a "      \
    "generation the same water turned two wheels of one family that would not speak. The third has no wheel any more. " \
    "It has a café in it now, open on Sundays, where the grandchildren of both brothers sell the same bread."

static void a_scraped_article_has_its_parts(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(test, PL_LIT(
        "What the eels knew — Lowland Review\n\n  • Opinion by Ada Brandt (holm)\n  • Lowland Press Agency\n\n"
        SENTENCE OTHER "\n\nShare this:\n\nNobody has found the money to count them since.\n\n"
        "A winter without ice\n\n" THIRD "\n\n" OTHER SENTENCE "\n\n"
        "Dr. Ada Brandt is a lecturer at the fishery school in Holm and worked on the weir for six years.\n\n"
        "The source: Lowland Review, a weekly published in Holm\n\nLR Desk\n\nFollow Lowland Review on Instagram\n\n"
        "© Valley News Service (2026) — All rights reserved\n\nRelated Articles\n\nTen ways to smoke an eel\n\nBack to top\n"));
    assert_text_equal(outline(test, article), "p h2 p p bio source");
    assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_title), "What the eels knew");
    assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_site), "Lowland Review");
    assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_byline), "Opinion by Ada Brandt (holm)");
    assert_text_equal(article->metadata.values[PL_FIELD_authors].list[0], "Ada Brandt");
    assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_place), "holm");
    assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_source), "Lowland Press Agency");
    assert_text_contains(pl_metadata_text(&article->metadata, PL_FIELD_rights), "Valley News Service");
    assert_text_contains(pl_test_diags(test), "W0111");
    for (size_t i = 0; i < article->dropped.count; i++)
        assert_true(article->dropped.data[i].why.size && article->dropped.data[i].span.input);
    assert_int_equal(article->dropped.count, 7);
}

/* Wrapped at any width it is the same article. */
static void hard_wrapping_is_undone(void **state)
{
    struct pl_test *test = *state;
    pl_str plain = PL_LIT("What the eels knew\n\n" SENTENCE OTHER THIRD "\n\nA winter without ice\n\n" OTHER THIRD SENTENCE "\n");
    struct pl_article *whole = read_text(test, plain);
    pl_str expected = pl_node_plain_text(test->arena, whole->body);
    for (size_t width = 56; width <= 96; width += 10) {
        struct pl_strbuf wrapped = PL_STRBUF(test->arena);
        pl_str rest = plain, line, word;
        while (pl_str_next_line(&rest, &line)) {
            size_t column = 0;
            while (pl_str_next_word(&line, &word)) {
                if (column && column + 1 + word.size > width) {
                    pl_strbuf_add_byte(&wrapped, '\n');
                    column = 0;
                } else if (column) {
                    pl_strbuf_add_byte(&wrapped, ' ');
                    column++;
                }
                pl_strbuf_add(&wrapped, word);
                column += word.size;
            }
            pl_strbuf_add_byte(&wrapped, '\n');
        }
        struct pl_article *article = read_text(test, pl_strbuf_str(&wrapped));
        assert_str_equal(pl_node_plain_text(test->arena, article->body), expected);
        assert_text_equal(outline(test, article), "p h2 p");
    }
}

static const struct {
    const char *line, *names, *place;
} bylines[] = {
    {"By Ada Brandt", "Ada Brandt", ""},
    {"By Ada Brandt and Bo Lee", "Ada Brandt|Bo Lee", ""},
    {"Opinion by Ada Brandt (holm, lowland)", "Ada Brandt", "holm, lowland"},
    {"By Ada Brandt, Lowland Review", "Ada Brandt", ""},
    {"By Ada van der Brandt | Lowland Review", "Ada van der Brandt", ""},
    {"Von Ada Brandt und Jörg Öchsle", "Ada Brandt|Jörg Öchsle", ""},
    {"Por Ada Brandt", "Ada Brandt", ""},
    {"Par Ada Brandt et Zoé d’Arc", "Ada Brandt", ""},
    {"Автор: Ада Брандт", "Ада Брандт", ""},
    {"By Monday, the water had gone.", "", ""},
    {"By the time they came", "", ""},
};

static void bylines_are_read(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof bylines / sizeof *bylines; i++) {
        struct pl_byline byline;
        struct pl_strbuf names = PL_STRBUF(test->arena);
        bool found = pl_byline_parse(test->arena, pl_str_from(bylines[i].line), &byline);
        for (size_t n = 0; found && n < byline.count; n++) {
            if (n)
                pl_strbuf_add_byte(&names, '|');
            pl_strbuf_add(&names, byline.names[n]);
        }
        if (!pl_str_eq(pl_strbuf_str(&names), pl_str_from(bylines[i].names)))
            fail_msg("«%s»: got «%.*s», expected «%s»", bylines[i].line, PL_ARG(pl_strbuf_str(&names)), bylines[i].names);
        assert_text_equal(found ? byline.place : PL_LIT(""), bylines[i].place);
    }
}

static const struct {
    const char *line, *iso;
} dates[] = {
    {"November 19, 2019", "2019-11-19"},
    {"Published Monday, November 18, 2019", "2019-11-18"},
    {"Updated 19 November 2019", "2019-11-19"},
    {"Published: 18/11/2019", ""},
    {"In November 2019 the weir broke and nobody was there to see it", ""},
    {"The 3 mills", ""},
};

static void date_lines_are_read(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct pl_date date = {0};
        pl_str text;
        bool is_update, found = pl_date_line(pl_str_from(dates[i].line), &date, &text, &is_update);
        if (dates[i].iso[0])
            assert_text_equal(found ? pl_date_iso(test->arena, date) : PL_LIT(""), dates[i].iso);
        else if (i != 3)
            assert_false(found);
    }
}

static void numbers_belong_to_their_headings(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills\n\n" SENTENCE OTHER "\n\n1. The first mill\n\n" THIRD
                      "\n\n2. The second mill\n\nIt burned down twice, and was built again each time by the same family of smiths.\n"));
    assert_text_equal(outline(test, article), "p h2 p h2 p");
    assert_text_contains(pl_node_plain_text(test->arena, article->body), "1. The first mill");
}

static void a_colon_leads_a_list(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills\n\n" SENTENCE OTHER "\n\nThe council owns:\n\n  • the weir\n  • two boats\n\n" THIRD "\n"));
    assert_text_equal(outline(test, article), "p p ul(2) p");
}

/* "p p p": the outline and why each dropped line went, "line why" a line each. */
static pl_str reasons(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (size_t i = 0; i < article->dropped.count; i++)
        pl_strbuf_addf(&out, "%.*s: %.*s\n", PL_ARG(article->dropped.data[i].text), PL_ARG(article->dropped.data[i].why));
    return pl_strbuf_str(&out);
}

static void a_list_of_links_is_none_of_the_text(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills | World | Lowland Review\n\nMenu\nSearch\nThree mills\n\n" SENTENCE OTHER
                     "\n\n  • Council votes on the second weir after ten years\n  • Smiths of Holm open their forge to visitors\n\n" THIRD
                     "\n\nThe council owns\n\n  • the weir, which is old\n  • and the boats.\n\n" OTHER SENTENCE "\n"));
    assert_text_equal(outline(test, article), "p p h2 ul(2) p");
    assert_text_equal(pl_metadata_text(&article->metadata, PL_FIELD_title), "Three mills");
    assert_text_contains(reasons(test, article), "Smiths of Holm open their forge to visitors: a list of links");
}

static void rows_of_a_table_stay(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills\n\n" SENTENCE OTHER THIRD
                     "\n\nMay 3 – Holm, at the weir\nMay 4 – Aldby, market square\nMay 8 – Vester, town hall\n"
                     "May 9 – Holm, again\nMay 11 – Aldby, the last\n\nRelated articles\n\nTen ways to smoke an eel\n"));
    assert_text_equal(outline(test, article), "p p p p p p");
}

static void teasers_with_one_date_end_the_article(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills\n\n" SENTENCE OTHER THIRD "\n\n" LONG
                     "\n\nBo Lee\nTuesday November 19, 2019\nNobody told the miller that his wheel was to be sold before the winter came.\n"
                     "Ada Brandt\nTuesday November 19, 2019\nA ferry without a captain crossed the lake twice, and both times on a Sunday.\n"
                     "Oskar Weil\nTuesday November 19, 2019\nThe price of larch has doubled since spring, and so has the number of thieves.\n"
                     "Bo Lee\nMonday November 18, 2019\nIn Aldby they vote on the bridge again, for the fourth time in eleven years.\n"));
    assert_text_equal(outline(test, article), "p p");
}

static void a_reworded_pull_quote_is_folded(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills\n\n" SENTENCE OTHER "\n\n"
                     "“The weir at Holm was built of larch and clay, in the year of a great flood.”\n\n" THIRD OTHER "\n"));
    assert_text_equal(outline(test, article), "p p");
    assert_text_contains(reasons(test, article), "says again, in nearly the same words");
}

static void labels_and_captions_of_a_page_go(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = read_text(
        test, PL_LIT("Three mills\n\nShare\nTweet\nSign up for our newsletter\n\n" SENTENCE OTHER
                     "\n\nSports\n\n" THIRD "\n\nThe weir from the air via Skylight\n\n" OTHER SENTENCE "\n"));
    assert_text_equal(outline(test, article), "p p p");
    article = read_text(test, PL_LIT("Our week\n\n" SENTENCE OTHER "\n\nSports\n\n" THIRD "\n"));
    assert_text_equal(outline(test, article), "p h2 p"); // nobody's page: a heading
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_scraped_article_has_its_parts), PL_TEST(hard_wrapping_is_undone), PL_TEST(bylines_are_read),
        PL_TEST(date_lines_are_read),             PL_TEST(numbers_belong_to_their_headings), PL_TEST(a_colon_leads_a_list),
        PL_TEST(a_list_of_links_is_none_of_the_text), PL_TEST(rows_of_a_table_stay), PL_TEST(teasers_with_one_date_end_the_article),
        PL_TEST(a_reworded_pull_quote_is_folded), PL_TEST(labels_and_captions_of_a_page_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
