// SPDX-License-Identifier: MIT
/* style/calc.c: math functions, parsed and folded. */
#include "style/calc.h"

#include <math.h>

#include "base/vec.h"

struct calc {
    struct pl_arena *arena;
    uint32_t depth; // that is left
};

static bool parse_sum(struct calc *calc, struct pl_components values, struct pl_math_value *out);

static const struct {
    pl_str name;
    enum pl_math_op op;
} functions[] = {
    {PL_LIT_INIT("calc"), PL_MATH_SUM},   {PL_LIT_INIT("-webkit-calc"), PL_MATH_SUM},
    {PL_LIT_INIT("min"), PL_MATH_MIN},    {PL_LIT_INIT("max"), PL_MATH_MAX},
    {PL_LIT_INIT("clamp"), PL_MATH_CLAMP},
};
enum { FUNCTION_COUNT = sizeof functions / sizeof *functions };

static int function_of(const struct pl_component *component)
{
    if (component->type == PL_COMPONENT_FUNCTION)
        for (int i = 0; i < FUNCTION_COUNT; i++)
            if (pl_component_is_function(component, functions[i].name))
                return i;
    return -1;
}

bool pl_math_is_function(const struct pl_component *component)
{
    return function_of(component) >= 0;
}

/* --- Nodes ------------------------------------------------------------------------------------ */

static const struct pl_math *new_math(struct calc *calc, enum pl_math_op op, double number,
                                      enum pl_relative relative, const struct pl_math *const *items,
                                      size_t count)
{
    struct pl_math *math = PL_NEW(calc->arena, struct pl_math);
    *math = (struct pl_math){op, relative, number, items, (uint32_t)count};
    return math;
}

static const struct pl_math *term(struct calc *calc, double number, enum pl_relative relative)
{
    return new_math(calc, PL_MATH_TERM, number, relative, NULL, 0);
}

static struct pl_math_value number_value(double number)
{
    return (struct pl_math_value){.type = PL_MATH_NUMBER, .number = number};
}

static struct pl_math_value length_value(struct calc *calc, double number, enum pl_relative relative)
{
    bool is_percentage = relative == PL_RELATIVE_PERCENTAGE;
    return (struct pl_math_value){.type = PL_MATH_LENGTH_PERCENTAGE,
                                  .math = term(calc, number, relative),
                                  .has_length = !is_percentage,
                                  .has_percentage = is_percentage};
}

static void scale(struct calc *calc, struct pl_math_value *value, double factor)
{
    if (value->type != PL_MATH_LENGTH_PERCENTAGE) {
        value->number *= factor;
        return;
    }
    const struct pl_math *inner = value->math;
    if (inner->op == PL_MATH_TERM || inner->op == PL_MATH_SCALE) {
        value->math = new_math(calc, inner->op, inner->number * factor, inner->relative, inner->items,
                               inner->count);
        return;
    }
    const struct pl_math **item = PL_NEW(calc->arena, const struct pl_math *);
    *item = inner;
    value->math = new_math(calc, PL_MATH_SCALE, factor, PL_RELATIVE_ABSOLUTE, item, 1);
}

/* --- Parsing -------------------------------------------------------------------------------------- */

static void skip_spaces(struct pl_components *rest)
{
    while (rest->count && rest->data->type == PL_COMPONENT_SPACE) {
        rest->data++;
        rest->count--;
    }
}

static bool parse_dimension(struct calc *calc, const struct pl_component *component,
                            struct pl_math_value *out)
{
    const struct pl_unit_row *unit = pl_unit_lookup(component->text);
    if (!unit)
        return false;
    double number = component->number * unit->factor;
    switch (unit->dimension) {
    case PL_DIMENSION_LENGTH: *out = length_value(calc, number, unit->relative); return true;
    case PL_DIMENSION_ANGLE:
        *out = (struct pl_math_value){.type = PL_MATH_ANGLE, .number = number};
        return true;
    case PL_DIMENSION_RESOLUTION:
        *out = (struct pl_math_value){.type = PL_MATH_RESOLUTION, .number = number};
        return true;
    case PL_DIMENSION_TIME:
        *out = (struct pl_math_value){.type = PL_MATH_TIME, .number = number};
        return true;
    case PL_DIMENSION_FLEX:
    case PL_DIMENSION_NONE: return false;
    }
    PL_UNREACHABLE("every dimension is named");
}

static bool parse_constant(const struct pl_component *component, struct pl_math_value *out)
{
    static const struct {
        pl_str name;
        double number;
    } constants[] = {{PL_LIT_INIT("e"), 2.71828182845904523536},
                     {PL_LIT_INIT("pi"), 3.14159265358979323846},
                     {PL_LIT_INIT("infinity"), INFINITY},
                     {PL_LIT_INIT("-infinity"), -INFINITY},
                     {PL_LIT_INIT("nan"), NAN}};
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
        if (pl_component_is_ident(component, constants[i].name)) {
            *out = number_value(constants[i].number);
            return true;
        }
    return false;
}

static bool same_type(const struct pl_math_value *a, const struct pl_math_value *b)
{
    return a->type == b->type;
}

static double fold_number(enum pl_math_op op, const struct pl_math_value *values, size_t count)
{
    if (op == PL_MATH_CLAMP)
        return fmax(values[0].number, fmin(values[1].number, values[2].number));
    double result = values[0].number;
    for (size_t i = 1; i < count; i++)
        result = op == PL_MATH_MIN ? fmin(result, values[i].number) : fmax(result, values[i].number);
    return result;
}

/* Terms that compare without an element: all in one unit, and none in per cent (a basis may be negative). */
static bool are_comparable(const struct pl_math_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (values[i].math->op != PL_MATH_TERM || values[i].math->relative == PL_RELATIVE_PERCENTAGE ||
            values[i].math->relative != values[0].math->relative)
            return false;
    return true;
}

static void compare(struct calc *calc, enum pl_math_op op, struct pl_math_value *values, size_t count,
                    struct pl_math_value *out)
{
    *out = values[0];
    if (out->type != PL_MATH_LENGTH_PERCENTAGE) {
        out->number = fold_number(op, values, count);
        return;
    }
    const struct pl_math **items = PL_NEW_ARRAY(calc->arena, const struct pl_math *, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = values[i].math;
        out->has_length |= values[i].has_length;
        out->has_percentage |= values[i].has_percentage;
    }
    if (!are_comparable(values, count)) {
        out->math = new_math(calc, op, 0, PL_RELATIVE_ABSOLUTE, items, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        values[i].number = values[i].math->number;
    out->math = term(calc, fold_number(op, values, count), values[0].math->relative);
}

static bool parse_comparison(struct calc *calc, enum pl_math_op op, struct pl_components rest,
                             struct pl_math_value *out)
{
    struct {
        PL_VEC(struct pl_math_value)
    } values = {0};
    struct pl_components head;
    bool is_more = true;
    while (is_more) {
        is_more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &head);
        struct pl_math_value value;
        if (!parse_sum(calc, head, &value) || (values.count && !same_type(&values.data[0], &value)))
            return false;
        *PL_PUSH(calc->arena, &values) = value;
    }
    if (op == PL_MATH_CLAMP && values.count != 3)
        return false;
    compare(calc, op, values.data, values.count, out);
    return true;
}

static bool parse_inside(struct calc *calc, enum pl_math_op op, struct pl_components items,
                         struct pl_math_value *out)
{
    if (calc->depth == 0)
        return false;
    calc->depth--;
    bool is_whole = op == PL_MATH_SUM ? parse_sum(calc, items, out)
                                      : parse_comparison(calc, op, items, out);
    calc->depth++;
    return is_whole;
}

static bool parse_value(struct calc *calc, struct pl_components *rest, struct pl_math_value *out)
{
    skip_spaces(rest);
    if (!rest->count)
        return false;
    const struct pl_component *next = rest->data;
    rest->data++;
    rest->count--;
    switch ((enum pl_component_type)next->type) {
    case PL_COMPONENT_NUMBER: *out = number_value(next->number); return true;
    case PL_COMPONENT_PERCENTAGE:
        *out = length_value(calc, next->number, PL_RELATIVE_PERCENTAGE);
        return true;
    case PL_COMPONENT_DIMENSION: return parse_dimension(calc, next, out);
    case PL_COMPONENT_IDENT: return parse_constant(next, out);
    case PL_COMPONENT_ROUND: return parse_inside(calc, PL_MATH_SUM, pl_component_items(next), out);
    case PL_COMPONENT_FUNCTION: {
        int function = function_of(next);
        return function >= 0 && parse_inside(calc, functions[function].op, pl_component_items(next), out);
    }
    default: return false;
    }
}

static bool parse_product(struct calc *calc, struct pl_components *rest, struct pl_math_value *out)
{
    if (!parse_value(calc, rest, out))
        return false;
    for (;;) {
        struct pl_components ahead = *rest;
        skip_spaces(&ahead);
        if (!ahead.count || !(pl_component_is_delim(ahead.data, '*') || pl_component_is_delim(ahead.data, '/')))
            return true;
        bool divides = ahead.data->delim == '/';
        *rest = (struct pl_components){ahead.data + 1, ahead.count - 1};
        struct pl_math_value factor;
        if (!parse_value(calc, rest, &factor))
            return false;
        if (divides) {
            if (factor.type != PL_MATH_NUMBER)
                return false;
            scale(calc, out, 1 / factor.number);
        } else if (factor.type == PL_MATH_NUMBER) {
            scale(calc, out, factor.number);
        } else if (out->type == PL_MATH_NUMBER) {
            scale(calc, &factor, out->number);
            *out = factor;
        } else {
            return false;
        }
    }
}

/* "+" or "-" with white space on both sides. */
static bool take_sign(struct pl_components *rest, double *sign)
{
    if (rest->count < 3 || rest->data[0].type != PL_COMPONENT_SPACE ||
        rest->data[2].type != PL_COMPONENT_SPACE)
        return false;
    if (!pl_component_is_delim(&rest->data[1], '+') && !pl_component_is_delim(&rest->data[1], '-'))
        return false;
    *sign = rest->data[1].delim == '+' ? 1 : -1;
    rest->data += 3;
    rest->count -= 3;
    return true;
}

/* The terms of one unit become one; the others stay as they are. */
struct sum {
    PL_VEC(const struct pl_math *)
};

static void add_term(struct calc *calc, struct sum *sum, const struct pl_math *math)
{
    for (size_t i = 0; math->op == PL_MATH_TERM && i < sum->count; i++) {
        const struct pl_math *other = sum->data[i];
        if (other->op != PL_MATH_TERM)
            break;
        if (other->relative != math->relative)
            continue;
        sum->data[i] = term(calc, other->number + math->number, math->relative);
        return;
    }
    if (math->op != PL_MATH_SUM) {
        // Terms stand in front: there are never more of them than units.
        *PL_PUSH(calc->arena, sum) = math;
        size_t at = sum->count - 1;
        while (math->op == PL_MATH_TERM && at > 0 && sum->data[at - 1]->op != PL_MATH_TERM) {
            sum->data[at] = sum->data[at - 1];
            at--;
        }
        sum->data[at] = math;
        return;
    }
    for (uint32_t i = 0; i < math->count; i++)
        add_term(calc, sum, math->items[i]);
}

static bool add(struct calc *calc, struct sum *sum, struct pl_math_value *total,
                const struct pl_math_value *value)
{
    if (!same_type(total, value))
        return false;
    total->has_length |= value->has_length;
    total->has_percentage |= value->has_percentage;
    if (total->type == PL_MATH_LENGTH_PERCENTAGE)
        add_term(calc, sum, value->math);
    else
        total->number += value->number;
    return true;
}

static bool parse_sum(struct calc *calc, struct pl_components values, struct pl_math_value *out)
{
    struct pl_components rest = pl_components_trim(values);
    struct sum sum = {0};
    if (!parse_product(calc, &rest, out))
        return false;
    if (out->type == PL_MATH_LENGTH_PERCENTAGE)
        add_term(calc, &sum, out->math);
    double sign;
    while (take_sign(&rest, &sign)) {
        struct pl_math_value next;
        if (!parse_product(calc, &rest, &next))
            return false;
        scale(calc, &next, sign);
        if (!add(calc, &sum, out, &next))
            return false;
    }
    skip_spaces(&rest);
    if (out->type == PL_MATH_LENGTH_PERCENTAGE)
        out->math = sum.count == 1 ? sum.data[0]
                                   : new_math(calc, PL_MATH_SUM, 0, PL_RELATIVE_ABSOLUTE, sum.data, sum.count);
    return rest.count == 0;
}

bool pl_math_parse(const struct pl_value_place *place, const struct pl_component *function,
                   struct pl_math_value *value)
{
    int index = function_of(function);
    struct calc calc = {place->arena, place->calc_depth};
    if (index < 0 || !parse_inside(&calc, functions[index].op, pl_component_items(function), value))
        return false;
    if (isnan(value->number))
        value->number = 0;
    return true;
}
