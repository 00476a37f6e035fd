// SPDX-License-Identifier: MIT
/* style/style.h: what layout, typeset and export see of CSS: computed styles.
 *
 * A run of the cascade is (sheets, tree, medium) → a table from node serial to a shared,
 * immutable computed style; nothing is written on nodes. `print` and `epub` are two
 * runs. Equal styles are one pointer. Values are computed values (CSS Cascade 5 §4.4):
 * lengths absolute, percentages and vw/vh symbolic until layout knows the box. */
#ifndef PL_STYLE_STYLE_H
#define PL_STYLE_STYLE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/unit.h"

/* PL_PROPERTY_margin_top, PL_PROPERTY__platen_page_fit, …: longhands, a row each. */
enum pl_property {
#define PROPERTY(name, ...) PL_PROPERTY_##name,
#include "style/properties.def"
#undef PROPERTY
    PL_PROPERTY_COUNT
};

/* PL_KEYWORD_auto, PL_KEYWORD_space_between, …: every keyword of any grammar. */
enum pl_keyword {
    PL_KEYWORD_NOT_ONE, // the value is no keyword
#define KEYWORD(name) PL_KEYWORD_##name,
#include "style/keywords.def"
#undef KEYWORD
    PL_KEYWORD_COUNT
};

enum pl_css_type {
    PL_CSS_KEYWORD,
    PL_CSS_NUMBER,   // also <integer>
    PL_CSS_LINEAR,   // <length>, <percentage>, <length-percentage>, calc() of them
    PL_CSS_COLOR,    // absolute; currentColor is computed away
    PL_CSS_STRING,   // text, unescaped
    PL_CSS_IDENT,    // a custom identifier (page name, counter name, family name)
    PL_CSS_URL,      // text, and where it resolves
    PL_CSS_FUNCTION, // counter(), attr(), string(), leader(), min() with percentages …: name and items
    PL_CSS_LIST,     // items, comma or space separated as the property means
};

/* length + percentage·basis + vw·page width + vh·page height. */
struct pl_css_linear {
    pl_unit length;
    float percentage, vw, vh; // in percent
    bool has_percentage;      // also of 0%: it depends on a basis, as in a height that nothing gives
};

/* A NUMBER's text is its unit: "deg", "dppx" or "fr"; empty for plain ones. Arguments of a FUNCTION are as its commas
 * part them, or its words where it has none. FUNCTIONs min, max, clamp and calc (a sum) stand where
 * percentages keep a length from being known; `number` is what they are multiplied by. */
struct pl_css_value {
    enum pl_css_type type;
    enum pl_keyword keyword; // PL_CSS_KEYWORD; PL_CSS_FUNCTION: its name where it is a keyword
    bool is_comma_separated; // PL_CSS_LIST
    double number;
    struct pl_css_linear linear;
    pl_color color;
    pl_str text;   // STRING, IDENT, URL; FUNCTION: its name
    pl_str folder; // URL: the folder of the sheet that wrote it
    const struct pl_css_value *const *items; // FUNCTION, LIST
    uint32_t count;
};

struct pl_style {
    const struct pl_css_value *values[PL_PROPERTY_COUNT]; // never NULL
    pl_unit line_height; // used: "normal" and numbers reckoned out
};

enum pl_pseudo {
    PL_PSEUDO_NONE, // the element itself
    PL_PSEUDO_BEFORE,
    PL_PSEUDO_AFTER,
    PL_PSEUDO_MARKER,
    PL_PSEUDO_FIRST_LINE,
    PL_PSEUDO_FIRST_LETTER,
    PL_PSEUDO_FOOTNOTE_CALL,
    PL_PSEUDO_FOOTNOTE_MARKER,
    PL_PSEUDO_COUNT
};

/* No computed or resolved length is longer: 32,768 pt, twice the largest page. So sums of some dozens of
 * lengths never leave a pl_unit, whatever a sheet says. */
#define PL_CSS_LENGTH_MOST PL_PT(32768)

static inline pl_unit pl_css_length_from_pt(double points)
{
    pl_unit length = pl_unit_from_pt(points);
    return length > PL_CSS_LENGTH_MOST ? PL_CSS_LENGTH_MOST : length < -PL_CSS_LENGTH_MOST ? -PL_CSS_LENGTH_MOST : length;
}

/* --- Reading a style ---------------------------------------------------------------- */

static inline const struct pl_css_value *pl_style_value(const struct pl_style *style,
                                                        enum pl_property property)
{
    return style->values[property];
}

/* PL_KEYWORD_NOT_ONE where the value is no keyword. */
static inline enum pl_keyword pl_style_keyword(const struct pl_style *style, enum pl_property property)
{
    const struct pl_css_value *value = style->values[property];
    return value->type == PL_CSS_KEYWORD ? value->keyword : PL_KEYWORD_NOT_ONE;
}

/* A list of one is its item: these see any value as a list. Of `#` properties (font-family,
 * background-image …) the items are those between commas. */
static inline uint32_t pl_css_item_count(const struct pl_css_value *value)
{
    return value->type == PL_CSS_LIST ? value->count : 1;
}
static inline const struct pl_css_value *pl_css_item(const struct pl_css_value *value, uint32_t index)
{
    return value->type == PL_CSS_LIST ? value->items[index] : value;
}
/* The same for values of a `#` property, where a list of words can be the only item. */
static inline uint32_t pl_css_layer_count(const struct pl_css_value *value)
{
    return value->type == PL_CSS_LIST && value->is_comma_separated ? value->count : 1;
}
static inline const struct pl_css_value *pl_css_layer(const struct pl_css_value *value, uint32_t index)
{
    return value->type == PL_CSS_LIST && value->is_comma_separated ? value->items[index] : value;
}

/* What percentages, vw and vh refer to. */
struct pl_css_basis {
    pl_unit percentage;              // of what the property's row says (usually the containing block's width)
    pl_unit page_width, page_height; // of the page area
};

/* True and the used length when the value is LINEAR or a math function; false for keywords (auto,
 * none, normal, content …). Saturates. */
bool pl_css_resolve(const struct pl_css_value *value, const struct pl_css_basis *basis, pl_unit *length);

/* The used length, or `otherwise` where the value is a keyword. */
pl_unit pl_style_length(const struct pl_style *style, enum pl_property property,
                        const struct pl_css_basis *basis, pl_unit otherwise);

pl_color pl_style_color(const struct pl_style *style, enum pl_property property);
double pl_style_number(const struct pl_style *style, enum pl_property property, double otherwise);
pl_unit pl_style_font_size(const struct pl_style *style);

/* The used line height; "normal" by the metrics handed in at the cascade. */
pl_unit pl_style_line_height(const struct pl_style *style);

/* --- A run of the cascade -------------------------------------------------------------- */

/* Styles of one tree. */
struct pl_styles {
    const struct pl_style *const *by_serial; // `count` of them, never NULL
    uint32_t count;
    const struct pl_style_pseudos *const *pseudos; // by serial; NULL: no pseudo-element is generated
    const struct pl_style *initial;                // the initial values: what dumps compare with
};

struct pl_style_pseudos {
    const struct pl_style *of[PL_PSEUDO_COUNT]; // NULL: not styled by any rule
};

static inline const struct pl_style *pl_styles_of(const struct pl_styles *styles, uint32_t serial)
{
    return styles->by_serial[serial];
}

/* NULL when the pseudo-element isn't generated (no rule; content none or normal for before and after). */
const struct pl_style *pl_styles_pseudo(const struct pl_styles *styles, uint32_t serial, enum pl_pseudo pseudo);

/* The style of an anonymous box below `parent`: inherited values, the rest initial. Shared. */
struct pl_cascade;
const struct pl_style *pl_style_anonymous(struct pl_cascade *cascade, const struct pl_style *parent);

/* --- Pages ------------------------------------------------------------------------------ */

enum pl_margin_box {
    PL_MARGIN_TOP_LEFT_CORNER, PL_MARGIN_TOP_LEFT, PL_MARGIN_TOP_CENTER, PL_MARGIN_TOP_RIGHT,
    PL_MARGIN_TOP_RIGHT_CORNER, PL_MARGIN_RIGHT_TOP, PL_MARGIN_RIGHT_MIDDLE, PL_MARGIN_RIGHT_BOTTOM,
    PL_MARGIN_BOTTOM_RIGHT_CORNER, PL_MARGIN_BOTTOM_RIGHT, PL_MARGIN_BOTTOM_CENTER,
    PL_MARGIN_BOTTOM_LEFT, PL_MARGIN_BOTTOM_LEFT_CORNER, PL_MARGIN_LEFT_BOTTOM,
    PL_MARGIN_LEFT_MIDDLE, PL_MARGIN_LEFT_TOP,
    PL_MARGIN_BOX_COUNT
};

/* Which page: what page selectors ask. */
struct pl_page_query {
    pl_str name;         // of the named page in force; empty: auto
    uint32_t index;      // from 0, in the whole; :first is index 0 (of the group for a name)
    uint32_t group_index; // from 0, in the run of pages with this name
    bool is_left, is_blank;
};

/* The cascaded @page rules for one page. Equal queries give one pointer. */
struct pl_page_style {
    const struct pl_style *page;                          // size, margins, padding, borders, background
    const struct pl_style *margin_boxes[PL_MARGIN_BOX_COUNT]; // NULL: not generated
    const struct pl_style *footnote_area;                 // @footnote; never NULL
    pl_unit width, height;                                // of the sheet, by `size`
};

const struct pl_page_style *pl_cascade_page(struct pl_cascade *cascade, const struct pl_page_query *query);

#endif
