// SPDX-License-Identifier: MIT
/* cli/check.c: platen check: judge finished files. */
#include <platen/platen.h>

#include "cli/verbs.h"

int run_check(struct pl_call *call)
{
    const struct pl_words *files = &call->command->arguments;
    return platen_check(files->data, files->count, pl_terminal_report, call->terminal);
}
