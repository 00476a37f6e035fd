// SPDX-License-Identifier: MIT
/* ingest/feed_date.c: dates as feeds write them, beyond what dates in texts may mean. */
#include "ingest/feed_date.h"

#include "base/strbuf.h"

/* --- Zones by region ------------------------------------------------------------------- */

static const struct {
    pl_str name;
    int16_t minutes;   // standard time
    bool has_summer;   // by the rule of the United States and Canada
} regions[] = {
    {PL_LIT_INIT("AT"), -240, true},          {PL_LIT_INIT("ET"), -300, true},
    {PL_LIT_INIT("CT"), -360, true},          {PL_LIT_INIT("MT"), -420, true},
    {PL_LIT_INIT("PT"), -480, true},          {PL_LIT_INIT("US/Eastern"), -300, true},
    {PL_LIT_INIT("US/Central"), -360, true},  {PL_LIT_INIT("US/Mountain"), -420, true},
    {PL_LIT_INIT("US/Pacific"), -480, true},  {PL_LIT_INIT("America/New_York"), -300, true},
    {PL_LIT_INIT("America/Chicago"), -360, true}, {PL_LIT_INIT("America/Denver"), -420, true},
    {PL_LIT_INIT("America/Los_Angeles"), -480, true}, {PL_LIT_INIT("Etc/GMT"), 0, false},
    {PL_LIT_INIT("Etc/UTC"), 0, false},       {PL_LIT_INIT("Etc/UCT"), 0, false},
    {PL_LIT_INIT("Asia/Tokyo"), 540, false},  {PL_LIT_INIT("Asia/Seoul"), 540, false},
    {PL_LIT_INIT("Asia/Kolkata"), 330, false}, {PL_LIT_INIT("Asia/Shanghai"), 480, false},
};

/* 0 Sunday … 6 Saturday. */
static int weekday(int32_t year, int month, int day)
{
    struct pl_date date = {.precision = PL_DATE_DAY, .year = year, .month = (uint8_t)month, .day = (uint8_t)day};
    int64_t days = pl_date_to_seconds(date) / 86400; // 1970-01-01 was a Thursday
    return (int)(((days + 4) % 7 + 7) % 7);
}

/* The `nth` Sunday of a month. */
static int sunday(int32_t year, int month, int nth)
{
    return 1 + (7 - weekday(year, month, 1)) % 7 + 7 * (nth - 1);
}

/* From 2007 the second Sunday of March to the first of November, before from the first of April to the last of
 * October; two o'clock is not looked at. */
static bool is_summer(struct pl_date date)
{
    bool is_new = date.year >= 2007;
    int last = 25;
    while (weekday(date.year, 10, last) != 0)
        last++;
    int first_month = is_new ? 3 : 4, last_month = is_new ? 11 : 10;
    int first_day = is_new ? sunday(date.year, 3, 2) : sunday(date.year, 4, 1);
    int last_day = is_new ? sunday(date.year, 11, 1) : last;
    int now = date.month * 100 + date.day;
    return now >= first_month * 100 + first_day && now < last_month * 100 + last_day;
}

static bool parse_region(pl_str text, struct pl_date *date)
{
    size_t cut = text.size;
    while (cut && text.data[cut - 1] != ' ')
        cut--;
    pl_str name = pl_str_slice(text, cut, text.size);
    for (size_t i = 0; cut && i < sizeof regions / sizeof *regions; i++) {
        struct pl_date found;
        if (!pl_str_eq_ascii_nocase(name, regions[i].name))
            continue;
        if (!pl_date_parse(pl_str_slice(text, 0, cut), &found) || found.precision != PL_DATE_TIME || found.has_zone)
            return false;
        found.has_zone = true;
        found.zone_minutes = (int16_t)(regions[i].minutes + (regions[i].has_summer && is_summer(found) ? 60 : 0));
        *date = found;
        return true;
    }
    return false;
}

/* --- Years of two digits in front -------------------------------------------------------- */

static bool all_digits(pl_str text, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (!pl_ascii_is_digit(text.data[i]))
            return false;
    return end > first;
}

/* "03-12-31", "031231", "-03-12", "-0312", "03-335", "03335", alone or before a time: with its century it is a form
 * that the general reader knows. Where the digits could be a day as well, a machine means the year. */
static bool parse_short_year(struct pl_arena *arena, pl_str text, struct pl_date *date)
{
    size_t end = 0;
    while (end < text.size && (pl_ascii_is_digit(text.data[end]) || text.data[end] == '-'))
        end++;
    if (end < text.size && !strchr("T t", text.data[end]))
        return false;
    pl_str day = pl_str_slice(text, 0, end), rest = pl_str_slice(text, end, text.size);
    bool is_month = day.size && day.data[0] == '-';
    day = pl_str_slice(day, is_month, day.size);
    bool has_dash = day.size > 2 && day.data[2] == '-';
    pl_str tail = pl_str_slice(day, has_dash ? 3 : 2, day.size);
    bool is_ordinal = !is_month && tail.size == 3 && all_digits(tail, 0, 3);
    bool is_day = !is_month && (has_dash ? tail.size == 5 && tail.data[2] == '-' && all_digits(tail, 3, 5)
                                         : tail.size == 4 && all_digits(tail, 2, 4));
    if (day.size < 4 || !all_digits(day, 0, 2) || !all_digits(tail, 0, 2) ||
        !(is_ordinal || is_day || (is_month && tail.size == 2)))
        return false;
    const char *century = day.data[0] < '5' ? "20" : "19";
    pl_str whole = is_ordinal || is_month
                       ? pl_str_format(arena, "%s%.*s-%.*s%.*s", century, 2, day.data, PL_ARG(tail), PL_ARG(rest))
                       : pl_str_format(arena, "%s%.*s-%.*s-%.*s%.*s", century, 2, day.data, 2, tail.data, 2,
                                       tail.data + tail.size - 2, PL_ARG(rest));
    return pl_date_parse(whole, date);
}

/* --- Korean ------------------------------------------------------------------------------ */

/* Programs that write dates in Korean run where one zone is. */
static void assume_korean_zone(pl_str text, struct pl_date *date)
{
    static const pl_str marks[] = {PL_LIT_INIT("\xEB\x85\x84"), PL_LIT_INIT("\xEC\x98\xA4\xEC\xA0\x84"),
                                   PL_LIT_INIT("\xEC\x98\xA4\xED\x9B\x84")}; // year; morning; afternoon
    if (date->precision != PL_DATE_TIME || date->has_zone)
        return;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (pl_str_contains(text, marks[i])) {
            date->has_zone = true;
            date->zone_minutes = 540;
        }
}

bool pl_feed_date_parse(struct pl_arena *arena, pl_str text, struct pl_date *date)
{
    text = pl_str_trim(text);
    if (text.size > 200)
        return false;
    if (parse_short_year(arena, text, date) || parse_region(text, date))
        return true;
    if (!pl_date_parse(text, date))
        return false;
    assume_korean_zone(text, date);
    return true;
}
