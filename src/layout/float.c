// SPDX-License-Identifier: MIT
/* layout/float.c: floats left and right, and the room they leave.
 *
 * Source: CSS 2.2 §9.5 and §9.5.1. A float's top is never above that of an earlier one, so floats
 * that end above the latest top can be forgotten: first_live. */
#include "layout/flow.h"

static void retire(struct pl_bfc *bfc)
{
    while (bfc->first_live < bfc->floats.count &&
           bfc->floats.data[bfc->first_live].bottom <= bfc->last_top)
        bfc->first_live++;
}

bool pl_float_edges(const struct pl_bfc *bfc, pl_unit top, pl_unit height, pl_unit *left, pl_unit *right)
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

pl_unit pl_float_clearance(const struct pl_bfc *bfc, bool left, bool right)
{
    pl_unit bottom = 0;
    for (size_t i = 0; i < bfc->floats.count; i++) {
        const struct pl_float_placed *placed = &bfc->floats.data[i];
        if (placed->is_left ? left : right)
            bottom = pl_unit_max(bottom, placed->bottom);
    }
    return bottom;
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
    bfc->last_top = 0;
    for (size_t i = 0; i < mark; i++)
        bfc->last_top = pl_unit_max(bfc->last_top, bfc->floats.data[i].top);
    retire(bfc);
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

bool pl_float_place(struct pl_layouter *layouter, struct pl_box *box, struct pl_bfc *bfc, pl_unit left,
                    pl_unit right, pl_unit top, pl_unit height, pl_unit limit,
                    struct pl_fragment **fragment)
{
    struct pl_css_basis basis = pl_basis(layouter, right - left);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    *fragment = pl_box_layout_fit(layouter, box, right - left, height);
    pl_unit width = (*fragment)->width + edges.margin[PL_LEFT] + edges.margin[PL_RIGHT];
    pl_unit outer = (*fragment)->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
    top = pl_unit_max(top, bfc->last_top);
    if (box->clears_left || box->clears_right)
        top = pl_unit_max(top, pl_float_clearance(bfc, box->clears_left, box->clears_right));
    top = find_top(bfc, top, width, outer, &left, &right);
    if (limit != PL_NO_LIMIT && (pl_flow)top + outer > (pl_flow)limit + PL_FIT_SLACK)
        return false;
    bool is_left = box->floats == PL_FLOAT_LEFT;
    pl_unit x = is_left ? left : right - width;
    *PL_PUSH(layouter->scratch, &bfc->floats) = (struct pl_float_placed){
        .is_left = is_left, .left = x, .right = x + width, .top = top,
        .bottom = pl_unit_clamp((pl_flow)top + outer),
    };
    bfc->last_top = top;
    retire(bfc);
    (*fragment)->x = x + edges.margin[PL_LEFT];
    (*fragment)->y = pl_unit_clamp((pl_flow)top + edges.margin[PL_TOP]);
    return true;
}
