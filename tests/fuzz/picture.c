// SPDX-License-Identifier: MIT
/* tests/fuzz/picture.c: a picture is probed, stripped and decoded, or refused in words. */
#include "image/picture.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct pl_picture picture, stripped;
    struct pl_pixels pixels, again;
    pl_str why = {0};
    if (!pl_picture_probe((pl_str){(const char *)bytes, size}, &picture, &why))
        return why.size > 0 ? 0 : (abort(), 0);
    if ((uint64_t)picture.width * picture.height > 1 << 20) // for speed
        return 0;
    struct pl_arena *arena = pl_arena_new(0);
    pl_str smaller = pl_picture_strip(arena, &picture);
    bool is_decoded = pl_picture_decode(arena, &picture, &pixels, &why);
    if (!is_decoded && why.size == 0)
        abort();
    // What decodes does so without its metadata, to the same size.
    if (is_decoded && (!pl_picture_probe(smaller, &stripped, &why) ||
                       !pl_picture_decode(arena, &stripped, &again, &why) ||
                       again.width != pixels.width || again.height != pixels.height))
        abort();
    pl_arena_free(arena);
    return 0;
}
