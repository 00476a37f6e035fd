// SPDX-License-Identifier: MIT
/* tests/style/content.c: bookmarks: levels, labels with counters and parts, states. */
#include "style/styled.h"

static pl_str outline(struct pl_test *test, const char *sheet)
{
    struct styled *styled = styled_begin(test);
    struct pl_node *first = styled_add(styled, styled->outer, PL_KIND_heading, "h2", "one");
    pl_node_append(first, pl_node_new_text(test->arena, PL_LIT("  One\n  thing "), PL_NO_SPAN));
    struct pl_node *call = styled_add(styled, first, PL_KIND_note_call, "a", "call");
    pl_node_append(call, pl_node_new_text(test->arena, PL_LIT("1"), PL_NO_SPAN));
    struct pl_node *second = styled_add(styled, styled->outer, PL_KIND_heading, "h2", "two");
    pl_node_set_attribute(test->arena, second, PL_LIT("title"), PL_LIT("Second"));
    pl_node_append(second, pl_node_new_text(test->arena, PL_LIT("Another"), PL_NO_SPAN));
    styled_sheet(styled, sheet, PL_SHEET_AUTHOR);
    styled_run(styled, PL_MEDIUM_PRINT);
    struct pl_outline entries = {0};
    pl_outline_add(test->arena, &entries, styled->article, 7, styled->styles);
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (size_t i = 0; i < entries.count; i++) {
        const struct pl_outline_entry *entry = &entries.data[i];
        assert_int_equal(entry->place.article, 7);
        pl_strbuf_addf(&out, "%d%s %.*s\n", entry->level, entry->is_open ? "" : " closed", PL_ARG(entry->label));
    }
    return pl_strbuf_str(&out);
}

static void labels_are_content_lists(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(outline(test, "h2 { bookmark-level: 2 }"), "2 One thing\n2 Another\n");
    assert_text_equal(outline(test, "h2 { bookmark-level: 2; bookmark-state: closed } #two { bookmark-level: none }"),
                      "2 closed One thing\n");
    assert_text_equal(outline(test, "h2 { bookmark-level: 1; bookmark-label: '§ ' attr(title, 'none') }"),
                      "1 § none\n1 § Second\n");
    assert_text_equal(outline(test, "h2 { bookmark-level: 1; bookmark-label: content(first-letter) '.' }"), "1 O.\n1 A.\n");
    assert_text_equal(outline(test, "h2 { bookmark-level: 1; bookmark-label: none }"), "");
    assert_text_equal(outline(test, "h2 { bookmark-level: 1 } #one { display: none }"), "1 Another\n");
}

static void labels_count(void **state)
{
    struct pl_test *test = *state;
    assert_text_equal(outline(test,
                              "div { counter-reset: part } h2 { bookmark-level: 1; counter-increment: part;"
                              " bookmark-label: counter(part, upper-roman) ' ' content() }"),
                      "1 I One thing\n1 II Another\n");
    assert_text_equal(outline(test,
                              "body { counter-reset: n } h2 { bookmark-level: 1; bookmark-label: content(before) content(text) }"
                              "h2::before { counter-increment: n 2; content: counter(n) '. ' }"),
                      "1 2. One thing\n1 4. Another\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(labels_are_content_lists), PL_TEST(labels_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
