// SPDX-License-Identifier: MIT
/* draw/picture.c: a picture's pixels on a Cairo surface: previews, cover. */
#include "draw/picture.h"

#include <cairo.h>

#include "base/limits.h"

struct decoding {
    struct pl_arena *arena;
    const struct pl_picture *picture;
    struct pl_pixels pixels;
};

static bool decode(void *argument)
{
    struct decoding *decoding = argument;
    pl_str why;
    return pl_picture_decode(decoding->arena, decoding->picture, &decoding->pixels, &why);
}

static void clip_rect(cairo_t *cr, const struct pl_rect *rect)
{
    cairo_rectangle(cr, pl_unit_to_pt(rect->x), pl_unit_to_pt(rect->y), pl_unit_to_pt(rect->width),
                    pl_unit_to_pt(rect->height));
    cairo_clip(cr);
}

static void paint_pixels(cairo_t *cr, const struct pl_picture_mark *mark,
                         const struct pl_pixels *pixels)
{
    cairo_surface_t *surface = cairo_image_surface_create_for_data(
        (unsigned char *)pixels->data, CAIRO_FORMAT_ARGB32, (int)pixels->width, (int)pixels->height,
        (int)(pixels->stride * sizeof *pixels->data));
    cairo_save(cr);
    clip_rect(cr, &mark->clip);
    cairo_translate(cr, pl_unit_to_pt(mark->rect.x), pl_unit_to_pt(mark->rect.y));
    cairo_scale(cr, pl_unit_to_pt(mark->rect.width) / pixels->width,
                pl_unit_to_pt(mark->rect.height) / pixels->height);
    cairo_set_source_surface(cr, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD); // no pale edge
    cairo_rectangle(cr, 0, 0, pixels->width, pixels->height);
    cairo_fill(cr);
    cairo_restore(cr);
    cairo_surface_finish(surface); // the pixels are the arena's
    cairo_surface_destroy(surface);
}

struct pl_arena *pl_draw_pixels(const struct pl_picture *picture, struct pl_pixels *pixels)
{
    struct pl_arena *arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!arena)
        return NULL;
    struct decoding decoding = {.arena = arena, .picture = picture};
    bool over_limit;
    if (pl_arena_run(arena, decode, &decoding, &over_limit) && decoding.pixels.width > 0) {
        *pixels = decoding.pixels;
        return arena;
    }
    pl_arena_free(arena);
    return NULL;
}

void pl_draw_picture(cairo_t *cr, const struct pl_picture_mark *mark)
{
    struct pl_pixels pixels;
    if (mark->rect.width <= 0 || mark->rect.height <= 0)
        return;
    struct pl_arena *arena = pl_draw_pixels(mark->picture, &pixels);
    if (!arena)
        return;
    paint_pixels(cr, mark, &pixels);
    pl_arena_free(arena);
}
