// SPDX-License-Identifier: MIT
/* ingest/page_blocks.h: the elements of a page with what was counted of each.
 *
 * One linear pass over gumbo's tree makes a table in document order; a second, from the end, adds
 * children to parents. All that decides what is the article (page_debris.c, page_score.c,
 * page_prune.c) reads the table, so nothing recurses and no subtree is walked again and again. */
#ifndef PL_INGEST_PAGE_BLOCKS_H
#define PL_INGEST_PAGE_BLOCKS_H

#include "base/trace.h"
#include "ingest/html_tree.h"

/* Why a part is not the article; PL_WHY_NONE: it may be. */
enum pl_page_why {
#define WHY(name, text) PL_WHY_##name,
#include "ingest/page_why.def"
#undef WHY
    PL_WHY_COUNT
};
pl_str pl_page_why_text(enum pl_page_why why); // a literal

/* Characters are code points, white space collapsed; an ideograph counts as two, being most of a
 * word. */
struct pl_page_block {
    const GumboNode *node;
    uint32_t parent, end;     // index of the element around it; index past the last element in it
    uint32_t previous, last;  // the sibling before it and its last child; 0 for none
    uint32_t holder;          // the block whose lines its text is part of (itself for blocks)
    uint32_t link;            // the link it stands in (itself for links), 0 for none
    uint32_t text, linked;    // of the subtree: characters, and those of them in links to elsewhere
    uint32_t whole;           // characters of the subtree, whatever of it is out
    uint32_t own, own_linked; // the same for the block's own lines, without those of blocks in it
    uint32_t stops;           // commas and ends of sentences in its own lines
    uint32_t links;           // links with text in the subtree
    uint32_t prose;           // of the subtree: characters in lines that read like sentences
    uint32_t paragraphs;      // of the subtree: blocks with prose
    uint32_t pictures;        // of the subtree: pictures and players
    uint32_t matched;         // of its own lines: characters that the page's own data has
    uint32_t evidence;        // the same of the subtree
    float score;
    enum pl_page_why why;              // of the element itself; is_out has that around it
    bool is_block, is_hidden, is_kept; // is_kept: evidence forbids to drop it
    bool is_judged;                    // its lines were looked for in the page's own data
    bool is_out;                       // it or an element around it is not the article
};

struct pl_page_blocks {
    struct pl_arena *arena; // scratch
    const struct pl_html_page *page;
    struct pl_page_block *data; // data[0] is the body
    uint32_t count;
    uint32_t prose;      // of the whole page
    uint32_t title;      // the heading that is the page's title; 0: none found
    bool has_body;       // the page's own data has all of the article's text
    pl_str title_text;   // what the title is
    pl_str byline_text;  // the authors, as far as the head says them
    uint32_t standfirst; // the lines under the title that lead to the text; 0: none found
    const struct pl_trace *trace;
};

/* Measures the body of a page. Everything lives in `arena`. */
struct pl_page_blocks pl_page_measure(struct pl_arena *arena, const struct pl_html_page *page,
                                      const struct pl_trace *trace);

/* Adds up what of prose, text, links and pictures is in each element, without those that are out. */
void pl_page_add_up(struct pl_page_blocks *blocks);

/* Marks an element, and with it all that it holds, as not the article; those with is_kept stay. */
void pl_page_drop(struct pl_page_blocks *blocks, uint32_t index, enum pl_page_why why);

/* The text of the lines of an element, collapsed, at most `limit` bytes and of at most 4,000 nodes. In
 * the arena. */
pl_str pl_page_lines(const struct pl_page_blocks *blocks, uint32_t index, size_t limit);

static inline bool pl_page_is(const struct pl_page_block *block, GumboTag tag)
{
    return pl_html_is(block->node, tag);
}
bool pl_page_is_heading(const struct pl_page_block *block);

/* True when `index` is `outer` or in it. */
static inline bool pl_page_is_in(const struct pl_page_blocks *blocks, uint32_t index,
                                 uint32_t outer)
{
    return index >= outer && index < blocks->data[outer].end;
}

/* Share of linked characters, 0 … 1. */
static inline float pl_page_link_share(const struct pl_page_block *block)
{
    return block->text ? (float)block->linked / (float)block->text : 0;
}

#endif
