// SPDX-License-Identifier: MIT
/* style/property.h: what the tables say of every property name.
 *
 * A name is a longhand (properties.def), or one that ends in longhands: a logical side, a
 * shorthand, an older name (shorthands.def). Looking up is a binary search over a table that is
 * sorted once. */
#ifndef PL_STYLE_PROPERTY_H
#define PL_STYLE_PROPERTY_H

#include "base/strbuf.h"
#include "style/style.h"

enum pl_name_type {
    PL_NAME_UNKNOWN,
    PL_NAME_LONGHAND,
    PL_NAME_LOGICAL,
    PL_NAME_SHORTHAND,
    PL_NAME_SCREEN, // known, means nothing to us
};

/* LOGICAL rows: PL_LOGICAL_margin_block_start … */
enum pl_logical {
#define LOGICAL(name, ...) PL_LOGICAL_##name,
#define SHORTHAND(...)
#define ALIAS(...)
#define SCREEN(...)
#include "style/shorthands.def"
#undef LOGICAL
#undef SHORTHAND
    PL_LOGICAL_COUNT
};

/* SHORTHAND rows: PL_SHORTHAND_margin … */
enum pl_shorthand {
#define LOGICAL(...)
#define SHORTHAND(name, ...) PL_SHORTHAND_##name,
#include "style/shorthands.def"
#undef LOGICAL
#undef SHORTHAND
#undef ALIAS
#undef SCREEN
    PL_SHORTHAND_COUNT
};

/* What a name means: `index` is an enum pl_property, pl_logical or pl_shorthand. Older names
 * have become what they mean. */
struct pl_property_name {
    enum pl_name_type type;
    uint16_t index;
};

enum pl_property_media { PL_PROPERTY_FOR_BOTH, PL_PROPERTY_FOR_PRINT, PL_PROPERTY_FOR_READER };

struct pl_property_row {
    pl_str name, grammar, initial, applies_to, percentages;
    bool is_inherited, is_laid_out;
    enum pl_property_media media;
};

const struct pl_property_row *pl_property_row(enum pl_property property);

/* False for a keyword of a property that is laid out otherwise (not_laid_out.def). */
bool pl_keyword_is_laid_out(enum pl_property property, enum pl_keyword keyword);

/* The meaning of a name (ASCII case ignored); PL_NAME_UNKNOWN for none. */
struct pl_property_name pl_property_find(pl_str name);

/* The known name most like an unknown one; empty where none is near. */
pl_str pl_property_nearest(pl_str name);

/* --- Logical sides ------------------------------------------------------------------------- */

struct pl_logical_row {
    pl_str name;
    uint8_t group, side;
};

const struct pl_logical_row *pl_logical_row(enum pl_logical logical);

/* How an element's text runs, as far as sides depend on it. */
struct pl_flow_mode {
    bool is_rtl;
    enum pl_keyword writing_mode; // PL_KEYWORD_horizontal_tb …
};

/* The physical property that a logical one is in this flow. */
enum pl_property pl_logical_property(enum pl_logical logical, struct pl_flow_mode flow);

/* --- Shorthands ----------------------------------------------------------------------------- */

enum pl_shorthand_how {
    PL_HOW_SIDES,
    PL_HOW_ANY,
    PL_HOW_BORDER,
    PL_HOW_RADIUS,
    PL_HOW_BORDER_IMAGE,
    PL_HOW_BACKGROUND,
    PL_HOW_FONT,
    PL_HOW_FONT_VARIANT,
    PL_HOW_FONT_SYNTHESIS,
    PL_HOW_WHITE_SPACE,
    PL_HOW_TEXT_SPACING,
    PL_HOW_LIST_STYLE,
    PL_HOW_PAIR,
    PL_HOW_FLEX,
    PL_HOW_SLASH,
    PL_HOW_GRID_TEMPLATE,
    PL_HOW_PAGE_BREAK,
    PL_HOW_ALL,
};

struct pl_shorthand_row {
    pl_str name, longhands; // names separated by spaces
    enum pl_shorthand_how how;
};

const struct pl_shorthand_row *pl_shorthand_row(enum pl_shorthand shorthand);

/* --- Keywords --------------------------------------------------------------------------------- */

/* "space-between"; empty for PL_KEYWORD_NOT_ONE. */
pl_str pl_keyword_name(enum pl_keyword keyword);

/* ASCII case ignored; PL_KEYWORD_NOT_ONE for none. */
enum pl_keyword pl_keyword_find(pl_str name);

/* --- Documentation -------------------------------------------------------------------------------- */

/* `platen styles --properties`: every name with what the tables say, as plain text. */
void pl_properties_document(struct pl_strbuf *out);

#endif
