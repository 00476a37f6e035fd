// SPDX-License-Identifier: MIT
/* typeset/paragraph.h: the seam: a paragraph's styled text in, the best lines out.
 *
 * typeset knows no node and no page: a span carries an opaque owner, and the measure is a
 * function. Lines are compact; pl_line_runs makes a line's glyphs when its page is
 * painted, not before, and gives the same glyphs in any thread. */
#ifndef PL_TYPESET_PARAGRAPH_H
#define PL_TYPESET_PARAGRAPH_H

#include "base/arena.h"
#include "base/diag.h"
#include "style/style.h"
#include "typeset/run.h"

/* Style and owner of the bytes [first, next span's first). Spans cover the text without gaps. */
struct pl_text_span {
    uint32_t first;
    const struct pl_style *style;
    uint32_t owner;
    pl_str language;       // BCP 47; empty: the paragraph's
    struct pl_span source; // for diagnostics (a missing glyph); may be absent
    pl_unit
        rise; // the owner's baseline above the paragraph's (vertical-align of all ancestors added up)
    /* vertical-align: top (> 0) or bottom (< 0): spans of one number stand together, at the top or bottom of their line, and
     * their rise counts from a baseline of their own. 0: none; at most ± PL_ALIGNED_MOST. */
    int16_t aligned;
    pl_unit clone_start,
        clone_end; // box-decoration-break: clone: what edges take where a line begins, ends in it
    const struct pl_style
        *first_line; // its style where it stands in the first line; NULL: the same
};
#define PL_ALIGNED_MOST 200

/* An atom in the line: an image, an inline block, the space that padding, border and margin of an inline
 * box take at its edge. Stands at one U+FFFC of the text, or for edges between two characters. */
struct pl_inline_object {
    uint32_t offset;                  // of its U+FFFC; edges: before this byte
    bool is_edge;                     // takes no character and gives no break opportunity
    bool is_end; // the closing edge: stays in the line of what it closes, white space or a break between
    pl_unit advance, ascent, descent; // ascent above the baseline, descent below, margins included
    uint32_t owner;
};

/* The free stretch at a height below the paragraph's top: floats and shapes narrow it. */
struct pl_measure {
    pl_unit width; // where edges is NULL: 0 … width
    void (*edges)(void *context, pl_flow y, pl_unit height, pl_unit *left, pl_unit *right);
    void *context;
    pl_flow reach; // with edges: below this height nothing narrows any more
    /* With edges: the next height below `y` where the stretch may widen; `y` where there is none. */
    pl_flow (*next)(void *context, pl_flow y);
};

/* A stretch of the text that an inline box sets apart for the bidirectional algorithm (unicode-bidi, CSS Writing
 * Modes 4 §2.2): no control character stands in the text for it. */
struct pl_bidi_stretch {
    uint32_t first, end;
    uint8_t kind; // PL_BIDI_…
    bool is_right_to_left;
};

enum { PL_BIDI_EMBED = 1, PL_BIDI_OVERRIDE = 2, PL_BIDI_ISOLATE = 4, PL_BIDI_PLAINTEXT = 8 };

struct pl_paragraph {
    pl_str
        text; // white space collapsed, transforms applied, UTF-8; U+2028 is a forced break; U+FFFC an object
    const struct pl_text_span *spans;
    size_t span_count;
    const struct pl_inline_object *objects; // ascending offsets
    size_t object_count;
    const struct pl_bidi_stretch *bidi; // outer ones before those inside them
    size_t bidi_count;
    const struct pl_style
        *style; // of the block: alignment, indent, line-height (strut), wrap, hyphens …
    const struct pl_style *first_line; // ::first-line, for the strut; spans have theirs; NULL: none
    bool continues; // its first lines stand elsewhere: text-indent takes line 0 for a later one
    pl_str language;
    struct pl_measure measure;
    pl_unit page_width, page_height; // basis of vw and vh
};

/* One line. Positions are relative to the paragraph's top left; y grows downwards. */
struct pl_line {
    pl_unit y, height, baseline; // baseline: below the line's top
    pl_unit left, width;         // where its content begins, and its advance
    uint32_t first, end; // bytes of the paragraph's text, the white space at its end included
    bool ends_hyphenated : 1;
    bool is_forced_end : 1; // by U+2028 or the paragraph's end
    bool is_overfull : 1;   // sticks out of its measure
    bool
        is_short_end : 1; // a last line, not its paragraph's only one, shorter than the indent or 12 pt
    bool ends_river : 1; // a streak of white has come to four lines here
    int16_t expansion;   // thousandths
    float space_ratio;   // word space over the natural one: what reports measure
};

struct pl_lines {
    const struct pl_line *lines;
    size_t count;
    pl_unit height;
    const void *setting; // typeset's own: what pl_line_runs needs beside the line
};

/* What one thread sets with: font map, word cache, hyphenation. */
struct pl_typesetter;
struct pl_fonts;
struct pl_typesetter *pl_typesetter_new(struct pl_fonts *fonts, struct pl_diags *diags);
void pl_typesetter_free(struct pl_typesetter *typesetter);

/* Breaks a paragraph into lines. The result lives in `store` and keeps what of the paragraph pl_line_runs needs (text
 * and spans are copied there); `scratch` may be reset afterwards. An empty text gives no line.
 * Missing glyphs (W_GLYPH), loose and overfull lines (N_LINE) are reported once, here. */
const struct pl_lines *pl_paragraph_set(struct pl_typesetter *typesetter, struct pl_arena *store,
                                        struct pl_arena *scratch,
                                        const struct pl_paragraph *paragraph,
                                        struct pl_diags *diags);

/* What of a paragraph comes from byte `first` on, as one that goes on. Spans and objects live in `arena`. */
struct pl_paragraph pl_paragraph_rest(struct pl_arena *arena, const struct pl_paragraph *paragraph,
                                      uint32_t first);

/* Least and greatest width of a paragraph without and with all optional breaks: min-content and max-content. */
struct pl_extent {
    pl_unit min_content, max_content;
};
struct pl_extent pl_paragraph_extent(struct pl_typesetter *typesetter, struct pl_arena *scratch,
                                     const struct pl_paragraph *paragraph);

/* Where an inline object came to stand in its line. */
struct pl_object_place {
    uint32_t object; // index in the paragraph's objects
    pl_unit x, y;    // left end of its baseline: x from the paragraph's left, y from the line's top
};

/* The fragment of one owner's inline box on a line: for backgrounds, borders, link rectangles. */
struct pl_owner_extent {
    uint32_t owner;
    pl_unit x, width;        // from the paragraph's left
    pl_unit ascent, descent; // of the font's content area about the baseline
    pl_unit group_rise;      // of its aligned group's baseline above the line's
    bool is_first, is_last;  // of this owner's fragments
};

struct pl_line_content {
    const struct pl_run
        *runs; // in logical order; x from the paragraph's left, y from the line's top
    size_t run_count;
    const struct pl_stroke *strokes;
    size_t stroke_count;
    const struct pl_object_place *objects;
    size_t object_count;
    const struct pl_owner_extent *owners;
    size_t owner_count;
};

/* The glyphs of line `index`, made anew in `arena`. A pure function of the lines: any thread, any order. */
struct pl_line_content pl_line_runs(struct pl_typesetter *typesetter, struct pl_arena *arena,
                                    const struct pl_lines *lines, size_t index);

#endif
