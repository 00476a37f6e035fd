// SPDX-License-Identifier: MIT
/* ingest/page_figures.c: pictures and the captions that only a class name ties to them.
 *
 * Many pages have a div with a picture and a line called caption. Left as it is, the line would be
 * set as a paragraph of the text; so the two become a figure. Runs over the built article. */
#include "ingest/page_score.h"

#include "model/walk.h"

bool pl_page_is_caption(const struct pl_page_blocks *blocks, uint32_t index)
{
    static const pl_str words[] = {
        PL_LIT_INIT("caption"), PL_LIT_INIT("bildunterschrift"),  PL_LIT_INIT("bildtext"),
        PL_LIT_INIT("legende"), PL_LIT_INIT("image-description"), PL_LIT_INIT("imagedescription")};
    const struct pl_page_block *block = &blocks->data[index];
    bool is_line = block->is_block && block->own && block->own == block->text &&
                   block->text <= 500 && block->pictures == 0 && !pl_page_is_heading(block);
    if (!is_line || !(pl_page_is(block, GUMBO_TAG_P) || pl_page_is(block, GUMBO_TAG_DIV)))
        return false;
    pl_str classes = pl_str_slice(pl_html_attribute(block->node, "class"), 0, 200);
    for (size_t i = 0; i < sizeof words / sizeof *words && classes.size; i++)
        if (pl_str_contains_ascii_nocase(classes, words[i]))
            return true;
    return false;
}

static bool is_plain_block(const struct pl_node *node)
{
    return node && (node->kind == PL_KIND_division || node->kind == PL_KIND_paragraph ||
                    node->kind == PL_KIND_section);
}

static bool has_text(const struct pl_node *root, const struct pl_node *but)
{
    for (const struct pl_node *node = root; node;) {
        if (node->kind == PL_KIND_text && !pl_str_empty(pl_str_trim(node->text)))
            return true;
        node = node == but ? pl_node_next_after(root, node) : pl_node_next_in(root, node);
        if (node == but && node)
            node = pl_node_next_after(root, node);
    }
    return false;
}

static bool is_picture_alone(const struct pl_node *root, const struct pl_node *caption)
{
    return pl_node_find_kind(root, PL_KIND_image) && !pl_node_find_kind(root, PL_KIND_figure) &&
           !has_text(root, caption);
}

static void become(struct pl_node *node, enum pl_kind kind)
{
    node->kind = kind;
    node->element = pl_kind_row(kind)->element;
}

/* The frame around picture and caption becomes the figure; where they stand among other things, a new one. */
static void tie(struct pl_article *article, struct pl_node *caption)
{
    struct pl_node *frame = caption->parent, *before = caption->previous;
    if (is_plain_block(frame) && frame->kind != PL_KIND_paragraph &&
        is_picture_alone(frame, caption)) {
        become(frame, PL_KIND_figure);
    } else if (is_plain_block(before) && is_picture_alone(before, NULL) &&
               pl_kind_may_hold(pl_kind_row(frame->kind)->holds, PL_KIND_figure)) {
        struct pl_node *figure = pl_node_new(article->arena, PL_KIND_figure, before->span);
        pl_node_insert_before(before, figure);
        pl_node_remove(before);
        pl_node_remove(caption);
        pl_node_append(figure, before);
        pl_node_append(figure, caption);
    } else {
        return;
    }
    become(caption, PL_KIND_caption);
}

void pl_page_make_figures(struct pl_article *article, const struct pl_page_captions *captions)
{
    size_t next = 0;
    for (struct pl_node *node = article->body, *after; node && next < captions->count;
         node = after) {
        after = pl_node_next_in(article->body, node);
        while (next < captions->count && node->span.input &&
               captions->data[next].end < node->span.first)
            next++;
        if (next < captions->count && is_plain_block(node) && node->span.input &&
            node->span.first == captions->data[next].first &&
            node->span.end == captions->data[next].end) {
            next++;
            tie(article, node);
        }
    }
}
