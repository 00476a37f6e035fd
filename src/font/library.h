// SPDX-License-Identifier: MIT
/* font/library.h: faces, chosen by us and not by the machine.
 *
 * A private fontconfig set names the staged faces; the user adds faces with @font-face and
 * --font-path. The set is also made current, so that no library sees another one.
 * After pl_fonts_open and pl_fonts_add_* the library is const and may be used by
 * threads; what one thread may not share (Pango's font map, FreeType) is in
 * pl_fonts_map, one a thread.
 *
 * Cairo font options are the same everywhere (no hinting, no antialias choice, metrics
 * unhinted): two sets would embed a face twice. */
#ifndef PL_FONT_LIBRARY_H
#define PL_FONT_LIBRARY_H

#include "base/arena.h"
#include "base/diag.h"

struct pl_fonts;

struct pl_fonts_options {
    pl_str folder;            // staged faces with their fonts.conf; required
    const pl_str *font_paths; // --font-path: files or folders
    size_t font_path_count;
};

/* NULL: one error (E_FONTS) was reported. Lives in the arena. */
struct pl_fonts *pl_fonts_open(struct pl_arena *arena, const struct pl_fonts_options *options,
                               struct pl_diags *diags);

/* The folder of staged faces, as it was given. */
pl_str pl_fonts_folder(const struct pl_fonts *fonts);

/* A face for @font-face: the family name that sheets use, and the file's bytes (borrowed for the
 * library's life). weight 0 and slant -1: what the file says. False: a warning (W_FACE) says why not. Not after a
 * map was made. */
bool pl_fonts_add_face(struct pl_fonts *fonts, pl_str family, int weight, int slanted, pl_str bytes,
                       struct pl_span span, struct pl_diags *diags);

/* One face file as it was chosen. Faces are numbered when the first map is made, by path and index. */
struct pl_face_file {
    pl_str path;    // empty for faces given as bytes
    pl_str bytes;   // of the file, mapped; valid as long as the library
    uint32_t index; // in a collection
    pl_str family, postscript_name;
    bool may_embed, may_subset; // OS/2 fsType
};

#endif
