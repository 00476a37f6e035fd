// SPDX-License-Identifier: MIT
/* style/counter.h: counters in scope, and numbers in every counter style.
 *
 * Layout's boxes, bookmarks and the texts of an e-book count with them.
 *
 * Source: CSS Lists 3 §4 (scopes), Counter Styles 3 §6 and §7. */
#ifndef PL_STYLE_COUNTER_H
#define PL_STYLE_COUNTER_H

#include "base/map.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "model/article.h"
#include "style/style.h"

/* Counters while a tree is walked in document order. Every step is amortised constant. */
struct pl_counters {
    struct pl_arena *arena;
    struct pl_map names; // → struct pl_counter_stack
    struct {
        PL_VEC(struct pl_counter_made)
    } made; // creations, by depth
    uint32_t depth;
};
struct pl_counter_made {
    struct pl_counter_stack *stack;
    uint32_t depth;
};

struct pl_counter_value {
    pl_str name;
    int64_t value;
};

struct pl_counters pl_counters_begin(struct pl_arena *arena);

/* Around each element that generates a box, and around pseudo-elements. */
void pl_counters_enter(struct pl_counters *counters);
void pl_counters_leave(struct pl_counters *counters);

void pl_counter_reset(struct pl_counters *counters, pl_str name, int64_t value);
void pl_counter_increment(struct pl_counters *counters, pl_str name, int64_t by);
void pl_counter_set(struct pl_counters *counters, pl_str name, int64_t value);

/* The innermost value; 0 where there is none. */
int64_t pl_counter_value(const struct pl_counters *counters, pl_str name);

/* All values from the outermost, each in the style, joined: counters(). */
void pl_counter_add_all(struct pl_strbuf *out, const struct pl_counters *counters, pl_str name,
                        pl_str joiner, const struct pl_css_value *style);

/* The values of all counters in scope, by name of first use. */
struct pl_counter_value *pl_counters_snapshot(struct pl_arena *arena,
                                              const struct pl_counters *counters, uint32_t *count);

/* counter-reset, -increment and -set of a style, in that order. */
void pl_counters_apply(struct pl_counters *counters, const struct pl_style *style);

/* True when one of the three names this counter. */
bool pl_counters_names(const struct pl_style *style, enum pl_property property, pl_str name);

/* The counter list-item, once a style is applied: what the list's attributes start it at (nothing for others), and the
 * count of an element that is displayed as an item. */
void pl_counters_begin_list(struct pl_counters *counters, const struct pl_node *list, const struct pl_style *style);
void pl_counters_count_item(struct pl_counters *counters, const struct pl_node *item, const struct pl_style *style);

/* --- Counter styles ------------------------------------------------------------------------------
 *
 * A style is a value: a KEYWORD, a symbols() or what counter_rule.c makes of an @counter-style; NULL and
 * whatever else is decimal. */

/* A number in a counter style, without prefix and suffix. Numbers out of its range are in its fallback. */
void pl_counter_add_number(struct pl_strbuf *out, int64_t value, const struct pl_css_value *style);

/* What stands before and behind a number as a list marker: nothing and ". " for most. */
pl_str pl_counter_prefix(const struct pl_css_value *style);
pl_str pl_counter_suffix(const struct pl_css_value *style);

/* The same for a style of the standard: counter_style.c. False, with nothing added, out of its range. */
bool pl_counter_add_known(struct pl_strbuf *out, int64_t value, enum pl_keyword style);
pl_str pl_counter_known_suffix(enum pl_keyword style);

#endif
