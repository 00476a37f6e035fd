// SPDX-License-Identifier: MIT
/* style/compile.h: the same cascade as a sheet for reading systems.
 *
 * Law: our own cascade over the written XHTML and the compiled sheet gives what the epub run
 * gave. */
#ifndef PL_STYLE_COMPILE_H
#define PL_STYLE_COMPILE_H

#include "base/char_set.h"
#include "model/edition.h"
#include "model/markup.h"
#include "style/cascade.h"

/* What one face has to show, for packaging it. */
struct pl_reader_face {
    const pl_str *families; // in order of preference, generic names left out
    uint32_t family_count;
    int weight;
    bool is_italic;
    pl_str features;               // beside those that are always on, four letters each
    struct pl_char_set characters; // of text, generated content and list marks
};

struct pl_reader_sheet {
    pl_str css;                     // one file for all chapters, UTF-8; without @font-face
    const struct pl_markup *markup; // by article index
    const struct pl_reader_face *const *faces; // in the order of their first use
    size_t face_count;
};

/* Whom the sheet is for; profiles.def says what each is told. */
enum pl_reader_profile { PL_READER_EPUB, PL_READER_KINDLE };

/* styles: by article index, of the epub run. Never fails; what a reading system can't have is
 * left out. */
struct pl_reader_sheet pl_compile_reader_sheet(struct pl_arena *arena, struct pl_cascade *cascade,
                                               const struct pl_edition *edition,
                                               const struct pl_styles *const *styles,
                                               struct pl_diags *diags);

/* The same for a profile; the other is for PL_READER_EPUB. */
struct pl_reader_sheet
pl_compile_reader_sheet_for(struct pl_arena *arena, struct pl_cascade *cascade,
                            const struct pl_edition *edition, const struct pl_styles *const *styles,
                            enum pl_reader_profile profile, struct pl_diags *diags);

#endif
