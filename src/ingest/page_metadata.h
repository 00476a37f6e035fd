// SPDX-License-Identifier: MIT
/* ingest/page_metadata.h: what a web page says of its article, with the source of each value.
 *
 * A page says the same thing in many places and not always truly. Every value that is found is
 * *offered* with a rank; the best offer stands, and its `detail` names the place ("og:title",
 * "JSON-LD datePublished"). */
#ifndef PL_INGEST_PAGE_METADATA_H
#define PL_INGEST_PAGE_METADATA_H

#include "ingest/page_blocks.h"

struct pl_page_offers {
    struct pl_article *article;
    const struct pl_html_page *page;
    struct pl_arena *scratch;
    const struct pl_trace *trace;
    unsigned rank[PL_FIELD_COUNT]; // of what stands; 0: nothing
    pl_str article_body;           // JSON-LD articleBody; empty: none
    pl_str person;                 // the only Person of the JSON-LD, whom nothing calls the author
    struct pl_span person_span;
    pl_str headline;   // JSON-LD headline, as one more witness for the title
    pl_str head_title; // the title element, as written
    struct pl_span head_title_span;
    struct {
        PL_VEC(pl_str)
    } words; // article:tag, one an element
    struct pl_span words_span;
    bool is_byline_label; // the last twitter:label announces a name
};

/* Offers a value: text is cleaned (character references, tags, white space) and copied. False
 * where the value is empty, unfit for its field, or a better one stands. */
bool pl_page_offer(struct pl_page_offers *offers, enum pl_field field, unsigned rank, pl_str text,
                   const char *detail, struct pl_span span);

/* The same for a list of names; names that are none (an address, the site, "admin") go. */
bool pl_page_offer_names(struct pl_page_offers *offers, const pl_str *names, size_t count,
                         unsigned rank, const char *detail, struct pl_span span);

/* page_metadata.c: meta elements, title, canonical link, language of the head. */
void pl_page_read_head(struct pl_page_offers *offers);

/* page_linked_data.c: JSON-LD of the whole page. */
void pl_page_read_linked_data(struct pl_page_offers *offers);

/* page_title.c: the title without its site, and blocks->title: the heading that says it. */
void pl_page_settle_title(struct pl_page_offers *offers, struct pl_page_blocks *blocks);

/* page_byline.c: authors and date from microdata, links, time elements and the lines around the
 * title, where the head left them open. */
void pl_page_read_byline(struct pl_page_offers *offers, const struct pl_page_blocks *blocks);

/* --- Parts of the above -------------------------------------------------------------- */

/* Letters and digits of a text, ASCII capitals folded, for comparing names and titles; at most
 * `room` bytes. */
size_t pl_page_letters(pl_str text, char *out, size_t room);

/* How much of the longer text the two share, when the letters of one contain the other's; 0 … 1. */
float pl_page_likeness(pl_str a, pl_str b);

/* Names out of "By Ada Brandt and Oskar Weil | 3 May": pushed on `names`, at most 12. */
PL_VEC_TYPE(pl_page_names, pl_str);
void pl_page_split_names(struct pl_arena *arena, pl_str text, struct pl_page_names *names);

/* "By Ada Brandt", "Von …", "Text: …": an opening and a word with a capital. */
bool pl_page_reads_as_byline(pl_str line);

/* The first date in a short text: "Published: Tuesday, 3 May 2022 – 10:30 | updated …". */
bool pl_page_find_date(pl_str text, struct pl_date *date, pl_str *part);

#endif
