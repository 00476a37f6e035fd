// SPDX-License-Identifier: MIT
/* tests/check/epub.c: a sound book passes; each thing broken is found, and nothing else. */
#include "support/support.h"

#include "base/strbuf.h"
#include "check/check.h"
#include "epub/container.h"

static const char container[] =
    "<container version='1.0' xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OPS/p.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
static const char package[] =
    "<package xmlns='http://www.idpf.org/2007/opf' version='3.0' unique-identifier='u'>"
    "<metadata xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:identifier id='u'>urn:x</dc:identifier>"
    "<dc:title>T</dc:title><dc:language>en</dc:language>"
    "<meta property='dcterms:modified'>2026-11-24T00:00:00Z</meta></metadata>"
    "<manifest><item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>"
    "<item id='a' href='text/a%20b.xhtml' media-type='application/xhtml+xml'/></manifest>"
    "<spine><itemref idref='a'/></spine></package>";
static const char page[] = "<html xmlns='http://www.w3.org/1999/xhtml'><body><img src='x' alt=''/></body></html>";

struct member {
    const char *name, *text;
    bool is_stored;
};

static const struct member sound[] = {
    {"mimetype", "application/epub+zip", true}, {"META-INF/container.xml", container, false},
    {"OPS/p.opf", package, false},              {"OPS/nav.xhtml", page, false},
    {"OPS/text/a b.xhtml", page, false},
};
#define MEMBERS (sizeof sound / sizeof *sound)

/* The rules that are found broken, joined by spaces. */
static pl_str judge(struct pl_test *test, const struct member *members, size_t count)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_str path = pl_test_path(test, "b.epub");
    struct pl_output *output = pl_output_open(test->arena, path, &test->diags);
    struct pl_container *archive = pl_container_new(test->arena, (struct pl_date){.year = 2026}, &test->diags);
    for (size_t i = 0; i < count; i++)
        pl_container_add(archive, members[i].name, pl_str_from(members[i].text), members[i].is_stored);
    assert_true(pl_container_write(archive, output, &test->diags) && pl_output_commit(output, &test->diags));
    struct pl_findings findings;
    assert_true(pl_check_file(test->arena, path, &findings, &test->diags));
    for (size_t i = 0; i < findings.count; i++)
        pl_strbuf_addf(&out, "%s%.*s", i ? " " : "", PL_ARG(pl_rule_name(test->arena, findings.data[i].rule)));
    return pl_strbuf_str(&out);
}

static void a_sound_book_passes(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(judge(test, sound, MEMBERS), "");
}

static void each_broken_part_is_found_and_nothing_else(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        size_t member;
        struct member instead;
        const char *found;
    } rows[] = {
        {0, {"mimetype", "application/epub+zip\n", true}, "epub-mimetype-text"},
        {0, {"mimetype", "application/epub+zip", false}, "epub-mimetype-plain"},
        {1, {"META-INF/container.xml", "<container", false}, "epub-container"},
        {2, {"OPS/p.opf", "<package>", false}, "epub-package"},
        {4, {"OPS/text/other.xhtml", page, false}, "epub-item-missing epub-item-unlisted"},
        {4, {"OPS/text/a b.xhtml", "<html><p></html>", false}, "epub-document"},
        {4, {"OPS/text/a b.xhtml", "<html><img src='x'/></html>", false}, "epub-alternative"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct member members[MEMBERS];
        memcpy(members, sound, sizeof sound);
        members[rows[i].member] = rows[i].instead;
        assert_text_equal(judge(test, members, MEMBERS), rows[i].found);
    }
}

static void what_is_neither_is_an_error(void **state)
{
    struct pl_test *test = *state;
    struct pl_findings findings;
    pl_test_write(pl_test_path(test, "x"), PL_LIT("hello"));
    assert_false(pl_check_file(test->arena, pl_test_path(test, "x"), &findings, &test->diags));
    assert_text_contains(pl_test_diags(test), "is no PDF and no EPUB");
}

static void a_broken_pdf_is_found_not_a_crash(void **state)
{
    struct pl_test *test = *state;
    struct pl_findings findings;
    pl_test_write(pl_test_path(test, "x.pdf"), PL_LIT("%PDF-1.7\ntrailer << /Root 1 0 R >>\n"));
    assert_true(pl_check_file(test->arena, pl_test_path(test, "x.pdf"), &findings, &test->diags));
    assert_true(findings.count > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_sound_book_passes),
        PL_TEST(each_broken_part_is_found_and_nothing_else),
        PL_TEST(what_is_neither_is_an_error),
        PL_TEST(a_broken_pdf_is_found_not_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
