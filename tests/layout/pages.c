// SPDX-License-Identifier: MIT
/* tests/layout/pages.c: where boxes come to stand and where pages break, by hand reckoning. */
#include "layout/made.h"

/* A word's page, its left in mm, and its baseline's distance in mm from that of `first`, the first word of the page area. */
struct expected {
    const char *word;
    uint32_t page;
    double x, below;
};

struct claim {
    const char *name, *html, *css;
    uint32_t pages;
    struct expected words[8];
};

#define LINES14                                                                                    \
    "<p>w01<br>w02<br>w03<br>w04<br>w05<br>w06<br>w07<br>w08<br>w09<br>w10<br>w11<br>w12<br>w13<"  \
    "br>w14</p>"

static const struct claim claims[] = {
    {"margins of siblings collapse",
     "<p>aa</p><p>bb</p>",
     "p{margin:4mm 0 6mm}",
     1,
     {{"aa", 1, 10, 4}, {"bb", 1, 10, 15}}},
    {"a first child's margin goes through its parents",
     "<div><div><p>aa</p></div></div><p>bb</p>",
     "p{margin-top:4mm}",
     1,
     {{"aa", 1, 10, 4}, {"bb", 1, 10, 13}}},
    {"padding keeps margins apart",
     "<div><p>aa</p></div>",
     "div{padding-top:1mm}p{margin-top:4mm}",
     1,
     {{"aa", 1, 10, 5}}},
    {"negative margins are taken off the largest",
     "<p>aa</p><p style='margin-top:-2mm'>bb</p>",
     "p{margin-bottom:6mm}",
     1,
     {{"aa", 1, 10, 0}, {"bb", 1, 10, 9}}},
    {"margins go through an empty block",
     "<p>aa</p><div class=e></div><p>bb</p>",
     "p{margin:2mm 0}.e{margin:7mm 0 5mm}",
     1,
     {{"aa", 1, 10, 2}, {"bb", 1, 10, 14}}},
    {"auto margins centre", "<p>aa</p>", "p{width:40mm;margin:0 auto}", 1, {{"aa", 1, 30, 0}}},
    {"min-width wins over max-width",
     "<div><p>aa</p></div>",
     "div{width:10mm;min-width:30mm;max-width:20mm;margin-left:auto}",
     1,
     {{"aa", 1, 60, 0}}},
    {"a forced break keeps the margin below it",
     "<p>aa</p><p class=b>bb</p>",
     ".b{break-before:page;margin-top:3mm}",
     2,
     {{"aa", 1, 10, 0}, {"bb", 2, 10, 3}}},
    {"an unforced break cuts the margin off",
     LINES14 "<p class=b>bb</p><p class=b>cc</p>",
     ".b{margin-top:6mm}",
     2,
     {{"w14", 1, 10, 65}, {"bb", 2, 10, 0}, {"cc", 2, 10, 11}}},
    {"a heading goes with what it heads",
     LINES14 "<h2>hh</h2><p>k01<br>k02<br>k03</p>",
     "h2{break-after:avoid}p{orphans:2;widows:2}",
     2,
     {{"w14", 1, 10, 0 + 65}, {"hh", 2, 10, 0}, {"k01", 2, 10, 5}}},
    {"a chain of keeps breaks in the paragraph before it",
     LINES14 "<h2>hh</h2><h2>ii</h2><p>k01<br>k02</p>",
     "h2,.k{break-after:avoid}p{orphans:2;widows:2}",
     2,
     {{"hh", 2, 10, 0}, {"ii", 2, 10, 5}}},
    {"orphans and widows are kept",
     "<p>a01<br>a02<br>a03<br>a04<br>a05<br>a06<br>a07<br>a08<br>a09<br>a10<br>a11<br>a12<br>a13</"
     "p>"
     "<p>k01<br>k02<br>k03<br>k04</p>",
     "p{orphans:2;widows:2}",
     2,
     {{"k02", 1, 10, 70}, {"k03", 2, 10, 0}}},
    {"break-inside: avoid moves a block whole",
     LINES14 "<div>k01<br>k02<br>k03</div>",
     "div{break-inside:avoid}",
     2,
     {{"w14", 1, 10, 65}, {"k01", 2, 10, 0}}},
    {"a recto break leaves a blank page",
     "<p>aa</p><p class=r>bb</p>",
     ".r{break-before:recto}",
     3,
     {{"aa", 1, 10, 0}, {"bb", 3, 10, 0}}},
    {"a blank page is no page of the run around it",
     "<p>aa</p><p class='n f'>bb</p><p class='n r'>cc</p>",
     "@page n:nth(2){margin-left:25mm}@page :nth(2 of n){margin-left:30mm}.n{page:n}.r{break-before:verso}"
     ".f{break-before:page}",
     4,
     {{"bb", 2, 25, 0}, {"cc", 4, 30, 0}}},
    {"text runs beside a float",
     "<div class=f>ff</div><p>aa</p>",
     ".f{float:left;width:20mm}",
     1,
     {{"ff", 1, 10, 0}, {"aa", 1, 30, 0}}},
    {"clear goes below a float",
     "<div class=f>ff</div><p>aa</p>",
     ".f{float:left;height:12mm}p{clear:both}",
     1,
     {{"aa", 1, 10, 12}}},
    {"floats stand side by side",
     "<div class=f>ff</div><div class=f>gg</div><p>aa</p>",
     ".f{float:left;width:15mm}",
     1,
     {{"ff", 1, 10, 0}, {"gg", 1, 25, 0}, {"aa", 1, 40, 0}}},
    {"a float that doesn't fit goes below",
     "<div class=f>ff</div><div class=f>gg</div>",
     ".f{float:left;width:50mm}",
     1,
     {{"ff", 1, 10, 0}, {"gg", 1, 10, 5}}},
    {"relative boxes move alone",
     "<p class=r>aa</p><p>bb</p>",
     ".r{position:relative;left:5mm;top:1mm}",
     1,
     {{"aa", 1, 15, 1}, {"bb", 1, 10, 5}}},
    {"absolute boxes stand in their block",
     "<div class=r>aa<div class=a>bb</div></div>",
     ".r{position:relative;margin-left:20mm;height:30mm}.a{position:absolute;left:3mm;top:10mm}",
     1,
     {{"aa", 1, 30, 0}, {"bb", 1, 33, 10}}},
    {"columns are balanced",
     "<div><p>p01</p><p>p02</p><p>p03</p><p>p04</p><p>p05</p></div><p>after</p>",
     "div{columns:2;column-gap:4mm}",
     1,
     {{"p01", 1, 10, 0}, {"p03", 1, 10, 10}, {"p04", 1, 52, 0}, {"after", 1, 10, 15}}},
    {"a spanning box cuts columns",
     "<div><p>p01</p><p>p02</p><h2>span</h2><p>p03</p><p>p04</p></div>",
     "div{columns:2;column-gap:4mm}h2{column-span:all}",
     1,
     {{"p01", 1, 10, 0},
      {"p02", 1, 52, 0},
      {"span", 1, 10, 5},
      {"p03", 1, 10, 10},
      {"p04", 1, 52, 10}}},
    {"cells share a row",
     "<table><tr><td>aa</td><td>bb</td></tr><tr><td>cc</td><td>dd</td></tr></table>",
     "table{width:80mm;table-layout:fixed;border-collapse:collapse}td{padding:0}",
     1,
     {{"aa", 1, 10, 0}, {"bb", 1, 50, 0}, {"dd", 1, 50, 5}}},
    {"a cell over rows",
     "<table><tr><td "
     "rowspan=2>aa<br>ab<br>ac</td><td>bb</td></tr><tr><td>cc</td></tr></table><p>after</p>",
     "table{width:80mm;table-layout:fixed;border-collapse:collapse}td{padding:0;vertical-align:"
     "top}",
     1,
     {{"bb", 1, 50, 0}, {"cc", 1, 50, 5}, {"after", 1, 10, 15}}},
    {"a row higher than a page is split",
     "<table><tr><td>" LINES14 LINES14 "</td><td>bb</td></tr></table><p>after</p>",
     "table{width:80mm;table-layout:fixed;border-collapse:collapse}td{padding:0;vertical-align:"
     "top}",
     2,
     {{"bb", 1, 50, 0}, {"after", 2, 10, 60}}},
    {"a note stands at the foot of its call's page",
     "<p>aa<span class=n>note</span></p>" LINES14,
     ".n{float:footnote}::footnote-call{content:'*';vertical-align:baseline;font-size:1em;line-"
     "height:inherit}::footnote-marker{content:none}@page{@footnote{margin:0;border:0;padding:0}}",
     1,
     {{"note", 1, 10, 75}, {"w14", 1, 10, 70}}},
    {"a line goes with its note",
     LINES14 "<p>aa<span class=n>note</span></p><p>bb</p>",
     ".n{float:footnote}::footnote-call{content:'*';vertical-align:baseline;font-size:1em;line-"
     "height:inherit}::footnote-marker{content:none}@page{@footnote{margin:0;border:0;padding:0}}",
     2,
     {{"w14", 1, 10, 65}, {"bb", 2, 10, 0}}},
    {"a float higher than a page goes on",
     "<div class=f>" LINES14 LINES14 "</div><p>aa</p>",
     ".f{float:left;width:20mm}",
     2,
     {{"aa", 1, 30, 0}}},
    {"a float to the foot stands at the foot",
     "<div class=b>foot</div><p>aa</p>",
     ".b{float:bottom}",
     1,
     {{"aa", 1, 10, 0}, {"foot", 1, 10, 75}}},
    {"a float to the top waits for the next page",
     LINES14 "<div class=t>top</div>" LINES14,
     ".t{float:top}",
     2,
     {{"w14", 1, 10, 65}, {"top", 2, 10, 0}}},
    {"a drop cap takes its lines",
     "<p>Xx aa<br>bb<br>cc</p>",
     "p::first-letter{initial-letter:2}p{text-indent:0}",
     1,
     {{"cc", 1, 10, 10}}},
};

static void each_word_stands_where_it_should(void **state)
{
    struct pl_test *test = *state;
    struct made reference = made_pages(test, "<p>first</p>", "", 1);
    pl_unit origin = made_find(&reference, "first").y;
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        const struct claim *claim = &claims[i];
        struct made made = made_pages(test, claim->html, claim->css, 1);
        if (made.count != claim->pages)
            fail_msg("%s: %u pages, not %u", claim->name, made.count, claim->pages);
        for (const struct expected *word = claim->words; word->word; word++) {
            struct made_run run = made_find(&made, word->word);
            double x = made_mm(run.x), below = made_mm(run.y - origin);
            if (run.page + 1 != word->page || fabs(x - word->x) > 0.15 ||
                fabs(below - word->below) > 0.15)
                fail_msg("%s: '%s' on page %u at %.1f mm, %.1f mm below the first line; not page "
                         "%u at %.1f, %.1f",
                         claim->name, word->word, run.page + 1, x, below, word->page, word->x,
                         word->below);
        }
    }
}

static void pages_are_the_same_from_any_thread(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, LINES14 LINES14 "<p>the <b>end</b></p>",
                                  "@page{@bottom-center{content:counter(page)}}", 2);
    for (uint32_t i = made.count; i-- > 0;) {
        const struct pl_page *again = made.layout->pages.make(made.layout->pages.context,
                                                              test->arena, i, 1);
        assert_int_equal(again->piece_count, made.pages[i]->piece_count);
        for (uint32_t p = 0; p < again->piece_count; p++) {
            assert_int_equal(again->pieces[p].owner, made.pages[i]->pieces[p].owner);
            assert_int_equal(again->pieces[p].mark_count, made.pages[i]->pieces[p].mark_count);
            assert_str_equal(again->pieces[p].marks[0].run.text,
                             made.pages[i]->pieces[p].marks[0].run.text);
            assert_int_equal(again->pieces[p].marks[0].run.x,
                             made.pages[i]->pieces[p].marks[0].run.x);
        }
    }
}

static void count_notes(void *context, const struct made_run *run)
{
    size_t at = 0;
    for (; (at = pl_str_find(run->text, PL_LIT("note"), at)) != SIZE_MAX; at += 4)
        ++*(unsigned *)context;
}

static void notes_beyond_a_page_come_on_the_next(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf html = PL_STRBUF(test->arena);
    pl_strbuf_add(&html, PL_LIT("<p>aa"));
    for (int i = 0; i < 60; i++)
        pl_strbuf_add(&html, PL_LIT("<span class=n>note</span> "));
    pl_strbuf_add(&html, PL_LIT("</p>"));
    struct made made = made_pages(test, pl_str_cstr(test->arena, pl_strbuf_str(&html)),
                                  ".n{float:footnote}", 1);
    unsigned count = 0;
    made_each_run(&made, count_notes, &count);
    assert_int_equal(count, 60);
    assert_int_equal(made.diags.warnings, 0);
}

static void the_map_knows_pages_labels_and_starts(void **state)
{
    struct pl_test *test = *state;
    struct made made = made_pages(test, "<p>aa</p><h2 id=h style='break-before:page'>bb</h2>",
                                  "@page{@bottom-center{content:counter(page,lower-roman)}}", 1);
    const struct pl_pagemap *map = &made.layout->map;
    assert_int_equal(map->page_count, 2);
    assert_text_equal(map->labels[1], "ii");
    assert_int_equal(map->start_count, 2);
    assert_int_equal(map->starts[1].page, 1);
    assert_true(map->starts[0].place.serial < map->starts[1].place.serial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(each_word_stands_where_it_should),
        PL_TEST(pages_are_the_same_from_any_thread),
        PL_TEST(notes_beyond_a_page_come_on_the_next),
        PL_TEST(the_map_knows_pages_labels_and_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
