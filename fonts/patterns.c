// SPDX-License-Identifier: MIT
/* fonts/patterns.c: a program of the build: makes packed tries of pattern files.
 *
 *   patterns FOLDER hyph_en_US.dic …
 *
 * writes FOLDER/hyph_en_US.dic.trie and so on, which the program maps instead of reading the
 * text (src/typeset/hyphen_cache.c). A file that can't be read is left out: the program falls
 * back on its text. */
#include <stdio.h>

#include "base/file.h"
#include "typeset/hyphen_patterns.h"

static bool compile(struct pl_arena *arena, pl_str folder, pl_str path)
{
    struct pl_diags diags = PL_DIAGS(arena);
    pl_str text;
    if (!pl_file_read(arena, path, 1 << 24, &text, &diags))
        return false;
    const struct pl_hyphen_patterns *patterns = pl_hyphen_patterns_read(arena, text);
    if (!patterns)
        return false;
    struct pl_strbuf trie = PL_STRBUF(arena);
    pl_hyphen_patterns_write(&trie, patterns, text);
    pl_str name = pl_str_format(arena, "%.*s.trie", PL_ARG(pl_path_name(path)));
    struct pl_output *output = pl_output_open(arena, pl_path_join(arena, folder, name), &diags);
    if (!output)
        return false;
    pl_output_write(output, trie.data, trie.size);
    return pl_output_commit(output, &diags);
}

int main(int count, char **arguments)
{
    int failures = 0;
    for (int i = 2; i < count; i++) {
        struct pl_arena *arena = pl_arena_new(0);
        if (!arena || !compile(arena, pl_str_from(arguments[1]), pl_str_from(arguments[i]))) {
            fprintf(stderr, "patterns: %s is left out\n", arguments[i]);
            failures++;
        }
        pl_arena_free(arena);
    }
    return failures > 0;
}
