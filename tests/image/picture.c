// SPDX-License-Identifier: MIT
/* tests/image/picture.c: what we say of a picture's header, its pixels and its stripped bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include "base/strbuf.h"
#include "image/picture.h"
#include "support/support.h"

#define RED   0xFFFF0000u
#define GREEN 0xFF00FF00u
#define BLUE  0xFF0000FFu
#define WHITE 0xFFFFFFFFu

/* Two rows of three pixels, all different enough to see a turn. */
static struct pl_pixels small_picture(struct pl_test *test)
{
    static const uint32_t rows[6] = {RED, GREEN, BLUE, WHITE, 0x80400000u, 0};
    struct pl_pixels pixels = {.width = 3, .height = 2, .stride = 4};
    pixels.data = PL_NEW_ARRAY(test->arena, uint32_t, 8);
    for (size_t i = 0; i < 6; i++)
        pixels.data[i / 3 * 4 + i % 3] = rows[i];
    return pixels;
}

/* A JPEG of `components` colours: the left half dark, the right half light. */
static pl_str make_jpeg(struct pl_test *test, int components, int width, int height,
                        bool progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *out = NULL;
    unsigned long size = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &out, &size);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    jpeg.input_components = components;
    jpeg.in_color_space = components == 1 ? JCS_GRAYSCALE : components == 3 ? JCS_RGB : JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg.density_unit = 1;
    jpeg.X_density = 300;
    jpeg.Y_density = 150;
    jpeg_start_compress(&jpeg, TRUE);
    JSAMPLE *row = (JSAMPLE *)pl_arena_alloc(test->arena, (size_t)(width * components));
    for (int x = 0; x < width * components; x++)
        row[x] = x < width * components / 2 ? 16 : 240;
    while (jpeg.next_scanline < jpeg.image_height)
        jpeg_write_scanlines(&jpeg, &row, 1);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    pl_str bytes = pl_str_copy(test->arena, (pl_str){(char *)out, size});
    free(out);
    return bytes;
}

/* The JPEG with a segment put behind its first marker. */
static pl_str with_segment(struct pl_test *test, pl_str jpeg, unsigned char marker, pl_str data)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_strbuf_add(&out, pl_str_slice(jpeg, 0, 2));
    pl_strbuf_add_byte(&out, (char)0xFF);
    pl_strbuf_add_byte(&out, (char)marker);
    pl_strbuf_add_byte(&out, (char)((data.size + 2) >> 8));
    pl_strbuf_add_byte(&out, (char)((data.size + 2) & 0xFF));
    pl_strbuf_add(&out, data);
    pl_strbuf_add(&out, pl_str_slice(jpeg, 2, jpeg.size));
    return pl_strbuf_str(&out);
}

static pl_str with_orientation(struct pl_test *test, pl_str jpeg, char orientation)
{
    char exif[] = "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0?\0\0\0\0\0\0";
    exif[24] = orientation;
    return with_segment(test, jpeg, 0xE1, (pl_str){exif, sizeof exif});
}

static void must_probe(pl_str bytes, struct pl_picture *picture)
{
    pl_str why = {0};
    if (!pl_picture_probe(bytes, picture, &why))
        fail_msg("not probed: %.*s", PL_ARG(why));
}

static void must_decode(struct pl_test *test, const struct pl_picture *picture,
                        struct pl_pixels *pixels)
{
    pl_str why = {0};
    if (!pl_picture_decode(test->arena, picture, pixels, &why))
        fail_msg("not decoded: %.*s", PL_ARG(why));
    assert_int_equal(pixels->width, picture->width);
    assert_int_equal(pixels->height, picture->height);
}

static void png_written_and_read_is_the_same(void **state)
{
    struct pl_test *test = *state;
    struct pl_pixels pixels = small_picture(test), again;
    pl_str bytes = pl_picture_encode_png(test->arena, &pixels);
    assert_str_equal(pl_picture_encode_png(test->arena, &pixels), bytes);
    struct pl_picture picture;
    must_probe(bytes, &picture);
    assert_int_equal(picture.format, PL_PICTURE_PNG);
    assert_int_equal(picture.width, 3);
    assert_int_equal(picture.height, 2);
    assert_true(picture.has_alpha);
    assert_text_equal(picture.media_type, "image/png");
    assert_false(pl_picture_can_pass_through(&picture));
    must_decode(test, &picture, &again);
    for (uint32_t y = 0; y < 2; y++)
        for (uint32_t x = 0; x < 3; x++)
            assert_int_equal(again.data[y * again.stride + x], pixels.data[y * 4 + x]);
}

static void opaque_png_has_no_alpha(void **state)
{
    struct pl_test *test = *state;
    uint32_t data[2] = {RED, WHITE};
    struct pl_pixels pixels = {.data = data, .width = 2, .height = 1, .stride = 2};
    struct pl_picture picture;
    must_probe(pl_picture_encode_png(test->arena, &pixels), &picture);
    assert_false(picture.has_alpha);
}

static void jpeg_of_each_colour_space(void **state)
{
    struct pl_test *test = *state;
    static const int components[] = {1, 3, 4};
    for (size_t i = 0; i < 6; i++) {
        int count = components[i / 2];
        struct pl_picture picture;
        struct pl_pixels pixels;
        must_probe(make_jpeg(test, count, 32, 8, i % 2), &picture);
        assert_int_equal(picture.format, PL_PICTURE_JPEG);
        assert_int_equal(picture.width, 32);
        assert_int_equal(picture.height, 8);
        assert_int_equal(picture.is_grey, count == 1);
        assert_int_equal(picture.is_cmyk, count == 4);
        assert_int_equal(pl_picture_can_pass_through(&picture), count != 4);
        must_decode(test, &picture, &pixels);
        uint32_t dark = pixels.data[0] & 0xFF, light = pixels.data[31] & 0xFF;
        if (count == 4) // libjpeg writes Adobe's marker: 240 is little ink
            assert_true(picture.is_inverted);
        assert_true(dark < 30 && light > 200);
        if (count < 4)
            assert_true(picture.dpi_x == 300 && picture.dpi_y == 150);
    }
}

/* The eight ways to hold a camera. The stored picture is dark on its left. */
static void orientation_turns_the_picture(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        bool is_sideways;
        uint32_t dark_x, dark_y, light_x, light_y; // corners of a 32 × 8 picture, as seen
    } seen[8] = {
        {false, 0, 0, 31, 7}, {false, 31, 0, 0, 7}, {false, 31, 7, 0, 0}, {false, 0, 7, 31, 0},
        {true, 0, 0, 7, 31},  {true, 7, 0, 0, 31},  {true, 7, 31, 0, 0},  {true, 0, 31, 7, 0},
    };
    pl_str jpeg = make_jpeg(test, 1, 32, 8, false);
    for (char i = 1; i <= 8; i++) {
        struct pl_picture picture;
        struct pl_pixels pixels;
        must_probe(with_orientation(test, jpeg, i), &picture);
        assert_int_equal(picture.orientation, i);
        assert_int_equal(picture.width, seen[i - 1].is_sideways ? 8 : 32);
        assert_int_equal((int)picture.dpi_x, seen[i - 1].is_sideways ? 150 : 300);
        assert_int_equal(pl_picture_can_pass_through(&picture), i == 1);
        must_decode(test, &picture, &pixels);
        assert_true((pixels.data[seen[i - 1].dark_y * pixels.stride + seen[i - 1].dark_x] & 0xFF) <
                    30);
        assert_true(
            (pixels.data[seen[i - 1].light_y * pixels.stride + seen[i - 1].light_x] & 0xFF) > 200);
    }
}

static void stripping_drops_what_describes(void **state)
{
    struct pl_test *test = *state;
    pl_str plain = make_jpeg(test, 3, 32, 8, true);
    pl_str bytes = with_segment(test, plain, 0xFE, PL_LIT("a comment"));
    bytes = with_segment(test, bytes, 0xE1, PL_LIT("http://ns.adobe.com/xap/1.0/\0<secret/>"));
    struct pl_picture picture, stripped;
    must_probe(plain, &picture);
    assert_ptr_equal(pl_picture_strip(test->arena, &picture).data, plain.data);
    must_probe(bytes, &picture);
    assert_str_equal(pl_picture_strip(test->arena, &picture), plain);

    must_probe(with_orientation(test, bytes, 6), &picture);
    bytes = pl_picture_strip(test->arena, &picture);
    assert_false(pl_str_contains(bytes, PL_LIT("secret")));
    must_probe(bytes, &stripped);
    assert_int_equal(stripped.orientation, 6);
}

static void stripping_a_png(void **state)
{
    struct pl_test *test = *state;
    struct pl_pixels pixels = small_picture(test);
    pl_str png = pl_picture_encode_png(test->arena, &pixels);
    struct pl_strbuf noisy = PL_STRBUF(test->arena);
    pl_strbuf_add(&noisy, pl_str_slice(png, 0, 33)); // signature and IHDR
    pl_strbuf_add(&noisy, PL_LIT("\0\0\0\x06tEXtsecret\0\0\0\0"));
    pl_strbuf_add(&noisy, pl_str_slice(png, 33, png.size));
    pl_strbuf_add(&noisy, PL_LIT("trailing"));
    struct pl_picture picture;
    must_probe(pl_strbuf_str(&noisy), &picture);
    assert_str_equal(pl_picture_strip(test->arena, &picture), png);
}

/* Whatever is cut off, however long the rest: an error in words, never half a picture. */
static void a_short_file_is_an_error(void **state)
{
    struct pl_test *test = *state;
    struct pl_pixels pixels = small_picture(test);
    pl_str files[] = {pl_picture_encode_png(test->arena, &pixels), make_jpeg(test, 3, 32, 8, false),
                      make_jpeg(test, 1, 32, 8, true)};
    for (size_t f = 0; f < 3; f++) {
        for (size_t size = 0; size < files[f].size; size++) {
            struct pl_picture picture;
            struct pl_pixels decoded;
            pl_str why = {0};
            if (pl_picture_probe(pl_str_slice(files[f], 0, size), &picture, &why) &&
                pl_picture_decode(test->arena, &picture, &decoded, &why))
                fail_msg("file %zu decoded from %zu of %zu bytes", f, size, files[f].size);
            assert_true(why.size > 0);
        }
    }
}

/* Every byte changed once: no crash, no noise, an answer. */
static void a_damaged_file_is_survived(void **state)
{
    struct pl_test *test = *state;
    struct pl_pixels pixels = small_picture(test);
    pl_str files[] = {pl_picture_encode_png(test->arena, &pixels), make_jpeg(test, 3, 16, 8, true)};
    for (size_t f = 0; f < 2; f++) {
        for (size_t at = 0; at < files[f].size; at++) {
            struct pl_arena *arena = pl_arena_new(0);
            pl_str copy = pl_str_copy(arena, files[f]);
            ((char *)copy.data)[at] ^= 0x55;
            struct pl_picture picture;
            struct pl_pixels decoded;
            pl_str why = {0};
            if (pl_picture_probe(copy, &picture, &why) && picture.width < 5000 &&
                picture.height < 5000) {
                pl_picture_strip(arena, &picture);
                pl_picture_decode(arena, &picture, &decoded, &why);
            }
            pl_arena_free(arena);
        }
    }
}

static void headers_are_judged(void **state)
{
    (void)state;
    static const struct {
        pl_str bytes;
        const char *why;
    } rows[] = {
        {PL_LIT_INIT(""), "it is no PNG or JPEG file"},
        {PL_LIT_INIT("GIF89a"), "it is no PNG or JPEG file"},
        {PL_LIT_INIT("\x89PNG\r\n\x1A\n"), "its PNG header is broken"},
        // 100,000 × 100,000 pixels
        {PL_LIT_INIT("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\1\x86\xA0\0\1\x86\xA0\x08\2\0\0\0xxxx"),
         "its header states more pixels than the limit allows"},
        {PL_LIT_INIT("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\0\0\1\x86\xA0\x08\2\0\0\0xxxx"),
         "its header states no size"},
        {PL_LIT_INIT("\xFF\xD8\xFF\xE0"), "its JPEG header is broken"},
        {PL_LIT_INIT("\xFF\xD8\xFF\xC0\0\x08\x0C\0\1\0\1\1"),
         "it is a JPEG of more than 8 bits a colour"},
        {PL_LIT_INIT("\xFF\xD8\xFF\xC0\0\x08\x08\xFF\xFF\xFF\xFF\1"),
         "its header states more pixels than the limit allows"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_picture picture;
        pl_str why = {0};
        assert_false(pl_picture_probe(rows[i].bytes, &picture, &why));
        assert_text_equal(why, rows[i].why);
    }
}

/* Running out of the arena inside a decoder leaks nothing (the sanitiser looks). */
static bool decode_in(void *argument)
{
    void **parts = argument;
    struct pl_pixels pixels;
    pl_str why;
    return pl_picture_decode(parts[0], parts[1], &pixels, &why);
}

static void decoding_is_bounded_by_its_arena(void **state)
{
    struct pl_test *test = *state;
    struct pl_picture picture;
    must_probe(make_jpeg(test, 3, 64, 64, false), &picture);
    struct pl_arena *arena = pl_arena_new(16500); // room for the pixels, not for a row
    void *parts[] = {arena, &picture};
    bool over_limit;
    assert_false(pl_arena_run(arena, decode_in, parts, &over_limit));
    assert_true(over_limit);
    pl_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(png_written_and_read_is_the_same),
        PL_TEST(opaque_png_has_no_alpha),
        PL_TEST(jpeg_of_each_colour_space),
        PL_TEST(orientation_turns_the_picture),
        PL_TEST(stripping_drops_what_describes),
        PL_TEST(stripping_a_png),
        PL_TEST(a_short_file_is_an_error),
        PL_TEST(a_damaged_file_is_survived),
        PL_TEST(headers_are_judged),
        PL_TEST(decoding_is_bounded_by_its_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
