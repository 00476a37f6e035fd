// SPDX-License-Identifier: MIT
/* base/input.h: the bytes of one input, its name, and places in it. */
#ifndef PL_BASE_INPUT_H
#define PL_BASE_INPUT_H

#include "base/arena.h"
#include "base/str.h"

/* An input as it is being read. For text formats `text` is the decoded input:
 * well-formed UTF-8 without forbidden characters; spans count its bytes. */
struct pl_input {
    pl_str name;   // as the user gave it; "<stdin>", "<style>" for parts without one
    pl_str folder; // where relative references are looked up; empty: nowhere
    pl_str url;    // its address on the web, where known; may be empty
    pl_str charset; // its encoding, as the server that sent it said; may be empty
    pl_str bytes;  // as they came
    pl_str text;   // decoded; empty until ingest has done so
};

/* A place in an input: bytes [first, end) of input->text. An absent span has input NULL. */
struct pl_span {
    const struct pl_input *input;
    uint32_t first, end;
};

#define PL_NO_SPAN ((struct pl_span){0})

static inline struct pl_span pl_span_of(const struct pl_input *input, size_t first, size_t end)
{
    return (struct pl_span){input, (uint32_t)first, (uint32_t)end};
}

/* The span of a slice that points into input->text. */
struct pl_span pl_span_of_str(const struct pl_input *input, pl_str part);

/* 1-based line and column (code points) of byte `offset`. Linear in the offset:
 * for printing, not for loops. */
void pl_input_line_column(const struct pl_input *input, size_t offset, uint32_t *line,
                          uint32_t *column);

/* The line that byte `offset` stands in, without its end; no further than 4 KiB behind the offset. */
pl_str pl_input_line_at(const struct pl_input *input, size_t offset);

#endif
