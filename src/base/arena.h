// SPDX-License-Identifier: MIT
/* base/arena.h: allocate many, free at once.
 *
 * One arena per article, one per stage for scratch. A function that takes an
 * arena returns something that lives in it; nothing is freed singly. Running out
 * of memory or over the arena's limit never returns NULL: it unwinds to the guard
 * (pl_arena_run) that the same thread has set, which reports once.
 *
 * What a foreign library gave is tied to the arena by pl_arena_defer the moment
 * it exists, so unwinding leaks nothing. Never unwind through a foreign callback:
 * allocate before or after the foreign call. */
#ifndef PL_BASE_ARENA_H
#define PL_BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct pl_arena;

/* A new arena that may hold up to limit_bytes (0: unlimited). The caller owns it.
 * NULL when the system has no memory. */
struct pl_arena *pl_arena_new(size_t limit_bytes);

/* Runs the deferred clean-ups, last first, and frees everything. NULL is fine. */
void pl_arena_free(struct pl_arena *arena);

/* As free and new, keeping the largest block: for scratch used in a loop. */
void pl_arena_reset(struct pl_arena *arena);

/* A point in an arena's life, to which it goes back. */
struct pl_arena_mark {
    void *block, *deferred;
    size_t block_used, used;
};

/* Everything handed out after the mark is free again, its deferred clean-ups run: for the scratch of one
 * step among many. A vector that grew meanwhile, though it began before, has moved: it is lost too. */
struct pl_arena_mark pl_arena_mark(const struct pl_arena *arena);
void pl_arena_rewind(struct pl_arena *arena, struct pl_arena_mark mark);

/* `size` zeroed bytes aligned for any type; size 0 gives a valid pointer. */
void *pl_arena_alloc(struct pl_arena *arena, size_t size);

/* `count * size` zeroed bytes with the product checked. */
void *pl_arena_alloc_array(struct pl_arena *arena, size_t count, size_t size);

/* `size` bytes, not zeroed and aligned to 1: text. */
char *pl_arena_alloc_text(struct pl_arena *arena, size_t size);

/* Grows the block `old` of old_size bytes to new_size, in place where it is the
 * last one; the added bytes are zero. */
void *pl_arena_grow(struct pl_arena *arena, void *old, size_t old_size, size_t new_size);

#define PL_NEW(arena, type)              ((type *)pl_arena_alloc((arena), sizeof(type)))
#define PL_NEW_ARRAY(arena, type, count) ((type *)pl_arena_alloc_array((arena), (count), sizeof(type)))

/* A copy of `s` in the arena; NUL-terminated as well, one byte past its end. */
pl_str pl_str_copy(struct pl_arena *arena, pl_str s);

/* `s` as a NUL-terminated string, for a foreign call on that line. */
const char *pl_str_cstr(struct pl_arena *arena, pl_str s);

/* printf into the arena. Numbers with "%f" follow the locale: don't use it. */
pl_str pl_str_format(struct pl_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
pl_str pl_str_vformat(struct pl_arena *arena, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* Calls drop(thing) when the arena is freed or reset, last deferred first. */
void pl_arena_defer(struct pl_arena *arena, void (*drop)(void *thing), void *thing);

/* Bytes handed out so far: the figure that bounds are counted in. */
size_t pl_arena_used(const struct pl_arena *arena);

/* Runs work(argument) under a guard for `arena`. True when work returned true. When an
 * allocation from this arena fails below, work is left at once and the result is
 * false with *over_limit set; the arena is still valid and can only be freed or
 * reset. Guards nest (each its own arena or the same) and belong to the thread. */
bool pl_arena_run(struct pl_arena *arena, bool (*work)(void *argument), void *argument,
                  bool *over_limit);

/* Leaves to the innermost guard of this arena as if memory had run out: for a
 * counted limit that is met deep inside. Doesn't return. */
_Noreturn void pl_arena_unwind(struct pl_arena *arena);

#endif
