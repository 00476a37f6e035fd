// SPDX-License-Identifier: MIT
/* export/explain_parts.c: the parts of an input in its order, kept and left out. */
#include "export/explain_parts.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "model/walk.h"

static pl_str collapsed(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        if (out.size)
            pl_strbuf_add_byte(&out, ' ');
        pl_strbuf_add(&out, word);
    }
    return pl_strbuf_str(&out);
}

/* A block in which no other block stands: a line of the explanation. */
static bool is_line(const struct pl_node *node)
{
    const struct pl_node *child = node->first;
    if (node->kind == PL_KIND_table_row)
        return true;
    if (pl_kind_row(node->kind)->is == PL_IS_INLINE || node->kind == PL_KIND_column_group)
        return false;
    while (child && pl_kind_row(child->kind)->is == PL_IS_INLINE)
        child = child->next;
    return !child;
}

static pl_str text_of(struct pl_arena *arena, const struct pl_node *node)
{
    struct pl_strbuf cells = PL_STRBUF(arena);
    for (const struct pl_node *cell = node->kind == PL_KIND_table_row ? node->first : NULL; cell; cell = cell->next) {
        pl_strbuf_add(&cells, cell == node->first ? PL_LIT("") : PL_LIT(" · "));
        pl_strbuf_add(&cells, pl_node_plain_text(arena, cell));
    }
    pl_str text = collapsed(arena, cells.size ? pl_strbuf_str(&cells) : pl_node_plain_text(arena, node));
    for (const struct pl_node *inner = node; inner && pl_str_empty(text); inner = pl_node_next_in(node, inner))
        if (inner->kind == PL_KIND_image) {
            pl_str alt = pl_str_trim(pl_node_attribute(inner, PL_LIT("alt")));
            text = pl_str_empty(alt) ? pl_node_attribute(inner, PL_LIT("src")) : alt;
        }
    return text;
}

/* A line that shows a picture and has no text. */
static bool is_picture(const struct pl_node *node)
{
    bool found = false;
    for (const struct pl_node *inner = node; inner; inner = pl_node_next_in(node, inner)) {
        if (!pl_str_empty(pl_str_trim(inner->text)))
            return false;
        found = found || inner->kind == PL_KIND_image;
    }
    return found;
}

/* The innermost kind that says something: a paragraph of a list item is the item's. */
static enum pl_kind kind_of(const struct pl_node *node)
{
    if (is_picture(node))
        return PL_KIND_image;
    if ((node->kind == PL_KIND_paragraph || node->kind == PL_KIND_division) && node->parent &&
        (node->parent->kind == PL_KIND_list_item || node->parent->kind == PL_KIND_block_quote ||
         node->parent->kind == PL_KIND_caption || node->parent->kind == PL_KIND_footnote ||
         node->parent->kind == PL_KIND_table_cell))
        return node->parent->kind;
    return node->kind;
}

static void add_kept(struct pl_arena *arena, struct pl_parts *parts, const struct pl_article *article)
{
    uint32_t at = 0;
    for (const struct pl_node *node = article->body->first; node; node = pl_node_next_in(article->body, node)) {
        const struct pl_node *row = node->parent;
        while (row && row->kind != PL_KIND_table_row)
            row = row->parent;
        if (!is_line(node) || row)
            continue;
        pl_str text = text_of(arena, node);
        if (node->span.input == article->input && node->span.end)
            at = node->span.first;
        if (!pl_str_empty(text))
            *PL_PUSH(arena, parts) = (struct pl_part){true, kind_of(node), node->level, {0}, text, at};
    }
}

static void add_dropped(struct pl_arena *arena, struct pl_parts *parts, const struct pl_article *article)
{
    for (size_t i = 0; i < article->dropped.count; i++) {
        const struct pl_dropped *dropped = &article->dropped.data[i];
        pl_str text = collapsed(arena, dropped->text);
        if (!pl_str_empty(text))
            *PL_PUSH(arena, parts) = (struct pl_part){false, PL_KIND_COUNT, 0, dropped->why, text, dropped->span.first};
    }
}

/* By place; of equals what is kept first, then as they came. */
struct sorted {
    struct pl_part part;
    size_t index;
};

static int compare_parts(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    if (x->part.at != y->part.at)
        return x->part.at < y->part.at ? -1 : 1;
    if (x->part.is_kept != y->part.is_kept)
        return x->part.is_kept ? -1 : 1;
    return x->index < y->index ? -1 : 1;
}

static void sort(struct pl_arena *arena, struct pl_parts *parts)
{
    struct sorted *sorted = PL_NEW_ARRAY(arena, struct sorted, parts->count);
    for (size_t i = 0; i < parts->count; i++)
        sorted[i] = (struct sorted){parts->data[i], i};
    if (parts->count)
        qsort(sorted, parts->count, sizeof *sorted, compare_parts);
    for (size_t i = 0; i < parts->count; i++)
        parts->data[i] = sorted[i].part;
}

static int compare_reasons(const void *a, const void *b)
{
    const struct pl_reason *x = a, *y = b;
    if (x->characters != y->characters)
        return x->characters > y->characters ? -1 : 1;
    return pl_str_compare(x->why, y->why);
}

static void count(struct pl_arena *arena, struct pl_parts *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        size_t characters = pl_utf8_count(parts->data[i].text), r = 0;
        if (parts->data[i].is_kept) {
            parts->kept += characters;
            continue;
        }
        parts->dropped += characters;
        while (r < parts->reasons.count && !pl_str_eq(parts->reasons.data[r].why, parts->data[i].why))
            r++;
        if (r == parts->reasons.count)
            *PL_PUSH(arena, &parts->reasons) = (struct pl_reason){.why = parts->data[i].why};
        parts->reasons.data[r].parts++;
        parts->reasons.data[r].characters += characters;
    }
    if (parts->reasons.count)
        qsort(parts->reasons.data, parts->reasons.count, sizeof *parts->reasons.data, compare_reasons);
}

struct pl_parts pl_parts_of(struct pl_arena *arena, const struct pl_article *article)
{
    struct pl_parts parts = {0};
    add_kept(arena, &parts, article);
    add_dropped(arena, &parts, article);
    sort(arena, &parts);
    count(arena, &parts);
    return parts;
}

pl_str pl_part_name(struct pl_arena *arena, const struct pl_part *part)
{
    if (!part->is_kept)
        return part->why;
    if (part->kind == PL_KIND_heading)
        return pl_str_format(arena, "heading %d", part->level);
    if (part->kind == PL_KIND_image)
        return PL_LIT("picture");
    char *name = (char *)pl_str_cstr(arena, pl_kind_row(part->kind)->name);
    for (char *c = name; *c; c++)
        if (*c == '_')
            *c = ' ';
    return pl_str_from(name);
}
