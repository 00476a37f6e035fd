// SPDX-License-Identifier: MIT
/* typeset/protrusion.h: which glyph hangs how far into the margin. */
#ifndef PL_TYPESET_PROTRUSION_H
#define PL_TYPESET_PROTRUSION_H

#include "typeset/typesetter.h"

/* How far the character may stand out of the measure at its left or right edge, positive outwards; 0
 * where the style doesn't ask for optical margins. */
pl_unit pl_protrusion(const struct pl_shaper *shaper, uint32_t character, bool at_left);

#endif
