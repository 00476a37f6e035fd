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
    size_t count = (size_t)in[4] << 8 | in[5], head = 44 + 20 * count,
           shift = head - 12 - 16 * count;
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
        size_t at = (size_t)from[8] << 24 | (size_t)from[9] << 16 | (size_t)from[10] << 8 |
                    from[11];
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

/* A copy of a staged face with the directory entry of a table renamed; where the table begins. */
static char *with_table(struct pl_arena *arena, pl_str bytes, const char *from, const char *to,
                        char **table)
{
    char *copy = (char *)pl_str_copy(arena, bytes).data;
    unsigned count = (unsigned char)copy[4] << 8 | (unsigned char)copy[5];
    for (unsigned i = 0; i < count; i++) {
        unsigned char *entry = (unsigned char *)copy + 12 + i * 16;
        if (memcmp(entry, from, 4) != 0)
            continue;
        memcpy(entry, to, 4);
        *table = copy + ((size_t)entry[8] << 24 | (size_t)entry[9] << 16 | (size_t)entry[10] << 8 |
                         entry[11]);
        return copy;
    }
    fail_msg("no table %s", from);
    return NULL;
}

static void read_face(struct pl_arena *arena, const char *name, pl_str *bytes)
{
    struct pl_diags diags = PL_DIAGS(arena);
    pl_str path = pl_str_format(arena, PLATEN_DATA_DIR "/fonts/faces/%s", name);
    assert_true(pl_file_read(arena, path, 1 << 26, bytes, &diags));
}

/* What a reader hears of a file that can't be used. */
static void expect_refusal(pl_str bytes, const char *why)
{
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    assert_false(pl_fonts_add_face(fonts, PL_LIT("Mine"), 0, -1, bytes, PL_NO_SPAN, &diags));
    assert_int_equal(diags.warnings, 1);
    assert_int_equal(diags.data[0].code, PL_W_FACE);
    if (!pl_str_contains(diags.data[0].message, pl_str_from(why)))
        fail_msg("'%.*s' instead of '%s'", PL_ARG(diags.data[0].message), why);
    assert_true(pl_str_eq(face_for(fonts, "Mine", "en", 'a'), PL_LIT("LinLibertineO")));
    pl_arena_free(arena);
}

static void what_a_pdf_cannot_hold_is_refused_in_words(void **state)
{
    (void)state;
    static const char bitmap[] =
        "STARTFONT 2.1\nFONT -x-dots-medium-r-normal--8-80-75-75-c-80-iso10646-1\nSIZE 8 75 75\n"
        "FONTBOUNDINGBOX 8 8 0 0\nSTARTPROPERTIES 2\nFONT_ASCENT 8\nFONT_DESCENT 0\nENDPROPERTIES\n"
        "CHARS 1\nSTARTCHAR a\nENCODING 97\nSWIDTH 500 0\nDWIDTH 8 0\nBBX 8 8 0 0\nBITMAP\n"
        "00\n3C\n42\n42\n42\n42\n3C\n00\nENDCHAR\nENDFONT\n";
    struct pl_arena *arena = pl_arena_new(0);
    pl_str truetype, cff;
    char *table = NULL;
    read_face(arena, "Carlito-Regular.ttf", &truetype);
    read_face(arena, "Inter-Bold.otf", &cff);
    expect_refusal((pl_str){bitmap, sizeof bitmap - 1}, "has bitmaps and no outlines");
    char *new_outlines = with_table(arena, truetype, "GPOS", "CFF2", &table);
    expect_refusal((pl_str){new_outlines, truetype.size}, "CFF2");
    char *broken = with_table(arena, cff, "CFF ", "CFF2", &table);
    expect_refusal((pl_str){broken, cff.size}, "");
    expect_refusal(PL_LIT(""), "isn't a font, or is broken");
    expect_refusal(PL_LIT("wOF2\0\1\0\0 cut"), "is a broken font of the web");
    pl_arena_free(arena);
}

static void a_variable_font_gives_its_default_face(void **state)
{
    (void)state;
    static const unsigned char axes[36] = {0, 1,   0, 0, 0,   16,  0,   2,   0, 1,   0, 20,
                                           0, 0,   0, 8, 'w', 'g', 'h', 't', 1, 144, 0, 0,
                                           1, 144, 0, 0, 2,   188, 0,   0,   0, 0,   1, 0};
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    pl_str bytes;
    char *table = NULL;
    read_face(arena, "Carlito-Regular.ttf", &bytes);
    char *variable = with_table(arena, bytes, "GPOS", "fvar", &table);
    memcpy(table, axes, sizeof axes);
    variable = with_table(arena, (pl_str){variable, bytes.size}, "GSUB", "gvar", &table);
    assert_true(pl_fonts_add_face(fonts, PL_LIT("Mine"), 400, 0, (pl_str){variable, bytes.size},
                                  PL_NO_SPAN, &diags));
    assert_int_equal(diags.warnings, 1);
    assert_true(pl_str_contains(diags.data[0].message, PL_LIT("variable")));
    assert_true(pl_str_eq(face_for(fonts, "Mine", "en", 'a'), PL_LIT("Carlito")));
    pl_arena_free(arena);
}

static void a_collection_brings_its_faces(void **state)
{
    (void)state;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_fonts *fonts = open_fonts(arena, &diags);
    pl_str bytes;
    read_face(arena, "NotoSerifCJK-Bold.ttc", &bytes);
    assert_true(pl_fonts_add_face(fonts, PL_LIT("Many"), 400, 0, bytes, PL_NO_SPAN, &diags));
    assert_int_equal(diags.warnings, 0);
    pl_str face = face_for(fonts, "Many", "en", 0x9AA8);
    assert_true(pl_str_starts(face, PL_LIT("NotoSerifCJK")));
    assert_true(pl_str_ends(face, PL_LIT("-Bold")));
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
        cmocka_unit_test(what_a_pdf_cannot_hold_is_refused_in_words),
        cmocka_unit_test(a_variable_font_gives_its_default_face),
        cmocka_unit_test(a_collection_brings_its_faces),
        cmocka_unit_test(a_missing_folder_is_one_error),
        cmocka_unit_test(a_path_that_is_no_font_is_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
