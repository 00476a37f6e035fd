// SPDX-License-Identifier: MIT
/* model/kind.h: the kinds of nodes and what the table says of each. */
#ifndef PL_MODEL_KIND_H
#define PL_MODEL_KIND_H

#include <stdbool.h>

#include "base/str.h"

enum pl_kind {
#define KIND(name, ...) PL_KIND_##name,
#include "model/kinds.def"
#undef KIND
    PL_KIND_COUNT
};

enum pl_kind_is { PL_IS_BLOCK, PL_IS_INLINE, PL_IS_PART };

enum pl_holds {
    PL_HOLDS_BLOCKS,
    PL_HOLDS_INLINES,
    PL_HOLDS_FLOW, // blocks or inlines, not both side by side
    PL_HOLDS_ITEMS,
    PL_HOLDS_TABLE,
    PL_HOLDS_ROWS,
    PL_HOLDS_CELLS,
    PL_HOLDS_COLUMNS,
    PL_HOLDS_TEXT,
    PL_HOLDS_NOTHING,
};

struct pl_kind_row {
    pl_str name, element, css_class, epub_type, aria_role, pdf_role;
    enum pl_kind_is is;
    enum pl_holds holds;
};

const struct pl_kind_row *pl_kind_row(enum pl_kind kind);

/* The kind that an HTML element of this name (lower case) becomes, classes not looked at;
 * PL_KIND_COUNT for elements without a kind: they become division or phrase and keep
 * their name. b, i, u, s, strike, tt, kbd, samp, var, dfn, … share kinds with kin. */
enum pl_kind pl_kind_of_element(pl_str element);

/* True for an HTML element that is a block without a kind of its own (main, nav, form, address …). */
bool pl_element_is_block(pl_str element);

/* True when a parent that holds `holds` may have a child of this kind. */
bool pl_kind_may_hold(enum pl_holds holds, enum pl_kind child);

/* "h3" for level 3; levels are clamped to 1…6. Borrowed from a static table. */
pl_str pl_heading_element(int level);

#endif
