// SPDX-License-Identifier: MIT
/* base/languages.h: BCP 47 tags, and each language's typographic habits.
 *
 * base/languages.def has a row a language: a new one is a row. */
#ifndef PL_BASE_LANGUAGES_H
#define PL_BASE_LANGUAGES_H

#include "base/arena.h"
#include "base/str.h"

struct pl_language {
    pl_str tag;               // primary language: "de"
    pl_str name;              // in English
    bool right_to_left;       // of its usual script
    pl_str hyphenation;       // name of Debian's pattern file ("hyph_de_DE.dic"); empty: none
    pl_str quotes[4];         // outer open, close, inner open, close
    bool spaces_before_punctuation; // French: narrow no-break space before ; : ! ?
    pl_str contents, note, page, read_more; // words the edition writes: "Contents", "Note", "Page", …
    pl_str months[12];        // nominative (or the form used in dates)
    pl_str date_form;         // "%d. %B %Y": only %d %B %Y %m
};

/* The row for a tag ("de-AT" → "de"), or the row of "und" (plain English words). Never NULL. */
const struct pl_language *pl_language_lookup(pl_str tag);

/* A well-formed tag in canonical case ("en-us" → "en-US"); empty when it isn't one. RFC 5646 §2.1.1 */
pl_str pl_language_canonical(struct pl_arena *arena, pl_str tag);

/* "de-AT" → "de". */
pl_str pl_language_primary(pl_str tag);

/* True for scripts written right to left: by script subtag, else by language. */
bool pl_language_is_right_to_left(pl_str tag);

/* True where numbers have a decimal comma: by the whole tag where a region differs, else by language. CLDR 42, numbers */
bool pl_language_has_decimal_comma(pl_str tag);

/* All rows, for tables made from them. */
const struct pl_language *pl_languages(size_t *count);

#endif
