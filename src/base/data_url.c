// SPDX-License-Identifier: MIT
/* base/data_url.c: what a data: address holds. Source: RFC 2397. */
#include "base/data_url.h"

static int base64_digit(char c)
{
    if (pl_ascii_is_upper(c))
        return c - 'A';
    if (pl_ascii_is_lower(c))
        return c - 'a' + 26;
    if (pl_ascii_is_digit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

static pl_str decode_base64(struct pl_arena *arena, pl_str text)
{
    char *bytes = pl_arena_alloc_text(arena, text.size / 4 * 3 + 3);
    size_t size = 0;
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < text.size; i++) {
        int digit = base64_digit(text.data[i]);
        if (digit < 0)
            continue;
        bits = bits << 6 | (uint32_t)digit;
        held += 6;
        if (held >= 8) {
            held -= 8;
            bytes[size++] = (char)(bits >> held & 0xFF);
        }
    }
    return (pl_str){bytes, size};
}

static int hex_digit(char c)
{
    if (pl_ascii_is_digit(c))
        return c - '0';
    c = pl_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static pl_str decode_percent(struct pl_arena *arena, pl_str text)
{
    char *bytes = pl_arena_alloc_text(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        int high = text.data[i] == '%' && i + 2 < text.size ? hex_digit(text.data[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.data[i + 2]) : -1;
        bytes[size++] = low >= 0 ? (char)(high * 16 + low) : text.data[i];
        i += low >= 0 ? 2 : 0;
    }
    return (pl_str){bytes, size};
}

bool pl_data_url_read(struct pl_arena *arena, pl_str reference, pl_str *bytes, pl_str *why)
{
    pl_str rest = pl_str_slice(reference, 5, reference.size), head;
    if (!pl_str_cut(&rest, ',', &head)) {
        *why = PL_LIT("its data: address has no data");
        return false;
    }
    pl_str plain = decode_percent(arena, rest);
    bool is_base64 = head.size >= 7 &&
                     pl_str_eq_ascii_nocase(pl_str_slice(head, head.size - 7, head.size),
                                            PL_LIT(";base64"));
    *bytes = is_base64 ? decode_base64(arena, plain) : plain;
    return true;
}
