// SPDX-License-Identifier: MIT
/* layout/lines.c: a block of lines: set it, place its floats and notes, choose where it breaks.
 *
 * Source: CSS 2.2 §9.4.2, §9.5, §10.8.1; Fragmentation 3 §3.3 (orphans, widows). */
#include "layout/flow.h"

#include "layout/display.h"

bool pl_lines_are_none(const struct pl_box *box)
{
    return !box->lines || box->lines->text.size == 0;
}

/* --- Objects ----------------------------------------------------------------------------------- */

/* What padding, border and margin of an inline take at one end. */
static pl_unit edge_advance(struct pl_layouter *layouter, const struct pl_box *box, bool is_start,
                            pl_unit width)
{
    struct pl_css_basis basis = pl_basis(layouter, pl_unit_max(width, 0));
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    enum pl_side side = is_start == box->is_right_to_left ? PL_RIGHT : PL_LEFT;
    return edges.margin[side] + pl_edges_before(&edges, side);
}

/* How an atom stands about the baseline: vertical-align. Heights are of its margin box. */
static void align_atom(struct pl_layouter *layouter, const struct pl_box *box, pl_unit above,
                       pl_unit height, struct pl_inline_object *object)
{
    const struct pl_style *parent = box->parent->style;
    const struct pl_css_value *value = box->style->values[PL_PROPERTY_vertical_align];
    pl_unit size = pl_style_font_size(parent), ascent = above;
    if (value->type != PL_CSS_KEYWORD) {
        ascent += pl_used_rise(box->style, parent, layouter->fonts);
    } else if (value->keyword != PL_KEYWORD_baseline) {
        struct pl_font_metrics metrics = pl_used_metrics(parent, layouter->fonts);
        double points = pl_unit_to_pt(size);
        switch ((int)value->keyword) {
        case PL_KEYWORD_super:
            ascent += size / 3;
            break;
        case PL_KEYWORD_sub:
            ascent -= size / 5;
            break;
        case PL_KEYWORD_middle:
            ascent = height / 2 + pl_unit_from_pt(metrics.x_height / 2 * points);
            break;
        case PL_KEYWORD_text_top:
            ascent = pl_unit_from_pt(metrics.ascent * points);
            break;
        case PL_KEYWORD_text_bottom:
            ascent = height - pl_unit_from_pt(metrics.descent * points);
            break;
        default:
            break;
        }
    }
    object->ascent = ascent; // about its span's baseline
    object->descent = height - object->ascent;
}

static void measure_atom(struct pl_layouter *layouter, struct pl_inline *lines, uint32_t index,
                         pl_unit width)
{
    struct pl_inline_object *object = &lines->objects[index];
    const struct pl_segment *segment = &lines->segments[object->owner];
    struct pl_box *box = (struct pl_box *)segment->box;
    struct pl_layouter inner = *layouter;
    inner.arena = layouter->store; // as long as the lines it stands in
    pl_unit available = width;
    struct pl_css_basis basis = pl_basis(layouter, available);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    struct pl_fragment *atom = pl_box_layout_fit(&inner, box, available, lines->height);
    lines->atoms[index] = atom;
    pl_shift_relative(layouter, atom, available, lines->height);
    object->advance = atom->width + edges.margin[PL_LEFT] + edges.margin[PL_RIGHT];
    pl_unit height = atom->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM], baseline;
    pl_unit above = height;
    bool is_clipped = box->type == PL_BOX_BLOCK &&
                      pl_style_keyword(box->style, PL_PROPERTY_overflow_y) != PL_KEYWORD_visible;
    if (box->type != PL_BOX_PICTURE && !is_clipped &&
        pl_fragment_baseline(atom, box->type != PL_BOX_TABLE && !box->is_ruby, &baseline))
        above = baseline + edges.margin[PL_TOP];
    align_atom(layouter, box, above, height, object);
}

/* An atom as wide as its content would be without end: for extents. */
static void widen_atom(struct pl_layouter *layouter, struct pl_inline *lines, uint32_t index)
{
    struct pl_box *box = (struct pl_box *)lines->segments[lines->objects[index].owner].box;
    struct pl_css_basis basis = pl_basis(layouter, 0);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    pl_width_extent(layouter, box);
    lines->objects[index].advance = pl_unit_max(
        box->max_content + edges.margin[PL_LEFT] + edges.margin[PL_RIGHT], 0);
}

static void measure_objects(struct pl_layouter *layouter, struct pl_inline *lines, pl_unit width)
{
    for (uint32_t i = 0; i < lines->object_count; i++) {
        struct pl_inline_object *object = &lines->objects[i];
        const struct pl_box *box = lines->segments[object->owner].box;
        switch (lines->roles[i]) {
        case PL_OBJECT_ATOM:
            if (width < 0)
                widen_atom(layouter, lines, i);
            else
                measure_atom(layouter, lines, i, width);
            break;
        case PL_OBJECT_START:
        case PL_OBJECT_END:
            object->advance = edge_advance(layouter, box, lines->roles[i] == PL_OBJECT_START,
                                           width);
            break;
        case PL_OBJECT_LEADER:
            object->advance = 0; // grown once the lines are known
            break;
        }
    }
}

static bool is_cloned(const struct pl_box *box)
{
    return box->type == PL_BOX_INLINE &&
           pl_style_keyword(box->style, PL_PROPERTY_box_decoration_break) == PL_KEYWORD_clone;
}

/* box-decoration-break: clone: what all boxes about a span take at both ends of each line. */
static void measure_clones(struct pl_layouter *layouter, struct pl_inline *lines, pl_unit width)
{
    for (uint32_t i = 0; i < lines->span_count; i++) {
        struct pl_text_span *span = &lines->spans[i];
        const struct pl_box *box = lines->segments[span->owner].box;
        pl_flow start = 0, end = 0;
        for (; box && (box->type == PL_BOX_INLINE || box->type == PL_BOX_TEXT); box = box->parent) {
            if (!is_cloned(box))
                continue;
            start += edge_advance(layouter, box, true, width);
            end += edge_advance(layouter, box, false, width);
        }
        span->clone_start = pl_unit_clamp(start);
        span->clone_end = pl_unit_clamp(end);
    }
}

static bool has_clones(const struct pl_inline *lines)
{
    for (uint32_t i = 0; i < lines->object_count; i++)
        if (lines->objects[i].is_edge && is_cloned(lines->segments[lines->objects[i].owner].box))
            return true;
    return false;
}

/* --- Paragraphs ----------------------------------------------------------------------------------- */

/* Only the first line of a block container is indented: an anonymous block's where it comes first (CSS 2.2 §16.1). */
static bool comes_later(const struct pl_box *box)
{
    const struct pl_box *previous = box->is_anonymous && box->has_lines ? box->previous : NULL;
    while (previous && !pl_box_is_in_flow(previous))
        previous = previous->previous;
    return previous != NULL;
}

struct pl_paragraph pl_lines_paragraph(struct pl_layouter *layouter, struct pl_box *box,
                                       pl_unit width, uint32_t base)
{
    struct pl_inline *lines = box->lines;
    measure_objects(layouter, lines, width);
    if (has_clones(lines))
        measure_clones(layouter, lines, width);
    struct pl_paragraph paragraph = {
        .text = lines->text,
        .spans = lines->spans,
        .span_count = lines->span_count,
        .objects = lines->objects,
        .object_count = lines->object_count,
        .bidi = lines->bidi,
        .bidi_count = lines->bidi_count,
        .style = box->style,
        .first_line = box->first_line,
        .language = box->language,
        .measure = {.width = pl_unit_max(width, 0)},
        .page_width = layouter->page_width,
        .page_height = layouter->page_height,
    };
    paragraph.continues = base == 0 && comes_later(box);
    return base ? pl_paragraph_rest(layouter->scratch, &paragraph, base) : paragraph;
}

/* --- Setting -------------------------------------------------------------------------------------------- */

struct setting {
    struct pl_layouter *layouter;
    struct pl_fragment *fragment;
    struct pl_box *box;
    const struct pl_content_space *space;
    const struct pl_lines *lines;
    pl_unit width;
    uint32_t base;
    struct pl_float_rests rests;
    uint32_t stop; // the first line that may not stand in this frame; UINT32_MAX: none
    struct pl_grid grid;
    bool is_blocked; // a note that keeps its whole paragraph (footnote-policy: block) found no room
    pl_unit down;    // how far the first line went down to the grid
    const pl_unit
        *shifts; // by line of this piece, behind that; NULL: all stand where typeset put them
};

/* The part of a setting that lies above line `first`: the first may stand below floats, later ones go on at the top. */
static pl_unit origin_of(const struct setting *setting, uint32_t first)
{
    return first ? setting->lines->lines[first].y : 0;
}

/* --- On the grid (grid.c) --------------------------------------------------------------------------------- */

/* The piece begins further down, so that a first baseline `baseline` below its top stands on the grid. */
static void snap_top(struct setting *setting, struct pl_content_space *space, pl_unit baseline)
{
    pl_unit step = pl_grid_step(&setting->grid,
                                (pl_flow)space->frame->from_top + space->offset + baseline);
    setting->down += step;
    space->y += step;
    space->offset += step;
    space->bfc_y += step;
    setting->fragment->lines_y += step;
}

/* The baseline of a line that has nothing but its strut. */
static pl_unit strut_baseline(struct pl_layouter *layouter, const struct pl_style *style)
{
    struct pl_font_metrics metrics = pl_used_metrics(style, layouter->fonts);
    double size = pl_unit_to_pt(pl_style_font_size(style));
    return (pl_style_line_height(style) +
            pl_unit_from_pt((metrics.ascent - metrics.descent) * size)) /
           2;
}

/* Lines of other heights (with pictures, other faces) leave the grid: those behind them go down to it again. */
static void snap_lines(struct setting *setting, uint32_t first)
{
    uint32_t count = (uint32_t)setting->lines->count;
    const struct pl_content_space *space = setting->space;
    pl_flow top = (pl_flow)space->frame->from_top + space->offset - origin_of(setting, first);
    pl_unit shift = 0, *shifts = NULL;
    for (uint32_t i = first; i < count; i++) {
        const struct pl_line *line = &setting->lines->lines[i];
        pl_unit step = pl_grid_step(&setting->grid, top + shift + line->y + line->baseline);
        if (step && !shifts)
            shifts = PL_NEW_ARRAY(setting->layouter->arena, pl_unit, count - first);
        shift += step;
        if (shifts)
            shifts[i - first] = shift;
    }
    setting->shifts = shifts;
}

/* Where on the grid a line comes to stand that typeset puts at `y`: all lines of a block are taken to be of one height. */
static pl_flow snapped(const struct setting *setting, pl_flow y)
{
    pl_unit leading = pl_style_line_height(setting->box->style), pitch = setting->grid.pitch;
    if (!pitch || leading <= 0)
        return y;
    pl_flow pitches = (leading + pitch - pitch / 8 - 1) / pitch;
    return y / leading * (pitches > 1 ? pitches : 1) * pitch + y % leading;
}

static void edges_at(void *context, pl_flow y, pl_unit height, pl_unit *left, pl_unit *right)
{
    const struct setting *setting = context;
    const struct pl_content_space *space = setting->space;
    *left = space->bfc_x;
    *right = space->bfc_x + space->width;
    pl_float_edges(space->bfc, pl_unit_clamp(space->bfc_y + snapped(setting, y)), height, left,
                   right);
    *left = pl_unit_max(*left, space->bfc_x) - space->bfc_x;
    *right = pl_unit_min(*right, space->bfc_x + space->width) - space->bfc_x;
}

/* The next bottom of a float: the stretch may be wider there. */
static pl_flow next_at(void *context, pl_flow y)
{
    const struct setting *setting = context;
    const struct pl_bfc *bfc = setting->space->bfc;
    pl_unit top = pl_unit_clamp(setting->space->bfc_y + y), bottom = PL_UNIT_MAX;
    for (size_t i = bfc->first_live; i < bfc->floats.count; i++)
        if (bfc->floats.data[i].bottom > top)
            bottom = pl_unit_min(bottom, bfc->floats.data[i].bottom);
    return bottom == PL_UNIT_MAX ? y : (pl_flow)bottom - setting->space->bfc_y;
}

static bool has_floats_beside(const struct setting *setting)
{
    const struct pl_bfc *bfc = setting->space->bfc;
    for (size_t i = bfc->first_live; i < bfc->floats.count; i++)
        if (bfc->floats.data[i].bottom > setting->space->bfc_y)
            return true;
    return false;
}

/* What a line has left. Where text runs from the right, its content begins behind that room. */
static pl_unit room_in_line(const struct setting *setting, const struct pl_paragraph *paragraph, size_t index)
{
    const struct pl_line *line = &setting->lines->lines[index];
    if (!setting->box->is_right_to_left)
        return setting->width - line->left - line->width;
    struct pl_css_basis basis = pl_basis(setting->layouter, setting->width);
    bool is_indented = index == 0 && !paragraph->continues;
    pl_unit indent = is_indented ? pl_style_length(paragraph->style, PL_PROPERTY_text_indent, &basis, 0) : 0;
    return setting->width - line->width - indent;
}

/* A leader takes what its line has left; several share it. */
static bool grow_leaders(struct setting *setting, struct pl_paragraph *paragraph)
{
    struct pl_inline *lines = setting->box->lines;
    struct pl_inline_object *objects = (struct pl_inline_object *)paragraph->objects;
    size_t skipped = lines->object_count - paragraph->object_count;
    bool is_grown = false;
    for (size_t i = 0, line = 0; i < paragraph->object_count; i++) {
        if (lines->roles[skipped + i] != PL_OBJECT_LEADER)
            continue;
        while (line + 1 < setting->lines->count &&
               setting->lines->lines[line].end <= objects[i].offset)
            line++;
        if (line >= setting->lines->count)
            break;
        pl_unit room = room_in_line(setting, paragraph, line);
        size_t sharers = 0, last = i;
        for (size_t j = i;
             j < paragraph->object_count && objects[j].offset < setting->lines->lines[line].end;
             j++) {
            sharers += lines->roles[skipped + j] == PL_OBJECT_LEADER;
            last = j;
        }
        for (size_t j = i; j <= last; j++) {
            if (lines->roles[skipped + j] != PL_OBJECT_LEADER)
                continue;
            objects[j].advance = room > 0 ? room / (pl_unit)sharers : 0;
            lines->objects[skipped + j].advance = objects[j].advance;
        }
        i = last;
        is_grown |= room > 0;
    }
    return is_grown;
}

static bool has_leaders(const struct pl_inline *lines)
{
    for (uint32_t i = 0; i < lines->object_count; i++)
        if (lines->roles[i] == PL_OBJECT_LEADER)
            return true;
    return false;
}

static void set(struct setting *setting, bool is_narrowed)
{
    struct pl_layouter *layouter = setting->layouter;
    struct pl_inline *lines = setting->box->lines;
    bool may_keep = !is_narrowed && setting->base == 0;
    if (may_keep && lines->lines && lines->width == setting->width) {
        setting->lines = lines->lines;
        return;
    }
    struct pl_paragraph paragraph = pl_lines_paragraph(layouter, setting->box, setting->width,
                                                       setting->base);
    if (is_narrowed) {
        paragraph.measure.edges = edges_at;
        paragraph.measure.next = next_at;
        paragraph.measure.context = setting;
        paragraph.measure.reach = (pl_flow)pl_float_clearance(setting->space->bfc, true, true) -
                                  setting->space->bfc_y;
    }
    // what only this page shows lives no longer than its fragments
    struct pl_arena *store = may_keep ? layouter->store : layouter->arena;
    setting->lines = pl_paragraph_set(layouter->typesetter, store, layouter->scratch, &paragraph,
                                      layouter->diags);
    if (has_leaders(lines) && grow_leaders(setting, &paragraph))
        setting->lines = pl_paragraph_set(layouter->typesetter, store, layouter->scratch,
                                          &paragraph, layouter->diags);
    if (may_keep) {
        lines->lines = setting->lines;
        lines->width = setting->width;
    }
}

/* --- Floats among the lines ------------------------------------------------------------------------------- */

static bool is_side_float(const struct pl_box *box)
{
    return box->floats == PL_FLOAT_LEFT || box->floats == PL_FLOAT_RIGHT;
}

/* The line that byte `offset` of the paragraph stands in; the number of lines when it is behind them. */
static uint32_t line_of(const struct setting *setting, uint32_t offset)
{
    uint32_t low = 0, high = (uint32_t)setting->lines->count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (setting->lines->lines[middle].end + setting->base <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static pl_unit room_of(const struct setting *setting)
{
    if (!setting->space->frame)
        return PL_NO_LIMIT;
    struct pl_space space = {.frame = setting->space->frame, .limit = setting->space->limit};
    return pl_space_limit(&space) - setting->space->offset;
}

/* What a float finds when it is placed: where to go back to when its line moves to the next frame. */
struct mark {
    uint32_t notes, rests;
    size_t floats;
};

static struct mark mark_of(const struct setting *setting)
{
    return (struct mark){pl_note_mark(setting->space->frame), (uint32_t)setting->rests.count,
                         setting->space->bfc->floats.count};
}

static void append_float(struct setting *setting, struct pl_fragment *fragment, struct mark mark)
{
    const struct pl_content_space *space = setting->space;
    fragment->notes_before = mark.notes;
    fragment->floats_before = (uint32_t)mark.floats;
    fragment->rests_before = mark.rests;
    fragment->x += setting->fragment->lines_x - space->bfc_x;
    fragment->y += setting->fragment->lines_y - space->bfc_y;
    pl_shift_relative(setting->layouter, fragment, space->width, space->height);
    pl_fragment_append(setting->fragment, fragment);
}

static struct pl_float_space float_space(const struct setting *setting, pl_unit y, bool must)
{
    const struct pl_content_space *space = setting->space;
    return (struct pl_float_space){
        .bfc = space->bfc,
        .left = space->bfc_x,
        .right = space->bfc_x + space->width,
        .top = space->bfc_y + y,
        .height = space->height,
        .frame = space->frame,
        .offset = space->offset - space->bfc_y,
        .limit = space->limit,
        .must = must,
    };
}

/* Whether content of the paragraph stands in a line before segment `segment`, and where it ends. */
static bool ends_before(const struct setting *setting, uint32_t line, uint32_t segment, pl_unit *x)
{
    const struct pl_inline *lines = setting->box->lines;
    struct pl_line_content content = pl_line_runs(setting->layouter->typesetter,
                                                  setting->layouter->scratch, setting->lines, line);
    uint32_t skipped = 0, last = 0;
    bool is_found = false;
    while (skipped < lines->object_count && lines->objects[skipped].offset < setting->base)
        skipped++;
    for (size_t i = 0; i < content.run_count; i++) {
        const struct pl_run *run = &content.runs[i];
        if (run->owner >= segment || (is_found && run->owner < last))
            continue;
        *x = run->x + (run->is_right_to_left ? 0 : run->advance);
        last = run->owner;
        is_found = true;
    }
    for (size_t i = 0; i < content.object_count; i++) {
        const struct pl_object_place *place = &content.objects[i];
        const struct pl_inline_object *object = &lines->objects[skipped + place->object];
        if (object->owner >= segment || (is_found && object->owner < last))
            continue;
        *x = place->x + (setting->box->is_right_to_left ? 0 : object->advance);
        last = object->owner;
        is_found = true;
    }
    return is_found;
}

static pl_unit outer_width(struct pl_layouter *layouter, struct pl_box *box, pl_unit width)
{
    struct pl_css_basis basis = pl_basis(layouter, width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    pl_unit used, height;
    if (box->type == PL_BOX_PICTURE) {
        pl_picture_size(layouter, box, width, -1, &edges, &used, &height);
        used += pl_edges_sum(&edges, PL_LEFT, PL_RIGHT);
    } else {
        used = pl_width_shrunk(layouter, box, width, &edges);
    }
    return used + edges.margin[PL_LEFT] + edges.margin[PL_RIGHT];
}

/* Whether a float has room beside what stands before it in its line; else it goes below the line (§9.5.1, rule 6). */
static bool fits_in_line(const struct setting *setting, uint32_t index,
                         const struct pl_anchor_point *anchor)
{
    const struct pl_content_space *space = setting->space;
    if (index >= setting->lines->count)
        return true;
    const struct pl_line *line = &setting->lines->lines[index];
    pl_unit x, left = space->bfc_x, right = space->bfc_x + space->width;
    if (!ends_before(setting, index, anchor->segment, &x))
        return true;
    pl_unit used = setting->box->is_right_to_left ? line->left + line->width - x : x - line->left;
    pl_float_edges(space->bfc, pl_unit_clamp((pl_flow)space->bfc_y + line->y), 1, &left, &right);
    return used + outer_width(setting->layouter, anchor->box, space->width) <=
           right - left + PL_FIT_SLACK;
}

/* Places the floats that stand in the line of anchor *next; false when that line must go to the next frame. */
static bool place_floats(struct setting *setting, uint32_t *next)
{
    struct pl_inline *lines = setting->box->lines;
    const struct pl_content_space *space = setting->space;
    uint32_t line = line_of(setting, lines->anchors[*next].offset);
    bool is_behind = line >= setting->lines->count;
    if (is_behind && line)
        line--;
    pl_unit y = 0, bottom = 0, room = room_of(setting);
    if (setting->lines->count) {
        y = setting->lines->lines[line].y + (setting->shifts ? setting->shifts[line] : 0);
        bottom = y + setting->lines->lines[line].height;
    }
    bool must = room == PL_NO_LIMIT || (space->at_top && line == 0);
    if (!must && bottom > room + PL_FIT_SLACK) {
        setting->stop = line;
        return false;
    }
    for (; *next < lines->anchor_count; ++*next) {
        struct pl_box *box = lines->anchors[*next].box;
        if (!is_side_float(box))
            continue;
        if (!is_behind && line_of(setting, lines->anchors[*next].offset) != line)
            break;
        struct pl_fragment *fragment;
        struct mark mark = mark_of(setting);
        bool is_below = is_behind && pl_str_ends(lines->text, PL_INLINE_BREAK);
        bool is_in_line = !is_below && fits_in_line(setting, line, &lines->anchors[*next]);
        struct pl_float_space place = float_space(setting, is_in_line ? y : bottom, must);
        if (!pl_float_place(setting->layouter, box, &place, &setting->rests, &fragment)) {
            setting->stop = line;
            return false;
        }
        append_float(setting, fragment, mark);
    }
    return true;
}

static uint32_t next_float(const struct pl_inline *lines, uint32_t from, uint32_t base)
{
    while (from < lines->anchor_count &&
           (!is_side_float(lines->anchors[from].box) || lines->anchors[from].offset < base))
        from++;
    return from;
}

#define SETTINGS_MOST 100

/* Sets the lines and places the floats among them; each line with floats sets the paragraph anew. */
static void set_with_floats(struct setting *setting)
{
    struct pl_inline *lines = setting->box->lines;
    static const struct pl_lines none = {0};
    uint32_t next = next_float(lines, 0, setting->base);
    setting->lines = &none;
    while (next < lines->anchor_count && lines->anchors[next].offset == setting->base &&
           lines->text.size) {
        // floats before the first word: no need to set twice
        struct pl_fragment *fragment;
        struct mark mark = mark_of(setting);
        struct pl_float_space place = float_space(setting, 0, setting->space->at_top);
        if (!pl_float_place(setting->layouter, lines->anchors[next].box, &place, &setting->rests,
                            &fragment)) {
            setting->stop = 0;
            break;
        }
        append_float(setting, fragment, mark);
        next = next_float(lines, next + 1, setting->base);
    }
    for (int settings = 0;; settings++) {
        if (lines->text.size > setting->base)
            set(setting, has_floats_beside(setting));
        if (setting->grid.pitch && setting->lines->count)
            snap_lines(setting, 0);
        next = next_float(lines, next, setting->base);
        if (next >= lines->anchor_count || settings >= SETTINGS_MOST ||
            setting->stop != UINT32_MAX || !place_floats(setting, &next))
            break;
    }
    while (next < lines->anchor_count && setting->stop == UINT32_MAX &&
           place_floats(setting, &next))
        next = next_float(lines, next, setting->base);
}

/* --- Lines in the frame ------------------------------------------------------------------------------------- */

/* The notes called in a line. False when line and notes don't fit. */
static bool place_notes(struct setting *setting, const struct pl_line *line, pl_unit bottom,
                        bool is_forced)
{
    struct pl_inline *lines = setting->box->lines;
    const struct pl_content_space *space = setting->space;
    if (!setting->box->has_notes || !space->frame)
        return true;
    uint32_t first = line->first + setting->base, end = line->end + setting->base;
    bool is_last = end >= lines->text.size;
    uint32_t mark = pl_note_mark(space->frame);
    // the floats beside the line are content above the notes as well
    bottom = pl_unit_max(bottom, pl_float_clearance(space->bfc, true, true) - space->bfc_y);
    for (uint32_t i = 0; i < lines->anchor_count; i++) {
        const struct pl_anchor_point *anchor = &lines->anchors[i];
        if (anchor->offset < first || (anchor->offset >= end && !is_last))
            continue;
        if (anchor->box->floats == PL_FLOAT_TOP || anchor->box->floats == PL_FLOAT_BOTTOM)
            pl_page_float_place(setting->layouter, space->frame, anchor->box,
                                space->offset + bottom, space->limit);
        if (!anchor->box->note)
            continue;
        const struct pl_style *note = anchor->box->note->style;
        if (!pl_note_place(setting->layouter, space->frame, anchor->box->note,
                           space->offset + bottom, space->limit, is_forced)) {
            setting->is_blocked |= pl_style_keyword(note, PL_PROPERTY_footnote_policy) ==
                                   PL_KEYWORD_block;
            pl_note_go_back(space->frame, mark);
            return false;
        }
    }
    for (uint32_t i = 0; i < lines->object_count; i++) {
        if (!lines->atoms[i] || lines->objects[i].offset < first || lines->objects[i].offset >= end)
            continue;
        if (!pl_note_place_all(setting->layouter, space->frame, lines->atoms[i],
                               space->offset + bottom, space->limit, is_forced)) {
            pl_note_go_back(space->frame, mark);
            return false;
        }
    }
    return true;
}

static pl_unit bottom_of(const struct setting *setting, uint32_t first, uint32_t index)
{
    const struct pl_line *line = &setting->lines->lines[index];
    pl_flow shift = setting->shifts ? setting->shifts[index - first] : 0;
    return pl_unit_clamp((pl_flow)line->y + line->height - origin_of(setting, first) + shift);
}

/* The first line from `first` on that doesn't fit. */
static uint32_t fill(struct setting *setting, uint32_t first)
{
    uint32_t count = (uint32_t)setting->lines->count, index = first;
    for (; index < count && index < setting->stop; index++) {
        pl_unit bottom = bottom_of(setting, first, index);
        bool is_forced = setting->space->at_top && index == first;
        if (setting->space->frame && (pl_flow)bottom > (pl_flow)room_of(setting) + PL_FIT_SLACK) {
            if (!is_forced)
                break;
            if (!setting->space->frame
                     ->is_column) // columns are tried at heights that are too small
                pl_warn(setting->layouter->diags, PL_W_OVERFLOW,
                        setting->box->node ? setting->box->node->span : PL_NO_SPAN,
                        "a line is higher than the page");
        }
        if (!place_notes(setting, &setting->lines->lines[index], bottom, is_forced))
            break;
    }
    return index;
}

static uint32_t least_lines(const struct pl_style *style, enum pl_property property)
{
    double value = pl_style_number(style, property, 2);
    return value < 1 ? 1 : value > 1000 ? 1000 : (uint32_t)value;
}

/* Where to break between `first` and `end` (the first line that doesn't fit): as far down as orphans and widows let. */
static uint32_t choose_line(const struct setting *setting, uint32_t first, uint32_t end,
                            enum pl_appeal *appeal)
{
    const struct pl_style *style = setting->box->style;
    uint32_t orphans = least_lines(style, PL_PROPERTY_orphans),
             widows = least_lines(style, PL_PROPERTY_widows);
    uint32_t count = (uint32_t)setting->lines->count;
    uint32_t line = count - end < widows ? (count > widows ? count - widows : 0) : end;
    *appeal = PL_APPEAL_PERFECT;
    if (line >= first + orphans)
        return line;
    *appeal = PL_APPEAL_LONELY_LINES;
    return end;
}

static struct pl_token *token_at(struct setting *setting, uint32_t line)
{
    struct pl_token *token = PL_NEW(setting->layouter->arena, struct pl_token);
    *token = (struct pl_token){
        .box = setting->box,
        .line = line,
        .lines = setting->lines,
        .lines_width = setting->width,
        .base = setting->base,
    };
    if (setting->rests.count) {
        struct pl_float_rest *floats = PL_NEW_ARRAY(setting->layouter->arena, struct pl_float_rest,
                                                    setting->rests.count);
        memcpy(floats, setting->rests.data, setting->rests.count * sizeof *floats);
        token->floats = floats;
        token->float_count = (uint32_t)setting->rests.count;
    }
    return token;
}

static bool is_inline_by_style(const struct pl_box *box)
{
    enum pl_keyword display = pl_display_of(box->style);
    return display == PL_KEYWORD_inline || display == PL_KEYWORD_inline_block ||
           display == PL_KEYWORD_inline_table;
}

/* Where an absolute box would stand: an inline one behind what precedes it in its line, a block on a line of its own. */
static void set_static_position(const struct setting *setting, const struct pl_anchor_point *anchor,
                                uint32_t index, struct pl_fragment *fragment)
{
    const struct pl_line *line = &setting->lines->lines[index];
    bool is_inline = is_inline_by_style(anchor->box);
    pl_unit x = 0;
    bool has_before = ends_before(setting, index, anchor->segment, &x);
    fragment->y += line->y;
    if (is_inline) {
        bool is_right_to_left = setting->box->is_right_to_left;
        fragment->x += has_before ? x : line->left + (is_right_to_left ? line->width : 0);
        return;
    }
    fragment->x += setting->box->is_right_to_left ? setting->width : 0;
    if (has_before)
        fragment->y += line->height;
}

/* Absolute boxes wait at their lines until the page is finished. */
static void place_waiting(struct setting *setting, uint32_t first, uint32_t end)
{
    const struct pl_inline *lines = setting->box->lines;
    for (uint32_t i = 0; i < lines->anchor_count; i++) {
        const struct pl_anchor_point *anchor = &lines->anchors[i];
        if (anchor->box->floats != PL_FLOAT_ABSOLUTE)
            continue;
        uint32_t line = line_of(setting, anchor->offset);
        if (line >= setting->lines->count && line)
            line = (uint32_t)setting->lines->count - 1;
        if (setting->lines->count && (line < first || line >= end))
            continue;
        struct pl_fragment *fragment = pl_fragment_new(setting->layouter, anchor->box);
        fragment->x = setting->fragment->lines_x;
        fragment->y = setting->fragment->lines_y;
        if (setting->lines->count)
            set_static_position(setting, anchor, line, fragment);
        else if (setting->box->is_right_to_left)
            fragment->x += setting->width;
        pl_fragment_append(setting->fragment, fragment);
    }
}

/* The byte at which a paragraph's box hangs; UINT32_MAX when it doesn't hang here. */
static uint32_t anchor_of(const struct pl_inline *lines, const struct pl_box *box)
{
    for (uint32_t i = 0; i < lines->anchor_count; i++)
        if (lines->anchors[i].box == box)
            return lines->anchors[i].offset;
    return UINT32_MAX;
}

/* Takes back the floats of lines from `end` on: they go to the next frame with their lines. True when there were any. */
static bool drop_floats(struct setting *setting, uint32_t end)
{
    struct pl_fragment *first = setting->fragment->last;
    bool is_dropped = false;
    uint32_t from = setting->lines->lines[end].first + setting->base;
    for (; first && is_side_float(first->box) && first->starts; first = first->previous) {
        uint32_t offset = anchor_of(setting->box->lines, first->box);
        if (offset < from || offset == UINT32_MAX)
            break;
        is_dropped = true;
        pl_note_go_back(setting->space->frame, first->notes_before);
        pl_float_go_back(setting->space->bfc, first->floats_before);
        setting->rests.count = first->rests_before;
        setting->fragment->last = first->previous;
        if (first->previous)
            first->previous->next = NULL;
        else
            setting->fragment->first = NULL;
    }
    return is_dropped;
}

static struct pl_content_result place_lines(struct setting *setting, uint32_t first)
{
    struct pl_content_result result = {.appeal = PL_APPEAL_PERFECT};
    const struct pl_content_space *space = setting->space;
    uint32_t count = (uint32_t)setting->lines->count;
    uint32_t mark = pl_note_mark(space->frame);
    if (setting->grid.pitch && first < count)
        snap_lines(setting, first);
    uint32_t end = fill(setting, first);
    if (end < count && setting->is_blocked && !space->at_top && !space->token) {
        drop_floats(setting, first);
        pl_note_go_back(space->frame, mark);
        result.is_nothing = true;
        return result;
    }
    if (end < count) {
        uint32_t chosen = choose_line(setting, first, end, &result.appeal);
        if (drop_floats(setting, chosen < end ? chosen : end) ||
            chosen < end) { // fewer lines, fewer notes
            pl_note_go_back(space->frame, mark);
            chosen = chosen < end ? chosen : end;
            uint32_t stop = setting->stop;
            setting->stop = chosen;
            end = fill(setting, first);
            setting->stop = stop;
        }
        if (end == first) {
            pl_note_go_back(space->frame, mark);
            result.is_nothing = true;
            result.appeal = PL_APPEAL_LAST_RESORT;
        }
        result.token = token_at(setting, end);
    }
    struct pl_fragment *fragment = setting->fragment;
    fragment->lines = setting->lines;
    fragment->base = setting->base;
    fragment->first_line = first;
    fragment->line_end = end;
    fragment->lines_y -= origin_of(setting, first);
    fragment->line_shifts = setting->shifts;
    result.height = end > first ? bottom_of(setting, first, end - 1) + setting->down : 0;
    if (setting->box->lines->anchor_count)
        place_waiting(setting, first, end);
    if (!result.token && setting->rests.count)
        result.token = token_at(setting, end);
    return result;
}

struct pl_content_result pl_lines_layout(struct pl_layouter *layouter, struct pl_fragment *fragment,
                                         const struct pl_content_space *space)
{
    struct pl_box *box = fragment->box;
    struct setting setting = {
        .layouter = layouter,
        .fragment = fragment,
        .box = box,
        .space = space,
        .width = space->width,
        .stop = UINT32_MAX,
    };
    const struct pl_token *token = space->token;
    if (box->lines->height != space->height) {
        box->lines->height = space->height;
        box->lines->width = -1; // atoms may refer to it
    }
    fragment->lines_x = space->x;
    fragment->lines_y = space->y;
    struct pl_content_space snapped = *space;
    setting.space = &snapped;
    if (space->frame && !pl_lines_are_none(box))
        setting.grid = pl_grid_of(layouter->fonts, box);
    if (setting.grid.pitch) {
        bool goes_on = token && token->lines && token->line < token->lines->count;
        snap_top(&setting, &snapped,
                 goes_on ? token->lines->lines[token->line].baseline
                         : strut_baseline(layouter, box->style));
    }
    for (uint32_t i = 0; token && i < token->float_count; i++) {
        struct mark mark = mark_of(&setting);
        struct pl_float_space place = float_space(&setting, 0, true);
        append_float(&setting, pl_float_go_on(layouter, &token->floats[i], &place, &setting.rests),
                     mark);
    }
    if (token && token->lines) {
        setting.base = token->base;
        setting.lines = token->lines;
        if (token->line >= token->lines->count) // only floats go on
            return place_lines(&setting, token->line);
        uint32_t offset = token->base + token->lines->lines[token->line].first;
        bool is_same = token->lines_width == space->width && !has_floats_beside(&setting) &&
                       next_float(box->lines, 0, offset) >= box->lines->anchor_count;
        if (is_same)
            return place_lines(&setting, token->line);
        setting.base = offset;
    }
    set_with_floats(&setting);
    if (setting.lines->count == 0 && !setting.rests.count) {
        place_waiting(&setting, 0, 0);
        return (struct pl_content_result){.is_through = true, .appeal = PL_APPEAL_PERFECT};
    }
    return place_lines(&setting, 0);
}
