// SPDX-License-Identifier: MIT
/* tests/export/markdown.c: Markdown that is written reads back to the same model.
 *
 * Compared is the shape: kinds, elements, attributes, classes and text, white space folded; ids of headings, places and
 * what was left out aside. Given paths as arguments it holds the law over those files and prints what breaks it. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>

#include "export/markdown.h"
#include "ingest/read.h"
#include "model/walk.h"

/* --- The shape ------------------------------------------------------------------------ */

struct shape {
    struct pl_strbuf out;
    bool in_text, gap, in_code;
};

static void end_text(struct shape *shape)
{
    while (!shape->in_code && shape->out.size && shape->in_text && shape->out.data[shape->out.size - 1] == ' ')
        pl_strbuf_truncate(&shape->out, shape->out.size - 1);
    if (shape->in_text)
        pl_strbuf_add_byte(&shape->out, '\n');
    shape->in_text = shape->gap = false;
}

static void add_text(struct shape *shape, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (shape->gap && !shape->in_text)
            shape->gap = false;
        if (!shape->in_code && (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f')) {
            shape->gap = true;
            continue;
        }
        if (shape->gap)
            pl_strbuf_add_byte(&shape->out, ' ');
        shape->gap = false;
        shape->in_text = true;
        pl_strbuf_add_byte(&shape->out, c == '\n' ? '|' : c);
    }
}

static bool is_inline(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->is == PL_IS_INLINE;
}

static void add_node(struct shape *shape, const struct pl_node *node)
{
    bool begins = !shape->in_text; // white space at the start of a block or line is nothing
    if (!is_inline(node))
        end_text(shape);
    if (!is_inline(node) || begins)
        shape->gap = false;
    bool leads_nowhere = node->kind == PL_KIND_link && pl_str_empty(pl_node_attribute(node, PL_LIT("href")));
    if (leads_nowhere)
        pl_strbuf_add(&shape->out, PL_LIT("<phrase span"));
    else
        pl_strbuf_addf(&shape->out, "<%.*s %.*s", PL_ARG(pl_kind_row(node->kind)->name), PL_ARG(node->element));
    if (node->kind != PL_KIND_heading && node->kind != PL_KIND_footnote && node->kind != PL_KIND_note_call && !pl_str_empty(node->id))
        pl_strbuf_addf(&shape->out, " #%.*s", PL_ARG(node->id));
    for (uint32_t i = 0; i < node->class_count; i++)
        pl_strbuf_addf(&shape->out, " .%.*s", PL_ARG(node->classes[i]));
    static const pl_str names[] = {PL_LIT_INIT("href"), PL_LIT_INIT("src"), PL_LIT_INIT("alt"), PL_LIT_INIT("title")}; // in any order
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        pl_str value = pl_node_attribute(node, names[n]);
        bool has = pl_node_has_attribute(node, names[n]) && (n == 2 || !pl_str_empty(value));
        if (has && !pl_str_starts(value, PL_LIT("#fn")))
            pl_strbuf_addf(&shape->out, " %.*s=%.*s", PL_ARG(names[n]), PL_ARG(value));
    }
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        bool is_one = false;
        for (size_t n = 0; n < sizeof names / sizeof *names; n++)
            is_one = is_one || pl_str_eq(node->attributes[i].name, names[n]);
        if (!is_one && !pl_str_empty(node->attributes[i].value))
            pl_strbuf_addf(&shape->out, " %.*s=%.*s", PL_ARG(node->attributes[i].name), PL_ARG(node->attributes[i].value));
    }
    pl_strbuf_addf(&shape->out, " %.*s>", PL_ARG(node->style));
    pl_strbuf_add(&shape->out, is_inline(node) ? PL_LIT("") : PL_LIT("\n"));
    shape->in_text = is_inline(node) && !begins && node->kind != PL_KIND_line_break;
}

/* Blocks with nothing in them aren't compared: Markdown has none. */
static pl_str shape_of(struct pl_test *test, const struct pl_article *article)
{
    struct shape shape = {.out = PL_STRBUF(test->arena)};
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        const struct pl_metadata_value *value = &article->metadata.values[field];
        if (value->origin == PL_ORIGIN_NONE)
            continue;
        pl_strbuf_addf(&shape.out, "%.*s: ", PL_ARG(pl_field_json_name((enum pl_field)field)));
        if (pl_field_type((enum pl_field)field) == PL_FIELD_TYPE_DATE)
            pl_strbuf_add(&shape.out, pl_date_iso(test->arena, value->date));
        else
            for (size_t i = 0; i < value->list_count; i++)
                pl_strbuf_addf(&shape.out, "[%.*s]", PL_ARG(value->list[i]));
        if (!value->list_count && pl_field_type((enum pl_field)field) != PL_FIELD_TYPE_DATE)
            add_text(&shape, value->text);
        shape.in_text = true;
        end_text(&shape);
    }
    for (const struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        shape.in_code = node->parent && (node->parent->kind == PL_KIND_code_block ||
                                         (node->parent->parent && node->parent->parent->kind == PL_KIND_code_block));
        if (node->kind == PL_KIND_text)
            add_text(&shape, node->text);
        else
            add_node(&shape, node);
    }
    end_text(&shape);
    return pl_strbuf_str(&shape.out);
}

/* --- The law --------------------------------------------------------------------------- */

static struct pl_article *read_markdown(struct pl_test *test, pl_str text, const char *name)
{
    struct pl_input *input = pl_test_input(test, text);
    struct pl_read_options options = {.from = PL_LIT("markdown")};
    struct pl_articles articles = {0};
    input->name = pl_str_from(name);
    bool read = pl_read_input(test->arena, input, &options, &articles, &test->diags);
    return read && articles.count ? articles.data[0] : NULL;
}

static pl_str where(pl_str left, pl_str right)
{
    size_t at = 0;
    while (at < left.size && at < right.size && left.data[at] == right.data[at])
        at++;
    return pl_str_slice(left, at > 20 ? at - 20 : 0, at + 30);
}

/* Empty: the same; else the first line that differs, before and after. */
static pl_str difference(struct pl_test *test, const struct pl_article *article)
{
    struct pl_strbuf written = PL_STRBUF(test->arena);
    pl_markdown_write(&written, article);
    struct pl_article *again = read_markdown(test, pl_strbuf_str(&written), "again.md");
    if (!again)
        return PL_LIT("what was written isn't read");
    pl_str before = shape_of(test, article), after = shape_of(test, again), left, right;
    for (bool more = true; more;) {
        more = pl_str_next_line(&before, &left);
        bool other = pl_str_next_line(&after, &right);
        if (!more && !other)
            break;
        if (more != other || !pl_str_eq(left, right))
            return pl_str_format(test->arena, "at   %.*s\n    was  %.*s\n    is   %.*s", PL_ARG(where(left, right)), PL_ARG(more ? left : PL_LIT("(end)")),
                                 PL_ARG(other ? right : PL_LIT("(end)")));
    }
    return (pl_str){0};
}

static pl_str difference_of_file(struct pl_test *test, pl_str path)
{
    struct pl_read_options options = {0};
    struct pl_articles articles = {0};
    if (!pl_read_path(test->arena, path, &options, &articles, &test->diags))
        return (pl_str){0};
    for (size_t i = 0; i < articles.count; i++) {
        pl_str different = difference(test, articles.data[i]);
        if (!pl_str_empty(different))
            return different;
    }
    return (pl_str){0};
}

static void samples_read_back(void **state)
{
    struct pl_test *test = *state;
    static const char *const files[] = {
        "tests/samples/scraped.txt", "tests/samples/wrapped.txt", "tests/samples/drought.md",  "tests/samples/ferry.md",
        "tests/samples/grid.md",     "tests/samples/german.md",   "tests/samples/arabic.md",   "tests/samples/japanese.md",
        "tests/samples/hindi.md",    "tests/samples/greek-russian.md", "tests/samples/saved-page.html",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        pl_str different = difference_of_file(test, pl_str_from(files[i]));
        if (!pl_str_empty(different))
            fail_msg("%s:\n    %.*s", files[i], PL_ARG(different));
    }
}

static const char *const texts[] = {
    "plain",
    "\\*no emphasis\\*, \\_none\\_ and \\`none\\`, a < b, a \\<b>, &amp;amp; and AT&T",
    "1986\\. A great year\n\n\\- no item\n\n\\# no heading\n\n\\> no quote",
    "*em* **strong** ***both*** ~~gone~~ `code` ``a ` b`` [text](<http://example.org/a b> \"title\")",
    "in*side*word and **a**b and \"quotes\" -- dashes... and 'single'",
    "x^2^ and H~2~O, \\^no\\^ and [small]{.smallcaps lang=fr}",
    "- a\n- b\n    - c\n    - d\n- e",
    "- a\n\n- b\n\n  more\n\n- c",
    "3. three\n4. four\n\n1) one\n2) two",
    "- one\n\n<!-- -->\n\n* other",
    "> quote\n>\n> > inner\n>\n> - list",
    "```c\nint a;\n\n  b();\n```",
    "    indented\n\n    code",
    "| a | b |\n|:--|--:|\n| 1 \\| 2 | *x* |\n| `c` | |",
    "![alt](a.png)",
    "![alt](a.png \"A caption\")",
    "text ![alt](a.png) text",
    "A call[^1] and[^n].\n\n[^1]: The note.\n\n[^n]: Another\n\n    with two paragraphs.",
    "Term\n: what it *is*\n: or may be\n\nOther\n: else",
    "::: key-points\n- a\n- b\n:::",
    "::: {.note data-role=bio}\nAda Brandt writes.\n:::",
    "::: {#id .box lang=de}\n## Inside\n\ntext\n:::",
    "# One {#here .c}\n\n## Two #\n\n* * *\n\nafter",
    "a  \nb\\\nc",
    "<div class=\"x\">\n\n*inside*\n\n</div>\n\n<p class=\"y\">raw &amp; <b>bold</b></p>",
    "- [ ] open\n- [x] done",
    "see http://example.org and www.example.org or me@example.org, \\www.no and http\\://no",
    "---\ntitle: \"A: b\"\nauthor: [Ada Brandt, \"Weil, Oskar\"]\ndate: 2026-05-03\ntags: [x, y]\n---\n\nbody",
    "<table><tr><th colspan=2>a</th></tr><tr><td>b</td><td>c<br>d</td></tr></table>",
};

static void forms_read_back(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct pl_article *article = read_markdown(test, pl_str_from(texts[i]), "form.md");
        pl_str different = difference(test, article);
        struct pl_strbuf written = PL_STRBUF(test->arena);
        pl_markdown_write(&written, article);
        if (!pl_str_empty(different))
            fail_msg("form %zu, written as\n%.*s\n    %.*s", i, PL_ARG(pl_strbuf_str(&written)), PL_ARG(different));
    }
}

int main(int count, char **paths)
{
    const struct CMUnitTest tests[] = {PL_TEST(samples_read_back), PL_TEST(forms_read_back)};
    if (count < 2)
        return cmocka_run_group_tests(tests, NULL, NULL);
    int broken = 0;
    for (int i = 1; i < count; i++) {
        void *state = NULL;
        pl_test_setup(&state);
        pl_str different = difference_of_file(state, pl_str_from(paths[i]));
        if (!pl_str_empty(different)) {
            printf("%s:\n    %.*s\n", paths[i], PL_ARG(different));
            broken++;
        }
        pl_test_teardown(&state);
    }
    printf("%d of %d read back\n", count - 1 - broken, count - 1);
    return broken != 0;
}
