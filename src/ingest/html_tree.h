// SPDX-License-Identifier: MIT
/* ingest/html_tree.h: bytes of HTML → gumbo's tree → nodes of an article.
 *
 * What every reader of HTML shares: the authored document (html.c), the web page (web.c with
 * page_score.c and page_metadata.c on top), raw HTML in Markdown, and feeds. Parsing and building are
 * two steps, so that a scorer can look at gumbo's tree in between and say, node by
 * node, what is kept.
 *
 *     struct pl_html_page page;
 *     if (!pl_html_parse(scratch, input, input->text, limits, diags, &page))
 *         return false;
 *     struct pl_html_build build = {.article = article, .page = &page, .diags = diags,
 *                                   .judge = my_judge, .context = &my_scores};
 *     pl_html_build_children(&build, chosen, article->body);
 *
 * Source: HTML Standard §13 (as gumbo 0.10 knows it) and §4 for what elements mean. */
#ifndef PL_INGEST_HTML_TREE_H
#define PL_INGEST_HTML_TREE_H

#include <gumbo.h>

#include "base/limits.h"
#include "model/article.h"

/* A parsed page. Gumbo's tree lives in the scratch arena; nothing of it may be kept
 * past that arena: the builder copies what isn't a slice of input->text. */
struct pl_html_page {
    const struct pl_input *input;
    pl_str text;           // what was parsed: a part of input->text
    const char *parsed;    // the buffer gumbo's pieces point into: `text`, or a copy of the same length
    const GumboNode *root; // the html element; never NULL
    const GumboNode *head, *body; // never NULL: the parser makes them
    struct pl_span whole;  // of a part: where all of it stands; every node of it stands there
};

/* Parses `text`, a slice of input->text. A linear scan before parsing caps open elements
 * (limits: HTML_DEPTH), open formatting elements and attributes of one tag, all of which cost gumbo
 * quadratic time: tags past a cap vanish (W_DEPTH, once), their text stays. False: one
 * error was reported (memory). Linear in text.size. */
bool pl_html_parse(struct pl_arena *scratch, const struct pl_input *input, pl_str text,
                   const struct pl_limits *limits, struct pl_diags *diags,
                   struct pl_html_page *page);

/* The same for HTML that some other format carries, escaped or encoded, at `whole`: `text` is no slice of the input. */
bool pl_html_parse_part(struct pl_arena *scratch, const struct pl_input *input, pl_str text, struct pl_span whole,
                        const struct pl_limits *limits, struct pl_diags *diags, struct pl_html_page *page);

/* --- reading gumbo's tree ----------------------------------------------------------- */

/* Lower-case name of an element ("div", "svg", also unknown ones); empty for other nodes.
 * In the scratch arena's lifetime. */
pl_str pl_html_name(const GumboNode *node);

/* True for an element node with this HTML tag. */
static inline bool pl_html_is(const GumboNode *node, GumboTag tag)
{
    return node && node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag &&
           node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}
static inline bool pl_html_is_element(const GumboNode *node)
{
    return node && (node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE);
}
static inline bool pl_html_is_text(const GumboNode *node)
{
    return node && (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
                    node->type == GUMBO_NODE_CDATA);
}

/* The attribute's value; {NULL, 0} when it is absent. Names are lower case. */
pl_str pl_html_attribute(const GumboNode *node, const char *name);
bool pl_html_has_attribute(const GumboNode *node, const char *name);

/* True when the white-space separated list of words in the attribute ("class", "rel", "role") has `word`,
 * ASCII case ignored. */
bool pl_html_attribute_has_word(const GumboNode *node, const char *name, pl_str word);

/* The children; none for nodes that are no elements. */
const GumboNode *pl_html_child(const GumboNode *node, size_t index); // NULL past the last
size_t pl_html_child_count(const GumboNode *node);

/* The next node in document order inside `top`, and the same past the node's subtree; NULL
 * after the last. Constant on average, no recursion. */
const GumboNode *pl_html_next_in(const GumboNode *top, const GumboNode *node);
const GumboNode *pl_html_next_after(const GumboNode *top, const GumboNode *node);

/* The first descendant with this tag; NULL when there is none. */
const GumboNode *pl_html_find(const GumboNode *top, GumboTag tag);

/* A text node's characters. */
pl_str pl_html_text_of(const GumboNode *node);

/* Is it an element that begins a line of its own? */
bool pl_html_is_block(const GumboNode *node);

/* The text of a subtree, white space collapsed and trimmed, a space between blocks; script, style
 * and template left out. */
pl_str pl_html_plain_text(struct pl_arena *arena, const GumboNode *top);

/* Where a node stands in the input: an element from its start tag to the end of its end tag. Absent for
 * elements the parser made up. */
struct pl_span pl_html_span(const struct pl_html_page *page, const GumboNode *node);

/* True when a reader doesn't see it: hidden, aria-hidden on other than pictures, style with display:none or
 * visibility:hidden, <template>, <noscript> is judged by its place. */
bool pl_html_is_hidden(const GumboNode *node);

/* --- building nodes ------------------------------------------------------------------ */

enum pl_html_verdict {
    PL_HTML_KEEP,   // the element becomes a node, if the allow-list has it
    PL_HTML_UNWRAP, // its children stand in its place
    PL_HTML_DROP,   // nothing of it; its text goes to article->dropped with `why`
};

enum pl_html_policy {
    PL_HTML_ALLOWED,  // what the allow-list (sanitize.def) has: foreign HTML
    PL_HTML_AUTHORED, // everything but scripts: a document taken as it stands
};

struct pl_html_build {
    struct pl_article *article;
    struct pl_diags *diags;
    const struct pl_html_page *page;
    enum pl_html_policy policy;
    bool keep_classes; // PL_HTML_ALLOWED: class attributes stay (raw HTML of Markdown); web pages drop them

    /* What to do with an element, asked before the allow-list; NULL: keep all. *why for PL_HTML_DROP (a
     * literal). `context` is the caller's. */
    enum pl_html_verdict (*judge)(void *context, const GumboNode *element, pl_str *why);
    void *context;

    /* Base of relative links (the page's <base href> or its address); empty: links stay as written. */
    pl_str base_url;

    const struct pl_limits *limits; // NULL: the defaults
    uint32_t node_count; // nodes made so far, bounded by LIMIT(NODES)
    struct pl_html_builder *state; // the builder's own; zero at first
};

/* Builds all children of `from` at the end of `into`, which holds blocks, inlines or flow. What the model
 * can't hold as it stands is wrapped or lifted, text is never lost: inlines among
 * blocks that must be blocks get a paragraph (authored: a div); blocks inside an inline
 * element push the element into them; loose li, dt, dd get their list. */
void pl_html_build_children(struct pl_html_build *build, const GumboNode *from, struct pl_node *into);

/* The same for the element itself. */
void pl_html_build_node(struct pl_html_build *build, const GumboNode *element, struct pl_node *into);

/* The element's attributes onto a node that stands already (html, body), by the same rules. */
void pl_html_copy_attributes(struct pl_html_build *build, const GumboNode *element, struct pl_node *node);

/* What the head says in plain ways: title, meta elements whose names are aliases of our fields (metadata.def), the
 * canonical link; origin markup. The html element's lang becomes the article's language. */
void pl_html_head_metadata(struct pl_article *article, const struct pl_html_page *page);

/* The page's <base href>, joined with its address; the address alone where there is none. */
pl_str pl_html_base_url(struct pl_arena *arena, const struct pl_html_page *page);

/* "../a/b" seen from base; the reference itself where base is empty or it can't be joined. RFC 3986 §5.2 */
pl_str pl_url_join(struct pl_arena *arena, pl_str base, pl_str reference);

#endif
