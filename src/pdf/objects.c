// SPDX-License-Identifier: MIT
/* pdf/objects.c: the objects of the file that is written: numbers, streams, object streams, cross-reference. */
#include "pdf/objects.h"

#include <assert.h>
#include <zlib.h>

#include "base/utf8.h"

/* --- Values ------------------------------------------------------------------------------------ */

static bool is_plain_ascii(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] < 0x20 || text.data[i] > 0x7E)
            return false;
    return true;
}

static void add_utf16(struct pl_strbuf *out, uint32_t c)
{
    if (c >= 0x10000)
        pl_strbuf_addf(out, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
    else
        pl_strbuf_addf(out, "%04X", c);
}

static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

void pl_pdf_add_text(struct pl_strbuf *out, pl_str text)
{
    if (!is_plain_ascii(text)) {
        pl_strbuf_add(out, PL_LIT("<FEFF"));
        for (size_t i = 0; i < text.size;) {
            uint32_t c = pl_utf8_next(text, &i);
            if (!is_control(c))
                add_utf16(out, c);
            else if (c == '\n' || c == '\t' || c == '\r')
                add_utf16(out, ' ');
        }
        pl_strbuf_add_byte(out, '>');
        return;
    }
    pl_strbuf_add_byte(out, '(');
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '(' || text.data[i] == ')' || text.data[i] == '\\')
            pl_strbuf_add_byte(out, '\\');
        pl_strbuf_add_byte(out, text.data[i]);
    }
    pl_strbuf_add_byte(out, ')');
}

void pl_pdf_add_reference(struct pl_strbuf *out, uint32_t number)
{
    pl_strbuf_addf(out, "%u 0 R", number);
}

void pl_pdf_add_points(struct pl_strbuf *out, pl_flow units)
{
    pl_strbuf_add_number(out, pl_unit_to_pt(units), 3);
}

void pl_pdf_add_rect(struct pl_strbuf *out, const struct pl_rect *rect, pl_unit page_height)
{
    pl_flow left = rect->x, bottom = (pl_flow)page_height - rect->y - rect->height;
    pl_strbuf_add_byte(out, '[');
    pl_pdf_add_points(out, left);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, bottom);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, left + rect->width);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, bottom + rect->height);
    pl_strbuf_add_byte(out, ']');
}

/* --- Deflate ------------------------------------------------------------------------------------- */

pl_str pl_pdf_deflate(struct pl_arena *arena, pl_str data)
{
    uLongf size = compressBound((uLong)data.size);
    char *packed = pl_arena_alloc_text(arena, size);
    int status = compress2((Bytef *)packed, &size, (const Bytef *)(data.data ? data.data : ""),
                           (uLong)data.size, 6);
    if (status != Z_OK) // out of memory: nothing else can go wrong with room for the bound
        pl_arena_unwind(arena);
    return (pl_str){packed, size};
}

bool pl_pdf_inflate(struct pl_arena *arena, pl_str data, size_t limit, pl_str *out)
{
    z_stream stream = {0};
    if (inflateInit(&stream) != Z_OK)
        return false;
    struct pl_strbuf text = PL_STRBUF(arena);
    unsigned char piece[16384];
    stream.next_in = (Bytef *)(uintptr_t)data.data;
    stream.avail_in = (uInt)data.size;
    int status = Z_OK;
    while (status == Z_OK && text.size <= limit) {
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        status = inflate(&stream, Z_NO_FLUSH);
        pl_strbuf_add(&text, (pl_str){(char *)piece, sizeof piece - stream.avail_out});
    }
    inflateEnd(&stream);
    *out = pl_strbuf_str(&text);
    return status == Z_STREAM_END && text.size <= limit;
}

/* --- Parts ------------------------------------------------------------------------------------------ */

uint32_t pl_pdf_containers(uint32_t objects)
{
    return (objects + PL_OBJECTS_A_STREAM - 1) / PL_OBJECTS_A_STREAM;
}

struct pl_pdf_part pl_pdf_part_begin(struct pl_arena *arena, uint32_t containers, uint32_t objects)
{
    return (struct pl_pdf_part){.arena = arena,
                                .bytes = PL_STRBUF(arena),
                                .waiting = PL_STRBUF(arena),
                                .waiting_index = PL_STRBUF(arena),
                                .next_container = containers,
                                .container_end = containers + pl_pdf_containers(objects)};
}

void pl_pdf_part_stream(struct pl_pdf_part *part, uint32_t number, pl_str dictionary, pl_str data)
{
    *PL_PUSH(part->arena, &part->entries) =
        (struct pl_pdf_entry){.number = number, .offset = part->bytes.size};
    pl_strbuf_addf(&part->bytes, "%u 0 obj\n<<%.*s/Length %zu>>\nstream\n", number, PL_ARG(dictionary),
                   data.size);
    pl_strbuf_add(&part->bytes, data);
    pl_strbuf_add(&part->bytes, PL_LIT("\nendstream\nendobj\n"));
}

void pl_pdf_part_deflated(struct pl_pdf_part *part, uint32_t number, pl_str dictionary, pl_str data)
{
    pl_str all = pl_str_format(part->arena, "%.*s/Filter/FlateDecode", PL_ARG(dictionary));
    pl_pdf_part_stream(part, number, all, pl_pdf_deflate(part->arena, data));
}

static void close_container(struct pl_pdf_part *part)
{
    if (part->waiting_count == 0)
        return;
    assert(part->next_container < part->container_end);
    pl_str dictionary = pl_str_format(part->arena, "/Type/ObjStm/N %u/First %zu", part->waiting_count,
                                      part->waiting_index.size);
    pl_strbuf_add(&part->waiting_index, pl_strbuf_str(&part->waiting));
    pl_pdf_part_deflated(part, part->next_container++, dictionary, pl_strbuf_str(&part->waiting_index));
    pl_strbuf_truncate(&part->waiting, 0);
    pl_strbuf_truncate(&part->waiting_index, 0);
    part->waiting_count = 0;
}

void pl_pdf_part_object(struct pl_pdf_part *part, uint32_t number, pl_str text)
{
    *PL_PUSH(part->arena, &part->entries) = (struct pl_pdf_entry){
        .number = number, .container = part->next_container, .offset = part->waiting_count};
    pl_strbuf_addf(&part->waiting_index, "%u %zu ", number, part->waiting.size);
    pl_strbuf_add(&part->waiting, text);
    pl_strbuf_add_byte(&part->waiting, '\n');
    if (++part->waiting_count == PL_OBJECTS_A_STREAM)
        close_container(part);
}

void pl_pdf_part_end(struct pl_pdf_part *part)
{
    close_container(part);
}

/* --- The file ------------------------------------------------------------------------------------------ */

static void put(struct pl_pdf_file *file, pl_str bytes)
{
    pl_checksum_add(file->checksum, bytes.data, bytes.size);
    if (file->output)
        pl_output_write(file->output, bytes.data, bytes.size);
    file->size += bytes.size;
}

struct pl_pdf_file pl_pdf_file_begin(struct pl_arena *arena, struct pl_output *output)
{
    struct pl_pdf_file file = {.arena = arena,
                               .output = output,
                               .checksum = pl_checksum_md5(arena),
                               .next_number = 1};
    put(&file, PL_LIT("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"));
    return file;
}

uint32_t pl_pdf_file_numbers(struct pl_pdf_file *file, uint32_t count)
{
    uint32_t first = file->next_number;
    file->next_number += count;
    return first;
}

void pl_pdf_file_add(struct pl_pdf_file *file, const struct pl_pdf_part *part)
{
    assert(part->waiting_count == 0);
    uint64_t at = file->size;
    for (size_t i = 0; i < part->entries.count; i++) {
        struct pl_pdf_entry entry = part->entries.data[i];
        if (entry.container == 0)
            entry.offset += at;
        *PL_PUSH(file->arena, &file->entries) = entry;
    }
    put(file, (pl_str){part->bytes.data, part->bytes.size});
}

#define XREF_ROW 9 // type 1 byte, offset or container 6, index 2

static void set_row(unsigned char *row, unsigned type, uint64_t middle, uint32_t last)
{
    row[0] = (unsigned char)type;
    for (int i = 0; i < 6; i++)
        row[1 + i] = (unsigned char)(middle >> (8 * (5 - i)));
    row[7] = (unsigned char)(last >> 8);
    row[8] = (unsigned char)last;
}

/* Rows by number; numbers that nobody used are free. */
static unsigned char *xref_rows(struct pl_pdf_file *file, uint32_t self, uint64_t self_at)
{
    unsigned char *rows = pl_arena_alloc_array(file->arena, file->next_number, XREF_ROW);
    set_row(rows, 0, 0, 65535);
    for (size_t i = 0; i < file->entries.count; i++) {
        const struct pl_pdf_entry *entry = &file->entries.data[i];
        unsigned char *row = rows + (size_t)entry->number * XREF_ROW;
        assert(row[0] == 0 && entry->number > 0 && entry->number < file->next_number);
        if (entry->container)
            set_row(row, 2, entry->container, (uint32_t)entry->offset);
        else
            set_row(row, 1, entry->offset, 0);
    }
    set_row(rows + (size_t)self * XREF_ROW, 1, self_at, 0);
    return rows;
}

/* PNG's "up" predictor: most rows differ from the one before in a byte or two. */
static pl_str predicted(struct pl_arena *arena, const unsigned char *rows, uint32_t count)
{
    unsigned char *out = pl_arena_alloc_array(arena, count, XREF_ROW + 1);
    for (uint32_t i = 0; i < count; i++) {
        unsigned char *to = out + (size_t)i * (XREF_ROW + 1);
        const unsigned char *row = rows + (size_t)i * XREF_ROW;
        *to++ = 2;
        for (int k = 0; k < XREF_ROW; k++)
            to[k] = (unsigned char)(row[k] - (i > 0 ? row[k - XREF_ROW] : 0));
    }
    return (pl_str){(char *)out, (size_t)count * (XREF_ROW + 1)};
}

void pl_pdf_file_end(struct pl_pdf_file *file, uint32_t catalog, uint32_t info)
{
    uint32_t self = pl_pdf_file_numbers(file, 1);
    uint64_t at = file->size;
    pl_str data = predicted(file->arena, xref_rows(file, self, at), file->next_number);
    pl_str id = pl_checksum_hex(file->arena, file->checksum);
    pl_str packed = pl_pdf_deflate(file->arena, data);
    struct pl_strbuf out = PL_STRBUF(file->arena);
    pl_strbuf_addf(&out,
                   "%u 0 obj\n<</Type/XRef/Size %u/W[1 6 2]/Root %u 0 R/Info %u 0 R/ID[<%.*s><%.*s>]"
                   "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %d>>/Length %zu>>\nstream\n",
                   self, file->next_number, catalog, info, PL_ARG(id), PL_ARG(id), XREF_ROW, packed.size);
    pl_strbuf_add(&out, packed);
    pl_strbuf_addf(&out, "\nendstream\nendobj\nstartxref\n%llu\n%%%%EOF\n", (unsigned long long)at);
    if (file->output)
        pl_output_write(file->output, out.data, out.size);
}
