// SPDX-License-Identifier: MIT
/* tests/draw/paint.c: fills, borders and strokes put colour where they should. */
#include "draw/paint.h"

#include <cairo.h>

#include "base/strbuf.h"
#include "draw/raster.h"
#include "support/support.h"

#define SIDE 60

/* The marks painted on white, one pixel a point. */
static cairo_surface_t *paint(const struct pl_mark *marks, size_t count)
{
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIDE, SIDE);
    cairo_t *cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    pl_paint_marks(cr, NULL, marks, count, NULL);
    assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    return surface;
}

/* A grid of letters, one each tenth point: "." white, "r" red, "g" green, "b" blue, "k" dark, "?" between. */
static pl_str look(struct pl_test *test, cairo_surface_t *surface)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (int y = 5; y < SIDE; y += 10) {
        const unsigned char *row =
            cairo_image_surface_get_data(surface) + (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
        for (int x = 5; x < SIDE; x += 10) {
            uint32_t pixel = ((const uint32_t *)(const void *)row)[x] & 0xFFFFFF;
            char c = pixel == 0xFFFFFF ? '.' : pixel == 0xFF0000 ? 'r' : pixel == 0x00FF00 ? 'g'
                     : pixel == 0x0000FF ? 'b' : pixel == 0 ? 'k' : '?';
            pl_strbuf_add_byte(&out, c);
        }
        pl_strbuf_add_byte(&out, '\n');
    }
    cairo_surface_destroy(surface);
    return pl_strbuf_str(&out);
}

static const struct pl_rect whole = {0, 0, PL_PT(60), PL_PT(60)};

static void a_fill_covers_its_rectangle_but_for_round_corners(void **state)
{
    struct pl_test *test = *state;
    struct pl_mark fill = {.type = PL_MARK_FILL, .fill = {{PL_PT(10), PL_PT(20), PL_PT(30), PL_PT(20)}, 0xFF0000FFu, {0}}};
    assert_text_equal(look(test, paint(&fill, 1)), "......\n......\n.rrr..\n.rrr..\n......\n......\n");
    struct pl_mark round = {.type = PL_MARK_FILL, .fill = {whole, 0x00FF00FFu, {PL_PT(30), 0, PL_PT(30), 0}}};
    assert_text_equal(look(test, paint(&round, 1)), ".ggggg\ngggggg\ngggggg\ngggggg\nggggg?\ngggg?.\n");
}

static void sides_of_a_border_meet_in_slanted_corners(void **state)
{
    struct pl_test *test = *state;
    struct pl_border border = {.box = whole,
                               .width = {PL_PT(20), PL_PT(20), PL_PT(20), PL_PT(20)},
                               .color = {0xFF0000FFu, 0x00FF00FFu, 0xFF0000FFu, 0x0000FFFFu},
                               .style = {PL_BORDER_SOLID, PL_BORDER_SOLID, PL_BORDER_SOLID, PL_BORDER_SOLID}};
    struct pl_mark mark = {.type = PL_MARK_BORDER, .border = border};
    pl_str got = look(test, paint(&mark, 1));
    assert_text_contains(pl_str_slice(got, 0, 7), "rrrr");
    assert_str_equal(pl_str_slice(got, 14, 28), PL_LIT("bb..gg\nbb..gg\n"));
    mark.border.color[1] = mark.border.color[3] = 0xFF0000FFu; // one ring
    assert_text_equal(look(test, paint(&mark, 1)), "rrrrrr\nrrrrrr\nrr..rr\nrr..rr\nrrrrrr\nrrrrrr\n");
    mark.border.style[0] = mark.border.style[2] = PL_BORDER_NONE; // sides without the others have no slant
    assert_text_equal(look(test, paint(&mark, 1)), "rr..rr\nrr..rr\nrr..rr\nrr..rr\nrr..rr\nrr..rr\n");
}

/* Pixels that aren't white in the square [from, to) of both axes. */
static int count_painted(cairo_surface_t *surface, int from, int to)
{
    int count = 0;
    for (int y = from; y < to; y++) {
        const unsigned char *row =
            cairo_image_surface_get_data(surface) + (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
        for (int x = from; x < to; x++)
            count += (((const uint32_t *)(const void *)row)[x] & 0xFFFFFF) != 0xFFFFFF;
    }
    return count;
}

/* Every style paints something, stays inside its box and asks nothing of Cairo that fails. */
static void every_style_paints_inside_its_box(void **state)
{
    (void)state;
    for (int style = PL_BORDER_SOLID; style <= PL_BORDER_OUTSET; style++) {
        for (int radius = 0; radius <= 40; radius += 20) {
            struct pl_mark mark = {.type = PL_MARK_BORDER};
            mark.border.box = (struct pl_rect){PL_PT(10), PL_PT(10), PL_PT(40), PL_PT(40)};
            for (int side = 0; side < 4; side++) {
                mark.border.width[side] = PL_PT(10);
                mark.border.color[side] = 0x000000FFu;
                mark.border.style[side] = (uint8_t)style;
                mark.border.radius[side] = PL_PT(radius);
            }
            cairo_surface_t *surface = paint(&mark, 1);
            int all = count_painted(surface, 0, SIDE), inside = count_painted(surface, 10, 50);
            assert_true(all > 300);
            assert_int_equal(all, inside);
            assert_int_equal(count_painted(surface, 24, 36), 0);
            cairo_surface_destroy(surface);
        }
    }
}

static void tiles_are_repeated_behind_their_clip(void **state)
{
    struct pl_test *test = *state;
    const struct pl_gradient_stop stops[] = {{0, 0xFF0000FFu}, {0.5, 0xFF0000FFu}, {0.5, 0x0000FFFFu}, {1, 0x0000FFFFu}};
    const struct pl_gradient gradient = {.to_x = 20, .squeeze = 1, .stops = stops, .stop_count = 4};
    const struct pl_tiles tiles = {.gradient = &gradient,
                                   .first = {0, 0, PL_PT(20), PL_PT(20)},
                                   .step_x = PL_PT(20),
                                   .step_y = PL_PT(40),
                                   .across = 3,
                                   .down = 2,
                                   .clip = {PL_PT(10), 0, PL_PT(50), PL_PT(50)}};
    struct pl_mark mark = {.type = PL_MARK_TILES, .tiles = &tiles};
    assert_text_equal(look(test, paint(&mark, 1)), ".brbrb\n.brbrb\n......\n......\n.brbrb\n......\n");
}

static void a_mark_without_extent_or_colour_paints_nothing(void **state)
{
    struct pl_test *test = *state;
    const struct pl_mark marks[] = {
        {.type = PL_MARK_FILL, .fill = {whole, PL_COLOR_NONE, {0}}},
        {.type = PL_MARK_FILL, .fill = {{0, 0, PL_PT(-5), PL_PT(10)}, PL_COLOR_BLACK, {0}}},
        {.type = PL_MARK_BORDER, .border = {.box = whole, .style = {PL_BORDER_SOLID}, .color = {PL_COLOR_BLACK}}},
        {.type = PL_MARK_STROKE, .stroke = {.width = PL_PT(60), .color = PL_COLOR_BLACK}},
        {.type = PL_MARK_STROKE,
         .stroke = {.width = PL_UNIT_MAX, .thickness = 1, .color = PL_COLOR_BLACK, .form = PL_STROKE_WAVY}},
    };
    assert_text_equal(look(test, paint(marks, sizeof marks / sizeof *marks)),
                      "......\n......\n......\n......\n......\n......\n");
}

static void strokes_of_all_forms_are_painted(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        int form;
        const char *expected; // of the row they stand in
    } rows[] = {
        {PL_STROKE_SOLID, "kkkkkk\n"}, {PL_STROKE_DOTTED, NULL}, {PL_STROKE_DASHED, NULL}, {PL_STROKE_WAVY, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_mark mark = {.type = PL_MARK_STROKE,
                               .stroke = {.y = PL_PT(25), .width = PL_PT(60), .thickness = PL_PT(6), .color = PL_COLOR_BLACK}};
        mark.stroke.form = rows[i].form;
        pl_str row = pl_str_slice(look(test, paint(&mark, 1)), 14, 21);
        if (rows[i].expected)
            assert_text_equal(row, rows[i].expected);
        assert_false(pl_str_eq(row, PL_LIT("......\n")));
    }
}

static void a_page_becomes_a_png_of_its_size(void **state)
{
    struct pl_test *test = *state;
    struct pl_mark fill = {.type = PL_MARK_FILL, .fill = {whole, 0x0000FFFFu, {0}}};
    struct pl_decoration tint = {PL_DECORATION_BACKGROUND, &fill, 1};
    struct pl_page page = {.width = PL_PT(60), .height = PL_PT(30), .decorations = &tint, .decoration_count = 1};
    struct pl_picture picture;
    pl_str why, png = pl_raster_page(test->arena, NULL, &page, 144);
    assert_true(pl_picture_probe(png, &picture, &why));
    assert_int_equal(picture.width, 120);
    assert_int_equal(picture.height, 60);
    assert_true(pl_str_empty(pl_raster_page(test->arena, NULL, &page, 1e6)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_fill_covers_its_rectangle_but_for_round_corners),
        PL_TEST(sides_of_a_border_meet_in_slanted_corners),
        PL_TEST(every_style_paints_inside_its_box),
        PL_TEST(tiles_are_repeated_behind_their_clip),
        PL_TEST(a_mark_without_extent_or_colour_paints_nothing),
        PL_TEST(strokes_of_all_forms_are_painted),
        PL_TEST(a_page_becomes_a_png_of_its_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
