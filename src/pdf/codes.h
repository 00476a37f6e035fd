// SPDX-License-Identifier: MIT
/* pdf/codes.h: by which code of which of Cairo's fonts each primed glyph is shown.
 *
 * Cairo alone knows how it divides faces into fonts and numbers their glyphs. The content of the priming page
 * tells: it shows all primed glyphs in their order. */
#ifndef PL_PDF_CODES_H
#define PL_PDF_CODES_H

#include "pdf/standins.h"

struct pl_glyph_code {
    uint16_t font;   // index in names
    uint16_t code;   // a byte where the font is simple
    double width;    // em; as viewers advance
};

struct pl_glyph_codes {
    const struct pl_glyph_code *by_primed; // in the register's order
    size_t count;
    struct { PL_VEC(pl_str) } names;       // "f-0-1"
    struct { PL_VEC(bool) } is_simple;     // by font: codes are one byte
};

/* False when the content doesn't show just `count` glyphs. Widths are left 0. */
bool pl_glyph_codes_read(struct pl_arena *arena, pl_str content, size_t count, struct pl_glyph_codes *codes);

/* The same with the widths. */
bool pl_glyph_codes_of(struct pl_arena *arena, pl_str content, const struct pl_glyph_register *glyphs, size_t count,
                       struct pl_fonts_map *fonts, struct pl_glyph_codes *codes);

#endif
