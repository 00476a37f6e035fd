// SPDX-License-Identifier: MIT
/* model/edition.c: owner numbers of an edition's nodes. */
#include "model/edition.h"

void pl_edition_finish(struct pl_edition *edition)
{
    uint32_t next = 0;
    for (size_t i = 0; i < edition->articles.count; i++) {
        edition->articles.data[i]->first_owner = next;
        next += edition->articles.data[i]->node_count;
    }
    edition->ids = PL_MAP(edition->arena);
    for (size_t i = 0; i < edition->articles.count; i++) {
        const struct pl_map *ids = &edition->articles.data[i]->ids;
        for (size_t k = 0; k < ids->count; k++) {
            void **article = pl_map_at(&edition->ids, ids->entries[k].key);
            if (!*article)
                *article = edition->articles.data[i];
        }
    }
}

const struct pl_node *pl_edition_target(const struct pl_edition *edition, const struct pl_article *from,
                                        pl_str id, const struct pl_article **article)
{
    const struct pl_article *holder = from;
    const struct pl_node *node = pl_map_lookup(&from->ids, id);
    if (!node) {
        holder = pl_map_lookup(&edition->ids, id);
        node = holder ? pl_map_lookup(&holder->ids, id) : NULL;
    }
    if (node && article)
        *article = holder;
    return node;
}

const struct pl_node *pl_edition_node(const struct pl_edition *edition, uint32_t owner,
                                      const struct pl_article **article)
{
    size_t low = 0, high = edition->articles.count;
    while (low < high) { // the last article that begins at or before owner
        size_t middle = low + (high - low) / 2;
        if (edition->articles.data[middle]->first_owner <= owner)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return NULL;
    const struct pl_article *found = edition->articles.data[low - 1];
    if (owner - found->first_owner >= found->node_count)
        return NULL;
    if (article)
        *article = found;
    return found->nodes[owner - found->first_owner];
}
