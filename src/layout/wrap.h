// SPDX-License-Identifier: MIT
/* layout/wrap.h: the anonymous boxes that CSS asks for.
 *
 * Source: CSS 2.2 §9.2.1.1 (inlines beside blocks), §17.2.1 (missing parts of tables),
 * Fragmentation 3 §3.1 (breaks propagate from first and last children). */
#ifndef PL_LAYOUT_WRAP_H
#define PL_LAYOUT_WRAP_H

#include "layout/box.h"

/* Puts the children of a finished box in order; not for inlines. */
void pl_box_settle(struct pl_arena *arena, struct pl_cascade *cascade, struct pl_box *box);

#endif
