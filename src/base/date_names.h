// SPDX-License-Identifier: MIT
/* base/date_names.h: words of dates: months in many languages, zones, halves of the day.
 *
 * For date.c alone. Months come from languages.def and from what that table can't hold. */
#ifndef PL_BASE_DATE_NAMES_H
#define PL_BASE_DATE_NAMES_H

#include "base/languages.h"

/* 1 to 12 for a month's name in any language, or for a beginning of at least three letters that
 * means one month only; 0 otherwise. Case and accents don't matter. */
unsigned pl_date_month_named(pl_str word);

/* The month's name where no day stands beside it ("июнь", not "июня"). */
pl_str pl_date_month_alone(const struct pl_language *language, unsigned month);

/* "EST", "UTC", a military letter: minutes east of UTC. */
bool pl_date_zone_named(pl_str word, int16_t *minutes);

/* "am", "오후": which half of the day. */
bool pl_date_half_named(pl_str word, bool *is_afternoon);

/* A word that stands in dates and says nothing: "th", "of", "Uhr". */
bool pl_date_is_filler(pl_str word);

#endif
