// SPDX-License-Identifier: MIT
/* epub/book.h: a book while it is put together: chapters, pictures, what the package must say of them. */
#ifndef PL_EPUB_BOOK_H
#define PL_EPUB_BOOK_H

#include "base/map.h"
#include "base/strbuf.h"
#include "epub/container.h"
#include "epub/package.h"

/* One XHTML file. */
struct pl_chapter {
    const struct pl_article *article;
    uint32_t index;      // in the edition
    const char *name;    // "text/003.xhtml"
    pl_str title;
    bool *is_target;     // by serial: something leads to this node
    bool has_svg, has_page_breaks;
    const uint32_t *starts; // indexes into the page map's starts, this article's text nodes only
    size_t start_count;
};

/* A picture that some chapter shows; equal bytes are one. */
struct pl_book_picture {
    const char *name; // "images/001.png"
    pl_str bytes, media_type;
};

/* A face that the sheet names. */
struct pl_book_face {
    const char *name; // "fonts/001.otf"
    pl_str bytes;
    const char *media_type;
};

struct pl_book {
    struct pl_arena *arena;
    struct pl_diags *diags;
    const struct pl_epub_options *options;
    struct pl_chapter *chapters; // in spine order
    size_t chapter_count;
    struct { PL_VEC(struct pl_book_picture) } pictures;
    struct { PL_VEC(struct pl_book_face) } faces;
    struct pl_map pictures_by_sum; // SHA-256 → index + 1
    bool lacks_alternative;        // some picture has no alternative text
    size_t page_count;             // page breaks that were written
};

/* The text of an XML document's head and root start tag up to <body>, exclusive: title, sheet; `depth` folders below the package. */
void pl_book_begin_document(struct pl_strbuf *out, const struct pl_book *book, pl_str title, pl_str language,
                            bool is_right_to_left, const char *sheet);

/* True when the cover is a page of the book too. Kindle shows the picture itself and would show it twice (Kindle
 * Publishing Guidelines 4.2). */
static inline bool pl_book_has_cover_page(const struct pl_book *book)
{
    return !pl_str_empty(book->options->cover_png) && book->options->profile != PL_READER_KINDLE;
}

/* epub/pictures.c: the member name of the picture that this reference of the article means; NULL when it can't be shown. */
const char *pl_book_picture(struct pl_book *book, const struct pl_article *article, pl_str reference);

/* epub/faces.c: packs the faces that the sheet names; their @font-face rules. */
pl_str pl_book_add_faces(struct pl_book *book);

/* epub/chapter.c */
pl_str pl_chapter_write(struct pl_book *book, const struct pl_chapter *chapter);
const struct pl_chapter *pl_book_chapter(const struct pl_book *book, uint32_t article_index);
/* True when the node is written, so that something can lead to it. */
bool pl_chapter_has(const struct pl_book *book, const struct pl_chapter *chapter, const struct pl_node *node);
/* The id of a node that is a target, given to it where it has none that can be written. */
pl_str pl_target_id(struct pl_arena *arena, const struct pl_node *node);

/* epub/navigation.c */
pl_str pl_navigation_write(struct pl_book *book);
pl_str pl_ncx_write(struct pl_book *book);

/* epub/metadata.c: the package document. */
pl_str pl_package_document(struct pl_book *book);

#endif
