// SPDX-License-Identifier: MIT
/* cli/options.h: the command line as data. */
#ifndef PL_CLI_OPTIONS_H
#define PL_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum pl_verb {
#define VERB(name, ...) PL_VERB_##name,
#include "cli/verbs.def"
#undef VERB
    PL_VERB_COUNT
};

enum pl_option {
#define OPTION(name, ...) PL_OPTION_##name,
#include "cli/options.def"
#undef OPTION
    PL_OPTION_COUNT
};

struct pl_words {
    const char **data;
    size_t count, room;
};

struct pl_command {
    enum pl_verb verb;
    struct pl_words values[PL_OPTION_COUNT]; // a switch that was given has one value, ""
    struct pl_words arguments;               // what is no flag, in order
};

/* Reads argv[1…]. Long flags as --name=value or --name value, short ones as -o value or -ovalue; --
 * ends flags; - is an argument. False: *problem and *hint say what is wrong. */
bool pl_command_read(struct pl_arena *arena, int count, char **words, struct pl_command *command,
                     pl_str *problem, pl_str *hint);

/* The last value given, or NULL. */
const char *pl_command_last(const struct pl_command *command, enum pl_option option);

static inline bool pl_command_has(const struct pl_command *command, enum pl_option option)
{
    return command->values[option].count > 0;
}

/* The help of the program (PL_VERB_COUNT) or of a verb, and the man page. */
pl_str pl_help_text(struct pl_arena *arena, enum pl_verb verb);
pl_str pl_man_page(struct pl_arena *arena);
enum pl_verb pl_verb_find(pl_str name);

#endif
