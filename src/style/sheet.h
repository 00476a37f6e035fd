// SPDX-License-Identifier: MIT
/* style/sheet.h: what sheets hold once they are read: rules in order, with layer and media.
 *
 * The inside of struct pl_sheets, for match.c, cascade.c, page_rule.c and compile.c. @import is
 * followed, @media and @supports are resolved for each medium, nesting is flattened, @layer is a
 * number. Sheets of an article of its own are an extension of the common set (pl_sheets_extend).
 *
 * Source: CSS Cascade 5 (@import, layers), Media Queries 4, CSS Conditional 3, CSS Nesting 1,
 * Paged Media 3. */
#ifndef PL_STYLE_SHEET_H
#define PL_STYLE_SHEET_H

#include "base/vec.h"
#include "style/cascade.h"
#include "style/parse.h"
#include "style/selector.h"

/* A set of media a rule is for: bit PL_MEDIUM_PRINT, bit PL_MEDIUM_EPUB. */
typedef uint8_t pl_media;
#define PL_MEDIA_OF(medium) ((pl_media)(1u << (medium)))
#define PL_MEDIA_ALL        ((pl_media)(PL_MEDIA_OF(PL_MEDIUM_PRINT) | PL_MEDIA_OF(PL_MEDIUM_EPUB)))

/* The size of the page that media queries ask for, its margins included, in px. */
struct pl_paper {
    double width, height;
};

/* A media query that the size of the page answers on paper, inside another. */
struct pl_paper_condition {
    const struct pl_paper_condition *outer; // NULL: the outermost
    const struct pl_css_source *source;
    struct pl_components query;
};

/* What a block's declarations describe: which properties or descriptors it may hold. */
enum pl_block_use {
    PL_BLOCK_STYLE,      // an element or pseudo-element; also a style attribute
    PL_BLOCK_PAGE,       // @page
    PL_BLOCK_MARGIN_BOX, // @top-left … inside @page
    PL_BLOCK_FOOTNOTE,   // @footnote inside @page
};

/* What cascade's half makes of a block's declarations (declared values by property); opaque here.
 */
struct pl_compiled_block;

/* A declaration as it was written: what is left of it when it has been compiled. */
struct pl_written {
    pl_str name, text;       // as pl_declaration has them
    uint32_t first, name_end; // its name, in the source's text
    bool is_important;
};

/* The declarations of one rule, in order. Immutable once it is added. */
struct pl_block {
    uint32_t
        serial; // dense over a set of sheets and its base: for tables beside it; UINT32_MAX: style attribute
    enum pl_block_use use;
    const struct pl_written *declarations;
    uint32_t count;
    pl_str folder;                      // of the sheet: where its url()s are looked up
    const struct pl_css_source *source; // of the sheet; outlives it (its diags are NULL by then)
    const struct pl_compiled_block
        *compiled; // by pl_block_compile, called once when the block is made
};

/* Where the name of a declaration stands. */
struct pl_span pl_block_name_span(const struct pl_block *block, uint32_t declaration);

/* --- What the other half of style gives --------------------------------------------------- */

/* Checks and turns declarations into values: reports W_CSS_PROPERTY and W_CSS_VALUE with their
 * place. Called by sheet.c for each block as it is read (block->compiled is set to what it
 * returns). `declarations` are the block's; they and their values may lie in scratch. */
const struct pl_compiled_block *pl_block_compile(struct pl_arena *arena,
                                                 const struct pl_block *block,
                                                 const struct pl_declaration *declarations,
                                                 struct pl_diags *diags);

/* For @supports (name: values): a known property that takes these values (var() counts as taken).
 */
bool pl_property_accepts(pl_str name, struct pl_components values);

/* --- Layers -------------------------------------------------------------------------------- */

/* A cascade layer; 0 is "no layer" of its origin. Names are unique below a parent within an
 * origin. */
struct pl_layer {
    pl_str name;     // empty: anonymous
    uint32_t parent; // 0: at the top of its origin
    enum pl_sheet_origin origin;
    uint32_t first_child, last_child, next; // in order of first mention; 0: none
};

/* --- Rules ----------------------------------------------------------------------------------- */

struct pl_style_rule {
    const struct pl_selector_list *selectors;
    const struct pl_block *block;
    enum pl_sheet_origin origin;
    pl_media media;
    bool is_conditional; // stands in an @media: reading systems may not have it in their own sheet
    uint32_t layer; // index of pl_sheets.layers
    uint32_t order; // of appearance, over all sheets
    pl_str
        reader_media; // empty, or the @media conditions about width, kept for reading systems (epub only):
                      // such a rule is in no medium's run and only compile.c sees it
    const struct pl_paper_condition *paper; // of the run for print; NULL: none
};

/* One selector of an @page rule. */
struct pl_page_selector {
    pl_str name; // empty: any page
    bool is_first, is_left, is_right, is_blank;
    bool has_nth;
    int32_t nth_a,
        nth_b; // :nth(An+B): 1-based; of pages of `name` (GCPM) where nth_of_name, else of all
    bool nth_of_name;
    uint32_t
        specificity; // names << 20 | (first, blank, nth) << 10 | (left, right): Paged Media 3 §4.6
};

struct pl_page_rule {
    const struct pl_page_selector *selectors; // one or more; a bare @page has one that is empty
    uint32_t selector_count;
    const struct pl_block *block;                             // never NULL, may be empty
    const struct pl_block *margin_boxes[PL_MARGIN_BOX_COUNT]; // NULL: not mentioned. Several of one
                                                              // kind in a rule are joined in order
    const struct pl_block *footnote;                          // NULL: not mentioned
    enum pl_sheet_origin origin;
    pl_media media;
    const struct pl_paper_condition *paper; // NULL: none
    uint32_t layer, order;
    struct pl_span span;
};

/* @counter-style: name and descriptors. */
struct pl_counter_style_rule {
    pl_str name;
    const struct pl_declaration *descriptors;
    uint32_t count;
    pl_media media;
    const struct pl_paper_condition *paper; // NULL: none
};

/* One more than imports may be deep. */
#define PL_CSS_IMPORT_LEVELS 17

struct pl_sheets {
    struct pl_arena *arena;
    const struct pl_limits *limits;
    const struct pl_sheets *base; // an extension: the common set (its rules come first); else NULL
    struct {
        PL_VEC(struct pl_style_rule)
    } rules; // in order of appearance within their origin
    struct {
        PL_VEC(struct pl_page_rule)
    } pages;
    struct {
        PL_VEC(struct pl_sheet_face)
    } faces;
    struct {
        PL_VEC(struct pl_counter_style_rule)
    } counter_styles;
    struct {
        PL_VEC(struct pl_layer)
    } layers; // [0] is "no layer"; an extension begins with a copy of its base's
    uint32_t first_layer[3], last_layer[3]; // at the top of each origin; 0: none
    uint32_t block_count;                   // serials given, base included
    uint32_t order;                         // next order of appearance
    uint32_t import_count;                  // sheets that @import brought in
    pl_str assumed;    // conditions that the reading system is taken to fulfil; empty: none
    bool asks_paper;   // a rule has a paper condition; base's too
    size_t bytes;      // that all sheets have taken of `arena`, base included
    size_t bytes_mark; // while one is read: what was used of `arena` before it, less `bytes`
    bool is_full;      // past CSS_SHEET_BYTES: nothing more is read
    struct pl_arena *scratch[PL_CSS_IMPORT_LEVELS]; // of sheets being read, by depth of import
};

/* The common set and an article's own sheets (article->sheets: author origin, after those added;
 * their media attribute holds). Lives in `arena`; `base` must outlive it. @page rules of theirs
 * go with it. */
struct pl_sheets *pl_sheets_extend(struct pl_arena *arena, const struct pl_sheets *base,
                                   const struct pl_article *article, struct pl_diags *diags);

/* A style attribute as a block (compiled); `scratch` may be reset afterwards. `place`: the element's span, for diagnostics.
 * `folder`: where url()s are looked up (the article input's). NULL when it holds no declaration. */
const struct pl_block *pl_style_attribute(struct pl_arena *arena, struct pl_arena *scratch,
                                          pl_str text, struct pl_span place, pl_str folder,
                                          const struct pl_limits *limits, struct pl_diags *diags);

/* Where each (origin, layer) stands among normal declarations: rank[layer] for each origin's
 * layers, ascending = later wins; the unlayered of an origin come last in it. Dense from 0: user
 * agent's layers, user agent, user's layers, user, author's layers, author (style attributes come
 * after). Important declarations go by descending rank (Cascade 5 §6.1, §6.4.1). */
struct pl_layer_ranks {
    const uint32_t *of_layer; // by index of layers; [0] unused
    uint32_t of_origin[3];    // of the unlayered
    uint32_t count;           // ranks 0 … count - 1; count itself is free for style attributes
};
struct pl_layer_ranks pl_sheets_layer_ranks(struct pl_arena *arena, const struct pl_sheets *sheets);

static inline uint32_t pl_layer_rank(const struct pl_layer_ranks *ranks,
                                     enum pl_sheet_origin origin, uint32_t layer)
{
    return layer ? ranks->of_layer[layer] : ranks->of_origin[origin];
}

#endif
