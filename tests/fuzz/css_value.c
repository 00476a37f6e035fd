// SPDX-License-Identifier: MIT
/* tests/fuzz/css_value.c: any text as the declarations of an element, computed and written. */
#include <stdlib.h>

#include "model/article.h"
#include "style/cascade.h"
#include "style/property.h"
#include "style/value_text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct work {
    struct pl_arena *arena;
    pl_str text;
};

/* The declarations as the style attribute of p in html > body > p, computed. */
static const struct pl_style *compute(struct work *work, struct pl_diags *diags, pl_str text)
{
    struct pl_limits limits = pl_limits_default();
    struct pl_article *article = pl_article_new(work->arena, NULL);
    struct pl_node *node = pl_node_new(work->arena, PL_KIND_paragraph, PL_NO_SPAN);
    node->style = text;
    pl_node_append(article->body, node);
    pl_article_finish(article, diags);
    struct pl_sheets *sheets = pl_sheets_new(work->arena, &limits);
    struct pl_cascade *cascade = pl_cascade_new(work->arena, sheets, PL_MEDIUM_EPUB, NULL, NULL);
    return pl_styles_of(pl_cascade_run(cascade, article, diags), node->serial);
}

static pl_str write_all(struct work *work, const struct pl_style *style)
{
    struct pl_strbuf out = PL_STRBUF(work->arena);
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        pl_strbuf_addf(&out, "%.*s: ", PL_ARG(pl_property_row((enum pl_property)i)->name));
        pl_value_write(&out, style->values[i]);
        pl_strbuf_add(&out, PL_LIT(";\n"));
    }
    return pl_strbuf_str(&out);
}

static bool run(void *argument)
{
    struct work *work = argument;
    struct pl_diags diags = PL_DIAGS(work->arena);
    write_all(work, compute(work, &diags, work->text));
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1 << 16)
        return 0;
    struct work work = {.arena = pl_arena_new((size_t)512 << 20), .text = {(const char *)data, size}};
    bool over_limit;
    if (!pl_arena_run(work.arena, run, &work, &over_limit))
        abort(); // so little text needs no such memory
    pl_arena_free(work.arena);
    return 0;
}
