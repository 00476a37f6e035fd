// SPDX-License-Identifier: MIT
/* tests/cases/text_laws.c: what went in comes out: the words of every sample's articles are the words of its EPUB's
 * chapters, one by one and in order; and the text of its PDF's structure is that of layout's boxes. */
#include "support/program.h"

#include <libxml/parser.h>
#include <zip.h>

#include "base/strbuf.h"
#include "base/utf8.h"
#include "edition/gather.h"
#include "model/walk.h"

/* Bytes of a text and how far it was read. */
struct words {
    pl_str rest;
    size_t count;
};

/* Fails at the first word that differs. */
static void assert_same_words(const char *what, pl_str got, pl_str expected)
{
    struct words a = {got, 0}, b = {expected, 0};
    pl_str x, y;
    for (;;) {
        bool more_a = pl_str_next_word(&a.rest, &x), more_b = pl_str_next_word(&b.rest, &y);
        if (!more_a && !more_b)
            return;
        if (more_a != more_b || !pl_str_eq(x, y))
            fail_msg("%s: word %zu is '%.*s', expected '%.*s'", what, a.count + 1, PL_ARG(x), PL_ARG(y));
        a.count++;
    }
}

/* --- What went in ----------------------------------------------------------------------------------- */

static bool separates(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->is != PL_IS_INLINE || node->kind == PL_KIND_line_break;
}

static void add_article(struct pl_strbuf *out, const struct pl_article *article)
{
    struct pl_walk walk = pl_walk_begin(article->body);
    while (pl_walk_next(&walk)) {
        if (separates(walk.node))
            pl_strbuf_add_byte(out, ' ');
        if (walk.event == PL_ENTER && walk.node->kind == PL_KIND_text)
            pl_strbuf_add(out, walk.node->text);
    }
    pl_strbuf_add_byte(out, '\n');
}

static pl_str text_of_inputs(struct pl_test *test, pl_str inputs)
{
    struct pl_limits limits = pl_limits_default();
    struct pl_read_options options = {.limits = &limits};
    struct pl_gather_options gather = {.source_date_epoch = -1};
    struct pl_articles articles = {0};
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_str word;
    while (pl_str_next_word(&inputs, &word)) {
        if (pl_str_eq(word, PL_LIT("--from"))) {
            pl_str_next_word(&inputs, &options.from);
            continue;
        }
        if (pl_str_eq(word, PL_LIT("-M"))) { // metadata makes no text here but the words for it
            pl_str_next_word(&inputs, &word);
            continue;
        }
        pl_str path = pl_str_format(test->arena, "tests/samples/%.*s", PL_ARG(word));
        if (!pl_read_path(test->arena, path, &options, &articles, &test->diags))
            fail_msg("%.*s", PL_ARG(pl_test_diags(test)));
    }
    const struct pl_edition *edition = pl_edition_gather(test->arena, &articles, &gather, &test->diags);
    for (size_t i = 0; i < edition->articles.count; i++)
        add_article(&out, edition->articles.data[i]);
    return pl_strbuf_str(&out);
}

/* --- What came out ----------------------------------------------------------------------------------- */

static bool is_inline_name(const xmlNode *node)
{
    static const char *const names[] = {"a", "em", "strong", "code", "span", "sup", "sub", "del", "ins", "mark", "q", "cite",
                                        "abbr", "small", "time", "ruby", "rt", "rp", "b", "i", "u", "s", "kbd", "samp", "var",
                                        "dfn", "wbr", "img", "bdo", "bdi"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (xmlStrEqual(node->name, BAD_CAST names[i]))
            return true;
    return false;
}

/* Text that style put there isn't the article's. */
static bool is_generated(xmlNode *node)
{
    xmlChar *name = xmlGetNoNsProp(node, BAD_CAST "class");
    bool is = name && (xmlStrEqual(name, BAD_CAST "pl-before") || xmlStrEqual(name, BAD_CAST "pl-after"));
    xmlFree(name);
    return is;
}

static void add_element(struct pl_strbuf *out, xmlNode *parent)
{
    for (xmlNode *node = parent->children; node; node = node->next) {
        if (node->type == XML_TEXT_NODE)
            pl_strbuf_add(out, pl_str_from((const char *)node->content));
        if (node->type != XML_ELEMENT_NODE || is_generated(node))
            continue;
        if (!is_inline_name(node))
            pl_strbuf_add_byte(out, ' ');
        add_element(out, node);
        if (!is_inline_name(node))
            pl_strbuf_add_byte(out, ' ');
    }
}

static void add_chapter(struct pl_strbuf *out, zip_t *zip, zip_uint64_t index, zip_uint64_t size)
{
    char *text = pl_arena_alloc_text(out->arena, size);
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    assert_int_equal(zip_fread(file, text, size), size);
    zip_fclose(file);
    xmlDoc *document = xmlReadMemory(text, (int)size, "chapter", NULL, XML_PARSE_NONET);
    assert_non_null(document);
    xmlNode *body = xmlDocGetRootElement(document)->children;
    while (!xmlStrEqual(body->name, BAD_CAST "body"))
        body = body->next;
    add_element(out, body);
    pl_strbuf_add_byte(out, '\n');
    xmlFreeDoc(document);
}

/* Chapters stand in the archive in spine order. */
static pl_str text_of_book(struct pl_test *test, pl_str name)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    int error;
    pl_str path = pl_str_format(test->arena, "%s/%.*s.epub", PLATEN_PUBLICATIONS, PL_ARG(name));
    zip_t *zip = zip_open(path.data, ZIP_RDONLY, &error);
    if (!zip)
        fail_msg("no book at %s", path.data);
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
        zip_stat_t stat;
        zip_stat_index(zip, (zip_uint64_t)i, 0, &stat);
        if (pl_str_starts(pl_str_from(stat.name), PL_LIT("EPUB/text/")))
            add_chapter(&out, zip, (zip_uint64_t)i, stat.size);
    }
    zip_discard(zip);
    return pl_strbuf_str(&out);
}

/* --- Boxes and structure ------------------------------------------------------------------------------- */

/* Characters that may differ: white space, what line ends add or take, marks without a glyph. */
static bool is_silent(uint32_t c)
{
    return pl_char_is_space(c) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || c == 0x2060 ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || c == 0xFFFC || c == 0x2010;
}

static void add_loud(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (!is_silent(c))
            pl_strbuf_add_char(out, c);
    }
}

/* What a line of a dump or of pdfinfo has between its first and last quotation mark; false for none. */
static bool quoted(pl_str line, pl_str *text)
{
    size_t first = pl_str_find_byte(line, '"', 0), last = line.size;
    if (first == SIZE_MAX)
        return false;
    while (line.data[last - 1] != '"')
        last--;
    *text = pl_str_slice(line, first + 1, last - 1);
    return last - 1 > first;
}

static pl_str unescaped(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\\' && i + 1 < text.size)
            i += text.data[i + 1] == 'n' || text.data[i + 1] == 't' ? 2 : 1;
        if (i < text.size)
            pl_strbuf_add_byte(&out, text.data[i]);
    }
    return pl_strbuf_str(&out);
}

static size_t indent_of(pl_str line)
{
    size_t indent = 0;
    while (indent < line.size && line.data[indent] == ' ')
        indent++;
    return indent;
}

/* A marker, a floated ::before or a drop initial stands right below its block in the dump, and before its text on paper. */
static pl_str text_of_boxes(struct pl_test *test, pl_str dump)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_str line, text, waiting = {0};
    size_t waiting_indent = SIZE_MAX; // of the line just before, where it has text
    while (pl_str_next_line(&dump, &line)) {
        bool is_picture = pl_str_starts(pl_str_trim(line), PL_LIT("picture ")); // its words are an attribute
        bool opens = pl_str_contains(line, PL_LIT("::marker \"")) || pl_str_contains(line, PL_LIT("::before \"")) ||
                     pl_str_contains(line, PL_LIT("::first-letter \""));
        if (is_picture || !quoted(line, &text)) {
            waiting_indent = SIZE_MAX;
            continue;
        }
        text = unescaped(test->arena, text);
        if (opens && waiting_indent != SIZE_MAX && indent_of(line) > waiting_indent) {
            add_loud(&out, text);
            continue;
        }
        add_loud(&out, waiting);
        waiting = text;
        waiting_indent = indent_of(line);
    }
    add_loud(&out, waiting);
    return pl_strbuf_str(&out);
}

static pl_str text_of_structure(struct pl_test *test, pl_str tree)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_str line, text;
    while (pl_str_next_line(&tree, &line))
        if (pl_str_starts(pl_str_trim(line), PL_LIT("\"")) && quoted(line, &text))
            add_loud(&out, text);
    return pl_strbuf_str(&out);
}

static void assert_same_text(pl_str name, pl_str got, pl_str expected)
{
    size_t i = 0;
    while (i < got.size && i < expected.size && got.data[i] == expected.data[i])
        i++;
    if (i == got.size && i == expected.size)
        return;
    size_t from = i > 60 ? i - 60 : 0;
    fail_msg("%.*s: byte %zu\npaper: …%.*s\nboxes: …%.*s", PL_ARG(name), i, PL_ARG(pl_str_slice(got, from, i + 60)),
             PL_ARG(pl_str_slice(expected, from, i + 60)));
}

static pl_str dump_boxes(struct pl_test *test, pl_str style, pl_str inputs)
{
    const char *words[64] = {PLATEN_PROGRAM, "build", "--dump", "boxes", "--style", pl_str_cstr(test->arena, style)};
    size_t count = 6;
    pl_str word;
    while (count < 63 && pl_str_next_word(&inputs, &word))
        words[count++] = pl_str_cstr(test->arena, word);
    struct pl_run_result result = pl_test_run(test, "tests/samples", PL_LIT(""), words);
    if (result.status > 1)
        fail_msg("no boxes: %.*s", PL_ARG(result.error));
    return result.out;
}

static void papers_have_the_text_of_their_boxes(void **state)
{
    struct pl_test *test = *state;
    pl_str list = pl_test_read(test, PL_LIT("tests/samples/demo.list")), line, name, style;
    while (pl_str_next_line(&list, &line)) {
        if (pl_str_starts(line, PL_LIT("#")) || !pl_str_next_word(&line, &name) || !pl_str_next_word(&line, &style))
            continue;
        pl_str path = pl_str_format(test->arena, "%s/%.*s.pdf", PLATEN_PUBLICATIONS, PL_ARG(name));
        struct pl_run_result tree = pl_test_run(
            test, NULL, PL_LIT(""), (const char *const[]){"pdfinfo", "-struct-text", "-enc", "UTF-8", path.data, NULL});
        assert_int_equal(tree.status, 0);
        pl_str paper = text_of_structure(test, tree.out), boxes = text_of_boxes(test, dump_boxes(test, style, line));
        assert_true(paper.size > 0);
        assert_same_text(name, paper, boxes);
    }
}

static void books_have_the_words_of_their_articles(void **state)
{
    struct pl_test *test = *state;
    pl_str list = pl_test_read(test, PL_LIT("tests/samples/demo.list")), line, name, style;
    size_t count = 0;
    while (pl_str_next_line(&list, &line)) {
        if (pl_str_starts(line, PL_LIT("#")) || !pl_str_next_word(&line, &name) || !pl_str_next_word(&line, &style))
            continue;
        assert_same_words(pl_str_cstr(test->arena, name), text_of_book(test, name), text_of_inputs(test, line));
        count++;
    }
    assert_true(count >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(books_have_the_words_of_their_articles),
                                       PL_TEST(papers_have_the_text_of_their_boxes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
