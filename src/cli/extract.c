// SPDX-License-Identifier: MIT
/* cli/extract.c: platen extract: articles as data. */
#include <platen/platen.h>

#include "cli/inputs.h"

int run_extract(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    struct platen_extract extract = {
        .inputs = pl_inputs_of(call),
        .to = pl_command_last(command, PL_OPTION_to),
        .path = pl_command_last(command, PL_OPTION_output),
        .report = pl_terminal_report,
        .context = call->terminal,
    };
    return platen_extract(&extract);
}
