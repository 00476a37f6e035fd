// SPDX-License-Identifier: MIT
/* model/invariant.c: is this tree what the rest may rely on? */
#include "model/invariant.h"

#include "base/utf8.h"
#include "model/walk.h"

static const char *links_agree(const struct pl_node *node)
{
    if (node->parent && !node->previous && node->parent->first != node)
        return "its parent begins with another child";
    if (node->parent && !node->next && node->parent->last != node)
        return "its parent ends with another child";
    if (node->next && (node->next->previous != node || node->next->parent != node->parent))
        return "its next sibling doesn't lead back";
    if (node->first && node->first->parent != node)
        return "its first child has another parent";
    return NULL;
}

static const char *holds_rightly(const struct pl_node *node)
{
    const struct pl_node *parent = node->parent;
    if (!parent)
        return NULL;
    enum pl_holds holds = pl_kind_row(parent->kind)->holds;
    if (!pl_kind_may_hold(holds, node->kind))
        return "its parent may not hold it";
    if (holds == PL_HOLDS_FLOW && node->previous &&
        pl_kind_row(node->kind)->is != pl_kind_row(node->previous->kind)->is)
        return "blocks and inlines stand side by side";
    return NULL;
}

static const char *texts_are_sound(const struct pl_node *node)
{
    if (pl_utf8_valid_prefix(node->text) != node->text.size)
        return "its text isn't well-formed UTF-8";
    if (node->kind != PL_KIND_text && pl_str_empty(node->element))
        return "it has no element name";
    if (node->kind == PL_KIND_text && !pl_str_empty(node->element))
        return "a text has an element name";
    return NULL;
}

static const char *notes_agree(const struct pl_node *node)
{
    if (node->kind == PL_KIND_note_call && node->note && node->note->kind != PL_KIND_footnote)
        return "it calls what is no footnote";
    if (node->kind == PL_KIND_footnote && (!node->note || node->note->note != node))
        return "its call doesn't call it";
    return NULL;
}

static const char *broken(const struct pl_article *article, const struct pl_node *node,
                          uint32_t serial)
{
    if (node->serial != serial || serial >= article->node_count || article->nodes[serial] != node)
        return "its serial isn't its place in the document";
    const char *why = links_agree(node);
    if (!why && !article->is_authored) // an authored document mixes as its author did
        why = holds_rightly(node);
    if (!why)
        why = texts_are_sound(node);
    return why ? why : notes_agree(node);
}

bool pl_article_is_sound(struct pl_arena *arena, const struct pl_article *article, pl_str *why)
{
    if (article->root->kind != PL_KIND_document || article->body->kind != PL_KIND_body ||
        article->body->parent != article->root) {
        *why = PL_LIT("the document isn't html > body");
        return false;
    }
    uint32_t serial = 0;
    for (const struct pl_node *node = article->root; node; node = pl_node_next_in(article->root, node)) {
        const char *reason = broken(article, node, serial++);
        if (reason) {
            pl_str name = pl_kind_row(node->kind)->name;
            *why = pl_str_format(arena, "node %u (%.*s): %s", node->serial, PL_ARG(name), reason);
            return false;
        }
    }
    return serial == article->node_count;
}
