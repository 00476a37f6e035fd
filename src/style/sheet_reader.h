// SPDX-License-Identifier: MIT
/* style/sheet_reader.h: where reading a sheet stands, shared by the files that read its parts. */
#ifndef PL_STYLE_SHEET_READER_H
#define PL_STYLE_SHEET_READER_H

#include "style/sheet.h"

/* A sheet that is being read, with those that import it. */
struct pl_open_sheet {
    struct pl_css_source source;
    pl_str root,
        path; // folder that no import leaves; the sheet's own path beneath it, empty at the top
    pl_str folder; // of the sheet itself: where its url()s are looked up
    const struct pl_open_sheet *importer;
    uint32_t depth; // of imports
};

/* What holds around a rule. Passed down by value. */
struct pl_rule_context {
    struct pl_sheets *sheets;
    struct pl_open_sheet *sheet;
    struct pl_diags *diags;
    enum pl_sheet_origin origin;
    uint32_t layer;
    pl_media media;                        // those for which all conditions hold
    bool is_conditional;                   // in an @media
    pl_str reader_media;                   // conditions for reading systems; empty: none
    const struct pl_paper_condition *paper; // on the size of the page; NULL: none
    const struct pl_selector_list *parent; // the rule this one is nested in; NULL at the top
};

/* All rules of a block; in a style rule its declarations too. */
void pl_read_rules(const struct pl_rule_context *context, struct pl_components values);

/* Makes a block and has it compiled. Nothing of `declarations` is kept but texts. */
const struct pl_block *pl_read_block(const struct pl_rule_context *context, enum pl_block_use use,
                                     const struct pl_declaration *declarations, size_t count);

/* The declarations of a block; other things in it are reported. */
struct pl_declarations {
    PL_VEC(struct pl_declaration)
};
struct pl_declarations pl_read_declarations(const struct pl_rule_context *context,
                                            struct pl_components values);

/* The at-rules with a file of their own. */
void pl_read_import(const struct pl_rule_context *context, const struct pl_rule *rule);
void pl_read_page(const struct pl_rule_context *context, const struct pl_rule *rule);
void pl_read_font_face(const struct pl_rule_context *context, const struct pl_rule *rule);
void pl_read_layer(const struct pl_rule_context *context, const struct pl_rule *rule);

/* The layer of this dotted name below `parent`, made where it is new; false when it isn't a name.
 * An empty name makes a new one without name. Past CSS_LAYERS the parent is given (W_CSS_LIMIT). */
bool pl_layer_find(const struct pl_rule_context *context, struct pl_components name,
                   uint32_t *layer);

/* Narrows the context by a media query list. */
void pl_context_add_media(struct pl_rule_context *context, struct pl_components query);

/* The sheet's scratch: reset from one rule at its top to the next. */
static inline struct pl_arena *pl_context_scratch(const struct pl_rule_context *context)
{
    return pl_css_scratch(&context->sheet->source);
}

/* False once sheets have taken CSS_SHEET_BYTES: the rest isn't read, which is told once. */
bool pl_context_has_room(const struct pl_rule_context *context);

/* True when nothing in the context can have an effect on any medium. */
static inline bool pl_context_is_dead(const struct pl_rule_context *context)
{
    return context->media == 0 && context->reader_media.size == 0;
}

/* Reads a text as a sheet: the entry of pl_sheets_add and of @import. */
void pl_read_sheet(struct pl_rule_context context, const struct pl_input *input, pl_str root,
                   pl_str path, const struct pl_open_sheet *importer);

#endif
