// SPDX-License-Identifier: MIT
/* style/condition.h: what @media and @supports ask, answered per medium.
 *
 * Source: Media Queries 4 (with the types print, epub, all; epub is ours), CSS Conditional 3 §6
 * and 4. */
#ifndef PL_STYLE_CONDITION_H
#define PL_STYLE_CONDITION_H

#include "style/sheet.h"

struct pl_media_answer {
    pl_media media; // for which media the query list is true
    bool
        asks_reader; // for epub only the reading system knows (width, orientation, prefers-color-scheme …)
    bool asks_paper; // print is among `media`, but only if the size of the page says so
};

/* A media query list; an empty one is true for all. Queries that aren't understood are `not all`
 * (W_CSS_SYNTAX). */
struct pl_media_answer pl_media_evaluate(const struct pl_css_source *source,
                                         struct pl_components values);

/* True when a rule for these media takes part in a run. `condition` (NULL: none) counts on paper alone and holds for no
 * page as long as `paper` isn't known (NULL). */
bool pl_media_are_in_run(pl_media media, const struct pl_paper_condition *condition, enum pl_medium medium,
                         const struct pl_paper *paper);

/* A supports condition, or with is_declaration_allowed the bare declaration of @import's
 * supports(). False also for what isn't understood. */
bool pl_supports_evaluate(const struct pl_css_source *source, struct pl_components values,
                          bool is_declaration_allowed);

#endif
