// SPDX-License-Identifier: MIT
/* ingest/web.c: a saved web page; the article is found in it.
 *
 * The road: parse, metadata (page_metadata.c), measure (page_blocks.c), take out debris (page_debris.c), find the
 * article's element (page_score.c), prune it (page_prune.c), build it. What isn't built goes to dropped[]. */
#include "ingest/html_tree.h"
#include "ingest/page_metadata.h"
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

/* --- The page ------------------------------------------------------------------------ */

/* The lines between title and text: the standfirst, shown under the title. */
static void take_standfirst(struct pl_article *article, const struct pl_page_blocks *blocks)
{
    if (blocks->standfirst)
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_subtitle,
                        pl_str_copy(article->arena, pl_page_lines(blocks, blocks->standfirst, 2000)), PL_ORIGIN_BODY,
                        PL_LIT("lines under the title"), pl_html_span(blocks->page, blocks->data[blocks->standfirst].node));
}

bool pl_read_web(struct pl_reading *reading)
{
    struct pl_html_page page;
    if (!pl_html_parse(reading->scratch, reading->input, reading->input->text, reading->limits, reading->diags, &page))
        return false;
    struct pl_article *article = pl_reading_article(reading);
    struct pl_page_offers offers = {.article = article, .page = &page, .scratch = reading->scratch,
                                    .trace = reading->options->trace};
    pl_page_read_head(&offers);
    pl_page_read_linked_data(&offers);
    struct pl_page_blocks blocks = pl_page_measure(reading->scratch, &page, reading->options->trace);
    pl_page_settle_title(&offers, &blocks);
    pl_page_drop_debris(&blocks);
    uint32_t chosen = pl_page_find_article(&blocks);
    pl_page_prune(&blocks, chosen);
    pl_page_read_byline(&offers, &blocks);
    take_standfirst(article, &blocks);
    struct verdicts verdicts = {&blocks, chosen};
    struct pl_html_build build = {.article = article, .diags = reading->diags, .page = &page, .judge = judge,
                                  .context = &verdicts, .base_url = pl_html_base_url(reading->arena, &page)};
    pl_html_build_children(&build, blocks.data[chosen].node, article->body);
    drop_outside(article, &blocks, chosen);
    return true;
}
