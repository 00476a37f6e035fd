// SPDX-License-Identifier: MIT
/* style/calc.h: calc(), min(), max() and clamp().
 *
 * Parsing reckons out whatever needs no element: numbers, angles, resolutions and absolute lengths. What is
 * left (struct pl_math) holds lengths and percentages alone; computing it leaves percentages, vw and vh, which
 * layout resolves.
 *
 * Source: CSS Values 4 §10. */
#ifndef PL_STYLE_CALC_H
#define PL_STYLE_CALC_H

#include "style/grammar.h"
#include "style/specified.h"

enum pl_math_type {
    PL_MATH_NUMBER,
    PL_MATH_LENGTH_PERCENTAGE, // `math`; says below which of the two it holds
    PL_MATH_ANGLE,
    PL_MATH_RESOLUTION,
    PL_MATH_TIME,
};

struct pl_math_value {
    enum pl_math_type type;
    double number;             // all but LENGTH_PERCENTAGE
    const struct pl_math *math; // LENGTH_PERCENTAGE
    bool has_length, has_percentage;
};

/* True when the component is a math function by its name. */
bool pl_math_is_function(const struct pl_component *component);

/* The function reckoned out as far as it goes; false when its types don't fit or it nests deeper than
 * place->calc_depth. Not a number becomes 0 (§10.11). */
bool pl_math_parse(const struct pl_value_place *place, const struct pl_component *function,
                   struct pl_math_value *value);

#endif
