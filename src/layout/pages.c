// SPDX-License-Identifier: MIT
/* layout/pages.c: page after page until all content has a place.
 *
 * Source: Paged Media 3 §3 (page boxes), §4 (left, right, first, blank), §6 (page counters); Fragmentation 3
 * §3.1 (forced breaks to a side). */
#include "layout/background.h"
#include "layout/display.h"
#include "layout/pages.h"
#include "style/counter.h"

#define AREA_LEAST PL_PT(8)

/* --- Page boxes ------------------------------------------------------------------------------- */

/* Margins in percent refer to the sheet's width, and to its height above and below (Paged Media 3 §5.2). */
static struct pl_edges page_edges(const struct pl_page_style *style, pl_unit width, pl_unit height)
{
    struct pl_css_basis basis = {width, width, height};
    struct pl_edges edges = pl_used_edges(style->page, &basis);
    struct pl_css_basis high = {height, width, height};
    struct pl_edges vertical = pl_used_edges(style->page, &high);
    edges.margin[PL_TOP] = vertical.margin[PL_TOP];
    edges.margin[PL_BOTTOM] = vertical.margin[PL_BOTTOM];
    return edges;
}

static struct pl_rect area_of(const struct pl_edges *edges, pl_unit width, pl_unit height)
{
    struct pl_rect area = {edges->margin[PL_LEFT] + pl_edges_before(edges, PL_LEFT),
                           edges->margin[PL_TOP] + pl_edges_before(edges, PL_TOP), 0, 0};
    area.width = pl_unit_clamp((pl_flow)width - area.x - edges->margin[PL_RIGHT] -
                               pl_edges_before(edges, PL_RIGHT));
    area.height = pl_unit_clamp((pl_flow)height - area.y - edges->margin[PL_BOTTOM] -
                                pl_edges_before(edges, PL_BOTTOM));
    return area;
}

/* Sheet, edges and area by the style; where they leave no room, without margins, and at last A4. */
static void read_page_box(struct pl_book *book, struct pl_book_page *page, bool *has_warned)
{
    page->width = page->style->width;
    page->height = page->style->height;
    page->edges = page_edges(page->style, page->width, page->height);
    page->area = area_of(&page->edges, page->width, page->height);
    if (page->area.width >= AREA_LEAST && page->area.height >= AREA_LEAST)
        return;
    if (!*has_warned)
        pl_warn(book->diags, PL_W_PAGE_BOX, PL_NO_SPAN,
                "size or margins of a page leave no room for text; margins were left out");
    *has_warned = true;
    page->edges = (struct pl_edges){0};
    if (page->width < AREA_LEAST || page->height < AREA_LEAST) {
        page->width = pl_unit_from_pt(595.276);
        page->height = pl_unit_from_pt(841.89);
    }
    page->area = (struct pl_rect){0, 0, page->width, page->height};
}

/* --- Counting ------------------------------------------------------------------------------------ */

/* counter(page): one more on each page, unless the page's own style says otherwise. */
static int64_t count_page(struct pl_pagination *pagination, const struct pl_style *style)
{
    static const pl_str name = PL_LIT_INIT("page");
    struct pl_counters counters = pl_counters_begin(pagination->layouter.scratch);
    pl_counters_enter(&counters);
    pl_counter_set(&counters, name, pagination->number);
    pl_counters_enter(&counters);
    if (!pl_counters_names(style, PL_PROPERTY_counter_increment, name) &&
        !pl_counters_names(style, PL_PROPERTY_counter_reset, name))
        pl_counter_increment(&counters, name, 1);
    pl_counters_apply(&counters, style);
    if (pl_counters_names(style, PL_PROPERTY_counter_reset, name) &&
        !pl_counters_names(style, PL_PROPERTY_counter_increment, name))
        pl_counter_increment(&counters, name, 1);
    return pl_counter_value(&counters, name);
}

/* counter-reset or counter-set of "page" by an element that begins on this page. */
static bool find_reset(const struct pl_fragment *fragment, struct pl_arena *scratch, int64_t *value)
{
    static const pl_str name = PL_LIT_INIT("page");
    const struct pl_box *box = fragment->box;
    if (fragment->starts && box->node && !box->is_anonymous && !fragment->is_marker &&
        box->counters &&
        (pl_counters_names(box->style, PL_PROPERTY_counter_reset, name) ||
         pl_counters_names(box->style, PL_PROPERTY_counter_set, name))) {
        struct pl_counters counters = pl_counters_begin(scratch);
        pl_counters_enter(&counters);
        pl_counters_apply(&counters, box->style);
        *value = pl_counter_value(&counters, name);
        return true;
    }
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        if (find_reset(child, scratch, value))
            return true;
    return false;
}

static pl_str label_of(struct pl_pagination *pagination, const struct pl_book_page *page)
{
    struct pl_strbuf label = PL_STRBUF(pagination->layouter.arena);
    pl_counter_add_number(&label, page->number, pl_margin_folio_style(page->style));
    return pl_strbuf_str(&label);
}

/* --- One page ---------------------------------------------------------------------------------------- */

pl_str pl_pages_name(const struct pl_rest *rest, const struct pl_box *root)
{
    const struct pl_token *token = rest->token;
    if (!token)
        return root->first ? root->first->page_name : PL_LIT("");
    while (token->inner)
        token = token->inner;
    if (token->child)
        return token->child->page_name;
    return token->box->page_name;
}

static bool is_left(const struct pl_pagination *pagination, uint32_t index)
{
    return (index % 2 == 1) != pagination->is_right_to_left;
}

struct pl_book_page pl_pages_open(struct pl_pagination *pagination, uint32_t index, pl_str name,
                                  uint32_t group_index, bool is_blank)
{
    struct pl_page_query query = {
        .name = name,
        .index = index,
        .group_index = group_index,
        .is_left = is_left(pagination, index),
        .is_blank = is_blank,
    };
    struct pl_book_page page = {
        .style = pl_cascade_page(pagination->book->input->cascade, &query),
        .name = name,
        .is_left = query.is_left,
        .is_blank = is_blank,
    };
    pl_backgrounds_load(pagination->book->backgrounds, page.style->page);
    pl_backgrounds_load(pagination->book->backgrounds, page.style->footnote_area);
    for (int i = 0; i < PL_MARGIN_BOX_COUNT; i++)
        pl_backgrounds_load(pagination->book->backgrounds, page.style->margin_boxes[i]);
    read_page_box(pagination->book, &page, &pagination->has_warned);
    return page;
}

static struct pl_book_page *begin_page(struct pl_pagination *pagination, pl_str name, bool is_blank)
{
    struct pl_book *book = pagination->book;
    bool goes_on = book->count && pl_str_eq(pagination->name, name);
    pagination->group_index = goes_on ? pagination->group_index + 1 : 0;
    pagination->name = name;
    uint32_t index = (uint32_t)book->count;
    struct pl_book_page *page = PL_PUSH(book->arena, book);
    *page = pl_pages_open(pagination, index, name, pagination->group_index, is_blank);
    return page;
}

static void end_page(struct pl_pagination *pagination, struct pl_book_page *page)
{
    int64_t reset;
    pagination->number = count_page(pagination, page->style->page);
    if (page->content && find_reset(page->content, pagination->layouter.scratch, &reset))
        pagination->number = reset;
    page->number = (uint32_t)(pagination->number < 0 ? 0 : pagination->number);
    page->label = label_of(pagination, page);
    pl_book_read_page(pagination->book, (uint32_t)pagination->book->count - 1);
    pl_arena_reset(pagination->layouter.scratch);
}

/* A blank page where a forced break asks for the other side. */
static void turn_to_side(struct pl_pagination *pagination)
{
    const struct pl_token *token = pagination->rest.token;
    if (!token || (token->forced != PL_BREAK_LEFT && token->forced != PL_BREAK_RIGHT))
        return;
    bool wants_left = token->forced == PL_BREAK_LEFT;
    if (is_left(pagination, (uint32_t)pagination->book->count) != wants_left) {
        pl_str name = pl_pages_name(&pagination->rest, pagination->book->root), before = pagination->name;
        uint32_t group_index = pagination->group_index;
        end_page(pagination, begin_page(pagination, name, true));
        pagination->name = before; // a blank page is none of a run: the next is counted as if it weren't there
        pagination->group_index = group_index;
    }
}

static bool is_empty(const struct pl_fragment *fragment)
{
    if (fragment->line_end > fragment->first_line || fragment->box->type == PL_BOX_PICTURE)
        return false;
    for (const struct pl_fragment *child = fragment->first; child; child = child->next)
        if (!is_empty(child))
            return false;
    return true;
}

static void add_page(struct pl_pagination *pagination, pl_unit limit)
{
    struct pl_book *book = pagination->book;
    pl_str name = pl_pages_name(&pagination->rest, book->root);
    struct pl_book_page *page = begin_page(pagination, name, false);
    pagination->rest = pl_page_fill(&pagination->layouter, book->root, page, &pagination->rest,
                                    limit);
    bool has_content = page->note_count || page->head_count ||
                       (page->content && !is_empty(page->content));
    pagination->empty_pages = has_content ? 0 : pagination->empty_pages + 1;
    PL_TRACE(book->input->trace, pages, "page %zu: %s", book->count,
             pagination->rest.is_done ? "last" : "goes on");
    end_page(pagination, page);
}

static bool is_endless(const struct pl_pagination *pagination)
{
    struct pl_book *book = pagination->book;
    uint64_t most = book->input->limits->value[PL_LIMIT_NAME_PAGES];
    if (book->count >= most) {
        pl_error(book->diags, PL_E_LIMIT, PL_NO_SPAN, "the publication has more than %llu pages",
                 (unsigned long long)most);
        return true;
    }
    if (pagination->empty_pages <= 50)
        return false;
    // a promise of the layout is broken: an end without result
    pl_error(book->diags, PL_E_INTERNAL, PL_NO_SPAN, "content finds no place on any page");
    return true;
}

static bool paginate_once(struct pl_pagination *pagination, struct pl_arena *trial)
{
    struct pl_book *book = pagination->book;
    while (!pl_rest_is_nothing(&pagination->rest)) {
        turn_to_side(pagination);
        if (!pl_pages_are_fitted(&pagination->rest, book->root)) {
            if (is_endless(pagination))
                return false;
            add_page(pagination, PL_NO_LIMIT);
            continue;
        }
        struct pl_fit fit = pl_pages_fit(pagination, trial);
        for (uint32_t i = 0; i < fit.count; i++) {
            if (is_endless(pagination))
                return false;
            add_page(pagination, fit.limits[i]);
        }
        pl_arena_reset(trial);
    }
    return true;
}

/* --- Passes ---------------------------------------------------------------------------------------------- */

static void forget_pages(struct pl_book *book)
{
    book->count = 0;
    book->starts.count = 0;
    book->strings = PL_MAP(book->arena);
    book->running = PL_MAP(book->arena);
    book->counters = PL_MAP(book->arena);
    for (uint32_t i = 0; i < book->owner_count; i++)
        book->page_of[i] = PL_NO_PAGE;
}

#define PASSES_MOST 4

static void drop_arena(void *arena)
{
    pl_arena_free(arena);
}

static struct pl_arena *new_arena(struct pl_book *book)
{
    struct pl_arena *arena = pl_arena_new(book->input->limits->value[PL_LIMIT_NAME_SCRATCH_BYTES]);
    if (!arena)
        pl_arena_unwind(book->arena);
    pl_arena_defer(book->arena, drop_arena, arena);
    return arena;
}

bool pl_book_paginate(struct pl_book *book)
{
    struct pl_arena *scratch = new_arena(book), *trial = new_arena(book);
    const struct pl_box *first = book->root->first;
    for (int pass = 1;; pass++) {
        struct pl_pagination pagination = {.book = book,
                                           .is_right_to_left = first && first->is_right_to_left};
        pagination.layouter = pl_book_layouter(book, book->arena, 0, book->diags);
        pagination.layouter.scratch = scratch;
        pagination.layouter.trace = book->input->trace;
        forget_pages(book);
        if (!paginate_once(&pagination, trial))
            return false;
        if (!book->deferred.count || pass > PASSES_MOST)
            return true;
        size_t changed = pl_book_settle_references(book, &pagination.layouter);
        pl_arena_reset(scratch);
        if (!changed)
            return true;
        if (pass ==
            PASSES_MOST) // the pages show the texts of the pass before: one more lays out what is said now
            pl_warn(book->diags, PL_W_UNSETTLED, PL_NO_SPAN,
                    "%zu page numbers in the text still changed in pass %d", changed, pass);
    }
}

/* --- Targets ------------------------------------------------------------------------------------------------ */

uint32_t pl_book_article_of(const struct pl_book *book, pl_owner owner)
{
    const struct pl_edition *edition = book->input->edition;
    uint32_t low = 0, high = (uint32_t)edition->articles.count;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (edition->articles.data[middle]->first_owner <= owner)
            low = middle;
        else
            high = middle;
    }
    return low;
}

pl_owner pl_book_target(const struct pl_book *book, uint32_t article, pl_str id)
{
    uintptr_t found = (uintptr_t)pl_map_lookup(&book->article_ids[article], id);
    if (!found)
        found = (uintptr_t)pl_map_lookup(&book->ids, id);
    return found ? (pl_owner)(found - 1) : PL_OWNER_NONE;
}
