// SPDX-License-Identifier: MIT
/* pdf/page_draw.c: a page drawn by Cairo or written by us, each piece of its text a leaf.
 *
 * How it works: what we can write stands in one stream: decoration, pictures, text. Where Cairo draws the text, each
 * stretch of decoration is a Cairo page that becomes a form, the text is another, and a stream of the page's own
 * places forms and pictures below it. Cairo counts MCIDs from 0 on each page; so do we. */
#include "pdf/plan.h"

#include <assert.h>
#include <cairo-pdf.h>
#include <cairo.h>

#include "base/utf8.h"
#include "draw/paint.h"

/* --- Leaves while a page's text is painted ----------------------------------------------------------- */

/* A tag stays open until the next piece with visible text begins: Cairo opens a leaf at text that marks
 * something only (1.18), so spaces and strokes alone go into the leaf before them. */
struct leaves {
    struct pl_pdf_chunk *chunk;
    struct pl_page_plan *plan;
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

static bool begin_piece(void *context, cairo_t *cr, const struct pl_piece *piece)
{
    struct leaves *leaves = context;
    if (pl_piece_has_picture(piece))
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

static void paint_text(struct pl_pdf_chunk *chunk, cairo_t *cr, struct pl_page_plan *plan, struct pl_fonts_map *fonts)
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

uint32_t pl_page_form_name(const struct pl_page_plan *plan, const struct pl_page_placement *placement)
{
    return plan->has_own_placing ? placement->index : (uint32_t)placement->type;
}

static void note_figure(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan, const struct pl_piece *piece)
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
static void note_figures(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan)
{
    plan->first_figure_mcid = plan->mcid_count;
    for (size_t i = 0; i < plan->figures.count; i++)
        note_figure(chunk, plan, plan->figures.data[i].piece);
}

void pl_page_place(struct pl_strbuf *content, const struct pl_page_plan *plan, struct pl_pdf_text *text)
{
    for (size_t i = 0; i < plan->placements.count; i++) {
        const struct pl_page_placement *placement = &plan->placements.data[i];
        pl_strbuf_add(content, pl_pdf_decoration_begin(placement->type));
        for (uint32_t k = 0; placement->is_written && k < placement->slice_count; k++) {
            const struct pl_page_slice *slice = &plan->slices.data[placement->first_slice + k];
            for (uint32_t m = 0; m < slice->count; m++)
                pl_pdf_text_mark(text, &slice->marks[m]);
        }
        if (placement->is_written)
            pl_pdf_text_pause(text);
        else if (placement->picture)
            add_picture(content, plan->page, placement->picture, placement->index);
        else
            pl_strbuf_addf(content, "/PlA%u Do ", pl_page_form_name(plan, placement));
        pl_strbuf_add(content, PL_LIT("EMC\n"));
    }
    for (size_t i = 0; i < plan->figures.count; i++) {
        const struct pl_page_figure *figure = &plan->figures.data[i];
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
        count += !pl_piece_has_picture(&page->pieces[i]) && !is_blank(&page->pieces[i]);
    return count;
}

static void write_text(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan, struct pl_pdf_text *text)
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
static void write_page(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan)
{
    struct pl_pdf_text text = pl_pdf_text_begin(chunk->arena, plan->page, &chunk->codes, chunk->texts);
    plan->first_figure_mcid = count_text_leaves(plan->page);
    pl_page_place(&text.out, plan, &text);
    write_text(chunk, plan, &text);
    assert(plan->mcid_count == plan->first_figure_mcid);
    note_figures(chunk, plan);
    plan->text = pl_pdf_deflate(chunk->arena, pl_strbuf_str(&text.out));
    plan->placing = 0;
}

/* --- Drawing ---------------------------------------------------------------------------------------------- */

void pl_page_draw(struct pl_pdf_chunk *chunk, cairo_surface_t *surface, cairo_t *cr, struct pl_page_plan *plan)
{
    struct pl_fonts_map *fonts = chunk->writing->maps[chunk->thread];
    double width = pl_unit_to_pt(plan->page->width), height = pl_unit_to_pt(plan->page->height);
    struct saying saying = {.leaves = {.chunk = chunk, .plan = plan}, .cr = cr};
    struct pl_paint_leaf told = {.glyph_text = say_text, .context = &saying};
    cairo_pdf_surface_set_size(surface, width, height);
    for (size_t i = 0; i < plan->placements.count; i++) {
        const struct pl_page_placement *placement = &plan->placements.data[i];
        if (placement->picture || placement->tiles || placement->is_written)
            continue;
        for (uint32_t k = 0; k < placement->slice_count; k++) {
            const struct pl_page_slice *slice = &plan->slices.data[placement->first_slice + k];
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
