// SPDX-License-Identifier: MIT
/* style/laid_out.c: says once what a sheet asks for and pages don't show yet. */
#include "style/condition.h"
#include "style/engine.h"

struct notes {
    struct pl_cascade *cascade;
    struct pl_diags *diags;
    struct pl_map seen; // of (source, property)
};

/* The property's own initial value changes nothing, so it needs no layout. */
static bool is_initial(struct notes *notes, const struct pl_declared *declared, enum pl_property property)
{
    if (declared->type != PL_DECLARED_VALUE)
        return declared->type != PL_DECLARED_PENDING;
    const struct pl_specified *initial = notes->cascade->initial[property];
    if (declared->value->type != PL_SPECIFIED_VALUE || initial->type != PL_SPECIFIED_VALUE)
        return false;
    struct pl_values *values = notes->cascade->values;
    const struct pl_css_value *value = declared->value->value;
    const struct pl_css_value *usual = pl_value_intern_tree(values, initial->value);
    if (value->type != PL_CSS_LIST || initial->value->type == PL_CSS_LIST)
        return pl_value_intern_tree(values, value) == usual;
    for (uint32_t i = 0; i < value->count; i++) // a background of several layers resets each
        if (pl_value_intern_tree(values, pl_css_item(value, i)) != usual)
            return false;
    return true;
}

static bool is_new(struct notes *notes, const struct pl_css_source *source, enum pl_property property)
{
    struct {
        const void *input;
        uint64_t property;
    } key = {source->input, property};
    pl_str text = {(const char *)&key, sizeof key};
    if (pl_map_lookup(&notes->seen, text))
        return false;
    *pl_map_at(&notes->seen, pl_str_copy(notes->cascade->arena, text)) = notes;
    return true;
}

/* True when all of it is shown, as far as a table can say. */
static bool is_shown(struct notes *notes, const struct pl_declared *declared, enum pl_property property)
{
    const struct pl_property_row *row = pl_property_row(property);
    if (row->media == PL_PROPERTY_FOR_READER)
        return true;
    if (!row->is_laid_out)
        return is_initial(notes, declared, property);
    return declared->type != PL_DECLARED_VALUE ||
           pl_keyword_is_laid_out(property, pl_specified_keyword(declared->value));
}

static void note_block(struct notes *notes, const struct pl_block *block)
{
    struct pl_flow_mode flow = {false, PL_KEYWORD_horizontal_tb};
    const struct pl_compiled_block *compiled = block->compiled;
    for (uint32_t i = 0; i < compiled->count; i++) {
        const struct pl_declared *declared = &compiled->declared[i];
        if (declared->property == PL_DECLARED_ALL)
            continue;
        enum pl_property property = declared->is_logical
                                        ? pl_logical_property((enum pl_logical)declared->property, flow)
                                        : (enum pl_property)declared->property;
        const struct pl_property_row *row = pl_property_row(property);
        // What a shorthand with var() sets besides isn't asked for by name, and mostly reset.
        bool is_beside = declared->type == PL_DECLARED_PENDING &&
                         !pl_str_eq(block->declarations[declared->declaration].name, row->name);
        if (is_beside || is_shown(notes, declared, property) || !is_new(notes, block->source, property))
            continue;
        pl_str value = row->is_laid_out ? pl_keyword_name(pl_specified_keyword(declared->value)) : (pl_str){0};
        pl_note(notes->diags, PL_N_CSS_NOT_LAID_OUT, pl_block_name_span(block, declared->declaration),
                "'%.*s%s%.*s' is understood, but pages don't show it yet", PL_ARG(row->name),
                row->is_laid_out ? ": " : "", PL_ARG(value));
    }
}

void pl_note_not_laid_out(struct pl_cascade *cascade, const struct pl_sheets *sheets, struct pl_diags *diags)
{
    struct notes notes = {cascade, diags, PL_MAP(cascade->arena)};
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct pl_style_rule *rule = &sheets->rules.data[i];
        if (rule->origin != PL_SHEET_USER_AGENT &&
            pl_media_are_in_run(rule->media, rule->paper, PL_MEDIUM_PRINT, cascade->paper))
            note_block(&notes, rule->block);
    }
    for (size_t i = 0; i < sheets->pages.count; i++) {
        const struct pl_page_rule *rule = &sheets->pages.data[i];
        if (rule->origin == PL_SHEET_USER_AGENT ||
            !pl_media_are_in_run(rule->media, rule->paper, PL_MEDIUM_PRINT, cascade->paper))
            continue;
        note_block(&notes, rule->block);
        for (int box = 0; box < PL_MARGIN_BOX_COUNT; box++)
            if (rule->margin_boxes[box])
                note_block(&notes, rule->margin_boxes[box]);
        if (rule->footnote)
            note_block(&notes, rule->footnote);
    }
}
