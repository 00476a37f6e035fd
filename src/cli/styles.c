// SPDX-License-Identifier: MIT
/* cli/styles.c: platen styles: the shipped designs. */
#include <platen/platen.h>

#include "cli/verbs.h"

int run_styles(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    const char *folder = pl_command_last(command, PL_OPTION_data);
    const char *name = command->arguments.count ? command->arguments.data[0] : NULL;
    if (pl_command_has(command, PL_OPTION_properties))
        return platen_properties(pl_terminal_report, call->terminal);
    if (command->arguments.count > 1) {
        pl_terminal_problem(call->terminal, "one design at a time", "write platen styles NAME --css");
        return PLATEN_CANNOT;
    }
    if (!name && pl_command_has(command, PL_OPTION_css)) {
        pl_terminal_problem(call->terminal, "'--css' needs the name of a design", "`platen styles` lists them");
        return PLATEN_CANNOT;
    }
    return platen_styles(folder, name, pl_terminal_report, call->terminal);
}
