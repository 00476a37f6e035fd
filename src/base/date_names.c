// SPDX-License-Identifier: MIT
/* base/date_names.c: words of dates: months in many languages, zones, halves of the day. */
#include "base/date_names.h"

#include <glib.h>

#include "base/languages.h"
#include "base/utf8.h"

#define ABBREVIATION_LEAST 3 // code points

/* Months by themselves, where dates put them into another case (CLDR stand-alone). */
#define MONTHS(a, b, c, d, e, f, g, h, i, j, k, l)                                                 \
    {                                                                                              \
        PL_LIT_INIT(a), PL_LIT_INIT(b), PL_LIT_INIT(c), PL_LIT_INIT(d), PL_LIT_INIT(e),            \
            PL_LIT_INIT(f), PL_LIT_INIT(g), PL_LIT_INIT(h), PL_LIT_INIT(i), PL_LIT_INIT(j),        \
            PL_LIT_INIT(k), PL_LIT_INIT(l)                                                         \
    }
static const struct {
    pl_str tag;
    pl_str months[12];
} alone[] = {
    {PL_LIT_INIT("ru"), MONTHS("январь", "февраль", "март", "апрель", "май", "июнь", "июль",
                               "август", "сентябрь", "октябрь", "ноябрь", "декабрь")},
    {PL_LIT_INIT("uk"), MONTHS("січень", "лютий", "березень", "квітень", "травень", "червень",
                               "липень", "серпень", "вересень", "жовтень", "листопад", "грудень")},
    {PL_LIT_INIT("el"),
     MONTHS("Ιανουάριος", "Φεβρουάριος", "Μάρτιος", "Απρίλιος", "Μάιος", "Ιούνιος", "Ιούλιος",
            "Αύγουστος", "Σεπτέμβριος", "Οκτώβριος", "Νοέμβριος", "Δεκέμβριος")},
    {PL_LIT_INIT("pl"), MONTHS("styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec", "lipiec",
                               "sierpień", "wrzesień", "październik", "listopad", "grudzień")},
    {PL_LIT_INIT("cs"), MONTHS("leden", "únor", "březen", "duben", "květen", "červen", "červenec",
                               "srpen", "září", "říjen", "listopad", "prosinec")},
    {PL_LIT_INIT("fi"),
     MONTHS("tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu", "heinäkuu",
            "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu")},
};
#undef MONTHS

/* Names beside those of languages.def: Austrian months, old and irregular abbreviations. */
static const struct {
    pl_str name;
    uint8_t month;
} further[] = {
    {PL_LIT_INIT("Jänner"), 1}, {PL_LIT_INIT("Feber"), 2},     {PL_LIT_INIT("Mrz"), 3},
    {PL_LIT_INIT("Sept"), 9},   {PL_LIT_INIT("Ιον"), 6},       {PL_LIT_INIT("Ιολ"), 7},
    {PL_LIT_INIT("Μαϊ"), 5},    {PL_LIT_INIT("setiembre"), 9},
};

/* Minutes east of UTC. Names that mean several zones are taken as feeds use them: RFC 822's
 * American ones first, IST as India's. */
static const struct {
    char name[5];
    int16_t minutes;
} zones[] = {
    {"UT", 0},     {"UTC", 0},    {"GMT", 0},     {"Z", 0},       {"WET", 0},    {"BST", 60},
    {"WEST", 60},  {"CET", 60},   {"MET", 60},    {"MEZ", 60},    {"CEST", 120}, {"MEST", 120},
    {"MESZ", 120}, {"EET", 120},  {"SAST", 120},  {"EEST", 180},  {"MSK", 180},  {"EAT", 180},
    {"MSD", 240},  {"GST", 240},  {"PKT", 300},   {"IST", 330},   {"NPT", 345},  {"ICT", 420},
    {"WIB", 420},  {"HKT", 480},  {"SGT", 480},   {"AWST", 480},  {"JST", 540},  {"KST", 540},
    {"ACST", 570}, {"AEST", 600}, {"ACDT", 630},  {"AEDT", 660},  {"NZST", 720}, {"NZDT", 780},
    {"NDT", -150}, {"ADT", -180}, {"BRT", -180},  {"ART", -180},  {"NST", -210}, {"AST", -240},
    {"EDT", -240}, {"EST", -300}, {"CDT", -300},  {"CST", -360},  {"MDT", -360}, {"MST", -420},
    {"PDT", -420}, {"PST", -480}, {"AKDT", -480}, {"AKST", -540}, {"HST", -600},
};

static const struct {
    pl_str name;
    bool is_afternoon;
} halves[] = {
    {PL_LIT_INIT("am"), false},   {PL_LIT_INIT("pm"), true},    {PL_LIT_INIT("오전"), false},
    {PL_LIT_INIT("오후"), true},  {PL_LIT_INIT("上午"), false}, {PL_LIT_INIT("下午"), true},
    {PL_LIT_INIT("午前"), false}, {PL_LIT_INIT("午後"), true},  {PL_LIT_INIT("μμ"), true},
    {PL_LIT_INIT("πμ"), false},
};

/* What stands in dates and says nothing: ordinals, articles, "at", "year", o'clock. */
static const pl_str fillers[] = {
    PL_LIT_INIT("st"),   PL_LIT_INIT("nd"),   PL_LIT_INIT("rd"),
    PL_LIT_INIT("th"),   PL_LIT_INIT("of"),   PL_LIT_INIT("the"),
    PL_LIT_INIT("at"),   PL_LIT_INIT("on"),   PL_LIT_INIT("de"),
    PL_LIT_INIT("del"),  PL_LIT_INIT("le"),   PL_LIT_INIT("er"),
    PL_LIT_INIT("um"),   PL_LIT_INIT("uhr"),  PL_LIT_INIT("den"),
    PL_LIT_INIT("der"),  PL_LIT_INIT("am"),   PL_LIT_INIT("à"),
    PL_LIT_INIT("º"),    PL_LIT_INIT("ª"),    PL_LIT_INIT("г"),
    PL_LIT_INIT("р"),    PL_LIT_INIT("года"), PL_LIT_INIT("року"),
    PL_LIT_INIT("klo"),  PL_LIT_INIT("kl"),   PL_LIT_INIT("om"),
    PL_LIT_INIT("T"),    PL_LIT_INIT("ค"),    PL_LIT_INIT("ศ"),
    PL_LIT_INIT("στις"), PL_LIT_INIT("e"),    PL_LIT_INIT("ET"),
    PL_LIT_INIT("CT"),   PL_LIT_INIT("MT"),   PL_LIT_INIT("PT"), // zones by season
};

/* Lower case without an accent: people leave accents out. */
static uint32_t folded(uint32_t c)
{
    gunichar base, mark;
    if (g_unichar_decompose(c, &base, &mark) && mark)
        c = base;
    c = g_unichar_tolower(c);
    return c == 0x03C2 ? 0x03C3 : c; // final sigma
}

/* Is `word` the whole of `name` (2), its beginning (1) or neither (0)? */
static int likeness(pl_str word, pl_str name, size_t *length)
{
    size_t i = 0, j = 0;
    *length = 0;
    while (i < word.size) {
        uint32_t c = folded(pl_utf8_next(word, &i));
        if (g_unichar_ismark(c))
            continue;
        uint32_t expected = 0;
        do {
            if (j >= name.size)
                return 0;
            expected = folded(pl_utf8_next(name, &j));
        } while (g_unichar_ismark(expected));
        if (c != expected)
            return 0;
        ++*length;
    }
    while (j < name.size) {
        uint32_t c = pl_utf8_next(name, &j);
        if (!g_unichar_ismark(c))
            return 1;
    }
    return 2;
}

/* Can the two begin with the same letter, case and accents aside? Only ever wrong in saying yes: it
 * spares folding most of the names. Latin letters with accents have lead bytes up to 0xC9. */
static bool may_match(pl_str word, pl_str name)
{
    unsigned char a = (unsigned char)word.data[0], b = (unsigned char)name.data[0];
    if (a < 0x80 && b < 0x80)
        return pl_ascii_lower((char)a) == pl_ascii_lower((char)b);
    return (a <= 0xC9) == (b <= 0xC9);
}

/* Sees one name: *exact becomes its month, or *possible gains the month's bit. */
static void compare_month(pl_str word, pl_str name, unsigned month, unsigned *exact,
                          unsigned *possible)
{
    size_t length;
    if (!may_match(word, name))
        return;
    int like = likeness(word, name, &length);
    if (like == 2)
        *exact |= 1u << month;
    else if (like == 1 && length >= ABBREVIATION_LEAST)
        *possible |= 1u << month;
}

static unsigned only_bit(unsigned bits)
{
    return bits && !(bits & (bits - 1)) ? (unsigned)__builtin_ctz(bits) : 0;
}

unsigned pl_date_month_named(pl_str word)
{
    unsigned exact = 0, possible = 0;
    size_t count;
    const struct pl_language *rows = pl_languages(&count);
    if (pl_str_starts(word, PL_LIT("ב"))) // Hebrew "in": written together with the month
        word = pl_str_slice(word, 2, word.size);
    if (pl_str_empty(word))
        return 0;
    for (unsigned month = 1; month <= 12; month++) {
        for (size_t i = 0; i < count; i++)
            compare_month(word, rows[i].months[month - 1], month, &exact, &possible);
        for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
            compare_month(word, alone[i].months[month - 1], month, &exact, &possible);
    }
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        compare_month(word, further[i].name, further[i].month, &exact, &possible);
    return exact ? only_bit(exact) : only_bit(possible);
}

pl_str pl_date_month_alone(const struct pl_language *language, unsigned month)
{
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
        if (pl_str_eq(alone[i].tag, language->tag))
            return alone[i].months[month - 1];
    return language->months[month - 1];
}

bool pl_date_zone_named(pl_str word, int16_t *minutes)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (pl_str_eq_ascii_nocase(word, pl_str_from(zones[i].name))) {
            *minutes = zones[i].minutes;
            return true;
        }
    }
    // RFC 2822 §4.3: RFC 822's military letters were used wrongly; they count as UTC.
    if (word.size == 1 && pl_ascii_is_upper(word.data[0]) && word.data[0] != 'J') {
        *minutes = 0;
        return true;
    }
    return false;
}

bool pl_date_half_named(pl_str word, bool *is_afternoon)
{
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        if (pl_str_eq_ascii_nocase(word, halves[i].name)) {
            *is_afternoon = halves[i].is_afternoon;
            return true;
        }
    }
    return false;
}

bool pl_date_is_filler(pl_str word)
{
    for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
        if (pl_str_eq_ascii_nocase(word, fillers[i]))
            return true;
    return false;
}
