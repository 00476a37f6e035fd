// SPDX-License-Identifier: MIT
/* style/values.c: the types of values that no grammar can say. */
#include "style/values.h"

#include <math.h>

#include "style/calc.h"
#include "style/property.h"

/* --- Values that are done ------------------------------------------------------------------- */

const struct pl_specified *pl_number_done(const struct pl_value_place *place, double number)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_NUMBER, .number = number});
}

/* A number with a unit of its own: degrees, dots per px, fractions of a grid. */
static const struct pl_specified *dimension_done(const struct pl_value_place *place, double number, pl_str unit)
{
    return pl_specified_done(place->arena,
                             (struct pl_css_value){.type = PL_CSS_NUMBER, .number = number, .text = unit});
}

const struct pl_specified *pl_text_done(const struct pl_value_place *place, enum pl_css_type type,
                                            pl_str text)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = type, .text = text});
}

/* --- Reading components ---------------------------------------------------------------------- */

const struct pl_component *pl_components_peek(struct pl_components *rest)
{
    while (rest->count && rest->data->type == PL_COMPONENT_SPACE) {
        rest->data++;
        rest->count--;
    }
    return rest->count ? rest->data : NULL;
}

const struct pl_component *pl_components_next(struct pl_components *rest)
{
    const struct pl_component *next = pl_components_peek(rest);
    if (next) {
        rest->data++;
        rest->count--;
    }
    return next;
}

static bool in_range(double number, const struct pl_range *range)
{
    return number >= range->minimum && number <= range->maximum;
}

static double clamp(double number, const struct pl_range *range)
{
    return fmax(range->minimum, fmin(number, range->maximum));
}

/* A type parser that reads one component: cuts it off where `leaf` is one. */
const struct pl_specified *pl_leaf_cut(struct pl_components *rest, const struct pl_specified *leaf)
{
    if (leaf) {
        rest->data++;
        rest->count--;
    }
    return leaf;
}

bool pl_ident_is_reserved(pl_str name)
{
    switch ((int)pl_keyword_find(name)) {
    case PL_KEYWORD_inherit:
    case PL_KEYWORD_initial:
    case PL_KEYWORD_unset:
    case PL_KEYWORD_revert:
    case PL_KEYWORD_revert_layer: return true;
    }
    return pl_str_eq_ascii_nocase(name, PL_LIT("default"));
}

/* --- Numbers -------------------------------------------------------------------------------------- */

/* A math function of this type; the number is clamped into the range (CSS Values 4 §10.12). */
static bool math_number(const struct pl_value_place *place, const struct pl_component *component,
                        enum pl_math_type type, const struct pl_range *range, double *number)
{
    struct pl_math_value value;
    if (!pl_math_is_function(component) || !pl_math_parse(place, component, &value) || value.type != type)
        return false;
    *number = clamp(value.number, range);
    return true;
}

const struct pl_specified *pl_parse_number(const struct pl_value_place *place,
                                           struct pl_components *rest, const struct pl_range *range)
{
    const struct pl_component *next = rest->data;
    double number = next->number;
    bool is_one = next->type == PL_COMPONENT_NUMBER ? in_range(number, range)
                                                    : math_number(place, next, PL_MATH_NUMBER, range, &number);
    return pl_leaf_cut(rest, is_one ? pl_number_done(place, number) : NULL);
}

enum { INTEGER_MOST = 2147483647 };

const struct pl_specified *pl_parse_integer(const struct pl_value_place *place,
                                            struct pl_components *rest, const struct pl_range *range)
{
    const struct pl_component *next = rest->data;
    double number = next->number;
    bool is_one = next->type == PL_COMPONENT_NUMBER
                      ? next->is_integer && in_range(number, range)
                      : math_number(place, next, PL_MATH_NUMBER, range, &number);
    number = floor(number + 0.5); // a half goes up (CSS Values 4 §10.12)
    number = fmax(-INTEGER_MOST, fmin(number, INTEGER_MOST));
    return pl_leaf_cut(rest, is_one ? pl_number_done(place, number) : NULL);
}

/* A dimension without an element: angle, resolution, flex, in its canonical unit. */
static bool canonical(const struct pl_component *component, enum pl_dimension dimension, double *number)
{
    if (component->type != PL_COMPONENT_DIMENSION)
        return false;
    const struct pl_unit_row *unit = pl_unit_lookup(component->text);
    *number = unit ? component->number * unit->factor : 0;
    return unit && unit->dimension == dimension;
}

/* Zero needs no unit: older syntax of gradients and transforms has it so. */
const struct pl_specified *pl_parse_angle(const struct pl_value_place *place,
                                          struct pl_components *rest, const struct pl_range *range)
{
    const struct pl_component *next = rest->data;
    double number = 0;
    bool is_one = (canonical(next, PL_DIMENSION_ANGLE, &number) ||
                   (next->type == PL_COMPONENT_NUMBER && next->number == 0))
                      ? in_range(number, range)
                      : math_number(place, next, PL_MATH_ANGLE, range, &number);
    return pl_leaf_cut(rest, is_one ? dimension_done(place, number, PL_LIT("deg")) : NULL);
}

const struct pl_specified *pl_parse_resolution(const struct pl_value_place *place,
                                               struct pl_components *rest, const struct pl_range *range)
{
    double number;
    bool is_one = canonical(rest->data, PL_DIMENSION_RESOLUTION, &number)
                      ? number > 0
                      : math_number(place, rest->data, PL_MATH_RESOLUTION, range, &number);
    return pl_leaf_cut(rest, is_one ? dimension_done(place, number, PL_LIT("dppx")) : NULL);
}

const struct pl_specified *pl_parse_flex(const struct pl_value_place *place,
                                         struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    double number;
    if (!canonical(rest->data, PL_DIMENSION_FLEX, &number) || number < 0)
        return NULL;
    return pl_leaf_cut(rest, dimension_done(place, number, PL_LIT("fr")));
}

const struct pl_specified *pl_parse_ratio(const struct pl_value_place *place,
                                          struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    static const struct pl_range positive = {0, INFINITY};
    const struct pl_specified *width = pl_parse_number(place, rest, &positive);
    if (!width)
        return NULL;
    struct pl_components ahead = *rest;
    const struct pl_component *slash = pl_components_next(&ahead);
    if (!slash || !pl_component_is_delim(slash, '/') || !pl_components_peek(&ahead))
        return width;
    const struct pl_specified *height = pl_parse_number(place, &ahead, &positive);
    if (!height)
        return width;
    *rest = ahead;
    return pl_number_done(place, height->value->number > 0 ? width->value->number / height->value->number : 0);
}

/* --- Lengths ---------------------------------------------------------------------------------------- */

static const struct pl_specified *linear_done(const struct pl_value_place *place,
                                              struct pl_css_linear linear)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_LINEAR, .linear = linear});
}

/* Number × unit: done where only the page or the basis is missing. */
const struct pl_specified *pl_length_of(const struct pl_value_place *place, double number,
                                            enum pl_relative relative)
{
    switch (relative) {
    case PL_RELATIVE_ABSOLUTE:
        return linear_done(place, (struct pl_css_linear){.length = pl_css_length_from_pt(number)});
    case PL_RELATIVE_PERCENTAGE:
        return linear_done(place, (struct pl_css_linear){.percentage = (float)number, .has_percentage = true});
    case PL_RELATIVE_VW: return linear_done(place, (struct pl_css_linear){.vw = (float)number});
    case PL_RELATIVE_VH: return linear_done(place, (struct pl_css_linear){.vh = (float)number});
    default: break;
    }
    struct pl_specified *length = PL_NEW(place->arena, struct pl_specified);
    *length = (struct pl_specified){.type = PL_SPECIFIED_LENGTH, .relative = relative, .number = number};
    return length;
}

/* The bounds of our ranges are 0, infinite or per cent, so they hold in any unit. */
const struct pl_specified *pl_math_of(const struct pl_value_place *place, const struct pl_math *math,
                                          const struct pl_range *range)
{
    if (math->op == PL_MATH_TERM)
        return pl_length_of(place, clamp(math->number, range), math->relative);
    struct pl_specified *specified = PL_NEW(place->arena, struct pl_specified);
    *specified = (struct pl_specified){.type = PL_SPECIFIED_MATH,
                                       .math = math,
                                       .minimum = range->minimum,
                                       .maximum = range->maximum};
    return specified;
}

static const struct pl_specified *parse_linear(const struct pl_value_place *place,
                                               struct pl_components *rest, const struct pl_range *range,
                                               bool takes_length, bool takes_percentage)
{
    const struct pl_component *next = rest->data;
    const struct pl_specified *leaf = NULL;
    const struct pl_unit_row *unit;
    struct pl_math_value math;
    switch ((enum pl_component_type)next->type) {
    case PL_COMPONENT_NUMBER:
        if (takes_length && next->number == 0)
            leaf = pl_length_of(place, 0, PL_RELATIVE_ABSOLUTE);
        break;
    case PL_COMPONENT_PERCENTAGE:
        if (takes_percentage && in_range(next->number, range))
            leaf = pl_length_of(place, next->number, PL_RELATIVE_PERCENTAGE);
        break;
    case PL_COMPONENT_DIMENSION:
        unit = pl_unit_lookup(next->text);
        if (takes_length && unit && unit->dimension == PL_DIMENSION_LENGTH && in_range(next->number, range))
            leaf = pl_length_of(place, next->number * unit->factor, unit->relative);
        break;
    case PL_COMPONENT_FUNCTION:
        if (pl_math_is_function(next) && pl_math_parse(place, next, &math) &&
            math.type == PL_MATH_LENGTH_PERCENTAGE && (takes_length || !math.has_length) &&
            (takes_percentage || !math.has_percentage))
            leaf = pl_math_of(place, math.math, range);
        break;
    default: break;
    }
    return pl_leaf_cut(rest, leaf);
}

const struct pl_specified *pl_parse_length(const struct pl_value_place *place,
                                           struct pl_components *rest, const struct pl_range *range)
{
    return parse_linear(place, rest, range, true, false);
}

const struct pl_specified *pl_parse_percentage(const struct pl_value_place *place,
                                               struct pl_components *rest,
                                               const struct pl_range *range)
{
    return parse_linear(place, rest, range, false, true);
}

const struct pl_specified *pl_parse_length_percentage(const struct pl_value_place *place,
                                                      struct pl_components *rest,
                                                      const struct pl_range *range)
{
    return parse_linear(place, rest, range, true, true);
}

/* --- Texts, names ------------------------------------------------------------------------- */

const struct pl_specified *pl_parse_string(const struct pl_value_place *place,
                                           struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    if (rest->data->type != PL_COMPONENT_STRING)
        return NULL;
    return pl_leaf_cut(rest, pl_text_done(place, PL_CSS_STRING, rest->data->text));
}

const struct pl_specified *pl_parse_url(const struct pl_value_place *place,
                                        struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    const struct pl_component *next = rest->data;
    pl_str text = next->text;
    if (next->type == PL_COMPONENT_FUNCTION && pl_component_is_function(next, PL_LIT("url"))) {
        struct pl_components inside = pl_components_trim(pl_component_items(next));
        if (inside.count != 1 || inside.data->type != PL_COMPONENT_STRING)
            return NULL;
        text = inside.data->text;
    } else if (next->type != PL_COMPONENT_URL) {
        return NULL;
    }
    return pl_leaf_cut(rest, pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_URL,
                                                                                .text = text,
                                                                                .folder = place->folder}));
}

const struct pl_specified *pl_parse_custom_ident(const struct pl_value_place *place,
                                                 struct pl_components *rest,
                                                 const struct pl_range *range)
{
    (void)range;
    if (rest->data->type != PL_COMPONENT_IDENT || pl_ident_is_reserved(rest->data->text))
        return NULL;
    return pl_leaf_cut(rest, pl_text_done(place, PL_CSS_IDENT, rest->data->text));
}

const struct pl_specified *pl_parse_counter_name(const struct pl_value_place *place,
                                                 struct pl_components *rest,
                                                 const struct pl_range *range)
{
    return pl_component_is_ident(rest->data, PL_LIT("none")) ? NULL
                                                             : pl_parse_custom_ident(place, rest, range);
}

static const struct pl_specified *new_function(const struct pl_value_place *place, pl_str name,
                                               const struct pl_css_value *const *items, size_t count)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_FUNCTION,
                                                                 .keyword = pl_keyword_find(name),
                                                                 .text = name,
                                                                 .items = items,
                                                                 .count = (uint32_t)count});
}

/* "[a b]" of a grid: a function "[" of the names. */
const struct pl_specified *pl_parse_line_names(const struct pl_value_place *place,
                                               struct pl_components *rest, const struct pl_range *range)
{
    if (rest->data->type != PL_COMPONENT_SQUARE)
        return NULL;
    struct pl_components inside = pl_component_items(rest->data);
    const struct pl_css_value **names = PL_NEW_ARRAY(place->arena, const struct pl_css_value *, inside.count + 1);
    size_t count = 0;
    while (pl_components_peek(&inside)) {
        const struct pl_specified *name = pl_parse_custom_ident(place, &inside, range);
        if (!name)
            return NULL;
        names[count++] = name->value;
    }
    return pl_leaf_cut(rest, new_function(place, PL_LIT("["), names, count));
}

/* --- Display, content ----------------------------------------------------------------------------------- */

/* An outer and an inner role and list-item, as one word (CSS Display 3 §2). */
const struct pl_specified *pl_parse_display_pair(const struct pl_value_place *place,
                                                 struct pl_components *rest,
                                                 const struct pl_range *range)
{
    (void)place;
    (void)range;
    enum pl_keyword outer = PL_KEYWORD_NOT_ONE, inner = PL_KEYWORD_NOT_ONE;
    bool is_item = false;
    uint32_t count = 0;
    struct pl_components ahead = *rest;
    for (const struct pl_component *next = pl_components_peek(&ahead); next && next->type == PL_COMPONENT_IDENT;
         next = pl_components_peek(&ahead), count++) {
        enum pl_keyword keyword = pl_keyword_find(next->text);
        if ((keyword == PL_KEYWORD_block || keyword == PL_KEYWORD_inline || keyword == PL_KEYWORD_run_in) && !outer)
            outer = keyword;
        else if ((keyword == PL_KEYWORD_flow || keyword == PL_KEYWORD_flow_root || keyword == PL_KEYWORD_table ||
                  keyword == PL_KEYWORD_flex || keyword == PL_KEYWORD_grid || keyword == PL_KEYWORD_ruby) &&
                 !inner)
            inner = keyword;
        else if (keyword == PL_KEYWORD_list_item && !is_item)
            is_item = true;
        else
            break;
        pl_components_next(&ahead);
    }
    if (count == 0 || (is_item && inner != PL_KEYWORD_NOT_ONE && inner != PL_KEYWORD_flow && inner != PL_KEYWORD_flow_root))
        return NULL;
    *rest = ahead;
    bool is_inline = outer == PL_KEYWORD_inline || (outer == PL_KEYWORD_NOT_ONE && inner == PL_KEYWORD_ruby);
    if (is_item)
        return pl_keyword_specified(PL_KEYWORD_list_item);
    switch ((int)inner) {
    case PL_KEYWORD_table: return pl_keyword_specified(is_inline ? PL_KEYWORD_inline_table : PL_KEYWORD_table);
    case PL_KEYWORD_flex: return pl_keyword_specified(is_inline ? PL_KEYWORD_inline_flex : PL_KEYWORD_flex);
    case PL_KEYWORD_grid: return pl_keyword_specified(is_inline ? PL_KEYWORD_inline_grid : PL_KEYWORD_grid);
    case PL_KEYWORD_ruby: return pl_keyword_specified(is_inline ? PL_KEYWORD_ruby : PL_KEYWORD_block);
    case PL_KEYWORD_flow_root:
        return pl_keyword_specified(is_inline ? PL_KEYWORD_inline_block : PL_KEYWORD_flow_root);
    }
    return pl_keyword_specified(outer ? outer : PL_KEYWORD_block);
}

/* "/ text": what is read aloud in place of the content; a function "/" of its strings and attr()s. */
const struct pl_specified *pl_parse_content_alternative(const struct pl_value_place *place,
                                                        struct pl_components *rest,
                                                        const struct pl_range *range)
{
    (void)range;
    struct pl_components ahead = *rest;
    if (!pl_component_is_delim(pl_components_next(&ahead), '/'))
        return NULL;
    const struct pl_css_value **items = PL_NEW_ARRAY(place->arena, const struct pl_css_value *, ahead.count + 1);
    size_t count = 0;
    while (pl_components_peek(&ahead) && ahead.data->type == PL_COMPONENT_STRING)
        items[count++] = pl_text_done(place, PL_CSS_STRING, pl_components_next(&ahead)->text)->value;
    if (count == 0)
        return NULL;
    *rest = ahead;
    return new_function(place, PL_LIT("/"), items, count);
}

/* --- The table of types ------------------------------------------------------------------------------------ */

pl_type_parser *pl_type_lookup(pl_str name)
{
    static const struct pl_type_row rows[] = {
        {PL_LIT_INIT("length"), pl_parse_length},
        {PL_LIT_INIT("length-percentage"), pl_parse_length_percentage},
        {PL_LIT_INIT("percentage"), pl_parse_percentage},
        {PL_LIT_INIT("number"), pl_parse_number},
        {PL_LIT_INIT("integer"), pl_parse_integer},
        {PL_LIT_INIT("angle"), pl_parse_angle},
        {PL_LIT_INIT("resolution"), pl_parse_resolution},
        {PL_LIT_INIT("flex"), pl_parse_flex},
        {PL_LIT_INIT("ratio"), pl_parse_ratio},
        {PL_LIT_INIT("color"), pl_parse_color},
        {PL_LIT_INIT("string"), pl_parse_string},
        {PL_LIT_INIT("url"), pl_parse_url},
        {PL_LIT_INIT("custom-ident"), pl_parse_custom_ident},
        {PL_LIT_INIT("counter-name"), pl_parse_counter_name},
        {PL_LIT_INIT("position"), pl_parse_position},
        {PL_LIT_INIT("background-position"), pl_parse_position},
        {PL_LIT_INIT("family-list"), pl_parse_family_list},
        {PL_LIT_INIT("feature"), pl_parse_feature},
        {PL_LIT_INIT("variation"), pl_parse_variation},
        {PL_LIT_INIT("display-pair"), pl_parse_display_pair},
        {PL_LIT_INIT("content-alternative"), pl_parse_content_alternative},
        {PL_LIT_INIT("line-names"), pl_parse_line_names},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (pl_str_eq(rows[i].name, name))
            return rows[i].parse;
    return NULL;
}
