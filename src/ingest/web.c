// SPDX-License-Identifier: MIT
/* ingest/web.c: a saved web page; the article is found in it.
 *
 * The article is the smallest element that holds most of the page's text in paragraphs, seen through what
 * the page says of itself (article, main, role); what is navigation, form or hidden is dropped. */
#include "ingest/html_tree.h"
#include "ingest/reading.h"

/* --- What is not the article --------------------------------------------------------- */

static enum pl_html_verdict judge(void *context, const GumboNode *element, pl_str *why)
{
    (void)context;
    if (pl_html_is_hidden(element)) {
        *why = PL_LIT("hidden");
        return PL_HTML_DROP;
    }
    static const struct {
        GumboTag tag;
        const char *why;
    } debris[] = {
        {GUMBO_TAG_NAV, "navigation"},   {GUMBO_TAG_ASIDE, "beside the article"}, {GUMBO_TAG_FOOTER, "footer"},
        {GUMBO_TAG_FORM, "form"},        {GUMBO_TAG_NOSCRIPT, "for browsers without scripts"},
    };
    for (size_t i = 0; i < sizeof debris / sizeof *debris; i++)
        if (pl_html_is(element, debris[i].tag)) {
            *why = pl_str_from(debris[i].why);
            return PL_HTML_DROP;
        }
    static const pl_str roles[] = {PL_LIT_INIT("navigation"), PL_LIT_INIT("banner"), PL_LIT_INIT("contentinfo"),
                                   PL_LIT_INIT("complementary"), PL_LIT_INIT("search"), PL_LIT_INIT("dialog")};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (pl_html_attribute_has_word(element, "role", roles[i])) {
            *why = PL_LIT("not the page's main part, by its role");
            return PL_HTML_DROP;
        }
    return PL_HTML_KEEP;
}

/* --- Which element is ---------------------------------------------------------------- */

static size_t paragraph_text(const GumboNode *top)
{
    size_t sum = 0;
    for (const GumboNode *node = top; node;) {
        pl_str why;
        bool skip = node != top && pl_html_is_element(node) && judge(NULL, node, &why) == PL_HTML_DROP;
        const GumboNode *parent = node->parent;
        if (pl_html_is_text(node) && (pl_html_is(parent, GUMBO_TAG_P) || pl_html_is(parent, GUMBO_TAG_BLOCKQUOTE) ||
                                      pl_html_is(parent, GUMBO_TAG_LI) || pl_html_is(parent, GUMBO_TAG_DIV)))
            sum += pl_str_trim(pl_html_text_of(node)).size;
        node = skip ? pl_html_next_after(top, node) : pl_html_next_in(top, node);
    }
    return sum;
}

/* The child that holds most of what `node` holds, down to where no child does. */
static const GumboNode *densest(const GumboNode *node)
{
    size_t whole = paragraph_text(node);
    for (int steps = 0; whole && steps < 64; steps++) {
        const GumboNode *heir = NULL;
        for (size_t i = 0; i < pl_html_child_count(node) && !heir; i++) {
            const GumboNode *child = pl_html_child(node, i);
            if (pl_html_is_element(child) && pl_element_is_block(pl_html_name(child)) &&
                paragraph_text(child) * 100 >= whole * 85 && !pl_html_is(child, GUMBO_TAG_P))
                heir = child;
        }
        if (!heir)
            return node;
        node = heir;
    }
    return node;
}

static const GumboNode *declared_main(const struct pl_html_page *page)
{
    const GumboNode *best = NULL;
    size_t most = 0, whole = paragraph_text(page->body);
    for (const GumboNode *node = page->body; node; node = pl_html_next_in(page->body, node)) {
        if (!pl_html_is(node, GUMBO_TAG_ARTICLE) && !pl_html_is(node, GUMBO_TAG_MAIN) &&
            !pl_html_attribute_has_word(node, "role", PL_LIT("main")) &&
            !pl_html_attribute_has_word(node, "itemprop", PL_LIT("articleBody")))
            continue;
        size_t text = paragraph_text(node);
        if (text * 3 > whole && (!best || text * 100 >= most * 85)) {
            best = node;
            most = text;
        }
    }
    return best;
}

/* --- Its metadata -------------------------------------------------------------------- */

static void open_graph(struct pl_article *article, const struct pl_html_page *page)
{
    static const struct {
        const char *property;
        enum pl_field field;
    } properties[] = {
        {"og:title", PL_FIELD_title},       {"og:site_name", PL_FIELD_site},
        {"og:url", PL_FIELD_url},           {"og:description", PL_FIELD_description},
        {"og:image", PL_FIELD_image},       {"article:published_time", PL_FIELD_date},
        {"article:author", PL_FIELD_authors}, {"article:section", PL_FIELD_kicker},
    };
    for (const GumboNode *node = page->head; node; node = pl_html_next_in(page->head, node)) {
        if (!pl_html_is(node, GUMBO_TAG_META))
            continue;
        pl_str property = pl_html_attribute(node, "property"), content = pl_html_attribute(node, "content");
        for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
            if (pl_str_eq_ascii_nocase(property, pl_str_from(properties[i].property)) && !pl_str_empty(content) &&
                !(properties[i].field == PL_FIELD_authors && pl_str_contains(content, PL_LIT("://"))))
                pl_metadata_set(article->arena, &article->metadata, properties[i].field,
                                pl_str_copy(article->arena, pl_str_trim(content)), PL_ORIGIN_MARKUP,
                                pl_str_from(properties[i].property), pl_html_span(page, node));
    }
}

/* "Title | Site", "Title – Site": the site's name goes where the page names it elsewhere. */
static void cut_site_from_title(struct pl_article *article)
{
    struct pl_metadata *metadata = &article->metadata;
    pl_str title = pl_metadata_text(metadata, PL_FIELD_title), site = pl_metadata_text(metadata, PL_FIELD_site);
    if (pl_str_empty(site) || title.size <= site.size + 3 || !pl_str_ends(title, site))
        return;
    static const pl_str marks[] = {PL_LIT_INIT(" | "), PL_LIT_INIT(" - "), PL_LIT_INIT(" – "), PL_LIT_INIT(" — "),
                                   PL_LIT_INIT(" · "), PL_LIT_INIT(": ")};
    pl_str rest = pl_str_slice(title, 0, title.size - site.size);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pl_str_ends(rest, marks[i])) {
            metadata->values[PL_FIELD_title].text = pl_str_trim(pl_str_slice(rest, 0, rest.size - marks[i].size));
            return;
        }
}

bool pl_read_web(struct pl_reading *reading)
{
    struct pl_html_page page;
    if (!pl_html_parse(reading->scratch, reading->input, reading->input->text, reading->limits, reading->diags, &page))
        return false;
    struct pl_article *article = pl_reading_article(reading);
    pl_html_head_metadata(article, &page);
    open_graph(article, &page);
    cut_site_from_title(article);
    const GumboNode *chosen = declared_main(&page);
    if (!chosen)
        chosen = densest(page.body);
    struct pl_html_build build = {.article = article, .diags = reading->diags, .page = &page, .judge = judge,
                                  .base_url = pl_html_base_url(reading->arena, &page)};
    pl_html_build_children(&build, chosen, article->body);
    return true;
}
