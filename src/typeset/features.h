// SPDX-License-Identifier: MIT
/* typeset/features.h: CSS's font-variant-* and font-feature-settings as OpenType features. */
#ifndef PL_TYPESET_FEATURES_H
#define PL_TYPESET_FEATURES_H

#include "typeset/typesetter.h"

enum { PL_FEATURES_MOST = 64 }; // of a style

/* Fills features, feature_count and feature_set of a text style. CSS Fonts 4 §7: font-variant-*
 * first, then what letter-spacing forbids, then font-feature-settings. */
void pl_features_read(struct pl_typesetter *typesetter, struct pl_text_style *text);

/* The same features without those of font-variant-position. */
void pl_features_without_position(struct pl_typesetter *typesetter, struct pl_text_style *text);

/* Whether font-variant-position changes every glyph of the item that isn't a space: else its letters are made smaller. */
bool pl_features_act(struct pl_typesetter *typesetter, struct pl_arena *arena,
                     const struct pl_text_style *style, const struct pl_text_item *item,
                     pl_str text);

#endif
