// SPDX-License-Identifier: MIT
/* typeset/hyphen_patterns.h: where a word may be divided, by a pattern file.
 *
 * Reads the files of Debian's hyphen-* packages and divides as libhyphen does, whose
 * format it is (README.hyphen, README.compound and README.nonstandard there). Source of
 * the method: Liang, "Word Hy-phen-a-tion by Com-put-er", Stanford 1983; libhyphen's differs
 * from it, see hyphen_points.c. */
#ifndef PL_TYPESET_HYPHEN_PATTERNS_H
#define PL_TYPESET_HYPHEN_PATTERNS_H

#include "base/arena.h"
#include "base/strbuf.h"

struct pl_hyphen_patterns;

enum { PL_HYPHEN_WORD_MAX = 100 }; // letters; longer words are not divided

/* NULL when the bytes are in an encoding that isn't known. Lives in the arena. */
const struct pl_hyphen_patterns *pl_hyphen_patterns_read(struct pl_arena *arena, pl_str bytes);

/* The patterns as bytes that pl_hyphen_patterns_map takes again; the same from the same `text`, the bytes of the
 * pattern file, on every machine of one byte order. */
void pl_hyphen_patterns_write(struct pl_strbuf *out, const struct pl_hyphen_patterns *patterns,
                              pl_str text);

/* Patterns that lie in `bytes` (aligned to 8, borrowed). NULL unless they were written from this very `text` by a
 * program of this version and are whole. */
const struct pl_hyphen_patterns *pl_hyphen_patterns_map(struct pl_arena *arena, pl_str bytes,
                                                        pl_str text);

/* A place where a word may be divided. */
struct pl_hyphen_point {
    bool is_point;           // before the letter of its index
    uint8_t changed, behind; // letters before and behind the place that give way to `change`
    pl_str change;           // "ff=f": a text for either side; empty: the letters stay
};

/* Whether the file has a say about the letter. */
bool pl_hyphen_knows(const struct pl_hyphen_patterns *patterns, uint32_t letter);

/* Fills points[0, count) for the word of `count` letters (lower case). The file's own least numbers of
 * letters are kept. */
void pl_hyphen_points(const struct pl_hyphen_patterns *patterns, const uint32_t *letters,
                      size_t count, struct pl_hyphen_point *points);

#endif
