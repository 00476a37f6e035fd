// SPDX-License-Identifier: MIT
/* layout/wrap.c: the anonymous boxes that CSS asks for. */
#include "layout/wrap.h"

#include "layout/display.h"

struct wrapping {
    struct pl_arena *arena;
    struct pl_cascade *cascade;
};

static struct pl_box *new_anonymous(struct wrapping *wrapping, enum pl_box_type type,
                                    struct pl_box *parent)
{
    struct pl_box *box = PL_NEW(wrapping->arena, struct pl_box);
    box->type = type;
    box->style = pl_style_anonymous(wrapping->cascade, parent->style);
    box->node = parent->node;
    box->owner = parent->owner;
    box->link = parent->link;
    box->language = parent->language;
    box->part = parent->part;
    box->page_name = box->page_name_end = parent->page_name;
    box->is_anonymous = true;
    box->is_right_to_left = parent->is_right_to_left;
    box->is_context = type == PL_BOX_TABLE || type == PL_BOX_CELL;
    box->column_span = box->row_span = 1;
    box->min_content = box->max_content = -1;
    return box;
}

/* Puts `first` … `last` (siblings) into a new box at their place. */
static struct pl_box *wrap(struct wrapping *wrapping, enum pl_box_type type, struct pl_box *first,
                           struct pl_box *last)
{
    struct pl_box *parent = first->parent;
    struct pl_box *box = new_anonymous(wrapping, type, parent);
    box->first = first;
    box->last = last;
    box->parent = parent;
    box->previous = first->previous;
    box->next = last->next;
    if (box->previous)
        box->previous->next = box;
    else
        parent->first = box;
    if (box->next)
        box->next->previous = box;
    else
        parent->last = box;
    first->previous = last->next = NULL;
    for (struct pl_box *child = first; child; child = child->next)
        child->parent = box;
    return box;
}

/* --- Inlines beside blocks ------------------------------------------------------------------ */

static bool collapses_away(const struct pl_style *style)
{
    enum pl_keyword collapse = pl_style_keyword(style, PL_PROPERTY_white_space_collapse);
    return collapse == PL_KEYWORD_collapse;
}

static bool is_blank(const struct pl_box *box)
{
    if (box->type == PL_BOX_INLINE && !box->note && !box->strings && box->lacks_start) {
        // a copy that a block left behind
        for (const struct pl_box *child = box->first; child; child = child->next)
            if (!is_blank(child))
                return false;
        return true;
    }
    if (box->type != PL_BOX_TEXT || box->keeps_space || !collapses_away(box->style))
        return false;
    if (box->deferred)
        return false;
    for (size_t i = 0; i < box->text.size; i++)
        if (!pl_ascii_is_space(box->text.data[i]))
            return false;
    return true;
}

static bool is_block(const struct pl_box *box)
{
    return pl_box_is_in_flow(box) && !pl_box_is_inline(box);
}

/* One run of inlines and what floats among them, from `first` up to a block. Blanks and floats alone stay
 * unwrapped: blanks go, floats stand between the blocks. */
static struct pl_box *wrap_run(struct wrapping *wrapping, struct pl_box *first)
{
    struct pl_box *last = first, *next;
    bool has_text = false;
    for (struct pl_box *box = first; box && !is_block(box); box = box->next) {
        last = box;
        has_text |= pl_box_is_in_flow(box) && !is_blank(box);
    }
    next = last->next;
    if (has_text) {
        struct pl_box *lines = wrap(wrapping, PL_BOX_BLOCK, first, last);
        lines->has_lines = true;
        return next;
    }
    for (struct pl_box *box = first, *after; box != next; box = after) {
        after = box->next;
        if (pl_box_is_in_flow(box))
            pl_box_remove(box);
    }
    return next;
}

static void settle_flow(struct wrapping *wrapping, struct pl_box *box)
{
    bool has_blocks = false, has_inlines = false;
    for (struct pl_box *child = box->first; child; child = child->next) {
        has_blocks |= is_block(child);
        has_inlines |= pl_box_is_in_flow(child) && pl_box_is_inline(child) && !is_blank(child);
    }
    if (!has_blocks && has_inlines) {
        box->has_lines = true;
        return;
    }
    for (struct pl_box *child = box->first; child;)
        child = is_block(child) ? child->next : wrap_run(wrapping, child);
}

/* --- Tables ------------------------------------------------------------------------------------ */

static bool is_table_part(const struct pl_box *box)
{
    switch (box->type) {
    case PL_BOX_CAPTION:
    case PL_BOX_CELL:
    case PL_BOX_ROW_GROUP:
    case PL_BOX_ROW:
    case PL_BOX_COLUMN_GROUP:
    case PL_BOX_COLUMN:
        return pl_box_is_in_flow(box);
    case PL_BOX_BLOCK:
    case PL_BOX_PICTURE:
    case PL_BOX_TABLE:
    case PL_BOX_INLINE:
    case PL_BOX_TEXT:
    case PL_BOX_LINE_BREAK:
    case PL_BOX_BREAK_CHANCE:
    case PL_BOX_LEADER:
        return false;
    }
    return false;
}

static bool may_stand_in_table(const struct pl_box *box)
{
    return is_table_part(box) && box->type != PL_BOX_CELL && box->type != PL_BOX_ROW;
}
static bool may_stand_in_group(const struct pl_box *box)
{
    return box->type == PL_BOX_ROW && pl_box_is_in_flow(box);
}
static bool may_stand_in_row(const struct pl_box *box)
{
    return box->type == PL_BOX_CELL && pl_box_is_in_flow(box);
}

static void drop_blanks(struct pl_box *box)
{
    for (struct pl_box *child = box->first, *next; child; child = next) {
        next = child->next;
        if (is_blank(child))
            pl_box_remove(child);
    }
}

/* Every run of children that may not stand here goes into a box of `type`, which is settled in turn. */
static void wrap_strangers(struct wrapping *wrapping, struct pl_box *box, enum pl_box_type type,
                           bool (*may_stand)(const struct pl_box *))
{
    for (struct pl_box *child = box->first; child; child = child->next) {
        if (may_stand(child))
            continue;
        struct pl_box *last = child;
        while (last->next && !may_stand(last->next))
            last = last->next;
        child = wrap(wrapping, type, child, last);
        pl_box_settle(wrapping->arena, wrapping->cascade, child);
    }
}

/* Parts of a table outside one get a table around them: in an inline an inline one (CSS 2.2 §17.2.1). */
static void wrap_loose_parts(struct wrapping *wrapping, struct pl_box *box)
{
    for (struct pl_box *child = box->first; child; child = child->next) {
        if (!is_table_part(child))
            continue;
        struct pl_box *last = child;
        for (struct pl_box *at = child; at && (is_table_part(at) || is_blank(at)); at = at->next)
            if (is_table_part(at))
                last = at;
        child = wrap(wrapping, PL_BOX_TABLE, child, last);
        child->is_atomic = box->type == PL_BOX_INLINE;
        pl_box_settle(wrapping->arena, wrapping->cascade, child);
    }
}

/* --- What propagates ----------------------------------------------------------------------------- */

static struct pl_box *first_block(const struct pl_box *box)
{
    struct pl_box *child = box->first;
    while (child && !is_block(child))
        child = child->next;
    return child;
}

static struct pl_box *last_block(const struct pl_box *box)
{
    struct pl_box *child = box->last;
    while (child && !is_block(child))
        child = child->previous;
    return child;
}

static void propagate(struct pl_box *box)
{
    if (box->has_lines || box->type == PL_BOX_ROW || box->type == PL_BOX_CELL ||
        !pl_box_is_in_flow(box) || box->is_atomic)
        return;
    const struct pl_box *first = first_block(box), *last = last_block(box);
    if (first) {
        box->break_before = pl_break_join(box->break_before, first->break_before);
        box->page_name = first->page_name;
    }
    if (last) {
        box->break_after = pl_break_join(box->break_after, last->break_after);
        box->page_name_end = last->page_name_end;
    }
}

/* Columns hold the container's children, but none of its edges. */
static void add_column_box(struct wrapping *wrapping, struct pl_box *box)
{
    struct pl_box *column = new_anonymous(wrapping, PL_BOX_BLOCK, box);
    column->first = box->first;
    column->last = box->last;
    column->has_lines = box->has_lines;
    column->has_notes = box->has_notes;
    column->is_context = true;
    box->column = column;
}

void pl_box_settle(struct pl_arena *arena, struct pl_cascade *cascade, struct pl_box *box)
{
    struct wrapping wrapping = {arena, cascade};
    switch (box->type) {
    case PL_BOX_TABLE:
        drop_blanks(box);
        wrap_strangers(&wrapping, box, PL_BOX_ROW_GROUP, may_stand_in_table);
        break;
    case PL_BOX_ROW_GROUP:
        drop_blanks(box);
        wrap_strangers(&wrapping, box, PL_BOX_ROW, may_stand_in_group);
        break;
    case PL_BOX_ROW:
        drop_blanks(box);
        wrap_strangers(&wrapping, box, PL_BOX_CELL, may_stand_in_row);
        break;
    case PL_BOX_COLUMN:
    case PL_BOX_COLUMN_GROUP:
        drop_blanks(box);
        break;
    case PL_BOX_BLOCK:
    case PL_BOX_CAPTION:
    case PL_BOX_CELL:
        wrap_loose_parts(&wrapping, box);
        settle_flow(&wrapping, box);
        break;
    case PL_BOX_INLINE:
        wrap_loose_parts(&wrapping, box);
        return;
    case PL_BOX_PICTURE:
    case PL_BOX_TEXT:
    case PL_BOX_LINE_BREAK:
    case PL_BOX_BREAK_CHANCE:
    case PL_BOX_LEADER:
        break;
    }
    propagate(box);
    if (box->is_columns)
        add_column_box(&wrapping, box);
}
