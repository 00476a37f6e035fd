// SPDX-License-Identifier: MIT
/* pdf/pictures.c: pictures as image objects, each once a file. Source: ISO 32000-1 8.9.5, 11.6.5.3. */
#include "pdf/pictures.h"

#include <limits.h>
#include <stdlib.h>

struct pl_pdf_pictures pl_pdf_pictures_begin(struct pl_arena *arena)
{
    return (struct pl_pdf_pictures){.arena = arena, .by_pointer = PL_MAP(arena), .by_hash = PL_MAP(arena)};
}

static pl_str key_of(struct pl_arena *arena, const void *bytes, size_t size)
{
    return pl_str_copy(arena, (pl_str){bytes, size});
}

/* Files with equal bytes are one picture; the checksum of each is taken once. */
static struct pl_pdf_picture *find_equal(struct pl_pdf_pictures *pictures, const struct pl_picture *picture,
                                         void ***slot)
{
    struct { uint64_t hash, size; } key = {pl_hash(picture->bytes.data, picture->bytes.size), picture->bytes.size};
    *slot = pl_map_at(&pictures->by_hash, key_of(pictures->arena, &key, sizeof key));
    struct pl_pdf_picture *found = **slot;
    return found && pl_str_eq(found->picture->bytes, picture->bytes) ? found : NULL;
}

const struct pl_pdf_picture *pl_pdf_picture_at(struct pl_pdf_pictures *pictures, struct pl_pdf_file *file,
                                               const struct pl_picture *picture)
{
    struct { const char *data; size_t size; } key = {picture->bytes.data, picture->bytes.size};
    struct pl_pdf_picture *known = pl_map_lookup(&pictures->by_pointer, (pl_str){(char *)&key, sizeof key});
    if (known)
        return known;
    void **slot;
    struct pl_pdf_picture *entry = find_equal(pictures, picture, &slot);
    if (!entry) {
        entry = PL_NEW(pictures->arena, struct pl_pdf_picture);
        *entry = (struct pl_pdf_picture){.picture = picture,
                                         .index = (uint32_t)pictures->all.count,
                                         .number = pl_pdf_file_numbers(file, 2)};
        *PL_PUSH(pictures->arena, &pictures->all) = entry;
        *slot = entry;
    }
    *pl_map_at(&pictures->by_pointer, key_of(pictures->arena, &key, sizeof key)) = entry;
    return entry;
}

/* --- Samples ------------------------------------------------------------------------------------------ */

struct samples {
    uint32_t width, height;
    bool is_grey, has_alpha;
};

/* One pixel's colour without its alpha multiplied in. */
static void unmultiply(uint32_t pixel, unsigned out[3])
{
    unsigned alpha = pixel >> 24;
    for (int i = 0; i < 3; i++) {
        unsigned channel = pixel >> (16 - 8 * i) & 255;
        unsigned value = alpha == 255 ? channel : alpha == 0 ? 0 : (channel * 255 + alpha / 2) / alpha;
        out[i] = value > 255 ? 255 : value;
    }
}

static struct samples look_at(const struct pl_pixels *pixels)
{
    struct samples samples = {.width = pixels->width, .height = pixels->height, .is_grey = true};
    for (uint32_t y = 0; y < pixels->height; y++) {
        const uint32_t *row = pixels->data + y * pixels->stride;
        for (uint32_t x = 0; x < pixels->width; x++) {
            uint32_t p = row[x];
            samples.has_alpha |= p >> 24 != 255;
            samples.is_grey &= (p >> 16 & 255) == (p >> 8 & 255) && (p >> 8 & 255) == (p & 255);
        }
    }
    return samples;
}

/* What PNG's filter `type` expects for a sample from its neighbours (PNG 9.2). */
static inline int expect(int type, int left, int up, int corner)
{
    int p = left + up - corner, to_left = abs(p - left), to_up = abs(p - up), to_corner = abs(p - corner);
    switch (type) {
    case 1:
        return left;
    case 2:
        return up;
    case 3:
        return (left + up) / 2;
    case 4:
        return to_left <= to_up && to_left <= to_corner ? left : to_up <= to_corner ? up : corner;
    }
    return 0;
}

/* Filters a row into `to` and returns the sum of the differences, by which the best filter is known (PNG 12.8). */
static unsigned long filter_row(uint8_t *to, int type, const uint8_t *row, const uint8_t *above, size_t size,
                                size_t pixel)
{
    unsigned long sum = 0;
    *to++ = (uint8_t)type;
    for (size_t i = 0; i < size; i++) {
        int left = i >= pixel ? row[i - pixel] : 0, corner = i >= pixel ? above[i - pixel] : 0;
        to[i] = (uint8_t)(row[i] - expect(type, left, above[i], corner));
        sum += to[i] < 128 ? to[i] : 256 - to[i];
    }
    return sum;
}

static void predict_row(uint8_t *to, const uint8_t *row, const uint8_t *above, size_t size, size_t pixel)
{
    int best = 0;
    unsigned long least = ULONG_MAX;
    for (int type = 0; type < 5; type++) {
        unsigned long sum = filter_row(to, type, row, above, size, pixel);
        if (sum < least) {
            least = sum;
            best = type;
        }
    }
    filter_row(to, best, row, above, size, pixel);
}

enum channel { CHANNEL_COLOR, CHANNEL_ALPHA };

static void fill_row(uint8_t *to, const uint32_t *row, uint32_t width, bool is_grey, enum channel channel)
{
    for (uint32_t x = 0; x < width; x++) {
        unsigned color[3];
        if (channel == CHANNEL_ALPHA) {
            *to++ = (uint8_t)(row[x] >> 24);
            continue;
        }
        unmultiply(row[x], color);
        *to++ = (uint8_t)color[0];
        if (!is_grey) {
            *to++ = (uint8_t)color[1];
            *to++ = (uint8_t)color[2];
        }
    }
}

static void write_samples(struct pl_pdf_part *part, uint32_t number, const struct pl_pixels *pixels,
                          struct samples samples, enum channel channel)
{
    int colors = samples.is_grey || channel == CHANNEL_ALPHA ? 1 : 3;
    size_t row_size = (size_t)samples.width * (size_t)colors;
    uint8_t *data = pl_arena_alloc_array(part->arena, samples.height, row_size + 1);
    uint8_t *rows[2] = {pl_arena_alloc(part->arena, row_size), pl_arena_alloc(part->arena, row_size)};
    for (uint32_t y = 0; y < samples.height; y++) {
        fill_row(rows[y & 1], pixels->data + y * pixels->stride, samples.width, samples.is_grey, channel);
        predict_row(data + y * (row_size + 1), rows[y & 1], rows[!(y & 1)], row_size, (size_t)colors);
    }
    struct pl_strbuf dictionary = PL_STRBUF(part->arena);
    pl_strbuf_addf(&dictionary,
                   "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s/BitsPerComponent 8"
                   "/Interpolate false/DecodeParms<</Predictor 15/Colors %d/Columns %u>>",
                   samples.width, samples.height, colors == 1 ? "DeviceGray" : "DeviceRGB", colors,
                   samples.width);
    if (samples.has_alpha && channel == CHANNEL_COLOR)
        pl_strbuf_addf(&dictionary, "/SMask %u 0 R", number + 1);
    pl_pdf_part_deflated(part, number, pl_strbuf_str(&dictionary),
                         (pl_str){(char *)data, samples.height * (row_size + 1)});
}

static void write_jpeg(struct pl_pdf_part *part, const struct pl_pdf_picture *entry)
{
    const struct pl_picture *picture = entry->picture;
    pl_str dictionary = pl_str_format(
        part->arena,
        "/Type/XObject/Subtype/Image/Width %u/Height %u/ColorSpace/%s/BitsPerComponent 8/Interpolate false"
        "/Filter/DCTDecode",
        picture->width, picture->height, picture->is_grey ? "DeviceGray" : "DeviceRGB");
    pl_pdf_part_stream(part, entry->number, dictionary, pl_picture_strip(part->arena, picture));
}

void pl_pdf_picture_write(struct pl_pdf_part *part, const struct pl_pdf_picture *entry, struct pl_diags *diags)
{
    if (pl_picture_can_pass_through(entry->picture)) {
        write_jpeg(part, entry);
        return;
    }
    struct pl_pixels pixels;
    pl_str why;
    if (!pl_picture_decode(part->arena, entry->picture, &pixels, &why)) {
        static const uint32_t grey = 0xFFCCCCCC;
        pl_warn(diags, PL_W_PICTURE, PL_NO_SPAN, "a picture can't be shown: %.*s", PL_ARG(why));
        pixels = (struct pl_pixels){.data = (uint32_t[]){grey}, .width = 1, .height = 1, .stride = 1};
        write_samples(part, entry->number, &pixels, look_at(&pixels), CHANNEL_COLOR);
        return;
    }
    struct samples samples = look_at(&pixels);
    write_samples(part, entry->number, &pixels, samples, CHANNEL_COLOR);
    if (samples.has_alpha)
        write_samples(part, entry->number + 1, &pixels, samples, CHANNEL_ALPHA);
}
