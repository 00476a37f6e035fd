// SPDX-License-Identifier: MIT
/* style/compute.c: lengths, math, colours and attributes of one value, for one element. */
#include "style/compute.h"

#include <math.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "style/color.h"

static const struct pl_css_value *intern_linear(struct pl_relations *relations, struct pl_css_linear linear)
{
    struct pl_css_value value = {.type = PL_CSS_LINEAR, .linear = linear};
    return pl_value_intern(relations->values, &value);
}

/* --- Lengths and math -------------------------------------------------------------------------- */

/* A sum on the way: pt, per cent of three bases, and functions that wait for one of them. */
struct total {
    double length, percentage, vw, vh;
    bool has_percentage;
    struct {
        PL_VEC(const struct pl_css_value *)
    } functions;
};

static double in_pt(const struct pl_relations *relations, enum pl_relative relative)
{
    switch (relative) {
    case PL_RELATIVE_ABSOLUTE: return 1;
    case PL_RELATIVE_EM: return relations->em;
    case PL_RELATIVE_REM: return relations->rem;
    case PL_RELATIVE_EX: return relations->em * relations->own.x_height;
    case PL_RELATIVE_REX: return relations->rem * relations->root.x_height;
    case PL_RELATIVE_CAP: return relations->em * relations->own.cap_height;
    case PL_RELATIVE_RCAP: return relations->rem * relations->root.cap_height;
    case PL_RELATIVE_CH: return relations->em * relations->own.zero_advance;
    case PL_RELATIVE_RCH: return relations->rem * relations->root.zero_advance;
    case PL_RELATIVE_IC: return relations->em * relations->own.ideograph_advance;
    case PL_RELATIVE_RIC: return relations->rem * relations->root.ideograph_advance;
    case PL_RELATIVE_LH: return relations->lh;
    case PL_RELATIVE_RLH: return relations->rlh;
    case PL_RELATIVE_VW:
    case PL_RELATIVE_VH:
    case PL_RELATIVE_VMIN:
    case PL_RELATIVE_VMAX:
    case PL_RELATIVE_PERCENTAGE: break;
    }
    PL_UNREACHABLE("symbolic units are added apart");
}

static const struct pl_css_value *total_value(struct pl_relations *relations, const struct total *total);

static void add_function(struct pl_relations *relations, struct total *total, enum pl_keyword name,
                         double factor, const struct pl_css_value *const *items, uint32_t count)
{
    struct pl_css_value function = {.type = PL_CSS_FUNCTION,
                                    .keyword = name,
                                    .text = name == PL_KEYWORD_min   ? PL_LIT("min")
                                            : name == PL_KEYWORD_max ? PL_LIT("max")
                                                                     : PL_LIT("clamp"),
                                    .number = factor,
                                    .items = items,
                                    .count = count};
    *PL_PUSH(relations->scratch, &total->functions) = pl_value_intern(relations->values, &function);
}

/* vmin and vmax: the smaller and the larger of vw and vh; times a negative number they change places. */
static void add_viewport(struct pl_relations *relations, struct total *total, bool is_smaller, double number)
{
    const struct pl_css_value *items[2] = {
        intern_linear(relations, (struct pl_css_linear){.vw = 1}),
        intern_linear(relations, (struct pl_css_linear){.vh = 1}),
    };
    add_function(relations, total, is_smaller ? PL_KEYWORD_min : PL_KEYWORD_max, number, items, 2);
}

static void add_term(struct pl_relations *relations, struct total *total, double number,
                     enum pl_relative relative)
{
    switch (relative) {
    case PL_RELATIVE_PERCENTAGE:
        total->percentage += number;
        total->has_percentage = true;
        return;
    case PL_RELATIVE_VW: total->vw += number; return;
    case PL_RELATIVE_VH: total->vh += number; return;
    case PL_RELATIVE_VMIN: add_viewport(relations, total, true, number); return;
    case PL_RELATIVE_VMAX: add_viewport(relations, total, false, number); return;
    default: total->length += number * in_pt(relations, relative); return;
    }
}

static bool is_plain(const struct total *total)
{
    return !total->has_percentage && total->vw == 0 && total->vh == 0 && total->functions.count == 0;
}

static void add_math(struct pl_relations *relations, struct total *total, const struct pl_math *math,
                     double factor);

/* min(), max(), clamp(): a number where all items are lengths, else a function for layout. */
static void add_comparison(struct pl_relations *relations, struct total *total, const struct pl_math *math,
                           double factor)
{
    struct total *items = PL_NEW_ARRAY(relations->scratch, struct total, math->count);
    bool are_plain = true;
    for (uint32_t i = 0; i < math->count; i++) {
        add_math(relations, &items[i], math->items[i], 1);
        are_plain &= is_plain(&items[i]);
    }
    if (!are_plain) {
        const struct pl_css_value **values =
            PL_NEW_ARRAY(relations->scratch, const struct pl_css_value *, math->count);
        for (uint32_t i = 0; i < math->count; i++)
            values[i] = total_value(relations, &items[i]);
        enum pl_keyword name = math->op == PL_MATH_MIN   ? PL_KEYWORD_min
                               : math->op == PL_MATH_MAX ? PL_KEYWORD_max
                                                         : PL_KEYWORD_clamp;
        add_function(relations, total, name, factor, values, math->count);
        return;
    }
    double result = items[0].length;
    if (math->op == PL_MATH_CLAMP)
        result = fmax(items[0].length, fmin(items[1].length, items[2].length));
    for (uint32_t i = 1; math->op != PL_MATH_CLAMP && i < math->count; i++)
        result = math->op == PL_MATH_MIN ? fmin(result, items[i].length) : fmax(result, items[i].length);
    total->length += factor * result;
}

/* As deep as calc() may nest. */
static void add_math(struct pl_relations *relations, struct total *total, const struct pl_math *math,
                     double factor)
{
    switch (math->op) {
    case PL_MATH_TERM: add_term(relations, total, math->number * factor, math->relative); return;
    case PL_MATH_SCALE: add_math(relations, total, math->items[0], math->number * factor); return;
    case PL_MATH_SUM:
        for (uint32_t i = 0; i < math->count; i++)
            add_math(relations, total, math->items[i], factor);
        return;
    case PL_MATH_MIN:
    case PL_MATH_MAX:
    case PL_MATH_CLAMP: add_comparison(relations, total, math, factor); return;
    }
}

static float symbolic(double number)
{
    return isnan(number) ? 0 : (float)fmax(-1e30, fmin(number, 1e30));
}

static struct pl_css_linear total_linear(const struct total *total)
{
    return (struct pl_css_linear){isnan(total->length) ? 0 : pl_css_length_from_pt(total->length),
                                  symbolic(total->percentage), symbolic(total->vw), symbolic(total->vh),
                                  total->has_percentage};
}

static const struct pl_css_value *total_value(struct pl_relations *relations, const struct total *total)
{
    const struct pl_css_value *linear = intern_linear(relations, total_linear(total));
    bool has_linear = total->length != 0 || total->has_percentage || total->vw != 0 || total->vh != 0;
    if (total->functions.count == 0)
        return linear;
    if (total->functions.count == 1 && !has_linear)
        return total->functions.data[0];
    const struct pl_css_value **items =
        PL_NEW_ARRAY(relations->scratch, const struct pl_css_value *, total->functions.count + 1);
    uint32_t count = 0;
    if (has_linear)
        items[count++] = linear;
    for (size_t i = 0; i < total->functions.count; i++)
        items[count++] = total->functions.data[i];
    struct pl_css_value sum = {.type = PL_CSS_FUNCTION,
                               .keyword = PL_KEYWORD_calc,
                               .text = PL_LIT("calc"),
                               .number = 1,
                               .items = items,
                               .count = count};
    return pl_value_intern(relations->values, &sum);
}

/* True when a value can't be negative whatever its bases are. */
static bool is_never_negative(const struct pl_css_value *value)
{
    if (value->type == PL_CSS_LINEAR)
        return value->linear.length >= 0 && value->linear.percentage >= 0 && value->linear.vw >= 0 &&
               value->linear.vh >= 0;
    if (value->number < 0)
        return false;
    bool is_one = false, are_all = true;
    for (uint32_t i = 0; i < value->count; i++) {
        bool is_never = is_never_negative(value->items[i]);
        is_one |= is_never;
        are_all &= is_never;
    }
    switch ((int)value->keyword) {
    case PL_KEYWORD_max: return is_one;
    case PL_KEYWORD_clamp: return is_never_negative(value->items[0]);
    }
    return are_all; // min() and sums
}

/* A range holds once the value is known: now, or as a max() that layout reckons out. */
static const struct pl_css_value *compute_math(struct pl_relations *relations,
                                               const struct pl_specified *specified)
{
    struct total total = {0};
    add_math(relations, &total, specified->math, 1);
    if (is_plain(&total))
        total.length = fmax(specified->minimum, fmin(total.length, specified->maximum));
    const struct pl_css_value *value = total_value(relations, &total);
    if (is_plain(&total) || specified->minimum != 0 || relations->is_for_readers || is_never_negative(value))
        return value;
    const struct pl_css_value *items[2] = {intern_linear(relations, (struct pl_css_linear){0}), value};
    struct total clamped = {0};
    add_function(relations, &clamped, PL_KEYWORD_max, 1, items, 2);
    return clamped.functions.data[0];
}

static const struct pl_css_value *compute_length(struct pl_relations *relations,
                                                 const struct pl_specified *specified)
{
    struct total total = {0};
    add_term(relations, &total, specified->number, specified->relative);
    return total_value(relations, &total);
}

/* --- Colours, attributes, lists ------------------------------------------------------------------ */

static const struct pl_css_value *compute_color(struct pl_relations *relations,
                                                const struct pl_specified *specified)
{
    struct pl_css_color current = pl_color_unpack(relations->current), color;
    struct pl_css_value value = {.type = PL_CSS_COLOR, .color = relations->current};
    if (pl_color_parse(specified->components, &current, &color) && !color.is_current)
        value.color = pl_color_pack(&color);
    return pl_value_intern(relations->values, &value);
}

static bool attribute_of(struct pl_relations *relations, pl_str name, pl_str *value)
{
    const struct pl_node *node = relations->node;
    relations->uses_node = true;
    if (!node)
        return false;
    char room[64];
    if (name.size > sizeof room)
        return false;
    for (size_t i = 0; i < name.size; i++)
        room[i] = pl_ascii_lower(name.data[i]);
    name.data = room;
    if (pl_str_eq(name, PL_LIT("id"))) {
        *value = node->id;
        return !pl_str_empty(node->id);
    }
    if (pl_str_eq(name, PL_LIT("class"))) {
        struct pl_strbuf classes = PL_STRBUF(relations->scratch);
        for (uint32_t i = 0; i < node->class_count; i++) {
            if (i)
                pl_strbuf_add_byte(&classes, ' ');
            pl_strbuf_add(&classes, node->classes[i]);
        }
        *value = pl_strbuf_str(&classes);
        return node->class_count > 0;
    }
    *value = pl_node_attribute(node, name);
    return value->data != NULL;
}

/* attr( name type? , fallback? ): the attribute's text, the fallback, or nothing. */
static const struct pl_css_value *compute_attribute(struct pl_relations *relations,
                                                    const struct pl_specified *function)
{
    const struct pl_css_value *name = function->items[0]->value, *fallback = NULL;
    bool is_url = false;
    for (uint32_t i = 1; i < function->count; i++) {
        const struct pl_css_value *item = function->items[i]->value;
        if (item->type == PL_CSS_STRING)
            fallback = item;
        is_url |= item->type == PL_CSS_KEYWORD && item->keyword == PL_KEYWORD_url;
    }
    if (name->type == PL_CSS_LIST) {
        is_url |= name->items[1]->keyword == PL_KEYWORD_url;
        name = name->items[0];
    }
    struct pl_css_value value = {.type = is_url ? PL_CSS_URL : PL_CSS_STRING};
    if (!attribute_of(relations, name->text, &value.text) && fallback)
        value.text = fallback->text;
    return pl_value_intern(relations->values, &value);
}

static const struct pl_css_value *compute_items(struct pl_relations *relations,
                                                const struct pl_specified *specified)
{
    const struct pl_css_value **items =
        PL_NEW_ARRAY(relations->scratch, const struct pl_css_value *, specified->count);
    for (uint32_t i = 0; i < specified->count; i++)
        items[i] = pl_value_compute(relations, specified->items[i]);
    struct pl_css_value value = {
        .type = specified->type == PL_SPECIFIED_LIST ? PL_CSS_LIST : PL_CSS_FUNCTION,
        .keyword = specified->keyword,
        .is_comma_separated = specified->is_comma_separated,
        .text = specified->text,
        .items = items,
        .count = specified->count,
    };
    return pl_value_intern(relations->values, &value);
}

const struct pl_css_value *pl_value_compute(struct pl_relations *relations,
                                            const struct pl_specified *specified)
{
    switch (specified->type) {
    case PL_SPECIFIED_VALUE: return pl_value_intern_tree(relations->values, specified->value);
    case PL_SPECIFIED_LENGTH: return compute_length(relations, specified);
    case PL_SPECIFIED_MATH: return compute_math(relations, specified);
    case PL_SPECIFIED_COLOR: return compute_color(relations, specified);
    case PL_SPECIFIED_LIST: return compute_items(relations, specified);
    case PL_SPECIFIED_FUNCTION:
        return specified->keyword == PL_KEYWORD_attr ? compute_attribute(relations, specified)
                                                     : compute_items(relations, specified);
    }
    PL_UNREACHABLE("every specified type is named");
}
