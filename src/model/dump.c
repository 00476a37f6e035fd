// SPDX-License-Identifier: MIT
/* model/dump.c: the tree, a node a line. */
#include "model/dump.h"

#include "base/utf8.h"
#include "model/walk.h"

/* Quoted, on one line: control characters, quotes and backslashes escaped. */
static void add_quoted(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '"');
    for (size_t i = 0; i < text.size;) {
        size_t start = i;
        uint32_t c = pl_utf8_next(text, &i);
        if (c == '"' || c == '\\')
            pl_strbuf_addf(out, "\\%c", (char)c);
        else if (c == '\n')
            pl_strbuf_add(out, PL_LIT("\\n"));
        else if (c == '\t')
            pl_strbuf_add(out, PL_LIT("\\t"));
        else if (c < 0x20 || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200F) || c == 0x202F)
            pl_strbuf_addf(out, "\\u{%04X}", c);
        else
            pl_strbuf_add(out, pl_str_slice(text, start, i));
    }
    pl_strbuf_add_byte(out, '"');
}

static void add_place(struct pl_strbuf *out, struct pl_span span)
{
    if (!span.input) {
        pl_strbuf_add_byte(out, '-');
        return;
    }
    uint32_t line, column;
    pl_input_line_column(span.input, span.first, &line, &column);
    pl_strbuf_addf(out, "%u:%u", line, column);
}

static void dump_metadata(struct pl_strbuf *out, const struct pl_metadata *metadata)
{
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        const struct pl_metadata_value *value = &metadata->values[field];
        if (value->origin == PL_ORIGIN_NONE)
            continue;
        pl_strbuf_addf(out, "metadata %.*s ", PL_ARG(pl_field_name((enum pl_field)field)));
        if (value->list_count == 0)
            add_quoted(out, value->text);
        for (size_t i = 0; i < value->list_count; i++) {
            if (i)
                pl_strbuf_add_byte(out, ' ');
            add_quoted(out, value->list[i]);
        }
        pl_strbuf_addf(out, " (%.*s", PL_ARG(pl_origin_name(value->origin)));
        if (!pl_str_empty(value->detail))
            pl_strbuf_addf(out, ": %.*s", PL_ARG(value->detail));
        pl_strbuf_add(out, PL_LIT(")\n"));
    }
}

/* Element and class only where they aren't the kind's own. */
static void add_names(struct pl_strbuf *out, const struct pl_node *node)
{
    const struct pl_kind_row *row = pl_kind_row(node->kind);
    bool is_heading = node->kind == PL_KIND_heading;
    if (is_heading)
        pl_strbuf_addf(out, " level=%d", node->level);
    else if (!pl_str_eq(node->element, row->element))
        pl_strbuf_addf(out, " <%.*s>", PL_ARG(node->element));
    for (uint32_t i = 0; i < node->class_count; i++)
        if (!pl_str_eq(node->classes[i], row->css_class))
            pl_strbuf_addf(out, " .%.*s", PL_ARG(node->classes[i]));
    if (!pl_str_empty(node->id))
        pl_strbuf_addf(out, " #%.*s", PL_ARG(node->id));
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        pl_strbuf_addf(out, " %.*s=", PL_ARG(node->attributes[i].name));
        add_quoted(out, node->attributes[i].value);
    }
    if (!pl_str_empty(node->style)) {
        pl_strbuf_add(out, PL_LIT(" style="));
        add_quoted(out, node->style);
    }
}

static void dump_node(struct pl_strbuf *out, const struct pl_node *node, uint32_t depth)
{
    pl_strbuf_add_repeated(out, ' ', 2 * (size_t)depth);
    add_place(out, node->span);
    pl_strbuf_addf(out, " %.*s", PL_ARG(pl_kind_row(node->kind)->name));
    add_names(out, node);
    if (node->kind == PL_KIND_text) {
        pl_strbuf_add_byte(out, ' ');
        add_quoted(out, node->text);
    }
    pl_strbuf_add_byte(out, '\n');
}

void pl_article_dump(struct pl_strbuf *out, const struct pl_article *article)
{
    dump_metadata(out, &article->metadata);
    struct pl_walk walk = pl_walk_begin(article->root);
    while (pl_walk_next(&walk))
        if (walk.event == PL_ENTER)
            dump_node(out, walk.node, walk.depth);
    for (size_t i = 0; i < article->dropped.count; i++) {
        const struct pl_dropped *dropped = &article->dropped.data[i];
        pl_strbuf_add(out, PL_LIT("dropped "));
        add_place(out, dropped->span);
        pl_strbuf_add_byte(out, ' ');
        add_quoted(out, dropped->text);
        pl_strbuf_addf(out, " (%.*s)\n", PL_ARG(dropped->why));
    }
}
