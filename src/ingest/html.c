// SPDX-License-Identifier: MIT
/* ingest/html.c: an authored HTML document, taken as it stands.
 *
 * Element names, ids, classes, style and other attributes stay, nothing is added; its sheets
 * (style elements and linked files of its folder) go to article->sheets. */
#include "base/file.h"
#include "base/strbuf.h"
#include "ingest/encoding.h"
#include "ingest/html_tree.h"
#include "ingest/reading.h"

/* --- Sheets -------------------------------------------------------------------------- */

enum { PADDING_BYTES = 65536 };

/* The text of a style element as an input of its own. What stood before it is there as white space, so that
 * diagnostics tell the line of the document. */
static pl_str padded(struct pl_arena *arena, const struct pl_html_page *page, const GumboNode *text)
{
    pl_str sheet = pl_html_text_of(text);
    struct pl_span span = pl_html_span(page, text);
    struct pl_strbuf out = PL_STRBUF(arena);
    if (span.input && span.first <= PADDING_BYTES)
        for (size_t i = 0; i < span.first; i++)
            pl_strbuf_add_byte(&out, page->input->text.data[i] == '\n' ? '\n' : ' ');
    pl_strbuf_add(&out, sheet);
    return pl_strbuf_str(&out);
}

static void add_sheet(struct pl_article *article, const GumboNode *element, const struct pl_input *input)
{
    pl_str media = pl_str_copy(article->arena, pl_str_trim(pl_html_attribute(element, "media")));
    *PL_PUSH(article->arena, &article->sheets) = (struct pl_article_sheet){.input = input, .media = media};
}

static void take_style(struct pl_article *article, const struct pl_html_page *page, const GumboNode *element)
{
    pl_str type = pl_html_attribute(element, "type");
    const GumboNode *text = pl_html_child(element, 0);
    if (!text || (!pl_str_empty(type) && !pl_str_eq_ascii_nocase(type, PL_LIT("text/css"))))
        return;
    struct pl_input *input = PL_NEW(article->arena, struct pl_input);
    *input = (struct pl_input){.name = page->input->name, .folder = page->input->folder, .url = page->input->url};
    input->text = input->bytes = padded(article->arena, page, text);
    add_sheet(article, element, input);
}

static void take_link(struct pl_article *article, const struct pl_html_page *page, const GumboNode *element,
                      const struct pl_limits *limits, struct pl_diags *diags)
{
    struct pl_arena *arena = article->arena;
    pl_str href = pl_str_copy(arena, pl_str_trim(pl_html_attribute(element, "href"))), why = {0};
    if (!pl_html_attribute_has_word(element, "rel", PL_LIT("stylesheet")) || pl_str_empty(href) ||
        pl_html_attribute_has_word(element, "rel", PL_LIT("alternate")))
        return;
    struct pl_input *input = PL_NEW(arena, struct pl_input);
    if (pl_str_empty(page->input->folder) ||
        !pl_file_read_beneath(arena, page->input->folder, href, limits->value[PL_LIMIT_NAME_CSS_BYTES],
                              &input->bytes, &why)) {
        pl_warn(diags, PL_W_LINK, pl_html_span(page, element), "style sheet '%.*s': %.*s", PL_ARG(href),
                PL_ARG(why.size ? why : PL_LIT("the document has no folder to look in")));
        return;
    }
    input->name = pl_path_join(arena, page->input->folder, href);
    input->folder = pl_path_folder(arena, input->name);
    pl_input_decode(arena, input, PL_SNIFF_TEXT, diags);
    add_sheet(article, element, input);
}

static void take_sheets(struct pl_article *article, const struct pl_html_page *page, const struct pl_limits *limits,
                        struct pl_diags *diags)
{
    for (const GumboNode *node = page->root; node; node = pl_html_next_in(page->root, node)) {
        if (pl_html_is(node, GUMBO_TAG_STYLE))
            take_style(article, page, node);
        else if (pl_html_is(node, GUMBO_TAG_LINK))
            take_link(article, page, node, limits, diags);
    }
}

/* --- The document -------------------------------------------------------------------- */

static void drop_scripts(struct pl_article *article, const struct pl_html_page *page)
{
    for (const GumboNode *node = page->head; node; node = pl_html_next_in(page->head, node)) {
        if (!pl_html_is(node, GUMBO_TAG_SCRIPT))
            continue;
        const GumboNode *text = pl_html_child(node, 0);
        pl_str source = text ? pl_str_copy(article->arena, pl_html_text_of(text)) : (pl_str){0};
        pl_article_drop(article, source, PL_LIT("script"), pl_html_span(page, node));
    }
}

bool pl_read_html(struct pl_reading *reading)
{
    struct pl_html_page page;
    if (!pl_html_parse(reading->scratch, reading->input, reading->input->text, reading->limits, reading->diags, &page))
        return false;
    struct pl_article *article = pl_reading_article(reading);
    article->is_authored = true;
    pl_html_head_metadata(article, &page);
    take_sheets(article, &page, reading->limits, reading->diags);
    drop_scripts(article, &page);
    struct pl_html_build build = {.article = article, .diags = reading->diags, .page = &page,
                                  .policy = PL_HTML_AUTHORED, .keep_classes = true,
                                  .limits = reading->limits};
    pl_html_copy_attributes(&build, page.root, article->root);
    pl_html_copy_attributes(&build, page.body, article->body);
    pl_html_build_children(&build, page.body, article->body);
    return true;
}
