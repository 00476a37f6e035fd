// SPDX-License-Identifier: MIT
/* base/str.c: slices of borrowed text. */
#include "base/str.h"

pl_str pl_str_from(const char *text)
{
    return (pl_str){text, text ? strlen(text) : 0};
}

bool pl_str_eq(pl_str a, pl_str b)
{
    return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

bool pl_str_eq_ascii_nocase(pl_str a, pl_str b)
{
    return a.size == b.size && pl_str_starts_ascii_nocase(a, b);
}

int pl_str_compare(pl_str a, pl_str b)
{
    size_t shared = a.size < b.size ? a.size : b.size;
    int order = shared ? memcmp(a.data, b.data, shared) : 0;
    if (order)
        return order;
    return (a.size > b.size) - (a.size < b.size);
}

bool pl_str_starts(pl_str s, pl_str prefix)
{
    return s.size >= prefix.size && pl_str_eq(pl_str_slice(s, 0, prefix.size), prefix);
}

bool pl_str_ends(pl_str s, pl_str suffix)
{
    return s.size >= suffix.size && pl_str_eq(pl_str_slice(s, s.size - suffix.size, s.size), suffix);
}

bool pl_str_starts_ascii_nocase(pl_str s, pl_str prefix)
{
    if (s.size < prefix.size)
        return false;
    for (size_t i = 0; i < prefix.size; i++)
        if (pl_ascii_lower(s.data[i]) != pl_ascii_lower(prefix.data[i]))
            return false;
    return true;
}

size_t pl_str_find_byte(pl_str s, char byte, size_t from)
{
    if (from >= s.size)
        return SIZE_MAX;
    const char *at = memchr(s.data + from, byte, s.size - from);
    return at ? (size_t)(at - s.data) : SIZE_MAX;
}

/* memmem is linear in glibc (two-way), which is what hostile input asks for. */
size_t pl_str_find(pl_str s, pl_str needle, size_t from)
{
    if (from > s.size || needle.size > s.size - from)
        return SIZE_MAX;
    if (needle.size == 0)
        return from;
    const char *at = memmem(s.data + from, s.size - from, needle.data, needle.size);
    return at ? (size_t)(at - s.data) : SIZE_MAX;
}

bool pl_str_contains(pl_str s, pl_str needle)
{
    return pl_str_find(s, needle, 0) != SIZE_MAX;
}

bool pl_str_contains_ascii_nocase(pl_str s, pl_str needle)
{
    if (!needle.size)
        return true;
    char first = pl_ascii_lower(needle.data[0]);
    for (size_t i = 0; i + needle.size <= s.size; i++)
        if (pl_ascii_lower(s.data[i]) == first && pl_str_starts_ascii_nocase(pl_str_slice(s, i, s.size), needle))
            return true;
    return false;
}

pl_str pl_str_slice(pl_str s, size_t from, size_t to)
{
    if (to > s.size)
        to = s.size;
    if (from >= to)
        return (pl_str){s.data ? s.data + (from > s.size ? s.size : from) : NULL, 0};
    return (pl_str){s.data + from, to - from};
}

pl_str pl_str_trim(pl_str s)
{
    size_t from = 0, to = s.size;
    while (from < to && pl_ascii_is_space(s.data[from]))
        from++;
    while (to > from && pl_ascii_is_space(s.data[to - 1]))
        to--;
    return pl_str_slice(s, from, to);
}

bool pl_str_cut(pl_str *rest, char byte, pl_str *head)
{
    size_t at = pl_str_find_byte(*rest, byte, 0);
    if (at == SIZE_MAX)
        return false;
    *head = pl_str_slice(*rest, 0, at);
    *rest = pl_str_slice(*rest, at + 1, rest->size);
    return true;
}

bool pl_str_next_line(pl_str *rest, pl_str *line)
{
    if (rest->size == 0)
        return false;
    size_t end = 0;
    while (end < rest->size && rest->data[end] != '\n' && rest->data[end] != '\r')
        end++;
    *line = pl_str_slice(*rest, 0, end);
    size_t next = end;
    if (next < rest->size)
        next += rest->data[next] == '\r' && next + 1 < rest->size && rest->data[next + 1] == '\n' ? 2 : 1;
    *rest = pl_str_slice(*rest, next, rest->size);
    return true;
}

bool pl_str_next_word(pl_str *rest, pl_str *word)
{
    size_t from = 0;
    while (from < rest->size && pl_ascii_is_space(rest->data[from]))
        from++;
    size_t to = from;
    while (to < rest->size && !pl_ascii_is_space(rest->data[to]))
        to++;
    *word = pl_str_slice(*rest, from, to);
    *rest = pl_str_slice(*rest, to, rest->size);
    return word->size > 0;
}

bool pl_str_to_int64(pl_str s, int64_t *value)
{
    bool negative = s.size > 0 && s.data[0] == '-';
    size_t i = s.size > 0 && (s.data[0] == '-' || s.data[0] == '+') ? 1 : 0;
    if (i == s.size)
        return false;
    int64_t sum = 0; // kept negative: INT64_MIN has no positive twin
    for (; i < s.size; i++) {
        if (!pl_ascii_is_digit(s.data[i]) || __builtin_mul_overflow(sum, 10, &sum) ||
            __builtin_sub_overflow(sum, s.data[i] - '0', &sum))
            return false;
    }
    if (!negative && sum == INT64_MIN)
        return false;
    *value = negative ? sum : -sum;
    return true;
}

/* Scales in long double: exact for the sizes, weights and factors people write. */
bool pl_str_to_double(pl_str s, double *value)
{
    size_t i = 0, digits = 0;
    bool negative = false;
    if (i < s.size && (s.data[i] == '-' || s.data[i] == '+'))
        negative = s.data[i++] == '-';
    long double mantissa = 0;
    int scale = 0;
    for (; i < s.size && pl_ascii_is_digit(s.data[i]); i++, digits++)
        mantissa = mantissa * 10 + (s.data[i] - '0');
    if (i < s.size && s.data[i] == '.') {
        for (i++; i < s.size && pl_ascii_is_digit(s.data[i]); i++, digits++, scale--)
            mantissa = mantissa * 10 + (s.data[i] - '0');
    }
    if (digits == 0)
        return false;
    if (i < s.size && (s.data[i] == 'e' || s.data[i] == 'E')) {
        int64_t exponent;
        if (!pl_str_to_int64(pl_str_slice(s, i + 1, s.size), &exponent))
            return false;
        scale += exponent > 400 ? 400 : exponent < -400 ? -400 : (int)exponent;
        i = s.size;
    }
    if (i != s.size)
        return false;
    for (; scale > 0 && mantissa != 0; scale--)
        mantissa *= 10;
    for (; scale < 0 && mantissa != 0; scale++)
        mantissa /= 10;
    if (mantissa > 1.7e308L)
        return false;
    *value = (double)(negative ? -mantissa : mantissa);
    return true;
}
