// SPDX-License-Identifier: MIT
/* pdf/keep.c: a page kept in as few bytes as it has. */
#include "pdf/keep.h"

#define KEEP(arena, array, count) keep((arena), (array), (count), sizeof *(array))

static void *keep(struct pl_arena *arena, const void *array, size_t count, size_t size)
{
    void *kept = pl_arena_alloc_array(arena, count, size);
    if (count > 0)
        memcpy(kept, array, count * size);
    return kept;
}

/* Without the NUL that pl_str_copy adds. */
static pl_str keep_text(struct pl_arena *arena, pl_str text)
{
    if (text.size == 0)
        return (pl_str){0};
    char *kept = pl_arena_alloc_text(arena, text.size);
    memcpy(kept, text.data, text.size);
    return (pl_str){kept, text.size};
}

static void keep_run(struct pl_arena *arena, struct pl_run *run)
{
    run->text = keep_text(arena, run->text);
    run->glyphs = KEEP(arena, run->glyphs, run->glyph_count);
    run->clusters = KEEP(arena, run->clusters, run->cluster_count);
}

static const struct pl_tiles *keep_tiles(struct pl_arena *arena, const struct pl_tiles *tiles)
{
    struct pl_tiles *kept = KEEP(arena, tiles, 1);
    if (tiles->gradient) {
        struct pl_gradient *gradient = KEEP(arena, tiles->gradient, 1);
        gradient->stops = KEEP(arena, gradient->stops, gradient->stop_count);
        kept->gradient = gradient;
    }
    return kept;
}

static const struct pl_mark *keep_marks(struct pl_arena *arena, const struct pl_mark *marks, uint32_t count)
{
    struct pl_mark *kept = KEEP(arena, marks, count);
    for (uint32_t i = 0; i < count; i++)
        if (kept[i].type == PL_MARK_RUN)
            keep_run(arena, &kept[i].run);
        else if (kept[i].type == PL_MARK_TILES)
            kept[i].tiles = keep_tiles(arena, kept[i].tiles);
    return kept;
}

const struct pl_page *pl_page_keep(struct pl_arena *arena, const struct pl_page *page)
{
    struct pl_page *kept = KEEP(arena, page, 1);
    struct pl_piece *pieces = KEEP(arena, page->pieces, page->piece_count);
    for (uint32_t i = 0; i < page->piece_count; i++) {
        pieces[i].language = keep_text(arena, pieces[i].language);
        pieces[i].alternative = keep_text(arena, pieces[i].alternative);
        pieces[i].marks = keep_marks(arena, pieces[i].marks, pieces[i].mark_count);
    }
    struct pl_decoration *decorations = KEEP(arena, page->decorations, page->decoration_count);
    for (uint32_t i = 0; i < page->decoration_count; i++)
        decorations[i].marks = keep_marks(arena, decorations[i].marks, decorations[i].mark_count);
    struct pl_link_area *links = KEEP(arena, page->links, page->link_count);
    for (uint32_t i = 0; i < page->link_count; i++) {
        links[i].uri = keep_text(arena, links[i].uri);
        links[i].description = keep_text(arena, links[i].description);
    }
    kept->label = keep_text(arena, page->label);
    kept->pieces = pieces;
    kept->decorations = decorations;
    kept->links = links;
    kept->anchors = KEEP(arena, page->anchors, page->anchor_count);
    return kept;
}
