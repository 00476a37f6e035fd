// SPDX-License-Identifier: MIT
/* typeset/units.h: the units that a text is set in: words, spaces, and characters that show nothing. */
#ifndef PL_TYPESET_UNITS_H
#define PL_TYPESET_UNITS_H

#include "base/str.h"

enum pl_unit_kind {
    PL_UNIT_WORD,
    PL_UNIT_SPACE,       // one U+0020
    PL_UNIT_FIXED_SPACE, // one U+00A0: as wide and as elastic, no line ends at it
    PL_UNIT_TAB,
    PL_UNIT_SOFT_HYPHEN,
    PL_UNIT_NEWLINE, // U+2028 and its like
    PL_UNIT_SILENT,  // bidi controls, joiners of words: text without a glyph
    PL_UNIT_OBJECT,  // U+FFFC
};

/* The unit at `at` (< end); *next is where it ends. */
enum pl_unit_kind pl_unit_next(pl_str text, uint32_t at, uint32_t end, uint32_t *next);
#endif
