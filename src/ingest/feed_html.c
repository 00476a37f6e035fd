// SPDX-License-Identifier: MIT
/* ingest/feed_html.c: HTML that a feed carries → plain text, safe HTML, or the body of an article.
 *
 * Safe HTML keeps the markup as it stands, but only elements and attributes of the allow-list (sanitize.def), addresses
 * of its schemes, made absolute; scripts, styles, event handlers and pictures of one pixel are gone. It is written
 * from the parsed tree, never cut from the source, so nothing the parser sees otherwise than a browser gets through. */
#include "base/strbuf.h"
#include "ingest/feed.h"
#include "ingest/html_tree.h"
#include "ingest/sanitize.h"

/* --- What parsers swallow ------------------------------------------------------------------ */

/* Elements whose inside parsers take for mere characters, or not at all: their tags go, so that what was meant for
 * readers without frames is read as HTML. An iframe that is never closed would take the rest of the text with it. */
static bool is_raw_text(pl_str text, size_t first)
{
    static const pl_str names[] = {PL_LIT_INIT("iframe"), PL_LIT_INIT("noframes"), PL_LIT_INIT("noembed"),
                                   PL_LIT_INIT("plaintext"), PL_LIT_INIT("xmp"), PL_LIT_INIT("frameset"),
                                   PL_LIT_INIT("frame"), PL_LIT_INIT("textarea"), PL_LIT_INIT("title"),
                                   PL_LIT_INIT("select")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t end = first + names[i].size;
        if (pl_str_eq_ascii_nocase(pl_str_slice(text, first, end), names[i]) &&
            (end >= text.size || !pl_ascii_is_alnum(text.data[end])))
            return true;
    }
    return false;
}

/* "<!" that begins no comment, CDATA or whole document type is text. `last`: the last ">". */
static bool is_bare_declaration(pl_str text, size_t at, size_t last)
{
    pl_str rest = pl_str_slice(text, at, text.size);
    if (!pl_str_starts(rest, PL_LIT("<!")))
        return false;
    if (pl_str_starts_ascii_nocase(rest, PL_LIT("<!doctype")))
        return last <= at;
    return !pl_str_starts(rest, PL_LIT("<!--")) && !pl_str_starts(rest, PL_LIT("<![CDATA["));
}

static pl_str prepared(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    size_t kept = 0, last = text.size;
    while (last && text.data[last - 1] != '>')
        last--;
    for (size_t at = 0; (at = pl_str_find_byte(text, '<', at)) != SIZE_MAX; at++) {
        size_t first = at + 1 + (at + 1 < text.size && text.data[at + 1] == '/');
        bool is_bare = is_bare_declaration(text, at, last);
        if (!is_bare && (first >= text.size || !is_raw_text(text, first)))
            continue;
        pl_strbuf_add(&out, pl_str_slice(text, kept, at));
        if (is_bare) {
            pl_strbuf_add(&out, PL_LIT("&lt;"));
            kept = at + 1;
            continue;
        }
        size_t end = pl_str_find_byte(text, '>', first);
        kept = end == SIZE_MAX ? text.size : end + 1;
        pl_strbuf_add_byte(&out, ' ');
        at = kept - 1;
    }
    if (kept == 0)
        return text;
    pl_strbuf_add(&out, pl_str_slice(text, kept, text.size));
    return pl_strbuf_str(&out);
}

/* --- Plain text -------------------------------------------------------------------------- */

void pl_feed_make_plain(struct pl_reading *reading, struct pl_feed_text *text)
{
    struct pl_html_page page;
    bool has_markup = pl_str_find_byte(text->text, '<', 0) != SIZE_MAX || pl_str_find_byte(text->text, '&', 0) != SIZE_MAX;
    struct pl_strbuf out = PL_STRBUF(reading->arena);
    pl_str rest = text->text, word;
    if (text->is_html && has_markup &&
        pl_html_parse_part(reading->scratch, reading->input, prepared(reading->scratch, text->text), text->span, reading->limits, reading->diags, &page))
        rest = pl_html_plain_text(reading->scratch, page.root);
    while (pl_str_next_word(&rest, &word)) {
        if (out.size)
            pl_strbuf_add_byte(&out, ' ');
        pl_strbuf_add(&out, word);
    }
    text->plain = pl_strbuf_str(&out);
}

/* --- Safe HTML ----------------------------------------------------------------------------- */

struct writer {
    struct pl_strbuf out;
    struct pl_arena *arena;
    pl_str base;
};

static void add_escaped(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        switch (text.data[i]) {
        case '&':
            pl_strbuf_add(out, PL_LIT("&amp;"));
            break;
        case '<':
            pl_strbuf_add(out, PL_LIT("&lt;"));
            break;
        case '>':
            pl_strbuf_add(out, PL_LIT("&gt;"));
            break;
        case '"':
            pl_strbuf_add(out, PL_LIT("&quot;"));
            break;
        default:
            pl_strbuf_add_byte(out, text.data[i]);
        }
    }
}

static bool is_void(const GumboNode *node)
{
    return pl_html_is(node, GUMBO_TAG_BR) || pl_html_is(node, GUMBO_TAG_HR) || pl_html_is(node, GUMBO_TAG_IMG) ||
           pl_html_is(node, GUMBO_TAG_WBR) || pl_html_is(node, GUMBO_TAG_COL);
}

/* A picture that shows nothing: it counts readers. */
static bool is_tracking_pixel(const GumboNode *node)
{
    int64_t width = 9, height = 9;
    return pl_html_is(node, GUMBO_TAG_IMG) &&
           pl_str_to_int64(pl_str_trim(pl_html_attribute(node, "width")), &width) &&
           pl_str_to_int64(pl_str_trim(pl_html_attribute(node, "height")), &height) && width <= 1 && height <= 1;
}

static void add_attribute(struct writer *writer, const GumboNode *node, const GumboAttribute *attribute)
{
    pl_str name = pl_str_from(attribute->name), value = pl_str_from(attribute->value);
    if (pl_attribute_is_url(name)) {
        value = pl_str_trim(value);
        if (!pl_url_is_allowed(value, pl_html_is(node, GUMBO_TAG_IMG)))
            return;
        value = pl_url_join(writer->arena, writer->base, value);
    }
    pl_strbuf_addf(&writer->out, " %.*s=\"", PL_ARG(name));
    add_escaped(&writer->out, value);
    pl_strbuf_add_byte(&writer->out, '"');
}

static void add_start(struct writer *writer, const GumboNode *node, const struct pl_element_rule *rule)
{
    pl_strbuf_addf(&writer->out, "<%.*s", PL_ARG(rule->name));
    const GumboVector *attributes = &node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        const GumboAttribute *attribute = attributes->data[i];
        if (attribute->attr_namespace == GUMBO_ATTR_NAMESPACE_NONE &&
            pl_attribute_is_allowed(rule, pl_str_from(attribute->name)))
            add_attribute(writer, node, attribute);
    }
    pl_strbuf_add_byte(&writer->out, '>');
}

/* Formulas stay, without their attributes: presentation MathML Core §3. */
static const struct pl_element_rule *formula_rule(pl_str name)
{
    static const struct pl_element_rule unknown = {{"", 0}, {"", 0}, PL_TREAT_UNWRAP};
#define FORMULA(name) {PL_LIT_INIT(name), {"", 0}, PL_TREAT_KEEP}
    static const struct pl_element_rule rules[] = {
        FORMULA("math"), FORMULA("mrow"), FORMULA("mi"), FORMULA("mn"), FORMULA("mo"), FORMULA("ms"),
        FORMULA("mtext"), FORMULA("mspace"), FORMULA("mfrac"), FORMULA("msqrt"), FORMULA("mroot"), FORMULA("msub"),
        FORMULA("msup"), FORMULA("msubsup"), FORMULA("munder"), FORMULA("mover"), FORMULA("munderover"),
        FORMULA("mtable"), FORMULA("mtr"), FORMULA("mtd"), FORMULA("mstyle"), FORMULA("mpadded"),
        FORMULA("mphantom"), FORMULA("menclose"), FORMULA("mmultiscripts"), FORMULA("mprescripts"),
    };
#undef FORMULA
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (pl_str_eq(rules[i].name, name))
            return &rules[i];
    return &unknown;
}

static const struct pl_element_rule *rule_of(const GumboNode *node)
{
    static const struct pl_element_rule drawing = {{"", 0}, {"", 0}, PL_TREAT_UNWRAP};
    if (node->v.element.tag_namespace == GUMBO_NAMESPACE_MATHML)
        return formula_rule(pl_html_name(node));
    return node->v.element.tag_namespace == GUMBO_NAMESPACE_HTML ? pl_element_rule(pl_html_name(node)) : &drawing;
}

/* Gone with all that is in it. What the list drops because a page has no use for it (controls of forms) may
 * hold text here. */
static bool is_gone(const GumboNode *node)
{
    GumboTag tag = node->v.element.tag; // in drawings as well
    return node->type == GUMBO_NODE_TEMPLATE || tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE ||
           is_tracking_pixel(node);
}

static void end_element(struct writer *writer, const GumboNode *node)
{
    const struct pl_element_rule *rule = rule_of(node);
    if (rule->treatment == PL_TREAT_KEEP && !is_void(node))
        pl_strbuf_addf(&writer->out, "</%.*s>", PL_ARG(rule->name));
}

static void write_inside(struct writer *writer, const GumboNode *top)
{
    const GumboNode *node = pl_html_child(top, 0);
    while (node) {
        bool goes_in = pl_html_is_element(node) && !is_gone(node);
        if (goes_in && rule_of(node)->treatment == PL_TREAT_KEEP)
            add_start(writer, node, rule_of(node));
        if (pl_html_is_text(node))
            add_escaped(&writer->out, pl_html_text_of(node));
        if (goes_in && pl_html_child_count(node)) {
            node = pl_html_child(node, 0);
            continue;
        }
        if (goes_in)
            end_element(writer, node);
        const GumboNode *next = NULL;
        while (!(next = pl_html_child(node->parent, node->index_within_parent + 1)) && node->parent != top) {
            node = node->parent;
            end_element(writer, node);
        }
        node = next;
    }
}

void pl_feed_sanitise(struct pl_reading *reading, struct pl_feed_text *text)
{
    struct writer writer = {.out = PL_STRBUF(reading->arena), .arena = reading->arena, .base = text->base};
    struct pl_html_page page;
    pl_str source = prepared(reading->scratch, text->text);
    if (!text->is_html)
        add_escaped(&writer.out, text->text);
    else if (pl_html_parse_part(reading->scratch, reading->input, source, text->span, reading->limits, reading->diags,
                                &page)) {
        if (page.head != page.body) // a script or link at the start makes a head, in which text may be as well
            write_inside(&writer, page.head);
        write_inside(&writer, page.body);
    }
    text->sanitised = pl_str_trim(pl_strbuf_str(&writer.out));
}

/* --- The body of an article ------------------------------------------------------------------ */

/* Lines of plain text, a blank one between paragraphs. */
static void build_plain(struct pl_article *article, const struct pl_feed_text *text)
{
    struct pl_node *paragraph = NULL;
    pl_str rest = text->text, line;
    while (pl_str_next_line(&rest, &line)) {
        if (pl_str_empty(pl_str_trim(line))) {
            paragraph = NULL;
            continue;
        }
        if (paragraph)
            pl_node_append(paragraph, pl_node_new(article->arena, PL_KIND_line_break, text->span));
        if (!paragraph)
            pl_node_append(article->body, paragraph = pl_node_new(article->arena, PL_KIND_paragraph, text->span));
        pl_node_append(paragraph, pl_node_new_text(article->arena, pl_str_trim(line), text->span));
    }
}

static enum pl_html_verdict judge(void *context, const GumboNode *element, pl_str *why)
{
    (void)context;
    *why = PL_LIT("hidden");
    if (pl_html_is_hidden(element))
        return PL_HTML_DROP;
    return pl_html_is(element, GUMBO_TAG_NOSCRIPT) || pl_html_is(element, GUMBO_TAG_FORM) ||
                   pl_html_is(element, GUMBO_TAG_ARTICLE)
               ? PL_HTML_UNWRAP
               : PL_HTML_KEEP;
}

void pl_feed_build_body(struct pl_reading *reading, struct pl_article *article, const struct pl_feed_text *text)
{
    struct pl_html_page page;
    if (!text->is_html) {
        build_plain(article, text);
        return;
    }
    if (!pl_html_parse_part(reading->scratch, reading->input, text->text, text->span, reading->limits, reading->diags, &page))
        return;
    struct pl_html_build build = {.article = article, .diags = reading->diags, .page = &page, .judge = judge,
                                  .base_url = text->base, .limits = reading->limits};
    pl_html_build_children(&build, page.body, article->body);
}
