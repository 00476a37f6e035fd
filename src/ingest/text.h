// SPDX-License-Identifier: MIT
/* ingest/text.h: what the passes over scraped text share.
 *
 * text_lines.c makes blocks of lines, text_debris.c knows phrases that are no article, byline.c reads names
 * and dates, text_roles.c gives every block its role, text.c builds the article. */
#ifndef PL_INGEST_TEXT_H
#define PL_INGEST_TEXT_H

#include "base/vec.h"
#include "ingest/reading.h"

enum pl_text_role {
    PL_ROLE_NONE,
    PL_ROLE_PARAGRAPH,
    PL_ROLE_HEADING,
    PL_ROLE_ITEM,      // of a list
    PL_ROLE_NOTE,      // about the author, where it ran first
    PL_ROLE_TITLE,
    PL_ROLE_SUBTITLE,  // between title and byline
    PL_ROLE_BYLINE,
    PL_ROLE_DATE,
    PL_ROLE_AGENCY,
    PL_ROLE_SITE,      // its name again
    PL_ROLE_RIGHTS,
    PL_ROLE_RULE,      // "* * *"
    PL_ROLE_DROPPED,
};

/* How a block weighs against being the article. */
enum pl_debris_weight {
    PL_DEBRIS_NONE,
    PL_DEBRIS_LABEL,  // gone where the page has other phrases of a site: "News", "Highlights"
    PL_DEBRIS_LINE,   // gone, wherever it stands
    PL_DEBRIS_LEAD,   // gone, and so is the list of short lines it leads ("Related articles")
    PL_DEBRIS_BORDER, // the article doesn't go past it (comments, copyright)
};

/* A paragraph, line or item as the text shows it. */
struct pl_text_block {
    pl_str text;          // trimmed, without its bullet; may hold line feeds where lines were joined
    pl_str with_marker;   // the same with its bullet or number
    struct pl_span span;  // all of it, bullet included
    bool is_bullet, is_numbered;
    bool after_blank;     // a blank line stands before it
    uint32_t list_number; // is_numbered: its number

    /* what text_roles.c measures */
    uint32_t words, chars;
    bool ends_sentence;   // with a full stop or its kin, closing quotes aside
    bool ends_colon, is_capitals, starts_quote;
    bool is_caption;      // by its credit
    bool is_row;          // of a table, by its neighbours (text_series.c)
    bool is_date;         // and nothing else, with a time, weekday or label
    uint8_t capitalised;  // words that begin with a capital letter, per cent
    enum pl_debris_weight debris;

    enum pl_text_role role;
    pl_str why;           // PL_ROLE_DROPPED: why; PL_ROLE_NOTE: "bio", "source"
    int32_t score;        // of being prose; for --trace
};

PL_VEC_TYPE(pl_text_blocks, struct pl_text_block);

/* Blocks of a text: paragraphs between blank lines where lines are wrapped at a width, else a block a line. A text
 * is hard-wrapped when one width explains most of its line breaks: the next word would not have fitted. */
struct pl_text_blocks pl_text_find_blocks(struct pl_arena *scratch, struct pl_arena *arena, const struct pl_input *input);

/* Whether a block is a phrase of the site rather than the article, and why. */
enum pl_debris_weight pl_text_debris(const struct pl_text_block *block, pl_str *why);

/* A line that credits a picture: "(Image: …)", "Photo by …", "… / Getty Images". */
bool pl_text_is_caption(pl_str text);

/* True for a line that says where the text ran first or who its author is, by its first words. */
bool pl_text_is_source_note(pl_str text);

/* "By Ada Brandt and Bo Lee (Holm)" in the forms of several languages. */
struct pl_byline {
    pl_str label;   // "By", "Opinion by"; empty: names alone
    pl_str *names;
    size_t count;
    pl_str place;   // in brackets
    pl_str organisation; // behind a comma or bar, where it is no name
};
bool pl_byline_parse(struct pl_arena *arena, pl_str line, struct pl_byline *byline);

/* A person's name by its shape: two to five capitalised words, particles between. */
bool pl_is_person_name(pl_str text);

/* A line that is nothing but a date, "Published: …" and the like taken off. *updated: it says so. */
bool pl_date_line(pl_str line, struct pl_date *date, pl_str *date_text, bool *is_update);

/* "MADRID, June 30 (IPS) – text": the place before a dash; empty when there is none. */
pl_str pl_dateline_place(pl_str paragraph, pl_str *agency);

/* An agency or paper by its words: "Associated Press", "Reuters". */
bool pl_is_agency(pl_str text);

/* Gives every block its role and reads the metadata that blocks hold into the article. */
void pl_text_find_roles(struct pl_reading *reading, struct pl_article *article, struct pl_text_blocks *blocks);

#endif
