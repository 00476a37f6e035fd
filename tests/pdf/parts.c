// SPDX-License-Identifier: MIT
/* tests/pdf/parts.c: page labels, text strings, table grids, texts of glyphs, Cairo's objects. */
#include <string.h>

#include "draw/glyphs.h"
#include "model/article.h"
#include "pdf/codes.h"
#include "pdf/labels.h"
#include "pdf/objects.h"
#include "pdf/profile.h"
#include "pdf/standins.h"
#include "pdf/stream.h"
#include "pdf/tags.h"
#include "support/support.h"

/* --- Labels ----------------------------------------------------------------------------------------- */

static void labels_become_ranges_that_count_on(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *labels, *expected;
    } rows[] = {
        {"1 2 3", "<</Nums[0<</S/D>>]>>"},
        {"i ii iii iv 1 2", "<</Nums[0<</S/r>>4<</S/D>>]>>"},
        {"I II 5 6", "<</Nums[0<</S/R>>2<</S/D/St 5>>]>>"},
        {"A-9 A-10 B-1", "<</Nums[0<</S/D/P(A-)/St 9>>2<</S/D/P(B-)>>]>>"},
        {"cover 1 2", "<</Nums[0<</P(cover)>>1<</S/D>>]>>"},
        {"007 008", "<</Nums[0<</S/D/P(00)/St 7>>]>>"},
        {"1 1 2", "<</Nums[0<</S/D>>1<</S/D>>]>>"},
        {"iiii ix x", "<</Nums[0<</P(iiii)>>1<</S/r/St 9>>]>>"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str labels[8], rest = pl_str_from(rows[i].labels);
        uint32_t count = 0;
        while (pl_str_next_word(&rest, &labels[count]))
            count++;
        assert_text_equal(pl_pdf_labels(test->arena, labels, count), rows[i].expected);
    }
}

/* --- Values ------------------------------------------------------------------------------------------- */

static void text_strings_are_ascii_or_utf16(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *text, *expected;
    } rows[] = {
        {"a (b) \\c", "(a \\(b\\) \\\\c)"},
        {"\xC3\xA4", "<FEFF00E4>"},
        {"\xF0\x9F\x8C\x8A", "<FEFFD83CDF0A>"},
        {"a\nb\x07", "<FEFF006100200062>"},
        {"", "()"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_strbuf out = PL_STRBUF(test->arena);
        pl_pdf_add_text(&out, pl_str_from(rows[i].text));
        assert_text_equal(pl_strbuf_str(&out), rows[i].expected);
    }
}

static void what_is_deflated_inflates(void **state)
{
    struct pl_test *test = *state;
    pl_str text = PL_LIT("as long as it is the same"), out;
    pl_str packed = pl_pdf_deflate(test->arena, text);
    assert_true(pl_pdf_inflate(test->arena, packed, 100, &out));
    assert_str_equal(out, text);
    assert_false(pl_pdf_inflate(test->arena, packed, 10, &out));
    assert_false(pl_pdf_inflate(test->arena, PL_LIT("no zlib"), 100, &out));
}

static void the_profile_is_an_icc_profile(void **state)
{
    struct pl_test *test = *state;
    pl_str profile = pl_srgb_profile(test->arena);
    const unsigned char *bytes = (const unsigned char *)profile.data;
    assert_int_equal(profile.size, (size_t)bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3]);
    assert_str_equal(pl_str_slice(profile, 12, 24), PL_LIT("mntrRGB XYZ "));
    assert_str_equal(pl_str_slice(profile, 36, 40), PL_LIT("acsp"));
}

/* --- Cairo's objects ------------------------------------------------------------------------------------ */

static uint32_t plus_hundred(void *context, uint32_t number)
{
    (void)context;
    return number + 100;
}

static void cairos_objects_are_read_up_to_the_last_whole_one(void **state)
{
    struct pl_test *test = *state;
    // The data of stream 4 holds the end of a stream; only the length tells that it isn't.
    pl_str bytes = PL_LIT("%PDF-1.5\n%\xB5\n"
                          "4 0 obj\n<< /Length 5 0 R\n   /Filter /FlateDecode\n>>\nstream\n"
                          "a\nendstream\nendobj\n9 0 obj\n   7\nendobj\nb"
                          "\nendstream\nendobj\n5 0 obj\n   40\nendobj\n"
                          "2 0 obj\n<< /Type /Page % 1\n   /Name (a (b\\) c) /X) /Contents 4 0 R /Kids [ 4 0 R 5 0 R ]\n>>\nendobj\n"
                          "6 0 obj\n<< /Type /Half");
    struct pl_cairo_objects objects;
    assert_true(pl_cairo_objects_read(test->arena, bytes, &objects));
    assert_int_equal(objects.all.count, 3);
    const struct pl_cairo_object *stream = pl_cairo_object(&objects, 4), *page = pl_cairo_object(&objects, 2);
    assert_int_equal(stream->data.size, 40);
    assert_str_equal(pl_cairo_value(stream->value, "Filter"), PL_LIT("/FlateDecode"));
    assert_str_equal(pl_cairo_value(page->value, "Type"), PL_LIT("/Page"));
    assert_str_equal(pl_cairo_value(page->value, "Name"), PL_LIT("(a (b\\) c) /X)"));
    assert_int_equal(pl_cairo_reference(page->value, "Contents"), 4);
    assert_null(pl_cairo_object(&objects, 6));
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_cairo_copy(&out, pl_cairo_value(page->value, "Kids"), plus_hundred, NULL);
    assert_text_equal(pl_strbuf_str(&out), "[ 104 0 R 105 0 R ]");
}

/* --- Runs and texts of glyphs ------------------------------------------------------------------------------ */

static struct pl_page *page_of_run(struct pl_test *test, struct pl_run run)
{
    struct pl_mark *mark = PL_NEW(test->arena, struct pl_mark);
    struct pl_piece *piece = PL_NEW(test->arena, struct pl_piece);
    struct pl_page *page = PL_NEW(test->arena, struct pl_page);
    *mark = (struct pl_mark){.type = PL_MARK_RUN, .run = run};
    *piece = (struct pl_piece){.marks = mark, .mark_count = 1};
    *page = (struct pl_page){.pieces = piece, .piece_count = 1};
    return page;
}

static struct pl_run run_of(const char *text, const struct pl_glyph *glyphs, uint32_t glyph_count,
                            const struct pl_cluster *clusters, uint32_t cluster_count)
{
    return (struct pl_run){.text = pl_str_from(text), .glyphs = glyphs, .glyph_count = glyph_count,
                           .clusters = clusters, .cluster_count = cluster_count};
}

static void a_run_falls_into_glyphs_with_their_text(void **state)
{
    struct pl_test *test = *state;
    const struct pl_glyph glyphs[] = {{1, 0, 0}, {2, 0, 0}, {3, 0, 0}, {4, 0, 0}};
    static const struct {
        const char *text;
        uint32_t count;
        struct pl_cluster clusters[3];
        bool backward;
        const char *expected;
    } rows[] = {
        {"abcd", 3, {{1, 1}, {1, 1}, {2, 2}}, false, "1:a 2:b 3:c 4:d "},
        {"ffiab", 3, {{3, 1}, {1, 1}, {1, 2}}, false, "1:ffi 2:a 3+4:b "},
        {"abcd", 2, {{1, 1}, {3, 3}}, true, "4:a 3:b 2:c 1:d "},
        {"abcdef", 2, {{4, 2}, {2, 2}}, false, "1:a 2:bcd 3:e 4:f "},
        {"a\xC2\xAD" "bcd", 3, {{1, 1}, {2, 0}, {3, 3}}, false, "1:a 2:b 3:c 4:d "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_run run = run_of(rows[i].text, glyphs, 4, rows[i].clusters, rows[i].count);
        run.is_right_to_left = rows[i].backward;
        struct pl_strbuf out = PL_STRBUF(test->arena);
        struct pl_run_walk walk = pl_run_walk_begin(&run);
        while (pl_run_walk_next(&walk)) {
            for (uint32_t k = 0; k < walk.part.count; k++)
                pl_strbuf_addf(&out, "%s%u", k ? "+" : "", glyphs[walk.part.first + k].id);
            pl_strbuf_addf(&out, ":%.*s ", PL_ARG(walk.part.text));
        }
        assert_text_equal(pl_strbuf_str(&out), rows[i].expected);
    }
}

static void a_ligature_is_told_by_a_stand_in_and_a_second_text_by_a_twin(void **state)
{
    struct pl_test *test = *state;
    const struct pl_glyph glyphs[] = {{5, 0, 0}, {6, 0, 0}, {6, 0, 0}, {7, 0, 0}};
    const struct pl_cluster clusters[] = {{2, 1}, {1, 1}, {2, 1}, {1, 1}};
    struct pl_page *page = page_of_run(test, run_of("fi-\xC2\xAD ", glyphs, 4, clusters, 4));
    struct pl_glyph_register glyph_register = pl_glyph_register_begin(test->arena);
    struct pl_glyph_texts *texts = pl_glyph_texts_new(test->arena);
    pl_glyph_texts_collect(texts, page);
    pl_glyph_texts_settle(texts, &glyph_register);
    assert_int_equal(glyph_register.count, 4);
    struct pl_glyph_text said = pl_glyph_texts_say(texts, 0, &glyphs[0], 1, PL_LIT("fi"));
    assert_str_equal(said.text, PL_LIT("\xF3\xB0\x80\x80"));
    assert_int_equal(pl_glyph_texts_say(texts, 0, &glyphs[1], 1, PL_LIT("-")).twin, 0);
    said = pl_glyph_texts_say(texts, 0, &glyphs[2], 1, PL_LIT("\xC2\xAD"));
    assert_int_equal(said.twin, 1);
    assert_str_equal(said.text, PL_LIT("\xC2\xAD"));
    assert_str_equal(pl_standins_resolve(test->arena, &glyph_register, PL_LIT("<0001> <db80dc00>\n<0002> <0041>")),
                     PL_LIT("<0001> <00660069>\n<0002> <0041>"));

    // A no-break space on the space's glyph is told as a space, and needs nothing new.
    const struct pl_glyph space = {7, 0, 0};
    const struct pl_cluster one = {2, 1};
    struct pl_glyph_texts *more = pl_glyph_texts_new(test->arena);
    pl_glyph_texts_collect(more, page_of_run(test, run_of("\xC2\xA0", &space, 1, &one, 1)));
    pl_glyph_texts_settle(more, &glyph_register);
    assert_int_equal(glyph_register.count, 4);
    assert_str_equal(pl_glyph_texts_say(more, 0, &space, 1, PL_LIT("\xC2\xA0")).text, PL_LIT(" "));
}

static void codes_are_read_from_what_cairo_shows(void **state)
{
    struct pl_test *test = *state;
    struct pl_glyph_codes codes;
    pl_str content = PL_LIT("1 0 0 -1 0 100 cm q\nBT\n10 0 0 -10 10 50 Tm\n/f-0-1 1 Tf\n<0001>Tj\n/f-0-0 1 Tf\n"
                            "[(a\\()500(\\101\\\n\\n)]TJ\n/f-0-1 1 Tf\n[<000\n20103>-3<00\n04>]TJ\nET\n"); // long lines end anywhere
    assert_true(pl_glyph_codes_read(test->arena, content, 8, &codes));
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (size_t i = 0; i < codes.count; i++)
        pl_strbuf_addf(&out, "%.*s:%u ", PL_ARG(codes.names.data[codes.by_primed[i].font]), codes.by_primed[i].code);
    assert_text_equal(pl_strbuf_str(&out), "f-0-1:1 f-0-0:97 f-0-0:40 f-0-0:65 f-0-0:10 f-0-1:2 f-0-1:259 f-0-1:4 ");
    assert_false(pl_glyph_codes_read(test->arena, content, 7, &codes));
}

/* More texts than twins: the rest is said beside the glyph. */
static void a_glyph_of_many_texts_says_the_last_ones_apart(void **state)
{
    struct pl_test *test = *state;
    enum { COUNT = PL_FACE_TWINS + 1 };
    struct pl_glyph glyphs[COUNT];
    struct pl_cluster clusters[COUNT];
    char text[COUNT + 1] = {0};
    for (int i = 0; i < COUNT; i++) {
        glyphs[i] = (struct pl_glyph){5, 0, 0};
        clusters[i] = (struct pl_cluster){1, 1};
        text[i] = (char)('0' + i);
    }
    struct pl_glyph_register glyph_register = pl_glyph_register_begin(test->arena);
    struct pl_glyph_texts *texts = pl_glyph_texts_new(test->arena);
    pl_glyph_texts_collect(texts, page_of_run(test, run_of(text, glyphs, COUNT, clusters, COUNT)));
    pl_glyph_texts_settle(texts, &glyph_register);
    pl_str next_to_last = {text + COUNT - 2, 1}, last = {text + COUNT - 1, 1};
    assert_false(pl_glyph_texts_say(texts, 0, glyphs, 1, next_to_last).is_apart);
    assert_true(pl_glyph_texts_say(texts, 0, glyphs, 1, last).is_apart);
    assert_int_equal(glyph_register.apart_count, 1);
}

/* --- Tables ---------------------------------------------------------------------------------------------------- */

/* Rows are separated by "/", cells by spaces: "COLSPANxROWSPAN". */
static struct pl_node *table_of(struct pl_test *test, const char *form)
{
    struct pl_node *table = pl_node_new(test->arena, PL_KIND_table, PL_NO_SPAN);
    struct pl_node *body = pl_node_new(test->arena, PL_KIND_table_body, PL_NO_SPAN);
    pl_node_append(table, body);
    pl_str rest = pl_str_from(form), row, cell, colspan;
    for (bool more = true; more;) {
        more = pl_str_cut(&rest, '/', &row);
        if (!more)
            row = rest;
        struct pl_node *line = pl_node_new(test->arena, PL_KIND_table_row, PL_NO_SPAN);
        pl_node_append(body, line);
        while (pl_str_next_word(&row, &cell)) {
            struct pl_node *node = pl_node_new(test->arena, PL_KIND_table_cell, PL_NO_SPAN);
            pl_str_cut(&cell, 'x', &colspan);
            pl_node_set_attribute(test->arena, node, PL_LIT("colspan"), colspan);
            pl_node_set_attribute(test->arena, node, PL_LIT("rowspan"), cell);
            pl_node_append(line, node);
        }
    }
    return table;
}

static void rows_of_a_table_get_the_cells_they_lack(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *form, *expected;
    } rows[] = {
        {"1x1 1x1/1x1", "1x1 1x1 1x1 |0 1"},
        {"1x2 1x1/1x1", "1x2 1x1 1x1 |0 0"},
        {"1x9 1x1/1x1", "1x2 1x1 1x1 |0 0"},      // cut to the row group
        {"1x0 1x1/1x1", "1x2 1x1 1x1 |0 0"},      // 0: to its end
        {"1x1 1x2/3x1", "1x1 1x2 1x1 |0 0"},      // cut before a cell from above
        {"-1xa 2x1/1x1", "1x1 2x1 1x1 |0 2"},     // no numbers
        {"1x1//1x1 1x1", "1x1 1x1 1x1 |1 2 0"},   // an empty row
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_tag_grid *grid = pl_tag_grid_new(test->arena, table_of(test, rows[i].form));
        struct pl_strbuf out = PL_STRBUF(test->arena);
        for (size_t k = 0; k < grid->cells.count; k++)
            pl_strbuf_addf(&out, "%ux%u ", grid->cells.data[k].colspan, grid->cells.data[k].rowspan);
        for (size_t k = 0; k < grid->missing.count; k++)
            pl_strbuf_addf(&out, "%c%u", k ? ' ' : '|', grid->missing.data[k]);
        assert_text_equal(pl_strbuf_str(&out), rows[i].expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(labels_become_ranges_that_count_on),
        PL_TEST(text_strings_are_ascii_or_utf16),
        PL_TEST(what_is_deflated_inflates),
        PL_TEST(the_profile_is_an_icc_profile),
        PL_TEST(cairos_objects_are_read_up_to_the_last_whole_one),
        PL_TEST(a_run_falls_into_glyphs_with_their_text),
        PL_TEST(a_ligature_is_told_by_a_stand_in_and_a_second_text_by_a_twin),
        PL_TEST(codes_are_read_from_what_cairo_shows),
        PL_TEST(a_glyph_of_many_texts_says_the_last_ones_apart),
        PL_TEST(rows_of_a_table_get_the_cells_they_lack),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
