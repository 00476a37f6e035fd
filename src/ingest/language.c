// SPDX-License-Identifier: MIT
/* ingest/language.c: which language an article is in, where nobody says so.
 *
 * A script of its own tells the language at once where one language is by far its first user. Languages that share a
 * script are told apart by their commonest little words (language.def), short texts by libexttextcat's fingerprints. */
#include "ingest/language.h"

#include <libexttextcat/textcat.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "base/languages.h"
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

/* --- Fingerprints -------------------------------------------------------------------- */

/* Where Debian's libexttextcat-data has its fingerprints. */
#define FINGERPRINTS "/usr/share/libexttextcat/"

/* One for the process, loaded when first asked for and freed with it. libexttextcat writes its answer into the handle, so one
 * thread asks at a time. */
static struct {
    once_flag loaded;
    mtx_t asking;
    void *handle; // NULL: there are no fingerprints here
} fingerprints = {.loaded = ONCE_FLAG_INIT};

static void free_fingerprints(void)
{
    textcat_Done(fingerprints.handle);
    mtx_destroy(&fingerprints.asking);
}

static void load_fingerprints(void)
{
    if (mtx_init(&fingerprints.asking, mtx_plain) != thrd_success)
        return;
    fingerprints.handle = special_textcat_Init(FINGERPRINTS "fpdb.conf", FINGERPRINTS);
    if (!fingerprints.handle)
        mtx_destroy(&fingerprints.asking);
    else if (atexit(free_fingerprints) != 0) {
        free_fingerprints();
        fingerprints.handle = NULL;
    }
}

/* By libexttextcat, where it names one language and no other: "[de--utf8]". Its 163 fingerprints take 14 ms to load,
 * more than a whole page; so it is asked where script and words are silent, which they are for short texts. Measured on
 * 428 pages: whole texts 396 of 428 by words, 398 by fingerprints; their first 400 bytes 301 and 358; 200 bytes 1 and 302. */
static pl_str by_fingerprint(struct pl_arena *arena, pl_str text)
{
    call_once(&fingerprints.loaded, load_fingerprints);
    if (!fingerprints.handle)
        return (pl_str){0};
    char answer[64];
    mtx_lock(&fingerprints.asking);
    pl_str said = pl_str_from(textcat_Classify(fingerprints.handle, text.data, text.size));
    size_t size = said.size < sizeof answer ? said.size : sizeof answer; // two languages in it are longer or have "]["
    memcpy(answer, said.data, size);
    mtx_unlock(&fingerprints.asking);
    said = (pl_str){answer, size};
    size_t end = pl_str_find(said, PL_LIT("--"), 0);
    bool is_one = pl_str_starts(said, PL_LIT("[")) && pl_str_find(said, PL_LIT("]["), 0) == SIZE_MAX && end != SIZE_MAX;
    return is_one ? pl_language_canonical(arena, pl_str_slice(said, 1, end)) : (pl_str){0};
}

/* --- The article --------------------------------------------------------------------- */

enum { FINGERPRINT_LEAST = 120, FINGERPRINT_MOST = 4000 }; // bytes

static pl_str sample_of(struct pl_arena *arena, const struct pl_article *article)
{
    struct pl_strbuf text = PL_STRBUF(arena);
    for (const struct pl_node *node = article->body; node && text.size < FINGERPRINT_MOST; node = pl_node_next_in(article->body, node))
        if (node->kind == PL_KIND_text) {
            pl_strbuf_add(&text, pl_str_slice(node->text, 0, FINGERPRINT_MOST));
            pl_strbuf_add_byte(&text, ' ');
        }
    return pl_strbuf_str(&text);
}

static void set_guess(struct pl_article *article, pl_str tag, const char *detail)
{
    if (!pl_str_empty(tag))
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_language, tag, PL_ORIGIN_GUESS, pl_str_from(detail), PL_NO_SPAN);
}

/* The table of words is as large as a short article: it has memory of its own, freed at once. */
struct guess {
    const struct pl_article *article;
    struct pl_arena *arena;
    const char *tag;
};

static bool run_guess(void *argument)
{
    struct guess *guess = argument;
    const struct pl_node *body = guess->article->body;
    struct tally tally = new_tally(guess->arena);
    for (const struct pl_node *node = body; node && tally.words < WORDS_ENOUGH; node = pl_node_next_in(body, node))
        if (node->kind == PL_KIND_text)
            tally_text(&tally, node->text);
    guess->tag = by_words(&tally);
    return true;
}

static const char *guess_by_words(const struct pl_article *article)
{
    struct guess guess = {.article = article, .arena = pl_arena_new(0)};
    bool over;
    if (guess.arena)
        pl_arena_run(guess.arena, run_guess, &guess, &over);
    pl_arena_free(guess.arena);
    return guess.tag;
}

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
    set_guess(article, pl_str_from(tag ? tag : ""), "script");
    if (tag)
        return;
    if (counts.letters >= 2 * WORDS_LEAST)
        tag = guess_by_words(article);
    set_guess(article, pl_str_from(tag ? tag : ""), "its commonest words");
    if (tag || counts.letters < FINGERPRINT_LEAST)
        return;
    set_guess(article, by_fingerprint(article->arena, sample_of(article->arena, article)), "its letters");
}

/* --- Foreign blocks ------------------------------------------------------------------ */

enum { FOREIGN_LETTERS = 30, FOREIGN_WORDS = 25 };

static bool is_leaf(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->is != PL_IS_INLINE && node->first && pl_kind_row(node->first->kind)->is == PL_IS_INLINE &&
           node->kind != PL_KIND_code_block;
}

/* The language of a block where it is certain: another script, or little words of which twice as many are another
 * language's, while the article's own are hardly there. NULL: the article's, or nobody can say. */
static const char *language_of_block(struct tally *tally, const struct pl_node *block, pl_str whole)
{
    struct counts counts = {0};
    tally->words = 0;
    memset(tally->by_row, 0, sizeof tally->by_row);
    for (const struct pl_node *node = block; node; node = pl_node_next_in(block, node))
        if (node->kind == PL_KIND_text) {
            count(&counts, node->text);
            tally_text(tally, node->text);
        }
    const char *tag = counts.letters >= FOREIGN_LETTERS ? by_script(&counts) : NULL;
    bool is_han = pl_str_starts(whole, PL_LIT("ja")) || pl_str_starts(whole, PL_LIT("zh")) || pl_str_starts(whole, PL_LIT("ko"));
    if (tag)
        return is_han && (!strcmp(tag, "zh") || !strcmp(tag, "ja") || !strcmp(tag, "ko")) ? NULL : tag;
    size_t best = 0, second = 0, own = SIZE_MAX;
    for (size_t row = 0; row < ROWS; row++) {
        best = tally->by_row[row] > tally->by_row[best] ? row : best;
        if (pl_str_starts(whole, pl_str_from(rows[row].tag)))
            own = tally->by_row[row];
    }
    for (size_t row = 0; row < ROWS; row++)
        second = row != best && tally->by_row[row] > second ? tally->by_row[row] : second;
    /* Without a single word of the article's language the lead over the next one's kin may be as small as in by_words. */
    bool leads = own == 0 ? tally->by_row[best] * 10 >= second * 12 : tally->by_row[best] >= 2 * second;
    bool certain = own != SIZE_MAX && tally->words >= FOREIGN_WORDS && tally->by_row[best] * 4 >= tally->words && leads &&
                   own * 4 <= tally->by_row[best];
    return certain ? rows[best].tag : NULL;
}

void pl_article_mark_foreign(struct pl_article *article)
{
    pl_str whole = pl_article_language(article);
    if (pl_str_empty(whole))
        return;
    struct tally tally = new_tally(article->arena);
    for (struct pl_node *node = article->body; node; node = pl_node_next_in(article->body, node)) {
        if (!is_leaf(node) || !pl_str_empty(pl_node_language(node)))
            continue;
        const char *tag = language_of_block(&tally, node, whole);
        size_t size = tag ? strlen(tag) : 0;
        if (tag && !(whole.size >= size && pl_str_eq_ascii_nocase(pl_str_slice(whole, 0, size), pl_str_from(tag))))
            pl_node_set_attribute(article->arena, node, PL_LIT("lang"), pl_str_from(tag));
    }
}
