// SPDX-License-Identifier: MIT
/* base/date.h: dates as people, feeds and pages write them; ISO and local forms out.
 *
 * A date has the precision it was given with: a year, a month, a day, or a time. */
#ifndef PL_BASE_DATE_H
#define PL_BASE_DATE_H

#include "base/arena.h"
#include "base/str.h"

enum pl_date_precision { PL_DATE_NONE, PL_DATE_YEAR, PL_DATE_MONTH, PL_DATE_DAY, PL_DATE_TIME };

struct pl_date {
    enum pl_date_precision precision;
    int32_t year;
    uint8_t month, day, hour, minute, second; // month, day from 1; parts beyond the precision are 0
    bool has_zone;
    int16_t zone_minutes; // east of UTC
};

/* ISO 8601, RFC 822/2822/850, asctime, "30 June 2022", "June 30, 2022", "30.06.2022", names of
 * months in the languages of languages.def. False: not a date, *date untouched. */
bool pl_date_parse(pl_str text, struct pl_date *date);

/* "2022", "2022-06", "2022-06-30", "2022-06-30T12:00:00Z". */
pl_str pl_date_iso(struct pl_arena *arena, struct pl_date date);

/* As readers of `language` (BCP 47) write it: "30 June 2022", "30. Juni 2022"; ISO form where
 * the language's habits aren't known. */
pl_str pl_date_local(struct pl_arena *arena, struct pl_date date, pl_str language);

/* Seconds since 1970-01-01T00:00:00Z and back (UTC); missing parts count as their first. */
int64_t pl_date_to_seconds(struct pl_date date);
struct pl_date pl_date_from_seconds(int64_t seconds);

int pl_date_compare(struct pl_date a, struct pl_date b);

#endif
