// SPDX-License-Identifier: MIT
/* font/registry.h: the faces of a library as the room's own files see them.
 *
 * All faces are numbered once, when the first map is made: ordered by file, then by
 * index, so a number is the same in every thread and every run. After that the table is
 * const; what is opened later (mapped files, HarfBuzz faces) is opened under the lock. */
#ifndef PL_FONT_REGISTRY_H
#define PL_FONT_REGISTRY_H

#include <fontconfig/fontconfig.h>
#include <glib.h>
#include <hb.h>

#include "base/map.h"
#include "font/library.h"

struct pl_face_entry {
    struct pl_face_file file; // bytes are filled when the face is opened
    const char *path;         // as fontconfig knows it, also of faces given as bytes
    FcPattern *pattern;       // borrowed from the set
    hb_face_t *hb;            // NULL until opened; immutable then
    hb_set_t *characters;     // what its cmap has; immutable
    gint is_open;             // atomic
    int space_is_plain;       // -1: not asked yet; under the lock
};

/* A file as it is mapped, or bytes as they were given. */
struct pl_face_bytes {
    const char *path;
    pl_str bytes;
    bool is_given, is_mapped;
    int memory_fd; // of given ones: they are a file in memory for fontconfig
};

struct pl_fonts {
    struct pl_arena *arena; // of the library's own; under the lock once maps exist
    pl_str folder;
    FcConfig *config;
    GMutex lock;
    bool is_numbered;
    struct pl_face_entry *faces;
    uint32_t face_count;
    GHashTable *numbers; // "path\nindex" → number + 1
    GPtrArray *files;    // struct pl_face_bytes
    GHashTable *metrics; // key → struct pl_font_metrics
};

/* Numbers the faces; no face can be added afterwards. */
void pl_fonts_number(struct pl_fonts *fonts);

/* The face of a pattern that came out of the set; UINT32_MAX when it isn't one of ours. */
uint32_t pl_fonts_find(const struct pl_fonts *fonts, const FcPattern *pattern);

/* The face that fontconfig puts first for these families; UINT32_MAX: none. After pl_fonts_number. */
uint32_t pl_fonts_match(const struct pl_fonts *fonts, const pl_str *families, size_t count,
                        int weight, bool is_slanted);

/* The face with its bytes mapped and its HarfBuzz side made. Safe from any thread. A file
 * that has vanished meanwhile gives an empty face. */
const struct pl_face_entry *pl_fonts_open_face(const struct pl_fonts *fonts, uint32_t face);

#endif
