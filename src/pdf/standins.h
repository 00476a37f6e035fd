// SPDX-License-Identifier: MIT
/* pdf/standins.h: the text of every glyph, as Cairo is told and as the file says it.
 *
 * Cairo keeps one text a glyph and face, taken at the glyph's first use, and wraps every other text into
 * an ActualText that half of the readers ignore. So: a glyph of one character passes it; one of
 * several (a ligature) passes a stand-in of its own, U+F0000 + k, whose real text is put into
 * ToUnicode when the file is finished; a second text of a glyph is shown by a twin of the face.
 *
 * The register is the whole file's and grows in the order of pages, under turns; a chunk's texts are its
 * own, so that threads look up without waiting. */
#ifndef PL_PDF_STANDINS_H
#define PL_PDF_STANDINS_H

#include "base/vec.h"
#include "draw/paint.h"

/* A glyph as it is told to Cairo before any page is drawn ("primed"), in this order in every chunk. */
struct pl_primed {
    uint32_t index; // in the order of priming
    uint32_t face, glyph;
    unsigned twin;
    pl_str told; // empty: a glyph whose text is always said beside it
    pl_str text; // the real one
};

#define PL_PRIMED_A_BLOCK 1024
struct pl_primed_block {
    struct pl_primed primed[PL_PRIMED_A_BLOCK];
    struct pl_primed_block *next;
};

struct pl_glyph_register {
    struct pl_arena *arena;
    struct pl_primed_block *first, *last;
    size_t count;
    uint32_t standin_count;
    struct { PL_VEC(const struct pl_primed *) } standins; // by k
    struct pl_glyph_slot *slots; // hash over (face, glyph)
    size_t slot_count, used_slots;
    uint32_t notdef_count; // glyphs 0: no reader can say them
    uint32_t private_count; // texts in a private-use area: nobody knows what they mean
    uint32_t apart_count;   // uses whose text Cairo said beside the glyph
};

struct pl_glyph_register pl_glyph_register_begin(struct pl_arena *arena);

/* --- What a chunk uses -------------------------------------------------------------------------- */

struct pl_glyph_texts;
struct pl_glyph_texts *pl_glyph_texts_new(struct pl_arena *arena);

/* Notes all glyphs and texts of a page. */
void pl_glyph_texts_collect(struct pl_glyph_texts *texts, const struct pl_page *page);

/* Settles how each is told, in order of first use. Only one thread at a time. */
void pl_glyph_texts_settle(struct pl_glyph_texts *texts, struct pl_glyph_register *glyphs);

/* After that: pl_paint_leaf's glyph_text. */
struct pl_glyph_text pl_glyph_texts_say(struct pl_glyph_texts *texts, uint32_t face, const struct pl_glyph *glyphs,
                                        uint32_t count, pl_str text);

/* Whether any text of the chunk is said apart. */
bool pl_glyph_texts_any_apart(const struct pl_glyph_texts *texts);

/* Which primed glyph shows this text: its index. Not for what is said apart. */
uint32_t pl_glyph_texts_primed(const struct pl_glyph_texts *texts, uint32_t face, uint32_t glyph, pl_str text);

/* --- In the finished file ------------------------------------------------------------------------ */

/* A ToUnicode map with the real texts in the place of stand-ins. */
pl_str pl_standins_resolve(struct pl_arena *arena, const struct pl_glyph_register *glyphs, pl_str cmap);

#endif
