// SPDX-License-Identifier: MIT
/* base/date.c: dates as people, feeds and pages write them; ISO and local forms out.
 *
 * How it works: a strict reader takes ISO 8601's dates off the front. Whatever remains, or
 * all of it, goes through one loop that sorts the pieces: times by their colon, zones after a
 * time, months by name, and at most three numbers. What the numbers mean is decided at
 * the end, from the separators and their sizes. One unknown word may stand in front ("Donnerstag,
 * …", "Updated"); any other makes it no date. A day and a month that could be either way
 * ("03/04/2022") are no date: half the world would read it wrong. */
#include "base/date.h"

#include "base/date_names.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#define TEXT_AT_MOST ((size_t)200)
#define DAY_SECONDS  86400

struct number {
    int32_t value;
    uint8_t digits;
    char before; // the separator in front: ' ' where there is only space
};

struct scan {
    pl_str text;
    size_t at;
    struct pl_date date; // month, day, year: 0 while unknown
    bool has_time, is_afternoon, has_half;
    bool named_month;
    struct number numbers[3];
    unsigned number_count, unknown_words;
    char separator;
};

// --- The calendar ---------------------------------------------------------------------------

static bool is_leap(int32_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_in_month(int32_t year, unsigned month)
{
    static const uint8_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days since 1970-01-01, proleptic Gregorian. Years are counted from March in eras of 400. */
static int64_t days_from_civil(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719468;
}

static struct pl_date civil_from_days(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                           day_of_era / 146096) /
                          365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    unsigned month = (unsigned)(shifted < 10 ? shifted + 3 : shifted - 9);
    return (struct pl_date){.precision = PL_DATE_DAY,
                            .year = (int32_t)(year_of_era + era * 400 + (month <= 2)),
                            .month = (uint8_t)month,
                            .day = (uint8_t)(day_of_year - (153 * shifted + 2) / 5 + 1)};
}

int64_t pl_date_to_seconds(struct pl_date date)
{
    int64_t days = days_from_civil(date.year, date.month ? date.month : 1, date.day ? date.day : 1);
    return days * DAY_SECONDS + date.hour * 3600 + date.minute * 60 + date.second -
           (date.has_zone ? date.zone_minutes * 60 : 0);
}

struct pl_date pl_date_from_seconds(int64_t seconds)
{
    // Years of four digits: what every output can write.
    const int64_t first = -62135596800, last = 253402300799;
    seconds = seconds < first ? first : seconds > last ? last : seconds;
    int64_t days = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;
    if (rest < 0) {
        rest += DAY_SECONDS;
        days--;
    }
    struct pl_date date = civil_from_days(days);
    date.precision = PL_DATE_TIME;
    date.hour = (uint8_t)(rest / 3600);
    date.minute = (uint8_t)(rest / 60 % 60);
    date.second = (uint8_t)(rest % 60);
    date.has_zone = true;
    return date;
}

int pl_date_compare(struct pl_date a, struct pl_date b)
{
    if (!a.precision || !b.precision)
        return (a.precision > b.precision) - (a.precision < b.precision);
    int64_t x = pl_date_to_seconds(a), y = pl_date_to_seconds(b);
    if (x != y)
        return x < y ? -1 : 1;
    return (a.precision > b.precision) - (a.precision < b.precision);
}

// --- Reading: pieces ------------------------------------------------------------------------

/* Digits of the scripts that dates are written in, by the code point of their zero. */
static int digit_value(uint32_t c)
{
    static const uint32_t zeros[] = {'0', 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0BE6, 0x0E50, 0xFF10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (c >= zeros[i] && c < zeros[i] + 10)
            return (int)(c - zeros[i]);
    return -1;
}

static uint32_t peek(const struct scan *scan)
{
    size_t at = scan->at;
    return at < scan->text.size ? pl_utf8_next(scan->text, &at) : 0;
}

static bool take(struct scan *scan, uint32_t c)
{
    size_t at = scan->at;
    if (at >= scan->text.size || pl_utf8_next(scan->text, &at) != c)
        return false;
    scan->at = at;
    return true;
}

/* A run of digits, at most nine; false where none stands here. */
static bool take_number(struct scan *scan, struct number *number)
{
    *number = (struct number){.before = scan->separator};
    while (digit_value(peek(scan)) >= 0 && number->digits < 9) {
        number->value = number->value * 10 + digit_value(pl_utf8_next(scan->text, &scan->at));
        number->digits++;
    }
    return number->digits > 0;
}

/* Exactly `digits` ASCII digits. */
static bool take_digits(struct scan *scan, unsigned digits, int32_t *value)
{
    *value = 0;
    if (scan->text.size - scan->at < digits)
        return false;
    for (unsigned i = 0; i < digits; i++) {
        char c = scan->text.data[scan->at + i];
        if (!pl_ascii_is_digit(c))
            return false;
        *value = *value * 10 + (c - '0');
    }
    scan->at += digits;
    return true;
}

static pl_str take_word(struct scan *scan)
{
    size_t start = scan->at;
    while (scan->at < scan->text.size) {
        size_t next = scan->at;
        uint32_t c = pl_utf8_next(scan->text, &next);
        if (!pl_char_is_letter(c) && !pl_char_is_mark(c))
            break;
        scan->at = next;
    }
    return pl_str_slice(scan->text, start, scan->at);
}

static void skip_spaces(struct scan *scan)
{
    while (pl_char_is_space(peek(scan)))
        pl_utf8_next(scan->text, &scan->at);
}

/* "am", "p.m.", "오후" here, after optional space. */
static bool take_half(struct scan *scan)
{
    struct scan ahead = *scan;
    skip_spaces(&ahead);
    char letters[3] = {0};
    pl_str word = take_word(&ahead);
    if (word.size == 1 && take(&ahead, '.')) { // "p.m."
        pl_str second = take_word(&ahead);
        letters[0] = word.data[0];
        letters[1] = second.size == 1 ? second.data[0] : '\0';
        take(&ahead, '.');
        word = pl_str_from(letters);
    }
    if (!pl_date_half_named(word, &scan->is_afternoon))
        return false;
    scan->at = ahead.at;
    scan->has_half = true;
    return true;
}

/* The rest of a time whose hour was read: ":05", ":05:09.25", "h05". */
static bool take_time(struct scan *scan, struct number hour)
{
    struct number minute = {0}, second = {0}, fraction;
    pl_utf8_next(scan->text, &scan->at); // ':' or 'h'
    if (take_number(scan, &minute) && take(scan, ':'))
        if (!take_number(scan, &second))
            return false;
    if (second.digits && (take(scan, '.') || take(scan, ',')))
        while (take_number(scan, &fraction))
            ;
    struct scan ahead = *scan; // some programs write a fraction behind a colon: three digits, no less
    if (second.digits == 2 && take(&ahead, ':') && take_number(&ahead, &fraction) && fraction.digits == 3)
        *scan = ahead;
    if (scan->has_time || hour.digits > 2 || minute.digits > 2 || second.digits > 2 ||
        hour.value > 24 || minute.value > 59 || second.value > 60 ||
        (hour.value == 24 && (minute.value || second.value)))
        return false;
    scan->date.hour = (uint8_t)hour.value; // 24 is settled at the end
    scan->date.minute = (uint8_t)minute.value;
    scan->date.second = (uint8_t)(second.value == 60 ? 59 : second.value); // leap second
    scan->has_time = true;
    take_half(scan);
    return true;
}

/* "+02:00", "-0400", "+2" behind a time. */
static bool take_offset(struct scan *scan, int sign)
{
    struct number hours, minutes = {0};
    if (!take_number(scan, &hours))
        return false;
    if (hours.digits <= 2 && take(scan, ':') && !take_number(scan, &minutes))
        return false;
    int32_t total = hours.digits <= 2 ? hours.value * 60 + minutes.value
                                      : hours.value / 100 * 60 + hours.value % 100;
    if (hours.digits > 4 || total > 18 * 60)
        return false;
    scan->date.has_zone = true;
    scan->date.zone_minutes = (int16_t)(sign * total);
    return true;
}

/* 年, 월 and the like behind a number say what it is. */
static bool take_marked(struct scan *scan, struct number number)
{
    struct scan ahead = *scan;
    skip_spaces(&ahead);
    if (take(&ahead, 0x5E74) || take(&ahead, 0xB144)) // 年 년
        scan->date.year = number.digits == 4 ? number.value : 0;
    else if (take(&ahead, 0x6708) || take(&ahead, 0xC6D4)) // 月 월
        scan->date.month = number.value <= 12 ? (uint8_t)number.value : 0;
    else if (take(&ahead, 0x65E5) || take(&ahead, 0xC77C)) // 日 일
        scan->date.day = number.value <= 31 ? (uint8_t)number.value : 0;
    else
        return false;
    scan->at = ahead.at;
    return true;
}

// --- Reading: the loop ----------------------------------------------------------------------

static bool sort_number(struct scan *scan)
{
    struct number number;
    take_number(scan, &number);
    uint32_t next = peek(scan);
    if (digit_value(next) >= 0)
        return false;
    if (next == ':' || ((next == 'h' || next == 'H') && number.digits <= 2))
        return take_time(scan, number);
    if (take_marked(scan, number))
        return true;
    if (number.digits <= 2 && number.value >= 1 && number.value <= 12 && !scan->has_time &&
        take_half(scan)) {
        scan->date.hour = (uint8_t)number.value;
        return scan->has_time = true;
    }
    if (scan->number_count == 3)
        return false;
    scan->numbers[scan->number_count++] = number;
    return true;
}

static bool sort_word(struct scan *scan)
{
    // Korean and Chinese halves stand before the time; "am" there is German.
    if (peek(scan) >= 0x80 && take_half(scan))
        return true;
    pl_str word = take_word(scan);
    if (scan->has_time && !scan->date.has_zone &&
        pl_date_zone_named(word, &scan->date.zone_minutes))
        return scan->date.has_zone = true;
    unsigned month = pl_date_is_filler(word) ? 0 : pl_date_month_named(word);
    if (month) {
        // "mar." is mardi as well as mars: the later name is the month.
        if (scan->named_month && scan->number_count)
            return false;
        scan->date.month = (uint8_t)month;
        return scan->named_month = true;
    }
    if (pl_date_is_filler(word))
        return true;
    return !scan->number_count && !scan->named_month && scan->unknown_words++ == 0 &&
           !scan->date.year;
}

/* Skips a comment of RFC 822 or a zone's name of RFC 9557. */
static void skip_brackets(struct scan *scan, uint32_t close)
{
    while (scan->at < scan->text.size && pl_utf8_next(scan->text, &scan->at) != close)
        ;
}

static bool sort_pieces(struct scan *scan)
{
    while (scan->at < scan->text.size) {
        uint32_t c = peek(scan);
        if (digit_value(c) >= 0) {
            if (!sort_number(scan))
                return false;
            scan->separator = ' ';
        } else if (pl_char_is_letter(c)) {
            if (!sort_word(scan))
                return false;
            scan->separator = ' ';
        } else {
            pl_utf8_next(scan->text, &scan->at);
            bool is_minus = c == '-' || c == 0x2212;
            if ((c == '+' || is_minus) && scan->has_time && digit_value(peek(scan)) >= 0) {
                if (!take_offset(scan, is_minus ? -1 : 1))
                    return false;
            } else if (c == '(') {
                skip_brackets(scan, ')');
            } else if (c == '[') {
                skip_brackets(scan, ']');
            } else if (c == '/' || c == '-' || c == '.' || (c == '|' && scan->number_count && !scan->named_month)) {
                scan->separator = (char)c;
            } else if (!pl_char_is_space(c) && !pl_char_is_mark(c) && c != ',' && c != ';' &&
                       c != ':' && c != '\'' && c != 0xB7 && c != '|') {
                return false;
            }
        }
    }
    return true;
}

// --- Reading: what the numbers mean -----------------------------------------------------------

/* RFC 2822 §4.3: 00–49 are 2000s, 50–99 and three digits 1900s. */
static int32_t full_year(struct number number)
{
    if (number.digits == 2)
        return number.value + (number.value < 50 ? 2000 : 1900);
    if (number.digits == 3)
        return number.value + 1900;
    return number.digits == 4 ? number.value : 0;
}

static bool is_day(struct number number)
{
    return number.digits <= 2 && number.value >= 1 && number.value <= 31;
}

/* A day and a year beside a month's name, or the year alone. */
static bool settle_named(struct scan *scan)
{
    const struct number *n = scan->numbers;
    if (scan->number_count == 1 && n[0].digits == 4) {
        scan->date.year = n[0].value;
        return true;
    }
    if (scan->number_count != 2)
        return false;
    bool year_first = n[0].digits > 2 || !is_day(n[0]);
    struct number day = n[year_first], year = n[!year_first];
    scan->date.year = full_year(year);
    scan->date.day = (uint8_t)day.value;
    return is_day(day) && scan->date.year;
}

/* Three numbers: the year is the one of four digits, else the last. */
static bool settle_numbers(struct scan *scan)
{
    const struct number *n = scan->numbers;
    if (n[0].digits == 4) {
        scan->date.year = n[0].value;
        scan->date.month = (uint8_t)n[1].value;
        scan->date.day = (uint8_t)n[2].value;
        return n[1].digits <= 2 && n[2].digits <= 2 && n[1].value && n[1].value <= 12 &&
               is_day(n[2]);
    }
    bool is_dotted = n[1].before == '.' && n[2].before == '.';
    bool is_marked = n[1].before == n[2].before && n[1].before != ' ';
    if (!is_marked || !is_day(n[0]) || !is_day(n[1]) || (n[2].digits != 4 && n[2].digits != 2))
        return false;
    // Dots and dashes are written where the day comes first, slashes everywhere.
    bool day_first = is_dotted || n[0].value > 12 || n[0].value == n[1].value ||
                     (n[1].before == '-' && n[1].value <= 12);
    if (!day_first && n[1].value <= 12)
        return false;
    scan->date.year = full_year(n[2]);
    scan->date.day = (uint8_t)n[!day_first].value;
    scan->date.month = (uint8_t)n[day_first].value;
    return n[day_first].value <= 12;
}

static bool settle_date(struct scan *scan)
{
    if (scan->named_month)
        return settle_named(scan);
    if (scan->number_count == 3 && !scan->date.year)
        return settle_numbers(scan);
    const struct number *n = scan->numbers;
    if (scan->number_count == 1 && n[0].digits == 4 && !scan->date.year && !scan->unknown_words) {
        scan->date.year = n[0].value;
        return true;
    }
    bool year_first = n[0].digits == 4;
    struct number year = n[!year_first], month = n[year_first];
    if (scan->number_count == 2 && !scan->date.year && n[1].before != ' ' && year.digits == 4 &&
        month.digits <= 2 && month.value >= 1 && month.value <= 12) { // 2022-06, 06/2022
        scan->date.month = (uint8_t)month.value;
        scan->date.year = year.value;
        return true;
    }
    return scan->number_count == 0 && scan->date.year;
}

static bool settle_time(struct scan *scan)
{
    struct pl_date *date = &scan->date;
    if (scan->has_half) {
        if (!scan->has_time || date->hour > 12)
            return scan->has_time && scan->is_afternoon && date->hour < 24; // "13:05 pm"
        date->hour = (uint8_t)(date->hour % 12 + (scan->is_afternoon ? 12 : 0));
    }
    if (date->hour == 24) { // ISO 8601: the end of the day
        struct pl_date next = civil_from_days(days_from_civil(date->year, date->month, date->day) +
                                              1);
        date->year = next.year;
        date->month = next.month;
        date->day = next.day;
        date->hour = 0;
    }
    return true;
}

/* Checks the whole and sets its precision. */
static bool settle(struct scan *scan)
{
    struct pl_date *date = &scan->date;
    if (!settle_date(scan) || date->year < 1 || date->year > 9999 || (date->day && !date->month) ||
        (date->day && date->day > days_in_month(date->year, date->month)))
        return false;
    date->precision = date->day ? PL_DATE_DAY : date->month ? PL_DATE_MONTH : PL_DATE_YEAR;
    if (!scan->has_time)
        return !scan->has_half && !date->has_zone;
    if (!date->day || !settle_time(scan) || date->year > 9999)
        return false;
    date->precision = PL_DATE_TIME;
    return true;
}

// --- Reading: ISO 8601 ------------------------------------------------------------------------

/* ISO 8601 §5.2.3: week 1 holds the year's first Thursday. */
static bool set_week(struct pl_date *date, int32_t week, int32_t weekday)
{
    int64_t fourth = days_from_civil(date->year, 1, 4);
    int64_t monday = fourth - (fourth + 3) % 7; // 1970-01-01 was a Thursday
    if (fourth + 3 < 0 || week < 1 || week > 53 || weekday < 1 || weekday > 7)
        return false;
    struct pl_date found = civil_from_days(monday + (week - 1) * 7 + weekday - 1);
    date->year = found.year;
    date->month = found.month;
    date->day = found.day;
    return true;
}

static bool set_ordinal(struct pl_date *date, int32_t day)
{
    if (day < 1 || day > 365 + is_leap(date->year))
        return false;
    *date = civil_from_days(days_from_civil(date->year, 1, 1) + day - 1);
    return true;
}

/* A date with the year in front, in the forms whose pieces the loop would take for something else:
 * weeks, days of the year, digits without separators. */
static bool take_compact(struct scan *scan)
{
    struct pl_date *date = &scan->date;
    int32_t value, weekday = 1;
    size_t digits = 0;
    while (digits < scan->text.size && pl_ascii_is_digit(scan->text.data[digits]))
        digits++;
    if (digits < 4 || !take_digits(scan, 4, &date->year) || date->year < 1)
        return false;
    bool has_dash = digits == 4 && take(scan, '-');
    if (digits == 4 && (take(scan, 'W') || take(scan, 'w'))) {
        if (!take_digits(scan, 2, &value))
            return false;
        if ((has_dash && take(scan, '-')) || (!has_dash && pl_ascii_is_digit((char)peek(scan))))
            if (!take_digits(scan, 1, &weekday))
                return false;
        return set_week(date, value, weekday);
    }
    if (digits == 7 || has_dash) // 2003335, 2003-335
        return take_digits(scan, 3, &value) && digit_value(peek(scan)) < 0 &&
               set_ordinal(date, value);
    int32_t month, day, hour, minute, second;
    if ((digits != 8 && digits != 12 && digits != 14) || !take_digits(scan, 2, &month) ||
        !take_digits(scan, 2, &day) || month < 1 || month > 12 || day < 1)
        return false;
    date->month = (uint8_t)month;
    date->day = (uint8_t)(day > 31 ? 99 : day);
    if (digits == 8)
        return true;
    if (!take_digits(scan, 2, &hour) || !take_digits(scan, 2, &minute) ||
        (digits == 14 ? !take_digits(scan, 2, &second) : (second = 0)))
        return false;
    date->hour = (uint8_t)hour;
    date->minute = (uint8_t)minute;
    date->second = (uint8_t)(second == 60 ? 59 : second);
    scan->has_time = true;
    return hour < 24 && minute < 60 && second <= 60;
}

/* "T101455" behind a compact date. */
static bool take_compact_time(struct scan *scan)
{
    struct scan ahead = *scan;
    int32_t hour, minute, second = 0;
    if ((!take(&ahead, 'T') && !take(&ahead, 't')) || !take_digits(&ahead, 2, &hour) ||
        !take_digits(&ahead, 2, &minute))
        return false;
    take_digits(&ahead, 2, &second);
    if (digit_value(peek(&ahead)) >= 0 || hour > 23 || minute > 59 || second > 60)
        return false;
    scan->at = ahead.at;
    scan->date.hour = (uint8_t)hour;
    scan->date.minute = (uint8_t)minute;
    scan->date.second = (uint8_t)(second == 60 ? 59 : second);
    return scan->has_time = true;
}

bool pl_date_parse(pl_str text, struct pl_date *date)
{
    text = pl_str_trim(text);
    if (pl_str_empty(text) || text.size > TEXT_AT_MOST)
        return false;
    struct scan compact = {.text = text, .separator = ' '};
    if (take_compact(&compact)) {
        compact.date.precision = PL_DATE_NONE;
        if (!compact.has_time)
            take_compact_time(&compact);
        if (sort_pieces(&compact) && settle(&compact)) {
            *date = compact.date;
            return true;
        }
    }
    struct scan scan = {.text = text, .separator = ' '};
    if (!sort_pieces(&scan) || !settle(&scan))
        return false;
    *date = scan.date;
    return true;
}

// --- Writing --------------------------------------------------------------------------------

pl_str pl_date_iso(struct pl_arena *arena, struct pl_date date)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    if (date.precision >= PL_DATE_YEAR)
        pl_strbuf_addf(&out, "%04d", (int)date.year);
    if (date.precision >= PL_DATE_MONTH)
        pl_strbuf_addf(&out, "-%02d", date.month);
    if (date.precision >= PL_DATE_DAY)
        pl_strbuf_addf(&out, "-%02d", date.day);
    if (date.precision == PL_DATE_TIME) {
        pl_strbuf_addf(&out, "T%02d:%02d:%02d", date.hour, date.minute, date.second);
        int minutes = date.zone_minutes < 0 ? -date.zone_minutes : date.zone_minutes;
        if (date.has_zone && minutes == 0)
            pl_strbuf_add_byte(&out, 'Z');
        else if (date.has_zone)
            pl_strbuf_addf(&out, "%c%02d:%02d", date.zone_minutes < 0 ? '-' : '+', minutes / 60,
                           minutes % 60);
    }
    return pl_strbuf_str(&out);
}

/* The form without its day: "%d." goes with what stands between it and the next part. */
static pl_str without_day(struct pl_arena *arena, pl_str form)
{
    size_t day = pl_str_find(form, PL_LIT("%d"), 0);
    if (day == SIZE_MAX)
        return form;
    size_t next = pl_str_find_byte(form, '%', day + 1);
    pl_str head = pl_str_slice(form, 0, day), tail = pl_str_slice(form, next, SIZE_MAX);
    return pl_str_trim(pl_str_format(arena, "%.*s%.*s", PL_ARG(head), PL_ARG(tail)));
}

pl_str pl_date_local(struct pl_arena *arena, struct pl_date date, pl_str language)
{
    const struct pl_language *row = pl_language_lookup(language);
    pl_str form = row->date_form;
    if (date.precision <= PL_DATE_YEAR || pl_str_empty(form)) {
        if (date.precision == PL_DATE_TIME)
            date.precision = PL_DATE_DAY;
        return pl_date_iso(arena, date);
    }
    bool is_month = date.precision == PL_DATE_MONTH;
    if (is_month)
        form = without_day(arena, form);
    struct pl_strbuf out = PL_STRBUF(arena);
    for (size_t i = 0; i < form.size; i++) {
        char part = form.data[i] == '%' && i + 1 < form.size ? form.data[++i] : '\0';
        if (part == 'd')
            pl_strbuf_addf(&out, "%d", date.day);
        else if (part == 'm')
            pl_strbuf_addf(&out, "%d", date.month);
        else if (part == 'Y')
            pl_strbuf_addf(&out, "%d", (int)date.year);
        else if (part == 'B')
            pl_strbuf_add(&out, is_month ? pl_date_month_alone(row, date.month)
                                         : row->months[date.month - 1]);
        else
            pl_strbuf_add_byte(&out, form.data[i]);
    }
    return pl_strbuf_str(&out);
}
