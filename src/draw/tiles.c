// SPDX-License-Identifier: MIT
/* draw/tiles.c: a layer of a background on a Cairo surface that isn't a PDF's: previews, cover. */
#include "draw/tiles.h"

#include <cairo.h>

#include "draw/box.h"
#include "draw/picture.h"

static cairo_pattern_t *gradient_pattern(const struct pl_gradient *gradient)
{
    cairo_pattern_t *pattern = gradient->is_radial
                                   ? cairo_pattern_create_radial(0, 0, gradient->from_radius, 0, 0,
                                                                 gradient->to_radius)
                                   : cairo_pattern_create_linear(gradient->from_x, gradient->from_y,
                                                                 gradient->to_x, gradient->to_y);
    for (uint32_t i = 0; i < gradient->stop_count; i++) {
        pl_color color = gradient->stops[i].color;
        cairo_pattern_add_color_stop_rgba(pattern, gradient->stops[i].at, (color >> 24) / 255.0,
                                          (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                                          (color & 255) / 255.0);
    }
    if (gradient->is_radial) { // its own space: a circle round the origin
        cairo_matrix_t matrix;
        cairo_matrix_init_scale(&matrix, 1, 1 / gradient->squeeze);
        cairo_matrix_translate(&matrix, -gradient->from_x, -gradient->from_y);
        cairo_pattern_set_matrix(pattern, &matrix);
    }
    cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD);
    return pattern;
}

static void paint_once(cairo_t *cr, const struct pl_tiles *tiles, cairo_pattern_t *pattern,
                       double x, double y)
{
    cairo_save(cr);
    cairo_translate(cr, x, y);
    cairo_rectangle(cr, 0, 0, pl_unit_to_pt(tiles->first.width),
                    pl_unit_to_pt(tiles->first.height));
    cairo_set_source(cr, pattern);
    cairo_fill(cr);
    cairo_restore(cr);
}

static void paint_all(cairo_t *cr, const struct pl_tiles *tiles, cairo_pattern_t *pattern)
{
    for (uint32_t row = 0; row < tiles->down; row++)
        for (uint32_t column = 0; column < tiles->across; column++)
            paint_once(cr, tiles, pattern,
                       pl_unit_to_pt((pl_flow)tiles->first.x + (pl_flow)column * tiles->step_x),
                       pl_unit_to_pt((pl_flow)tiles->first.y + (pl_flow)row * tiles->step_y));
}

/* Tiles that touch are one pattern that repeats. */
static void paint_pixels(cairo_t *cr, const struct pl_tiles *tiles, const struct pl_pixels *pixels)
{
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels->data, CAIRO_FORMAT_ARGB32, (int)pixels->width, (int)pixels->height,
        (int)(pixels->stride * sizeof *pixels->data));
    cairo_pattern_t *pattern = cairo_pattern_create_for_surface(surface);
    bool touches = tiles->step_x == tiles->first.width && tiles->step_y == tiles->first.height &&
                   (tiles->across > 1 || tiles->down > 1);
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, pixels->width / pl_unit_to_pt(tiles->first.width),
                            pixels->height / pl_unit_to_pt(tiles->first.height));
    if (touches)
        cairo_matrix_translate(&matrix, -pl_unit_to_pt(tiles->first.x),
                               -pl_unit_to_pt(tiles->first.y));
    cairo_pattern_set_matrix(pattern, &matrix);
    cairo_pattern_set_filter(pattern, CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(pattern, touches ? CAIRO_EXTEND_REPEAT : CAIRO_EXTEND_PAD);
    if (touches) {
        cairo_rectangle(cr, pl_unit_to_pt(tiles->first.x), pl_unit_to_pt(tiles->first.y),
                        pl_unit_to_pt((pl_flow)tiles->across * tiles->step_x),
                        pl_unit_to_pt((pl_flow)tiles->down * tiles->step_y));
        cairo_set_source(cr, pattern);
        cairo_fill(cr);
    } else {
        paint_all(cr, tiles, pattern);
    }
    cairo_pattern_destroy(pattern);
    cairo_surface_finish(surface); // the pixels are the arena's
    cairo_surface_destroy(surface);
}

static void paint_picture(cairo_t *cr, const struct pl_tiles *tiles)
{
    struct pl_pixels pixels;
    struct pl_arena *arena = pl_draw_pixels(tiles->picture, &pixels);
    if (!arena)
        return;
    paint_pixels(cr, tiles, &pixels);
    pl_arena_free(arena);
}

void pl_draw_tiles(cairo_t *cr, const struct pl_tiles *tiles)
{
    if (tiles->first.width <= 0 || tiles->first.height <= 0)
        return;
    cairo_save(cr);
    pl_draw_trace(cr, &tiles->clip, tiles->radius);
    cairo_clip(cr);
    if (tiles->picture) {
        paint_picture(cr, tiles);
    } else {
        cairo_pattern_t *pattern = gradient_pattern(tiles->gradient);
        paint_all(cr, tiles, pattern);
        cairo_pattern_destroy(pattern);
    }
    cairo_restore(cr);
}
