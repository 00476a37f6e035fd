// SPDX-License-Identifier: MIT
/* typeset/protrusion.c: which glyph hangs how far into the margin. */
#include "typeset/protrusion.h"

#include "typeset/gaps.h"

static const struct row {
    uint32_t character;
    int16_t left, right;
} rows[] = {
#define PROTRUSION(character, left, right) {character, left, right},
#include "typeset/protrusion.def"
#undef PROTRUSION
};

static const struct row *find(uint32_t character)
{
    size_t low = 0, high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (rows[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof rows / sizeof *rows && rows[low].character == character ? &rows[low] : NULL;
}

pl_unit pl_protrusion(const struct pl_shaper *shaper, uint32_t character, bool at_left)
{
    if (character >= 0x3000)
        return pl_gap_at_edge(shaper->style, character, at_left);
    if (!shaper->style->protrusion || shaper->properties.direction == HB_DIRECTION_RTL)
        return 0;
    const struct row *row = find(character);
    hb_codepoint_t glyph;
    if (!row || !hb_font_get_nominal_glyph(shaper->font, character, &glyph))
        return 0;
    pl_flow advance = hb_font_get_glyph_h_advance(shaper->font, glyph);
    pl_flow amount = advance * (at_left ? row->left : row->right) / 1000;
    return pl_unit_clamp(amount * shaper->style->protrusion / 1000);
}
