// SPDX-License-Identifier: MIT
/* draw/raster.c: a page as a PNG: cover, preview, gallery. */
#include "draw/raster.h"

#include <cairo.h>
#include <math.h>

#include "draw/paint.h"

#define SIDE_AT_MOST 32000 // pixels; Cairo's own limit is 32767

static void drop_surface(void *surface)
{
    cairo_surface_destroy(surface);
}

static void paint_page(cairo_surface_t *surface, struct pl_fonts_map *fonts,
                       const struct pl_page *page, double scale)
{
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    for (int type = 0; type < PL_DECORATION_TYPE_COUNT; type++)
        pl_paint_decoration(cr, fonts, page, (enum pl_decoration_type)type);
    pl_paint_content(cr, fonts, page, NULL);
    cairo_destroy(cr);
}

pl_str pl_raster_page(struct pl_arena *arena, struct pl_fonts_map *fonts, const struct pl_page *page,
                      double dpi)
{
    double scale = dpi / 72;
    double width = ceil(pl_unit_to_pt(page->width) * scale - 1e-6);
    double height = ceil(pl_unit_to_pt(page->height) * scale - 1e-6);
    if (!(width >= 1 && height >= 1 && width <= SIDE_AT_MOST && height <= SIDE_AT_MOST))
        return (pl_str){0};
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)width, (int)height);
    pl_arena_defer(arena, drop_surface, surface);
    paint_page(surface, fonts, page, scale);
    cairo_surface_flush(surface);
    unsigned char *data = cairo_image_surface_get_data(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS || !data)
        return (pl_str){0};
    struct pl_pixels pixels = {.width = (uint32_t)width,
                               .height = (uint32_t)height,
                               .stride = (size_t)cairo_image_surface_get_stride(surface) / 4,
                               .data = (uint32_t *)(void *)data};
    return pl_picture_encode_png(arena, &pixels);
}
