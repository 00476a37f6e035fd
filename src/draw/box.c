// SPDX-License-Identifier: MIT
/* draw/box.c: fills, borders and text-decoration, as paths of one colour each.
 *
 * How borders work: the sides of one solid colour are a ring between the outer and the inner
 * rounded rectangle. Otherwise each side is clipped to its trapezoid, whose slanted ends
 * meet the neighbours' at the corner, and the ring (or two, or a dashed line along its middle) is
 * painted through that clip. */
#include "draw/box.h"

#include <cairo.h>
#include <math.h>

enum side { TOP, RIGHT, BOTTOM, LEFT };

/* A rounded rectangle in points. Radii: top left, top right, bottom right, bottom left. */
struct round {
    double x, y, width, height;
    double radius[4][2]; // horizontal, vertical
};

static void set_color(cairo_t *cr, pl_color color)
{
    cairo_set_source_rgba(cr, (color >> 24) / 255.0, (color >> 16 & 255) / 255.0,
                          (color >> 8 & 255) / 255.0, (color & 255) / 255.0);
}

/* --- Rounded rectangles ---------------------------------------------------------------------- */

/* Radii too large for their sides shrink together (CSS Backgrounds 3 §5.5). */
static double radius_factor(const struct round *box)
{
    const double(*r)[2] = box->radius;
    double sums[4] = {r[0][0] + r[1][0], r[2][0] + r[3][0], r[0][1] + r[3][1], r[1][1] + r[2][1]};
    double sides[4] = {box->width, box->width, box->height, box->height};
    double factor = 1;
    for (int i = 0; i < 4; i++)
        if (sums[i] > 0 && sides[i] / sums[i] < factor)
            factor = fmax(sides[i] / sums[i], 0);
    return factor;
}

static struct round round_of(const struct pl_rect *rect, const pl_unit radius[4])
{
    struct round box = {pl_unit_to_pt(rect->x), pl_unit_to_pt(rect->y), pl_unit_to_pt(rect->width),
                        pl_unit_to_pt(rect->height), {{0}}};
    for (int i = 0; i < 4; i++)
        box.radius[i][0] = box.radius[i][1] = fmax(pl_unit_to_pt(radius[i]), 0);
    double factor = radius_factor(&box);
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 2; k++)
            box.radius[i][k] *= factor;
    return box;
}

/* The box `part` of the way from its outer edge to the inner edge of a border with these widths. */
static struct round inset(struct round box, const double width[4], double part)
{
    double t = width[TOP] * part, r = width[RIGHT] * part;
    double b = width[BOTTOM] * part, l = width[LEFT] * part;
    double across[4] = {l, r, r, l}, down[4] = {t, t, b, b};
    box.x += l;
    box.y += t;
    box.width = fmax(box.width - l - r, 0);
    box.height = fmax(box.height - t - b, 0);
    for (int i = 0; i < 4; i++) {
        box.radius[i][0] = fmax(box.radius[i][0] - across[i], 0);
        box.radius[i][1] = fmax(box.radius[i][1] - down[i], 0);
    }
    return box;
}

static bool is_plain(const struct round *box)
{
    for (int i = 0; i < 4; i++)
        if (box->radius[i][0] > 0 && box->radius[i][1] > 0)
            return false;
    return true;
}

/* A quarter of an ellipse as one Bézier curve, from the current point to (x, y); (cx, cy) is the
 * corner it rounds. 0.5523 keeps within 0.03 % of the circle. */
static void corner(cairo_t *cr, double cx, double cy, double x, double y)
{
    const double k = 0.5523;
    double from_x, from_y;
    cairo_get_current_point(cr, &from_x, &from_y);
    cairo_curve_to(cr, from_x + (cx - from_x) * k, from_y + (cy - from_y) * k, x + (cx - x) * k,
                   y + (cy - y) * k, x, y);
}

static void trace(cairo_t *cr, const struct round *box)
{
    double l = box->x, t = box->y, r = box->x + box->width, b = box->y + box->height;
    if (is_plain(box)) {
        cairo_rectangle(cr, l, t, box->width, box->height);
        return;
    }
    const double(*radius)[2] = box->radius;
    cairo_move_to(cr, l + radius[0][0], t);
    cairo_line_to(cr, r - radius[1][0], t);
    corner(cr, r, t, r, t + radius[1][1]);
    cairo_line_to(cr, r, b - radius[2][1]);
    corner(cr, r, b, r - radius[2][0], b);
    cairo_line_to(cr, l + radius[3][0], b);
    corner(cr, l, b, l, b - radius[3][1]);
    cairo_line_to(cr, l, t + radius[0][1]);
    corner(cr, l, t, l + radius[0][0], t);
    cairo_close_path(cr);
}

void pl_draw_trace(cairo_t *cr, const struct pl_rect *rect, const pl_unit radius[4])
{
    struct round box = round_of(rect, radius);
    trace(cr, &box);
}

void pl_draw_fill(cairo_t *cr, const struct pl_fill *fill)
{
    if ((fill->color & 255) == 0 || fill->rect.width <= 0 || fill->rect.height <= 0)
        return;
    struct round box = round_of(&fill->rect, fill->radius);
    set_color(cr, fill->color);
    trace(cr, &box);
    cairo_fill(cr);
}

/* --- Borders ------------------------------------------------------------------------------------ */

struct edges {
    struct round outer;
    double width[4]; // 0 where a side isn't painted
};

static void fill_ring(cairo_t *cr, const struct edges *edges, double from, double to, pl_color color)
{
    struct round outside = inset(edges->outer, edges->width, from);
    struct round inside = inset(edges->outer, edges->width, to);
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
    set_color(cr, color);
    trace(cr, &outside);
    trace(cr, &inside);
    cairo_fill(cr);
}

/* Square corners, one solid colour: a bar a side. A ring would leave edges that coincide where a side has no
 * width, and viewers draw a hairline there. */
static void fill_bars(cairo_t *cr, const struct edges *edges, pl_color color)
{
    const struct round *o = &edges->outer;
    double t = edges->width[TOP], r = edges->width[RIGHT], b = edges->width[BOTTOM], l = edges->width[LEFT];
    double between = o->height - t - b;
    set_color(cr, color);
    if (t > 0)
        cairo_rectangle(cr, o->x, o->y, o->width, t);
    if (b > 0)
        cairo_rectangle(cr, o->x, o->y + o->height - b, o->width, b);
    if (l > 0 && between > 0)
        cairo_rectangle(cr, o->x, o->y + t, l, between);
    if (r > 0 && between > 0)
        cairo_rectangle(cr, o->x + o->width - r, o->y + t, r, between);
    cairo_fill(cr);
}

/* The trapezoid of a side; with rounded corners its slants go on to where the inner radii end. */
static void clip_side(cairo_t *cr, const struct edges *edges, enum side side)
{
    const struct round *o = &edges->outer;
    struct round in = inset(*o, edges->width, 1);
    double ox[4] = {o->x, o->x + o->width, o->x + o->width, o->x};
    double oy[4] = {o->y, o->y, o->y + o->height, o->y + o->height};
    double ix[4] = {in.x, in.x + in.width, in.x + in.width, in.x};
    double iy[4] = {in.y, in.y, in.y + in.height, in.y + in.height};
    for (int i = 0; i < 4; i++) { // as far as the larger of the inner corner's radii
        double dx = ix[i] - ox[i], dy = iy[i] - oy[i];
        double reach = 1;
        if (dx != 0)
            reach = fmax(reach, 1 + in.radius[i][0] / fabs(dx));
        if (dy != 0)
            reach = fmax(reach, 1 + in.radius[i][1] / fabs(dy));
        double most = fmin(dx != 0 ? o->width / 2 / fabs(dx) : 1e9, dy != 0 ? o->height / 2 / fabs(dy) : 1e9);
        reach = fmin(reach, fmax(most, 1));
        ix[i] = ox[i] + dx * reach;
        iy[i] = oy[i] + dy * reach;
    }
    int a = (int)side, b = ((int)side + 1) % 4;
    cairo_move_to(cr, ox[a], oy[a]);
    cairo_line_to(cr, ox[b], oy[b]);
    cairo_line_to(cr, ix[b], iy[b]);
    cairo_line_to(cr, ix[a], iy[a]);
    cairo_close_path(cr);
    cairo_clip(cr);
}

/* Dashes of two to three widths, as many as fill the side evenly. */
static void stroke_side(cairo_t *cr, const struct edges *edges, enum side side, bool is_dotted,
                        pl_color color)
{
    struct round middle = inset(edges->outer, edges->width, 0.5);
    double width = edges->width[side];
    bool is_level = side == TOP || side == BOTTOM;
    double length = is_level ? middle.width : middle.height;
    double wish = is_dotted ? 2 * width : 4 * width; // a dash and its gap
    double count = fmax(1, round(length / wish));
    if (count > 4000) // hair dashes along a huge page: a line is what would be seen
        count = 1;
    double period = length / count;
    double dash[2] = {is_dotted ? 0 : period / 2, is_dotted ? period : period / 2};
    set_color(cr, color);
    cairo_set_line_width(cr, width);
    cairo_set_line_cap(cr, is_dotted ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
    cairo_set_dash(cr, dash, 2, is_dotted ? 0 : period / 4);
    if (is_plain(&edges->outer)) {
        double x = side == RIGHT ? middle.x + middle.width : middle.x;
        double y = side == BOTTOM ? middle.y + middle.height : middle.y;
        cairo_move_to(cr, x, y);
        cairo_line_to(cr, is_level ? x + middle.width : x, is_level ? y : y + middle.height);
    } else {
        trace(cr, &middle);
    }
    cairo_stroke(cr);
}

static pl_color shade(pl_color color, bool darker)
{
    unsigned channels[3] = {color >> 24, color >> 16 & 255, color >> 8 & 255};
    for (int i = 0; i < 3; i++)
        channels[i] = darker ? channels[i] / 2 : channels[i] + (255 - channels[i]) / 3;
    return channels[0] << 24 | channels[1] << 16 | channels[2] << 8 | (color & 255);
}

static void paint_side(cairo_t *cr, const struct edges *edges, enum side side,
                       enum pl_border_style style, pl_color color)
{
    bool is_upper = side == TOP || side == LEFT; // the light comes from the upper left
    switch (style) {
    case PL_BORDER_NONE:
        return;
    case PL_BORDER_SOLID:
        fill_ring(cr, edges, 0, 1, color);
        return;
    case PL_BORDER_DOUBLE:
        fill_ring(cr, edges, 0, 1 / 3.0, color);
        fill_ring(cr, edges, 2 / 3.0, 1, color);
        return;
    case PL_BORDER_DASHED:
    case PL_BORDER_DOTTED:
        stroke_side(cr, edges, side, style == PL_BORDER_DOTTED, color);
        return;
    case PL_BORDER_GROOVE:
    case PL_BORDER_RIDGE:
        fill_ring(cr, edges, 0, 0.5, shade(color, is_upper == (style == PL_BORDER_GROOVE)));
        fill_ring(cr, edges, 0.5, 1, shade(color, is_upper != (style == PL_BORDER_GROOVE)));
        return;
    case PL_BORDER_INSET:
    case PL_BORDER_OUTSET:
        fill_ring(cr, edges, 0, 1, shade(color, is_upper == (style == PL_BORDER_INSET)));
        return;
    }
}

static bool is_painted(const struct pl_border *border, int side)
{
    return border->style[side] != PL_BORDER_NONE && border->width[side] > 0 &&
           (border->color[side] & 255) != 0;
}

/* All painted sides are solid and of one colour: one ring. */
static bool is_one_ring(const struct pl_border *border)
{
    int first = -1;
    for (int side = 0; side < 4; side++) {
        if (!is_painted(border, side))
            continue;
        if (border->style[side] != PL_BORDER_SOLID)
            return false;
        if (first >= 0 && border->color[side] != border->color[first])
            return false;
        first = side;
    }
    return first >= 0;
}

void pl_draw_border(cairo_t *cr, const struct pl_border *border)
{
    if (border->box.width <= 0 && border->box.height <= 0)
        return;
    struct edges edges = {.outer = round_of(&border->box, border->radius)};
    int first = -1;
    for (int side = 0; side < 4; side++) {
        // A transparent side still takes its place: the neighbours' corners are slanted by it.
        if (border->style[side] != PL_BORDER_NONE)
            edges.width[side] = fmax(pl_unit_to_pt(border->width[side]), 0);
        if (first < 0 && is_painted(border, side))
            first = side;
    }
    if (first < 0)
        return;
    cairo_save(cr);
    bool hides_a_side = false;
    for (int side = 0; side < 4; side++)
        hides_a_side |= edges.width[side] > 0 && !is_painted(border, side);
    if (is_one_ring(border) && !hides_a_side && is_plain(&edges.outer)) {
        fill_bars(cr, &edges, border->color[first]);
    } else if (is_one_ring(border) && !hides_a_side) {
        fill_ring(cr, &edges, 0, 1, border->color[first]);
    } else {
        for (int side = 0; side < 4; side++) {
            if (!is_painted(border, side))
                continue;
            cairo_save(cr);
            clip_side(cr, &edges, (enum side)side);
            paint_side(cr, &edges, (enum side)side, (enum pl_border_style)border->style[side],
                       border->color[side]);
            cairo_restore(cr);
        }
    }
    cairo_restore(cr);
}

/* --- Text-decoration ------------------------------------------------------------------------------ */

static void line_at(cairo_t *cr, double x, double y, double width)
{
    cairo_move_to(cr, x, y);
    cairo_line_to(cr, x + width, y);
    cairo_stroke(cr);
}

/* Half waves of two thicknesses' height and three thicknesses' length. */
static void wave(cairo_t *cr, double x, double y, double width, double thickness)
{
    double step = 3 * thickness, count = ceil(width / step), height = 2.6 * thickness;
    if (count > 4000)
        return;
    cairo_rectangle(cr, x, y - 4 * thickness, width, 8 * thickness);
    cairo_clip(cr);
    cairo_move_to(cr, x, y);
    for (int i = 0; i < (int)count; i++) {
        double from = x + i * step, up = i % 2 ? height : -height;
        cairo_curve_to(cr, from + step / 3, y + up, from + 2 * step / 3, y + up, from + step, y);
    }
    cairo_stroke(cr);
}

void pl_draw_stroke(cairo_t *cr, const struct pl_stroke *stroke)
{
    double x = pl_unit_to_pt(stroke->x), y = pl_unit_to_pt(stroke->y);
    double width = pl_unit_to_pt(stroke->width), thickness = pl_unit_to_pt(stroke->thickness);
    if (width <= 0 || thickness <= 0 || (stroke->color & 255) == 0)
        return;
    cairo_save(cr);
    set_color(cr, stroke->color);
    cairo_set_line_width(cr, thickness);
    switch (stroke->form) {
    case PL_STROKE_SOLID:
        line_at(cr, x, y, width);
        break;
    case PL_STROKE_DOUBLE:
        line_at(cr, x, y - thickness, width);
        line_at(cr, x, y + thickness, width);
        break;
    case PL_STROKE_DOTTED:
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_dash(cr, (double[]){0, 2 * thickness}, 2, -thickness / 2);
        line_at(cr, x, y, width);
        break;
    case PL_STROKE_DASHED:
        cairo_set_dash(cr, (double[]){3 * thickness, 2 * thickness}, 2, 0);
        line_at(cr, x, y, width);
        break;
    case PL_STROKE_WAVY:
        wave(cr, x, y, width, thickness);
        break;
    }
    cairo_restore(cr);
}
