// SPDX-License-Identifier: MIT
/* tests/model/content.c: what has no right to its place is written as div or span. */
#include "model/content.h"

#include "base/strbuf.h"
#include "model/attribute.h"
#include "model/walk.h"
#include "support/tree.h"

static const struct {
    const char *outline, *written;
} trees[] = {
    // what stands well stays
    {"p\n  em\nul\n  li\n    p\n", "p em ul li p "},
    {"table\n  caption\n  thead\n    tr\n      th\n  tbody\n    tr\n      td\n",
     "table caption thead tr th tbody tr td "},
    {"dl\n  dt\n  dd\n  dd\n  dt\n  dd\n", "dl dt dd dd dt dd "},
    {"dl\n  div\n    dt\n    dd\n", "dl div dt dd "},
    {"figure\n  figcaption\n  p\nfigure\n  p\n  figcaption\n",
     "figure figcaption p figure p figcaption "},
    // parts without a whole
    {"li\ndd\nfigcaption\ntd\n", "div div div div "},
    {"ul\n  p\n  li\n", "div p div "},
    {"ul \"text\"\n  li\n", "div div "},
    {"dl\n  dd\n", "div div "},
    {"dl\n  dt\n", "div div "},
    {"figure\n  p\n  figcaption\n  p\n", "figure p div p "},
    {"figure\n  figcaption\n  figcaption\n", "figure figcaption div "},
    {"table\n  p\n  tr\n    td\n", "div p div div "},
    {"table\n  tbody\n  thead\n", "table tbody tbody "},
    {"table\n  tfoot\n  tbody\n", "table tbody tbody "},
    {"table\n  tr\n    td\n      tr\n", "table tr td div "},
    // blocks in text
    {"p\n  div\n    ul\n      li\n", "p span span span "},
    {"h2\n  h3\n", "h2 span "},
    {"pre\n  p\n    em\n", "pre span em "},
    // what forbids others
    {"a[href=#x]\n  em\n    a[href=#y]\n", "a em span "},
    {"header\n  footer\n  main\n", "header div div "},
    {"main\nmain\n", "main div "},
    {"address\n  h2\n  p\n", "address div p "},
    {"dfn\n  dfn\n", "dfn span "},
    // transparent: a link holds what its parent holds
    {"div\n  a[href=#x]\n    p\np\n  a[href=#x]\n    p\n", "div a p p a span "},
    // ruby
    {"ruby \"base\"\n  rt\n", "ruby rt "},
    {"ruby\n  rt\n", "span span "},
    {"ruby \"base\"\n", "span "},
    // what text would have to say, and what nobody knows
    {"time \"noon\"\ntime[datetime=2026-11-25] \"noon\"\nbdo\nbdo[dir=RTL]\n", "span time span bdo "},
    {"center\nfont\nx-own\nform\n", "div span span div "},
    // the hidden doesn't count
    {"ul\n  p.hidden\n  li\nfigure\n  p.hidden\n  figcaption\n  p\n", "ul li figure figcaption p "},
};

static bool is_hidden(void *context, const struct pl_node *node)
{
    (void)context;
    return pl_node_has_class(node, PL_LIT("hidden"));
}

static void elements_are_written_where_they_may_stand(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct pl_article *article = pl_test_article(test, trees[i].outline);
        const pl_str *written = pl_written_elements(test->arena, article, is_hidden, NULL);
        struct pl_strbuf out = PL_STRBUF(test->arena);
        for (const struct pl_node *node = article->body->first; node;
             node = pl_node_next_in(article->body, node))
            if (written[node->serial].size)
                pl_strbuf_addf(&out, "%.*s ", PL_ARG(written[node->serial]));
        assert_str_equal(
            pl_str_format(test->arena, "%s\n%.*s", trees[i].outline, PL_ARG(pl_strbuf_str(&out))),
            pl_str_format(test->arena, "%s\n%s", trees[i].outline, trees[i].written));
    }
}

static const struct {
    const char *element, *name, *value, *written; // NULL: left out
} attributes[] = {
    {"img", "width", "100", "100"},
    {"img", "width", "-5", NULL},
    {"img", "width", "50%", NULL},
    {"p", "width", "100", NULL},
    {"p", "dir", "RTL", "rtl"},
    {"p", "dir", "sideways", NULL},
    {"p", "title", "", ""},
    {"p", "hidden", "until-found", ""},
    {"ol", "start", "-2", "-2"},
    {"ol", "start", "two", NULL},
    {"ol", "type", "a", "a"},
    {"ol", "type", "A", "A"},
    {"ol", "type", "disc", NULL},
    {"td", "colspan", "0", NULL},
    {"td", "colspan", "3", "3"},
    {"td", "colspan", "100000", NULL},
    {"td", "rowspan", "0", "0"},
    {"th", "scope", "ROW", "row"},
    {"td", "scope", "row", NULL},
    {"time", "datetime", "2026-11-25", "2026-11-25"},
    {"time", "datetime", "2024-02-29", "2024-02-29"},
    {"time", "datetime", "2026-02-29", NULL},
    {"time", "datetime", "2026-11-25T12:30:05.25+02:00", "2026-11-25T12:30:05.25+02:00"},
    {"time", "datetime", "2026-11-25 12:30", "2026-11-25 12:30"},
    {"time", "datetime", "yesterday", NULL},
    {"time", "datetime", "12:61", NULL},
    {"del", "datetime", "2026-11-25T12:30Z", "2026-11-25T12:30Z"},
    {"del", "datetime", "12:30", NULL},
    {"p", "data-x", "anything", "anything"},
    {"p", "data-", "1", NULL},
    {"p", "data-a:b", "1", NULL},
    {"p", "aria-hidden", "maybe", NULL},
    {"p", "aria-label", " ", NULL},
    {"p", "aria-checked", "true", NULL},
    {"p", "onclick", "x()", NULL},
};

static void values_that_may_not_be_are_left_out(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        pl_str written = pl_written_attribute(pl_str_from(attributes[i].element),
                                              pl_str_from(attributes[i].name),
                                              pl_str_from(attributes[i].value));
        if (attributes[i].written ? !pl_str_eq(written, pl_str_from(attributes[i].written))
                                  : written.data != NULL)
            fail_msg("<%s %s=\"%s\">: got '%.*s'", attributes[i].element, attributes[i].name,
                     attributes[i].value, PL_ARG(written));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(elements_are_written_where_they_may_stand),
        PL_TEST(values_that_may_not_be_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
