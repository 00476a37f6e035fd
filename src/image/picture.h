// SPDX-License-Identifier: MIT
/* image/picture.h: pictures as material: probe, decode, strip, encode. */
#ifndef PL_IMAGE_PICTURE_H
#define PL_IMAGE_PICTURE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

enum pl_picture_format { PL_PICTURE_PNG, PL_PICTURE_JPEG };

/* A picture as its header tells. */
struct pl_picture {
    enum pl_picture_format format;
    pl_str bytes;                 // the file as it came, borrowed
    uint32_t width, height;       // pixels, after orientation
    uint8_t orientation;          // EXIF 1…8; 1 upright
    double dpi_x, dpi_y;          // 0: not said
    bool has_alpha, is_cmyk, is_grey;
    pl_str media_type, extension; // "image/png", "png"
};

/* Premultiplied ARGB32 in native words, as Cairo's image surfaces have it. */
struct pl_pixels {
    uint32_t width, height, stride; // stride in bytes
    uint8_t *data;
    bool has_alpha;
};

/* From the header only; bounded (PL_LIMIT_IMAGE_PIXELS). False: *why says it in words. */
bool pl_picture_probe(pl_str bytes, struct pl_picture *picture, pl_str *why);

/* All pixels, orientation applied, colours brought to sRGB; a picture that decodes only partly is false. */
bool pl_picture_decode(struct pl_arena *arena, const struct pl_picture *picture,
                       struct pl_pixels *pixels, pl_str *why);

/* True for JPEGs whose bytes can go into a PDF as they are: upright, not CMYK. */
bool pl_picture_can_pass_through(const struct pl_picture *picture);

/* The file without EXIF, XMP and comments (JPEG: APP0, ICC and Adobe markers stay); what can't be told apart stays as
 * it is. */
pl_str pl_picture_strip(struct pl_arena *arena, const struct pl_picture *picture);

/* PNG bytes, deterministic. */
pl_str pl_picture_encode_png(struct pl_arena *arena, const struct pl_pixels *pixels);

#endif
