// SPDX-License-Identifier: MIT
/* tests/fuzz/web.c: bytes of a web page give a sound article or one error, and places in the
 * page. */
#include "ingest/read.h"

#include <stdlib.h>

#include "model/invariant.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_span(struct pl_span span, const struct pl_input *input)
{
    if (span.input == input && (span.first > span.end || span.end > input->text.size))
        abort();
}

static void check(const struct pl_article *article, struct pl_arena *arena)
{
    pl_str why;
    if (!pl_article_is_sound(arena, article, &why))
        abort();
    for (size_t i = 0; i < article->dropped.count; i++)
        check_span(article->dropped.data[i].span, article->input);
    for (int field = 0; field < PL_FIELD_COUNT; field++)
        check_span(article->metadata.values[field].span, article->input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_input input = {.name = PL_LIT("page.html"), .bytes = {(const char *)bytes, size}};
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_read_options options = {.from = PL_LIT("web"),
                                      .url = PL_LIT("https://courier.example/2026/11/24/a")};
    struct pl_articles articles = {0};
    bool good = pl_read_input(arena, &input, &options, &articles, &diags);
    if (good != (articles.count == 1) || good != (diags.errors == 0))
        abort();
    if (good)
        check(articles.data[0], arena);
    pl_arena_free(arena);
    return 0;
}
