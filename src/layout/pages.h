// SPDX-License-Identifier: MIT
/* layout/pages.h: what the parts that choose and fill pages share.
 *
 * What is still to be placed is a value (pl_rest): a page is filled from one and gives the next. So the same page can be
 * filled in several ways and compared before one is kept (pagefit.c). */
#ifndef PL_LAYOUT_PAGES_H
#define PL_LAYOUT_PAGES_H

#include "layout/book.h"

/* A note, or what is left of one, that found no room on the page of its call. */
struct pl_late_note {
    struct pl_box *box;
    const struct pl_token *token; // NULL: all of it
};

/* What is still to be placed when a page begins. */
struct pl_rest {
    const struct pl_token *token;  // of the root; NULL: at the beginning, or is_done
    bool is_done;                  // the flow has ended; floats and notes may still wait
    struct pl_box *const *waiting; // page floats
    const struct pl_late_note *late;
    uint32_t waiting_count, late_count;
};

static inline bool pl_rest_is_nothing(const struct pl_rest *rest)
{
    return rest->is_done && !rest->waiting_count && !rest->late_count;
}

/* What pages are made with and in what order: one a pass. */
struct pl_pagination {
    struct pl_book *book;
    struct pl_layouter layouter;
    bool is_right_to_left;
    bool has_warned; // of a page box without room
    struct pl_rest rest;
    uint32_t group_index; // of the next page, among those of its name
    pl_str name;          // of the page before
    uint32_t empty_pages; // in a row
    int64_t number;       // of the page before
};

/* --- pages.c ---------------------------------------------------------------------------------- */

/* The name of the page on which `rest` goes on. */
pl_str pl_pages_name(const struct pl_rest *rest, const struct pl_box *root);
/* Page `index` with its style, edges and area, nothing in it. */
struct pl_book_page pl_pages_open(struct pl_pagination *pagination, uint32_t index, pl_str name,
                                  uint32_t group_index, bool is_blank);

/* --- page_fill.c ------------------------------------------------------------------------------- */

/* Fills a page that was opened; content ends above `limit` below the area's top, or above its notes. What is left. */
struct pl_rest pl_page_fill(struct pl_layouter *layouter, struct pl_box *root,
                            struct pl_book_page *page, const struct pl_rest *rest, pl_unit limit);

/* --- pagefit.c ---------------------------------------------------------------------------------- */

/* -platen-page-fit: best where `rest` goes on. */
bool pl_pages_are_fitted(const struct pl_rest *rest, const struct pl_box *root);
/* The limits of the next pages under `best`, at least one unless nothing is left. They live in `arena`. */
struct pl_fit {
    const pl_unit *limits;
    uint32_t count;
};
struct pl_fit pl_pages_fit(struct pl_pagination *pagination, struct pl_arena *arena);

#endif
