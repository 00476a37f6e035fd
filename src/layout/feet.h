// SPDX-License-Identifier: MIT
/* layout/feet.h: how a filled page ends: made even where space may grow, and judged.
 *
 * Under `-platen-page-fit: best`. Space grows by whole lines of the grid, at most one at each place that has space: first
 * above and below headings, figures, quotations, lists and tables, then between paragraphs. Lines never move apart. */
#ifndef PL_LAYOUT_FEET_H
#define PL_LAYOUT_FEET_H

#include "layout/book.h"

/* Moves what stands below such places down until the page's last line, and each of its columns', is the last of its frame;
 * nothing is moved where that takes more lines than there are places. Fills in page->bottom and page->given_lines. */
void pl_feet_even(struct pl_layouter *layouter, struct pl_book_page *page);

/* What the page costs: lonely lines, stranded headings, keeps that were split, an uneven or early end. *foot: lines it
 * ends short, or PL_BREAK_FREE_FOOT. `is_first`: no full page comes before it. */
int64_t pl_feet_judge(struct pl_layouter *layouter, const struct pl_book_page *page, bool is_first,
                      int32_t *foot);

#endif
