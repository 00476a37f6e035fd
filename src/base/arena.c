// SPDX-License-Identifier: MIT
/* base/arena.c: allocate many, free at once.
 *
 * How it works: blocks in a list, the newest first; allocation bumps a pointer.
 * A request larger than the block size gets a block of its own. Blocks double
 * from 4 KiB to 1 MiB, so a small article costs little and a large one few calls. */
#include "base/arena.h"

#include <assert.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>

#define FIRST_BLOCK   ((size_t)4096)
#define LARGEST_BLOCK ((size_t)1 << 20)

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

struct deferred {
    struct deferred *next;
    void (*drop)(void *thing);
    void *thing;
};

struct guard {
    struct guard *outer;
    jmp_buf where;
};

struct pl_arena {
    struct block *blocks;
    struct block *spare; // kept by a rewind, so that a loop that crosses a block's end asks for none
    struct deferred *deferred; // themselves in the arena
    struct guard *guard;
    size_t used, limit;
};

struct pl_arena *pl_arena_new(size_t limit_bytes)
{
    struct pl_arena *arena = calloc(1, sizeof *arena);
    if (arena)
        arena->limit = limit_bytes ? limit_bytes : SIZE_MAX;
    return arena;
}

static void run_deferred(struct pl_arena *arena)
{
    while (arena->deferred) {
        struct deferred *last = arena->deferred;
        arena->deferred = last->next;
        last->drop(last->thing);
    }
}

void pl_arena_free(struct pl_arena *arena)
{
    if (!arena)
        return;
    run_deferred(arena);
    for (struct block *block = arena->blocks; block;) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    free(arena->spare);
    free(arena);
}

void pl_arena_reset(struct pl_arena *arena)
{
    run_deferred(arena);
    free(arena->spare);
    arena->spare = NULL;
    struct block *kept = NULL;
    for (struct block *block = arena->blocks; block;) {
        struct block *next = block->next;
        if (!kept || block->size > kept->size) {
            free(kept);
            kept = block;
        } else {
            free(block);
        }
        block = next;
    }
    if (kept) {
#ifdef __SANITIZE_ADDRESS__
        memset(kept->bytes, 0xA5, kept->used); // so that what is used after a reset is seen
#endif
        kept->next = NULL;
        kept->used = 0;
    }
    arena->blocks = kept;
    arena->used = 0;
}

struct pl_arena_mark pl_arena_mark(const struct pl_arena *arena)
{
    return (struct pl_arena_mark){
        .block = arena->blocks,
        .deferred = arena->deferred,
        .block_used = arena->blocks ? arena->blocks->used : 0,
        .used = arena->used,
    };
}

/* The larger of the two stays for the next time. */
static void spare_block(struct pl_arena *arena, struct block *block)
{
    if (arena->spare && arena->spare->size >= block->size) {
        free(block);
        return;
    }
    free(arena->spare);
    arena->spare = block;
}

void pl_arena_rewind(struct pl_arena *arena, struct pl_arena_mark mark)
{
    while (arena->deferred != mark.deferred) {
        struct deferred *last = arena->deferred;
        arena->deferred = last->next;
        last->drop(last->thing);
    }
    while (arena->blocks != mark.block) {
        struct block *block = arena->blocks;
        arena->blocks = block->next;
        spare_block(arena, block);
    }
    if (arena->blocks) {
#ifdef __SANITIZE_ADDRESS__
        memset(arena->blocks->bytes + mark.block_used, 0xA5, arena->blocks->used - mark.block_used);
#endif
        arena->blocks->used = mark.block_used;
    }
    arena->used = mark.used;
}

_Noreturn void pl_arena_unwind(struct pl_arena *arena)
{
    if (!arena->guard) {
        fputs("platen: out of memory\n", stderr);
        abort();
    }
    longjmp(arena->guard->where, 1);
}

bool pl_arena_run(struct pl_arena *arena, bool (*work)(void *argument), void *argument,
                  bool *over_limit)
{
    struct guard guard = {.outer = arena->guard};
    *over_limit = false;
    if (setjmp(guard.where) != 0) {
        arena->guard = guard.outer;
        *over_limit = true;
        return false;
    }
    arena->guard = &guard;
    bool done = work(argument);
    arena->guard = guard.outer;
    return done;
}

static struct block *add_block(struct pl_arena *arena, size_t least)
{
    size_t size = arena->blocks ? arena->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < least)
        size = least;
    struct block *block = NULL;
    if (arena->spare && arena->spare->size >= size) {
        block = arena->spare;
        arena->spare = NULL;
    } else {
        block = size <= SIZE_MAX - sizeof *block ? malloc(sizeof *block + size) : NULL;
        if (!block)
            pl_arena_unwind(arena);
        block->size = size;
    }
    block->used = 0;
    block->next = arena->blocks;
    arena->blocks = block;
    return block;
}

static void *take(struct pl_arena *arena, size_t size, size_t alignment)
{
    if (size > arena->limit - arena->used)
        pl_arena_unwind(arena);
    struct block *block = arena->blocks;
    size_t start = block ? (block->used + alignment - 1) & ~(alignment - 1) : 0;
    if (!block || start > block->size || size > block->size - start) {
        block = add_block(arena, size);
        start = 0;
    }
    block->used = start + size;
    arena->used += size;
    return block->bytes + start;
}

void *pl_arena_alloc(struct pl_arena *arena, size_t size)
{
    void *memory = take(arena, size, alignof(max_align_t));
    memset(memory, 0, size);
    return memory;
}

void *pl_arena_alloc_array(struct pl_arena *arena, size_t count, size_t size)
{
    size_t product;
    if (__builtin_mul_overflow(count, size, &product))
        pl_arena_unwind(arena);
    return pl_arena_alloc(arena, product);
}

char *pl_arena_alloc_text(struct pl_arena *arena, size_t size)
{
    return take(arena, size, 1);
}

void *pl_arena_grow(struct pl_arena *arena, void *old, size_t old_size, size_t new_size)
{
    assert(new_size >= old_size);
    struct block *block = arena->blocks;
    if (old && block && (char *)old + old_size == block->bytes + block->used &&
        new_size - old_size <= block->size - block->used &&
        new_size - old_size <= arena->limit - arena->used) {
        memset(block->bytes + block->used, 0, new_size - old_size);
        block->used += new_size - old_size;
        arena->used += new_size - old_size;
        return old;
    }
    void *grown = pl_arena_alloc(arena, new_size);
    if (old_size)
        memcpy(grown, old, old_size);
    return grown;
}

pl_str pl_str_copy(struct pl_arena *arena, pl_str s)
{
    if (s.size == SIZE_MAX)
        pl_arena_unwind(arena);
    char *copy = pl_arena_alloc_text(arena, s.size + 1);
    if (s.size)
        memcpy(copy, s.data, s.size);
    copy[s.size] = '\0';
    return (pl_str){copy, s.size};
}

const char *pl_str_cstr(struct pl_arena *arena, pl_str s)
{
    return pl_str_copy(arena, s).data;
}

pl_str pl_str_vformat(struct pl_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, arguments);
    assert(size >= 0);
    char *text = pl_arena_alloc_text(arena, (size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, again);
    va_end(again);
    return (pl_str){text, (size_t)size};
}

pl_str pl_str_format(struct pl_arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pl_str text = pl_str_vformat(arena, format, arguments);
    va_end(arguments);
    return text;
}

void pl_arena_defer(struct pl_arena *arena, void (*drop)(void *thing), void *thing)
{
    struct deferred *entry = PL_NEW(arena, struct deferred);
    *entry = (struct deferred){.next = arena->deferred, .drop = drop, .thing = thing};
    arena->deferred = entry;
}

size_t pl_arena_used(const struct pl_arena *arena)
{
    return arena->used;
}
