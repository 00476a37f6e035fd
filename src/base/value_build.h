// SPDX-License-Identifier: MIT
/* base/value_build.h: put a tree of values together, for its readers.
 *
 * While it grows, a list or map is a pl_build with its entries; pl_build_finish turns all of it
 * into values. A reader bounds the depth by PL_LIMIT_VALUE_DEPTH. */
#ifndef PL_BASE_VALUE_BUILD_H
#define PL_BASE_VALUE_BUILD_H

#include "base/map.h"
#include "base/value.h"
#include "base/vec.h"

struct pl_build;

struct pl_build_entry {
    pl_str key; // of a map's entry
    struct pl_span key_span;
    struct pl_value value;  // a scalar, unless
    struct pl_build *inner; // this is set: a list or a map
};

struct pl_build {
    enum pl_value_type type; // PL_VALUE_LIST or PL_VALUE_MAP
    struct pl_span span;
    PL_VEC(struct pl_build_entry)
    struct pl_map index; // of a map: key → 1 + index of its entry
    bool is_closed;      // TOML: nothing may be added from elsewhere
    bool is_defined;     // TOML: a [table] header named it
};

struct pl_build *pl_build_new(struct pl_arena *arena, enum pl_value_type type, struct pl_span span);

/* The entry under `key` of a map; NULL when there is none. Valid until the next addition. */
struct pl_build_entry *pl_build_lookup(const struct pl_build *map, pl_str key);

/* A new last entry; of a map when its key is not there yet. Valid until the next addition. */
struct pl_build_entry *pl_build_add(struct pl_arena *arena, struct pl_build *build, pl_str key,
                                    struct pl_span key_span);

struct pl_value *pl_build_finish(struct pl_arena *arena, const struct pl_build *build);

/* `text` without characters that no article may hold (an escape can bring them in), with a
 * warning at `span` when there were any. */
pl_str pl_value_clean(struct pl_arena *arena, pl_str text, struct pl_span span,
                      struct pl_diags *diags);

/* The span of `part`, which points into the text being read (a part of input->text). */
struct pl_span pl_value_span(const struct pl_input *input, const char *first, const char *end);

#endif
