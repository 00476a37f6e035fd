// SPDX-License-Identifier: MIT
/* layout/display.h: keywords of a style → how a box takes part in layout.
 *
 * Source: CSS Display 3 §2 and §2.7, CSS 2.2 §9.7, Fragmentation 3 §3. */
#ifndef PL_LAYOUT_DISPLAY_H
#define PL_LAYOUT_DISPLAY_H

#include "layout/box.h"

/* One keyword for every display value: block, inline, inline_block, list_item, flow_root, table, inline_table,
 * table_… , contents or none. What isn't laid out yet is the nearest of these. */
enum pl_keyword pl_display_of(const struct pl_style *style);

/* The same for an element out of flow or a root: its block form. */
enum pl_keyword pl_display_blockified(enum pl_keyword display);

enum pl_box_float pl_float_of(const struct pl_style *style);
enum pl_break pl_break_of(const struct pl_style *style, enum pl_property property);

/* The stronger of two breaks at one place: the forced one, else avoid. */
enum pl_break pl_break_join(enum pl_break a, enum pl_break b);

static inline bool pl_break_is_forced(enum pl_break value)
{
    return value >= PL_BREAK_COLUMN;
}

bool pl_style_is_rtl(const struct pl_style *style);

/* True when the value is this keyword or a list that holds it. */
bool pl_style_has(const struct pl_style *style, enum pl_property property, enum pl_keyword keyword);

#endif
