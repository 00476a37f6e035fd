// SPDX-License-Identifier: MIT
/* tests/fuzz/news.c: whatever claims to be NITF, NewsML-G2 or ninjs becomes sound articles, or one error. The first byte
 * chooses the format; what is read is written as Markdown as well. */
#include <stdlib.h>

#include "export/markdown.h"
#include "ingest/read.h"
#include "model/invariant.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const pl_str formats[] = {PL_LIT_INIT("nitf"), PL_LIT_INIT("newsml"), PL_LIT_INIT("ninjs"), PL_LIT_INIT("markdowns")};
    if (!size)
        return 0;
    struct pl_arena *arena = pl_arena_new((size_t)1 << 30);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_input input = {.name = PL_LIT("fuzz"), .folder = PL_LIT("/nonexistent"), .bytes = {(const char *)bytes + 1, size - 1}};
    struct pl_read_options options = {.from = formats[bytes[0] % 4]};
    struct pl_articles articles = {0};
    bool good = pl_read_input(arena, &input, &options, &articles, &diags);
    if (!good && diags.errors == 0)
        abort();
    for (size_t i = 0; i < articles.count && good; i++) {
        pl_str why = {0};
        struct pl_strbuf out = PL_STRBUF(arena);
        if (!pl_article_is_sound(arena, articles.data[i], &why))
            abort();
        pl_markdown_write(&out, articles.data[i]);
    }
    pl_arena_free(arena);
    return 0;
}
