// SPDX-License-Identifier: MIT
/* layout/table_rows.c: rows one below the other, page by page.
 *
 * Source: CSS 2.2 §17.5.3 (row heights, vertical alignment), Fragmentation 3 §3.1 and §4, Tables 3 §6 (repeated
 * heads and feet). A row is one piece unless it alone is higher than a frame; then its cells are
 * broken side by side. A cell over several rows ends at a frame's end and goes on, empty, in the next. */
#include "layout/display.h"
#include "layout/table.h"

/* A cell that reaches into rows below. */
struct open_cell {
    const struct pl_table_cell *cell;
    struct pl_fragment *fragment;
    pl_unit natural; // height its content asks for
    pl_unit top;     // in the table's fragment
};

struct rows {
    struct pl_layouter *layouter;
    struct pl_table *table;
    struct pl_fragment *fragment;
    const struct pl_content_space *space;
    struct {
        PL_VEC(struct open_cell)
    } open;
    pl_unit y;
    bool is_repeat; // of a head or foot: not for the first time
};

/* --- Cells ---------------------------------------------------------------------------------------- */

static pl_unit cell_width(const struct pl_table *table, const struct pl_table_cell *cell,
                          pl_unit *x)
{
    const struct pl_table_column *first = &table->columns[cell->column];
    const struct pl_table_column *last = &table->columns[cell->column + cell->columns - 1];
    if (table->is_right_to_left) {
        const struct pl_table_column *swapped = first;
        first = last;
        last = swapped;
    }
    *x = first->x;
    return last->x + last->width - first->x;
}

/* Borders as they won, from the cell's border box: they lie half outside. */
static const struct pl_border *collapsed_border(struct pl_layouter *layouter,
                                                const struct pl_table_cell *cell)
{
    struct pl_border *border = PL_NEW(layouter->arena, struct pl_border);
    for (int side = 0; side < 4; side++) {
        border->width[side] = cell->edges[side].width;
        border->color[side] = cell->edges[side].color;
        border->style[side] = (uint8_t)cell->edges[side].style;
    }
    return border;
}

/* The cell's content in `space`; its fragment's height is what the content asks for. */
static struct pl_fragment *layout_cell(struct rows *rows, const struct pl_table_cell *cell,
                                       const struct pl_content_space *outer,
                                       struct pl_token **token)
{
    struct pl_layouter *layouter = rows->layouter;
    const struct pl_table *table = rows->table;
    struct pl_fragment *fragment = pl_fragment_new(layouter, cell->box);
    pl_unit x;
    fragment->width = cell_width(table, cell, &x);
    fragment->x = x;
    struct pl_edges edges = pl_table_cell_edges(layouter, table, cell, rows->space->width);
    bool goes_on = outer->token != NULL;
    pl_unit top = goes_on ? 0 : pl_edges_before(&edges, PL_TOP);
    struct pl_bfc bfc = {0};
    struct pl_content_space inner = {
        .x = pl_edges_before(&edges, PL_LEFT),
        .y = top,
        .width = pl_unit_max(fragment->width - pl_edges_sum(&edges, PL_LEFT, PL_RIGHT), 0),
        .height = -1,
        .frame = outer->frame,
        .offset = outer->offset + top,
        .limit = outer->limit,
        .bfc = &bfc,
        .at_top = true,
        .token = outer->token,
    };
    if (inner.frame)
        inner.limit = pl_unit_min(inner.limit, inner.frame->height) -
                      pl_edges_before(&edges, PL_BOTTOM);
    struct pl_content_result content = cell->box->has_lines
                                           ? pl_lines_layout(layouter, fragment, &inner)
                                           : pl_children_layout(layouter, fragment, &inner);
    pl_table_align_point(table, cell, fragment, inner.x, inner.x + inner.width);
    pl_unit height = content.height;
    if (!content.is_through)
        height = pl_unit_clamp((pl_flow)height + (content.token ? 0 : pl_strut_sum(content.end)));
    height = pl_unit_max(height, pl_float_clearance(&bfc, true, true));
    struct pl_css_basis basis = pl_basis(layouter, rows->space->width);
    pl_unit asked;
    if (!goes_on && !content.token &&
        pl_used_size(cell->box->style, PL_PROPERTY_height, &edges, &basis, -1, &asked))
        height = pl_unit_max(height, asked);
    fragment->height = pl_unit_clamp((pl_flow)top + height + pl_edges_before(&edges, PL_BOTTOM));
    fragment->starts = !goes_on;
    fragment->ends = content.token == NULL;
    if (table->collapses)
        fragment->collapsed = collapsed_border(layouter, cell);
    *token = content.token;
    return fragment;
}

static void move_content(struct pl_fragment *fragment, pl_unit by)
{
    if (!by)
        return;
    fragment->lines_y += by;
    for (struct pl_fragment *child = fragment->first; child; child = child->next)
        child->y += by;
}

static enum pl_keyword alignment(const struct pl_fragment *fragment)
{
    return pl_style_keyword(fragment->box->style, PL_PROPERTY_vertical_align);
}

static bool aligns_baseline(const struct pl_fragment *fragment)
{
    enum pl_keyword keyword = alignment(fragment);
    return keyword != PL_KEYWORD_top && keyword != PL_KEYWORD_middle &&
           keyword != PL_KEYWORD_bottom;
}

/* Stretches a cell to its rows' height and puts its content where vertical-align says. */
static void stretch(struct pl_fragment *fragment, pl_unit height)
{
    pl_unit free = height - fragment->height;
    if (free > 0 && alignment(fragment) == PL_KEYWORD_middle)
        move_content(fragment, free / 2);
    else if (free > 0 && alignment(fragment) == PL_KEYWORD_bottom)
        move_content(fragment, free);
    fragment->height = height;
}

/* --- A row in one piece ------------------------------------------------------------------------------ */

/* Cells of a row hang from one baseline: §17.5.3. */
static void align_baselines(struct pl_fragment *row)
{
    pl_unit lowest = 0, own;
    for (struct pl_fragment *cell = row->first; cell; cell = cell->next)
        if (aligns_baseline(cell) && pl_fragment_baseline(cell, false, &own))
            lowest = pl_unit_max(lowest, own);
    for (struct pl_fragment *cell = row->first; cell; cell = cell->next) {
        if (!aligns_baseline(cell) || !pl_fragment_baseline(cell, false, &own))
            continue;
        move_content(cell, lowest - own);
        cell->height += lowest - own;
    }
}

/* Lays out a row at rows->y without regard to the frame. Cells that reach further down are put into `open`. */
static struct pl_fragment *layout_row(struct rows *rows, uint32_t index)
{
    struct pl_layouter *layouter = rows->layouter;
    const struct pl_table_row *row = &rows->table->rows[index];
    struct pl_content_space endless = {.limit = PL_NO_LIMIT, .height = -1};
    struct pl_fragment *fragment = pl_fragment_new(layouter, row->box);
    fragment->x = pl_edges_before(&rows->table->edges, PL_LEFT);
    fragment->y = rows->y;
    fragment->width = rows->fragment->width - pl_edges_sum(&rows->table->edges, PL_LEFT, PL_RIGHT);
    fragment->is_repeat = rows->is_repeat;
    for (uint32_t i = 0; i < row->cell_count; i++) {
        struct pl_token *token;
        const struct pl_table_cell *cell = &rows->table->cells[row->first_cell + i];
        struct pl_fragment *content = layout_cell(rows, cell, &endless, &token);
        content->x -= fragment->x;
        pl_fragment_append(fragment, content);
    }
    align_baselines(fragment);
    struct pl_css_basis basis = pl_basis(layouter, rows->space->width);
    struct pl_edges none = {0};
    pl_unit height = 0;
    pl_used_size(row->box->style, PL_PROPERTY_height, &none, &basis, -1, &height);
    struct pl_fragment *content = fragment->first;
    for (uint32_t i = 0; i < row->cell_count; i++, content = content->next)
        if (rows->table->cells[row->first_cell + i].rows <= 1)
            height = pl_unit_max(height, content->height);
    for (size_t i = 0; i < rows->open.count; i++) { // cells from above that end here
        const struct open_cell *open = &rows->open.data[i];
        if (open->cell->row + open->cell->rows - 1 == index)
            height = pl_unit_max(height,
                                 pl_unit_clamp((pl_flow)open->top + open->natural - rows->y));
    }
    fragment->height = height;
    return fragment;
}

/* Takes a row into the table: cells get their heights, those that reach further stay open. */
static void take_row(struct rows *rows, uint32_t index, struct pl_fragment *fragment)
{
    const struct pl_table_row *row = &rows->table->rows[index];
    pl_unit bottom = fragment->y + fragment->height;
    size_t still = 0;
    for (size_t i = 0; i < rows->open.count; i++) {
        struct open_cell *open = &rows->open.data[i];
        if (open->cell->row + open->cell->rows - 1 <= index)
            stretch(open->fragment, pl_unit_max(bottom - open->top, 0));
        else
            rows->open.data[still++] = *open;
    }
    rows->open.count = still;
    struct pl_fragment *content = fragment->first;
    for (uint32_t i = 0; i < row->cell_count; i++, content = content->next) {
        const struct pl_table_cell *cell = &rows->table->cells[row->first_cell + i];
        if (cell->rows > 1)
            *PL_PUSH(rows->layouter->scratch,
                     &rows->open) = (struct open_cell){cell, content, content->height, fragment->y};
        else
            stretch(content, fragment->height);
    }
    pl_fragment_append(rows->fragment, fragment);
    rows->y = pl_unit_clamp((pl_flow)bottom + rows->table->spacing_y);
    if (!rows->space->frame && rows->y > PL_ENDLESS_MOST && !rows->open.count)
        rows->y = 0;
}

/* Sets a row's lines where nobody looks at what comes of it: then its fragments need not outlive it. */
static void rehearse_row(struct rows *rows, uint32_t index)
{
    const struct pl_table_row *row = &rows->table->rows[index];
    bool reaches_down = rows->open.count > 0;
    for (uint32_t i = 0; i < row->cell_count; i++)
        reaches_down |= rows->table->cells[row->first_cell + i].rows > 1;
    if (reaches_down) {
        take_row(rows, index, layout_row(rows, index));
        return;
    }
    struct pl_arena_mark mark = pl_arena_mark(rows->layouter->arena);
    pl_unit height = layout_row(rows, index)->height;
    pl_arena_rewind(rows->layouter->arena, mark);
    rows->y = pl_unit_clamp((pl_flow)rows->y + height + rows->table->spacing_y);
    if (rows->y > PL_ENDLESS_MOST)
        rows->y = 0;
}

/* --- Frame's end ------------------------------------------------------------------------------------- */

/* Cells that reach further end here; their empty rest begins in the next frame. */
static void close_open_cells(struct rows *rows)
{
    for (size_t i = 0; i < rows->open.count; i++) {
        struct open_cell *open = &rows->open.data[i];
        open->fragment->height = pl_unit_max(rows->y - rows->table->spacing_y - open->top, 0);
        open->fragment->ends = false;
    }
    rows->open.count = 0;
}

/* The continued pieces of cells that began in earlier rows, hung into the first row of this frame. */
static void reopen_cells(struct rows *rows, uint32_t index, struct pl_fragment *row)
{
    uint32_t from = index > 1000 ? index - 1000 : 0; // a longer span goes on without its borders
    for (uint32_t r = from; r < index; r++) {
        for (uint32_t i = 0; i < rows->table->rows[r].cell_count; i++) {
            const struct pl_table_cell *cell =
                &rows->table->cells[rows->table->rows[r].first_cell + i];
            if (cell->row + cell->rows <= index)
                continue;
            struct pl_fragment *rest = pl_fragment_new(rows->layouter, cell->box);
            pl_unit x;
            rest->width = cell_width(rows->table, cell, &x);
            rest->x = x - row->x;
            rest->starts = false;
            if (rows->table->collapses)
                rest->collapsed = collapsed_border(rows->layouter, cell);
            pl_fragment_append(row, rest);
            *PL_PUSH(rows->layouter->scratch, &rows->open) = (struct open_cell){cell, rest, 0,
                                                                                row->y};
        }
    }
}

static pl_unit room_of(const struct rows *rows)
{
    if (!rows->space->frame)
        return PL_NO_LIMIT;
    struct pl_space space = {.frame = rows->space->frame, .limit = rows->space->limit};
    return pl_space_limit(&space) - rows->space->offset;
}

static struct pl_token *token_at(struct rows *rows, uint32_t row)
{
    struct pl_token *token = PL_NEW(rows->layouter->arena, struct pl_token);
    token->box = rows->fragment->box;
    token->row = row;
    return token;
}

/* A row that is higher than a frame: its cells are broken at the frame's end. NULL when all of it found room. */
static struct pl_token *split_row(struct rows *rows, uint32_t index, struct pl_token **cells,
                                  pl_unit room)
{
    struct pl_layouter *layouter = rows->layouter;
    const struct pl_table_row *row = &rows->table->rows[index];
    struct pl_fragment *fragment = pl_fragment_new(layouter, row->box);
    fragment->x = pl_edges_before(&rows->table->edges, PL_LEFT);
    fragment->y = rows->y;
    fragment->width = rows->fragment->width - pl_edges_sum(&rows->table->edges, PL_LEFT, PL_RIGHT);
    fragment->starts = cells == NULL;
    struct pl_token **next = PL_NEW_ARRAY(layouter->arena, struct pl_token *, row->cell_count);
    bool goes_on = false;
    pl_unit height = 0;
    for (uint32_t i = 0; i < row->cell_count; i++) {
        const struct pl_table_cell *cell = &rows->table->cells[row->first_cell + i];
        struct pl_content_space space = {
            .height = -1,
            .frame = rows->space->frame,
            .offset = rows->space->offset + rows->y,
            .limit = pl_unit_clamp((pl_flow)rows->space->offset + room),
            .token = cells ? cells[i] : NULL,
        };
        struct pl_fragment *content;
        if (cells && !cells[i]) { // done before
            content = pl_fragment_new(layouter, cell->box);
            content->width = cell_width(rows->table, cell, &content->x);
            content->starts = false;
        } else {
            content = layout_cell(rows, cell, &space, &next[i]);
        }
        content->x -= fragment->x;
        goes_on |= next[i] != NULL;
        height = pl_unit_max(height, content->height);
        pl_fragment_append(fragment, content);
    }
    if (goes_on)
        height = pl_unit_max(pl_unit_min(height, room - rows->y), 0);
    for (struct pl_fragment *content = fragment->first; content; content = content->next)
        content->height = height;
    fragment->height = height;
    fragment->ends = !goes_on;
    pl_fragment_append(rows->fragment, fragment);
    rows->y = pl_unit_clamp((pl_flow)rows->y + height + rows->table->spacing_y);
    if (!goes_on)
        return NULL;
    struct pl_token *token = token_at(rows, index);
    token->cells = next;
    return token;
}

/* --- Heads, feet, captions ----------------------------------------------------------------------------- */

static void add_caption(struct rows *rows, struct pl_box *caption, bool at_top, pl_unit offset)
{
    struct pl_layouter *layouter = rows->layouter;
    struct pl_space space = pl_space_endless(rows->fragment->width, -1);
    struct pl_css_basis basis = pl_basis(layouter, rows->fragment->width);
    struct pl_edges edges = pl_used_edges(caption->style, &basis);
    struct pl_fragment *fragment = pl_box_layout(layouter, caption, &space).fragment;
    pl_unit height = fragment->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
    fragment->x = edges.margin[PL_LEFT];
    fragment->y = rows->y + edges.margin[PL_TOP];
    if (rows->space->frame && caption->has_notes)
        pl_note_place_all(layouter, rows->space->frame, fragment, offset + rows->y,
                          rows->space->limit, true);
    pl_fragment_append(rows->fragment, fragment);
    rows->y += height;
    if (at_top)
        rows->fragment->inset_top += height;
    else
        rows->fragment->inset_bottom += height;
}

static pl_unit add_captions(struct rows *rows, bool at_top)
{
    pl_unit before = rows->y;
    for (struct pl_box *child = rows->fragment->box->first; child; child = child->next) {
        bool is_bottom = pl_style_keyword(child->style, PL_PROPERTY_caption_side) ==
                         PL_KEYWORD_bottom;
        if (child->type == PL_BOX_CAPTION && is_bottom != at_top)
            add_caption(rows, child, at_top, rows->space->offset);
    }
    return rows->y - before;
}

/* Rows that always stand together: a repeated head or foot. */
static void add_block_of_rows(struct rows *rows, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct pl_fragment *row = layout_row(rows, first + i);
        if (!rows->is_repeat && rows->space->frame)
            pl_note_place_all(rows->layouter, rows->space->frame, row,
                              rows->space->offset + rows->y, rows->space->limit, true);
        take_row(rows, first + i, row);
    }
}

static pl_unit height_of_rows(struct rows *rows, uint32_t first, uint32_t count)
{
    struct pl_fragment other = {.box = rows->fragment->box, .width = rows->fragment->width};
    struct rows copy = {
        .layouter = rows->layouter, .table = rows->table, .fragment = &other, .space = rows->space};
    for (uint32_t i = 0; i < count; i++)
        take_row(&copy, first + i, layout_row(&copy, first + i));
    return copy.y;
}

/* --- Breaks ----------------------------------------------------------------------------------------------- */

static enum pl_break break_between(const struct pl_table *table, uint32_t index)
{
    const struct pl_table_row *before = &table->rows[index - 1], *after = &table->rows[index];
    enum pl_break value = pl_break_join(before->box->break_after, after->box->break_before);
    if (before->group != after->group) {
        value = pl_break_join(value, before->group->break_after);
        value = pl_break_join(value, after->group->break_before);
    } else if (after->group->avoid_inside && value == PL_BREAK_AUTO) {
        value = PL_BREAK_AVOID;
    }
    return value;
}

/* The last row at or before `index` and behind `first` that may begin a frame without breaking a wish; `index` for none. */
static uint32_t better_break(const struct rows *rows, uint32_t first, uint32_t index)
{
    for (uint32_t at = index, steps = 0; at > first && steps < 64; at--, steps++)
        if (break_between(rows->table, at) != PL_BREAK_AVOID)
            return at;
    return index;
}

static void drop_rows(struct rows *rows, uint32_t count)
{
    for (; count; count--) {
        struct pl_fragment *last = rows->fragment->last;
        pl_note_go_back(rows->space->frame, last->notes_before);
        rows->y = last->y;
        rows->fragment->last = last->previous;
        if (last->previous)
            last->previous->next = NULL;
        else
            rows->fragment->first = NULL;
    }
}

/* --- A height by the style (Tables 3 §4.4) ------------------------------------------------------------------- */

/* A row whose height nobody specified takes what is left over before those that have one. */
static bool has_own_height(const struct rows *rows, uint32_t index)
{
    const struct pl_table_row *row = &rows->table->rows[index];
    if (pl_style_keyword(row->box->style, PL_PROPERTY_height) != PL_KEYWORD_auto)
        return true;
    for (uint32_t i = 0; i < row->cell_count; i++) {
        const struct pl_table_cell *cell = &rows->table->cells[row->first_cell + i];
        if (cell->rows == 1 &&
            pl_style_keyword(cell->box->style, PL_PROPERTY_height) != PL_KEYWORD_auto)
            return true;
    }
    return false;
}

/* Rows grow in proportion to their heights; body rows before all others. */
static pl_flow share_of(const struct rows *rows, const struct pl_fragment *row, uint32_t index,
                        int wish)
{
    const struct pl_table *table = rows->table;
    bool is_body = index >= table->head_count && index < table->row_count - table->foot_count;
    switch (wish) {
    case 0:
        return is_body && !has_own_height(rows, index) ? row->height : 0;
    case 1:
        return is_body ? row->height : 0;
    case 2:
        return row->height;
    default:
        return 1;
    }
}

static void grow_rows(struct rows *rows, pl_unit extra)
{
    pl_flow whole = 0, seen = 0;
    int wish = 0;
    for (; wish <= 3 && whole == 0; wish++) {
        uint32_t index = 0;
        for (struct pl_fragment *at = rows->fragment->first; at; at = at->next)
            if (at->box->type == PL_BOX_ROW)
                whole += share_of(rows, at, index++, wish);
    }
    if (whole == 0)
        return;
    wish--;
    pl_unit given = 0;
    uint32_t index = 0;
    for (struct pl_fragment *at = rows->fragment->first; at; at = at->next) {
        bool is_caption = at->box->type != PL_BOX_ROW;
        at->y += given;
        if (is_caption)
            continue;
        seen += share_of(rows, at, index++, wish);
        pl_unit to = (pl_unit)((double)extra * (double)seen / (double)whole);
        at->height += to - given;
        given = to;
    }
}

static struct pl_fragment *row_after(struct pl_fragment *row, uint32_t count)
{
    while (count && row->next) {
        row = row->next;
        count -= row->box->type == PL_BOX_ROW;
    }
    return row;
}

/* Cells reach from the top of their first row to the bottom of their last. */
static void stretch_cells(struct rows *rows)
{
    uint32_t index = 0;
    for (struct pl_fragment *row = rows->fragment->first; row; row = row->next) {
        if (row->box->type != PL_BOX_ROW)
            continue;
        const struct pl_table_row *own = &rows->table->rows[index++];
        struct pl_fragment *content = row->first;
        for (uint32_t i = 0; i < own->cell_count && content; i++, content = content->next) {
            const struct pl_table_cell *cell = &rows->table->cells[own->first_cell + i];
            const struct pl_fragment *last = row_after(row, cell->rows - 1);
            stretch(content, last->y + last->height - row->y);
        }
    }
}

/* The table is higher than its rows: they share the rest. All of them stand in this frame. */
static void fill_height(struct rows *rows, pl_unit bottom)
{
    struct pl_table *table = rows->table;
    const struct pl_style *style = rows->fragment->box->style;
    if (rows->space->height < 0 || rows->fragment->box->is_anonymous)
        return;
    pl_unit asked = rows->space->height;
    if (pl_style_keyword(style, PL_PROPERTY_box_sizing) != PL_KEYWORD_border_box)
        asked += pl_edges_sum(&table->edges, PL_TOP, PL_BOTTOM);
    pl_unit extra = asked - (rows->y + bottom - rows->fragment->inset_top);
    if (rows->space->frame) // no further than the frame
        extra = pl_unit_min(extra, room_of(rows) - rows->y - bottom);
    if (extra <= 0 || !table->row_count)
        return;
    grow_rows(rows, extra);
    stretch_cells(rows);
    rows->y += extra;
}

struct pl_content_result pl_table_layout(struct pl_layouter *layouter, struct pl_fragment *fragment,
                                         const struct pl_content_space *space)
{
    struct pl_table *table = fragment->box->table;
    const struct pl_token *token = space->token;
    struct rows rows = {.layouter = layouter, .table = table, .fragment = fragment, .space = space};
    struct pl_content_result result = {.appeal = PL_APPEAL_PERFECT};
    bool is_thrown_away = layouter->is_rehearsal && !space->frame && !token &&
                          layouter->arena != layouter->store;
    if (space->frame && !table->has_warned && table->width > table->available + PL_FIT_SLACK) {
        table->has_warned = true;
        struct pl_diag *diag = pl_warn(layouter->diags, PL_W_TABLE,
                                       fragment->box->node ? fragment->box->node->span : PL_NO_SPAN,
                                       "a table is wider than its measure and sticks out");
        pl_table_hint_page(layouter, diag);
    }
    uint32_t body_end = table->row_count - table->foot_count;
    if (!token)
        add_captions(&rows, true);
    rows.y += (token ? 0 : pl_edges_before(&table->edges, PL_TOP)) + table->spacing_y;
    pl_unit room = room_of(&rows), feet = 0;
    if (table->foot_count)
        feet = height_of_rows(&rows, body_end, table->foot_count);
    bool repeats_feet = feet && room != PL_NO_LIMIT && feet < room / 3;
    pl_unit bottom = pl_edges_before(&table->edges, PL_BOTTOM);
    if (table->head_count) {
        pl_unit before = rows.y;
        bool fits = !token || height_of_rows(&rows, 0, table->head_count) < room / 2;
        rows.is_repeat = token != NULL;
        if (fits)
            add_block_of_rows(&rows, 0, table->head_count);
        rows.is_repeat = false;
        if (room != PL_NO_LIMIT && !space->at_top && rows.y > room + PL_FIT_SLACK) {
            rows.y = before;
            result.is_nothing = true;
            result.token = token_at(&rows, table->head_count);
            result.appeal = PL_APPEAL_LAST_RESORT;
            return result;
        }
    }
    uint32_t first = token && token->row > table->head_count ? token->row : table->head_count,
             index = first;
    struct pl_token **cells = token ? token->cells : NULL;
    pl_unit reserve = (repeats_feet ? feet : 0) + bottom;
    for (; index < body_end; index++) {
        if (index > first && space->frame) {
            enum pl_break forced = break_between(table, index);
            if (pl_break_is_forced(forced) &&
                (forced != PL_BREAK_COLUMN || space->frame->is_column)) {
                result.token = token_at(&rows, index);
                result.token->forced = forced;
                break;
            }
        }
        uint32_t mark = pl_note_mark(space->frame);
        room = room_of(&rows);
        if (cells && index == first) { // the rest of a row that was split
            result.token = split_row(&rows, index, cells, room - reserve);
            if (result.token)
                break;
            continue;
        }
        if (is_thrown_away) {
            rehearse_row(&rows, index);
            continue;
        }
        struct pl_fragment *row = layout_row(&rows, index);
        bool is_last = index + 1 == body_end;
        pl_unit end = pl_unit_clamp(
            (pl_flow)row->y + row->height +
            (is_last && !repeats_feet ? bottom + table->spacing_y + feet : reserve));
        bool fits = !space->frame || end <= room + PL_FIT_SLACK;
        if (fits && space->frame)
            fits = pl_note_place_all(layouter, space->frame, row, space->offset + end, space->limit,
                                     space->at_top && index == first);
        if (fits) {
            if (index == first && token && !cells)
                reopen_cells(&rows, index, row);
            row->notes_before = mark;
            take_row(&rows, index, row);
            continue;
        }
        if (index > first) {
            uint32_t better = better_break(&rows, first, index);
            if (better != index && !rows.open.count)
                drop_rows(&rows, index - better), index = better;
            else if (break_between(table, index) == PL_BREAK_AVOID)
                result.appeal = PL_APPEAL_AVOIDED;
            result.token = token_at(&rows, index);
            break;
        }
        if (!space->at_top && !token) {
            result.is_nothing = true;
            result.appeal = PL_APPEAL_LAST_RESORT;
            result.token = token_at(&rows, index);
            break;
        }
        result.token = split_row(&rows, index, NULL, room - reserve);
        if (result.token) {
            result.appeal = PL_APPEAL_LAST_RESORT;
            break;
        }
    }
    close_open_cells(&rows);
    if (!result.is_nothing && table->foot_count && (!result.token || repeats_feet)) {
        rows.is_repeat = result.token != NULL;
        add_block_of_rows(&rows, body_end, table->foot_count);
    }
    if (!token && !result.token)
        fill_height(&rows, bottom);
    rows.y += result.token ? 0 : bottom;
    if (!result.token)
        add_captions(&rows, false);
    result.height = rows.y;
    return result;
}
