// SPDX-License-Identifier: MIT
/* typeset/seams.h: ligatures that would join the parts of a compound word. */
#ifndef PL_TYPESET_SEAMS_H
#define PL_TYPESET_SEAMS_H

#include "typeset/typesetter.h"

/* Whether words of the language are looked at for seams. */
bool pl_seams_matter(const char *language);

/* The letters of `text`[first, end) that may not join the letter before them: HarfBuzz features that turn ligatures off at
 * them, clusters counted from byte `from`. At most `most` of them. */
enum { PL_SEAM_FEATURES = 2 };
uint32_t pl_seams_find(const struct pl_hyphen_patterns *patterns, pl_str text, size_t first,
                       size_t end, size_t from, hb_feature_t *features, uint32_t most);

#endif
