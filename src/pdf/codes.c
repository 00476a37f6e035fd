// SPDX-License-Identifier: MIT
/* pdf/codes.c: by which code of which of Cairo's fonts each primed glyph is shown. */
#include "pdf/codes.h"

#include <cairo.h>

struct reading {
    struct pl_arena *arena;
    pl_str content;
    size_t at;
    struct pl_glyph_codes *codes;
    struct { PL_VEC(struct pl_glyph_code) } found;
    pl_str name;     // the last name met
    uint32_t font;   // 1 + index; 0: none set yet
    unsigned high;   // first byte of a code of two; 256: none
};

static bool is_regular(char c)
{
    return !pl_ascii_is_space(c) && !memchr("()<>[]{}/%", c, 10);
}

static void set_font(struct reading *reading)
{
    struct pl_glyph_codes *codes = reading->codes;
    for (reading->font = 1; reading->font <= codes->names.count; reading->font++)
        if (pl_str_eq(codes->names.data[reading->font - 1], reading->name))
            return;
    *PL_PUSH(reading->arena, &codes->names) = reading->name;
    *PL_PUSH(reading->arena, &codes->is_simple) = pl_str_ends(reading->name, PL_LIT("-0"));
}

static void take_byte(struct reading *reading, unsigned byte)
{
    if (reading->font == 0)
        return;
    bool is_simple = reading->codes->is_simple.data[reading->font - 1];
    if (!is_simple && reading->high > 255) {
        reading->high = byte;
        return;
    }
    unsigned code = is_simple ? byte : reading->high << 8 | byte;
    reading->high = 256;
    *PL_PUSH(reading->arena, &reading->found) =
        (struct pl_glyph_code){.font = (uint16_t)(reading->font - 1), .code = (uint16_t)code};
}

/* ISO 32000-1 7.3.4.2, as far as Cairo writes it: \n and its kin, \ooo, and characters for themselves. */
static void read_literal(struct reading *reading)
{
    pl_str s = reading->content;
    size_t at = reading->at + 1;
    for (; at < s.size && s.data[at] != ')'; at++) {
        unsigned byte = (unsigned char)s.data[at];
        if (byte == '\\' && at + 1 < s.size) {
            static const char names[] = "nrtbf", values[] = "\n\r\t\b\f";
            char c = s.data[++at];
            if (c == '\n' || c == '\r') // a long string goes on in the next line
                continue;
            const char *name = memchr(names, c, 5);
            byte = name ? (unsigned char)values[name - names] : (unsigned char)c;
            if (c >= '0' && c <= '7') {
                byte = 0;
                for (int i = 0; i < 3 && at < s.size && s.data[at] >= '0' && s.data[at] <= '7'; i++)
                    byte = byte * 8 + (unsigned)(s.data[at++] - '0');
                at--;
                byte &= 255;
            }
        }
        take_byte(reading, byte);
    }
    reading->at = at + 1;
}

static unsigned hex_value(char c)
{
    return pl_ascii_is_digit(c) ? (unsigned)(c - '0') : (unsigned)(pl_ascii_lower(c) - 'a' + 10) & 15;
}

/* ISO 32000-1 7.3.4.3: white space between the digits counts for nothing; Cairo ends long lines in it. */
static void read_hex(struct reading *reading)
{
    pl_str s = reading->content;
    size_t at = reading->at + 1;
    unsigned high = 256;
    for (; at < s.size && s.data[at] != '>'; at++) {
        if (pl_ascii_is_space(s.data[at]))
            continue;
        unsigned digit = hex_value(s.data[at]);
        if (high > 255) {
            high = digit;
            continue;
        }
        take_byte(reading, high << 4 | digit);
        high = 256;
    }
    reading->at = at + 1;
}

static void read_word(struct reading *reading)
{
    pl_str s = reading->content;
    size_t begin = reading->at++;
    while (reading->at < s.size && is_regular(s.data[reading->at]))
        reading->at++;
    pl_str word = pl_str_slice(s, begin, reading->at);
    if (word.data[0] == '/')
        reading->name = pl_str_slice(word, 1, word.size);
    else if (pl_str_eq(word, PL_LIT("Tf")))
        set_font(reading);
}

bool pl_glyph_codes_read(struct pl_arena *arena, pl_str content, size_t count, struct pl_glyph_codes *codes)
{
    *codes = (struct pl_glyph_codes){.count = count};
    struct reading reading = {.arena = arena, .content = content, .codes = codes, .high = 256};
    while (reading.at < content.size) {
        char c = content.data[reading.at];
        if (c == '(')
            read_literal(&reading);
        else if (c == '<')
            read_hex(&reading);
        else if (is_regular(c) || c == '/')
            read_word(&reading);
        else
            reading.at++;
    }
    codes->by_primed = reading.found.data;
    return reading.found.count == count;
}

static void set_width(struct pl_glyph_code *code, const struct pl_primed *primed, struct pl_fonts_map *fonts)
{
    const pl_unit size = PL_PT(1000);
    cairo_glyph_t glyph = {.index = primed->glyph};
    cairo_text_extents_t extents;
    cairo_scaled_font_glyph_extents(pl_face_cairo_twin(fonts, primed->face, 0, size, 0), &glyph, 1, &extents);
    code->width = extents.x_advance / 1000;
}

bool pl_glyph_codes_of(struct pl_arena *arena, pl_str content, const struct pl_glyph_register *glyphs, size_t count,
                       struct pl_fonts_map *fonts, struct pl_glyph_codes *codes)
{
    if (!pl_glyph_codes_read(arena, content, count, codes))
        return false;
    struct pl_glyph_code *found = (struct pl_glyph_code *)codes->by_primed;
    const struct pl_primed_block *block = glyphs->first;
    for (size_t i = 0; i < count; i++) {
        set_width(&found[i], &block->primed[i % PL_PRIMED_A_BLOCK], fonts);
        if ((i + 1) % PL_PRIMED_A_BLOCK == 0)
            block = block->next;
    }
    return true;
}
