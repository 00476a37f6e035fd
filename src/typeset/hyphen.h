// SPDX-License-Identifier: MIT
/* typeset/hyphen.h: where words may be divided. */
#ifndef PL_TYPESET_HYPHEN_H
#define PL_TYPESET_HYPHEN_H

#include "typeset/typesetter.h"

/* The patterns for a language, loaded on first sight; NULL where there are none (N_HYPHENATION,
 * once a language). */
const struct pl_hyphen_patterns *pl_hyphen_patterns_of(struct pl_typesetter *typesetter,
                                                       PangoLanguage *language);

#endif
