// SPDX-License-Identifier: MIT
/* model/markup.h: what style adds for writers of XHTML, by serial.
 *
 * Chapters become files of their own and reading systems know less CSS than we
 * do; so counters and meaningful generated content become text, and rules that readers
 * don't know become classes; elements that XHTML doesn't allow in their place become div and span
 * (model/content.h). style fills it, export reads it. */
#ifndef PL_MODEL_MARKUP_H
#define PL_MODEL_MARKUP_H

#include "base/str.h"

struct pl_markup_entry {
    pl_str element;       // written instead of the node's own, which can't stand there; empty: the own
    pl_str classes;       // generated classes, space separated, added to the node's own
    pl_str before, after; // text put into the element, in span.pl-before and span.pl-after
    bool is_hidden;       // display: none: not written at all
};

struct pl_markup {
    const struct pl_markup_entry *const *by_serial; // node_count pointers; NULL: nothing to add
    uint32_t count;
};

static inline const struct pl_markup_entry *pl_markup_at(const struct pl_markup *markup, uint32_t serial)
{
    return markup && serial < markup->count ? markup->by_serial[serial] : 0;
}

#endif
