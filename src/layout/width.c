// SPDX-License-Identifier: MIT
/* layout/width.c: how wide a box is: by its style, by its containing block, by its content.
 *
 * Source: CSS 2.2 §10.3 and §10.4, Sizing 3 §5; pictures by Images 3 §5.2. */
#include "layout/flow.h"

#include "layout/table.h"

/* --- Pictures: a CSS pixel a pixel, 96 an inch --------------------------------------------------- */

#define PIXEL        PL_PT(0.75)
#define PICTURE_MOST PL_PT(100000)

static pl_unit of_pixels(uint32_t count)
{
    return pl_unit_clamp((pl_flow)count * PIXEL > PICTURE_MOST ? PICTURE_MOST
                                                               : (pl_flow)count * PIXEL);
}

static pl_unit proportional(pl_unit one, uint32_t own, uint32_t other)
{
    pl_flow size = own ? (pl_flow)((double)one * other / own + 0.5) : 0;
    return pl_unit_clamp(size > PICTURE_MOST ? PICTURE_MOST : size);
}

void pl_picture_size(struct pl_layouter *layouter, const struct pl_box *box, pl_unit width, pl_unit height,
                     const struct pl_edges *edges, pl_unit *used_width, pl_unit *used_height)
{
    const struct pl_picture *picture = box->picture;
    struct pl_css_basis basis = pl_basis(layouter, width);
    bool has_width = pl_used_size(box->style, PL_PROPERTY_width, edges, &basis, width, used_width);
    bool has_height = pl_used_size(box->style, PL_PROPERTY_height, edges, &basis, height, used_height);
    if (!has_width && !has_height)
        *used_width = of_pixels(picture->width);
    else if (!has_width)
        *used_width = proportional(*used_height, picture->height, picture->width);
    if (!has_height)
        *used_height = proportional(*used_width, picture->width, picture->height);
    pl_unit bound_width = pl_used_within(box->style, PL_PROPERTY_min_width, PL_PROPERTY_max_width,
                                         edges, &basis, width, *used_width);
    if (bound_width != *used_width) {
        *used_width = bound_width;
        if (!has_height)
            *used_height = proportional(bound_width, picture->width, picture->height);
    }
    pl_unit bound_height = pl_used_within(box->style, PL_PROPERTY_min_height,
                                          PL_PROPERTY_max_height, edges, &basis, height,
                                          *used_height);
    if (bound_height != *used_height) {
        *used_height = bound_height;
        if (!has_width) {
            pl_unit fitted = proportional(bound_height, picture->height, picture->width);
            *used_width = pl_used_within(box->style, PL_PROPERTY_min_width, PL_PROPERTY_max_width,
                                         edges, &basis, width, fitted);
        }
    }
}

/* --- Content widths ---------------------------------------------------------------------------------- */

struct extent {
    pl_unit least, most; // of the content
};

static void widen(struct extent *extent, pl_unit least, pl_unit most)
{
    extent->least = pl_unit_max(extent->least, least);
    extent->most = pl_unit_max(extent->most, most);
}

/* Sizes in percent of an unknown width count as auto, margins in percent as nothing (Sizing 3 §5.2). */
static struct pl_edges edges_without_basis(struct pl_layouter *layouter, const struct pl_box *box)
{
    struct pl_css_basis basis = pl_basis(layouter, 0);
    return pl_used_edges(box->style, &basis);
}

static pl_unit horizontal_margins(const struct pl_edges *edges)
{
    return edges->margin[PL_LEFT] + edges->margin[PL_RIGHT];
}

/* Atoms as wide as their least content asks; false where there are none that differ. */
static bool narrow_atoms(struct pl_layouter *layouter, struct pl_inline *lines)
{
    bool is_narrower = false;
    for (uint32_t i = 0; i < lines->object_count; i++) {
        if (lines->roles[i] != PL_OBJECT_ATOM)
            continue;
        struct pl_box *box = (struct pl_box *)lines->segments[lines->objects[i].owner].box;
        struct pl_edges edges = edges_without_basis(layouter, box);
        pl_width_extent(layouter, box);
        pl_unit least = box->min_content + horizontal_margins(&edges);
        is_narrower |= least < lines->objects[i].advance;
        lines->objects[i].advance = pl_unit_min(least, lines->objects[i].advance);
    }
    return is_narrower;
}

static struct extent extent_of_lines(struct pl_layouter *layouter, struct pl_box *box)
{
    struct extent extent = {0};
    if (!pl_lines_are_none(box)) {
        struct pl_paragraph paragraph = pl_lines_paragraph(layouter, box, -1, 0);
        struct pl_extent text = pl_paragraph_extent(layouter->typesetter, layouter->scratch,
                                                    &paragraph);
        extent = (struct extent){text.min_content, text.max_content};
        if (narrow_atoms(layouter, box->lines))
            extent.least = pl_paragraph_extent(layouter->typesetter, layouter->scratch, &paragraph)
                               .min_content;
    }
    pl_unit floats = 0;
    for (uint32_t i = 0; i < box->lines->anchor_count; i++) {
        struct pl_box *other = box->lines->anchors[i].box;
        if (other->floats != PL_FLOAT_LEFT && other->floats != PL_FLOAT_RIGHT)
            continue;
        struct pl_edges edges = edges_without_basis(layouter, other);
        pl_width_extent(layouter, other);
        widen(&extent, other->min_content + horizontal_margins(&edges), 0);
        floats += other->max_content + horizontal_margins(&edges);
    }
    extent.most += floats;
    return extent;
}

static struct extent extent_of_children(struct pl_layouter *layouter, struct pl_box *box)
{
    struct extent extent = {0};
    pl_flow floats = 0;
    for (struct pl_box *child = box->first; child; child = child->next) {
        if (child->floats != PL_FLOAT_NONE && child->floats != PL_FLOAT_LEFT &&
            child->floats != PL_FLOAT_RIGHT)
            continue;
        struct pl_edges edges = edges_without_basis(layouter, child);
        pl_width_extent(layouter, child);
        pl_unit margins = horizontal_margins(&edges);
        bool is_beside = child->floats != PL_FLOAT_NONE || child->is_context ||
                         child->type == PL_BOX_PICTURE;
        if (child->clears_left || child->clears_right)
            floats = 0;
        if (is_beside) { // what makes its own context stands beside the floats before it
            floats += child->max_content + margins;
            widen(&extent, child->min_content + margins, pl_unit_clamp(floats));
            if (child->floats == PL_FLOAT_NONE)
                floats = 0;
        } else {
            floats = 0;
            widen(&extent, child->min_content + margins, child->max_content + margins);
        }
    }
    return extent;
}

static struct extent extent_of_content(struct pl_layouter *layouter, struct pl_box *box)
{
    struct extent extent = {0};
    if (box->type == PL_BOX_PICTURE) {
        struct pl_edges edges = edges_without_basis(layouter, box);
        pl_unit height;
        pl_picture_size(layouter, box, 0, -1, &edges, &extent.most, &height);
        extent.least = extent.most;
        // a picture in percent of its box can shrink to nothing
        const struct pl_css_value *most = box->style->values[PL_PROPERTY_max_width];
        const struct pl_css_value *own = box->style->values[PL_PROPERTY_width];
        if ((most->type == PL_CSS_LINEAR && most->linear.has_percentage) ||
            (own->type == PL_CSS_LINEAR && own->linear.has_percentage)) {
            extent.least = 0;
            extent.most = of_pixels(box->picture->width);
        }
        return extent;
    }
    if (box->type == PL_BOX_TABLE) {
        pl_table_extent(layouter, box, &extent.least, &extent.most);
        return extent;
    }
    extent = box->has_lines ? extent_of_lines(layouter, box) : extent_of_children(layouter, box);
    if (box->is_columns) { // as many columns side by side as are asked for
        struct pl_css_basis basis = pl_basis(layouter, 0);
        double count = pl_style_number(box->style, PL_PROPERTY_column_count, 1);
        count = count < 1 ? 1 : count > 1000 ? 1000 : count;
        pl_unit gap = pl_style_length(box->style, PL_PROPERTY_column_gap, &basis,
                                      pl_style_font_size(box->style));
        extent.least = pl_unit_clamp((pl_flow)(extent.least * count + gap * (count - 1)));
        extent.most = pl_unit_clamp((pl_flow)(extent.most * count + gap * (count - 1)));
    }
    return extent;
}

void pl_width_extent(struct pl_layouter *layouter, struct pl_box *box)
{
    if (box->min_content >= 0)
        return;
    struct pl_edges edges = edges_without_basis(layouter, box);
    struct pl_css_basis basis = pl_basis(layouter, 0);
    struct extent extent = extent_of_content(layouter, box);
    pl_unit width;
    pl_unit sides = box->type == PL_BOX_TABLE ? 0 : pl_edges_sum(&edges, PL_LEFT, PL_RIGHT);
    if (box->type != PL_BOX_PICTURE && box->type != PL_BOX_CELL && box->type != PL_BOX_TABLE) {
        if (pl_used_size(box->style, PL_PROPERTY_width, &edges, &basis, -1, &width))
            extent = (struct extent){width, width};
        extent.least = pl_used_within(box->style, PL_PROPERTY_min_width, PL_PROPERTY_max_width,
                                      &edges, &basis, -1, extent.least);
        extent.most = pl_used_within(box->style, PL_PROPERTY_min_width, PL_PROPERTY_max_width,
                                     &edges, &basis, -1, extent.most);
    }
    box->min_content = pl_unit_clamp((pl_flow)extent.least + sides);
    box->max_content = pl_unit_clamp((pl_flow)pl_unit_max(extent.most, extent.least) + sides);
}

/* --- Used widths ------------------------------------------------------------------------------------------ */

/* A width by keyword or by the content, content box. */
static pl_unit content_width(struct pl_layouter *layouter, struct pl_box *box,
                             enum pl_keyword keyword, pl_unit available,
                             const struct pl_edges *edges)
{
    pl_width_extent(layouter, box);
    pl_unit sides = box->type == PL_BOX_TABLE ? 0 : pl_edges_sum(edges, PL_LEFT, PL_RIGHT);
    pl_unit least = box->min_content - sides, most = box->max_content - sides;
    if (keyword == PL_KEYWORD_min_content)
        return least;
    if (keyword == PL_KEYWORD_max_content)
        return most;
    return pl_unit_min(pl_unit_max(least, available), most);
}

pl_unit pl_width_fitted(struct pl_layouter *layouter, struct pl_box *box, pl_unit containing,
                        pl_unit room, const struct pl_edges *edges)
{
    struct pl_css_basis basis = pl_basis(layouter, containing);
    pl_unit width, sides = pl_edges_sum(edges, PL_LEFT, PL_RIGHT);
    room -= horizontal_margins(edges);
    if (box->type == PL_BOX_TABLE)
        return pl_table_width(layouter, box, room);
    if (!pl_used_size(box->style, PL_PROPERTY_width, edges, &basis, containing, &width))
        width = content_width(layouter, box, pl_style_keyword(box->style, PL_PROPERTY_width),
                              room - sides, edges);
    width = pl_used_within(box->style, PL_PROPERTY_min_width, PL_PROPERTY_max_width, edges, &basis,
                           containing, width);
    return pl_unit_max(width, 0) + sides;
}

pl_unit pl_width_shrunk(struct pl_layouter *layouter, struct pl_box *box, pl_unit available,
                        const struct pl_edges *edges)
{
    return pl_width_fitted(layouter, box, available, available, edges);
}

/* Shares what is left between auto margins; what is too much or too little goes to the end side: §10.3.3. */
static void solve_margins(const struct pl_box *box, pl_unit left_over, struct pl_edges *edges)
{
    bool left = edges->is_auto[PL_LEFT], right = edges->is_auto[PL_RIGHT];
    if (left && right && left_over >= 0) {
        edges->margin[PL_LEFT] = left_over / 2;
        edges->margin[PL_RIGHT] = left_over - left_over / 2;
    } else if (left && !right && left_over >= 0) {
        edges->margin[PL_LEFT] = left_over;
    } else if (right && !left && left_over >= 0) {
        edges->margin[PL_RIGHT] = left_over;
    } else if (box->parent && box->parent->is_right_to_left) {
        edges->margin[PL_LEFT] += left_over;
    } else {
        edges->margin[PL_RIGHT] += left_over;
    }
}

pl_unit pl_width_of_block(struct pl_layouter *layouter, struct pl_box *box, pl_unit width,
                          struct pl_edges *edges)
{
    pl_indent_fit(layouter, box, width, edges);
    struct pl_css_basis basis = pl_basis(layouter, width);
    pl_unit sides = pl_edges_sum(edges, PL_LEFT, PL_RIGHT), used = 0, height;
    pl_unit room = pl_unit_clamp((pl_flow)width - horizontal_margins(edges) - sides);
    if (box->type == PL_BOX_PICTURE) {
        pl_picture_size(layouter, box, width, -1, edges, &used, &height);
    } else if (box->type == PL_BOX_TABLE) {
        pl_table_fit(layouter, box, width - horizontal_margins(edges));
        used = pl_table_width(layouter, box, width - horizontal_margins(edges));
        sides = 0;
    } else if (!pl_used_size(box->style, PL_PROPERTY_width, edges, &basis, width, &used)) {
        enum pl_keyword keyword = pl_style_keyword(box->style, PL_PROPERTY_width);
        used = keyword == PL_KEYWORD_auto || keyword == PL_KEYWORD_NOT_ONE
                   ? pl_unit_max(room, 0)
                   : content_width(layouter, box, keyword, room, edges);
    }
    if (box->type != PL_BOX_PICTURE && box->type != PL_BOX_TABLE)
        used = pl_used_within(box->style, PL_PROPERTY_min_width, PL_PROPERTY_max_width, edges,
                              &basis, width, used);
    used = pl_unit_clamp((pl_flow)used + sides);
    solve_margins(box, pl_unit_clamp((pl_flow)width - used - horizontal_margins(edges)), edges);
    return used;
}
