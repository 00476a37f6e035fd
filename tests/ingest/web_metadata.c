// SPDX-License-Identifier: MIT
/* tests/ingest/web_metadata.c: what a web page says of its article, and who is believed. */
#include "support/support.h"

#include "base/strbuf.h"
#include "ingest/page_metadata.h"
#include "ingest/read.h"

#define BODY                                                                                       \
    "<p>The river board met at noon, and nobody had brought the plan that it was to vote on.</p>"  \
    "<p>Mira Holt, who reads the gauge every morning, said that the water stood nine "             \
    "hand-breadths lower.</p>"

static const struct pl_metadata *read_page(struct pl_test *test, const char *head, const char *body)
{
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    input->name = PL_LIT("page.html");
    input->bytes = pl_str_format(test->arena, "<html><head>%s</head><body>%s" BODY "</body></html>",
                                 head, body);
    struct pl_read_options options = {.from = PL_LIT("web"),
                                      .url = PL_LIT("https://courier.example/vote")};
    struct pl_articles articles = {0};
    assert_true(pl_read_input(test->arena, input, &options, &articles, &test->diags));
    return &articles.data[0]->metadata;
}

#define LD(json) "<script type='application/ld+json'>" json "</script>"

static void each_value_names_its_source(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *head, *body;
        enum pl_field field;
        const char *text, *detail;
    } rows[] = {
        {"<title>The vote | Valley Courier</title>", "", PL_FIELD_title, "The vote",
         "title element"},
        {"<title>The vote - Courier</title><meta property=og:site_name content=Courier>", "",
         PL_FIELD_title, "The vote", "title element"},
        {"<title>A – B – Courier</title><meta property=og:site_name content=Courier>", "",
         PL_FIELD_title, "A – B", "title element"},
        {"<title>Courier: home</title>", "<h1>The vote is put off</h1>", PL_FIELD_title,
         "The vote is put off", "heading"},
        {"<meta property=og:title content='The vote is off'>", "<h1>The vote is off</h1>",
         PL_FIELD_title, "The vote is off", "heading"},
        {"<meta property=og:title content='The vote'>", "", PL_FIELD_title, "The vote", "og:title"},
        {LD("{\"@type\":\"NewsArticle\",\"headline\":\"Q &amp; A\",}"), "", PL_FIELD_title, "Q & A",
         "JSON-LD headline"},
        {LD("{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":[\"Article\"],\"author\":{\"@id\":\"#"
            "a\"}},"
            "{\"@type\":\"Person\",\"@id\":\"#a\",\"name\":\"Ada Brandt\"}]}"),
         "", PL_FIELD_authors, "Ada Brandt", "JSON-LD author"},
        {LD("[{\"@type\":\"Article\",\"author\":[{\"name\":\"Ada Brandt\"},{\"name\":\"Oskar "
            "Weil\"}]}]"),
         "", PL_FIELD_authors, "Ada Brandt, Oskar Weil", "JSON-LD author"},
        {"<meta name=author content='By Ada Brandt and Oskar Weil'>", "", PL_FIELD_authors,
         "Ada Brandt, Oskar Weil", "author"},
        {"",
         "<h1>The vote is off</h1><p class=byline>Von <a rel=author href=/a>Ada Brandt</a> | 3. "
         "Mai 2022</p>",
         PL_FIELD_authors, "Ada Brandt", "rel=author"},
        {"", "<h1>The vote is off</h1><p>Von Ada Brandt, Reporter</p>", PL_FIELD_authors,
         "Ada Brandt", "byline"},
        {"", "<span itemprop=author itemscope><b itemprop=name>Ada Brandt</b></span>",
         PL_FIELD_authors, "Ada Brandt", "itemprop=author"},
        {"<meta property=article:published_time content=2022-06-30T12:00:00Z>", "", PL_FIELD_date,
         "2022-06-30T12:00:00Z", "article:published_time"},
        {LD("{\"@type\":\"Report\",\"datePublished\":\"2022-06-30\"}") "<meta "
                                                                       "property=article:published_"
                                                                       "time content=2022-07-01>",
         "", PL_FIELD_date, "2022-06-30", "JSON-LD datePublished"},
        {"<meta name=DC.date.issued content=2022-06-30>", "", PL_FIELD_date, "2022-06-30",
         "DC.date.issued"},
        {"", "<h1>The vote is off</h1><time datetime=2022-06-30>Thursday</time>", PL_FIELD_date,
         "2022-06-30", "time element"},
        {"<meta property=article:published_time content=2022-11-17>",
         "<h1>The vote is off</h1><p>By Ada Brandt, 30 June 2022</p>", PL_FIELD_date, "Brandt, 30 June 2022",
         "date under the title"},
        {"<meta property=article:published_time content=2022-06-30>",
         "<h1>The vote is off</h1><p>Updated 17 November 2022</p>", PL_FIELD_date, "2022-06-30",
         "article:published_time"},
        {"<meta name=date content='11.01.2023 12:43'>", "<h1>The vote is off</h1><p>Datum: 01.11.2023</p>",
         PL_FIELD_date, "Datum: 01.11.2023", "date under the title"},
        {"", "<h1>The vote is off</h1><p>Affing, 30 June 2022</p>", PL_FIELD_date,
         "Affing, 30 June 2022", "line with a date"},
        {"<meta property=og:image content='/gauge.png'>", "", PL_FIELD_image,
         "https://courier.example/gauge.png", "og:image"},
        {LD("{\"@type\":\"NewsArticle\",\"publisher\":{\"name\":\"Valley Courier\"}}"), "",
         PL_FIELD_publisher, "Valley Courier", "JSON-LD publisher"},
        {"<meta property=article:tag content=water><meta property=article:tag content='the board, "
         "the plan'>",
         "", PL_FIELD_tags, "water, the board, the plan", "article:tag"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct pl_metadata_value *value =
            &read_page(test, rows[i].head, rows[i].body)->values[rows[i].field];
        if (!pl_str_eq(value->text, pl_str_from(rows[i].text)) ||
            !pl_str_eq(value->detail, pl_str_from(rows[i].detail)))
            fail_msg("%s%s: got '%.*s' from '%.*s', expected '%s' from '%s'", rows[i].head,
                     rows[i].body, PL_ARG(value->text), PL_ARG(value->detail), rows[i].text,
                     rows[i].detail);
    }
}

static void names_are_freed_of_what_stands_around_them(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *text, *names;
    } rows[] = {
        {"By Ada Brandt", "Ada Brandt"},
        {"BY ADA BRANDT, STAFF WRITER", "ADA BRANDT"},
        {"Von Ada Brandt und Oskar Weil | 3. Mai 2022", "Ada Brandt/Oskar Weil"},
        {"Posted by admin", ""},
        {"Text: Ada Brandt; Fotos: Oskar Weil", "Ada Brandt"},
        {"https://chatter.example/ada", ""},
        {"ada@courier.example", ""},
        {"Ada Brandt, PhD", "Ada Brandt"},
        {"Por Ada Brandt y Oskar Weil", "Ada Brandt/Oskar Weil"},
        {"Byron Holt", "Byron Holt"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_page_names names = {0};
        pl_page_split_names(test->arena, pl_str_from(rows[i].text), &names);
        struct pl_strbuf got = PL_STRBUF(test->arena);
        for (size_t n = 0; n < names.count; n++)
            pl_strbuf_addf(&got, "%s%.*s", n ? "/" : "", PL_ARG(names.data[n]));
        assert_text_equal(pl_strbuf_str(&got), rows[i].names);
    }
}

static void dates_are_found_in_lines(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *line, *date;
    } rows[] = {
        {"Published: Tuesday, November 19, 2019", "2019-11-19"},
        {"Erstellt am: 01.11.2023", "2023-11-01"},
        {"Ada Brandt | 3 May 2022 | 2 min read", "2022-05-03"},
        {"1656590400", "2022-06-30T12:00:00Z"},
        {"no date in this line of 12 words", "-"},
        {"", "-"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_date date;
        pl_str part;
        bool found = pl_page_find_date(pl_str_from(rows[i].line), &date, &part);
        assert_text_equal(found ? pl_date_iso(test->arena, date) : PL_LIT("-"), rows[i].date);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(each_value_names_its_source),
        PL_TEST(names_are_freed_of_what_stands_around_them),
        PL_TEST(dates_are_found_in_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
