// SPDX-License-Identifier: MIT
/* pdf/chunk.c: a chunk of pages drawn on a Cairo surface of its own, in any thread.
 *
 * How it works: a page falls into Cairo pages. Each stretch of decoration is one, which becomes a form;
 * the text is another, which becomes the page's content, each piece of it a tag. Pictures aren't drawn:
 * a content stream of the page's own places forms and pictures below the text. Cairo counts MCIDs from 0
 * on each page; pictures take the numbers after those. */
#include "pdf/chunk.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/map.h"
#include "base/utf8.h"
#include "pdf/cairo_page.h"
#include "pdf/keep.h"
#include "pdf/links.h"
#include "pdf/surface.h"
#include "pdf/text.h"

/* Marks of one form, from one decoration. */
struct slice {
    const struct pl_mark *marks;
    uint32_t count;
};

/* What the page's own content stream places below the text: a form or a picture of decoration. */
struct placement {
    enum pl_decoration_type type;
    const struct pl_picture_mark *picture; // NULL: a form
    uint32_t first_slice, slice_count;
    uint32_t number; // object of the form or image
    uint32_t index;  // in the page's forms or the file's pictures: its name
    bool is_written; // a form that isn't needed: its marks stand in the page's own stream
};

struct figure {
    const struct pl_piece *piece;
    const struct pl_pdf_picture *picture;
};

struct plan {
    const struct pl_page *page;
    struct { PL_VEC(struct placement) } placements;
    struct { PL_VEC(struct slice) } slices;
    struct { PL_VEC(struct figure) } figures;
    struct { PL_VEC(uint32_t) } targets; // by link area: object of its destination
    uint32_t form_count;
    bool is_written;      // its text is a stream of ours
    pl_str text;          // that stream, deflated
    unsigned decoration_set; // types of decoration, where the file's common streams place them
    bool has_own_placing; // not one of the file's common ways to place decoration
    uint32_t content, placing, annotations; // numbers
    uint32_t link_count;  // areas that lead somewhere
    uint32_t first_parent_key;
    uint32_t mcid_count, first_figure_mcid;
};

struct pl_pdf_chunk {
    struct pl_arena *arena;
    struct pl_pdf_writing *writing;
    size_t index;
    unsigned thread;
    uint32_t first_page, page_count;
    struct plan *plans;
    struct pl_glyph_texts *texts;
    size_t primed_count;
    struct pl_pdf_bytes drawn;
    struct pl_glyph_codes codes;
    struct pl_pdf_part part;
    struct pl_pdf_record record;
    bool uses_decorations[1 << PL_DECORATION_TYPE_COUNT];
    struct pl_diags diags;
};

/* --- Leaves while a page's text is painted ----------------------------------------------------------- */

/* A tag stays open until the next piece with visible text begins: Cairo opens a leaf at text that marks
 * something only (1.18), so spaces and strokes alone go into the leaf before them. */
struct leaves {
    struct pl_pdf_chunk *chunk;
    struct plan *plan;
    struct pl_pdf_text *text;     // where it is written; NULL: Cairo has tags
    const struct pl_piece *piece; // of the open leaf; NULL: none is open
    bool splits;                  // the leaf ends before the next visible glyph
};

static bool is_blank_text(pl_str text)
{
    for (size_t i = 0; i < text.size;) {
        if (!pl_char_is_space(pl_utf8_next(text, &i)))
            return false;
    }
    return true;
}

static bool is_blank(const struct pl_piece *piece)
{
    for (uint32_t i = 0; i < piece->mark_count; i++) {
        const struct pl_mark *mark = &piece->marks[i];
        if (mark->type == PL_MARK_RUN && mark->run.glyph_count > 0 && !is_blank_text(mark->run.text))
            return false;
    }
    return true;
}

/* The text of the leaf that was noted last, for a dump. */
static void keep_text(struct pl_pdf_chunk *chunk, pl_str text)
{
    struct pl_pdf_record *record = &chunk->record;
    if (!chunk->writing->dump || record->leaves.count == 0)
        return;
    while (record->texts.count < record->leaves.count)
        *PL_PUSH(chunk->arena, &record->texts) = PL_STRBUF(chunk->arena);
    pl_strbuf_add(&PL_LAST(&record->texts), text);
}

static void close_leaf(struct leaves *leaves, cairo_t *cr)
{
    if (leaves->piece && leaves->text) {
        pl_pdf_text_pause(leaves->text);
        pl_strbuf_add(&leaves->text->out, PL_LIT("EMC\n"));
    } else if (leaves->piece) {
        cairo_tag_end(cr, "Span");
    }
    leaves->piece = NULL;
    leaves->splits = false;
}

static void open_leaf(struct leaves *leaves, cairo_t *cr, const struct pl_piece *piece)
{
    struct pl_pdf_chunk *chunk = leaves->chunk;
    close_leaf(leaves, cr);
    if (leaves->text)
        pl_strbuf_addf(&leaves->text->out, "/Span<</MCID %u>>BDC\n", leaves->plan->mcid_count);
    else
        cairo_tag_begin(cr, "Span", NULL);
    leaves->piece = piece;
    *PL_PUSH(chunk->arena, &chunk->record.leaves) =
        (struct pl_pdf_leaf){.owner = piece->owner,
                             .page = leaves->plan->page->index,
                             .mcid = leaves->plan->mcid_count++,
                             .part = (uint8_t)piece->part};
    keep_text(chunk, (pl_str){0});
}

static bool has_picture(const struct pl_piece *piece)
{
    return piece->mark_count == 1 && piece->marks[0].type == PL_MARK_PICTURE;
}

static bool begin_piece(void *context, cairo_t *cr, const struct pl_piece *piece)
{
    struct leaves *leaves = context;
    if (has_picture(piece))
        return false;
    if (is_blank(piece))
        return leaves->piece != NULL;
    open_leaf(leaves, cr, piece);
    return true;
}

static void end_piece(void *context, cairo_t *cr, const struct pl_piece *piece)
{
    (void)context, (void)cr, (void)piece;
}

struct saying {
    struct leaves leaves;
    cairo_t *cr;
};

static struct pl_glyph_text say_text(void *context, uint32_t face, const struct pl_glyph *glyphs, uint32_t count,
                                     pl_str text)
{
    struct saying *saying = context;
    struct leaves *leaves = &saying->leaves;
    if (leaves->splits && leaves->piece && !is_blank_text(text))
        open_leaf(leaves, saying->cr, leaves->piece);
    if (leaves->piece)
        keep_text(leaves->chunk, text);
    return pl_glyph_texts_say(leaves->chunk->texts, face, glyphs, count, text);
}

/* poppler's structure text loses what follows an ActualText in its leaf: a new one begins. */
static void split_leaf(void *context, cairo_t *cr)
{
    struct saying *saying = context;
    (void)cr;
    saying->leaves.splits = true;
}

static void paint_text(struct pl_pdf_chunk *chunk, cairo_t *cr, struct plan *plan, struct pl_fonts_map *fonts)
{
    struct saying saying = {.leaves = {.chunk = chunk, .plan = plan}, .cr = cr};
    struct pl_paint_leaf leaf = {.begin = begin_piece,
                                 .end = end_piece,
                                 .glyph_text = say_text,
                                 .apart = split_leaf,
                                 .context = &saying};
    pl_paint_content(cr, fonts, plan->page, &leaf);
    close_leaf(&saying.leaves, cr);
}

/* --- What is on a page ---------------------------------------------------------------------------------- */

static void plan_marks(struct pl_arena *arena, struct plan *plan, enum pl_decoration_type type,
                       const struct pl_mark *marks, uint32_t count)
{
    for (uint32_t i = 0; i < count;) {
        if (marks[i].type == PL_MARK_PICTURE) {
            *PL_PUSH(arena, &plan->placements) = (struct placement){.type = type, .picture = &marks[i++].picture};
            continue;
        }
        uint32_t end = i;
        while (end < count && marks[end].type != PL_MARK_PICTURE)
            end++;
        struct placement *last = plan->placements.count ? &PL_LAST(&plan->placements) : NULL;
        if (!last || last->picture || last->type != type)
            *PL_PUSH(arena, &plan->placements) = (struct placement){
                .type = type, .first_slice = (uint32_t)plan->slices.count, .index = plan->form_count++};
        PL_LAST(&plan->placements).slice_count++;
        *PL_PUSH(arena, &plan->slices) = (struct slice){&marks[i], end - i};
        i = end;
    }
}

static void plan_page(struct pl_arena *arena, struct plan *plan, const struct pl_pdf_writing *writing)
{
    const struct pl_page *page = plan->page;
    for (int type = 0; type < PL_DECORATION_TYPE_COUNT; type++)
        for (uint32_t i = 0; i < page->decoration_count; i++)
            if (page->decorations[i].type == (enum pl_decoration_type)type)
                plan_marks(arena, plan, (enum pl_decoration_type)type, page->decorations[i].marks,
                           page->decorations[i].mark_count);
    for (uint32_t i = 0; i < page->piece_count; i++)
        if (has_picture(&page->pieces[i]))
            *PL_PUSH(arena, &plan->figures) = (struct figure){.piece = &page->pieces[i]};
    for (uint32_t i = 0; i < page->link_count; i++)
        plan->link_count += pl_pdf_link_leads(writing, &page->links[i]);
    plan->has_own_placing = plan->figures.count > 0 || plan->form_count != plan->placements.count;
}

struct making {
    const struct pl_pages *pages;
    struct pl_arena *arena;
    uint32_t index;
    unsigned thread;
    const struct pl_page *page;
};

static bool make_page(void *argument)
{
    struct making *making = argument;
    making->page = making->pages->make(making->pages->context, making->arena, making->index, making->thread);
    return making->page != NULL;
}

static void drop_arena(void *arena)
{
    pl_arena_free(arena);
}

static bool make_pages(struct pl_pdf_chunk *chunk)
{
    struct making making = {.pages = chunk->writing->options->pages, .thread = chunk->thread};
    making.arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!making.arena)
        return false;
    pl_arena_defer(chunk->arena, drop_arena, making.arena);
    chunk->plans = PL_NEW_ARRAY(chunk->arena, struct plan, chunk->page_count);
    chunk->texts = pl_glyph_texts_new(chunk->arena);
    for (uint32_t i = 0; i < chunk->page_count; i++) {
        struct plan *plan = &chunk->plans[i];
        bool over_limit;
        making.index = chunk->first_page + i;
        if (!pl_arena_run(making.arena, make_page, &making, &over_limit))
            return false;
        assert(making.page->index == making.index);
        plan->page = pl_page_keep(chunk->arena, making.page);
        pl_arena_reset(making.arena);
        chunk->writing->page_heights[making.index] = plan->page->height;
        plan_page(chunk->arena, plan, chunk->writing);
        pl_glyph_texts_collect(chunk->texts, plan->page);
    }
    return true;
}

/* --- The turn: what is settled in the order of pages ------------------------------------------------------- */

static void take_numbers(struct pl_pdf_chunk *chunk, struct plan *plan)
{
    struct pl_pdf_writing *writing = chunk->writing;
    plan->content = pl_pdf_file_numbers(&writing->file, 1);
    if (plan->has_own_placing)
        plan->placing = pl_pdf_file_numbers(&writing->file, 1);
    unsigned has = 0;
    for (size_t i = 0; i < plan->placements.count; i++) {
        struct placement *placement = &plan->placements.data[i];
        has |= 1u << placement->type;
        if (placement->picture) {
            const struct pl_pdf_picture *picture =
                pl_pdf_picture_at(&writing->pictures, &writing->file, placement->picture->picture);
            placement->number = picture->number;
            placement->index = picture->index;
        } else {
            placement->number = pl_pdf_file_numbers(&writing->file, 1);
        }
    }
    if (!plan->has_own_placing) {
        plan->decoration_set = has;
        plan->placing = has ? writing->decorations[has] : 0;
    }
    for (size_t i = 0; i < plan->figures.count; i++)
        plan->figures.data[i].picture = pl_pdf_picture_at(&writing->pictures, &writing->file,
                                                          plan->figures.data[i].piece->marks[0].picture.picture);
    plan->annotations = pl_pdf_file_numbers(&writing->file, plan->link_count);
    plan->first_parent_key = writing->options->pages->count + writing->annotation_count;
    writing->annotation_count += plan->link_count;
    for (uint32_t i = 0; i < plan->page->link_count; i++) {
        const struct pl_link_area *area = &plan->page->links[i];
        bool is_inside = pl_str_empty(area->uri) && pl_pdf_link_leads(writing, area);
        *PL_PUSH(chunk->arena, &plan->targets) = is_inside ? pl_pdf_target(writing, area->target) : 0;
    }
}

static bool settle(void *argument)
{
    struct pl_pdf_chunk *chunk = argument;
    struct pl_pdf_writing *writing = chunk->writing;
    pl_glyph_texts_settle(chunk->texts, &writing->glyphs);
    chunk->primed_count = writing->glyphs.count;
    uint32_t objects = chunk->page_count + 1;
    for (uint32_t i = 0; i < chunk->page_count; i++) {
        take_numbers(chunk, &chunk->plans[i]);
        objects += chunk->plans[i].link_count;
    }
    uint32_t containers = pl_pdf_file_numbers(&writing->file, pl_pdf_containers(objects));
    chunk->part = pl_pdf_part_begin(chunk->arena, containers, objects);
    return true;
}

/* --- What stands below the text ------------------------------------------------------------------------ */

/* "q … re W n … cm /PlI3 Do Q": the picture, clipped where not all of it shows. */
static void add_picture(struct pl_strbuf *out, const struct pl_page *page, const struct pl_picture_mark *mark,
                        uint32_t index)
{
    const struct pl_rect *rect = &mark->rect, *clip = &mark->clip;
    pl_strbuf_add(out, PL_LIT("q "));
    if (memcmp(rect, clip, sizeof *rect) != 0) {
        pl_flow numbers[4] = {clip->x, (pl_flow)page->height - clip->y - clip->height, clip->width, clip->height};
        for (int i = 0; i < 4; i++) {
            pl_pdf_add_points(out, numbers[i]);
            pl_strbuf_add_byte(out, ' ');
        }
        pl_strbuf_add(out, PL_LIT("re W n "));
    }
    pl_pdf_add_points(out, rect->width);
    pl_strbuf_add(out, PL_LIT(" 0 0 "));
    pl_pdf_add_points(out, rect->height);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, rect->x);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, (pl_flow)page->height - rect->y - rect->height);
    pl_strbuf_addf(out, " cm /PlI%u Do Q ", index);
}

pl_str pl_pdf_decoration_begin(enum pl_decoration_type type)
{
    switch (type) {
    case PL_DECORATION_BACKGROUND:
        return PL_LIT("/Artifact<</Type/Background>>BDC ");
    case PL_DECORATION_LAYOUT:
        return PL_LIT("/Artifact<</Type/Layout>>BDC ");
    case PL_DECORATION_HEADER:
        return PL_LIT("/Artifact<</Type/Pagination/Subtype/Header>>BDC ");
    case PL_DECORATION_FOOTER:
        return PL_LIT("/Artifact<</Type/Pagination/Subtype/Footer>>BDC ");
    case PL_DECORATION_TYPE_COUNT:
        break;
    }
    PL_UNREACHABLE("a decoration has a type");
}

/* Where the file's common placing streams do, forms are named by type; else by order. */
static uint32_t form_name(const struct plan *plan, const struct placement *placement)
{
    return plan->has_own_placing ? placement->index : (uint32_t)placement->type;
}

static void note_figure(struct pl_pdf_chunk *chunk, struct plan *plan, const struct pl_piece *piece)
{
    *PL_PUSH(chunk->arena, &chunk->record.figures) =
        (struct pl_pdf_figure){.alternative = piece->alternative,
                               .has_alternative = piece->has_alternative,
                               .rect = piece->marks[0].picture.clip,
                               .page_height = plan->page->height};
    *PL_PUSH(chunk->arena, &chunk->record.leaves) =
        (struct pl_pdf_leaf){.owner = piece->owner,
                             .page = plan->page->index,
                             .mcid = plan->mcid_count++,
                             .part = (uint8_t)piece->part,
                             .figure = (uint32_t)chunk->record.figures.count};
    keep_text(chunk, (pl_str){0});
}

/* Pictures have the MCIDs after those of the text. */
static void note_figures(struct pl_pdf_chunk *chunk, struct plan *plan)
{
    plan->first_figure_mcid = plan->mcid_count;
    for (size_t i = 0; i < plan->figures.count; i++)
        note_figure(chunk, plan, plan->figures.data[i].piece);
}

/* Decoration and pictures, below the text. `text` writes what needs no form. */
static void place_all(struct pl_strbuf *content, const struct plan *plan, struct pl_pdf_text *text)
{
    for (size_t i = 0; i < plan->placements.count; i++) {
        const struct placement *placement = &plan->placements.data[i];
        pl_strbuf_add(content, pl_pdf_decoration_begin(placement->type));
        for (uint32_t k = 0; placement->is_written && k < placement->slice_count; k++) {
            const struct slice *slice = &plan->slices.data[placement->first_slice + k];
            for (uint32_t m = 0; m < slice->count; m++)
                pl_pdf_text_mark(text, &slice->marks[m]);
        }
        if (placement->is_written)
            pl_pdf_text_pause(text);
        else if (placement->picture)
            add_picture(content, plan->page, placement->picture, placement->index);
        else
            pl_strbuf_addf(content, "/PlA%u Do ", form_name(plan, placement));
        pl_strbuf_add(content, PL_LIT("EMC\n"));
    }
    for (size_t i = 0; i < plan->figures.count; i++) {
        const struct figure *figure = &plan->figures.data[i];
        pl_strbuf_addf(content, "/Figure<</MCID %zu>>BDC ", plan->first_figure_mcid + i);
        add_picture(content, plan->page, &figure->piece->marks[0].picture, figure->picture->index);
        pl_strbuf_add(content, PL_LIT("EMC\n"));
    }
}

/* Leaves that hold text, before any is written: pictures take the MCIDs behind them. */
static uint32_t count_text_leaves(const struct pl_page *page)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < page->piece_count; i++)
        count += !has_picture(&page->pieces[i]) && !is_blank(&page->pieces[i]);
    return count;
}

static void write_text(struct pl_pdf_chunk *chunk, struct plan *plan, struct pl_pdf_text *text)
{
    struct leaves leaves = {.chunk = chunk, .plan = plan, .text = text};
    for (uint32_t i = 0; i < plan->page->piece_count; i++) {
        const struct pl_piece *piece = &plan->page->pieces[i];
        if (!begin_piece(&leaves, NULL, piece))
            continue;
        for (uint32_t k = 0; k < piece->mark_count; k++) {
            pl_pdf_text_mark(text, &piece->marks[k]);
            if (piece->marks[k].type == PL_MARK_RUN)
                keep_text(chunk, piece->marks[k].run.text);
        }
    }
    close_leaf(&leaves, NULL);
}

/* All of a page in one stream of ours; forms and pictures are named in it. */
static void write_page(struct pl_pdf_chunk *chunk, struct plan *plan)
{
    struct pl_pdf_text text = pl_pdf_text_begin(chunk->arena, plan->page, &chunk->codes, chunk->texts);
    plan->first_figure_mcid = count_text_leaves(plan->page);
    place_all(&text.out, plan, &text);
    write_text(chunk, plan, &text);
    assert(plan->mcid_count == plan->first_figure_mcid);
    note_figures(chunk, plan);
    plan->text = pl_pdf_deflate(chunk->arena, pl_strbuf_str(&text.out));
    plan->placing = 0;
}

/* --- Drawing ---------------------------------------------------------------------------------------------- */

static void draw_page(struct pl_pdf_chunk *chunk, cairo_surface_t *surface, cairo_t *cr, struct plan *plan)
{
    struct pl_fonts_map *fonts = chunk->writing->maps[chunk->thread];
    double width = pl_unit_to_pt(plan->page->width), height = pl_unit_to_pt(plan->page->height);
    struct saying saying = {.leaves = {.chunk = chunk, .plan = plan}, .cr = cr};
    struct pl_paint_leaf told = {.glyph_text = say_text, .context = &saying};
    cairo_pdf_surface_set_size(surface, width, height);
    for (size_t i = 0; i < plan->placements.count; i++) {
        const struct placement *placement = &plan->placements.data[i];
        if (placement->picture || placement->is_written)
            continue;
        for (uint32_t k = 0; k < placement->slice_count; k++) {
            const struct slice *slice = &plan->slices.data[placement->first_slice + k];
            pl_paint_marks(cr, fonts, slice->marks, slice->count, &told);
        }
        cairo_show_page(cr);
    }
    if (plan->is_written) {
        write_page(chunk, plan);
        return;
    }
    paint_text(chunk, cr, plan, fonts);
    cairo_show_page(cr);
    note_figures(chunk, plan);
}

/* The codes of the primed glyphs, from the priming page, which Cairo has written as soon as another page is shown.
 * False: not in a form we know, so Cairo shall draw all. */
static bool read_codes(struct pl_pdf_chunk *chunk, cairo_surface_t *surface, cairo_t *cr)
{
    struct pl_pdf_writing *writing = chunk->writing;
    struct pl_cairo_pages pages = {.next = 0};
    struct pl_cairo_page priming;
    pl_str content;
    (void)surface, (void)cr;
    return pl_cairo_objects_read(chunk->arena, (pl_str){chunk->drawn.data, chunk->drawn.size}, &pages.objects) &&
           pl_cairo_next_page(chunk->arena, &pages, &priming) &&
           pl_pdf_inflate(chunk->arena, priming.content, (size_t)64 << 20, &content) &&
           pl_glyph_codes_of(chunk->arena, content, &writing->glyphs, chunk->primed_count,
                             writing->maps[chunk->thread], &chunk->codes);
}

/* Cairo holds a page back until the next is shown; what it would write after the last (fonts, its own
 * structure) isn't wanted, and made up to a hundred times as long by being written. */
static void abandon(struct pl_pdf_chunk *chunk, cairo_surface_t *surface, cairo_t *cr)
{
    chunk->drawn.is_abandoned = true;
    cairo_show_page(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
}

/* Which parts of the page need no Cairo. */
static void plan_writing(struct pl_pdf_chunk *chunk, struct plan *plan)
{
    plan->is_written = pl_pdf_text_can(plan->page, chunk->texts);
    for (size_t i = 0; i < plan->placements.count && plan->is_written; i++) {
        struct placement *placement = &plan->placements.data[i];
        placement->is_written = placement->picture == NULL;
        for (uint32_t k = 0; k < placement->slice_count && placement->is_written; k++) {
            const struct slice *slice = &plan->slices.data[placement->first_slice + k];
            for (uint32_t m = 0; m < slice->count && placement->is_written; m++)
                placement->is_written = pl_pdf_text_can_mark(&slice->marks[m], chunk->texts);
        }
    }
}

static bool draw_chunk(struct pl_pdf_chunk *chunk)
{
    struct pl_pdf_writing *writing = chunk->writing;
    cairo_surface_t *surface = pl_pdf_surface_new(&chunk->drawn);
    pl_pdf_prime(surface, writing->maps[chunk->thread], &writing->glyphs, chunk->primed_count);
    cairo_t *cr = cairo_create(surface);
    bool writes = !writing->options->draws_all && read_codes(chunk, surface, cr);
    for (uint32_t i = 0; i < chunk->page_count; i++) {
        if (writes)
            plan_writing(chunk, &chunk->plans[i]);
        draw_page(chunk, surface, cr, &chunk->plans[i]);
    }
    cairo_status_t status = cairo_status(cr);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    abandon(chunk, surface, cr);
    if (status != CAIRO_STATUS_SUCCESS)
        pl_error(&chunk->diags, PL_E_PDF, PL_NO_SPAN, "Cairo could not draw pages %u to %u: %s",
                 chunk->first_page + 1, chunk->first_page + chunk->page_count, cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

/* --- Our pages --------------------------------------------------------------------------------------------- */

static void add_resources(struct pl_strbuf *out, const struct pl_pdf_writing *writing, pl_str states)
{
    pl_strbuf_addf(out, "/Font %u 0 R/ExtGState", writing->fonts);
    if (pl_str_empty(states))
        pl_strbuf_addf(out, " %u 0 R", writing->plain_states);
    else
        pl_strbuf_add(out, states);
}

static void add_box(struct pl_strbuf *out, const struct pl_page *page)
{
    pl_strbuf_add(out, PL_LIT("[0 0 "));
    pl_pdf_add_points(out, page->width);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, page->height);
    pl_strbuf_add_byte(out, ']');
}

static void add_form(struct pl_pdf_chunk *chunk, const struct plan *plan, uint32_t number,
                     const struct pl_cairo_page *drawn)
{
    struct pl_strbuf dictionary = PL_STRBUF(chunk->arena);
    pl_strbuf_add(&dictionary, PL_LIT("/Type/XObject/Subtype/Form/BBox"));
    add_box(&dictionary, plan->page);
    if (pl_str_empty(drawn->states)) {
        pl_strbuf_addf(&dictionary, "/Resources %u 0 R", chunk->writing->plain_resources);
    } else {
        pl_strbuf_add(&dictionary, PL_LIT("/Resources<<"));
        add_resources(&dictionary, chunk->writing, drawn->states);
        pl_strbuf_add(&dictionary, PL_LIT(">>"));
    }
    pl_strbuf_add(&dictionary, PL_LIT("/Filter/FlateDecode"));
    pl_pdf_part_stream(&chunk->part, number, pl_strbuf_str(&dictionary), drawn->content);
}

static void add_placing(struct pl_pdf_chunk *chunk, struct plan *plan)
{
    struct pl_strbuf content = PL_STRBUF(chunk->arena);
    place_all(&content, plan, NULL);
    pl_pdf_part_deflated(&chunk->part, plan->placing, PL_LIT(""), pl_strbuf_str(&content));
}

/* A key may stand once in a dictionary, however often the picture is on the page. */
static void add_xobjects(struct pl_arena *arena, struct pl_strbuf *out, const struct plan *plan)
{
    struct pl_map seen = PL_MAP(arena);
    struct pl_strbuf entries = PL_STRBUF(arena);
    for (size_t i = 0; i < plan->placements.count + plan->figures.count; i++) {
        const struct placement *placement = i < plan->placements.count ? &plan->placements.data[i] : NULL;
        const struct pl_pdf_picture *picture =
            placement ? NULL : plan->figures.data[i - plan->placements.count].picture;
        if (placement && placement->is_written)
            continue;
        bool is_form = placement && !placement->picture;
        uint32_t index = is_form ? form_name(plan, placement) : placement ? placement->index : picture->index;
        pl_str entry = pl_str_format(arena, "/Pl%c%u %u 0 R", is_form ? 'A' : 'I', index,
                                     placement ? placement->number : picture->number);
        void **slot = pl_map_at(&seen, entry);
        if (!*slot)
            pl_strbuf_add(&entries, entry);
        *slot = (void *)plan;
    }
    if (entries.size > 0)
        pl_strbuf_addf(out, "/XObject<<%.*s>>", PL_ARG(pl_strbuf_str(&entries)));
}

static void add_links(struct pl_pdf_chunk *chunk, struct plan *plan)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < plan->page->link_count; i++) {
        const struct pl_link_area *area = &plan->page->links[i];
        if (!pl_pdf_link_leads(chunk->writing, area))
            continue;
        struct pl_strbuf out = PL_STRBUF(chunk->arena);
        pl_pdf_add_link(&out, plan->page, area, plan->targets.data[i], plan->first_parent_key + taken);
        pl_pdf_part_object(&chunk->part, plan->annotations + taken, pl_strbuf_str(&out));
        *PL_PUSH(chunk->arena, &chunk->record.annotations) = (struct pl_pdf_annotation){
            .link = area->link, .page = plan->page->index, .number = plan->annotations + taken};
        taken++;
    }
}

static void add_page(struct pl_pdf_chunk *chunk, struct plan *plan, const struct pl_cairo_page *text)
{
    const struct pl_pdf_writing *writing = chunk->writing;
    uint32_t index = plan->page->index;
    struct pl_strbuf out = PL_STRBUF(chunk->arena);
    pl_strbuf_addf(&out, "<</Type/Page/Parent %u 0 R/MediaBox", writing->first_node + (uint32_t)chunk->index);
    add_box(&out, plan->page);
    pl_strbuf_add(&out, PL_LIT("/Group<</Type/Group/S/Transparency/I true/CS/DeviceRGB>>/Resources<<"));
    add_resources(&out, writing, text->states);
    add_xobjects(chunk->arena, &out, plan);
    pl_strbuf_add(&out, PL_LIT(">>/Contents["));
    if (plan->placing)
        pl_strbuf_addf(&out, "%u 0 R ", plan->placing);
    pl_strbuf_addf(&out, "%u 0 R]/StructParents %u/Tabs/S", plan->content, index);
    if (plan->link_count > 0) {
        pl_strbuf_add(&out, PL_LIT("/Annots["));
        for (uint32_t i = 0; i < plan->link_count; i++)
            pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", plan->annotations + i);
        pl_strbuf_add_byte(&out, ']');
    }
    pl_strbuf_add(&out, PL_LIT(">>"));
    pl_pdf_part_object(&chunk->part, writing->first_page + index, pl_strbuf_str(&out));
}

static void add_node(struct pl_pdf_chunk *chunk)
{
    const struct pl_pdf_writing *writing = chunk->writing;
    struct pl_strbuf out = PL_STRBUF(chunk->arena);
    pl_strbuf_addf(&out, "<</Type/Pages/Parent %u 0 R/Count %u/Kids[", writing->pages, chunk->page_count);
    for (uint32_t i = 0; i < chunk->page_count; i++)
        pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", writing->first_page + chunk->first_page + i);
    pl_strbuf_add(&out, PL_LIT("]>>"));
    pl_pdf_part_object(&chunk->part, writing->first_node + (uint32_t)chunk->index, pl_strbuf_str(&out));
}

/* In the order in which draw_page had them shown. */
static bool convert_page(struct pl_pdf_chunk *chunk, struct plan *plan, struct pl_cairo_pages *drawn)
{
    struct pl_cairo_page page;
    for (size_t i = 0; i < plan->placements.count; i++) {
        if (plan->placements.data[i].picture || plan->placements.data[i].is_written)
            continue;
        if (!pl_cairo_next_page(chunk->arena, drawn, &page))
            return false;
        add_form(chunk, plan, plan->placements.data[i].number, &page);
    }
    page = (struct pl_cairo_page){.content = plan->text};
    if (!plan->is_written && !pl_cairo_next_page(chunk->arena, drawn, &page))
        return false;
    pl_pdf_part_stream(&chunk->part, plan->content, PL_LIT("/Filter/FlateDecode"), page.content);
    if (!plan->is_written && plan->has_own_placing)
        add_placing(chunk, plan);
    chunk->uses_decorations[plan->decoration_set] |= !plan->is_written && plan->placing != 0;
    add_links(chunk, plan);
    add_page(chunk, plan, &page);
    return true;
}

static bool convert_chunk(struct pl_pdf_chunk *chunk)
{
    struct pl_cairo_pages drawn = {.next = 0};
    struct pl_cairo_page priming;
    pl_str bytes = {chunk->drawn.data, chunk->drawn.size};
    bool is_right = pl_cairo_objects_read(chunk->arena, bytes, &drawn.objects) && pl_cairo_next_page(chunk->arena, &drawn, &priming);
    for (uint32_t i = 0; i < chunk->page_count && is_right; i++)
        is_right = convert_page(chunk, &chunk->plans[i], &drawn);
    if (!is_right) {
        pl_error(&chunk->diags, PL_E_PDF, PL_NO_SPAN, "Cairo's pages %u to %u have a form we don't know",
                 chunk->first_page + 1, chunk->first_page + chunk->page_count);
        return false;
    }
    add_node(chunk);
    pl_pdf_part_end(&chunk->part);
    return true;
}

/* --- A chunk's life -------------------------------------------------------------------------------------------- */

static bool run_chunk(void *argument)
{
    struct pl_pdf_chunk *chunk = argument;
    struct pl_pdf_writing *writing = chunk->writing;
    bool over_limit;
    if (!make_pages(chunk) || !pl_turns_wait(writing->turns, chunk->index))
        return false;
    if (!pl_arena_run(writing->turn_arena, settle, chunk, &over_limit))
        return false;
    pl_turns_pass(writing->turns, chunk->index);
    return draw_chunk(chunk) && convert_chunk(chunk);
}

static void free_drawn(void *thing)
{
    struct pl_pdf_chunk *chunk = thing;
    free(chunk->drawn.data);
}

static struct pl_pdf_chunk *new_chunk(struct pl_pdf_writing *writing, size_t index, unsigned thread)
{
    struct pl_arena *arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!arena)
        return NULL;
    struct pl_pdf_chunk *chunk = PL_NEW(arena, struct pl_pdf_chunk);
    uint32_t first = (uint32_t)index * PL_PAGES_A_CHUNK, left = writing->options->pages->count - first;
    *chunk = (struct pl_pdf_chunk){.arena = arena,
                                   .writing = writing,
                                   .index = index,
                                   .thread = thread,
                                   .first_page = first,
                                   .page_count = left < PL_PAGES_A_CHUNK ? left : PL_PAGES_A_CHUNK,
                                   .diags = PL_DIAGS(arena)};
    pl_arena_defer(arena, free_drawn, chunk);
    return chunk;
}

bool pl_pdf_chunk_draw(void *context, size_t index, unsigned thread)
{
    struct pl_pdf_writing *writing = context;
    struct pl_pdf_chunk *chunk = new_chunk(writing, index, thread);
    writing->chunks[index] = chunk;
    bool over_limit = false;
    if (chunk && pl_arena_run(chunk->arena, run_chunk, chunk, &over_limit))
        return true;
    pl_turns_cancel(writing->turns);
    return false;
}

static struct pl_strbuf copy_text(struct pl_arena *arena, const struct pl_strbuf *text)
{
    struct pl_strbuf copy = PL_STRBUF(arena);
    pl_strbuf_add(&copy, (pl_str){text->data, text->size});
    return copy;
}

static void join_record(struct pl_pdf_writing *writing, const struct pl_pdf_record *record)
{
    struct pl_pdf_record *all = &writing->record;
    uint32_t figures_before = (uint32_t)all->figures.count;
    for (size_t i = 0; i < record->leaves.count; i++) {
        struct pl_pdf_leaf leaf = record->leaves.data[i];
        if (leaf.figure)
            leaf.figure += figures_before;
        if (writing->dump)
            *PL_PUSH(writing->arena, &all->texts) = copy_text(writing->arena, &record->texts.data[i]);
        *PL_PUSH(writing->arena, &all->leaves) = leaf;
    }
    for (size_t i = 0; i < record->figures.count; i++) {
        struct pl_pdf_figure figure = record->figures.data[i];
        figure.alternative = pl_str_copy(writing->arena, figure.alternative);
        *PL_PUSH(writing->arena, &all->figures) = figure;
    }
    for (size_t i = 0; i < record->annotations.count; i++)
        *PL_PUSH(writing->arena, &all->annotations) = record->annotations.data[i];
}

bool pl_pdf_chunk_join(void *context, size_t index)
{
    struct pl_pdf_writing *writing = context;
    struct pl_pdf_chunk *chunk = writing->chunks[index];
    pl_pdf_file_add(&writing->file, &chunk->part);
    join_record(writing, &chunk->record);
    for (unsigned set = 0; set < 1u << PL_DECORATION_TYPE_COUNT; set++)
        writing->uses_decorations[set] |= chunk->uses_decorations[set];
    pl_pdf_chunk_drop(writing, index);
    return true;
}

void pl_pdf_chunk_drop(struct pl_pdf_writing *writing, size_t index)
{
    struct pl_pdf_chunk *chunk = writing->chunks[index];
    writing->chunks[index] = NULL;
    if (!chunk)
        return;
    pl_diags_append(writing->diags, &chunk->diags);
    pl_arena_free(chunk->arena);
}
