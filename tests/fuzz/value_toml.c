// SPDX-License-Identifier: MIT
/* tests/fuzz/value_toml.c: TOML from anywhere gives a value or one error, and places in the text. */
#include "base/value.h"

#include <stdlib.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check(const struct pl_value *value, size_t size)
{
    if (value->span.input && (value->span.first > value->span.end || value->span.end > size))
        abort();
    if (pl_utf8_valid_prefix(value->text) != value->text.size)
        abort();
    for (size_t i = 0; i < value->count; i++)
        check(&value->items[i], size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pl_input input = {.text = {(const char *)bytes, size}};
    if (pl_utf8_valid_prefix(input.text) != size) // ingest has seen to that
        return 0;
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_diags diags = PL_DIAGS(arena);
    struct pl_value *value = pl_value_read_toml(arena, &input, input.text, &diags);
    if (value)
        check(value, size);
    if (diags.errors != !value)
        abort();
    pl_arena_free(arena);
    return 0;
}
