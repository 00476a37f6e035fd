// SPDX-License-Identifier: MIT
/* pipeline/cover.c: the cover of a reader edition, drawn by the print design. */
#include "draw/raster.h"
#include "edition/front.h"
#include "pipeline/publication.h"

/* 1,600 pixels on the long side: what shops and shelves ask for at least. */
#define COVER_PIXELS 1600.0

/* An edition of one article: the whole's cover, whether or not the publication shows it. */
static struct pl_edition *cover_edition(struct pl_publication *publication)
{
    struct pl_arena *arena = publication->job->arena;
    struct pl_edition *edition = PL_NEW(arena, struct pl_edition);
    edition->arena = arena;
    edition->metadata = publication->edition->metadata;
    edition->date = publication->edition->date;
    struct pl_article *cover = pl_front_cover(edition);
    pl_node_add_class(arena, cover->body->first, PL_LIT("book-cover")); // by which designs know it
    pl_article_finish(cover, &publication->job->diags);
    *PL_PUSH(arena, &edition->articles) = cover;
    pl_edition_finish(edition);
    return edition;
}

static void free_map(void *map)
{
    pl_fonts_map_free(map);
}

pl_str pl_publication_cover(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    if (!pl_publication_style_print(publication))
        return (pl_str){0};
    struct pl_edition *edition = cover_edition(publication);
    const struct pl_styles *styles = pl_cascade_run(publication->print, edition->articles.data[0], &job->diags);
    struct pl_layout_input input = {
        .edition = edition,
        .styles = &styles,
        .cascade = publication->print,
        .fonts = publication->fonts,
        .limits = &job->limits,
        .threads = 1,
    };
    struct pl_layout *layout = pl_layout_run(job->arena, &input, &job->diags);
    if (!layout || layout->pages.count == 0)
        return (pl_str){0};
    const struct pl_page *page = layout->pages.make(layout->pages.context, job->arena, 0, 0);
    if (!page)
        return (pl_str){0};
    struct pl_fonts_map *map = pl_fonts_map_new(publication->fonts);
    pl_arena_defer(job->arena, free_map, map);
    pl_unit longest = pl_unit_max(page->width, page->height);
    return pl_raster_page(job->arena, map, page, COVER_PIXELS * 72 / pl_unit_to_pt(longest));
}
