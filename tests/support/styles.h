// SPDX-License-Identifier: MIT
/* tests/support/styles.h: computed styles put together by hand. */
#ifndef TESTS_SUPPORT_STYLES_H
#define TESTS_SUPPORT_STYLES_H

#include "style/style.h"

/* Initial values as far as setting text asks for them: serif 10/14 pt, black, everything else off. */
struct pl_style *style_new(struct pl_arena *arena);
struct pl_style *style_copy(struct pl_arena *arena, const struct pl_style *style);

void style_keyword(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                   enum pl_keyword keyword);
void style_length(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                  double points);
void style_percentage(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                      double percentage);
void style_number(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                  double number);
void style_family(struct pl_arena *arena, struct pl_style *style, const char *family);

#endif
