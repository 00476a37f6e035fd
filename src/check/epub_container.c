// SPDX-License-Identifier: MIT
/* check/epub_container.c: the archive of an EPUB: order, compression, mimetype. */
#include "check/archive.h"

#include <zip.h>

#include "base/limits.h"

bool pl_archive_open(struct pl_findings *findings, pl_str bytes, struct pl_archive *archive)
{
    zip_error_t error;
    zip_error_init(&error);
    *archive = (struct pl_archive){.by_name = PL_MAP(findings->arena)};
    zip_source_t *source = zip_source_buffer_create(bytes.data, bytes.size, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!zip) {
        pl_find(findings, PL_RULE_epub_archive, PL_LIT(""), "the archive can't be read: %s", zip_error_strerror(&error));
        zip_source_free(source);
        zip_error_fini(&error);
        return false;
    }
    archive->zip = zip;
    archive->count = (size_t)zip_get_num_entries(zip, 0);
    archive->members = PL_NEW_ARRAY(findings->arena, struct pl_archive_member, archive->count);
    for (size_t i = 0; i < archive->count; i++) {
        zip_stat_t stat;
        struct pl_archive_member *member = &archive->members[i];
        if (zip_stat_index(zip, i, 0, &stat) < 0)
            continue;
        *member = (struct pl_archive_member){
            .name = pl_str_copy(findings->arena, pl_str_from(stat.name)),
            .index = i,
            .size = stat.size,
            .is_stored = stat.comp_method == ZIP_CM_STORE,
        };
        *pl_map_at(&archive->by_name, member->name) = member;
    }
    return true;
}

void pl_archive_close(struct pl_archive *archive)
{
    zip_discard(archive->zip);
}

bool pl_archive_read(struct pl_arena *arena, struct pl_archive *archive, pl_str name, pl_str *bytes)
{
    const struct pl_archive_member *member = pl_map_lookup(&archive->by_name, name);
    if (!member || member->size > PL_LIMIT_ZIP_BYTES)
        return false;
    char *text = pl_arena_alloc_text(arena, member->size + 1);
    zip_file_t *file = zip_fopen_index(archive->zip, member->index, 0);
    zip_int64_t got = file ? zip_fread(file, text, member->size) : -1;
    if (file)
        zip_fclose(file);
    *bytes = (pl_str){text, member->size};
    return got == (zip_int64_t)member->size;
}
