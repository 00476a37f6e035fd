// SPDX-License-Identifier: MIT
/* ingest/page_names.c: names out of bylines, and dates out of the lines they stand in. */
#include "ingest/page_metadata.h"

#include "base/utf8.h"

enum { NAMES_MAX = 12, NAME_BYTES = 70 };

/* --- Names --------------------------------------------------------------------------- */

/* What a byline begins with in the languages that we know, longest first where one begins
 * another. */
static const pl_str openings[] = {
    PL_LIT_INIT("zeige alle beiträge von"),
    PL_LIT_INIT("alle beiträge von"),
    PL_LIT_INIT("beiträge von"),
    PL_LIT_INIT("weitere artikel von"),
    PL_LIT_INIT("view all posts by"),
    PL_LIT_INIT("see all posts by"),
    PL_LIT_INIT("all posts by"),
    PL_LIT_INIT("posts by"),
    PL_LIT_INIT("ver todas las entradas de"),
    PL_LIT_INIT("voir tous les articles de"),
    PL_LIT_INIT("image of"),
    PL_LIT_INIT("photo of"),
    PL_LIT_INIT("bild von"),
    PL_LIT_INIT("ein interview von"),
    PL_LIT_INIT("interview von"),
    PL_LIT_INIT("interview by"),
    PL_LIT_INIT("interview:"),
    PL_LIT_INIT("post author"),
    PL_LIT_INIT("written by"),
    PL_LIT_INIT("posted by"),
    PL_LIT_INIT("published by"),
    PL_LIT_INIT("story by"),
    PL_LIT_INIT("words by"),
    PL_LIT_INIT("text by"),
    PL_LIT_INIT("article by"),
    PL_LIT_INIT("reviewed by"),
    PL_LIT_INIT("reporting by"),
    PL_LIT_INIT("by"),
    PL_LIT_INIT("ein beitrag von"),
    PL_LIT_INIT("ein artikel von"),
    PL_LIT_INIT("geschrieben von"),
    PL_LIT_INIT("veröffentlicht von"),
    PL_LIT_INIT("erstellt von"),
    PL_LIT_INIT("verfasst von"),
    PL_LIT_INIT("eingestellt von"),
    PL_LIT_INIT("gepostet von"),
    PL_LIT_INIT("text von"),
    PL_LIT_INIT("artikel von"),
    PL_LIT_INIT("beitrag von"),
    PL_LIT_INIT("von"),
    PL_LIT_INIT("escrito por"),
    PL_LIT_INIT("publicado por"),
    PL_LIT_INIT("por"),
    PL_LIT_INIT("publié par"),
    PL_LIT_INIT("écrit par"),
    PL_LIT_INIT("rédigé par"),
    PL_LIT_INIT("par"),
    PL_LIT_INIT("scritto da"),
    PL_LIT_INIT("pubblicato da"),
    PL_LIT_INIT("door"),
    PL_LIT_INIT("autor/in"),
    PL_LIT_INIT("autorin"),
    PL_LIT_INIT("autoren"),
    PL_LIT_INIT("autores"),
    PL_LIT_INIT("autore"),
    PL_LIT_INIT("auteur"),
    PL_LIT_INIT("autora"),
    PL_LIT_INIT("autor"),
    PL_LIT_INIT("authors"),
    PL_LIT_INIT("author"),
    PL_LIT_INIT("text"),
    PL_LIT_INIT("texto"),
    PL_LIT_INIT("texte"),
    PL_LIT_INIT("Автор"),
    PL_LIT_INIT("Текст"),
    PL_LIT_INIT("redaktion"),
    PL_LIT_INIT("name"),
};

static bool is_letter_at(pl_str text, size_t at)
{
    return at < text.size && pl_char_is_letter(pl_utf8_next(text, &at));
}

/* "Author Ada Brandt", and "AuthorAda Brandt" where a label has its own element. */
static bool ends_word(pl_str text, size_t at)
{
    return !is_letter_at(text, at) ||
           (at && pl_ascii_is_lower(text.data[at - 1]) && pl_ascii_is_upper(text.data[at]));
}

static pl_str trim_marks(pl_str text)
{
    for (size_t i; text.size; text = pl_str_slice(text, i, text.size)) {
        i = 0;
        uint32_t c = pl_utf8_next(text, &i);
        if (pl_char_is_letter(c) || pl_char_is_digit(c) || c == '@' || c == '(')
            break;
    }
    for (size_t i; text.size; text = pl_str_slice(text, 0, i)) {
        i = text.size;
        uint32_t c = pl_utf8_previous(text, &i);
        if (pl_char_is_letter(c) || pl_char_is_mark(c) || c == '.' || c == ')' ||
            pl_char_is_digit(c))
            break;
    }
    return text;
}

static pl_str without_openings(pl_str text)
{
    for (int rounds = 0; rounds < 4; rounds++) {
        text = trim_marks(text);
        bool cut = false;
        for (size_t i = 0; i < sizeof openings / sizeof *openings && !cut; i++) {
            pl_str opening = openings[i];
            if (!pl_str_starts_ascii_nocase(text, opening) || !ends_word(text, opening.size))
                continue;
            bool needs_colon = opening.size >= 4 && !pl_str_contains(opening, PL_LIT(" ")) &&
                               !pl_str_eq(opening, PL_LIT("door"));
            pl_str rest = pl_str_trim(pl_str_slice(text, opening.size, text.size));
            if (needs_colon && pl_str_empty(rest))
                continue;
            text = rest;
            cut = true;
        }
        if (!cut)
            break;
    }
    return text;
}

/* Where the names end and dates, places and roles begin. */
static pl_str before_rest(pl_str text)
{
    static const pl_str marks[] = {PL_LIT_INIT(" | "),
                                   PL_LIT_INIT("|"),
                                   PL_LIT_INIT(" · "),
                                   PL_LIT_INIT(" • "),
                                   PL_LIT_INIT(" – "),
                                   PL_LIT_INIT(" — "),
                                   PL_LIT_INIT(" - "),
                                   PL_LIT_INIT(" ("),
                                   PL_LIT_INIT(" on "),
                                   PL_LIT_INIT(" am "),
                                   PL_LIT_INIT(" in "),
                                   PL_LIT_INIT(" for "),
                                   PL_LIT_INIT(" at "),
                                   PL_LIT_INIT(" http"),
                                   PL_LIT_INIT("Published"),
                                   PL_LIT_INIT("Updated"),
                                   PL_LIT_INIT(" published"),
                                   PL_LIT_INIT(" updated"),
                                   PL_LIT_INIT("Veröffentlicht"),
                                   PL_LIT_INIT(" @"),
                                   PL_LIT_INIT("Follow "),
                                   PL_LIT_INIT(" is a "),
                                   PL_LIT_INIT(" ist "),
                                   PL_LIT_INIT("Posted"),
                                   PL_LIT_INIT(": ")};
    size_t end = text.size;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = pl_str_find(text, marks[i], 1);
        end = at < end ? at : end;
    }
    for (size_t i = 0; i < end; i++) // a word with digits is a date or a number
        if (pl_ascii_is_digit(text.data[i])) {
            while (i && text.data[i - 1] != ' ')
                i--;
            end = i;
        }
    return pl_str_slice(text, 0, end);
}

static bool is_role(pl_str name)
{
    static const char *const roles[] = {
        "editor",          "reporter",    "correspondent", "writer",    "staff",
        "redakteur",       "contributor", "journalist",    "producer",  "photographer",
        "columnist",       "director",    "manager",       "chef",      "politics",
        "minutes",         "min read",    "comment",       "http",      "www.",
        "editor-in-chief", "volontär",    "anonymous",     "unknown",   "administrator",
        "cookie",          "more",        "updated",       "published", "posted",
        "follow",          "share",       "email",         "facebook",  "twitter",
        "instagram"};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (pl_str_contains_ascii_nocase(name, pl_str_from(roles[i])))
            return true;
    return pl_str_eq_ascii_nocase(name, PL_LIT("admin")) ||
           pl_str_eq_ascii_nocase(name, PL_LIT("null"));
}

/* The label alone, or a degree that follows a comma. */
static bool is_label(pl_str name)
{
    static const char *const labels[] = {"phd",
                                         "ph.d.",
                                         "ph.d",
                                         "md",
                                         "m.d.",
                                         "ms",
                                         "rd",
                                         "dr.",
                                         "mba",
                                         "interview",
                                         "und interview",
                                         "no author",
                                         "team",
                                         "datum",
                                         "stand",
                                         "von",
                                         "autor/in",
                                         "beitrag",
                                         "artikel",
                                         "home",
                                         "news",
                                         "veröffentlicht",
                                         "foto",
                                         "fotos",
                                         "photo",
                                         "photos",
                                         "bild",
                                         "bilder",
                                         "video",
                                         "illustration"};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (pl_str_eq_ascii_nocase(name, openings[i]) &&
            !pl_str_eq_ascii_nocase(name, PL_LIT("redaktion")))
            return true;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (pl_str_eq_ascii_nocase(name, pl_str_from(labels[i])))
            return true;
    return false;
}

static bool is_name(pl_str name)
{
    if (name.size < 2 || name.size > NAME_BYTES || pl_str_find_byte(name, '@', 0) != SIZE_MAX ||
        pl_str_find_byte(name, '/', 0) != SIZE_MAX || pl_str_find_byte(name, '{', 0) != SIZE_MAX)
        return false;
    size_t words = 0, letters = 0;
    for (size_t i = 0; i < name.size; i++)
        words += name.data[i] == ' ';
    for (size_t i = 0; i < name.size;)
        letters += pl_char_is_letter(pl_utf8_next(name, &i));
    return words <= 5 && letters >= 2 && !is_role(name) && !is_label(name);
}

/* An agency's or an outlet's mark after the name: "ADA BRANDT, AP". */
static bool is_known(const struct pl_page_names *names, pl_str name)
{
    for (size_t i = 0; i < names->count; i++)
        if (pl_page_likeness(names->data[i], name) > 0.99f)
            return true;
    return false;
}

static size_t next_cut(pl_str text, size_t *width)
{
    static const pl_str marks[] = {
        PL_LIT_INIT(", "),     PL_LIT_INIT(","),     PL_LIT_INIT(";"),     PL_LIT_INIT(" / "),
        PL_LIT_INIT("/"),      PL_LIT_INIT(" and "), PL_LIT_INIT(" und "), PL_LIT_INIT(" & "),
        PL_LIT_INIT(" y "),    PL_LIT_INIT(" et "),  PL_LIT_INIT(" og "),  PL_LIT_INIT(" och "),
        PL_LIT_INIT(" with "), PL_LIT_INIT(" mit "), PL_LIT_INIT("、")};
    size_t best = text.size;
    *width = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = pl_str_find(text, marks[i], 0);
        if (at < best) {
            best = at;
            *width = marks[i].size;
        }
    }
    return best;
}

bool pl_page_reads_as_byline(pl_str line)
{
    line = trim_marks(line);
    pl_str rest = without_openings(line);
    if (rest.size == line.size || rest.size < 3)
        return false;
    size_t at = 0;
    uint32_t first = pl_utf8_next(rest, &at);
    bool has_colon = rest.data > line.data &&
                     pl_str_find_byte((pl_str){line.data, (size_t)(rest.data - line.data)}, ':',
                                      0) != SIZE_MAX;
    bool is_word = pl_str_starts_ascii_nocase(line, PL_LIT("text")) ||
                   pl_str_starts_ascii_nocase(line, PL_LIT("name")) ||
                   pl_str_starts_ascii_nocase(line, PL_LIT("redaktion"));
    return pl_char_is_letter(first) && !pl_char_is_lower(first) && (has_colon || !is_word);
}

void pl_page_split_names(struct pl_arena *arena, pl_str text, struct pl_page_names *names)
{
    text = pl_str_trim(pl_str_slice(text, 0, 300));
    if (pl_str_contains(text, PL_LIT("://")))
        return;
    text = before_rest(without_openings(text));
    while (text.size && names->count < NAMES_MAX) {
        size_t width, cut = next_cut(text, &width);
        pl_str name = trim_marks(pl_str_slice(text, 0, cut));
        if (pl_str_starts_ascii_nocase(name, PL_LIT("and ")))
            name = pl_str_slice(name, 4, name.size);
        name = without_openings(name);
        if (is_name(name) && !is_known(names, name))
            *PL_PUSH(arena, names) = pl_str_copy(arena, name);
        text = pl_str_slice(text, cut + width, text.size);
    }
}

/* --- Dates --------------------------------------------------------------------------- */

static bool is_count_of_seconds(pl_str text, struct pl_date *date)
{
    int64_t seconds;
    if ((text.size != 10 && text.size != 13) || !pl_str_to_int64(text, &seconds) || seconds < 0)
        return false;
    *date = pl_date_from_seconds(text.size == 13 ? seconds / 1000 : seconds);
    return true;
}

bool pl_page_find_date(pl_str text, struct pl_date *date, pl_str *part)
{
    enum { WORDS_MAX = 40, WINDOW = 8 };
    text = pl_str_trim(pl_str_slice(text, 0, 300));
    *part = text;
    if (is_count_of_seconds(text, date))
        return true;
    size_t starts[WORDS_MAX + 1], ends[WORDS_MAX + 1], count = 0;
    pl_str rest = text, word;
    while (count < WORDS_MAX && pl_str_next_word(&rest, &word)) {
        starts[count] = (size_t)(word.data - text.data);
        ends[count] = starts[count] + word.size;
        count++;
    }
    for (size_t first = 0; first < count; first++)
        for (size_t size = count - first < WINDOW ? count - first : WINDOW; size; size--) {
            pl_str window = pl_str_slice(text, starts[first], ends[first + size - 1]);
            bool has_digit = false;
            for (size_t i = 0; i < window.size && !has_digit; i++)
                has_digit = pl_ascii_is_digit(window.data[i]);
            if (!has_digit || window.size < 6)
                break;
            while (window.size && strchr(",;|:)", window.data[window.size - 1]))
                window.size--;
            struct pl_date found;
            if (pl_date_parse(window, &found) && found.precision >= PL_DATE_DAY) {
                *date = found;
                *part = window;
                return true;
            }
        }
    return false;
}
