// SPDX-License-Identifier: MIT
/* style/compile.h: the same cascade as a sheet for reading systems.
 *
 * Law: our own cascade over the written XHTML and the compiled sheet gives what the epub run
 * gave. */
#ifndef PL_STYLE_COMPILE_H
#define PL_STYLE_COMPILE_H

#include "model/edition.h"
#include "model/markup.h"
#include "style/cascade.h"

struct pl_reader_sheet {
    pl_str css;                     // one file for all chapters, UTF-8
    const struct pl_markup *markup; // by article index
    const pl_str *families;         // families the sheet names first, for packaging faces
    size_t family_count;
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
