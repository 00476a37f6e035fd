// SPDX-License-Identifier: MIT
/* style/shorthand.h: a shorthand's value → the values of its longhands.
 *
 * Source: the specification of each; CSS Cascade 5 §3. */
#ifndef PL_STYLE_SHORTHAND_H
#define PL_STYLE_SHORTHAND_H

#include "style/grammar.h"
#include "style/property.h"

struct pl_longhand {
    struct pl_property_name name;     // LONGHAND or LOGICAL
    const struct pl_specified *value; // NULL: its initial value
};

/* As many longhands as `all` has. */
#define PL_LONGHANDS_MOST PL_PROPERTY_COUNT

/* The names alone, values NULL; gives their number. */
uint32_t pl_shorthand_longhands(enum pl_shorthand shorthand,
                                struct pl_longhand longhands[static PL_LONGHANDS_MOST]);

/* The values too; false when `values` isn't one of the shorthand's. */
bool pl_shorthand_expand(const struct pl_value_place *place, enum pl_shorthand shorthand,
                         struct pl_components values,
                         struct pl_longhand longhands[static PL_LONGHANDS_MOST], uint32_t *count);

/* The property whose grammar a longhand or logical name has. */
enum pl_property pl_name_grammar(struct pl_property_name name);

#endif
