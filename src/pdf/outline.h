// SPDX-License-Identifier: MIT
/* pdf/outline.h: bookmarks. ISO 32000-1 12.3.3. */
#ifndef PL_PDF_OUTLINE_H
#define PL_PDF_OUTLINE_H

#include "pdf/writing.h"

/* Writes the outline: levels without gaps, entries whose place is on no page left out. The number of its root; 0
 * when there is nothing in it. */
uint32_t pl_pdf_outline_write(struct pl_pdf_writing *writing);

#endif
