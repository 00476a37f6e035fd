// SPDX-License-Identifier: MIT
/* check/archive.h: an EPUB's archive as a judge reads it: members by name, bounded. */
#ifndef PL_CHECK_ARCHIVE_H
#define PL_CHECK_ARCHIVE_H

#include "base/map.h"
#include "check/check.h"

struct pl_archive_member {
    pl_str name;
    uint64_t index, size;
    bool is_stored, is_listed; // listed: by the manifest
};

struct pl_archive {
    void *zip; // libzip's
    struct pl_archive_member *members;
    size_t count;
    struct pl_map by_name;
};

/* False: a finding says why. */
bool pl_archive_open(struct pl_findings *findings, pl_str bytes, struct pl_archive *archive);
void pl_archive_close(struct pl_archive *archive);

/* The member's bytes, at most PL_LIMIT_ZIP_BYTES; false when it is absent, broken or larger. */
bool pl_archive_read(struct pl_arena *arena, struct pl_archive *archive, pl_str name, pl_str *bytes);

#endif
