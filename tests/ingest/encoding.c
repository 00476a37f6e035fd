// SPDX-License-Identifier: MIT
/* tests/ingest/encoding.c: bytes of any encoding become checked UTF-8. */
#include "support/support.h"

#include "ingest/encoding.h"

#define BYTES(literal) {"" literal, sizeof(literal) - 1}

static const struct {
    const char *claim;
    pl_str bytes;
    enum pl_sniff sniff;
    const char *text, *diags;
} cases[] = {
    {"plain UTF-8 stays", BYTES("Grüße"), PL_SNIFF_TEXT, "Grüße", ""},
    {"a mark is taken off", BYTES("\xEF\xBB\xBFGrüße"), PL_SNIFF_TEXT, "Grüße", ""},
    {"UTF-16 by its mark", BYTES("\xFF\xFEG\0r\0\xFC\0"), PL_SNIFF_TEXT, "Grü", ""},
    {"UTF-16 the other way round", BYTES("\xFE\xFF\0G\0r\0\xFC"), PL_SNIFF_TEXT, "Grü", ""},
    {"UTF-16 without a mark", BYTES("T\0w\0o\0 \0m\0i\0l\0l\0s\0"), PL_SNIFF_TEXT, "Two mills", ""},
    {"Windows-1252 where nothing is said", BYTES("caf\xE9 \x93so\x94"), PL_SNIFF_TEXT, "café “so”", ""},
    {"one odd byte in a page of ASCII is doubted",
     BYTES("The weir at Holm was built of larch and clay in the year of the great flood, by caf\xE9 owners."), PL_SNIFF_TEXT,
     "The weir at Holm was built of larch and clay in the year of the great flood, by café owners.",
     "1:84 warning W0103 1 byte is no UTF-8; read as WINDOWS-1252\n"},
    {"UTF-8 with one broken byte", BYTES("Gr\xC3\xBC\xC3\x9F \xC3\xA4 \xC3\xB6 \xFF."), PL_SNIFF_TEXT, "Grüß ä ö \uFFFD.",
     "1:10 warning W0103 1 byte sequence is no text in UTF-8; the first stands here\n"},
    {"a page's declaration", BYTES("<meta charset=windows-1251>\xCC\xE8\xF0"), PL_SNIFF_HTML,
     "<meta charset=windows-1251>Мир", ""},
    {"well-formed UTF-8 outranks what it declares", BYTES("<meta charset=iso-8859-1>Grüße"), PL_SNIFF_HTML,
     "<meta charset=iso-8859-1>Grüße", ""},
    {"Cyrillic by its share of letters", BYTES("\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0! \xCA\xE0\xEA \xE4\xE5\xEB\xE0 \xF3 "
                                               "\xF2\xE5\xE1\xFF \xF1\xE5\xE3\xEE\xE4\xED\xFF?"),
     PL_SNIFF_TEXT, "Привет, мир! Как дела у тебя сегодня?", ""},
    {"forbidden characters go, form feeds part lines", BYTES("a\0b\x01" "c\fd"), PL_SNIFF_TEXT, "abc\nd",
     "1:2 warning W0104 2 forbidden characters were dropped, U+0000 first\n"},
    {"Japanese that doesn't say so", BYTES("\xC0\xEE\xA4\xCE\xBF\xE5\xA4\xCF\xB5\xEE\xC7\xAF\xA4\xE8\xA4\xEA\xA4\xE2\xC4\xE3\xA4\xA4\xA4\xC8\xA4\xB3\xA4\xED\xA4\xCB\xA4\xA2\xA4\xEB\xA4\xC8\xC8\xE0\xBD\xF7\xA4\xCF\xB8\xC0\xA4\xC3\xA4\xBF\xA1\xA3"), PL_SNIFF_TEXT,
     "川の水は去年よりも低いところにあると彼女は言った。", ""},
    {"Korean that doesn't say so", BYTES("\xB0\xAD\xC0\xC7\x20\xB9\xB0\xC0\xBA\x20\xC0\xDB\xB3\xE2\xBA\xB8\xB4\xD9\x20\xB3\xB7\xC0\xBA\x20\xB0\xF7\xBF\xA1\x20\xC0\xD6\xB4\xD9\xB0\xED\x20\xB1\xD7\xB4\xC2\x20\xB8\xBB\xC7\xDF\xB4\xD9\x2E\x20\xC0\xCC\x20\xBC\xF6\xC0\xA7\xB4\xC2\x20\xB4\xD9\xBD\xC3"), PL_SNIFF_TEXT,
     "강의 물은 작년보다 낮은 곳에 있다고 그는 말했다. 이 수위는 다시", ""},
    {"Hebrew that doesn't say so", BYTES("\xE4\xEE\xE9\xED\x20\xE1\xF0\xE4\xF8\x20\xF0\xEE\xE5\xEB\xE9\xED\x20\xE4\xF9\xF0\xE4\x20\xEE\xE0\xE5\xE3\x2C\x20\xE0\xEE\xF8\xE4\x20\xEE\xE9\xF8\xE4\x20\xE4\xE5\xEC\xE8"), PL_SNIFF_TEXT,
     "המים בנהר נמוכים השנה מאוד, אמרה מירה הולט", ""},
    {"an XML declaration", BYTES("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9</a>"), PL_SNIFF_XML,
     "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>", ""},
};

static void bytes_become_text(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pl_input input = {.name = PL_LIT("x"), .bytes = cases[i].bytes};
        test->diags = PL_DIAGS(test->arena);
        pl_input_decode(test->arena, &input, cases[i].sniff, &test->diags);
        if (!pl_str_eq(input.text, pl_str_from(cases[i].text)))
            fail_msg("%s: got «%.*s», expected «%s»", cases[i].claim, PL_ARG(input.text), cases[i].text);
        assert_diags_equal(test, cases[i].diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(bytes_become_text)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
