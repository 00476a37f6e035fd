// SPDX-License-Identifier: MIT
/* tests/ingest/limits.c: limits of reading bound what they say, and can be moved. */
#include "support/support.h"

#include "base/strbuf.h"
#include "ingest/read.h"
#include "model/walk.h"

static struct pl_article *read_with(struct pl_test *test, const char *from, pl_str bytes, enum pl_limit_name name,
                                    uint64_t value)
{
    struct pl_limits *limits = PL_NEW(test->arena, struct pl_limits);
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    struct pl_articles articles = {0};
    *limits = pl_limits_default();
    limits->value[name] = value;
    struct pl_read_options options = {.from = pl_str_from(from), .limits = limits};
    *input = (struct pl_input){.name = PL_LIT("x"), .bytes = bytes, .folder = PL_LIT("tests/samples")};
    if (!pl_read_input(test->arena, input, &options, &articles, &test->diags))
        fail_msg("%.*s", PL_ARG(pl_test_diags(test)));
    return articles.data[0];
}

static size_t count_nodes(const struct pl_article *article)
{
    size_t count = 0;
    for (const struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node))
        count++;
    return count;
}

static pl_str repeated(struct pl_test *test, const char *part, size_t count)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (size_t i = 0; i < count; i++)
        pl_strbuf_add(&out, pl_str_from(part));
    return pl_strbuf_str(&out);
}

static void an_article_ends_at_the_limit_of_nodes(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *from, *part;
    } rows[] = {{"html", "<p>The water stood low.</p>"}, {"markdown", "The water stood low.\n\n"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        test->diags = PL_DIAGS(test->arena);
        const struct pl_article *article = read_with(test, rows[i].from, repeated(test, rows[i].part, 500),
                                                     PL_LIMIT_NAME_NODES, 100);
        if (count_nodes(article) > 110)
            fail_msg("%s: %zu nodes", rows[i].from, count_nodes(article));
        assert_text_contains(pl_test_diags(test), "W0116");
    }
}

static void a_picture_of_more_pixels_than_the_limit_is_left_out(void **state)
{
    struct pl_test *test = *state;
    const struct pl_article *article = read_with(test, "markdown", PL_LIT("Text.\n\n![A gauge](gauge.png)\n"),
                                                 PL_LIMIT_NAME_IMAGE_PIXELS, 10);
    assert_true(pl_str_empty(article->resources.data[0].bytes));
    assert_text_contains(pl_test_diags(test), "more pixels than the limit allows");
}

static void depth_follows_its_limit(void **state)
{
    struct pl_test *test = *state;
    pl_str page = pl_str_format(test->arena, "%.*sx", PL_ARG(repeated(test, "<section>", 900)));
    size_t shallow = count_nodes(read_with(test, "html", page, PL_LIMIT_NAME_HTML_DEPTH, 50));
    size_t deep = count_nodes(read_with(test, "html", page, PL_LIMIT_NAME_HTML_DEPTH, 2000));
    assert_true(shallow < 60);
    assert_true(deep > 890);
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(an_article_ends_at_the_limit_of_nodes),
                                       PL_TEST(a_picture_of_more_pixels_than_the_limit_is_left_out),
                                       PL_TEST(depth_follows_its_limit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
