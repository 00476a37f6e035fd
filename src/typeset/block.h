// SPDX-License-Identifier: MIT
/* typeset/block.h: what the block's style says of its lines, and how high a line is. */
#ifndef PL_TYPESET_BLOCK_H
#define PL_TYPESET_BLOCK_H

#include "typeset/typesetter.h"

enum pl_alignment { PL_ALIGN_LEFT, PL_ALIGN_RIGHT, PL_ALIGN_CENTER, PL_ALIGN_JUSTIFY };
enum pl_wrap { PL_WRAP_FIRST_FIT, PL_WRAP_PRETTY, PL_WRAP_BALANCE };

struct pl_block {
    enum pl_alignment alignment, last_alignment; // start and end are resolved
    enum pl_wrap wrap;
    pl_unit indent;
    bool indents_each, indent_hangs; // text-indent: each-line, hanging
    bool avoids_last_hyphen;
    bool hangs_at_need; // hanging-punctuation: allow-end
    pl_unit hyphen_zone;
    int expansion;           // thousandths
    uint32_t hyphens_in_row; // 0: no limit
    pl_unit shortest_last;
    pl_unit line_height;
    pl_unit strut_ascent, strut_descent; // half-leading included
    bool is_uniform;                     // no span and no object needs more than the strut
};

void pl_block_read(struct pl_typesetter *typesetter, struct pl_block *block,
                   const struct pl_paragraph *paragraph);

/* Fills height and baseline of a line with known first and end. CSS 2 §10.8. */
void pl_block_line_height(struct pl_typesetter *typesetter, const struct pl_block *block,
                          const struct pl_paragraph *paragraph, struct pl_line *line);

/* How far the baseline of each aligned group of a line stands above the line's: rises[PL_ALIGNED_MOST + number], filled
 * for the groups that the line has. */
void pl_line_group_rises(struct pl_typesetter *typesetter, const struct pl_paragraph *paragraph,
                         const struct pl_line *line, pl_unit rises[2 * PL_ALIGNED_MOST + 1]);

#endif
