// SPDX-License-Identifier: MIT
/* export/explain_parts.h: the parts of an input in its order, kept and left out. */
#ifndef PL_EXPORT_EXPLAIN_PARTS_H
#define PL_EXPORT_EXPLAIN_PARTS_H

#include "base/vec.h"
#include "model/article.h"

struct pl_part {
    bool is_kept;
    enum pl_kind kind; // kept
    int level;         // of a heading
    pl_str why;        // left out
    pl_str text;       // white space collapsed
    uint32_t at;       // where it stands in the input
};

/* What was left out for one reason. */
struct pl_reason {
    pl_str why;
    size_t parts, characters;
};

struct pl_parts {
    PL_VEC(struct pl_part)
    struct { PL_VEC(struct pl_reason) } reasons; // most characters first
    size_t kept, dropped; // characters
};

struct pl_parts pl_parts_of(struct pl_arena *arena, const struct pl_article *article);

/* "list item", "heading 2". */
pl_str pl_part_name(struct pl_arena *arena, const struct pl_part *part);

#endif
