// SPDX-License-Identifier: MIT
/* ingest/web.c: a saved web page; the article is found in it.
 *
 * The road: parse, metadata (page_metadata.c), measure (page_blocks.c), take out debris (page_debris.c), find the
 * article's element (page_score.c), prune it (page_prune.c), build it. What isn't built goes to dropped[]. */
#include "ingest/html_tree.h"
#include "ingest/page_score.h"
#include "ingest/reading.h"

/* --- What is built ------------------------------------------------------------------- */

/* The builder asks in document order, so the table is gone through once. */
struct verdicts {
    const struct pl_page_blocks *blocks;
    uint32_t next;
};

static enum pl_html_verdict judge(void *context, const GumboNode *element, pl_str *why)
{
    struct verdicts *verdicts = context;
    const struct pl_page_blocks *blocks = verdicts->blocks;
    while (verdicts->next < blocks->count && blocks->data[verdicts->next].node != element)
        verdicts->next++;
    if (verdicts->next == blocks->count)
        return PL_HTML_KEEP;
    const struct pl_page_block *block = &blocks->data[verdicts->next];
    if (block->why == PL_WHY_NONE)
        return pl_html_is(element, GUMBO_TAG_NOSCRIPT) || pl_html_is(element, GUMBO_TAG_FORM) ||
                       pl_html_is(element, GUMBO_TAG_ARTICLE) || pl_html_is(element, GUMBO_TAG_FIELDSET)
                   ? PL_HTML_UNWRAP : PL_HTML_KEEP;
    *why = pl_page_why_text(block->why);
    return PL_HTML_DROP;
}

/* What stands outside the article's element, in its largest parts. */
static void drop_outside(struct pl_article *article, const struct pl_page_blocks *blocks, uint32_t chosen)
{
    const struct pl_html_page *page = blocks->page;
    for (uint32_t i = 1; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (pl_page_is_in(blocks, chosen, i) && i != chosen)
            continue;
        if (i != chosen) {
            pl_str why = pl_page_why_text(block->why ? block->why : PL_WHY_OUTSIDE);
            pl_article_drop(article, pl_html_plain_text(article->arena, block->node), why, pl_html_span(page, block->node));
        }
        i = block->end - 1;
    }
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
    struct pl_page_blocks blocks = pl_page_measure(reading->scratch, &page, reading->options->trace);
    pl_page_find_title(&blocks, pl_metadata_text(&article->metadata, PL_FIELD_title));
    pl_page_drop_debris(&blocks);
    uint32_t chosen = pl_page_find_article(&blocks);
    pl_page_prune(&blocks, chosen);
    struct verdicts verdicts = {&blocks, chosen};
    struct pl_html_build build = {.article = article, .diags = reading->diags, .page = &page, .judge = judge,
                                  .context = &verdicts, .base_url = pl_html_base_url(reading->arena, &page)};
    pl_html_build_children(&build, blocks.data[chosen].node, article->body);
    drop_outside(article, &blocks, chosen);
    return true;
}
