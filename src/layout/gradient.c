// SPDX-License-Identifier: MIT
/* layout/gradient.c: linear-gradient(), radial-gradient() and their repeating kinds → stops along a line.
 *
 * Source: CSS Images 3 §3. Colours mix with their alpha multiplied in; what draws mixes each channel by itself, so a
 * stretch between stops of different alpha is given as a few. */
#include <math.h>

#include "layout/background.h"

#define REPEATS_MOST 4000 // stops of a repeating gradient
#define STRETCHES    8    // for a change of alpha and colour

PL_VEC_TYPE(stops, struct pl_gradient_stop);

/* --- Colours ------------------------------------------------------------------------------------------- */

static pl_color mix(pl_color a, pl_color b, double t)
{
    double alpha_a = (a & 255) / 255.0, alpha_b = (b & 255) / 255.0;
    double alpha = alpha_a + (alpha_b - alpha_a) * t;
    if (alpha <= 0)
        return t < 0.5 ? (a & ~255u) : (b & ~255u);
    pl_color mixed = 0;
    for (int shift = 24; shift > 0; shift -= 8) {
        double from = (a >> shift & 255) * alpha_a, to = (b >> shift & 255) * alpha_b;
        mixed |= (pl_color)lround((from + (to - from) * t) / alpha) << shift;
    }
    return mixed | (pl_color)lround(alpha * 255);
}

static pl_color color_at(const struct stops *stops, double at)
{
    if (at <= stops->data[0].at)
        return stops->data[0].color;
    for (size_t i = 1; i < stops->count; i++) {
        const struct pl_gradient_stop *from = &stops->data[i - 1], *to = &stops->data[i];
        if (at < to->at)
            return mix(from->color, to->color, (at - from->at) / (to->at - from->at));
    }
    return PL_LAST(stops).color;
}

/* --- Stops ----------------------------------------------------------------------------------------------- */

/* A stop as it is written: a hint has no colour, and a place may be missing (NaN). */
struct written {
    bool is_hint;
    double at;
    pl_color color;
};
PL_VEC_TYPE(written_stops, struct written);

static double place_of(struct pl_layouter *layouter, const struct pl_css_value *value,
                       double length)
{
    struct pl_css_basis basis = pl_basis(layouter, pl_css_length_from_pt(length));
    pl_unit place;
    if (!pl_css_resolve(value, &basis, &place))
        return NAN;
    return length > 0 ? pl_unit_to_pt(place) / length : 0;
}

static void read_stop(struct pl_layouter *layouter, const struct pl_css_value *value, double length,
                      struct written_stops *out)
{
    pl_color color = 0;
    bool has_color = false;
    double places[2];
    int count = 0;
    for (uint32_t i = 0; i < pl_css_item_count(value); i++) {
        const struct pl_css_value *word = pl_css_item(value, i);
        if (word->type == PL_CSS_COLOR) {
            color = word->color;
            has_color = true;
        } else if (word->type == PL_CSS_LIST) { // both places of a stop
            for (uint32_t k = 0; k < word->count && count < 2; k++)
                places[count++] = place_of(layouter, word->items[k], length);
        } else if (count < 2) {
            places[count++] = place_of(layouter, word, length);
        }
    }
    for (int i = 0; i < (count ? count : 1); i++)
        *PL_PUSH(layouter->arena, out) = (struct written){!has_color, count ? places[i] : NAN,
                                                          color};
}

/* Missing places are shared out, and none comes before an earlier one: §3.4.3. */
static void settle_places(struct written_stops *stops)
{
    struct written *data = stops->data;
    size_t count = stops->count;
    data[0].at = isnan(data[0].at) ? 0 : data[0].at;
    data[count - 1].at = isnan(data[count - 1].at) ? 1 : data[count - 1].at;
    double most = data[0].at;
    for (size_t i = 1; i < count; i++)
        if (!isnan(data[i].at))
            data[i].at = most = fmax(most, data[i].at);
    for (size_t i = 1; i < count; i++) {
        if (!isnan(data[i].at))
            continue;
        size_t end = i;
        while (isnan(data[end].at))
            end++;
        double from = data[i - 1].at, step = (data[end].at - from) / (double)(end - i + 1);
        for (size_t k = i; k < end; k++)
            data[k].at = from + step * (double)(k - i + 1);
        i = end;
    }
}

static void add_stop(struct pl_layouter *layouter, struct stops *stops, double at, pl_color color)
{
    *PL_PUSH(layouter->arena, stops) = (struct pl_gradient_stop){at, color};
}

/* Between two stops with a hint the middle colour stands at the hint, by a power curve: §3.4.2. */
static void add_stretch(struct pl_layouter *layouter, struct stops *stops,
                        const struct written *from, const struct written *hint,
                        const struct written *to)
{
    double length = to->at - from->at,
           middle = hint && length > 0 ? (hint->at - from->at) / length : 0.5;
    bool is_plain = fabs(middle - 0.5) < 1e-6 &&
                    ((from->color & 255) == (to->color & 255) ||
                     (from->color | 255) == (to->color | 255) || (from->color & 255) == 0 ||
                     (to->color & 255) == 0);
    if (length <= 0)
        return;
    if (middle <= 0 || middle >= 1) { // the colour jumps there
        double at = middle <= 0 ? from->at : to->at;
        add_stop(layouter, stops, at, from->color);
        add_stop(layouter, stops, at, to->color);
        return;
    }
    if ((from->color & 255) == 0) // its colour isn't seen
        add_stop(layouter, stops, from->at, to->color & ~255u);
    if (!is_plain)
        for (int i = 1; i < STRETCHES; i++) {
            double t = i / (double)STRETCHES;
            add_stop(layouter, stops, from->at + t * length,
                     mix(from->color, to->color, pow(t, log(0.5) / log(middle))));
        }
    if ((to->color & 255) == 0)
        add_stop(layouter, stops, to->at, from->color & ~255u);
}

static struct stops make_stops(struct pl_layouter *layouter, const struct written_stops *written)
{
    struct stops stops = {0};
    const struct written *last = NULL, *hint = NULL;
    for (size_t i = 0; i < written->count; i++) {
        const struct written *stop = &written->data[i];
        if (stop->is_hint) {
            hint = stop;
            continue;
        }
        if (last)
            add_stretch(layouter, &stops, last, hint, stop);
        add_stop(layouter, &stops, stop->at, stop->color);
        last = stop;
        hint = NULL;
    }
    return stops;
}

/* Stops over and over, as far as the box reaches: from 0 to `reach`. */
static struct stops repeat(struct pl_layouter *layouter, const struct stops *once, double reach)
{
    struct stops all = {0};
    double first = once->data[0].at, period = PL_LAST(once).at - first;
    if (!(period > 0) || reach / period * (double)once->count >
                             REPEATS_MOST) { // too fine to be seen: the mean colour
        pl_color middle = period > 0 ? color_at(once, first + period / 2) : PL_LAST(once).color;
        add_stop(layouter, &all, 0, middle);
        add_stop(layouter, &all, 1, middle);
        return all;
    }
    double begin = floor(-first / period);
    for (double n = begin; first + n * period < reach; n++)
        for (size_t i = 0; i < once->count; i++)
            add_stop(layouter, &all, once->data[i].at + n * period, once->data[i].color);
    return all;
}

/* --- Lines and circles ---------------------------------------------------------------------------------------- */

/* "to left top", or an angle in degrees; false: it is a stop. */
static bool read_direction(const struct pl_css_value *value, double width, double height,
                           double *angle)
{
    if (value->type == PL_CSS_NUMBER) {
        *angle = value->number * acos(-1) / 180;
        return true;
    }
    double x = 0, y = 0;
    bool has_side = false;
    for (uint32_t i = 0; i < pl_css_item_count(value); i++) {
        const struct pl_css_value *word = pl_css_item(value, i);
        if (word->type == PL_CSS_LIST) {
            if (read_direction(word, width, height, angle))
                return true;
            continue;
        }
        if (word->type != PL_CSS_KEYWORD)
            return false;
        has_side = true;
        x += word->keyword == PL_KEYWORD_right ? 1 : word->keyword == PL_KEYWORD_left ? -1 : 0;
        y += word->keyword == PL_KEYWORD_bottom ? 1 : word->keyword == PL_KEYWORD_top ? -1 : 0;
    }
    if (!has_side)
        return false;
    if (x != 0 && y != 0) { // the other two corners get the middle colour
        double swap = x * height;
        y = y * width;
        x = swap;
    }
    *angle = atan2(x, -y);
    return true;
}

/* The line's middle is the box's; its ends are where corners' perpendiculars meet it. Returns its length. */
static double read_line(const struct pl_css_value *value, double width, double height,
                        struct pl_gradient *gradient, uint32_t *first_stop)
{
    double angle = acos(-1);
    *first_stop = read_direction(value->items[0], width, height, &angle);
    double length = fabs(width * sin(angle)) + fabs(height * cos(angle));
    double x = sin(angle) * length / 2, y = -cos(angle) * length / 2;
    gradient->from_x = width / 2 - x;
    gradient->from_y = height / 2 - y;
    gradient->to_x = width / 2 + x;
    gradient->to_y = height / 2 + y;
    return length;
}

struct radial {
    bool is_circle, has_shape;
    enum pl_keyword extent;
    pl_unit sizes[2];
    int size_count, place_count;
    bool is_at; // what follows is the centre
    double x, y;
};

static bool read_radial_words(struct pl_layouter *layouter, const struct pl_css_value *value,
                              double width, double height, struct radial *radial)
{
    bool is_read = false;
    for (uint32_t i = 0; i < pl_css_item_count(value); i++) {
        const struct pl_css_value *word = pl_css_item(value, i);
        if (word->type == PL_CSS_LIST) {
            is_read |= read_radial_words(layouter, word, width, height, radial);
            continue;
        }
        if (word->type == PL_CSS_COLOR)
            return false;
        if (word->type == PL_CSS_KEYWORD && word->keyword == PL_KEYWORD_at) {
            radial->is_at = is_read = true;
        } else if (word->type == PL_CSS_KEYWORD) {
            is_read = true;
            if (word->keyword == PL_KEYWORD_circle || word->keyword == PL_KEYWORD_ellipse) {
                radial->has_shape = true;
                radial->is_circle = word->keyword == PL_KEYWORD_circle;
            } else {
                radial->extent = word->keyword;
            }
        } else if (radial->is_at) {
            bool is_x = radial->place_count++ == 0;
            struct pl_css_basis basis = pl_basis(layouter,
                                                 pl_css_length_from_pt(is_x ? width : height));
            pl_unit place = 0;
            pl_css_resolve(word, &basis, &place);
            *(is_x ? &radial->x : &radial->y) = pl_unit_to_pt(place);
        } else if (radial->size_count < 2) {
            struct pl_css_basis basis = pl_basis(
                layouter, pl_css_length_from_pt(radial->size_count ? height : width));
            is_read |= pl_css_resolve(word, &basis, &radial->sizes[radial->size_count++]);
        }
    }
    return is_read;
}

static void radial_extent(const struct radial *radial, double width, double height,
                          double radius[2])
{
    double left = fabs(radial->x), right = fabs(width - radial->x), top = fabs(radial->y),
           bottom = fabs(height - radial->y);
    bool is_closest = radial->extent == PL_KEYWORD_closest_side ||
                      radial->extent == PL_KEYWORD_closest_corner;
    bool is_side = radial->extent == PL_KEYWORD_closest_side ||
                   radial->extent == PL_KEYWORD_farthest_side;
    double x = is_closest ? fmin(left, right) : fmax(left, right);
    double y = is_closest ? fmin(top, bottom) : fmax(top, bottom);
    if (radial->is_circle) {
        radius[0] = radius[1] = !is_side ? hypot(x, y) : is_closest ? fmin(x, y) : fmax(x, y);
        return;
    }
    double stretch = is_side ? 1 : sqrt(2); // the ellipse through the corner in the sides' ratio
    radius[0] = x * stretch;
    radius[1] = y * stretch;
}

/* Returns the radius on which stops are placed. */
static double read_circle(struct pl_layouter *layouter, const struct pl_css_value *value,
                          double width, double height, struct pl_gradient *gradient,
                          uint32_t *first_stop)
{
    struct radial radial = {.extent = PL_KEYWORD_farthest_corner, .x = width / 2, .y = height / 2};
    double radius[2];
    *first_stop = read_radial_words(layouter, value->items[0], width, height, &radial);
    int sizes = radial.size_count;
    if (!radial.has_shape && sizes == 1)
        radial.is_circle = true;
    radial_extent(&radial, width, height, radius);
    for (int i = 0; i < 2 && sizes; i++)
        radius[i] = pl_unit_to_pt(radial.sizes[sizes == 1 ? 0 : i]);
    radius[0] = fmax(radius[0], 0.001);
    radius[1] = fmax(radius[1], 0.001);
    gradient->is_radial = true;
    gradient->from_x = gradient->to_x = radial.x;
    gradient->from_y = gradient->to_y = radial.y;
    gradient->to_radius = radius[0];
    gradient->squeeze = radius[1] / radius[0];
    return radius[0];
}

/* Stops before 0 would have negative radii: they end in the colour of the centre. */
static struct stops from_centre(struct pl_layouter *layouter, const struct stops *stops)
{
    struct stops kept = {0};
    if (stops->data[0].at < 0)
        add_stop(layouter, &kept, 0, color_at(stops, 0));
    for (size_t i = 0; i < stops->count; i++)
        if (stops->data[i].at >= 0)
            *PL_PUSH(layouter->arena, &kept) = stops->data[i];
    return kept;
}

/* Stops from 0 to 1, and the line's ends where the first and the last stood. */
static void normalise(struct pl_layouter *layouter, struct pl_gradient *gradient,
                      struct stops *stops)
{
    double first = stops->data[0].at, last = PL_LAST(stops).at, length = last - first;
    if (!(length > 1e-6)) { // a jump: colours before and behind it
        pl_color before = stops->data[0].color, behind = PL_LAST(stops).color;
        *stops = (struct stops){0};
        last = first + (length = 1e-4);
        add_stop(layouter, stops, 0, before);
        add_stop(layouter, stops, 1, behind);
    } else {
        for (size_t i = 0; i < stops->count; i++)
            stops->data[i].at = fmin(fmax((stops->data[i].at - first) / length, 0), 1);
    }
    double x = gradient->to_x - gradient->from_x, y = gradient->to_y - gradient->from_y;
    double from_x = gradient->from_x, from_y = gradient->from_y, radius = gradient->to_radius;
    gradient->from_x = from_x + x * first;
    gradient->from_y = from_y + y * first;
    gradient->to_x = from_x + x * last;
    gradient->to_y = from_y + y * last;
    gradient->from_radius = radius * first;
    gradient->to_radius = radius * last;
    gradient->stops = stops->data;
    gradient->stop_count = (uint32_t)stops->count;
}

const struct pl_gradient *pl_gradient_of(struct pl_layouter *layouter,
                                         const struct pl_css_value *value, pl_unit width,
                                         pl_unit height)
{
    bool is_linear = value->keyword == PL_KEYWORD_linear_gradient ||
                     value->keyword == PL_KEYWORD_repeating_linear_gradient;
    bool is_radial = value->keyword == PL_KEYWORD_radial_gradient ||
                     value->keyword == PL_KEYWORD_repeating_radial_gradient;
    bool repeats = value->keyword == PL_KEYWORD_repeating_linear_gradient ||
                   value->keyword == PL_KEYWORD_repeating_radial_gradient;
    if (value->type != PL_CSS_FUNCTION || !value->count || !(is_linear || is_radial))
        return NULL;
    struct pl_gradient *gradient = PL_NEW(layouter->arena, struct pl_gradient);
    double w = pl_unit_to_pt(width), h = pl_unit_to_pt(height), length;
    uint32_t first_stop;
    gradient->squeeze = 1;
    length = is_linear ? read_line(value, w, h, gradient, &first_stop)
                       : read_circle(layouter, value, w, h, gradient, &first_stop);
    struct written_stops written = {0};
    for (uint32_t i = first_stop; i < value->count; i++)
        read_stop(layouter, value->items[i], length, &written);
    if (!written.count || written.data[0].is_hint || PL_LAST(&written).is_hint)
        return NULL;
    settle_places(&written);
    struct stops stops = make_stops(layouter, &written);
    if (repeats) {
        double reach = is_linear ? 1 : fmax(hypot(w, h / gradient->squeeze) * 2 / length, 1);
        stops = repeat(layouter, &stops, reach);
    }
    if (gradient->is_radial)
        stops = from_centre(layouter, &stops);
    if (!stops.count)
        return NULL;
    normalise(layouter, gradient, &stops);
    return gradient;
}
