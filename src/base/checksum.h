// SPDX-License-Identifier: MIT
/* base/checksum.h: SHA-256, MD5 for PDF's /ID, name-based UUIDs. */
#ifndef PL_BASE_CHECKSUM_H
#define PL_BASE_CHECKSUM_H

#include "base/arena.h"
#include "base/str.h"

struct pl_checksum; // running; lives in an arena

struct pl_checksum *pl_checksum_sha256(struct pl_arena *arena);
struct pl_checksum *pl_checksum_md5(struct pl_arena *arena);
void pl_checksum_add(struct pl_checksum *checksum, const void *bytes, size_t size);
/* Lower-case hexadecimal; ends the checksum. */
pl_str pl_checksum_hex(struct pl_arena *arena, struct pl_checksum *checksum);

pl_str pl_sha256_hex(struct pl_arena *arena, pl_str bytes);

/* RFC 9562 version 5 under our own namespace: "urn:uuid:…" is the caller's. */
pl_str pl_uuid_v5(struct pl_arena *arena, pl_str name);

#endif
