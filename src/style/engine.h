// SPDX-License-Identifier: MIT
/* style/engine.h: the inside of a cascade, for the files that run it.
 *
 * declaration.c gives checked declarations, match.c the blocks that hold for an element; cascade.c finds
 * the winner of each property (pl_winners), computed.c makes a style of them. */
#ifndef PL_STYLE_ENGINE_H
#define PL_STYLE_ENGINE_H

#include "base/map.h"
#include "style/cascade.h"
#include "style/declaration.h"
#include "style/intern.h"
#include "style/match.h"
#include "style/variables.h"

/* An article's own sheets: its @page rules answer under a name of their own. */
struct pl_extension {
    const struct pl_sheets *sheets;
    struct pl_matcher *matcher;
    const struct pl_paper *paper; // of its pages; NULL: not known yet
    pl_str prefix; // of page names: "article-2/"
    bool has_pages;
};

struct pl_cascade {
    struct pl_arena *arena;
    struct pl_arena *scratch; // of one element
    const struct pl_sheets *sheets;
    enum pl_medium medium;
    const struct pl_fonts *fonts; // may be NULL
    const struct pl_trace *trace; // may be NULL
    struct pl_limits limits;

    struct pl_values *values;
    const struct pl_specified *initial[PL_PROPERTY_COUNT];
    const struct pl_style *initial_style;
    struct pl_matcher *matcher; // of the common sheets
    const struct pl_paper *paper; // of the first page: what media queries ask; NULL: not known yet, or of a book
    pl_unit page_width, page_height; // area of a page that nothing is known of: for vw in a font size

    struct pl_map elements;   // of memo.h
    struct pl_map expansions; // pending value and variables → longhands
    struct pl_map metrics;    // family list, weight, slope → struct pl_font_metrics
    struct pl_map attributes; // text of a style attribute → its block
    struct pl_map hints;      // presentational attributes → their block
    struct pl_map pages;      // page query → struct pl_page_style
    struct pl_map counter_styles; // rule → its value
    const struct pl_sheets *own_sheets; // of the article that is styled; NULL: none
    struct pl_map told;       // what has been reported once
    struct { PL_VEC(struct pl_extension) } extensions;
    uint64_t var_bytes; // that var() may still copy
    uint64_t steps;     // declarations that may still be weighed in this run
    bool has_noted;     // properties without layout have been told
    uint64_t element_count, memo_hits; // for the trace
};

/* --- winners.c ----------------------------------------------------------------------------------- */

/* One block in the order of the cascade. */
struct pl_step {
    const struct pl_block *block;
    const struct pl_match *match; // for the trace; NULL for attributes
    bool is_important;            // its important declarations, else its normal ones
    enum pl_sheet_origin origin;
    uint32_t rank; // among normal steps: origin, layer, attributes
};

PL_VEC_TYPE(pl_steps, struct pl_step);

/* The steps of one element or pseudo-element, in `arena`. matches: of it alone, ascending; hints and style attribute
 * may be NULL. */
struct pl_steps pl_steps_order(struct pl_arena *arena, const struct pl_layer_ranks *ranks,
                               const struct pl_match *matches, size_t count,
                               const struct pl_block *hints, const struct pl_block *attribute);

enum pl_winner_kind { PL_WINNER_NONE, PL_WINNER_VALUE, PL_WINNER_INITIAL, PL_WINNER_INHERIT };

/* What the cascade found for one element: a value, or where it comes from, by property. */
struct pl_winners {
    uint8_t kind[PL_PROPERTY_COUNT]; // enum pl_winner_kind
    const struct pl_specified *value[PL_PROPERTY_COUNT];
    uint16_t touched[PL_PROPERTY_COUNT]; // properties whose kind isn't NONE
    uint32_t touched_count;
};

/* Custom properties in force on the element: its parent's where it declares none. */
const struct pl_variables *pl_winners_variables(struct pl_cascade *cascade, const struct pl_steps *steps,
                                                const struct pl_variables *parent, struct pl_diags *diags);

/* Winners of all properties; logical ones by the direction that wins here or is the parent's. Values with
 * var() that turn out wrong are reported once (`diags` may be NULL) and count as unset. */
void pl_winners_find(struct pl_cascade *cascade, const struct pl_steps *steps,
                     const struct pl_variables *variables, const struct pl_style *parent,
                     struct pl_diags *diags, struct pl_winners *winners);

/* --- computed.c ------------------------------------------------------------------------------------ */

/* What values are computed against. */
struct pl_element_context {
    const struct pl_node *node;     // for attr(); NULL: none
    const struct pl_style *parent;  // the initial style above the root
    const struct pl_style *root;    // NULL: the element is the root itself
    enum pl_pseudo pseudo;
    bool is_anonymous; // not made an item of its container
    bool uses_node; // set where an attribute of the node took part
};

/* The style of an element. */
const struct pl_style *pl_style_compute(struct pl_cascade *cascade, struct pl_element_context *context,
                                        const struct pl_winners *winners);

/* The initial values, specified and computed. Called once, before anything else. */
void pl_cascade_prepare_initial(struct pl_cascade *cascade);

/* --- cascade.c --------------------------------------------------------------------------------------- */

/* pl_cascade_run again, as if the reading system had said yes to these conditions (pl_style_rule.reader_media). `extension`:
 * of the article's own sheets; NULL: it has none. `matcher`: made where it is NULL and where there is an extension. */
const struct pl_styles *pl_cascade_run_assuming(struct pl_cascade *cascade, const struct pl_article *article,
                                                const struct pl_extension *extension, pl_str reader_media,
                                                struct pl_matcher **matcher, struct pl_diags *diags);

/* The style of something that isn't an element, a page or a box of it: `matches` ascending. *variables are the
 * parent's, and become its own. */
const struct pl_style *pl_cascade_blocks(struct pl_cascade *cascade, const struct pl_layer_ranks *ranks,
                                         const struct pl_match *matches, size_t count,
                                         const struct pl_style *parent, const struct pl_style *root,
                                         const struct pl_variables **variables);

/* The block of an element's style attribute, read once for all that have the same text; NULL: none. `diags` may be
 * NULL. */
const struct pl_block *pl_cascade_attribute(struct pl_cascade *cascade, const struct pl_article *article,
                                            const struct pl_node *node, struct pl_diags *diags);

/* What an html element without attributes looks like in the matcher's sheets: pages inherit from it. */
const struct pl_style *pl_cascade_root(struct pl_cascade *cascade, struct pl_matcher *matcher,
                                       const struct pl_variables **variables);

/* --- laid_out.c ------------------------------------------------------------------------------------- */

/* N_CSS_NOT_LAID_OUT once a property and sheet, for the author's and user's rules of these sheets (not of their base)
 * that hold on paper. */
void pl_note_not_laid_out(struct pl_cascade *cascade, const struct pl_sheets *sheets, struct pl_diags *diags);

/* --- hints.c ------------------------------------------------------------------------------------------ */

/* The presentational attributes of an element as a block of the author's before all of his rules; NULL
 * where it has none. */
const struct pl_block *pl_hints_block(struct pl_cascade *cascade, const struct pl_article *article,
                                      const struct pl_node *node);

#endif
