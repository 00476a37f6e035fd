// SPDX-License-Identifier: MIT
/* ingest/language.c: which language an article is in, where nobody says so.
 *
 * A script of its own tells the language at once where one language is by far its first user. Languages that share a
 * script are told apart by their commonest little words (language.def). */
#include "ingest/language.h"

#include "base/map.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "model/walk.h"

/* Blocks of Unicode whose letters point at one language. */
static const struct {
    uint32_t first, last;
    const char *tag;
} scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0530, 0x058F, "hy"}, {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"},
    {0x0900, 0x097F, "hi"}, {0x0980, 0x09FF, "bn"}, {0x0A00, 0x0A7F, "pa"}, {0x0A80, 0x0AFF, "gu"},
    {0x0B80, 0x0BFF, "ta"}, {0x0C00, 0x0C7F, "te"}, {0x0C80, 0x0CFF, "kn"}, {0x0D00, 0x0D7F, "ml"},
    {0x0D80, 0x0DFF, "si"}, {0x0E00, 0x0E7F, "th"}, {0x0E80, 0x0EFF, "lo"}, {0x1000, 0x109F, "my"},
    {0x10A0, 0x10FF, "ka"}, {0x1780, 0x17FF, "km"}, {0x3040, 0x30FF, "ja"}, {0x3130, 0x318F, "ko"},
    {0xAC00, 0xD7AF, "ko"}, {0x4E00, 0x9FFF, "zh"},
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts, LETTERS_ENOUGH = 20000 };

struct counts {
    size_t letters, by_script[SCRIPTS];
};

static void count(struct counts *counts, pl_str text)
{
    for (size_t i = 0; i < text.size && counts->letters < LETTERS_ENOUGH;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (!pl_char_is_letter(c))
            continue;
        counts->letters++;
        for (size_t s = 0; c >= 0x370 && s < SCRIPTS; s++)
            counts->by_script[s] += c >= scripts[s].first && c <= scripts[s].last;
    }
}

/* Kana among Han is Japanese, however few; else the script of more than half the letters. */
static const char *by_script(const struct counts *counts)
{
    size_t kana = 0, han = 0;
    for (size_t s = 0; s < SCRIPTS; s++) {
        kana += scripts[s].first == 0x3040 ? counts->by_script[s] : 0;
        han += scripts[s].first == 0x4E00 ? counts->by_script[s] : 0;
    }
    if (kana * 20 > kana + han && (kana + han) * 2 > counts->letters)
        return "ja";
    for (size_t s = 0; s < SCRIPTS; s++)
        if (counts->letters && counts->by_script[s] * 2 > counts->letters)
            return scripts[s].tag;
    return NULL;
}

/* --- Little words -------------------------------------------------------------------- */

static const struct {
    const char *tag, *words;
} rows[] = {
#define WORDS(tag, words) {tag, words},
#include "ingest/language.def"
#undef WORDS
};
enum { ROWS = sizeof rows / sizeof *rows, WORDS_ENOUGH = 4000, WORDS_LEAST = 40 };

struct tally {
    struct pl_map languages; // word → bits of the rows that have it
    size_t words, by_row[ROWS];
};

static struct tally new_tally(struct pl_arena *arena)
{
    struct tally tally = {.languages = PL_MAP(arena)};
    for (uint32_t row = 0; row < ROWS; row++) {
        pl_str rest = pl_str_from(rows[row].words), word;
        while (pl_str_next_word(&rest, &word)) {
            void **slot = pl_map_at(&tally.languages, word);
            *slot = (void *)((uintptr_t)*slot | (uintptr_t)1 << row);
        }
    }
    return tally;
}
_Static_assert(ROWS < 32, "a bit a row");

enum { WORD_BYTES = 24 };

static void tally_word(struct tally *tally, const char *word, size_t size)
{
    uintptr_t bits = (uintptr_t)pl_map_lookup(&tally->languages, (pl_str){word, size});
    tally->words++;
    for (size_t row = 0; bits; row++, bits >>= 1)
        tally->by_row[row] += bits & 1;
}

/* Words are runs of letters, in lower case (Latin-1, Latin Extended-A and Cyrillic have it a fixed step away). */
static uint32_t lower(uint32_t c)
{
    if (c < 0x80)
        return (uint32_t)(unsigned char)pl_ascii_lower((char)c);
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    return pl_char_is_upper(c) && c < 0x220 ? c + 1 : c;
}

static void tally_text(struct tally *tally, pl_str text)
{
    char word[WORD_BYTES + 4];
    size_t size = 0;
    for (size_t i = 0; i <= text.size && tally->words < WORDS_ENOUGH;) {
        uint32_t c = i < text.size ? pl_utf8_next(text, &i) : (i++, ' ');
        if (pl_char_is_letter(c) || pl_char_is_mark(c)) {
            size += size < WORD_BYTES ? pl_utf8_encode(lower(c), word + size) : 0;
        } else if (size) {
            tally_word(tally, word, size);
            size = 0;
        }
    }
}

/* The language whose words make a sixth of the text, well before the next. Where two rows are kin (Danish and
 * Norwegian) the lead may be small; then nothing is said. */
static const char *by_words(const struct tally *tally)
{
    size_t best = 0, second = 0;
    for (size_t row = 1; row < ROWS; row++)
        if (tally->by_row[row] > tally->by_row[best])
            best = row;
    for (size_t row = 0; row < ROWS; row++)
        if (row != best && tally->by_row[row] > second)
            second = tally->by_row[row];
    bool enough = tally->words >= WORDS_LEAST && tally->by_row[best] * 6 >= tally->words;
    return enough && tally->by_row[best] * 10 >= second * 12 ? rows[best].tag : NULL;
}

/* --- The article --------------------------------------------------------------------- */

void pl_article_find_language(struct pl_article *article)
{
    if (!pl_str_empty(pl_article_language(article)))
        return;
    struct counts counts = {0};
    for (const struct pl_node *node = article->body; node && counts.letters < LETTERS_ENOUGH;
         node = pl_node_next_in(article->body, node))
        if (node->kind == PL_KIND_text)
            count(&counts, node->text);
    const char *tag = by_script(&counts);
    pl_str detail = PL_LIT("script");
    if (!tag) {
        struct tally tally = new_tally(article->arena);
        for (const struct pl_node *node = article->body; node && tally.words < WORDS_ENOUGH;
             node = pl_node_next_in(article->body, node))
            if (node->kind == PL_KIND_text)
                tally_text(&tally, node->text);
        tag = by_words(&tally);
        detail = PL_LIT("its commonest words");
    }
    if (tag)
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_language, pl_str_from(tag), PL_ORIGIN_GUESS,
                        detail, PL_NO_SPAN);
}
