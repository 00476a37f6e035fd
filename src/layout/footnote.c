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

/* The last note of the page goes on on the next one: nothing may stand behind it. */
static bool has_rest(const struct pl_frame *page)
{
    for (size_t i = 0; i < page->notes.count; i++)
        if (page->notes.data[i].kind == PL_FOOT_LATE || page->notes.data[i].token)
            return true;
    return false;
}

/* The box over the whole width of the foot, from `token` on, in `most` of height (PL_NO_LIMIT: all of it). *height: with margins. */
static struct pl_result lay_out(struct pl_layouter *layouter, struct pl_frame *page,
                                struct pl_box *box, const struct pl_token *token, pl_unit most,
                                pl_unit *height)
{
    struct pl_frame own = {.height = most, .note_width = page->note_width};
    own.page = &own;
    struct pl_space space = pl_space_endless(page->note_width, -1);
    struct pl_css_basis basis = pl_basis(layouter, page->note_width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    pl_unit top = token ? 0 : edges.margin[PL_TOP];
    if (box->type != PL_BOX_PICTURE && box->type != PL_BOX_TABLE)
        space.forced_width = pl_unit_max(
            page->note_width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT], 0);
    if (most != PL_NO_LIMIT) {
        own.height = pl_unit_max(most - top, 0);
        space.frame = &own;
        space.at_top = false;
    }
    space.token = token;
    struct pl_result result = pl_box_layout(layouter, box, &space);
    if (!result.fragment)
        return result;
    pl_unit bottom = result.token ? 0 : edges.margin[PL_BOTTOM];
    *height = pl_unit_clamp((pl_flow)result.fragment->height + top + bottom);
    result.fragment->x = edges.margin[PL_LEFT];
    result.fragment->y = top;
    return result;
}

static struct pl_note_placed *push(struct pl_layouter *layouter, struct pl_frame *page,
                                   struct pl_note_placed placed)
{
    struct pl_note_placed *at = PL_PUSH(layouter->scratch, &page->notes);
    *at = placed;
    page->note_height = pl_unit_clamp((pl_flow)page->note_height + placed.height);
    return at;
}

/* What the foot may still grow by while content reaches down to `needed`. */
static pl_flow room_for(const struct pl_frame *frame, enum pl_foot kind, pl_unit needed,
                        pl_unit limit)
{
    const struct pl_frame *page = frame->page;
    pl_flow base = frame->note_base > page->note_height ? frame->note_base : page->note_height;
    pl_flow room = (pl_flow)frame->height + frame->note_base - needed + PL_FIT_SLACK - base;
    room += base - page->note_height; // as far as note_base it is taken off already
    if ((pl_flow)needed > (pl_flow)limit + PL_FIT_SLACK)
        room = -1;
    if (kind == PL_FOOT_NOTE && page->note_most > 0) {
        pl_flow most = (pl_flow)page->note_most - page->note_height;
        room = most < room ? most : room;
    }
    if (page->note_cap > 0) {
        pl_flow most = (pl_flow)page->note_cap - 1 - page->note_height;
        room = most < room ? most : room;
    }
    return room;
}

/* The part of a note that fits into `room`; what is left comes on the next page. */
static bool split(struct pl_layouter *layouter, struct pl_frame *page, struct pl_box *note,
                  const struct pl_token *token, pl_flow room, pl_unit gap, bool is_forced)
{
    pl_unit height = 0;
    if (note->has_notes || room - gap <= 0)
        return false;
    struct pl_result piece = lay_out(layouter, page, note, token, pl_unit_clamp(room - gap),
                                     &height);
    bool is_good = piece.fragment && piece.token && height + gap <= room &&
                   (piece.appeal == PL_APPEAL_PERFECT || is_forced);
    if (!is_good || piece.fragment->height <= 0)
        return false;
    push(layouter, page,
         (struct pl_note_placed){PL_FOOT_NOTE, note, piece.fragment, height + gap, piece.token});
    return true;
}

/* footnote-policy: line and block keep a note whole beside its line (GCPM 3 §2.8). */
static bool may_split(const struct pl_box *note)
{
    return pl_style_keyword(note->style, PL_PROPERTY_footnote_policy) == PL_KEYWORD_auto;
}

static bool take_note(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *note,
                      const struct pl_token *token, pl_unit needed, pl_unit limit, bool is_forced)
{
    struct pl_frame *page = frame->page;
    pl_unit height = 0, gap = has_note(page) ? 0 : page->note_gap;
    pl_flow room = room_for(frame, PL_FOOT_NOTE, needed, limit);
    struct pl_result whole = lay_out(layouter, page, note, token, PL_NO_LIMIT, &height);
    if ((pl_flow)height + gap <= room) {
        push(layouter, page,
             (struct pl_note_placed){PL_FOOT_NOTE, note, whole.fragment, height + gap, NULL});
        if (note->has_notes)
            pl_note_place_all(layouter, frame, whole.fragment, needed, limit, true);
        return true;
    }
    if (has_rest(page)) // behind a note that goes on nothing may come before
        return is_forced &&
               push(layouter, page, (struct pl_note_placed){.kind = PL_FOOT_LATE, .box = note});
    bool is_first = !has_note(page);
    if ((may_split(note) || is_forced || token) &&
        split(layouter, page, note, token, room, gap, is_forced && is_first))
        return true;
    if (!is_forced)
        return false;
    bool is_whole_page = needed <= 0 && is_first && !page->has_heads; // no page will have more
    if (!is_whole_page && !token) {
        push(layouter, page, (struct pl_note_placed){.kind = PL_FOOT_LATE, .box = note});
        return true;
    }
    page->overflowing_notes++;
    pl_warn(layouter->diags, PL_W_OVERFLOW, note->node ? note->node->span : PL_NO_SPAN,
            "a note is higher than what its page has left");
    push(layouter, page,
         (struct pl_note_placed){PL_FOOT_NOTE, note, whole.fragment, height + gap, NULL});
    return true;
}

bool pl_note_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *note,
                   pl_unit needed, pl_unit limit, bool is_forced)
{
    return take_note(layouter, frame, note, NULL, needed, limit, is_forced);
}

bool pl_note_go_on(struct pl_layouter *layouter, struct pl_frame *page, struct pl_box *note,
                   const struct pl_token *token, pl_unit needed, bool is_forced)
{
    if (take_note(layouter, page, note, token, needed, PL_NO_LIMIT, false))
        return true;
    return is_forced && take_note(layouter, page, note, token, 0, PL_NO_LIMIT, true);
}

static bool take_float(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *box,
                       pl_unit needed, pl_unit limit)
{
    pl_unit height = 0;
    struct pl_result whole = lay_out(layouter, frame->page, box, NULL, PL_NO_LIMIT, &height);
    if ((pl_flow)height > room_for(frame, PL_FOOT_FLOAT, needed, limit))
        return false;
    push(layouter, frame->page,
         (struct pl_note_placed){PL_FOOT_FLOAT, box, whole.fragment, height, NULL});
    if (box->has_notes)
        pl_note_place_all(layouter, frame, whole.fragment, needed, limit, true);
    return true;
}

void pl_page_float_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *box,
                         pl_unit needed, pl_unit limit)
{
    if (box->floats == PL_FLOAT_BOTTOM && take_float(layouter, frame, box, needed, limit))
        return;
    push(layouter, frame->page, (struct pl_note_placed){.kind = PL_FOOT_WAITING, .box = box});
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
