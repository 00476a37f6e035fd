// SPDX-License-Identifier: MIT
/* pdf/links.c: link annotations and destinations. */
#include "pdf/links.h"

static uint32_t page_of(const struct pl_pdf_writing *writing, uint32_t owner)
{
    uint32_t page = pl_pagemap_page(writing->options->map, owner);
    return page < writing->options->pages->count ? page : PL_NO_PAGE;
}

bool pl_pdf_link_leads(const struct pl_pdf_writing *writing, const struct pl_link_area *area)
{
    return !pl_str_empty(area->uri) || page_of(writing, area->target) != PL_NO_PAGE;
}

bool pl_pdf_add_destination(struct pl_strbuf *out, const struct pl_pdf_writing *writing, uint32_t owner)
{
    const struct pl_pagemap *map = writing->options->map;
    uint32_t page = page_of(writing, owner);
    if (page == PL_NO_PAGE)
        return false;
    pl_strbuf_addf(out, "[%u 0 R/XYZ null ", writing->first_page + page);
    pl_pdf_add_points(out, (pl_flow)writing->page_heights[page] - map->y_of[owner]);
    pl_strbuf_add(out, PL_LIT(" null]"));
    return true;
}

uint32_t pl_pdf_target(struct pl_pdf_writing *writing, uint32_t owner)
{
    uint32_t count = writing->options->map->owner_count;
    if (!writing->target_numbers)
        writing->target_numbers = PL_NEW_ARRAY(writing->turn_arena, uint32_t, count);
    if (writing->target_numbers[owner] == 0) {
        writing->target_numbers[owner] = pl_pdf_file_numbers(&writing->file, 1);
        *PL_PUSH(writing->turn_arena, &writing->targets) = owner;
    }
    return writing->target_numbers[owner];
}

/* A URI is ASCII (ISO 32000-1 12.6.4.7): other bytes are percent-encoded, as RFC 3987 3.1 maps them. */
static void add_uri(struct pl_strbuf *out, pl_str uri)
{
    pl_strbuf_add_byte(out, '(');
    for (size_t i = 0; i < uri.size; i++) {
        unsigned char c = (unsigned char)uri.data[i];
        if (c <= 0x20 || c >= 0x7F || strchr("()\\<>", c))
            pl_strbuf_addf(out, "%%%02X", c);
        else
            pl_strbuf_add_byte(out, (char)c);
    }
    pl_strbuf_add_byte(out, ')');
}

void pl_pdf_add_link(struct pl_strbuf *out, const struct pl_page *page, const struct pl_link_area *area,
                     uint32_t target, uint32_t parent_key)
{
    pl_strbuf_add(out, PL_LIT("<</Type/Annot/Subtype/Link/Rect"));
    pl_pdf_add_rect(out, &area->rect, page->height);
    pl_strbuf_addf(out, "/Border[0 0 0]/F 4/StructParent %u/Contents", parent_key);
    pl_pdf_add_text(out, pl_str_empty(area->description) ? area->uri : area->description);
    if (target != 0) {
        pl_strbuf_addf(out, "/Dest %u 0 R", target);
    } else {
        pl_strbuf_add(out, PL_LIT("/A<</Type/Action/S/URI/URI"));
        add_uri(out, area->uri);
        pl_strbuf_add(out, PL_LIT(">>"));
    }
    pl_strbuf_add(out, PL_LIT(">>"));
}
