// SPDX-License-Identifier: MIT
/* typeset/bidi.h: a paragraph's text as the bidirectional algorithm shall see it. */
#ifndef PL_TYPESET_BIDI_H
#define PL_TYPESET_BIDI_H

#include "typeset/typesetter.h"

/* The text with the control characters that unicode-bidi of its inline boxes stands for (CSS Writing Modes 4
 * §2.4.2.1), and which byte of the paragraph each byte of it is. */
struct pl_bidi_text {
    pl_str text;
    const uint32_t *origins; // one more than bytes; NULL: the paragraph's own text
};

/* Lives in `arena`; O(text + stretches). */
struct pl_bidi_text pl_bidi_text(struct pl_arena *arena, const struct pl_paragraph *paragraph);

/* What the paragraph begins with: its direction, or the first strong character's under unicode-bidi: plaintext. */
PangoDirection pl_bidi_base(const struct pl_paragraph *paragraph);

/* Whether text of left-to-right letters alone may come out in another order than it stands. */
bool pl_bidi_reorders(const struct pl_paragraph *paragraph);

/* Where a byte of the paragraph is in the text. */
uint32_t pl_bidi_place(const struct pl_bidi_text *text, uint32_t offset);

#endif
