// SPDX-License-Identifier: MIT
/* epub/package.c: an edition as an EPUB: what goes in, in which order. */
#include "epub/package.h"

#include "epub/book.h"
#include "export/html.h"
#include "model/walk.h"

/* --- Chapters ------------------------------------------------------------------------------------ */

static pl_str title_of(const struct pl_book *book, const struct pl_article *article)
{
    pl_str title = pl_metadata_text(&article->metadata, PL_FIELD_title);
    return pl_str_empty(title) ? pl_metadata_text(&book->options->edition->metadata, PL_FIELD_title) : title;
}

/* Page starts inside the text nodes of this article; ascending in the map, so in document order here. */
static void find_starts(struct pl_book *book, struct pl_chapter *chapter)
{
    const struct pl_pagemap *map = book->options->map;
    struct {
        PL_VEC(uint32_t)
    } starts = {0};
    for (uint32_t i = 0; map && i < map->start_count; i++) {
        const struct pl_place *place = &map->starts[i].place;
        if (place->article != chapter->index || place->serial >= chapter->article->node_count)
            continue;
        const struct pl_node *node = chapter->article->nodes[place->serial];
        bool follows = starts.count == 0 || place->serial >= map->starts[PL_LAST(&starts)].place.serial;
        if (node->kind == PL_KIND_text && place->offset <= node->text.size && follows)
            *PL_PUSH(book->arena, &starts) = i;
    }
    chapter->starts = starts.data;
    chapter->start_count = starts.count;
    book->page_count += starts.count;
}

static void add_chapters(struct pl_book *book)
{
    const struct pl_edition *edition = book->options->edition;
    book->chapters = PL_NEW_ARRAY(book->arena, struct pl_chapter, edition->articles.count);
    for (uint32_t i = 0; i < edition->articles.count; i++) {
        const struct pl_article *article = edition->articles.data[i];
        struct pl_chapter *chapter = &book->chapters[book->chapter_count++];
        chapter->article = article;
        chapter->index = i;
        chapter->title = title_of(book, article);
        chapter->name = pl_str_format(book->arena, "text/%03zu.xhtml", book->chapter_count).data;
        chapter->is_target = PL_NEW_ARRAY(book->arena, bool, article->node_count);
        find_starts(book, chapter);
    }
    for (size_t i = 0; i < book->options->outline->count; i++) {
        const struct pl_place *place = &book->options->outline->data[i].place;
        book->chapters[place->article].is_target[place->serial] = true;
    }
}

/* --- The cover's page --------------------------------------------------------------------------------- */

static pl_str cover_page(struct pl_book *book)
{
    struct pl_strbuf out = PL_STRBUF(book->arena);
    pl_str title = pl_metadata_text(&book->options->edition->metadata, PL_FIELD_title);
    pl_book_begin_document(&out, book, title, (pl_str){0}, false, "style.css");
    pl_strbuf_add(&out, PL_LIT("<body epub:type=\"cover\">\n<div style=\"text-align: center\"><img role=\"doc-cover\" "
                               "src=\"images/cover.png\" alt=\"Cover: "));
    pl_html_escape(&out, title);
    pl_strbuf_add(&out, PL_LIT("\" style=\"max-width: 100%; max-height: 100vh\"/></div>\n</body>\n</html>\n"));
    return pl_strbuf_str(&out);
}

/* --- The whole ------------------------------------------------------------------------------------------ */

static const char container_document[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    "<rootfiles>\n<rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/>\n"
    "</rootfiles>\n</container>\n";

static void add(struct pl_book *book, struct pl_container *container, const char *name, pl_str bytes, bool is_stored)
{
    pl_container_add(container, pl_str_format(book->arena, "EPUB/%s", name).data, bytes, is_stored);
}

/* Chapters are written before the package: they find out which pictures the book has. */
static void add_members(struct pl_book *book, struct pl_container *container)
{
    pl_str *texts = PL_NEW_ARRAY(book->arena, pl_str, book->chapter_count);
    for (size_t i = 0; i < book->chapter_count; i++)
        texts[i] = pl_chapter_write(book, &book->chapters[i]);
    pl_str faces = pl_book_add_faces(book);
    pl_container_add(container, "mimetype", PL_LIT("application/epub+zip"), true);
    pl_container_add(container, "META-INF/container.xml", pl_str_from(container_document), false);
    add(book, container, "package.opf", pl_package_document(book), false);
    add(book, container, "nav.xhtml", pl_navigation_write(book), false);
    add(book, container, "toc.ncx", pl_ncx_write(book), false);
    add(book, container, "style.css",
        pl_str_format(book->arena, "%.*s%.*s", PL_ARG(faces), PL_ARG(book->options->sheet->css)), false);
    if (pl_book_has_cover_page(book))
        add(book, container, "cover.xhtml", cover_page(book), false);
    if (!pl_str_empty(book->options->cover_png)) {
        add(book, container, "images/cover.png", book->options->cover_png, true);
    }
    for (size_t i = 0; i < book->chapter_count; i++)
        add(book, container, book->chapters[i].name, texts[i], false);
    for (size_t i = 0; i < book->faces.count; i++)
        add(book, container, book->faces.data[i].name, book->faces.data[i].bytes, false);
    for (size_t i = 0; i < book->pictures.count; i++)
        add(book, container, book->pictures.data[i].name, book->pictures.data[i].bytes, true);
}

bool pl_epub_write(struct pl_output *output, const struct pl_epub_options *options,
                   struct pl_diags *diags)
{
    struct pl_arena *arena = options->edition->arena;
    struct pl_book book = {
        .arena = arena,
        .diags = diags,
        .options = options,
        .pictures_by_sum = PL_MAP(arena),
    };
    add_chapters(&book);
    struct pl_container *container = pl_container_new(arena, options->edition->date, diags);
    if (!container)
        return false;
    add_members(&book, container);
    return pl_container_write(container, output, diags);
}
