// SPDX-License-Identifier: MIT
/* ingest/markdown_html.c: raw HTML in Markdown, through the allow-list. */
#include "ingest/markdown_tree.h"

#include "ingest/html_tree.h"

/* --- Raw HTML ------------------------------------------------------------------------ */

static struct pl_html_build html_build(struct pl_markdown_reader *reader, const struct pl_html_page *page)
{
    return (struct pl_html_build){.article = reader->article, .diags = reader->reading->diags, .page = page,
                                  .keep_classes = true};
}

/* "</name>" at the start of *html: takes it off and closes the innermost raw element of that name inside the
 * library's open node. */
static bool take_end_tag(struct pl_markdown_reader *reader, pl_str *html)
{
    pl_str rest = pl_str_trim(*html);
    size_t end = pl_str_find_byte(rest, '>', 0);
    if (!pl_str_starts(rest, PL_LIT("</")) || end == SIZE_MAX)
        return false;
    pl_str name = pl_str_trim(pl_str_slice(rest, 2, end));
    *html = pl_str_slice(rest, end + 1, rest.size);
    size_t i = reader->open.count;
    while (i && !reader->open.data[i - 1].of && !pl_str_eq_ascii_nocase(reader->open.data[i - 1].node->element, name))
        i--;
    if (i && !reader->open.data[i - 1].of)
        while (reader->open.count >= i)
            pl_markdown_pop(reader);
    return true;
}

static bool is_left_open(const GumboNode *element)
{
    return pl_html_is_element(element) && !element->v.element.original_end_tag.length &&
           element->v.element.original_tag.length;
}

/* Elements at the end of a piece that a later piece closes stay open: their nodes are the last of the tree. */
static void keep_open(struct pl_markdown_reader *reader, const GumboNode *parent)
{
    for (;;) {
        size_t count = pl_html_child_count(parent);
        const GumboNode *last = count ? pl_html_child(parent, count - 1) : NULL;
        while (last && !pl_html_is_element(last) && last->index_within_parent)
            last = pl_html_child(parent, last->index_within_parent - 1);
        struct pl_node *node = reader->into->last;
        if (!last || !node || !is_left_open(last) || !pl_str_eq(node->element, pl_html_name(last)))
            return;
        enum pl_holds holds = pl_kind_row(node->kind)->holds;
        if (holds != PL_HOLDS_FLOW && holds != PL_HOLDS_BLOCKS && !(holds == PL_HOLDS_INLINES && pl_markdown_is_inline(node)))
            return;
        if (node->kind == PL_KIND_paragraph || node->kind == PL_KIND_table_cell)
            return;
        pl_markdown_push(reader, NULL, node, true);
        parent = last;
    }
}

/* "<script>" in running text: what stands before its end tag is no text. */
static bool begins_unseen(struct pl_markdown_reader *reader, pl_str literal)
{
    static const pl_str names[] = {PL_LIT_INIT("script"), PL_LIT_INIT("style"), PL_LIT_INIT("template")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        pl_str rest = pl_str_slice(literal, 1, literal.size);
        if (pl_str_starts_ascii_nocase(rest, names[i]) && rest.size > names[i].size &&
            !pl_ascii_is_alnum(rest.data[names[i].size])) {
            reader->unseen = names[i];
            return true;
        }
    }
    return false;
}

bool pl_markdown_ends_unseen(struct pl_markdown_reader *reader, cmark_node *node)
{
    pl_str literal = pl_str_from(cmark_node_get_literal(node));
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE && pl_str_starts(literal, PL_LIT("</")) &&
        pl_str_starts_ascii_nocase(pl_str_slice(literal, 2, literal.size), reader->unseen))
        return true;
    if (!pl_str_empty(literal))
        pl_article_drop(reader->article, pl_str_copy(reader->arena, literal), reader->unseen, pl_markdown_span_of(reader, node));
    return false;
}

void pl_markdown_add_html(struct pl_markdown_reader *reader, cmark_node *node)
{
    pl_str literal = pl_str_from(cmark_node_get_literal(node));
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE && begins_unseen(reader, literal))
        return;
    while (take_end_tag(reader, &literal))
        continue;
    if (pl_str_empty(pl_str_trim(literal)))
        return;
    struct pl_input *input = (struct pl_input *)(uintptr_t)reader->reading->input;
    struct pl_html_page page;
    pl_str source = pl_markdown_in_source(reader, node, literal);
    if (!source.data) { // no places: an input of its own
        input = PL_NEW(reader->arena, struct pl_input);
        input->name = reader->reading->input->name;
        input->text = source = pl_str_copy(reader->arena, literal);
    }
    if (!pl_html_parse(reader->reading->scratch, input, source, reader->reading->limits, reader->reading->diags, &page))
        return;
    struct pl_html_build build = html_build(reader, &page);
    pl_html_build_children(&build, page.body, reader->into);
    keep_open(reader, page.body);
}
