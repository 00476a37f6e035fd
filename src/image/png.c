// SPDX-License-Identifier: MIT
/* image/png.c: PNG files: probe, decode, strip, encode, by libpng.
 *
 * Source: PNG (Portable Network Graphics) Specification, 2nd edition; its eXIf extension.
 * libpng leaves by longjmp on errors: each use of it sits in one function whose
 * variables live outside its frame, and allocates nothing of the arena's in between. */
#include <png.h>
#include <stdlib.h>

#include "image/formats.h"

#define METRE_PER_INCH 0.0254

// --- Chunks -------------------------------------------------------------------------------------

struct chunk {
    pl_str type, data;
    size_t first, end; // of the whole chunk in the file
};

/* The chunk at *at, which moves behind it; false at the end or where the file is cut off. */
static bool next_chunk(pl_str bytes, size_t *at, struct chunk *chunk)
{
    if (bytes.size < 12 || *at > bytes.size - 12)
        return false;
    size_t size = pl_read_u32(bytes.data + *at);
    if (size > bytes.size - 12 - *at)
        return false;
    chunk->first = *at;
    chunk->type = pl_str_slice(bytes, *at + 4, *at + 8);
    chunk->data = pl_str_slice(bytes, *at + 8, *at + 8 + size);
    chunk->end = *at += size + 12;
    return true;
}

bool pl_png_probe(pl_str bytes, struct pl_picture *picture, pl_str *why)
{
    struct chunk chunk;
    size_t at = 8;
    if (!next_chunk(bytes, &at, &chunk) || !pl_str_eq(chunk.type, PL_LIT("IHDR")) ||
        chunk.data.size != 13) {
        *why = PL_LIT("its PNG header is broken");
        return false;
    }
    picture->width = pl_read_u32(chunk.data.data);
    picture->height = pl_read_u32(chunk.data.data + 4);
    unsigned colour = (unsigned char)chunk.data.data[9];
    picture->has_alpha = colour & PNG_COLOR_MASK_ALPHA;
    picture->is_grey = !(colour & PNG_COLOR_MASK_COLOR);
    while (next_chunk(bytes, &at, &chunk) && !pl_str_eq(chunk.type, PL_LIT("IDAT"))) {
        if (pl_str_eq(chunk.type, PL_LIT("tRNS"))) {
            picture->has_alpha = true;
        } else if (pl_str_eq(chunk.type, PL_LIT("eXIf"))) {
            picture->orientation = pl_exif_orientation(chunk.data);
        } else if (pl_str_eq(chunk.type, PL_LIT("pHYs")) && chunk.data.size == 9 &&
                   chunk.data.data[8] == PNG_RESOLUTION_METER) {
            picture->dpi_x = pl_read_u32(chunk.data.data) * METRE_PER_INCH;
            picture->dpi_y = pl_read_u32(chunk.data.data + 4) * METRE_PER_INCH;
        }
    }
    return true;
}

/* Chunks that change how the picture looks, or that a reader can't do without. Colour profiles
 * stay; what describes (tEXt, eXIf, tIME …), what editors keep and animation go. */
static bool is_needed(pl_str type)
{
    static const char *const optional[] = {"tRNS", "gAMA", "cHRM", "sRGB",
                                           "iCCP", "sBIT", "pHYs", "cICP"};
    if (pl_ascii_is_upper(type.data[0])) // critical
        return true;
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (pl_str_eq(type, pl_str_from(optional[i])))
            return true;
    return false;
}

pl_str pl_png_strip(struct pl_arena *arena, const struct pl_picture *picture)
{
    pl_str bytes = picture->bytes;
    struct chunk chunk;
    bool keep_turn = picture->orientation > 1, is_whole = false;
    char *out = pl_arena_alloc_text(arena, bytes.size);
    size_t at = 8, size = 8;
    memcpy(out, bytes.data, size);
    while (!is_whole && next_chunk(bytes, &at, &chunk)) {
        if (is_needed(chunk.type) || (keep_turn && pl_str_eq(chunk.type, PL_LIT("eXIf")))) {
            memcpy(out + size, bytes.data + chunk.first, chunk.end - chunk.first);
            size += chunk.end - chunk.first;
        }
        is_whole = pl_str_eq(chunk.type, PL_LIT("IEND"));
    }
    return is_whole && size < bytes.size ? (pl_str){out, size} : bytes;
}

// --- Decoding -----------------------------------------------------------------------------------

/* What libpng works with. It outlives the frame that it jumps out of. */
struct decoder {
    png_structp png;
    png_infop info;
    pl_str bytes;
    size_t at;
    bool is_short; // the file ended early
    png_bytep row; // four bytes a pixel
    png_bytepp rows;
};

static void drop_decoder(void *thing)
{
    struct decoder *decoder = thing;
    if (decoder->png)
        png_destroy_read_struct(&decoder->png, &decoder->info, NULL);
    decoder->png = NULL;
}

static void read_bytes(png_structp png, png_bytep out, png_size_t size)
{
    struct decoder *decoder = png_get_io_ptr(png);
    if (size > decoder->bytes.size - decoder->at) {
        decoder->is_short = true;
        png_error(png, "end of file");
    }
    memcpy(out, decoder->bytes.data + decoder->at, size);
    decoder->at += size;
}

static _Noreturn void leave(png_structp png, png_const_charp message)
{
    (void)message;
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

/* Everything becomes 8 bits of red, green, blue and alpha. */
static void expand_all(struct decoder *decoder)
{
    png_set_expand(decoder->png); // palette, small greys, tRNS
    png_set_scale_16(decoder->png);
    png_set_gray_to_rgb(decoder->png);
    png_set_add_alpha(decoder->png, 0xFF, PNG_FILLER_AFTER);
    png_set_interlace_handling(decoder->png);
    png_read_update_info(decoder->png, decoder->info);
}

static void premultiply_row(const png_byte *row, uint32_t *pixels, uint32_t width)
{
    for (uint32_t x = 0; x < width; x++, row += 4)
        pixels[x] = pl_premultiplied(row[0], row[1], row[2], row[3]);
}

/* The same in place, for pictures that are read whole because they are interlaced. */
static void premultiply_in_place(uint32_t *pixels, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        png_byte bytes[4];
        memcpy(bytes, &pixels[i], 4);
        pixels[i] = pl_premultiplied(bytes[0], bytes[1], bytes[2], bytes[3]);
    }
}

/* Reads all rows. False when libpng left. */
static bool run_decoder(struct decoder *decoder, const struct pl_pixels *pixels)
{
    if (setjmp(png_jmpbuf(decoder->png)))
        return false;
    png_set_read_fn(decoder->png, decoder, read_bytes);
    png_set_user_limits(decoder->png, 0x7FFFFFFF, 0x7FFFFFFF);
    png_set_chunk_malloc_max(decoder->png, 16u << 20);
    png_read_info(decoder->png, decoder->info);
    if (png_get_image_width(decoder->png, decoder->info) != pixels->width ||
        png_get_image_height(decoder->png, decoder->info) != pixels->height)
        return false;
    bool is_interlaced = png_get_interlace_type(decoder->png, decoder->info) != PNG_INTERLACE_NONE;
    expand_all(decoder);
    if (is_interlaced) {
        png_read_image(decoder->png, decoder->rows);
        premultiply_in_place(pixels->data, pixels->stride * pixels->height);
    } else {
        for (uint32_t y = 0; y < pixels->height; y++) {
            png_read_row(decoder->png, decoder->row, NULL);
            premultiply_row(decoder->row, pixels->data + y * pixels->stride, pixels->width);
        }
    }
    png_read_end(decoder->png, NULL);
    return true;
}

bool pl_png_decode(struct pl_arena *arena, const struct pl_picture *picture,
                   struct pl_pixels *pixels, pl_str *why)
{
    struct decoder *decoder = PL_NEW(arena, struct decoder);
    decoder->bytes = picture->bytes;
    decoder->row = (png_bytep)pl_arena_alloc_array(arena, pixels->width, 4);
    decoder->rows = PL_NEW_ARRAY(arena, png_bytep, pixels->height);
    for (uint32_t y = 0; y < pixels->height; y++)
        decoder->rows[y] = (png_bytep)(pixels->data + y * pixels->stride);
    pl_arena_defer(arena, drop_decoder, decoder);
    decoder->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, leave, ignore);
    decoder->info = decoder->png ? png_create_info_struct(decoder->png) : NULL;
    if (!decoder->info)
        pl_arena_unwind(arena);
    bool is_done = run_decoder(decoder, pixels);
    drop_decoder(decoder);
    if (!is_done)
        *why = decoder->is_short ? PL_LIT("it ends before its picture does")
                                 : PL_LIT("its PNG data is broken");
    return is_done;
}

// --- Encoding -----------------------------------------------------------------------------------

struct encoder {
    png_structp png;
    png_infop info;
    const struct pl_pixels *pixels;
    bool is_opaque;
    png_bytep row;
    char *out; // grows by malloc: libpng must not be left by an arena's unwinding
    size_t size, room;
};

static void drop_encoder(void *thing)
{
    struct encoder *encoder = thing;
    if (encoder->png)
        png_destroy_write_struct(&encoder->png, &encoder->info);
    free(encoder->out);
    encoder->out = NULL;
    encoder->png = NULL;
}

static void write_bytes(png_structp png, png_bytep bytes, png_size_t size)
{
    struct encoder *encoder = png_get_io_ptr(png);
    if (size > encoder->room - encoder->size) {
        size_t room = (encoder->room + size) * 2;
        char *grown = realloc(encoder->out, room);
        if (!grown)
            png_error(png, "out of memory");
        encoder->out = grown;
        encoder->room = room;
    }
    memcpy(encoder->out + encoder->size, bytes, size);
    encoder->size += size;
}

static void write_nothing(png_structp png)
{
    (void)png;
}

static uint8_t divided(uint32_t colour, uint32_t alpha)
{
    uint32_t value = alpha ? (colour * 255 + alpha / 2) / alpha : 0;
    return value > 255 ? 255 : (uint8_t)value;
}

static void fill_row(struct encoder *encoder, uint32_t y)
{
    const uint32_t *pixels = encoder->pixels->data + y * encoder->pixels->stride;
    png_bytep out = encoder->row;
    for (uint32_t x = 0; x < encoder->pixels->width; x++) {
        uint32_t alpha = pixels[x] >> 24;
        *out++ = divided(pixels[x] >> 16 & 0xFF, alpha);
        *out++ = divided(pixels[x] >> 8 & 0xFF, alpha);
        *out++ = divided(pixels[x] & 0xFF, alpha);
        if (!encoder->is_opaque)
            *out++ = (png_byte)alpha;
    }
}

static bool run_encoder(struct encoder *encoder)
{
    if (setjmp(png_jmpbuf(encoder->png)))
        return false;
    png_set_write_fn(encoder->png, encoder, write_bytes, write_nothing);
    // The same bytes wherever it runs: level, strategy and filters are fixed.
    png_set_compression_level(encoder->png, 6);
    png_set_compression_strategy(encoder->png, 1); // Z_FILTERED
    png_set_filter(encoder->png, PNG_FILTER_TYPE_BASE, PNG_ALL_FILTERS);
    png_set_IHDR(encoder->png, encoder->info, encoder->pixels->width, encoder->pixels->height, 8,
                 encoder->is_opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGB_ALPHA,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(encoder->png, encoder->info);
    for (uint32_t y = 0; y < encoder->pixels->height; y++) {
        fill_row(encoder, y);
        png_write_row(encoder->png, encoder->row);
    }
    png_write_end(encoder->png, NULL);
    return true;
}

static bool all_opaque(const struct pl_pixels *pixels)
{
    for (uint32_t y = 0; y < pixels->height; y++)
        for (uint32_t x = 0; x < pixels->width; x++)
            if (pixels->data[y * pixels->stride + x] >> 24 != 0xFF)
                return false;
    return true;
}

pl_str pl_picture_encode_png(struct pl_arena *arena, const struct pl_pixels *pixels)
{
    struct encoder *encoder = PL_NEW(arena, struct encoder);
    *encoder = (struct encoder){.pixels = pixels, .is_opaque = all_opaque(pixels)};
    encoder->row = (png_bytep)pl_arena_alloc_array(arena, pixels->width, 4);
    pl_arena_defer(arena, drop_encoder, encoder);
    encoder->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, leave, ignore);
    encoder->info = encoder->png ? png_create_info_struct(encoder->png) : NULL;
    if (!encoder->info || !run_encoder(encoder))
        pl_arena_unwind(arena); // memory is all that can fail
    pl_str bytes = pl_str_copy(arena, (pl_str){encoder->out, encoder->size});
    drop_encoder(encoder);
    return bytes;
}
