// SPDX-License-Identifier: MIT
/* pdf/cairo_page.c: the pages among the objects that Cairo wrote. */
#include "pdf/cairo_page.h"

static bool is_plain(pl_str states)
{
    return pl_str_empty(states) || pl_str_eq(states, PL_LIT("<< /a0 << /CA 1 /ca 1 >> >>")) ||
           pl_str_eq(states, PL_LIT("<<>>"));
}

static uint32_t same_number(void *context, uint32_t number)
{
    (void)context;
    return number;
}

static pl_str without_line_feeds(struct pl_arena *arena, pl_str value)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_cairo_copy(&out, value, same_number, NULL);
    return pl_strbuf_str(&out);
}

bool pl_cairo_next_page(struct pl_arena *arena, struct pl_cairo_pages *pages, struct pl_cairo_page *page)
{
    for (; pages->next < pages->objects.all.count; pages->next++) {
        pl_str value = pages->objects.all.data[pages->next].value;
        if (!pl_str_eq(pl_cairo_value(value, "Type"), PL_LIT("/Page")))
            continue;
        pages->next++;
        const struct pl_cairo_object *content =
            pl_cairo_object(&pages->objects, pl_cairo_reference(value, "Contents"));
        const struct pl_cairo_object *resources =
            pl_cairo_object(&pages->objects, pl_cairo_reference(value, "Resources"));
        if (!content || !content->is_stream || !resources)
            return false;
        if (!pl_str_eq(pl_cairo_value(content->value, "Filter"), PL_LIT("/FlateDecode")))
            return false;
        page->content = content->data;
        page->states = without_line_feeds(arena, pl_cairo_value(resources->value, "ExtGState"));
        if (is_plain(page->states))
            page->states = (pl_str){0};
        // Solid colours and paths need nothing else; what did come would be missing on our page.
        return pl_str_empty(pl_cairo_value(resources->value, "XObject")) &&
               pl_str_empty(pl_cairo_value(resources->value, "Pattern"));
    }
    return false;
}
