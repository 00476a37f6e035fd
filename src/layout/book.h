// SPDX-License-Identifier: MIT
/* layout/book.h: what is known once pages are chosen, and what makes a page from it.
 *
 * Behind pl_layout. Written by pages.c, in one thread; then const, and read by as many threads as make
 * pages: a thread brings its typesetter and an arena. */
#ifndef PL_LAYOUT_BOOK_H
#define PL_LAYOUT_BOOK_H

#include "base/map.h"
#include "layout/flow.h"
#include "layout/layout.h"

struct pl_book_article {
    struct pl_arena *arena; // boxes and lines
    struct pl_box *root;    // NULL: nothing is shown
};

/* Something that holds from a page on: a named string, a running element, a counter. */
struct pl_book_event {
    uint32_t page;
    bool is_at_start; // nothing stands above it on its page
    pl_str value;
    const struct pl_box *box;
    int64_t number;
};
PL_VEC_TYPE(pl_book_events, struct pl_book_event);

struct pl_book_page {
    struct pl_fragment *content; // NULL: a blank page
    struct pl_fragment **notes;  // floats of the foot first, then notes; y: from the foot's top
    uint32_t note_count, foot_float_count;
    pl_unit foot_height;
    struct pl_fragment **heads; // floats of the top; y: on the sheet
    uint32_t head_count;
    const struct pl_page_style *style;
    struct pl_edges edges;      // of the page box
    pl_unit width, height;      // of the sheet
    struct pl_rect area;        // where content goes
    pl_unit area_top;           // of the area before floats took its top: where the grid begins
    uint32_t overflowing_notes; // that found no room here or on the page before
    uint32_t number;            // counter(page)
    bool is_left, is_blank;
    pl_unit bottom;       // of the flow, below the area's top: before it was made even (feet.h)
    uint32_t given_lines; // by which it was
    bool is_full;         // the flow goes on on the next page by itself, not by a forced break
    pl_str name, label;
};

/* A text that depends on pages, and the block it stands in. */
struct pl_book_deferred {
    struct pl_box *text, *lines;
    uint32_t article;
    pl_str own_counter; // target-counter() of a counter that isn't the page's; else empty
};

struct pl_book {
    struct pl_layout layout; // first: what others hold
    struct pl_arena *arena;
    const struct pl_layout_input *input;
    struct pl_diags *diags;
    struct pl_backgrounds *backgrounds;
    struct pl_book_article *articles;
    struct pl_box *root;                // of all articles
    struct pl_typesetter **typesetters; // by thread
    unsigned thread_count;
    PL_VEC(struct pl_book_page) // data, count: the pages
    struct {
        PL_VEC(struct pl_book_deferred)
    } deferred;
    struct pl_map ids;                        // id → owner + 1, the first in the edition
    struct pl_map *article_ids;               // by article
    struct pl_map strings, running, counters; // name → struct pl_book_events
    uint32_t *page_of;                        // by owner
    pl_unit *y_of;
    uint32_t owner_count;
    struct {
        PL_VEC(struct pl_page_start)
    } starts;
};

/* --- pages.c: choose them ---------------------------------------------------------------- */

/* Lays everything out, page by page. False: one error was reported. */
bool pl_book_paginate(struct pl_book *book);

/* The owner of the element with this id: in the article first; PL_OWNER_NONE when there is none. */
pl_owner pl_book_target(const struct pl_book *book, uint32_t article, pl_str id);

/* The index of the article that an owner belongs to. */
uint32_t pl_book_article_of(const struct pl_book *book, pl_owner owner);

/* --- pagemap.c: what stands on a page --------------------------------------------------------- */

/* Reads a page that was just laid out into page_of, y_of, starts, strings, running and counters. */
void pl_book_read_page(struct pl_book *book, uint32_t page);

/* The value of a named string on a page (GCPM 3 §1.1.2), and the same for running elements. */
pl_str pl_book_string(const struct pl_book *book, uint32_t page, pl_str name,
                      enum pl_keyword which);
const struct pl_box *pl_book_running(const struct pl_book *book, uint32_t page, pl_str name,
                                     enum pl_keyword which);
bool pl_book_counter(const struct pl_book *book, uint32_t page, pl_str name, int64_t *value);

/* --- reference.c: texts that depend on pages ----------------------------------------------------- */

/* Gives every deferred text what the pages say now. The number that changed. */
size_t pl_book_settle_references(struct pl_book *book, struct pl_layouter *layouter);
void pl_book_find_references(struct pl_book *book);

/* --- compose.c: a page as a list of things to draw ------------------------------------------------- */

const struct pl_page *pl_book_make(void *book, struct pl_arena *arena, uint32_t index,
                                   unsigned thread);

/* --- margin.c ------------------------------------------------------------------------------------------ */

struct pl_marks {
    PL_VEC(struct pl_mark)
};
/* The marks of the margin boxes of a page, in order, into `header` and `footer`. */
void pl_margin_boxes(const struct pl_book *book, struct pl_layouter *layouter, uint32_t page,
                     struct pl_marks *header, struct pl_marks *footer);
/* The marks of a fragment at x, y, text and decoration together: for margin boxes and repeated heads. */
void pl_compose_marks(const struct pl_book *book, struct pl_layouter *layouter,
                      const struct pl_fragment *fragment, pl_unit x, pl_unit y,
                      struct pl_marks *marks);
/* A rectangle of one colour; `radius` may be NULL. Nothing where it has no extent or colour. */
void pl_compose_fill(struct pl_layouter *layouter, struct pl_marks *marks, struct pl_rect rect, pl_color color,
                     const pl_unit radius[4]);
/* Background and border of a box's rectangle. */
void pl_compose_box(struct pl_layouter *layouter, const struct pl_style *style, struct pl_rect rect,
                    const struct pl_edges *edges, bool has_top, bool has_bottom,
                    struct pl_marks *marks);

/* A layouter of a thread for small things on a page; everything lives in `arena`. */
struct pl_layouter pl_book_layouter(const struct pl_book *book, struct pl_arena *arena,
                                    unsigned thread, struct pl_diags *diags);

/* The first counter style that margin boxes show counter(page) in. */
const struct pl_css_value *pl_margin_folio_style(const struct pl_page_style *style);

#endif
