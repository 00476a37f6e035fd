// SPDX-License-Identifier: MIT
/* base/char_set.h: a set of characters: what a text uses, what a face must have.
 *
 * Three levels that are made as they are needed: a Latin text takes 2.4 kB. Lives in the arena that
 * is handed in. */
#ifndef PL_BASE_CHAR_SET_H
#define PL_BASE_CHAR_SET_H

#include "base/arena.h"
#include "base/str.h"

struct pl_char_block {
    uint64_t bits[4]; // 256 characters
};

struct pl_char_plane {
    struct pl_char_block *blocks[256];
};

struct pl_char_set {
    struct pl_char_plane *planes[17]; // all NULL: empty
};

/* Nothing happens past U+10FFFF. */
void pl_char_set_add(struct pl_arena *arena, struct pl_char_set *set, uint32_t character);

/* Every character of the text. */
void pl_char_set_add_text(struct pl_arena *arena, struct pl_char_set *set, pl_str text);

bool pl_char_set_has(const struct pl_char_set *set, uint32_t character);

/* The first character of the set from `character` on; UINT32_MAX after the last. */
uint32_t pl_char_set_next(const struct pl_char_set *set, uint32_t character);

#endif
