// SPDX-License-Identifier: MIT
/* ingest/web.c: a saved web page; the article is found in it.
 *
 * The road: parse, metadata (page_metadata.c), measure (page_blocks.c), take out debris
 * (page_debris.c), find the article's element (page_score.c), prune it (page_prune.c), build it.
 * What isn't built goes to dropped[]. */
#include "base/strbuf.h"
#include "ingest/html_tree.h"
#include "ingest/page_metadata.h"
#include "ingest/page_score.h"
#include "ingest/reading.h"
#include "model/walk.h"

/* --- What is built ------------------------------------------------------------------- */

/* The builder asks in document order, so the table is gone through once. */
struct verdicts {
    const struct pl_page_blocks *blocks;
    uint32_t next;
    struct pl_page_captions captions; // found on the way
};

/* Elements that only hold others, and those in which nothing is left. */
static bool is_frame_only(const struct pl_page_block *block)
{
    static const GumboTag frames[] = {GUMBO_TAG_NOSCRIPT, GUMBO_TAG_FORM,   GUMBO_TAG_ARTICLE,
                                      GUMBO_TAG_FIELDSET, GUMBO_TAG_CENTER, GUMBO_TAG_MAIN};
    static const GumboTag empties[] = {
        GUMBO_TAG_P,  GUMBO_TAG_DIV,        GUMBO_TAG_SECTION,    GUMBO_TAG_UL,     GUMBO_TAG_OL,
        GUMBO_TAG_LI, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE,
        GUMBO_TAG_H1, GUMBO_TAG_H2,         GUMBO_TAG_H3,         GUMBO_TAG_H4,     GUMBO_TAG_H5,
        GUMBO_TAG_H6, GUMBO_TAG_FIGURE,     GUMBO_TAG_FIGCAPTION, GUMBO_TAG_DL,     GUMBO_TAG_DD,
        GUMBO_TAG_DT, GUMBO_TAG_TABLE};
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++)
        if (pl_page_is(block, frames[i]))
            return true;
    for (size_t i = 0;
         i < sizeof empties / sizeof *empties && block->text == 0 && block->pictures == 0; i++)
        if (pl_page_is(block, empties[i]))
            return true;
    return false;
}

static enum pl_html_verdict judge(void *context, const GumboNode *element, pl_str *why)
{
    struct verdicts *verdicts = context;
    const struct pl_page_blocks *blocks = verdicts->blocks;
    while (verdicts->next < blocks->count && blocks->data[verdicts->next].node != element)
        verdicts->next++;
    if (verdicts->next == blocks->count)
        return PL_HTML_KEEP;
    const struct pl_page_block *block = &blocks->data[verdicts->next];
    if (block->why == PL_WHY_NONE && pl_page_is_caption(blocks, verdicts->next))
        *PL_PUSH(blocks->arena, &verdicts->captions) = pl_html_span(blocks->page, element);
    if (block->why == PL_WHY_NONE)
        return is_frame_only(block) ? PL_HTML_UNWRAP : PL_HTML_KEEP;
    *why = pl_page_why_text(block->why);
    return PL_HTML_DROP;
}

/* --- What isn't ---------------------------------------------------------------------- */

static void drop_node(struct pl_article *article, const struct pl_html_page *page,
                      const GumboNode *node, pl_str why)
{
    pl_str text = pl_html_is_text(node)
                      ? pl_str_copy(article->arena, pl_str_trim(pl_html_text_of(node)))
                      : pl_html_plain_text(article->arena, node);
    struct pl_span span = pl_html_span(page, node);
    if (!pl_str_empty(text) || span.input)
        pl_article_drop(article, text, why, span);
}

/* Loose text among the elements around the article. */
static void drop_loose_text(struct pl_article *article, const struct pl_html_page *page,
                            const GumboNode *parent)
{
    for (size_t i = 0; i < pl_html_child_count(parent); i++) {
        const GumboNode *child = pl_html_child(parent, i);
        if (pl_html_is_text(child) && !pl_str_empty(pl_str_trim(pl_html_text_of(child))))
            drop_node(article, page, child, pl_page_why_text(PL_WHY_OUTSIDE));
    }
}

/* What stands outside the article's element, in its largest parts. */
static void drop_outside(struct pl_article *article, const struct pl_page_blocks *blocks,
                         uint32_t chosen)
{
    if (chosen == 0)
        return;
    drop_loose_text(article, blocks->page, blocks->data[0].node);
    for (uint32_t i = 1; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (i != chosen && pl_page_is_in(blocks, chosen, i)) {
            drop_loose_text(article, blocks->page, block->node);
            continue;
        }
        if (i != chosen)
            drop_node(article, blocks->page, block->node,
                      pl_page_why_text(block->why ? block->why : PL_WHY_OUTSIDE));
        i = block->end - 1;
    }
}

/* The head has no text for readers but the title, which the article may have from elsewhere. */
static void drop_head(struct pl_article *article, const struct pl_html_page *page)
{
    for (const GumboNode *node = page->head; node; node = pl_html_next_in(page->head, node)) {
        if (pl_html_is(node, GUMBO_TAG_TITLE))
            drop_node(article, page, node, PL_LIT("title of the page"));
        else if ((pl_html_is(node, GUMBO_TAG_SCRIPT) || pl_html_is(node, GUMBO_TAG_STYLE)) &&
                 pl_html_child(node, 0))
            pl_article_drop(article, PL_LIT(""),
                            pl_html_is(node, GUMBO_TAG_STYLE) ? PL_LIT("style sheet")
                                                              : PL_LIT("script"),
                            pl_html_span(page, node));
        else if (pl_html_is(node, GUMBO_TAG_NOSCRIPT))
            drop_node(article, page, node, pl_page_why_text(PL_WHY_NOSCRIPT));
    }
}

/* --- The page ------------------------------------------------------------------------ */

/* A page that was saved without its address may say it: its links are seen from there. Pictures
 * aren't, which were saved beside it. */
static void resolve_links(struct pl_article *article)
{
    pl_str address = pl_metadata_text(&article->metadata, PL_FIELD_url);
    for (struct pl_node *node = article->body; node && !pl_str_empty(address);
         node = pl_node_next_in(article->body, node))
        if (node->kind == PL_KIND_link && pl_node_has_attribute(node, PL_LIT("href")))
            pl_node_set_attribute(
                article->arena, node, PL_LIT("href"),
                pl_url_join(article->arena, address, pl_node_attribute(node, PL_LIT("href"))));
}

/* The lines between title and text: the standfirst, shown under the title. */
static void take_standfirst(struct pl_article *article, const struct pl_page_blocks *blocks)
{
    if (!blocks->standfirst)
        return;
    article->metadata.values[PL_FIELD_subtitle] = (struct pl_metadata_value){
        0}; // what readers saw is believed
    pl_metadata_set(article->arena, &article->metadata, PL_FIELD_subtitle,
                    pl_str_copy(article->arena, pl_page_lines(blocks, blocks->standfirst, 2000)),
                    PL_ORIGIN_BODY, PL_LIT("lines under the title"),
                    pl_html_span(blocks->page, blocks->data[blocks->standfirst].node));
}

/* For --explain: the element, and what spoke for it. */
static pl_str how_found(struct pl_arena *arena, const struct pl_page_blocks *blocks, uint32_t chosen)
{
    const struct pl_page_block *block = &blocks->data[chosen];
    pl_str name = pl_html_name(block->node), class = pl_str_trim(pl_html_attribute(block->node, "class")),
           id = pl_str_trim(pl_html_attribute(block->node, "id"));
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_addf(&out, "<%.*s", PL_ARG(name));
    if (!pl_str_empty(id))
        pl_strbuf_addf(&out, " id=\"%.*s\"", PL_ARG(pl_str_slice(id, 0, 60)));
    if (!pl_str_empty(class))
        pl_strbuf_addf(&out, " class=\"%.*s\"", PL_ARG(pl_str_slice(class, 0, 60)));
    pl_strbuf_addf(&out, ">: %u of the page's %u characters of prose, in %u paragraphs; %d %% of it are links",
                   block->prose, blocks->prose, block->paragraphs, (int)(pl_page_link_share(block) * 100));
    if (blocks->has_body)
        pl_strbuf_add(&out, PL_LIT("; the page gives the text of its article as data too"));
    return pl_strbuf_str(&out);
}

bool pl_read_web(struct pl_reading *reading)
{
    struct pl_html_page page;
    if (!pl_html_parse(reading->scratch, reading->input, reading->input->text, reading->limits,
                       reading->diags, &page))
        return false;
    struct pl_article *article = pl_reading_article(reading);
    struct pl_page_offers offers = {.article = article,
                                    .page = &page,
                                    .scratch = reading->scratch,
                                    .trace = reading->options->trace};
    pl_page_read_head(&offers);
    pl_page_read_linked_data(&offers);
    struct pl_page_blocks blocks = pl_page_measure(reading->scratch, &page,
                                                   reading->options->trace);
    pl_page_settle_title(&offers, &blocks);
    blocks.title_text = pl_metadata_text(&article->metadata, PL_FIELD_title);
    blocks.byline_text = pl_metadata_text(&article->metadata, PL_FIELD_authors);
    pl_page_match_body(&blocks, offers.article_body);
    pl_page_drop_debris(&blocks);
    uint32_t chosen = pl_page_find_article(&blocks);
    article->found_by = how_found(article->arena, &blocks, chosen);
    pl_page_prune(&blocks, chosen);
    pl_page_read_byline(&offers, &blocks);
    take_standfirst(article, &blocks);
    struct verdicts verdicts = {.blocks = &blocks, .next = chosen};
    struct pl_html_build build = {.article = article,
                                  .diags = reading->diags,
                                  .page = &page,
                                  .judge = judge,
                                  .context = &verdicts,
                                  .limits = reading->limits,
                                  .base_url = pl_html_base_url(reading->arena, &page)};
    drop_head(article, &page);
    pl_html_build_children(&build, blocks.data[chosen].node, article->body);
    drop_outside(article, &blocks, chosen);
    pl_page_make_figures(article, &verdicts.captions);
    pl_page_join_notes(reading->scratch, article, build.base_url);
    pl_page_tidy(reading->scratch, article);
    resolve_links(article);
    return true;
}
