// SPDX-License-Identifier: MIT
/* tests/base/languages.c: every row is complete; tags are canonical; scripts have their direction. */
#include "base/languages.h"

#include "base/utf8.h"
#include "support/support.h"

static void every_row_is_complete(void **state)
{
    (void)state;
    size_t count;
    const struct pl_language *rows = pl_languages(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pl_language *row = &rows[i];
        const pl_str texts[] = {row->tag,       row->name,      row->contents,  row->note,
                                row->page,      row->read_more, row->quotes[0], row->quotes[1],
                                row->quotes[2], row->quotes[3]};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            if (pl_str_empty(texts[k]) || pl_utf8_valid_prefix(texts[k]) != texts[k].size)
                fail_msg("%.*s: column %zu", PL_ARG(row->tag), k);
        for (size_t m = 0; m < 12; m++) {
            assert_false(pl_str_empty(row->months[m]));
            for (size_t n = 0; n < m; n++)
                assert_false(pl_str_eq(row->months[m], row->months[n]));
        }
        bool is_known = !pl_str_eq(row->tag, PL_LIT("und"));
        assert_int_equal(is_known, pl_str_contains(row->date_form, PL_LIT("%d")) &&
                                       pl_str_contains(row->date_form, PL_LIT("%Y")));
        assert_true(pl_str_empty(row->hyphenation) ||
                    (pl_str_starts(row->hyphenation, PL_LIT("hyph_")) &&
                     pl_str_ends(row->hyphenation, PL_LIT(".dic"))));
        assert_ptr_equal(pl_language_lookup(row->tag), row);
    }
}

static void tags_find_their_row(void **state)
{
    (void)state;
    assert_text_equal(pl_language_lookup(PL_LIT("de-AT"))->tag, "de");
    assert_text_equal(pl_language_lookup(PL_LIT("DE_at"))->tag, "de");
    assert_text_equal(pl_language_lookup(PL_LIT("no"))->tag, "nb");
    assert_text_equal(pl_language_lookup(PL_LIT("iw"))->tag, "he");
    assert_text_equal(pl_language_lookup(PL_LIT("tlh"))->tag, "und");
    assert_text_equal(pl_language_lookup(PL_LIT(""))->tag, "und");
    assert_text_equal(pl_language_primary(PL_LIT("zh-Hant-TW")), "zh");
}

static void canonical_tags(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *tag, *canonical;
    } rows[] = {
        {"en-us", "en-US"},
        {"EN_us", "en-US"},
        {"zh-hant-tw", "zh-Hant-TW"},
        {"mn-cYRL-mn", "mn-Cyrl-MN"},
        {"de-ch-1996", "de-CH-1996"},
        {"sl-rozaj-biske", "sl-rozaj-biske"},
        {"en-CA-x-CA", "en-CA-x-ca"}, // RFC 5646 §2.1.1
        {"az-latn-x-LATN", "az-Latn-x-latn"},
        {"X-whatever", "x-whatever"},
        {"  fr ", "fr"},
        {"", ""},
        {"english", "english"}, // well-formed: registered languages have up to eight letters
        {"en--us", ""},
        {"en-", ""},
        {"-en", ""},
        {"e", ""},
        {"en-x", ""},
        {"de-DE-\xC3\xA9", ""},
        {"1234", ""},
        {"abcdefghi", ""},
        {"en us", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text_equal(pl_language_canonical(test->arena, pl_str_from(rows[i].tag)),
                          rows[i].canonical);
}

static void directions(void **state)
{
    (void)state;
    static const char *const leftwards[] = {"ar", "he",      "fa-IR",   "ur",
                                            "yi", "az-Arab", "ku_arab", "ps"};
    static const char *const rightwards[] = {"en", "ar-Latn", "he-Latn-IL", "az",
                                             "ja", "",        "und",        "ku"};
    for (size_t i = 0; i < 8; i++) {
        assert_true(pl_language_is_right_to_left(pl_str_from(leftwards[i])));
        assert_false(pl_language_is_right_to_left(pl_str_from(rightwards[i])));
    }
}

static void languages_write_a_stop_or_a_comma(void **state)
{
    (void)state;
    assert_false(pl_language_has_decimal_comma(PL_LIT("en")));
    assert_true(pl_language_has_decimal_comma(PL_LIT("de-AT")));
    assert_false(pl_language_has_decimal_comma(PL_LIT("de-CH")));
    assert_true(pl_language_has_decimal_comma(PL_LIT("fr")));
    assert_false(pl_language_has_decimal_comma(PL_LIT("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(every_row_is_complete), PL_TEST(tags_find_their_row),
                                       PL_TEST(canonical_tags), PL_TEST(directions),
                                       PL_TEST(languages_write_a_stop_or_a_comma)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
