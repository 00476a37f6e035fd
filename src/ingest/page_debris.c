// SPDX-License-Identifier: MIT
/* ingest/page_debris.c: takes out of a page what is marked as something else than its article.
 *
 * Three kinds of evidence, from the surest to the weakest: what HTML means (nav, role, hidden),
 * what a line says ("Leave a reply"), and what its author called it (class and id). The weaker it
 * is, the less prose it may take away. */
#include "ingest/html_embed.h"
#include "ingest/page_score.h"

/* --- Words of class and id ----------------------------------------------------------- */

enum match { MATCH_WHOLE, MATCH_START };
enum strength { STRENGTH_STRONG = -2, STRENGTH_WEAK = -1, STRENGTH_GOOD = 1 };

static const struct word {
    pl_str text;
    enum match match;
    enum strength strength;
    enum pl_page_why why;
} words[] = {
#define WORD(word, match, strength, why)                                                           \
    {PL_LIT_INIT(word), MATCH_##match, STRENGTH_##strength, PL_WHY_##why},
#include "ingest/page_words.def"
#undef WORD
};

static const struct word *find_word(pl_str name)
{
    const struct word *found = NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const struct word *word = &words[i];
        if (word->text.data[0] != name.data[0])
            continue;
        bool fits = word->match == MATCH_WHOLE ? pl_str_eq(word->text, name)
                                               : pl_str_starts(name, word->text);
        if (fits && (!found || word->text.size > found->text.size))
            found = word;
    }
    return found;
}

/* Splits "relatedPosts js-share_bar" at everything that is no letter and where capitals begin. */
static bool next_part(pl_str *rest, char part[32], size_t *size)
{
    size_t i = 0;
    while (i < rest->size && !pl_ascii_is_alpha(rest->data[i]))
        i++;
    *size = 0;
    for (size_t first = i; i < rest->size && pl_ascii_is_alpha(rest->data[i]); i++) {
        if (i > first && pl_ascii_is_upper(rest->data[i]) && pl_ascii_is_lower(rest->data[i - 1]))
            break;
        if (*size < 32)
            part[(*size)++] = pl_ascii_lower(rest->data[i]);
    }
    *rest = pl_str_slice(*rest, i, rest->size);
    return *size > 0;
}

int pl_page_hint(const GumboNode *node, enum pl_page_why *why)
{
    static const char *const names[] = {"class", "id"};
    int worst = 0, best = 0;
    *why = PL_WHY_NONE;
    for (size_t n = 0; n < 2; n++) {
        pl_str rest = pl_str_slice(pl_html_attribute(node, names[n]), 0, 400);
        char part[32];
        size_t size;
        while (next_part(&rest, part, &size)) {
            const struct word *word = find_word((pl_str){part, size});
            if (!word)
                continue;
            if ((int)word->strength < worst) {
                worst = (int)word->strength;
                *why = word->why;
            }
            if (word->strength == STRENGTH_GOOD)
                best = 1;
        }
    }
    return worst < 0 ? worst : best;
}

/* --- Lines --------------------------------------------------------------------------- */

enum phrase_match { PHRASE_LINE, PHRASE_START, PHRASE_LINKED, PHRASE_HEAD };

static const struct phrase {
    pl_str text;
    enum phrase_match match;
    enum pl_page_why why;
} phrases[] = {
#define PHRASE(text, match, why) {PL_LIT_INIT(text), PHRASE_##match, PL_WHY_##why},
#include "ingest/page_phrases.def"
#undef PHRASE
};

static bool begins(pl_str line, pl_str phrase)
{
    if (line.size < phrase.size)
        return false;
    for (size_t i = 0; i < phrase.size; i++)
        if (pl_ascii_lower(line.data[i]) != pl_ascii_lower(phrase.data[i]))
            return false;
    return true;
}

/* What follows the phrase is no more than signs and numbers: "Comments (3):". */
static bool ends_there(pl_str line, size_t from)
{
    for (size_t i = from; i < line.size; i++)
        if (pl_ascii_is_alpha(line.data[i]) || (unsigned char)line.data[i] >= 0xC3)
            return false;
    return true;
}

static pl_str without_marks(pl_str line)
{
    size_t i = 0;
    while (i < line.size && !pl_ascii_is_alpha(line.data[i]) && (unsigned char)line.data[i] < 0xC2)
        i++;
    return pl_str_slice(line, i, line.size);
}

enum pl_page_why pl_page_phrase(pl_str line, float link_share, bool *is_head)
{
    bool may_be_head = *is_head;
    *is_head = false;
    pl_str bare = without_marks(line);
    enum pl_page_why head = PL_WHY_NONE; // a line that is of itself dropped needs no list below it
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        const struct phrase *phrase = &phrases[i];
        pl_str text = bare.size && (unsigned char)phrase->text.data[0] != 0xC2 ? bare : line;
        if (!text.size || pl_ascii_lower(text.data[0]) != pl_ascii_lower(phrase->text.data[0]) ||
            !begins(text, phrase->text))
            continue;
        bool word_ends = text.size == phrase->text.size ||
                         !pl_ascii_is_alnum(text.data[phrase->text.size]) ||
                         !pl_ascii_is_alnum(phrase->text.data[phrase->text.size - 1]);
        bool whole = ends_there(text, phrase->text.size);
        if (!word_ends)
            continue;
        if ((phrase->match == PHRASE_LINE && whole) || phrase->match == PHRASE_START ||
            (phrase->match == PHRASE_LINKED && (link_share > 0.4f || (whole && link_share > 0))))
            return phrase->why;
        if (phrase->match == PHRASE_HEAD && may_be_head &&
            (whole || text.size < phrase->text.size + 40))
            head = phrase->why;
    }
    *is_head = head != PL_WHY_NONE;
    return head;
}

/* --- Meaning ------------------------------------------------------------------------- */

static float share(const struct pl_page_blocks *blocks, const struct pl_page_block *block)
{
    return blocks->prose ? (float)block->prose / (float)blocks->prose : 0;
}

/* What the element says of itself, and the share of the page's prose up to which it is believed:
 * whole pages stand in forms, and some are written in an aside. */
static enum pl_page_why by_meaning(const struct pl_page_block *block, float *up_to)
{
    static const struct {
        GumboTag tag;
        enum pl_page_why why;
        float up_to;
    } tags[] = {
        {GUMBO_TAG_NAV, PL_WHY_NAVIGATION, 0.7f},  {GUMBO_TAG_FOOTER, PL_WHY_FOOTER, 0.3f},
        {GUMBO_TAG_ASIDE, PL_WHY_ASIDE, 0.5f},     {GUMBO_TAG_FORM, PL_WHY_FORM, 0.2f},
        {GUMBO_TAG_MENU, PL_WHY_NAVIGATION, 0.5f}, {GUMBO_TAG_FIELDSET, PL_WHY_FORM, 0.2f},
        {GUMBO_TAG_LABEL, PL_WHY_FORM, 0.2f},      {GUMBO_TAG_BUTTON, PL_WHY_FORM, 0.5f},
        {GUMBO_TAG_SELECT, PL_WHY_FORM, 1},
    };
    static const struct {
        const char *role;
        enum pl_page_why why;
        float up_to;
    } roles[] = {
        {"navigation", PL_WHY_NAVIGATION, 0.7f}, {"banner", PL_WHY_HEADER, 0.3f},
        {"contentinfo", PL_WHY_FOOTER, 0.3f},    {"complementary", PL_WHY_ASIDE, 0.5f},
        {"search", PL_WHY_FORM, 0.5f},           {"dialog", PL_WHY_DIALOG, 0.5f},
        {"alertdialog", PL_WHY_DIALOG, 0.5f},    {"menu", PL_WHY_NAVIGATION, 0.7f},
        {"menubar", PL_WHY_NAVIGATION, 0.7f},    {"tooltip", PL_WHY_DIALOG, 0.5f},
    };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (pl_page_is(block, tags[i].tag)) {
            *up_to = tags[i].up_to;
            return tags[i].why;
        }
    if (pl_html_has_attribute(block->node, "role"))
        for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
            if (pl_html_attribute_has_word(block->node, "role", pl_str_from(roles[i].role))) {
                *up_to = roles[i].up_to;
                return roles[i].why;
            }
    *up_to = 0;
    return PL_WHY_NONE;
}

/* A quotation's footer is its source. */
static bool is_of_quotation(const struct pl_page_blocks *blocks, const struct pl_page_block *block)
{
    return pl_page_is(&blocks->data[block->parent], GUMBO_TAG_BLOCKQUOTE) ||
           pl_page_is(&blocks->data[block->parent], GUMBO_TAG_FIGURE);
}

/* A noscript that stands for a picture which scripts would load is that picture, unless the one
 * before it says where it is. */
static bool is_only_picture(const struct pl_page_blocks *blocks, uint32_t index)
{
    const struct pl_page_block *block = &blocks->data[index];
    if (block->whole || block->pictures == 0)
        return false;
    uint32_t first = block->parent + 1;
    for (uint32_t i = index > first + 4 ? index - 4 : first; i < index; i++)
        if (pl_html_is(blocks->data[i].node, GUMBO_TAG_IMG) &&
            pl_html_has_source(blocks->data[i].node))
            return false;
    return true;
}

/* Little enough to be believed of a weak word. A word or two inside a line of text belong to that
 * line. */
static bool is_thin(const struct pl_page_blocks *blocks, uint32_t index, enum pl_page_why why)
{
    const struct pl_page_block *block = &blocks->data[index],
                               *holder = &blocks->data[block->holder];
    if (!block->is_block && holder->own >= 60 && holder->own > block->whole * 2)
        return false;
    if (block->whole >= 600)
        return false;
    bool speaks_of_people = why == PL_WHY_BIO || why == PL_WHY_NEWSLETTER || why == PL_WHY_FORM;
    return block->prose < 120 || pl_page_link_share(block) > 0.5f ||
           (speaks_of_people && share(blocks, block) < 0.15f);
}

/* A quoted post of a network is called "social" too. */
static bool holds_quotation(const struct pl_page_blocks *blocks, uint32_t index)
{
    for (uint32_t i = index; i < blocks->data[index].end && i < index + 16; i++)
        if (pl_page_is(&blocks->data[i], GUMBO_TAG_BLOCKQUOTE))
            return true;
    return false;
}

static enum pl_page_why judge(const struct pl_page_blocks *blocks, uint32_t index)
{
    const struct pl_page_block *block = &blocks->data[index];
    float part = share(blocks, block), up_to;
    if (block->is_hidden && !blocks->data[block->parent].is_hidden && part < 0.6f)
        return PL_WHY_HIDDEN;
    if (pl_page_is(block, GUMBO_TAG_NOSCRIPT) && !is_only_picture(blocks, index) && part < 0.5f)
        return PL_WHY_NOSCRIPT;
    enum pl_page_why why = by_meaning(block, &up_to);
    if (why != PL_WHY_NONE && part < up_to && !is_of_quotation(blocks, block))
        return why;
    bool is_frame = pl_page_is(block, GUMBO_TAG_ARTICLE) || pl_page_is(block, GUMBO_TAG_MAIN) ||
                    pl_page_is_heading(block) || pl_html_is(block->node, GUMBO_TAG_IMG);
    if (is_frame)
        return PL_WHY_NONE;
    int hint = pl_page_hint(block->node, &why);
    if (why == PL_WHY_SHARE && holds_quotation(blocks, index))
        return PL_WHY_NONE;
    if (hint == STRENGTH_STRONG && (part < 0.6f || (why == PL_WHY_COMMENTS && part < 0.9f)))
        return why;
    return hint == STRENGTH_WEAK && is_thin(blocks, index, why) ? why : PL_WHY_NONE;
}

/* A word that takes most of the page's prose away means something else there: TOC_1, TOC_2 … may be
 * the chapters that a table of contents leads to, "ads" what stands beside advertisements. */
static void find_mistaken(const struct pl_page_blocks *blocks, const enum pl_page_why *found,
                          bool mistaken[PL_WHY_COUNT])
{
    uint32_t prose[PL_WHY_COUNT] = {0};
    for (uint32_t i = 1; i < blocks->count; i++)
        if (found[i] != PL_WHY_NONE) {
            prose[found[i]] += blocks->data[i].prose;
            i = blocks->data[i].end - 1;
        }
    for (int why = 0; why < PL_WHY_COUNT; why++)
        mistaken[why] = why != PL_WHY_COMMENTS && why != PL_WHY_HIDDEN &&
                        prose[why] * 2 > blocks->prose;
}

void pl_page_drop_debris(struct pl_page_blocks *blocks)
{
    enum pl_page_why *found = PL_NEW_ARRAY(blocks->arena, enum pl_page_why, blocks->count + 1);
    for (uint32_t i = 1; i < blocks->count; i++) {
        found[i] = judge(blocks, i);
        if (found[i] != PL_WHY_NONE)
            i = blocks->data[i].end - 1;
    }
    bool mistaken[PL_WHY_COUNT];
    find_mistaken(blocks, found, mistaken);
    for (uint32_t i = 1; i < blocks->count; i++) {
        enum pl_page_why why = judge(blocks, i);
        float up_to;
        if (why == PL_WHY_NONE || (mistaken[why] && by_meaning(&blocks->data[i], &up_to) != why))
            continue;
        pl_page_drop(blocks, i, why);
        i = blocks->data[i].end - 1;
    }
    pl_page_add_up(blocks);
}
