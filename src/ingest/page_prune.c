// SPDX-License-Identifier: MIT
/* ingest/page_prune.c: takes out what stands inside an article and isn't of it. */
#include "base/map.h"
#include "ingest/page_metadata.h"
#include "ingest/page_score.h"

/* --- Lines that say what they are ---------------------------------------------------- */

/* What stands in a cell is said of its row, not of the page: "Share" heads a column. */
static bool is_cell(const struct pl_page_block *block)
{
    return pl_page_is(block, GUMBO_TAG_TD) || pl_page_is(block, GUMBO_TAG_TH);
}

static bool is_line(const struct pl_page_block *block)
{
    return block->is_block && block->own > 0 && block->text <= 220 && !is_cell(block);
}

/* After a label ("Related articles") goes what it labels: links, lists and teasers, up to prose
 * or the next heading. */
static void drop_labelled(struct pl_page_blocks *blocks, uint32_t label, enum pl_page_why why)
{
    uint32_t frame = blocks->data[label].parent, last = label;
    while (blocks->data[frame].end == blocks->data[last].end && frame &&
           blocks->data[frame].text == blocks->data[label].text) {
        last = frame;
        frame = blocks->data[frame].parent;
    }
    bool wants_links = why == PL_WHY_RELATED || why == PL_WHY_TAGS, any = false;
    for (uint32_t i = blocks->data[last].end; i < blocks->data[frame].end;
         i = blocks->data[i].end) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out)
            continue;
        if (wants_links && block->text && block->links == 0)
            break;
        bool is_prose = block->prose >= 100 && pl_page_link_share(block) < 0.3f;
        if (pl_page_is_heading(block) || (is_prose && why != PL_WHY_COMMENTS))
            break;
        any = any || block->text;
        pl_page_drop(blocks, i, why);
    }
    if (any || !wants_links || pl_page_is_heading(&blocks->data[label]))
        pl_page_drop(blocks, last, why);
}

static void drop_lines(struct pl_page_blocks *blocks, uint32_t article)
{
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        if (!is_line(block))
            continue;
        if (block->text <= 80 &&
            pl_page_likeness(pl_page_lines(blocks, i, 200), blocks->byline_text) > 0.7f) {
            pl_page_drop(blocks, i, PL_WHY_BYLINE);
            continue;
        }
        bool is_head = pl_page_is_heading(block) || (block->text < 60 && block->prose == 0);
        enum pl_page_why why = pl_page_phrase(pl_page_lines(blocks, i, 200),
                                              pl_page_link_share(block), &is_head);
        if (why == PL_WHY_NONE)
            continue;
        if (is_head)
            drop_labelled(blocks, i, why);
        else
            pl_page_drop(blocks, i, why);
    }
    pl_page_add_up(blocks);
}

/* --- Links --------------------------------------------------------------------------- */

/* A line before a list that ends with a colon speaks of the list: it is the author's. */
static bool is_introduced(const struct pl_page_blocks *blocks, uint32_t index)
{
    uint32_t before = blocks->data[index].previous;
    for (int steps = 8;
         before && steps && (!blocks->data[before].text || blocks->data[before].is_out); steps--)
        before = blocks->data[before].previous;
    if (!before || blocks->data[before].prose == 0)
        return false;
    pl_str lines = pl_page_lines(blocks, before, 4000);
    return pl_str_ends(lines, PL_LIT(":")) || pl_str_ends(lines, PL_LIT("："));
}

static bool is_group(const struct pl_page_block *block)
{
    return pl_page_is(block, GUMBO_TAG_UL) || pl_page_is(block, GUMBO_TAG_OL) ||
           pl_page_is(block, GUMBO_TAG_DIV) || pl_page_is(block, GUMBO_TAG_SECTION) ||
           pl_page_is(block, GUMBO_TAG_TABLE) || pl_page_is(block, GUMBO_TAG_DL) ||
           pl_page_is(block, GUMBO_TAG_ARTICLE) || pl_page_is(block, GUMBO_TAG_HEADER);
}

static void drop_links(struct pl_page_blocks *blocks, uint32_t article)
{
    if (pl_page_link_share(&blocks->data[article]) > 0.5f)
        return; // the article is a list of links
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        if (!is_group(block) || block->text == 0 || block->links == 0 ||
            pl_page_link_share(block) < 0.6f || block->prose > 200)
            continue;
        bool is_figure = block->pictures && block->text < 200 && block->links <= 2;
        if (!is_figure && !is_introduced(blocks, i))
            pl_page_drop(blocks, i, PL_WHY_LINKS);
    }
    pl_page_add_up(blocks);
}

/* The article begins at its title: what stands before it is its frame, unless it is a text of its
 * own. */
static void drop_before_title(struct pl_page_blocks *blocks, uint32_t article)
{
    if (!blocks->title || !pl_page_is_in(blocks, blocks->title, article) ||
        blocks->title == article)
        return;
    uint32_t before = 0;
    for (uint32_t i = article + 1; i < blocks->title; i++)
        before += blocks->data[i].own && !blocks->data[i].is_out &&
                          !pl_page_is_in(blocks, blocks->title, i)
                      ? blocks->data[i].own
                      : 0;
    bool is_head = before * 5 < blocks->data[article].text;
    for (uint32_t i = article + 1; i < blocks->title && is_head; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (pl_page_is_in(blocks, blocks->title, i))
            continue;
        if (!block->is_out && block->prose < 200 && !block->pictures)
            pl_page_drop(blocks, i, PL_WHY_HEADER);
        if (block->prose < 200)
            i = block->end - 1;
    }
    pl_page_drop(blocks, blocks->title, PL_WHY_TITLE);
    pl_page_add_up(blocks);
}

/* --- Calls --------------------------------------------------------------------------- */

/* Words of lines that want the reader to do something: subscribe, follow, click, pay. One of them
 * proves nothing in the middle of a text; two in a short line do, as one does in the last lines. */
static const pl_str calls[] = {
#define CALL(word) PL_LIT_INIT(word),
#include "ingest/page_calls.def"
#undef CALL
};

static unsigned count_calls(const struct pl_page_blocks *blocks, uint32_t index)
{
    char folded[512];
    pl_str lines = pl_page_lines(blocks, index, sizeof folded);
    for (size_t i = 0; i < lines.size; i++)
        folded[i] = pl_ascii_lower(lines.data[i]);
    unsigned count = 0;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        count += pl_str_contains((pl_str){folded, lines.size}, calls[i]);
    return count;
}

static void drop_calls(struct pl_page_blocks *blocks, uint32_t article)
{
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        if (!block->is_block || block->own == 0 || block->own != block->text || block->text > 400 ||
            pl_page_is_heading(block) || is_cell(block))
            continue;
        unsigned count = count_calls(blocks, i);
        if (count >= 2 || (count && block->text < 200 && block->linked > block->text / 5))
            pl_page_drop(blocks, i, PL_WHY_CALL);
    }
    pl_page_add_up(blocks);
}

/* --- Head and tail ------------------------------------------------------------------- */

/* Lines that may end or begin a text: not a part of a list, table, quotation, figure or code. */
static bool is_loose(const struct pl_page_blocks *blocks, uint32_t index, uint32_t article)
{
    static const GumboTag parts[] = {GUMBO_TAG_LI,         GUMBO_TAG_TD, GUMBO_TAG_TH,
                                     GUMBO_TAG_DT,         GUMBO_TAG_DD, GUMBO_TAG_FIGURE,
                                     GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_PRE};
    for (uint32_t at = index; at != article; at = blocks->data[at].parent)
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (pl_page_is(&blocks->data[at], parts[i]))
                return false;
    return true;
}

static bool ends_sentence(pl_str lines)
{
    static const char *const ends[] = {".",  "!",  "?",  "”", "\"", "“", "»", "…",
                                       "。", "！", "？", "’", ")",  "।", ":"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (pl_str_ends(lines, pl_str_from(ends[i])))
            return true;
    return false;
}

static bool has_digit(pl_str lines)
{
    for (size_t i = 0; i < lines.size; i++)
        if (pl_ascii_is_digit(lines.data[i]))
            return true;
    return false;
}

/* Before the first sentences stand date, byline and labels: short lines with numbers or links. */
static void drop_head(struct pl_page_blocks *blocks, uint32_t article)
{
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        if (!block->is_block || block->own == 0 || block->own != block->text)
            continue;
        pl_str lines = pl_page_lines(blocks, i, 400);
        if (pl_page_likeness(lines, blocks->title_text) > 0.85f) {
            pl_page_drop(blocks, i, PL_WHY_TITLE);
            continue;
        }
        if (!is_loose(blocks, i, article) || block->own >= 100 || pl_page_is_heading(block) ||
            (block->prose && !block->linked))
            break;
        if (has_digit(lines) || block->linked || (block->own < 30 && !ends_sentence(lines)))
            pl_page_drop(blocks, i, PL_WHY_BYLINE);
    }
    pl_page_add_up(blocks);
}

/* After the last sentences stand tags, calls and credits: short lines that are none. */
static void drop_tail(struct pl_page_blocks *blocks, uint32_t article)
{
    for (uint32_t i = blocks->data[article].end; i-- > article + 1;) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || !block->is_block || block->own == 0)
            continue;
        if (!is_loose(blocks, i, article) || block->own != block->text)
            break;
        pl_str lines = pl_page_lines(blocks, i, 500);
        bool is_end = block->own < 75 && !ends_sentence(lines);
        bool is_call = block->own < 450 && count_calls(blocks, i) > 0;
        if (!is_end && !is_call)
            break;
        pl_page_drop(blocks, i, is_call ? PL_WHY_CALL : PL_WHY_TAIL);
    }
    pl_page_add_up(blocks);
}

/* A line that stood there before, as captions and calls do. */
static void drop_repeated(struct pl_page_blocks *blocks, uint32_t article)
{
    struct pl_map lines = PL_MAP(blocks->arena);
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        if (!block->is_block || block->own < 20 || block->own != block->text ||
            block->text > 1000 || is_cell(block))
            continue;
        void **seen = pl_map_at(&lines, pl_page_lines(blocks, i, 1200));
        if (*seen)
            pl_page_drop(blocks, i, PL_WHY_REPEATED);
        *seen = blocks;
    }
    pl_page_add_up(blocks);
}

/* Lines that the page's own copy of the article hasn't: only sentences and lines beside them are
 * judged, since the copy leaves out headings, captions, lists and tables as it likes. */
static bool is_beside_picture(const struct pl_page_blocks *blocks, uint32_t index, uint32_t article)
{
    for (int up = 0; up < 3 && index != article; up++, index = blocks->data[index].parent)
        if (blocks->data[index].pictures && blocks->data[index].text < 500)
            return true;
    return false;
}

static void drop_unproved(struct pl_page_blocks *blocks, uint32_t article)
{
    uint32_t lost = 0;
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++)
        if (!blocks->data[i].is_out && blocks->data[i].is_judged && !blocks->data[i].matched &&
            blocks->data[i].prose)
            lost += blocks->data[i].own;
    if (!blocks->has_body || lost * 4 > blocks->data[article].text)
        return;
    uint32_t first = article + 1; // a lead may be missing in the copy
    while (first < blocks->data[article].end && !blocks->data[first].matched)
        first++;
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if ((i < first && block->prose) || is_beside_picture(blocks, i, article))
            continue;
        if (block->is_out || !block->is_judged || block->matched || pl_page_is_heading(block) ||
            !is_loose(blocks, i, article))
            continue;
        pl_page_drop(blocks, i, PL_WHY_NO_EVIDENCE);
    }
    pl_page_add_up(blocks);
}

/* A heading with nothing left under it. */
static void drop_empty_headings(struct pl_page_blocks *blocks, uint32_t article)
{
    uint32_t waiting = 0;
    for (uint32_t i = article + 1; i < blocks->data[article].end; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        if (pl_page_is_heading(block) && block->text) {
            bool is_deeper = waiting &&
                             block->node->v.element.tag > blocks->data[waiting].node->v.element.tag;
            if (waiting && !is_deeper && blocks->data[waiting].text < 120)
                pl_page_drop(blocks, waiting, PL_WHY_EMPTY_HEADING);
            waiting = i;
            i = block->end - 1;
        } else if (block->own || pl_html_is(block->node, GUMBO_TAG_IMG) ||
                   pl_html_is(block->node, GUMBO_TAG_IFRAME)) {
            waiting = 0;
        }
    }
    if (waiting && blocks->data[waiting].text < 120)
        pl_page_drop(blocks, waiting, PL_WHY_EMPTY_HEADING);
    pl_page_add_up(blocks);
}

void pl_page_prune(struct pl_page_blocks *blocks, uint32_t article)
{
    drop_before_title(blocks, article);
    drop_lines(blocks, article);
    drop_links(blocks, article);
    drop_calls(blocks, article);
    drop_repeated(blocks, article);
    drop_unproved(blocks, article);
    drop_head(blocks, article);
    drop_tail(blocks, article);
    drop_empty_headings(blocks, article);
}
