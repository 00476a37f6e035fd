// SPDX-License-Identifier: MIT
/* typeset/hyphen_rules.h: the packed trie of a pattern file, as its makers and its reader see it.
 *
 * All of it lies in arrays without pointers, so that a file can hold it (hyphen_cache.c). */
#ifndef PL_TYPESET_HYPHEN_RULES_H
#define PL_TYPESET_HYPHEN_RULES_H

#include "typeset/hyphen_patterns.h"

enum {
    PL_HYPHEN_BOUNDARY = 1,       // the number of '.', a word's ends
    PL_HYPHEN_LETTER_SLOTS = 512, // 255 letters at most
    PL_HYPHEN_WHOLE = 64,
};

/* An edge of the trie, in a slot of an open-addressed table. */
struct pl_hyphen_edge {
    uint32_t from; // node × 256 + letter; 0 where free: no edge has letter 0
    uint32_t to;
};

/* A rule in the pool: digits of the gaps before each letter and after the last, '.' at a pattern's beginning
 * left out. One that changes letters (README.nonstandard) has PL_HYPHEN_CHANGES in its count, and
 * after its digits: first letter changed, letters changed, bytes of the text, the text. */
enum { PL_HYPHEN_CHANGES = 0x80, PL_HYPHEN_COUNT = 0x7F };

struct pl_hyphen_level {
    const struct pl_hyphen_edge *edges;
    const uint32_t *rules; // by node: where in the pool; 0 none
    uint32_t slots;        // of edges: a power of two, or 0
    uint32_t nodes;        // of rules
};

/* What of the file stands beside its patterns: plain data. */
struct pl_hyphen_settings {
    uint8_t is_utf8;
    uint8_t least_before, least_after;           // letters of the word
    uint8_t least_part_before, least_part_after; // of a part inside a compound
    uint8_t unused[3];
    struct {
        uint32_t character, number; // number 0: free
    } letters[PL_HYPHEN_LETTER_SLOTS];
    uint32_t whole[PL_HYPHEN_WHOLE]; // NOHYPHEN: texts, each ended by 0, after the last another 0
};

struct pl_hyphen_patterns {
    const struct pl_hyphen_settings *settings;
    struct pl_hyphen_level levels[2]; // seams of compounds, then what divides their parts
    const uint8_t *pool;
    uint32_t pool_size;
};

static inline uint32_t pl_hyphen_slot(uint32_t from, uint32_t slots)
{
    return (from * 0x9E3779B1u) >> 7 & (slots - 1);
}

/* Where the letter stands or would stand. */
static inline uint32_t pl_hyphen_letter_slot(const struct pl_hyphen_settings *settings,
                                             uint32_t character)
{
    uint32_t slot = character * 0x9E3779B1u >> 23;
    while (settings->letters[slot].number && settings->letters[slot].character != character)
        slot = (slot + 1) % PL_HYPHEN_LETTER_SLOTS;
    return slot;
}

#endif
