// SPDX-License-Identifier: MIT
/* tests/edition/gather.c: headers, headings, cover and contents as nodes. */
#include "support/support.h"

#include "edition/front.h"
#include "edition/gather.h"
#include "model/invariant.h"
#include "model/walk.h"

static struct pl_article *article_of(struct pl_test *test, const char *title, const int *levels, size_t count)
{
    struct pl_article *article = pl_article_new(test->arena, pl_test_input(test, PL_LIT("x")));
    if (title)
        pl_metadata_set(test->arena, &article->metadata, PL_FIELD_title, pl_str_from(title), PL_ORIGIN_BODY,
                        PL_LIT(""), PL_NO_SPAN);
    for (size_t i = 0; i < count; i++) {
        struct pl_node *heading = pl_node_new_heading(test->arena, levels[i], PL_NO_SPAN);
        pl_str text = pl_str_format(test->arena, "Heading %zu", i + 1);
        pl_node_append(heading, pl_node_new_text(test->arena, text, PL_NO_SPAN));
        pl_node_append(article->body, heading);
    }
    return article;
}

static struct pl_edition *gather(struct pl_test *test, struct pl_article **list, size_t count)
{
    struct pl_articles articles = {.data = list, .count = count, .room = count};
    struct pl_gather_options options = {.source_date_epoch = -1};
    struct pl_edition *edition = pl_edition_gather(test->arena, &articles, &options, &test->diags);
    for (size_t i = 0; i < edition->articles.count; i++) {
        pl_str why = PL_LIT("");
        if (!pl_article_is_sound(test->arena, edition->articles.data[i], &why))
            fail_msg("article %zu: %.*s", i, PL_ARG(why));
    }
    return edition;
}

/* "h1 h2 h3 …" of a tree, in order. */
static pl_str heads(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (const struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node))
        if (node->kind == PL_KIND_heading || node->kind == PL_KIND_title)
            pl_strbuf_addf(&out, "%.*s ", PL_ARG(node->element));
    return pl_strbuf_str(&out);
}

static void headings_begin_at_two_and_skip_none(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        int levels[5];
        const char *heads;
    } rows[] = {
        {{2, 3, 3, 2, 3}, "h1 h2 h3 h3 h2 h3 "},
        {{1, 1, 2, 1, 2}, "h1 h2 h2 h3 h2 h3 "},
        {{4, 6, 4, 5, 6}, "h1 h2 h3 h2 h3 h4 "},
        {{3, 2, 1, 2, 3}, "h1 h2 h2 h2 h3 h4 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_article *article = article_of(test, "Title", rows[i].levels, 5);
        gather(test, &article, 1);
        assert_text_equal(heads(test, article), rows[i].heads);
    }
}

static void a_heading_that_repeats_the_title_is_folded(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = article_of(test, "HEADING: 1", (int[]){1, 2}, 2);
    gather(test, &article, 1);
    assert_text_equal(heads(test, article), "h1 h2 ");
}

static void an_opening_heading_becomes_the_missing_title(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = article_of(test, NULL, (int[]){1, 2}, 2);
    struct pl_edition *edition = gather(test, &article, 1);
    assert_text_equal(pl_metadata_text(&edition->metadata, PL_FIELD_title), "Heading 1");
    assert_text_equal(heads(test, article), "h1 h2 ");
}

static void a_collection_opens_with_cover_and_contents(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *list[] = {article_of(test, "One", NULL, 0), article_of(test, "Two", NULL, 0)};
    struct pl_edition *edition = gather(test, list, 2);
    assert_int_equal(edition->articles.count, 4);
    assert_int_equal(edition->articles.data[0]->matter, PL_MATTER_COVER);
    const struct pl_article *contents = edition->articles.data[1], *holder;
    struct pl_node *link = pl_node_find_kind(contents->body, PL_KIND_link);
    assert_text_equal(pl_node_attribute(link, PL_LIT("href")), "#item-1");
    const struct pl_node *target = pl_edition_target(edition, contents, PL_LIT("item-2"), &holder);
    assert_ptr_equal(holder, list[1]);
    assert_true(pl_node_has_class(target, PL_LIT("item")));
}

static void an_authored_document_alone_stays_as_it_is(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = article_of(test, "Title", (int[]){3, 1}, 2);
    article->is_authored = true;
    struct pl_edition *edition = gather(test, &article, 1);
    assert_true(edition->is_authored);
    assert_text_equal(heads(test, article), "h3 h1 ");
}

static void owners_lead_back_to_nodes(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *list[] = {article_of(test, "One", NULL, 0), article_of(test, "Two", NULL, 0)};
    struct pl_edition *edition = gather(test, list, 2);
    for (size_t i = 0; i < edition->articles.count; i++) {
        const struct pl_article *article = edition->articles.data[i], *found;
        for (uint32_t serial = 0; serial < article->node_count; serial++) {
            uint32_t owner = pl_owner_of(article, article->nodes[serial]);
            assert_ptr_equal(pl_edition_node(edition, owner, &found), article->nodes[serial]);
            assert_ptr_equal(found, article);
        }
    }
    assert_null(pl_edition_node(edition, 1000000, NULL));
}

static void the_date_is_never_the_clocks(void **state)
{
    struct pl_test *test = *state;
    struct pl_article *article = article_of(test, "One", NULL, 0);
    assert_int_equal(gather(test, &article, 1)->date.year, 1980);
    article = article_of(test, "One", NULL, 0);
    pl_metadata_set(test->arena, &article->metadata, PL_FIELD_date, PL_LIT("2026-11-23"), PL_ORIGIN_OPTION,
                    PL_LIT(""), PL_NO_SPAN);
    assert_int_equal(gather(test, &article, 1)->date.day, 23);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(headings_begin_at_two_and_skip_none),
        PL_TEST(a_heading_that_repeats_the_title_is_folded),
        PL_TEST(an_opening_heading_becomes_the_missing_title),
        PL_TEST(a_collection_opens_with_cover_and_contents),
        PL_TEST(an_authored_document_alone_stays_as_it_is),
        PL_TEST(owners_lead_back_to_nodes),
        PL_TEST(the_date_is_never_the_clocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
