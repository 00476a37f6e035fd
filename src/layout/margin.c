// SPDX-License-Identifier: MIT
/* layout/margin.c: the sixteen boxes in a page's margins.
 *
 * Source: Paged Media 3 §5.3 (their sizes), GCPM 3 §1 (running heads). They are set when their page is made, so
 * nothing of them is kept. */
#include "layout/book.h"
#include "layout/content.h"
#include "layout/display.h"

struct margin_box {
    const struct pl_style *style; // NULL: not generated
    struct pl_box *box;
    struct pl_edges edges;
    pl_unit least, most; // of the outer box along the side
    bool is_fixed;
};

struct margins {
    const struct pl_book *book;
    const struct pl_book_page *page;
    uint32_t index;
    struct pl_layouter *layouter;
    struct margin_box boxes[PL_MARGIN_BOX_COUNT];
};

/* --- Content -------------------------------------------------------------------------------- */

static bool counter(void *context, struct pl_strbuf *out, pl_str name,
                    const struct pl_css_value *style)
{
    const struct margins *margins = context;
    int64_t value = 0;
    if (pl_str_eq(name, PL_LIT("page")))
        value = margins->page->number;
    else if (pl_str_eq(name, PL_LIT("pages")))
        value = (int64_t)margins->book->count;
    else
        pl_book_counter(margins->book, margins->index, name, &value);
    pl_counter_add_number(out, value, style);
    return true;
}

static pl_str string(void *context, pl_str name, enum pl_keyword which)
{
    const struct margins *margins = context;
    return pl_book_string(margins->book, margins->index, name, which);
}

static const struct pl_box *element(void *context, pl_str name, enum pl_keyword which)
{
    const struct margins *margins = context;
    return pl_book_running(margins->book, margins->index, name, which);
}

static struct pl_box *new_box(struct pl_arena *arena, enum pl_box_type type,
                              const struct pl_style *style)
{
    struct pl_box *box = PL_NEW(arena, struct pl_box);
    box->type = type;
    box->style = style;
    box->owner = box->link = PL_OWNER_NONE;
    box->is_right_to_left = pl_style_is_rtl(style);
    box->min_content = box->max_content = -1;
    return box;
}

/* Where nobody said how the element's text is aligned, the margin box says it: as peers do. */
static const struct pl_style *aligned(struct pl_arena *arena, const struct pl_style *style,
                                      const struct pl_style *margin_box)
{
    if (pl_style_keyword(style, PL_PROPERTY_text_align) != PL_KEYWORD_start)
        return style;
    struct pl_style *copy = PL_NEW(arena, struct pl_style);
    *copy = *style;
    copy->values[PL_PROPERTY_text_align] = margin_box->values[PL_PROPERTY_text_align];
    return copy;
}

/* A running element stands here as a block: a shallow copy, so that the box in the flow stays as it is. */
static struct pl_box *copy_running(struct pl_arena *arena, const struct pl_box *element,
                                   const struct pl_style *margin_box)
{
    struct pl_box *copy = PL_NEW(arena, struct pl_box);
    *copy = *element;
    copy->style = aligned(arena, element->style, margin_box);
    copy->floats = PL_FLOAT_NONE;
    copy->parent = copy->previous = copy->next = NULL;
    copy->min_content = copy->max_content = -1;
    if (element->lines) { // of its own: threads measure objects in it
        copy->lines = PL_NEW(arena, struct pl_inline);
        *copy->lines = *element->lines;
        copy->lines->lines = NULL;
        copy->lines->objects = PL_NEW_ARRAY(arena, struct pl_inline_object,
                                            element->lines->object_count);
        copy->lines->atoms = PL_NEW_ARRAY(arena, struct pl_fragment *,
                                          element->lines->object_count);
        if (element->lines->object_count)
            memcpy(copy->lines->objects, element->lines->objects,
                   element->lines->object_count * sizeof *copy->lines->objects);
    }
    for (const struct pl_box *child = element->has_lines ? NULL : element->first; child;
         child = child->next) {
        struct pl_box *own = copy_running(arena, child, margin_box);
        if (child == element->first)
            copy->first = copy->last = NULL;
        pl_box_append(copy, own);
    }
    return copy;
}

static struct pl_box *build(struct margins *margins, const struct pl_style *style)
{
    struct pl_arena *arena = margins->layouter->arena;
    const struct pl_content_resolver resolver = {counter, string, element, margins};
    int depth = 0;
    struct pl_content_scope scope = {
        .arena = arena, .quote_depth = &depth, .style = style, .resolver = &resolver};
    struct pl_content_piece *pieces;
    size_t count = pl_content_evaluate(&scope, style->values[PL_PROPERTY_content], &pieces);
    struct pl_box *box = new_box(arena, PL_BOX_BLOCK, style);
    box->is_context = true;
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].element) {
            box->first = box->last = NULL;
            pl_box_append(box, copy_running(arena, pieces[i].element, style));
            return box;
        }
        struct pl_box *text = new_box(arena, pieces[i].is_leader ? PL_BOX_LEADER : PL_BOX_TEXT,
                                      style);
        text->text = pieces[i].text;
        pl_box_append(box, text);
    }
    box->has_lines = true;
    pl_inline_build(arena, margins->layouter->scratch, box, margins->layouter->fonts);
    return box;
}

/* --- Sizes along a side (Paged Media 3 §5.3.2) -------------------------------------------------- */

static pl_unit outer_sides(const struct pl_edges *edges, bool is_row)
{
    return is_row ? pl_edges_sum(edges, PL_LEFT, PL_RIGHT) + edges->margin[PL_LEFT] +
                        edges->margin[PL_RIGHT]
                  : pl_edges_sum(edges, PL_TOP, PL_BOTTOM) + edges->margin[PL_TOP] +
                        edges->margin[PL_BOTTOM];
}

static void measure(struct margins *margins, struct margin_box *box, bool is_row, pl_unit width,
                    pl_unit length)
{
    if (!box->style)
        return;
    struct pl_layouter *layouter = margins->layouter;
    struct pl_css_basis basis = pl_basis(layouter, width);
    box->edges = pl_used_edges(box->style, &basis);
    pl_unit sides = outer_sides(&box->edges, is_row), asked;
    enum pl_property property = is_row ? PL_PROPERTY_width : PL_PROPERTY_height;
    if (pl_used_size(box->style, property, &box->edges, &basis, length, &asked)) {
        box->least = box->most = asked + sides;
        box->is_fixed = true;
        return;
    }
    if (is_row) {
        pl_width_extent(layouter, box->box);
        box->least = box->box->min_content + box->edges.margin[PL_LEFT] +
                     box->edges.margin[PL_RIGHT];
        box->most = box->box->max_content + box->edges.margin[PL_LEFT] +
                    box->edges.margin[PL_RIGHT];
        return;
    }
    struct pl_space space = pl_space_endless(width, -1);
    space.forced_width = pl_unit_max(
        width - box->edges.margin[PL_LEFT] - box->edges.margin[PL_RIGHT], 0);
    struct pl_fragment *fragment = pl_box_layout(layouter, box->box, &space).fragment;
    box->least = box->most = fragment->height + box->edges.margin[PL_TOP] +
                             box->edges.margin[PL_BOTTOM];
}

/* Two boxes share a length: §5.3.2.4. The first one's part. */
static pl_unit flex(const struct margin_box *a, const struct margin_box *b, pl_unit length)
{
    if (a->is_fixed)
        return a->most;
    if (b->is_fixed)
        return length - b->most;
    double free = (double)length - a->most - b->most, part = a->most,
           whole = (double)a->most + b->most;
    double from = a->most;
    if (free < 0) {
        double room = (double)length - a->least - b->least;
        from = a->least;
        free = room;
        if (room >= 0) {
            part = a->most - a->least;
            whole = part + b->most - b->least;
        } else {
            part = a->least;
            whole = (double)a->least + b->least;
        }
    }
    double share = whole > 0 ? part / whole : 0.5;
    return pl_unit_from_pt((from + free * share) / PL_UNIT_PER_PT);
}

/* Where the three boxes of a side begin and how long they are. */
static void share_side(const struct margin_box *first, const struct margin_box *middle,
                       const struct margin_box *last, pl_unit length, pl_unit at[3],
                       pl_unit size[3])
{
    if (middle->style) {
        struct margin_box outer = {.style = middle->style};
        outer.least = 2 * pl_unit_max(first->least, last->least);
        outer.most = 2 * pl_unit_max(first->most, last->most);
        bool has_outer = first->style || last->style;
        size[1] = has_outer || middle->is_fixed ? flex(middle, &outer, length) : length;
        if (middle->is_fixed)
            size[1] = middle->most;
        pl_unit side = (length - size[1]) / 2;
        size[0] = first->is_fixed ? first->most : side;
        size[2] = last->is_fixed ? last->most : side;
        at[1] = side;
    } else if (first->style && last->style) {
        size[0] = flex(first, last, length);
        size[2] = last->is_fixed ? last->most : length - size[0];
    } else {
        size[0] = first->is_fixed ? first->most : length;
        size[2] = last->is_fixed ? last->most : length;
    }
    at[0] = 0;
    at[2] = length - size[2];
}

/* --- Setting ---------------------------------------------------------------------------------------- */

/* Lays a box into a rectangle (its margin box) and adds its marks. */
static void set_box(struct margins *margins, struct margin_box *box, struct pl_rect rect,
                    struct pl_marks *marks)
{
    if (!box->style || rect.width <= 0)
        return;
    struct pl_layouter *layouter = margins->layouter;
    struct pl_css_basis basis = pl_basis(layouter, rect.width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    struct pl_space space = pl_space_endless(rect.width, -1);
    space.forced_width = pl_unit_max(rect.width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT],
                                     0);
    struct pl_fragment *fragment = pl_box_layout(layouter, box->box, &space).fragment;
    pl_unit height, asked;
    height = pl_unit_max(rect.height - edges.margin[PL_TOP] - edges.margin[PL_BOTTOM], 0);
    if (pl_used_size(box->style, PL_PROPERTY_height, &edges, &basis, rect.height, &asked))
        height = asked + pl_edges_sum(&edges, PL_TOP, PL_BOTTOM);
    pl_unit free = height - fragment->height, down = 0;
    enum pl_keyword align = pl_style_keyword(box->style, PL_PROPERTY_vertical_align);
    if (align == PL_KEYWORD_middle)
        down = free / 2;
    else if (align == PL_KEYWORD_bottom)
        down = free;
    struct pl_rect border = {rect.x + edges.margin[PL_LEFT], rect.y + edges.margin[PL_TOP],
                             fragment->width, height};
    pl_compose_box(layouter, box->style, border, &edges, true, true, marks);
    pl_compose_marks(margins->book, layouter, fragment, border.x, border.y + down, marks);
}

static void set_side(struct margins *margins, const enum pl_margin_box names[3], bool is_row,
                     struct pl_rect side, struct pl_marks *marks[3])
{
    struct margin_box *boxes[3];
    pl_unit length = is_row ? side.width : side.height, at[3] = {0}, size[3] = {0};
    for (int i = 0; i < 3; i++) {
        boxes[i] = &margins->boxes[names[i]];
        measure(margins, boxes[i], is_row, side.width, length);
    }
    share_side(boxes[0], boxes[1], boxes[2], length, at, size);
    for (int i = 0; i < 3; i++) {
        struct pl_rect rect = side;
        if (is_row) {
            rect.x += at[i];
            rect.width = size[i];
        } else {
            rect.y += at[i];
            rect.height = size[i];
        }
        set_box(margins, boxes[i], rect, marks[i]);
    }
}

void pl_margin_boxes(const struct pl_book *book, struct pl_layouter *layouter, uint32_t index,
                     struct pl_marks *header, struct pl_marks *footer)
{
    const struct pl_book_page *page = &book->data[index];
    struct margins margins = {.book = book, .page = page, .index = index, .layouter = layouter};
    for (int i = 0; i < PL_MARGIN_BOX_COUNT; i++) {
        margins.boxes[i].style = page->style->margin_boxes[i];
        if (margins.boxes[i].style)
            margins.boxes[i].box = build(&margins, margins.boxes[i].style);
    }
    const pl_unit *margin = page->edges.margin;
    pl_unit inner_width = page->width - margin[PL_LEFT] - margin[PL_RIGHT];
    pl_unit inner_height = page->height - margin[PL_TOP] - margin[PL_BOTTOM];
    pl_unit right = page->width - margin[PL_RIGHT], bottom = page->height - margin[PL_BOTTOM];
    struct pl_marks *above[3] = {header, header, header}, *below[3] = {footer, footer, footer};
    struct pl_marks *beside[3] = {header, header, footer};
    static const enum pl_margin_box top[3] = {PL_MARGIN_TOP_LEFT, PL_MARGIN_TOP_CENTER,
                                              PL_MARGIN_TOP_RIGHT};
    static const enum pl_margin_box foot[3] = {PL_MARGIN_BOTTOM_LEFT, PL_MARGIN_BOTTOM_CENTER,
                                               PL_MARGIN_BOTTOM_RIGHT};
    static const enum pl_margin_box left_side[3] = {PL_MARGIN_LEFT_TOP, PL_MARGIN_LEFT_MIDDLE,
                                                    PL_MARGIN_LEFT_BOTTOM};
    static const enum pl_margin_box right_side[3] = {PL_MARGIN_RIGHT_TOP, PL_MARGIN_RIGHT_MIDDLE,
                                                     PL_MARGIN_RIGHT_BOTTOM};
    set_box(&margins, &margins.boxes[PL_MARGIN_TOP_LEFT_CORNER],
            (struct pl_rect){0, 0, margin[PL_LEFT], margin[PL_TOP]}, header);
    set_side(&margins, top, true, (struct pl_rect){margin[PL_LEFT], 0, inner_width, margin[PL_TOP]},
             above);
    set_box(&margins, &margins.boxes[PL_MARGIN_TOP_RIGHT_CORNER],
            (struct pl_rect){right, 0, margin[PL_RIGHT], margin[PL_TOP]}, header);
    set_side(&margins, left_side, false,
             (struct pl_rect){0, margin[PL_TOP], margin[PL_LEFT], inner_height}, beside);
    set_side(&margins, right_side, false,
             (struct pl_rect){right, margin[PL_TOP], margin[PL_RIGHT], inner_height}, beside);
    set_box(&margins, &margins.boxes[PL_MARGIN_BOTTOM_LEFT_CORNER],
            (struct pl_rect){0, bottom, margin[PL_LEFT], margin[PL_BOTTOM]}, footer);
    set_side(&margins, foot, true,
             (struct pl_rect){margin[PL_LEFT], bottom, inner_width, margin[PL_BOTTOM]}, below);
    set_box(&margins, &margins.boxes[PL_MARGIN_BOTTOM_RIGHT_CORNER],
            (struct pl_rect){right, bottom, margin[PL_RIGHT], margin[PL_BOTTOM]}, footer);
}

/* --- Folios ------------------------------------------------------------------------------------------------ */

/* True, with its style, when counter(page) stands in a content value. */
static bool folio_in(const struct pl_css_value *value, const struct pl_css_value **style)
{
    bool is_counter = value->type == PL_CSS_FUNCTION && value->count &&
                      pl_str_eq(value->items[0]->text, PL_LIT("page")) &&
                      (value->keyword == PL_KEYWORD_counter ||
                       pl_str_eq(value->text, PL_LIT("counter")));
    if (is_counter)
        *style = value->count > 1 ? pl_content_counter_style(value->items[1]) : NULL;
    for (uint32_t i = 0; value->type == PL_CSS_LIST && i < value->count; i++)
        if (folio_in(value->items[i], style))
            return true;
    return is_counter;
}

const struct pl_css_value *pl_margin_folio_style(const struct pl_page_style *style)
{
    const struct pl_css_value *found = NULL;
    for (int i = 0; i < PL_MARGIN_BOX_COUNT; i++) {
        if (style->margin_boxes[i] &&
            folio_in(style->margin_boxes[i]->values[PL_PROPERTY_content], &found))
            return found;
    }
    return NULL;
}
