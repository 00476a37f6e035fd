// SPDX-License-Identifier: MIT
/* base/input.c: the bytes of one input, its name, and places in it. */
#include "base/input.h"

#include <assert.h>

#include "base/utf8.h"

struct pl_span pl_span_of_str(const struct pl_input *input, pl_str part)
{
    assert(part.data >= input->text.data && part.data + part.size <= input->text.data + input->text.size);
    size_t first = (size_t)(part.data - input->text.data);
    return pl_span_of(input, first, first + part.size);
}

/* Start of the line of `offset`; a CR LF counts as one end. */
static size_t line_start(pl_str text, size_t offset)
{
    while (offset > 0 && text.data[offset - 1] != '\n' && text.data[offset - 1] != '\r')
        offset--;
    return offset;
}

void pl_input_line_column(const struct pl_input *input, size_t offset, uint32_t *line,
                          uint32_t *column)
{
    pl_str text = input->text;
    if (offset > text.size)
        offset = text.size;
    *line = 1;
    for (size_t i = 0; i < offset; i++)
        *line += text.data[i] == '\n' ||
                 (text.data[i] == '\r' && (i + 1 == text.size || text.data[i + 1] != '\n'));
    size_t start = line_start(text, offset);
    *column = 1 + (uint32_t)pl_utf8_count(pl_str_slice(text, start, offset));
}

/* A line is looked at to be shown: much of a long one never is. */
enum { LINE_BEHIND = 4096 };

pl_str pl_input_line_at(const struct pl_input *input, size_t offset)
{
    pl_str text = input->text;
    if (offset > text.size)
        offset = text.size;
    size_t start = line_start(text, offset), end = offset;
    while (end < text.size && end - offset < LINE_BEHIND && text.data[end] != '\n' && text.data[end] != '\r')
        end++;
    return pl_str_slice(text, start, end);
}
