// SPDX-License-Identifier: MIT
/* style/value_position.c: <position>: words and offsets → two lengths (CSS Values 4 §9). */
#include "style/values.h"

#include <math.h>

#include "style/property.h"

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
    const struct pl_component *next = pl_components_peek(rest);
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
        return pl_length_of(place, percentage, PL_RELATIVE_PERCENTAGE);
    }
    if (!is_end)
        return word.offset;
    const struct pl_math **items = PL_NEW_ARRAY(place->arena, const struct pl_math *, 2);
    items[0] = term(place, 100, PL_RELATIVE_PERCENTAGE);
    items[1] = as_math(place, word.offset, -1);
    struct pl_math *sum = PL_NEW(place->arena, struct pl_math);
    *sum = (struct pl_math){.op = PL_MATH_SUM, .items = items, .count = 2};
    static const struct pl_range any = {-INFINITY, INFINITY};
    return pl_math_of(place, sum, &any);
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
