// SPDX-License-Identifier: MIT
/* pdf/page_objects.c: the objects of a chunk's pages: contents, forms, annotations, dictionaries. */
#include "base/map.h"
#include "pdf/cairo_page.h"
#include "pdf/links.h"
#include "pdf/plan.h"
#include "pdf/tiles.h"

static void add_resources(struct pl_strbuf *out, const struct pl_pdf_writing *writing, pl_str states)
{
    pl_strbuf_addf(out, "/Font %u 0 R/ExtGState", writing->fonts);
    if (pl_str_empty(states))
        pl_strbuf_addf(out, " %u 0 R", writing->plain_states);
    else
        pl_strbuf_add(out, states);
}

static void add_box(struct pl_strbuf *out, const struct pl_page *page)
{
    pl_strbuf_add(out, PL_LIT("[0 0 "));
    pl_pdf_add_points(out, page->width);
    pl_strbuf_add_byte(out, ' ');
    pl_pdf_add_points(out, page->height);
    pl_strbuf_add_byte(out, ']');
}

static void add_form(struct pl_pdf_chunk *chunk, const struct pl_page_plan *plan, uint32_t number,
                     const struct pl_cairo_page *drawn)
{
    struct pl_strbuf dictionary = PL_STRBUF(chunk->arena);
    pl_strbuf_add(&dictionary, PL_LIT("/Type/XObject/Subtype/Form/BBox"));
    add_box(&dictionary, plan->page);
    if (pl_str_empty(drawn->states)) {
        pl_strbuf_addf(&dictionary, "/Resources %u 0 R", chunk->writing->plain_resources);
    } else {
        pl_strbuf_add(&dictionary, PL_LIT("/Resources<<"));
        add_resources(&dictionary, chunk->writing, drawn->states);
        pl_strbuf_add(&dictionary, PL_LIT(">>"));
    }
    pl_strbuf_add(&dictionary, PL_LIT("/Filter/FlateDecode"));
    pl_pdf_part_stream(&chunk->part, number, pl_strbuf_str(&dictionary), drawn->content);
}

static void add_placing(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan)
{
    struct pl_strbuf content = PL_STRBUF(chunk->arena);
    pl_page_place(&content, plan, NULL);
    pl_pdf_part_deflated(&chunk->part, plan->placing, PL_LIT(""), pl_strbuf_str(&content));
}

/* A key may stand once in a dictionary, however often the picture is on the page. */
static void add_xobjects(struct pl_arena *arena, struct pl_strbuf *out, const struct pl_page_plan *plan)
{
    struct pl_map seen = PL_MAP(arena);
    struct pl_strbuf entries = PL_STRBUF(arena);
    for (size_t i = 0; i < plan->placements.count + plan->figures.count; i++) {
        const struct pl_page_placement *placement = i < plan->placements.count ? &plan->placements.data[i] : NULL;
        const struct pl_pdf_picture *picture =
            placement ? NULL : plan->figures.data[i - plan->placements.count].picture;
        if (placement && placement->is_written)
            continue;
        bool is_form = placement && !placement->picture;
        uint32_t index = is_form ? pl_page_form_name(plan, placement) : placement ? placement->index : picture->index;
        pl_str entry = pl_str_format(arena, "/Pl%c%u %u 0 R", is_form ? 'A' : 'I', index,
                                     placement ? placement->number : picture->number);
        void **slot = pl_map_at(&seen, entry);
        if (!*slot)
            pl_strbuf_add(&entries, entry);
        *slot = (void *)plan;
    }
    if (entries.size > 0)
        pl_strbuf_addf(out, "/XObject<<%.*s>>", PL_ARG(pl_strbuf_str(&entries)));
}

static void add_links(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < plan->page->link_count; i++) {
        const struct pl_link_area *area = &plan->page->links[i];
        if (!pl_pdf_link_leads(chunk->writing, area))
            continue;
        struct pl_strbuf out = PL_STRBUF(chunk->arena);
        pl_pdf_add_link(&out, plan->page, area, plan->targets.data[i], plan->first_parent_key + taken);
        pl_pdf_part_object(&chunk->part, plan->annotations + taken, pl_strbuf_str(&out));
        *PL_PUSH(chunk->arena, &chunk->record.annotations) = (struct pl_pdf_annotation){
            .link = area->link, .page = plan->page->index, .number = plan->annotations + taken};
        taken++;
    }
}

static void add_page(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan, const struct pl_cairo_page *text)
{
    const struct pl_pdf_writing *writing = chunk->writing;
    uint32_t index = plan->page->index;
    struct pl_strbuf out = PL_STRBUF(chunk->arena);
    pl_strbuf_addf(&out, "<</Type/Page/Parent %u 0 R/MediaBox", writing->first_node + (uint32_t)chunk->index);
    add_box(&out, plan->page);
    pl_strbuf_add(&out, PL_LIT("/Group<</Type/Group/S/Transparency/I true/CS/DeviceRGB>>/Resources<<"));
    add_resources(&out, writing, text->states);
    add_xobjects(chunk->arena, &out, plan);
    pl_strbuf_add(&out, PL_LIT(">>/Contents["));
    if (plan->placing)
        pl_strbuf_addf(&out, "%u 0 R ", plan->placing);
    pl_strbuf_addf(&out, "%u 0 R]/StructParents %u/Tabs/S", plan->content, index);
    if (plan->link_count > 0) {
        pl_strbuf_add(&out, PL_LIT("/Annots["));
        for (uint32_t i = 0; i < plan->link_count; i++)
            pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", plan->annotations + i);
        pl_strbuf_add_byte(&out, ']');
    }
    pl_strbuf_add(&out, PL_LIT(">>"));
    pl_pdf_part_object(&chunk->part, writing->first_page + index, pl_strbuf_str(&out));
}

static void add_node(struct pl_pdf_chunk *chunk)
{
    const struct pl_pdf_writing *writing = chunk->writing;
    struct pl_strbuf out = PL_STRBUF(chunk->arena);
    pl_strbuf_addf(&out, "<</Type/Pages/Parent %u 0 R/Count %u/Kids[", writing->pages, chunk->page_count);
    for (uint32_t i = 0; i < chunk->page_count; i++)
        pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", writing->first_page + chunk->first_page + i);
    pl_strbuf_add(&out, PL_LIT("]>>"));
    pl_pdf_part_object(&chunk->part, writing->first_node + (uint32_t)chunk->index, pl_strbuf_str(&out));
}

/* In the order in which draw_page had them shown. */
static bool convert_page(struct pl_pdf_chunk *chunk, struct pl_page_plan *plan, struct pl_cairo_pages *drawn)
{
    struct pl_cairo_page page;
    for (size_t i = 0; i < plan->placements.count; i++) {
        const struct pl_page_placement *placement = &plan->placements.data[i];
        if (placement->tiles)
            pl_pdf_tiles_write(&chunk->part, plan->page, placement->tiles, placement->number, placement->image);
        if (placement->picture || placement->tiles || placement->is_written)
            continue;
        if (!pl_cairo_next_page(chunk->arena, drawn, &page))
            return false;
        add_form(chunk, plan, placement->number, &page);
    }
    page = (struct pl_cairo_page){.content = plan->text};
    if (!plan->is_written && !pl_cairo_next_page(chunk->arena, drawn, &page))
        return false;
    pl_pdf_part_stream(&chunk->part, plan->content, PL_LIT("/Filter/FlateDecode"), page.content);
    if (!plan->is_written && plan->has_own_placing)
        add_placing(chunk, plan);
    chunk->uses_decorations[plan->decoration_set] |= !plan->is_written && plan->placing != 0;
    add_links(chunk, plan);
    add_page(chunk, plan, &page);
    return true;
}

bool pl_chunk_convert(struct pl_pdf_chunk *chunk)
{
    struct pl_cairo_pages drawn = {.next = 0};
    struct pl_cairo_page priming;
    pl_str bytes = {chunk->drawn.data, chunk->drawn.size};
    bool is_right = pl_cairo_objects_read(chunk->arena, bytes, &drawn.objects) && pl_cairo_next_page(chunk->arena, &drawn, &priming);
    for (uint32_t i = 0; i < chunk->page_count && is_right; i++)
        is_right = convert_page(chunk, &chunk->plans[i], &drawn);
    if (!is_right) {
        pl_error(&chunk->diags, PL_E_PDF, PL_NO_SPAN, "Cairo's pages %u to %u have a form we don't know",
                 chunk->first_page + 1, chunk->first_page + chunk->page_count);
        return false;
    }
    add_node(chunk);
    pl_pdf_part_end(&chunk->part);
    return true;
}
