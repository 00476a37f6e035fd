// SPDX-License-Identifier: MIT
/* tests/cases/bad_input.c: what can't be read or written: a clear word, the right exit code, nothing half made. */
#include "support/program.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"

/* Builds NAME in the test's folder with these bytes to out.pdf and out.epub. */
static struct pl_run_result build(struct pl_test *test, const char *name, pl_str bytes)
{
    pl_test_write(pl_test_path(test, name), bytes);
    return run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", name, "-o", "out.pdf", "-o", "out.epub");
}

static void assert_nothing_made(struct pl_test *test)
{
    assert_false(pl_path_is_file(pl_test_path(test, "out.pdf")));
    assert_false(pl_path_is_file(pl_test_path(test, "out.epub")));
    assert_false(pl_path_is_file(pl_test_path(test, ".out.pdf.platen-part")));
    assert_false(pl_path_is_file(pl_test_path(test, ".out.epub.platen-part")));
}

static void assert_made(struct pl_test *test)
{
    assert_true(pl_str_starts(pl_test_read(test, pl_test_path(test, "out.pdf")), PL_LIT("%PDF-")));
    assert_true(pl_str_starts(pl_test_read(test, pl_test_path(test, "out.epub")), PL_LIT("PK")));
}

#define assert_status(result, expected)                                                            \
    do {                                                                                           \
        if ((result).status != (expected))                                                         \
            fail_msg("exit %d, expected %d\n%.*s", (result).status, (expected), PL_ARG((result).error)); \
    } while (0)

static void a_missing_file_is_named(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result =
        run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "none.md", "-o", "out.pdf");
    assert_status(result, 2);
    assert_text_contains(result.error, "none.md");
    assert_nothing_made(test);
}

static void a_folder_is_no_input(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result =
        run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", ".", "--from", "text", "-o", "out.pdf");
    assert_status(result, 2);
    assert_text_contains(result.error, "folder");
}

static void an_empty_file_holds_nothing_to_publish(void **state)
{
    struct pl_test *test = *state;
    const char *const names[] = {"a.md", "a.txt", "a.html"};
    for (size_t i = 0; i < 3; i++) {
        struct pl_run_result result = build(test, names[i], PL_LIT(" \n\n"));
        assert_status(result, 2);
        assert_text_contains(result.error, names[i]);
        assert_nothing_made(test);
    }
}

static void an_unknown_extension_asks_for_from(void **state)
{
    struct pl_test *test = *state;
    const pl_str files[] = {PL_LIT("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0"), PL_LIT("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"),
                            PL_LIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")};
    for (size_t i = 0; i < 3; i++) {
        struct pl_run_result result = build(test, "a.xyz", files[i]);
        assert_status(result, 2);
        assert_text_contains(result.error, "--from");
        assert_nothing_made(test);
    }
}

static void bytes_that_are_no_text_are_replaced_and_said(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result = build(test, "a.md", PL_LIT("# Title\n\nabc \xF0\x9F\x98 def \xE2\x82\xAC, \xC3\xA4\xC3\xB6\xC3\xBC \xE2\x80\x93 gut\n"));
    assert_status(result, 1);
    assert_text_contains(result.error, "a.md:3:");
    assert_made(test);
}

static void nul_bytes_are_dropped_and_said(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result = build(test, "a.md", PL_LIT("# Title\n\nabc\0def\n"));
    assert_status(result, 1);
    assert_text_contains(result.error, "a.md:3:4:");
    assert_made(test);
}

static void a_line_of_fifty_megabytes_ends(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf text = PL_STRBUF(test->arena);
    pl_strbuf_add(&text, PL_LIT("Title\n\n"));
    pl_strbuf_add_repeated(&text, 'x', 50 << 20);
    pl_test_write(pl_test_path(test, "a.txt"), pl_strbuf_str(&text));
    struct pl_run_result result =
        run_platen(test, pl_test_folder(test).data, PL_LIT(""), "extract", "a.txt", "--to", "text", "-o", "out.txt");
    if (result.status != 0 && result.status != 1 && result.status != 2)
        fail_msg("exit %d\n%.*s", result.status, PL_ARG(result.error));
}

static void broken_yaml_is_told_with_its_line(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result = build(test, "a.md", PL_LIT("---\ntitle: A\nauthor: [b\n---\n\ntext\n"));
    assert_status(result, 2);
    assert_text_contains(result.error, "a.md:");
    assert_nothing_made(test);
}

static void a_broken_picture_leaves_its_words(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "p.png"), PL_LIT("\x89PNG\r\n\x1a\nbroken"));
    struct pl_run_result result = build(test, "a.md", PL_LIT("# T\n\nText.\n\n![a mill by the river](p.png)\n"));
    assert_status(result, 1);
    assert_text_contains(result.error, "a.md:5:");
    assert_made(test);
}

static void a_picture_outside_the_folder_is_refused(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result =
        build(test, "a.md", PL_LIT("# T\n\nText.\n\n![a](../../../../../../etc/passwd)\n\n![b](/etc/passwd)\n"));
    assert_status(result, 1);
    assert_text_contains(result.error, "a.md:5:");
    assert_text_contains(result.error, "a.md:7:");
    assert_made(test);
}

/* A PNG of one grey pixel. */
static const unsigned char pixel[] = {
    0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3A, 0x7E, 0x9B,
    0x55, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0x01, 0x01, 0x02, 0x00, 0xFD, 0xFF,
    0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x7E, 0x05, 0x0D, 0xD2, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45,
    0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82};

static void a_picture_above_is_had_through_its_resource_path(void **state)
{
    struct pl_test *test = *state;
    pl_str here = pl_test_folder(test);
    static const char *const folders[] = {"week 100%", "week 100%/texts", "week 100%/img"};
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(mkdir(pl_str_cstr(test->arena, pl_test_path(test, folders[i])), 0777), 0);
    pl_test_write(pl_test_path(test, "week 100%/texts/a.md"), PL_LIT("# T\n\nText.\n\n![a mill](../img/a.png)\n"));
    pl_test_write(pl_test_path(test, "week 100%/img/a.png"), (pl_str){(const char *)pixel, sizeof pixel});
    const char *input = "week 100%/texts/a.md";
    struct pl_run_result result = run_platen(test, here.data, PL_LIT(""), "build", input, "-o", "out.epub");
    assert_status(result, 1);
    assert_text_contains(result.error, "--resource-path");
    result = run_platen(test, here.data, PL_LIT(""), "build", input, "--resource-path", "week 100%", "-o", "out.epub");
    assert_status(result, 0);
    result = run_platen(test, here.data, PL_LIT(""), "build", input, "--resource-path", "week 100%/texts", "-o", "out.epub");
    assert_status(result, 1);
}

static void ten_thousand_nested_tags_end(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf text = PL_STRBUF(test->arena);
    pl_strbuf_add(&text, PL_LIT("<title>Deep</title><article><p>before"));
    for (int i = 0; i < 10000; i++)
        pl_strbuf_add(&text, PL_LIT("<div><b>"));
    pl_strbuf_add(&text, PL_LIT("<p>the text at the bottom of it all, which is long enough to be one."));
    struct pl_run_result result = build(test, "a.html", pl_strbuf_str(&text));
    assert_status(result, 1);
    assert_made(test);
    result = run_platen(test, pl_test_folder(test).data, PL_LIT(""), "extract", "a.html", "--to", "text");
    assert_text_contains(result.out, "the text at the bottom of it all");
}

static void an_output_in_no_folder_is_refused(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.md"), PL_LIT("# T\n\ntext\n"));
    struct pl_run_result result =
        run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "a.md", "-o", "none/out.pdf");
    assert_status(result, 2);
    assert_text_contains(result.error, "none/out.pdf");
}

static void a_folder_is_never_replaced(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.md"), PL_LIT("# T\n\ntext\n"));
    assert_int_equal(mkdir(pl_test_path(test, "out.pdf").data, 0700), 0);
    struct pl_run_result result =
        run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "a.md", "-o", "out.epub", "-o", "out.pdf");
    assert_status(result, 2);
    assert_true(pl_path_is_folder(pl_test_path(test, "out.pdf")));
    assert_false(pl_path_is_file(pl_test_path(test, "out.epub")));
}

static void a_full_disk_is_worth_another_try(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.md"), PL_LIT("# T\n\ntext\n"));
    struct pl_run_result result = pl_test_run(
        test, pl_test_folder(test).data, PL_LIT(""),
        (const char *const[]){"sh", "-c", "exec \"$0\" build a.md -o - --to pdf >/dev/full", PLATEN_PROGRAM, NULL});
    assert_status(result, 75);
}

static void the_old_edition_stays_when_a_limit_stops_the_new(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.md"), PL_LIT("# T\n\ntext\n"));
    pl_test_write(pl_test_path(test, "out.pdf"), PL_LIT("the old edition"));
    struct pl_run_result result = pl_test_run(
        test, pl_test_folder(test).data, PL_LIT(""),
        (const char *const[]){"sh", "-c", "ulimit -f 2 && exec \"$0\" build a.md -o out.pdf", PLATEN_PROGRAM, NULL});
    assert_status(result, 75);
    assert_text_equal(pl_test_read(test, pl_test_path(test, "out.pdf")), "the old edition");
}

static void an_input_is_never_written_over(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.md"), PL_LIT("# T\n\ntext\n"));
    assert_int_equal(symlink("a.md", pl_test_path(test, "link.pdf").data), 0);
    const char *const outputs[] = {"a.md", "./a.md", "link.pdf"};
    for (size_t i = 0; i < 3; i++) {
        struct pl_run_result result = run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "a.md", "--to", "pdf",
                                                 "-o", outputs[i]);
        assert_status(result, 2);
        assert_text_contains(result.error, "would replace an input");
    }
    struct pl_run_result result = run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "a.md", "-o", "x.pdf",
                                             "--report", "a.md");
    assert_status(result, 2);
    assert_text_equal(pl_test_read(test, pl_test_path(test, "a.md")), "# T\n\ntext\n");
}

static void an_output_is_named_once(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.md"), PL_LIT("# T\n\ntext\n"));
    struct pl_run_result result =
        run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "a.md", "-o", "x.pdf", "-o", "./x.pdf");
    assert_status(result, 2);
    assert_text_contains(result.error, "named as an output twice");
}

static void a_text_of_one_line_is_published(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.txt"), PL_LIT("x\n"));
    struct pl_run_result result = run_platen(test, pl_test_folder(test).data, PL_LIT(""), "extract", "a.txt", "--to", "text");
    assert_status(result, 0);
    assert_text_contains(result.out, "x");
}

static void characters_that_xml_forbids_stay_out_of_books(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result = build(test, "a.md", PL_LIT("# T\n\na&#x1;b\n"));
    if (result.status > 1)
        fail_msg("exit %d\n%.*s", result.status, PL_ARG(result.error));
    result = run_platen(test, pl_test_folder(test).data, PL_LIT(""), "check", "out.epub");
    assert_status(result, 0);
}

static void notes_called_in_notes_are_on_paper(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result =
        build(test, "a.md", PL_LIT("# T\n\nText.[^a]\n\n[^a]: Outer note.[^b]\n\n[^b]: Innermost words.\n"));
    assert_status(result, 0);
    result = pl_test_run(test, pl_test_folder(test).data, PL_LIT(""),
                         (const char *const[]){"pdftotext", "out.pdf", "-", NULL});
    assert_text_contains(result.out, "Innermost words.");
}

static void standard_input_and_output_work(void **state)
{
    struct pl_test *test = *state;
    struct pl_run_result result = run_platen(test, NULL, PL_LIT("# Title\n\nSome text.\n"), "build", "-", "--from",
                                             "markdown", "-o", "-", "--to", "epub");
    assert_status(result, 0);
    assert_true(pl_str_starts(result.out, PL_LIT("PK")));
    assert_true(pl_str_contains(pl_str_slice(result.out, 0, 80), PL_LIT("mimetypeapplication/epub+zip")));
}

static void the_command_line_is_told_what_is_wrong(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *words[6];
        const char *said;
    } rows[] = {
        {{"biuld", "a.md", "-o", "x.pdf"}, "'biuld' is nothing platen does"},
        {{"build", "--fnt-path", "x", "a.md"}, "'--fnt-path' is no flag"},
        {{"build", "a.md", "-o", "x.docx"}, "the format of output 'x.docx' isn't known"},
        {{"build", "a.md", "-o"}, "'-o' needs a value"},
        {{"build", "a.md", "--to", "docx", "-o", "x.pdf"}, "'docx' is no format to build"},
        {{"build", "a.md", "--to", "pdf", "-o", "x.epub"}, "'x.epub' is named otherwise than the format asked for, pdf"},
        {{"styles", "--color", "sometimes"}, "'--color' takes auto, always or never"},
        {{"build", "-o", "x.pdf"}, "no input is named"},
        {{"extract", "a.md", "--to", "docx"}, "'docx' is no form to extract to"},
        {{"styles", "brifing", "--css"}, "there is no design 'brifing'"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const *words = rows[i].words;
        struct pl_run_result result =
            run_platen(test, pl_test_folder(test).data, PL_LIT(""), words[0], words[1], words[2], words[3], words[4], words[5]);
        assert_status(result, 2);
        assert_text_contains(result.error, rows[i].said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_missing_file_is_named),
        PL_TEST(a_folder_is_no_input),
        PL_TEST(an_empty_file_holds_nothing_to_publish),
        PL_TEST(an_unknown_extension_asks_for_from),
        PL_TEST(bytes_that_are_no_text_are_replaced_and_said),
        PL_TEST(nul_bytes_are_dropped_and_said),
        PL_TEST(a_line_of_fifty_megabytes_ends),
        PL_TEST(broken_yaml_is_told_with_its_line),
        PL_TEST(a_broken_picture_leaves_its_words),
        PL_TEST(a_picture_outside_the_folder_is_refused),
        PL_TEST(a_picture_above_is_had_through_its_resource_path),
        PL_TEST(ten_thousand_nested_tags_end),
        PL_TEST(an_output_in_no_folder_is_refused),
        PL_TEST(a_folder_is_never_replaced),
        PL_TEST(a_full_disk_is_worth_another_try),
        PL_TEST(the_old_edition_stays_when_a_limit_stops_the_new),
        PL_TEST(an_input_is_never_written_over),
        PL_TEST(an_output_is_named_once),
        PL_TEST(a_text_of_one_line_is_published),
        PL_TEST(characters_that_xml_forbids_stay_out_of_books),
        PL_TEST(notes_called_in_notes_are_on_paper),
        PL_TEST(standard_input_and_output_work),
        PL_TEST(the_command_line_is_told_what_is_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
