// SPDX-License-Identifier: MIT
/* layout/columns.c: several columns, balanced, with boxes that span them.
 *
 * Source: Multi-column Layout 1 §3 (widths), §6 (spanning), §7 (filling). A column is a frame of its own; its
 * notes go to the page. What stands between two spanning boxes is a row of columns. A row is balanced by
 * looking for the least height at which its content still fits: in halves, since every try is cheap once
 * lines are set. */
#include "layout/flow.h"

struct columns {
    struct pl_layouter *layouter;
    struct pl_fragment *fragment;
    const struct pl_content_space *space;
    struct pl_box *box;
    struct pl_frame *page;
    uint32_t count;
    pl_unit width, gap;
    pl_unit y;
    pl_unit from_top; // of the row: frame.from_top
};

/* One way to set a row of columns. */
struct row_try {
    struct pl_fragment *first, *last;
    struct pl_token *token; // behind the last column
    uint32_t used;          // columns with content
    pl_unit height;         // of the tallest
    bool overflows;         // something stuck out below the height
    bool is_nothing;
};

/* A row of columns in columns in columns is set as often as the tries of all of them multiplied: the deeper they are, the
 * fewer they get, and below NESTED_MOST columns are one. */
#define NESTED_MOST 4
static int tries_at(uint32_t nested)
{
    static const int tries[NESTED_MOST + 1] = {24, 24, 8, 4, 2};
    return nested > NESTED_MOST ? 0 : tries[nested];
}

/* Multicol 1 §3.4. */
static void count_columns(struct columns *columns)
{
    const struct pl_style *style = columns->box->style;
    struct pl_css_basis basis = pl_basis(columns->layouter, columns->space->width);
    pl_unit available = columns->space->width, asked = 0;
    columns->gap = pl_style_length(style, PL_PROPERTY_column_gap, &basis,
                                   pl_style_font_size(style));
    bool has_width = pl_css_resolve(style->values[PL_PROPERTY_column_width], &basis, &asked);
    double number = pl_style_number(style, PL_PROPERTY_column_count, 0);
    uint32_t count = number >= 1 ? (number > 1000 ? 1000 : (uint32_t)number) : 0;
    if (has_width) {
        pl_flow step = (pl_flow)pl_unit_max(asked, PL_PT(1)) + columns->gap;
        pl_flow fitting = ((pl_flow)available + columns->gap) / (step > 0 ? step : 1);
        uint32_t most = fitting < 1 ? 1 : fitting > 1000 ? 1000 : (uint32_t)fitting;
        count = count && count < most ? count : most;
    }
    if (columns->layouter->columns > NESTED_MOST) {
        if (columns->layouter->columns == NESTED_MOST + 1 && !columns->layouter->is_rehearsal &&
            !columns->space->token)
            pl_warn(columns->layouter->diags, PL_W_COLUMNS,
                    columns->box->node ? columns->box->node->span : PL_NO_SPAN,
                    "columns inside %d others are set as one", NESTED_MOST);
        count = 1;
    }
    columns->count = count ? count : 1;
    pl_flow gaps = (pl_flow)columns->gap * (columns->count - 1);
    columns->width = pl_unit_max(pl_unit_clamp((available - gaps) / columns->count), 0);
}

static pl_unit column_x(const struct columns *columns, uint32_t index)
{
    if (columns->box->is_right_to_left)
        index = columns->count - 1 - index;
    pl_flow free = (pl_flow)columns->space->width - (pl_flow)columns->gap * (columns->count - 1);
    return pl_unit_clamp(free * index / columns->count + (pl_flow)columns->gap * index);
}

static struct pl_content_result fill_column(struct columns *columns, struct pl_frame *frame,
                                            const struct pl_token *token, bool at_top,
                                            struct pl_fragment *column)
{
    struct pl_bfc bfc = {0};
    struct pl_content_space space = {
        .width = columns->width,
        .height = -1,
        .frame = frame,
        .limit = PL_NO_LIMIT,
        .bfc = &bfc,
        .at_top = at_top,
        .token = token,
    };
    column->width = columns->width;
    column->is_column = true;
    struct pl_content_result result = columns->box->has_lines
                                          ? pl_lines_layout(columns->layouter, column, &space)
                                          : pl_children_layout(columns->layouter, column, &space);
    pl_unit floats = pl_float_clearance(&bfc, true, true);
    if (!result.token && !result.is_through)
        result.height = pl_unit_clamp((pl_flow)result.height + pl_strut_sum(result.end));
    result.height = pl_unit_max(result.height, floats);
    column->height = result.height;
    return result;
}

static void append_column(struct row_try *row, struct pl_fragment *column)
{
    column->previous = row->last;
    column->next = NULL;
    if (row->last)
        row->last->next = column;
    else
        row->first = column;
    row->last = column;
}

/* `most` columns of this height; reserve: what the notes of the row take, already off the height. */
static struct row_try try_row(struct columns *columns, pl_unit height, uint32_t most,
                              pl_unit reserve, const struct pl_token *token, bool at_top)
{
    struct row_try row = {0};
    pl_unit base = pl_unit_clamp((pl_flow)columns->page->note_height + reserve);
    for (uint32_t i = 0; i < most; i++) {
        struct pl_frame frame = {
            .height = height,
            .from_top = columns->from_top,
            .is_column = true,
            .page = columns->page,
            .note_base = base,
        };
        struct pl_fragment *column = pl_fragment_new(columns->layouter, columns->box->column);
        column->x = columns->space->x + column_x(columns, i);
        column->y = columns->space->y + columns->y;
        struct pl_content_result result = fill_column(columns, &frame, token, at_top, column);
        if (result.is_nothing) {
            row.is_nothing = i == 0;
            row.token = (struct pl_token *)token;
            if (i == 0)
                row.token = result.token;
            return row;
        }
        append_column(&row, column);
        row.used = i + 1;
        row.height = pl_unit_max(row.height, result.height);
        row.overflows |= height != PL_NO_LIMIT && result.height > height + PL_FIT_SLACK;
        row.token = result.token;
        token = result.token;
        if (!token || token->span || token->forced > PL_BREAK_COLUMN)
            return row;
    }
    return row;
}

static bool ends_row(const struct row_try *row)
{
    return !row->is_nothing &&
           (!row->token || row->token->span || row->token->forced > PL_BREAK_COLUMN);
}

/* The least height at which the rest of the row still fits: §7.1. */
static struct row_try balance(struct columns *columns, struct row_try full, pl_unit most,
                              uint32_t mark, const struct pl_token *token, bool at_top)
{
    pl_flow whole = 0;
    for (const struct pl_fragment *column = full.first; column; column = column->next)
        whole += column->height;
    pl_unit low = pl_unit_clamp(whole / columns->count), high = pl_unit_min(most, full.height);
    pl_unit chosen = high;
    low = pl_unit_min(low, high);
    int most_tries = tries_at(columns->layouter->columns);
    for (int tries = 0; tries < most_tries && high - low > PL_FIT_SLACK; tries++) {
        pl_unit middle = low + (high - low) / 2;
        pl_note_go_back(columns->page, mark);
        struct row_try row = try_row(columns, middle, columns->count, 0, token, at_top);
        if (ends_row(&row) && !row.overflows) {
            chosen = middle;
            high = pl_unit_min(row.height, middle);
        } else {
            low = middle + 1;
        }
    }
    pl_note_go_back(columns->page, mark);
    return try_row(columns, chosen, columns->count, 0, token, at_top);
}

static bool has_late_notes(const struct pl_frame *page, uint32_t mark)
{
    for (size_t i = mark; i < page->notes.count; i++)
        if (page->notes.data[i].kind == PL_FOOT_LATE)
            return true;
    return false;
}

/* The row made room for notes whose lines then found none: the notes that stay, and the room of the others given back. */
static bool set_capped(struct columns *columns, struct row_try *row, pl_unit room, pl_unit taken,
                       const struct pl_token *token, bool at_top)
{
    struct pl_frame *page = columns->page;
    uint32_t mark = pl_note_mark(page);
    pl_unit before = page->note_height;
    page->note_cap = before + taken + 1;
    struct row_try capped = try_row(columns, room == PL_NO_LIMIT ? room : room - taken,
                                    columns->count, taken, token, at_top);
    page->note_cap = 0;
    bool is_good = !capped.is_nothing && !has_late_notes(page, mark) &&
                   page->note_height <= before + taken && capped.height >= row->height;
    if (is_good)
        *row = capped;
    else
        pl_note_go_back(page, mark);
    return is_good;
}

/* Full columns when there is more than fits, else balanced ones. Notes shorten all columns of the row alike. */
static struct row_try set_row(struct columns *columns, pl_unit room, const struct pl_token *token,
                              bool at_top)
{
    uint32_t mark = pl_note_mark(columns->page);
    pl_unit before = columns->page->note_height, reserve = 0, taken = 0;
    struct row_try row = {0};
    for (int tries = 0; tries < 12; tries++) {
        pl_note_go_back(columns->page, mark);
        row = try_row(columns, room == PL_NO_LIMIT ? room : room - reserve, columns->count, reserve,
                      token, at_top);
        taken = columns->page->note_height - before;
        if (taken <= reserve || row.is_nothing)
            break;
        reserve = taken;
    }
    if (taken < reserve && !row.is_nothing && !ends_row(&row)) {
        pl_note_go_back(columns->page, mark);
        if (set_capped(columns, &row, room, taken, token, at_top))
            return row;
        row = try_row(columns, room == PL_NO_LIMIT ? room : room - reserve, columns->count, reserve,
                      token, at_top);
    }
    bool fills = pl_style_keyword(columns->box->style, PL_PROPERTY_column_fill) ==
                     PL_KEYWORD_auto &&
                 columns->space->height >= 0;
    if (!ends_row(&row) || fills || columns->count < 2)
        return row;
    return balance(columns, row, room == PL_NO_LIMIT ? room : room - reserve, mark, token, at_top);
}

static void take_row(struct columns *columns, struct row_try *row)
{
    for (struct pl_fragment *column = row->first, *next; column; column = next) {
        next = column->next;
        column->height = row->height; // rules run down the whole row
        pl_fragment_append(columns->fragment, column);
    }
    columns->y = pl_unit_clamp((pl_flow)columns->y + row->height);
}

/* A spanning box: a block of the whole width. The token when it is not finished, else NULL. */
static struct pl_result set_span(struct columns *columns, struct pl_box *box,
                                 const struct pl_token *inner)
{
    const struct pl_content_space *space = columns->space;
    struct pl_css_basis basis = pl_basis(columns->layouter, space->width);
    struct pl_edges edges = pl_used_edges(box->style, &basis);
    pl_unit width = pl_width_of_block(columns->layouter, box, space->width, &edges);
    pl_unit top = inner ? 0 : edges.margin[PL_TOP];
    struct pl_space outer = {
        .width = space->width,
        .height = -1,
        .forced_width = width,
        .frame = space->frame,
        .offset = space->offset + columns->y + top,
        .limit = space->limit,
        .at_top = space->at_top && columns->y == 0,
        .token = inner,
    };
    struct pl_result result = pl_box_layout(columns->layouter, box, &outer);
    if (!result.fragment)
        return result;
    result.fragment->x = space->x + edges.margin[PL_LEFT];
    result.fragment->y = space->y + columns->y + top;
    pl_fragment_append(columns->fragment, result.fragment);
    columns->y += top + result.fragment->height + (result.token ? 0 : edges.margin[PL_BOTTOM]);
    return result;
}

static struct pl_token *token_to_first(struct columns *columns)
{
    struct pl_token *token = PL_NEW(columns->layouter->arena, struct pl_token);
    *token = (struct pl_token){.box = columns->box, .child = columns->box->first};
    return token;
}

/* Where columns go on behind a spanning box, which may stand deep in them: the same way down, one child further. NULL when
 * nothing is left. */
static struct pl_token *behind_span(struct columns *columns, const struct pl_token *token)
{
    struct pl_token *copy = PL_NEW(columns->layouter->arena, struct pl_token);
    *copy = *token;
    copy->forced = PL_BREAK_COLUMN;
    copy->span = NULL;
    if (token->inner && token->child != token->span) {
        copy->inner = behind_span(columns, token->inner);
        copy->span = copy->inner ? copy->inner->span : NULL;
        return copy;
    }
    struct pl_box *next = token->span->next;
    copy->child = next;
    copy->inner = NULL;
    if (next && next->spans_columns && pl_box_is_in_flow(next))
        copy->span = next;
    return copy;
}

/* A token for the rest of a spanning box that was broken: the same way down, with its own token at the end. */
static struct pl_token *inside_span(struct columns *columns, const struct pl_token *token,
                                    struct pl_token *rest)
{
    struct pl_token *copy = PL_NEW(columns->layouter->arena, struct pl_token);
    *copy = *token;
    if (token->inner && token->child != token->span)
        copy->inner = inside_span(columns, token->inner, rest);
    else
        copy->inner = rest;
    return copy;
}

static const struct pl_token *span_token(const struct pl_token *token)
{
    while (token->inner && token->child != token->span)
        token = token->inner;
    return token;
}

static pl_unit room_of(const struct columns *columns)
{
    const struct pl_content_space *space = columns->space;
    pl_unit room = PL_NO_LIMIT;
    if (space->frame) {
        struct pl_space outer = {.frame = space->frame, .limit = space->limit};
        room = pl_space_limit(&outer) - space->offset - columns->y;
    }
    if (space->height >= 0) // a height by the style bounds the columns
        room = pl_unit_min(room, pl_unit_max(space->height - columns->y, PL_PT(1)));
    return room;
}

struct pl_content_result pl_columns_layout(struct pl_layouter *layouter,
                                           struct pl_fragment *fragment,
                                           const struct pl_content_space *space)
{
    struct pl_frame endless = {.height = PL_NO_LIMIT, .note_width = space->width};
    endless.page = &endless;
    struct columns columns = {
        .layouter = layouter, .fragment = fragment, .space = space, .box = fragment->box};
    columns.page = space->frame ? space->frame->page : &endless;
    columns.box->column->lines = columns.box->lines;
    columns.box->column->has_notes = columns.box->has_notes;
    layouter->columns++;
    count_columns(&columns);
    struct pl_content_result result = {.appeal = PL_APPEAL_PERFECT};
    const struct pl_token *token = space->token;
    for (;;) {
        if (token && token->span) {
            struct pl_box *span = token->span;
            struct pl_result set = set_span(&columns, span, span_token(token)->inner);
            if (!set.fragment || set.token) {
                result.token = inside_span(&columns, token, set.token);
                result.is_nothing = !set.fragment && columns.y == 0;
                break;
            }
            bool is_direct = span_token(token) == token;
            if (is_direct && !span->next)
                break;
            token = behind_span(&columns, token);
            continue;
        }
        columns.from_top = (space->frame ? space->frame->from_top : 0) + space->offset + columns.y;
        struct row_try row = set_row(&columns, room_of(&columns), token,
                                     space->at_top && columns.y == 0);
        if (row.is_nothing) {
            result.is_nothing = columns.y == 0;
            result.token = row.token ? row.token : token_to_first(&columns);
            if (!result.is_nothing && token) { // it goes on behind a spanning box: nobody asked for that break
                result.token = PL_NEW(layouter->arena, struct pl_token);
                *result.token = *token;
                if (token->forced == PL_BREAK_COLUMN)
                    result.token->forced = PL_BREAK_AUTO;
            }
            break;
        }
        take_row(&columns, &row);
        if (!row.token)
            break;
        token = row.token;
        if (token->span)
            continue;
        result.token = (struct pl_token *)token;
        if (token->forced == PL_BREAK_COLUMN)
            result.token->forced = PL_BREAK_AUTO;
        break;
    }
    layouter->columns--;
    result.height = columns.y;
    return result;
}
