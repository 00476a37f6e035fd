// SPDX-License-Identifier: MIT
/* layout/flow.h: boxes → fragments, page by page: what the parts of block layout share.
 *
 * How it works. Laying out a box in a space gives a fragment and, when the frame (a page, a column) was
 * full, a token that says where to go on in the next one. Tokens nest as boxes do. A break has an
 * appeal; whoever sees a break of low appeal looks for a better one before it: inside an earlier sibling, or
 * between siblings (Fragmentation 3 §4.4). Positions of fragments are relative to their parent's
 * border box, so that whole subtrees may still move.
 *
 * A fragment is small: lines stay with their paragraph, and a fragment only says which of them it shows. */
#ifndef PL_LAYOUT_FLOW_H
#define PL_LAYOUT_FLOW_H

#include "base/trace.h"
#include "layout/inline.h"
#include "layout/used.h"
#include "typeset/paragraph.h"

struct pl_fragment {
    struct pl_box *box;
    struct pl_fragment *previous, *next, *first, *last;
    pl_unit x, y, width, height; // border box, from the parent's
    pl_unit shift_x, shift_y;    // relative positioning: of what is painted only
    bool starts, ends;           // first and last piece of its box
    bool is_marker;
    bool is_column;
    uint32_t
        notes_before; // notes of the page and floats of the context before it: where to go back to
    uint32_t floats_before, rests_before;
    /* has_lines: the lines shown, and where the setting's origin lies from the border box's top left */
    const struct pl_lines *lines;
    uint32_t first_line, line_end;
    uint32_t
        base; // byte of the paragraph where `lines` begin: 0 but for those set anew in another frame
    pl_unit lines_x, lines_y;
    const pl_unit *line_shifts; // how far the grid moved each of them down; NULL: not at all
    pl_unit inset_top,
        inset_bottom; // of a table: captions, which its background and border leave out
    bool is_repeat;   // a table's head or foot, shown again: decoration
    const struct pl_border
        *collapsed; // a cell's borders where borders collapse; box: from the border box's top left
};

/* The top of one of its lines, below the border box's. */
static inline pl_unit pl_fragment_line_y(const struct pl_fragment *fragment, uint32_t line)
{
    pl_unit shift = fragment->line_shifts ? fragment->line_shifts[line - fragment->first_line] : 0;
    return fragment->lines_y + fragment->lines->lines[line].y + shift;
}

/* Where to go on. */
struct pl_token {
    struct pl_box *box;
    struct pl_box *child;   // the next child; NULL: children are done, a height is still to fill
    struct pl_token *inner; // where to go on in that child; NULL: at its beginning
    uint32_t line;          // has_lines
    pl_unit consumed;       // of the content height
    enum pl_break forced;   // why the break was made; PL_BREAK_AUTO: the frame was full
    const struct pl_lines *lines; // the setting whose lines go on, its width and where it began
    pl_unit lines_width;
    uint32_t base;
    struct pl_token **cells;            // of a row that was split, by cell; NULL: that cell is done
    uint32_t row;                       // of a table: the row to go on with
    struct pl_box *span;                // columns: the spanning box that comes next
    const struct pl_float_rest *floats; // of floats that were broken and go on beside the rest
    uint32_t float_count;
};

/* A float that reaches into the next frame. */
struct pl_float_rest {
    struct pl_box *box;
    struct pl_token *token;
    pl_unit x; // of its border box, from the left of its container's content
};
PL_VEC_TYPE(pl_float_rests, struct pl_float_rest);

/* How good a break is (Fragmentation 3 §4.4: rules are dropped from the weakest). */
enum pl_appeal {
    PL_APPEAL_LAST_RESORT,  // through something that may not be broken
    PL_APPEAL_AVOIDED,      // against break-…: avoid
    PL_APPEAL_LONELY_LINES, // against orphans or widows
    PL_APPEAL_PERFECT,
};

/* A page or a column. */
enum pl_foot { PL_FOOT_NOTE, PL_FOOT_FLOAT, PL_FOOT_WAITING, PL_FOOT_LATE };
struct pl_note_placed {
    enum pl_foot kind; // WAITING: a page float for the next page; LATE: a note for it
    struct pl_box *box;
    struct pl_fragment *fragment; // NULL for what waits
    pl_unit height;               // with margins
    const struct pl_token *token; // NOTE: what goes on on the next page; NULL: nothing
};
struct pl_frame {
    pl_unit height;
    pl_unit from_top; // of its zero, below the page area's top: where the grid begins
    bool is_column;
    bool has_heads;        // floats took its top
    struct pl_frame *page; // where notes go; itself for a page
    pl_unit note_width;
    pl_unit note_gap;           // taken once, above the first note
    pl_unit note_cap;           // no more than this less one for now; 0: no such bound
    pl_unit note_most;          // height of the note area at most; 0: as it comes
    uint32_t overflowing_notes; // that ran off
    struct {
        PL_VEC(struct pl_note_placed)
    } notes;
    pl_unit note_height; // of all, the gap included
    pl_unit
        note_base; // of a column: as much of the page's note_height is already taken off its height
};

/* What the frame has when notes take `note_height`. */
static inline pl_unit pl_frame_room(const struct pl_frame *frame, pl_flow note_height)
{
    pl_flow taken = note_height - frame->note_base;
    return pl_unit_clamp((pl_flow)frame->height - (taken > 0 ? taken : 0));
}

/* Floats of a block formatting context, in its root's content coordinates. */
struct pl_float_placed {
    bool is_left;
    pl_unit left, right, top, bottom; // margin box
};
struct pl_bfc {
    struct {
        PL_VEC(struct pl_float_placed)
    } floats;
    size_t
        first_live; // floats before it end above all that is still to come; moves only where nothing goes back
    pl_unit last_top; // of a later float: not above this
};

/* Adjoining margins: CSS 2.2 §8.3.1. */
struct pl_strut {
    pl_unit positive, negative;
};
static inline void pl_strut_add(struct pl_strut *strut, pl_unit margin)
{
    if (margin > strut->positive)
        strut->positive = margin;
    if (margin < strut->negative)
        strut->negative = margin;
}
static inline void pl_strut_join(struct pl_strut *strut, struct pl_strut other)
{
    pl_strut_add(strut, other.positive);
    pl_strut_add(strut, other.negative);
}
static inline pl_unit pl_strut_sum(struct pl_strut strut)
{
    return strut.positive + strut.negative;
}

struct pl_space {
    pl_unit width;          // of the containing block's content
    pl_unit height;         // of the same; -1: not known
    pl_unit forced_width;   // border box; -1: by the style
    bool has_forced_height; // border box: stretched between offsets
    pl_unit forced_height;
    struct pl_frame *frame; // NULL: there is no end
    pl_unit offset;         // of the border box's top in the frame
    pl_unit limit;          // no content below this in the frame, even if the frame is higher
    struct pl_bfc *bfc;     // of the parent
    pl_unit bfc_x, bfc_y;   // of the border box in it
    bool at_top; // nothing stands before it in the frame: to break before it would win nothing
    const struct pl_token *token;
};

struct pl_result {
    struct pl_fragment *fragment; // NULL: nothing was placed; break before the box
    struct pl_token *token;       // NULL: finished
    enum pl_appeal appeal;        // of the break, where there is a token
    struct pl_strut end;          // margins of its last children that adjoin its own bottom margin
    bool is_through;              // nothing in it holds margins apart: top and bottom adjoin
};

/* What a thread lays out with. */
struct pl_backgrounds;

struct pl_layouter {
    struct pl_arena *arena;   // fragments and tokens
    struct pl_arena *scratch; // may be reset between articles
    struct pl_arena *store;   // lines
    struct pl_typesetter *typesetter;
    struct pl_fonts *fonts;
    struct pl_diags *diags;
    const struct pl_trace *trace;
    const struct pl_backgrounds *backgrounds; // where backgrounds are painted
    pl_unit page_width, page_height; // of the page area: basis of vw and vh
    unsigned retries;                // searches for earlier breaks in progress
    unsigned columns;                // multi-column containers in progress
    bool is_rehearsal;               // lines are set, and what comes of them is thrown away
};

#define PL_NO_LIMIT (PL_UNIT_MAX / 2) // sums of two stay in range
/* Without a frame nobody reads positions this far down: they begin anew rather than overflow. */
#define PL_ENDLESS_MOST PL_PT(400000)
/* Fits that fail by less than this fail by rounding: 1/16 pt. */
#define PL_FIT_SLACK 64

static inline struct pl_css_basis pl_basis(const struct pl_layouter *layouter, pl_unit percentage)
{
    return (struct pl_css_basis){percentage, layouter->page_width, layouter->page_height};
}

/* Where content must end, notes already placed left out; PL_NO_LIMIT without a frame. */
pl_unit pl_space_limit(const struct pl_space *space);

/* A space without end: for floats, cells, atoms. */
static inline struct pl_space pl_space_endless(pl_unit width, pl_unit height)
{
    return (struct pl_space){
        .width = width, .height = height, .forced_width = -1, .limit = PL_NO_LIMIT, .at_top = true};
}

/* --- block.c ------------------------------------------------------------------------------- */

/* Any box that isn't inside has_lines: block, lines, picture, table, columns. */
struct pl_result pl_box_layout(struct pl_layouter *layouter, struct pl_box *box,
                               const struct pl_space *space);

/* The same without frame, shrunk to fit where its width is auto: floats, atoms. */
struct pl_fragment *pl_box_layout_fit(struct pl_layouter *layouter, struct pl_box *box,
                                      pl_unit available, pl_unit height);

struct pl_fragment *pl_fragment_new(struct pl_layouter *layouter, struct pl_box *box);
void pl_fragment_append(struct pl_fragment *parent, struct pl_fragment *child);

/* The first (or last) line's baseline below the fragment's top. False without lines. */
bool pl_fragment_baseline(const struct pl_fragment *fragment, bool is_last, pl_unit *baseline);


/* Relative positioning moves what is painted and nothing else (§9.4.3); width and height are the containing block's. */
void pl_relative_offset(struct pl_layouter *layouter, const struct pl_box *box, pl_unit width,
                        pl_unit height, pl_unit *x, pl_unit *y);
void pl_shift_relative(struct pl_layouter *layouter, struct pl_fragment *fragment, pl_unit width,
                       pl_unit height);

/* --- width.c: CSS 2.2 §10.3 ------------------------------------------------------------------ */

/* The border box's width and the used horizontal margins in a containing block of `width`. */
pl_unit pl_width_of_block(struct pl_layouter *layouter, struct pl_box *box, pl_unit width,
                          struct pl_edges *edges);
/* Min- and max-content width of the border box, sizes of its style taken into account; kept in the box. */
void pl_width_extent(struct pl_layouter *layouter, struct pl_box *box);
pl_unit pl_width_shrunk(struct pl_layouter *layouter, struct pl_box *box, pl_unit available,
                        const struct pl_edges *edges);
/* The same where percentages refer to `containing` but only `room` is there for the margin box. */
pl_unit pl_width_fitted(struct pl_layouter *layouter, struct pl_box *box, pl_unit containing,
                        pl_unit room, const struct pl_edges *edges);
/* indent.c: takes the indent off a box nested too deep; `edges` are its own, in a containing block of `width`. */
void pl_indent_fit(struct pl_layouter *layouter, struct pl_box *box, pl_unit width,
                   struct pl_edges *edges);
/* The content size of a picture: §10.3.2 and §10.4. */
void pl_picture_size(struct pl_layouter *layouter, const struct pl_box *box, pl_unit width,
                     pl_unit height, const struct pl_edges *edges, pl_unit *used_width,
                     pl_unit *used_height);

/* --- lines.c ----------------------------------------------------------------------------------- */

struct pl_content_space {
    pl_unit x, y;          // of the content box in the fragment's border box
    pl_unit width, height; // of the content box; height -1: auto
    struct pl_frame *frame;
    pl_unit offset, limit; // of the content's top in the frame
    struct pl_bfc *bfc;
    pl_unit bfc_x, bfc_y; // of the content's top left
    bool at_top;
    bool adjoins_top,
        adjoins_bottom; // nothing lies between the first (last) child's margin and the box's own
    const struct pl_token *token;
};
struct pl_content_result {
    pl_unit height;
    struct pl_token *token;
    enum pl_appeal appeal;
    struct pl_strut end;
    bool is_through;
    bool is_nothing; // not a line, not a child could be placed
};
struct pl_content_result pl_lines_layout(struct pl_layouter *layouter, struct pl_fragment *fragment,
                                         const struct pl_content_space *space);
/* The paragraph of a box for a width, objects measured; from byte `base` on. */
struct pl_paragraph pl_lines_paragraph(struct pl_layouter *layouter, struct pl_box *box,
                                       pl_unit width, uint32_t base);
bool pl_lines_are_none(const struct pl_box *box);

/* --- float.c ------------------------------------------------------------------------------------- */

/* What a float is placed in: everything in the context's coordinates but `offset`. */
struct pl_float_space {
    struct pl_bfc *bfc;
    pl_unit left, right, top; // of the container; not higher than `top`
    pl_unit height;           // of the container's content, for percentages; -1: not known
    struct pl_frame *frame;   // NULL: there is no end
    pl_unit offset;           // of the context's zero in the frame
    pl_unit limit;            // in the frame
    bool must;                // it stands first in its frame: waiting would win nothing
};
/* False: it must wait for the next frame. Else its fragment, placed in the context's coordinates; what doesn't fit and is
 * higher than a frame is broken and pushed to `rests`. */
bool pl_float_place(struct pl_layouter *layouter, struct pl_box *box,
                    const struct pl_float_space *space, struct pl_float_rests *rests,
                    struct pl_fragment **fragment);
/* The next piece of a float that was broken; it begins at the context's zero. */
struct pl_fragment *pl_float_go_on(struct pl_layouter *layouter, const struct pl_float_rest *rest,
                                   const struct pl_float_space *space,
                                   struct pl_float_rests *rests);
/* The free stretch between floats in [top, top + height). True when a float narrows it. */
bool pl_float_edges(const struct pl_bfc *bfc, pl_unit top, pl_unit height, pl_unit *left,
                    pl_unit *right);
/* The bottom of the floats of these sides; false where there are none. */
bool pl_float_bottom(const struct pl_bfc *bfc, bool left, bool right, pl_unit *bottom);
/* The same, and 0 where there are none. */
pl_unit pl_float_clearance(const struct pl_bfc *bfc, bool left, bool right);
/* Floats that end above this height can't be in anything's way any more. */
void pl_float_forget(struct pl_bfc *bfc, pl_unit above);
/* Forgets the floats placed since there were `mark` of them. */
void pl_float_go_back(struct pl_bfc *bfc, size_t mark);
/* The next float's bottom below `top`; `top` where there is none. */
pl_unit pl_float_next_bottom(const struct pl_bfc *bfc, pl_unit top);

/* --- absolute.c --------------------------------------------------------------------------------- */

/* Lays out the absolutely positioned boxes of a finished page, each in its containing block; until then they are
 * fragments without size at their static positions. `root` stands at the page area's top left. */
void pl_absolute_place_all(struct pl_layouter *layouter, struct pl_fragment *root, pl_unit width,
                           pl_unit height);

/* --- footnote.c ---------------------------------------------------------------------------------- */

/* Places a note at the frame's foot. `needed`: content above must reach down to here. A note that doesn't fit whole is
 * split where its policy allows it. False, with nothing changed, when it can't stand here and isn't forced. */
bool pl_note_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *note,
                   pl_unit needed, pl_unit limit, bool is_forced);
/* The same for a note of the page before, or its rest from `token` on. */
bool pl_note_go_on(struct pl_layouter *layouter, struct pl_frame *page, struct pl_box *note,
                   const struct pl_token *token, pl_unit needed, bool is_forced);
/* Floats to the top or foot of the page: the foot is taken from this page where the float fits below `needed`; everything else
 * waits for the next page. */
void pl_page_float_place(struct pl_layouter *layouter, struct pl_frame *frame, struct pl_box *box,
                         pl_unit needed, pl_unit limit);
/* How many notes the page has, and back to that; a NULL frame has none. */
uint32_t pl_note_mark(const struct pl_frame *frame);
void pl_note_go_back(struct pl_frame *frame, uint32_t mark);
/* All notes called inside a fragment that was laid out without frame. */
bool pl_note_place_all(struct pl_layouter *layouter, struct pl_frame *frame,
                       const struct pl_fragment *fragment, pl_unit needed, pl_unit limit,
                       bool is_forced);

/* --- grid.c -------------------------------------------------------------------------------------- */

/* The grid that a box's lines snap to; pitch 0: none. */
struct pl_grid {
    pl_unit pitch, baseline; // the first baseline below the page area's top
};
struct pl_grid pl_grid_of(const struct pl_fonts *fonts, struct pl_box *box);
/* How far down a baseline at `position` (from the page area's top) must go to stand on the grid. One that lies a little
 * below a grid line goes up to it: then the answer is negative. */
pl_unit pl_grid_step(const struct pl_grid *grid, pl_flow position);

/* --- table.h, columns.c --------------------------------------------------------------------------- */

struct pl_content_result pl_table_layout(struct pl_layouter *layouter, struct pl_fragment *fragment,
                                         const struct pl_content_space *space);
struct pl_content_result pl_columns_layout(struct pl_layouter *layouter,
                                           struct pl_fragment *fragment,
                                           const struct pl_content_space *space);
struct pl_content_result pl_children_layout(struct pl_layouter *layouter,
                                            struct pl_fragment *fragment,
                                            const struct pl_content_space *space);

#endif
