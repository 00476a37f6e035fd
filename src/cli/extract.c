// SPDX-License-Identifier: MIT
/* cli/extract.c: platen extract: articles as data. */
#include <platen/platen.h>

#include "cli/verbs.h"

int run_extract(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    const struct pl_words *values = command->values;
    struct platen_extract extract = {
        .inputs = {.paths = command->arguments.data,
                   .path_count = command->arguments.count,
                   .from = pl_command_last(command, PL_OPTION_from),
                   .url = pl_command_last(command, PL_OPTION_url),
                   .resource_paths = values[PL_OPTION_resource_path].data,
                   .resource_path_count = values[PL_OPTION_resource_path].count,
                   .limits = values[PL_OPTION_limit].data,
                   .limit_count = values[PL_OPTION_limit].count},
        .to = pl_command_last(command, PL_OPTION_to),
        .path = pl_command_last(command, PL_OPTION_output),
        .report = pl_terminal_report,
        .context = call->terminal,
    };
    return platen_extract(&extract);
}
