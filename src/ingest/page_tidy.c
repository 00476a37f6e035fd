// SPDX-License-Identifier: MIT
/* ingest/page_tidy.c: takes out of a built page what has lost its contents.
 *
 * Where share buttons, advertisements and pixels stood, paragraphs, lists and links are left with
 * nothing in them. */
#include "ingest/page_score.h"

#include "model/walk.h"

static bool may_go(enum pl_kind kind)
{
    static const enum pl_kind kinds[] = {
        PL_KIND_paragraph,   PL_KIND_division,        PL_KIND_section,     PL_KIND_heading,
        PL_KIND_list,        PL_KIND_list_item,       PL_KIND_block_quote, PL_KIND_figure,
        PL_KIND_caption,     PL_KIND_definition_list, PL_KIND_definition,  PL_KIND_definition_term,
        PL_KIND_emphasis,    PL_KIND_strong,          PL_KIND_link,        PL_KIND_phrase,
        PL_KIND_small_print, PL_KIND_superscript,     PL_KIND_subscript,   PL_KIND_time,
        PL_KIND_citation,    PL_KIND_marked};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i] == kind)
            return true;
    return false;
}

static bool is_blank(pl_str text)
{
    for (size_t i = 0; i < text.size;)
        if (pl_ascii_is_space(text.data[i]))
            i++;
        else if (pl_str_starts(pl_str_slice(text, i, text.size), PL_LIT("\xC2\xA0")))
            i += 2;
        else
            return false;
    return true;
}

/* A named place with nothing in it stays where it stands among other things, and keeps nothing
 * alive. */
static bool is_nothing(const struct pl_node *node)
{
    if (node->kind == PL_KIND_text)
        return is_blank(node->text);
    return node->kind == PL_KIND_line_break ||
           (may_go(node->kind) && !node->first && pl_kind_row(node->kind)->is == PL_IS_INLINE);
}

static bool is_empty(const struct pl_node *node)
{
    for (const struct pl_node *child = node->first; child; child = child->next)
        if (!is_nothing(child))
            return false;
    return true;
}

void pl_page_tidy(struct pl_arena *scratch, struct pl_article *article)
{
    struct {
        PL_VEC(struct pl_node *)
    } nodes = {0};
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node))
        *PL_PUSH(scratch, &nodes) = node;
    for (size_t i = nodes.count; i-- > 1;) { // from the end: children before their parents
        struct pl_node *node = nodes.data[i];
        if (!may_go(node->kind) || !is_empty(node))
            continue;
        bool is_inline = pl_kind_row(node->kind)->is == PL_IS_INLINE;
        if (is_inline && node->first)
            pl_node_unwrap(node); // its white space parts words
        else if (!is_inline || pl_str_empty(node->id))
            pl_node_remove(node);
    }
}
