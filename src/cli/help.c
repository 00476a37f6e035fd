// SPDX-License-Identifier: MIT
/* cli/help.c: platen help and platen explain: texts made from the tables. */
#include <platen/platen.h>
#include <stdio.h>

#include "base/diag.h"
#include "cli/verbs.h"

static int print(pl_str text)
{
    bool written = fwrite(text.data, 1, text.size, stdout) == text.size && fflush(stdout) == 0;
    return written ? PLATEN_MADE : PLATEN_RETRY;
}

int run_help(struct pl_call *call)
{
    const struct pl_words *arguments = &call->command->arguments;
    enum pl_verb verb = PL_VERB_COUNT;
    if (pl_command_has(call->command, PL_OPTION_man))
        return print(pl_man_page(call->arena));
    if (arguments->count) {
        verb = pl_verb_find(pl_str_from(arguments->data[0]));
        if (verb == PL_VERB_COUNT) {
            pl_terminal_problem(call->terminal, "platen has no such verb", "`platen help` lists them");
            return PLATEN_CANNOT;
        }
    }
    return print(pl_help_text(call->arena, verb));
}

int run_explain(struct pl_call *call)
{
    const struct pl_words *arguments = &call->command->arguments;
    if (arguments->count == 0) {
        pl_terminal_problem(call->terminal, "no code is named", "write platen explain W0203");
        return PLATEN_CANNOT;
    }
    for (size_t i = 0; i < arguments->count; i++) {
        enum pl_code code = pl_code_find(pl_str_from(arguments->data[i]));
        if (code == PL_CODE_COUNT) {
            pl_terminal_problem(call->terminal, "there is no such code", "codes stand in brackets behind a message");
            return PLATEN_CANNOT;
        }
        pl_str name = pl_code_name(call->arena, code), text = pl_code_explanation(code);
        if (print(pl_str_format(call->arena, "%.*s: %.*s\n", PL_ARG(name), PL_ARG(text))) != PLATEN_MADE)
            return PLATEN_RETRY;
    }
    return PLATEN_MADE;
}
