// SPDX-License-Identifier: MIT
/* style/selector_parse.h: what the files that parse selectors share.
 *
 * selector.c reads compounds, complex selectors and lists, selector_attribute.c what stands in brackets,
 * selector_pseudo.c what stands behind colons. */
#ifndef PL_STYLE_SELECTOR_PARSE_H
#define PL_STYLE_SELECTOR_PARSE_H

#include "base/vec.h"
#include "style/selector.h"

/* Where a selector stands: what may begin it and what it may hold. */
enum pl_selector_place {
    PL_PLACE_RULE,
    PL_PLACE_NESTED,   // may begin with a combinator; "&" is implied
    PL_PLACE_ARGUMENT, // of :is(), :where(), :not(), of S: no pseudo-elements
    PL_PLACE_HAS,      // relative to an anchor; no pseudo-elements
};

struct pl_selector_parser {
    const struct pl_css_source *source;
    const struct pl_selector_list *parent; // what "&" stands for; NULL at the top
    bool is_inside_has, names_nesting;     // "&" was written
    const struct pl_component *bad;        // first thing that isn't understood
    const char *why;                       // what is said of it
    pl_str nearest;                        // a known name like it; empty: none
    enum pl_code code;
};

/* A compound while it is read. */
struct pl_open_compound {
    struct {
        PL_VEC(struct pl_simple)
    } simples;
    uint32_t specificity;
    enum pl_pseudo pseudo;
    bool has_pseudo; // also one that is known but never generated here
};

#define PL_SPECIFICITY_ID      (1u << 20)
#define PL_SPECIFICITY_CLASS   (1u << 10)
#define PL_SPECIFICITY_ELEMENT 1u

/* --- selector.c ------------------------------------------------------------------------------ */

/* A list inside a pseudo-class; NULL with the reason in the parser. Of a forgiving one what isn't
 * understood is left out. */
const struct pl_selector_list *pl_selector_parse_list(struct pl_selector_parser *p,
                                                      struct pl_components values,
                                                      enum pl_selector_place place,
                                                      bool is_forgiving);

/* Notes the first thing that is wrong; false always. */
bool pl_selector_fail(struct pl_selector_parser *p, const struct pl_component *at, const char *why);

/* A new simple selector at the end of the compound. */
struct pl_simple *pl_selector_add(struct pl_selector_parser *p, struct pl_open_compound *c,
                                  enum pl_simple_type type);

/* Specificities added, each of the three counts saturating by itself. */
uint32_t pl_specificity_sum(uint32_t one, uint32_t two);
void pl_selector_weigh(struct pl_open_compound *c, uint32_t specificity);

/* The name in lower case. */
pl_str pl_selector_lower(struct pl_arena *arena, pl_str name);

/* True when `name` is one of the words of " a b c ", spaces at both ends. */
bool pl_selector_is_word(pl_str words, pl_str name);

/* The component so far ahead; NULL behind the end. */
const struct pl_component *pl_selector_peek(struct pl_components values, uint32_t ahead);
const struct pl_component *pl_selector_take(struct pl_components *values);
bool pl_selector_is_delim(struct pl_components values, uint32_t ahead, uint32_t delim);
bool pl_selector_is_name(struct pl_components values, uint32_t ahead); // or "*"
void pl_selector_skip_space(struct pl_components *values);

/* --- selector_attribute.c ---------------------------------------------------------------------- */

/* "[…]" */
bool pl_selector_parse_attribute(struct pl_selector_parser *p, const struct pl_component *whole,
                                 struct pl_open_compound *c);

/* --- selector_pseudo.c ---------------------------------------------------------------------------- */

/* From a colon on. */
bool pl_selector_parse_pseudo(struct pl_selector_parser *p, struct pl_components *values,
                              enum pl_selector_place place, struct pl_open_compound *c);

#endif
