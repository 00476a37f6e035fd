// SPDX-License-Identifier: MIT
/* tests/typeset/paragraph.c: text out is text in; lines are as wide as they say; the fast ways give what
 * the slow ones do; in every script. */
#include "typeset/paragraph.h"

#include "support/support.h"

#include "base/file.h"
#include "base/utf8.h"
#include "support/styles.h"
#include "typeset/dump.h"
#include "typeset/typesetter.h"

struct setter {
    struct pl_arena *arena, *scratch;
    struct pl_diags diags;
    struct pl_fonts *fonts;
    struct pl_typesetter *typesetter;
    struct pl_style *style;
};

static int set_up(void **state)
{
    struct pl_arena *arena = pl_arena_new(0);
    struct setter *setter = PL_NEW(arena, struct setter);
    setter->arena = arena;
    setter->scratch = pl_arena_new(0);
    setter->diags = PL_DIAGS(arena);
    struct pl_fonts_options options = {.folder = PL_LIT(PLATEN_DATA_DIR "/fonts")};
    setter->fonts = pl_fonts_open(arena, &options, &setter->diags);
    setter->typesetter = pl_typesetter_new(setter->fonts, &setter->diags);
    setter->style = style_new(arena);
    style_family(arena, setter->style, "Linux Libertine O");
    *state = setter;
    return 0;
}

static int tear_down(void **state)
{
    struct setter *setter = *state;
    pl_typesetter_free(setter->typesetter);
    pl_arena_free(setter->scratch);
    pl_arena_free(setter->arena);
    return 0;
}

static struct pl_style *pretty(struct setter *setter)
{
    struct pl_style *style = style_copy(setter->arena, setter->style);
    style_keyword(setter->arena, style, PL_PROPERTY_text_align, PL_KEYWORD_justify);
    style_keyword(setter->arena, style, PL_PROPERTY_text_wrap_style, PL_KEYWORD_pretty);
    style_keyword(setter->arena, style, PL_PROPERTY_hyphens, PL_KEYWORD_auto);
    style_keyword(setter->arena, style, PL_PROPERTY_overflow_wrap, PL_KEYWORD_anywhere);
    style_percentage(setter->arena, style, PL_PROPERTY__platen_glyph_expansion, 2);
    return style;
}

static const struct pl_lines *set(struct setter *setter, struct pl_typesetter *typesetter,
                                  const struct pl_style *style, pl_str text, const char *language,
                                  double width)
{
    struct pl_text_span span = {.style = style, .owner = 1};
    struct pl_paragraph paragraph = {.text = text,
                                     .spans = &span,
                                     .span_count = 1,
                                     .style = style,
                                     .language = pl_str_from(language),
                                     .measure = {.width = PL_PT(width)}};
    pl_arena_reset(setter->scratch);
    return pl_paragraph_set(typesetter, setter->arena, setter->scratch, &paragraph, &setter->diags);
}

/* --- Samples ----------------------------------------------------------------------------------- */

static const struct {
    const char *language, *text;
    bool is_right_to_left;
} samples[] = {
    {"en",
     "The harbour office kept its ledgers in a room that faced north\u2014so that the "
     "\u201cafternoon light\u201d would "
     "not fade the ink; nobody remembered who had decided this (and/or why), a well-known oddity "
     "in 1998.",
     false},
    {"de",
     "Die Donaudampfschifffahrtsgesellschaft ver\u00f6ffentlichte gestern au\u00dferordentliche "
     "Berichte: \u201eviel L\u00e4rm\u201c.",
     false},
    {"fr",
     "L\u2019office du port\u202f: \u00ab\u202fpersonne ne se souvenait\u202f\u00bb de la "
     "d\u00e9cision prise\u00a0; pourquoi\u202f?",
     false},
    {"el",
     "\u03a4\u03bf \u03b3\u03c1\u03b1\u03c6\u03b5\u03af\u03bf \u03c4\u03bf\u03c5 "
     "\u03bb\u03b9\u03bc\u03b1\u03bd\u03b9\u03bf\u03cd "
     "\u03ba\u03c1\u03b1\u03c4\u03bf\u03cd\u03c3\u03b5 \u03c4\u03b1 "
     "\u03b2\u03b9\u03b2\u03bb\u03af\u03b1 \u03c4\u03bf\u03c5.",
     false},
    {"ru",
     "\u041a\u043e\u043d\u0442\u043e\u0440\u0430 \u043f\u043e\u0440\u0442\u0430 "
     "\u0445\u0440\u0430\u043d\u0438\u043b\u0430 \u0441\u0432\u043e\u0438 "
     "\u043a\u043d\u0438\u0433\u0438 \u0432 \u043a\u043e\u043c\u043d\u0430\u0442\u0435.",
     false},
    {"ar",
     "\u0643\u0627\u0646 \u0627\u0644\u0645\u064a\u0646\u0627\u0621 "
     "\u0645\u0641\u062a\u0648\u062d\u0627\u064b\u060c \u0648\u0641\u064a\u0647 24 "
     "\u0633\u0641\u064a\u0646\u0629 (English words) \u0645\u0646 \u0628\u0644\u0627\u062f.",
     true},
    {"he",
     "\u05de\u05e9\u05e8\u05d3 \u05d4\u05e0\u05de\u05dc \u05e9\u05de\u05e8 12 "
     "\u05e1\u05e4\u05e8\u05d9\u05dd [abc] \u05d1\u05d7\u05d3\u05e8.",
     true},
    {"hi",
     "\u092a\u0941\u0930\u093e\u0928\u0947 \u092c\u0902\u0926\u0930\u0917\u093e\u0939 \u0915\u0947 "
     "\u092a\u093e\u0938 \u090f\u0915 \u0915\u093e\u0930\u094d\u092f\u093e\u0932\u092f "
     "\u0925\u093e\u0964",
     false},
    {"bn",
     "\u09aa\u09c1\u09b0\u09be\u09a8\u09cb \u09ac\u09a8\u09cd\u09a6\u09b0\u09c7\u09b0 "
     "\u0995\u09be\u099b\u09c7 \u098f\u0995\u099f\u09bf \u0985\u09ab\u09bf\u09b8\u0964",
     false},
    {"ta",
     "\u0baa\u0bb4\u0bc8\u0baf \u0ba4\u0bc1\u0bb1\u0bc8\u0bae\u0bc1\u0b95 "
     "\u0b85\u0bb2\u0bc1\u0bb5\u0bb2\u0b95\u0bae\u0bcd.",
     false},
    {"th",
     "\u0e2a\u0e33\u0e19\u0e31\u0e01\u0e07\u0e32\u0e19\u0e40\u0e25\u0e47\u0e01\u0e46 "
     "\u0e43\u0e01\u0e25\u0e49\u0e17\u0e48\u0e32\u0e40\u0e23\u0e37\u0e2d\u0e40\u0e01\u0e48\u0e32"
     "\u0e40\u0e1b\u0e34\u0e14\u0e15\u0e25\u0e2d\u0e14\u0e17\u0e31\u0e49\u0e07\u0e04\u0e37\u0e19",
     false},
    {"ja",
     "\u53e4\u3044\u6e2f\u306e\u305d\u3070\u306b\u5c0f\u3055\u306a\u4e8b\u52d9\u6240\u304c\u3042"
     "\u308a\u3001\u300c\u6d77\u306e\u8a71\u300d\u3092\u3057\u305f\u30022024\u5e74\u306bPlaten"
     "\u304c\u5c4a\u3044\u305f\u3002",
     false},
    {"zh-CN",
     "\u8001\u6e2f\u53e3\u65c1\u8fb9\u6709\u4e00\u95f4\u529e\u516c\u5ba4\uff0c\u6bcf\u5929\u665a"
     "\u4e0a\u6e14\u6c11\u4eec\u90fd\u6765\u8bb2\u6545\u4e8b\u3002",
     false},
    {"ko",
     "\uc624\ub798\ub41c \ud56d\uad6c \uc606\uc5d0 \uc791\uc740 \uc0ac\ubb34\uc2e4\uc774 "
     "\uc788\uc5c8\ub2e4.",
     false},
    {"en",
     "co\u00adop\u00ader\u00ada\u00adtion\u2028a forced\u2028\u2028break, tab\there, "
     "\u2067\u05d0\u05d1 x\u2069, e\u0301\u0302\u0303 \U00010380\U0001F600 \ufeff\u200bend ",
     false},
    {"en", "\u2028", false},
    {"und", " ", false},
};

enum { SAMPLE_COUNT = sizeof samples / sizeof *samples };

static uint32_t seed;

static uint32_t dice(uint32_t sides)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % sides;
}

/* Characters of one script, of any script, spaces, marks, controls, unassigned ones. */
static pl_str random_text(struct pl_arena *arena)
{
    static const struct {
        uint32_t first, count;
    } ranges[] = {
        {'a', 26},      {'a', 26},      {'A', 26},     {'!', 31},     {0xC0, 64},
        {0x370, 80},    {0x410, 64},    {0x5D0, 27},   {0x621, 40},   {0x905, 100},
        {0x985, 90},    {0xB85, 80},    {0xE01, 58},   {0x1780, 60},  {0x3041, 86},
        {0x4E00, 3000}, {0xAC00, 3000}, {0x300, 40},   {0x2000, 112}, {0x3000, 20},
        {0xE000, 40},   {0x1F600, 60},  {0x10380, 20}, {0xFFFD, 1},   {0xFE00, 16},
    };
    enum { COUNT = sizeof ranges / sizeof *ranges };
    struct pl_strbuf text = PL_STRBUF(arena);
    uint32_t script = dice(COUNT), size = 1 + dice(120);
    for (uint32_t i = 0; i < size; i++) {
        uint32_t which = dice(4) ? script : dice(COUNT);
        if (dice(6) == 0)
            pl_strbuf_add_byte(&text, ' ');
        else
            pl_strbuf_add_char(&text, ranges[which].first + dice(ranges[which].count));
    }
    return pl_strbuf_str(&text);
}

/* --- Claims ---------------------------------------------------------------------------------------- */

static void check_run(const struct pl_run *run)
{
    size_t bytes = 0, glyphs = 0;
    for (uint32_t i = 0; i < run->cluster_count; i++) {
        bytes += run->clusters[i].byte_count;
        glyphs += run->clusters[i].glyph_count;
        assert_true(run->clusters[i].byte_count || run->clusters[i].glyph_count);
    }
    assert_int_equal(bytes, run->text.size);
    assert_int_equal(glyphs, run->glyph_count);
    for (uint32_t i = 0; i < run->glyph_count; i++) {
        if (run->glyphs[i].id == 0) // .notdef is never drawn
            fail_msg("a glyph that isn't there in '%.*s'", PL_ARG(run->text));
    }
}

/* The line's text is its runs' in order, with one more hyphen where it was divided. */
static void check_text(struct setter *setter, pl_str text, const struct pl_lines *lines,
                       size_t index)
{
    const struct pl_line *line = &lines->lines[index];
    struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, index);
    struct pl_strbuf out = PL_STRBUF(setter->arena), expected = PL_STRBUF(setter->arena);
    for (size_t i = 0; i < content.run_count; i++) {
        check_run(&content.runs[i]);
        pl_strbuf_add(&out, content.runs[i].text);
    }
    pl_str slice = pl_str_slice(text, line->first, line->end);
    pl_strbuf_add(&expected, slice);
    if (line->ends_hyphenated && !pl_str_ends(slice, PL_LIT("\xC2\xAD")) &&
        !pl_str_ends(slice, PL_LIT("-")) && !pl_str_ends(slice, PL_LIT("\u2010")))
        pl_strbuf_add(&expected, PL_LIT("\xC2\xAD"));
    assert_str_equal(pl_strbuf_str(&out), pl_strbuf_str(&expected));
}

static void check_lines(struct setter *setter, pl_str text, const struct pl_lines *lines)
{
    uint32_t at = 0;
    pl_flow y = 0;
    for (size_t i = 0; i < lines->count; i++) {
        assert_int_equal(lines->lines[i].first, at);
        assert_int_equal(lines->lines[i].y, y);
        at = lines->lines[i].end;
        y += lines->lines[i].height;
        check_text(setter, text, lines, i);
    }
    assert_int_equal(at, text.size);
    assert_int_equal(lines->height, y);
}

static void text_out_is_text_in(void **state)
{
    struct setter *setter = *state;
    struct pl_style *styles[] = {setter->style, pretty(setter)};
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        for (int s = 0; s < 4; s++) {
            struct pl_style *style = style_copy(setter->arena, styles[s & 1]);
            if (samples[i].is_right_to_left || s > 2)
                style_keyword(setter->arena, style, PL_PROPERTY_direction, PL_KEYWORD_rtl);
            pl_str text = pl_str_from(samples[i].text);
            check_lines(setter, text,
                        set(setter, setter->typesetter, style, text, samples[i].language,
                            s < 2 ? 150 : 47));
        }
    }
}

static void random_text_comes_out_whole(void **state)
{
    struct setter *setter = *state;
    struct pl_style *styles[] = {setter->style, pretty(setter)};
    for (uint32_t n = 0; n < 300; n++) {
        seed = n * 7919 + 5;
        pl_str text = random_text(setter->arena);
        double width = 1 + dice(200);
        check_lines(
            setter, text,
            set(setter, setter->typesetter, styles[n & 1], text, n % 3 ? "en" : "ar", width));
    }
}

static void justified_lines_fill_the_measure(void **state)
{
    struct setter *setter = *state;
    const struct pl_lines *lines = set(setter, setter->typesetter, pretty(setter),
                                       pl_str_from(samples[0].text), "en", 150);
    assert_true(lines->count > 3);
    for (size_t i = 0; i + 1 < lines->count; i++) {
        const struct pl_line *line = &lines->lines[i];
        assert_int_equal(line->left, 0);
        assert_int_equal(line->width, PL_PT(150));
        struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, i);
        pl_flow width = content.runs[0].advance;
        assert_int_equal(width, PL_PT(150));
    }
}

/* What two ways of setting give, glyph by glyph. */
static void check_same(struct setter *setter, struct pl_typesetter *other,
                       const struct pl_style *style, pl_str text, const char *language,
                       double width)
{
    const struct pl_lines *a = set(setter, setter->typesetter, style, text, language, width);
    const struct pl_lines *b = set(setter, other, style, text, language, width);
    struct pl_strbuf a_dump = PL_STRBUF(setter->arena), b_dump = PL_STRBUF(setter->arena);
    pl_lines_dump(&a_dump, a);
    pl_lines_dump(&b_dump, b);
    assert_str_equal(pl_strbuf_str(&b_dump), pl_strbuf_str(&a_dump));
    for (size_t i = 0; i < a->count; i++) {
        struct pl_line_content x = pl_line_runs(setter->typesetter, setter->arena, a, i);
        struct pl_line_content y = pl_line_runs(other, setter->arena, a,
                                                i); // also: lines of one, glyphs by the other
        assert_int_equal(x.run_count, y.run_count);
        for (size_t r = 0; r < x.run_count; r++) {
            assert_int_equal(x.runs[r].face, y.runs[r].face);
            assert_int_equal(x.runs[r].x, y.runs[r].x);
            assert_int_equal(x.runs[r].glyph_count, y.runs[r].glyph_count);
            assert_memory_equal(x.runs[r].glyphs, y.runs[r].glyphs,
                                x.runs[r].glyph_count * sizeof *x.runs[r].glyphs);
        }
    }
}

static void remembered_words_are_the_shaped_ones(void **state)
{
    struct setter *setter = *state;
    struct pl_typesetter *other = pl_typesetter_new(setter->fonts, &setter->diags);
    other->no_word_cache = true;
    struct pl_style *style = pretty(setter);
    for (size_t i = 0; i < SAMPLE_COUNT; i++)
        check_same(setter, other, style, pl_str_from(samples[i].text), samples[i].language, 120);
    for (uint32_t n = 0; n < 100; n++) {
        seed = n * 104729 + 11;
        check_same(setter, other, style, random_text(setter->arena), "en", 90);
    }
    pl_typesetter_free(other);
}

static void plain_text_is_itemised_as_pango_does(void **state)
{
    struct setter *setter = *state;
    struct pl_typesetter *other = pl_typesetter_new(setter->fonts, &setter->diags);
    other->no_plain_text = true;
    struct pl_style *style = pretty(setter);
    static const char signs[] =
        "aaaaabcdefghijklmnopqrstuvwxyz   .,;:!?'\"()[]-/&%$#@*+=<>|~_0123456789";
    for (uint32_t n = 0; n < 600; n++) {
        seed = n * 31337 + 1;
        struct pl_strbuf text = PL_STRBUF(setter->arena);
        uint32_t size = 20 + dice(100);
        pl_strbuf_add(&text, PL_LIT("ab "));
        for (uint32_t i = 0; i < size; i++) {
            static const uint32_t more[] = {0xE9, 0x2019, 0x201C, 0x201D, 0x2013, 0x2014,
                                            0xAB, 0xBB,   0x2026, 0xA0,   0xDF,   0x2018};
            if (dice(10) == 0)
                pl_strbuf_add_char(&text, more[dice(sizeof more / sizeof *more)]);
            else
                pl_strbuf_add_byte(&text, signs[dice(sizeof signs - 1)]);
        }
        check_same(setter, other, style, pl_strbuf_str(&text), "en", 40 + dice(60));
    }
    for (size_t i = 0; i < 3; i++)
        check_same(setter, other, style, pl_str_from(samples[i].text), samples[i].language, 100);
    pl_typesetter_free(other);
}

/* A Hungarian "ssz" stands for two "sz": divided, both are written. */
static void letters_change_where_a_word_is_divided(void **state)
{
    struct setter *setter = *state;
    if (!pl_path_is_file(PL_LIT("/usr/share/hyphen/hyph_hu_HU.dic")))
        return;
    pl_str text = PL_LIT("asszonnyal");
    struct pl_style *style = pretty(setter);
    style_keyword(setter->arena, style, PL_PROPERTY_text_align, PL_KEYWORD_start);
    const struct pl_lines *lines = set(setter, setter->typesetter, style, text, "hu", 40);
    assert_int_equal(lines->count, 2);
    assert_text_equal(pl_str_slice(text, 0, lines->lines[0].end), "asszon");
    struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, 0);
    assert_int_equal(content.runs[0].glyph_count, 8); // a s s z o n y -
    check_lines(setter, text, lines);
}

static void a_missing_character_is_named(void **state)
{
    struct setter *setter = *state;
    set(setter, setter->typesetter, setter->style, PL_LIT("an \U00010380 old sign"), "en", 200);
    assert_int_equal(setter->diags.warnings, 1);
    assert_int_equal(setter->diags.data[0].code, PL_W_GLYPH);
    assert_text_contains(setter->diags.data[0].message, "U+10380");
}

static void long_and_bad_text_ends(void **state)
{
    struct setter *setter = *state;
    struct pl_strbuf word = PL_STRBUF(setter->arena), marks = PL_STRBUF(setter->arena),
                     controls = PL_STRBUF(setter->arena);
    pl_strbuf_add_repeated(&word, 'x', 10000);
    pl_strbuf_add_byte(&marks, 'a');
    for (int i = 0; i < 100000; i++)
        pl_strbuf_add_char(&marks, 0x301);
    for (int i = 0; i < 2000; i++)
        pl_strbuf_add_char(&controls, 0x2066 + (uint32_t)i % 4);
    pl_str texts[] = {pl_strbuf_str(&word), pl_strbuf_str(&marks), pl_strbuf_str(&controls)};
    for (size_t i = 0; i < 3; i++)
        check_lines(setter, texts[i],
                    set(setter, setter->typesetter, pretty(setter), texts[i], "en", 100));
}

static void lines_look_like_this(void **state)
{
    struct setter *setter = *state;
    struct pl_strbuf dump = PL_STRBUF(setter->arena);
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        struct pl_style *style = pretty(setter);
        if (samples[i].is_right_to_left)
            style_keyword(setter->arena, style, PL_PROPERTY_direction, PL_KEYWORD_rtl);
        pl_strbuf_addf(&dump, "# %s\n", samples[i].language);
        pl_lines_dump(&dump, set(setter, setter->typesetter, style, pl_str_from(samples[i].text),
                                 samples[i].language, 150));
    }
    struct pl_test test = {.arena = setter->arena, .diags = PL_DIAGS(setter->arena)};
    assert_golden(&test, "tests/typeset/samples.lines", pl_strbuf_str(&dump));
}

int main(void)
{
#define SETTER_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SETTER_TEST(text_out_is_text_in),
        SETTER_TEST(random_text_comes_out_whole),
        SETTER_TEST(justified_lines_fill_the_measure),
        SETTER_TEST(remembered_words_are_the_shaped_ones),
        SETTER_TEST(plain_text_is_itemised_as_pango_does),
        SETTER_TEST(letters_change_where_a_word_is_divided),
        SETTER_TEST(a_missing_character_is_named),
        SETTER_TEST(long_and_bad_text_ends),
        SETTER_TEST(lines_look_like_this),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
