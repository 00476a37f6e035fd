// SPDX-License-Identifier: MIT
/* base/output.c: an output that appears whole or not at all.
 *
 * How it works: bytes go to ".NAME.platen-part" beside the target, so that the final
 * rename stays on one file system and a killed build leaves at most one file, which the
 * next build of the same target removes. The file is locked while it is written: a
 * second build of the same target sees that and fails instead of mixing with the first. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"

#define WRITE_BUFFER  ((size_t)65536)
#define LINKS_AT_MOST 40 // as the kernel allows (path_resolution(7))
#define NAME_AT_MOST  ((size_t)255)

struct pl_output {
    pl_str path; // as the user gave it
    bool is_standard_output;
    bool is_open;
    int folder, file;        // descriptors, -1 when closed
    const char *name, *part; // in that folder: the target and its temporary name
    pl_str temporary;        // the whole path of the latter
    int error;               // the first failure; 0 so far
    uint64_t offset;
    size_t buffered;
    char *buffer;
};

static void close_output(struct pl_output *output)
{
    if (output->file >= 0)
        close(output->file);
    if (output->folder >= 0)
        close(output->folder);
    output->file = output->folder = -1;
    output->is_open = false;
}

void pl_output_discard(struct pl_output *output)
{
    if (!output->is_open)
        return;
    if (!output->is_standard_output)
        unlinkat(output->folder, output->part, 0);
    close_output(output);
}

static void drop_output(void *output)
{
    pl_output_discard(output);
}

static bool may_go_away(int error)
{
    return error == ENOSPC || error == EFBIG || error == EDQUOT || error == EIO ||
           error == EAGAIN; // another build of the same target
}

static void report_write(struct pl_diags *diags, pl_str path, int error, const char *why)
{
    if (!why)
        why = pl_file_reason(error);
    struct pl_diag *diag = may_go_away(error)
                               ? pl_error_retry(diags,
                                                error == EAGAIN ? PL_E_FILE_WRITE : PL_E_FILE_SPACE,
                                                "can't write '%.*s': %s", PL_ARG(path), why)
                               : pl_error(diags, PL_E_FILE_WRITE, PL_NO_SPAN,
                                          "can't write '%.*s': %s", PL_ARG(path), why);
    pl_at_path(diags, diag, path);
}

/* Where a chain of symbolic links at `path` ends, whether or not something is there. */
static bool follow_links(struct pl_arena *arena, pl_str *path)
{
    for (int i = 0; i < LINKS_AT_MOST; i++) {
        char target[PATH_MAX];
        ssize_t size = readlink(pl_str_cstr(arena, *path), target, sizeof target);
        if (size < 0)
            return true;
        pl_str next = {target, (size_t)size};
        *path = pl_path_join(arena, pl_path_folder(arena, *path), next);
    }
    return false;
}

/* ".NAME.platen-part", or a checksum in place of a NAME that leaves no room for that. */
static pl_str part_name(struct pl_arena *arena, pl_str name)
{
    pl_str part = pl_str_format(arena, ".%.*s.platen-part", PL_ARG(name));
    if (part.size <= NAME_AT_MOST)
        return part;
    return pl_str_format(arena, ".%016" PRIx64 ".platen-part", pl_hash(name.data, name.size));
}

/* Removes what a killed build left. NULL when the way is free, else what stands in it. */
static const char *remove_stale(const struct pl_output *output)
{
    struct stat facts;
    if (fstatat(output->folder, output->part, &facts, AT_SYMLINK_NOFOLLOW) != 0)
        return NULL;
    if (!S_ISREG(facts.st_mode))
        return "its temporary name is taken by something else";
    int stale = openat(output->folder, output->part,
                       O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    bool is_in_use = stale >= 0 && flock(stale, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!is_in_use)
        unlinkat(output->folder, output->part, 0);
    if (stale >= 0)
        close(stale);
    errno = is_in_use ? EAGAIN : 0;
    return is_in_use ? "another build is writing it" : NULL;
}

/* Opens the temporary file beside the target. NULL, or why not (with errno where that says more). */
static const char *open_part(struct pl_arena *arena, struct pl_output *output, pl_str target)
{
    struct stat facts;
    pl_str name = pl_path_name(target), folder = pl_path_folder(arena, target);
    if (pl_str_empty(name) || pl_str_eq(name, PL_LIT(".")) || pl_str_eq(name, PL_LIT("..")))
        return "it is a folder";
    output->name = pl_str_cstr(arena, name);
    pl_str part = part_name(arena, name);
    output->part = part.data;
    output->temporary = pl_path_join(arena, folder, part);
    output->folder = open(pl_str_cstr(arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (output->folder < 0)
        return pl_file_reason(errno);
    if (fstatat(output->folder, output->name, &facts, 0) == 0 && !S_ISREG(facts.st_mode))
        return S_ISDIR(facts.st_mode) ? "it is a folder" : "it is a special file";
    const char *obstacle = remove_stale(output);
    if (obstacle)
        return obstacle;
    // The usual mode of a new file: the umask is the user's.
    output->file = openat(output->folder, output->part,
                          O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (output->file < 0)
        return pl_file_reason(errno);
    flock(output->file, LOCK_EX | LOCK_NB); // advice to other builds: its failure changes nothing
    return NULL;
}

struct pl_output *pl_output_open(struct pl_arena *arena, pl_str path, struct pl_diags *diags)
{
    struct pl_output *output = PL_NEW(arena, struct pl_output);
    *output = (struct pl_output){.path = pl_str_copy(arena, path),
                                 .is_standard_output = pl_str_eq(path, PL_LIT("-")),
                                 .folder = -1,
                                 .file = -1,
                                 .buffer = pl_arena_alloc_text(arena, WRITE_BUFFER)};
    pl_arena_defer(arena, drop_output, output);
    const char *why = NULL;
    pl_str target = path;
    errno = 0;
    if (output->is_standard_output) {
        // A file without a name: large outputs don't count as an arena's memory, and
        // --verify can read it by the path that /proc gives it.
        output->file = memfd_create("platen", MFD_CLOEXEC);
        if (output->file < 0)
            why = pl_file_reason(errno);
        output->temporary = pl_str_format(arena, "/proc/self/fd/%d", output->file);
    } else if (pl_str_find_byte(path, '\0', 0) != SIZE_MAX) {
        why = "its name holds a NUL character";
    } else if (!follow_links(arena, &target)) {
        why = pl_file_reason(ELOOP);
    } else {
        why = open_part(arena, output, target);
    }
    if (why) {
        int error = errno;
        close_output(output);
        report_write(diags, path, error, why);
        return NULL;
    }
    output->is_open = true;
    return output;
}

/* Every byte or an error number. */
static int write_all(int descriptor, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return written < 0 ? errno : EIO;
        bytes += written;
        size -= (size_t)written;
    }
    return 0;
}

static void flush(struct pl_output *output)
{
    if (!output->error && output->buffered)
        output->error = write_all(output->file, output->buffer, output->buffered);
    output->buffered = 0;
}

void pl_output_write(struct pl_output *output, const void *bytes, size_t size)
{
    if (output->error || size == 0)
        return;
    if (size > WRITE_BUFFER - output->buffered)
        flush(output);
    if (size >= WRITE_BUFFER) {
        if (!output->error)
            output->error = write_all(output->file, bytes, size);
    } else {
        memcpy(output->buffer + output->buffered, bytes, size);
        output->buffered += size;
    }
    output->offset += size;
}

uint64_t pl_output_offset(const struct pl_output *output)
{
    return output->offset;
}

pl_str pl_output_temporary(struct pl_output *output)
{
    flush(output);
    return output->temporary;
}

/* Copies the nameless file to standard output. */
static int pour_out(struct pl_output *output)
{
    if (lseek(output->file, 0, SEEK_SET) != 0)
        return errno;
    for (;;) {
        ssize_t got = read(output->file, output->buffer, WRITE_BUFFER);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (got == 0)
            return 0;
        int error = write_all(STDOUT_FILENO, output->buffer, (size_t)got);
        if (error)
            return error;
    }
}

/* Is the temporary name still ours? Someone may have removed or replaced it. */
static bool is_still_ours(const struct pl_output *output)
{
    struct stat ours, there;
    return fstat(output->file, &ours) == 0 &&
           fstatat(output->folder, output->part, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
           ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

/* Syncs and gives the file its name. The folder is synced last, so that the new name
 * survives a power failure; some file systems can't do that and needn't. */
static int put_in_place(struct pl_output *output, const char **why)
{
    if (fsync(output->file) != 0)
        return errno;
    if (!is_still_ours(output)) {
        *why = "its temporary file was taken away";
        return EBUSY;
    }
    if (renameat(output->folder, output->part, output->folder, output->name) != 0)
        return errno;
    return fsync(output->folder) != 0 && errno == EIO ? EIO : 0;
}

bool pl_output_commit(struct pl_output *output, struct pl_diags *diags)
{
    const char *why = NULL;
    assert(output->is_open);
    flush(output);
    if (!output->error)
        output->error = output->is_standard_output ? pour_out(output) : put_in_place(output, &why);
    if (output->error) {
        if (why)
            close_output(output); // the name isn't ours to remove
        pl_output_discard(output);
        report_write(diags, output->path, output->error, why);
        return false;
    }
    close_output(output);
    return true;
}
