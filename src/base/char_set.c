// SPDX-License-Identifier: MIT
/* base/char_set.c: a set of characters in three levels. */
#include "base/char_set.h"

#include "base/utf8.h"

enum { CHARACTER_MOST = 0x10FFFF };

void pl_char_set_add(struct pl_arena *arena, struct pl_char_set *set, uint32_t character)
{
    if (character > CHARACTER_MOST)
        return;
    struct pl_char_plane **plane = &set->planes[character >> 16];
    if (!*plane)
        *plane = PL_NEW(arena, struct pl_char_plane);
    struct pl_char_block **block = &(*plane)->blocks[character >> 8 & 255];
    if (!*block)
        *block = PL_NEW(arena, struct pl_char_block);
    (*block)->bits[character >> 6 & 3] |= (uint64_t)1 << (character & 63);
}

void pl_char_set_add_text(struct pl_arena *arena, struct pl_char_set *set, pl_str text)
{
    for (size_t at = 0; at < text.size;)
        pl_char_set_add(arena, set, pl_utf8_next(text, &at));
}

bool pl_char_set_has(const struct pl_char_set *set, uint32_t character)
{
    if (character > CHARACTER_MOST)
        return false;
    const struct pl_char_plane *plane = set->planes[character >> 16];
    const struct pl_char_block *block = plane ? plane->blocks[character >> 8 & 255] : NULL;
    return block && block->bits[character >> 6 & 3] >> (character & 63) & 1;
}

uint32_t pl_char_set_next(const struct pl_char_set *set, uint32_t character)
{
    while (character <= CHARACTER_MOST) {
        const struct pl_char_plane *plane = set->planes[character >> 16];
        if (!plane) {
            character = (character | 0xFFFF) + 1;
        } else if (!plane->blocks[character >> 8 & 255]) {
            character = (character | 0xFF) + 1;
        } else if (pl_char_set_has(set, character)) {
            return character;
        } else {
            character++;
        }
    }
    return UINT32_MAX;
}
