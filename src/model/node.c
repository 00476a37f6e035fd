// SPDX-License-Identifier: MIT
/* model/node.c: the tree: append, insert, unwrap, move; attributes and classes. */
#include "model/node.h"

#include <assert.h>

struct pl_node *pl_node_new(struct pl_arena *arena, enum pl_kind kind, struct pl_span span)
{
    const struct pl_kind_row *row = pl_kind_row(kind);
    struct pl_node *node = PL_NEW(arena, struct pl_node);
    node->kind = kind;
    node->element = row->element;
    node->span = span;
    if (!pl_str_empty(row->css_class))
        pl_node_add_class(arena, node, row->css_class);
    if (kind == PL_KIND_title)
        node->level = 1;
    return node;
}

struct pl_node *pl_node_new_text(struct pl_arena *arena, pl_str text, struct pl_span span)
{
    struct pl_node *node = pl_node_new(arena, PL_KIND_text, span);
    node->text = text;
    return node;
}

struct pl_node *pl_node_new_heading(struct pl_arena *arena, int level, struct pl_span span)
{
    struct pl_node *node = pl_node_new(arena, PL_KIND_heading, span);
    node->level = level < 1 ? 1 : level > 6 ? 6 : level;
    node->element = pl_heading_element(node->level);
    return node;
}

void pl_node_append(struct pl_node *parent, struct pl_node *child)
{
    assert(!child->parent && !child->previous && !child->next);
    child->parent = parent;
    child->previous = parent->last;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void pl_node_insert_before(struct pl_node *sibling, struct pl_node *node)
{
    assert(sibling->parent && !node->parent);
    node->parent = sibling->parent;
    node->previous = sibling->previous;
    node->next = sibling;
    if (sibling->previous)
        sibling->previous->next = node;
    else
        sibling->parent->first = node;
    sibling->previous = node;
}

void pl_node_insert_after(struct pl_node *sibling, struct pl_node *node)
{
    if (sibling->next)
        pl_node_insert_before(sibling->next, node);
    else
        pl_node_append(sibling->parent, node);
}

void pl_node_remove(struct pl_node *node)
{
    if (node->previous)
        node->previous->next = node->next;
    else if (node->parent)
        node->parent->first = node->next;
    if (node->next)
        node->next->previous = node->previous;
    else if (node->parent)
        node->parent->last = node->previous;
    node->parent = node->previous = node->next = NULL;
}

void pl_node_unwrap(struct pl_node *node)
{
    while (node->first) {
        struct pl_node *child = node->first;
        pl_node_remove(child);
        pl_node_insert_before(node, child);
    }
    pl_node_remove(node);
}

void pl_node_move_children(struct pl_node *to, struct pl_node *from)
{
    while (from->first) {
        struct pl_node *child = from->first;
        pl_node_remove(child);
        pl_node_append(to, child);
    }
}

static struct pl_attribute *find_attribute(const struct pl_node *node, pl_str name)
{
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (pl_str_eq(node->attributes[i].name, name))
            return &node->attributes[i];
    return NULL;
}

pl_str pl_node_attribute(const struct pl_node *node, pl_str name)
{
    const struct pl_attribute *attribute = find_attribute(node, name);
    return attribute ? attribute->value : (pl_str){0};
}

bool pl_node_has_attribute(const struct pl_node *node, pl_str name)
{
    return find_attribute(node, name) != NULL;
}

void pl_node_set_attribute(struct pl_arena *arena, struct pl_node *node, pl_str name, pl_str value)
{
    struct pl_attribute *attribute = find_attribute(node, name);
    if (!attribute) {
        size_t size = node->attribute_count * sizeof *attribute;
        node->attributes = pl_arena_grow(arena, node->attributes, size, size + sizeof *attribute);
        attribute = &node->attributes[node->attribute_count++];
        attribute->name = name;
    }
    attribute->value = value;
}

bool pl_node_has_class(const struct pl_node *node, pl_str name)
{
    for (uint32_t i = 0; i < node->class_count; i++)
        if (pl_str_eq(node->classes[i], name))
            return true;
    return false;
}

void pl_node_add_class(struct pl_arena *arena, struct pl_node *node, pl_str name)
{
    if (pl_node_has_class(node, name))
        return;
    size_t size = node->class_count * sizeof name;
    node->classes = pl_arena_grow(arena, node->classes, size, size + sizeof name);
    node->classes[node->class_count++] = name;
}

pl_str pl_node_language(const struct pl_node *node)
{
    for (; node; node = node->parent) {
        const struct pl_attribute *lang = find_attribute(node, PL_LIT("lang"));
        if (!lang)
            lang = find_attribute(node, PL_LIT("xml:lang"));
        if (lang)
            return lang->value;
    }
    return (pl_str){0};
}

static struct pl_node *copy_one(struct pl_arena *arena, const struct pl_node *node)
{
    struct pl_node *copy = PL_NEW(arena, struct pl_node);
    *copy = *node;
    copy->parent = copy->previous = copy->next = copy->first = copy->last = NULL;
    copy->classes = pl_arena_alloc_array(arena, node->class_count, sizeof *node->classes);
    if (node->class_count)
        memcpy(copy->classes, node->classes, node->class_count * sizeof *node->classes);
    copy->attributes = pl_arena_alloc_array(arena, node->attribute_count, sizeof *node->attributes);
    if (node->attribute_count)
        memcpy(copy->attributes, node->attributes, node->attribute_count * sizeof *node->attributes);
    return copy;
}

/* Down by first child, sideways by next, up by parent, with the copy kept in step. */
struct pl_node *pl_node_copy(struct pl_arena *arena, const struct pl_node *node)
{
    struct pl_node *top = copy_one(arena, node), *at = top;
    for (const struct pl_node *from = node;;) {
        if (from->first) {
            from = from->first;
            struct pl_node *child = copy_one(arena, from);
            pl_node_append(at, child);
            at = child;
            continue;
        }
        while (from != node && !from->next) {
            from = from->parent;
            at = at->parent;
        }
        if (from == node)
            return top;
        from = from->next;
        struct pl_node *sibling = copy_one(arena, from);
        pl_node_append(at->parent, sibling);
        at = sibling;
    }
}
