// SPDX-License-Identifier: MIT
/* base/strbuf.c: build a text by appending. */
#include "base/strbuf.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "base/utf8.h"

/* Room for `more` bytes and the terminator. Doubling keeps appends linear. */
static char *reserve(struct pl_strbuf *buffer, size_t more)
{
    size_t need;
    if (__builtin_add_overflow(buffer->size, more, &need) || need > SIZE_MAX / 2)
        pl_arena_unwind(buffer->arena);
    if (need + 1 > buffer->room) {
        size_t room = buffer->room ? buffer->room * 2 : 64;
        if (room < need + 1)
            room = need + 1;
        buffer->data = pl_arena_grow(buffer->arena, buffer->data, buffer->room, room);
        buffer->room = room;
    }
    return buffer->data + buffer->size;
}

void pl_strbuf_add(struct pl_strbuf *buffer, pl_str text)
{
    char *end = reserve(buffer, text.size);
    if (text.size)
        memcpy(end, text.data, text.size);
    buffer->size += text.size;
}

void pl_strbuf_add_byte(struct pl_strbuf *buffer, char byte)
{
    *reserve(buffer, 1) = byte;
    buffer->size++;
}

void pl_strbuf_add_repeated(struct pl_strbuf *buffer, char byte, size_t count)
{
    memset(reserve(buffer, count), byte, count);
    buffer->size += count;
}

void pl_strbuf_add_char(struct pl_strbuf *buffer, uint32_t code_point)
{
    buffer->size += pl_utf8_encode(code_point, reserve(buffer, 4));
}

void pl_strbuf_addf(struct pl_strbuf *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(size >= 0);
    vsnprintf(reserve(buffer, (size_t)size), (size_t)size + 1, format, again);
    va_end(again);
    buffer->size += (size_t)size;
}

/* By integers, so that neither locale nor libc decides about digits. */
void pl_strbuf_add_fixed(struct pl_strbuf *buffer, double number, int decimals)
{
    assert(decimals >= 0 && decimals <= 9);
    double scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    double scaled = isfinite(number) ? round(fabs(number) * scale) : 0;
    if (scaled > 9e17)
        scaled = 9e17;
    uint64_t digits = (uint64_t)scaled, unit = (uint64_t)scale;
    if (number < 0 && digits != 0)
        pl_strbuf_add_byte(buffer, '-');
    pl_strbuf_addf(buffer, "%llu", (unsigned long long)(digits / unit));
    if (decimals)
        pl_strbuf_addf(buffer, ".%0*llu", decimals, (unsigned long long)(digits % unit));
}

void pl_strbuf_add_number(struct pl_strbuf *buffer, double number, int decimals)
{
    pl_strbuf_add_fixed(buffer, number, decimals);
    if (decimals == 0)
        return;
    while (buffer->data[buffer->size - 1] == '0')
        buffer->size--;
    if (buffer->data[buffer->size - 1] == '.')
        buffer->size--;
}

void pl_strbuf_truncate(struct pl_strbuf *buffer, size_t size)
{
    assert(size <= buffer->size);
    buffer->size = size;
}

pl_str pl_strbuf_str(struct pl_strbuf *buffer)
{
    *reserve(buffer, 0) = '\0';
    return (pl_str){buffer->data, buffer->size};
}
