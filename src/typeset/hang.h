// SPDX-License-Identifier: MIT
/* typeset/hang.h: hanging-punctuation: which marks stand out of the measure whole. */
#ifndef PL_TYPESET_HANG_H
#define PL_TYPESET_HANG_H

#include "typeset/typesetter.h"

/* How far the character stands out at the start of a first line (opening marks), at the end of a last line (closing
 * marks), at the end of any line (stops and commas): its advance, or 0. CSS Text 4 §9.2. */
pl_unit pl_hang_first(const struct pl_shaper *shaper, uint32_t character);
pl_unit pl_hang_last(const struct pl_shaper *shaper, uint32_t character);
pl_unit pl_hang_stop(const struct pl_shaper *shaper, uint32_t character);

#endif
