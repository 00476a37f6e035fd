// SPDX-License-Identifier: MIT
/* cli/inputs.c: the flags of all verbs that read inputs. */
#include "cli/inputs.h"

#include <stdlib.h>

/* Where caches belong: XDG Base Directory Specification. NULL: nowhere. */
static const char *cache_folder(struct pl_arena *arena)
{
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (cache && *cache == '/')
        return pl_str_format(arena, "%s/platen/web", cache).data;
    return home && *home == '/' ? pl_str_format(arena, "%s/.cache/platen/web", home).data : NULL;
}

/* Private networks only by a word of the environment, which no input and no file beside it can say. */
static enum platen_fetch fetch_of(const struct pl_command *command)
{
    const char *anywhere = getenv("PLATEN_FETCH_PRIVATE");
    if (!pl_command_has(command, PL_OPTION_fetch))
        return PLATEN_FETCH_NOTHING;
    return anywhere && pl_str_eq(pl_str_from(anywhere), PL_LIT("1")) ? PLATEN_FETCH_ANYWHERE : PLATEN_FETCH_PUBLIC;
}

struct platen_inputs pl_inputs_of(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    const struct pl_words *values = command->values;
    return (struct platen_inputs){.paths = command->arguments.data,
                                  .path_count = command->arguments.count,
                                  .from = pl_command_last(command, PL_OPTION_from),
                                  .url = pl_command_last(command, PL_OPTION_url),
                                  .resource_paths = values[PL_OPTION_resource_path].data,
                                  .resource_path_count = values[PL_OPTION_resource_path].count,
                                  .limits = values[PL_OPTION_limit].data,
                                  .limit_count = values[PL_OPTION_limit].count,
                                  .fetch = fetch_of(command),
                                  .cache_folder = cache_folder(call->arena)};
}
