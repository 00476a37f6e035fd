// SPDX-License-Identifier: MIT
/* cli/main.c: find the verb and run it. */
#include <platen/platen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/verbs.h"

/* A closed pipe and a file-size limit are write errors like others: reported, exit 75. */
static void ignore_signals(void)
{
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
}

static bool is_color_known(const struct pl_command *command)
{
    pl_str when = pl_str_from(pl_command_last(command, PL_OPTION_color));
    return pl_str_empty(when) || pl_str_eq(when, PL_LIT("auto")) || pl_str_eq(when, PL_LIT("always")) ||
           pl_str_eq(when, PL_LIT("never"));
}

static bool wants_color(const struct pl_command *command)
{
    const char *when = pl_command_last(command, PL_OPTION_color), *forbidden = getenv("NO_COLOR");
    if (when && pl_str_eq(pl_str_from(when), PL_LIT("always")))
        return true;
    if (when && pl_str_eq(pl_str_from(when), PL_LIT("never")))
        return false;
    return isatty(STDERR_FILENO) && !(forbidden && *forbidden);
}

static int run(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    if (pl_command_has(command, PL_OPTION_version)) {
        printf("platen %s\n", platen_version());
        return fflush(stdout) == 0 ? PLATEN_MADE : PLATEN_RETRY;
    }
    if (pl_command_has(command, PL_OPTION_help) && command->verb != PL_VERB_help) {
        fputs(pl_help_text(call->arena, command->verb).data, stdout);
        return fflush(stdout) == 0 ? PLATEN_MADE : PLATEN_RETRY;
    }
    switch (command->verb) {
#define VERB(name, ...)                                                                            \
    case PL_VERB_##name:                                                                           \
        return run_##name(call);
#include "cli/verbs.def"
#undef VERB
    case PL_VERB_COUNT:
        break;
    }
    return PLATEN_CANNOT;
}

int main(int count, char **words)
{
    ignore_signals();
    struct pl_arena *arena = pl_arena_new(0);
    if (!arena)
        return PLATEN_RETRY;
    struct pl_command command;
    struct pl_terminal terminal = {.shows_warnings = true};
    struct pl_call call = {arena, &command, &terminal};
    pl_str problem, hint;
    int status = PLATEN_CANNOT;
    bool is_read = pl_command_read(arena, count, words, &command, &problem, &hint);
    terminal.has_color = wants_color(&command);
    terminal.shows_notes = pl_command_has(&command, PL_OPTION_verbose);
    terminal.shows_warnings = !pl_command_has(&command, PL_OPTION_quiet);
    if (!is_read)
        pl_terminal_problem(&terminal, problem.data, hint.data);
    else if (!is_color_known(&command))
        pl_terminal_problem(&terminal, "'--color' takes auto, always or never", "");
    else
        status = run(&call);
    pl_arena_free(arena);
    return status;
}
