// SPDX-License-Identifier: MIT
/* style/variables.h: custom properties and var().
 *
 * The custom properties of an element are its own, with their var() substituted, and behind them those of
 * its parent. Substitution copies component values, so nothing is tokenized again. How much is
 * copied in all is counted (PL_LIMIT CSS_VAR_BYTES): exponential sheets end there.
 *
 * Source: CSS Custom Properties 1. */
#ifndef PL_STYLE_VARIABLES_H
#define PL_STYLE_VARIABLES_H

#include "base/map.h"
#include "style/declaration.h"

struct pl_variables;
struct variable;

/* Why a var() has no value. */
struct pl_var_fault {
    pl_str name;    // of the variable that isn't set or refers to itself; empty: no fault
    pl_str through; // the one by which it comes back to itself; its own name: directly. Empty: it isn't set
};

struct pl_substitution {
    struct pl_arena *arena;
    const struct pl_variables *variables; // in force; NULL: none
    uint64_t bytes_left;                  // of copied text
    bool is_over;                         // the limit was met: reported by who runs it
    uint32_t depth;                       // of nesting and references, bounded
    struct variable *innermost;           // being resolved; variables.c's
    struct pl_var_fault fault;            // the first var() without a value
};

/* True when var() stands anywhere inside. */
bool pl_has_var(struct pl_components values);

/* True when each var() inside names a custom property and has at most a fallback behind a comma. */
bool pl_var_is_wellformed(struct pl_components values);

/* `values` with var() replaced; false when one has neither value nor fallback, or past the limits. */
bool pl_substitute(struct pl_substitution *substitution, struct pl_components values,
                   struct pl_components *out);

/* The custom properties of an element that declares some: `winners` of the cascade, one a name, of type
 * VALUE, PENDING or INITIAL. Those in a cycle, with a var() that has no value, or initial become invalid: they
 * have no value, and hide the parent's. `substitution->variables` is the parent's before. */
const struct pl_variables *pl_variables_new(struct pl_substitution *substitution,
                                            const struct pl_custom *const *winners, size_t count);

/* The value of a custom property; false when it has none. */
bool pl_variables_lookup(const struct pl_variables *variables, pl_str name, struct pl_components *values);

#endif
