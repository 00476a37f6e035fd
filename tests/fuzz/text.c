// SPDX-License-Identifier: MIT
/* tests/fuzz/text.c: whatever is read as text gives a sound tree or one error. */
#include <stdlib.h>

#include "ingest/read.h"
#include "model/invariant.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const formats[] = {"text"};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct pl_arena *arena = pl_arena_new((size_t)1 << 30);
        struct pl_diags diags = PL_DIAGS(arena);
        struct pl_input input = {.name = PL_LIT("fuzz"), .bytes = {(const char *)bytes, size}};
        struct pl_read_options options = {.from = pl_str_from(formats[i])};
        struct pl_articles articles = {0};
        bool good = pl_read_input(arena, &input, &options, &articles, &diags);
        pl_str why;
        if (good != (diags.errors == 0))
            abort();
        for (size_t a = 0; a < articles.count; a++)
            if (!pl_article_is_sound(arena, articles.data[a], &why))
                abort();
        pl_arena_free(arena);
    }
    return 0;
}
