// SPDX-License-Identifier: MIT
/* typeset/hang.c: hanging-punctuation: which marks stand out of the measure whole. */
#include "typeset/hang.h"

static pl_unit advance_of(const struct pl_shaper *shaper, uint32_t character)
{
    hb_codepoint_t glyph;
    if (!hb_font_get_nominal_glyph(shaper->font, character, &glyph))
        return 0;
    return hb_font_get_glyph_h_advance(shaper->font, glyph);
}

pl_unit pl_hang_first(const struct pl_shaper *shaper, uint32_t character)
{
    GUnicodeType type = g_unichar_type(character);
    bool opens = type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION ||
                 type == G_UNICODE_FINAL_PUNCTUATION || character == '"' || character == '\'' ||
                 character == 0x3000;
    return opens ? advance_of(shaper, character) : 0;
}

pl_unit pl_hang_last(const struct pl_shaper *shaper, uint32_t character)
{
    GUnicodeType type = g_unichar_type(character);
    bool closes = type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION ||
                  type == G_UNICODE_INITIAL_PUNCTUATION || character == '"' || character == '\'';
    return closes ? advance_of(shaper, character) : 0;
}

/* The stops and commas of the specification's own list. */
pl_unit pl_hang_stop(const struct pl_shaper *shaper, uint32_t character)
{
    switch (character) {
    case ',':
    case '.':
    case 0x060C:
    case 0x06D4:
    case 0x3001:
    case 0x3002:
    case 0xFE50:
    case 0xFE51:
    case 0xFE52:
    case 0xFF0C:
    case 0xFF0E:
    case 0xFF61:
    case 0xFF64:
        return advance_of(shaper, character);
    default:
        return 0;
    }
}
