// SPDX-License-Identifier: MIT
/* layout/ruby.h: readings above their bases. Source: CSS Ruby 1 §2, as far as one level above goes. */
#ifndef PL_LAYOUT_RUBY_H
#define PL_LAYOUT_RUBY_H

#include "layout/box.h"

struct pl_cascade;
struct pl_fonts;

/* Makes of each base and the reading behind it one atom of the line: the reading above, both centred. The reading stays
 * behind its base in the tree, so in reading order too. Bases without a reading stay as they are. */
void pl_box_arrange_ruby(struct pl_arena *arena, struct pl_cascade *cascade,
                         const struct pl_fonts *fonts, struct pl_box *ruby);

#endif
