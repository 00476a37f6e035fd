// SPDX-License-Identifier: MIT
/* cli/extract.c: platen extract: articles as data. */
#include <platen/platen.h>
#include <unistd.h>

#include "cli/inputs.h"

/* An output named .html, or --to html, is the page; else lines, in colour where messages have it on a terminal. */
static enum platen_explain explain_of(struct pl_call *call)
{
    const char *path = pl_command_last(call->command, PL_OPTION_output), *to = pl_command_last(call->command, PL_OPTION_to);
    const char *when = pl_command_last(call->command, PL_OPTION_color);
    bool always = when && pl_str_eq(pl_str_from(when), PL_LIT("always"));
    if (!pl_command_has(call->command, PL_OPTION_explain))
        return PLATEN_EXPLAIN_NOTHING;
    if ((path && pl_str_ends(pl_str_from(path), PL_LIT(".html"))) || (to && pl_str_eq(pl_str_from(to), PL_LIT("html"))))
        return PLATEN_EXPLAIN_HTML;
    return always || (call->terminal->has_color && !path && isatty(STDOUT_FILENO)) ? PLATEN_EXPLAIN_COLOR : PLATEN_EXPLAIN_TEXT;
}

int run_extract(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    struct platen_extract extract = {
        .inputs = pl_inputs_of(call),
        .to = pl_command_last(command, PL_OPTION_to),
        .path = pl_command_last(command, PL_OPTION_output),
        .explain = explain_of(call),
        .report = pl_terminal_report,
        .context = call->terminal,
    };
    return platen_extract(&extract);
}
