// SPDX-License-Identifier: MIT
/* layout/children.c: stack block-level children, collapse their margins, find the best break between them.
 *
 * Source: CSS 2.2 §8.3.1, §9.4.1, §9.5.2; Fragmentation 3 §3.1, §4.4, §5.2.
 *
 * How margins collapse here. The margin above a box, with all that adjoins it inside (strut_above), is known before
 * the box is laid out. So a parent stands where its first child's margin puts it, and the child begins at
 * the parent's top: `is_through` says that no margin inside counts any more. */
#include "layout/display.h"
#include "layout/flow.h"
#include "layout/table.h"

struct flow {
    struct pl_layouter *layouter;
    struct pl_fragment *fragment;
    const struct pl_content_space *space;
    struct pl_box *box;
    pl_unit y;             // bottom of the last solid child
    struct pl_strut strut; // margins below it
    bool is_solid;         // a child with height, or with margins that count, stands here
    bool is_through;       // the margins met so far adjoin the parent's top and are counted there
    bool is_fresh;         // first in a new frame: margins above are cut off
    struct pl_float_rests rests; // floats that go on in the next frame
};

/* --- Margins ------------------------------------------------------------------------------------ */

static bool has_height(struct pl_layouter *layouter, const struct pl_box *box,
                       const struct pl_edges *edges)
{
    struct pl_css_basis basis = pl_basis(layouter, 0);
    pl_unit size;
    if (pl_used_size(box->style, PL_PROPERTY_height, edges, &basis, -1, &size) && size > 0)
        return true;
    return pl_used_size(box->style, PL_PROPERTY_min_height, edges, &basis, -1, &size) && size > 0;
}

/* A zero height by the style keeps top and bottom margins adjoining, but keeps children's below it. */
static bool holds_margins_apart(struct pl_layouter *layouter, const struct pl_box *box,
                                const struct pl_edges *edges)
{
    if (box->is_context || box->type != PL_BOX_BLOCK || box->marker)
        return true;
    if (box->has_lines && !pl_lines_are_none(box))
        return true;
    return pl_edges_before(edges, PL_BOTTOM) > 0 || has_height(layouter, box, edges);
}

/* Where margins adjoin: what collapsed so far, and the height in the context that it counts from. */
struct adjoining {
    const struct pl_bfc *bfc;
    pl_flow y;
    struct pl_strut before;
};

/* Whether a box would stand above floats that it clears, were its margins to collapse (§9.5.2). */
static bool has_clearance(const struct adjoining *adjoining, const struct pl_box *box,
                          struct pl_strut own, pl_unit *clear)
{
    if (!(box->clears_left || box->clears_right) || !adjoining->bfc ||
        !pl_float_bottom(adjoining->bfc, box->clears_left, box->clears_right, clear))
        return false;
    struct pl_strut strut = adjoining->before;
    pl_strut_join(&strut, own);
    return adjoining->y + pl_strut_sum(strut) < *clear;
}

/* The margin above a box with all that adjoins it; *is_through: its bottom adjoins too. */
static struct pl_strut strut_above(struct pl_layouter *layouter, struct pl_box *box, pl_unit width,
                                   const struct adjoining *adjoining, bool *is_through)
{
    struct pl_css_basis basis = pl_basis(layouter, width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    struct pl_strut strut = {0};
    pl_strut_add(&strut, edges.margin[PL_TOP]);
    *is_through = false;
    bool is_open = !box->is_context && box->type == PL_BOX_BLOCK &&
                   pl_edges_before(&edges, PL_TOP) == 0;
    if (!is_open || (box->has_lines && !pl_lines_are_none(box)))
        return strut;
    pl_unit inner = pl_unit_max(width - pl_edges_sum(&edges, PL_LEFT, PL_RIGHT), 0);
    bool all_through = true;
    for (struct pl_box *child = box->has_lines ? NULL : box->first; child && all_through;
         child = child->next) {
        if (!pl_box_is_in_flow(child))
            continue;
        struct adjoining deeper = *adjoining;
        pl_strut_join(&deeper.before, strut);
        bool child_through;
        pl_unit clear;
        struct pl_strut own = strut_above(layouter, child, inner, &deeper, &child_through);
        if (has_clearance(&deeper, child, own, &clear)) { // its margins adjoin nothing above
            all_through = false;
            break;
        }
        pl_strut_join(&strut, own);
        all_through = child_through;
    }
    *is_through = all_through && !holds_margins_apart(layouter, box, &edges);
    if (*is_through)
        pl_strut_add(&strut, edges.margin[PL_BOTTOM]);
    return strut;
}

/* --- Where a child stands ------------------------------------------------------------------------- */

struct place {
    struct pl_strut above;
    bool is_through;
    bool is_cleared; // stands below floats, whatever its margins say
    struct pl_edges edges;
    pl_unit x, y, width;
};

static struct pl_content_result finish(struct flow *flow)
{
    return (struct pl_content_result){
        .height = flow->y,
        .end = flow->strut,
        .is_through = flow->is_through && !flow->is_solid,
        .appeal = PL_APPEAL_PERFECT,
    };
}

/* A box that makes its own context doesn't overlap floats: it gets narrower or goes below them (§9.5). */
static void step_beside_floats(struct flow *flow, struct pl_box *child, pl_unit height,
                               struct place *place)
{
    const struct pl_content_space *space = flow->space;
    if (!child->is_context && child->type != PL_BOX_PICTURE && child->type != PL_BOX_TABLE)
        return;
    bool is_auto = child->type == PL_BOX_BLOCK && !child->spans_columns &&
                   pl_style_keyword(child->style, PL_PROPERTY_width) == PL_KEYWORD_auto;
    struct pl_css_basis basis = pl_basis(flow->layouter, space->width);
    struct pl_edges own = pl_used_edges(child->style, &basis);
    pl_unit margins = own.margin[PL_LEFT] + own.margin[PL_RIGHT];
    bool shrinks = child->type == PL_BOX_TABLE &&
                   pl_style_keyword(child->style, PL_PROPERTY_width) == PL_KEYWORD_auto;
    for (int steps = 0; steps < 1000; steps++) {
        pl_unit left = space->bfc_x, right = space->bfc_x + space->width;
        pl_unit top = space->bfc_y + place->y;
        bool is_narrower = pl_float_edges(space->bfc, top, height, &left, &right);
        if (shrinks && (is_narrower || steps)) // no wider than there is room
            place->width = pl_table_width(flow->layouter, child, right - left - margins);
        if (!is_narrower)
            return;
        pl_unit near = pl_unit_max(left - space->bfc_x, place->edges.margin[PL_LEFT]);
        pl_unit far = pl_unit_max(space->bfc_x + space->width - right,
                                  place->edges.margin[PL_RIGHT]);
        pl_unit room = space->width - near - far;
        if (is_auto && room >= PL_PT(20)) {
            place->width = room;
            place->x = near;
            return;
        }
        if (place->width <= right - left) {
            pl_unit x = place->x + space->bfc_x;
            place->x = pl_unit_min(pl_unit_max(x, left), right - place->width) - space->bfc_x;
            return;
        }
        pl_unit below = pl_float_next_bottom(space->bfc, top);
        if (below <= top)
            return;
        place->y = below - space->bfc_y;
    }
}

static struct place place_child(struct flow *flow, struct pl_box *child, bool goes_on)
{
    struct pl_layouter *layouter = flow->layouter;
    const struct pl_content_space *space = flow->space;
    struct place place = {0};
    struct pl_css_basis basis = pl_basis(layouter, space->width);
    place.edges = pl_used_edges(child->style, &basis);
    place.width = pl_width_of_block(layouter, child, space->width, &place.edges);
    place.x = place.edges.margin[PL_LEFT];
    bool counts = !goes_on && !flow->is_through && !flow->is_fresh;
    struct adjoining adjoining = {.bfc = space->bfc,
                                  .y = (pl_flow)space->bfc_y + flow->y,
                                  .before = counts ? flow->strut : (struct pl_strut){0}};
    place.above = strut_above(layouter, child, space->width, &adjoining, &place.is_through);
    struct pl_strut strut = adjoining.before, nothing = {0};
    bool keeps = space->token && space->token->forced != PL_BREAK_AUTO;
    if (counts || (flow->is_fresh && !flow->is_through && !goes_on && keeps))
        pl_strut_join(&strut, place.above);
    place.y = pl_unit_clamp((pl_flow)flow->y + pl_strut_sum(strut));
    pl_unit clear;
    if (!goes_on && has_clearance(&adjoining, child, counts ? place.above : nothing, &clear)) {
        place.y = clear - space->bfc_y;
        place.is_cleared = true;
    }
    if (!goes_on)
        step_beside_floats(flow, child, 1, &place);
    return place;
}

static struct pl_result layout_child(struct flow *flow, struct pl_box *child,
                                     const struct place *place, const struct pl_token *token,
                                     pl_unit limit)
{
    const struct pl_content_space *space = flow->space;
    struct pl_space inner = {
        .width = space->width,
        .height = space->height,
        .forced_width = child->type == PL_BOX_PICTURE ? -1 : place->width,
        .frame = space->frame,
        .offset = pl_unit_clamp((pl_flow)space->offset + place->y),
        .limit = pl_unit_min(limit, space->limit),
        .bfc = space->bfc,
        .bfc_x = space->bfc_x + place->x,
        .bfc_y = pl_unit_clamp((pl_flow)space->bfc_y + place->y),
        .at_top = space->at_top && !flow->is_solid,
        .token = token,
    };
    return pl_box_layout(flow->layouter, child, &inner);
}

/* An offset; percentages of a height that isn't known are none. */
static bool read_offset(const struct pl_css_value *value, const struct pl_css_basis *basis,
                        bool is_known, pl_unit *offset)
{
    if (!is_known && value->type == PL_CSS_LINEAR && value->linear.has_percentage)
        return false;
    return pl_css_resolve(value, basis, offset);
}

void pl_relative_offset(struct pl_layouter *layouter, const struct pl_box *box, pl_unit width,
                        pl_unit height, pl_unit *x, pl_unit *y)
{
    struct pl_css_basis basis = pl_basis(layouter, width);
    struct pl_css_basis high = pl_basis(layouter, pl_unit_max(height, 0));
    pl_unit left, right, top, bottom;
    const struct pl_css_value *const *values = box->style->values;
    bool has_left = pl_css_resolve(values[PL_PROPERTY_left], &basis, &left);
    bool has_right = pl_css_resolve(values[PL_PROPERTY_right], &basis, &right);
    bool has_top = read_offset(values[PL_PROPERTY_top], &high, height >= 0, &top);
    bool has_bottom = read_offset(values[PL_PROPERTY_bottom], &high, height >= 0, &bottom);
    bool is_right_to_left = box->parent && box->parent->is_right_to_left;
    *x = *y = 0;
    if (has_left && !(has_right && is_right_to_left))
        *x = left;
    else if (has_right)
        *x = -right;
    if (has_top)
        *y = top;
    else if (has_bottom)
        *y = -bottom;
}

void pl_shift_relative(struct pl_layouter *layouter, struct pl_fragment *fragment, pl_unit width,
                       pl_unit height)
{
    if (fragment->box->is_relative)
        pl_relative_offset(layouter, fragment->box, width, height, &fragment->shift_x,
                           &fragment->shift_y);
}

/* Where to go back to when what comes next is taken out again. */
struct mark {
    uint32_t notes;
    size_t floats, rests;
};

static struct mark mark_of(const struct flow *flow)
{
    return (struct mark){pl_note_mark(flow->space->frame), flow->space->bfc->floats.count,
                         flow->rests.count};
}

static void go_back(struct flow *flow, struct mark mark)
{
    pl_note_go_back(flow->space->frame, mark.notes);
    pl_float_go_back(flow->space->bfc, mark.floats);
    if (flow->rests.count > mark.rests)
        flow->rests.count = mark.rests;
}

static void set_mark(struct pl_fragment *fragment, struct mark mark)
{
    fragment->notes_before = mark.notes;
    fragment->floats_before = (uint32_t)mark.floats;
    fragment->rests_before = (uint32_t)mark.rests;
}

static void accept(struct flow *flow, const struct place *place, const struct pl_result *result,
                   struct mark mark)
{
    struct pl_fragment *fragment = result->fragment;
    fragment->x = place->x + flow->space->x;
    fragment->y = pl_unit_clamp((pl_flow)place->y + flow->space->y);
    set_mark(fragment, mark);
    pl_fragment_append(flow->fragment, fragment);
    if (result->is_through && !result->token && place->is_cleared) {
        // its margins go on from where its top margin would begin
        flow->y = pl_unit_clamp((pl_flow)place->y - place->edges.margin[PL_TOP]);
        flow->strut = place->above;
        flow->is_solid = true;
        flow->is_through = flow->is_fresh = false;
    } else if (result->is_through && !result->token) {
        if (!flow->is_through)
            pl_strut_join(&flow->strut, place->above);
    } else {
        flow->y = pl_unit_clamp((pl_flow)place->y + fragment->height);
        if (!flow->space->frame && flow->space->bfc->floats.count)
            pl_float_forget(flow->space->bfc, pl_unit_clamp((pl_flow)flow->space->bfc_y + flow->y));
        if (!flow->space->frame && flow->y > PL_ENDLESS_MOST)
            flow->y = 0;
        flow->strut = result->end;
        pl_strut_add(&flow->strut, place->edges.margin[PL_BOTTOM]);
        flow->is_solid = true;
        flow->is_through = flow->is_fresh = false;
    }
    pl_shift_relative(flow->layouter, fragment, flow->space->width, flow->space->height);
}

/* --- Breaks ------------------------------------------------------------------------------------------- */

static struct pl_content_result broken(struct flow *flow, struct pl_box *child,
                                       struct pl_token *inner, enum pl_break forced,
                                       enum pl_appeal appeal)
{
    struct pl_content_result result = finish(flow);
    result.token = PL_NEW(flow->layouter->arena, struct pl_token);
    *result.token = (struct pl_token){.box = flow->box,
                                      .child = child,
                                      .inner = inner,
                                      .forced = forced,
                                      .span = inner ? inner->span : NULL};
    if (flow->rests.count) {
        struct pl_float_rest *floats = PL_NEW_ARRAY(flow->layouter->arena, struct pl_float_rest,
                                                    flow->rests.count);
        memcpy(floats, flow->rests.data, flow->rests.count * sizeof *floats);
        result.token->floats = floats;
        result.token->float_count = (uint32_t)flow->rests.count;
    }
    result.appeal = appeal;
    result.is_through = false;
    return result;
}

static struct pl_box *previous_in_flow(const struct pl_box *box)
{
    struct pl_box *previous = box->previous;
    while (previous && !pl_box_is_in_flow(previous))
        previous = previous->previous;
    return previous;
}

/* The break that must be made before `child`, by its own or its predecessor's will or because another kind of page begins. */
static enum pl_break forced_before(const struct flow *flow, const struct pl_box *child)
{
    const struct pl_box *previous = previous_in_flow(child);
    if (!previous || !flow->space->frame)
        return PL_BREAK_AUTO;
    enum pl_break value = pl_break_join(previous->break_after, child->break_before);
    if (!pl_str_eq(previous->page_name_end, child->page_name) && value < PL_BREAK_PAGE)
        value = PL_BREAK_PAGE;
    if (value == PL_BREAK_COLUMN && !flow->space->frame->is_column)
        return PL_BREAK_AUTO;
    return pl_break_is_forced(value) ? value : PL_BREAK_AUTO;
}

static enum pl_appeal appeal_before(const struct pl_box *child)
{
    const struct pl_box *previous = previous_in_flow(child);
    if (!previous)
        return PL_APPEAL_AVOIDED;
    enum pl_break value = pl_break_join(previous->break_after, child->break_before);
    return value == PL_BREAK_AVOID ? PL_APPEAL_AVOIDED : PL_APPEAL_PERFECT;
}

/* Takes `fragment` and all behind it back out. */
static void truncate_at(struct flow *flow, struct pl_fragment *fragment)
{
    go_back(flow,
            (struct mark){fragment->notes_before, fragment->floats_before, fragment->rests_before});
    flow->fragment->last = fragment->previous;
    if (fragment->previous)
        fragment->previous->next = NULL;
    else
        flow->fragment->first = NULL;
    flow->y = 0;
    for (const struct pl_fragment *at = flow->fragment->last; at && flow->y == 0; at = at->previous)
        if (pl_box_is_in_flow(at->box))
            flow->y = pl_unit_clamp((pl_flow)at->y + at->height - flow->space->y);
    flow->strut = (struct pl_strut){0};
}

static bool is_before_solid(const struct pl_fragment *fragment)
{
    for (const struct pl_fragment *at = fragment->previous; at; at = at->previous)
        if (pl_box_is_in_flow(at->box) && at->height > 0)
            return true;
    return false;
}

static bool may_break_inside(const struct pl_box *box)
{
    return box->type != PL_BOX_PICTURE && !box->avoid_inside;
}

#define SIBLINGS_SEARCHED 12
#define RETRIES_MOST      3

/* A perfect break before what stands here: inside an earlier sibling or between two. The latest one is taken. */
static bool break_earlier(struct flow *flow, struct pl_content_result *result)
{
    struct pl_layouter *layouter = flow->layouter;
    int searched = 0;
    for (struct pl_fragment *at = flow->fragment->last; at && searched < SIBLINGS_SEARCHED;
         at = at->previous) {
        struct pl_box *box = at->box;
        if (!pl_box_is_in_flow(box) || at->height == 0)
            continue;
        searched++;
        struct pl_fragment *before = at->previous;
        bool has_before = is_before_solid(at);
        const struct pl_token *token = at->starts || !flow->space->token
                                           ? NULL
                                           : flow->space->token->inner;
        pl_unit bottom = flow->space->offset + at->y - flow->space->y + at->height;
        if (may_break_inside(box) && at->ends) {
            struct flow copy = *flow;
            struct pl_fragment parent = *flow->fragment;
            copy.fragment = &parent;
            struct mark mark = {at->notes_before, at->floats_before, at->rests_before};
            go_back(flow, mark);
            struct place place = place_child(flow, box, token != NULL);
            place.x = at->x - flow->space->x, place.y = at->y - flow->space->y,
            place.width = at->width;
            copy.is_solid = has_before;
            layouter->retries++;
            struct pl_result inside = layout_child(&copy, box, &place, token,
                                                   bottom - PL_FIT_SLACK - 1);
            layouter->retries--;
            if (inside.fragment && inside.token && inside.appeal == PL_APPEAL_PERFECT) {
                flow->fragment->last = before;
                if (before)
                    before->next = NULL;
                else
                    flow->fragment->first = NULL;
                flow->is_solid = has_before;
                accept(flow, &place, &inside, mark);
                *result = broken(flow, box, inside.token, PL_BREAK_AUTO, PL_APPEAL_PERFECT);
                return true;
            }
        }
        if (has_before && at->starts && appeal_before(box) == PL_APPEAL_PERFECT) {
            truncate_at(flow, at);
            *result = broken(flow, box, NULL, PL_BREAK_AUTO, PL_APPEAL_PERFECT);
            return true;
        }
    }
    return false;
}

/* What a search for a better break may take out of the page, to be put back when there is none. */
struct kept {
    struct flow flow;
    struct pl_note_placed *notes;
    size_t note_count, float_count;
    pl_unit note_height;
    struct pl_float_placed *floats;
};

static struct kept keep(struct flow *flow)
{
    struct pl_frame *page = flow->space->frame->page;
    struct pl_bfc *bfc = flow->space->bfc;
    struct pl_arena *scratch = flow->layouter->scratch;
    struct kept kept = {.flow = *flow,
                        .note_count = page->notes.count,
                        .note_height = page->note_height,
                        .float_count = bfc->floats.count};
    kept.notes = PL_NEW_ARRAY(scratch, struct pl_note_placed, kept.note_count);
    kept.floats = PL_NEW_ARRAY(scratch, struct pl_float_placed, kept.float_count);
    if (kept.note_count)
        memcpy(kept.notes, page->notes.data, kept.note_count * sizeof *kept.notes);
    if (kept.float_count)
        memcpy(kept.floats, bfc->floats.data, kept.float_count * sizeof *kept.floats);
    return kept;
}

static void put_back(struct flow *flow, const struct kept *kept)
{
    struct pl_frame *page = flow->space->frame->page;
    struct pl_bfc *bfc = flow->space->bfc;
    *flow = kept->flow;
    pl_note_go_back(page, 0);
    pl_float_go_back(bfc, 0);
    for (size_t i = 0; i < kept->note_count; i++)
        *PL_PUSH(flow->layouter->scratch, &page->notes) = kept->notes[i];
    for (size_t i = 0; i < kept->float_count; i++)
        *PL_PUSH(flow->layouter->scratch, &bfc->floats) = kept->floats[i];
    page->note_height = kept->note_height;
}

/* `child` didn't fit, or broke badly (`inside`): the best of breaking in it, before it, and earlier. */
static struct pl_content_result choose_break(struct flow *flow, struct pl_box *child,
                                             const struct place *place,
                                             const struct pl_result *inside, struct mark mark,
                                             bool goes_on)
{
    struct pl_content_result result;
    enum pl_appeal here = flow->is_solid && !goes_on ? appeal_before(child) : PL_APPEAL_LAST_RESORT;
    if (here < PL_APPEAL_PERFECT && flow->is_solid && flow->layouter->retries < RETRIES_MOST) {
        struct kept kept = keep(flow);
        if (break_earlier(flow, &result))
            return result;
        put_back(flow, &kept);
    }
    if (here < PL_APPEAL_PERFECT && inside->fragment &&
        (inside->appeal >= here || !flow->is_solid)) {
        accept(flow, place, inside, mark);
        return broken(flow, child, inside->token, PL_BREAK_AUTO, inside->appeal);
    }
    go_back(flow, mark);
    if (flow->is_solid)
        return broken(flow, child, NULL, PL_BREAK_AUTO, here);
    // a box that goes on from the frame before says so again: else what is left of it were lost
    struct pl_token *inner = goes_on ? flow->space->token->inner : NULL;
    result = broken(flow, child, inner, PL_BREAK_AUTO, PL_APPEAL_LAST_RESORT);
    result.is_nothing = true;
    return result;
}

/* --- Out of the flow ----------------------------------------------------------------------------------- */

static struct pl_float_space float_space(const struct flow *flow, pl_unit y)
{
    const struct pl_content_space *space = flow->space;
    return (struct pl_float_space){
        .bfc = space->bfc,
        .left = space->bfc_x,
        .right = space->bfc_x + space->width,
        .top = space->bfc_y + y,
        .height = space->height,
        .frame = space->frame,
        .offset = space->offset - space->bfc_y,
        .limit = space->limit,
        .must = space->at_top && !flow->is_solid && y == 0,
    };
}

static void append_float(struct flow *flow, struct pl_fragment *fragment, struct mark mark)
{
    const struct pl_content_space *space = flow->space;
    fragment->x += space->x - space->bfc_x;
    fragment->y += space->y - space->bfc_y;
    pl_shift_relative(flow->layouter, fragment, space->width, space->height);
    set_mark(fragment, mark);
    pl_fragment_append(flow->fragment, fragment);
}

/* False when a float must wait for the next frame. */
static bool place_float(struct flow *flow, struct pl_box *box)
{
    pl_unit y = flow->y + (flow->is_through || flow->is_fresh ? 0 : pl_strut_sum(flow->strut));
    struct mark mark = mark_of(flow);
    struct pl_float_space space = float_space(flow, y);
    struct pl_fragment *fragment;
    if (!pl_float_place(flow->layouter, box, &space, &flow->rests, &fragment))
        return false;
    append_float(flow, fragment, mark);
    return true;
}

/* Floats that were broken in the frame before go on at the top, beside what comes now. */
static void go_on_with_floats(struct flow *flow)
{
    const struct pl_token *token = flow->space->token;
    for (uint32_t i = 0; token && i < token->float_count; i++) {
        struct mark mark = mark_of(flow);
        struct pl_float_space space = float_space(flow, 0);
        append_float(flow, pl_float_go_on(flow->layouter, &token->floats[i], &space, &flow->rests),
                     mark);
    }
}

static void place_anchor(struct flow *flow, struct pl_box *box)
{
    struct pl_fragment *fragment = pl_fragment_new(flow->layouter, box);
    bool is_reversed = box->parent && box->parent->is_right_to_left;
    pl_unit strut = flow->is_through || flow->is_fresh ? 0 : pl_strut_sum(flow->strut);
    fragment->x = flow->space->x + (is_reversed ? flow->space->width : 0);
    fragment->y = flow->y + strut + flow->space->y;
    set_mark(fragment, mark_of(flow));
    pl_fragment_append(flow->fragment, fragment);
}

/* An absolute box higher than a frame could not be read to its end where it wants to stand: it joins the flow. */
static bool joins_flow(struct flow *flow, struct pl_box *box)
{
    const struct pl_content_space *space = flow->space;
    if (box->floats == PL_FLOAT_TOP ||
        box->floats == PL_FLOAT_BOTTOM) { // in a cell, or at the top already
        bool is_here = box->floats == PL_FLOAT_TOP && space->at_top && !flow->is_solid;
        if (flow->layouter->is_rehearsal)
            return false;
        if (space->frame && !is_here) {
            pl_unit most = space->frame->page->height, width = space->frame->page->note_width;
            if (pl_box_layout_fit(flow->layouter, box, width, -1)->height <= most)
                return false; // else it could not be read to its end
        }
        box->floats = PL_FLOAT_NONE;
        return true;
    }
    if (box->floats != PL_FLOAT_ABSOLUTE || !space->frame || box->type == PL_BOX_PICTURE)
        return false;
    struct pl_fragment *fragment = pl_box_layout_fit(flow->layouter, box, space->width,
                                                     space->height);
    if (fragment->height <= space->frame->height)
        return false;
    box->floats = PL_FLOAT_NONE;
    return true;
}

static bool place_out_of_flow(struct flow *flow, struct pl_box *box)
{
    switch (box->floats) {
    case PL_FLOAT_LEFT:
    case PL_FLOAT_RIGHT:
        return place_float(flow, box);
    case PL_FLOAT_ABSOLUTE:
    case PL_FLOAT_RUNNING:
        place_anchor(flow, box);
        return true;
    case PL_FLOAT_TOP:
    case PL_FLOAT_BOTTOM:
        if (flow->space->frame)
            pl_page_float_place(flow->layouter, flow->space->frame, box,
                                pl_unit_clamp((pl_flow)flow->space->offset + flow->y),
                                flow->space->limit);
        return true;
    case PL_FLOAT_NONE:
    case PL_FLOAT_NOTE:
        return true;
    }
    return true;
}

/* A box with its own context must have room beside floats down to its own bottom (§9.5): else it is laid out again. */
static struct pl_result lay_beside_floats(struct flow *flow, struct pl_box *child,
                                          struct place *place, const struct pl_token *token,
                                          struct mark mark)
{
    struct pl_result result = layout_child(flow, child, place, token, PL_NO_LIMIT);
    bool is_own = child->is_context || child->type == PL_BOX_PICTURE || child->type == PL_BOX_TABLE;
    const struct pl_bfc *bfc = flow->space->bfc;
    for (int tries = 0; tries < 8 && !token && is_own && result.fragment && bfc->floats.count;
         tries++) {
        struct place lower = *place;
        lower.width = pl_width_of_block(flow->layouter, child, flow->space->width, &lower.edges);
        lower.x = lower.edges.margin[PL_LEFT];
        step_beside_floats(flow, child, pl_unit_max(result.fragment->height, 1), &lower);
        if (lower.x == place->x && lower.y == place->y && lower.width == place->width)
            break;
        go_back(flow, mark);
        *place = lower;
        result = layout_child(flow, child, place, token, PL_NO_LIMIT);
    }
    return result;
}

/* --- All children ---------------------------------------------------------------------------------------- */

struct pl_content_result pl_children_layout(struct pl_layouter *layouter,
                                            struct pl_fragment *fragment,
                                            const struct pl_content_space *space)
{
    const struct pl_token *token = space->token;
    struct flow flow = {
        .layouter = layouter,
        .fragment = fragment,
        .space = space,
        .box = fragment->box,
        .is_through = space->adjoins_top,
        .is_fresh = token != NULL,
    };
    bool is_first = true; // of this frame: its break is made already
    go_on_with_floats(&flow);
    for (struct pl_box *child = token ? token->child : fragment->box->first; child;
         child = child->next) {
        const struct pl_token *inner = is_first && token ? token->inner : NULL;
        enum pl_break forced = PL_BREAK_AUTO;
        if (pl_box_is_in_flow(child) && !(is_first && token))
            forced = forced_before(&flow, child);
        if (child->spans_columns && space->frame && space->frame->is_column &&
            pl_box_is_in_flow(child)) {
            struct pl_content_result span = broken(&flow, child, NULL, PL_BREAK_COLUMN,
                                                   PL_APPEAL_PERFECT);
            span.token->span = child;
            return span;
        }
        if (forced != PL_BREAK_AUTO)
            return broken(&flow, child, NULL, forced, PL_APPEAL_PERFECT);
        is_first = false;
        if (!pl_box_is_in_flow(child) && !joins_flow(&flow, child)) {
            if (!place_out_of_flow(&flow, child))
                return broken(&flow, child, NULL, PL_BREAK_AUTO, PL_APPEAL_PERFECT);
            continue;
        }
        struct mark mark = mark_of(&flow);
        struct place place = place_child(&flow, child, inner != NULL);
        struct pl_result result = lay_beside_floats(&flow, child, &place, inner, mark);
        bool fits = result.fragment && !result.token;
        bool broke_well = result.fragment && result.token &&
                          (result.appeal == PL_APPEAL_PERFECT ||
                           result.token->forced != PL_BREAK_AUTO);
        if (!fits && !broke_well)
            return choose_break(&flow, child, &place, &result, mark, inner != NULL);
        accept(&flow, &place, &result, mark);
        if (result.token)
            return broken(&flow, child, result.token, result.token->forced, PL_APPEAL_PERFECT);
    }
    if (flow.rests.count)
        return broken(&flow, NULL, NULL, PL_BREAK_AUTO, PL_APPEAL_PERFECT);
    return finish(&flow);
}
