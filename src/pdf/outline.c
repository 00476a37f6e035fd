// SPDX-License-Identifier: MIT
/* pdf/outline.c: bookmarks. */
#include "pdf/outline.h"

#include "pdf/links.h"

/* An entry in its tree; indexes count from 1, the root is 0. */
struct item {
    const struct pl_outline_entry *entry;
    uint32_t owner;
    uint32_t parent, previous, next, first, last;
    uint32_t open_count; // entries below that show when this one is open
};

struct items {
    PL_VEC(struct item)
};

static void append(struct items *items, uint32_t parent)
{
    uint32_t index = (uint32_t)items->count - 1;
    struct item *item = &items->data[index], *above = &items->data[parent];
    item->parent = parent;
    item->previous = above->last;
    if (above->last)
        items->data[above->last].next = index;
    else
        above->first = index;
    above->last = index;
}

/* Each entry goes below the nearest one before it that has a lesser level. */
static struct items build(struct pl_arena *arena, const struct pl_pdf_options *options)
{
    struct items items = {0};
    struct { PL_VEC(uint32_t) } open = {0}; // one a level that is open
    *PL_PUSH(arena, &items) = (struct item){0};
    for (size_t i = 0; options->outline && i < options->outline->count; i++) {
        const struct pl_outline_entry *entry = &options->outline->data[i];
        if (entry->place.article >= options->edition->articles.count)
            continue;
        uint32_t owner = options->edition->articles.data[entry->place.article]->first_owner + entry->place.serial;
        if (pl_pagemap_page(options->map, owner) >= options->pages->count || pl_str_empty(pl_str_trim(entry->label)))
            continue;
        while (open.count > 0 && items.data[PL_LAST(&open)].entry->level >= entry->level)
            open.count--;
        *PL_PUSH(arena, &items) = (struct item){.entry = entry, .owner = owner};
        append(&items, open.count ? PL_LAST(&open) : 0);
        *PL_PUSH(arena, &open) = (uint32_t)items.count - 1;
    }
    for (uint32_t i = (uint32_t)items.count; i-- > 1;) { // kids come after their parents
        const struct item *item = &items.data[i];
        bool is_open = item->entry->is_open;
        items.data[item->parent].open_count += 1 + (is_open ? item->open_count : 0);
    }
    return items;
}

static void add_relation(struct pl_strbuf *out, const char *key, uint32_t first, uint32_t index)
{
    if (index)
        pl_strbuf_addf(out, "/%s %u 0 R", key, first + index);
}

static pl_str item_text(struct pl_arena *arena, const struct pl_pdf_writing *writing, const struct items *items,
                        uint32_t index, uint32_t first)
{
    const struct item *item = &items->data[index];
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, index ? PL_LIT("<</Title") : PL_LIT("<</Type/Outlines"));
    if (index) {
        pl_pdf_add_text(&out, item->entry->label);
        pl_strbuf_addf(&out, "/Parent %u 0 R/Dest", first + item->parent);
        pl_pdf_add_destination(&out, writing, item->owner);
    }
    add_relation(&out, "Prev", first, item->previous);
    add_relation(&out, "Next", first, item->next);
    add_relation(&out, "First", first, item->first);
    add_relation(&out, "Last", first, item->last);
    if (item->open_count)
        pl_strbuf_addf(&out, "/Count %s%u", index && !item->entry->is_open ? "-" : "", item->open_count);
    pl_strbuf_add(&out, PL_LIT(">>"));
    return pl_strbuf_str(&out);
}

uint32_t pl_pdf_outline_write(struct pl_pdf_writing *writing)
{
    struct items items = build(writing->arena, writing->options);
    if (items.count == 1)
        return 0;
    uint32_t count = (uint32_t)items.count;
    uint32_t first = pl_pdf_file_numbers(&writing->file, count);
    uint32_t containers = pl_pdf_file_numbers(&writing->file, pl_pdf_containers(count));
    struct pl_pdf_part part = pl_pdf_part_begin(writing->arena, containers, count);
    for (uint32_t i = 0; i < count; i++)
        pl_pdf_part_object(&part, first + i, item_text(writing->arena, writing, &items, i, first));
    pl_pdf_part_end(&part);
    pl_pdf_file_add(&writing->file, &part);
    return first;
}
