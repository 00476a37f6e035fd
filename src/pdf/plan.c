// SPDX-License-Identifier: MIT
/* pdf/plan.c: what is on the pages of a chunk, and what of it is settled in the order of pages. */
#include "pdf/plan.h"

#include <assert.h>

#include "base/limits.h"
#include "pdf/keep.h"
#include "pdf/links.h"
#include "pdf/tiles.h"

bool pl_piece_has_picture(const struct pl_piece *piece)
{
    return piece->mark_count == 1 && piece->marks[0].type == PL_MARK_PICTURE;
}

static void plan_marks(struct pl_arena *arena, struct pl_page_plan *plan, enum pl_decoration_type type,
                       const struct pl_mark *marks, uint32_t count)
{
    for (uint32_t i = 0; i < count;) {
        if (marks[i].type == PL_MARK_PICTURE) {
            *PL_PUSH(arena, &plan->placements) = (struct pl_page_placement){.type = type, .picture = &marks[i++].picture};
            continue;
        }
        if (marks[i].type == PL_MARK_TILES) {
            *PL_PUSH(arena, &plan->placements) = (struct pl_page_placement){
                .type = type, .tiles = marks[i++].tiles, .index = plan->form_count++};
            plan->has_own_placing = true;
            continue;
        }
        uint32_t end = i;
        while (end < count && marks[end].type != PL_MARK_PICTURE && marks[end].type != PL_MARK_TILES)
            end++;
        struct pl_page_placement *last = plan->placements.count ? &PL_LAST(&plan->placements) : NULL;
        if (!last || last->picture || last->tiles || last->type != type)
            *PL_PUSH(arena, &plan->placements) = (struct pl_page_placement){
                .type = type, .first_slice = (uint32_t)plan->slices.count, .index = plan->form_count++};
        PL_LAST(&plan->placements).slice_count++;
        *PL_PUSH(arena, &plan->slices) = (struct pl_page_slice){&marks[i], end - i};
        i = end;
    }
}

static void plan_page(struct pl_arena *arena, struct pl_page_plan *plan, const struct pl_pdf_writing *writing)
{
    const struct pl_page *page = plan->page;
    for (int type = 0; type < PL_DECORATION_TYPE_COUNT; type++)
        for (uint32_t i = 0; i < page->decoration_count; i++)
            if (page->decorations[i].type == (enum pl_decoration_type)type)
                plan_marks(arena, plan, (enum pl_decoration_type)type, page->decorations[i].marks,
                           page->decorations[i].mark_count);
    for (uint32_t i = 0; i < page->piece_count; i++)
        if (pl_piece_has_picture(&page->pieces[i]))
            *PL_PUSH(arena, &plan->figures) = (struct pl_page_figure){.piece = &page->pieces[i]};
    for (uint32_t i = 0; i < page->link_count; i++)
        plan->link_count += pl_pdf_link_leads(writing, &page->links[i]);
    plan->has_own_placing |= plan->figures.count > 0 || plan->form_count != plan->placements.count;
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

bool pl_chunk_make_pages(struct pl_pdf_chunk *chunk)
{
    struct making making = {.pages = chunk->writing->options->pages, .thread = chunk->thread};
    making.arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!making.arena)
        return false;
    pl_arena_defer(chunk->arena, drop_arena, making.arena);
    chunk->plans = PL_NEW_ARRAY(chunk->arena, struct pl_page_plan, chunk->page_count);
    chunk->texts = pl_glyph_texts_new(chunk->arena);
    for (uint32_t i = 0; i < chunk->page_count; i++) {
        struct pl_page_plan *plan = &chunk->plans[i];
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

static void take_numbers(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan)
{
    struct pl_pdf_writing *writing = chunk->writing;
    plan->content = pl_pdf_file_numbers(&writing->file, 1);
    if (plan->has_own_placing)
        plan->placing = pl_pdf_file_numbers(&writing->file, 1);
    unsigned has = 0;
    for (size_t i = 0; i < plan->placements.count; i++) {
        struct pl_page_placement *placement = &plan->placements.data[i];
        has |= 1u << placement->type;
        if (placement->picture) {
            const struct pl_pdf_picture *picture =
                pl_pdf_picture_at(&writing->pictures, &writing->file, placement->picture->picture);
            placement->number = picture->number;
            placement->index = picture->index;
        } else if (placement->tiles) {
            placement->number = pl_pdf_file_numbers(&writing->file, PL_PDF_TILES_OBJECTS);
            if (placement->tiles->picture)
                placement->image =
                    pl_pdf_picture_at(&writing->pictures, &writing->file, placement->tiles->picture)->number;
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

bool pl_chunk_settle(void *argument)
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

/* Which parts of the page need no Cairo. */
void pl_page_plan_writing(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan)
{
    plan->is_written = pl_pdf_text_can(plan->page, chunk->texts);
    for (size_t i = 0; i < plan->placements.count && plan->is_written; i++) {
        struct pl_page_placement *placement = &plan->placements.data[i];
        placement->is_written = !placement->picture && !placement->tiles;
        for (uint32_t k = 0; k < placement->slice_count && placement->is_written; k++) {
            const struct pl_page_slice *slice = &plan->slices.data[placement->first_slice + k];
            for (uint32_t m = 0; m < slice->count && placement->is_written; m++)
                placement->is_written = pl_pdf_text_can_mark(&slice->marks[m], chunk->texts);
        }
    }
}
