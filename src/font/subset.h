// SPDX-License-Identifier: MIT
/* font/subset.h: a face with only the glyphs that a text needs, as a font file of its own.
 *
 * For books that bring their faces along. Subsetting is HarfBuzz's (hb-subset); kept are the
 * licence and the copyright of the face, its name isn't: many licences reserve it for the whole
 * (OFL 1.1 §3). */
#ifndef PL_FONT_SUBSET_H
#define PL_FONT_SUBSET_H

#include "base/char_set.h"
#include "font/library.h"

#define PL_NO_FACE UINT32_MAX

/* The face of this family, by a name that it gives itself or @font-face gave it, closest to weight
 * and slant; PL_NO_FACE when no face has the name. No face can be added afterwards. */
uint32_t pl_fonts_face_of(struct pl_fonts *fonts, pl_str family, int weight, bool is_italic);

/* True when the face has a glyph for the character. */
bool pl_fonts_face_has(const struct pl_fonts *fonts, uint32_t face, uint32_t character);

struct pl_subset {
    pl_str bytes;                 // of a TrueType or OpenType file; empty: `why` says why not
    const char *extension;        // "otf", "ttf"
    const char *format;           // of @font-face's src: "opentype", "truetype"
    const char *media_type;       // of EPUB 3.3 §3.2
    int weight;                   // 1…1000, as the face was chosen by it
    bool is_italic;
    const char *why;
};

/* The face with these characters, what its layout makes of them, and the features that `features`
 * names (four letters each) beside those that are always on. A face that may be embedded but not
 * be cut stays whole. Lives in the arena; the same bytes for the same request. */
struct pl_subset pl_face_subset(struct pl_arena *arena, const struct pl_fonts *fonts, uint32_t face,
                                const struct pl_char_set *characters, pl_str features);

#endif
