// SPDX-License-Identifier: MIT
/* epub/container.h: the archive: members in order, their times and compression, the same bytes every time.
 *
 * Source: EPUB 3.3 §4 (OCF); APPNOTE 6.3.3. libzip keeps it in memory; base/file.h owns the file. */
#ifndef PL_EPUB_CONTAINER_H
#define PL_EPUB_CONTAINER_H

#include "base/date.h"
#include "base/file.h"

struct pl_container;

/* `date` is every member's time (not before 1980, ZIP's first year). Lives in the arena. NULL: reported. */
struct pl_container *pl_container_new(struct pl_arena *arena, struct pl_date date, struct pl_diags *diags);

/* Adds a member; its bytes must live until pl_container_write. `is_stored`: as it is (mimetype, pictures). */
void pl_container_add(struct pl_container *container, const char *name, pl_str bytes, bool is_stored);

/* Writes the archive into `output`. False: one error was reported; the first failure of any step before counts. */
bool pl_container_write(struct pl_container *container, struct pl_output *output, struct pl_diags *diags);

#endif
