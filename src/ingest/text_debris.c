// SPDX-License-Identifier: MIT
/* ingest/text_debris.c: phrases that sites put around articles. */
#include "base/strbuf.h"
#include "base/utf8.h"
#include "ingest/text.h"

enum how { EXACT, STARTS, HAS };

static const struct {
    enum how how;
    pl_str phrase;
    uint32_t most_words;
    enum pl_debris_weight weight;
    pl_str why;
} rows[] = {
#define DEBRIS(how, phrase, most_words, weight, why)                                               \
    {how, PL_LIT_INIT(phrase), most_words, PL_DEBRIS_##weight, PL_LIT_INIT(why)},
#include "ingest/debris.def"
#undef DEBRIS
};

/* U+00C0–U+017F without marks, as one letter each; "?" where there is no single letter. */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllllllll"
                            "nnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

enum { REDUCED = 640 };

/* Lower case, without marks; runs of digits are "#", all else parts words by a single space. */
static pl_str reduce(pl_str text, char *out)
{
    size_t size = 0;
    bool gap = false;
    for (size_t i = 0; i < text.size && size < REDUCED - 6;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (c >= 0xC0 && c < 0xC0 + sizeof latin - 1 && latin[c - 0xC0] != '?')
            c = (uint32_t)latin[c - 0xC0];
        bool digit = c < 0x80 && pl_ascii_is_digit((char)c);
        if (!digit && !(c < 0x80 ? pl_ascii_is_alpha((char)c) : pl_char_is_letter(c))) {
            gap = size > 0;
            continue;
        }
        if (gap)
            out[size++] = ' ';
        gap = false;
        if (digit) {
            if (!size || out[size - 1] != '#')
                out[size++] = '#';
        } else if (c < 0x80) {
            out[size++] = pl_ascii_lower((char)c);
        } else {
            size += pl_utf8_encode(pl_char_to_lower(c), out + size);
        }
    }
    return (pl_str){out, size};
}

static bool ends_word(pl_str text, size_t at)
{
    return at >= text.size || text.data[at] == ' ';
}

static bool has_phrase(pl_str text, pl_str phrase)
{
    for (size_t at = 0; (at = pl_str_find(text, phrase, at)) != SIZE_MAX; at++)
        if ((at == 0 || text.data[at - 1] == ' ') && ends_word(text, at + phrase.size))
            return true;
    return false;
}

/* "©", "(c) 2019", "Copyright": the line under everything; with neither year nor reservation a photograph's. */
static enum pl_debris_weight rights(const struct pl_text_block *block, pl_str reduced, pl_str *why)
{
    bool sign = pl_str_contains(block->text, PL_LIT("©")) || pl_str_starts_ascii_nocase(block->text, PL_LIT("(c) "));
    bool word = pl_str_starts(reduced, PL_LIT("copyright")) && ends_word(reduced, 9);
    if ((!sign && !word) || block->words > 60)
        return PL_DEBRIS_NONE;
    *why = PL_LIT("copyright line");
    return word || has_phrase(reduced, PL_LIT("#")) || has_phrase(reduced, PL_LIT("rights")) ? PL_DEBRIS_BORDER
                                                                                             : PL_DEBRIS_LINE;
}

/* A line that is nothing but an address. */
static bool is_address(pl_str text)
{
    return pl_str_find_byte(text, ' ', 0) == SIZE_MAX &&
           (pl_str_starts(text, PL_LIT("http://")) || pl_str_starts(text, PL_LIT("https://")) ||
            pl_str_starts(text, PL_LIT("www.")) || (text.data[0] == '@' && text.size > 1));
}

enum pl_debris_weight pl_text_debris(const struct pl_text_block *block, pl_str *why)
{
    char buffer[REDUCED];
    if (block->words > 80)
        return PL_DEBRIS_NONE;
    pl_str reduced = reduce(block->text, buffer);
    if (block->words <= 5 && block->words > 1 && pl_str_ends(reduced, PL_LIT(" says")) && block->ends_colon) {
        *why = PL_LIT("comments");
        return PL_DEBRIS_BORDER;
    }
    if (pl_str_empty(reduced)) {
        *why = PL_LIT("no words");
        return PL_DEBRIS_LINE;
    }
    enum pl_debris_weight weight = rights(block, reduced, why);
    if (weight != PL_DEBRIS_NONE)
        return weight;
    if (is_address(block->text)) {
        *why = PL_LIT("an address alone");
        return PL_DEBRIS_LINE;
    }
    if (block->words <= 6 && block->words > 1 && !block->ends_sentence && has_phrase(pl_str_slice(reduced, reduced.size - 4 < reduced.size ? reduced.size - 4 : 0, reduced.size), PL_LIT("more"))) {
        *why = PL_LIT("related articles");
        return PL_DEBRIS_LEAD;
    }
    size_t colon = pl_str_find_byte(block->text, ':', 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        /* "Related: a headline of any length" */
        bool is_label = rows[i].how == STARTS && colon != SIZE_MAX && colon <= rows[i].phrase.size + 2;
        if (block->words > (is_label ? 40 : rows[i].most_words))
            continue;
        bool holds = rows[i].how == EXACT    ? pl_str_eq(reduced, rows[i].phrase)
                     : rows[i].how == STARTS ? pl_str_starts(reduced, rows[i].phrase) && ends_word(reduced, rows[i].phrase.size)
                                             : has_phrase(reduced, rows[i].phrase);
        if (holds) {
            *why = rows[i].why;
            bool has_rest = is_label && colon + 1 < block->text.size;
            return has_rest && rows[i].weight == PL_DEBRIS_LEAD ? PL_DEBRIS_LINE : rows[i].weight;
        }
    }
    return PL_DEBRIS_NONE;
}

static bool is_capitalised(pl_str text, unsigned most)
{
    unsigned words = 0;
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        bool has_capital = false; // "iFixit" is a name as well
        for (size_t i = 0; i < word.size;) {
            uint32_t c = pl_utf8_next(word, &i);
            has_capital = has_capital || !pl_char_is_lower(c);
        }
        if (++words > most || !has_capital)
            return false;
    }
    return words > 0;
}

/* "… over the bay via Skylight", "… small landers. Credit: Skylight": the last words are whose picture it is. */
static bool ends_in_credit(pl_str text)
{
    static const pl_str marks[] = {PL_LIT_INIT(" via "), PL_LIT_INIT("Credit: "), PL_LIT_INIT("Photo: "), PL_LIT_INIT("Image: "),
                                   PL_LIT_INIT("Foto: "), PL_LIT_INIT("Bild: "), PL_LIT_INIT("Crédito: "), PL_LIT_INIT("Crédit : "),
                                   PL_LIT_INIT("Фото: ")};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = pl_str_find(text, marks[i], 0);
        if (at != SIZE_MAX && is_capitalised(pl_str_slice(text, at + marks[i].size, text.size), i ? 6 : 3) &&
            (i || text.data[text.size - 1] != '.'))
            return true;
    }
    return false;
}

/* Whose picture it is: said in brackets at the end, after a label, or by an agency of pictures. */
bool pl_text_is_caption(pl_str text)
{
    static const pl_str anywhere[] = {
        PL_LIT_INIT("getty images"), PL_LIT_INIT("ap photo"),      PL_LIT_INIT("file photo"),   PL_LIT_INIT("photo by"),
        PL_LIT_INIT("photos by"),    PL_LIT_INIT("photo courtesy"), PL_LIT_INIT("image courtesy"), PL_LIT_INIT("image credit"),
        PL_LIT_INIT("photo credit"), PL_LIT_INIT("picture credit"), PL_LIT_INIT("image via"),    PL_LIT_INIT("photo via"),
        PL_LIT_INIT("submitted photo"), PL_LIT_INIT("handout photo"), PL_LIT_INIT("shutterstock"), PL_LIT_INIT("istock"),
        PL_LIT_INIT("credit getty"), PL_LIT_INIT("courtesy photo"), PL_LIT_INIT("photo illustration"),
        PL_LIT_INIT("artist s impression"), PL_LIT_INIT("artist s illustration"), PL_LIT_INIT("image source"),
        PL_LIT_INIT("photograph by"), PL_LIT_INIT("foto de"), PL_LIT_INIT("bild von")};
    static const pl_str labels[] = {PL_LIT_INIT("photo:"), PL_LIT_INIT("photos:"), PL_LIT_INIT("image:"), PL_LIT_INIT("images:"),
                                    PL_LIT_INIT("credit:"), PL_LIT_INIT("picture:"), PL_LIT_INIT("foto:"), PL_LIT_INIT("фото:"), PL_LIT_INIT("Фото:"), PL_LIT_INIT("courtesy of"),
                                    PL_LIT_INIT("file:"), PL_LIT_INIT("bild:"), PL_LIT_INIT("video:")};
    char buffer[REDUCED];
    if (text.size > 600)
        return false;
    pl_str reduced = reduce(text, buffer);
    for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++)
        if (has_phrase(reduced, anywhere[i]))
            return true;
    if (ends_in_credit(text))
        return true;
    size_t open = text.size;
    while (open && text.data[open - 1] != '(' && text.data[open - 1] != '[' && text.size - open < 80)
        open--;
    bool bracket = open && (text.data[open - 1] == '(' || text.data[open - 1] == '[') &&
                   (text.data[text.size - 1] == ')' || text.data[text.size - 1] == ']');
    pl_str inside = bracket ? pl_str_slice(text, open, text.size - 1) : (pl_str){0};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (pl_str_starts_ascii_nocase(text, labels[i]) || pl_str_starts_ascii_nocase(inside, labels[i]))
            return true;
    return bracket && open > 1 && (pl_is_agency(inside) || pl_str_find_byte(inside, '/', 0) != SIZE_MAX ||
                       pl_str_contains_ascii_nocase(inside, PL_LIT("photo")) ||
                       pl_str_contains_ascii_nocase(inside, PL_LIT("courtesy")) ||
                       pl_str_contains_ascii_nocase(inside, PL_LIT(" via ")));
}

bool pl_text_is_source_note(pl_str text)
{
    static const pl_str starts[] = {
        PL_LIT_INIT("the source"),      PL_LIT_INIT("source"),           PL_LIT_INIT("sources"),
        PL_LIT_INIT("this article was"), PL_LIT_INIT("this article first"), PL_LIT_INIT("this article originally"),
        PL_LIT_INIT("this story was"),  PL_LIT_INIT("this story first"), PL_LIT_INIT("this story originally"),
        PL_LIT_INIT("this post was"),   PL_LIT_INIT("this post first"),  PL_LIT_INIT("this post originally"),
        PL_LIT_INIT("this piece was"),  PL_LIT_INIT("originally published"), PL_LIT_INIT("first published"),
        PL_LIT_INIT("reprinted"),       PL_LIT_INIT("republished"),      PL_LIT_INIT("quelle"),
        PL_LIT_INIT("fuente"),          PL_LIT_INIT("fonte"),            PL_LIT_INIT("bron"),
    };
    char buffer[REDUCED];
    pl_str reduced = reduce(pl_str_slice(text, 0, 200), buffer);
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        if (!pl_str_starts(reduced, starts[i]) || !ends_word(reduced, starts[i].size))
            continue;
        /* One word needs its colon: "Sources say …" is a sentence. */
        bool is_word = pl_str_find_byte(starts[i], ' ', 0) == SIZE_MAX || i == 0;
        size_t colon = pl_str_find_byte(text, ':', 0);
        if (!is_word || (colon != SIZE_MAX && colon <= starts[i].size + 2) || starts[i].data[0] == 'r')
            return true;
    }
    return false;
}
