// SPDX-License-Identifier: MIT
/* style/selector_match.h: does one selector hold for a node.
 *
 * Source: Selectors 4 §3.8, §14, §16. Nothing is allocated; time is counted in `steps`, which a
 * hostile sheet can't drive past `limit`: from there on nothing matches. */
#ifndef PL_STYLE_SELECTOR_MATCH_H
#define PL_STYLE_SELECTOR_MATCH_H

#include "model/node.h"
#include "style/selector.h"

/* Where a node stands among those siblings that count, remembered from one node to its neighbour.
 */
struct pl_sibling_count {
    const struct pl_node *parent, *node;
    const void *key;       // what counts: NULL all, a NTH simple with a list; else by element name
    pl_str element;        // of type; empty otherwise
    uint32_t index, total; // of node, from 1; of all, 0: not yet known
};

/* How far a sibling combinator has looked among the children of a parent. */
struct pl_sibling_search {
    const struct pl_compound *compound;
    const struct pl_node *parent, *last; // siblings up to `last` have been looked at
    bool is_found;
};

/* Whether a :lang() holds for a language: the same question comes at every element. */
struct pl_language_answer {
    const struct pl_simple *simple;
    uint32_t language; // its number
    bool is_match;
};

/* The languages met last, by their text. */
struct pl_language_met {
    uint32_t number, size; // number 0: none
    char text[24];         // longer tags aren't remembered
};

#define PL_SIBLING_SLOTS  256
#define PL_LANGUAGE_SLOTS 1024
#define PL_LANGUAGES_MET  8

/* What holds whatever the tree is. */
struct pl_language_memory {
    struct pl_language_answer answers[PL_LANGUAGE_SLOTS];
    struct pl_language_met met[PL_LANGUAGES_MET];
    uint32_t count; // of numbers given
};

/* What matching remembers; zeroed at first. All but `languages` is valid as long as the tree doesn't change. */
struct pl_match_memory {
    struct pl_sibling_count counts[PL_SIBLING_SLOTS];
    struct pl_sibling_search searches[PL_SIBLING_SLOTS];
    const struct pl_node *node; // whose language was asked for last
    pl_str language;            // of it
    uint32_t language_number;   // 0: not remembered
    struct pl_language_memory languages;
};

/* Before another tree. */
void pl_match_memory_forget(struct pl_match_memory *memory);

struct pl_match_run {
    uint64_t steps, limit;
    pl_str language;                // where no attribute says one
    struct pl_match_memory *memory; // may be NULL
};

/* Pseudo-elements are not looked at: the selector is matched against the element they belong to. */
bool pl_selector_matches(struct pl_match_run *run, const struct pl_selector *selector,
                         const struct pl_node *node);

#endif
