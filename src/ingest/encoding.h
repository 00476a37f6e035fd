// SPDX-License-Identifier: MIT
/* ingest/encoding.h: any encoding → checked UTF-8. */
#ifndef PL_INGEST_ENCODING_H
#define PL_INGEST_ENCODING_H

#include "ingest/reading.h"

/* Fills input->text from input->bytes: well-formed UTF-8 without characters that XML forbids.
 *
 * The encoding is, in this order: what a byte order mark says; UTF-16 by where its zero bytes stand; UTF-8
 * when the bytes are well-formed as such, whatever they declare; what the bytes declare
 * (`sniff`); UTF-8 with faults when most of its sequences are right; what its commonest characters
 * speak for (encoding_guess.h), else Windows-1252. U+FFFD stands for what is no text (W_ENCODING), forbidden characters
 * go (W_FORBIDDEN), both with the first place. Text that needs no change isn't copied. Linear. */
void pl_input_decode(struct pl_arena *arena, struct pl_input *input, enum pl_sniff sniff,
                     struct pl_diags *diags);

#endif
