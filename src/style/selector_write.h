// SPDX-License-Identifier: MIT
/* style/selector_write.h: a selector as text again, for sheets that we write. */
#ifndef PL_STYLE_SELECTOR_WRITE_H
#define PL_STYLE_SELECTOR_WRITE_H

#include "base/strbuf.h"
#include "style/selector.h"

/* A selector without lists in it (nesting, :is() …), its pseudo-element left out. False, with
 * what was begun left in `out`, when it holds one. */
bool pl_selector_write(struct pl_strbuf *out, const struct pl_selector *selector);

/* "::before" */
pl_str pl_pseudo_name(enum pl_pseudo pseudo);

#endif
