// SPDX-License-Identifier: MIT
/* layout/footnote.c: notes at the foot of the page of their call.
 *
 * Source: GCPM 3 §2. A note is laid out when the line of its call is placed, and takes its height from the
 * page at once; the line moves to the next page with its note where both don't fit. */
#include "layout/flow.h"

uint32_t pl_note_mark(const struct pl_frame *frame)
{
    return frame ? (uint32_t)frame->page->notes.count : 0;
}

void pl_note_go_back(struct pl_frame *frame, uint32_t mark)
{
    if (!frame)
        return;
    struct pl_frame *page = frame->page;
    while (page->notes.count > mark) {
        page->note_height -= PL_LAST(&page->notes).height;
        if (--page->notes.count == 0)
            page->note_height = 0;
    }
}

bool pl_note_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *note, pl_unit needed,
                   pl_unit limit, bool is_forced)
{
    struct pl_frame *page = frame->page;
    struct pl_space space = pl_space_endless(page->note_width, -1);
    struct pl_css_basis basis = pl_basis(layouter, page->note_width);
    struct pl_edges edges = pl_used_edges(note->style, &basis);
    space.forced_width = pl_unit_max(page->note_width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT], 0);
    struct pl_fragment *fragment = pl_box_layout(layouter, note, &space).fragment;
    pl_unit height = fragment->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
    pl_unit gap = page->notes.count ? 0 : page->note_gap;
    pl_flow room = pl_frame_room(frame, (pl_flow)page->note_height + height + gap);
    if (limit < room)
        room = limit;
    if (!is_forced && (pl_flow)needed > room + PL_FIT_SLACK)
        return false;
    if ((pl_flow)needed > room + PL_FIT_SLACK)
        pl_warn(layouter->diags, PL_W_OVERFLOW, note->node ? note->node->span : PL_NO_SPAN,
                "a note is higher than what its page has left");
    fragment->x = edges.margin[PL_LEFT];
    fragment->y = edges.margin[PL_TOP];
    *PL_PUSH(layouter->scratch, &page->notes) = (struct pl_note_placed){fragment, height};
    page->note_height = pl_unit_clamp((pl_flow)page->note_height + height + gap);
    return true;
}

static bool place_in(struct pl_layouter *layouter, struct pl_frame *frame, const struct pl_fragment *fragment,
                     pl_unit needed, pl_unit limit, bool is_forced)
{
    const struct pl_box *box = fragment->box;
    if (!box->has_notes)
        return true;
    if (box->has_lines && box->lines) {
        for (uint32_t i = 0; i < box->lines->anchor_count; i++) {
            struct pl_box *note = box->lines->anchors[i].box->note;
            if (note && !pl_note_place(layouter, frame, note, needed, limit, is_forced))
                return false;
        }
        for (uint32_t i = 0; i < box->lines->object_count; i++)
            if (box->lines->atoms[i] &&
                !place_in(layouter, frame, box->lines->atoms[i], needed, limit, is_forced))
                return false;
    }
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        if (!place_in(layouter, frame, child, needed, limit, is_forced))
            return false;
    return true;
}

bool pl_note_place_all(struct pl_layouter *layouter, struct pl_frame *frame, const struct pl_fragment *fragment,
                       pl_unit needed, pl_unit limit, bool is_forced)
{
    uint32_t mark = pl_note_mark(frame);
    if (place_in(layouter, frame, fragment, needed, limit, is_forced))
        return true;
    pl_note_go_back(frame, mark);
    return false;
}
