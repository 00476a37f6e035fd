// SPDX-License-Identifier: MIT
/* style/value_color.c: <color>, with math functions among its channels.
 *
 * color.c reads numbers, percentages and angles only: calc() and its kin become one of these first. */
#include "style/values.h"

#include <math.h>

#include "style/calc.h"
#include "style/color.h"

/* --- Math in channels (CSS Color 4 §4.1, CSS Values 4 §10) ------------------------------------------ */

/* The sum of a math function that holds percentages alone, in percent. As deep as calc() may nest. */
static double percentage_of(const struct pl_math *math)
{
    double result = math->count ? percentage_of(math->items[0]) : 0;
    switch (math->op) {
    case PL_MATH_TERM: return math->number;
    case PL_MATH_SCALE: return math->number * result;
    case PL_MATH_CLAMP:
        return fmax(result, fmin(percentage_of(math->items[1]), percentage_of(math->items[2])));
    case PL_MATH_SUM:
    case PL_MATH_MIN:
    case PL_MATH_MAX: break;
    }
    for (uint32_t i = 1; i < math->count; i++) {
        double next = percentage_of(math->items[i]);
        result = math->op == PL_MATH_SUM   ? result + next
                 : math->op == PL_MATH_MIN ? fmin(result, next)
                                           : fmax(result, next);
    }
    return result;
}

/* A math function as the number, percentage or angle it comes to; as it is where it comes to none. */
static struct pl_component reckoned(const struct pl_value_place *place, const struct pl_component *function)
{
    struct pl_component result = *function;
    struct pl_math_value value;
    if (!pl_math_parse(place, function, &value) || value.has_length)
        return result;
    struct pl_component plain = {.first = function->first, .end = function->end, .number = value.number};
    switch (value.type) {
    case PL_MATH_NUMBER: plain.type = PL_COMPONENT_NUMBER; return plain;
    case PL_MATH_ANGLE:
        plain.type = PL_COMPONENT_DIMENSION;
        plain.text = PL_LIT("deg");
        return plain;
    case PL_MATH_LENGTH_PERCENTAGE:
        plain.type = PL_COMPONENT_PERCENTAGE;
        plain.number = percentage_of(value.math);
        return plain;
    case PL_MATH_RESOLUTION:
    case PL_MATH_TIME: break;
    }
    return result;
}

static bool hold_math(struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++)
        if (pl_math_is_function(&values.data[i]) || hold_math(pl_component_items(&values.data[i])))
            return true;
    return false;
}

/* The components, those of colours in colours too, without math functions. As deep as blocks may nest. */
static struct pl_components without_math(const struct pl_value_place *place, struct pl_components values)
{
    if (!hold_math(values))
        return values;
    struct pl_component *plain = PL_NEW_ARRAY(place->arena, struct pl_component, values.count);
    for (uint32_t i = 0; i < values.count; i++) {
        plain[i] = values.data[i];
        if (pl_math_is_function(&plain[i])) {
            plain[i] = reckoned(place, &values.data[i]);
        } else if (plain[i].type == PL_COMPONENT_FUNCTION) {
            struct pl_components inside = without_math(place, pl_component_items(&plain[i]));
            plain[i].items = inside.data;
        }
    }
    return (struct pl_components){plain, values.count};
}

/* --- A colour ------------------------------------------------------------------------------------------ */

const struct pl_specified *pl_parse_color(const struct pl_value_place *place, struct pl_components *rest,
                                          const struct pl_range *range)
{
    (void)range;
    struct pl_css_color color;
    struct pl_components one = {rest->data, 1};
    if (one.data->type == PL_COMPONENT_FUNCTION && !pl_math_is_function(one.data))
        one = without_math(place, one);
    if (!pl_color_parse(one, NULL, &color))
        return NULL;
    if (!color.is_current && !color.needs_current)
        return pl_leaf_cut(
            rest, pl_specified_done(place->arena,
                                    (struct pl_css_value){.type = PL_CSS_COLOR, .color = pl_color_pack(&color)}));
    struct pl_specified *later = PL_NEW(place->arena, struct pl_specified);
    *later = (struct pl_specified){.type = PL_SPECIFIED_COLOR, .components = pl_components_copy(place->arena, one)};
    return pl_leaf_cut(rest, later);
}
