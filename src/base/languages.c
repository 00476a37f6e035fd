// SPDX-License-Identifier: MIT
/* base/languages.c: BCP 47 tags, and each language's typographic habits. */
#include "base/languages.h"

#include "base/strbuf.h"

#define MONTHS(a, b, c, d, e, f, g, h, i, j, k, l)                                                 \
    {                                                                                              \
        PL_LIT_INIT(a), PL_LIT_INIT(b), PL_LIT_INIT(c), PL_LIT_INIT(d), PL_LIT_INIT(e),            \
            PL_LIT_INIT(f), PL_LIT_INIT(g), PL_LIT_INIT(h), PL_LIT_INIT(i), PL_LIT_INIT(j),        \
            PL_LIT_INIT(k), PL_LIT_INIT(l)                                                         \
    }

static const struct pl_language rows[] = {
#define LANGUAGE(tag_, name_, rtl, hyphenation_, open, close, inner_open, inner_close, spaces,     \
                 contents_, note_, page_, more, months_, form)                                     \
    {.tag = PL_LIT_INIT(tag_),                                                                     \
     .name = PL_LIT_INIT(name_),                                                                   \
     .right_to_left = rtl,                                                                         \
     .hyphenation = PL_LIT_INIT(hyphenation_),                                                     \
     .quotes = {PL_LIT_INIT(open), PL_LIT_INIT(close), PL_LIT_INIT(inner_open),                    \
                PL_LIT_INIT(inner_close)},                                                         \
     .spaces_before_punctuation = spaces,                                                          \
     .contents = PL_LIT_INIT(contents_),                                                           \
     .note = PL_LIT_INIT(note_),                                                                   \
     .page = PL_LIT_INIT(page_),                                                                   \
     .read_more = PL_LIT_INIT(more),                                                               \
     .months = months_,                                                                            \
     .date_form = PL_LIT_INIT(form)},
#include "base/languages.def"
#undef LANGUAGE
};
#undef MONTHS

#define ROW_COUNT (sizeof rows / sizeof *rows)

/* Languages that go by another tag here: macrolanguages and old codes (IANA registry). */
static const struct {
    pl_str tag, known_as;
} others[] = {
    {PL_LIT_INIT("no"), PL_LIT_INIT("nb")},  {PL_LIT_INIT("nn"), PL_LIT_INIT("nb")},
    {PL_LIT_INIT("iw"), PL_LIT_INIT("he")},  {PL_LIT_INIT("cmn"), PL_LIT_INIT("zh")},
    {PL_LIT_INIT("yue"), PL_LIT_INIT("zh")}, {PL_LIT_INIT("arb"), PL_LIT_INIT("ar")},
    {PL_LIT_INIT("prs"), PL_LIT_INIT("fa")}, {PL_LIT_INIT("pes"), PL_LIT_INIT("fa")},
};

/* Scripts written from right to left (UAX #24, property Bidi_Class R or AL of their letters). */
static const char right_to_left_scripts[][5] = {
    "Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo",
    "Rohg", "Samr", "Syrc", "Syre", "Syrj", "Syrn", "Thaa",
};

/* Languages without a row whose usual script is one of these (Suppress-Script, CLDR). */
static const char right_to_left_languages[][4] = {
    "ckb", "dv", "glk", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi",
};

/* Languages with a decimal comma, most of them without a row, and tags of these that write a full stop (CLDR 42). */
static const char comma_languages[][4] = {
    "af", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "eu", "fi", "fo", "fr", "fy", "gl",
    "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "ky", "lt", "lv", "lb", "mk", "nb", "nl", "nn", "no", "oc",
    "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tk", "tr", "tt", "uk", "uz", "vi",
};
static const char full_stop_tags[][6] = {
    "de-ch", "de-li", "it-ch", "es-mx", "es-us", "es-pr", "es-gt", "es-hn", "es-ni", "es-pa", "es-pe", "es-sv", "es-do",
};

static bool is_separator(char c)
{
    return c == '-' || c == '_';
}

/* The next subtag of *rest; false at the end. "_" separates too, as in POSIX locales. */
static bool next_subtag(pl_str *rest, pl_str *subtag)
{
    if (pl_str_empty(*rest))
        return false;
    size_t end = 0;
    while (end < rest->size && !is_separator(rest->data[end]))
        end++;
    *subtag = pl_str_slice(*rest, 0, end);
    *rest = pl_str_slice(*rest, end + 1, rest->size);
    return true;
}

pl_str pl_language_primary(pl_str tag)
{
    pl_str subtag = {0};
    next_subtag(&tag, &subtag);
    return subtag;
}

const struct pl_language *pl_languages(size_t *count)
{
    *count = ROW_COUNT;
    return rows;
}

const struct pl_language *pl_language_lookup(pl_str tag)
{
    pl_str primary = pl_language_primary(tag);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (pl_str_eq_ascii_nocase(primary, others[i].tag))
            primary = others[i].known_as;
    for (size_t i = 0; i < ROW_COUNT - 1; i++)
        if (pl_str_eq_ascii_nocase(primary, rows[i].tag))
            return &rows[i];
    return &rows[ROW_COUNT - 1];
}

static bool all_letters(pl_str s)
{
    for (size_t i = 0; i < s.size; i++)
        if (!pl_ascii_is_alpha(s.data[i]))
            return false;
    return true;
}

static bool all_letters_or_digits(pl_str s)
{
    for (size_t i = 0; i < s.size; i++)
        if (!pl_ascii_is_alnum(s.data[i]))
            return false;
    return true;
}

/* The script subtag: four letters right after the language and its extensions. */
static pl_str script_of(pl_str tag)
{
    pl_str subtag;
    next_subtag(&tag, &subtag);
    while (next_subtag(&tag, &subtag)) {
        if (subtag.size == 4 && all_letters(subtag))
            return subtag;
        if (subtag.size != 3 || !all_letters(subtag)) // extended language subtags have three
            break;
    }
    return (pl_str){0};
}

bool pl_language_is_right_to_left(pl_str tag)
{
    pl_str script = script_of(tag), primary = pl_language_primary(tag);
    if (!pl_str_empty(script)) {
        for (size_t i = 0; i < sizeof right_to_left_scripts / sizeof *right_to_left_scripts; i++)
            if (pl_str_eq_ascii_nocase(script, pl_str_from(right_to_left_scripts[i])))
                return true;
        return false;
    }
    for (size_t i = 0; i < sizeof right_to_left_languages / sizeof *right_to_left_languages; i++)
        if (pl_str_eq_ascii_nocase(primary, pl_str_from(right_to_left_languages[i])))
            return true;
    return pl_language_lookup(tag)->right_to_left;
}

bool pl_language_has_decimal_comma(pl_str tag)
{
    pl_str primary = pl_language_primary(tag);
    for (size_t i = 0; i < sizeof full_stop_tags / sizeof *full_stop_tags; i++)
        if (pl_str_eq_ascii_nocase(tag, pl_str_from(full_stop_tags[i])))
            return false;
    for (size_t i = 0; i < sizeof comma_languages / sizeof *comma_languages; i++)
        if (pl_str_eq_ascii_nocase(primary, pl_str_from(comma_languages[i])))
            return true;
    return false;
}

/* RFC 5646 §2.1.1: lower case; a script of four letters in title case and a region of two in
 * upper case, unless first or behind a singleton. */
static void add_subtag(struct pl_strbuf *out, pl_str subtag, bool is_first, bool after_singleton)
{
    bool is_letters = all_letters(subtag) && !is_first && !after_singleton;
    for (size_t i = 0; i < subtag.size; i++) {
        bool is_upper = is_letters && (subtag.size == 2 || (subtag.size == 4 && i == 0));
        pl_strbuf_add_byte(out, is_upper ? pl_ascii_upper(subtag.data[i])
                                         : pl_ascii_lower(subtag.data[i]));
    }
}

pl_str pl_language_canonical(struct pl_arena *arena, pl_str tag)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    tag = pl_str_trim(tag);
    if (pl_str_empty(tag) || is_separator(tag.data[tag.size - 1]))
        return (pl_str){0};
    bool is_first = true, after_singleton = false, ends_in_singleton = false;
    for (pl_str subtag; next_subtag(&tag, &subtag); is_first = false) {
        bool is_private = subtag.size == 1 && pl_ascii_lower(subtag.data[0]) == 'x';
        bool is_primary = all_letters(subtag) && subtag.size >= 2;
        if (subtag.size < 1 || subtag.size > 8 || !all_letters_or_digits(subtag) ||
            (is_first && !is_primary && !is_private) || (ends_in_singleton && subtag.size == 1))
            return (pl_str){0};
        if (!is_first)
            pl_strbuf_add_byte(&out, '-');
        add_subtag(&out, subtag, is_first, after_singleton);
        ends_in_singleton = subtag.size == 1;
        after_singleton = after_singleton || ends_in_singleton;
    }
    return ends_in_singleton ? (pl_str){0} : pl_strbuf_str(&out);
}
