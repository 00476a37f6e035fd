// SPDX-License-Identifier: MIT
/* image/probe.c: format, size and orientation from a file's first bytes; turns pixels upright. */
#include "image/picture.h"

#include "base/limits.h"
#include "image/formats.h"

static const struct format {
    enum pl_picture_format format;
    pl_str magic, media_type, extension;
    bool (*probe)(pl_str bytes, struct pl_picture *picture, pl_str *why);
    bool (*decode)(struct pl_arena *arena, const struct pl_picture *picture,
                   struct pl_pixels *pixels, pl_str *why);
    pl_str (*strip)(struct pl_arena *arena, const struct pl_picture *picture);
} formats[] = {
    {PL_PICTURE_PNG, PL_LIT_INIT("\x89PNG\r\n\x1A\n"), PL_LIT_INIT("image/png"), PL_LIT_INIT("png"),
     pl_png_probe, pl_png_decode, pl_png_strip},
    {PL_PICTURE_JPEG, PL_LIT_INIT("\xFF\xD8\xFF"), PL_LIT_INIT("image/jpeg"), PL_LIT_INIT("jpg"),
     pl_jpeg_probe, pl_jpeg_decode, pl_jpeg_strip},
};

static const struct format *format_of(const struct pl_picture *picture)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (formats[i].format == picture->format)
            return &formats[i];
    return NULL;
}

/* Orientations 5 to 8 stand on their side (EXIF 2.3 §4.6.4, tag 274). */
static bool is_sideways(const struct pl_picture *picture)
{
    return picture->orientation >= 5;
}

static void swap_sides(struct pl_picture *picture)
{
    uint32_t width = picture->width;
    double dpi = picture->dpi_x;
    picture->width = picture->height;
    picture->height = width;
    picture->dpi_x = picture->dpi_y;
    picture->dpi_y = dpi;
}

bool pl_picture_probe_within(pl_str bytes, uint64_t most_pixels, struct pl_picture *picture, pl_str *why)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (!pl_str_starts(bytes, formats[i].magic))
            continue;
        *picture = (struct pl_picture){.format = formats[i].format,
                                       .bytes = bytes,
                                       .orientation = 1,
                                       .media_type = formats[i].media_type,
                                       .extension = formats[i].extension};
        if (!formats[i].probe(bytes, picture, why))
            return false;
        if (picture->width == 0 || picture->height == 0) {
            *why = PL_LIT("its header states no size");
            return false;
        }
        if ((uint64_t)picture->width * picture->height > most_pixels) {
            *why = PL_LIT("its header states more pixels than the limit allows");
            return false;
        }
        if (is_sideways(picture))
            swap_sides(picture);
        return true;
    }
    *why = PL_LIT("it is no PNG or JPEG file");
    return false;
}

bool pl_picture_probe(pl_str bytes, struct pl_picture *picture, pl_str *why)
{
    return pl_picture_probe_within(bytes, PL_LIMIT_IMAGE_PIXELS, picture, why);
}

/* Where pixel (x, y) of a stored picture is seen, of size width × height as seen. */
static size_t seen_at(const struct pl_pixels *seen, uint8_t orientation, uint32_t x, uint32_t y)
{
    uint32_t right = seen->width - 1, bottom = seen->height - 1;
    switch (orientation) {
    case 2:
        return (size_t)y * seen->stride + (right - x);
    case 3:
        return (size_t)(bottom - y) * seen->stride + (right - x);
    case 4:
        return (size_t)(bottom - y) * seen->stride + x;
    case 5:
        return (size_t)x * seen->stride + y;
    case 6:
        return (size_t)x * seen->stride + (right - y);
    case 7:
        return (size_t)(bottom - x) * seen->stride + (right - y);
    case 8:
        return (size_t)(bottom - x) * seen->stride + y;
    default:
        return (size_t)y * seen->stride + x;
    }
}

static void turn(struct pl_arena *arena, const struct pl_picture *picture, struct pl_pixels *pixels)
{
    struct pl_pixels seen = {
        .width = picture->width, .height = picture->height, .stride = picture->width};
    seen.data = PL_NEW_ARRAY(arena, uint32_t, (size_t)seen.width * seen.height);
    for (uint32_t y = 0; y < pixels->height; y++)
        for (uint32_t x = 0; x < pixels->width; x++)
            seen.data[seen_at(&seen, picture->orientation, x, y)] =
                pixels->data[(size_t)y * pixels->stride + x];
    *pixels = seen;
}

bool pl_picture_decode(struct pl_arena *arena, const struct pl_picture *picture,
                       struct pl_pixels *pixels, pl_str *why)
{
    const struct format *format = format_of(picture);
    struct pl_picture stored = *picture;
    if (!format) {
        *why = PL_LIT("it is no PNG or JPEG file");
        return false;
    }
    if (is_sideways(picture))
        swap_sides(&stored);
    struct pl_pixels found = {
        .width = stored.width, .height = stored.height, .stride = stored.width};
    found.data = PL_NEW_ARRAY(arena, uint32_t, (size_t)found.width * found.height);
    if (!format->decode(arena, &stored, &found, why))
        return false;
    if (picture->orientation > 1)
        turn(arena, picture, &found);
    *pixels = found;
    return true;
}

bool pl_picture_can_pass_through(const struct pl_picture *picture)
{
    return picture->format == PL_PICTURE_JPEG && picture->orientation == 1 && !picture->is_cmyk;
}

pl_str pl_picture_strip(struct pl_arena *arena, const struct pl_picture *picture)
{
    const struct format *format = format_of(picture);
    return format ? format->strip(arena, picture) : picture->bytes;
}

// --- EXIF -------------------------------------------------------------------------------------

static uint32_t tiff_number(pl_str tiff, size_t at, size_t size, bool is_little)
{
    uint32_t value = 0;
    if (tiff.size < size || at > tiff.size - size)
        return 0;
    for (size_t i = 0; i < size; i++) {
        size_t place = is_little ? at + size - 1 - i : at + i;
        value = value << 8 | (unsigned char)tiff.data[place];
    }
    return value;
}

/* TIFF 6.0 §2: a header, then a directory of 12-byte entries (tag, type, count, value). */
uint8_t pl_exif_orientation(pl_str tiff)
{
    bool is_little = pl_str_starts(tiff, PL_LIT("II*\0"));
    if (!is_little && !pl_str_starts(tiff, PL_LIT("MM\0*")))
        return 1;
    size_t directory = tiff_number(tiff, 4, 4, is_little);
    uint32_t count = tiff_number(tiff, directory, 2, is_little);
    for (uint32_t i = 0; i < count; i++) {
        size_t entry = directory + 2 + (size_t)i * 12;
        if (entry + 12 > tiff.size)
            break;
        if (tiff_number(tiff, entry, 2, is_little) != 274)
            continue;
        uint32_t value = tiff_number(tiff, entry + 8, 2, is_little);
        return value >= 1 && value <= 8 ? (uint8_t)value : 1;
    }
    return 1;
}
