// SPDX-License-Identifier: MIT
/* layout/pages.c: page after page until all content has a place.
 *
 * Source: Paged Media 3 §3 (page boxes), §4 (left, right, first, blank), §6 (page counters); Fragmentation 3
 * §3.1 (forced breaks to a side). */
#include "layout/book.h"
#include "layout/display.h"
#include "style/counter.h"

struct pagination {
    struct pl_book *book;
    struct pl_layouter layouter;
    const struct pl_token *token;
    bool is_done, is_right_to_left;
    bool has_warned; // of a page box without room
    struct {
        PL_VEC(struct pl_box *)
    } waiting; // page floats for the next page
    struct {
        PL_VEC(struct pl_box *)
    } late; // notes that found no room on the page of their call
    uint32_t group_index;
    uint32_t empty_pages; // in a row
    int64_t number;       // of the page before
};

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
static int64_t count_page(struct pagination *pagination, const struct pl_style *style)
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

static pl_str label_of(struct pagination *pagination, const struct pl_book_page *page)
{
    struct pl_strbuf label = PL_STRBUF(pagination->layouter.arena);
    pl_counter_add_number(&label, page->number, pl_margin_folio_style(page->style));
    return pl_strbuf_str(&label);
}

/* --- One page ---------------------------------------------------------------------------------------- */

/* The name of the page on which the content at the token goes on. */
static pl_str name_at(const struct pl_token *token, const struct pl_box *root)
{
    if (!token)
        return root->first ? root->first->page_name : PL_LIT("");
    while (token->inner)
        token = token->inner;
    if (token->child)
        return token->child->page_name;
    return token->box->page_name;
}

static struct pl_book_page *begin_page(struct pagination *pagination, pl_str name, bool is_blank)
{
    struct pl_book *book = pagination->book;
    const struct pl_book_page *before = book->count ? &book->data[book->count - 1] : NULL;
    bool goes_on = before && pl_str_eq(before->name, name);
    pagination->group_index = goes_on ? pagination->group_index + 1 : 0;
    struct pl_page_query query = {
        .name = name,
        .index = (uint32_t)book->count,
        .group_index = pagination->group_index,
        .is_left = (book->count % 2 == 1) != pagination->is_right_to_left,
        .is_blank = is_blank,
    };
    struct pl_book_page *page = PL_PUSH(book->arena, book);
    *page = (struct pl_book_page){
        .style = pl_cascade_page(book->input->cascade, &query),
        .name = name,
        .is_left = query.is_left,
        .is_blank = is_blank,
    };
    read_page_box(book, page, &pagination->has_warned);
    return page;
}

static void end_page(struct pagination *pagination, struct pl_book_page *page)
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

/* What stands at the foot: floats above notes; what waits goes on to the next page. */
static void keep_notes(struct pagination *pagination, struct pl_book_page *page,
                       const struct pl_frame *frame)
{
    page->notes = PL_NEW_ARRAY(pagination->layouter.arena, struct pl_fragment *,
                               frame->notes.count);
    page->foot_height = frame->note_height;
    pl_unit y = 0;
    for (int kind = PL_FOOT_FLOAT; kind >= PL_FOOT_NOTE; kind--) {
        bool is_first = true;
        for (size_t i = 0; i < frame->notes.count; i++) {
            const struct pl_note_placed *placed = &frame->notes.data[i];
            if ((int)placed->kind != kind)
                continue;
            pl_unit gap = kind == PL_FOOT_NOTE && is_first ? frame->note_gap : 0;
            is_first = false;
            placed->fragment->y += y + gap;
            y += placed->height;
            page->notes[page->note_count++] = placed->fragment;
            page->foot_float_count += kind == PL_FOOT_FLOAT;
        }
    }
    for (size_t i = 0; i < frame->notes.count; i++)
        if (frame->notes.data[i].kind == PL_FOOT_WAITING)
            *PL_PUSH(pagination->book->arena, &pagination->waiting) = frame->notes.data[i].box;
        else if (frame->notes.data[i].kind == PL_FOOT_LATE)
            *PL_PUSH(pagination->book->arena, &pagination->late) = frame->notes.data[i].box;
}

/* Late notes come first at this page's foot: half of the page is theirs, all of it when nothing else is to come. */
static void place_late_notes(struct pagination *pagination, struct pl_frame *frame)
{
    size_t count = pagination->late.count, taken = 0;
    pl_unit needed = pagination->is_done ? 0 : frame->height / 2;
    while (taken < count &&
           pl_note_place(&pagination->layouter, frame, pagination->late.data[taken], needed,
                         PL_NO_LIMIT, taken == 0))
        taken++;
    pagination->late.count -= taken;
    memmove(pagination->late.data, pagination->late.data + taken,
            pagination->late.count * sizeof *pagination->late.data);
}

/* Floats that waited stand at the top of this page, as far as two thirds of it go; at least one. */
static void place_heads(struct pagination *pagination, struct pl_book_page *page)
{
    struct pl_layouter *layouter = &pagination->layouter;
    size_t count = pagination->waiting.count, taken = 0;
    if (!count)
        return;
    page->heads = PL_NEW_ARRAY(layouter->arena, struct pl_fragment *, count);
    pl_unit most = page->area.height / 3 * 2, whole = page->area.height;
    for (; taken < count; taken++) {
        struct pl_box *box = pagination->waiting.data[taken];
        struct pl_css_basis basis = pl_basis(layouter, page->area.width);
        struct pl_edges edges = pl_used_edges(box->style, &basis);
        struct pl_space space = pl_space_endless(page->area.width, whole);
        if (box->type != PL_BOX_PICTURE && box->type != PL_BOX_TABLE)
            space.forced_width = pl_unit_max(
                page->area.width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT], 0);
        struct pl_fragment *fragment = pl_box_layout(layouter, box, &space).fragment;
        pl_unit height = fragment->height + edges.margin[PL_TOP] + edges.margin[PL_BOTTOM];
        if (taken && whole - page->area.height + height > most)
            break;
        if (height > page->area.height)
            pl_warn(layouter->diags, PL_W_OVERFLOW, box->node ? box->node->span : PL_NO_SPAN,
                    "a float to the top is higher than its page");
        fragment->x = page->area.x + edges.margin[PL_LEFT];
        fragment->y = page->area.y + edges.margin[PL_TOP];
        page->heads[page->head_count++] = fragment;
        page->area.y += height;
        page->area.height = pl_unit_max(page->area.height - height, 0);
    }
    memmove(pagination->waiting.data, pagination->waiting.data + taken,
            (count - taken) * sizeof *pagination->waiting.data);
    pagination->waiting.count = count - taken;
}

static pl_unit gap_above_notes(const struct pl_book_page *page)
{
    struct pl_css_basis basis = {page->area.width, page->area.width, page->area.height};
    struct pl_edges edges = pl_used_edges(page->style->footnote_area, &basis);
    pl_flow gap = (pl_flow)pl_edges_sum(&edges, PL_TOP, PL_BOTTOM) + edges.margin[PL_TOP] +
                  edges.margin[PL_BOTTOM];
    return pl_unit_max(pl_unit_clamp(gap), 0);
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

static void fill_page(struct pagination *pagination, struct pl_book_page *page)
{
    struct pl_layouter *layouter = &pagination->layouter;
    layouter->page_width = page->area.width;
    layouter->page_height = page->area.height;
    page->area_top = page->area.y;
    place_heads(pagination, page);
    struct pl_frame frame = {
        .height = page->area.height,
        .from_top = page->area.y - page->area_top,
        .note_width = page->area.width,
        .note_gap = gap_above_notes(page),
    };
    frame.page = &frame;
    for (uint32_t i = 0; i < page->head_count; i++)
        pl_note_place_all(layouter, &frame, page->heads[i], 0, PL_NO_LIMIT, true);
    if (pagination->late.count)
        place_late_notes(pagination, &frame);
    pl_unit whole = page->height - page->edges.margin[PL_TOP] - page->edges.margin[PL_BOTTOM];
    bool is_full = page->head_count && page->area.height - frame.note_height < whole / 6;
    if (pagination->is_done || is_full) { // floats alone
        keep_notes(pagination, page, &frame);
        return;
    }
    struct pl_space space = {
        .width = page->area.width,
        .height = page->area.height,
        .forced_width = page->area.width,
        .frame = &frame,
        .limit = PL_NO_LIMIT,
        .at_top = true,
        .token = pagination->token,
    };
    struct pl_result result = pl_box_layout(layouter, pagination->book->root, &space);
    page->content = result.fragment;
    if (page->content)
        pl_absolute_place_all(layouter, page->content, page->area.width, page->area.height);
    keep_notes(pagination, page, &frame);
    pagination->token = result.token;
    pagination->is_done = result.token == NULL;
    page->is_full = result.token && result.token->forced == PL_BREAK_AUTO;
    bool has_content = page->content && !is_empty(page->content);
    pagination->empty_pages = has_content ? 0 : pagination->empty_pages + 1;
    PL_TRACE(layouter->trace, pages, "page %zu: %s", pagination->book->count,
             pagination->is_done ? "last" : "goes on");
}

/* A blank page where a forced break asks for the other side. */
static void turn_to_side(struct pagination *pagination, pl_str name)
{
    const struct pl_token *token = pagination->token;
    if (!token || (token->forced != PL_BREAK_LEFT && token->forced != PL_BREAK_RIGHT))
        return;
    bool is_left = (pagination->book->count % 2 == 1) != pagination->is_right_to_left;
    if (is_left != (token->forced == PL_BREAK_LEFT))
        end_page(pagination, begin_page(pagination, name, true));
}

static bool paginate_once(struct pagination *pagination)
{
    struct pl_book *book = pagination->book;
    uint64_t most = book->input->limits->value[PL_LIMIT_NAME_PAGES];
    while (!pagination->is_done || pagination->waiting.count || pagination->late.count) {
        if (book->count >= most) {
            pl_error(book->diags, PL_E_LIMIT, PL_NO_SPAN,
                     "the publication has more than %llu pages", (unsigned long long)most);
            return false;
        }
        if (pagination->empty_pages >
            50) { // a promise of the layout is broken: an end without result
            pl_error(book->diags, PL_E_INTERNAL, PL_NO_SPAN, "content finds no place on any page");
            return false;
        }
        pl_str name = name_at(pagination->token, book->root);
        turn_to_side(pagination, name);
        struct pl_book_page *page = begin_page(pagination, name, false);
        fill_page(pagination, page);
        end_page(pagination, page);
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

bool pl_book_paginate(struct pl_book *book)
{
    struct pl_arena *scratch = pl_arena_new(
        book->input->limits->value[PL_LIMIT_NAME_SCRATCH_BYTES]);
    if (!scratch) {
        pl_error_retry(book->diags, PL_E_MEMORY, "there is no memory for pages");
        return false;
    }
    pl_arena_defer(book->arena, drop_arena, scratch);
    const struct pl_box *first = book->root->first;
    bool is_right_to_left = first && first->is_right_to_left;
    for (int pass = 1;; pass++) {
        struct pagination pagination = {.book = book, .is_right_to_left = is_right_to_left};
        pagination.layouter = pl_book_layouter(book, book->arena, 0, book->diags);
        pagination.layouter.scratch = scratch;
        pagination.layouter.trace = book->input->trace;
        forget_pages(book);
        if (!paginate_once(&pagination))
            return false;
        if (!book->deferred.count)
            return true;
        size_t changed = pl_book_settle_references(book, &pagination.layouter);
        pl_arena_reset(scratch);
        if (!changed)
            return true;
        if (pass == PASSES_MOST) {
            pl_warn(book->diags, PL_W_UNSETTLED, PL_NO_SPAN,
                    "%zu page numbers in the text still changed in pass %d", changed, pass);
            // the pages as they are show the texts of the pass before; one more lays out what is said now
            struct pagination last = pagination;
            last = (struct pagination){.book = book,
                                       .layouter = pagination.layouter,
                                       .is_right_to_left = is_right_to_left};
            forget_pages(book);
            return paginate_once(&last);
        }
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
