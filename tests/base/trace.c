// SPDX-License-Identifier: MIT
/* tests/base/trace.c: only what is asked for is traced, a line each, harmless to a terminal. */
#include "base/trace.h"

#include "base/strbuf.h"
#include "support/support.h"

static void keep(void *context, const char *line)
{
    pl_strbuf_addf(context, "%s\n", line);
}

static void only_what_is_asked_for(void **state)
{
    struct pl_test *test = *state;
    struct pl_strbuf out = PL_STRBUF(test->arena);
    struct pl_trace trace = {.style = true, .write = keep, .context = &out};
    const struct pl_trace *some = &trace, *none = NULL;
    PL_TRACE(some, style, "rule %d won", 3);
    PL_TRACE(some, lines, "not this");
    PL_TRACE(none, style, "nor this");
    PL_TRACE(some, style, "title \x1B[2J");
    assert_text_equal(pl_strbuf_str(&out), "style: rule 3 won\nstyle: title  [2J\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {PL_TEST(only_what_is_asked_for)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
