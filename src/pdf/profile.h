// SPDX-License-Identifier: MIT
/* pdf/profile.h: sRGB as an ICC profile: what the output intent refers to. */
#ifndef PL_PDF_PROFILE_H
#define PL_PDF_PROFILE_H

#include "base/arena.h"

/* A matrix profile of version 2.1 (ICC.1:2001-04), the same bytes in every run. */
pl_str pl_srgb_profile(struct pl_arena *arena);

#endif
