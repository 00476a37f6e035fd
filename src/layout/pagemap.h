// SPDX-License-Identifier: MIT
/* layout/pagemap.h: which place of the text falls on which page.
 *
 * Read by pdf (outline, destinations), epub (page list), contents and index. */
#ifndef PL_LAYOUT_PAGEMAP_H
#define PL_LAYOUT_PAGEMAP_H

#include "base/str.h"
#include "base/unit.h"
#include "model/node.h"

#define PL_NO_PAGE UINT32_MAX

/* The first place on a page: where a reader edition puts the page break. */
struct pl_page_start {
    struct pl_place place; // offset > 0: inside a text node
    uint32_t page;
};

struct pl_pagemap {
    const pl_str *labels; // by page index
    uint32_t page_count;
    const struct pl_page_start
        *starts; // ascending; pages without text of an article (blank) have none
    uint32_t start_count;
    const uint32_t *page_of; // by owner: page on which a node begins; PL_NO_PAGE: not shown
    const pl_unit *y_of;     // by owner: its top on that page
    uint32_t owner_count;
};

static inline uint32_t pl_pagemap_page(const struct pl_pagemap *map, uint32_t owner)
{
    return owner < map->owner_count ? map->page_of[owner] : PL_NO_PAGE;
}

#endif
