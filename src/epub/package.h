// SPDX-License-Identifier: MIT
/* epub/package.h: an edition as an EPUB 3.3.
 *
 * mimetype first and stored, package document, nav and NCX, one XHTML file an article,
 * pictures, the compiled sheet, the faces that it names, a cover. Source: EPUB 3.3; EPUB Accessibility 1.1. */
#ifndef PL_EPUB_PACKAGE_H
#define PL_EPUB_PACKAGE_H

#include "base/file.h"
#include "font/library.h"
#include "layout/pagemap.h"
#include "model/edition.h"
#include "model/outline.h"
#include "style/compile.h"

struct pl_epub_options {
    const struct pl_edition *edition;
    const struct pl_reader_sheet *sheet;
    enum pl_reader_profile profile;
    struct pl_fonts *fonts; // NULL: no faces are packed
    const struct pl_outline *outline;
    const struct pl_pagemap *map; // NULL: no PDF was made, no page list
    pl_str cover_png;             // empty: no cover picture
};

/* Writes the file into `output` (not committed). False: one error was reported. Same options, same bytes. */
bool pl_epub_write(struct pl_output *output, const struct pl_epub_options *options,
                   struct pl_diags *diags);

#endif
