// SPDX-License-Identifier: MIT
/* style/values.h: the functions behind the types of grammars: values.c, value_color.c,
 * value_font.c, value_position.c. */
#ifndef PL_STYLE_VALUES_H
#define PL_STYLE_VALUES_H

#include "style/grammar.h"

/* White space skipped and the next component cut off; NULL at the end. */
const struct pl_component *pl_components_next(struct pl_components *rest);

/* True for a word that a property of its own would take in place of a custom name (CSS Values 4 §4.2):
 * inherit, initial, unset, revert, revert-layer, default. */
bool pl_ident_is_reserved(pl_str name);

pl_type_parser pl_parse_length, pl_parse_length_percentage, pl_parse_percentage, pl_parse_number,
    pl_parse_integer, pl_parse_angle, pl_parse_resolution, pl_parse_flex, pl_parse_ratio,
    pl_parse_color, pl_parse_string, pl_parse_url, pl_parse_custom_ident, pl_parse_counter_name,
    pl_parse_family_list, pl_parse_feature, pl_parse_variation, pl_parse_display_pair,
    pl_parse_content_alternative, pl_parse_line_names;

/* --- For the files that hold type parsers ------------------------------------------------------- */

/* White space skipped and the next component looked at; NULL at the end. */
const struct pl_component *pl_components_peek(struct pl_components *rest);

/* A type parser that reads one component: cuts it off where `leaf` is one. */
const struct pl_specified *pl_leaf_cut(struct pl_components *rest, const struct pl_specified *leaf);

const struct pl_specified *pl_number_done(const struct pl_value_place *place, double number);
const struct pl_specified *pl_text_done(const struct pl_value_place *place, enum pl_css_type type, pl_str text);

/* Number × unit: done where only the page or the basis is missing. */
const struct pl_specified *pl_length_of(const struct pl_value_place *place, double number, enum pl_relative relative);

/* A sum to be clamped into the range: its bounds are 0, infinite or per cent, so they hold in any unit. */
const struct pl_specified *pl_math_of(const struct pl_value_place *place, const struct pl_math *math,
                                      const struct pl_range *range);

/* One to four words: two lengths or percentages, from the left and from the top. */
pl_type_parser pl_parse_position;

#endif
