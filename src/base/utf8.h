// SPDX-License-Identifier: MIT
/* base/utf8.h: decode, check and count UTF-8; the classes of code points we need.
 *
 * Source: Unicode 15, chapter 3.9 (well-formed byte sequences, table 3-7). Text
 * inside the house is well-formed; only ingest and the sheet reader check. */
#ifndef PL_BASE_UTF8_H
#define PL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define PL_REPLACEMENT 0xFFFDu

/* The code point at s.data[*offset], which moves past it. An ill-formed sequence gives
 * U+FFFD and moves past its maximal subpart. The offset must be < s.size. */
uint32_t pl_utf8_next(pl_str s, size_t *offset);

/* The code point that ends just before *offset (> 0), which moves to its start. */
uint32_t pl_utf8_previous(pl_str s, size_t *offset);

/* Writes 1 to 4 bytes; surrogates and values past U+10FFFF become U+FFFD. */
size_t pl_utf8_encode(uint32_t code_point, char out[4]);

/* Length of the well-formed prefix: s.size when all of it is well-formed. */
size_t pl_utf8_valid_prefix(pl_str s);

/* Code points in well-formed text. */
size_t pl_utf8_count(pl_str s);

/* Columns for a person: grapheme-ish, combining marks count 0. */
size_t pl_utf8_columns(pl_str s);

/* General categories, by GLib's tables. */
bool pl_char_is_letter(uint32_t c);
bool pl_char_is_upper(uint32_t c);
bool pl_char_is_lower(uint32_t c);
bool pl_char_is_digit(uint32_t c);
bool pl_char_is_mark(uint32_t c);
bool pl_char_is_space(uint32_t c);       // White_Space property, no-break spaces included
bool pl_char_is_punctuation(uint32_t c); // P*
bool pl_char_is_ideographic(uint32_t c); // Han, kana, hangul, bopomofo, Yi: no spaces between words

/* Simple case mappings, by GLib's tables: one code point to one. */
uint32_t pl_char_to_upper(uint32_t c);
uint32_t pl_char_to_lower(uint32_t c);
uint32_t pl_char_to_title(uint32_t c);

/* Characters that XML 1.0 forbids (Char production) and noncharacters: ingest drops
 * them with their place. */
bool pl_char_is_forbidden(uint32_t c);

#endif
