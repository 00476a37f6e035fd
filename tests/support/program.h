// SPDX-License-Identifier: MIT
/* tests/support/program.h: run a program as a user does, and see what it says and how it ends. */
#ifndef PL_TESTS_PROGRAM_H
#define PL_TESTS_PROGRAM_H

#include "support/support.h"

struct pl_run_result {
    int status;        // exit code; 128 + signal when it was ended by one
    pl_str out, error; // standard output and standard error
};

/* Runs words[0] … up to NULL in `folder` (NULL: here), with `input` on standard input. Ends it after 60 s: the
 * test fails then. */
struct pl_run_result pl_test_run(struct pl_test *test, const char *folder, pl_str input,
                                 const char *const *words);

/* The same for our program: platen WORD… */
#define run_platen(test, folder, input, ...)                                                       \
    pl_test_run((test), (folder), (input), (const char *const[]){PLATEN_PROGRAM, __VA_ARGS__, NULL})

#endif
