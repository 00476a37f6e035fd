// SPDX-License-Identifier: MIT
/* layout/block.c: one box → one fragment: edges, height, and what its content leaves over.
 *
 * Source: CSS 2.2 §10.6 (heights), Fragmentation 3 §4 and §5. */
#include "layout/flow.h"

pl_unit pl_space_limit(const struct pl_space *space)
{
    if (!space->frame)
        return PL_NO_LIMIT;
    return pl_unit_min(pl_frame_room(space->frame, space->frame->page->note_height), space->limit);
}

struct pl_fragment *pl_fragment_new(struct pl_layouter *layouter, struct pl_box *box)
{
    struct pl_fragment *fragment = PL_NEW(layouter->arena, struct pl_fragment);
    fragment->box = box;
    fragment->starts = fragment->ends = true;
    return fragment;
}

void pl_fragment_append(struct pl_fragment *parent, struct pl_fragment *child)
{
    child->previous = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

static bool is_out_of_flow(const struct pl_fragment *fragment)
{
    return fragment->box->floats != PL_FLOAT_NONE || fragment->is_marker;
}

bool pl_fragment_baseline(const struct pl_fragment *fragment, bool is_last, pl_unit *baseline)
{
    if (fragment->lines && fragment->line_end > fragment->first_line) {
        uint32_t index = is_last ? fragment->line_end - 1 : fragment->first_line;
        const struct pl_line *line = &fragment->lines->lines[index];
        *baseline = pl_fragment_line_y(fragment, index) + line->baseline;
        return true;
    }
    for (const struct pl_fragment *child = is_last ? fragment->last : fragment->first; child;
         child = is_last ? child->previous : child->next) {
        if (is_out_of_flow(child) || !pl_fragment_baseline(child, is_last, baseline))
            continue;
        *baseline += child->y;
        return true;
    }
    return false;
}

/* --- Outside markers (Lists 3 §3.5) ----------------------------------------------------------- */

/* The marker stands before the item's border box, its baseline on that of the item's first line. An item without
 * lines is as high as its marker. */
static void add_marker(struct pl_layouter *layouter, struct pl_fragment *item,
                       const struct pl_edges *edges)
{
    struct pl_box *box = item->box->marker;
    struct pl_fragment *marker = pl_box_layout_fit(layouter, box, PL_PT(5000), -1);
    pl_unit own = 0, line = 0;
    if (!pl_fragment_baseline(marker, false, &own))
        return;
    bool has_line = pl_fragment_baseline(item, false, &line);
    marker->is_marker = true;
    marker->y = has_line ? line - own : pl_edges_before(edges, PL_TOP);
    marker->x = item->box->is_right_to_left ? item->width - pl_edges_before(edges, PL_RIGHT)
                                            : pl_edges_before(edges, PL_LEFT) - marker->width;
    marker->next = item->first; // the marker is read first
    if (item->first)
        item->first->previous = marker;
    else
        item->last = marker;
    item->first = marker;
    if (!has_line)
        item->height = pl_unit_max(item->height,
                                   marker->height + pl_edges_sum(edges, PL_TOP, PL_BOTTOM));
}

/* --- Pictures ------------------------------------------------------------------------------------ */

static struct pl_result layout_picture(struct pl_layouter *layouter, struct pl_box *box,
                                       const struct pl_space *space, struct pl_edges *edges)
{
    pl_unit width, height;
    pl_picture_size(layouter, box, space->width, space->height, edges, &width, &height);
    pl_unit limit = pl_space_limit(space);
    pl_unit rest = pl_edges_sum(edges, PL_TOP, PL_BOTTOM);
    if (space->frame && (pl_flow)space->offset + height + rest > (pl_flow)limit + PL_FIT_SLACK) {
        if (!space->at_top)
            return (struct pl_result){.appeal = PL_APPEAL_LAST_RESORT};
        pl_unit room = limit - space->offset - rest;
        if (room > 0 && room < height) { // higher than a page: scaled to it
            pl_warn(layouter->diags, PL_W_OVERFLOW, box->node ? box->node->span : PL_NO_SPAN,
                    "a picture is higher than the page and was scaled to fit");
            width = pl_unit_clamp((pl_flow)width * room / height);
            height = room;
        }
    }
    struct pl_fragment *fragment = pl_fragment_new(layouter, box);
    fragment->width = width + pl_edges_sum(edges, PL_LEFT, PL_RIGHT);
    fragment->height = height + rest;
    return (struct pl_result){.fragment = fragment, .appeal = PL_APPEAL_PERFECT};
}

/* --- Boxes with content ---------------------------------------------------------------------------- */

struct layout {
    struct pl_layouter *layouter;
    struct pl_box *box;
    const struct pl_space *space;
    struct pl_edges edges;
    struct pl_fragment *fragment;
    struct pl_content_space inner;
    struct pl_bfc own_bfc;
    pl_unit top, bottom; // border and padding above and below the content of this piece
    bool has_height;
    pl_unit wanted;      // content height by the style that is still to fill
    pl_unit least, most; // bounds of an auto height
};

static void read_heights(struct layout *layout)
{
    const struct pl_style *style = layout->box->style;
    struct pl_css_basis basis = pl_basis(layout->layouter, layout->space->width);
    pl_unit containing = layout->space->height, height = 0, consumed = 0;
    if (layout->space->token)
        consumed = layout->space->token->consumed;
    if (layout->box->type != PL_BOX_CELL)
        layout->has_height = pl_used_size(style, PL_PROPERTY_height, &layout->edges, &basis,
                                          containing, &height);
    if (layout->space->has_forced_height) {
        layout->has_height = true;
        height = pl_unit_max(layout->space->forced_height -
                                 pl_edges_sum(&layout->edges, PL_TOP, PL_BOTTOM),
                             0);
    }
    pl_unit least = 0, most = PL_NO_LIMIT;
    pl_used_size(style, PL_PROPERTY_max_height, &layout->edges, &basis, containing, &most);
    pl_used_size(style, PL_PROPERTY_min_height, &layout->edges, &basis, containing, &least);
    most = pl_unit_max(most, least);
    if (layout->has_height) {
        height = pl_unit_max(pl_unit_min(height, most), least);
        layout->wanted = pl_unit_max(height - consumed, 0);
    }
    layout->least = pl_unit_max(least - consumed, 0);
    layout->most = most >= PL_NO_LIMIT ? most : pl_unit_max(most - consumed, 0);
    // an anonymous block isn't what percentages refer to
    pl_unit unknown = layout->box->is_anonymous && layout->box->type == PL_BOX_BLOCK ? containing : -1;
    layout->inner.height = layout->has_height ? height : unknown;
}

static void open_content(struct layout *layout)
{
    const struct pl_space *space = layout->space;
    struct pl_box *box = layout->box;
    struct pl_edges *edges = &layout->edges;
    bool clones = pl_style_keyword(box->style, PL_PROPERTY_box_decoration_break) ==
                  PL_KEYWORD_clone;
    bool goes_on = space->token != NULL;
    layout->top = goes_on && !clones ? 0 : pl_edges_before(edges, PL_TOP);
    layout->bottom = pl_edges_before(edges, PL_BOTTOM);
    struct pl_content_space *inner = &layout->inner;
    inner->x = pl_edges_before(edges, PL_LEFT);
    inner->y = layout->top;
    inner->width = pl_unit_max(layout->fragment->width - pl_edges_sum(edges, PL_LEFT, PL_RIGHT), 0);
    inner->frame = space->frame;
    inner->offset = space->offset + layout->top;
    inner->limit = space->limit;
    if (clones && inner->frame)
        inner->limit = pl_unit_min(inner->limit, inner->frame->height) - layout->bottom;
    inner->at_top = space->at_top;
    inner->token = space->token;
    bool is_own = box->is_context || !space->bfc;
    inner->bfc = is_own ? &layout->own_bfc : space->bfc;
    inner->bfc_x = is_own ? 0 : space->bfc_x + pl_edges_before(edges, PL_LEFT);
    inner->bfc_y = is_own ? 0 : space->bfc_y + layout->top;
    inner->adjoins_top = !box->is_context && !goes_on && layout->top == 0;
    inner->adjoins_bottom = !box->is_context && layout->bottom == 0 && !layout->has_height &&
                            layout->least == 0;
}

static struct pl_content_result layout_content(struct layout *layout)
{
    struct pl_layouter *layouter = layout->layouter;
    struct pl_box *box = layout->box;
    if (box->type == PL_BOX_TABLE)
        return pl_table_layout(layouter, layout->fragment, &layout->inner);
    if (box->is_columns)
        return pl_columns_layout(layouter, layout->fragment, &layout->inner);
    if (box->has_lines)
        return pl_lines_layout(layouter, layout->fragment, &layout->inner);
    return pl_children_layout(layouter, layout->fragment, &layout->inner);
}

/* Floats of its own count for a context's height: §10.6.7. */
static pl_unit with_floats(const struct layout *layout, pl_unit height)
{
    if (layout->inner.bfc != &layout->own_bfc)
        return height;
    return pl_unit_max(height, pl_float_clearance(&layout->own_bfc, true, true));
}

static struct pl_token *token_for(struct layout *layout, struct pl_token *token, pl_unit used)
{
    if (!token) {
        token = PL_NEW(layout->layouter->arena, struct pl_token);
        token->box = layout->box;
    }
    token->consumed = pl_unit_clamp(
        (pl_flow)(layout->space->token ? layout->space->token->consumed : 0) + used);
    return token;
}

/* The height of this piece, and the token that remains when a height by the style reaches past the frame. */
static void close_content(struct layout *layout, struct pl_content_result *content,
                          struct pl_result *result)
{
    struct pl_fragment *fragment = layout->fragment;
    pl_unit room = PL_NO_LIMIT;
    if (layout->space->frame) {
        struct pl_space whole = *layout->space;
        whole.limit = PL_NO_LIMIT;
        room = pl_unit_max(pl_space_limit(&whole) - layout->inner.offset, 0);
    }
    pl_unit height = content->height;
    if (!content->token && !layout->inner.adjoins_bottom && !content->is_through)
        height = pl_unit_clamp((pl_flow)height + pl_strut_sum(content->end));
    height = with_floats(layout, pl_unit_max(height, 0));
    if (content->token) { // a box that goes on reaches down to the frame's end
        pl_unit rest = layout->has_height ? layout->wanted : layout->most;
        height = pl_unit_max(height, room == PL_NO_LIMIT ? 0 : pl_unit_min(room, rest));
        bool ends_row = layout->space->frame && layout->space->frame->is_column &&
                        (content->token->span || content->token->forced);
        if (layout->box->is_columns || ends_row) // the frame ends where its content does
            height = pl_unit_max(content->height, 0);
        result->token = token_for(layout, content->token, height);
    } else {
        if (layout->has_height)
            height = layout->box->type == PL_BOX_TABLE ? pl_unit_max(height, layout->wanted)
                                                       : layout->wanted;
        else {
            if (height > layout->most) // cut short: what comes next doesn't adjoin its last margins
                result->end = (struct pl_strut){0};
            height = pl_unit_max(pl_unit_min(height, layout->most), layout->least);
        }
        bool is_cut = room != PL_NO_LIMIT && height > room + PL_FIT_SLACK && room > 0 &&
                      content->height <= room && layout->box->type == PL_BOX_BLOCK;
        if (is_cut) {
            height = room;
            result->token = token_for(layout, NULL, height);
        }
    }
    fragment->starts = layout->space->token == NULL;
    fragment->ends = result->token == NULL;
    bool clones = pl_style_keyword(layout->box->style, PL_PROPERTY_box_decoration_break) ==
                  PL_KEYWORD_clone;
    fragment->height = pl_unit_clamp((pl_flow)layout->top + height +
                                     (fragment->ends || clones ? layout->bottom : 0));
}

static struct pl_result layout_container(struct pl_layouter *layouter, struct pl_box *box,
                                         const struct pl_space *space, const struct pl_edges *edges,
                                         pl_unit width)
{
    struct layout layout = {.layouter = layouter, .box = box, .space = space, .edges = *edges};
    layout.fragment = pl_fragment_new(layouter, box);
    layout.fragment->width = width;
    read_heights(&layout);
    open_content(&layout);
    struct pl_content_result content = {.is_through = false, .appeal = PL_APPEAL_PERFECT};
    if (!space->token || space->token->child || space->token->lines || space->token->float_count ||
        box->type == PL_BOX_TABLE || box->is_columns)
        content = layout_content(&layout);
    struct pl_result result = {.appeal = content.appeal, .end = content.end};
    if (content.is_nothing && !space->at_top && !space->token)
        return (struct pl_result){.appeal = content.appeal};
    close_content(&layout, &content, &result);
    result.fragment = layout.fragment;
    result.is_through = content.is_through && !result.token && layout.inner.adjoins_top &&
                        layout.inner.adjoins_bottom && !box->marker;
    if (result.token || !layout.inner.adjoins_bottom)
        result.end = (struct pl_strut){0};
    if (box->marker && !space->token)
        add_marker(layouter, layout.fragment, &layout.edges);
    if (result.token && box->avoid_inside && result.appeal > PL_APPEAL_AVOIDED &&
        !result.token->forced)
        result.appeal = PL_APPEAL_AVOIDED;
    return result;
}

struct pl_result pl_box_layout(struct pl_layouter *layouter, struct pl_box *box,
                               const struct pl_space *space)
{
    struct pl_css_basis basis = pl_basis(layouter, space->width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    if (box->type == PL_BOX_PICTURE)
        return layout_picture(layouter, box, space, &edges);
    pl_unit width = space->forced_width;
    if (width < 0)
        width = pl_width_of_block(layouter, box, space->width, &edges);
    if (box->type == PL_BOX_TABLE) // borders and padding are the grid's own affair
        memset(edges.border, 0, sizeof edges.border),
            memset(edges.padding, 0, sizeof edges.padding);
    uint32_t mark = pl_note_mark(space->frame);
    size_t floats = space->bfc ? space->bfc->floats.count : 0;
    struct pl_result result = layout_container(layouter, box, space, &edges, width);
    if (!space->frame)
        return result;
    bool is_kept = box->avoid_inside && !space->at_top && !space->token && result.token &&
                   !result.token->forced;
    if (is_kept || !result.fragment) { // all of it to the next frame
        pl_note_go_back(space->frame, mark);
        if (space->bfc)
            pl_float_go_back(space->bfc, floats);
        if (!is_kept)
            return result;
        return (struct pl_result){.appeal = PL_APPEAL_PERFECT};
    }
    return result;
}

struct pl_fragment *pl_box_layout_fit(struct pl_layouter *layouter, struct pl_box *box,
                                      pl_unit available, pl_unit height)
{
    struct pl_css_basis basis = pl_basis(layouter, available);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    struct pl_space space = pl_space_endless(available, height);
    if (box->type != PL_BOX_PICTURE)
        space.forced_width = pl_width_shrunk(layouter, box, available, &edges);
    return pl_box_layout(layouter, box, &space).fragment;
}
