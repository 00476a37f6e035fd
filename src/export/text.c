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

static bool is_inside_row(const struct pl_node *node)
{
    for (; node; node = node->parent)
        if (node->kind == PL_KIND_table_row)
            return true;
    return false;
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
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if (node->kind == PL_KIND_table_row || (is_leaf_block(node) && !is_inside_row(node)))
            pl_strbuf_add(out, out->size && node->kind == PL_KIND_list_item && node->previous ? PL_LIT("")
                               : out->size                                                   ? PL_LIT("\n")
                                                                                             : PL_LIT(""));
        if (!is_leaf_block(node))
            continue;
        if (node->kind == PL_KIND_list_item)
            pl_strbuf_add(out, PL_LIT("- "));
        if (node->kind == PL_KIND_code_block)
            pl_node_text(out, node, false);
        else
            pl_text_write_inlines(out, node);
        bool cell = is_inside_row(node);
        pl_strbuf_add_byte(out, cell && node->next ? '\t' : '\n');
    }
}
