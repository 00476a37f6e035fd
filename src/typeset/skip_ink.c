// SPDX-License-Identifier: MIT
/* typeset/skip_ink.c: where the ink of a glyph crosses a line.
 *
 * How it works: the outline is read as short straight pieces; what of a piece lies between the two heights
 * widens the stretch. A shape that only surrounds the band (a very large letter) has its sides
 * there, so the stretch holds it as well. */
#include "typeset/skip_ink.h"

#include <stddef.h>

enum { CURVE_PIECES = 8 };

struct band {
    float low, high, left, right;
    bool has_ink;
};

static void widen(struct band *band, float x)
{
    if (!band->has_ink || x < band->left)
        band->left = x;
    if (!band->has_ink || x > band->right)
        band->right = x;
    band->has_ink = true;
}

static void add_piece(struct band *band, float x0, float y0, float x1, float y1)
{
    if ((y0 < band->low && y1 < band->low) || (y0 > band->high && y1 > band->high))
        return;
    float edges[2] = {band->low, band->high};
    if (y0 >= band->low && y0 <= band->high)
        widen(band, x0);
    if (y1 >= band->low && y1 <= band->high)
        widen(band, x1);
    for (int i = 0; i < 2; i++) {
        float from = y0 < y1 ? y0 : y1, to = y0 < y1 ? y1 : y0;
        if (edges[i] > from && edges[i] < to)
            widen(band, x0 + (x1 - x0) * (edges[i] - y0) / (y1 - y0));
    }
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)data, (void)state, (void)x, (void)y, (void)user;
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                    void *user)
{
    (void)funcs, (void)user;
    add_piece(data, state->current_x, state->current_y, x, y);
}

static void cubic_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1,
                     float x2, float y2, float x3, float y3, void *user)
{
    (void)funcs, (void)user;
    float x0 = state->current_x, y0 = state->current_y, x = x0, y = y0;
    for (int i = 1; i <= CURVE_PIECES; i++) {
        float t = (float)i / CURVE_PIECES, u = 1 - t;
        float a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;
        float nx = a * x0 + b * x1 + c * x2 + d * x3, ny = a * y0 + b * y1 + c * y2 + d * y3;
        add_piece(data, x, y, nx, ny);
        x = nx;
        y = ny;
    }
}

static hb_draw_funcs_t *drawing(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create(); // quadratic curves come as cubic ones
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    return funcs;
}

hb_font_t *pl_ink_font_new(hb_font_t *font)
{
    int x, y;
    hb_font_t *ink = hb_font_create(hb_font_get_face(font));
    hb_font_get_scale(font, &x, &y);
    hb_font_set_scale(ink, x, y);
    return ink;
}

bool pl_ink_between(hb_font_t *font, hb_codepoint_t glyph, pl_unit low, pl_unit high, pl_unit *left,
                    pl_unit *right)
{
    hb_glyph_extents_t extents;
    if (!hb_font_get_glyph_extents(font, glyph, &extents) || extents.y_bearing < low ||
        extents.y_bearing + extents.height > high)
        return false;
    hb_draw_funcs_t *funcs = drawing();
    struct band band = {.low = (float)low, .high = (float)high};
    hb_font_get_glyph_shape(font, glyph, funcs, &band);
    hb_draw_funcs_destroy(funcs);
    *left = (pl_unit)band.left;
    *right = (pl_unit)band.right;
    return band.has_ink;
}
