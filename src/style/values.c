// SPDX-License-Identifier: MIT
/* style/values.c: the types of values that no grammar can say. */
#include "style/values.h"

#include <math.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "style/calc.h"
#include "style/color.h"
#include "style/property.h"

/* --- Specified values ---------------------------------------------------------------------- */

static const struct pl_css_value keyword_values[] = {
    {.type = PL_CSS_KEYWORD},
#define KEYWORD(name) {.type = PL_CSS_KEYWORD, .keyword = PL_KEYWORD_##name},
#include "style/keywords.def"
#undef KEYWORD
};

static const struct pl_specified keyword_specified[] = {
    {.type = PL_SPECIFIED_VALUE},
#define KEYWORD(name) {.type = PL_SPECIFIED_VALUE, .value = &keyword_values[PL_KEYWORD_##name]},
#include "style/keywords.def"
#undef KEYWORD
};

const struct pl_css_value *pl_keyword_value(enum pl_keyword keyword)
{
    return &keyword_values[keyword];
}

const struct pl_specified *pl_keyword_specified(enum pl_keyword keyword)
{
    return &keyword_specified[keyword];
}

const struct pl_specified *pl_specified_done(struct pl_arena *arena, struct pl_css_value value)
{
    struct {
        struct pl_specified specified;
        struct pl_css_value value;
    } *both = pl_arena_alloc(arena, sizeof *both);
    both->value = value;
    both->specified = (struct pl_specified){.type = PL_SPECIFIED_VALUE, .value = &both->value};
    return &both->specified;
}

static const struct pl_specified *done_list(struct pl_arena *arena,
                                            const struct pl_specified *const *items, size_t count,
                                            bool is_comma_separated)
{
    const struct pl_css_value **values = PL_NEW_ARRAY(arena, const struct pl_css_value *, count);
    for (size_t i = 0; i < count; i++)
        values[i] = items[i]->value;
    return pl_specified_done(arena, (struct pl_css_value){.type = PL_CSS_LIST,
                                                          .is_comma_separated = is_comma_separated,
                                                          .items = values,
                                                          .count = (uint32_t)count});
}

const struct pl_specified *pl_specified_list(struct pl_arena *arena,
                                             const struct pl_specified *const *items, size_t count,
                                             bool is_comma_separated)
{
    if (count == 1)
        return items[0];
    bool is_done = true;
    for (size_t i = 0; i < count; i++)
        is_done &= items[i]->type == PL_SPECIFIED_VALUE;
    if (is_done)
        return done_list(arena, items, count, is_comma_separated);
    const struct pl_specified **copy = PL_NEW_ARRAY(arena, const struct pl_specified *, count);
    memcpy(copy, items, count * sizeof *copy);
    struct pl_specified *list = PL_NEW(arena, struct pl_specified);
    *list = (struct pl_specified){.type = PL_SPECIFIED_LIST,
                                  .is_comma_separated = is_comma_separated,
                                  .items = copy,
                                  .count = (uint32_t)count};
    return list;
}

static const struct pl_specified *number_done(const struct pl_value_place *place, double number)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_NUMBER, .number = number});
}

/* A number with a unit of its own: degrees, dots per px, fractions of a grid. */
static const struct pl_specified *dimension_done(const struct pl_value_place *place, double number, pl_str unit)
{
    return pl_specified_done(place->arena,
                             (struct pl_css_value){.type = PL_CSS_NUMBER, .number = number, .text = unit});
}

static const struct pl_specified *text_done(const struct pl_value_place *place, enum pl_css_type type,
                                            pl_str text)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = type, .text = text});
}

/* --- Reading components ---------------------------------------------------------------------- */

static const struct pl_component *peek(struct pl_components *rest)
{
    while (rest->count && rest->data->type == PL_COMPONENT_SPACE) {
        rest->data++;
        rest->count--;
    }
    return rest->count ? rest->data : NULL;
}

const struct pl_component *pl_components_next(struct pl_components *rest)
{
    const struct pl_component *next = peek(rest);
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
static const struct pl_specified *cut_leaf(struct pl_components *rest, const struct pl_specified *leaf)
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
    return cut_leaf(rest, is_one ? number_done(place, number) : NULL);
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
    return cut_leaf(rest, is_one ? number_done(place, number) : NULL);
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
    return cut_leaf(rest, is_one ? dimension_done(place, number, PL_LIT("deg")) : NULL);
}

const struct pl_specified *pl_parse_resolution(const struct pl_value_place *place,
                                               struct pl_components *rest, const struct pl_range *range)
{
    double number;
    bool is_one = canonical(rest->data, PL_DIMENSION_RESOLUTION, &number)
                      ? number > 0
                      : math_number(place, rest->data, PL_MATH_RESOLUTION, range, &number);
    return cut_leaf(rest, is_one ? dimension_done(place, number, PL_LIT("dppx")) : NULL);
}

const struct pl_specified *pl_parse_flex(const struct pl_value_place *place,
                                         struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    double number;
    if (!canonical(rest->data, PL_DIMENSION_FLEX, &number) || number < 0)
        return NULL;
    return cut_leaf(rest, dimension_done(place, number, PL_LIT("fr")));
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
    if (!slash || !pl_component_is_delim(slash, '/') || !peek(&ahead))
        return width;
    const struct pl_specified *height = pl_parse_number(place, &ahead, &positive);
    if (!height)
        return width;
    *rest = ahead;
    return number_done(place, height->value->number > 0 ? width->value->number / height->value->number : 0);
}

/* --- Lengths ---------------------------------------------------------------------------------------- */

static const struct pl_specified *linear_done(const struct pl_value_place *place,
                                              struct pl_css_linear linear)
{
    return pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_LINEAR, .linear = linear});
}

/* Number × unit: done where only the page or the basis is missing. */
static const struct pl_specified *length_of(const struct pl_value_place *place, double number,
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
static const struct pl_specified *math_of(const struct pl_value_place *place, const struct pl_math *math,
                                          const struct pl_range *range)
{
    if (math->op == PL_MATH_TERM)
        return length_of(place, clamp(math->number, range), math->relative);
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
            leaf = length_of(place, 0, PL_RELATIVE_ABSOLUTE);
        break;
    case PL_COMPONENT_PERCENTAGE:
        if (takes_percentage && in_range(next->number, range))
            leaf = length_of(place, next->number, PL_RELATIVE_PERCENTAGE);
        break;
    case PL_COMPONENT_DIMENSION:
        unit = pl_unit_lookup(next->text);
        if (takes_length && unit && unit->dimension == PL_DIMENSION_LENGTH && in_range(next->number, range))
            leaf = length_of(place, next->number * unit->factor, unit->relative);
        break;
    case PL_COMPONENT_FUNCTION:
        if (pl_math_is_function(next) && pl_math_parse(place, next, &math) &&
            math.type == PL_MATH_LENGTH_PERCENTAGE && (takes_length || !math.has_length) &&
            (takes_percentage || !math.has_percentage))
            leaf = math_of(place, math.math, range);
        break;
    default: break;
    }
    return cut_leaf(rest, leaf);
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

/* --- Positions ------------------------------------------------------------------------------------- */

/* One word of a position: a side or an offset. */
struct word {
    enum pl_keyword side; // left, right, top, bottom, center; NOT_ONE for an offset
    const struct pl_specified *offset;
};

static bool is_horizontal(enum pl_keyword side)
{
    return side == PL_KEYWORD_left || side == PL_KEYWORD_right;
}

static bool is_vertical(enum pl_keyword side)
{
    return side == PL_KEYWORD_top || side == PL_KEYWORD_bottom;
}

static bool parse_word(const struct pl_value_place *place, struct pl_components *rest, struct word *word)
{
    static const struct pl_range any = {-INFINITY, INFINITY};
    const struct pl_component *next = peek(rest);
    if (!next)
        return false;
    *word = (struct word){0};
    if (next->type == PL_COMPONENT_IDENT) {
        word->side = pl_keyword_find(next->text);
        if (!is_horizontal(word->side) && !is_vertical(word->side) && word->side != PL_KEYWORD_center)
            return false;
        pl_components_next(rest);
        return true;
    }
    word->offset = pl_parse_length_percentage(place, rest, &any);
    return word->offset != NULL;
}

static const struct pl_math *term(const struct pl_value_place *place, double number,
                                  enum pl_relative relative)
{
    struct pl_math *math = PL_NEW(place->arena, struct pl_math);
    *math = (struct pl_math){.op = PL_MATH_TERM, .relative = relative, .number = number};
    return math;
}

/* A specified length as math, times `factor`. */
static const struct pl_math *as_math(const struct pl_value_place *place,
                                     const struct pl_specified *length, double factor)
{
    const struct pl_math *inner = length->math;
    if (length->type == PL_SPECIFIED_LENGTH)
        return term(place, length->number * factor, length->relative);
    if (length->type == PL_SPECIFIED_VALUE) {
        struct pl_css_linear linear = length->value->linear;
        if (linear.has_percentage)
            return term(place, linear.percentage * factor, PL_RELATIVE_PERCENTAGE);
        if (linear.vw != 0 || linear.vh != 0)
            return term(place, (linear.vw + linear.vh) * factor,
                        linear.vw != 0 ? PL_RELATIVE_VW : PL_RELATIVE_VH);
        return term(place, pl_unit_to_pt(linear.length) * factor, PL_RELATIVE_ABSOLUTE);
    }
    const struct pl_math **item = PL_NEW(place->arena, const struct pl_math *);
    *item = inner;
    struct pl_math *scaled = PL_NEW(place->arena, struct pl_math);
    *scaled = (struct pl_math){.op = PL_MATH_SCALE, .number = factor, .items = item, .count = 1};
    return scaled;
}

/* A side with an offset from it, as a distance from the left or top. */
static const struct pl_specified *from_start(const struct pl_value_place *place, struct word word)
{
    bool is_end = word.side == PL_KEYWORD_right || word.side == PL_KEYWORD_bottom;
    if (!word.offset) {
        double percentage = word.side == PL_KEYWORD_center ? 50 : is_end ? 100 : 0;
        return length_of(place, percentage, PL_RELATIVE_PERCENTAGE);
    }
    if (!is_end)
        return word.offset;
    const struct pl_math **items = PL_NEW_ARRAY(place->arena, const struct pl_math *, 2);
    items[0] = term(place, 100, PL_RELATIVE_PERCENTAGE);
    items[1] = as_math(place, word.offset, -1);
    struct pl_math *sum = PL_NEW(place->arena, struct pl_math);
    *sum = (struct pl_math){.op = PL_MATH_SUM, .items = items, .count = 2};
    static const struct pl_range any = {-INFINITY, INFINITY};
    return math_of(place, sum, &any);
}

/* Words → (x, y), as `background-position` takes them: one to four words. */
static bool place_words(const struct word *words, size_t count, struct word axes[static 2])
{
    struct word pairs[2] = {{0}};
    size_t pair_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (pair_count == 2)
            return false;
        struct word pair = words[i];
        bool takes_offset = count > 2 && (is_horizontal(pair.side) || is_vertical(pair.side));
        if (takes_offset && i + 1 < count && words[i + 1].side == PL_KEYWORD_NOT_ONE)
            pair.offset = words[++i].offset;
        else if (count > 2 && pair.side == PL_KEYWORD_NOT_ONE)
            return false;
        pairs[pair_count++] = pair;
    }
    if (pair_count == 1)
        pairs[1] = (struct word){.side = PL_KEYWORD_center};
    bool is_swapped = is_vertical(pairs[0].side) || is_horizontal(pairs[1].side);
    axes[0] = pairs[is_swapped];
    axes[1] = pairs[!is_swapped];
    if (is_swapped && pair_count == 2 && count == 2 &&
        (words[0].side == PL_KEYWORD_NOT_ONE || words[1].side == PL_KEYWORD_NOT_ONE))
        return false; // "50% left": an offset is of its own axis
    return !is_vertical(axes[0].side) && !is_horizontal(axes[1].side);
}

const struct pl_specified *pl_parse_position(const struct pl_value_place *place,
                                             struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    struct word words[4], axes[2];
    struct pl_components after[5] = {*rest};
    size_t count = 0;
    while (count < 4) {
        struct pl_components ahead = after[count];
        if (!parse_word(place, &ahead, &words[count]))
            break;
        after[++count] = ahead;
    }
    while (count > 0 && !place_words(words, count, axes))
        count--;
    if (count == 0)
        return NULL;
    *rest = after[count];
    const struct pl_specified *both[2] = {from_start(place, axes[0]), from_start(place, axes[1])};
    return pl_specified_list(place->arena, both, 2, false);
}

/* --- Texts, names ------------------------------------------------------------------------- */

const struct pl_specified *pl_parse_string(const struct pl_value_place *place,
                                           struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    if (rest->data->type != PL_COMPONENT_STRING)
        return NULL;
    return cut_leaf(rest, text_done(place, PL_CSS_STRING, rest->data->text));
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
    return cut_leaf(rest, pl_specified_done(place->arena, (struct pl_css_value){.type = PL_CSS_URL,
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
    return cut_leaf(rest, text_done(place, PL_CSS_IDENT, rest->data->text));
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
    while (peek(&inside)) {
        const struct pl_specified *name = pl_parse_custom_ident(place, &inside, range);
        if (!name)
            return NULL;
        names[count++] = name->value;
    }
    return cut_leaf(rest, new_function(place, PL_LIT("["), names, count));
}

/* --- Fonts ----------------------------------------------------------------------------------------------- */

static bool is_generic(enum pl_keyword keyword)
{
    switch ((int)keyword) {
    case PL_KEYWORD_serif:
    case PL_KEYWORD_sans_serif:
    case PL_KEYWORD_monospace:
    case PL_KEYWORD_cursive:
    case PL_KEYWORD_fantasy:
    case PL_KEYWORD_system_ui:
    case PL_KEYWORD_ui_serif:
    case PL_KEYWORD_ui_sans_serif:
    case PL_KEYWORD_ui_monospace:
    case PL_KEYWORD_ui_rounded:
    case PL_KEYWORD_math:
    case PL_KEYWORD_emoji:
    case PL_KEYWORD_fangsong: return true;
    }
    return false;
}

/* A name in quotes, a generic name, or identifiers joined by single spaces. */
static const struct pl_specified *parse_family(const struct pl_value_place *place,
                                               struct pl_components *rest)
{
    const struct pl_component *next = pl_components_next(rest);
    if (!next)
        return NULL;
    if (next->type == PL_COMPONENT_STRING)
        return text_done(place, PL_CSS_IDENT, next->text);
    if (next->type != PL_COMPONENT_IDENT)
        return NULL;
    const struct pl_component *first = next, *more = peek(rest);
    bool is_alone = !more || more->type != PL_COMPONENT_IDENT;
    if (is_alone && is_generic(pl_keyword_find(first->text)))
        return pl_keyword_specified(pl_keyword_find(first->text));
    if (is_alone)
        return pl_ident_is_reserved(first->text) ? NULL : text_done(place, PL_CSS_IDENT, first->text);
    struct pl_strbuf name = PL_STRBUF(place->arena);
    pl_strbuf_add(&name, first->text);
    for (; more && more->type == PL_COMPONENT_IDENT; more = peek(rest)) {
        pl_strbuf_add_byte(&name, ' ');
        pl_strbuf_add(&name, pl_components_next(rest)->text);
    }
    return text_done(place, PL_CSS_IDENT, pl_strbuf_str(&name));
}

const struct pl_specified *pl_parse_family_list(const struct pl_value_place *place,
                                                struct pl_components *rest,
                                                const struct pl_range *range)
{
    (void)range;
    struct {
        PL_VEC(const struct pl_specified *)
    } families = {0};
    struct pl_components ahead = *rest;
    for (;;) {
        const struct pl_specified *family = parse_family(place, &ahead);
        if (!family)
            return NULL;
        *PL_PUSH(place->arena, &families) = family;
        const struct pl_component *comma = peek(&ahead);
        if (!comma || comma->type != PL_COMPONENT_COMMA)
            break;
        pl_components_next(&ahead);
    }
    *rest = ahead;
    return pl_specified_list(place->arena, families.data, families.count, true);
}

/* An OpenType tag: four printable ASCII characters in quotes. */
static const struct pl_specified *parse_tag(const struct pl_value_place *place, struct pl_components *rest)
{
    const struct pl_component *next = peek(rest);
    if (!next || next->type != PL_COMPONENT_STRING || next->text.size != 4)
        return NULL;
    for (size_t i = 0; i < 4; i++)
        if (next->text.data[i] < 0x20 || next->text.data[i] > 0x7E)
            return NULL;
    return cut_leaf(rest, text_done(place, PL_CSS_STRING, next->text));
}

/* Tag and value: always a pair, "on" is 1. */
const struct pl_specified *pl_parse_feature(const struct pl_value_place *place,
                                            struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    static const struct pl_range natural = {0, INFINITY};
    const struct pl_specified *tag = parse_tag(place, rest), *value = NULL;
    if (!tag)
        return NULL;
    const struct pl_component *next = peek(rest);
    if (next && (pl_component_is_ident(next, PL_LIT("on")) || pl_component_is_ident(next, PL_LIT("off"))))
        value = cut_leaf(rest, number_done(place, pl_component_is_ident(next, PL_LIT("on"))));
    else if (next)
        value = pl_parse_integer(place, rest, &natural);
    const struct pl_specified *pair[2] = {tag, value ? value : number_done(place, 1)};
    return pl_specified_list(place->arena, pair, 2, false);
}

const struct pl_specified *pl_parse_variation(const struct pl_value_place *place,
                                              struct pl_components *rest, const struct pl_range *range)
{
    struct pl_components ahead = *rest;
    const struct pl_specified *tag = parse_tag(place, &ahead);
    const struct pl_specified *value = tag && peek(&ahead) ? pl_parse_number(place, &ahead, range) : NULL;
    if (!value)
        return NULL;
    *rest = ahead;
    const struct pl_specified *pair[2] = {tag, value};
    return pl_specified_list(place->arena, pair, 2, false);
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
    for (const struct pl_component *next = peek(&ahead); next && next->type == PL_COMPONENT_IDENT;
         next = peek(&ahead), count++) {
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
    while (peek(&ahead) && ahead.data->type == PL_COMPONENT_STRING)
        items[count++] = text_done(place, PL_CSS_STRING, pl_components_next(&ahead)->text)->value;
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
