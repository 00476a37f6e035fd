// SPDX-License-Identifier: MIT
/* cli/terminal.h: diagnostics for people: place, message, the line with a caret, the hint. */
#ifndef PL_CLI_TERMINAL_H
#define PL_CLI_TERMINAL_H

#include <platen/diagnostics.h>
#include <stdbool.h>
#include <stddef.h>

struct pl_terminal {
    bool has_color, shows_notes, shows_warnings;
    size_t hidden_notes;
};

/* A platen_report; context is a struct pl_terminal. Writes to standard error. */
void pl_terminal_report(void *terminal, const struct platen_diagnostic *diagnostic);

/* An error of the command line, in the same form. */
void pl_terminal_problem(const struct pl_terminal *terminal, const char *problem, const char *hint);

#endif
