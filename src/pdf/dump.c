// SPDX-License-Identifier: MIT
/* pdf/dump.c: the structure tree as a reader walks it. */
#include "pdf/tags.h"

static void indent(struct pl_strbuf *out, uint32_t depth)
{
    pl_strbuf_add_repeated(out, ' ', (size_t)depth * 2);
}

static void add_quoted(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '"');
    pl_strbuf_add(out, text);
    pl_strbuf_add_byte(out, '"');
}

static void dump_figure(struct pl_strbuf *out, const struct pl_pdf_figure *figure)
{
    if (figure->has_alternative) {
        pl_strbuf_add(out, PL_LIT(" alt="));
        add_quoted(out, figure->alternative);
    }
    pl_strbuf_add(out, PL_LIT(" box="));
    const struct pl_rect *rect = &figure->rect;
    const pl_unit numbers[] = {rect->x, rect->y, rect->width, rect->height};
    for (int i = 0; i < 4; i++) {
        if (i)
            pl_strbuf_add_byte(out, ',');
        pl_strbuf_add_fixed(out, pl_unit_to_pt(numbers[i]), 3);
    }
}

static void dump_tag(struct pl_strbuf *out, const struct pl_tag *tag, const struct pl_pdf_record *record)
{
    pl_strbuf_add(out, tag->role);
    if (!pl_str_empty(tag->language))
        pl_strbuf_addf(out, " lang=%.*s", PL_ARG(tag->language));
    if (tag->node && tag->node->kind == PL_KIND_table_header)
        pl_strbuf_addf(out, " scope=%s", pl_tag_scope(tag->node));
    if (tag->colspan > 1)
        pl_strbuf_addf(out, " colspan=%u", tag->colspan);
    if (tag->rowspan > 1)
        pl_strbuf_addf(out, " rowspan=%u", tag->rowspan);
    if (tag->note)
        pl_strbuf_add(out, PL_LIT(" id"));
    if (tag->figure)
        dump_figure(out, &record->figures.data[tag->figure - 1]);
    pl_strbuf_add_byte(out, '\n');
}

static void dump_kid(struct pl_strbuf *out, const struct pl_tag_kid *kid, const struct pl_pdf_record *record)
{
    if (kid->type == PL_TAG_KID_ANNOTATION) {
        pl_strbuf_addf(out, "p%u link\n", record->annotations.data[kid->index].page + 1);
        return;
    }
    const struct pl_pdf_leaf *leaf = &record->leaves.data[kid->index];
    pl_strbuf_addf(out, "p%u ", leaf->page + 1);
    if (leaf->figure)
        pl_strbuf_add(out, PL_LIT("picture"));
    else
        add_quoted(out, (pl_str){record->texts.data[kid->index].data, record->texts.data[kid->index].size});
    pl_strbuf_add_byte(out, '\n');
}

/* Down into an element's first kid, else on to the next kid, else up: no recursion, however deep the tree is. */
void pl_tags_dump(struct pl_strbuf *out, const struct pl_tags *tags, const struct pl_pdf_record *record)
{
    struct { PL_VEC(uint32_t) } open = {0}; // the kid that comes next, one a level
    dump_tag(out, &tags->all.data[0], record);
    *PL_PUSH(out->arena, &open) = tags->all.data[0].first;
    while (open.count > 0) {
        uint32_t next = PL_LAST(&open);
        if (next == 0) {
            open.count--;
            continue;
        }
        const struct pl_tag_kid *kid = &tags->kids.data[next - 1];
        PL_LAST(&open) = kid->next;
        indent(out, (uint32_t)open.count);
        if (kid->type == PL_TAG_KID_TAG) {
            dump_tag(out, &tags->all.data[kid->index], record);
            *PL_PUSH(out->arena, &open) = tags->all.data[kid->index].first;
        } else {
            dump_kid(out, kid, record);
        }
    }
}
