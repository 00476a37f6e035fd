// SPDX-License-Identifier: MIT
/* image/formats.h: what each format's file gives to picture.c. */
#ifndef PL_IMAGE_FORMATS_H
#define PL_IMAGE_FORMATS_H

#include "image/picture.h"

/* Big-endian numbers in a file's bytes; the caller has checked the size. */
static inline uint32_t pl_read_u16(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint32_t)b[0] << 8 | b[1];
}
static inline uint32_t pl_read_u32(const char *at)
{
    return pl_read_u16(at) << 16 | pl_read_u16(at + 2);
}

/* Colour times alpha, rounded: (c × a + 127) / 255. */
static inline uint32_t pl_premultiplied(uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha)
{
    red = (red * alpha + 127) / 255;
    green = (green * alpha + 127) / 255;
    blue = (blue * alpha + 127) / 255;
    return alpha << 24 | red << 16 | green << 8 | blue;
}

/* Each fills in what its header says (width and height as stored), false and *why when it is broken. */
bool pl_png_probe(pl_str bytes, struct pl_picture *picture, pl_str *why);
bool pl_jpeg_probe(pl_str bytes, struct pl_picture *picture, pl_str *why);

/* Each fills pixels->data, which has room for all, in the order of the file. */
bool pl_png_decode(struct pl_arena *arena, const struct pl_picture *picture,
                   struct pl_pixels *pixels, pl_str *why);
bool pl_jpeg_decode(struct pl_arena *arena, const struct pl_picture *picture,
                    struct pl_pixels *pixels, pl_str *why);

pl_str pl_png_strip(struct pl_arena *arena, const struct pl_picture *picture);
pl_str pl_jpeg_strip(struct pl_arena *arena, const struct pl_picture *picture);

/* The orientation that a TIFF structure (EXIF) states; 1 when it states none. */
uint8_t pl_exif_orientation(pl_str tiff);

#endif
