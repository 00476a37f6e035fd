// SPDX-License-Identifier: MIT
/* layout/layout.c: styled articles → pages: the phases in their order.
 *
 * Boxes are built article by article, since counters run on; lines are set a stretch a worker; pages are chosen
 * in one thread; then everything is const and pages are made on demand. */
#include "layout/layout.h"

#include "base/workers.h"
#include "layout/background.h"
#include "layout/book.h"
#include "layout/boxes.h"
#include "layout/table.h"

/* --- Lines, in parallel ------------------------------------------------------------------------- */

/* What one worker sets at a time: children of an article's root that follow each other, or the root as one. A long article
 * falls into many stretches, so that one article alone keeps all cores busy. */
struct stretch {
    struct pl_book_article *article;
    struct pl_rect area; // where most of the article will stand
    struct pl_box *first, *end;
    struct pl_arena *arena; // boxes' tables and lines
    struct pl_diags diags;
};

struct lines_work {
    struct pl_book *book;
    struct {
        PL_VEC(struct stretch)
    } stretches;
    struct pl_arena **scratches; // by thread
};

struct preparation {
    struct pl_layouter *layouter;
    struct pl_arena *arena;
    uint64_t most_cells;
    struct {
        PL_VEC(struct pl_box *)
    } notes;
};

/* Paragraphs and tables of a box and all below it. True when a note is called there. */
static bool prepare(struct preparation *preparation, struct pl_box *box)
{
    bool has_notes = false;
    for (struct pl_box *child = box->first; child; child = child->next)
        has_notes |= prepare(preparation, child);
    if (box->note) {
        has_notes = true;
        prepare(preparation, box->note);
        *PL_PUSH(preparation->arena, &preparation->notes) = box->note;
    }
    has_notes |= box->floats == PL_FLOAT_TOP || box->floats == PL_FLOAT_BOTTOM;
    if (box->marker)
        prepare(preparation, box->marker);
    if (box->has_lines)
        pl_inline_build(preparation->arena, preparation->layouter->scratch, box,
                        preparation->layouter->fonts);
    if (box->type == PL_BOX_TABLE)
        pl_table_build(preparation->arena, preparation->layouter, box, preparation->most_cells);
    box->has_notes = has_notes;
    return has_notes;
}

struct stretch_job {
    struct lines_work *work;
    struct stretch *stretch;
    unsigned thread;
};

/* Sets the lines of a child of the root in the root's column. */
static void rehearse(struct pl_layouter *layouter, struct pl_box *box, const struct pl_rect *area)
{
    struct pl_css_basis basis = pl_basis(layouter, area->width);
    struct pl_edges edges = pl_used_edges(box->parent->style, &basis);
    pl_unit width = pl_width_of_block(layouter, box->parent, area->width, &edges);
    struct pl_space space = pl_space_endless(width - pl_edges_sum(&edges, PL_LEFT, PL_RIGHT), area->height);
    if (pl_box_is_in_flow(box))
        pl_box_layout(layouter, box, &space);
    else
        pl_box_layout_fit(layouter, box, space.width, -1);
}

static void rehearse_note(struct pl_layouter *layouter, struct pl_box *note, const struct pl_rect *area)
{
    struct pl_css_basis basis = pl_basis(layouter, area->width);
    struct pl_edges edges = pl_used_edges(note->style, &basis);
    struct pl_space space = pl_space_endless(area->width, area->height);
    space.forced_width = pl_unit_max(area->width - edges.margin[PL_LEFT] - edges.margin[PL_RIGHT], 0);
    pl_box_layout(layouter, note, &space);
}

/* Sets all lines of a stretch once, in a column of its usual width; the fragments are thrown away. */
static bool set_stretch(void *argument)
{
    const struct stretch_job *job = argument;
    struct pl_book *book = job->work->book;
    struct stretch *stretch = job->stretch;
    struct pl_layouter layouter = pl_book_layouter(book, job->work->scratches[job->thread], job->thread,
                                                   &stretch->diags);
    layouter.store = stretch->arena;
    layouter.is_rehearsal = true;
    layouter.page_width = stretch->area.width;
    layouter.page_height = stretch->area.height;
    struct preparation preparation = {
        .layouter = &layouter,
        .arena = stretch->arena,
        .most_cells = book->input->limits->value[PL_LIMIT_NAME_TABLE_CELLS],
    };
    for (struct pl_box *box = stretch->first; box != stretch->end; box = box->next)
        prepare(&preparation, box);
    for (struct pl_box *box = stretch->first; box != stretch->end; box = box->next) {
        if (box->is_root) {
            struct pl_space space = pl_space_endless(stretch->area.width, stretch->area.height);
            pl_box_layout(&layouter, box, &space);
        } else {
            rehearse(&layouter, box, &stretch->area);
        }
    }
    for (size_t i = 0; i < preparation.notes.count; i++)
        rehearse_note(&layouter, preparation.notes.data[i], &stretch->area);
    return true;
}

static bool guard_scratch(void *argument)
{
    struct stretch_job *job = argument;
    bool over_limit = false;
    return pl_arena_run(job->work->scratches[job->thread], set_stretch, job, &over_limit);
}

static bool work_stretch(void *context, size_t index, unsigned thread)
{
    struct lines_work *work = context;
    struct stretch_job job = {work, &work->stretches.data[index], thread};
    bool over_limit = false;
    bool is_done = pl_arena_run(job.stretch->arena, guard_scratch, &job, &over_limit);
    pl_arena_reset(work->scratches[thread]);
    return is_done;
}

/* --- Before that ------------------------------------------------------------------------------------ */

static void drop_arena(void *arena)
{
    pl_arena_free(arena);
}

static void drop_typesetter(void *typesetter)
{
    pl_typesetter_free(typesetter);
}

static struct pl_arena *new_arena(struct pl_book *book)
{
    struct pl_arena *arena = pl_arena_new(book->input->limits->value[PL_LIMIT_NAME_SCRATCH_BYTES]);
    if (!arena)
        pl_arena_unwind(book->arena);
    pl_arena_defer(book->arena, drop_arena, arena);
    return arena;
}

/* The page area that pages of this name have as a rule: the third page, which is neither first nor left. */
static struct pl_rect usual_area(struct pl_book *book, pl_str name)
{
    struct pl_page_query query = {.name = name, .index = 2, .group_index = 2};
    const struct pl_page_style *style = pl_cascade_page(book->input->cascade, &query);
    struct pl_css_basis basis = {style->width, style->width, style->height};
    struct pl_edges edges = pl_used_edges(style->page, &basis);
    struct pl_rect area = {0};
    area.width = style->width - pl_edges_sum(&edges, PL_LEFT, PL_RIGHT) - edges.margin[PL_LEFT] -
                 edges.margin[PL_RIGHT];
    area.height = style->height - pl_edges_sum(&edges, PL_TOP, PL_BOTTOM) - edges.margin[PL_TOP] -
                  edges.margin[PL_BOTTOM];
    if (area.width < PL_PT(8) || area.height < PL_PT(8))
        area = (struct pl_rect){.width = pl_unit_max(style->width, PL_PT(8)),
                                .height = pl_unit_max(style->height, PL_PT(8))};
    return area;
}

static void build_boxes(struct pl_book *book)
{
    const struct pl_edition *edition = book->input->edition;
    struct pl_box_builder *builder = pl_box_builder_new(book->arena, edition, book->input->styles,
                                                        book->input->cascade, book->input->fonts,
                                                        book->diags);
    book->articles = PL_NEW_ARRAY(book->arena, struct pl_book_article, edition->articles.count);
    book->root = PL_NEW(book->arena, struct pl_box);
    book->root->is_anonymous = book->root->is_context = true;
    book->root->owner = book->root->link = PL_OWNER_NONE;
    book->root->min_content = book->root->max_content = -1;
    for (uint32_t i = 0; i < edition->articles.count; i++) {
        struct pl_book_article *article = &book->articles[i];
        article->arena = new_arena(book);
        article->root = pl_boxes_build(builder, article->arena, i);
        if (!book->root->style)
            book->root->style = pl_style_anonymous(
                book->input->cascade,
                pl_styles_of(book->input->styles[i], edition->articles.data[i]->root->serial));
        if (article->root)
            pl_box_append(book->root, article->root);
    }
}

static void find_ids(struct pl_book *book)
{
    const struct pl_edition *edition = book->input->edition;
    book->ids = PL_MAP(book->arena);
    book->article_ids = PL_NEW_ARRAY(book->arena, struct pl_map, edition->articles.count);
    for (uint32_t i = 0; i < edition->articles.count; i++) {
        const struct pl_article *article = edition->articles.data[i];
        book->article_ids[i] = PL_MAP(book->arena);
        for (uint32_t serial = 0; serial < article->node_count; serial++) {
            const struct pl_node *node = article->nodes[serial];
            void *owner = (void *)((uintptr_t)pl_owner_of(article, node) + 1);
            book->owner_count = (uint32_t)(uintptr_t)owner > book->owner_count
                                    ? (uint32_t)(uintptr_t)owner
                                    : book->owner_count;
            if (!node->id.size)
                continue;
            void **own = pl_map_at(&book->article_ids[i], node->id);
            if (!*own)
                *own = owner;
            void **global = pl_map_at(&book->ids, node->id);
            if (!*global)
                *global = owner;
        }
    }
    book->page_of = PL_NEW_ARRAY(book->arena, uint32_t, book->owner_count);
    book->y_of = PL_NEW_ARRAY(book->arena, pl_unit, book->owner_count);
}

static void make_typesetters(struct pl_book *book)
{
    unsigned threads = book->input->threads ? book->input->threads : pl_workers_available();
    book->thread_count = threads;
    book->typesetters = PL_NEW_ARRAY(book->arena, struct pl_typesetter *, threads);
    for (unsigned i = 0; i < threads; i++) {
        book->typesetters[i] = pl_typesetter_new(book->input->fonts, book->diags);
        pl_arena_defer(book->arena, drop_typesetter, book->typesetters[i]);
    }
}

/* Boxes of a stretch: fewer would be handed out more often than they are worth. */
#define BOXES_A_STRETCH 1500u

static uint32_t boxes_below(const struct pl_box *box)
{
    uint32_t count = 1;
    for (const struct pl_box *child = box->first; child; child = child->next)
        count += boxes_below(child);
    return count;
}

/* The article's arena serves its first stretch; each further one, worked on at the same time, has its own. */
static void add_stretch(struct lines_work *work, struct stretch stretch)
{
    bool is_first = stretch.first->is_root || !stretch.first->previous;
    stretch.arena = is_first ? stretch.article->arena : new_arena(work->book);
    stretch.diags = PL_DIAGS(stretch.arena);
    *PL_PUSH(work->book->arena, &work->stretches) = stretch;
}

/* Where children of the root stand below each other in its column, they can be set apart from each other. */
static void add_stretches(struct lines_work *work, struct pl_book_article *article)
{
    struct pl_box *root = article->root;
    struct stretch stretch = {.article = article, .area = usual_area(work->book, root->page_name), .first = root};
    if (root->type != PL_BOX_BLOCK || root->has_lines || root->is_columns || root->marker || root->note || !root->first) {
        stretch.end = root->next; // articles' roots are siblings
        add_stretch(work, stretch);
        return;
    }
    stretch.first = root->first;
    uint32_t boxes = 0;
    for (struct pl_box *child = root->first; child; child = child->next) {
        boxes += boxes_below(child);
        if (boxes < BOXES_A_STRETCH && child->next)
            continue;
        stretch.end = child->next;
        add_stretch(work, stretch);
        stretch.first = child->next;
        boxes = 0;
    }
}

static bool set_lines(struct pl_book *book)
{
    size_t count = book->input->edition->articles.count;
    struct lines_work work = {.book = book};
    work.scratches = PL_NEW_ARRAY(book->arena, struct pl_arena *, book->thread_count);
    for (unsigned i = 0; i < book->thread_count; i++)
        work.scratches[i] = new_arena(book);
    for (size_t i = 0; i < count; i++)
        if (book->articles[i].root)
            add_stretches(&work, &book->articles[i]);
    bool is_done = pl_workers_each(book->thread_count, work.stretches.count, work_stretch, &work);
    for (size_t i = 0; i < work.stretches.count; i++) {
        struct stretch *stretch = &work.stretches.data[i];
        pl_diags_append(book->diags, &stretch->diags);
        for (struct pl_box *box = stretch->first; box != stretch->end; box = box->next)
            stretch->article->root->has_notes |= box->has_notes;
    }
    if (!is_done && !book->diags->errors)
        pl_error_retry(book->diags, PL_E_MEMORY, "lines need more memory than their limit");
    return is_done;
}

static void publish(struct pl_book *book)
{
    struct pl_layout *layout = &book->layout;
    layout->pages = (struct pl_pages){(uint32_t)book->count, pl_book_make, book};
    pl_str *labels = PL_NEW_ARRAY(book->arena, pl_str, book->count);
    for (size_t i = 0; i < book->count; i++)
        labels[i] = book->data[i].label;
    layout->map = (struct pl_pagemap){
        .labels = labels,
        .page_count = (uint32_t)book->count,
        .starts = book->starts.data,
        .start_count = (uint32_t)book->starts.count,
        .page_of = book->page_of,
        .y_of = book->y_of,
        .owner_count = book->owner_count,
    };
}

struct pl_layout *pl_layout_run(struct pl_arena *arena, const struct pl_layout_input *input,
                                struct pl_diags *diags)
{
    struct pl_book *book = PL_NEW(arena, struct pl_book);
    struct pl_layout_input *own = PL_NEW(arena, struct pl_layout_input);
    *own = *input;
    book->arena = arena;
    book->input = own;
    book->diags = diags;
    make_typesetters(book);
    book->backgrounds = PL_NEW(arena, struct pl_backgrounds);
    *book->backgrounds = (struct pl_backgrounds){.arena = arena,
                                                 .limits = own->limits,
                                                 .diags = diags,
                                                 .by_value = PL_MAP(arena),
                                                 .by_address = PL_MAP(arena)};
    for (size_t i = 0; i < own->edition->articles.count; i++)
        pl_backgrounds_load_all(book->backgrounds, own->styles[i]);
    build_boxes(book);
    find_ids(book);
    pl_book_find_references(book);
    if (!set_lines(book) || !pl_book_paginate(book))
        return NULL;
    publish(book);
    return &book->layout;
}
