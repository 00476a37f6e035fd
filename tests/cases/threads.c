// SPDX-License-Identifier: MIT
/* tests/cases/threads.c: one long article gives the same bytes for any number of threads. */
#include "support/program.h"

#include "base/strbuf.h"

/* Headings, paragraphs, notes, lists, quotes and tables, enough for many workers. */
static pl_str long_article(struct pl_test *test)
{
    struct pl_strbuf out = PL_STRBUF(test->arena);
    pl_strbuf_add(&out, PL_LIT("# A year of tides\n\n"));
    for (int i = 0; i < 300; i++) {
        if (i % 10 == 0)
            pl_strbuf_addf(&out, "## Week %d\n\n", i / 10);
        pl_strbuf_addf(&out,
                       "On day %d the harbour-master wrote down *%d* tides and a *considerable* number of "
                       "unscheduled ferries, none of which he had been told about beforehand.[^n%d]\n\n"
                       "[^n%d]: He kept %d carbon copies.\n\n",
                       i, i * 7 % 13, i, i, i % 5);
        if (i % 7 == 0)
            pl_strbuf_addf(&out, "- rope, %d coils\n- lamps, %d\n\n", i, i + 1);
        if (i % 11 == 0)
            pl_strbuf_addf(&out, "> The sea gives notice to nobody, least of all on a day numbered %d.\n\n", i);
        if (i % 50 == 0)
            pl_strbuf_addf(&out, "| hour | height |\n|---|---|\n| %d | 3.%d m |\n| 12 | 1.2 m |\n\n", i % 12, i % 10);
    }
    return pl_strbuf_str(&out);
}

static void threads_change_no_byte(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(pl_test_path(test, "tides.md"), long_article(test));
    static const char *const jobs[] = {"1", "3", "8"};
    static const char *const styles[] = {"reader", "briefing", "digest"};
    for (size_t s = 0; s < sizeof styles / sizeof *styles; s++) {
        pl_str first = {0};
        for (size_t i = 0; i < 3; i++) {
            struct pl_run_result result =
                run_platen(test, pl_test_folder(test).data, PL_LIT(""), "build", "tides.md", "--style", styles[s], "-j",
                           jobs[i], "-o", "tides.pdf");
            if (result.status != 0)
                fail_msg("exit %d\n%.*s", result.status, PL_ARG(result.error));
            pl_str pdf = pl_test_read(test, pl_test_path(test, "tides.pdf"));
            if (i == 0)
                first = pdf;
            else if (!pl_str_eq(first, pdf))
                fail_msg("%s with -j %s: other bytes than with -j 1", styles[s], jobs[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(threads_change_no_byte)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
