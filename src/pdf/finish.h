// SPDX-License-Identifier: MIT
/* pdf/finish.h: what comes after the pages: pictures, structure, fonts, catalog, metadata. */
#ifndef PL_PDF_FINISH_H
#define PL_PDF_FINISH_H

#include "pdf/writing.h"

/* False: one error was reported. */
bool pl_pdf_finish(struct pl_pdf_writing *writing);

#endif
