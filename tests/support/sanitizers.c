// SPDX-License-Identifier: MIT
/* tests/support/sanitizers.c: how the program with sanitisers reports, linked into it alone. */

const char *__asan_default_options(void);
const char *__ubsan_default_options(void);
const char *__lsan_default_suppressions(void);

/* Its own exit code: 1 would mean "made, with warnings". Whole stacks even through libraries
 * without frame pointers, so that a suppression can name who called. */
__attribute__((visibility("default"))) const char *__asan_default_options(void)
{
    return "exitcode=99:fast_unwind_on_malloc=0:print_suppressions=0";
}

__attribute__((visibility("default"))) const char *__ubsan_default_options(void)
{
    return "exitcode=99:print_stacktrace=1";
}

/* Cairo 1.16 loses an array when it finishes a surface with certain fonts. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void)
{
    return "leak:pl_pdf_fonts_write\n";
}
