// SPDX-License-Identifier: MIT
/* tests/style/styled.h: a small article, sheets as text, computed values as text. */
#ifndef PL_TESTS_STYLE_STYLED_H
#define PL_TESTS_STYLE_STYLED_H

#include "model/article.h"
#include "style/cascade.h"
#include "style/property.h"
#include "style/value_text.h"
#include "support/support.h"

struct styled {
    struct pl_test *test;
    struct pl_limits limits;
    struct pl_article *article;
    struct pl_node *outer, *inner, *text; // div#outer > p#inner.first > text
    struct pl_sheets *sheets;
    struct pl_cascade *cascade;
    const struct pl_styles *styles;
};

static inline struct pl_node *styled_add(struct styled *styled, struct pl_node *parent, enum pl_kind kind,
                                         const char *element, const char *id)
{
    struct pl_node *node = pl_node_new(styled->test->arena, kind, PL_NO_SPAN);
    if (element)
        node->element = pl_str_from(element);
    node->id = pl_str_from(id);
    pl_node_append(parent, node);
    return node;
}

/* html > body > div#outer > p#inner.first[title="a title"] > "some text" */
static inline struct styled *styled_begin(struct pl_test *test)
{
    struct styled *styled = PL_NEW(test->arena, struct styled);
    *styled = (struct styled){.test = test, .limits = pl_limits_default()};
    styled->article = pl_article_new(test->arena, NULL);
    styled->article->is_authored = true;
    styled->outer = styled_add(styled, styled->article->body, PL_KIND_division, "div", "outer");
    styled->inner = styled_add(styled, styled->outer, PL_KIND_paragraph, "p", "inner");
    pl_node_add_class(test->arena, styled->inner, PL_LIT("first"));
    pl_node_set_attribute(test->arena, styled->inner, PL_LIT("title"), PL_LIT("a title"));
    styled->text = pl_node_new_text(test->arena, PL_LIT("some text"), PL_NO_SPAN);
    pl_node_append(styled->inner, styled->text);
    styled->sheets = pl_sheets_new(test->arena, &styled->limits);
    return styled;
}

static inline struct pl_input *styled_input(struct pl_test *test, const char *css)
{
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    *input = (struct pl_input){
        .name = PL_LIT("test.css"), .bytes = pl_str_from(css), .text = pl_str_from(css)};
    return input;
}

static inline void styled_sheet(struct styled *styled, const char *css, enum pl_sheet_origin origin)
{
    assert_true(pl_sheets_add(styled->sheets, styled_input(styled->test, css), origin, &styled->test->diags));
}

static inline void styled_run(struct styled *styled, enum pl_medium medium)
{
    pl_article_finish(styled->article, &styled->test->diags);
    styled->cascade = pl_cascade_new(styled->test->arena, styled->sheets, medium, NULL, NULL);
    styled->styles = pl_cascade_run(styled->cascade, styled->article, &styled->test->diags);
}

/* The computed value of a property of an element as CSS text. */
static inline pl_str styled_value(struct styled *styled, const struct pl_node *node, const char *property)
{
    struct pl_strbuf out = PL_STRBUF(styled->test->arena);
    struct pl_property_name name = pl_property_find(pl_str_from(property));
    assert_int_equal(name.type, PL_NAME_LONGHAND);
    pl_value_write(&out, pl_styles_of(styled->styles, node->serial)->values[name.index]);
    return pl_strbuf_str(&out);
}

#endif
