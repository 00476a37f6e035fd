// SPDX-License-Identifier: MIT
/* style/counter_rule.h: @counter-style rules as values that counters can be written in. */
#ifndef PL_STYLE_COUNTER_RULE_H
#define PL_STYLE_COUNTER_RULE_H

#include "style/engine.h"

/* `value` with the names of counter styles of the sheets in force (cascade->own_sheets, cascade->sheets)
 * replaced by what they are; the same where it names none. For list-style-type and content. */
const struct pl_css_value *pl_counter_style_resolve(struct pl_cascade *cascade,
                                                    const struct pl_css_value *value);

/* The parts of such a value: a FUNCTION named "@" and the style's name. Lists may be empty. */
enum pl_counter_part {
    PL_COUNTER_SYSTEM,   // KEYWORD: cyclic, numeric, alphabetic, symbolic, fixed or additive
    PL_COUNTER_FIRST,    // NUMBER: value of the first symbol, where fixed
    PL_COUNTER_SYMBOLS,  // LIST of STRING
    PL_COUNTER_WEIGHTS,  // LIST of NUMBER, beside the symbols, where additive
    PL_COUNTER_NEGATIVE, // LIST of two STRING: before and behind
    PL_COUNTER_PREFIX,   // STRING
    PL_COUNTER_SUFFIX,   // STRING
    PL_COUNTER_PAD,      // NUMBER: least length in characters
    PL_COUNTER_PAD_WITH, // STRING
    PL_COUNTER_RANGE,    // LIST of NUMBER, two each; empty: as the system has it
    PL_COUNTER_FALLBACK, // a counter style
    PL_COUNTER_EXTENDED, // KEYWORD: the standard's style that it extends; none: it has symbols
    PL_COUNTER_PART_COUNT
};

/* Such a value as an @counter-style rule; gives the one it falls back to where that is a rule too, else NULL. */
const struct pl_css_value *pl_counter_rule_write(struct pl_strbuf *out, const struct pl_css_value *style);

static inline bool pl_counter_is_rule(const struct pl_css_value *style)
{
    return style && style->type == PL_CSS_FUNCTION && style->count == PL_COUNTER_PART_COUNT &&
           style->text.size && style->text.data[0] == '@';
}

#endif
