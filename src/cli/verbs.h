// SPDX-License-Identifier: MIT
/* cli/verbs.h: the verbs: words only, the work is pipeline's. */
#ifndef PL_CLI_VERBS_H
#define PL_CLI_VERBS_H

#include "cli/options.h"
#include "cli/terminal.h"

/* What every verb gets. Each returns the exit code. */
struct pl_call {
    struct pl_arena *arena;
    const struct pl_command *command;
    struct pl_terminal *terminal;
};

#define VERB(name, ...) int run_##name(struct pl_call *call);
#include "cli/verbs.def"
#undef VERB

#endif
