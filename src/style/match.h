// SPDX-License-Identifier: MIT
/* style/match.h: which rules hold for a node, in cascade order.
 *
 *     matcher = pl_matcher_new(arena, sheets, PL_MEDIUM_PRINT);        // rules by id, class, type
 *     pl_matcher_enter(matcher, node); pl_matcher_match(matcher, node, &matches);
 *     … its children …; pl_matcher_leave(matcher, node);
 *
 * Matching a node allocates nothing once the vectors have grown. enter and leave keep the ancestor
 * filter; a node may also be matched without them (slower). One thread a matcher.
 * Source: Selectors 4 §16, §17; Cascade 5 §6. */
#ifndef PL_STYLE_MATCH_H
#define PL_STYLE_MATCH_H

#include "style/sheet.h"

/* One rule that holds for a node or one of its pseudo-elements. */
struct pl_match {
    const struct pl_block *block;
    enum pl_pseudo pseudo;
    enum pl_sheet_origin origin;
    uint32_t rank; // of origin and layer, see pl_layer_ranks
    uint32_t
        specificity; // of the most specific selector of the rule that holds, per pseudo-element
    uint32_t order;
    uint32_t priority; // place in the order of (rank, specificity, order), over all rules
    const struct pl_style_rule *rule;
    const struct pl_selector *selector; // the one that won: for traces
};

/* Ascending by (pseudo, rank, specificity, order): for each pseudo-element what comes later wins
 * among normal declarations. Important ones: descending by rank, then ascending by (specificity,
 * order). */
struct pl_matches {
    PL_VEC(struct pl_match)
};

struct pl_matcher;

/* For one medium; `sheets` may be an extension. `paper` answers what media queries ask of the page's size;
 * NULL: isn't known yet. Lives in `arena`, as do the vectors it fills. */
struct pl_matcher *pl_matcher_new(struct pl_arena *arena, const struct pl_sheets *sheets,
                                  enum pl_medium medium, const struct pl_paper *paper);

/* The language of what has no lang attribute above it (the article's); empty at first. */
void pl_matcher_set_language(struct pl_matcher *matcher, pl_str language);

/* Before the nodes of another tree. */
void pl_matcher_forget(struct pl_matcher *matcher);

/* The ranks that matches speak of. */
const struct pl_layer_ranks *pl_matcher_ranks(const struct pl_matcher *matcher);

/* The node is one of a finished article (serials ascend). `matches` is emptied first. Text nodes
 * match nothing. */
void pl_matcher_match(struct pl_matcher *matcher, const struct pl_node *node,
                      struct pl_matches *matches);

/* Before a node's children are matched, and after. */
void pl_matcher_enter(struct pl_matcher *matcher, const struct pl_node *node);
void pl_matcher_leave(struct pl_matcher *matcher, const struct pl_node *node);

/* True once matching was cut short because sheet and tree together went past MATCH_STEPS: to be
 * reported once (W_CSS_LIMIT) by who runs it. */
bool pl_matcher_is_cut_short(const struct pl_matcher *matcher);

/* Simple selectors compared so far: what MATCH_STEPS bounds. */
uint64_t pl_matcher_steps(const struct pl_matcher *matcher);

/* A node against one selector list, without index or filter: for tests and compile.c. */
bool pl_selector_list_matches(const struct pl_selector_list *list, const struct pl_node *node);

#endif
