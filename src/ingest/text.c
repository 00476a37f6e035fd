// SPDX-License-Identifier: MIT
/* ingest/text.c: scraped text: the order of its passes, and the article they give. */
#include "ingest/text.h"

static struct pl_node *add(struct pl_article *article, struct pl_node *into, struct pl_node *node,
                           const struct pl_text_block *block)
{
    pl_node_append(node, pl_node_new_text(article->arena, block->text, block->span));
    pl_node_append(into, node);
    return node;
}

/* Items in a row are one list, numbered ones with the number of the first. */
static struct pl_node *list_for(struct pl_article *article, const struct pl_text_block *block)
{
    struct pl_node *last = article->body->last;
    pl_str element = block->is_numbered ? PL_LIT("ol") : PL_LIT("ul");
    if (last && last->kind == PL_KIND_list && pl_str_eq(last->element, element))
        return last;
    struct pl_node *list = pl_node_new(article->arena, PL_KIND_list, block->span);
    list->element = element;
    if (block->is_numbered && block->list_number != 1)
        pl_node_set_attribute(article->arena, list, PL_LIT("start"),
                              pl_str_format(article->arena, "%u", block->list_number));
    pl_node_append(article->body, list);
    return list;
}

static void build_block(struct pl_reading *reading, struct pl_article *article, const struct pl_text_block *block)
{
    struct pl_arena *arena = article->arena;
    switch (block->role) {
    case PL_ROLE_NONE:
    case PL_ROLE_PARAGRAPH:
        add(article, article->body, pl_node_new(arena, PL_KIND_paragraph, block->span), block);
        break;
    case PL_ROLE_HEADING:
        add(article, article->body, pl_node_new_heading(arena, 2, block->span), block);
        break;
    case PL_ROLE_ITEM:
        add(article, list_for(article, block), pl_node_new(arena, PL_KIND_list_item, block->span), block);
        break;
    case PL_ROLE_NOTE:
        pl_node_set_attribute(arena, add(article, article->body, pl_node_new(arena, PL_KIND_note, block->span), block),
                              PL_LIT("data-role"), block->why);
        break;
    case PL_ROLE_RULE:
        if (article->body->last && article->body->last->kind != PL_KIND_rule)
            pl_node_append(article->body, pl_node_new(arena, PL_KIND_rule, block->span));
        break;
    case PL_ROLE_SITE:
        pl_article_drop(article, block->text, PL_LIT("the site's name again"), block->span);
        break;
    case PL_ROLE_DROPPED:
        pl_article_drop(article, block->text, block->why, block->span);
        pl_note(reading->diags, PL_N_DROPPED, block->span, "left out: %.*s", PL_ARG(block->why));
        break;
    case PL_ROLE_TITLE:
    case PL_ROLE_SUBTITLE:
    case PL_ROLE_BYLINE:
    case PL_ROLE_DATE:
    case PL_ROLE_AGENCY:
    case PL_ROLE_RIGHTS:
        break; // metadata
    }
}

/* Debris is told by what it stands beside. A list, a poem or a memo has no body of prose to stand beside: where a
 * short text would lose as much as it keeps, nothing is left out. 2,000 characters are some ten lines of a
 * site's furniture; below them the doubt is the text's. Phrases of a site are no doubt: three of them are a page. */
enum { SITE_PHRASES = 3 };

/* Left out for where it stands; what repeats the title is gone for what it says. */
static bool is_doubtful(const struct pl_text_block *block)
{
    return block->role == PL_ROLE_DROPPED && !pl_str_starts(block->why, PL_LIT("repeats"));
}

static bool is_over_trimmed(const struct pl_text_blocks *blocks)
{
    size_t kept = 0, dropped = 0, phrases = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        const struct pl_text_block *block = &blocks->data[i];
        phrases += block->debris != PL_DEBRIS_NONE;
        if (is_doubtful(block))
            dropped += block->chars;
        else if (block->role == PL_ROLE_PARAGRAPH || block->role == PL_ROLE_ITEM || block->role == PL_ROLE_HEADING)
            kept += block->chars;
    }
    return dropped > 0 && dropped >= kept && kept + dropped < 2000 && phrases < SITE_PHRASES;
}

static void keep_all(struct pl_text_blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        struct pl_text_block *block = &blocks->data[i];
        if (is_doubtful(block))
            block->role = block->is_bullet || block->is_numbered ? PL_ROLE_ITEM : PL_ROLE_PARAGRAPH;
    }
}

/* A text of a line or two looks like debris all over; where nothing else is left, it is the article. */
static void keep_dropped(struct pl_article *article)
{
    for (size_t i = 0; i < article->dropped.count; i++) {
        const struct pl_dropped *dropped = &article->dropped.data[i];
        struct pl_node *paragraph = pl_node_new(article->arena, PL_KIND_paragraph, dropped->span);
        pl_node_append(paragraph, pl_node_new_text(article->arena, dropped->text, dropped->span));
        pl_node_append(article->body, paragraph);
    }
    article->dropped.count = 0;
}

bool pl_read_text(struct pl_reading *reading)
{
    struct pl_article *article = pl_reading_article(reading);
    struct pl_text_blocks blocks = pl_text_find_blocks(reading->scratch, reading->arena, reading->input);
    pl_text_find_roles(reading, article, &blocks);
    if (is_over_trimmed(&blocks))
        keep_all(&blocks);
    for (size_t i = 0; i < blocks.count; i++)
        build_block(reading, article, &blocks.data[i]);
    if (!article->body->first && !pl_metadata_has(&article->metadata, PL_FIELD_title))
        keep_dropped(article);
    return true;
}
