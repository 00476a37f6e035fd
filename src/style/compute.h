// SPDX-License-Identifier: MIT
/* style/compute.h: one specified value → the computed value for one element. */
#ifndef PL_STYLE_COMPUTE_H
#define PL_STYLE_COMPUTE_H

#include "font/metrics.h"
#include "model/node.h"
#include "style/intern.h"
#include "style/specified.h"

/* What relative values are relative to. Lengths in pt. */
struct pl_relations {
    struct pl_arena *scratch;
    struct pl_values *values;
    double em, rem;              // font sizes of the element and the root
    double lh, rlh;              // line heights
    struct pl_font_metrics own, root;
    pl_color current;
    const struct pl_node *node; // for attr(); NULL: none
    bool uses_node;             // set where attr() took part
    bool is_for_readers;        // who clamp what turns out negative themselves, and know calc() better than max()
};

/* Interned. Percentages, vw and vh stay. */
const struct pl_css_value *pl_value_compute(struct pl_relations *relations,
                                            const struct pl_specified *specified);

#endif
