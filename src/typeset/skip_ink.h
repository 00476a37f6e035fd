// SPDX-License-Identifier: MIT
/* typeset/skip_ink.h: where the ink of a glyph crosses a line. */
#ifndef PL_TYPESET_SKIP_INK_H
#define PL_TYPESET_SKIP_INK_H

#include <hb.h>

#include "base/unit.h"

/* A font that draws outlines, as large as `font` (Pango's own don't draw). Caller owns. */
hb_font_t *pl_ink_font_new(hb_font_t *font);

/* The leftmost and rightmost ink of a glyph between two heights above the baseline. False when there is none. */
bool pl_ink_between(hb_font_t *font, hb_codepoint_t glyph, pl_unit low, pl_unit high, pl_unit *left,
                    pl_unit *right);

#endif
