// SPDX-License-Identifier: MIT
/* export/text.c: an article as plain text. */
#include "export/text.h"

#include "model/walk.h"

/* White space folded as paragraphs show it; a line break stays one. Spaces that stand side by side stay: scraped
 * text passes byte for byte. */
void pl_text_write_inlines(struct pl_strbuf *out, const struct pl_node *root)
{
    size_t start = out->size;
    bool gap = false;
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node)) {
        if (node->kind == PL_KIND_line_break) {
            pl_strbuf_add_byte(out, '\n');
            gap = false;
            continue;
        }
        for (size_t i = 0; i < node->text.size; i++) {
            char c = node->text.data[i];
            if (c == '\n' || c == '\t' || c == '\r' || c == '\f') {
                gap = true;
                continue;
            }
            if (gap && c == ' ')
                continue;
            if (gap && out->size > start && out->data[out->size - 1] != ' ' && out->data[out->size - 1] != '\n')
                pl_strbuf_add_byte(out, ' ');
            gap = false;
            if (c != ' ' || out->size > start)
                pl_strbuf_add_byte(out, c);
        }
    }
    while (out->size > start && (out->data[out->size - 1] == ' ' || out->data[out->size - 1] == '\n'))
        pl_strbuf_truncate(out, out->size - 1);
}

static bool is_leaf_block(const struct pl_node *node)
{
    const struct pl_kind_row *row = pl_kind_row(node->kind);
    if (row->is == PL_IS_INLINE)
        return false;
    return row->holds == PL_HOLDS_INLINES ||
           (row->holds == PL_HOLDS_FLOW && node->first && pl_kind_row(node->first->kind)->is == PL_IS_INLINE);
}

static bool is_inside(const struct pl_node *node, enum pl_kind kind)
{
    for (; node; node = node->parent)
        if (node->kind == kind)
            return true;
    return false;
}

static bool is_item(const struct pl_node *node)
{
    return node->kind == PL_KIND_list_item || node->parent->kind == PL_KIND_list_item;
}

static void add_block_text(struct pl_strbuf *out, const struct pl_node *block)
{
    size_t start = out->size;
    if (block->kind == PL_KIND_code_block)
        pl_node_text(out, block, false);
    else
        pl_text_write_inlines(out, block);
    while (out->size > start && out->data[out->size - 1] == '\n')
        pl_strbuf_truncate(out, out->size - 1);
}

/* Cells of a row, tabs between them. */
static void add_row(struct pl_strbuf *out, const struct pl_node *row)
{
    for (const struct pl_node *cell = row->first; cell; cell = cell->next) {
        if (cell->previous)
            pl_strbuf_add_byte(out, '\t');
        pl_text_write_inlines(out, cell);
    }
}

/* Items and rows follow each other line by line, other blocks with a blank line between. */
static void add_block(struct pl_strbuf *out, const struct pl_node *block, const struct pl_node *before)
{
    struct pl_strbuf text = PL_STRBUF(out->arena);
    if (block->kind == PL_KIND_table_row)
        add_row(&text, block);
    else
        add_block_text(&text, block);
    if (text.size == 0)
        return;
    bool is_dense = before && ((is_item(before) && is_item(block)) || (before->kind == PL_KIND_table_row && block->kind == PL_KIND_table_row));
    if (out->size && !is_dense)
        pl_strbuf_add_byte(out, '\n');
    if (is_item(block) && (block->kind == PL_KIND_list_item || !block->previous))
        pl_strbuf_add(out, PL_LIT("- "));
    pl_strbuf_add(out, pl_strbuf_str(&text));
    pl_strbuf_add_byte(out, '\n');
}

static void add_line(struct pl_strbuf *out, const struct pl_metadata *metadata, enum pl_field field)
{
    pl_str text = pl_metadata_text(metadata, field);
    if (!pl_str_empty(text))
        pl_strbuf_addf(out, "%.*s\n", PL_ARG(text));
}

void pl_text_write(struct pl_strbuf *out, const struct pl_article *article)
{
    add_line(out, &article->metadata, PL_FIELD_title);
    add_line(out, &article->metadata, PL_FIELD_subtitle);
    add_line(out, &article->metadata, pl_metadata_has(&article->metadata, PL_FIELD_authors) ? PL_FIELD_authors : PL_FIELD_byline);
    add_line(out, &article->metadata, PL_FIELD_date);
    const struct pl_node *before = NULL;
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        bool is_row = node->kind == PL_KIND_table_row;
        if (!is_row && (!is_leaf_block(node) || is_inside(node, PL_KIND_table_row)))
            continue;
        add_block(out, node, before);
        before = node;
    }
}
