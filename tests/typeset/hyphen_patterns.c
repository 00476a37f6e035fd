// SPDX-License-Identifier: MIT
/* tests/typeset/hyphen_patterns.c: words are divided where libhyphen divides them. */
#include "typeset/hyphen_patterns.h"

#include "support/support.h"

#include <glib.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "base/utf8.h"

#ifdef PLATEN_HAS_LIBHYPHEN
#include <hyphen.h>

/* libhyphen forgets some of its own memory. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:hnj_malloc\nleak:hnj_realloc\n";
}
#endif

static const struct pl_hyphen_patterns *load(struct pl_test *test, const char *file, pl_str *bytes)
{
    pl_str path = pl_str_format(test->arena, "/usr/share/hyphen/%s", file);
    if (!pl_path_is_file(path)) {
        if (getenv("CI"))
            fail_msg("no pattern file %s", file);
        return NULL;
    }
    assert_true(pl_file_read(test->arena, path, 1 << 24, bytes, &test->diags));
    return pl_hyphen_patterns_read(test->arena, *bytes);
}

static size_t letters_of(const char *word, uint32_t *letters)
{
    pl_str text = pl_str_from(word);
    size_t count = 0;
    for (size_t at = 0; at < text.size && count < PL_HYPHEN_WORD_MAX;)
        letters[count++] = pl_utf8_next(text, &at);
    return count;
}

/* The word with "-" at its points, and what changes there: "asz{sz=sz}szony". */
static pl_str divided(struct pl_test *test, const struct pl_hyphen_patterns *patterns,
                      const uint32_t *letters, size_t count)
{
    struct pl_hyphen_point points[PL_HYPHEN_WORD_MAX];
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_hyphen_points(patterns, letters, count, points);
    for (size_t k = 0; k < count; k++) {
        if (points[k].is_point && points[k].change.size)
            pl_strbuf_addf(&out, "{%u,%u %.*s}", points[k].changed, points[k].behind,
                           PL_ARG(points[k].change));
        else if (points[k].is_point)
            pl_strbuf_add_byte(&out, '-');
        pl_strbuf_add_char(&out, letters[k]);
    }
    return pl_strbuf_str(&out);
}

static void known_words_are_divided(void **state)
{
    static const struct {
        const char *file, *word, *divided;
    } rows[] = {
        {"hyph_en_US.dic", "hyphenation", "hy-phen-ation"},
        {"hyph_en_US.dic", "typesetting", "type-set-ting"},
        {"hyph_en_US.dic", "a", "a"},
        {"hyph_de_DE.dic", "silbentrennung", "sil-ben-tren-nung"},
        {"hyph_de_DE.dic", "wirtschaftsprüfung", "wirt-schafts-prü-fung"},
        {"hyph_fr.dic", "décision", "dé-ci-sion"},
        {"hyph_es_ES.dic", "decisión", "de-ci-sión"},
        {"hyph_ru_RU.dic", "контора", "конто-ра"}, // TeX: кон-то-ра,
        {"hyph_hu_HU.dic", "asszony", "as{1,0 sz=}szony"},
        {"hyph_hi_IN.dic", "कार्यालय", "का-र्या-लय"},
    };
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str bytes;
        const struct pl_hyphen_patterns *patterns = load(test, rows[i].file, &bytes);
        if (!patterns)
            continue;
        uint32_t letters[PL_HYPHEN_WORD_MAX];
        size_t count = letters_of(rows[i].word, letters);
        assert_text_equal(divided(test, patterns, letters, count), rows[i].divided);
    }
}

/* A file of the README's own kind: the patterns are ours. */
static const struct pl_hyphen_patterns *small_file(struct pl_test *test, pl_str *text)
{
    *text = PL_LIT("UTF-8\n% a comment\nCOMPOUNDLEFTHYPHENMIN 2\nNOHYPHEN -,'\n"
                   "ffa1/ff=f,2,1\n.schif1fahrt\n1-1\nNEXTLEVEL\na1b\nab3c/b=c,2,1\ny1b2a\n");
    return pl_hyphen_patterns_read(test->arena, *text);
}

static void a_trie_is_the_same_from_its_bytes(void **state)
{
    struct pl_test *test = *state;
    pl_str text;
    const struct pl_hyphen_patterns *patterns = small_file(test, &text);
    struct pl_strbuf first = PL_STRBUF(test->arena), second = PL_STRBUF(test->arena);
    pl_hyphen_patterns_write(&first, patterns, text);
    pl_str bytes = pl_strbuf_str(&first);
    const struct pl_hyphen_patterns *again = pl_hyphen_patterns_map(test->arena, bytes, text);
    assert_non_null(again);
    pl_hyphen_patterns_write(&second, again, text);
    assert_str_equal(pl_strbuf_str(&second), bytes);
    uint32_t letters[] = {'y', 'b', 'b', 'a', 'b', 'c', 'y', 'b'};
    assert_str_equal(divided(test, again, letters, 8), divided(test, patterns, letters, 8));
}

static void damaged_bytes_are_no_trie(void **state)
{
    struct pl_test *test = *state;
    pl_str text;
    const struct pl_hyphen_patterns *patterns = small_file(test, &text);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_hyphen_patterns_write(&out, patterns, text);
    pl_str bytes = pl_strbuf_str(&out);
    assert_null(pl_hyphen_patterns_map(test->arena, bytes, PL_LIT("UTF-8\nother\n")));
    for (size_t size = 0; size < bytes.size; size += size < 100 ? 1 : 997)
        assert_null(pl_hyphen_patterns_map(test->arena, pl_str_slice(bytes, 0, size), text));
    for (size_t at = 0; at < bytes.size; at += at < 100 ? 1 : 997) {
        out.data[at] ^= 0x41;
        assert_null(pl_hyphen_patterns_map(test->arena, bytes, text));
        out.data[at] ^= 0x41;
    }
    assert_non_null(pl_hyphen_patterns_map(test->arena, bytes, text));
}

static void a_bad_file_gives_nothing_or_less(void **state)
{
    struct pl_test *test = *state;
    assert_null(pl_hyphen_patterns_read(test->arena, PL_LIT("")));
    assert_null(pl_hyphen_patterns_read(test->arena, PL_LIT("NO-SUCH-ENCODING\na1b\n")));
    const struct pl_hyphen_patterns *patterns = pl_hyphen_patterns_read(
        test->arena,
        PL_LIT("UTF-8\n1\n\n999999\na1\n/\n.\nb2/x=,1,1\nb1/=,-9,99\nb1a/xxxxxxx=\nNEXTLEVEL\n"
               "a1b\nLEFTHYPHENMIN 400\na1.\n1a1b1/y,400,400\nNEXTLEVEL\nc1d"));
    static const uint32_t alphabet[] = {'a', 'b', '.', '1', '-', 0x301, 0x10FFFF};
    for (uint32_t n = 0; n < 3000; n++) {
        uint32_t letters[PL_HYPHEN_WORD_MAX];
        struct pl_hyphen_point points[PL_HYPHEN_WORD_MAX];
        uint32_t left = n * 2654435761u;
        size_t count = 1 + n % (PL_HYPHEN_WORD_MAX - 1);
        for (size_t i = 0; i < count; i++, left = left * 1664525u + 1013904223u)
            letters[i] = alphabet[(left >> 16) % 7];
        pl_hyphen_points(patterns, letters, count, points);
    }
}

#ifdef PLATEN_HAS_LIBHYPHEN

/* --- Against libhyphen ------------------------------------------------------------------------- */

enum { WORDS = 100000 };

struct judge {
    struct pl_test *test;
    const char *file;
    const struct pl_hyphen_patterns *patterns;
    HyphenDict *dict;
    GIConv to_dict; // (GIConv)-1: the dictionary is in UTF-8
    size_t words, points, changes;
};

static bool open_judge(struct judge *judge, struct pl_test *test, const char *file)
{
    pl_str bytes;
    *judge = (struct judge){.test = test, .file = file};
    judge->patterns = load(test, file, &bytes);
    if (!judge->patterns)
        return false;
    judge->dict = hnj_hyphen_load(
        pl_str_cstr(test->arena, pl_str_format(test->arena, "/usr/share/hyphen/%s", file)));
    assert_non_null(judge->dict);
    const char *set = judge->dict->cset;
    if (!judge->dict->utf8)
        judge->to_dict = g_iconv_open(g_str_has_prefix(set, "ISO8859")
                                          ? pl_str_format(test->arena, "ISO-8859%s", set + 7).data
                                          : set,
                                      "UTF-8");
    return true;
}

static void close_judge(struct judge *judge)
{
    if (!judge->dict->utf8)
        g_iconv_close(judge->to_dict);
    hnj_hyphen_free(judge->dict);
}

/* What libhyphen says, in our form. False where the word can't be written in the dictionary's encoding. */
static bool ask_libhyphen(struct judge *judge, const uint32_t *letters, size_t count,
                          struct pl_hyphen_point *points)
{
    char utf8[PL_HYPHEN_WORD_MAX * 4 + 1], narrow[PL_HYPHEN_WORD_MAX + 8],
        hyphens[PL_HYPHEN_WORD_MAX * 4 + 16];
    size_t size = 0;
    for (size_t i = 0; i < count; i++)
        size += pl_utf8_encode(letters[i], utf8 + size);
    utf8[size] = 0;
    char *word = utf8;
    if (!judge->dict->utf8) {
        char *from = utf8, *to = narrow;
        gsize left = size, room = PL_HYPHEN_WORD_MAX;
        if (g_iconv(judge->to_dict, &from, &left, &to, &room) == (gsize)-1)
            return false;
        *to = 0;
        word = narrow;
        size = (size_t)(to - narrow);
    }
    char **texts = NULL;
    int *places = NULL, *cuts = NULL;
    bool done = hnj_hyphen_hyphenate3(judge->dict, word, (int)size, hyphens, NULL, &texts, &places,
                                      &cuts, 0, 0, 0, 0) == 0;
    memset(points, 0, count * sizeof *points);
    // It says in which letter (in UTF-8; else byte, which is the same) a hyphen may follow.
    for (size_t i = 1; i < count; i++) {
        points[i].is_point = hyphens[i - 1] & 1;
        if (points[i].is_point && texts && texts[i - 1]) {
            points[i].change = pl_str_copy(judge->test->arena, pl_str_from(texts[i - 1]));
            points[i].changed = (uint8_t)places[i - 1];
            points[i].behind = (uint8_t)(cuts[i - 1] - places[i - 1]);
        }
    }
    for (size_t i = 0; texts && i < size; i++)
        free(texts[i]);
    free(texts);
    free(places);
    free(cuts);
    return done;
}

static void compare(struct judge *judge, const uint32_t *letters, size_t count)
{
    struct pl_hyphen_point ours[PL_HYPHEN_WORD_MAX], theirs[PL_HYPHEN_WORD_MAX];
    if (!ask_libhyphen(judge, letters, count, theirs))
        return;
    judge->words++;
    pl_hyphen_points(judge->patterns, letters, count, ours);
    for (size_t i = 0; i < count; i++) {
        judge->points += ours[i].is_point;
        bool same = ours[i].is_point == theirs[i].is_point;
        if (same && ours[i].is_point) {
            judge->changes += ours[i].change.size > 0;
            same = pl_str_eq(ours[i].change, theirs[i].change) &&
                   ours[i].changed == theirs[i].changed && ours[i].behind == theirs[i].behind;
        }
        if (same)
            continue;
        struct pl_strbuf word = PL_STRBUF(judge->test->arena);
        for (size_t k = 0; k < count; k++) {
            if (theirs[k].is_point)
                pl_strbuf_addf(&word, "=");
            pl_strbuf_add_char(&word, letters[k]);
        }
        fail_msg("%s: ours '%.*s', libhyphen's '%.*s' at %zu (%u,%u %.*s)", judge->file,
                 PL_ARG(divided(judge->test, judge->patterns, letters, count)),
                 PL_ARG(pl_strbuf_str(&word)), i, theirs[i].changed, theirs[i].behind,
                 PL_ARG(theirs[i].change));
    }
}

/* The words of a list, lower case, each once: a word a line, what stands behind a "/" left out. */
static void compare_list(struct judge *judge, const char *path, GHashTable *seen)
{
    struct pl_test *test = judge->test;
    pl_str bytes, line;
    if (!pl_path_is_file(pl_str_from(path))) {
        if (getenv("CI"))
            fail_msg("no list of words %s", path);
        return;
    }
    assert_true(pl_file_read(test->arena, pl_str_from(path), 1 << 24, &bytes, &test->diags));
    while (judge->words < WORDS && pl_str_next_line(&bytes, &line)) {
        size_t slash = pl_str_find_byte(line, '/', 0);
        pl_str word = pl_str_trim(pl_str_slice(line, 0, slash));
        uint32_t letters[PL_HYPHEN_WORD_MAX];
        size_t count = 0, at = 0;
        while (at < word.size && count < PL_HYPHEN_WORD_MAX)
            letters[count++] = pl_char_to_lower(pl_utf8_next(word, &at));
        char *key = g_utf8_strdown(word.data, (gssize)word.size);
        if (at < word.size || count == 0 || !g_hash_table_add(seen, key))
            continue;
        compare(judge, letters, count);
    }
}

static void real_words_are_divided_as_by_libhyphen(void **state)
{
    static const struct {
        const char *file, *lists[2];
    } rows[] = {
        {"hyph_en_US.dic", {"/usr/share/dict/american-english"}},
        {"hyph_de_DE.dic", {"/usr/share/dict/ngerman"}},
        {"hyph_fr.dic", {"/usr/share/dict/french"}},
        {"hyph_es_ES.dic", {"/usr/share/dict/spanish", "/usr/share/hunspell/es_ES.dic"}},
        {"hyph_ru_RU.dic", {"/usr/share/hunspell/ru_RU.dic"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct judge judge;
        GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        if (open_judge(&judge, *state, rows[i].file)) {
            for (int k = 0; k < 2 && rows[i].lists[k]; k++)
                compare_list(&judge, rows[i].lists[k], seen);
            print_message("%s: %zu words, %zu points\n", rows[i].file, judge.words, judge.points);
            if (getenv("CI")) {
                assert_true(judge.words >= WORDS);
                assert_true(judge.points > judge.words); // more than one a word, in every language of these
            }
            close_judge(&judge);
        }
        g_hash_table_destroy(seen);
    }
}

/* --- Invented words -------------------------------------------------------------------------------- */

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

/* Words are put together of the letters of the file's own patterns: what no pattern names tests nothing. */
static size_t make_word(pl_str patterns, uint32_t *letters)
{
    size_t count = 0, wanted = 3 + dice(17);
    while (count < wanted) {
        size_t at = dice((uint32_t)patterns.size);
        while (at > 0 && patterns.data[at - 1] != '\n')
            at--;
        while (at < patterns.size && !strchr("\n/%", patterns.data[at]) && count < wanted) {
            uint32_t c = pl_utf8_next(patterns, &at);
            if (pl_char_is_letter(c) || pl_char_is_mark(c) || c == '\'' || c == '-')
                letters[count++] = pl_char_to_lower(c);
        }
        seed++;
    }
    return count;
}

/* The file as UTF-8 from behind its first line on. */
static pl_str pattern_text(struct judge *judge)
{
    struct pl_test *test = judge->test;
    pl_str bytes, encoding, path = pl_str_format(test->arena, "/usr/share/hyphen/%s", judge->file);
    assert_true(pl_file_read(test->arena, path, 1 << 24, &bytes, &test->diags));
    pl_str_next_line(&bytes, &encoding);
    if (judge->dict->utf8)
        return bytes;
    const char *set = judge->dict->cset;
    gsize size;
    char *text = g_convert(bytes.data, (gssize)bytes.size, "UTF-8",
                           g_str_has_prefix(set, "ISO8859")
                               ? pl_str_format(test->arena, "ISO-8859%s", set + 7).data
                               : set,
                           NULL, &size, NULL);
    assert_non_null(text);
    pl_str copy = pl_str_copy(test->arena, (pl_str){text, size});
    g_free(text);
    return copy;
}

static void invented_words_are_divided_as_by_libhyphen(void **state)
{
    static const char *const files[] = {
        "hyph_en_US.dic", "hyph_fr.dic",    "hyph_es_ES.dic", "hyph_de_DE.dic", "hyph_ru_RU.dic",
        "hyph_uk_UA.dic", "hyph_el_GR.dic", "hyph_it_IT.dic", "hyph_pt_BR.dic", "hyph_nl_NL.dic",
        "hyph_pl_PL.dic", "hyph_cs_CZ.dic", "hyph_sv_SE.dic", "hyph_da_DK.dic", "hyph_nb_NO.dic",
        "hyph_hi_IN.dic", "hyph_bn_IN.dic", "hyph_ta_IN.dic", "hyph_hu_HU.dic",
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct judge judge;
        if (!open_judge(&judge, *state, files[i]))
            continue;
        pl_str text = pattern_text(&judge);
        for (uint32_t n = 0; n < 20000; n++) {
            uint32_t letters[PL_HYPHEN_WORD_MAX];
            seed = n * 7919 + 1;
            size_t count = make_word(text, letters);
            compare(&judge, letters, count);
        }
        print_message("%s: %zu words, %zu points, %zu changes\n", judge.file, judge.words,
                      judge.points, judge.changes);
        assert_true(judge.points > 1000);
        close_judge(&judge);
    }
}

#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(known_words_are_divided),
        PL_TEST(a_trie_is_the_same_from_its_bytes),
        PL_TEST(damaged_bytes_are_no_trie),
        PL_TEST(a_bad_file_gives_nothing_or_less),
#ifdef PLATEN_HAS_LIBHYPHEN
        PL_TEST(real_words_are_divided_as_by_libhyphen),
        PL_TEST(invented_words_are_divided_as_by_libhyphen),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
