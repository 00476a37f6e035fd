// SPDX-License-Identifier: MIT
/* base/checksum.c: SHA-256, MD5 and name-based UUIDs, by GLib's checksums. */
#include "base/checksum.h"

#include <glib.h>

struct pl_checksum {
    GChecksum *sum;
};

static void drop_sum(void *thing)
{
    struct pl_checksum *checksum = thing;
    if (checksum->sum)
        g_checksum_free(checksum->sum);
    checksum->sum = NULL;
}

static struct pl_checksum *begin(struct pl_arena *arena, GChecksumType type)
{
    struct pl_checksum *checksum = PL_NEW(arena, struct pl_checksum);
    pl_arena_defer(arena, drop_sum, checksum);
    checksum->sum = g_checksum_new(type);
    return checksum;
}

struct pl_checksum *pl_checksum_sha256(struct pl_arena *arena)
{
    return begin(arena, G_CHECKSUM_SHA256);
}

struct pl_checksum *pl_checksum_md5(struct pl_arena *arena)
{
    return begin(arena, G_CHECKSUM_MD5);
}

void pl_checksum_add(struct pl_checksum *checksum, const void *bytes, size_t size)
{
    if (size)
        g_checksum_update(checksum->sum, bytes, (gssize)size);
}

pl_str pl_checksum_hex(struct pl_arena *arena, struct pl_checksum *checksum)
{
    pl_str hex = pl_str_copy(arena, pl_str_from(g_checksum_get_string(checksum->sum)));
    drop_sum(checksum);
    return hex;
}

pl_str pl_sha256_hex(struct pl_arena *arena, pl_str bytes)
{
    struct pl_checksum *checksum = pl_checksum_sha256(arena);
    pl_checksum_add(checksum, bytes.data, bytes.size);
    return pl_checksum_hex(arena, checksum);
}

/* RFC 9562 §5.5: SHA-1 of the name space and the name, version and variant written over.
 * Ours is
 * the version 5 UUID of "platen" in the name space of the nil UUID. */
pl_str pl_uuid_v5(struct pl_arena *arena, pl_str name)
{
    static const guint8 name_space[16] = {0x65, 0xDD, 0xAF, 0x45, 0xB6, 0x37, 0x5E, 0x80,
                                          0x9C, 0xD7, 0xF2, 0xE9, 0x38, 0x43, 0xB6, 0x98};
    guint8 digest[20];
    gsize size = sizeof digest;
    struct pl_checksum *checksum = begin(arena, G_CHECKSUM_SHA1);
    pl_checksum_add(checksum, name_space, sizeof name_space);
    pl_checksum_add(checksum, name.data, name.size);
    g_checksum_get_digest(checksum->sum, digest, &size);
    drop_sum(checksum);
    digest[6] = (guint8)((digest[6] & 0x0F) | 0x50);
    digest[8] = (guint8)((digest[8] & 0x3F) | 0x80);
    const guint8 *d = digest;
    return pl_str_format(
        arena, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1],
        d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14], d[15]);
}
