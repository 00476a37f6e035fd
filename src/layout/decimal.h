// SPDX-License-Identifier: MIT
/* layout/decimal.h: whether a cell's text is a number, and where its decimal point stands.
 *
 * Pure: sees text alone. Whether "1.234" has a fraction no single cell can say: a column decides, by what its
 * numbers show and else by its language. */
#ifndef PL_LAYOUT_DECIMAL_H
#define PL_LAYOUT_DECIMAL_H

#include "base/str.h"

/* A number with what may stand around it: sign, currency, unit, note. Offsets are bytes of the text. */
struct pl_decimal {
    uint32_t end;               // of its last digit
    uint32_t at[2];             // the last full stop, the last comma; where there is none, `end`
    uint8_t count[2], after[2]; // how often each stands, and digits between the last one and the end or next mark
};

enum pl_decimal_mark { PL_DECIMAL_STOP, PL_DECIMAL_COMMA };

/* False where the text is no number: words, dates, times, ranges, versions. */
bool pl_decimal_read(pl_str text, struct pl_decimal *number);

/* Nothing but this mark's being decimal explains the number: "1,5", "1.234,00". */
bool pl_decimal_proves(const struct pl_decimal *number, enum pl_decimal_mark mark);

/* Where the decimal point stands, or would stand behind an integer. */
uint32_t pl_decimal_point(const struct pl_decimal *number, enum pl_decimal_mark mark);

#endif
