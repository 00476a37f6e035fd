// SPDX-License-Identifier: MIT
/* cli/terminal.c: diagnostics for people. */
#include "cli/terminal.h"

#include <stdio.h>

#include "base/utf8.h"

static const char *const words[] = {"note", "warning", "error"};
static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m"};

static void print_place(const struct platen_diagnostic *diagnostic)
{
    if (!*diagnostic->file) {
        fputs("platen: ", stderr);
        return;
    }
    fprintf(stderr, "%s:", diagnostic->file);
    if (diagnostic->line)
        fprintf(stderr, "%u:%u:", diagnostic->line, diagnostic->column);
    fputc(' ', stderr);
}

#define SHOWN_COLUMNS 96

/* The line, cut about the place where it is long, and a caret with the hint under it. */
static void print_line(const struct platen_diagnostic *diagnostic)
{
    pl_str line = pl_str_from(diagnostic->source_line);
    size_t before = diagnostic->column - 1, skipped = 0, at = 0;
    if (before > SHOWN_COLUMNS / 2)
        skipped = before - SHOWN_COLUMNS / 2;
    for (size_t i = 0; i < skipped && at < line.size; i++)
        pl_utf8_next(line, &at);
    size_t end = at, shown = 0;
    for (; shown < SHOWN_COLUMNS && end < line.size; shown++)
        pl_utf8_next(line, &end);
    fprintf(stderr, "    %.*s\n    %*s^", (int)(end - at), line.data + at, (int)(before - skipped), "");
    for (size_t i = 1; i < diagnostic->length && before - skipped + i < shown; i++)
        fputc('~', stderr);
    if (*diagnostic->hint)
        fprintf(stderr, "  %s", diagnostic->hint);
    fputc('\n', stderr);
}

void pl_terminal_report(void *context, const struct platen_diagnostic *diagnostic)
{
    struct pl_terminal *terminal = context;
    if ((diagnostic->severity == PLATEN_NOTE && !terminal->shows_notes) ||
        (diagnostic->severity == PLATEN_WARNING && !terminal->shows_warnings)) {
        terminal->hidden_notes += diagnostic->severity == PLATEN_NOTE;
        return;
    }
    print_place(diagnostic);
    fprintf(stderr, "%s%s:%s %s [%s]\n", terminal->has_color ? colors[diagnostic->severity] : "",
            words[diagnostic->severity], terminal->has_color ? "\033[0m" : "", diagnostic->message,
            diagnostic->code);
    if (diagnostic->line && *diagnostic->source_line)
        print_line(diagnostic);
    else if (*diagnostic->hint)
        fprintf(stderr, "    %s\n", diagnostic->hint);
}

void pl_terminal_problem(const struct pl_terminal *terminal, const char *problem, const char *hint)
{
    fprintf(stderr, "platen: %serror:%s %s\n", terminal->has_color ? colors[2] : "",
            terminal->has_color ? "\033[0m" : "", problem);
    if (*hint)
        fprintf(stderr, "    %s\n", hint);
}
