// SPDX-License-Identifier: MIT
/* export/html.c: the tree as XHTML or HTML, from kinds.def and what the nodes say. */
#include "export/html.h"

#include "base/languages.h"
#include "model/attribute.h"
#include "model/walk.h"

void pl_html_escape(struct pl_strbuf *out, pl_str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.size; i++) {
        pl_str entity;
        switch (text.data[i]) {
        case '&':
            entity = PL_LIT("&amp;");
            break;
        case '<':
            entity = PL_LIT("&lt;");
            break;
        case '>':
            entity = PL_LIT("&gt;");
            break;
        case '"':
            entity = PL_LIT("&quot;");
            break;
        default:
            if ((unsigned char)text.data[i] >= 0x20 || pl_ascii_is_space(text.data[i]))
                continue;
            entity = PL_LIT(""); // XML 1.0 has no way to write it
        }
        pl_strbuf_add(out, pl_str_slice(text, from, i));
        pl_strbuf_add(out, entity);
        from = i + 1;
    }
    pl_strbuf_add(out, pl_str_slice(text, from, text.size));
}

/* --- Start tags ------------------------------------------------------------------------------ */

static pl_str element_of(const struct pl_node *node, const struct pl_markup_entry *entry)
{
    return entry && !pl_str_empty(entry->element) ? entry->element : node->element;
}

static bool is_void(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->holds == PL_HOLDS_NOTHING;
}

static void add_attribute(struct pl_strbuf *out, pl_str name, pl_str value)
{
    pl_strbuf_addf(out, " %.*s=\"", PL_ARG(name));
    pl_html_escape(out, value);
    pl_strbuf_add_byte(out, '"');
}

static void add_classes(struct pl_strbuf *out, const struct pl_node *node,
                        const struct pl_markup_entry *entry)
{
    bool generated = entry && !pl_str_empty(entry->classes);
    if (node->class_count == 0 && !generated)
        return;
    pl_strbuf_add(out, PL_LIT(" class=\""));
    for (uint32_t i = 0; i < node->class_count; i++) {
        if (i)
            pl_strbuf_add_byte(out, ' ');
        pl_html_escape(out, node->classes[i]);
    }
    if (generated) {
        if (node->class_count)
            pl_strbuf_add_byte(out, ' ');
        pl_html_escape(out, entry->classes);
    }
    pl_strbuf_add_byte(out, '"');
}

/* epub:type and role by kind; an authored role wins. */
static void add_meaning(struct pl_strbuf *out, const struct pl_node *node)
{
    const struct pl_kind_row *row = pl_kind_row(node->kind);
    if (!pl_str_empty(row->epub_type))
        add_attribute(out, PL_LIT("epub:type"), row->epub_type);
    if (!pl_str_empty(row->aria_role))
        add_attribute(out, PL_LIT("role"), row->aria_role);
}

/* The ids of a list that lead to something. */
static pl_str written_ids(struct pl_arena *arena, const struct pl_node *node, pl_str ids,
                          const struct pl_html_options *options)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_str id;
    while (pl_str_next_word(&ids, &id)) {
        if (options->target)
            id = options->target(options->context, node, id);
        if (!pl_str_empty(id))
            pl_strbuf_addf(&out, "%s%.*s", out.size ? " " : "", PL_ARG(id));
    }
    return out.size ? pl_strbuf_str(&out) : (pl_str){0};
}

/* The value of an attribute in XHTML; NULL data: it is left out. */
static pl_str written_value(struct pl_arena *arena, const struct pl_node *node, pl_str element,
                            const struct pl_attribute *attribute, const struct pl_html_options *options)
{
    pl_str value = pl_written_attribute(element, attribute->name, attribute->value);
    switch (pl_attribute_value(element, attribute->name)) {
    case PL_ATTRIBUTE_IDS:
        return written_ids(arena, node, value, options);
    case PL_ATTRIBUTE_ADDRESS:
        if (options->reference && !pl_str_empty(value))
            value = options->reference(options->context, node, attribute->name, value);
        return pl_str_empty(value) ? (pl_str){0} : value;
    case PL_ATTRIBUTE_NONE:
    case PL_ATTRIBUTE_PLAIN:
        return value;
    }
    return value;
}

static bool is_language(pl_str name)
{
    return pl_str_eq(name, PL_LIT("lang")) || pl_str_eq(name, PL_LIT("xml:lang"));
}

static void add_languages(struct pl_strbuf *out, pl_str value)
{
    value = pl_language_canonical(out->arena, value);
    if (pl_str_empty(value))
        return;
    add_attribute(out, PL_LIT("lang"), value);
    add_attribute(out, PL_LIT("xml:lang"), value);
}

static void add_own_attributes(struct pl_strbuf *out, const struct pl_node *node, pl_str element,
                               const struct pl_html_options *options)
{
    bool has_language = false;
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        pl_str name = node->attributes[i].name, value = node->attributes[i].value;
        if (!options->is_xhtml) {
            bool is_reference = pl_str_eq(name, PL_LIT("href")) || pl_str_eq(name, PL_LIT("src"));
            if (is_reference && options->reference)
                value = options->reference(options->context, node, name, value);
            if (!is_reference || !pl_str_empty(value))
                add_attribute(out, name, value);
        } else if (is_language(name)) {
            if (!has_language)
                add_languages(out, value);
            has_language = true;
        } else {
            value = written_value(out->arena, node, element, &node->attributes[i], options);
            if (value.data)
                add_attribute(out, name, value);
        }
    }
}

static void add_start(struct pl_strbuf *out, const struct pl_node *node, const struct pl_html_options *options,
                      const struct pl_markup_entry *entry)
{
    pl_str element = element_of(node, entry);
    pl_str id = options->id ? options->id(options->context, node) : node->id;
    pl_strbuf_addf(out, "<%.*s", PL_ARG(element));
    if (!pl_str_empty(id))
        add_attribute(out, PL_LIT("id"), id);
    add_classes(out, node, entry);
    if (options->is_xhtml)
        add_meaning(out, node);
    if (options->keep_style_attributes && !pl_str_empty(node->style))
        add_attribute(out, PL_LIT("style"), node->style);
    add_own_attributes(out, node, element, options);
    if (!options->as_it_is && node->kind == PL_KIND_image && !pl_node_has_attribute(node, PL_LIT("alt")))
        add_attribute(out, PL_LIT("alt"), PL_LIT(""));
    pl_strbuf_add(out, is_void(node) && options->is_xhtml ? PL_LIT("/>") : PL_LIT(">"));
    if (entry && !pl_str_empty(entry->before)) {
        pl_strbuf_add(out, PL_LIT("<span class=\"pl-before\">"));
        pl_html_escape(out, entry->before);
        pl_strbuf_add(out, PL_LIT("</span>"));
    }
}

static void add_end(struct pl_strbuf *out, const struct pl_node *node, const struct pl_markup_entry *entry)
{
    if (is_void(node))
        return;
    if (entry && !pl_str_empty(entry->after)) {
        pl_strbuf_add(out, PL_LIT("<span class=\"pl-after\">"));
        pl_html_escape(out, entry->after);
        pl_strbuf_add(out, PL_LIT("</span>"));
    }
    pl_strbuf_addf(out, "</%.*s>", PL_ARG(element_of(node, entry)));
    if (pl_kind_row(node->kind)->is != PL_IS_INLINE)
        pl_strbuf_add_byte(out, '\n');
}

void pl_html_write_tag(struct pl_strbuf *out, const struct pl_node *node, bool is_end, const struct pl_html_options *options)
{
    if (is_end)
        add_end(out, node, NULL);
    else
        add_start(out, node, options, NULL);
}

/* A picture that can't be had: its alternative text stands for it. */
static bool add_missing_picture(struct pl_strbuf *out, const struct pl_node *node, const struct pl_html_options *options)
{
    pl_str source = pl_node_attribute(node, PL_LIT("src"));
    if (node->kind != PL_KIND_image || !options->reference)
        return false;
    if (!pl_str_empty(source) && !pl_str_empty(options->reference(options->context, node, PL_LIT("src"), source)))
        return false;
    pl_str id = options->id ? options->id(options->context, node) : node->id;
    pl_strbuf_add(out, PL_LIT("<span class=\"pl-missing\""));
    if (!pl_str_empty(id))
        add_attribute(out, PL_LIT("id"), id);
    pl_strbuf_add_byte(out, '>');
    pl_html_escape(out, pl_node_attribute(node, PL_LIT("alt")));
    pl_strbuf_add(out, PL_LIT("</span>"));
    return true;
}

/* --- Text -------------------------------------------------------------------------------------- */

static void add_text(struct pl_strbuf *out, const struct pl_node *node, const struct pl_html_options *options)
{
    const uint32_t *offsets = NULL;
    const pl_str *labels = NULL, *ids = NULL;
    size_t count = 0, from = 0;
    if (options->page_breaks)
        count = options->page_breaks(options->context, node, &offsets, &labels, &ids);
    for (size_t i = 0; i < count; i++) {
        pl_html_escape(out, pl_str_slice(node->text, from, offsets[i]));
        from = offsets[i];
        pl_strbuf_add(out, PL_LIT("<span epub:type=\"pagebreak\" role=\"doc-pagebreak\""));
        add_attribute(out, PL_LIT("id"), ids[i]);
        add_attribute(out, PL_LIT("aria-label"), labels[i]);
        pl_strbuf_add(out, PL_LIT("></span>"));
    }
    pl_html_escape(out, pl_str_slice(node->text, from, node->text.size));
}

void pl_html_write(struct pl_strbuf *out, const struct pl_node *root, const struct pl_html_options *options)
{
    struct pl_walk walk = pl_walk_begin(root);
    while (pl_walk_next(&walk)) {
        const struct pl_node *node = walk.node;
        const struct pl_markup_entry *entry = pl_markup_at(options->markup, node->serial);
        if (entry && entry->is_hidden) {
            if (walk.event == PL_ENTER)
                pl_walk_skip(&walk);
        } else if (node->kind == PL_KIND_text) {
            if (walk.event == PL_ENTER)
                add_text(out, node, options);
        } else if (walk.event == PL_ENTER) {
            if (!add_missing_picture(out, node, options))
                add_start(out, node, options, entry);
        } else {
            add_end(out, node, entry);
        }
    }
}
