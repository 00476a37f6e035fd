// SPDX-License-Identifier: MIT
/* tests/font/library.c: the private set of faces is ours alone, whole and refuses what it can't draw. */
#include "font/library.h"

#include <setjmp.h>
#include <stdlib.h>

#include <cmocka.h>
#include <pango/pango.h>
#include <stdio.h>

#include "base/file.h"
#include "font/face.h"
#include "font/metrics.h"
#include "font/subset.h"

static struct pl_fonts *open_fonts(struct pl_arena *arena, struct pl_diags *diags)
{
    struct pl_fonts_options options = {.folder = PL_LIT(PLATEN_DATA_DIR "/fonts")};
    struct pl_fonts *fonts = pl_fonts_open(arena, &options, diags);
    assert_non_null(fonts);
    return fonts;
}

static gboolean is_second(PangoFontset *set, PangoFont *font, gpointer count)
{
    (void)set, (void)font;
    return ++*(int *)count == 2;
}

/* The face that a family list gives for a character. */
static pl_str face_for(struct pl_fonts *fonts, const char *families, const char *language,
                       uint32_t character)
{
    struct pl_fonts_map *map = pl_fonts_map_new(fonts);
    PangoContext *context = pango_font_map_create_context(pl_fonts_map_pango(map));
    PangoFontDescription *description = pango_font_description_from_string(families);
    pango_font_description_set_absolute_size(description, 10 * PANGO_SCALE);
    PangoFontset *set = pango_font_map_load_fontset(pl_fonts_map_pango(map), context, description,
                                                    pango_language_from_string(language));
    PangoFont *font = pango_fontset_get_font(set, character);
    pl_str name = pl_face_file(fonts, pl_face_id(map, font))->postscript_name;
    int count = 0; // asking for the second waits for Pango's thread that sorts the set
    pango_fontset_foreach(set, is_second, &count);
    g_object_unref(font);
    g_object_unref(set);
    pango_font_description_free(description);
    g_object_unref(context);
    pl_fonts_map_free(map);
    return name;
}

static void each_script_has_its_face(void **state)
{
    static const struct {
        const char *families, *language;
        uint32_t character;
        const char *face;
    } rows[] = {
        {"Linux Libertine O", "en", 'a', "LinLibertineO"},
        {"Linux Libertine O", "ar", 0x0627, "NotoNaskhArabic-Regular"},
        {"serif", "hi", 0x0915, "NotoSerifDevanagari-Regular"},
        {"serif", "ja", 0x9AA8, "NotoSerifCJKjp-Regular"},
        {"serif", "zh-cn", 0x9AA8, "NotoSerifCJKsc-Regular"},
        {"serif", "en", 0x9AA8, "NotoSerifCJKsc-Regular"},
        {"Inter", "th", 0x0E01, "NotoSansThai-Regular"},
        {"No Such Family", "en", 'a', "LinLibertineO"},
        {"monospace", "en", 'a', "JetBrainsMono-Regular"},
    };
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str face = face_for(fonts, rows[i].families, rows[i].language, rows[i].character);
        if (!pl_str_eq(face, pl_str_from(rows[i].face)))
            fail_msg("%s U+%04X in %s: expected %s, got %.*s", rows[i].families, rows[i].character,
                     rows[i].language, rows[i].face, PL_ARG(face));
    }
    pl_arena_free(arena);
}

static void the_locale_chooses_no_face(void **state)
{
    (void)state;
    setenv("LANGUAGE", "ja", 1); // too late: the first library has answered for the process
    setenv("LC_ALL", "ja_JP.UTF-8", 1);
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    assert_true(
        pl_str_eq(face_for(fonts, "serif", "en", 0x9AA8), PL_LIT("NotoSerifCJKsc-Regular")));
    pl_arena_free(arena);
}

static void metrics_are_the_faces_own(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    pl_str families[] = {PL_LIT("Linux Libertine O"), PL_LIT("serif")};
    struct pl_font_metrics metrics = pl_font_metrics(fonts, families, 2, 400, false);
    assert_true(metrics.x_height > .40 && metrics.x_height < .46);
    assert_true(metrics.cap_height > .62 && metrics.cap_height < .68);
    assert_true(metrics.zero_advance > .42 && metrics.zero_advance < .55);
    assert_true(metrics.ascent > .8 && metrics.descent > .1);
    assert_true(metrics.underline_position > 0 && metrics.underline_position < .2);
    pl_str wide[] = {PL_LIT("Noto Serif CJK JP")};
    assert_true(pl_font_metrics(fonts, wide, 1, 400, false).ideograph_advance == 1);
    pl_arena_free(arena);
}

static void a_sheet_may_name_a_face_by_its_bytes(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    pl_str bytes;
    assert_true(pl_file_read(arena, PL_LIT(PLATEN_DATA_DIR "/fonts/faces/Carlito-Bold.ttf"),
                             1 << 24, &bytes, &diags));
    assert_true(pl_fonts_add_face(fonts, PL_LIT("My Own"), 400, 0, bytes, PL_NO_SPAN, &diags));
    assert_false(pl_fonts_add_face(fonts, PL_LIT("Broken"), 0, -1, PL_LIT("not a font"), PL_NO_SPAN,
                                   &diags));
    assert_false(pl_fonts_add_face(fonts, PL_LIT("Cut"), 0, -1, pl_str_slice(bytes, 0, 900),
                                   PL_NO_SPAN, &diags));
    assert_int_equal(diags.warnings, 2);
    assert_true(pl_str_eq(face_for(fonts, "My Own", "en", 'a'), PL_LIT("Carlito-Bold")));
    assert_true(pl_str_eq(face_for(fonts, "Broken", "en", 'a'), PL_LIT("LinLibertineO")));
    pl_arena_free(arena);
}

/* WOFF 1.0 §4 with tables that aren't compressed, which it allows. */
static pl_str packed(struct pl_arena *arena, pl_str sfnt)
{
    const unsigned char *in = (const unsigned char *)sfnt.data;
    size_t count = (size_t)in[4] << 8 | in[5], head = 44 + 20 * count, shift = head - 12 - 16 * count;
    unsigned char *out = (unsigned char *)PL_NEW_ARRAY(arena, char, sfnt.size + shift);
    size_t size = sfnt.size + shift;
    memcpy(out, "wOFF", 4);
    memcpy(out + 4, in, 4);
    for (int i = 0; i < 4; i++) {
        out[8 + i] = (unsigned char)(size >> (24 - 8 * i));
        out[16 + i] = (unsigned char)(sfnt.size >> (24 - 8 * i));
    }
    memcpy(out + 12, in + 4, 2);
    memcpy(out + head, in + 12 + 16 * count, sfnt.size - 12 - 16 * count);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *from = in + 12 + 16 * i;
        unsigned char *to = out + 44 + 20 * i;
        size_t at = (size_t)from[8] << 24 | (size_t)from[9] << 16 | (size_t)from[10] << 8 | from[11];
        memcpy(to, from, 4);
        for (int k = 0; k < 4; k++)
            to[4 + k] = (unsigned char)((at + shift) >> (24 - 8 * k));
        memcpy(to + 8, from + 12, 4);
        memcpy(to + 12, from + 12, 4);
        memcpy(to + 16, from + 4, 4);
    }
    return (pl_str){(char *)out, size};
}

static void a_font_of_the_web_is_unpacked(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    pl_str bytes;
    assert_true(pl_file_read(arena, PL_LIT(PLATEN_DATA_DIR "/fonts/faces/Carlito-Bold.ttf"),
                             1 << 24, &bytes, &diags));
    pl_str woff = packed(arena, bytes);
    assert_true(pl_fonts_add_face(fonts, PL_LIT("Web"), 400, 0, woff, PL_NO_SPAN, &diags));
    assert_false(pl_fonts_add_face(fonts, PL_LIT("Cut"), 0, -1, pl_str_slice(woff, 0, 5000),
                                   PL_NO_SPAN, &diags));
    struct pl_fonts_map *map = pl_fonts_map_new(fonts);
    uint32_t face = pl_fonts_face_of(fonts, PL_LIT("Web"), 400, false);
    assert_true(pl_face_has(map, face, 'a')); // HarfBuzz reads it
    pl_fonts_map_free(map);
    pl_arena_free(arena);
}

static void a_missing_folder_is_one_error(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts_options options = {.folder = PL_LIT("no/such/folder")};
    assert_null(pl_fonts_open(arena, &options, &diags));
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.data[0].code, PL_E_FONTS);
    pl_arena_free(arena);
}

static void a_path_that_is_no_font_is_a_warning(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    pl_str paths[] = {PL_LIT("CMakeLists.txt"), PL_LIT("nowhere.otf"),
                      PL_LIT(PLATEN_DATA_DIR "/fonts/faces/Inter-Bold.otf")};
    struct pl_fonts_options options = {
        .folder = PL_LIT(PLATEN_DATA_DIR "/fonts"), .font_paths = paths, .font_path_count = 3};
    assert_non_null(pl_fonts_open(arena, &options, &diags));
    assert_int_equal(diags.warnings, 2);
    pl_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_script_has_its_face),
        cmocka_unit_test(the_locale_chooses_no_face),
        cmocka_unit_test(metrics_are_the_faces_own),
        cmocka_unit_test(a_sheet_may_name_a_face_by_its_bytes),
        cmocka_unit_test(a_font_of_the_web_is_unpacked),
        cmocka_unit_test(a_missing_folder_is_one_error),
        cmocka_unit_test(a_path_that_is_no_font_is_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
