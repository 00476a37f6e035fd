// SPDX-License-Identifier: MIT
/* style/values.h: what values.c and image_value.c give to the table of types. */
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

/* One to four words: two lengths or percentages, from the left and from the top. */
pl_type_parser pl_parse_position;

#endif
