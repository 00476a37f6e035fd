// SPDX-License-Identifier: MIT
/* tests/style/law.c: our own cascade over the written tree and the compiled sheet gives what the
 * epub run gave.
 *
 * The written tree is the article's with the markup put in, as export does it: classes, texts of
 * ::before and ::after as spans, hidden elements left out, style attributes gone. Compared is
 * what readers are told of each element. */
#include <math.h>

#include "base/file.h"
#include "base/utf8.h"
#include "edition/gather.h"
#include "model/attribute.h"
#include "model/walk.h"
#include "style/color.h"
#include "style/compile.h"
#include "style/reader_value.h"
#include "support/tree.h"

struct law {
    struct pl_test *test;
    struct pl_limits limits;
    struct pl_edition *edition;
    const struct pl_styles **styles, **written_styles;
    struct pl_reader_sheet sheet;
    struct pl_strbuf broken; // a line each
    size_t compared;
};

static void add_text(struct law *law, struct pl_sheets *sheets, pl_str name, pl_str css,
                     enum pl_sheet_origin origin)
{
    struct pl_input *input = PL_NEW(law->test->arena, struct pl_input);
    *input = (struct pl_input){.name = name, .folder = PL_LIT("styles"), .bytes = css, .text = css};
    assert_true(pl_sheets_add(sheets, input, origin, &law->test->diags));
}

static struct pl_sheets *sheets_with_base(struct law *law)
{
    struct pl_sheets *sheets = pl_sheets_new(law->test->arena, &law->limits);
    add_text(law, sheets, PL_LIT("base.css"), pl_test_read(law->test, PL_LIT("styles/base.css")),
             PL_SHEET_USER_AGENT);
    return sheets;
}

static const struct pl_styles **run(struct law *law, struct pl_cascade *cascade,
                                    struct pl_article *const *articles)
{
    size_t count = law->edition->articles.count;
    const struct pl_styles **styles = PL_NEW_ARRAY(law->test->arena, const struct pl_styles *,
                                                   count);
    for (size_t i = 0; i < count; i++)
        styles[i] = pl_cascade_run(cascade, articles[i], &law->test->diags);
    return styles;
}

/* --- The written tree ------------------------------------------------------------------------- */

static struct pl_node *span(struct law *law, const char *class, pl_str text)
{
    struct pl_node *node = pl_node_new(law->test->arena, PL_KIND_phrase, PL_NO_SPAN);
    pl_node_add_class(law->test->arena, node, pl_str_from(class));
    pl_node_append(node, pl_node_new_text(law->test->arena, text, PL_NO_SPAN));
    return node;
}

/* Attributes that no XHTML has are gone, whatever they would mean for styles. */
static void drop_attributes(struct pl_node *node)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < node->attribute_count; i++)
        if (pl_written_attribute(node->element, node->attributes[i].name, node->attributes[i].value)
                .data ||
            pl_str_ends(node->attributes[i].name, PL_LIT("lang")))
            node->attributes[kept++] = node->attributes[i];
    node->attribute_count = kept;
}

static void mark_up(struct law *law, struct pl_node *node, const struct pl_markup_entry *entry)
{
    if (entry->element.size)
        node->element = entry->element;
    pl_str rest = entry->classes, name;
    while (pl_str_next_word(&rest, &name))
        pl_node_add_class(law->test->arena, node, name);
    if (entry->before.size && node->first)
        pl_node_insert_before(node->first, span(law, "pl-before", entry->before));
    else if (entry->before.size)
        pl_node_append(node, span(law, "pl-before", entry->before));
    if (entry->after.size)
        pl_node_append(node, span(law, "pl-after", entry->after));
}

/* Twins stand in `twins` by the serial of the original; NULL: not written. */
static struct pl_article *written(struct law *law, const struct pl_article *article,
                                  const struct pl_markup *markup, struct pl_node **twins)
{
    struct pl_arena *arena = law->test->arena;
    struct pl_article *copy = PL_NEW(arena, struct pl_article);
    *copy = *article;
    copy->sheets.count = 0;
    copy->root = pl_node_copy(arena, article->root);
    struct pl_node *twin = copy->root;
    for (uint32_t i = 0; i < article->node_count; i++, twin = pl_node_next_in(copy->root, twin))
        twins[i] = twin;
    for (uint32_t i = 0; i < article->node_count; i++) {
        const struct pl_markup_entry *entry = pl_markup_at(markup, i);
        twins[i]->style = (pl_str){0};
        if (entry && !entry->is_hidden)
            mark_up(law, twins[i], entry);
        drop_attributes(twins[i]);
    }
    for (uint32_t i = 0; i < article->node_count; i++) {
        const struct pl_markup_entry *entry = pl_markup_at(markup, i);
        if (entry && entry->is_hidden)
            pl_node_remove(twins[i]);
    }
    copy->node_count = 0;
    struct {
        PL_VEC(struct pl_node *)
    } nodes = {0};
    for (struct pl_node *node = copy->root; node; node = pl_node_next_in(copy->root, node)) {
        node->serial = copy->node_count++;
        *PL_PUSH(arena, &nodes) = node;
    }
    copy->nodes = nodes.data;
    return copy;
}

/* --- Comparing -------------------------------------------------------------------------------- */

static bool is_ink_or_paper(const struct pl_style *style, enum pl_property property)
{
    if (property == PL_PROPERTY_color)
        return pl_reader_is_ink(pl_style_color(style, property));
    return property == PL_PROPERTY_background_color &&
           pl_reader_is_paper(pl_style_color(style, property));
}

/* The number at the start of a text, which it is taken off; false: none. */
static bool take_number(pl_str *text, double *number)
{
    size_t size = 0;
    while (size < text->size && strchr("0123456789.", text->data[size]))
        size++;
    if (size == 0 || !pl_str_to_double(pl_str_slice(*text, 0, size), number))
        return false;
    *text = pl_str_slice(*text, size, text->size);
    return true;
}

/* Equal but for rounding: a size is a rounded part of another rounded size. */
static bool is_nearly(pl_str a, pl_str b)
{
    while (a.size && b.size) {
        double one, two;
        if (take_number(&a, &one)) {
            if (!take_number(&b, &two) || fabs(one - two) > 0.0005 * (1 + one))
                return false;
        } else if (a.data[0] != b.data[0]) {
            return false;
        } else {
            a = pl_str_slice(a, 1, a.size);
            b = pl_str_slice(b, 1, b.size);
        }
    }
    return a.size == b.size;
}

static bool is_same(struct law *law, enum pl_property property,
                    const struct pl_reader_element *before, const struct pl_reader_element *after,
                    pl_str *expected, pl_str *got)
{
    struct pl_strbuf one = PL_STRBUF(law->test->arena), two = PL_STRBUF(law->test->arena);
    pl_reader_write(&one, property, before);
    pl_reader_write(&two, property, after);
    *expected = pl_strbuf_str(&one);
    *got = pl_strbuf_str(&two);
    law->compared++;
    if (expected->size == 0 || is_nearly(*expected, *got))
        return true;
    return is_ink_or_paper(before->style, property) && is_ink_or_paper(after->style, property);
}

static bool is_of_borders_color(enum pl_property property)
{
    return property == PL_PROPERTY_border_top_color || property == PL_PROPERTY_border_right_color ||
           property == PL_PROPERTY_border_bottom_color || property == PL_PROPERTY_border_left_color;
}

static void compare(struct law *law, const struct pl_node *node, const char *part,
                    const struct pl_reader_element *before, const struct pl_reader_element *after)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        pl_str expected, got;
        bool is_exempt = (node->kind == PL_KIND_link &&
                          property == PL_PROPERTY_text_decoration_line) ||
                         (property == PL_PROPERTY_content && *part) ||
                         is_of_borders_color(property);
        if (is_exempt || !pl_reader_has(property, PL_READER_EPUB) ||
            is_same(law, property, before, after, &expected, &got))
            continue;
        pl_strbuf_addf(&law->broken, "<%.*s", PL_ARG(node->element));
        for (uint32_t k = 0; k < node->class_count; k++)
            pl_strbuf_addf(&law->broken, " .%.*s", PL_ARG(node->classes[k]));
        pl_strbuf_addf(&law->broken, ">%s (node %u): epub run %.*s; written %.*s\n", part,
                       node->serial, PL_ARG(expected), PL_ARG(got));
    }
}

static void compare_text_pseudo(struct law *law, size_t article, const struct pl_node *node,
                                enum pl_pseudo pseudo, const struct pl_node *twin)
{
    const struct pl_styles *before = law->styles[article], *after = law->written_styles[article];
    struct pl_reader_element one = {.style = pl_styles_pseudo(before, node->serial, pseudo),
                                    .parent = pl_styles_of(before, node->serial)};
    struct pl_reader_element two = {.style = pl_styles_of(after, twin->serial),
                                    .parent = pl_styles_of(after, twin->parent->serial)};
    compare(law, node, pseudo == PL_PSEUDO_BEFORE ? "::before" : "::after", &one, &two);
}

static const struct pl_style *parent_style(struct law *law, const struct pl_styles *styles,
                                           const struct pl_node *node)
{
    return pl_styles_of(styles, node->parent ? node->parent->serial : node->serial);
    (void)law;
}

static void compare_article(struct law *law, size_t article, struct pl_node **twins)
{
    const struct pl_article *original = law->edition->articles.data[article];
    const struct pl_styles *before = law->styles[article], *after = law->written_styles[article];
    for (uint32_t i = 0; i < original->node_count; i++) {
        const struct pl_node *node = original->nodes[i], *twin = twins[i];
        const struct pl_node *top = twin;
        while (top->parent)
            top = top->parent;
        if (node->kind == PL_KIND_text || top != twins[0] || !node->parent)
            continue;
        const struct pl_markup_entry *entry = pl_markup_at(&law->sheet.markup[article], i);
        struct pl_reader_element one = {.style = pl_styles_of(before, i),
                                        .parent = parent_style(law, before, node)};
        struct pl_reader_element two = {.style = pl_styles_of(after, twin->serial),
                                        .parent = parent_style(law, after, twin)};
        compare(law, node, "", &one, &two);
        if (entry && entry->before.size)
            compare_text_pseudo(law, article, node, PL_PSEUDO_BEFORE, twin->first);
        if (entry && entry->after.size)
            compare_text_pseudo(law, article, node, PL_PSEUDO_AFTER, twin->last);
    }
}

/* --- Faces -------------------------------------------------------------------------------------- */

static bool has_all(const struct pl_char_set *set, pl_str text)
{
    for (size_t at = 0; at < text.size;)
        if (!pl_char_set_has(set, pl_utf8_next(text, &at)))
            return false;
    return true;
}

static bool is_face_of(const struct pl_reader_face *face, const struct pl_style *style)
{
    const struct pl_css_value *families = pl_style_value(style, PL_PROPERTY_font_family);
    bool is_italic = pl_style_keyword(style, PL_PROPERTY_font_style) != PL_KEYWORD_normal;
    return pl_str_eq(pl_css_item(families, 0)->text, face->families[0]) &&
           face->weight == (int)pl_style_number(style, PL_PROPERTY_font_weight, 0) &&
           face->is_italic == is_italic;
}

/* A text of the written chapter is among the characters of a face that its style names. */
static void compare_faces(struct law *law, size_t article, const struct pl_article *written)
{
    for (uint32_t i = 0; i < written->node_count; i++) {
        const struct pl_node *node = written->nodes[i];
        if (node->kind != PL_KIND_text)
            continue;
        const struct pl_style *style = pl_styles_of(law->written_styles[article],
                                                    node->parent->serial);
        bool is_found = pl_css_item(pl_style_value(style, PL_PROPERTY_font_family), 0)->type ==
                        PL_CSS_KEYWORD;
        for (size_t k = 0; k < law->sheet.face_count && !is_found; k++)
            is_found = is_face_of(law->sheet.faces[k], style) &&
                       has_all(&law->sheet.faces[k]->characters, node->text);
        if (!is_found)
            pl_strbuf_addf(&law->broken, "no face is packed for \"%.*s\"\n", PL_ARG(node->text));
    }
}

/* Runs both cascades; the law's breaches, a line each. */
static pl_str breaches(struct law *law, struct pl_sheets *sheets)
{
    struct pl_test *test = law->test;
    struct pl_edition *edition = law->edition;
    size_t count = edition->articles.count;
    struct pl_cascade *cascade = pl_cascade_new(test->arena, sheets, PL_MEDIUM_EPUB, NULL, NULL);
    law->styles = run(law, cascade, edition->articles.data);
    law->sheet = pl_compile_reader_sheet(test->arena, cascade, edition, law->styles, &test->diags);
    law->broken = PL_STRBUF(test->arena);

    struct pl_article **copies = PL_NEW_ARRAY(test->arena, struct pl_article *, count);
    struct pl_node ***twins = PL_NEW_ARRAY(test->arena, struct pl_node **, count);
    for (size_t i = 0; i < count; i++) {
        const struct pl_article *article = edition->articles.data[i];
        twins[i] = PL_NEW_ARRAY(test->arena, struct pl_node *, article->node_count);
        copies[i] = written(law, article, &law->sheet.markup[i], twins[i]);
    }
    struct pl_sheets *compiled = sheets_with_base(law);
    add_text(law, compiled, PL_LIT("style.css"), law->sheet.css, PL_SHEET_AUTHOR);
    struct pl_cascade *second = pl_cascade_new(test->arena, compiled, PL_MEDIUM_EPUB, NULL, NULL);
    law->written_styles = run(law, second, copies);
    for (size_t i = 0; i < count; i++) {
        compare_article(law, i, twins[i]);
        compare_faces(law, i, copies[i]);
    }
    return pl_strbuf_str(&law->broken);
}

static struct law *law_begin(struct pl_test *test)
{
    struct law *law = PL_NEW(test->arena, struct law);
    *law = (struct law){.test = test, .limits = pl_limits_default()};
    return law;
}

/* --- Small sheets ----------------------------------------------------------------------------- */

static const char outline[] = "header.article-header\n"
                              "  h1#t.title \"What the drought left\"\n"
                              "  p.byline \"By A. Writer\"\n"
                              "p#p1.lead \"First\"\n"
                              "  em \"river\"\n"
                              "p#p2 \"Second\"\n"
                              "  a[href=http://example.org] \"link\"\n"
                              "blockquote#q\n"
                              "  p \"Said\"\n"
                              "    strong \"loud\"\n"
                              "ul\n"
                              "  li.odd \"one\"\n"
                              "  li[style=color: red; margin-left: 3pt] \"two\"\n"
                              "    ul\n"
                              "      li.odd \"three\"\n"
                              "aside.box\n"
                              "  p \"In a box\"\n"
                              "    q \"quoted\"\n"
                              "p.gone \"hidden\"\n"
                              "table\n"
                              "  tbody\n"
                              "    tr\n"
                              "      td[align=right] \"1\"\n"
                              "      td \"2\"\n";

/* Elements where HTML allows none: they are written as others, and styled alike. */
static const char displaced[] = "li.loose \"alone\"\n"
                                "ul\n"
                                "  p \"no item\"\n"
                                "  li.odd \"an item beside it\"\n"
                                "p.lead \"text\"\n"
                                "  div.box \"a block in it\"\n"
                                "    h2 \"and a heading\"\n"
                                "  a[href=http://example.org] \"link\"\n"
                                "    a[href=http://example.org/2] \"in a link\"\n"
                                "figure\n"
                                "  p \"picture\"\n"
                                "  figcaption \"first\"\n"
                                "  figcaption \"second\"\n"
                                "center \"in the middle\"\n"
                                "  em \"loud\"\n"
                                "dl\n"
                                "  dd \"without a term\"\n"
                                "table\n"
                                "  tbody\n"
                                "    tr\n"
                                "      td \"1\"\n"
                                "  thead\n"
                                "    tr\n"
                                "      th \"head below\"\n"
                                "table\n"
                                "  p \"no table\"\n"
                                "  tr\n"
                                "    td[align=right] \"cell\"\n"
                                "ruby \"base\"\n"
                                "time \"yesterday\"\n"
                                "unknown \"text\"\n"
                                "blockquote\n"
                                "  p\n"
                                "    q \"quoted\"\n";

static const char *const sheets[] = {
    "",
    "p { margin: 0 } p + p { text-indent: 1em } .lead { margin-top: 2em; text-indent: 3pt }",
    "p { margin: 1cm; font-size: 11pt } .lead { font-size: 14pt } p em { font-size: 9pt; "
    "line-height: 2 }",
    "li { margin-left: 2em } li.odd { margin-left: 10pt; color: #808080 } ul ul { margin-left: 20% "
    "}",
    "@layer b, a; @layer a { p { color: green; font-weight: bold } } @layer b { p.lead.lead { "
    "color: blue } }",
    "p { color: green !important } .lead { color: blue } blockquote p { color: red !important }",
    "blockquote { & p { font-style: italic; strong { font-style: normal } } }",
    "p:has(em) { background: #eee } .box { background: #333; color: white } .box p { color: "
    "inherit }",
    "p:nth-child(2n) { letter-spacing: .1em } :is(h1, .byline) { text-align: center } #q { margin: "
    "3em 1em }",
    "p { --x: 3pt; padding: var(--x) calc(2 * var(--x)) } .lead { --x: 1em } a { color: inherit; "
    "text-decoration: none }",
    "li::before { content: \"Item \"; color: red; font-size: 8pt } .byline::after { content: \" "
    "*\"; color: blue }",
    ".gone { display: none } .lead { display: inline-block; float: left; width: 50% } table { "
    "border: 1pt solid red }",
    "td { border-bottom: .5pt solid #ccc; padding: 2pt 4pt; vertical-align: top } tr { "
    "break-inside: avoid }",
    "body { font: 10pt/14pt Foo, \"Bar Baz\", serif; margin: 2cm; color: #222 } h1 { font: bold "
    "2em sans-serif }",
    "* { line-height: 1.3 } p * { font-weight: 300 } html { font-size: 13pt } em { font-size: 1rem "
    "}",
    "@media print { p { color: red } } @media epub { p { color: blue; hyphens: auto } } @page { "
    "margin: 1cm }",
    "p { white-space: pre-line; text-wrap: balance } .lead { white-space: nowrap } em { "
    "text-decoration: underline 2pt }",
    "p { margin-inline: 1em 2em; text-align: end } [dir=rtl] p { color: red } .lead { "
    "border-inline-start: 3px double }",
    "q { quotes: \"<\" \">\" } q::before { content: open-quote; color: red } q::after { content: "
    "close-quote }",
    "ul { list-style: square inside } .odd { list-style-type: upper-roman } li { break-before: "
    "page; orphans: 3 }",
};

static void hold_for_sheets(struct pl_test *test, const char *tree, size_t least)
{
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets; i++) {
        struct law *law = law_begin(test);
        law->edition = PL_NEW(test->arena, struct pl_edition);
        law->edition->arena = test->arena;
        *PL_PUSH(test->arena, &law->edition->articles) = pl_test_article(test, tree);
        struct pl_sheets *set = sheets_with_base(law);
        add_text(law, set, PL_LIT("test.css"), pl_str_from(sheets[i]), PL_SHEET_AUTHOR);
        pl_str broken = breaches(law, set);
        assert_str_equal(pl_str_format(test->arena, "%s\n%.*s\n%.*s", sheets[i], PL_ARG(broken),
                                       broken.size ? (int)law->sheet.css.size : 0,
                                       law->sheet.css.data),
                         pl_str_format(test->arena, "%s\n\n", sheets[i]));
        assert_true(law->compared > least);
    }
}

static void the_law_holds_for_small_sheets(void **state)
{
    hold_for_sheets(*state, outline, 1000);
}

static void the_law_holds_for_elements_out_of_place(void **state)
{
    hold_for_sheets(*state, displaced, 1000);
}

/* --- Every sample in every design ------------------------------------------------------------- */

static struct pl_edition *read_edition(struct law *law, const char *const *paths, size_t count)
{
    struct pl_articles articles = {0};
    struct pl_read_options options = {.limits = &law->limits};
    for (size_t i = 0; i < count; i++)
        assert_true(pl_read_path(law->test->arena, pl_str_from(paths[i]), &options, &articles,
                                 &law->test->diags));
    struct pl_metadata none = {0};
    struct pl_gather_options gather = {.metadata = &none, .source_date_epoch = 0};
    return pl_edition_gather(law->test->arena, &articles, &gather, &law->test->diags);
}

static void the_law_holds_for_samples_in_designs(void **state)
{
    struct pl_test *test = *state;
    static const char *const paths[] = {
        "tests/samples/drought.md", "tests/samples/grid.md",          "tests/samples/ferry.md",
        "tests/samples/arabic.md",  "tests/samples/japanese.md",      "tests/samples/german.md",
        "tests/samples/hindi.md",   "tests/samples/greek-russian.md", "tests/samples/scraped.txt",
    };
    static const char *const designs[] = {"briefing", "digest", "reader", "large-print",
                                          "manuscript"};
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
        struct law *law = law_begin(test);
        law->edition = read_edition(law, paths, sizeof paths / sizeof *paths);
        pl_str path = pl_str_format(test->arena, "styles/%s.css", designs[i]);
        struct pl_sheets *set = sheets_with_base(law);
        add_text(law, set, path, pl_test_read(test, path), PL_SHEET_AUTHOR);
        pl_str broken = breaches(law, set);
        assert_str_equal(pl_str_format(test->arena, "%s\n%.*s", designs[i], PL_ARG(broken)),
                         pl_str_format(test->arena, "%s\n", designs[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(the_law_holds_for_small_sheets),
        PL_TEST(the_law_holds_for_elements_out_of_place),
        PL_TEST(the_law_holds_for_samples_in_designs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
