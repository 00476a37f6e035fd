// SPDX-License-Identifier: MIT
/* tests/typeset/scripts.c: what each script asks of its lines: directions, kinsoku, squeezed signs, gaps. */
#include "support/support.h"

#include "base/strbuf.h"
#include "support/styles.h"
#include "typeset/paragraph.h"
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
    style_family(arena, setter->style, "Noto Serif CJK JP");
    style_keyword(arena, setter->style, PL_PROPERTY_text_autospace, PL_KEYWORD_no_autospace);
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

static struct pl_paragraph paragraph_of(struct setter *setter, const struct pl_style *style,
                                        const char *text, const char *language, double width)
{
    struct pl_text_span *span = PL_NEW(setter->arena, struct pl_text_span);
    *span = (struct pl_text_span){.style = style, .owner = 1};
    return (struct pl_paragraph){.text = pl_str_from(text),
                                 .spans = span,
                                 .span_count = 1,
                                 .style = style,
                                 .language = pl_str_from(language),
                                 .measure = {.width = PL_PT(width)}};
}

static const struct pl_lines *set(struct setter *setter, const struct pl_paragraph *paragraph)
{
    pl_arena_reset(setter->scratch);
    return pl_paragraph_set(setter->typesetter, setter->arena, setter->scratch, paragraph,
                            &setter->diags);
}

/* The natural width of a text on one line, in ems of ten points. */
static double width_of(struct setter *setter, const struct pl_style *style, const char *text,
                       const char *language)
{
    struct pl_paragraph paragraph = paragraph_of(setter, style, text, language, 2000);
    const struct pl_lines *lines = set(setter, &paragraph);
    assert_int_equal(lines->count, 1);
    struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, 0);
    pl_flow width = 0;
    for (size_t i = 0; i < content.run_count; i++)
        width += content.runs[i].advance;
    assert_true(width - lines->lines[0].width <= 2 && lines->lines[0].width - width <= 2);
    return pl_unit_to_pt(lines->lines[0].width) / 10;
}

static void signs_beside_each_other_are_squeezed(void **state)
{
    struct setter *setter = *state;
    static const struct {
        const char *text, *language;
        double ems;
    } rows[] = {
        {"\u6d77\u306e\u8a71", "ja", 3},
        {"\u300c\u6d77\u300d", "ja", 3},
        {"\u300c\u300e\u6d77\u300f\u300d", "ja", 4},
        {"\u300d\u3001\u300c", "ja", 2},
        {"\u3002\u300d\u6d77", "ja", 2.5},
        {"\uff09\u3001\u300e", "ja", 2},
        {"\u6d77\u3001\u8a71", "ja", 3},
        {"\u300d\u3001", "zh-TW", 1.5},
        {"\u3001\u8a71", "zh-TW", 2},
        {"\uff1a\u300c", "ja", 1.5},
        {"\uff1a\u6d77", "ja", 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double ems = width_of(setter, setter->style, rows[i].text, rows[i].language);
        if (ems < rows[i].ems - .01 || ems > rows[i].ems + .01)
            fail_msg("'%s' (%s): %d thousandths of an em", rows[i].text, rows[i].language,
                     (int)(ems * 1000));
    }
    struct pl_style *all = style_copy(setter->arena, setter->style);
    style_keyword(setter->arena, all, PL_PROPERTY_text_spacing_trim, PL_KEYWORD_space_all);
    assert_true(width_of(setter, all, "\u300d\u3001\u300c", "ja") > 2.99);
}

static void ideographs_keep_a_quarter_from_letters(void **state)
{
    struct setter *setter = *state;
    struct pl_style *spaced = style_copy(setter->arena, setter->style);
    style_keyword(setter->arena, spaced, PL_PROPERTY_text_autospace, PL_KEYWORD_normal);
    static const struct {
        const char *text;
        double quarters;
    } rows[] = {
        {"\u6d77abc\u8a71", 2}, {"\u6d772024\u5e74", 2}, {"\u6d77 a \u8a71", 0},
        {"\u3002abc\u300d", 0}, {"\u6d77\u8a71", 0},     {"\ubc14\ub2e4abc", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double more = width_of(setter, spaced, rows[i].text, "ja") -
                      width_of(setter, setter->style, rows[i].text, "ja");
        if (more < rows[i].quarters / 4 - .01 || more > rows[i].quarters / 4 + .01)
            fail_msg("'%s': %d thousandths of an em more", rows[i].text, (int)(more * 1000));
    }
}

/* What stands on the first line. */
static pl_str first_line(struct setter *setter, const struct pl_style *style, const char *text,
                         const char *language, double width)
{
    struct pl_paragraph paragraph = paragraph_of(setter, style, text, language, width);
    const struct pl_lines *lines = set(setter, &paragraph);
    return pl_str_slice(pl_str_from(text), 0, lines->lines[0].end);
}

static void lines_begin_and_end_as_the_language_wants(void **state)
{
    struct setter *setter = *state;
    static const struct {
        enum pl_keyword line_break, word_break;
        const char *text, *language, *first;
    } rows[] = {
        // no line begins with a closing sign, nor ends with an opening one
        {PL_KEYWORD_auto, PL_KEYWORD_normal, "\u6d77\u306e\u8a71\u306f\u3002", "ja",
         "\u6d77\u306e\u8a71"},
        {PL_KEYWORD_auto, PL_KEYWORD_normal, "\u6d77\u306e\u8a71\u300c\u8a71", "ja",
         "\u6d77\u306e\u8a71"},
        // small kana: strictly no, normally yes
        {PL_KEYWORD_strict, PL_KEYWORD_normal, "\u6d77\u306e\u8a71\u30ad\u30e3\u8a71", "ja",
         "\u6d77\u306e\u8a71"},
        {PL_KEYWORD_normal, PL_KEYWORD_normal, "\u6d77\u306e\u8a71\u30ad\u30e3\u8a71", "ja",
         "\u6d77\u306e\u8a71\u30ad"},
        // iteration marks: loosely alone
        {PL_KEYWORD_normal, PL_KEYWORD_normal, "\u6d77\u306e\u8a71\u4eba\u3005\u8a71", "ja",
         "\u6d77\u306e\u8a71"},
        {PL_KEYWORD_loose, PL_KEYWORD_normal, "\u6d77\u306e\u8a71\u4eba\u3005\u8a71", "ja",
         "\u6d77\u306e\u8a71\u4eba"},
        // Korean words break anywhere, or are kept
        {PL_KEYWORD_auto, PL_KEYWORD_normal, "\uc624\ub798 \ud56d\uad6c\uc758", "ko",
         "\uc624\ub798 \ud56d"},
        {PL_KEYWORD_auto, PL_KEYWORD_keep_all, "\uc624\ub798 \ud56d\uad6c\uc758", "ko",
         "\uc624\ub798 "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pl_style *style = style_copy(setter->arena, setter->style);
        style_keyword(setter->arena, style, PL_PROPERTY_line_break, rows[i].line_break);
        style_keyword(setter->arena, style, PL_PROPERTY_word_break, rows[i].word_break);
        double width = rows[i].language[0] == 'k' ? 32 : 43;
        pl_str first = first_line(setter, style, rows[i].text, rows[i].language, width);
        if (!pl_str_eq(first, pl_str_from(rows[i].first)))
            fail_msg("row %zu, '%s': '%.*s' instead of '%s'", i, rows[i].text, PL_ARG(first),
                     rows[i].first);
    }
}

static void thai_lines_fill_the_measure_without_spaces(void **state)
{
    struct setter *setter = *state;
    struct pl_style *style = style_copy(setter->arena, setter->style);
    style_family(setter->arena, style, "Noto Serif Thai");
    style_keyword(setter->arena, style, PL_PROPERTY_text_align, PL_KEYWORD_justify);
    struct pl_paragraph paragraph = paragraph_of(
        setter, style,
        "\u0e2a\u0e33\u0e19\u0e31\u0e01\u0e07\u0e32\u0e19\u0e43\u0e01\u0e25\u0e49\u0e17\u0e48"
        "\u0e32\u0e40\u0e23\u0e37\u0e2d\u0e40\u0e01\u0e48\u0e32\u0e40\u0e1b\u0e34\u0e14"
        "\u0e15\u0e25\u0e2d\u0e14\u0e17\u0e31\u0e49\u0e07\u0e04\u0e37\u0e19",
        "th", 70);
    const struct pl_lines *lines = set(setter, &paragraph);
    assert_true(lines->count > 1);
    for (size_t i = 0; i + 1 < lines->count; i++) {
        struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, i);
        pl_flow width = 0;
        for (size_t k = 0; k < content.run_count; k++)
            width += content.runs[k].advance;
        assert_int_equal(width, PL_PT(70));
    }
}

/* The runs' texts from left to right. */
static pl_str visual(struct setter *setter, const struct pl_lines *lines)
{
    struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, 0);
    struct pl_strbuf out = PL_STRBUF(setter->arena);
    pl_unit last = -PL_UNIT_MAX;
    for (size_t n = 0; n < content.run_count; n++) {
        const struct pl_run *next = NULL;
        for (size_t i = 0; i < content.run_count; i++) {
            const struct pl_run *run = &content.runs[i];
            if (run->x > last && (!next || run->x < next->x))
                next = run;
        }
        if (!next)
            break;
        last = next->x;
        pl_strbuf_addf(&out, "%s%.*s", n ? "|" : "", PL_ARG(next->text));
    }
    return pl_strbuf_str(&out);
}

static void boxes_set_apart_keep_their_order_to_themselves(void **state)
{
    struct setter *setter = *state;
    struct pl_style *style = style_copy(setter->arena, setter->style);
    style_family(setter->arena, style, "Linux Libertine O");
    // "אב: 3" in an English paragraph: the number follows the name unless the name is set apart.
    static const char text[] = "ab \u05d0\u05d1: 3 c";
    struct pl_paragraph paragraph = paragraph_of(setter, style, text, "en", 500);
    assert_text_equal(visual(setter, set(setter, &paragraph)), "ab |3|\u05d0\u05d1: | |c");
    struct pl_bidi_stretch name = {3, 7, PL_BIDI_ISOLATE, true};
    paragraph.bidi = &name;
    paragraph.bidi_count = 1;
    assert_text_equal(visual(setter, set(setter, &paragraph)), "ab |\u05d0\u05d1|: 3 |c");
    struct pl_bidi_stretch latin = {0, 2, PL_BIDI_OVERRIDE, true};
    paragraph.bidi = &latin;
    const struct pl_lines *lines = set(setter, &paragraph);
    struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, 0);
    assert_true(content.runs[0].is_right_to_left);
    assert_text_equal(content.runs[0].text, "ab "); // between two that run from right to left
    struct pl_bidi_stretch many[300];
    for (uint32_t i = 0; i < 300; i++)
        many[i] = (struct pl_bidi_stretch){0, 14, PL_BIDI_EMBED, i & 1};
    paragraph.bidi = many;
    paragraph.bidi_count = 300;
    set(setter, &paragraph);
}

static void a_text_without_a_face_is_one_warning(void **state)
{
    struct setter *setter = *state;
    // Cuneiform, and a sign twice
    struct pl_paragraph paragraph = paragraph_of(
        setter, setter->style, "a \U00010380\U00010381\U00010382 b \U000F0000 \U000F0000 c", "en",
        500);
    set(setter, &paragraph);
    assert_int_equal(setter->diags.warnings, 2);
    assert_text_contains(setter->diags.data[0].message, "U+10380");
    assert_text_contains(setter->diags.data[0].message, "2 more");
    assert_text_contains(setter->diags.data[1].message, "U+F0000");
}

static void skin_tones_leave_no_patch(void **state)
{
    struct setter *setter = *state;
    struct pl_paragraph paragraph = paragraph_of(setter, setter->style, "\U0001F44D\U0001F3FD",
                                                 "en", 500);
    const struct pl_lines *lines = set(setter, &paragraph);
    struct pl_line_content content = pl_line_runs(setter->typesetter, setter->arena, lines, 0);
    size_t glyphs = 0;
    for (size_t i = 0; i < content.run_count; i++)
        glyphs += content.runs[i].glyph_count;
    assert_int_equal(glyphs, 1);
    assert_int_equal(setter->diags.warnings, 0);
}

int main(void)
{
#define SETTER_TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        SETTER_TEST(signs_beside_each_other_are_squeezed),
        SETTER_TEST(ideographs_keep_a_quarter_from_letters),
        SETTER_TEST(lines_begin_and_end_as_the_language_wants),
        SETTER_TEST(thai_lines_fill_the_measure_without_spaces),
        SETTER_TEST(boxes_set_apart_keep_their_order_to_themselves),
        SETTER_TEST(a_text_without_a_face_is_one_warning),
        SETTER_TEST(skin_tones_leave_no_patch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
