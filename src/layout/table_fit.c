// SPDX-License-Identifier: MIT
/* layout/table_fit.c: a table wider than its measure gets smaller type, and what that took is said.
 *
 * How it works. CSS lets such a table stick out, and so does -platen-page-fit: first. Under `best` (the designs) all
 * lengths below the table shrink by one factor, down to half and never below type of 5 pt: a note. What is
 * still too wide may break its words anywhere, and if need be shrinks further: a warning, for nobody reads that with
 * ease, but nothing is lost beyond the edge of the paper. Done in the rehearsal alone, where an article's boxes
 * belong to one thread: so all later passes see one table. */
#include "base/map.h"
#include "layout/display.h"
#include "layout/table.h"

#define LEAST_FACTOR 0.5
#define LEAST_TYPE   PL_PT(5)
#define LAST_FACTOR  0.01 // the type of a limit's worth of columns
#define TRIES_MOST   4

struct scaling {
    struct pl_layouter *layouter;
    struct pl_arena *arena;
    double factor;
    bool breaks_words;
    struct pl_map styles; // by the address of the old one
};

static const struct pl_css_value *scaled_value(struct scaling *scaling, const struct pl_css_value *value)
{
    if (value->type == PL_CSS_LINEAR) {
        if (!value->linear.length)
            return value;
        struct pl_css_value *copy = PL_NEW(scaling->arena, struct pl_css_value);
        *copy = *value;
        copy->linear.length = (pl_unit)((double)value->linear.length * scaling->factor);
        return copy;
    }
    bool has_items = (value->type == PL_CSS_LIST || value->type == PL_CSS_FUNCTION) && value->count;
    if (!has_items)
        return value;
    const struct pl_css_value **items = PL_NEW_ARRAY(scaling->arena, const struct pl_css_value *,
                                                     value->count);
    bool is_changed = false;
    for (uint32_t i = 0; i < value->count; i++) {
        items[i] = value->items[i] ? scaled_value(scaling, value->items[i]) : NULL;
        is_changed |= items[i] != value->items[i];
    }
    if (!is_changed)
        return value;
    struct pl_css_value *copy = PL_NEW(scaling->arena, struct pl_css_value);
    *copy = *value;
    copy->items = items;
    return copy;
}

static const struct pl_style *scaled_style(struct scaling *scaling, const struct pl_style *style)
{
    static const struct pl_css_value anywhere = {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_anywhere};
    static const struct pl_css_value wrap = {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_wrap};
    if (!style)
        return NULL;
    void **known = pl_map_at(&scaling->styles, (pl_str){(const char *)&style, sizeof style});
    if (*known)
        return *known;
    struct pl_style *copy = PL_NEW(scaling->arena, struct pl_style);
    for (int property = 0; property < PL_PROPERTY_COUNT; property++)
        copy->values[property] = scaled_value(scaling, style->values[property]);
    copy->line_height = (pl_unit)((double)style->line_height * scaling->factor);
    if (scaling->breaks_words) {
        copy->values[PL_PROPERTY_overflow_wrap] = &anywhere;
        copy->values[PL_PROPERTY_text_wrap_mode] = &wrap;
    }
    *known = copy;
    return copy;
}

/* The boxes below get their new styles, and forget what they learned of the old ones. */
static void scale_box(struct scaling *scaling, struct pl_box *box)
{
    box->style = scaled_style(scaling, box->style);
    box->first_line = scaled_style(scaling, box->first_line);
    box->min_content = box->max_content = -1;
    box->has_grid = false;
    for (struct pl_box *child = box->first; child; child = child->next)
        scale_box(scaling, child);
    if (box->marker)
        scale_box(scaling, box->marker);
    if (box->column)
        box->column->style = scaled_style(scaling, box->column->style);
    if (box->has_lines)
        pl_inline_build(scaling->arena, scaling->layouter->scratch, box, scaling->layouter->fonts);
    if (box->type == PL_BOX_TABLE)
        pl_table_build(scaling->arena, scaling->layouter, box, box->table->most_cells);
}

/* The table's own margins are its surroundings'. */
static void scale_table(struct pl_layouter *layouter, struct pl_box *box, double factor, bool breaks_words)
{
    static const enum pl_property margins[] = {PL_PROPERTY_margin_top, PL_PROPERTY_margin_right,
                                               PL_PROPERTY_margin_bottom, PL_PROPERTY_margin_left};
    struct scaling scaling = {layouter, layouter->store, factor, breaks_words,
                              PL_MAP(layouter->scratch)};
    const struct pl_style *before = box->style;
    for (struct pl_box *child = box->first; child; child = child->next)
        if (child->type != PL_BOX_CAPTION)
            scale_box(&scaling, child);
    struct pl_style *own = PL_NEW(layouter->store, struct pl_style);
    *own = *scaled_style(&scaling, before);
    for (size_t i = 0; i < sizeof margins / sizeof *margins; i++)
        own->values[margins[i]] = before->values[margins[i]];
    box->style = own;
    box->min_content = box->max_content = -1;
    pl_table_build(layouter->store, layouter, box, box->table->most_cells);
}

static bool sticks_out(struct pl_layouter *layouter, struct pl_box *box, pl_unit available)
{
    return pl_table_width(layouter, box, available) > available + PL_FIT_SLACK;
}

/* How far type may shrink and still be read: the smallest of the first row stands for all. */
static double least_factor(const struct pl_table *table)
{
    pl_unit type = PL_UNIT_MAX;
    for (uint32_t i = 0; table->row_count && i < table->rows[0].cell_count; i++)
        type = pl_unit_min(type, pl_style_font_size(table->cells[i].box->style));
    double least = type > 0 ? (double)LEAST_TYPE / type : 1;
    return least > 1 ? 1 : least < LEAST_FACTOR ? LEAST_FACTOR : least;
}

void pl_table_hint_page(struct pl_layouter *layouter, struct pl_diag *diag)
{
    pl_hint(layouter->diags, diag,
            "a page of its own may hold it: @page wide { size: A4 landscape } table { page: wide }");
}

static void say(struct pl_layouter *layouter, const struct pl_box *box, double factor, bool is_readable)
{
    struct pl_span span = box->node ? box->node->span : PL_NO_SPAN;
    int percent = (int)(factor * 100 + 0.5);
    struct pl_diag *diag;
    if (is_readable)
        diag = pl_note(layouter->diags, PL_N_TABLE_SCALED, span,
                       "a table is wider than its measure: its type is set at %d %%", percent);
    else
        diag = pl_warn(layouter->diags, PL_W_TABLE, span,
                       "a table is far wider than its measure: its type is set at %d %%, and words are broken anywhere",
                       percent > 0 ? percent : 1);
    pl_table_hint_page(layouter, diag);
}

void pl_table_fit(struct pl_layouter *layouter, struct pl_box *box, pl_unit available)
{
    struct pl_table *table = box->table;
    bool may_shrink = layouter->is_rehearsal && table->serves_small_first && !table->is_fitted &&
                      table->cell_count && available >= PL_PT(36);
    if (!may_shrink || !sticks_out(layouter, box, available))
        return;
    double least = least_factor(table), factor = 1;
    bool is_readable = true;
    for (int tries = 0; tries < TRIES_MOST && sticks_out(layouter, box, available); tries++) {
        // a little less than asked for: lengths are cut to units, and advances round
        double step = (double)available / (double)box->table->width * 0.995;
        bool was_readable = is_readable;
        is_readable = factor * step >= least;
        if (!is_readable && was_readable)
            step = least / factor; // words that break may be all it takes
        else if (factor * step < LAST_FACTOR)
            step = LAST_FACTOR / factor;
        scale_table(layouter, box, step, !is_readable);
        factor *= step;
    }
    box->table->is_fitted = true;
    say(layouter, box, factor, is_readable);
}
