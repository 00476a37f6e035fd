// SPDX-License-Identifier: MIT
/* tests/epub/hostile.c: books of authored pages that keep no rule of HTML, for the judges.
 *
 * Pages are made at random from tables of elements, attributes and sheets, always the same ones:
 * any element in any other, with any value. Each must become a book, the last ones of one page with a
 * PDF, whose pages they name; judges/epubcheck_hostile asks whether they are valid. */
#include "support/program.h"

#include "base/file.h"
#include "base/strbuf.h"

enum { BOOKS = 26, SINGLE_FROM = 20, PAGES = 10, DEPTH = 5 };

static const char *const elements[] = {
    "a",       "a",          "abbr",    "address",  "article", "aside",    "b",          "bdi",
    "bdo",     "blockquote", "br",      "button",   "canvas",  "caption",  "center",     "cite",
    "code",    "col",        "colgroup", "data",    "datalist", "dd",      "del",        "details",
    "dfn",     "dialog",     "dir",     "div",      "dl",      "dt",       "em",         "fieldset",
    "figcaption", "figure",  "font",    "footer",   "form",    "h1",       "h2",         "h3",
    "h6",      "header",     "hgroup",  "hr",       "i",       "img",      "input",      "ins",
    "kbd",     "label",      "legend",  "li",       "main",    "map",      "mark",       "math",
    "menu",    "meter",      "nav",     "object",   "ol",      "optgroup", "option",     "output",
    "p",       "p",          "picture", "pre",      "progress", "q",       "rp",         "rt",
    "ruby",    "s",          "samp",    "section",  "select",  "small",    "span",       "strong",
    "sub",     "summary",    "sup",     "svg",      "table",   "tbody",    "td",         "template",
    "textarea", "tfoot",     "th",      "thead",    "time",    "tr",       "tt",         "u",
    "ul",      "var",        "video",   "wbr",      "x-own",   "unknown",  "noscript",   "audio",
};

/* NAME=VALUE, a row each. */
static const char *const attributes[] = {
    "id=one",          "id=two words",       "id=",             "id=1",
    "id=\xC3\xA9",     "id=page-1",          "id=n3",           "id=:x",
    "id=toc",          "class=a b",          "class=pl-1",      "class=",
    "lang=en",         "lang=xx-toolongforalanguagetag", "lang=", "lang=!!",
    "xml:lang=de",     "dir=rtl",            "dir=sideways",    "dir=AUTO",
    "title=A title",   "title=<&\"",         "hidden=",         "hidden=until-found",
    "style=color: red", "style=display: none", "style=bookmark-level: 1", "style=float: footnote",
    "href=http://[",   "href=http://example.org/a b", "href=#one", "href=#nowhere",
    "href=#two words", "href=javascript:alert(1)", "href=other.html", "href=",
    "href=http://a.example:99999/", "href=http://%zz/", "href=mailto:a@b.example", "href=tel:+1 2",
    "href=https://user:pw@host.example/?q=<x>#f", "href=http://ex\xC3\xA4mple.org/\xC3\xA4",
    "href=HTTP://EXAMPLE.ORG", "href=http:///", "href=http://a..b/", "href=http://1.2.3.4.5/",
    "href=http://256.256.256.256/", "href=//host/x", "href=data:text/html,x", "href=http://a_b/",
    "href=http://[::1]/", "href=http://a%20b/", "href=https://x/%", "href=http://xn--a/",
    "hreflang=en",     "hreflang=not a language", "src=gauge.png",  "src=none.png",
    "src=",            "alt=A picture",      "alt=",            "width=-5",
    "width=50%",       "width=100",          "height=1.5",      "height=",
    "start=3",         "start=x",            "start=-2",        "reversed=",
    "type=a",          "type=disc",          "type=checkbox",   "value=4",
    "value=four",      "colspan=0",          "colspan=3",       "colspan=-1",
    "colspan=100000",  "rowspan=0",          "rowspan=2",       "rowspan=x",
    "headers=one",     "headers=none",       "headers=one one", "scope=row",
    "scope=ROW",       "scope=page",         "abbr=short",      "span=2",
    "span=0",          "cite=http://[",      "cite=http://example.org/", "cite=a b",
    "datetime=2026-11-25", "datetime=yesterday", "datetime=",   "open=",
    "open=true",       "role=button",        "role=doc-toc",    "role=nonsense",
    "role=",           "aria-labelledby=one", "aria-labelledby=nowhere", "aria-label=Name",
    "aria-label=",     "aria-hidden=true",   "aria-hidden=maybe", "aria-level=2",
    "aria-checked=true", "aria-nonsense=1",  "aria-describedby=one two", "aria-controls=x",
    "data-x=1",        "data-=1",            "data-A:b=1",      "data-xml=1",
    "epub:type=footnote", "onclick=x()",     "align=center",    "bgcolor=red",
    "tabindex=1",      "contenteditable=",   "itemprop=x",      "accesskey=a",
    "usemap=#m",       "ismap=",             "name=one",        "target=_blank",
    "rel=nofollow",    "download=",          "media=print",     "srcset=a 1x",
    "loading=lazy",    "translate=no",       "spellcheck=true", "slot=x",
};

static const char *const selectors[] = {
    "p",  "li",    "ul",    "td",    "tr",   "table", "img",        "br",       "*",     "span",
    "a",  "div",   "dl",    "dt",    "h1",   "h2",    "figcaption", "body",     "html",  "ruby",
    "hr", "b > i", "tbody", "#one",  ".a",   "rt",    "ol > *",     ":empty",   "col",   "center",
};

static const char *const declarations[] = {
    "bookmark-level: 1", "bookmark-level: 3", "bookmark-label: \"A <label>\"", "bookmark-label: content()",
    "display: none",     "display: block",    "display: list-item", "display: table", "display: inline",
    "color: red",        "float: footnote",   "counter-increment: n", "margin: 1cm", "break-before: page",
    "background: url(gauge.png)", "string-set: s content()", "font-family: Inter", "font: 10pt Vollkorn",
    "position: running(x)", "direction: rtl", "columns: 2", "visibility: hidden", "content: \"word\"",
};

static uint64_t state;

static size_t random_below(size_t count)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % count;
}

#define ANY(table) table[random_below(sizeof table / sizeof *table)]

static void add_escaped(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '"')
            pl_strbuf_add(out, PL_LIT("&quot;"));
        else if (text.data[i] == '&')
            pl_strbuf_add(out, PL_LIT("&amp;"));
        else
            pl_strbuf_add_byte(out, text.data[i]);
    }
}

static void add_attributes(struct pl_strbuf *out)
{
    for (size_t i = random_below(4); i > 0; i--) {
        pl_str value = pl_str_from(ANY(attributes)), name;
        pl_str_cut(&value, '=', &name);
        pl_strbuf_addf(out, " %.*s=\"", PL_ARG(name));
        add_escaped(out, value);
        pl_strbuf_add_byte(out, '"');
    }
}

static void add_tree(struct pl_strbuf *out, size_t depth)
{
    for (size_t i = 1 + random_below(4); i > 0; i--) {
        if (random_below(3) == 0)
            pl_strbuf_add(out, random_below(5) ? PL_LIT("some words ") : PL_LIT("\n  "));
        if (depth == 0)
            continue;
        const char *element = ANY(elements);
        pl_strbuf_addf(out, "<%s", element);
        add_attributes(out);
        pl_strbuf_add_byte(out, '>');
        add_tree(out, depth - 1);
        if (random_below(12))
            pl_strbuf_addf(out, "</%s>", element);
    }
}

static void add_sheet(struct pl_strbuf *out)
{
    for (size_t i = random_below(6); i > 0; i--) {
        const char *selector = ANY(selectors);
        if (random_below(3) == 0)
            pl_strbuf_addf(out, "%s::%s { content: \"%s\" counter(n) }\n", selector,
                           random_below(2) ? "before" : "after", random_below(2) ? "word " : "- ");
        else
            pl_strbuf_addf(out, "%s { %s }\n", selector, ANY(declarations));
    }
}

static pl_str page(struct pl_test *test, size_t number)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    state = number * 7919 + 1;
    pl_strbuf_addf(&out, "<!DOCTYPE html>\n<html");
    add_attributes(&out);
    pl_strbuf_addf(&out, "><head><title>Page %zu</title><style>\n", number);
    add_sheet(&out);
    pl_strbuf_add(&out, PL_LIT("</style></head>\n<body"));
    add_attributes(&out);
    pl_strbuf_add(&out, PL_LIT("><p>Text.</p>\n"));
    add_tree(&out, DEPTH);
    pl_strbuf_add(&out, PL_LIT("\n</body></html>\n"));
    return pl_strbuf_str(&out);
}

static void every_page_becomes_a_book(void **test_state)
{
    struct pl_test *test = *test_state;
    pl_str picture = pl_test_read(test, PL_LIT("tests/samples/gauge.png"));
    pl_test_write(PL_LIT(PLATEN_HOSTILE "/gauge.png"), picture);
    for (size_t book = 0; book < BOOKS; book++) {
        const char *words[PAGES + 10] = {PLATEN_PROGRAM, "build", "--quiet", "--from", "html", "-o"};
        size_t count = 6;
        bool is_single = book >= SINGLE_FROM;
        words[count++] = pl_str_format(test->arena, PLATEN_HOSTILE "/%02zu.epub", book).data;
        if (is_single) {
            words[count++] = "-o";
            words[count++] = PLATEN_HOSTILE "/pages.pdf";
        }
        for (size_t i = 0; i < (is_single ? 1 : PAGES); i++) {
            pl_str path = pl_str_format(test->arena, PLATEN_HOSTILE "/%02zu-%zu.html", book, i);
            pl_test_write(path, page(test, book * PAGES + i));
            words[count++] = path.data;
        }
        struct pl_run_result result = pl_test_run(test, NULL, PL_LIT(""), words);
        if (result.status > 1)
            fail_msg("book %zu: exit %d\n%.*s", book, result.status, PL_ARG(result.error));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(every_page_becomes_a_book),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
