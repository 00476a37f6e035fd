// SPDX-License-Identifier: MIT
/* model/outline.h: entries of the outline (bookmarks, nav).
 *
 * style fills label, level and state (bookmark-* properties of the print run, or
 * headings for an EPUB alone), the page map places them, pdf and epub read. */
#ifndef PL_MODEL_OUTLINE_H
#define PL_MODEL_OUTLINE_H

#include "base/vec.h"
#include "model/node.h"

struct pl_outline_entry {
    pl_str label;
    int level;    // from 1, as the sheet says; gaps are possible
    bool is_open; // bookmark-state
    struct pl_place place;
};

PL_VEC_TYPE(pl_outline, struct pl_outline_entry);

#endif
