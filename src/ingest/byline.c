// SPDX-License-Identifier: MIT
/* ingest/byline.c: bylines, dates and datelines in several languages. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "ingest/text.h"

/* --- Names --------------------------------------------------------------------------- */

static bool word_in(pl_str word, const char *list)
{
    pl_str rest = pl_str_from(list), one;
    while (pl_str_next_word(&rest, &one))
        if (pl_str_eq_ascii_nocase(one, word))
            return true;
    return false;
}

static bool is_particle(pl_str word)
{
    return word_in(word, "de da do dos das del della di du la le van von der den ter ten zu af av bin ibn al el y e i ben "
                         "st. o’");
}

/* Words that stand in names of institutions and of columns, not of people. */
static bool is_no_name(pl_str word)
{
    return word_in(word, "the a an of for to in on at from with news staff press team desk editor editors writer reporter "
                         "correspondent agency association times post journal daily magazine media service report reports "
                         "today updated published opinion analysis world politics sports business reuters newsroom "
                         "contributor associated special international national university institute company inc "
                         "about contact home more read share all rights this that is was and or new latest top best how "
                         "what why when who where review gazette herald tribune chronicle bulletin observer standard "
                         "guardian telegraph globe courier");
}

static bool is_name_word(pl_str word, bool *is_cased)
{
    if (is_particle(word))
        return true;
    size_t i = 0;
    uint32_t first = pl_utf8_next(word, &i);
    if (!pl_char_is_letter(first) || pl_char_is_lower(first))
        return false;
    *is_cased = *is_cased || pl_char_is_upper(first);
    while (i < word.size) {
        uint32_t c = pl_utf8_next(word, &i);
        if (!pl_char_is_letter(c) && !pl_char_is_mark(c) && c != '.' && c != '-' && c != '\'' && c != 0x2019 &&
            c != 0x2010 && c != 0xB7)
            return false;
    }
    return !is_no_name(word);
}

static bool is_name(pl_str text, unsigned least)
{
    unsigned words = 0, particles = 0;
    bool is_cased = false;
    pl_str word;
    if (text.size > 60)
        return false;
    while (pl_str_next_word(&text, &word)) {
        if (!is_name_word(word, &is_cased))
            return false;
        words++;
        particles += is_particle(word);
    }
    return words >= least && words <= 5 && words > particles;
}

bool pl_is_person_name(pl_str text)
{
    return is_name(text, 2);
}

/* --- Bylines ------------------------------------------------------------------------- */

/* Bytes of "By ", "Opinion by ", "Von " at the start of a line; 0 when there is none. */
static size_t label_size(pl_str line)
{
    static const pl_str plain[] = {PL_LIT_INIT("by"),  PL_LIT_INIT("von"), PL_LIT_INIT("par"), PL_LIT_INIT("por"),
                                   PL_LIT_INIT("di"),  PL_LIT_INIT("door"), PL_LIT_INIT("av"),  PL_LIT_INIT("af"),
                                   PL_LIT_INIT("author"), PL_LIT_INIT("autor"), PL_LIT_INIT("auteur"), PL_LIT_INIT("autore"),
                                   PL_LIT_INIT("автор"), PL_LIT_INIT("Автор"), PL_LIT_INIT("текст"), PL_LIT_INIT("Текст"), PL_LIT_INIT("text")};
    pl_str rest = line, word;
    for (int words = 0; words < 3 && pl_str_next_word(&rest, &word); words++) {
        pl_str bare = word;
        bool colon = pl_str_ends(bare, PL_LIT(":"));
        bare.size -= colon;
        size_t size = (size_t)(word.data + word.size - line.data);
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
            if (pl_str_eq_ascii_nocase(bare, plain[i]) && (words == 0 || i == 0) && (i < 8 || colon))
                return size;
        if (colon || !word_in(bare, "opinion report reports analysis story words text written posted published commentary "
                                    "review essay column interview reported reporting guest blog special feature article "
                                    "op-ed perspective column submitted contributed from to the"))
            return 0;
    }
    return 0;
}

/* What stands behind "|", "·", " - " or "@" is no name. */
static pl_str before_bar(pl_str rest)
{
    static const pl_str bars[] = {PL_LIT_INIT(" |"), PL_LIT_INIT("|"), PL_LIT_INIT("·"), PL_LIT_INIT(" •"),
                                  PL_LIT_INIT(" - "), PL_LIT_INIT(" – "), PL_LIT_INIT(" — "), PL_LIT_INIT(" @"),
                                  PL_LIT_INIT(" / "), PL_LIT_INIT(" on "), PL_LIT_INIT(" for ")};
    size_t end = rest.size;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        size_t at = pl_str_find(pl_str_slice(rest, 0, end), bars[i], 0);
        end = at < end ? at : end;
    }
    return pl_str_slice(rest, 0, end);
}

static pl_str take_place(pl_str *rest)
{
    size_t open = pl_str_find_byte(*rest, '(', 0), close = pl_str_find_byte(*rest, ')', 0);
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return (pl_str){0};
    pl_str place = pl_str_trim(pl_str_slice(*rest, open + 1, close));
    *rest = pl_str_trim(pl_str_slice(*rest, 0, open));
    return place;
}

/* The next part between ",", ";", " and ", " & " and their like in other languages. */
static bool next_part(pl_str *rest, pl_str *part)
{
    static const pl_str joints[] = {PL_LIT_INIT(", and "), PL_LIT_INIT(","), PL_LIT_INIT(";"), PL_LIT_INIT(" and "),
                                    PL_LIT_INIT(" & "),   PL_LIT_INIT(" und "), PL_LIT_INIT(" et "), PL_LIT_INIT(" with ")};
    *rest = pl_str_trim(*rest);
    if (pl_str_empty(*rest))
        return false;
    size_t end = rest->size, skip = 0;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = pl_str_find(*rest, joints[i], 0);
        if (at < end) {
            end = at;
            skip = joints[i].size;
        }
    }
    *part = pl_str_trim(pl_str_slice(*rest, 0, end));
    *rest = pl_str_slice(*rest, end + skip, rest->size);
    return true;
}

bool pl_byline_parse(struct pl_arena *arena, pl_str line, struct pl_byline *byline)
{
    *byline = (struct pl_byline){0};
    size_t label = label_size(line);
    pl_str rest = pl_str_trim(pl_str_slice(line, label, line.size));
    if (line.size > 240 || (!label && line.size > 80))
        return false;
    byline->label = pl_str_slice(line, 0, label);
    byline->place = take_place(&rest);
    rest = before_bar(rest);
    struct { PL_VEC(pl_str) } names = {0};
    pl_str part;
    while (next_part(&rest, &part)) {
        /* One word is a name only where nothing else stands: "By Monday, …" */
        bool alone = label && !names.count && pl_str_empty(pl_str_trim(rest));
        if (!is_name(part, alone ? 1 : 2)) {
            byline->organisation = pl_str_trim((pl_str){part.data, (size_t)(rest.data + rest.size - part.data)});
            break;
        }
        *PL_PUSH(arena, &names) = part;
    }
    byline->names = names.data;
    byline->count = names.count;
    return names.count > 0;
}

/* --- Agencies ------------------------------------------------------------------------ */

bool pl_is_agency(pl_str text)
{
    static const char *const known[] = {"Reuters", "AP", "AFP", "UPI", "dpa", "EFE", "ANSA", "TASS", "Xinhua", "PTI",
                                        "Bloomberg", "IPS", "Kyodo", "Yonhap", "Agence France-Presse", "ANI", "IANS"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (pl_str_eq(text, pl_str_from(known[i])))
            return true;
    if (pl_str_starts(text, PL_LIT("The ")))
        text = pl_str_slice(text, 4, text.size);
    pl_str rest = text, word;
    unsigned words = 0;
    bool says = false;
    while (pl_str_next_word(&rest, &word)) {
        words++;
        says = says || word_in(word, "press agency agence agencia agentur agenzia wire newswire telegraphic");
        size_t i = 0;
        if (!is_particle(word) && !word_in(word, "of and for the") && pl_char_is_lower(pl_utf8_next(word, &i)))
            return false;
    }
    return says && words >= 2 && words <= 6;
}

/* --- Dates --------------------------------------------------------------------------- */

static bool is_date_label(pl_str word)
{
    if (pl_str_ends(word, PL_LIT(":")))
        word.size--;
    return word_in(word, "published posted updated modified last first date on created issued released at publicado "
                         "actualizado veröffentlicht aktualisiert stand vom am publié le mis à jour pubblicato il gepubliceerd "
                         "op updated:");
}

/* What may stand behind a date: a time, a zone. */
static bool is_time_word(pl_str word)
{
    bool letters = true;
    for (size_t i = 0; i < word.size; i++)
        letters = letters && pl_ascii_is_alpha(word.data[i]);
    if (letters)
        return word_in(word, "at am pm est edt et cst cdt ct mst mdt mt pst pdt pt hst akst gmt utc bst cet cest eet msk ist sgt hkt "
                             "jst kst aest aedt nzst nzdt z h uhr heures local time of by in");
    for (size_t i = 0; i < word.size; i++)
        if (!pl_ascii_is_digit(word.data[i]) && !strchr(":.,apmAPM|-()+hGMTUCESDPZ", word.data[i]))
            return (unsigned char)word.data[i] >= 0x80;
    return true;
}

static bool is_weekday(pl_str word)
{
    while (word.size && strchr(",.", word.data[word.size - 1]))
        word.size--;
    return word_in(word, "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday montag dienstag "
                         "mittwoch donnerstag freitag samstag sonntag lunes martes miércoles jueves viernes sábado domingo "
                         "lundi mardi mercredi jeudi vendredi samedi dimanche");
}

enum { DATE_WORDS = 20 };

/* With the words behind it, where they make a date as well: "01:41", and then "PM IST". */
static size_t extend_date(const pl_str *words, size_t count, size_t from, size_t size, struct pl_date *date, pl_str *found)
{
    for (size_t more = count - from - size < 3 ? count - from - size : 3; more; more--) {
        const pl_str *last = &words[from + size + more - 1];
        pl_str longer = {words[from].data, (size_t)(last->data + last->size - words[from].data)};
        struct pl_date with;
        if (pl_date_parse(longer, &with) && with.precision >= date->precision) {
            *date = with;
            *found = longer;
            return size + more;
        }
    }
    return size;
}

/* A date among the words: the longest row that is one, tried from each word. Gives how many words it takes. */
static size_t find_date(const pl_str *words, size_t count, struct pl_date *date, pl_str *found, size_t *at)
{
    for (size_t from = 0; from < count; from++)
        for (size_t size = count - from < 6 ? count - from : 6; size; size--) {
            pl_str part = {words[from].data, (size_t)(words[from + size - 1].data + words[from + size - 1].size - words[from].data)};
            while (part.size && strchr(",|;-:", part.data[part.size - 1]))
                part.size--;
            if (part.size >= 6 && pl_date_parse(part, date) && date->precision >= PL_DATE_DAY) {
                *found = part;
                *at = from;
                return extend_date(words, count, from, size, date, found);
            }
        }
    return 0;
}

bool pl_date_line(pl_str line, struct pl_date *date, pl_str *date_text, bool *is_update)
{
    pl_str words[DATE_WORDS], rest = line, word;
    size_t count = 0, at = 0, others = 0, labels = 0;
    bool has_digit = false;
    for (size_t i = 0; i < line.size && !has_digit; i++)
        has_digit = pl_ascii_is_digit(line.data[i]);
    if (!has_digit || line.size > 160)
        return false;
    while (count < DATE_WORDS && pl_str_next_word(&rest, &word))
        words[count++] = word;
    if (!pl_str_empty(pl_str_trim(rest)))
        return false; // too long for a date
    size_t size = find_date(words, count, date, date_text, &at);
    *is_update = false;
    for (size_t i = 0; i < count; i++) {
        if (size && i >= at && i < at + size)
            continue;
        bool label = is_date_label(words[i]);
        labels += label;
        *is_update = *is_update || (i < at && (pl_str_starts_ascii_nocase(words[i], PL_LIT("updated")) ||
                                               pl_str_starts_ascii_nocase(words[i], PL_LIT("modified"))));
        others += !label && !is_time_word(words[i]) && !is_weekday(words[i]);
    }
    bool has_bars = pl_str_contains(line, PL_LIT(" / ")) || pl_str_contains(line, PL_LIT(" | ")); // and then whose it is
    return size && others <= (labels || has_bars ? 3u : 1u);
}

/* --- Datelines ----------------------------------------------------------------------- */

/* "MADRID, June 30 (IPS) – " or "WASHINGTON (AP) — " at the start of a paragraph: a place in capitals. */
pl_str pl_dateline_place(pl_str paragraph, pl_str *agency)
{
    static const pl_str dashes[] = {PL_LIT_INIT(" – "), PL_LIT_INIT(" — "), PL_LIT_INIT(" - "), PL_LIT_INIT(" -- ")};
    pl_str head = pl_str_slice(paragraph, 0, 90);
    size_t end = SIZE_MAX;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t at = pl_str_find(head, dashes[i], 0);
        end = at < end ? at : end;
    }
    *agency = (pl_str){0};
    if (end == SIZE_MAX)
        return (pl_str){0};
    pl_str line = pl_str_slice(head, 0, end), place = line;
    size_t open = pl_str_find_byte(line, '(', 0), close = pl_str_find_byte(line, ')', 0);
    if (open != SIZE_MAX && close != SIZE_MAX && close > open) {
        *agency = pl_str_slice(line, open + 1, close);
        place = pl_str_slice(line, 0, open);
    }
    size_t comma = pl_str_find_byte(place, ',', 0);
    place = pl_str_trim(pl_str_slice(place, 0, comma == SIZE_MAX ? place.size : comma));
    unsigned letters = 0;
    for (size_t i = 0; i < place.size;) {
        uint32_t c = pl_utf8_next(place, &i);
        if (pl_char_is_lower(c) || pl_char_is_digit(c))
            return (pl_str){0};
        letters += pl_char_is_letter(c);
    }
    return letters >= 3 && place.size <= 40 ? place : (pl_str){0};
}
