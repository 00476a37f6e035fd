// SPDX-License-Identifier: MIT
/* tests/layout/fit.c: tables and lists that are wider than their measure stay on the page, and it is said. */
#include "layout/made.h"

#define PAGE_RIGHT PL_PT(100 * 72 / 25.4)

struct rims {
    pl_unit right;
    uint32_t count;
};

static void read_rim(void *context, const struct made_run *run)
{
    struct rims *rims = context;
    rims->right = pl_unit_max(rims->right, run->right);
    rims->count++;
}

static pl_str table_of(struct pl_test *test, unsigned columns)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_strbuf_add(&out, PL_LIT("<table>"));
    for (unsigned row = 0; row < 2; row++) {
        pl_strbuf_add(&out, PL_LIT("<tr>"));
        for (unsigned i = 0; i < columns; i++)
            pl_strbuf_addf(&out, "<td>figure%u%u</td>", row, i);
    }
    pl_strbuf_add(&out, PL_LIT("</table><p>behind</p>"));
    return pl_strbuf_str(&out);
}

static unsigned count_of(const struct pl_diags *diags, enum pl_code code)
{
    unsigned count = 0;
    for (size_t i = 0; i < diags->count; i++)
        count += diags->data[i].code == code;
    return count;
}

/* The right end of all words, and how often each of the three was said. */
static void expect_fit(struct pl_test *test, pl_str html, const char *css, bool fits, unsigned notes,
                       unsigned warnings)
{
    struct made made = made_pages(test, pl_str_cstr(test->arena, html), css, 2);
    struct rims rims = {0};
    made_each_run(&made, read_rim, &rims);
    assert_true(rims.count > 4);
    if ((rims.right <= PAGE_RIGHT) != fits)
        fail_msg("%s: words reach to %.1f pt", css, pl_unit_to_pt(rims.right));
    assert_int_equal(count_of(&made.diags, PL_N_TABLE_SCALED) + count_of(&made.diags, PL_N_INDENT), notes);
    assert_int_equal(count_of(&made.diags, PL_W_TABLE), warnings);
    made_find(&made, "behind");
}

static void a_table_a_little_too_wide_gets_smaller_type(void **state)
{
    expect_fit(*state, table_of(*state, 8), "html{-platen-page-fit:best}", true, 1, 0);
}

static void a_table_of_two_hundred_columns_is_a_warning(void **state)
{
    expect_fit(*state, table_of(*state, 200), "html{-platen-page-fit:best}", true, 0, 1);
}

static void without_best_a_wide_table_sticks_out(void **state)
{
    expect_fit(*state, table_of(*state, 12), "", false, 0, 1);
}

static void lists_sixty_deep_stay_on_the_page(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (int i = 0; i < 60; i++)
        pl_strbuf_addf(&out, "<ul><li>item%d", i);
    for (int i = 0; i < 60; i++)
        pl_strbuf_add(&out, PL_LIT("</ul>"));
    pl_strbuf_add(&out, PL_LIT("<p>behind</p>"));
    expect_fit(test, pl_strbuf_str(&out), "html{-platen-page-fit:best}", true, 1, 0);
    expect_fit(test, pl_strbuf_str(&out), "", false, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(a_table_a_little_too_wide_gets_smaller_type),
        PL_TEST(a_table_of_two_hundred_columns_is_a_warning),
        PL_TEST(without_best_a_wide_table_sticks_out),
        PL_TEST(lists_sixty_deep_stay_on_the_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
