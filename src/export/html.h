// SPDX-License-Identifier: MIT
/* export/html.h: the tree as XHTML (EPUB chapters) or HTML (`extract --to html`).
 *
 * Writes what kinds.def and the node say and asks for no element name. Source: HTML Standard §13.1,
 * EPUB 3.3 §6, XML 1.0. */
#ifndef PL_EXPORT_HTML_H
#define PL_EXPORT_HTML_H

#include "base/strbuf.h"
#include "model/article.h"
#include "model/markup.h"

struct pl_html_options {
    bool is_xhtml;            // XML syntax with epub:type and roles; else HTML
    const struct pl_markup *markup; // may be NULL
    bool keep_style_attributes;
    bool as_it_is;            // nothing is added that HTML asks for: no empty alt

    /* What a reference (href, src, cite) of this node becomes in the output; NULL keeps it. An empty result
     * leaves the attribute out. */
    pl_str (*reference)(void *context, const struct pl_node *node, pl_str attribute, pl_str value);
    /* The id of a node in the output; empty: none. NULL: its own. */
    pl_str (*id)(void *context, const struct pl_node *node);
    /* The id, in the output, of the node that has this one in the tree; empty: it isn't there. NULL: the same. */
    pl_str (*target)(void *context, const struct pl_node *from, pl_str id);
    /* Page breaks in reading order: label to put before byte `offset` of a text node; NULL: none. Called with
     * each text node once; breaks ascending. */
    size_t (*page_breaks)(void *context, const struct pl_node *text, const uint32_t **offsets,
                          const pl_str **labels, const pl_str **ids);
    void *context;
};

/* The node and all below it. */
void pl_html_write(struct pl_strbuf *out, const struct pl_node *node,
                   const struct pl_html_options *options);

/* The start tag of an element, or its end tag, alone. */
void pl_html_write_tag(struct pl_strbuf *out, const struct pl_node *node, bool is_end,
                       const struct pl_html_options *options);

/* Text escaped for element content or a double-quoted attribute. */
void pl_html_escape(struct pl_strbuf *out, pl_str text);

#endif
