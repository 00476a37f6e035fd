// SPDX-License-Identifier: MIT
/* typeset/run.h: positioned glyphs with their text: what draw paints. */
#ifndef PL_TYPESET_RUN_H
#define PL_TYPESET_RUN_H

#include "base/str.h"
#include "base/unit.h"

/* One glyph, relative to the run's origin (left end of its baseline), y downwards. */
struct pl_glyph {
    uint32_t id; // of the face
    pl_unit x, y;
};

/* A piece of text and the glyphs that show it, in logical order of text. Bytes of one cluster can't be told apart. */
struct pl_cluster {
    uint16_t byte_count, glyph_count;
};

/* Glyphs of one face, size, expansion, colour and owner on one baseline. */
struct pl_run {
    uint32_t face; // pl_face_id
    pl_unit size;
    int16_t expansion;     // thousandths of width added to every glyph
    bool is_right_to_left; // clusters count glyphs from the end (cairo's backward flag)
    pl_color color;
    uint32_t owner; // opaque to typeset: who gets the marked content
    pl_unit x, y; // origin of the run in its line (y: from the line's top); in its page once placed
    pl_unit advance;
    pl_str text;                   // exactly the clusters' bytes
    const struct pl_glyph *glyphs; // in visual order
    const struct pl_cluster *clusters;
    uint32_t glyph_count, cluster_count;
};

/* Lines of text-decoration: painted inside the text's leaf. */
struct pl_stroke {
    uint32_t owner;
    pl_color color;
    pl_unit x, y, width, thickness; // y: its middle
    enum {
        PL_STROKE_SOLID,
        PL_STROKE_DOUBLE,
        PL_STROKE_DOTTED,
        PL_STROKE_DASHED,
        PL_STROKE_WAVY
    } form;
};

#endif
