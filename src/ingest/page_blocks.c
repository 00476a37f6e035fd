// SPDX-License-Identifier: MIT
/* ingest/page_blocks.c: the elements of a page with what was counted of each. */
#include "ingest/page_blocks.h"

#include "base/strbuf.h"
#include "base/utf8.h"

pl_str pl_page_why_text(enum pl_page_why why)
{
    static const pl_str texts[] = {
#define WHY(name, text) PL_LIT_INIT(text),
#include "ingest/page_why.def"
#undef WHY
    };
    return texts[why];
}

bool pl_page_is_heading(const struct pl_page_block *block)
{
    return block->node->type == GUMBO_NODE_ELEMENT && block->node->v.element.tag >= GUMBO_TAG_H1 &&
           block->node->v.element.tag <= GUMBO_TAG_H6;
}

/* --- Counting ------------------------------------------------------------------------ */

struct counts {
    uint32_t characters, stops;
};

/* A full stop or comma of any script that closes something: the mark of sentences. */
static bool is_stop(uint32_t c)
{
    switch (c) {
    case ',':
    case '.':
    case ';':
    case '!':
    case '?':
    case 0x2026:
    case 0x3001:
    case 0x3002:
    case 0xFF0C:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF0E:
    case 0x060C:
    case 0x061B:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x0589:
    case 0x104A:
    case 0x104B:
        return true;
    default:
        return false;
    }
}

static struct counts count_text(pl_str text)
{
    struct counts counts = {0};
    bool space = true;
    for (size_t i = 0; i < text.size;) {
        unsigned char byte = (unsigned char)text.data[i];
        if (pl_ascii_is_space((char)byte)) {
            counts.characters += !space;
            space = true;
            i++;
            continue;
        }
        uint32_t c = byte;
        if (byte < 0x80)
            i++;
        else
            c = pl_utf8_next(text, &i);
        bool wide = c >= 0x2E80 && pl_char_is_ideographic(c);
        counts.characters += wide ? 2 : 1;
        space = false;
        /* "3.5" and "example.org" close nothing. */
        bool closes = c >= 0x80 || i >= text.size || !pl_ascii_is_alnum(text.data[i]);
        counts.stops += is_stop(c) && closes;
    }
    if (space && counts.characters)
        counts.characters--;
    return counts;
}

/* --- The table ----------------------------------------------------------------------- */

static bool is_unread(const GumboNode *node)
{
    return pl_html_is(node, GUMBO_TAG_SCRIPT) || pl_html_is(node, GUMBO_TAG_STYLE) ||
           node->type == GUMBO_NODE_TEMPLATE;
}

/* A link to a place of this page is no link away from the article. */
static bool leads_away(const GumboNode *node)
{
    if (!pl_html_is(node, GUMBO_TAG_A))
        return false;
    pl_str href = pl_html_attribute(node, "href");
    return href.size && href.data[0] != '#';
}

static bool is_picture(const GumboNode *node)
{
    return pl_html_is(node, GUMBO_TAG_IMG) || pl_html_is(node, GUMBO_TAG_VIDEO) ||
           pl_html_is(node, GUMBO_TAG_IFRAME) || pl_html_is(node, GUMBO_TAG_AUDIO) ||
           pl_html_is(node, GUMBO_TAG_OBJECT) || pl_html_is(node, GUMBO_TAG_EMBED);
}

static uint32_t count_elements(const struct pl_html_page *page)
{
    uint32_t count = 0;
    for (const GumboNode *node = page->body; node; node = pl_html_next_in(page->body, node))
        count += pl_html_is_element(node);
    return count;
}

static void add_element(struct pl_page_blocks *blocks, const GumboNode *node, uint32_t parent)
{
    uint32_t index = blocks->count++;
    struct pl_page_block *block = &blocks->data[index], *around = &blocks->data[parent];
    block->node = node;
    block->parent = parent;
    block->previous = around->last;
    around->last = index;
    block->is_block = index == 0 || pl_html_is_block(node);
    block->holder = block->is_block ? index : around->holder;
    block->link = leads_away(node) ? index : around->link;
    block->is_hidden = index && (around->is_hidden || pl_html_is_hidden(node));
}

static void add_text(struct pl_page_blocks *blocks, const GumboNode *node, uint32_t parent)
{
    struct counts counts = count_text(pl_html_text_of(node));
    struct pl_page_block *block = &blocks->data[parent], *holder = &blocks->data[block->holder];
    block->whole += counts.characters;
    holder->own += counts.characters;
    holder->stops += counts.stops;
    if (block->link)
        holder->own_linked += counts.characters;
}

struct pl_page_blocks pl_page_measure(struct pl_arena *arena, const struct pl_html_page *page,
                                      const struct pl_trace *trace)
{
    struct pl_page_blocks blocks = {.arena = arena, .page = page, .trace = trace};
    blocks.data = PL_NEW_ARRAY(arena, struct pl_page_block, count_elements(page) + 1);
    uint32_t parent = 0;
    for (const GumboNode *node = page->body, *next; node; node = next) {
        while (blocks.count && blocks.data[parent].node != node->parent && parent)
            parent = blocks.data[parent].parent;
        if (pl_html_is_element(node)) {
            add_element(&blocks, node, parent);
            parent = blocks.count - 1;
        } else if (pl_html_is_text(node) && blocks.count) {
            add_text(&blocks, node, parent);
        }
        next = is_unread(node) ? pl_html_next_after(page->body, node)
                               : pl_html_next_in(page->body, node);
    }
    for (uint32_t i = blocks.count; i-- > 0;) {
        struct pl_page_block *block = &blocks.data[i];
        block->end = block->end > i ? block->end : i + 1;
        if (i && blocks.data[block->parent].end < block->end)
            blocks.data[block->parent].end = block->end;
        if (i)
            blocks.data[block->parent].whole += block->whole;
    }
    pl_page_add_up(&blocks);
    blocks.prose = blocks.count ? blocks.data[0].prose : 0;
    return blocks;
}

/* --- Adding up ----------------------------------------------------------------------- */

/* Lines read like sentences when they are long, or closed by marks as sentences are; most of them
 * isn't linked. 40 characters are half a line of print, below which captions, labels and buttons
 * live; 140 without any mark is text of a language or an author who uses none. */
static uint32_t own_prose(const struct pl_page_block *block)
{
    if (block->own < 40 || block->own_linked * 2 > block->own || pl_page_is_heading(block))
        return 0;
    if (pl_page_is(block, GUMBO_TAG_BUTTON) || pl_page_is(block, GUMBO_TAG_OPTION) ||
        pl_page_is(block, GUMBO_TAG_TEXTAREA) || pl_page_is(block, GUMBO_TAG_FIGCAPTION))
        return 0;
    bool is_short_item = pl_page_is(block, GUMBO_TAG_LI) && block->own < 60;
    if (is_short_item || (block->stops == 0 && block->own < 140))
        return 0;
    return block->own - block->own_linked;
}

void pl_page_add_up(struct pl_page_blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->count; i++) {
        struct pl_page_block *block = &blocks->data[i];
        block->is_out = block->why != PL_WHY_NONE || (i && blocks->data[block->parent].is_out);
        bool counts = !block->is_out;
        block->text = counts ? block->own : 0;
        block->linked = counts ? block->own_linked : 0;
        block->prose = counts ? own_prose(block) : 0;
        block->paragraphs = block->prose > 0;
        block->links = counts && pl_html_is(block->node, GUMBO_TAG_A) && block->link == i;
        block->pictures = counts && is_picture(block->node);
    }
    for (uint32_t i = blocks->count; i-- > 1;) {
        const struct pl_page_block *block = &blocks->data[i];
        struct pl_page_block *parent = &blocks->data[block->parent];
        parent->text += block->text;
        parent->linked += block->linked;
        parent->prose += block->prose;
        parent->paragraphs += block->paragraphs;
        parent->links += block->links;
        parent->pictures += block->pictures;
    }
}

void pl_page_drop(struct pl_page_blocks *blocks, uint32_t index, enum pl_page_why why)
{
    struct pl_page_block *block = &blocks->data[index];
    if (index == 0 || block->why != PL_WHY_NONE || block->is_kept ||
        block->evidence * 2 > block->whole)
        return;
    block->why = why;
    if (blocks->trace && blocks->trace->ingest && !block->is_out &&
        (block->text || block->pictures)) {
        pl_str name = pl_html_name(block->node), lines = pl_page_lines(blocks, index, 60);
        pl_str classes = pl_html_attribute(block->node, "class"),
               id = pl_html_attribute(block->node, "id");
        PL_TRACE(blocks->trace, ingest,
                 "drop %.*s#%.*s.%.*s (%s; text %u, links %u, prose %u): %.*s", PL_ARG(name),
                 PL_ARG(id), PL_ARG(classes), pl_page_why_text(why).data, block->text,
                 block->linked, block->prose, PL_ARG(lines));
    }
}

pl_str pl_page_lines(const struct pl_page_blocks *blocks, uint32_t index, size_t limit)
{
    struct pl_strbuf out = PL_STRBUF(blocks->arena);
    const GumboNode *top = blocks->data[index].node;
    bool space = false;
    int steps = 4000; // frames in frames with hardly a word are not walked again and again
    for (const GumboNode *node = top; node && out.size < limit && steps; steps--) {
        pl_str text = pl_html_text_of(node);
        for (size_t i = 0; i < text.size && out.size < limit; i++) {
            bool is_space = pl_ascii_is_space(text.data[i]);
            if (!is_space && space && out.size)
                pl_strbuf_add_byte(&out, ' ');
            if (!is_space)
                pl_strbuf_add_byte(&out, text.data[i]);
            space = is_space;
        }
        if (pl_html_is_element(node) && (pl_html_is(node, GUMBO_TAG_BR) || !pl_html_is_text(node)))
            space = space || pl_html_is(node, GUMBO_TAG_BR) ||
                    pl_html_is_block(node);
        node = is_unread(node) ? pl_html_next_after(top, node) : pl_html_next_in(top, node);
    }
    pl_strbuf_truncate(&out, out.size < limit ? out.size : limit); // a space and a byte may pass it
    size_t size = pl_utf8_valid_prefix(pl_strbuf_str(&out));
    return pl_str_slice(pl_strbuf_str(&out), 0, size);
}
