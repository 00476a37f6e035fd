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
    {"percentages of vertical-align are of the line height",
     "<p>aa<span>tt</span></p>",
     "span{vertical-align:40%;line-height:5mm}",
     {{"aa", 10, 0}, {"tt", -1, -2}}},
    {"an atom in a raised box is raised once",
     "<p>aa<span>tt<i>ii</i></span></p>",
     "span{vertical-align:2mm}i{display:inline-block}",
     {{"aa", 10, 0}, {"tt", -1, -2}, {"ii", -1, -2}}},
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

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(each_run_stands_where_it_should)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
