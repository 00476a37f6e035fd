// SPDX-License-Identifier: MIT
/* tests/font/subset.c: a face cut down has what was asked for, its licence, and another name. */
#include "font/subset.h"

#include <hb-ot.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "font/face.h"
#include "support/support.h"

static struct pl_fonts *open_fonts(struct pl_test *test)
{
    struct pl_fonts_options options = {.folder = PL_LIT(PLATEN_DATA_DIR "/fonts")};
    struct pl_fonts *fonts = pl_fonts_open(test->arena, &options, &test->diags);
    assert_non_null(fonts);
    return fonts;
}

static struct pl_subset cut(struct pl_test *test, struct pl_fonts *fonts, const char *family,
                            const char *text, const char *features)
{
    struct pl_char_set characters = {0};
    pl_char_set_add_text(test->arena, &characters, pl_str_from(text));
    uint32_t face = pl_fonts_face_of(fonts, pl_str_from(family), 400, false);
    assert_int_not_equal(face, PL_NO_FACE);
    return pl_face_subset(test->arena, fonts, face, &characters, pl_str_from(features));
}

static void drop_face(void *face)
{
    hb_face_destroy(face);
}

static hb_face_t *read_face(struct pl_test *test, pl_str bytes)
{
    hb_blob_t *blob = hb_blob_create(bytes.data, (unsigned)bytes.size, HB_MEMORY_MODE_READONLY, NULL,
                                     NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_blob_destroy(blob);
    pl_arena_defer(test->arena, drop_face, face);
    return face;
}

static pl_str characters_of(struct pl_test *test, hb_face_t *face)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    hb_set_t *set = hb_set_create();
    hb_face_collect_unicodes(face, set);
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(set, &c);)
        pl_strbuf_addf(&out, "%X ", c);
    hb_set_destroy(set);
    return pl_strbuf_str(&out);
}

static pl_str name_of(struct pl_test *test, hb_face_t *face, hb_ot_name_id_t id)
{
    char text[256];
    unsigned size = sizeof text;
    hb_ot_name_get_utf8(face, id, hb_language_from_string("en", 2), &size, text);
    return pl_str_copy(test->arena, (pl_str){text, size});
}

static void a_subset_has_the_characters_asked_for(void **state)
{
    struct pl_test *test = *state;
    struct pl_fonts *fonts = open_fonts(test);
    static const struct {
        const char *family, *text, *characters, *extension;
    } rows[] = {
        {"Linux Libertine O", "fiab", "61 62 66 69 ", "otf"},
        {"vollkorn", "ab", "61 62 ", "ttf"},
        {"Noto Serif CJK JP", "\xE9\xAA\xA8", "9AA8 ", "otf"}, // out of a collection
        {"Noto Naskh Arabic", "\xD8\xA7\xD9\x84", "627 644 ", "ttf"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_subset subset = cut(test, fonts, rows[i].family, rows[i].text, "");
        assert_null(subset.why);
        assert_text_equal(pl_str_from(subset.extension), rows[i].extension);
        hb_face_t *face = read_face(test, subset.bytes);
        assert_text_equal(characters_of(test, face), rows[i].characters);
        assert_true(subset.bytes.size < 20000);
        assert_int_equal(subset.weight, 400);
    }
}

static void licence_and_copyright_stay_and_the_name_goes(void **state)
{
    struct pl_test *test = *state;
    struct pl_subset subset = cut(test, open_fonts(test), "Linux Libertine O", "ab", "");
    hb_face_t *face = read_face(test, subset.bytes);
    assert_text_contains(name_of(test, face, HB_OT_NAME_ID_COPYRIGHT), "Libertine");
    assert_text_contains(name_of(test, face, HB_OT_NAME_ID_LICENSE), "Open Font License");
    static const hb_ot_name_id_t names[] = {
        HB_OT_NAME_ID_FONT_FAMILY, HB_OT_NAME_ID_FULL_NAME, HB_OT_NAME_ID_POSTSCRIPT_NAME};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_text_contains(name_of(test, face, names[i]), "subset-");
    hb_blob_t *cff = hb_face_reference_table(face, HB_TAG('C', 'F', 'F', ' '));
    unsigned size;
    const char *data = hb_blob_get_data(cff, &size);
    pl_str start = {data, size < 60 ? size : 60};
    assert_text_contains(start, "subset-");
    assert_false(pl_str_contains(start, PL_LIT("LinLibertine")));
    hb_blob_destroy(cff);
}

static void features_stay_when_they_are_asked_for(void **state)
{
    struct pl_test *test = *state;
    struct pl_fonts *fonts = open_fonts(test);
    hb_face_t *plain = read_face(test, cut(test, fonts, "Linux Libertine O", "fiab", "").bytes);
    hb_face_t *small = read_face(test, cut(test, fonts, "Linux Libertine O", "fiab", "smcp").bytes);
    assert_true(hb_face_get_glyph_count(small) > hb_face_get_glyph_count(plain));
    assert_true(hb_face_get_glyph_count(plain) > 5); // the ligature of f and i among them
}

static void the_same_request_gives_the_same_bytes(void **state)
{
    struct pl_test *test = *state;
    struct pl_fonts *fonts = open_fonts(test);
    struct pl_subset one = cut(test, fonts, "Inter", "Same", "tnum");
    struct pl_subset two = cut(test, open_fonts(test), "Inter", "Same", "tnum");
    assert_true(pl_str_eq(one.bytes, two.bytes));
}

static void only_a_name_that_a_face_has_finds_it(void **state)
{
    struct pl_test *test = *state;
    struct pl_fonts *fonts = open_fonts(test);
    assert_int_equal(pl_fonts_face_of(fonts, PL_LIT("No Such Family"), 400, false), PL_NO_FACE);
    assert_int_equal(pl_fonts_face_of(fonts, PL_LIT("serif"), 400, false), PL_NO_FACE);
    uint32_t bold = pl_fonts_face_of(fonts, PL_LIT("inter"), 600, true);
    assert_text_equal(pl_face_file(fonts, bold)->postscript_name, "Inter-SemiBoldItalic");
    assert_true(pl_fonts_face_has(fonts, bold, 'a'));
    assert_false(pl_fonts_face_has(fonts, bold, 0x9AA8));
}

/* The face's file with other embedding rights in OS/2. */
static pl_str with_rights(struct pl_test *test, unsigned bits)
{
    pl_str bytes;
    assert_true(pl_file_read(test->arena, PL_LIT(PLATEN_DATA_DIR "/fonts/faces/Carlito-Bold.ttf"),
                             1 << 24, &bytes, &test->diags));
    char *copy = (char *)pl_str_copy(test->arena, bytes).data;
    size_t record = pl_str_find(bytes, PL_LIT("OS/2"), 0), at = 0;
    for (size_t i = 0; i < 4; i++)
        at = at << 8 | (unsigned char)bytes.data[record + 8 + i];
    copy[at + 8] = (char)(bits >> 8);
    copy[at + 9] = (char)(bits & 255);
    return (pl_str){copy, bytes.size};
}

static void a_face_that_may_not_be_cut_stays_whole(void **state)
{
    struct pl_test *test = *state;
    struct pl_fonts *fonts = open_fonts(test);
    pl_str whole = with_rights(test, 0x104);
    assert_true(pl_fonts_add_face(fonts, PL_LIT("Whole"), 0, -1, whole, PL_NO_SPAN, &test->diags));
    assert_false(pl_fonts_add_face(fonts, PL_LIT("Never"), 0, -1, with_rights(test, 0x2), PL_NO_SPAN,
                                   &test->diags));
    struct pl_subset subset = cut(test, fonts, "Whole", "ab", "");
    assert_true(pl_str_eq(subset.bytes, whole));
    assert_int_equal(subset.weight, 700);
    assert_int_equal(pl_fonts_face_of(fonts, PL_LIT("Never"), 400, false), PL_NO_FACE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_subset_has_the_characters_asked_for),
        PL_TEST(licence_and_copyright_stay_and_the_name_goes),
        PL_TEST(features_stay_when_they_are_asked_for),
        PL_TEST(the_same_request_gives_the_same_bytes),
        PL_TEST(only_a_name_that_a_face_has_finds_it),
        PL_TEST(a_face_that_may_not_be_cut_stays_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
