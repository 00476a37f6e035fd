// SPDX-License-Identifier: MIT
/* base/file.h: read files bounded; write them whole or not at all; stay inside a folder. */
#ifndef PL_BASE_FILE_H
#define PL_BASE_FILE_H

#include "base/arena.h"
#include "base/diag.h"

/* The bytes of a regular file (or of standard input for "-"), at most `limit`. False:
 * one error (E_FILE_READ, E_LIMIT) names the path and why. */
bool pl_file_read(struct pl_arena *arena, pl_str path, uint64_t limit, pl_str *bytes,
                  struct pl_diags *diags);

/* Resolves a reference that an input makes: percent-decodes once, refuses absolute
 * paths, schemes, NUL and whatever leaves `folder` (symbolic links resolved;
 * openat2 with RESOLVE_BENEATH where the kernel has it), and reads it. False with nothing
 * reported when the file isn't there or not allowed: *why says it in words. */
bool pl_file_read_beneath(struct pl_arena *arena, pl_str folder, pl_str reference, uint64_t limit,
                          pl_str *bytes, pl_str *why);

/* What the system says of an error number, in English whatever the locale is. */
const char *pl_file_reason(int error);

/* The folder part of a path ("." when it has none) and the last part. */
pl_str pl_path_folder(struct pl_arena *arena, pl_str path);
pl_str pl_path_name(pl_str path);
/* "css" of "a/b.css"; empty when there is none. */
pl_str pl_path_extension(pl_str path);
pl_str pl_path_join(struct pl_arena *arena, pl_str folder, pl_str name);
/* Do two paths mean one file? By device and inode; what isn't there yet by its folder's and its name. "-" is
 * standard input or output: the same as "-" only where `streams` says so. */
bool pl_path_is_same(pl_str a, pl_str b, bool streams);
/* Is folder `inner` that of `outer` or below it, symbolic links resolved? *rest: the way from outer to inner, without a
 * slash at its ends. */
bool pl_path_is_within(struct pl_arena *arena, pl_str outer, pl_str inner, pl_str *rest);
bool pl_path_is_file(pl_str path);
bool pl_path_is_folder(pl_str path);

/* An output that appears whole or not at all: written beside its target under one
 * fixed temporary name, synced, renamed. A folder or special file as target is
 * refused (E_FILE_WRITE), a symbolic link followed. "-" is standard output, buffered
 * and written at commit. Keeps its first failure; asked once at commit. */
struct pl_output;

/* NULL: one error was reported. */
struct pl_output *pl_output_open(struct pl_arena *arena, pl_str path, struct pl_diags *diags);
void pl_output_write(struct pl_output *output, const void *bytes, size_t size);
uint64_t pl_output_offset(const struct pl_output *output);
/* The path that holds what was written so far (flushed): for `--verify`. */
pl_str pl_output_temporary(struct pl_output *output);
/* Exactly one of these ends an output; an arena's unwinding discards. commit is false
 * when any write, sync or the rename failed: one error (exit 75 for ENOSPC,
 * EFBIG, EDQUOT, EIO, else 2) was reported and the target is as it was. */
bool pl_output_commit(struct pl_output *output, struct pl_diags *diags);
void pl_output_discard(struct pl_output *output);

#endif
