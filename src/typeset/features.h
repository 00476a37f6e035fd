// SPDX-License-Identifier: MIT
/* typeset/features.h: CSS's font-variant-* and font-feature-settings as OpenType features. */
#ifndef PL_TYPESET_FEATURES_H
#define PL_TYPESET_FEATURES_H

#include "typeset/typesetter.h"

/* Fills features, feature_count and feature_set of a text style. CSS Fonts 4 §7: font-variant-*
 * first, then what letter-spacing forbids, then font-feature-settings. */
void pl_features_read(struct pl_typesetter *typesetter, struct pl_text_style *text);

#endif
