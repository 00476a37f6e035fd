// SPDX-License-Identifier: MIT
/* layout/transform.h: text-transform, character by character.
 *
 * Source: CSS Text 4 §2.1; Unicode SpecialCasing (what one code point becomes when it becomes several). */
#ifndef PL_LAYOUT_TRANSFORM_H
#define PL_LAYOUT_TRANSFORM_H

#include "base/str.h"
#include "style/style.h"

enum pl_transform {
    PL_TRANSFORM_NONE,
    PL_TRANSFORM_UPPER,
    PL_TRANSFORM_LOWER,
    PL_TRANSFORM_CAPITALIZE
};

enum pl_transform pl_transform_of(const struct pl_style *style);

/* What `c` becomes: up to 3 code points in `out`, their number returned. before: the code point before it in
 * the paragraph (0: none), after: behind it; both decide where words begin and end. */
size_t pl_transform_char(enum pl_transform transform, pl_str language, uint32_t before, uint32_t c,
                         uint32_t after, uint32_t out[3]);

#endif
