// SPDX-License-Identifier: MIT
/* model/walk.c: go through a tree without recursion; find; plain text. */
#include "model/walk.h"

struct pl_walk pl_walk_begin(const struct pl_node *root)
{
    return (struct pl_walk){.root = root};
}

bool pl_walk_next(struct pl_walk *walk)
{
    if (!walk->begun) {
        walk->begun = true;
        walk->node = walk->root;
        walk->event = PL_ENTER;
        return true;
    }
    if (walk->event == PL_ENTER) {
        if (walk->skips || !walk->node->first) {
            walk->skips = false;
            walk->event = PL_LEAVE;
            return true;
        }
        walk->node = walk->node->first;
        walk->depth++;
        return true;
    }
    if (walk->node == walk->root)
        return false;
    if (walk->node->next) {
        walk->node = walk->node->next;
        walk->event = PL_ENTER;
    } else {
        walk->node = walk->node->parent;
        walk->depth--;
    }
    return true;
}

void pl_walk_skip(struct pl_walk *walk)
{
    walk->skips = true;
}

struct pl_node *pl_node_next_after(const struct pl_node *root, const struct pl_node *node)
{
    while (node != root && !node->next)
        node = node->parent;
    return node == root ? NULL : node->next;
}

struct pl_node *pl_node_next_in(const struct pl_node *root, const struct pl_node *node)
{
    return node->first ? node->first : pl_node_next_after(root, node);
}

struct pl_node *pl_node_find_kind(const struct pl_node *root, enum pl_kind kind)
{
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node))
        if (node->kind == kind)
            return (struct pl_node *)node;
    return NULL;
}

struct pl_node *pl_node_find_id(const struct pl_node *root, pl_str id)
{
    if (pl_str_empty(id))
        return NULL;
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node))
        if (pl_str_eq(node->id, id))
            return (struct pl_node *)node;
    return NULL;
}

void pl_node_text(struct pl_strbuf *out, const struct pl_node *root, bool with_alt)
{
    for (const struct pl_node *node = root; node; node = pl_node_next_in(root, node)) {
        if (node->kind == PL_KIND_text)
            pl_strbuf_add(out, node->text);
        else if (node->kind == PL_KIND_line_break)
            pl_strbuf_add_byte(out, '\n');
        else if (node->kind == PL_KIND_image && with_alt)
            pl_strbuf_add(out, pl_node_attribute(node, PL_LIT("alt")));
    }
}

pl_str pl_node_plain_text(struct pl_arena *arena, const struct pl_node *node)
{
    struct pl_strbuf raw = PL_STRBUF(arena), plain = PL_STRBUF(arena);
    pl_node_text(&raw, node, true);
    pl_str rest = pl_strbuf_str(&raw), word;
    while (pl_str_next_word(&rest, &word)) {
        if (plain.size)
            pl_strbuf_add_byte(&plain, ' ');
        pl_strbuf_add(&plain, word);
    }
    return pl_strbuf_str(&plain);
}
