// SPDX-License-Identifier: MIT
/* ingest/html_head.c: what the head of a page says in plain ways. */
#include "ingest/html_tree.h"

static void set(struct pl_article *article, const struct pl_html_page *page, enum pl_field field, pl_str text,
                const char *detail, const GumboNode *node)
{
    text = pl_str_trim(text);
    if (field == PL_FIELD_COUNT || pl_str_empty(text))
        return;
    pl_metadata_set(article->arena, &article->metadata, field, pl_str_copy(article->arena, text),
                    PL_ORIGIN_MARKUP, pl_str_copy(article->arena, pl_str_from(detail)), pl_html_span(page, node));
}

void pl_html_head_metadata(struct pl_article *article, const struct pl_html_page *page)
{
    struct pl_arena *arena = article->arena;
    pl_str language = pl_html_attribute(page->root, "lang");
    if (pl_str_empty(language))
        language = pl_html_attribute(page->root, "xml:lang");
    set(article, page, PL_FIELD_language, language, "html lang", page->root);
    for (const GumboNode *node = pl_html_next_in(page->head, page->head); node; node = pl_html_next_in(page->head, node)) {
        if (pl_html_is(node, GUMBO_TAG_TITLE))
            set(article, page, PL_FIELD_title, pl_html_plain_text(arena, node), "title element", node);
        else if (pl_html_is(node, GUMBO_TAG_META) && pl_html_has_attribute(node, "name"))
            set(article, page, pl_field_find(pl_html_attribute(node, "name")), pl_html_attribute(node, "content"),
                pl_str_cstr(arena, pl_html_attribute(node, "name")), node);
        else if (pl_html_is(node, GUMBO_TAG_LINK) && pl_html_attribute_has_word(node, "rel", PL_LIT("canonical")))
            set(article, page, PL_FIELD_url, pl_html_attribute(node, "href"), "canonical link", node);
    }
}

pl_str pl_html_base_url(struct pl_arena *arena, const struct pl_html_page *page)
{
    pl_str address = page->input->url;
    for (const GumboNode *node = pl_html_next_in(page->head, page->head); node; node = pl_html_next_in(page->head, node)) {
        if (!pl_html_is(node, GUMBO_TAG_BASE) || !pl_html_has_attribute(node, "href"))
            continue;
        pl_str href = pl_str_copy(arena, pl_str_trim(pl_html_attribute(node, "href")));
        return pl_str_empty(address) ? href : pl_url_join(arena, address, href);
    }
    return address;
}
