// SPDX-License-Identifier: MIT
/* layout/initial.h: ::first-letter with drop caps, and ::first-line.
 *
 * Source: Pseudo-Elements 4 §2.1 and §2.2, Inline 3 §7 (initial-letter). */
#ifndef PL_LAYOUT_INITIAL_H
#define PL_LAYOUT_INITIAL_H

#include "layout/box.h"

struct pl_fonts;

/* Puts the first letter of a finished block, with the punctuation about it, into a box of its own: an inline, a float, or
 * a float of so many lines where the style has an initial-letter. */
void pl_box_style_first_letter(struct pl_arena *arena, const struct pl_fonts *fonts,
                               struct pl_box *block, const struct pl_style *style);

/* Gives the first lines below a finished block their style. */
void pl_box_style_first_line(struct pl_box *block, const struct pl_style *style);

/* What a style below `block` becomes on its first line, which has the style `first_line`: what it inherits from the block, it
 * inherits from the line. */
const struct pl_style *pl_style_in_first_line(struct pl_arena *arena, const struct pl_style *style,
                                              const struct pl_style *block,
                                              const struct pl_style *first_line);

#endif
