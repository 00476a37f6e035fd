// SPDX-License-Identifier: MIT
/* typeset/items.h: measured text → boxes, glue and penalties for the breaker. */
#ifndef PL_TYPESET_ITEMS_H
#define PL_TYPESET_ITEMS_H

#include "typeset/breaker.h"
#include "typeset/itemize.h"

struct pl_item_list {
    struct pl_item *items;
    size_t count;
    const pl_unit *tabs; // pairs: offset, advance
    uint32_t tab_count;
};

/* Elasticity of a space: in building items and in setting lines alike. `text` is
 * the paragraph's, `offset` where the space stands in it. */
pl_unit pl_space_stretch(pl_unit advance);
pl_unit pl_space_shrink(pl_unit advance, pl_str text, size_t offset);


/* `narrowest` is the least measure of a line: words wider than it are cut where overflow-wrap allows. Ends with a
 * forced penalty. Lives in `arena`. */
struct pl_item_list pl_items_build(struct pl_typesetter *typesetter, struct pl_arena *arena,
                                   const struct pl_paragraph *paragraph,
                                   const struct pl_itemized *itemized, pl_unit narrowest,
                                   struct pl_diags *diags);

#endif
