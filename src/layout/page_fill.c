// SPDX-License-Identifier: MIT
/* layout/page_fill.c: one page: floats at its head, the flow, floats and notes at its foot. */
#include "layout/feet.h"
#include "layout/pages.h"

struct filling {
    struct pl_layouter *layouter;
    struct pl_book_page *page;
    const struct pl_rest *rest;
    struct pl_frame frame;
    uint32_t heads, late; // of those that waited, how many stand on this page
};

/* What stands at the foot: floats above notes. */
static void keep_foot(struct filling *filling)
{
    struct pl_book_page *page = filling->page;
    const struct pl_frame *frame = &filling->frame;
    page->notes = PL_NEW_ARRAY(filling->layouter->arena, struct pl_fragment *, frame->notes.count);
    page->foot_height = frame->note_height;
    pl_unit y = 0;
    for (int kind = PL_FOOT_FLOAT; kind >= PL_FOOT_NOTE; kind--) {
        bool is_first = true;
        for (size_t i = 0; i < frame->notes.count; i++) {
            const struct pl_note_placed *placed = &frame->notes.data[i];
            if ((int)placed->kind != kind)
                continue;
            pl_unit gap = kind == PL_FOOT_NOTE && is_first ? frame->note_gap : 0;
            is_first = false;
            placed->fragment->y += y + gap;
            y += placed->height;
            page->notes[page->note_count++] = placed->fragment;
            page->foot_float_count += kind == PL_FOOT_FLOAT;
        }
    }
}

/* What waits after this page: what waited before it and found no place, then what this page adds. */
static struct pl_rest rest_after(const struct filling *filling)
{
    const struct pl_rest *before = filling->rest;
    const struct pl_frame *frame = &filling->frame;
    struct pl_arena *arena = filling->layouter->arena;
    size_t added = frame->notes.count;
    struct pl_box **waiting = PL_NEW_ARRAY(arena, struct pl_box *, before->waiting_count + added);
    struct pl_late_note *late = PL_NEW_ARRAY(arena, struct pl_late_note,
                                             before->late_count + added);
    struct pl_rest rest = {.waiting = waiting, .late = late};
    for (uint32_t i = filling->heads; i < before->waiting_count; i++)
        waiting[rest.waiting_count++] = before->waiting[i];
    for (size_t i = 0; i < added; i++) // the rest of a broken note comes first of all
        if (frame->notes.data[i].kind == PL_FOOT_NOTE && frame->notes.data[i].token)
            late[rest.late_count++] = (struct pl_late_note){frame->notes.data[i].box,
                                                            frame->notes.data[i].token};
    for (uint32_t i = filling->late; i < before->late_count; i++)
        late[rest.late_count++] = before->late[i];
    for (size_t i = 0; i < added; i++)
        if (frame->notes.data[i].kind == PL_FOOT_WAITING)
            waiting[rest.waiting_count++] = frame->notes.data[i].box;
        else if (frame->notes.data[i].kind == PL_FOOT_LATE)
            late[rest.late_count++] = (struct pl_late_note){frame->notes.data[i].box, NULL};
    return rest;
}

/* Late notes come first at this page's foot: half of the page is theirs, all of it when nothing else is to come. */
static void place_late_notes(struct filling *filling)
{
    const struct pl_rest *rest = filling->rest;
    pl_unit needed = rest->is_done ? 0 : filling->frame.height / 2;
    while (filling->late < rest->late_count &&
           pl_note_go_on(filling->layouter, &filling->frame, rest->late[filling->late].box,
                         rest->late[filling->late].token, needed, filling->late == 0))
        filling->late++;
}

/* Floats that waited stand at the top of this page, as far as two thirds of it go; at least one. */
static void place_heads(struct filling *filling)
{
    struct pl_layouter *layouter = filling->layouter;
    struct pl_book_page *page = filling->page;
    uint32_t count = filling->rest->waiting_count;
    if (!count)
        return;
    page->heads = PL_NEW_ARRAY(layouter->arena, struct pl_fragment *, count);
    pl_unit most = page->area.height / 3 * 2, whole = page->area.height;
    for (; filling->heads < count; filling->heads++) {
        struct pl_box *box = filling->rest->waiting[filling->heads];
        struct pl_css_basis basis = pl_basis(layouter, page->area.width);
        struct pl_edges edges = pl_used_edges(box->style, &basis);
        struct pl_space space = pl_space_endless(page->area.width, whole);
        if (box->type != PL_BOX_PICTURE && box->type != PL_BOX_TABLE)
            space.forced_width = pl_unit_max(
                page->area.width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT], 0);
        struct pl_fragment *fragment = pl_box_layout(layouter, box, &space).fragment;
        pl_unit height = fragment->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
        if (filling->heads && whole - page->area.height + height > most)
            break;
        if (height > page->area.height)
            pl_warn(layouter->diags, PL_W_OVERFLOW, box->node ? box->node->span : PL_NO_SPAN,
                    "a float to the top is higher than its page");
        fragment->x = page->area.x + edges.margin[PL_LEFT];
        fragment->y = page->area.y + edges.margin[PL_TOP];
        page->heads[page->head_count++] = fragment;
        page->area.y += height;
        page->area.height = pl_unit_max(page->area.height - height, 0);
    }
}

static pl_unit gap_above_notes(const struct pl_book_page *page)
{
    struct pl_css_basis basis = {page->area.width, page->area.width, page->area.height};
    struct pl_edges edges = pl_used_edges(page->style->footnote_area, &basis);
    pl_flow gap = (pl_flow)pl_edges_sum(&edges, PL_TOP, PL_BOTTOM) + edges.margin[PL_TOP] +
                  edges.margin[PL_BOTTOM];
    return pl_unit_max(pl_unit_clamp(gap), 0);
}

/* max-height of the note area, with its edges; 0: none. */
static pl_unit most_of_notes(const struct pl_book_page *page)
{
    struct pl_css_basis basis = {page->area.width, page->area.width, page->area.height};
    const struct pl_style *area = page->style->footnote_area;
    struct pl_edges edges = pl_used_edges(area, &basis);
    pl_unit most;
    if (!pl_used_size(area, PL_PROPERTY_max_height, &edges, &basis, page->area.height, &most))
        return 0;
    return pl_unit_max(pl_unit_clamp((pl_flow)most + gap_above_notes(page)), 1);
}

static struct pl_result lay_flow(struct filling *filling, struct pl_box *root, pl_unit limit)
{
    const struct pl_book_page *page = filling->page;
    struct pl_space space = {
        .width = page->area.width,
        .height = page->area.height,
        .forced_width = page->area.width,
        .frame = &filling->frame,
        .limit = limit,
        .at_top = true,
        .token = filling->rest->token,
    };
    return pl_box_layout(filling->layouter, root, &space);
}

struct pl_rest pl_page_fill(struct pl_layouter *layouter, struct pl_box *root,
                            struct pl_book_page *page, const struct pl_rest *rest, pl_unit limit)
{
    struct filling filling = {.layouter = layouter, .page = page, .rest = rest};
    layouter->page_width = page->area.width;
    layouter->page_height = page->area.height;
    page->area_top = page->area.y;
    place_heads(&filling);
    filling.frame = (struct pl_frame){
        .height = page->area.height,
        .from_top = page->area.y - page->area_top,
        .has_heads = page->head_count > 0,
        .note_width = page->area.width,
        .note_gap = gap_above_notes(page),
        .note_most = most_of_notes(page),
    };
    filling.frame.page = &filling.frame;
    for (uint32_t i = 0; i < page->head_count; i++)
        pl_note_place_all(layouter, &filling.frame, page->heads[i], 0, PL_NO_LIMIT, true);
    place_late_notes(&filling);
    pl_unit whole = page->height - page->edges.margin[PL_TOP] - page->edges.margin[PL_BOTTOM];
    bool is_full = page->head_count && page->area.height - filling.frame.note_height < whole / 6;
    struct pl_result result = {.token = (struct pl_token *)rest->token};
    if (!rest->is_done && !is_full) // else floats and notes alone
        result = lay_flow(&filling, root, limit);
    page->content = result.fragment;
    page->is_full = result.token && result.token->forced == PL_BREAK_AUTO;
    keep_foot(&filling);
    if (pl_pages_are_fitted(rest, root))
        pl_feet_even(layouter, page);
    if (page->content)
        pl_absolute_place_all(layouter, page->content, page->area.width, page->area.height);
    struct pl_rest after = rest_after(&filling);
    after.token = result.token;
    after.is_done = rest->is_done || (page->content && !result.token);
    page->overflowing_notes = filling.frame.overflowing_notes;
    return after;
}
