// SPDX-License-Identifier: MIT
/* layout/grid.c: the baseline grid: columns and facing pages agree.
 *
 * Source: CSS Line Grid 1 (line-grid, line-snap). The grid begins anew on each page, at the top of its area, so pages whose
 * areas begin at one height agree, and the columns of a page always do. Its pitch is the line height of the box that
 * creates it, its first baseline where that box's first line would have one. Lines go down to the next grid line; what doesn't snap (headings, tables, pictures) is made good by the first line behind it. */
#include "layout/flow.h"

/* Cells are aligned with each other, and what leaves the flow with its own edges: neither joins the grid. */
/* A line of a larger face on the same leading has its baseline a little lower: as far as this part of the pitch it goes up
 * into its leading rather than down a whole line. */
#define RISE_PART 8

static struct pl_box *creator_of(struct pl_box *box)
{
    for (; box; box = box->parent) {
        if (box->style && pl_style_keyword(box->style, PL_PROPERTY_line_grid) == PL_KEYWORD_create)
            return box;
        if (box->type == PL_BOX_CELL || box->is_atomic || box->floats != PL_FLOAT_NONE)
            return NULL;
    }
    return NULL;
}

struct pl_grid pl_grid_of(const struct pl_fonts *fonts, struct pl_box *box)
{
    if (box->has_grid)
        return (struct pl_grid){box->grid_pitch, box->grid_baseline};
    box->has_grid = true;
    bool snaps = pl_style_keyword(box->style, PL_PROPERTY_line_snap) == PL_KEYWORD_baseline;
    const struct pl_box *creator = snaps ? creator_of(box) : NULL;
    if (creator) {
        struct pl_font_metrics metrics = pl_used_metrics(creator->style, fonts);
        double size = pl_unit_to_pt(pl_style_font_size(creator->style));
        box->grid_pitch = pl_style_line_height(creator->style);
        box->grid_baseline = (box->grid_pitch +
                              pl_unit_from_pt((metrics.ascent - metrics.descent) * size)) /
                             2;
        if (box->grid_pitch < PL_PT(1))
            box->grid_pitch = 0;
    }
    return (struct pl_grid){box->grid_pitch, box->grid_baseline};
}

pl_unit pl_grid_step(const struct pl_grid *grid, pl_flow position)
{
    pl_flow over = (position - grid->baseline) % grid->pitch;
    if (over < 0)
        over += grid->pitch;
    pl_flow above = pl_unit_max(grid->pitch / RISE_PART, PL_FIT_SLACK);
    return over <= above ? (pl_unit)-over : (pl_unit)(grid->pitch - over);
}
