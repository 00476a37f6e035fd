// SPDX-License-Identifier: MIT
/* pdf/stream.h: Cairo's output read as objects.
 *
 * Cairo's PDF surfaces are asked for PDF 1.4, so every object stands plainly in the file: "N 0 obj",
 * a dictionary, perhaps a stream whose length is the next object. Only that is understood, since only
 * Cairo writes what is read here; anything else is a failure. */
#ifndef PL_PDF_STREAM_H
#define PL_PDF_STREAM_H

#include "base/strbuf.h"
#include "base/vec.h"

struct pl_cairo_object {
    uint32_t number;
    pl_str value; // "<< … >>", or whatever stands there
    pl_str data;  // of a stream, as it is packed
    bool is_stream;
};

struct pl_cairo_objects {
    struct { PL_VEC(struct pl_cairo_object) } all; // in the order of the file
    uint32_t *index_of; // by number: 1 + index in `all`
    uint32_t number_count;
};

/* The objects of what Cairo wrote; it may end after any whole object. False: not Cairo's form. */
bool pl_cairo_objects_read(struct pl_arena *arena, pl_str bytes, struct pl_cairo_objects *objects);

/* NULL: no such object. */
const struct pl_cairo_object *pl_cairo_object(const struct pl_cairo_objects *objects, uint32_t number);

/* The value of a key ("Type") at the top level of a dictionary, trimmed; empty when absent. */
pl_str pl_cairo_value(pl_str dictionary, const char *key);
/* The same where it is "N 0 R"; 0 when it isn't. */
uint32_t pl_cairo_reference(pl_str dictionary, const char *key);
uint32_t pl_cairo_reference_of(pl_str value);

/* Goes through the keys of a dictionary: "/Key" and its value. */
bool pl_cairo_next_key(pl_str dictionary, size_t *at, pl_str *key, pl_str *value);

/* Copies a value with every stretch of space as one, every reference "N 0 R" replaced by what renumber gives
 * for N. */
void pl_cairo_copy(struct pl_strbuf *out, pl_str value, uint32_t (*renumber)(void *context, uint32_t number),
                   void *context);

#endif
