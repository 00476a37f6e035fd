// SPDX-License-Identifier: MIT
/* image/jpeg.c: JPEG files: probe, decode, strip, by libjpeg.
 *
 * Source: ITU-T T.81 annex B (markers), JFIF 1.02, EXIF 2.3, Adobe TN 5116 (APP14). libjpeg's
 * warnings mean damaged data: any of them makes the picture an error. Its errors
 * leave by longjmp out of one function whose variables live outside its frame. */
#include <setjmp.h>
#include <stdio.h>

#include <jpeglib.h>

#include "image/formats.h"

#define SCANS_AT_MOST        500 // of a progressive picture: a hostile one repeats scans for ever
#define MEMORY_AT_MOST_BYTES ((long)1 << 30)

enum {
    SOF0 = 0xC0,
    DHT = 0xC4,
    JPG = 0xC8,
    DAC = 0xCC,
    SOF15 = 0xCF,
    RST0 = 0xD0,
    SOI = 0xD8,
    EOI = 0xD9,
    SOS = 0xDA,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP2 = 0xE2,
    APP14 = 0xEE,
    APP15 = 0xEF,
    COM = 0xFE,
};

struct segment {
    unsigned marker;
    pl_str data;       // without marker and length
    size_t first, end; // of the whole segment in the file
};

/* The segment at *at, which moves behind it. False at the end or where the file is cut off. */
static bool next_segment(pl_str bytes, size_t *at, struct segment *segment)
{
    size_t i = *at;
    while (i < bytes.size && (unsigned char)bytes.data[i] != 0xFF) // garbage between segments
        i++;
    segment->first = i;
    while (i < bytes.size && (unsigned char)bytes.data[i] == 0xFF) // fill bytes
        i++;
    if (i >= bytes.size)
        return false;
    segment->marker = (unsigned char)bytes.data[i++];
    segment->data = (pl_str){0};
    bool stands_alone = segment->marker <= 0x01 ||
                        (segment->marker >= RST0 && segment->marker <= EOI);
    if (!stands_alone) {
        if (bytes.size - i < 2)
            return false;
        size_t size = pl_read_u16(bytes.data + i);
        if (size < 2 || size > bytes.size - i)
            return false;
        segment->data = pl_str_slice(bytes, i + 2, i + size);
        i += size;
    }
    segment->end = *at = i;
    return true;
}

static bool is_frame(unsigned marker)
{
    return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

static void read_application_data(const struct segment *segment, struct pl_picture *picture)
{
    pl_str data = segment->data;
    if (segment->marker == APP0 && pl_str_starts(data, PL_LIT("JFIF\0")) && data.size >= 12) {
        double per_inch = data.data[7] == 1 ? 1 : data.data[7] == 2 ? 2.54 : 0;
        picture->dpi_x = pl_read_u16(data.data + 8) * per_inch;
        picture->dpi_y = pl_read_u16(data.data + 10) * per_inch;
    } else if (segment->marker == APP1 && pl_str_starts(data, PL_LIT("Exif\0\0"))) {
        picture->orientation = pl_exif_orientation(pl_str_slice(data, 6, data.size));
    } else if (segment->marker == APP14 && pl_str_starts(data, PL_LIT("Adobe"))) {
        picture->is_inverted = true; // meaningful for CMYK only
    }
}

bool pl_jpeg_probe(pl_str bytes, struct pl_picture *picture, pl_str *why)
{
    struct segment segment;
    bool has_frame = false;
    size_t at = 2;
    while (next_segment(bytes, &at, &segment) && segment.marker != SOS && segment.marker != EOI) {
        read_application_data(&segment, picture);
        if (!is_frame(segment.marker) || segment.data.size < 6 || has_frame)
            continue;
        has_frame = true;
        if (segment.data.data[0] != 8) {
            *why = PL_LIT("it is a JPEG of more than 8 bits a colour");
            return false;
        }
        unsigned components = (unsigned char)segment.data.data[5];
        picture->height = pl_read_u16(segment.data.data + 1);
        picture->width = pl_read_u16(segment.data.data + 3);
        picture->is_grey = components == 1;
        picture->is_cmyk = components == 4;
    }
    picture->is_inverted = picture->is_inverted && picture->is_cmyk;
    if (!has_frame)
        *why = PL_LIT("its JPEG header is broken");
    return has_frame;
}

// --- Decoding -----------------------------------------------------------------------------------

/* What libjpeg works with. It outlives the frame that it jumps out of. */
struct decoder {
    struct jpeg_error_mgr errors;
    struct jpeg_decompress_struct jpeg;
    struct jpeg_progress_mgr progress;
    jmp_buf where;
    bool is_made, is_damaged, is_short, is_out_of_memory;
    JSAMPROW row;
};

static void drop_decoder(void *thing)
{
    struct decoder *decoder = thing;
    if (decoder->is_made)
        jpeg_destroy_decompress(&decoder->jpeg);
    decoder->is_made = false;
}

static _Noreturn void leave(j_common_ptr jpeg)
{
    struct decoder *decoder = jpeg->client_data;
    longjmp(decoder->where, 1);
}

/* Level -1 is a warning: the data is damaged, and libjpeg would make something up. */
static void note_damage(j_common_ptr jpeg, int level)
{
    struct decoder *decoder = jpeg->client_data;
    if (level >= 0)
        return;
    decoder->is_damaged = true;
    leave(jpeg);
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void bound_scans(j_common_ptr jpeg)
{
    struct decoder *decoder = jpeg->client_data;
    if (decoder->jpeg.input_scan_number > SCANS_AT_MOST) {
        decoder->is_damaged = true;
        leave(jpeg);
    }
}

// The source of bytes: all of them are there from the start.

static void begin_source(j_decompress_ptr jpeg)
{
    (void)jpeg;
}

static boolean fill_source(j_decompress_ptr jpeg)
{
    struct decoder *decoder = jpeg->client_data;
    decoder->is_short = true;
    leave((j_common_ptr)jpeg);
}

static void skip_source(j_decompress_ptr jpeg, long count)
{
    if (count <= 0)
        return;
    if ((size_t)count > jpeg->src->bytes_in_buffer)
        fill_source(jpeg);
    jpeg->src->next_input_byte += count;
    jpeg->src->bytes_in_buffer -= (size_t)count;
}

/* T.81 doesn't say what CMYK means. Without a profile the plain formula is what browsers take. */
static uint32_t from_cmyk(const JSAMPLE *sample, bool is_inverted)
{
    uint32_t ink[4];
    for (int i = 0; i < 4; i++)
        ink[i] = is_inverted ? sample[i] : 255u - sample[i]; // 255: no ink
    return 0xFF000000u | (ink[0] * ink[3] + 127) / 255 << 16 | (ink[1] * ink[3] + 127) / 255 << 8 |
           (ink[2] * ink[3] + 127) / 255;
}

static void convert_row(const JSAMPLE *row, const struct pl_picture *picture, uint32_t *out,
                        uint32_t width)
{
    for (uint32_t x = 0; x < width; x++) {
        if (picture->is_cmyk)
            out[x] = from_cmyk(row + (size_t)x * 4, picture->is_inverted);
        else if (picture->is_grey)
            out[x] = 0xFF000000u | row[x] * 0x010101u;
        else
            out[x] = 0xFF000000u | (uint32_t)row[x * 3] << 16 | (uint32_t)row[x * 3 + 1] << 8 |
                     row[x * 3 + 2];
    }
}

/* Reads all rows. False when libjpeg left. */
static bool run_decoder(struct decoder *decoder, const struct pl_picture *picture,
                        const struct pl_pixels *pixels, struct jpeg_source_mgr *source)
{
    struct jpeg_decompress_struct *jpeg = &decoder->jpeg;
    if (setjmp(decoder->where))
        return false;
    jpeg_create_decompress(jpeg);
    decoder->is_made = true;
    jpeg->src = source;
    jpeg->mem->max_memory_to_use = MEMORY_AT_MOST_BYTES;
    jpeg_read_header(jpeg, TRUE);
    jpeg->out_color_space = picture->is_cmyk   ? JCS_CMYK
                            : picture->is_grey ? JCS_GRAYSCALE
                                               : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW; // the same result on every machine
    jpeg->progress = &decoder->progress;
    jpeg_start_decompress(jpeg);
    if (jpeg->output_width != pixels->width || jpeg->output_height != pixels->height ||
        jpeg->output_components != (picture->is_cmyk   ? 4
                                    : picture->is_grey ? 1
                                                       : 3))
        return false;
    while (jpeg->output_scanline < jpeg->output_height) {
        uint32_t y = jpeg->output_scanline;
        jpeg_read_scanlines(jpeg, &decoder->row, 1);
        convert_row(decoder->row, picture, pixels->data + y * pixels->stride, pixels->width);
    }
    jpeg_finish_decompress(jpeg);
    return true;
}

bool pl_jpeg_decode(struct pl_arena *arena, const struct pl_picture *picture,
                    struct pl_pixels *pixels, pl_str *why)
{
    struct decoder *decoder = PL_NEW(arena, struct decoder);
    struct jpeg_source_mgr *source = PL_NEW(arena, struct jpeg_source_mgr);
    *source = (struct jpeg_source_mgr){
        .next_input_byte = (const JOCTET *)picture->bytes.data,
        .bytes_in_buffer = picture->bytes.size,
        .init_source = begin_source,
        .fill_input_buffer = fill_source,
        .skip_input_data = skip_source,
        .resync_to_restart = jpeg_resync_to_restart,
        .term_source = begin_source,
    };
    decoder->row = (JSAMPROW)pl_arena_alloc_array(arena, pixels->width, 4);
    decoder->jpeg.err = jpeg_std_error(&decoder->errors);
    decoder->errors.error_exit = leave;
    decoder->errors.emit_message = note_damage;
    decoder->errors.output_message = say_nothing;
    decoder->jpeg.client_data = decoder;
    decoder->progress.progress_monitor = bound_scans;
    pl_arena_defer(arena, drop_decoder, decoder);
    bool is_done = run_decoder(decoder, picture, pixels, source);
    drop_decoder(decoder);
    if (!is_done)
        *why = decoder->is_short ? PL_LIT("it ends before its picture does")
                                 : PL_LIT("its JPEG data is broken");
    return is_done;
}

// --- Stripping ----------------------------------------------------------------------------------

static bool is_needed(const struct segment *segment)
{
    if (segment->marker == COM)
        return false;
    if (segment->marker < APP0 || segment->marker > APP15)
        return true;
    return (segment->marker == APP0 && pl_str_starts(segment->data, PL_LIT("JFIF\0"))) ||
           (segment->marker == APP14 && pl_str_starts(segment->data, PL_LIT("Adobe"))) ||
           (segment->marker == APP2 && pl_str_starts(segment->data, PL_LIT("ICC_PROFILE\0")));
}

/* An EXIF segment of one entry: the orientation. */
static size_t add_orientation(char *out, uint8_t orientation)
{
    static const char segment[] = "\xFF\xE1\0\x22"
                                  "Exif\0\0MM\0*\0\0\0\x08\0\x01"
                                  "\x01\x12\0\x03\0\0\0\x01\0?\0\0"
                                  "\0\0\0";
    memcpy(out, segment, sizeof segment);
    out[4 + 6 + 8 + 2 + 9] = (char)orientation;
    return sizeof segment;
}

/* Where the data of the scan that begins at `at` ends: at the next marker that isn't a restart. */
static size_t scan_end(pl_str bytes, size_t at)
{
    for (; at + 1 < bytes.size; at++) {
        unsigned char next = (unsigned char)bytes.data[at + 1];
        if ((unsigned char)bytes.data[at] == 0xFF && next != 0 && next != 0xFF &&
            !(next >= RST0 && next < SOI))
            return at;
    }
    return bytes.size;
}

pl_str pl_jpeg_strip(struct pl_arena *arena, const struct pl_picture *picture)
{
    pl_str bytes = picture->bytes;
    struct segment segment;
    char *out = pl_arena_alloc_text(arena, bytes.size + 64);
    size_t at = 2, size = 2;
    bool is_first = true, is_whole = false;
    memcpy(out, bytes.data, 2);
    while (!is_whole && next_segment(bytes, &at, &segment)) {
        if (segment.marker == SOS)
            at = segment.end = scan_end(bytes, segment.end);
        is_whole = segment.marker == EOI;
        // JFIF's segment must be the first; the orientation comes right behind it.
        if (is_first && picture->orientation > 1 && segment.marker != APP0) {
            size += add_orientation(out + size, picture->orientation);
            is_first = false;
        }
        if (!is_needed(&segment))
            continue;
        memcpy(out + size, bytes.data + segment.first, segment.end - segment.first);
        size += segment.end - segment.first;
    }
    bool is_smaller = size < bytes.size;
    return is_whole && is_smaller ? (pl_str){out, size} : bytes;
}
