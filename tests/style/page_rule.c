// SPDX-License-Identifier: MIT
/* tests/style/page_rule.c: which @page rules hold, sizes, margin boxes. */
#include "style/styled.h"

static struct styled *begin(struct pl_test *test, const char *sheet)
{
    struct styled *styled = styled_begin(test);
    styled_sheet(styled, sheet, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    return styled;
}

static pl_str value(struct styled *styled, const struct pl_style *style, enum pl_property property)
{
    struct pl_strbuf out = PL_STRBUF(styled->test->arena);
    if (style)
        pl_value_write(&out, style->values[property]);
    return pl_strbuf_str(&out);
}

static void selectors_choose_pages(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = begin(test,
        "@page { order: 1 } @page :right { order: 2 } @page :first { order: 3 } @page :blank { order: 4 }"
        "@page cover { order: 5 } @page cover:first { order: 6 } @page :nth(10) { order: 7 }"
        "@page long :left { order: 8 } @page x, y:left { order: 9 }");
    static const struct {
        const char *claim;
        struct pl_page_query query;
        const char *order;
    } pages[] = {
        {"a left page", {.index = 3, .is_left = true}, "1"},
        {"a right page", {.index = 4}, "2"},
        {"the first page", {.index = 0}, "3"},
        {"the first page is left too", {.index = 0, .is_left = true}, "3"},
        {"a blank page", {.index = 5, .is_left = true, .is_blank = true}, "4"},
        {"a named page beats :blank", {.name = PL_LIT_INIT("cover"), .index = 5, .group_index = 1, .is_blank = true}, "5"},
        {"the first of its name", {.name = PL_LIT_INIT("cover"), .index = 5, .group_index = 0}, "6"},
        {"a blank page is no first of its name",
         {.name = PL_LIT_INIT("cover"), .index = 5, .group_index = 0, .is_blank = true}, "5"},
        {"the tenth page", {.index = 9, .is_left = true}, "7"},
        {"one of several selectors", {.name = PL_LIT_INIT("y"), .index = 7, .group_index = 2, .is_left = true}, "9"},
        {"one of several that doesn't hold", {.name = PL_LIT_INIT("y"), .index = 7, .group_index = 2}, "2"},
    };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        pl_str got = value(styled, pl_cascade_page(styled->cascade, &pages[i].query)->page, PL_PROPERTY_order);
        if (!pl_str_eq(got, pl_str_from(pages[i].order))) {
            print_error("%s: got %.*s, expected %s\n", pages[i].claim, PL_ARG(got), pages[i].order);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void equal_pages_are_one_pointer(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = begin(test, "@page { margin: 1in } @page :first { margin: 2in }");
    const struct pl_page_style *second = pl_cascade_page(styled->cascade, &(struct pl_page_query){.index = 1});
    const struct pl_page_style *third = pl_cascade_page(styled->cascade, &(struct pl_page_query){.index = 2});
    const struct pl_page_style *first = pl_cascade_page(styled->cascade, &(struct pl_page_query){.index = 0});
    assert_ptr_equal(second, third);
    assert_ptr_not_equal(first, second);
}

static void sizes_are_those_of_paper(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *size;
        double width, height; // mm
    } sizes[] = {
        {"auto", 210, 297},
        {"A5", 148, 210},
        {"letter landscape", 279.4, 215.9},
        {"landscape", 297, 210},
        {"portrait", 210, 297},
        {"100mm", 100, 100},
        {"100mm 50mm", 100, 50},
        {"210mm 280mm", 210, 280},
        {"0", 1, 1},             // no smaller than 1 mm
        {"100km", 210, 297},     // no unit of ours
        {"1e9mm", 5000, 5000},   // no larger than 5 m
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        pl_str sheet = pl_str_format(test->arena, "@page { size: %s }", sizes[i].size);
        struct styled *styled = begin(test, sheet.data);
        const struct pl_page_style *page = pl_cascade_page(styled->cascade, &(struct pl_page_query){0});
        assert_in_range(page->width, pl_unit_from_pt(sizes[i].width * 72 / 25.4) - 20, pl_unit_from_pt(sizes[i].width * 72 / 25.4) + 20);
        assert_in_range(page->height, pl_unit_from_pt(sizes[i].height * 72 / 25.4) - 20, pl_unit_from_pt(sizes[i].height * 72 / 25.4) + 20);
    }
}

static void boxes_inherit_from_the_page_and_it_from_the_root(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = begin(test,
        ":root { --ink: red; font-size: 10pt } p { color: blue }"
        "@page { font-size: 2em; @top-left { content: string(title); color: var(--ink) }"
        " @top-right { content: none } @bottom-center { color: green } @right-top { content: counter(page) }"
        " @footnote { margin-top: 1em } }"
        "@page :first { @top-left { content: normal } }");
    const struct pl_page_style *page = pl_cascade_page(styled->cascade, &(struct pl_page_query){.index = 1});
    const struct pl_style *box = page->margin_boxes[PL_MARGIN_TOP_LEFT];
    assert_text_equal(value(styled, box, PL_PROPERTY_content), "string(title)");
    assert_text_equal(value(styled, box, PL_PROPERTY_color), "#ff0000");
    assert_text_equal(value(styled, box, PL_PROPERTY_font_size), "20pt");
    assert_text_equal(value(styled, box, PL_PROPERTY_text_align), "left");
    assert_text_equal(value(styled, box, PL_PROPERTY_vertical_align), "middle");
    assert_text_equal(value(styled, box, PL_PROPERTY_display), "block");
    assert_text_equal(value(styled, page->margin_boxes[PL_MARGIN_RIGHT_TOP], PL_PROPERTY_vertical_align), "top");
    assert_null(page->margin_boxes[PL_MARGIN_TOP_RIGHT]);
    assert_null(page->margin_boxes[PL_MARGIN_BOTTOM_CENTER]);
    assert_text_equal(value(styled, page->footnote_area, PL_PROPERTY_margin_top), "20pt");
    page = pl_cascade_page(styled->cascade, &(struct pl_page_query){.index = 0});
    assert_null(page->margin_boxes[PL_MARGIN_TOP_LEFT]);
    assert_non_null(page->margin_boxes[PL_MARGIN_RIGHT_TOP]);
}

/* A font size in vw is of the page's area. */
static void viewport_units_in_a_font_size_are_of_the_page(void **state)
{
    struct pl_test *test = *state;
    struct styled *styled = begin(test, "@page { size: 500pt 600pt; margin: 50pt } p { font-size: 10vw; width: 50vw }");
    assert_text_equal(styled_value(styled, styled->inner, "font-size"), "40pt");
    assert_text_equal(styled_value(styled, styled->inner, "width"), "50vw");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(selectors_choose_pages),
        PL_TEST(equal_pages_are_one_pointer),
        PL_TEST(sizes_are_those_of_paper),
        PL_TEST(boxes_inherit_from_the_page_and_it_from_the_root),
        PL_TEST(viewport_units_in_a_font_size_are_of_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
