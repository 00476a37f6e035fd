// SPDX-License-Identifier: MIT
/* typeset/gaps.h: what stands between two characters that no space divides.
 *
 * Ideographs may be set apart where a line is justified, and so may the letters of scripts that
 * write no spaces between words, by less; full-width signs beside each other lose the white
 * half between them (text-spacing-trim); between ideographs and the letters and digits of other
 * scripts stands a quarter of an em (text-autospace). Sources: CSS Text 4 §8.3–8.4,
 * JLReq 3.1.2–3.2.6. */
#ifndef PL_TYPESET_GAPS_H
#define PL_TYPESET_GAPS_H

#include "typeset/typesetter.h"

struct pl_gap {
    pl_unit width, stretch, shrink;
};

/* False: there is none. `style` is the one of `after`. */
bool pl_gap_between(const struct pl_text_style *style, uint32_t before, uint32_t after,
                    struct pl_gap *gap);

/* Whether text of the script has gaps inside its words. */
bool pl_script_has_gaps(hb_script_t script);

/* The white half of a full-width sign that stands at the left or the right end of a line. */
pl_unit pl_gap_at_edge(const struct pl_text_style *style, uint32_t character, bool at_left);

/* What the style says about gaps, read into it. */
void pl_gaps_read(struct pl_text_style *text);

/* UAX #14's opportunities inside East Asian text as `line-break` loosens them (CSS Text 3 §5.3): may a line end
 * between the two though the strict rules forbid it? */
bool pl_loose_break(const struct pl_text_style *style, uint32_t before, uint32_t after);

#endif
