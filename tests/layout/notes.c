// SPDX-License-Identifier: MIT
/* tests/layout/notes.c: notes split over pages, their policy, their area, their numbers. */
#include "layout/made.h"

/* Notes and their area without edges; a note's text is set like the body's: every height is lines of 5 mm. */
#define NOTES                                                                                      \
    ".n{float:footnote}::footnote-call{content:'*';vertical-align:baseline;font-size:1em;line-"    \
    "height:inherit}::footnote-marker{content:none}@page{@footnote{margin:0;border:0;padding:0}}"

#define LINES10 "w01<br>w02<br>w03<br>w04<br>w05<br>w06<br>w07<br>w08<br>w09<br>w10<br>"
#define NOTE12                                                                                     \
    "<span class=n>n01<br>n02<br>n03<br>n04<br>n05<br>n06<br>n07<br>n08<br>n09<br>n10<br>n11<br>"  \
    "n12</span>"

static uint32_t page_of(const struct made *made, const char *word)
{
    return made_find(made, word).page + 1;
}

static void a_long_note_is_split(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>" LINES10 "aa" NOTE12 "<br>bb<br>cc<br>dd</p>", NOTES,
                                  1);
    assert_int_equal(page_of(&made, "aa"), 1);
    assert_int_equal(page_of(&made, "n01"), 1); // 11 lines of text, 5 of the note
    assert_int_equal(page_of(&made, "n05"), 1);
    assert_int_equal(page_of(&made, "n06"), 2);
    assert_int_equal(page_of(&made, "n12"), 2);
    assert_int_equal(page_of(&made, "bb"), 2);
}

static void policy_line_keeps_note_and_line(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>" LINES10 "aa" NOTE12 "<br>bb</p>",
                                  NOTES ".n{footnote-policy:line}p{orphans:1;widows:1}", 1);
    assert_int_equal(page_of(&made, "w10"), 1);
    assert_int_equal(page_of(&made, "aa"), 2);
    assert_int_equal(page_of(&made, "n01"), 2);
    assert_int_equal(page_of(&made, "n12"), 2);
}

static void policy_block_keeps_the_paragraph(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>" LINES10 "</p><p>zz<br>yy<br>aa" NOTE12 "<br>bb</p>",
                                  NOTES ".n{footnote-policy:block}p{orphans:1;widows:1}", 1);
    assert_int_equal(page_of(&made, "w10"), 1);
    assert_int_equal(page_of(&made, "zz"), 2);
    assert_int_equal(page_of(&made, "n12"), 2);
}

static void the_area_has_a_greatest_height(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>aa" NOTE12 "<br>bb</p>",
                                  NOTES "@page{@footnote{max-height:20mm}}", 1);
    assert_int_equal(page_of(&made, "n04"), 1);
    assert_int_equal(page_of(&made, "n05"), 2);
    assert_int_equal(page_of(&made, "n08"), 2);
    assert_int_equal(page_of(&made, "n09"), 3);
    assert_int_equal(page_of(&made, "bb"), 1);
}

static void pages_count_their_own_notes(void **state)
{
    struct pl_test *test = *state;
    const char *css = ".n{float:footnote}::footnote-call{content:'(' counter(footnote) ')'}"
                      "::footnote-marker{content:counter(footnote) '. '}"
                      "@page{counter-reset:footnote}.b{break-before:page}";
    struct made made = made_pages(test,
                                  "<p>aa<span class=n>n1</span> bb<span class=n>n2</span></p>"
                                  "<p class=b>cc<span class=n>n3</span></p>",
                                  css, 1);
    struct pl_strbuf text = PL_STRBUF(test->arena);
    for (uint32_t p = 0; p < made.count; p++)
        for (uint32_t i = 0; i < made.pages[p]->piece_count; i++)
            for (uint32_t m = 0; m < made.pages[p]->pieces[i].mark_count; m++)
                if (made.pages[p]->pieces[i].marks[m].type == PL_MARK_RUN)
                    pl_strbuf_add(&text, made.pages[p]->pieces[i].marks[m].run.text);
    assert_text_contains(pl_strbuf_str(&text), "(1)");
    assert_text_contains(pl_strbuf_str(&text), "(2)");
    assert_text_contains(pl_strbuf_str(&text), "1. n3");
    assert_int_equal(made.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_long_note_is_split),
        PL_TEST(policy_line_keeps_note_and_line),
        PL_TEST(policy_block_keeps_the_paragraph),
        PL_TEST(the_area_has_a_greatest_height),
        PL_TEST(pages_count_their_own_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
