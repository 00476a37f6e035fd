// SPDX-License-Identifier: MIT
/* model/node.h: the tree of an article.
 *
 * The tree that selectors see is the tree that export writes: element name, id,
 * classes, style text and attributes are all here, and no selector or writer
 * asks for more. Nodes live in their article's arena. */
#ifndef PL_MODEL_NODE_H
#define PL_MODEL_NODE_H

#include "base/arena.h"
#include "base/input.h"
#include "model/kind.h"

struct pl_attribute {
    pl_str name, value; // name in lower case; value unescaped
};

struct pl_node {
    enum pl_kind kind;
    uint32_t serial; // dense in document order, from 0 (html), given by pl_article_finish
    struct pl_node *parent, *previous, *next, *first, *last;

    pl_str element; // lower case; empty for text only
    pl_str id;      // empty: none
    pl_str *classes;
    struct pl_attribute *attributes; // in order; neither id, class nor style
    uint32_t class_count, attribute_count;
    pl_str style; // text of the style attribute

    pl_str text;          // text: its characters, white space as the format means it
    int level;            // heading and title: 1…6
    struct pl_node *note; // note_call: its footnote; footnote and note_mark: the first call
    struct pl_span span;  // where it came from; may be absent
};

/* A place: a byte of a node's model text. What references, page map and outline speak of. */
struct pl_place {
    uint32_t article; // index in the edition
    uint32_t serial;
    uint32_t offset; // bytes into node->text; 0 for nodes that are no text
};

/* A new node of this kind with the table's element and class, not yet in a tree. */
struct pl_node *pl_node_new(struct pl_arena *arena, enum pl_kind kind, struct pl_span span);

/* A text node; `text` is borrowed and must live as long as the arena. */
struct pl_node *pl_node_new_text(struct pl_arena *arena, pl_str text, struct pl_span span);

/* A heading of level 1…6 with its element. */
struct pl_node *pl_node_new_heading(struct pl_arena *arena, int level, struct pl_span span);

void pl_node_append(struct pl_node *parent, struct pl_node *child);
void pl_node_insert_before(struct pl_node *sibling, struct pl_node *node);
void pl_node_insert_after(struct pl_node *sibling, struct pl_node *node);

/* Takes a node out of its tree; its subtree stays with it. */
void pl_node_remove(struct pl_node *node);

/* Puts the children in the node's place and takes the node out. */
void pl_node_unwrap(struct pl_node *node);

/* Moves all children of `from` to the end of `to`. */
void pl_node_move_children(struct pl_node *to, struct pl_node *from);

/* The attribute's value; an empty slice with NULL data when it is absent. "id", "class" and "style"
 * aren't attributes here. */
pl_str pl_node_attribute(const struct pl_node *node, pl_str name);
bool pl_node_has_attribute(const struct pl_node *node, pl_str name);
void pl_node_set_attribute(struct pl_arena *arena, struct pl_node *node, pl_str name, pl_str value);

bool pl_node_has_class(const struct pl_node *node, pl_str name);
void pl_node_add_class(struct pl_arena *arena, struct pl_node *node, pl_str name);

/* The language in force: the nearest lang (or xml:lang) attribute; empty when none says. */
pl_str pl_node_language(const struct pl_node *node);

/* Copies a subtree into an arena; serials are not copied. */
struct pl_node *pl_node_copy(struct pl_arena *arena, const struct pl_node *node);

#endif
