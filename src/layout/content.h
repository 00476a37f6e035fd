// SPDX-License-Identifier: MIT
/* layout/content.h: content lists of CSS → pieces of text.
 *
 * Source: CSS Content 3 §2 and §3 (quotes), GCPM 3 §1 and §2 (string(), content(), target-…). What depends on
 * pages comes out as a deferred piece, or at once where a resolver knows the page. */
#ifndef PL_LAYOUT_CONTENT_H
#define PL_LAYOUT_CONTENT_H

#include "layout/box.h"

/* Answers what only a page knows: for margin boxes. */
struct pl_content_resolver {
    /* Adds the counter in its style; false when it isn't one of the page's. joiner: counters(); NULL data otherwise. */
    bool (*counter)(void *context, struct pl_strbuf *out, pl_str name, const struct pl_css_value *style);
    pl_str (*string)(void *context, pl_str name, enum pl_keyword which);
    const struct pl_box *(*element)(void *context, pl_str name, enum pl_keyword which);
    void *context;
};

struct pl_content_scope {
    struct pl_arena *arena;
    const struct pl_article *article;   // NULL in margin boxes
    const struct pl_node *node;         // whose attributes attr() reads; may be NULL
    const struct pl_styles *styles;     // of the article; may be NULL
    const struct pl_counters *counters; // may be NULL
    int *quote_depth;                   // may be NULL
    pl_str language;
    const struct pl_style *style;               // quotes
    const struct pl_content_resolver *resolver; // may be NULL
};

struct pl_content_piece {
    pl_str text;
    bool is_leader; // text is what is repeated
    enum pl_deferred deferred;
    pl_str target;
    const struct pl_css_value *counter_style; // NULL: decimal
    const struct pl_box *element; // element(): a running box
};

/* The pieces in order; none for keywords normal and none. */
size_t pl_content_evaluate(const struct pl_content_scope *scope, const struct pl_css_value *content,
                           struct pl_content_piece **pieces);

/* string-set: names and values. */
uint32_t pl_content_string_set(const struct pl_content_scope *scope,
                               const struct pl_css_value *value,
                               const struct pl_string_set **strings);

/* The counter style that a value names; NULL, which is decimal, for what isn't known. */
const struct pl_css_value *pl_content_counter_style(const struct pl_css_value *value);

/* "#id" or "id" of a url or attribute → id; empty when it leads out of the document. */
pl_str pl_content_fragment(pl_str reference);

#endif
