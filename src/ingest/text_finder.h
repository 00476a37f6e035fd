// SPDX-License-Identifier: MIT
/* ingest/text_finder.h: what the passes that give roles share.
 *
 * text_measure.c looks at one block, text_run.c finds the run of blocks that is the article, text_head.c reads what
 * stands above it, text_repeats.c folds pull quotes, text_body.c judges what is inside, text_notes.c what stands at
 * its end; text_roles.c has their order. */
#ifndef PL_INGEST_TEXT_FINDER_H
#define PL_INGEST_TEXT_FINDER_H

#include "ingest/text.h"

struct pl_text_finder {
    struct pl_reading *reading;
    struct pl_article *article;
    struct pl_text_block *blocks;
    size_t count;
    size_t first, end; // of the article
    pl_str title, site;
    bool is_clean; // nothing but the article's head stands before it
};

enum { PL_TEXT_DATE_WORDS = 20 }; // a longer line is no date

/* --- text_measure.c ------------------------------------------------------------------ */

void pl_text_measure(struct pl_text_block *block);

/* Closing quotes and brackets; full stops and their kin in other scripts. */
bool pl_text_is_closing(uint32_t c);
bool pl_text_is_stop(uint32_t c);

/* The block isn't of the article; `why` stands unless a reason was found before. */
void pl_text_drop(struct pl_text_block *block, pl_str why);

/* A paragraph beyond doubt: eight words and a full stop. */
bool pl_text_is_prose(const struct pl_text_block *block);

/* No role yet, and nothing against it. */
bool pl_text_is_open(const struct pl_text_block *block);

/* Equal word by word. */
bool pl_text_is_same(pl_str a, pl_str b);
unsigned pl_text_count_words(pl_str text);

/* --- text_series.c ------------------------------------------------------------------- */

/* Marks what a series of lines says: is_row, is_caption, and lists of other articles as debris. */
void pl_text_mark_series(struct pl_text_finder *finder);

/* --- text_run.c ---------------------------------------------------------------------- */

/* Sets first and end: the run with the greatest sum of weights. */
void pl_text_find_run(struct pl_text_finder *finder);
void pl_text_widen_run(struct pl_text_finder *finder);

/* --- text_head.c --------------------------------------------------------------------- */

/* A field of the metadata, unless it has a value. */
void pl_text_set_field(struct pl_text_finder *finder, enum pl_field field, pl_str text, const struct pl_text_block *block);
void pl_text_find_title(struct pl_text_finder *finder);
void pl_text_take_head(struct pl_text_finder *finder);
void pl_text_take_standfirst(struct pl_text_finder *finder);
bool pl_text_is_head_role(const struct pl_text_block *block);

/* --- text_repeats.c, text_body.c, text_notes.c ---------------------------------------- */

void pl_text_fold_repeated(struct pl_text_finder *finder);
void pl_text_fold_reworded(struct pl_text_finder *finder); // text_reworded.c
void pl_text_judge_lists(struct pl_text_finder *finder);
void pl_text_judge_run(struct pl_text_finder *finder);
void pl_text_take_notes(struct pl_text_finder *finder);
void pl_text_compare_agencies(struct pl_text_finder *finder);
void pl_text_read_dateline(struct pl_text_finder *finder);

#endif
