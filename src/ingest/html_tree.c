// SPDX-License-Identifier: MIT
/* ingest/html_tree.c: bytes of HTML → gumbo's tree, and reading it. */
#include "ingest/html_tree.h"

#include <stdatomic.h>

#include "base/strbuf.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "ingest/html_scan.h"

/* --- Parsing ------------------------------------------------------------------------- */

/* Gumbo checks no allocation; the arena never gives NULL but unwinds, through gumbo, to the guard of
 * the scratch arena, which drops all that gumbo had. */
static void *allocate(void *arena, size_t size)
{
    return pl_arena_alloc(arena, size);
}

static void deallocate(void *arena, void *block)
{
    (void)arena;
    (void)block;
}

static const GumboNode *element_child(const GumboNode *parent, GumboTag tag)
{
    for (size_t i = 0; i < pl_html_child_count(parent); i++)
        if (pl_html_is(pl_html_child(parent, i), tag))
            return pl_html_child(parent, i);
    return NULL;
}

static void parse(struct pl_arena *scratch, const struct pl_input *input, pl_str text, struct pl_html_scan scan,
                  struct pl_html_page *page)
{
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = scratch;
    options.max_errors = 0; // each error copies the stack of open elements
    const GumboOutput *output = gumbo_parse_with_options(&options, scan.parsed, text.size);
    *page = (struct pl_html_page){.input = input, .text = text, .parsed = scan.parsed, .root = output->root};
    page->head = element_child(page->root, GUMBO_TAG_HEAD);
    page->body = element_child(page->root, GUMBO_TAG_BODY);
    if (!page->body) // a frameset
        page->body = element_child(page->root, GUMBO_TAG_FRAMESET);
    if (!page->body)
        page->body = page->root;
    if (!page->head)
        page->head = page->body;
}

static void warn_depth(struct pl_diags *diags, struct pl_span span, size_t dropped)
{
    if (dropped)
        pl_warn(diags, PL_W_DEPTH, span, "%zu tags were left out: elements are nested too deeply from here", dropped);
}

bool pl_html_parse(struct pl_arena *scratch, const struct pl_input *input, pl_str text,
                   const struct pl_limits *limits, struct pl_diags *diags, struct pl_html_page *page)
{
    if (!text.data)
        text = PL_LIT("");
    struct pl_html_scan scan = pl_html_scan(scratch, text, limits->value[PL_LIMIT_NAME_HTML_DEPTH]);
    size_t offset = input->text.data && text.data >= input->text.data ? (size_t)(text.data - input->text.data) : 0;
    warn_depth(diags, pl_span_of(input, offset + scan.first_dropped, offset + scan.first_dropped + 1), scan.dropped);
    parse(scratch, input, text, scan, page);
    return true;
}

bool pl_html_parse_part(struct pl_arena *scratch, const struct pl_input *input, pl_str text, struct pl_span whole,
                        const struct pl_limits *limits, struct pl_diags *diags, struct pl_html_page *page)
{
    if (!text.data)
        text = PL_LIT("");
    struct pl_html_scan scan = pl_html_scan(scratch, text, limits->value[PL_LIMIT_NAME_HTML_DEPTH]);
    warn_depth(diags, whole, scan.dropped);
    parse(scratch, input, text, scan, page);
    page->whole = whole;
    return true;
}

/* --- Elements ------------------------------------------------------------------------ */

pl_str pl_html_name(const GumboNode *node)
{
    if (!pl_html_is_element(node))
        return (pl_str){0};
    if (node->v.element.tag != GUMBO_TAG_UNKNOWN)
        return pl_str_from(gumbo_normalized_tagname(node->v.element.tag));
    GumboStringPiece piece = node->v.element.original_tag;
    gumbo_tag_from_original_text(&piece);
    return (pl_str){piece.data, piece.length};
}

static const GumboAttribute *attribute_of(const GumboNode *node, const char *name)
{
    return pl_html_is_element(node) ? gumbo_get_attribute(&node->v.element.attributes, name) : NULL;
}

pl_str pl_html_attribute(const GumboNode *node, const char *name)
{
    const GumboAttribute *attribute = attribute_of(node, name);
    return attribute ? pl_str_from(attribute->value) : (pl_str){0};
}

bool pl_html_has_attribute(const GumboNode *node, const char *name)
{
    return attribute_of(node, name) != NULL;
}

bool pl_html_attribute_has_word(const GumboNode *node, const char *name, pl_str wanted)
{
    pl_str rest = pl_html_attribute(node, name), word;
    while (pl_str_next_word(&rest, &word))
        if (pl_str_eq_ascii_nocase(word, wanted))
            return true;
    return false;
}

/* --- Walking ------------------------------------------------------------------------- */

static const GumboVector *children_of(const GumboNode *node)
{
    if (pl_html_is_element(node))
        return &node->v.element.children;
    return node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children : NULL;
}

size_t pl_html_child_count(const GumboNode *node)
{
    const GumboVector *children = children_of(node);
    return children ? children->length : 0;
}

const GumboNode *pl_html_child(const GumboNode *node, size_t index)
{
    const GumboVector *children = children_of(node);
    return children && index < children->length ? children->data[index] : NULL;
}

const GumboNode *pl_html_next_after(const GumboNode *top, const GumboNode *node)
{
    for (; node && node != top; node = node->parent) {
        const GumboNode *next = node->parent ? pl_html_child(node->parent, node->index_within_parent + 1) : NULL;
        if (next)
            return next;
    }
    return NULL;
}

const GumboNode *pl_html_next_in(const GumboNode *top, const GumboNode *node)
{
    const GumboNode *child = pl_html_child(node, 0);
    return child ? child : pl_html_next_after(top, node);
}

const GumboNode *pl_html_find(const GumboNode *top, GumboTag tag)
{
    for (const GumboNode *node = pl_html_next_in(top, top); node; node = pl_html_next_in(top, node))
        if (pl_html_is(node, tag))
            return node;
    return NULL;
}

/* --- Text ---------------------------------------------------------------------------- */

pl_str pl_html_text_of(const GumboNode *node)
{
    return pl_html_is_text(node) ? pl_str_from(node->v.text.text) : (pl_str){0};
}

static bool is_textless(const GumboNode *node)
{
    return pl_html_is(node, GUMBO_TAG_SCRIPT) || pl_html_is(node, GUMBO_TAG_STYLE) ||
           node->type == GUMBO_NODE_TEMPLATE;
}

static void add_collapsed(struct pl_strbuf *out, pl_str text, bool *space)
{
    for (size_t i = 0; i < text.size; i++) {
        if (pl_ascii_is_space(text.data[i])) {
            *space = true;
            continue;
        }
        if (*space && out->size)
            pl_strbuf_add_byte(out, ' ');
        *space = false;
        pl_strbuf_add_byte(out, text.data[i]);
    }
}

/* What is known of the elements, one row for the process: the same answer whoever asks first. */
bool pl_html_is_block(const GumboNode *node)
{
    static _Atomic(uint8_t) known[GUMBO_TAG_UNKNOWN];
    if (!pl_html_is_element(node))
        return false;
    GumboTag tag = node->v.element.tag;
    if (tag >= GUMBO_TAG_UNKNOWN)
        return pl_element_is_block(pl_html_name(node));
    uint8_t is = atomic_load_explicit(&known[tag], memory_order_relaxed);
    if (!is) {
        is = pl_element_is_block(pl_html_name(node)) ? 2 : 1;
        atomic_store_explicit(&known[tag], is, memory_order_relaxed);
    }
    return is == 2;
}

pl_str pl_html_plain_text(struct pl_arena *arena, const GumboNode *top)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    bool space = false;
    for (const GumboNode *node = top; node;) {
        if (pl_html_is_text(node))
            add_collapsed(&out, pl_html_text_of(node), &space);
        else if (pl_html_is(node, GUMBO_TAG_BR) || pl_html_is_block(node))
            space = true;
        bool leave = is_textless(node);
        const GumboNode *next = leave ? pl_html_next_after(top, node) : pl_html_next_in(top, node);
        /* Leaving a block parts words as entering one does. */
        if (next && next->parent != node && node->parent && next->parent != node->parent && pl_html_is_block(node->parent))
            space = true;
        node = next;
    }
    return pl_strbuf_str(&out);
}

struct pl_span pl_html_span(const struct pl_html_page *page, const GumboNode *node)
{
    const char *first = NULL, *end = NULL;
    if (page->whole.input)
        return page->whole;
    if (pl_html_is_element(node)) {
        const GumboElement *element = &node->v.element;
        first = element->original_tag.data;
        end = first ? first + element->original_tag.length : NULL;
        if (element->original_end_tag.data && element->original_end_tag.data >= end)
            end = element->original_end_tag.data + element->original_end_tag.length;
        else if (first && element->end_pos.offset <= page->text.size &&
                 page->parsed + element->end_pos.offset > end)
            end = page->parsed + element->end_pos.offset; // the tag that ended it stands there
    } else if (pl_html_is_text(node)) {
        first = node->v.text.original_text.data;
        end = first ? first + node->v.text.original_text.length : NULL;
    }
    const char *limit = page->parsed + page->text.size;
    if (!first || first < page->parsed || first > limit || end > limit || end < first)
        return PL_NO_SPAN;
    size_t shift = (size_t)(page->text.data - page->input->text.data);
    return pl_span_of(page->input, shift + (size_t)(first - page->parsed), shift + (size_t)(end - page->parsed));
}

/* --- Hidden -------------------------------------------------------------------------- */

/* True when a style text declares `property: value`, white space aside. */
static bool style_says(pl_str style, pl_str property, pl_str value)
{
    for (size_t at = 0; (at = pl_str_find(style, property, at)) != SIZE_MAX; at += property.size) {
        pl_str rest = pl_str_trim(pl_str_slice(style, at + property.size, style.size));
        if (rest.size && rest.data[0] == ':' && (at == 0 || !pl_ascii_is_alnum(style.data[at - 1])) &&
            (at == 0 || style.data[at - 1] != '-') &&
            pl_str_starts_ascii_nocase(pl_str_trim(pl_str_slice(rest, 1, rest.size)), value))
            return true;
    }
    return false;
}

bool pl_html_is_hidden(const GumboNode *node)
{
    if (!pl_html_is_element(node))
        return false;
    if (node->type == GUMBO_NODE_TEMPLATE || pl_html_has_attribute(node, "hidden"))
        return true;
    if (pl_str_eq_ascii_nocase(pl_html_attribute(node, "aria-hidden"), PL_LIT("true")) &&
        !pl_html_is(node, GUMBO_TAG_IMG) && !pl_html_is(node, GUMBO_TAG_FIGURE) &&
        !pl_str_eq(pl_html_name(node), PL_LIT("picture")))
        return true;
    pl_str style = pl_html_attribute(node, "style");
    return style.size && (style_says(style, PL_LIT("display"), PL_LIT("none")) ||
                          style_says(style, PL_LIT("visibility"), PL_LIT("hidden")));
}
