// SPDX-License-Identifier: MIT
/* style/specified.h: values as a sheet says them: checked, but not yet of any element.
 *
 * A specified value is a tree whose leaves are either done (`value`, the computed value for every
 * element) or need an element: its font size, colour, attributes. computed.c makes
 * computed values of them. Immutable; lives in the arena of its sheet. */
#ifndef PL_STYLE_SPECIFIED_H
#define PL_STYLE_SPECIFIED_H

#include "style/parse.h"
#include "style/style.h"

/* --- Units: CSS Values 4 §6, §7 -------------------------------------------------------------- */

enum pl_dimension {
    PL_DIMENSION_NONE, // no unit of ours
    PL_DIMENSION_LENGTH,
    PL_DIMENSION_ANGLE,      // in degrees
    PL_DIMENSION_RESOLUTION, // in dots per px
    PL_DIMENSION_FLEX,
    PL_DIMENSION_TIME, // in seconds
};

/* What a length is relative to. */
enum pl_relative {
    PL_RELATIVE_ABSOLUTE, // in pt
    PL_RELATIVE_EM,
    PL_RELATIVE_REM,
    PL_RELATIVE_EX,
    PL_RELATIVE_REX,
    PL_RELATIVE_CAP,
    PL_RELATIVE_RCAP,
    PL_RELATIVE_CH,
    PL_RELATIVE_RCH,
    PL_RELATIVE_IC,
    PL_RELATIVE_RIC,
    PL_RELATIVE_LH,
    PL_RELATIVE_RLH,
    PL_RELATIVE_VW,
    PL_RELATIVE_VH,
    PL_RELATIVE_VMIN,
    PL_RELATIVE_VMAX,
    PL_RELATIVE_PERCENTAGE, // of the property's basis
};

struct pl_unit_row {
    pl_str name;
    enum pl_dimension dimension;
    enum pl_relative relative; // LENGTH
    double factor;             // to pt, degrees, dots per px, seconds, or 1
};

/* ASCII case ignored; NULL for none. */
const struct pl_unit_row *pl_unit_lookup(pl_str name);

/* The unit's name: "em"; "pt" for absolute ones, "%" for percentages. */
pl_str pl_relative_name(enum pl_relative relative);

/* --- calc(): CSS Values 4 §10 ------------------------------------------------------------------ */

enum pl_math_op {
    PL_MATH_TERM,  // number × unit
    PL_MATH_SUM,   // of items
    PL_MATH_SCALE, // number × items[0]
    PL_MATH_MIN,
    PL_MATH_MAX,
    PL_MATH_CLAMP, // items: least, wanted, most
};

/* What is left of a math function once everything without an element is reckoned out: lengths and
 * percentages alone. */
struct pl_math {
    enum pl_math_op op;
    enum pl_relative relative; // TERM
    double number;
    const struct pl_math *const *items;
    uint32_t count;
};

/* --- Values -------------------------------------------------------------------------------------- */

enum pl_specified_type {
    PL_SPECIFIED_VALUE,  // done
    PL_SPECIFIED_LENGTH, // number × relative unit, or a percentage
    PL_SPECIFIED_MATH,
    PL_SPECIFIED_COLOR,    // currentColor, or a colour with it inside
    PL_SPECIFIED_FUNCTION, // items that aren't all done, or attr()
    PL_SPECIFIED_LIST,
};

/* A sheet has many of these, so what excludes each other shares its room. */
struct pl_specified {
    uint8_t type;             // enum pl_specified_type
    uint8_t relative;         // LENGTH: enum pl_relative
    uint16_t keyword;         // FUNCTION: enum pl_keyword
    bool is_comma_separated;  // LIST
    uint32_t count;           // FUNCTION, LIST
    union {
        const struct pl_css_value *value; // VALUE
        struct {
            double number;             // LENGTH
            double minimum, maximum;   // MATH: the range it is clamped into
            const struct pl_math *math; // MATH
        };
        struct pl_components components; // COLOR
        struct {
            pl_str text;                             // FUNCTION: its name
            const struct pl_specified *const *items; // FUNCTION, LIST
        };
    };
};

/* The keyword as a value of every element. Shared, static. */
const struct pl_css_value *pl_keyword_value(enum pl_keyword keyword);
const struct pl_specified *pl_keyword_specified(enum pl_keyword keyword);

/* `value` as a specified value. */
const struct pl_specified *pl_specified_done(struct pl_arena *arena, struct pl_css_value value);

/* The keyword when it is one, PL_KEYWORD_NOT_ONE otherwise. */
static inline enum pl_keyword pl_specified_keyword(const struct pl_specified *specified)
{
    return specified->type == PL_SPECIFIED_VALUE && specified->value->type == PL_CSS_KEYWORD
               ? specified->value->keyword
               : PL_KEYWORD_NOT_ONE;
}

/* Items as one specified value: the item where there is one, else a list; done when all items are. */
const struct pl_specified *pl_specified_list(struct pl_arena *arena,
                                             const struct pl_specified *const *items, size_t count,
                                             bool is_comma_separated);

#endif
