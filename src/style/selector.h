// SPDX-License-Identifier: MIT
/* style/selector.h: parse selectors and weigh them.
 *
 * Source: Selectors 4 (the static part), CSS Nesting 1, Pseudo-elements 4, GCPM 3. Compounds are
 * kept right to left, the way they are matched. Everything lives in the source's arena. */
#ifndef PL_STYLE_SELECTOR_H
#define PL_STYLE_SELECTOR_H

#include "style/parse.h"
#include "style/style.h"

struct pl_selector_list;

enum pl_simple_type {
    PL_SIMPLE_UNIVERSAL,
    PL_SIMPLE_ELEMENT, // name in lower case
    PL_SIMPLE_ID,
    PL_SIMPLE_CLASS,
    PL_SIMPLE_ATTRIBUTE, // name in lower case, operator, value
    PL_SIMPLE_ROOT,      // also :scope
    PL_SIMPLE_EMPTY,
    PL_SIMPLE_LINK, // :link and :any-link
    PL_SIMPLE_NTH,  // :first-child, :nth-last-of-type() …: a, b, from_end, of_type, list (of S)
    PL_SIMPLE_LANG, // list: of ranges, each again a LANG with its value
    PL_SIMPLE_DIR,  // value "ltr" or "rtl"
    PL_SIMPLE_IS,   // :is(), :where(), & (list shared with the parent rule)
    PL_SIMPLE_NOT,
    PL_SIMPLE_HAS,   // list of relative selectors
    PL_SIMPLE_NEVER, // :hover, :visited …: known, true nowhere on paper
};

enum pl_attribute_operator {
    PL_ATTRIBUTE_EXISTS,   // [a]
    PL_ATTRIBUTE_EQUALS,   // [a=b]
    PL_ATTRIBUTE_WORD,     // [a~=b]
    PL_ATTRIBUTE_DASH,     // [a|=b]
    PL_ATTRIBUTE_STARTS,   // [a^=b]
    PL_ATTRIBUTE_ENDS,     // [a$=b]
    PL_ATTRIBUTE_CONTAINS, // [a*=b]
};

struct pl_simple {
    uint8_t type; // enum pl_simple_type
    uint8_t attribute_operator;
    bool ignores_case;      // ATTRIBUTE: i, or the HTML attributes that always do
    bool from_end, of_type; // NTH
    uint8_t only;           // NTH: :only-child and :only-of-type
    uint32_t hash;          // of name: for the ancestor filter
    int32_t a, b;           // NTH
    pl_str name, value;
    const struct pl_selector_list *list;
};

enum pl_combinator {
    PL_COMBINATOR_NONE, // the leftmost compound; in :has() an anchor stands left of it
    PL_COMBINATOR_DESCENDANT,
    PL_COMBINATOR_CHILD,
    PL_COMBINATOR_NEXT,    // +
    PL_COMBINATOR_SIBLING, // ~
};

struct pl_compound {
    const struct pl_simple *simples;
    uint32_t count;
    uint8_t combinator; // between this compound and the one to its left (the next in the array)
};

/* One complex selector. */
struct pl_selector {
    const struct pl_compound *compounds; // rightmost first, at least one
    uint32_t count;
    uint32_t
        specificity; // a << 20 | b << 10 | c, each saturated at 1023; the pseudo-element counted
    enum pl_pseudo pseudo;
    uint32_t first, end;   // bytes in the source
    uint32_t ancestors[4]; // hashes of names that some ancestor must have; 0: none
    uint32_t steps,
        depth;     // of matching it at one node: simple selectors in all; compounds in each other
    bool is_plain; // written without nesting and only of type, class, id, attribute (without flags)
                   // and descendant, child: every reading system knows it
};

struct pl_selector_list {
    const struct pl_selector *data;
    uint32_t count;
    uint32_t specificity;  // the greatest of them
    uint32_t steps, depth; // the sum; the greatest
};

/* A selector list from a rule's prelude. `parent`: the list of the rule it is nested in, NULL at
 * the top; nested selectors may begin with a combinator and get "& " put before them when they
 * don't name "&". NULL when it isn't a list of valid selectors: reported as W_CSS_SELECTOR with
 * its place and reason, and CSS drops the whole rule. */
const struct pl_selector_list *pl_selector_parse(const struct pl_css_source *source,
                                                 struct pl_components prelude,
                                                 const struct pl_selector_list *parent);

/* The hash of a name that matching and its filter use; never 0. */
uint32_t pl_selector_hash(pl_str name);

/* For @supports selector(): silent. */
bool pl_selector_is_known(const struct pl_css_source *source, struct pl_components values);

#endif
