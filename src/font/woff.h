// SPDX-License-Identifier: MIT
/* font/woff.h: a font of the web as the OpenType file that it was packed from.
 *
 * Source: WOFF 1.0 and 2.0. FreeType unpacks; HarfBuzz reads plain OpenType only. */
#ifndef PL_FONT_WOFF_H
#define PL_FONT_WOFF_H

#include "base/arena.h"
#include "base/str.h"

bool pl_is_woff(pl_str bytes);

/* Empty when it is broken. Lives in the arena. */
pl_str pl_woff_unpack(struct pl_arena *arena, pl_str bytes);

#endif
