// SPDX-License-Identifier: MIT
/* layout/float.c: floats left and right, and the room they leave.
 *
 * Source: CSS 2.2 §9.5 and §9.5.1. Without frame nothing is taken back, and floats above the flow are forgotten; in a
 * frame there are no more than fit on it. */
#include "layout/flow.h"

void pl_float_forget(struct pl_bfc *bfc, pl_unit above)
{
    while (bfc->first_live < bfc->floats.count && bfc->floats.data[bfc->first_live].bottom <= above)
        bfc->first_live++;
}

bool pl_float_edges(const struct pl_bfc *bfc, pl_unit top, pl_unit height, pl_unit *left,
                    pl_unit *right)
{
    bool is_narrower = false;
    pl_flow bottom = (pl_flow)top + pl_unit_max(height, 1);
    for (size_t i = bfc->first_live; i < bfc->floats.count; i++) {
        const struct pl_float_placed *placed = &bfc->floats.data[i];
        if (placed->bottom <= top || placed->top >= bottom)
            continue;
        if (placed->is_left && placed->right > *left) {
            *left = placed->right;
            is_narrower = true;
        } else if (!placed->is_left && placed->left < *right) {
            *right = placed->left;
            is_narrower = true;
        }
    }
    return is_narrower;
}

bool pl_float_bottom(const struct pl_bfc *bfc, bool left, bool right, pl_unit *bottom)
{
    bool has_any = false;
    for (size_t i = 0; i < bfc->floats.count; i++) {
        const struct pl_float_placed *placed = &bfc->floats.data[i];
        if (!(placed->is_left ? left : right))
            continue;
        *bottom = has_any ? pl_unit_max(*bottom, placed->bottom) : placed->bottom;
        has_any = true;
    }
    return has_any;
}

pl_unit pl_float_clearance(const struct pl_bfc *bfc, bool left, bool right)
{
    pl_unit bottom;
    return pl_float_bottom(bfc, left, right, &bottom) ? pl_unit_max(bottom, 0) : 0;
}

pl_unit pl_float_next_bottom(const struct pl_bfc *bfc, pl_unit top)
{
    pl_unit bottom = PL_UNIT_MAX;
    for (size_t i = bfc->first_live; i < bfc->floats.count; i++)
        if (bfc->floats.data[i].bottom > top && bfc->floats.data[i].top <= top)
            bottom = pl_unit_min(bottom, bfc->floats.data[i].bottom);
    return bottom == PL_UNIT_MAX ? top : bottom;
}

void pl_float_go_back(struct pl_bfc *bfc, size_t mark)
{
    if (bfc->floats.count <= mark)
        return;
    bfc->floats.count = mark;
    bfc->first_live = 0;
    bfc->last_top = mark ? bfc->floats.data[0].top : 0;
    for (size_t i = 1; i < mark; i++)
        bfc->last_top = pl_unit_max(bfc->last_top, bfc->floats.data[i].top);
}

/* The highest place at or below `top` where `width` fits between the floats. */
static pl_unit find_top(const struct pl_bfc *bfc, pl_unit top, pl_unit width, pl_unit height,
                        pl_unit *left, pl_unit *right)
{
    pl_unit outer_left = *left, outer_right = *right;
    for (;;) {
        *left = outer_left;
        *right = outer_right;
        if (!pl_float_edges(bfc, top, height, left, right) || *right - *left >= width)
            return top;
        pl_unit below = pl_float_next_bottom(bfc, top);
        for (size_t i = bfc->first_live; below <= top && i < bfc->floats.count; i++)
            if (bfc->floats.data[i].top > top) // one that begins further down is in the way
                below = bfc->floats.data[i].bottom;
        if (below <= top)
            return top;
        top = below;
    }
}

static void record(struct pl_layouter *layouter, struct pl_bfc *bfc, bool is_left, pl_unit x,
                   pl_unit width, pl_unit top, pl_unit height)
{
    *PL_PUSH(layouter->scratch, &bfc->floats) = (struct pl_float_placed){
        .is_left = is_left,
        .left = x,
        .right = x + width,
        .top = top,
        .bottom = pl_unit_clamp((pl_flow)top + height),
    };
    bfc->last_top = top;
}

static pl_unit room_below(const struct pl_float_space *space, pl_unit top)
{
    struct pl_space outer = {.frame = space->frame, .limit = space->limit};
    return pl_unit_clamp((pl_flow)pl_space_limit(&outer) - space->offset - top);
}

/* The part of a float that fits above the frame's end. */
static struct pl_result lay_piece(struct pl_layouter *layouter, struct pl_box *box,
                                  const struct pl_float_space *space, pl_unit top,
                                  const struct pl_edges *edges, pl_unit width,
                                  const struct pl_token *token)
{
    struct pl_space inner = pl_space_endless(space->right - space->left, space->height);
    inner.forced_width = width;
    inner.frame = space->frame;
    inner.limit = space->limit;
    inner.offset = space->offset + top + (token ? 0 : edges->margin[PL_TOP]);
    inner.token = token;
    return pl_box_layout(layouter, box, &inner);
}

bool pl_float_place(struct pl_layouter *layouter, struct pl_box *box,
                    const struct pl_float_space *space, struct pl_float_rests *rests,
                    struct pl_fragment **fragment)
{
    struct pl_bfc *bfc = space->bfc;
    pl_unit left = space->left, right = space->right;
    struct pl_css_basis basis = pl_basis(layouter, right - left);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    *fragment = pl_box_layout_fit(layouter, box, right - left, space->height);
    pl_unit width = (*fragment)->width + edges.margin[PL_LEFT] + edges.margin[PL_RIGHT];
    pl_unit outer = (*fragment)->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
    pl_unit top = bfc->floats.count ? pl_unit_max(space->top, bfc->last_top) : space->top;
    pl_unit clear;
    if (pl_float_bottom(bfc, box->clears_left, box->clears_right, &clear))
        top = pl_unit_max(top, clear);
    top = find_top(bfc, top, width, outer, &left, &right);
    bool is_left = box->floats == PL_FLOAT_LEFT;
    pl_unit x = is_left ? left : right - width;
    struct pl_token *token = NULL;
    if (space->frame && outer > room_below(space, top) + PL_FIT_SLACK) {
        bool is_higher = outer > space->frame->height && box->type != PL_BOX_PICTURE;
        bool must = space->must || (is_higher && room_below(space, top) > space->frame->height / 4);
        if (!must)
            return false;
        struct pl_result piece = lay_piece(layouter, box, space, top, &edges, (*fragment)->width,
                                           NULL);
        if (!piece.fragment)
            return false;
        *fragment = piece.fragment;
        token = piece.token;
        outer = piece.fragment->height + edges.margin[PL_TOP] +
                (token ? 0 : edges.margin[PL_BOTTOM]);
        if (token)
            *PL_PUSH(layouter->scratch, rests) = (struct pl_float_rest){
                box, token, x + edges.margin[PL_LEFT] - space->left};
    } else if (space->frame && box->has_notes) {
        pl_note_place_all(layouter, space->frame, *fragment, space->offset + top + outer,
                          space->limit, true);
    }
    record(layouter, bfc, is_left, x, width, top, outer);
    (*fragment)->x = x + edges.margin[PL_LEFT];
    (*fragment)->y = pl_unit_clamp((pl_flow)top + edges.margin[PL_TOP]);
    return true;
}

struct pl_fragment *pl_float_go_on(struct pl_layouter *layouter, const struct pl_float_rest *rest,
                                   const struct pl_float_space *space, struct pl_float_rests *rests)
{
    struct pl_box *box = rest->box;
    struct pl_css_basis basis = pl_basis(layouter, space->right - space->left);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    pl_unit width = pl_width_shrunk(layouter, box, space->right - space->left, &edges);
    struct pl_result piece = lay_piece(layouter, box, space, space->top, &edges, width,
                                       rest->token);
    struct pl_fragment *fragment = piece.fragment;
    if (piece.token)
        *PL_PUSH(layouter->scratch, rests) = (struct pl_float_rest){box, piece.token, rest->x};
    fragment->x = space->left + rest->x;
    fragment->y = space->top;
    record(layouter, space->bfc, box->floats == PL_FLOAT_LEFT, fragment->x - edges.margin[PL_LEFT],
           width + edges.margin[PL_LEFT] + edges.margin[PL_RIGHT], space->top,
           fragment->height + (piece.token ? 0 : edges.margin[PL_BOTTOM]));
    return fragment;
}
