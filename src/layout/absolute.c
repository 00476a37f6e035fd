// SPDX-License-Identifier: MIT
/* layout/absolute.c: absolutely positioned boxes, once their containing blocks are known.
 *
 * Source: CSS 2.2 §10.1 (containing blocks), §10.3.7 and §10.6.4 (sizes). While a page is filled such a box is a
 * fragment without size at its static position; when the page is finished its content is hung into that. */
#include "layout/flow.h"

struct containing {
    pl_unit x, y, width, height; // padding box, on the page area
};

static void place_in(struct pl_layouter *layouter, struct pl_fragment *fragment, pl_unit x,
                     pl_unit y, struct containing block);

struct axis {
    pl_unit start, end; // offsets from both sides
    bool has_start, has_end;
};

static struct axis axis_of(const struct pl_style *style, enum pl_property start,
                           enum pl_property end, const struct pl_css_basis *basis)
{
    struct axis axis = {0};
    axis.has_start = pl_css_resolve(style->values[start], basis, &axis.start);
    axis.has_end = pl_css_resolve(style->values[end], basis, &axis.end);
    return axis;
}

static pl_unit position(const struct axis *axis, pl_unit at, pl_unit room, pl_unit size,
                        pl_unit before, pl_unit after, pl_unit otherwise)
{
    if (axis->has_start)
        return at + axis->start + before;
    if (axis->has_end)
        return at + room - axis->end - after - size;
    return otherwise + before;
}

/* Lays the box out and hangs it into its placeholder, which stands at x, y. */
static void place(struct pl_layouter *layouter, struct pl_fragment *holder, pl_unit x, pl_unit y,
                  struct containing block)
{
    struct pl_box *box = holder->box;
    const struct pl_style *style = box->style;
    struct pl_css_basis wide = pl_basis(layouter, block.width),
                        high = pl_basis(layouter, block.height);
    struct pl_edges edges = pl_used_edges(style, &wide);
    struct axis across = axis_of(style, PL_PROPERTY_left, PL_PROPERTY_right, &wide);
    struct axis down = axis_of(style, PL_PROPERTY_top, PL_PROPERTY_bottom, &high);
    pl_unit used, sides = edges.margin[PL_LEFT] + edges.margin[PL_RIGHT];
    bool has_width = pl_used_size(style, PL_PROPERTY_width, &edges, &wide, block.width, &used);
    struct pl_space space = pl_space_endless(block.width, block.height);
    if (box->type != PL_BOX_PICTURE) {
        if (!has_width && across.has_start && across.has_end)
            space.forced_width = pl_unit_max(block.width - across.start - across.end - sides, 0);
        else
            space.forced_width = pl_width_shrunk(layouter, box, block.width, &edges);
    }
    struct pl_fragment *content = pl_box_layout(layouter, box, &space).fragment;
    if (across.has_start && across.has_end && has_width && edges.is_auto[PL_LEFT] &&
        edges.is_auto[PL_RIGHT])
        edges.margin[PL_LEFT] = (block.width - across.start - across.end - content->width) / 2;
    content->x = position(&across, block.x, block.width, content->width, edges.margin[PL_LEFT],
                          edges.margin[PL_RIGHT], x) -
                 x;
    content->y = position(&down, block.y, block.height, content->height, edges.margin[PL_TOP],
                          edges.margin[PL_BOTTOM], y) -
                 y;
    holder->first = holder->last = NULL;
    pl_fragment_append(holder, content);
    place_in(layouter, content, x + content->x, y + content->y, block);
}

static bool is_containing(const struct pl_box *box)
{
    return box->is_relative || box->floats == PL_FLOAT_ABSOLUTE;
}

static struct containing padding_box(struct pl_layouter *layouter,
                                     const struct pl_fragment *fragment, pl_unit x, pl_unit y)
{
    struct pl_css_basis basis = pl_basis(layouter, fragment->width);
    struct pl_edges edges = pl_used_edges(fragment->box->style, &basis);
    return (struct containing){
        x + edges.border[PL_LEFT],
        y + edges.border[PL_TOP],
        fragment->width - edges.border[PL_LEFT] - edges.border[PL_RIGHT],
        fragment->height - edges.border[PL_TOP] - edges.border[PL_BOTTOM],
    };
}

static void place_in(struct pl_layouter *layouter, struct pl_fragment *fragment, pl_unit x,
                     pl_unit y, struct containing block)
{
    if (fragment->box->style && is_containing(fragment->box))
        block = padding_box(layouter, fragment, x + fragment->shift_x, y + fragment->shift_y);
    for (struct pl_fragment *child = fragment->first; child; child = child->next) {
        bool is_waiting = child->box->floats == PL_FLOAT_ABSOLUTE && !child->first &&
                          !child->lines && !child->width && !child->height;
        if (is_waiting)
            place(layouter, child, x + child->x, y + child->y, block);
        else
            place_in(layouter, child, x + child->x, y + child->y, block);
    }
    const struct pl_inline *lines = fragment->box->has_lines && fragment->lines
                                        ? fragment->box->lines
                                        : NULL;
    for (uint32_t i = 0; lines && i < lines->object_count; i++)
        if (lines->atoms[i])
            place_in(layouter, lines->atoms[i], x, y, padding_box(layouter, lines->atoms[i], 0, 0));
}

void pl_absolute_place_all(struct pl_layouter *layouter, struct pl_fragment *root, pl_unit width,
                           pl_unit height)
{
    place_in(layouter, root, 0, 0, (struct containing){0, 0, width, height});
}
