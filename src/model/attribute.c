// SPDX-License-Identifier: MIT
/* model/attribute.c: which attributes XHTML keeps, and with which values. */
#include "model/attribute.h"

#include <string.h>

/* What attributes.def says of values that aren't words to choose from. */
#define TEXT     "(text)"
#define LABEL    "(label)"
#define FLAG     "(flag)"
#define ADDRESS  "(address)"
#define IDS      "(ids)"
#define COUNT    "(count)"
#define FROM_1   "(from 1)"
#define TO_65534 "(to 65534)"
#define INTEGER  "(integer)"
#define DATE     "(date)"

struct row {
    pl_str name, elements, value;
};

static const struct row rows[] = {
#define ATTRIBUTE(name_, elements_, value_)                                                        \
    {PL_LIT_INIT(name_), PL_LIT_INIT(elements_), PL_LIT_INIT(value_)},
#include "model/attributes.def"
#undef ATTRIBUTE
};
#define ROW_COUNT (sizeof rows / sizeof *rows)

/* The word of a space separated list that is the same but for case; NULL data: none. */
static pl_str word_in(pl_str list, pl_str word, bool ignores_case)
{
    pl_str one;
    while (pl_str_next_word(&list, &one))
        if (ignores_case ? pl_str_eq_ascii_nocase(one, word) : pl_str_eq(one, word))
            return one;
    return (pl_str){0};
}

static const struct row *row_of(pl_str element, pl_str name)
{
    for (size_t i = 0; i < ROW_COUNT; i++)
        if (pl_str_eq(rows[i].name, name) &&
            (pl_str_eq(rows[i].elements, PL_LIT("*")) ||
             word_in(rows[i].elements, element, false).data))
            return &rows[i];
    return NULL;
}

/* HTML Standard §3.2.6.6, in XML: one character at least behind the hyphen, and no colon. */
static bool is_custom(pl_str name)
{
    if (!pl_str_starts(name, PL_LIT("data-")) || name.size == 5)
        return false;
    for (size_t i = 5; i < name.size; i++)
        if (!pl_ascii_is_lower(name.data[i]) && !pl_ascii_is_digit(name.data[i]) &&
            !strchr("-_.", name.data[i]))
            return false;
    return true;
}

/* --- Values ------------------------------------------------------------------------------------- */

static bool is_number(pl_str value, int64_t least, int64_t most)
{
    int64_t number;
    size_t first = least < 0 && value.size && value.data[0] == '-';
    for (size_t i = first; i < value.size; i++)
        if (!pl_ascii_is_digit(value.data[i]))
            return false;
    return value.size > first && pl_str_to_int64(value, &number) && number >= least &&
           number <= most;
}

/* Takes a pattern's length off the value where it matches: d is a digit, the rest itself. */
static bool take(pl_str *value, const char *pattern)
{
    size_t size = strlen(pattern);
    if (value->size < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (pattern[i] == 'd' ? !pl_ascii_is_digit(value->data[i]) : value->data[i] != pattern[i])
            return false;
    *value = pl_str_slice(*value, size, value->size);
    return true;
}

static int two_digits(pl_str value, size_t at)
{
    return (value.data[at] - '0') * 10 + value.data[at + 1] - '0';
}

static bool is_day(pl_str date)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int century = two_digits(date, 0), year = two_digits(date, 2), month = two_digits(date, 5);
    bool is_leap = year ? year % 4 == 0 : century % 4 == 0;
    if (month < 1 || month > 12 || (century == 0 && year == 0))
        return false;
    int day = two_digits(date, 8);
    return day >= 1 && day <= days[month - 1] + (month == 2 && is_leap);
}

/* 12:30, 12:30:05, 12:30:05.25 */
static bool take_time(pl_str *value)
{
    pl_str time = *value;
    if (!take(value, "dd:dd") || two_digits(time, 0) > 23 || two_digits(time, 3) > 59)
        return false;
    if (take(value, ":dd") && two_digits(time, 6) > 59)
        return false;
    if (value->size == 0 || value->data[0] != '.')
        return true;
    size_t end = 1;
    while (end < value->size && pl_ascii_is_digit(value->data[end]))
        end++;
    bool has_digits = end > 1 && end <= 4;
    *value = pl_str_slice(*value, end, value->size);
    return has_digits;
}

static bool take_zone(pl_str *value)
{
    pl_str zone = *value;
    if (take(value, "Z"))
        return true;
    return (take(value, "+dd:dd") || take(value, "-dd:dd")) && two_digits(zone, 1) <= 23 &&
           two_digits(zone, 4) <= 59;
}

/* HTML Standard §2.3.5: a day, alone or with a time and its zone. Years, months and times alone are
 * times too, but no dates of a change. */
static bool is_date(pl_str value, bool is_change)
{
    pl_str rest = value;
    if (!take(&rest, "dddd-dd-dd"))
        return !is_change && take_time(&rest) && rest.size == 0;
    if (!is_day(value))
        return false;
    if (rest.size == 0)
        return true;
    if (rest.data[0] != 'T' && rest.data[0] != ' ')
        return false;
    rest = pl_str_slice(rest, 1, rest.size);
    if (!take_time(&rest))
        return false;
    return rest.size == 0 ? !is_change : take_zone(&rest) && rest.size == 0;
}

static pl_str value_or_nothing(bool is_valid, pl_str value)
{
    return is_valid ? value : (pl_str){0};
}

enum pl_attribute_value pl_attribute_value(pl_str element, pl_str name)
{
    const struct row *row = row_of(element, name);
    if (!row)
        return is_custom(name) ? PL_ATTRIBUTE_PLAIN : PL_ATTRIBUTE_NONE;
    return pl_str_eq(row->value, PL_LIT(ADDRESS)) ? PL_ATTRIBUTE_ADDRESS
           : pl_str_eq(row->value, PL_LIT(IDS))   ? PL_ATTRIBUTE_IDS
                                                  : PL_ATTRIBUTE_PLAIN;
}

pl_str pl_written_attribute(pl_str element, pl_str name, pl_str value)
{
    const struct row *row = row_of(element, name);
    pl_str text = value.data ? value : PL_LIT("");
    value = pl_str_trim(value);
    if (!row)
        return value_or_nothing(is_custom(name), text);
    if (pl_str_eq(row->value, PL_LIT(TEXT)))
        return text;
    if (pl_str_eq(row->value, PL_LIT(LABEL)))
        return value_or_nothing(value.size > 0, value);
    if (pl_str_eq(row->value, PL_LIT(FLAG)))
        return PL_LIT("");
    if (pl_str_eq(row->value, PL_LIT(ADDRESS)) || pl_str_eq(row->value, PL_LIT(IDS)))
        return value;
    if (pl_str_eq(row->value, PL_LIT(COUNT)))
        return value_or_nothing(is_number(value, 0, INT32_MAX), value);
    if (pl_str_eq(row->value, PL_LIT(FROM_1)))
        return value_or_nothing(is_number(value, 1, 1000), value);
    if (pl_str_eq(row->value, PL_LIT(TO_65534)))
        return value_or_nothing(is_number(value, 0, 65534), value);
    if (pl_str_eq(row->value, PL_LIT(INTEGER)))
        return value_or_nothing(is_number(value, INT32_MIN, INT32_MAX), value);
    if (pl_str_eq(row->value, PL_LIT(DATE)))
        return value_or_nothing(is_date(value, !pl_str_eq(element, PL_LIT("time"))), value);
    return word_in(row->value, value, !pl_str_eq(name, PL_LIT("type")));
}
