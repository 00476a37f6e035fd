// SPDX-License-Identifier: MIT
/* style/value_hint.h: what may be wrong with a value that a property doesn't take. */
#ifndef PL_STYLE_VALUE_HINT_H
#define PL_STYLE_VALUE_HINT_H

#include "style/property.h"
#include "style/parse.h"

/* A few words that mend it, in `arena`: a missing semicolon or unit, a mistyped word, a comma in a number; empty
 * where nothing is plain. */
pl_str pl_value_hint(struct pl_arena *arena, struct pl_property_name name, struct pl_components values);

#endif
