// SPDX-License-Identifier: MIT
/* layout/absolute.c: absolutely positioned boxes, once their containing blocks are known.
 *
 * Source: CSS 2.2 §10.1 (containing blocks), §10.3.7, §10.3.8 and §10.6.4, §10.6.5 (sizes). While a page is
 * filled such a box is a fragment without size at its static position; when the page is finished its
 * content is hung into that. */
#include "layout/flow.h"

struct containing {
    pl_unit x, y, width, height; // padding box, on the page area
};

static void place_in(struct pl_layouter *layouter, struct pl_fragment *fragment, pl_unit x,
                     pl_unit y, struct containing block);

/* One direction of a box: its two offsets, its margins, where it would stand by itself. */
struct axis {
    pl_unit at, room;   // of the containing block
    pl_unit start, end; // offsets from both sides
    bool has_start, has_end;
    pl_unit by_itself;           // static position of the margin edge
    bool is_reversed;            // that edge is the right one
    enum pl_side before, behind; // names of the sides
};

static struct axis axis_of(const struct pl_style *style, enum pl_property start,
                           enum pl_property end, const struct pl_css_basis *basis)
{
    struct axis axis = {0};
    axis.has_start = pl_css_resolve(style->values[start], basis, &axis.start);
    axis.has_end = pl_css_resolve(style->values[end], basis, &axis.end);
    return axis;
}

/* What an auto width may take: the containing block less the offsets, or from the static position on. */
static pl_unit room_of(const struct axis *axis)
{
    pl_unit room = axis->room - axis->start - axis->end;
    if (!axis->has_start && !axis->has_end)
        room = axis->is_reversed ? axis->by_itself - axis->at
                                 : axis->at + axis->room - axis->by_itself;
    return pl_unit_max(room, 0);
}

/* Between two offsets auto margins share what is left; across, a negative rest goes to the end side alone. */
static void solve_margins(const struct axis *axis, pl_unit size, bool may_be_negative,
                          struct pl_edges *edges)
{
    if (!axis->has_start || !axis->has_end)
        return;
    pl_unit *before = &edges->margin[axis->before], *behind = &edges->margin[axis->behind];
    bool auto_before = edges->is_auto[axis->before], auto_behind = edges->is_auto[axis->behind];
    pl_unit rest = axis->room - axis->start - axis->end - size - *before - *behind;
    if (auto_before && auto_behind && (rest >= 0 || may_be_negative))
        *before = rest / 2, *behind = rest - rest / 2;
    else if (auto_before && auto_behind)
        *(axis->is_reversed ? before : behind) = rest;
    else if (auto_before)
        *before = rest;
    else if (auto_behind)
        *behind = rest;
}

/* Where the border box begins. With both offsets the end one is ignored, in right-to-left text the left one. */
static pl_unit position(const struct axis *axis, pl_unit size, const struct pl_edges *edges,
                        bool prefers_end)
{
    pl_unit before = edges->margin[axis->before], behind = edges->margin[axis->behind];
    if (axis->has_start && !(axis->has_end && prefers_end))
        return axis->at + axis->start + before;
    if (axis->has_end)
        return axis->at + axis->room - axis->end - behind - size;
    return axis->is_reversed ? axis->by_itself - behind - size : axis->by_itself + before;
}

static bool has_auto(const struct pl_style *style, enum pl_property property)
{
    return pl_style_keyword(style, property) == PL_KEYWORD_auto;
}

/* Sizes that are stretched between two offsets, or shrunk to fit. */
static struct pl_space space_of(struct pl_layouter *layouter, struct pl_box *box,
                                const struct axis *across, const struct axis *down,
                                const struct pl_edges *edges)
{
    struct pl_space space = pl_space_endless(across->room, down->room);
    struct pl_css_basis basis = pl_basis(layouter, across->room);
    bool is_block = box->type != PL_BOX_PICTURE && box->type != PL_BOX_TABLE;
    if (box->type == PL_BOX_PICTURE)
        return space;
    bool stretches = is_block && across->has_start && across->has_end &&
                     has_auto(box->style, PL_PROPERTY_width);
    if (stretches) {
        pl_unit sides = pl_edges_sum(edges, PL_LEFT, PL_RIGHT);
        pl_unit width = pl_unit_max(
            room_of(across) - edges->margin[PL_LEFT] - edges->margin[PL_RIGHT] - sides, 0);
        space.forced_width = sides + pl_used_within(box->style, PL_PROPERTY_min_width,
                                                    PL_PROPERTY_max_width, edges, &basis,
                                                    across->room, width);
    } else {
        space.forced_width = pl_width_fitted(layouter, box, across->room, room_of(across), edges);
    }
    if (is_block && down->has_start && down->has_end && has_auto(box->style, PL_PROPERTY_height)) {
        space.has_forced_height = true;
        space.forced_height = pl_unit_max(
            room_of(down) - edges->margin[PL_TOP] - edges->margin[PL_BOTTOM], 0);
    }
    return space;
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
    across.at = block.x, across.room = block.width, across.by_itself = x;
    across.before = PL_LEFT, across.behind = PL_RIGHT;
    across.is_reversed = box->parent && box->parent->is_right_to_left;
    down.at = block.y, down.room = block.height, down.by_itself = y;
    down.before = PL_TOP, down.behind = PL_BOTTOM;
    struct pl_space space = space_of(layouter, box, &across, &down, &edges);
    struct pl_fragment *content = pl_box_layout(layouter, box, &space).fragment;
    solve_margins(&across, content->width, false, &edges);
    solve_margins(&down, content->height, true, &edges);
    content->x = position(&across, content->width, &edges, across.is_reversed) - x;
    content->y = position(&down, content->height, &edges, false) - y;
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

/* --- Inside lines ------------------------------------------------------------------------------ */

/* Whether an absolute box waits, or was placed, somewhere in a fragment. */
static bool has_absolute(const struct pl_fragment *fragment)
{
    if (fragment->box->floats == PL_FLOAT_ABSOLUTE)
        return true;
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        if (has_absolute(child))
            return true;
    const struct pl_inline *lines = fragment->box->has_lines && fragment->lines
                                        ? fragment->box->lines
                                        : NULL;
    for (uint32_t i = 0; lines && i < lines->object_count; i++)
        if (lines->atoms[i] && has_absolute(lines->atoms[i]))
            return true;
    return false;
}

static void place_in_atoms(struct pl_layouter *layouter, const struct pl_fragment *fragment,
                           pl_unit x, pl_unit y, struct containing block)
{
    const struct pl_inline *lines = fragment->box->lines;
    uint32_t base = 0;
    while (base < lines->object_count && lines->objects[base].offset < fragment->base)
        base++;
    for (uint32_t i = fragment->first_line; i < fragment->line_end; i++) {
        const struct pl_line *line = &fragment->lines->lines[i];
        struct pl_line_content content = pl_line_runs(layouter->typesetter, layouter->scratch,
                                                      fragment->lines, i);
        for (size_t k = 0; k < content.object_count; k++) {
            const struct pl_object_place *object = &content.objects[k];
            uint32_t index = base + object->object;
            struct pl_fragment *atom = lines->atoms[index];
            if (!atom || !has_absolute(atom))
                continue;
            struct pl_css_basis basis = pl_basis(layouter, fragment->width);
            struct pl_edges edges = pl_used_edges(atom->box->style, &basis);
            place_in(layouter, atom, x + fragment->lines_x + object->x + edges.margin[PL_LEFT],
                     y + fragment->lines_y + line->y + object->y - lines->objects[index].ascent +
                         edges.margin[PL_TOP],
                     block);
        }
    }
}

static void place_in(struct pl_layouter *layouter, struct pl_fragment *fragment, pl_unit x,
                     pl_unit y, struct containing block)
{
    x += fragment->shift_x;
    y += fragment->shift_y;
    if (fragment->box->style && is_containing(fragment->box))
        block = padding_box(layouter, fragment, x, y);
    for (struct pl_fragment *child = fragment->first; child; child = child->next) {
        bool is_holder = child->box->floats == PL_FLOAT_ABSOLUTE && child->box != fragment->box;
        if (is_holder)
            place(layouter, child, x + child->x, y + child->y, block);
        else
            place_in(layouter, child, x + child->x, y + child->y, block);
    }
    const struct pl_inline *lines = fragment->box->has_lines && fragment->lines
                                        ? fragment->box->lines
                                        : NULL;
    for (uint32_t i = 0; lines && i < lines->object_count; i++)
        if (lines->atoms[i] && has_absolute(lines->atoms[i])) {
            place_in_atoms(layouter, fragment, x, y, block);
            return;
        }
}

void pl_absolute_place_all(struct pl_layouter *layouter, struct pl_fragment *root, pl_unit width,
                           pl_unit height)
{
    place_in(layouter, root, 0, 0, (struct containing){0, 0, width, height});
}
