// SPDX-License-Identifier: MIT
/* layout/inline.h: the inlines of a block → one paragraph for typeset, with the way back.
 *
 * Alone in collapsing white space and transforming text (CSS Text 4 §2 and §4), so alone in knowing
 * which byte of a paragraph is which byte of the model. Built once a block; sizes that depend on the
 * measure (percentages, atoms) are filled in before each setting. */
#ifndef PL_LAYOUT_INLINE_H
#define PL_LAYOUT_INLINE_H

#include "layout/box.h"
#include "typeset/paragraph.h"

/* An inline box, text or atom in the order of the tree; spans and objects name it by its number. */
struct pl_segment {
    const struct pl_box *box;
    uint32_t first, end; // bytes of the paragraph's text
    uint32_t after;      // number of the first segment that isn't below it
    pl_unit rise;        // its baseline above the paragraph's
};

enum pl_object_role { PL_OBJECT_ATOM, PL_OBJECT_START, PL_OBJECT_END, PL_OBJECT_LEADER };

/* Where something stands that takes no room in the line: a float, a note's call, a string-set. */
struct pl_anchor_point {
    uint32_t offset, segment; // the segments before it: its place in reading order
    struct pl_box *box;
};

/* From `at` on, the paragraph's bytes are bytes of a node's text from `source` on, up to the next step. */
struct pl_source_step {
    uint32_t at, source, serial;
    bool is_model; // false: generated
};

struct pl_fragment;

struct pl_inline {
    pl_str text;
    struct pl_text_span *spans;
    struct pl_segment *segments;
    struct pl_inline_object *objects;
    enum pl_object_role *roles; // by object
    struct pl_fragment **atoms; // by object: laid out for `width`
    struct pl_anchor_point *anchors;
    struct pl_source_step *steps;
    struct pl_bidi_stretch *bidi;
    uint32_t bidi_count;
    uint32_t span_count, segment_count, object_count, anchor_count, step_count;

    /* The last setting without floats beside it. */
    const struct pl_lines *lines;
    pl_unit width;
    pl_unit height; // of the containing block; -1: not known
};

/* Builds box->lines; `scratch` is free again afterwards. */
void pl_inline_build(struct pl_arena *arena, struct pl_arena *scratch, struct pl_box *box,
                     const struct pl_fonts *fonts);

/* The place in the model of a paragraph's byte, or of the first after it that has one. */
bool pl_inline_place(const struct pl_inline *lines, uint32_t offset, struct pl_source_step *place);

/* Which characters typeset gives a meaning. */
#define PL_INLINE_BREAK  PL_LIT("\xE2\x80\xA8") // U+2028
#define PL_INLINE_OBJECT PL_LIT("\xEF\xBF\xBC") // U+FFFC

#endif
