// SPDX-License-Identifier: MIT
/* epub/pictures.c: pictures of the book: each once, without private metadata. */
#include "base/checksum.h"
#include "epub/book.h"
#include "image/picture.h"

static const char *add(struct pl_book *book, const struct pl_picture *picture)
{
    pl_str bytes = pl_picture_strip(book->arena, picture);
    void **index = pl_map_at(&book->pictures_by_sum, pl_sha256_hex(book->arena, bytes));
    if (!*index) {
        pl_str name = pl_str_format(book->arena, "images/%03zu.%.*s", book->pictures.count + 1,
                                    PL_ARG(picture->extension));
        *PL_PUSH(book->arena, &book->pictures) =
            (struct pl_book_picture){.name = name.data, .bytes = bytes, .media_type = picture->media_type};
        *index = (void *)(uintptr_t)book->pictures.count;
    }
    return book->pictures.data[(uintptr_t)*index - 1].name;
}

const char *pl_book_picture(struct pl_book *book, const struct pl_article *article, pl_str reference)
{
    const struct pl_resource *resource = pl_article_resource(article, reference);
    struct pl_picture picture;
    pl_str why;
    if (!resource || pl_str_empty(resource->bytes)) // ingest said why
        return NULL;
    if (!pl_picture_probe_within(resource->bytes, UINT64_MAX, &picture, &why)) {
        pl_warn(book->diags, PL_W_EPUB_RESOURCE, PL_NO_SPAN, "the picture '%.*s' can't go into the EPUB: %.*s",
                PL_ARG(reference), PL_ARG(why));
        return NULL;
    }
    return add(book, &picture);
}
