// SPDX-License-Identifier: MIT
/* tests/pdf/document.c: a tagged PDF from pages made by hand: what readers get, and the same bytes every time. */
#include "pdf/document.h"

#include <stdio.h>
#include <stdlib.h>

#include "pdf/pages.h"

/* --- A small model --------------------------------------------------------------------------------- */

static struct pl_node *add(struct pl_test *test, struct pl_node *parent, enum pl_kind kind)
{
    struct pl_node *node = pl_node_new(test->arena, kind, PL_NO_SPAN);
    pl_node_append(parent, node);
    return node;
}

static void text(struct pl_test *test, struct pl_node *parent, const char *words)
{
    pl_node_append(parent, pl_node_new_text(test->arena, pl_str_from(words), PL_NO_SPAN));
}

static struct pl_node *say(struct pl_test *test, struct pl_node *parent, enum pl_kind kind, const char *words)
{
    struct pl_node *node = add(test, parent, kind);
    text(test, node, words);
    return node;
}

static void heading(struct pl_test *test, struct pl_node *parent, int level, const char *words)
{
    struct pl_node *node = pl_node_new_heading(test->arena, level, PL_NO_SPAN);
    pl_node_append(parent, node);
    text(test, node, words);
}

static void table(struct pl_test *test, struct pl_node *body)
{
    struct pl_node *node = add(test, body, PL_KIND_table);
    say(test, node, PL_KIND_table_caption, "Levels at the gauge");
    struct pl_node *row = add(test, add(test, node, PL_KIND_table_head), PL_KIND_table_row);
    say(test, row, PL_KIND_table_header, "Place");
    struct pl_node *wide = say(test, row, PL_KIND_table_header, "Figures");
    pl_node_set_attribute(test->arena, wide, PL_LIT("colspan"), PL_LIT("2"));
    struct pl_node *rows = add(test, node, PL_KIND_table_body);
    row = add(test, rows, PL_KIND_table_row);
    struct pl_node *tall = say(test, row, PL_KIND_table_header, "Affing");
    pl_node_set_attribute(test->arena, tall, PL_LIT("rowspan"), PL_LIT("7"));
    say(test, row, PL_KIND_table_cell, "1.4");
    say(test, row, PL_KIND_table_cell, "2.5");
    row = add(test, rows, PL_KIND_table_row);
    say(test, row, PL_KIND_table_cell, "short row");
}

static void fill(struct pl_test *test, struct pl_article *article)
{
    struct pl_node *body = article->body;
    heading(test, body, 1, "The office of the river");
    struct pl_node *p = say(test, body, PL_KIND_paragraph, "The difficult waffle of affluent offices fits, said ");
    struct pl_node *link = say(test, p, PL_KIND_link, "a rather long link that goes over more than one line of text");
    pl_node_set_attribute(test->arena, link, PL_LIT("href"), PL_LIT("https://example.org/\xC3\xA4?a=(b)"));
    text(test, p, " and ");
    say(test, p, PL_KIND_emphasis, "leaned");
    text(test, p, " ");
    say(test, p, PL_KIND_strong, "well-known");
    text(test, p, " words: extraordinarily complicated, characteristically interdisciplinary misunderstandings. "
                  "No\xC2\xA0" "break; \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD8\xA7\xD9\x84\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85.");
    struct pl_node *foreign = say(test, p, PL_KIND_phrase, " Ein deutsches Wort.");
    pl_node_set_attribute(test->arena, foreign, PL_LIT("lang"), PL_LIT("de"));
    struct pl_node *call = add(test, p, PL_KIND_note_call);
    struct pl_node *note = pl_node_new(test->arena, PL_KIND_footnote, PL_NO_SPAN);
    say(test, note, PL_KIND_paragraph, "What a note says.");
    call->note = note;
    note->note = call;
    *PL_PUSH(article->arena, &article->notes) = note;
    heading(test, body, 4, "Deep heading");
    struct pl_node *list = add(test, body, PL_KIND_list);
    say(test, list, PL_KIND_list_item, "First item");
    struct pl_node *item = add(test, list, PL_KIND_list_item);
    say(test, item, PL_KIND_paragraph, "Second item");
    say(test, add(test, item, PL_KIND_list), PL_KIND_list_item, "Inner item");
    struct pl_node *terms = add(test, body, PL_KIND_definition_list);
    say(test, terms, PL_KIND_definition_term, "Sluice");
    say(test, terms, PL_KIND_definition, "a gate for water");
    table(test, body);
    struct pl_node *figure = add(test, body, PL_KIND_figure);
    struct pl_node *image = add(test, figure, PL_KIND_image);
    pl_node_set_attribute(test->arena, image, PL_LIT("alt"), PL_LIT("A gauge in the river"));
    say(test, figure, PL_KIND_caption, "The gauge");
    image = add(test, add(test, body, PL_KIND_paragraph), PL_KIND_image);
    pl_node_set_attribute(test->arena, image, PL_LIT("alt"), PL_LIT("The same gauge, \xE2\x80\x9Cseen\xE2\x80\x9D twice"));
    heading(test, body, 2, "Nachwort");
    for (int i = 0; i < 40; i++)
        say(test, body, PL_KIND_paragraph, "A paragraph that goes on, as paragraphs do, so that there are more pages "
                                           "than one and more chunks than one could draw in a single turn.");
    p = say(test, body, PL_KIND_paragraph, "Back to ");
    link = say(test, p, PL_KIND_link, "the top");
    pl_node_set_attribute(test->arena, link, PL_LIT("href"), PL_LIT("#the-office-of-the-river"));
}

static struct pl_edition *edition_of(struct pl_test *test, unsigned times)
{
    struct pl_edition *edition = PL_NEW(test->arena, struct pl_edition);
    edition->arena = test->arena;
    for (unsigned i = 0; i < times; i++) {
        struct pl_article *article = pl_article_new(test->arena, NULL);
        fill(test, article);
        pl_article_finish(article, &test->diags);
        *PL_PUSH(test->arena, &edition->articles) = article;
    }
    pl_metadata_set(test->arena, &edition->metadata, PL_FIELD_title, PL_LIT("Offices & rivers <\xC3\xA4>"),
                    PL_ORIGIN_OPTION, PL_LIT(""), PL_NO_SPAN);
    pl_metadata_set(test->arena, &edition->metadata, PL_FIELD_authors, PL_LIT("Ines Maro, Jon Adler"),
                    PL_ORIGIN_OPTION, PL_LIT(""), PL_NO_SPAN);
    pl_metadata_set(test->arena, &edition->metadata, PL_FIELD_language, PL_LIT("en"), PL_ORIGIN_OPTION,
                    PL_LIT(""), PL_NO_SPAN);
    edition->date = (struct pl_date){.precision = PL_DATE_DAY, .year = 2026, .month = 11, .day = 21};
    pl_edition_finish(edition);
    return edition;
}

static const struct pl_picture *picture_of(struct pl_test *test, const char *path)
{
    struct pl_picture *picture = PL_NEW(test->arena, struct pl_picture);
    pl_str why;
    assert_true(pl_picture_probe(pl_test_read(test, pl_str_from(path)), picture, &why));
    return picture;
}

static struct pl_pdf_options options_of(struct hand *hand, unsigned threads)
{
    return (struct pl_pdf_options){.edition = hand->edition,
                                   .pages = &hand->made,
                                   .map = &hand->pagemap,
                                   .outline = &hand->outline,
                                   .fonts = hand->fonts,
                                   .threads = threads};
}

static pl_str write_pdf_by(struct pl_test *test, const char *name,
                           const struct pl_pdf_options *options)
{

    pl_str path = pl_test_path(test, name);
    struct pl_output *output = pl_output_open(test->arena, path, &test->diags);
    assert_non_null(output);
    bool written = pl_pdf_write(output, options, &test->diags);
    assert_no_diags(test);
    assert_true(written);
    assert_true(pl_output_commit(output, &test->diags));
    return path;
}

static pl_str write_pdf(struct pl_test *test, struct hand *hand, const char *name, unsigned threads)
{
    struct pl_pdf_options options = options_of(hand, threads);
    return write_pdf_by(test, name, &options);
}

/* What a command prints; skipped where it isn't installed. */
static pl_str run(struct pl_test *test, const char *command, pl_str path)
{
    pl_str out = pl_test_path(test, "out");
    pl_str line = pl_str_format(test->arena, "%s '%.*s' >'%.*s' 2>&1", command, PL_ARG(path), PL_ARG(out));
    int status = system(line.data);
    if (status == 127 << 8) {
        if (getenv("CI"))
            fail_msg("'%s' is not installed", command);
        print_message("'%s' is not installed\n", command);
        skip();
    }
    return pl_test_read(test, out);
}

static void readers_get_structure_and_text(void **state)
{
    struct pl_test *test = *state;
    struct hand *hand = hand_pages(test, edition_of(test, 1), picture_of(test, "tests/samples/gauge.png"));
    pl_str path = write_pdf(test, hand, "a.pdf", 1);
    assert_no_diags(test);
    if (getenv("PLATEN_KEEP"))
        pl_test_write(pl_str_from(getenv("PLATEN_KEEP")), pl_test_read(test, path));
    assert_text_contains(run(test, "qpdf --check", path), "No syntax or stream encoding errors found");
    pl_str facts = run(test, "pdfinfo", path);
    assert_text_contains(facts, "Tagged:          yes");
    assert_text_contains(facts, "Title:           Offices & rivers <\xC3\xA4>");
    pl_str structure = run(test, "pdfinfo -struct-text", path);
    assert_text_contains(structure, "The difficult waffle of affluent offices fits, said");
    assert_text_contains(structure, "words: extraordinarily");
    assert_text_contains(structure, "No break;");
    pl_fonts_map_free(hand->map);
}

static void same_bytes_for_any_threads(void **state)
{
    struct pl_test *test = *state;
    struct hand *hand = hand_pages(test, edition_of(test, 60), picture_of(test, "tests/samples/ferry.jpg"));
    assert_true(hand->made.count > 4 * 64);
    pl_str one = pl_test_read(test, write_pdf(test, hand, "one.pdf", 1));
    pl_str two = pl_test_read(test, write_pdf(test, hand, "two.pdf", 2));
    pl_str three = pl_test_read(test, write_pdf(test, hand, "three.pdf", 3));
    assert_true(pl_str_eq(one, two));
    assert_true(pl_str_eq(one, three));
    if (getenv("PLATEN_KEEP2"))
        pl_test_write(pl_str_from(getenv("PLATEN_KEEP2")), one);
    assert_text_contains(run(test, "qpdf --check", pl_test_path(test, "two.pdf")),
                         "No syntax or stream encoding errors found");
    // A JPEG's own bytes, once for all pages.
    pl_str bytes = pl_test_read(test, PL_LIT("tests/samples/ferry.jpg"));
    size_t at = pl_str_find(one, pl_str_slice(bytes, bytes.size / 2, bytes.size - 2), 0);
    assert_true(at != SIZE_MAX);
    assert_true(pl_str_find(one, pl_str_slice(bytes, bytes.size / 2, bytes.size - 2), at + 1) == SIZE_MAX);
    pl_fonts_map_free(hand->map);
}

/* The next number in quotes; false at the end. */
static bool next_quoted(pl_str *rest, pl_str *text)
{
    pl_str skipped;
    return pl_str_cut(rest, '"', &skipped) && pl_str_cut(rest, '"', text);
}

static pl_str without_spaces(struct pl_test *test, pl_str text)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ')
            pl_strbuf_add_byte(&out, text.data[i]);
    return pl_strbuf_str(&out);
}

/* Cairo's pages are the reference for the text that we write ourselves: the same words in the same boxes, the
 * same structure, no more than a shade's difference in the picture. */
static void written_text_stands_where_cairo_draws_it(void **state)
{
    struct pl_test *test = *state;
    struct hand *hand = hand_pages(test, edition_of(test, 1), picture_of(test, "tests/samples/gauge.png"));
    struct pl_pdf_options options = options_of(hand, 1);
    pl_str ours = write_pdf_by(test, "ours.pdf", &options);
    options.draws_all = true;
    pl_str cairos = write_pdf_by(test, "cairos.pdf", &options);
    assert_true(pl_test_read(test, ours).size < pl_test_read(test, cairos).size);
    // Cairo draws nothing where a call shows only spaces; we do, so readers get the space.
    assert_str_equal(without_spaces(test, run(test, "pdfinfo -struct-text", ours)),
                     without_spaces(test, run(test, "pdfinfo -struct-text", cairos)));
    assert_text_contains(run(test, "pdfinfo -struct-text", ours), "\"leaned \"");
    assert_str_equal(run(test, "pdftotext", pl_str_format(test->arena, "%.*s' '-", PL_ARG(ours))),
                     run(test, "pdftotext", pl_str_format(test->arena, "%.*s' '-", PL_ARG(cairos))));
    pl_str a = run(test, "pdftotext -bbox", pl_str_format(test->arena, "%.*s' '-", PL_ARG(ours)));
    pl_str b = run(test, "pdftotext -bbox", pl_str_format(test->arena, "%.*s' '-", PL_ARG(cairos)));
    pl_str x, y;
    size_t compared = 0;
    while (next_quoted(&a, &x) && next_quoted(&b, &y)) {
        double left, right;
        if (!pl_str_to_double(x, &left) || !pl_str_to_double(y, &right))
            continue;
        if (left - right > 0.03 || right - left > 0.03)
            fail_msg("a word stands at %.*s, not at %.*s", PL_ARG(x), PL_ARG(y));
        compared++;
    }
    assert_true(compared > 1000);
    pl_fonts_map_free(hand->map);
}

static void the_tag_tree_is_what_the_model_says(void **state)
{
    struct pl_test *test = *state;
    struct hand *hand = hand_pages(test, edition_of(test, 1), picture_of(test, "tests/samples/gauge.png"));
    struct pl_pdf_options options = options_of(hand, 2);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    assert_true(pl_pdf_dump_tags(&out, &options, &test->diags));
    assert_golden(test, "tests/pdf/document.tags", pl_strbuf_str(&out));
    pl_fonts_map_free(hand->map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(readers_get_structure_and_text), PL_TEST(same_bytes_for_any_threads),
                                       PL_TEST(written_text_stands_where_cairo_draws_it),
                                       PL_TEST(the_tag_tree_is_what_the_model_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
