// SPDX-License-Identifier: MIT
/* pdf/pictures.h: pictures as image objects, each once a file.
 *
 * Cairo isn't asked: a JPEG's bytes go in as they are, others as deflated samples with a soft mask where some pixel is
 * transparent. Pages name them "PlI3". */
#ifndef PL_PDF_PICTURES_H
#define PL_PDF_PICTURES_H

#include "base/diag.h"
#include "base/map.h"
#include "image/picture.h"
#include "pdf/objects.h"

struct pl_pdf_picture {
    const struct pl_picture *picture;
    uint32_t index;  // in the table: the name on pages
    uint32_t number; // of the image object; the next number is its soft mask's
};

struct pl_pdf_pictures {
    struct pl_arena *arena;
    struct { PL_VEC(struct pl_pdf_picture *) } all; // in order of first use
    struct pl_map by_pointer, by_hash;
};

struct pl_pdf_pictures pl_pdf_pictures_begin(struct pl_arena *arena);

/* The entry of a picture, made where it is new; equal files share one. Only one thread at a time. */
const struct pl_pdf_picture *pl_pdf_picture_at(struct pl_pdf_pictures *pictures, struct pl_pdf_file *file,
                                               const struct pl_picture *picture);

/* Writes one picture's objects. A picture that can't be decoded becomes a grey pixel, with a warning. Any thread. */
void pl_pdf_picture_write(struct pl_pdf_part *part, const struct pl_pdf_picture *picture, struct pl_diags *diags);

#endif
