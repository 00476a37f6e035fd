// SPDX-License-Identifier: MIT
/* ingest/fetch_cache.c: answers of the web kept in a folder.
 *
 * A file a URL, named by its SHA-256: six lines (form, URL, media type, charset, ETag, Last-Modified), an empty
 * one, the bytes. The URL is compared when it is read. Written beside and renamed, so that two runs at once
 * never see half an answer. */
#include "ingest/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/checksum.h"
#include "base/file.h"
#include "base/strbuf.h"

#define FORM "platen-web 1"
enum { HEAD_BYTES = 16384 };

static const char *path_of(struct pl_arena *arena, pl_str folder, pl_str url)
{
    return pl_str_cstr(arena, pl_path_join(arena, folder, pl_sha256_hex(arena, url)));
}

bool pl_kept_read(struct pl_arena *arena, pl_str folder, pl_str url, uint64_t limit_bytes, struct pl_kept *kept)
{
    struct pl_diags unsaid = PL_DIAGS(arena);
    const char *path = path_of(arena, folder, url);
    struct stat status;
    pl_str bytes, line;
    if (pl_str_empty(folder) || stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
        (uint64_t)status.st_size > limit_bytes + HEAD_BYTES ||
        !pl_file_read(arena, pl_str_from(path), limit_bytes + HEAD_BYTES, &bytes, &unsaid))
        return false;
    pl_str *places[] = {NULL, &kept->url, &kept->media_type, &kept->charset, &kept->etag, &kept->modified};
    pl_str asked = {0}, form = {0};
    if (!pl_str_cut(&bytes, '\n', &form) || !pl_str_eq(form, PL_LIT(FORM)) || !pl_str_cut(&bytes, '\n', &asked) ||
        !pl_str_eq(asked, url))
        return false;
    for (size_t i = 1; i < sizeof places / sizeof *places; i++)
        if (!pl_str_cut(&bytes, '\n', places[i]))
            return false;
    if (!pl_str_cut(&bytes, '\n', &line) || bytes.size > limit_bytes)
        return false;
    kept->bytes = bytes;
    kept->age_seconds = (int64_t)(time(NULL) - status.st_mtime);
    return true;
}

/* Each folder on the way, for this user alone. */
static bool make_folders(struct pl_arena *arena, pl_str folder)
{
    for (size_t i = 1; i <= folder.size; i++)
        if (i == folder.size || folder.data[i] == '/')
            if (mkdir(pl_str_cstr(arena, pl_str_slice(folder, 0, i)), 0700) != 0 && errno != EEXIST)
                return false;
    return true;
}

static bool write_all(int descriptor, pl_str bytes)
{
    while (bytes.size) {
        ssize_t written = write(descriptor, bytes.data, bytes.size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = pl_str_slice(bytes, (size_t)written, bytes.size);
    }
    return true;
}

static bool is_line(pl_str text)
{
    return pl_str_find_byte(text, '\n', 0) == SIZE_MAX && text.size < 2048;
}

void pl_kept_write(struct pl_arena *arena, pl_str folder, pl_str url, const struct pl_kept *kept)
{
    if (pl_str_empty(folder) || !is_line(url) || !is_line(kept->url) || !is_line(kept->media_type) ||
        !is_line(kept->charset) || !is_line(kept->etag) || !is_line(kept->modified) || !make_folders(arena, folder))
        return;
    const char *path = path_of(arena, folder, url);
    const char *temporary = pl_str_format(arena, "%s.%ld", path, (long)getpid()).data;
    pl_str head = pl_str_format(arena, FORM "\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n\n", PL_ARG(url), PL_ARG(kept->url),
                                PL_ARG(kept->media_type), PL_ARG(kept->charset), PL_ARG(kept->etag),
                                PL_ARG(kept->modified));
    int descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0)
        return;
    bool good = write_all(descriptor, head) && write_all(descriptor, kept->bytes);
    good = close(descriptor) == 0 && good;
    if (!good || rename(temporary, path) != 0)
        unlink(temporary);
}

void pl_kept_renew(struct pl_arena *arena, pl_str folder, pl_str url)
{
    if (!pl_str_empty(folder))
        utimensat(AT_FDCWD, path_of(arena, folder, url), NULL, 0);
}
