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
        page->notes.count--;
    }
}

static bool has_note(const struct pl_frame *page)
{
    for (size_t i = 0; i < page->notes.count; i++)
        if (page->notes.data[i].kind == PL_FOOT_NOTE)
            return true;
    return false;
}

/* The box over the whole width of the foot, and its outer height. */
static struct pl_fragment *lay_out(struct pl_layouter *layouter, struct pl_frame *page,
                                   struct pl_box *box, pl_unit *height)
{
    struct pl_space space = pl_space_endless(page->note_width, -1);
    struct pl_css_basis basis = pl_basis(layouter, page->note_width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    if (box->type != PL_BOX_PICTURE && box->type != PL_BOX_TABLE)
        space.forced_width = pl_unit_max(
            page->note_width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT], 0);
    struct pl_fragment *fragment = pl_box_layout(layouter, box, &space).fragment;
    *height = fragment->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
    fragment->x = edges.margin[PL_LEFT];
    fragment->y = edges.margin[PL_TOP];
    return fragment;
}

/* Takes the box into the page's foot. False when it doesn't fit below `needed` and isn't forced. */
static bool take(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *box,
                 enum pl_foot kind, pl_unit needed, pl_unit limit, bool is_forced)
{
    struct pl_frame *page = frame->page;
    pl_unit height;
    struct pl_fragment *fragment = lay_out(layouter, page, box, &height);
    if (kind == PL_FOOT_NOTE && !has_note(page))
        height += page->note_gap; // the area's edges come with the first note
    pl_flow room = pl_frame_room(frame, (pl_flow)page->note_height + height);
    if (limit < room)
        room = limit;
    bool fits = (pl_flow)needed <= room + PL_FIT_SLACK;
    if (!fits && !is_forced)
        return false;
    if (!fits && kind == PL_FOOT_NOTE && has_note(page)) { // more notes in a line than a page takes
        *PL_PUSH(layouter->scratch, &page->notes) = (struct pl_note_placed){.kind = PL_FOOT_LATE,
                                                                            .box = box};
        return true;
    }
    if (!fits)
        pl_warn(layouter->diags, PL_W_OVERFLOW, box->node ? box->node->span : PL_NO_SPAN,
                "a note is higher than what its page has left");
    *PL_PUSH(layouter->scratch, &page->notes) = (struct pl_note_placed){kind, box, fragment,
                                                                        height};
    page->note_height = pl_unit_clamp((pl_flow)page->note_height + height);
    if ((kind == PL_FOOT_FLOAT || kind == PL_FOOT_NOTE) && box->has_notes)
        pl_note_place_all(layouter, frame, fragment, needed, limit, true);
    return true;
}

bool pl_note_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *note,
                   pl_unit needed, pl_unit limit, bool is_forced)
{
    return take(layouter, frame, note, PL_FOOT_NOTE, needed, limit, is_forced);
}

void pl_page_float_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *box,
                         pl_unit needed, pl_unit limit)
{
    if (box->floats == PL_FLOAT_BOTTOM &&
        take(layouter, frame, box, PL_FOOT_FLOAT, needed, limit, false))
        return;
    *PL_PUSH(layouter->scratch,
             &frame->page->notes) = (struct pl_note_placed){.kind = PL_FOOT_WAITING, .box = box};
}

static bool is_page_float(const struct pl_box *box)
{
    return box->floats == PL_FLOAT_TOP || box->floats == PL_FLOAT_BOTTOM;
}

static bool place_in(struct pl_layouter *layouter, struct pl_frame *frame,
                     const struct pl_fragment *fragment, pl_unit needed, pl_unit limit,
                     bool is_forced)
{
    const struct pl_box *box = fragment->box;
    if (!box->has_notes)
        return true;
    if (box->has_lines && box->lines) {
        for (uint32_t i = 0; i < box->lines->anchor_count; i++) {
            struct pl_box *note = box->lines->anchors[i].box->note;
            if (is_page_float(box->lines->anchors[i].box))
                pl_page_float_place(layouter, frame, box->lines->anchors[i].box, needed, limit);
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

bool pl_note_place_all(struct pl_layouter *layouter, struct pl_frame *frame,
                       const struct pl_fragment *fragment, pl_unit needed, pl_unit limit,
                       bool is_forced)
{
    uint32_t mark = pl_note_mark(frame);
    if (place_in(layouter, frame, fragment, needed, limit, is_forced))
        return true;
    pl_note_go_back(frame, mark);
    return false;
}
