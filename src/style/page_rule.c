// SPDX-License-Identifier: MIT
/* style/page_rule.c: @page rules → the style of one page, its margin boxes and its footnote area.
 *
 * A page inherits from the root element as it would be without attributes, its boxes inherit from the page.
 *
 * Source: CSS Paged Media 3 §4 to §7, GCPM 3 §2.6. */
#include <stdlib.h>

#include "style/condition.h"
#include "style/engine.h"

/* --- Size ------------------------------------------------------------------------------------------ */

static const struct {
    enum pl_keyword name;
    double width, height; // pt
} sizes[] = {
#define MM(millimetres) ((millimetres) * 72 / 25.4)
    {PL_KEYWORD_a0, MM(841), MM(1189)},     {PL_KEYWORD_a1, MM(594), MM(841)},
    {PL_KEYWORD_a2, MM(420), MM(594)},      {PL_KEYWORD_a3, MM(297), MM(420)},
    {PL_KEYWORD_a4, MM(210), MM(297)},      {PL_KEYWORD_a5, MM(148), MM(210)},
    {PL_KEYWORD_a6, MM(105), MM(148)},      {PL_KEYWORD_a7, MM(74), MM(105)},
    {PL_KEYWORD_b4, MM(250), MM(353)},      {PL_KEYWORD_b5, MM(176), MM(250)},
    {PL_KEYWORD_jis_b4, MM(257), MM(364)},  {PL_KEYWORD_jis_b5, MM(182), MM(257)},
    {PL_KEYWORD_letter, 612, 792},          {PL_KEYWORD_legal, 612, 1008},
    {PL_KEYWORD_ledger, 792, 1224},         {PL_KEYWORD_tabloid, 792, 1224},
    {PL_KEYWORD_executive, 522, 756},
#undef MM
};

/* From 1 mm to 5 m: no printer, no reader and no page unit goes further. */
static pl_unit side_in_bounds(pl_unit side)
{
    return pl_unit_max(PL_PT(72 / 25.4), pl_unit_min(side, PL_PT(5000 * 72 / 25.4)));
}

static void set_named_size(struct pl_page_style *page, enum pl_keyword name)
{
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (sizes[i].name == name) {
            page->width = pl_unit_from_pt(sizes[i].width);
            page->height = pl_unit_from_pt(sizes[i].height);
        }
}

/* Wider than high, or the other way round. */
static void turn(struct pl_page_style *page, bool is_landscape)
{
    if ((page->width > page->height) == is_landscape || page->width == page->height)
        return;
    pl_unit width = page->width;
    page->width = page->height;
    page->height = width;
}

static void find_size(struct pl_page_style *page)
{
    const struct pl_css_value *size = pl_style_value(page->page, PL_PROPERTY_size);
    struct pl_css_basis none = {0};
    set_named_size(page, PL_KEYWORD_a4);
    uint32_t lengths = 0;
    for (uint32_t i = 0; i < pl_css_item_count(size); i++) {
        const struct pl_css_value *item = pl_css_item(size, i);
        if (item->type == PL_CSS_KEYWORD) {
            set_named_size(page, item->keyword);
            continue;
        }
        pl_unit side = 0;
        pl_css_resolve(item, &none, &side);
        if (lengths++ == 0)
            page->width = side;
        page->height = side;
    }
    for (uint32_t i = 0; i < pl_css_item_count(size); i++) {
        const struct pl_css_value *item = pl_css_item(size, i);
        if (item->type == PL_CSS_KEYWORD && (item->keyword == PL_KEYWORD_landscape || item->keyword == PL_KEYWORD_portrait))
            turn(page, item->keyword == PL_KEYWORD_landscape);
    }
    page->width = side_in_bounds(page->width);
    page->height = side_in_bounds(page->height);
}

/* --- Which rules --------------------------------------------------------------------------------------- */

struct lookup {
    struct pl_cascade *cascade;
    const struct pl_sheets *sheets; // of the article the page belongs to, or the common ones
    struct pl_matcher *matcher;     // of these sheets
    const struct pl_paper *paper;   // their pages'
    struct pl_page_query query;     // its name without the article's prefix
    struct {
        PL_VEC(struct pl_match)
    } matches; // of rules: `block` is the page's
    struct {
        PL_VEC(const struct pl_page_rule *)
    } rules; // by index `order` of a match while they are sorted
};

/* 1-based position n = a·k + b for a k of 0 or more. */
static bool is_nth(int64_t a, int64_t b, int64_t n)
{
    if (a == 0)
        return n == b;
    return (n - b) % a == 0 && (n - b) / a >= 0;
}

static bool selects(const struct pl_page_selector *selector, const struct pl_page_query *query)
{
    bool is_named = !pl_str_empty(selector->name);
    if (is_named && !pl_str_eq(selector->name, query->name))
        return false;
    bool counts_in_name = (is_named && selector->is_first) || selector->nth_of_name;
    if (counts_in_name && query->is_blank)
        return false;
    if (selector->is_first && (is_named ? query->group_index : query->index) != 0)
        return false;
    if ((selector->is_left && !query->is_left) || (selector->is_right && query->is_left) ||
        (selector->is_blank && !query->is_blank))
        return false;
    uint32_t index = selector->nth_of_name ? query->group_index : query->index;
    return !selector->has_nth || is_nth(selector->nth_a, selector->nth_b, (int64_t)index + 1);
}

static void collect(struct lookup *lookup, const struct pl_sheets *sheets)
{
    if (sheets->base)
        collect(lookup, sheets->base);
    struct pl_arena *arena = lookup->cascade->scratch;
    for (size_t i = 0; i < sheets->pages.count; i++) {
        const struct pl_page_rule *rule = &sheets->pages.data[i];
        if (!pl_media_are_in_run(rule->media, rule->paper, lookup->cascade->medium, lookup->paper))
            continue;
        bool holds = false;
        uint32_t specificity = 0;
        for (uint32_t j = 0; j < rule->selector_count; j++)
            if (selects(&rule->selectors[j], &lookup->query)) {
                holds = true;
                if (rule->selectors[j].specificity > specificity)
                    specificity = rule->selectors[j].specificity;
            }
        if (!holds)
            continue;
        *PL_PUSH(arena, &lookup->matches) = (struct pl_match){
            .block = rule->block,
            .origin = rule->origin,
            .rank = pl_layer_rank(pl_matcher_ranks(lookup->matcher), rule->origin, rule->layer),
            .specificity = specificity,
            .order = (uint32_t)lookup->rules.count,
        };
        *PL_PUSH(arena, &lookup->rules) = rule;
    }
}

static int by_cascade_order(const void *left, const void *right)
{
    const struct pl_match *a = left, *b = right;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->specificity != b->specificity)
        return a->specificity < b->specificity ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* A page of an article with sheets of its own is asked for by the article's prefix. */
static void find_article(struct lookup *lookup)
{
    struct pl_cascade *cascade = lookup->cascade;
    for (size_t i = 0; i < cascade->extensions.count; i++) {
        const struct pl_extension *extension = &cascade->extensions.data[i];
        if (!extension->has_pages || !pl_str_starts(lookup->query.name, extension->prefix))
            continue;
        lookup->sheets = extension->sheets;
        lookup->matcher = extension->matcher;
        lookup->paper = extension->paper;
        lookup->query.name = pl_str_slice(lookup->query.name, extension->prefix.size, SIZE_MAX);
        return;
    }
}

/* --- Boxes ------------------------------------------------------------------------------------------------- */

/* Paged Media 3 §5.3.2.4: how each box is aligned when nobody says it. */
static const char *const box_defaults[] = {
    [PL_MARGIN_TOP_LEFT_CORNER] = "display: block; text-align: right; vertical-align: middle",
    [PL_MARGIN_TOP_LEFT] = "display: block; text-align: left; vertical-align: middle",
    [PL_MARGIN_TOP_CENTER] = "display: block; text-align: center; vertical-align: middle",
    [PL_MARGIN_TOP_RIGHT] = "display: block; text-align: right; vertical-align: middle",
    [PL_MARGIN_TOP_RIGHT_CORNER] = "display: block; text-align: left; vertical-align: middle",
    [PL_MARGIN_RIGHT_TOP] = "display: block; text-align: center; vertical-align: top",
    [PL_MARGIN_RIGHT_MIDDLE] = "display: block; text-align: center; vertical-align: middle",
    [PL_MARGIN_RIGHT_BOTTOM] = "display: block; text-align: center; vertical-align: bottom",
    [PL_MARGIN_BOTTOM_RIGHT_CORNER] = "display: block; text-align: left; vertical-align: middle",
    [PL_MARGIN_BOTTOM_RIGHT] = "display: block; text-align: right; vertical-align: middle",
    [PL_MARGIN_BOTTOM_CENTER] = "display: block; text-align: center; vertical-align: middle",
    [PL_MARGIN_BOTTOM_LEFT] = "display: block; text-align: left; vertical-align: middle",
    [PL_MARGIN_BOTTOM_LEFT_CORNER] = "display: block; text-align: right; vertical-align: middle",
    [PL_MARGIN_LEFT_TOP] = "display: block; text-align: center; vertical-align: top",
    [PL_MARGIN_LEFT_MIDDLE] = "display: block; text-align: center; vertical-align: middle",
    [PL_MARGIN_LEFT_BOTTOM] = "display: block; text-align: center; vertical-align: bottom",
    [PL_MARGIN_BOX_COUNT] = "display: block", // the footnote area
};

static const struct pl_block *default_block(struct pl_cascade *cascade, int box)
{
    return pl_style_attribute(cascade->arena, cascade->scratch, pl_str_from(box_defaults[box]), PL_NO_SPAN, (pl_str){0},
                              &cascade->limits, NULL);
}

static const struct pl_block *block_of(const struct pl_page_rule *rule, int box)
{
    return box == PL_MARGIN_BOX_COUNT ? rule->footnote : rule->margin_boxes[box];
}

/* The box `box` of the page, PL_MARGIN_BOX_COUNT being the footnote area; NULL where no rule names it. */
static const struct pl_style *box_style(struct lookup *lookup, int box, const struct pl_style *page,
                                        const struct pl_style *root, const struct pl_variables *variables)
{
    struct pl_cascade *cascade = lookup->cascade;
    struct pl_match *matches = PL_NEW_ARRAY(cascade->arena, struct pl_match, lookup->matches.count + 1);
    matches[0] = (struct pl_match){.block = default_block(cascade, box), .origin = PL_SHEET_USER_AGENT};
    size_t count = 1;
    for (size_t i = 0; i < lookup->matches.count; i++) {
        const struct pl_block *block = block_of(lookup->rules.data[lookup->matches.data[i].order], box);
        if (!block)
            continue;
        matches[count] = lookup->matches.data[i];
        matches[count++].block = block;
    }
    if (count == 1 && box != PL_MARGIN_BOX_COUNT)
        return NULL;
    return pl_cascade_blocks(cascade, pl_matcher_ranks(lookup->matcher), matches, count, page, root, &variables);
}

static const struct pl_page_style *make_page(struct lookup *lookup)
{
    struct pl_cascade *cascade = lookup->cascade;
    const struct pl_variables *variables;
    const struct pl_style *root = pl_cascade_root(cascade, lookup->matcher, &variables);
    struct pl_page_style *page = PL_NEW(cascade->arena, struct pl_page_style);
    page->page = pl_cascade_blocks(cascade, pl_matcher_ranks(lookup->matcher), lookup->matches.data, lookup->matches.count, root, root,
                                   &variables);
    find_size(page);
    for (int box = 0; box < PL_MARGIN_BOX_COUNT; box++) {
        const struct pl_style *style = box_style(lookup, box, page->page, root, variables);
        enum pl_keyword content = style ? pl_style_keyword(style, PL_PROPERTY_content) : PL_KEYWORD_none;
        page->margin_boxes[box] = content == PL_KEYWORD_none || content == PL_KEYWORD_normal ? NULL : style;
    }
    page->footnote_area = box_style(lookup, PL_MARGIN_BOX_COUNT, page->page, root, variables);
    return page;
}

/* The rules that hold are the key: pages that are alike to all rules are one. */
static pl_str page_key(const struct lookup *lookup)
{
    struct pl_strbuf key = PL_STRBUF(lookup->cascade->scratch);
    pl_strbuf_add(&key, (pl_str){(const char *)&lookup->sheets, sizeof lookup->sheets});
    for (size_t i = 0; i < lookup->matches.count; i++) {
        const struct pl_block *block = lookup->matches.data[i].block;
        pl_strbuf_add(&key, (pl_str){(const char *)&block, sizeof block});
    }
    return pl_strbuf_str(&key);
}

/* What was collected into scratch, where it stays. */
static void keep(struct lookup *lookup)
{
    struct pl_arena *arena = lookup->cascade->arena;
    size_t count = lookup->matches.count;
    if (count == 0)
        return;
    struct pl_match *matches = PL_NEW_ARRAY(arena, struct pl_match, count);
    const struct pl_page_rule **rules = PL_NEW_ARRAY(arena, const struct pl_page_rule *, count);
    memcpy(matches, lookup->matches.data, count * sizeof *matches);
    memcpy(rules, lookup->rules.data, count * sizeof *rules);
    lookup->matches.data = matches;
    lookup->rules.data = rules;
}

const struct pl_page_style *pl_cascade_page(struct pl_cascade *cascade, const struct pl_page_query *query)
{
    struct lookup lookup = {
        .cascade = cascade, .sheets = cascade->sheets, .matcher = cascade->matcher, .paper = cascade->paper,
        .query = *query};
    pl_arena_reset(cascade->scratch);
    find_article(&lookup);
    collect(&lookup, lookup.sheets);
    if (lookup.matches.count)
        qsort(lookup.matches.data, lookup.matches.count, sizeof *lookup.matches.data, by_cascade_order);
    pl_str key = page_key(&lookup);
    const struct pl_page_style *page = pl_map_lookup(&cascade->pages, key);
    if (page)
        return page;
    key = pl_str_copy(cascade->arena, key);
    keep(&lookup);
    cascade->own_sheets = lookup.sheets == cascade->sheets ? NULL : lookup.sheets;
    page = make_page(&lookup);
    cascade->own_sheets = NULL;
    *pl_map_at(&cascade->pages, key) = (void *)(uintptr_t)page;
    return page;
}
