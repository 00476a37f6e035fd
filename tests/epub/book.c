// SPDX-License-Identifier: MIT
/* tests/epub/book.c: what a finished book has in it: faces, pages, cover, a house's look. */
#include "support/program.h"

#include <zip.h>

#include "base/strbuf.h"

/* Builds with these words to a.epub (and a.pdf) in the test's folder. */
#define build(test, ...)                                                                           \
    build_words((test), (const char *const[]){PLATEN_PROGRAM, "build", "--quiet", "-o",            \
                                              in_folder(test, "a.epub"), __VA_ARGS__, NULL})

static const char *in_folder(struct pl_test *test, const char *name)
{
    return pl_str_cstr(test->arena, pl_test_path(test, name));
}

static void build_words(struct pl_test *test, const char *const *words)
{
    struct pl_run_result result = pl_test_run(test, NULL, PL_LIT(""), words);
    if (result.status > 1)
        fail_msg("exit %d\n%.*s", result.status, PL_ARG(result.error));
}

/* A member of the book; NULL data: it isn't there. */
static pl_str member(struct pl_test *test, const char *name)
{
    int error;
    zip_t *zip = zip_open(in_folder(test, "a.epub"), ZIP_RDONLY, &error);
    assert_non_null(zip);
    zip_stat_t about;
    pl_str text = {0};
    if (zip_stat(zip, name, 0, &about) == 0) {
        char *bytes = PL_NEW_ARRAY(test->arena, char, about.size + 1);
        zip_file_t *file = zip_fopen(zip, name, 0);
        assert_int_equal(zip_fread(file, bytes, about.size), about.size);
        zip_fclose(file);
        text = (pl_str){bytes, about.size};
    }
    zip_discard(zip);
    return text;
}

#define assert_not_contains(text, part)                                                            \
    do {                                                                                           \
        if (pl_str_contains((text), PL_LIT(part)))                                                 \
            fail_msg("'%s' stands in\n%.*s", part, PL_ARG(text));                                  \
    } while (0)

static void the_faces_that_a_sheet_names_are_packed(void **state)
{
    struct pl_test *test = *state;
    build(test, "tests/samples/ferry.md", "--style", "reader");
    pl_str css = member(test, "EPUB/style.css"), package = member(test, "EPUB/package.opf");
    assert_text_contains(css, "@font-face {\n  font-family: \"Linux Libertine O\";");
    assert_text_contains(css, "src: url(\"fonts/001.otf\") format(\"opentype\");");
    assert_text_contains(package, "href=\"fonts/001.otf\" media-type=\"font/otf\"");
    assert_true(pl_str_starts(member(test, "EPUB/fonts/001.otf"), PL_LIT("OTTO")));
}

static void a_pages_own_font_face_is_used(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "my.ttf"),
                  pl_test_read(test, PL_LIT(PLATEN_DATA_DIR "/fonts/faces/Carlito-Bold.ttf")));
    pl_test_write(pl_test_path(test, "a.html"),
                  PL_LIT("<title>T</title><style>@font-face { font-family: Mine; src: url(my.ttf) }"
                         "p { font-family: Mine }</style><p>Text</p>"));
    build(test, "--from", "html", in_folder(test, "a.html"));
    assert_text_contains(member(test, "EPUB/style.css"), "font-family: \"Mine\";\n  font-weight: 700;");
    assert_true(member(test, "EPUB/fonts/001.ttf").size > 1000);
}

static void css_defaults_bring_no_faces(void **state)
{
    struct pl_test *test = *state;
    build(test, "tests/samples/ferry.md", "--style", "none");
    assert_not_contains(member(test, "EPUB/style.css"), "@font-face");
    assert_not_contains(member(test, "EPUB/package.opf"), "fonts/");
}

static void pages_of_the_pdf_are_listed_twice(void **state)
{
    struct pl_test *test = *state;
    build(test, "tests/samples/ferry.md", "-o", in_folder(test, "a.pdf"));
    assert_text_contains(member(test, "EPUB/nav.xhtml"), "<a href=\"text/001.xhtml#page-2\">2</a>");
    assert_text_contains(member(test, "EPUB/toc.ncx"),
                         "type=\"normal\" value=\"2\"><navLabel><text>2</text></navLabel>"
                         "<content src=\"text/001.xhtml#page-2\"/>");
    assert_text_contains(member(test, "EPUB/text/001.xhtml"), "role=\"doc-pagebreak\" id=\"page-2\"");
}

static void kindle_gets_the_cover_as_a_picture_only(void **state)
{
    struct pl_test *test = *state;
    build(test, "tests/samples/ferry.md");
    assert_non_null(member(test, "EPUB/cover.xhtml").data);
    build(test, "tests/samples/ferry.md", "--profile", "kindle");
    pl_str package = member(test, "EPUB/package.opf");
    assert_null(member(test, "EPUB/cover.xhtml").data);
    assert_not_contains(package, "cover.xhtml");
    assert_text_contains(package, "properties=\"cover-image\"");
    assert_not_contains(member(test, "EPUB/style.css"), "hyphens");
}

static void bookmarks_of_what_a_book_lacks_lead_to_its_chapter(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "a.html"),
                  PL_LIT("<title>T</title><style>html, .gone { bookmark-level: 1; bookmark-label: \"A\" }"
                         "@media epub { .gone { display: none } }</style>"
                         "<h1 id='two words'>Head</h1><p class=gone>Print only</p>"));
    build(test, "--from", "html", in_folder(test, "a.html"));
    pl_str nav = member(test, "EPUB/nav.xhtml");
    assert_text_contains(nav, "<a href=\"text/001.xhtml\">A</a>");
    assert_not_contains(nav, "two words");
}

static void a_house_restyles_a_design_with_ten_lines(void **state)
{
    struct pl_test *test = *state;
    pl_str house = pl_test_read(test, PL_LIT("tests/samples/house.css")), line;
    size_t lines = 0;
    for (pl_str rest = house; pl_str_next_line(&rest, &line);)
        lines += line.size > 0;
    assert_true(lines <= 10);
    build(test, "tests/samples/drought.md", "--style", "briefing", "--style", "tests/samples/house.css");
    pl_str css = member(test, "EPUB/style.css");
    assert_text_contains(css, "font-family: Vollkorn, serif;");
    assert_text_contains(css, "@font-face {\n  font-family: \"Carlito\";");
    assert_not_contains(css, "Inter");
    assert_not_contains(css, "#9b1c1c");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(the_faces_that_a_sheet_names_are_packed),
        PL_TEST(a_pages_own_font_face_is_used),
        PL_TEST(css_defaults_bring_no_faces),
        PL_TEST(pages_of_the_pdf_are_listed_twice),
        PL_TEST(kindle_gets_the_cover_as_a_picture_only),
        PL_TEST(bookmarks_of_what_a_book_lacks_lead_to_its_chapter),
        PL_TEST(a_house_restyles_a_design_with_ten_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
