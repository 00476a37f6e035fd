// SPDX-License-Identifier: MIT
/* tests/base/date.c: what people write as dates, and what we write. */
#include "base/date.h"

#include "base/languages.h"
#include "support/support.h"

static const struct {
    const char *text, *iso; // "" where it is no date
} readings[] = {
    // ISO 8601 and W3CDTF
    {"2003", "2003"},
    {"2003-12", "2003-12"},
    {"2003-12-31", "2003-12-31"},
    {"20031231", "2003-12-31"},
    {"2003-335", "2003-12-01"},
    {"2003335", "2003-12-01"},
    {"2004-366", "2004-12-31"},
    {"2003-366", ""},
    {"2003-W01-1", "2002-12-30"},
    {"2004W537", "2005-01-02"},
    {"2003-W54", ""},
    {"2003-12-31T10:14Z", "2003-12-31T10:14:00Z"},
    {"2003-12-31t10:14:55.125-0330", "2003-12-31T10:14:55-03:30"},
    {"2003-12-31 10:14:55", "2003-12-31T10:14:55"},
    {"20031231T101455Z", "2003-12-31T10:14:55Z"},
    {"20031231101455", "2003-12-31T10:14:55"},
    {"2022-06-30T24:00:00Z", "2022-07-01T00:00:00Z"},
    {"30 | 06 | 2022", "2022-06-30"},
    {"2022-06-30T12:00:00:684Z", "2022-06-30T12:00:00Z"},
    {"2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"},
    {"2022-06-30T12:00:00+02:00[Europe/Berlin]", "2022-06-30T12:00:00+02:00"},
    // RFC 822, 2822, 850, asctime, date(1), JavaScript
    {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
    {"Thu, 01 Jan 04 19:48 EST", "2004-01-01T19:48:00-05:00"},
    {"01 Jan 99 19:48 PDT", "1999-01-01T19:48:00-07:00"},
    {"01 Jan 104 19:48 Z", "2004-01-01T19:48:00Z"},
    {"Thu, 5 Apr 2012 10:00:00 -0400 (EDT)", "2012-04-05T10:00:00-04:00"},
    {"Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37Z"},
    {"Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37"},
    {"Thu Jun 30 12:00:00 EDT 2022", "2022-06-30T12:00:00-04:00"},
    {"Thu Jun 30 2022 12:00:00 GMT-0400 (Eastern Daylight Time)", "2022-06-30T12:00:00-04:00"},
    {"Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T08:19:53-04:00"},
    {"1 Jan 2004 10:00 A", "2004-01-01T10:00:00Z"},
    // as people write, in their languages
    {"30 June 2022", "2022-06-30"},
    {"June 30th, 2022 3:05 p.m.", "2022-06-30T15:05:00"},
    {"June 30 2022 at 12am", "2022-06-30T00:00:00"},
    {"Jun. 30, 2022", "2022-06-30"},
    {"Updated: June 30, 2022", "2022-06-30"},
    {"June 2022", "2022-06"},
    {"06/2022", "2022-06"},
    {"30.6.2022", "2022-06-30"},
    {"30.06.22", "2022-06-30"},
    {"30-06-2022", "2022-06-30"},
    {"06/30/2022", "2022-06-30"},
    {"30/06/2022", "2022-06-30"},
    {"05/05/2022", "2022-05-05"},
    {"Donnerstag, den 30. Juni 2022, 14:00 Uhr", "2022-06-30T14:00:00"},
    {"am 1. Jänner 2022", "2022-01-01"},
    {"mar. 5 juillet 2022 à 12h30", "2022-07-05T12:30:00"},
    {"le 1er aout 2022", "2022-08-01"},
    {"30 de junio de 2022", "2022-06-30"},
    {"30 giugno 2022", "2022-06-30"},
    {"30 июня 2022 г.", "2022-06-30"},
    {"červen 2022", "2022-06"},
    {"30 července 2022", "2022-07-30"},
    {"2022. június 30.", "2022-06-30"},
    {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"},
    {"2022年6月30日", "2022-06-30"},
    {"2004년 05월 28일 오후 01:31:15", "2004-05-28T13:31:15"},
    {"2004-05-25 오후 11:23:17", "2004-05-25T23:23:17"},
    {"٣٠ يونيو ٢٠٢٢", "2022-06-30"},
    {"30 มิถุนายน ค.ศ. 2022", "2022-06-30"},
    {"30 ביוני 2022", "2022-06-30"},
    // no dates
    {"", ""},
    {"yesterday", ""},
    {"03/04/2022", ""}, // March or April?
    {"2022-02-30", ""},
    {"31 June 2022", ""},
    {"29 February 2023", ""},
    {"0000-01-01", ""},
    {"2022-13-01", ""},
    {"2022-06-30T25:00", ""},
    {"2022-06-30T12:60", ""},
    {"2022-06-30T12:00+19:00", ""},
    {"12:30", ""},
    {"May", ""},
    {"Chapter 12", ""},
    {"Version 2022", ""},
    {"99999999999999999999", ""},
    {"1-2-3", ""},
    {"30 June 2022 and more of it", ""},
};

static void readings_are_right(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        struct pl_date date = {.year = -7};
        bool is_date = pl_date_parse(pl_str_from(readings[i].text), &date);
        pl_str iso = is_date ? pl_date_iso(test->arena, date) : PL_LIT("");
        if (!pl_str_eq(iso, pl_str_from(readings[i].iso)))
            print_error("reading '%s'\n", readings[i].text);
        assert_text_equal(iso, readings[i].iso);
        assert_true(is_date || date.year == -7);
    }
}

static void local_forms(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *iso, *language, *local;
    } rows[] = {
        {"2022-06-30", "en", "30 June 2022"},
        {"2022-06-30", "de-AT", "30. Juni 2022"},
        {"2022-06-30", "es", "30 de junio de 2022"},
        {"2022-06-05", "ja", "2022年6月5日"},
        {"2022-06-05", "ko", "2022년 6월 5일"},
        {"2022-06-05", "hu", "2022. június 5."},
        {"2022-06-05", "he", "5 ביוני 2022"},
        {"2022-06", "es", "junio de 2022"},
        {"2022-06", "ru", "июнь 2022 г."},
        {"2022-06", "hu", "2022. június"},
        {"2022-06", "zh", "2022年6月"},
        {"2022", "de", "2022"},
        {"2022-06-05", "tlh", "2022-06-05"},
        {"2022-06-05T10:00:00Z", "fr", "5 juin 2022"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_date date;
        assert_true(pl_date_parse(pl_str_from(rows[i].iso), &date));
        assert_text_equal(pl_date_local(test->arena, date, pl_str_from(rows[i].language)),
                          rows[i].local);
    }
}

/* Property: what pl_date_local writes, in any language, pl_date_parse reads. */
static void every_language_reads_back(void **state)
{
    struct pl_test *test = *state;
    size_t count;
    const struct pl_language *rows = pl_languages(&count);
    for (size_t i = 0; i < count; i++) {
        for (uint8_t month = 1; month <= 12; month++) {
            for (uint8_t day = 0; day < 29; day += 14) {
                struct pl_date date = {.precision = day ? PL_DATE_DAY : PL_DATE_MONTH,
                                       .year = 2022,
                                       .month = month,
                                       .day = day};
                struct pl_date again;
                pl_str text = pl_date_local(test->arena, date, rows[i].tag);
                if (!pl_date_parse(text, &again) || pl_date_compare(date, again) != 0)
                    fail_msg("%.*s: '%.*s' isn't read back", PL_ARG(rows[i].tag), PL_ARG(text));
            }
        }
    }
}

/* Property: seconds and back, over the calendar's corners. */
static void seconds_and_back(void **state)
{
    (void)state;
    for (int64_t second = -62135596800; second <= 253402300799; second += 86399 * 7 + 11) {
        struct pl_date date = pl_date_from_seconds(second);
        assert_true(pl_date_to_seconds(date) == second);
    }
    struct pl_date date;
    assert_true(pl_date_parse(PL_LIT("2022-06-30T12:00:00+02:00"), &date));
    assert_int_equal(pl_date_to_seconds(date), 1656583200);
    assert_true(pl_date_parse(PL_LIT("1970"), &date));
    assert_int_equal(pl_date_to_seconds(date), 0);
}

static void earlier_comes_first(void **state)
{
    (void)state;
    static const char *const ascending[] = {"2021-12-31",
                                            "2022",
                                            "2022-01",
                                            "2022-01-01",
                                            "2022-01-01T00:00:00Z",
                                            "2022-06-30T12:00:00+02:00",
                                            "2022-06-30T12:00:00Z"};
    for (size_t i = 0; i + 1 < sizeof ascending / sizeof *ascending; i++) {
        struct pl_date a, b;
        assert_true(pl_date_parse(pl_str_from(ascending[i]), &a));
        assert_true(pl_date_parse(pl_str_from(ascending[i + 1]), &b));
        assert_true(pl_date_compare(a, b) < 0 && pl_date_compare(b, a) > 0);
        assert_int_equal(pl_date_compare(a, a), 0);
        assert_true(pl_date_compare((struct pl_date){0}, a) < 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(readings_are_right), PL_TEST(local_forms),
                                       PL_TEST(every_language_reads_back),
                                       PL_TEST(seconds_and_back), PL_TEST(earlier_comes_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
