// SPDX-License-Identifier: MIT
/* ingest/page_score.c: which element of a web page is its article.
 *
 * How it works: every block with prose gives its characters to the elements around it, all of
 * them to the nearest, a half to the next, a third … so the element where most paragraphs meet
 * scores best, not the body that holds everything. From there it climbs as long as the frame
 * around brings text of the same kind (an article in two columns, pages joined, a lead above the
 * body), and what is not of that kind among the siblings on that path is marked. */
#include "ingest/page_score.h"

enum { SHARES = 5 }; // frames that a paragraph speaks for

/* --- Teasers ------------------------------------------------------------------------- */

/* A heading that is a link leads to the article it names; the prose beside it only invites to it.
 * An article's own title may link to itself, which the title heading tells. */
static void discount_teasers(struct pl_page_blocks *blocks)
{
    for (uint32_t i = 1; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || !pl_page_is_heading(block) || i == blocks->title || block->text < 8 ||
            pl_page_link_share(block) < 0.8f)
            continue;
        uint32_t frame = block->parent, around;
        while (frame && blocks->data[frame].text == block->text)
            frame = blocks->data[frame].parent;
        if (!frame || pl_page_is_in(blocks, blocks->title, frame) ||
            blocks->data[frame].prose > 500)
            continue;
        around = blocks->data[frame].parent;
        bool is_alone = blocks->data[frame].text * 10 > blocks->data[0].text * 4;
        if (!is_alone && around)
            pl_page_drop(blocks, frame, PL_WHY_TEASER);
    }
    pl_page_add_up(blocks);
}

/* --- Candidates ---------------------------------------------------------------------- */

static bool can_be_article(const struct pl_page_block *block)
{
    return block->is_block && !pl_page_is(block, GUMBO_TAG_P) &&
           !pl_page_is(block, GUMBO_TAG_PRE) && !pl_page_is(block, GUMBO_TAG_LI) &&
           !pl_page_is(block, GUMBO_TAG_BLOCKQUOTE) && !pl_page_is(block, GUMBO_TAG_UL) &&
           !pl_page_is(block, GUMBO_TAG_OL) && !pl_page_is(block, GUMBO_TAG_TR) &&
           !pl_page_is(block, GUMBO_TAG_DL) && !pl_page_is_heading(block);
}

/* What the page or its author says of an element: a little, since they say it of many. */
static float semantics(const struct pl_page_block *block)
{
    enum pl_page_why why;
    float factor = 1;
    if (pl_html_attribute_has_word(block->node, "itemprop", PL_LIT("articleBody")) ||
        pl_html_attribute_has_word(block->node, "property", PL_LIT("articleBody")))
        factor *= 2;
    if (pl_page_is(block, GUMBO_TAG_ARTICLE))
        factor *= 1.2f;
    int hint = pl_page_hint(block->node, &why);
    return factor * (hint > 0 ? 1.15f : hint < 0 ? 0.7f : 1);
}

/* What the own lines of a block are worth. Without sentences (results, recipes, poems) all text
 * counts that isn't linked. */
static float value_of(const struct pl_page_blocks *blocks, uint32_t index, bool has_prose)
{
    const struct pl_page_block *block = &blocks->data[index];
    if (!has_prose)
        return block->own > 5 ? (float)(block->own - block->own_linked) : 0;
    uint32_t inner = 0; // prose of its own lines alone
    for (uint32_t child = index + 1; child < block->end; child = blocks->data[child].end)
        inner += blocks->data[child].prose;
    return (float)(block->prose - inner) + 2 * (float)block->matched;
}

static uint32_t best_candidate(struct pl_page_blocks *blocks, bool has_prose)
{
    for (uint32_t i = 0; i < blocks->count; i++)
        blocks->data[i].score = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->own == 0)
            continue;
        float value = value_of(blocks, i, has_prose);
        float part = 1;
        for (uint32_t at = can_be_article(block) ? i : block->parent, n = 0;
             n < SHARES && value > 0; n++) {
            blocks->data[at].score += value * part;
            part = 1.0f / (float)(n + 2);
            if (at == 0)
                break;
            at = blocks->data[at].parent;
        }
    }
    uint32_t best = 0;
    float most = 0;
    for (uint32_t i = 0; i < blocks->count; i++) {
        struct pl_page_block *block = &blocks->data[i];
        if (block->score <= 0 || block->is_out || !can_be_article(block))
            continue;
        block->score *= (1 - pl_page_link_share(block)) * semantics(block);
        if (block->score > most) {
            most = block->score;
            best = i;
        }
    }
    return best;
}

/* --- The climb ----------------------------------------------------------------------- */

static bool ends_climb(const struct pl_page_blocks *blocks, uint32_t index)
{
    const struct pl_page_block *block = &blocks->data[index];
    bool is_frame = pl_page_is(block, GUMBO_TAG_ARTICLE) || pl_page_is(block, GUMBO_TAG_MAIN) ||
                    pl_html_attribute_has_word(block->node, "role", PL_LIT("main"));
    return index == 0 || (is_frame && block->prose * 10 >= blocks->prose * 3);
}

/* Reads as the article does: sentences, few links. */
static bool is_of_kind(const struct pl_page_block *block, uint32_t least)
{
    return !block->is_out && block->prose >= least && block->prose * 10 >= block->text * 6 &&
           pl_page_link_share(block) < 0.25f;
}

/* Made by the same template: the same element with the same classes. */
static bool is_alike(const struct pl_page_block *a, const struct pl_page_block *b)
{
    pl_str classes = pl_html_attribute(a->node, "class");
    return a->node->v.element.tag == b->node->v.element.tag && !pl_str_empty(classes) &&
           pl_str_eq(classes, pl_html_attribute(b->node, "class")) && !a->is_out && a->text >= 25 &&
           pl_page_link_share(a) < 0.4f;
}

/* Does the frame bring text that belongs to `index`? */
static bool frame_adds(const struct pl_page_blocks *blocks, uint32_t frame, uint32_t index)
{
    uint32_t own = blocks->data[index].prose, least = own / 12 > 100 ? own / 12 : 100, added = 0;
    for (uint32_t i = frame + 1; i < blocks->data[frame].end; i = blocks->data[i].end)
        if (i != index &&
            (is_of_kind(&blocks->data[i], 60) || is_alike(&blocks->data[i], &blocks->data[index])))
            added += blocks->data[i].prose;
    return added >= least;
}

/* The frame of the title is the article's, when it isn't the frame of much else. */
static bool frame_has_title(const struct pl_page_blocks *blocks, uint32_t frame, uint32_t index)
{
    return blocks->title && pl_page_is_in(blocks, blocks->title, frame) &&
           blocks->data[frame].prose <=
               blocks->data[index].prose + blocks->data[index].prose / 2 + 400;
}

/* Among the siblings on the way up stay what reads as the article does, and pictures, standfirst
 * and headings that stand between title and text. */
static void judge_siblings(struct pl_page_blocks *blocks, uint32_t frame, uint32_t index)
{
    bool below_title = blocks->title && pl_page_is_in(blocks, blocks->title, frame) ? false : true;
    for (uint32_t i = frame + 1; i < blocks->data[frame].end; i = blocks->data[i].end) {
        const struct pl_page_block *block = &blocks->data[i];
        bool has_title = blocks->title && pl_page_is_in(blocks, blocks->title, i);
        below_title = below_title || has_title || i == index;
        bool is_lead = i < index && below_title && pl_page_link_share(block) < 0.3f &&
                       (block->text >= 60 || (block->pictures && block->text < 300));
        bool is_undecided = pl_page_is_heading(block) || !block->is_block ||
                            (block->text == 0 && !block->pictures);
        if (i == index || block->is_out || has_title || is_lead || is_undecided ||
            is_of_kind(block, 60) || is_alike(block, &blocks->data[index]))
            continue;
        pl_page_drop(blocks, i, PL_WHY_OUTSIDE);
    }
}

/* Between the title and the element with the text stands what leads to it: one block, a few
 * lines, no picture. */
static void find_standfirst(struct pl_page_blocks *blocks, uint32_t article, uint32_t core)
{
    if (!blocks->title || !pl_page_is_in(blocks, blocks->title, article) || blocks->title > core)
        return;
    for (uint32_t i = blocks->data[blocks->title].end; i < core; i++) {
        const struct pl_page_block *block = &blocks->data[i];
        if (block->is_out || block->why != PL_WHY_NONE) {
            i = block->end - 1;
            continue;
        }
        bool is_line = block->is_block && block->own >= 40 && block->own == block->text &&
                       block->text <= 160 && pl_page_link_share(block) < 0.3f &&
                       !pl_page_is(block, GUMBO_TAG_FIGCAPTION) && !pl_page_is_in(blocks, core, i);
        if (!is_line)
            continue;
        blocks->standfirst = i;
        pl_page_drop(blocks, i, PL_WHY_STANDFIRST);
        return;
    }
}

uint32_t pl_page_find_article(struct pl_page_blocks *blocks)
{
    discount_teasers(blocks);
    uint32_t article = best_candidate(blocks, true), core;
    if (blocks->data[article].prose < 200)
        article = best_candidate(blocks, false);
    core = article;
    while (!ends_climb(blocks, article)) {
        uint32_t frame = blocks->data[article].parent;
        uint32_t to = frame_adds(blocks, frame, article) ? frame : article;
        for (uint32_t up = frame, n = 0; to == article && n < 4; n++) { // wrappers with one child
            if (frame_has_title(blocks, up, article) || frame_adds(blocks, up, article))
                to = up;
            if (ends_climb(blocks, up))
                break;
            up = blocks->data[up].parent;
        }
        if (to == article)
            break;
        article = to;
    }
    for (uint32_t at = core; at != article; at = blocks->data[at].parent)
        judge_siblings(blocks, blocks->data[at].parent, at);
    pl_page_add_up(blocks);
    find_standfirst(blocks, article, core);
    const struct pl_page_block *block = &blocks->data[article];
    PL_TRACE(blocks->trace, ingest, "article: %.*s#%.*s.%.*s (prose %u of %u, text %u)",
             PL_ARG(pl_html_name(block->node)), PL_ARG(pl_html_attribute(block->node, "id")),
             PL_ARG(pl_html_attribute(block->node, "class")), block->prose, blocks->prose,
             block->text);
    pl_page_add_up(blocks);
    return article;
}
