// SPDX-License-Identifier: MIT
/* base/str.h: slices of borrowed text.
 *
 * A pl_str is bytes and a length: UTF-8 that was checked at the border, not
 * NUL-terminated, never owned. It points into an input or an arena, so cutting
 * it costs nothing. Functions here know ASCII only; code points are utf8.h's. */
#ifndef PL_BASE_STR_H
#define PL_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct pl_str {
    const char *data; // may be NULL where size is 0
    size_t size;      // bytes
} pl_str;

/* A slice of a string literal; PL_LIT_INIT is the form static tables need. */
#define PL_LIT(literal)      ((pl_str){"" literal, sizeof(literal) - 1})
#define PL_LIT_INIT(literal) {"" literal, sizeof(literal) - 1}

/* The two arguments of a "%.*s". */
#define PL_ARG(s) (int)(s).size, ((s).data ? (s).data : "")

/* From a NUL-terminated foreign string; NULL gives the empty slice. */
pl_str pl_str_from(const char *text);

static inline bool pl_str_empty(pl_str s)
{
    return s.size == 0;
}

bool pl_str_eq(pl_str a, pl_str b);
bool pl_str_eq_ascii_nocase(pl_str a, pl_str b);

/* <0, 0, >0 by bytes, shorter first: the order of every sorted output. */
int pl_str_compare(pl_str a, pl_str b);

bool pl_str_starts(pl_str s, pl_str prefix);
bool pl_str_ends(pl_str s, pl_str suffix);
bool pl_str_starts_ascii_nocase(pl_str s, pl_str prefix);

/* Offset of the first `needle` at or after `from`; SIZE_MAX when there is none. */
size_t pl_str_find(pl_str s, pl_str needle, size_t from);
size_t pl_str_find_byte(pl_str s, char byte, size_t from);
bool pl_str_contains(pl_str s, pl_str needle);
bool pl_str_contains_ascii_nocase(pl_str s, pl_str needle);

/* The part [from, to), both clamped to the slice. */
pl_str pl_str_slice(pl_str s, size_t from, size_t to);

/* Without ASCII white space (space, tab, LF, FF, CR) at either end. */
pl_str pl_str_trim(pl_str s);

/* Cuts `*rest` at the first `byte`: `*head` gets what stood before it, `*rest`
 * what stands after. False, with both untouched, when the byte is absent. */
bool pl_str_cut(pl_str *rest, char byte, pl_str *head);

/* The next line of `*rest` without its LF, CR LF or CR; false at the end. */
bool pl_str_next_line(pl_str *rest, pl_str *line);

/* The next word between ASCII white space; false when only space is left. */
bool pl_str_next_word(pl_str *rest, pl_str *word);

/* A decimal integer over the whole slice, optional sign, no space; false when it
 * isn't one or doesn't fit. Locale-free. */
bool pl_str_to_int64(pl_str s, int64_t *value);

/* A decimal number "-1.5e3" over the whole slice; locale-free. */
bool pl_str_to_double(pl_str s, double *value);

static inline bool pl_ascii_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
static inline bool pl_ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool pl_ascii_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool pl_ascii_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool pl_ascii_is_alpha(char c)
{
    return pl_ascii_is_upper(c) || pl_ascii_is_lower(c);
}
static inline bool pl_ascii_is_alnum(char c)
{
    return pl_ascii_is_alpha(c) || pl_ascii_is_digit(c);
}
static inline char pl_ascii_lower(char c)
{
    return pl_ascii_is_upper(c) ? (char)(c + 32) : c;
}
static inline char pl_ascii_upper(char c)
{
    return pl_ascii_is_lower(c) ? (char)(c - 32) : c;
}

#endif
