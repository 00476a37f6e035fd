// SPDX-License-Identifier: MIT
/* pdf/keep.h: a page kept in as few bytes as it has.
 *
 * What makes pages leaves its scratch in the arena it was given; a chunk holds 64 pages until they are
 * drawn, so each is made in an arena that is emptied again, and copied out of it. */
#ifndef PL_PDF_KEEP_H
#define PL_PDF_KEEP_H

#include "layout/page.h"

/* A copy of the page with all it points to, but for pictures, which live as long as the edition. */
const struct pl_page *pl_page_keep(struct pl_arena *arena, const struct pl_page *page);

#endif
