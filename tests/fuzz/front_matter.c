// SPDX-License-Identifier: MIT
/* tests/fuzz/front_matter.c: whatever stands at the head of a file, what follows it is a part of the file. */
#include <stdlib.h>

#include "ingest/encoding.h"
#include "ingest/front_matter.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pl_arena *arena = pl_arena_new((size_t)1 << 30);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_input input = {.name = PL_LIT("fuzz"), .bytes = {(const char *)bytes, size}};
    pl_input_decode(arena, &input, PL_SNIFF_TEXT, &diags);
    struct pl_article *article = pl_article_new(arena, &input);
    pl_str body = input.text;
    bool good = pl_front_matter_read(article, &body, &diags);
    if (good != (diags.errors == 0) || (body.size && (body.data < input.text.data || body.data + body.size > input.text.data + input.text.size)))
        abort();
    pl_arena_free(arena);
    return 0;
}
