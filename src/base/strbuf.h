// SPDX-License-Identifier: MIT
/* base/strbuf.h: build a text by appending.
 *
 * Lives in an arena; the text may be taken at any time with pl_strbuf_str and
 * stays valid until the next append. Start with PL_STRBUF(arena). */
#ifndef PL_BASE_STRBUF_H
#define PL_BASE_STRBUF_H

#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct pl_strbuf {
    struct pl_arena *arena;
    char *data;
    size_t size, room;
};

#define PL_STRBUF(arena_) ((struct pl_strbuf){.arena = (arena_)})

void pl_strbuf_add(struct pl_strbuf *buffer, pl_str text);
void pl_strbuf_add_byte(struct pl_strbuf *buffer, char byte);
void pl_strbuf_add_repeated(struct pl_strbuf *buffer, char byte, size_t count);

/* One code point as UTF-8. */
void pl_strbuf_add_char(struct pl_strbuf *buffer, uint32_t code_point);

/* printf; no floating point (locale). */
void pl_strbuf_addf(struct pl_strbuf *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* A number with at most `decimals` (<= 9) places, a point in every locale, no
 * trailing zeros, never "-0". Not a number and infinities are written as 0. */
void pl_strbuf_add_number(struct pl_strbuf *buffer, double number, int decimals);

/* The same with exactly `decimals` places: the form of dumps. */
void pl_strbuf_add_fixed(struct pl_strbuf *buffer, double number, int decimals);

void pl_strbuf_truncate(struct pl_strbuf *buffer, size_t size);

/* What was built; NUL-terminated one byte past its end. */
pl_str pl_strbuf_str(struct pl_strbuf *buffer);

#endif
