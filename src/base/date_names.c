// SPDX-License-Identifier: MIT
/* base/date_names.c: words of dates: months in many languages, zones, halves of the day. */
#include "base/date_names.h"

#include <assert.h>
#include <glib.h>
#include <threads.h>

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

/* Sees one name: *exact becomes its month, or *possible gains the month's bit. */
static void compare_month(pl_str word, pl_str name, unsigned month, unsigned *exact,
                          unsigned *possible)
{
    size_t length;
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

/* All names by what they may begin with, case and accents aside, so that a word is compared with few: an ASCII letter; other
 * Latin letters (their lead bytes go up to 0xC9), which may be any ASCII letter with an accent; the other scripts. */
enum { NAMES_MOST = 2048, LATIN = 128, OTHER, STARTS };
static struct {
    once_flag filled;
    uint16_t count, first[STARTS]; // 0: none; else one more than the place in `names`
    struct {
        pl_str name;
        uint16_t next;
        uint8_t month;
    } names[NAMES_MOST];
} months = {.filled = ONCE_FLAG_INIT};

static unsigned start_of(pl_str text)
{
    unsigned char c = (unsigned char)text.data[0];
    return c < 0x80 ? (unsigned char)pl_ascii_lower((char)c) : c <= 0xC9 ? LATIN : OTHER;
}

static void add_name(pl_str name, unsigned month)
{
    assert(months.count < NAMES_MOST);
    if (pl_str_empty(name))
        return;
    unsigned start = start_of(name);
    months.names[months.count].name = name;
    months.names[months.count].month = (uint8_t)month;
    months.names[months.count].next = months.first[start];
    months.first[start] = ++months.count;
}

static void fill_index(void)
{
    size_t count;
    const struct pl_language *rows = pl_languages(&count);
    for (unsigned month = 1; month <= 12; month++) {
        for (size_t i = 0; i < count; i++)
            add_name(rows[i].months[month - 1], month);
        for (size_t i = 0; i < sizeof alone / sizeof *alone; i++)
            add_name(alone[i].months[month - 1], month);
    }
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        add_name(further[i].name, further[i].month);
}

unsigned pl_date_month_named(pl_str word)
{
    unsigned exact = 0, possible = 0;
    call_once(&months.filled, fill_index);
    if (pl_str_starts(word, PL_LIT("ב"))) // Hebrew "in": written together with the month
        word = pl_str_slice(word, 2, word.size);
    if (pl_str_empty(word))
        return 0;
    unsigned start = start_of(word);
    for (unsigned other = 0; other < STARTS; other++) {
        bool may_match = other == start || (start < LATIN && other == LATIN) || (start == LATIN && other < LATIN);
        for (uint16_t at = may_match ? months.first[other] : 0; at; at = months.names[at - 1].next)
            compare_month(word, months.names[at - 1].name, months.names[at - 1].month, &exact, &possible);
    }
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
