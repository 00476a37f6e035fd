// SPDX-License-Identifier: MIT
/* tests/layout/backgrounds.c: layers behind boxes stand where CSS Backgrounds 3 says, and gradients have their stops. */
#include "layout/background.h"
#include "layout/made.h"

/* 8 × 8 pixels, so 6 × 6 pt. */
#define PICTURE_DATA                                                                               \
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4"                                 \
    "z8CAFTEMLQkAKP8/wc53yE8AAAAASUVORK5CYII="
#define PICTURE "url(data:image/png;base64," PICTURE_DATA ")"

static const char box_css[] = "div{width:100pt;height:50pt}";

/* Layers of all decorations of a page, in the order they are painted. */
static size_t find_tiles(const struct made *made, uint32_t page, const struct pl_tiles *out[8])
{
    size_t count = 0;
    for (uint32_t i = 0; i < made->pages[page]->decoration_count; i++)
        for (uint32_t m = 0; m < made->pages[page]->decorations[i].mark_count; m++)
            if (made->pages[page]->decorations[i].marks[m].type == PL_MARK_TILES && count < 8)
                out[count++] = made->pages[page]->decorations[i].marks[m].tiles;
    return count;
}

/* "x,y width×height step columns×rows" of the layers, from the page area's corner, in points. */
static pl_str look(struct pl_test *test, const char *background)
{
    pl_str css = pl_str_format(test->arena, "%sdiv{background:%s}", box_css, background);
    struct made made = made_pages(test, "<div></div><p>x</p>", pl_str_cstr(test->arena, css), 1);
    const struct pl_tiles *tiles[8];
    size_t count = find_tiles(&made, 0, tiles);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_unit margin = pl_unit_from_pt(10 * 72 / 25.4);
    for (size_t i = 0; i < count; i++)
        pl_strbuf_addf(&out, "%s%.1f,%.1f %.1fx%.1f %.1f,%.1f %ux%u", i ? "; " : "",
                       pl_unit_to_pt(tiles[i]->first.x - margin) + 0.001,
                       pl_unit_to_pt(tiles[i]->first.y - margin) + 0.001,
                       pl_unit_to_pt(tiles[i]->first.width), pl_unit_to_pt(tiles[i]->first.height),
                       pl_unit_to_pt(tiles[i]->step_x), pl_unit_to_pt(tiles[i]->step_y),
                       tiles[i]->across, tiles[i]->down);
    return pl_strbuf_str(&out);
}

static void a_picture_is_repeated_from_the_corner_of_its_area(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(look(test, PICTURE), "0.0,0.0 6.0x6.0 6.0,6.0 17x9");
    assert_text_equal(look(test, PICTURE " repeat-x"), "0.0,0.0 6.0x6.0 6.0,6.0 17x1");
    assert_text_equal(look(test, PICTURE " 2pt 1pt"), "-4.0,-5.0 6.0x6.0 6.0,6.0 18x10");
    assert_text_equal(look(test, PICTURE " 8pt 6pt"), "-4.0,0.0 6.0x6.0 6.0,6.0 18x9");
}

static void a_picture_stands_where_its_position_says(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(look(test, PICTURE " no-repeat center"), "47.0,22.0 6.0x6.0 6.0,6.0 1x1");
    assert_text_equal(look(test, PICTURE " no-repeat right 10pt bottom 5pt"),
                      "84.0,39.0 6.0x6.0 6.0,6.0 1x1");
    assert_text_equal(look(test, PICTURE " no-repeat 200pt 0"), "");
    assert_text_equal(look(test, PICTURE " no-repeat -20pt 0"), "");
}

static void a_size_is_a_length_or_fills_or_fits(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(look(test, PICTURE " 0 0/cover no-repeat"),
                      "0.0,0.0 100.0x100.0 100.0,100.0 1x1");
    assert_text_equal(look(test, PICTURE " center/contain no-repeat"),
                      "25.0,0.0 50.0x50.0 50.0,50.0 1x1");
    assert_text_equal(look(test, PICTURE " 0 0/50% no-repeat"), "0.0,0.0 50.0x50.0 50.0,50.0 1x1");
    assert_text_equal(look(test, PICTURE " 0 0/auto 12pt no-repeat"),
                      "0.0,0.0 12.0x12.0 12.0,12.0 1x1");
    assert_text_equal(look(test, PICTURE " 0 0/0 10pt"), "");
}

static void round_and_space_show_whole_tiles(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(look(test, PICTURE " 0 0/30pt 20pt round"),
                      "0.0,0.0 33.3x16.7 33.3,16.7 3x3");
    assert_text_equal(look(test, PICTURE " 0 0/30pt 20pt space"),
                      "0.0,0.0 30.0x20.0 35.0,30.0 3x2");
    assert_text_equal(look(test, PICTURE " center/60pt 20pt space"),
                      "20.0,0.0 60.0x20.0 60.0,30.0 1x2");
}

static void tiles_that_nobody_sees_are_bounded(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(look(test, PICTURE " 0 0/.01pt 10pt"), "0.0,0.0 1.0x10.0 1.0,10.0 100x5");
    assert_text_equal(look(test, "linear-gradient(red,blue) 0 0/.001pt .001pt space"),
                      "0.0,0.0 1.0x1.0 1.0,1.0 100x50");
}

static void the_first_layer_is_painted_last(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(look(test, PICTURE " no-repeat,linear-gradient(red,blue)"),
                      "0.0,0.0 100.0x50.0 100.0,50.0 1x1; 0.0,0.0 6.0x6.0 6.0,6.0 1x1");
    assert_text_equal(look(test, "none"), "");
}

static void a_picture_that_cannot_be_had_is_a_warning_once(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(
        test, "<p>a</p><p>b</p><p>c</p>",
        "p{background:url(gone.png)}p+p{background:url(https://example.org/a.png)}", 1);
    test->diags = made.diags;
    assert_int_equal(made.diags.warnings, 2);
    assert_text_contains(pl_test_diags(test), "gone.png");
}

/* The stops of the only layer: "0 #ff0000ff 1 #0000ffff". */
static pl_str stops(struct pl_test *test, const char *image)
{
    pl_str css = pl_str_format(test->arena, "%sdiv{background:%s}", box_css, image);
    struct made made = made_pages(test, "<div></div><p>x</p>", pl_str_cstr(test->arena, css), 1);
    const struct pl_tiles *tiles[8];
    struct pl_strbuf out = PL_STRBUF(test->arena);
    if (find_tiles(&made, 0, tiles) != 1)
        return PL_LIT("none");
    const struct pl_gradient *gradient = tiles[0]->gradient;
    pl_strbuf_addf(&out, "%.0f,%.0f %.0f,%.0f", gradient->from_x + 0.001, gradient->from_y + 0.001,
                   gradient->to_x + 0.001, gradient->to_y + 0.001);
    for (uint32_t i = 0; i < gradient->stop_count; i++)
        pl_strbuf_addf(&out, " %.2f #%08x", gradient->stops[i].at, gradient->stops[i].color);
    return pl_strbuf_str(&out);
}

static void a_gradient_goes_from_edge_to_edge_along_its_line(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(stops(test, "linear-gradient(red,blue)"),
                      "50,0 50,50 0.00 #ff0000ff 1.00 #0000ffff");
    assert_text_equal(stops(test, "linear-gradient(to right,red,blue)"),
                      "0,25 100,25 0.00 #ff0000ff 1.00 #0000ffff");
    assert_text_equal(stops(test, "linear-gradient(90deg,red 20%,blue 60%)"),
                      "20,25 60,25 0.00 #ff0000ff 1.00 #0000ffff");
    assert_text_equal(stops(test, "linear-gradient(to right,red,lime,blue 50pt)"),
                      "0,25 50,25 0.00 #ff0000ff 0.50 #00ff00ff 1.00 #0000ffff");
    assert_text_equal(stops(test, "linear-gradient(red 50%,blue 50%)"),
                      "50,25 50,25 0.00 #ff0000ff 1.00 #0000ffff");
}

static void what_is_transparent_has_its_neighbours_colour(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(stops(test, "linear-gradient(transparent,blue)"),
                      "50,0 50,50 0.00 #00000000 0.00 #0000ff00 1.00 #0000ffff");
}

static void the_canvas_takes_the_background_of_body_on_every_page(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>a</p><p style='break-before:page'>b</p>",
                                  "body{background:" PICTURE " no-repeat}", 1);
    const struct pl_tiles *tiles[8];
    assert_int_equal(made.count, 2);
    for (uint32_t page = 0; page < 2; page++) {
        assert_int_equal(find_tiles(&made, page, tiles), 1);
        assert_int_equal(made.pages[page]->decorations[0].type, PL_DECORATION_BACKGROUND);
    }
}

/* Where the picture stands in its box of 100 × 50 pt, in points from the page area's corner. */
static pl_str place(struct pl_test *test, const char *css)
{
    static const char html[] = "<p><img alt=square src='data:image/png;base64," PICTURE_DATA
                               "'></p>";
    pl_str sheet = pl_str_format(
        test->arena, "img{display:block;width:100pt;height:50pt;object-fit:contain;%s}", css);
    struct made made = made_pages(test, html, pl_str_cstr(test->arena, sheet), 1);
    assert_int_equal(made.pages[0]->piece_count, 1);
    const struct pl_mark *mark = made.pages[0]->pieces[0].marks;
    assert_int_equal(mark->type, PL_MARK_PICTURE);
    pl_unit margin = pl_unit_from_pt(10 * 72 / 25.4);
    return pl_str_format(test->arena, "%.0f,%.0f",
                         pl_unit_to_pt(mark->picture.rect.x - margin) + 0.001,
                         pl_unit_to_pt(mark->picture.rect.y - margin) + 0.001);
}

static void a_picture_stands_in_its_box_where_object_position_says(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(place(test, ""), "25,0");
    assert_text_equal(place(test, "object-position:left top"), "0,0");
    assert_text_equal(place(test, "object-position:right 10pt bottom"), "40,0");
    assert_text_equal(place(test, "object-fit:none;object-position:5pt 100%"), "5,44");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_picture_is_repeated_from_the_corner_of_its_area),
        PL_TEST(a_picture_stands_where_its_position_says),
        PL_TEST(a_size_is_a_length_or_fills_or_fits),
        PL_TEST(round_and_space_show_whole_tiles),
        PL_TEST(tiles_that_nobody_sees_are_bounded),
        PL_TEST(the_first_layer_is_painted_last),
        PL_TEST(a_picture_that_cannot_be_had_is_a_warning_once),
        PL_TEST(a_gradient_goes_from_edge_to_edge_along_its_line),
        PL_TEST(what_is_transparent_has_its_neighbours_colour),
        PL_TEST(a_picture_stands_in_its_box_where_object_position_says),
        PL_TEST(the_canvas_takes_the_background_of_body_on_every_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
