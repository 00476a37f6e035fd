// SPDX-License-Identifier: MIT
/* style/decode.h: bytes of a sheet → UTF-8.
 *
 * Source: CSS Syntax 3 §3.2 (byte order mark, then protocol, then @charset, then environment,
 * then UTF-8), Encoding Standard (labels). */
#ifndef PL_STYLE_DECODE_H
#define PL_STYLE_DECODE_H

#include "base/arena.h"

/* The text of a sheet. `protocol` and `environment` are labels and may be empty; unknown ones are
 * passed over. Bytes that are no text become U+FFFD. Borrowed from `bytes` where nothing must
 * change. `encoding`, may be NULL, is given the name of the encoding in lower case. */
pl_str pl_css_decode(struct pl_arena *arena, pl_str bytes, pl_str protocol, pl_str environment,
                     pl_str *encoding);

#endif
