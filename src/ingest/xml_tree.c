// SPDX-License-Identifier: MIT
/* ingest/xml_tree.c: asking a tree of XML: elements, attributes, text, its inside as HTML. */
#include "base/strbuf.h"
#include "ingest/xml.h"

struct pl_xml *pl_xml_root(const struct pl_xml *document)
{
    struct pl_xml *child = document->first;
    while (child && pl_str_empty(child->name))
        child = child->next;
    return child;
}

bool pl_xml_is(const struct pl_xml *node, const char *name)
{
    return node && pl_str_eq_ascii_nocase(node->name, pl_str_from(name));
}

struct pl_xml *pl_xml_child(const struct pl_xml *node, const char *name)
{
    struct pl_xml *child = node ? node->first : NULL;
    while (child && !pl_xml_is(child, name))
        child = child->next;
    return child;
}

pl_str pl_xml_attribute(const struct pl_xml *node, const char *name)
{
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (pl_str_empty(node->attributes[i].space) &&
            pl_str_eq_ascii_nocase(node->attributes[i].name, pl_str_from(name)))
            return node->attributes[i].value;
    return (pl_str){0};
}

pl_str pl_xml_own(const struct pl_xml *node, const char *name)
{
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (pl_str_eq(node->attributes[i].space, PL_LIT("http://www.w3.org/XML/1998/namespace")) &&
            pl_str_eq(node->attributes[i].name, pl_str_from(name)))
            return node->attributes[i].value;
    return (pl_str){0};
}

static struct pl_xml *next_after(const struct pl_xml *top, const struct pl_xml *node)
{
    while (node && node != top && !node->next)
        node = node->parent;
    return node && node != top ? node->next : NULL;
}

struct pl_xml *pl_xml_next_in(const struct pl_xml *top, const struct pl_xml *node)
{
    return node->first ? node->first : next_after(top, node);
}

pl_str pl_xml_text(struct pl_arena *arena, const struct pl_xml *node)
{
    if (node->first && node->first == node->last && pl_str_empty(node->first->name))
        return node->first->text;
    struct pl_strbuf out = PL_STRBUF(arena);
    for (const struct pl_xml *inner = node->first; inner; inner = pl_xml_next_in(node, inner))
        pl_strbuf_add(&out, inner->text);
    return pl_strbuf_str(&out);
}

/* --- As HTML ------------------------------------------------------------------------- */

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
        case '"':
            pl_strbuf_add(out, PL_LIT("&quot;"));
            break;
        default:
            pl_strbuf_add_byte(out, text.data[i]);
        }
    }
}

static void add_start(struct pl_strbuf *out, const struct pl_xml *element)
{
    pl_strbuf_addf(out, "<%.*s", PL_ARG(element->name));
    for (uint32_t i = 0; i < element->attribute_count; i++) {
        const struct pl_xml_attribute *attribute = &element->attributes[i];
        if (!pl_str_empty(attribute->space) && !pl_str_eq(attribute->name, PL_LIT("lang")))
            continue;
        pl_strbuf_addf(out, " %.*s=\"", PL_ARG(attribute->name));
        add_escaped(out, attribute->value);
        pl_strbuf_add_byte(out, '"');
    }
    pl_strbuf_add_byte(out, '>');
}

/* HTML Standard §13.1.2: these have no end tag. */
static bool is_void(pl_str name)
{
    static const char *const names[] = {"area", "base", "br",    "col",  "embed",  "hr",    "img",
                                        "input", "link", "meta", "param", "source", "track", "wbr"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pl_str_eq_ascii_nocase(name, pl_str_from(names[i])))
            return true;
    return false;
}

static void add_end(struct pl_strbuf *out, const struct pl_xml *element)
{
    if (!pl_str_empty(element->name) && !is_void(element->name))
        pl_strbuf_addf(out, "</%.*s>", PL_ARG(element->name));
}

pl_str pl_xml_as_html(struct pl_arena *arena, const struct pl_xml *node)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    for (const struct pl_xml *inner = node->first; inner;) {
        if (pl_str_empty(inner->name))
            add_escaped(&out, inner->text);
        else
            add_start(&out, inner);
        if (inner->first) {
            inner = inner->first;
            continue;
        }
        add_end(&out, inner);
        while (inner != node && !inner->next) {
            inner = inner->parent;
            if (inner != node)
                add_end(&out, inner);
        }
        inner = inner == node ? NULL : inner->next;
    }
    return pl_strbuf_str(&out);
}
