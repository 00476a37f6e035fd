// SPDX-License-Identifier: MIT
/* tests/layout/inlines.c: where what stands in lines comes to stand, by hand reckoning. */
#include "layout/made.h"

/* A run's left in mm and its baseline's distance in mm below the first run of the page. */
struct expected {
    const char *text;
    double x, below;
};

struct claim {
    const char *name, *html, *css;
    struct expected runs[6];
};

static const struct claim claims[] = {
    {"text-indent takes the first line",
     "<p>aa<br>bb</p>",
     "p{text-indent:8mm}",
     {{"aa", 18, 0}, {"bb", 10, 5}}},
    {"each-line takes lines after forced breaks",
     "<p>aa<br>bb</p>",
     "p{text-indent:8mm each-line}",
     {{"aa", 18, 0}, {"bb", 18, 5}}},
    {"hanging takes all lines but the first",
     "<p>aa<br>bb</p>",
     "p{text-indent:8mm hanging}",
     {{"aa", 10, 0}, {"bb", 18, 5}}},
    {"hanging each-line leaves lines after forced breaks",
     "<p>aa<br>bb</p>",
     "p{text-indent:8mm hanging each-line}",
     {{"aa", 10, 0}, {"bb", 10, 5}}},
    {"a tab goes to the next stop",
     "<pre>a\t<b>bb</b></pre>",
     "pre{margin:0;font:10pt/5mm serif;tab-size:20mm}b{font-weight:normal}",
     {{"bb", 30, 0}}},
    {"top goes to the line's top, bottom to its bottom",
     "<p>aa<span class=t>tt</span><span class=b>bb</span><span class=h>hh</span></p><p>cc</p>",
     ".t{vertical-align:top}.b{vertical-align:bottom}.h{line-height:15mm}",
     {{"aa", 10, 0}, {"tt", -1, -5}, {"bb", -1, 5}, {"hh", -1, 0}, {"cc", 10, 10}}},
    {"a box at the top that is higher than its line makes it higher downwards",
     "<p>aa<span class=t>tt</span></p><p>cc</p>",
     ".t{vertical-align:top;line-height:9mm}",
     {{"aa", 10, 0}, {"tt", -1, 2}, {"cc", 10, 9}}},
    {"preserved space at the end of a line from right to left stands at its left",
     "<pre>12 </pre>",
     "pre{margin:0;float:left;direction:rtl;font:10pt/5mm serif;word-spacing:9.118mm}",
     {{"12", 20, 0}}},
    {"percentages of vertical-align are of the line height",
     "<p>aa<span>tt</span></p>",
     "span{vertical-align:40%;line-height:5mm}",
     {{"aa", 10, 0}, {"tt", -1, -2}}},
    {"an atom in a raised box is raised once",
     "<p>aa<span>tt<i>ii</i></span></p>",
     "span{vertical-align:2mm}i{display:inline-block}",
     {{"aa", 10, 0}, {"tt", -1, -2}, {"ii", -1, -2}}},
    {"an atom stands in its line wherever that begins",
     "<p><b>bb</b></p>",
     "p{text-align:center}b{display:inline-block;width:20mm;text-align:left}",
     {{"bb", 40, 0}}},
    {"a reading stands above its base, as wide as the wider of both",
     "<p><ruby><b>bb</b><rt>rr</rt></ruby></p>",
     "p{line-height:20mm}ruby,rt{font-size:10pt;line-height:4mm}b{font-weight:normal}",
     {{"bb", 10, 0}, {"rr", -1, -4.1}}},
    {"a cloned box gives each of its lines its edges",
     "<p><span>aa<br>bb</span></p>",
     "span{padding:0 3mm;box-decoration-break:clone}",
     {{"aa", 13, 0}, {"bb", 13, 5}}},
    {"a sliced box gives its first line its left edge",
     "<p><span>aa<br>bb</span></p>",
     "span{padding:0 3mm}",
     {{"aa", 13, 0}, {"bb", 10, 5}}},
    {"a letter three lines high takes three lines",
     "<p>Xaa<br>bb<br>cc<br>dd</p>",
     "p::first-letter{initial-letter:3}",
     {{"X", 10, 0}, {"aa", -1, -10}, {"bb", -1, -5}, {"cc", -1, 0}, {"dd", 10, 5}}},
    {"a raised letter stands on the first line and has room above",
     "<p>ee</p><p class=r>Xaa<br>bb</p>",
     ".r::first-letter{initial-letter:3 raise}",
     {{"ee", 10, 0}, {"X", 10, 15}, {"aa", -1, 15}, {"bb", 10, 20}}},
    {"the first line's style sets its line alone",
     "<p>aa<br>bb</p><p>cc</p>",
     "p::first-line{line-height:9mm}",
     {{"aa", 10, 0}, {"bb", 10, 7}, {"cc", 10, 14}}},
};

static void each_run_stands_where_it_should(void **state)
{
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        const struct claim *claim = &claims[i];
        struct made made = made_pages(test, claim->html, claim->css, 1);
        struct made_run first = made_find(&made, claim->runs[0].text);
        for (size_t r = 0; r < 6 && claim->runs[r].text; r++) {
            const struct expected *expected = &claim->runs[r];
            struct made_run run = made_find(&made, expected->text);
            double x = made_mm(run.x), below = made_mm(run.y - first.y);
            if ((expected->x >= 0 && fabs(x - expected->x) > .15) ||
                fabs(below - expected->below) > .15)
                fail_msg("%s: '%s' at %.1f mm, %.1f mm below the first; not at %.1f, %.1f",
                         claim->name, expected->text, x, below, expected->x, expected->below);
        }
    }
}

/* The first run of a page that has `part` in its text. */
static const struct pl_run *run_with(const struct made *made, const char *part)
{
    for (uint32_t i = 0; i < made->pages[0]->piece_count; i++)
        for (uint32_t m = 0; m < made->pages[0]->pieces[i].mark_count; m++) {
            const struct pl_mark *mark = &made->pages[0]->pieces[i].marks[m];
            if (mark->type == PL_MARK_RUN &&
                pl_str_find(mark->run.text, pl_str_from(part), 0) != SIZE_MAX)
                return &mark->run;
        }
    fail_msg("no run has '%s'", part);
    return NULL;
}

#define LIBERTINE "html{font-family:'Linux Libertine O'}"

static void ligatures_end_at_seams_of_german_words(void **state)
{
    static const struct {
        const char *word;
        bool is_apart;
    } words[] = {{"Auflage", true},  {"Kaufinteresse", true}, {"Tieflader", true},
                 {"fliegen", false}, {"finden", false},       {"treffen", false}};
    struct pl_test *test = *state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct made made = made_pages(
            test,
            pl_str_cstr(test->arena,
                        pl_str_format(test->arena, "<p lang=de>%s</p><p lang=en>X%s</p>",
                                      words[i].word, words[i].word)),
            LIBERTINE, 1);
        uint32_t german = run_with(&made, words[i].word)->glyph_count;
        uint32_t english = run_with(&made, "X")->glyph_count - 1;
        if (german != english + words[i].is_apart)
            fail_msg("'%s' has %u glyphs in German and %u in English", words[i].word, german,
                     english);
    }
}

static void a_face_without_small_capitals_is_named_once(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test,
                                  "<p>aa</p><p>bb <b>cc</b></p><p class=m>dd</p><p class=m>ee</p>",
                                  LIBERTINE "p{font-variant-caps:small-caps}b{font-weight:normal}"
                                            ".m{font-family:monospace}",
                                  1);
    size_t count = 0;
    for (size_t i = 0; i < made.diags.count; i++)
        count += made.diags.data[i].code == PL_W_LETTERS;
    assert_int_equal(count, 1);
}

static void superiors_come_from_the_face_or_are_made_smaller(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>aa<span>12</span>bb<span>;\xD0\x96</span></p>",
                                  LIBERTINE "span{font-variant-position:super}", 1);
    assert_int_equal(run_with(&made, "12")->size, run_with(&made, "aa")->size);
    assert_int_equal(run_with(&made, "12")->y, run_with(&made, "aa")->y);
    assert_int_equal(run_with(&made, "\xD0\x96")->size, run_with(&made, "aa")->size * 2 / 3);
    assert_true(run_with(&made, "\xD0\x96")->y < run_with(&made, "aa")->y);
}

static void punctuation_hangs_where_it_is_asked_for(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test,
                                  "<p>\xE2\x80\x9C"
                                  "Aa bb</p><p class=e>cc, <b>dd</b></p>",
                                  LIBERTINE
                                  "p{hanging-punctuation:first}"
                                  ".e{hanging-punctuation:force-end;text-align:right;width:30mm}",
                                  1);
    const struct pl_run *quote = run_with(&made, "Aa");
    assert_true(quote->x < PL_PT(10 * 72 / 25.4));
    // "allow-end" leaves a comma in the measure that has room
    struct made narrow = made_pages(
        test, "<p class=a>cc,</p><p class=f>dd,</p>",
        LIBERTINE "p{text-align:right;width:30mm}"
                  ".a{hanging-punctuation:allow-end}.f{hanging-punctuation:force-end}",
        1);
    const struct pl_run *allowed = run_with(&narrow, "cc,"), *forced = run_with(&narrow, "dd,");
    pl_unit edge = PL_PT(40 * 72 / 25.4);
    assert_true(allowed->x + allowed->advance <= edge + 64);
    assert_true(forced->x + forced->advance > edge + PL_PT(1));
}

static void addresses_are_divided_at_their_signs_without_a_hyphen(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>https://example.org/a/very/long/path?with=query</p>",
                                  LIBERTINE "p{width:30mm;overflow-wrap:anywhere;text-wrap:pretty;"
                                            "text-align:justify;hyphens:auto}",
                                  1);
    run_with(&made, "https://");
    assert_text_equal(pl_str_trim(run_with(&made, "?with")->text), "?with=query");
    for (uint32_t i = 0; i < made.pages[0]->piece_count; i++)
        for (uint32_t m = 0; m < made.pages[0]->pieces[i].mark_count; m++)
            assert_true(pl_str_find(made.pages[0]->pieces[i].marks[m].run.text, PL_LIT("\xC2\xAD"),
                                    0) == SIZE_MAX);
}

static void the_hyphen_is_the_one_asked_for(void **state)
{
    struct pl_test *test = *state;
    const char *html = "<p>administration of notwithstanding responsibilities</p>";
    struct made plain = made_pages(test, html, LIBERTINE "p{width:20mm;hyphens:auto}", 1);
    struct made other = made_pages(
        test, html, LIBERTINE "p{width:20mm;hyphens:auto;hyphenate-character:'=='}", 1);
    const struct pl_run *one = run_with(&plain, "\xC2\xAD"), *two = run_with(&other, "\xC2\xAD");
    assert_true(one->clusters[one->cluster_count - 1].glyph_count == 1);
    assert_true(two->clusters[two->cluster_count - 1].glyph_count == 2);
}

/* An underline leaves out the descenders that it would run through. */
static void an_underline_leaves_room_for_ink(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *html;
        unsigned strokes;
    } rows[] = {{"<p><u>nnn</u></p>", 1},
                {"<p><u>npn</u></p>", 2},
                {"<p><u style='text-decoration-skip-ink:none'>npn</u></p>", 1}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct made made = made_pages(test, rows[r].html, LIBERTINE, 1);
        unsigned strokes = 0;
        for (uint32_t i = 0; i < made.pages[0]->piece_count; i++)
            for (uint32_t m = 0; m < made.pages[0]->pieces[i].mark_count; m++)
                strokes += made.pages[0]->pieces[i].marks[m].type == PL_MARK_STROKE;
        if (strokes != rows[r].strokes)
            fail_msg("%s has %u strokes", rows[r].html, strokes);
    }
}

struct reach {
    pl_unit left, right;
};

static void widen(void *context, const struct made_run *run)
{
    struct reach *reach = context;
    size_t end = run->text.size;
    while (end > 0 && run->text.data[end - 1] == ' ') // hangs at the line's end
        end--;
    if (end < run->text.size)
        return;
    reach->left = pl_unit_min(reach->left, run->x);
    reach->right = pl_unit_max(reach->right, run->right);
}

/* Words of all lengths in measures of all widths: no glyph stands outside but for what protrusion allows. */
static void nothing_stands_outside_the_measure(void **state)
{
    struct pl_test *test = *state;
    uint32_t seed = 12345;
    for (int round = 0; round < 24; round++) {
        struct pl_strbuf html = PL_STRBUF(test->arena);
        pl_strbuf_add(&html, PL_LIT("<p>"));
        for (int w = 0; w < 150; w++) {
            seed = seed * 1664525u + 1013904223u;
            for (uint32_t k = 0; k < 1 + (seed >> 8) % 9; k++)
                pl_strbuf_add_byte(&html, (char)('a' + ((seed >> (k % 16)) + k * 7) % 26));
            pl_strbuf_add(&html, w % 9 ? PL_LIT(" ") : PL_LIT(", "));
        }
        pl_strbuf_add(&html, PL_LIT("</p>"));
        bool hangs = round & 1, is_pretty = round & 2;
        double width = 20 + round * 2.5;
        struct made made = made_pages(
            test, pl_str_cstr(test->arena, pl_strbuf_str(&html)),
            pl_str_cstr(
                test->arena,
                pl_str_format(
                    test->arena,
                    LIBERTINE "p{width:%.1fmm;text-align:justify;hyphens:auto;overflow-wrap:"
                              "anywhere;text-wrap:%s;-platen-optical-margins:%s;"
                              "-platen-glyph-expansion:%d%%}",
                    width, is_pretty ? "pretty" : "wrap", hangs ? "all" : "none", round % 3)),
            1);
        struct reach reach = {PL_UNIT_MAX, 0};
        made_each_run(&made, widen, &reach);
        pl_unit left = PL_PT(10 * 72 / 25.4), right = left + PL_PT(width * 72 / 25.4);
        pl_unit most = hangs ? PL_PT(10 * .7) : PL_PT(.1);
        if (reach.left < left - most || reach.right > right + most)
            fail_msg("%.1f mm: from %.2f to %.2f pt instead of %.2f to %.2f", width,
                     pl_unit_to_pt(reach.left), pl_unit_to_pt(reach.right), pl_unit_to_pt(left),
                     pl_unit_to_pt(right));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(each_run_stands_where_it_should),
        PL_TEST(ligatures_end_at_seams_of_german_words),
        PL_TEST(a_face_without_small_capitals_is_named_once),
        PL_TEST(superiors_come_from_the_face_or_are_made_smaller),
        PL_TEST(punctuation_hangs_where_it_is_asked_for),
        PL_TEST(addresses_are_divided_at_their_signs_without_a_hyphen),
        PL_TEST(the_hyphen_is_the_one_asked_for),
        PL_TEST(an_underline_leaves_room_for_ink),
        PL_TEST(nothing_stands_outside_the_measure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
