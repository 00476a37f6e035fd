// SPDX-License-Identifier: MIT
/* ingest/encoding_guess.h: which encoding bytes are in that don't say so and aren't UTF-8. */
#ifndef PL_INGEST_ENCODING_GUESS_H
#define PL_INGEST_ENCODING_GUESS_H

#include "base/arena.h"

/* A name for iconv, never NULL: "WINDOWS-1252" where nothing speaks for another. `scratch` is used up by some
 * hundred kilobytes at most. */
const char *pl_encoding_guess(struct pl_arena *scratch, pl_str bytes);

#endif
