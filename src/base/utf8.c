// SPDX-License-Identifier: MIT
/* base/utf8.c: decode, check and count UTF-8; classes of code points. */
#include "base/utf8.h"

#include <assert.h>
#include <glib.h>
#include <string.h>

/* Length of the sequence that `lead` begins and the range of its second byte
 * (Unicode table 3-7); 0 for a byte that begins none. */
static int sequence(unsigned char lead, unsigned char *low, unsigned char *high)
{
    *low = 0x80;
    *high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF) {
        if (lead == 0xE0)
            *low = 0xA0;
        if (lead == 0xED)
            *high = 0x9F;
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (lead == 0xF0)
            *low = 0x90;
        if (lead == 0xF4)
            *high = 0x8F;
        return 4;
    }
    return 0;
}

/* False for an ill-formed sequence; *offset moves past its maximal subpart. */
static bool decode(pl_str s, size_t *offset, uint32_t *code_point)
{
    const unsigned char *bytes = (const unsigned char *)s.data;
    unsigned char lead = bytes[(*offset)++], low, high;
    *code_point = lead;
    if (lead < 0x80)
        return true;
    int length = sequence(lead, &low, &high);
    if (length == 0)
        return false;
    uint32_t value = lead & (0xFFu >> (length + 1));
    for (int i = 1; i < length; i++, low = 0x80, high = 0xBF) {
        if (*offset >= s.size || bytes[*offset] < low || bytes[*offset] > high)
            return false;
        value = value << 6 | (bytes[(*offset)++] & 0x3F);
    }
    *code_point = value;
    return true;
}

uint32_t pl_utf8_next(pl_str s, size_t *offset)
{
    assert(*offset < s.size);
    uint32_t code_point;
    return decode(s, offset, &code_point) ? code_point : PL_REPLACEMENT;
}

uint32_t pl_utf8_previous(pl_str s, size_t *offset)
{
    assert(*offset > 0 && *offset <= s.size);
    size_t start = *offset - 1;
    while (start > 0 && *offset - start < 4 && ((unsigned char)s.data[start] & 0xC0) == 0x80)
        start--;
    size_t end = start;
    uint32_t code_point = pl_utf8_next(s, &end);
    if (end != *offset) { // ill-formed: one byte at a time
        start = *offset - 1;
        code_point = PL_REPLACEMENT;
    }
    *offset = start;
    return code_point;
}

size_t pl_utf8_encode(uint32_t c, char out[4])
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = PL_REPLACEMENT;
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t pl_utf8_valid_prefix(pl_str s)
{
    size_t offset = 0;
    uint32_t code_point;
    while (offset < s.size) {
        uint64_t eight;
        for (; offset + sizeof eight <= s.size; offset += sizeof eight) { // ASCII, eight bytes at a time
            memcpy(&eight, s.data + offset, sizeof eight);
            if (eight & 0x8080808080808080)
                break;
        }
        size_t start = offset;
        if (offset < s.size && !decode(s, &offset, &code_point))
            return start;
    }
    return s.size;
}

size_t pl_utf8_count(pl_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.size; i++)
        count += ((unsigned char)s.data[i] & 0xC0) != 0x80;
    return count;
}

size_t pl_utf8_columns(pl_str s)
{
    size_t columns = 0;
    for (size_t i = 0; i < s.size;)
        columns += !pl_char_is_mark(pl_utf8_next(s, &i));
    return columns;
}

bool pl_char_is_letter(uint32_t c)
{
    return g_unichar_isalpha(c);
}

bool pl_char_is_upper(uint32_t c)
{
    return g_unichar_isupper(c);
}

bool pl_char_is_lower(uint32_t c)
{
    return g_unichar_islower(c);
}

bool pl_char_is_digit(uint32_t c)
{
    return g_unichar_isdigit(c);
}

bool pl_char_is_mark(uint32_t c)
{
    return g_unichar_ismark(c);
}

bool pl_char_is_space(uint32_t c)
{
    return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

bool pl_char_is_punctuation(uint32_t c)
{
    return g_unichar_ispunct(c) && g_unichar_type(c) != G_UNICODE_MATH_SYMBOL &&
           g_unichar_type(c) != G_UNICODE_CURRENCY_SYMBOL &&
           g_unichar_type(c) != G_UNICODE_MODIFIER_SYMBOL &&
           g_unichar_type(c) != G_UNICODE_OTHER_SYMBOL;
}

bool pl_char_is_ideographic(uint32_t c)
{
    switch (g_unichar_get_script(c)) {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_YI:
        return true;
    default: // GLib's enumeration grows with Unicode: a case for each would not be ours
        return false;
    }
}

bool pl_char_is_forbidden(uint32_t c)
{
    if (c < 0x20)
        return c != 0x09 && c != 0x0A && c != 0x0D;
    return c == 0x7F || (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF) || c > 0x10FFFF;
}

uint32_t pl_char_to_upper(uint32_t c)
{
    return g_unichar_toupper(c);
}

uint32_t pl_char_to_lower(uint32_t c)
{
    return g_unichar_tolower(c);
}

uint32_t pl_char_to_title(uint32_t c)
{
    return g_unichar_totitle(c);
}
