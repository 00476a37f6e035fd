// SPDX-License-Identifier: MIT
/* typeset/itemize.h: a paragraph's text as items of one face, script, direction and span, and
 * the places where its lines may end. */
#ifndef PL_TYPESET_ITEMIZE_H
#define PL_TYPESET_ITEMIZE_H

#include "typeset/typesetter.h"

/* What may happen before a byte of the text. */
enum {
    PL_MAY_BREAK = 1, // a line may end here (UAX #14 with the language's habits)
    PL_MUST_BREAK = 2,
    PL_GRAPHEME = 4, // a cluster of characters begins here (UAX #29)
};

struct pl_itemized {
    const struct pl_text_item *items;
    uint32_t count;
    uint8_t base_level;
    /* One byte for each of the text and one more for its end. NULL: the text is plain: a line may
     * end after a run of spaces and nowhere else. */
    const uint8_t *places;
};

/* The language that the span's text is in. */
pl_str pl_span_language(const struct pl_paragraph *paragraph, const struct pl_text_span *span);

/* Lives in `arena`. Missing glyphs are reported (W_GLYPH) at their spans, unless `diags` is
 * NULL. */
struct pl_itemized pl_itemize(struct pl_typesetter *typesetter, struct pl_arena *arena,
                              const struct pl_paragraph *paragraph, struct pl_diags *diags);

#endif
