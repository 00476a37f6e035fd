// SPDX-License-Identifier: MIT
/* style/intern.h: equal computed values are one pointer, and so are equal styles. */
#ifndef PL_STYLE_INTERN_H
#define PL_STYLE_INTERN_H

#include "style/style.h"

struct pl_values;

/* Empty; everything interned lives in `arena`. */
struct pl_values *pl_values_new(struct pl_arena *arena);

/* The one value equal to `value`. Its items must be interned; texts are copied. */
const struct pl_css_value *pl_value_intern(struct pl_values *values, const struct pl_css_value *value);

/* The same for a tree whose items aren't interned yet. Recursion as deep as the value. */
const struct pl_css_value *pl_value_intern_tree(struct pl_values *values, const struct pl_css_value *value);

/* A style with what the cascade keeps beside it. */
struct pl_style_record {
    struct pl_style style; // first: a pl_style of ours is a record
    uint64_t hash;
    const struct pl_style *anonymous; // of boxes below it; NULL until asked for
};

/* The one style with these values; *is_new when line_height is still to be filled. */
struct pl_style_record *pl_style_intern(struct pl_values *values, const struct pl_style *style, bool *is_new);

/* Distinct styles so far. */
size_t pl_values_style_count(const struct pl_values *values);

#endif
