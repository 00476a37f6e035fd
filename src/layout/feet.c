// SPDX-License-Identifier: MIT
/* layout/feet.c: how a filled page ends: made even where space may grow, and judged. */
#include "layout/feet.h"

#include "layout/pagebreak.h"

/* The order of faults: none of a kind is worth another of the kind above it. */
enum {
    COST_SPLIT_KEEP = 1000000000,
    COST_STRANDED = 100000000,
    COST_LONELY = 10000000,
    COST_UNEVEN = 400,    // columns of a row, a line
    COST_SHORT = 60,      // a page, a line squared
    COST_HYPHEN = 150,    // a page that ends in one
    COST_SHORT_END = 400, // a last page, a line it lacks
    COST_GIVEN = 8,       // a line of space that grew
};
#define LINES_AT_END 5
#define COLUMNS_MOST 64
#define GIVEN_MOST   3 // lines a page or column
#define LINES_TO_GIVE 30 // a page that holds fewer shows each line that was given, and more than an uneven foot
#define LINE_DEFAULT PL_PT(12)

/* A page or a column. */
struct area {
    struct pl_fragment *fragment;
    pl_flow bottom;     // of the lowest line, picture or table
    pl_flow floor;      // below the floats so far: nothing is moved beside them
    uint32_t places[3]; // where space may grow, by enum place
    uint32_t lines;     // of text
    bool ends_in_table, ends_hyphenated, ends_in_heading;
    bool is_last_of_row;
    uint32_t row;
};

struct look {
    struct pl_layouter *layouter;
    struct area page; // all of it
    struct area columns[COLUMNS_MOST];
    uint32_t count, rows;
    struct area *in; // NULL: not in a column
    struct pl_grid grid;
    pl_unit line; // the height of the last line of text
    pl_unit room; // of the page's area, with what stands at its head and foot
    uint32_t lonely, split;
};

/* --- Places where space may grow ------------------------------------------------------------------- */

static bool is_set_off(const struct pl_box *box)
{
    for (int depth = 0; box && depth < 8; depth++) {
        switch (box->node ? (int)box->node->kind : -1) {
        case PL_KIND_header:
        case PL_KIND_heading:
        case PL_KIND_figure:
        case PL_KIND_table:
        case PL_KIND_block_quote:
        case PL_KIND_pull_quote:
        case PL_KIND_list:
        case PL_KIND_definition_list:
        case PL_KIND_code_block:
        case PL_KIND_key_points:
        case PL_KIND_info_box:
        case PL_KIND_rule:
            return !pl_box_is_inline(box);
        default:
            break;
        }
        if (box->has_lines)
            return false;
        box = box->first;
    }
    return false;
}

static const struct pl_fragment *before(const struct pl_fragment *fragment)
{
    const struct pl_fragment *at = fragment->previous;
    while (at && (!pl_box_is_in_flow(at->box) || at->is_marker || at->height == 0))
        at = at->previous;
    return at;
}

/* The last block of a fragment is a heading: what follows stays close to it. */
static bool ends_in_heading(const struct pl_fragment *fragment)
{
    for (; fragment; fragment = fragment->last) {
        const struct pl_node *node = fragment->box->node;
        if (node && !fragment->box->is_anonymous && node->kind == PL_KIND_heading)
            return true;
        if (fragment->lines)
            return false;
    }
    return false;
}

/* Where space may grow: first between a paragraph and something else, then between paragraphs that have space between. */
enum place { PLACE_NONE, PLACE_SET_OFF, PLACE_PARAGRAPHS };

/* `moved`: how far what stands above has gone down already. */
static enum place place_above(const struct pl_fragment *child, pl_unit moved)
{
    const struct pl_fragment *above = before(child);
    if (!above || child->is_column || above->is_column || !child->starts || !above->ends ||
        ends_in_heading(above))
        return PLACE_NONE;
    if (child->box->type == PL_BOX_ROW || child->box->type == PL_BOX_ROW_GROUP ||
        child->y + moved <= above->y + above->height)
        return PLACE_NONE;
    return is_set_off(child->box) || is_set_off(above->box) ? PLACE_SET_OFF : PLACE_PARAGRAPHS;
}

/* --- Looking ----------------------------------------------------------------------------------------- */

static uint32_t asked(const struct pl_style *style, enum pl_property property)
{
    double value = pl_style_number(style, property, 2);
    return value < 1 ? 1 : value > 1000 ? 1000 : (uint32_t)value;
}

static bool is_heading(const struct pl_box *box)
{
    for (; box; box = box->parent)
        if (box->node && !box->is_anonymous && box->node->kind == PL_KIND_heading)
            return true;
    return false;
}

static void end_at(struct area *area, pl_flow bottom, bool is_table, bool is_hyphenated,
                   bool is_heading)
{
    if (bottom < area->bottom)
        return;
    area->bottom = bottom;
    area->ends_in_table = is_table;
    area->ends_hyphenated = is_hyphenated;
    area->ends_in_heading = is_heading;
}

static bool is_side_float(const struct pl_fragment *fragment)
{
    return fragment->box->floats == PL_FLOAT_LEFT || fragment->box->floats == PL_FLOAT_RIGHT;
}

static void pass_float(struct look *look, pl_flow bottom)
{
    if (bottom > look->page.floor)
        look->page.floor = bottom;
    if (look->in && bottom > look->in->floor)
        look->in->floor = bottom;
}

static void look_at_lines(struct look *look, const struct pl_fragment *fragment, pl_flow y)
{
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        if (is_side_float(child))
            pass_float(look, y + child->y + child->height);
    if (fragment->first_line >= fragment->line_end)
        return;
    uint32_t count = fragment->line_end - fragment->first_line, last = fragment->line_end - 1;
    const struct pl_style *style = fragment->box->style;
    look->lonely += !fragment->starts && fragment->ends && count < asked(style, PL_PROPERTY_widows);
    look->lonely += fragment->starts && !fragment->ends &&
                    count < asked(style, PL_PROPERTY_orphans);
    if (!look->grid.pitch)
        look->grid = pl_grid_of(look->layouter->fonts, fragment->box);
    const struct pl_line *line = &fragment->lines->lines[last];
    look->line = line->height;
    pl_flow bottom = y + pl_fragment_line_y(fragment, last) + line->height;
    bool heads = is_heading(fragment->box);
    end_at(&look->page, bottom, false, line->ends_hyphenated, heads);
    look->page.lines += count;
    if (look->in) {
        end_at(look->in, bottom, false, line->ends_hyphenated, heads);
        look->in->lines += count;
    }
}

static void look_at(struct look *look, struct pl_fragment *fragment, pl_flow y);

static void look_at_children(struct look *look, struct pl_fragment *fragment, pl_flow y)
{
    for (struct pl_fragment *child = fragment->first; child; child = child->next) {
        if (is_side_float(child))
            pass_float(look, y + child->y + child->height);
        if (!pl_box_is_in_flow(child->box) || child->is_marker)
            continue;
        if (child->is_column && look->count < COLUMNS_MOST) {
            bool begins = !child->previous || !child->previous->is_column ||
                          child->previous->y != child->y;
            look->rows += begins;
            struct area *outer = look->in;
            look->in = &look->columns[look->count++];
            *look->in = (struct area){.fragment = child, .row = look->rows};
            look->in->is_last_of_row = !child->next || !child->next->is_column ||
                                       child->next->y != child->y;
            look_at(look, child, y + child->y);
            look->in = outer;
            continue;
        }
        enum place place = place_above(child, 0);
        look->page.places[y + child->y >= look->page.floor ? place : PLACE_NONE]++;
        if (look->in)
            look->in->places[y + child->y >= look->in->floor ? place : PLACE_NONE]++;
        look_at(look, child, y + child->y);
    }
}

static void look_at(struct look *look, struct pl_fragment *fragment, pl_flow y)
{
    const struct pl_box *box = fragment->box;
    look->split += box->avoid_inside && !fragment->ends && fragment->starts;
    if (box->type == PL_BOX_PICTURE || box->type == PL_BOX_TABLE) {
        bool is_table = box->type == PL_BOX_TABLE && !fragment->ends;
        end_at(&look->page, y + fragment->height, is_table, false, false);
        if (look->in)
            end_at(look->in, y + fragment->height, is_table, false, false);
        look->page.lines += LINES_AT_END; // enough for a page of its own
    } else if (fragment->lines) {
        look_at_lines(look, fragment, y);
    } else {
        look_at_children(look, fragment, y);
    }
}

static struct look look_at_page(struct pl_layouter *layouter, const struct pl_book_page *page)
{
    struct look look = {.layouter = layouter, .line = LINE_DEFAULT};
    look.room = pl_unit_clamp((pl_flow)page->area.y + page->area.height - page->area_top);
    look.page.fragment = page->content;
    if (page->content)
        look_at(&look, page->content, 0);
    return look;
}

/* --- The last line's place ----------------------------------------------------------------------------- */

static pl_unit pitch_of(const struct look *look)
{
    return look->grid.pitch ? look->grid.pitch : pl_unit_max(look->line, PL_PT(1));
}

/* Where the last line of the page's area ends, above its notes. */
static pl_flow foot_line(const struct look *look, const struct pl_book_page *page)
{
    pl_flow room = (pl_flow)page->area.height - page->foot_height + PL_FIT_SLACK;
    if (!look->grid.pitch)
        return room;
    pl_flow above = page->area.y - page->area_top, pitch = look->grid.pitch;
    pl_flow lines = (room + above) / pitch;
    return lines * pitch - above;
}

static uint32_t short_of(const struct look *look, pl_flow bottom, pl_flow foot)
{
    pl_flow lines = (foot - bottom + PL_FIT_SLACK) / pitch_of(look);
    return lines <= 0 ? 0 : lines > 1000 ? 1000 : (uint32_t)lines;
}

/* --- Making even ------------------------------------------------------------------------------------------ */

struct giving {
    pl_unit pitch;
    enum place kind;
    uint32_t lines, places; // to give, and where
    uint32_t met, given;
    pl_flow floor; // as in struct area, from the area's top
};

static void pass_floats(struct giving *giving, const struct pl_fragment *fragment, pl_flow y)
{
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        if (is_side_float(child) && y + child->y + child->height > giving->floor)
            giving->floor = y + child->y + child->height;
}

/* `y`: where the fragment stood, below the area's top, before anything was given. */
static void give(struct giving *giving, struct pl_fragment *fragment, pl_flow y)
{
    uint32_t before_all = giving->given;
    for (struct pl_fragment *child = fragment->first; child; child = child->next) {
        bool counts = pl_box_is_in_flow(child->box) && !child->is_marker;
        pl_unit moved = (pl_unit)(giving->given - before_all) * giving->pitch;
        pl_flow top = y + child->y;
        if (is_side_float(child) && top + child->height > giving->floor)
            giving->floor = top + child->height;
        if (counts && top >= giving->floor && place_above(child, moved) == giving->kind) {
            giving->met++;
            // the last places first: a page's head changes least
            uint32_t left = giving->places - giving->met;
            giving->given = giving->lines > left ? giving->lines - left : 0;
        }
        uint32_t now = giving->given;
        if (counts && !child->lines && child->box->type != PL_BOX_TABLE && !child->is_column)
            give(giving, child, top);
        else if (child->lines)
            pass_floats(giving, child, top);
        child->y += (pl_unit)(now - before_all) * giving->pitch;
    }
    if (fragment->ends)
        fragment->height += (pl_unit)(giving->given - before_all) * giving->pitch;
}

static uint32_t capacity(const struct area *area)
{
    uint32_t places = area->places[PLACE_SET_OFF] + area->places[PLACE_PARAGRAPHS];
    return places < GIVEN_MOST ? places : GIVEN_MOST;
}

static uint32_t even(const struct look *look, const struct area *area, pl_flow foot)
{
    uint32_t lines = short_of(look, area->bottom, foot);
    if (!lines || lines > capacity(area) || !look->grid.pitch || look->room / look->grid.pitch < LINES_TO_GIVE)
        return 0;
    pl_unit height = area->fragment->height;
    uint32_t left = lines;
    for (enum place kind = PLACE_SET_OFF; kind <= PLACE_PARAGRAPHS && left; kind++) {
        struct giving giving = {
            .pitch = look->grid.pitch, .kind = kind, .places = area->places[kind]};
        giving.lines = left < giving.places ? left : giving.places;
        left -= giving.lines;
        give(&giving, area->fragment, 0);
    }
    if (area->fragment->is_column) // rules go down the whole row as it was
        area->fragment->height = height;
    return lines;
}

/* The lowest bottom of a row's columns. */
static pl_flow row_bottom(const struct look *look, uint32_t row)
{
    pl_flow bottom = 0;
    for (uint32_t i = 0; i < look->count; i++)
        if (look->columns[i].row == row && look->columns[i].bottom > bottom)
            bottom = look->columns[i].bottom;
    return bottom;
}

/* The lowest line that all columns of a row can reach, not below `foot`; the row's lowest bottom where there is none. */
static pl_flow common_foot(const struct look *look, uint32_t row, pl_flow foot)
{
    pl_flow lowest = row_bottom(look, row);
    for (int tries = 0; foot > lowest && tries <= GIVEN_MOST; tries++, foot -= pitch_of(look)) {
        bool reaches = true;
        for (uint32_t i = 0; i < look->count && reaches; i++)
            if (look->columns[i].row == row && !look->columns[i].ends_in_table)
                reaches = short_of(look, look->columns[i].bottom, foot) <=
                          capacity(&look->columns[i]);
        if (reaches)
            return foot;
    }
    return lowest;
}

void pl_feet_even(struct pl_layouter *layouter, struct pl_book_page *page)
{
    struct look look = look_at_page(layouter, page);
    pl_flow foot = foot_line(&look, page);
    page->bottom = pl_unit_clamp(look.page.bottom);
    page->given_lines = 0;
    if (!page->content)
        return;
    if (!look.count) {
        if (page->is_full && !page->note_count && !look.page.ends_in_table)
            page->given_lines = even(&look, &look.page, foot);
        return;
    }
    for (uint32_t i = 0; i < look.count; i++) {
        const struct area *column = &look.columns[i];
        bool is_foot = page->is_full && column->row == look.rows;
        if ((!is_foot && column->is_last_of_row) || column->ends_in_table)
            continue;
        pl_flow lowest = is_foot && !page->note_count ? foot : 0;
        page->given_lines += even(&look, column, common_foot(&look, column->row, lowest));
    }
}

/* --- Judging ------------------------------------------------------------------------------------------------ */

/* How far apart the columns of rows end that should end alike, and headings at their feet. */
static int64_t judge_columns(const struct look *look, const struct pl_book_page *page)
{
    int64_t cost = 0;
    for (uint32_t i = 0; i < look->count; i++) {
        const struct area *column = &look->columns[i];
        bool is_foot = page->is_full && column->row == look->rows;
        if (!is_foot && column->is_last_of_row)
            continue;
        if (column->ends_in_heading && column->lines)
            cost += COST_STRANDED;
        if (!column->ends_in_table)
            cost += (int64_t)short_of(look, column->bottom, row_bottom(look, column->row)) *
                    COST_UNEVEN;
    }
    return cost;
}

int64_t pl_feet_judge(struct pl_layouter *layouter, const struct pl_book_page *page, bool is_first,
                      int32_t *foot)
{
    struct look look = look_at_page(layouter, page);
    int64_t cost = (int64_t)look.lonely * COST_LONELY + (int64_t)look.split * COST_SPLIT_KEEP +
                   (int64_t)page->given_lines * COST_GIVEN + judge_columns(&look, page);
    *foot = PL_BREAK_FREE_FOOT;
    if (!page->is_full) {
        if (!is_first && look.page.lines < LINES_AT_END && page->content)
            cost += (int64_t)(LINES_AT_END + 2 - look.page.lines) * COST_SHORT_END;
        return cost;
    }
    if (!look.count && look.page.ends_in_heading)
        cost += COST_STRANDED;
    if (look.page.ends_hyphenated)
        cost += COST_HYPHEN;
    if (page->note_count || look.page.ends_in_table)
        return cost;
    int64_t lines = short_of(&look, look.page.bottom, foot_line(&look, page));
    *foot = (int32_t)lines;
    return cost + lines * lines * COST_SHORT;
}
