// SPDX-License-Identifier: MIT
/* pdf/stream.c: Cairo's output read as objects. */
#include "pdf/stream.h"

#include <string.h>

/* --- Tokens: ISO 32000-1 7.2, 7.3 -------------------------------------------------------------- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return memchr("()<>[]{}/%", c, 10) != NULL;
}

/* Comments ("/Page % 1") are space too. */
static size_t skip_space(pl_str s, size_t at)
{
    while (at < s.size && (is_space(s.data[at]) || s.data[at] == '%')) {
        bool is_comment = s.data[at] == '%';
        while (is_comment && at < s.size && s.data[at] != '\n')
            at++;
        at += at < s.size;
    }
    return at;
}

static size_t skip_string(pl_str s, size_t at)
{
    int depth = 0;
    for (; at < s.size; at++) {
        if (s.data[at] == '\\')
            at++;
        else if (s.data[at] == '(')
            depth++;
        else if (s.data[at] == ')' && --depth == 0)
            return at + 1;
    }
    return s.size;
}

static bool starts_at(pl_str s, size_t at, const char *text)
{
    size_t size = strlen(text);
    return at <= s.size && s.size - at >= size && memcmp(s.data + at, text, size) == 0;
}

/* Past one token that isn't a container's bracket. */
static size_t skip_token(pl_str s, size_t at)
{
    char c = s.data[at];
    if (c == '(')
        return skip_string(s, at);
    if (c == '<') {
        size_t end = pl_str_find_byte(s, '>', at);
        return end == SIZE_MAX ? s.size : end + 1;
    }
    at++;
    while (at < s.size && !is_space(s.data[at]) && !is_delimiter(s.data[at]))
        at++;
    return at;
}

/* Past one value: a container with all it holds, or tokens up to the next name or bracket ("5 0 R"). */
static size_t skip_value(pl_str s, size_t at)
{
    int depth = 0;
    for (at = skip_space(s, at); at < s.size; at = skip_space(s, at)) {
        if (starts_at(s, at, "<<") || s.data[at] == '[') {
            at += s.data[at] == '[' ? 1 : 2;
            depth++;
            continue;
        }
        if (starts_at(s, at, ">>") || s.data[at] == ']') {
            if (depth == 0)
                return at;
            at += s.data[at] == ']' ? 1 : 2;
            if (--depth == 0)
                return at;
            continue;
        }
        at = skip_token(s, at);
        if (depth > 0)
            continue;
        size_t next = skip_space(s, at); // a number may begin a reference
        if (next >= s.size || is_delimiter(s.data[next]) || starts_at(s, next, "endobj") ||
            starts_at(s, next, "stream"))
            return at;
    }
    return at;
}

bool pl_cairo_next_key(pl_str dictionary, size_t *at, pl_str *key, pl_str *value)
{
    size_t from = *at == 0 && starts_at(dictionary, 0, "<<") ? 2 : *at;
    from = skip_space(dictionary, from);
    if (from >= dictionary.size || dictionary.data[from] != '/')
        return false;
    size_t end = skip_token(dictionary, from);
    *key = pl_str_slice(dictionary, from, end);
    from = skip_space(dictionary, end);
    if (from >= dictionary.size)
        return false;
    // A name as value would be taken for the next key by skip_value's look ahead: it is one token.
    end = dictionary.data[from] == '/' ? skip_token(dictionary, from) : skip_value(dictionary, from);
    *value = pl_str_trim(pl_str_slice(dictionary, from, end));
    *at = end;
    return true;
}

pl_str pl_cairo_value(pl_str dictionary, const char *key)
{
    size_t at = 0;
    pl_str found, value;
    while (pl_cairo_next_key(dictionary, &at, &found, &value))
        if (pl_str_eq(pl_str_slice(found, 1, found.size), pl_str_from(key)))
            return value;
    return (pl_str){0};
}

/* Digits at `at`; false when there are none or too many. */
static bool read_number(pl_str s, size_t *at, uint32_t *number)
{
    size_t begin = *at;
    uint32_t value = 0;
    while (*at < s.size && pl_ascii_is_digit(s.data[*at]) && *at - begin < 9)
        value = value * 10 + (uint32_t)(s.data[(*at)++] - '0');
    *number = value;
    return *at > begin;
}

/* "N 0 R" at `at`, which moves past it. */
static bool read_reference(pl_str s, size_t *at, uint32_t *number)
{
    size_t here = *at;
    if (!read_number(s, &here, number) || !starts_at(s, here, " 0 R"))
        return false;
    *at = here + 4;
    return true;
}

uint32_t pl_cairo_reference_of(pl_str value)
{
    size_t at = 0;
    uint32_t number;
    return read_reference(value, &at, &number) && at == value.size ? number : 0;
}

uint32_t pl_cairo_reference(pl_str dictionary, const char *key)
{
    return pl_cairo_reference_of(pl_cairo_value(dictionary, key));
}

void pl_cairo_copy(struct pl_strbuf *out, pl_str value, uint32_t (*renumber)(void *context, uint32_t number),
                   void *context)
{
    for (size_t at = 0; at < value.size;) {
        char c = value.data[at];
        uint32_t number;
        if (is_space(c) || c == '%') {
            pl_strbuf_add_byte(out, ' ');
            at = skip_space(value, at);
        } else if (read_reference(value, &at, &number)) {
            pl_strbuf_addf(out, "%u 0 R", renumber(context, number));
        } else {
            bool is_bracket = c == '[' || c == ']' || starts_at(value, at, "<<") || starts_at(value, at, ">>");
            size_t end = !is_bracket ? skip_token(value, at) : at + (c == '[' || c == ']' ? 1 : 2);
            pl_strbuf_add(out, pl_str_slice(value, at, end));
            at = end;
        }
    }
}

/* --- Objects --------------------------------------------------------------------------------------- */

#define STREAM_END PL_LIT("\nendstream\nendobj\n")

/* "N 0 obj" at `at`, which moves past it and the space behind. */
static bool read_header(pl_str bytes, size_t *at, uint32_t *number)
{
    if (!read_number(bytes, at, number) || !starts_at(bytes, *at, " 0 obj"))
        return false;
    *at = skip_space(bytes, *at + 6);
    return true;
}

/* The object at `at` is the number `length`, as the length of a stream is. */
static bool is_length(pl_str bytes, size_t at, size_t length)
{
    uint32_t number, value;
    if (!read_header(bytes, &at, &number) || !read_number(bytes, &at, &value))
        return false;
    return value == length;
}

/* The end of a stream's data: "endstream" followed by the object that says just this length. Data may hold the
 * word too, so the search goes on where the length is another. */
static size_t data_end(pl_str bytes, size_t begin)
{
    for (size_t at = begin;;) {
        at = pl_str_find(bytes, STREAM_END, at);
        if (at == SIZE_MAX)
            return SIZE_MAX;
        if (is_length(bytes, at + STREAM_END.size, at - begin))
            return at;
        at++;
    }
}

/* The object at `at`, which moves behind it. False at the end or where the last object isn't whole. */
static bool read_object(pl_str bytes, size_t *at, struct pl_cairo_object *object)
{
    size_t here = skip_space(bytes, *at);
    if (!read_header(bytes, &here, &object->number))
        return false;
    size_t end = skip_value(bytes, here);
    object->value = pl_str_slice(bytes, here, end);
    end = skip_space(bytes, end);
    object->is_stream = starts_at(bytes, end, "stream\n");
    object->data = (pl_str){0};
    if (object->is_stream) {
        size_t begin = end + 7, data = data_end(bytes, begin);
        if (data == SIZE_MAX)
            return false;
        object->data = pl_str_slice(bytes, begin, data);
        *at = data + STREAM_END.size;
        return true;
    }
    if (!starts_at(bytes, end, "endobj"))
        return false;
    *at = end + 6;
    return true;
}

bool pl_cairo_objects_read(struct pl_arena *arena, pl_str bytes, struct pl_cairo_objects *objects)
{
    *objects = (struct pl_cairo_objects){0};
    size_t at = 0;
    while (at < bytes.size && bytes.data[at] == '%') { // header and the comment behind it
        size_t end = pl_str_find_byte(bytes, '\n', at);
        at = end == SIZE_MAX ? bytes.size : end + 1;
    }
    struct pl_cairo_object object;
    uint32_t greatest = 0;
    while (read_object(bytes, &at, &object)) {
        *PL_PUSH(arena, &objects->all) = object;
        if (object.number > greatest)
            greatest = object.number;
    }
    objects->number_count = greatest + 1;
    objects->index_of = PL_NEW_ARRAY(arena, uint32_t, objects->number_count);
    for (size_t i = 0; i < objects->all.count; i++)
        objects->index_of[objects->all.data[i].number] = (uint32_t)i + 1;
    return objects->all.count > 0;
}

const struct pl_cairo_object *pl_cairo_object(const struct pl_cairo_objects *objects, uint32_t number)
{
    if (number >= objects->number_count || objects->index_of[number] == 0)
        return NULL;
    return &objects->all.data[objects->index_of[number] - 1];
}
