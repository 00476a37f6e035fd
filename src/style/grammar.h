// SPDX-License-Identifier: MIT
/* style/grammar.h: value definitions (properties.def) → checked values.
 *
 * Grammars are compiled once. Matching is greedy: of alternatives the longest wins, the
 * first of equals; words in any order come out in the order of the grammar, so equal values
 * are equal. No grammar of ours needs to go back further than that.
 *
 * Source: CSS Values 4 §2. */
#ifndef PL_STYLE_GRAMMAR_H
#define PL_STYLE_GRAMMAR_H

#include "style/specified.h"

/* Where parsed values go, and what they need from the sheet. */
struct pl_value_place {
    struct pl_arena *arena;
    pl_str folder; // for url()
    uint32_t calc_depth; // PL_LIMIT CSS_CALC_DEPTH
};

/* All of `values` as a value of the property; NULL when it isn't one. Neither var() nor
 * CSS-wide keywords are looked for. */
const struct pl_specified *pl_grammar_parse(const struct pl_value_place *place,
                                            enum pl_property property, struct pl_components values);

/* The longest value of the property that `*rest` begins with, cut off it; NULL and nothing cut when there
 * is none. For shorthands. */
const struct pl_specified *pl_grammar_prefix(const struct pl_value_place *place,
                                             enum pl_property property, struct pl_components *rest);

/* The grammar of a type that is a row of types.def; empty for others. */
pl_str pl_type_grammar(pl_str name);

/* --- For values.c: the functions behind <types> ------------------------------------------------ */

struct pl_range {
    double minimum, maximum;
};

/* Parses a value from the beginning of `*rest` (no space stands there) and cuts it off; NULL when
 * there is none. A comma list gives one value. */
typedef const struct pl_specified *pl_type_parser(const struct pl_value_place *place,
                                                  struct pl_components *rest,
                                                  const struct pl_range *range);

struct pl_type_row {
    pl_str name;
    pl_type_parser *parse;
};

/* The function of a type; NULL when it isn't one. */
pl_type_parser *pl_type_lookup(pl_str name);

#endif
