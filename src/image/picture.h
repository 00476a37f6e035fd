// SPDX-License-Identifier: MIT
/* image/picture.h: pictures: what a file's header says, its pixels, its bytes without metadata.
 *
 * Everything here reads hostile bytes: probing looks at headers only, decoding is bounded by
 * the size that the header states, and a picture that can't be decoded whole is an error, told in
 * words. Colours are taken as sRGB. */
#ifndef PL_IMAGE_PICTURE_H
#define PL_IMAGE_PICTURE_H

#include "base/arena.h"
#include "base/str.h"

enum pl_picture_format {
    PL_PICTURE_NONE,
    PL_PICTURE_PNG,
    PL_PICTURE_JPEG,
};

struct pl_picture {
    enum pl_picture_format format;
    pl_str bytes;           // the file as it came, borrowed
    uint32_t width, height; // pixels as seen: after the orientation was applied
    uint8_t orientation;    // EXIF's, 1 to 8; 1 is upright
    double dpi_x, dpi_y;    // as seen; 0 when the file doesn't say
    bool has_alpha;         // some pixel may be transparent
    bool is_grey, is_cmyk;
    bool is_inverted;             // JPEG: CMYK as Adobe writes it, 0 being full ink
    pl_str media_type, extension; // "image/png", "png"
};

/* Upright pixels: 0xAARRGGBB in native-endian words, colour multiplied by alpha, as Cairo's
 * ARGB32 wants them. Row y begins at data + y * stride words. */
struct pl_pixels {
    uint32_t *data;
    uint32_t width, height;
    size_t stride; // words
};

/* Reads the header. False: not a picture that we know, broken, without area, or of more pixels than
 * PL_LIMIT_IMAGE_PIXELS; *why says it in words ("it is no PNG or JPEG file"). Nothing
 * is allocated; time is linear in the metadata before the picture's data. */
bool pl_picture_probe(pl_str bytes, struct pl_picture *picture, pl_str *why);
/* The same with another bound: one that was raised, or none for what was judged before. */
bool pl_picture_probe_within(pl_str bytes, uint64_t most_pixels, struct pl_picture *picture, pl_str *why);

/* The pixels of a picture that was probed, in the arena: four bytes each, and as many again for a
 * moment when the picture is to be turned. False and *why when it is broken or ends early. */
bool pl_picture_decode(struct pl_arena *arena, const struct pl_picture *picture,
                       struct pl_pixels *pixels, pl_str *why);

/* May the file's bytes stand in a PDF as they are (DCTDecode)? An upright JPEG of one or three
 * components; CMYK is left to decoding, since viewers disagree about inverted ones. */
bool pl_picture_can_pass_through(const struct pl_picture *picture);

/* The file without what isn't needed to show it: EXIF, XMP, comments, editors' data, whatever follows
 * the picture's end. Colour profiles and Adobe's transform stay. A JPEG that must be turned keeps its
 * orientation and nothing else of EXIF. Returns picture->bytes where there was nothing to drop. */
pl_str pl_picture_strip(struct pl_arena *arena, const struct pl_picture *picture);

/* A PNG file of these pixels (alpha left out when all are opaque); the same bytes in every run. */
pl_str pl_picture_encode_png(struct pl_arena *arena, const struct pl_pixels *pixels);

#endif
