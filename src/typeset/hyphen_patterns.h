// SPDX-License-Identifier: MIT
/* typeset/hyphen_patterns.h: a pattern file as a packed trie.
 *
 * Reads the files of Debian's hyphen-* packages (the format of libhyphen, README.compound and
 * README.nonstandard there). Source of the method: Liang, "Word Hy-phen-a-tion by
 * Com-put-er", Stanford 1983. Patterns that change letters at the break (README.nonstandard)
 * are left out: the break they stand for isn't made. */
#ifndef PL_TYPESET_HYPHEN_PATTERNS_H
#define PL_TYPESET_HYPHEN_PATTERNS_H

#include "base/arena.h"

struct pl_hyphen_patterns;

enum { PL_HYPHEN_WORD_MAX = 100 }; // letters; longer words are not divided

/* NULL when the bytes are in an encoding that isn't known. Lives in the arena. */
const struct pl_hyphen_patterns *pl_hyphen_patterns_read(struct pl_arena *arena, pl_str bytes);

/* Sets points[i] where the word of `count` letters (lower case) may be divided before letter i.
 * The file's own least numbers of letters are kept. */
void pl_hyphen_points(const struct pl_hyphen_patterns *patterns, const uint32_t *letters,
                      size_t count, bool *points);

#endif
