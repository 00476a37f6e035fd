// SPDX-License-Identifier: MIT
/* layout/decimal.c: whether a cell's text is a number, and where its decimal point stands. */
#include "layout/decimal.h"

#include "base/utf8.h"

#define PREFIX_MOST 6  // characters before the first digit: sign, currency
#define REST_MOST   24 // bytes behind the last digit: unit, note call, "(est.)"

static bool is_digit_at(pl_str text, size_t at)
{
    return at < text.size && pl_ascii_is_digit(text.data[at]);
}

/* Signs and currencies: + - ± − ~ ≈ < > ≤ ≥ ( and Unicode's currency block. */
static bool is_prefix(uint32_t c)
{
    return c == '+' || c == '-' || c == '~' || c == '<' || c == '>' || c == '(' || c == '$' ||
           (c >= 0xA2 && c <= 0xA5) || c == 0xB1 || (c >= 0x2010 && c <= 0x2014) || c == 0x2212 ||
           c == 0x2248 || c == 0x2264 || c == 0x2265 || (c >= 0x20A0 && c <= 0x20CF);
}

/* Where the digits begin, over sign and currency ("−", "$", "CHF "); text.size: nowhere. */
static size_t find_digits(pl_str text)
{
    size_t at = 0, letters = 0;
    for (int steps = 0; at < text.size && steps < PREFIX_MOST; steps++) {
        if (is_digit_at(text, at) || (text.data[at] == '.' && is_digit_at(text, at + 1)))
            return letters == 0 || letters == 3 ? at : text.size; // a currency's code has three
        uint32_t c = pl_utf8_next(text, &at);
        if (c < 0x80 && pl_ascii_is_upper((char)c))
            letters++;
        else if (!is_prefix(c) && !pl_char_is_space(c))
            return text.size;
    }
    bool begins = is_digit_at(text, at) && (letters == 0 || letters == 3);
    return begins ? at : text.size;
}

/* A space or apostrophe with three digits behind it, no more. */
static size_t skip_group(pl_str text, size_t at)
{
    uint32_t c = pl_utf8_next(text, &at);
    bool groups = c == ' ' || c == '\'' || c == 0xA0 || c == 0x2009 || c == 0x202F || c == 0x2019;
    bool has_three = is_digit_at(text, at) && is_digit_at(text, at + 1) && is_digit_at(text, at + 2);
    return groups && has_three && !is_digit_at(text, at + 3) ? at : 0;
}

/* What stands behind a number leaves it one: not the rest of a date, a time, a range, a fraction. */
static bool is_rest(pl_str rest)
{
    if (rest.size > REST_MOST)
        return false;
    size_t at = 0;
    bool joins = false;
    while (at < rest.size) {
        if (pl_ascii_is_digit(rest.data[at]))
            return !joins && at > 0 && !pl_ascii_is_space(rest.data[at - 1]);
        uint32_t c = pl_utf8_next(rest, &at);
        if (pl_char_is_letter(c) || c == '(' || c == '[' || c == 0xB1)
            return true;
        joins |= c == '-' || c == '/' || c == ':' || c == '.' || c == ',' || (c >= 0x2010 && c <= 0x2015);
    }
    return true;
}

bool pl_decimal_read(pl_str text, struct pl_decimal *number)
{
    size_t at = find_digits(text);
    if (at >= text.size)
        return false;
    *number = (struct pl_decimal){0};
    int last = -1;
    while (at < text.size) {
        char c = text.data[at];
        if (pl_ascii_is_digit(c)) {
            if (last >= 0 && number->after[last] < UINT8_MAX)
                number->after[last]++;
            at++;
        } else if ((c == '.' || c == ',') && is_digit_at(text, at + 1)) {
            last = c == '.' ? PL_DECIMAL_STOP : PL_DECIMAL_COMMA;
            if (number->count[last] && number->after[last] != 3)
                return false; // 1.2.3, 24.12.2026
            number->at[last] = (uint32_t)at++;
            number->count[last] += number->count[last] < UINT8_MAX;
            number->after[last] = 0;
        } else {
            size_t behind = skip_group(text, at);
            if (!behind)
                break;
            at = behind;
        }
    }
    number->end = (uint32_t)at;
    for (int mark = 0; mark < 2; mark++) {
        if (!number->count[mark])
            number->at[mark] = number->end;
        else if (number->count[mark] > 1 && number->after[mark] != 3)
            return false;
    }
    return is_rest(pl_str_slice(text, at, text.size));
}

static bool stands_last(const struct pl_decimal *number, enum pl_decimal_mark mark)
{
    int other = 1 - (int)mark;
    return number->count[mark] == 1 && (!number->count[other] || number->at[other] < number->at[mark]);
}

bool pl_decimal_proves(const struct pl_decimal *number, enum pl_decimal_mark mark)
{
    return stands_last(number, mark) && (number->after[mark] != 3 || number->count[1 - (int)mark]);
}

uint32_t pl_decimal_point(const struct pl_decimal *number, enum pl_decimal_mark mark)
{
    return stands_last(number, mark) ? number->at[mark] : number->end;
}
