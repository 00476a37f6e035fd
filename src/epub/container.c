// SPDX-License-Identifier: MIT
/* epub/container.c: the archive, with libzip into memory. */
#include "epub/container.h"

#include <zip.h>

struct pl_container {
    struct pl_arena *arena;
    zip_source_t *memory;
    zip_t *zip; // NULL once written
    zip_uint16_t time, date;
    pl_str problem; // of the first step that failed
};

static void drop_container(void *thing)
{
    struct pl_container *container = thing;
    if (container->zip)
        zip_discard(container->zip);
    zip_source_free(container->memory);
}

/* APPNOTE 4.4.6: MS-DOS date and time, two seconds fine. */
static void set_times(struct pl_container *container, struct pl_date date)
{
    struct pl_date full = pl_date_from_seconds(pl_date_to_seconds(date));
    int year = full.year < 1980 ? 1980 : full.year > 2107 ? 2107 : full.year;
    container->date = (zip_uint16_t)((year - 1980) << 9 | full.month << 5 | full.day);
    container->time = (zip_uint16_t)(full.hour << 11 | full.minute << 5 | full.second / 2);
}

struct pl_container *pl_container_new(struct pl_arena *arena, struct pl_date date, struct pl_diags *diags)
{
    struct pl_container *container = PL_NEW(arena, struct pl_container);
    zip_error_t error;
    zip_error_init(&error);
    container->arena = arena;
    set_times(container, date);
    container->memory = zip_source_buffer_create(NULL, 0, 0, &error);
    if (container->memory) {
        zip_source_keep(container->memory); // zip_close gives its own reference back
        container->zip = zip_open_from_source(container->memory, ZIP_CREATE | ZIP_TRUNCATE, &error);
        if (!container->zip)
            zip_source_free(container->memory);
        pl_arena_defer(arena, drop_container, container);
    }
    if (!container->zip)
        pl_error_retry(diags, PL_E_EPUB, "no archive can be made: %s", zip_error_strerror(&error));
    zip_error_fini(&error);
    return container->zip ? container : NULL;
}

static void keep_problem(struct pl_container *container)
{
    if (pl_str_empty(container->problem))
        container->problem = pl_str_copy(container->arena, pl_str_from(zip_strerror(container->zip)));
}

void pl_container_add(struct pl_container *container, const char *name, pl_str bytes, bool is_stored)
{
    zip_source_t *source = zip_source_buffer(container->zip, bytes.data ? bytes.data : "", bytes.size, 0);
    zip_int64_t index = source ? zip_file_add(container->zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0) {
        keep_problem(container);
        zip_source_free(source);
        return;
    }
    zip_uint64_t member = (zip_uint64_t)index;
    if (zip_set_file_compression(container->zip, member, is_stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 6) < 0 ||
        zip_file_set_dostime(container->zip, member, container->time, container->date, 0) < 0 ||
        zip_file_set_external_attributes(container->zip, member, 0, ZIP_OPSYS_UNIX, 0100644u << 16) < 0)
        keep_problem(container);
}

static bool copy_out(struct pl_container *container, struct pl_output *output)
{
    char chunk[65536];
    zip_int64_t got;
    if (zip_source_open(container->memory) < 0)
        return false;
    while ((got = zip_source_read(container->memory, chunk, sizeof chunk)) > 0)
        pl_output_write(output, chunk, (size_t)got);
    zip_source_close(container->memory);
    return got == 0;
}

bool pl_container_write(struct pl_container *container, struct pl_output *output, struct pl_diags *diags)
{
    bool written = pl_str_empty(container->problem);
    if (written && zip_close(container->zip) < 0) {
        keep_problem(container);
        written = false;
    } else if (written) {
        container->zip = NULL;
        written = copy_out(container, output);
    }
    if (!written)
        pl_error_retry(diags, PL_E_EPUB, "the archive can't be written: %.*s", PL_ARG(container->problem));
    return written;
}
