// SPDX-License-Identifier: MIT
/* model/walk.h: go through a tree without recursion.
 *
 *     struct pl_walk walk = pl_walk_begin(root);
 *     while (pl_walk_next(&walk))
 *         if (walk.event == PL_ENTER) …          // walk.node, walk.depth
 *
 * Each node is entered once and left once; a leaf is entered and left too. */
#ifndef PL_MODEL_WALK_H
#define PL_MODEL_WALK_H

#include "base/strbuf.h"
#include "model/node.h"

enum pl_walk_event { PL_ENTER, PL_LEAVE };

struct pl_walk {
    const struct pl_node *root, *node;
    enum pl_walk_event event;
    uint32_t depth; // of the node below root
    bool begun, skips;
};

struct pl_walk pl_walk_begin(const struct pl_node *root);
bool pl_walk_next(struct pl_walk *walk);

/* After PL_ENTER: the subtree is not gone into; its PL_LEAVE still comes. */
void pl_walk_skip(struct pl_walk *walk);

/* The next node in document order inside `root`; NULL after the last. */
struct pl_node *pl_node_next_in(const struct pl_node *root, const struct pl_node *node);
/* The same, past the node's subtree. */
struct pl_node *pl_node_next_after(const struct pl_node *root, const struct pl_node *node);

struct pl_node *pl_node_find_kind(const struct pl_node *root, enum pl_kind kind);
struct pl_node *pl_node_find_id(const struct pl_node *root, pl_str id);

/* The text of a subtree as it stands: text nodes joined, br as a line feed, pictures by their
 * alt text when `with_alt`. */
void pl_node_text(struct pl_strbuf *out, const struct pl_node *node, bool with_alt);

/* The same with white space collapsed and trimmed: for titles and labels. */
pl_str pl_node_plain_text(struct pl_arena *arena, const struct pl_node *node);

#endif
