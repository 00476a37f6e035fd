// SPDX-License-Identifier: MIT
/* layout/indent.c: boxes nested so deep that no measure is left are indented no further.
 *
 * CSS lets the sixtieth list in a list stand beside the paper, and so does -platen-page-fit: first. Under `best` a box
 * with many indented ones around it, whose content would be narrower than a few words, stands flush with the box
 * it is in; its marker still tells it. In the rehearsal alone, as table_fit.c does. */
#include "layout/display.h"
#include "layout/flow.h"

#define MEASURE_LEAST 8 // em
#define LEVELS_LEAST  6 // indented boxes around it: a narrow list in a cell is no case of this

static pl_unit indent_of(const struct pl_box *box, const struct pl_edges *edges)
{
    enum pl_side start = box->is_right_to_left ? PL_RIGHT : PL_LEFT;
    return edges->margin[start] + edges->padding[start];
}

static bool is_deep(struct pl_layouter *layouter, const struct pl_box *box)
{
    struct pl_css_basis basis = pl_basis(layouter, 0);
    int levels = 0, steps = 0;
    for (const struct pl_box *at = box->parent; at && levels < LEVELS_LEAST && steps < 64; at = at->parent, steps++) {
        if (at->type != PL_BOX_BLOCK || at->is_context)
            break;
        struct pl_edges edges = pl_used_edges(at->style, &basis);
        levels += indent_of(at, &edges) > 0;
    }
    return levels >= LEVELS_LEAST;
}

/* An outer box that was set flush has said it for all in it. */
static bool is_said(const struct pl_box *box)
{
    for (const struct pl_box *at = box->parent; at; at = at->parent)
        if (at->is_flush)
            return true;
    return false;
}

void pl_indent_fit(struct pl_layouter *layouter, struct pl_box *box, pl_unit width, struct pl_edges *edges)
{
    static const struct pl_css_value zero = {.type = PL_CSS_LINEAR};
    bool may = layouter->is_rehearsal && box->type == PL_BOX_BLOCK && indent_of(box, edges) > 0 &&
               pl_style_keyword(box->style, PL_PROPERTY__platen_page_fit) == PL_KEYWORD_best;
    pl_flow least = (pl_flow)MEASURE_LEAST * pl_style_font_size(box->style);
    if (!may || (pl_flow)width - indent_of(box, edges) >= least ||
        (!is_said(box) && !is_deep(layouter, box)))
        return;
    struct pl_style *style = PL_NEW(layouter->store, struct pl_style);
    *style = *box->style;
    style->values[box->is_right_to_left ? PL_PROPERTY_margin_right : PL_PROPERTY_margin_left] = &zero;
    style->values[box->is_right_to_left ? PL_PROPERTY_padding_right : PL_PROPERTY_padding_left] = &zero;
    box->style = style;
    box->min_content = box->max_content = -1;
    if (!is_said(box))
        pl_note(layouter->diags, PL_N_INDENT, box->node ? box->node->span : PL_NO_SPAN,
                "boxes are nested so deep that no measure is left: from here on they are not indented");
    box->is_flush = true;
    struct pl_css_basis basis = pl_basis(layouter, width);
    *edges = pl_used_edges(style, &basis);
}
