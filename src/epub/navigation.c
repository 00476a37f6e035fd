// SPDX-License-Identifier: MIT
/* epub/navigation.c: nav (contents, landmarks, pages) and NCX from the outline.
 *
 * Source: EPUB 3.3 §7; OPF 2.0.1 §2.4.1 (NCX, for reading systems of before 2011). */
#include <inttypes.h>

#include "base/languages.h"
#include "epub/address.h"
#include "epub/book.h"
#include "export/html.h"

struct entry {
    pl_str label;
    const char *file; // below the package
    pl_str id;        // empty: the file's top
    int depth;        // from 0, without gaps
};

struct entries {
    PL_VEC(struct entry)
};

/* Behind the # of its address; empty when the chapter's start must do: the node isn't in the book. */
static pl_str place_in(const struct pl_book *book, const struct pl_chapter *chapter,
                       const struct pl_outline_entry *entry)
{
    const struct pl_node *node = chapter->article->nodes[entry->place.serial];
    return pl_chapter_has(book, chapter, node)
               ? pl_book_fragment(book->arena, pl_target_id(book->arena, node))
               : (pl_str){0};
}

/* Depth by nesting, as edition closes gaps of headings: below the nearest earlier entry of a smaller level. */
static struct entries collect(struct pl_book *book)
{
    const struct pl_outline *outline = book->options->outline;
    struct entries entries = {0};
    int open[64], depth = 0;
    for (size_t i = 0; i < outline->count; i++) {
        const struct pl_outline_entry *from = &outline->data[i];
        const struct pl_chapter *chapter = pl_book_chapter(book, from->place.article);
        if (!chapter || pl_str_empty(from->label))
            continue;
        while (depth > 0 && (open[depth - 1] >= from->level || depth == 63))
            depth--;
        *PL_PUSH(book->arena, &entries) = (struct entry){
            .label = from->label,
            .file = chapter->name,
            .id = place_in(book, chapter, from),
            .depth = depth,
        };
        open[depth++] = from->level;
    }
    for (size_t i = 0; entries.count == 0 && i < book->chapter_count; i++)
        *PL_PUSH(book->arena, &entries) =
            (struct entry){.label = book->chapters[i].title, .file = book->chapters[i].name};
    return entries;
}

static void add_link(struct pl_strbuf *out, const char *file, pl_str id, pl_str label, const char *attributes)
{
    pl_strbuf_addf(out, "<a%s href=\"%s", attributes, file);
    if (!pl_str_empty(id)) {
        pl_strbuf_add_byte(out, '#');
        pl_html_escape(out, id);
    }
    pl_strbuf_add(out, PL_LIT("\">"));
    pl_html_escape(out, label);
    pl_strbuf_add(out, PL_LIT("</a>"));
}

/* Lists in lists: `open` is closed or opened before each entry by its depth. */
static void write_contents(struct pl_strbuf *out, const struct entries *entries)
{
    int open = -1;
    for (size_t i = 0; i < entries->count; i++) {
        const struct entry *entry = &entries->data[i];
        if (entry->depth > open) {
            pl_strbuf_add(out, PL_LIT("\n<ol>\n"));
        } else {
            for (; open > entry->depth; open--)
                pl_strbuf_add(out, PL_LIT("</li>\n</ol>\n"));
            pl_strbuf_add(out, PL_LIT("</li>\n"));
        }
        open = entry->depth;
        pl_strbuf_add(out, PL_LIT("<li>"));
        add_link(out, entry->file, entry->id, entry->label, "");
    }
    for (; open >= 0; open--)
        pl_strbuf_add(out, PL_LIT("</li>\n</ol>\n"));
}

/* Where the text begins: the first chapter that is no matter. */
static const struct pl_chapter *first_text(const struct pl_book *book)
{
    for (size_t i = 0; i < book->chapter_count; i++)
        if (book->chapters[i].article->matter == PL_MATTER_ARTICLE)
            return &book->chapters[i];
    return &book->chapters[0];
}

static const struct pl_chapter *contents_of(const struct pl_book *book)
{
    for (size_t i = 0; i < book->chapter_count; i++)
        if (book->chapters[i].article->matter == PL_MATTER_CONTENTS)
            return &book->chapters[i];
    return NULL;
}

/* Landmarks lead into the spine, where this document itself doesn't stand. */
static void write_landmarks(struct pl_strbuf *out, const struct pl_book *book)
{
    const struct pl_chapter *contents = contents_of(book), *text = first_text(book);
    pl_strbuf_add(out, PL_LIT("<nav epub:type=\"landmarks\" hidden=\"\" aria-label=\"Landmarks\">\n<ol>\n"));
    if (pl_book_has_cover_page(book))
        pl_strbuf_add(out, PL_LIT("<li><a epub:type=\"cover\" href=\"cover.xhtml\">Cover</a></li>\n"));
    if (contents) {
        pl_strbuf_add(out, PL_LIT("<li>"));
        add_link(out, contents->name, PL_LIT(""), contents->title, " epub:type=\"toc\"");
        pl_strbuf_add(out, PL_LIT("</li>\n"));
    }
    pl_strbuf_add(out, PL_LIT("<li>"));
    add_link(out, text->name, PL_LIT(""), text->title, " epub:type=\"bodymatter\"");
    pl_strbuf_add(out, PL_LIT("</li>\n</ol>\n</nav>\n"));
}

static void write_page_list(struct pl_strbuf *out, const struct pl_book *book)
{
    const struct pl_pagemap *map = book->options->map;
    pl_strbuf_add(out, PL_LIT("<nav epub:type=\"page-list\" hidden=\"\" aria-label=\"Pages\">\n<ol>\n"));
    for (size_t i = 0; i < book->chapter_count; i++) {
        const struct pl_chapter *chapter = &book->chapters[i];
        for (size_t k = 0; k < chapter->start_count; k++) {
            uint32_t page = map->starts[chapter->starts[k]].page;
            pl_strbuf_add(out, PL_LIT("<li>"));
            add_link(out, chapter->name, pl_str_format(book->arena, "page-%u", page + 1), map->labels[page], "");
            pl_strbuf_add(out, PL_LIT("</li>\n"));
        }
    }
    pl_strbuf_add(out, PL_LIT("</ol>\n</nav>\n"));
}

pl_str pl_navigation_write(struct pl_book *book)
{
    struct pl_strbuf out = PL_STRBUF(book->arena);
    struct entries entries = collect(book);
    pl_str language = pl_metadata_text(&book->options->edition->metadata, PL_FIELD_language);
    pl_str contents = pl_language_lookup(language)->contents;
    pl_book_begin_document(&out, book, pl_metadata_text(&book->options->edition->metadata, PL_FIELD_title), language,
                           pl_language_is_right_to_left(language), "style.css");
    pl_strbuf_add(&out, PL_LIT("<body>\n<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" class=\"contents\">\n<h1>"));
    pl_html_escape(&out, contents);
    pl_strbuf_add(&out, PL_LIT("</h1>"));
    write_contents(&out, &entries);
    pl_strbuf_add(&out, PL_LIT("</nav>\n"));
    write_landmarks(&out, book);
    if (book->page_count)
        write_page_list(&out, book);
    pl_strbuf_add(&out, PL_LIT("</body>\n</html>\n"));
    return pl_strbuf_str(&out);
}

static void add_nav_point(struct pl_strbuf *out, const struct entry *entry, size_t number)
{
    pl_strbuf_addf(out, "<navPoint id=\"p%zu\" playOrder=\"%zu\"><navLabel><text>", number, number);
    pl_html_escape(out, entry->label);
    pl_strbuf_addf(out, "</text></navLabel><content src=\"%s", entry->file);
    if (!pl_str_empty(entry->id)) {
        pl_strbuf_add_byte(out, '#');
        pl_html_escape(out, entry->id);
    }
    pl_strbuf_add(out, PL_LIT("\"/>\n"));
}

/* Of a page that has a plain number; 0: another label. */
static int64_t number_of(pl_str label)
{
    int64_t number;
    return pl_str_to_int64(label, &number) && number > 0 ? number : 0;
}

static int64_t greatest_number(const struct pl_book *book)
{
    int64_t greatest = 0;
    for (size_t i = 0; i < book->chapter_count; i++)
        for (size_t k = 0; k < book->chapters[i].start_count; k++) {
            const struct pl_pagemap *map = book->options->map;
            int64_t number = number_of(map->labels[map->starts[book->chapters[i].starts[k]].page]);
            greatest = number > greatest ? number : greatest;
        }
    return greatest;
}

/* The pages of the printed edition once more (OPF 2.0.1 §2.4.1.2, DTBook's pageList). */
static void write_page_targets(struct pl_strbuf *out, const struct pl_book *book)
{
    const struct pl_pagemap *map = book->options->map;
    size_t count = 0;
    pl_strbuf_add(out, PL_LIT("<pageList>\n<navLabel><text>Pages</text></navLabel>\n"));
    for (size_t i = 0; i < book->chapter_count; i++) {
        const struct pl_chapter *chapter = &book->chapters[i];
        for (size_t k = 0; k < chapter->start_count; k++) {
            uint32_t page = map->starts[chapter->starts[k]].page;
            int64_t number = number_of(map->labels[page]);
            pl_strbuf_addf(out, "<pageTarget id=\"pt%zu\" type=\"%s\"", ++count, number ? "normal" : "special");
            if (number)
                pl_strbuf_addf(out, " value=\"%" PRId64 "\"", number);
            pl_strbuf_add(out, PL_LIT("><navLabel><text>"));
            pl_html_escape(out, map->labels[page]);
            pl_strbuf_addf(out, "</text></navLabel><content src=\"%s#page-%u\"/></pageTarget>\n", chapter->name, page + 1);
        }
    }
    pl_strbuf_add(out, PL_LIT("</pageList>\n"));
}

pl_str pl_ncx_write(struct pl_book *book)
{
    struct pl_strbuf out = PL_STRBUF(book->arena);
    struct entries entries = collect(book);
    int open = -1, deepest = 0;
    for (size_t i = 0; i < entries.count; i++)
        deepest = entries.data[i].depth > deepest ? entries.data[i].depth : deepest;
    pl_strbuf_add(&out, PL_LIT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
                               "version=\"2005-1\">\n<head>\n<meta name=\"dtb:uid\" content=\""));
    pl_html_escape(&out, book->options->edition->identifier);
    pl_strbuf_addf(&out, "\"/>\n<meta name=\"dtb:depth\" content=\"%d\"/>\n<meta name=\"dtb:totalPageCount\" content=\"%zu\"/>\n"
                         "<meta name=\"dtb:maxPageNumber\" content=\"%" PRId64 "\"/>\n</head>\n<docTitle><text>",
                   deepest + 1, book->page_count, greatest_number(book));
    pl_html_escape(&out, pl_metadata_text(&book->options->edition->metadata, PL_FIELD_title));
    pl_strbuf_add(&out, PL_LIT("</text></docTitle>\n<navMap>\n"));
    for (size_t i = 0; i < entries.count; i++) {
        for (; open >= entries.data[i].depth; open--)
            pl_strbuf_add(&out, PL_LIT("</navPoint>\n"));
        add_nav_point(&out, &entries.data[i], i + 1);
        open = entries.data[i].depth;
    }
    for (; open >= 0; open--)
        pl_strbuf_add(&out, PL_LIT("</navPoint>\n"));
    pl_strbuf_add(&out, PL_LIT("</navMap>\n"));
    if (book->page_count)
        write_page_targets(&out, book);
    pl_strbuf_add(&out, PL_LIT("</ncx>\n"));
    return pl_strbuf_str(&out);
}
