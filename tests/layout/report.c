// SPDX-License-Identifier: MIT
/* tests/layout/report.c: what `--report layout` counts, on pages where everything can be counted by hand. */
#include "layout/made.h"

static pl_str report_of(struct pl_test *test, const char *html, const char *css, bool is_json)
{
    struct made made = made_pages(test, html, css, 1);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_layout_report(&out, made.layout, is_json);
    return pl_strbuf_str(&out);
}

/* 20 lines: four more than a page has. */
#define LINES20                                                                                    \
    "w01<br>w02<br>w03<br>w04<br>w05<br>w06<br>w07<br>w08<br>w09<br>w10<br>w11<br>w12<br>w13<br>"  \
    "w14<br>w15<br>w16<br>w17<br>w18<br>w19<br>w20"

static void pages_and_lines_are_counted(void **state)
{
    struct pl_test *test = *state;
    pl_str report = report_of(test, "<p>" LINES20 "</p>", "", true);
    assert_text_contains(report, "\"lines\": 20,");
    assert_text_contains(report, "\"pages\": 2,");
    assert_text_contains(report, "\"widows\": 0,");
    assert_text_contains(report, "\"short_ends\": 1,"); // four lines are few for a page
}

static void a_keep_longer_than_its_page_is_named(void **state)
{
    struct pl_test *test = *state;
    pl_str report = report_of(test, "<div>" LINES20 "</div>", "div{break-inside:avoid}", false);
    assert_text_contains(report, "split_keeps page 1: div");
}

static void lines_that_snap_stand_on_the_grid(void **state)
{
    struct pl_test *test = *state;
    const char *html = "<h2>hh</h2><p>aa<br>bb</p><h2>ii</h2><p>cc</p>";
    const char *css = "h2{font:13pt/7mm serif;line-snap:none}body{line-grid:create}";
    struct made loose = made_pages(test, html, css, 1);
    assert_true(made_mm(made_find(&loose, "cc").y - made_find(&loose, "aa").y) == 17);
    css = "h2{font:13pt/7mm serif;line-snap:none}body{line-grid:create;line-snap:baseline}";
    assert_text_contains(report_of(test, html, css, true), "\"off_grid_lines\": 0,");
    assert_text_contains(report_of(test, html, css, true), "\"grid_deviation\": 0,");
    struct made made = made_pages(test, html, css, 1);
    struct made plain = made_pages(test, "<p>first</p>", css, 1);
    assert_true(made_mm(made_find(&made, "aa").y - made_find(&plain, "first").y) == 10);
    assert_true(made_mm(made_find(&made, "cc").y - made_find(&made, "aa").y) == 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(pages_and_lines_are_counted),
        PL_TEST(a_keep_longer_than_its_page_is_named),
        PL_TEST(lines_that_snap_stand_on_the_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
