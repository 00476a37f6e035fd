// SPDX-License-Identifier: MIT
/* pdf/text.h: text and plain shapes as a content stream of our own, in Cairo's fonts.
 *
 * Cairo takes four times as long for the same: it prints every number and looks up every glyph anew. What is
 * written here are runs, lines, rectangles and frames in opaque colours; the rest is drawn by Cairo. */
#ifndef PL_PDF_TEXT_H
#define PL_PDF_TEXT_H

#include "base/strbuf.h"
#include "pdf/codes.h"

/* Whether pl_pdf_text_mark can write the mark: runs, plain lines, rectangles and frames in opaque colours. */
bool pl_pdf_text_can_mark(const struct pl_mark *mark, struct pl_glyph_texts *texts);
/* Whether it can write all text of the page. */
bool pl_pdf_text_can(const struct pl_page *page, struct pl_glyph_texts *texts);

/* The state of the content stream that is being written. */
struct pl_pdf_text {
    struct pl_strbuf out;
    const struct pl_glyph_codes *codes;
    struct pl_glyph_texts *texts;
    pl_unit page_height;
    pl_color color;       // of text and lines
    bool in_text;         // between BT and ET
    uint32_t font;        // 1 + index; 0: none since BT
    pl_unit size;
    int expansion;
    double word_space;    // Tw
    double line_x, line_y; // where the last Td went
    double pen;            // where the next glyph would stand
    enum { PL_PDF_SHOW_NONE, PL_PDF_SHOW_ARRAY, PL_PDF_SHOW_STRING } show; // inside [ … ( … )
};

struct pl_pdf_text pl_pdf_text_begin(struct pl_arena *arena, const struct pl_page *page,
                                     const struct pl_glyph_codes *codes, struct pl_glyph_texts *texts);
void pl_pdf_text_mark(struct pl_pdf_text *text, const struct pl_mark *mark);
/* Leaves BT … ET: before marked content begins or ends. */
void pl_pdf_text_pause(struct pl_pdf_text *text);

#endif
