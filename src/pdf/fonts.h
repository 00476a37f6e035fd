// SPDX-License-Identifier: MIT
/* pdf/fonts.h: the file's fonts: Cairo's, from a surface with every glyph and no page. */
#ifndef PL_PDF_FONTS_H
#define PL_PDF_FONTS_H

#include "pdf/writing.h"

/* Writes /Font (writing->fonts) and all below it. False: one error was reported. */
bool pl_pdf_fonts_write(struct pl_pdf_writing *writing);

#endif
