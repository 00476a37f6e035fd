// SPDX-License-Identifier: MIT
/* typeset/hyphen.c: which patterns a language has. */
#include "typeset/hyphen.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/languages.h"
#include "base/strbuf.h"
#include "typeset/hyphen_patterns.h"

#define PATTERN_FOLDER "/usr/share/hyphen/" // of Debian's hyphen-* packages

enum { MAX_PATTERN_BYTES = 1 << 24 };

/* "hyph_de_AT.dic" for de-AT where it is there, else the file of the language's row. */
static pl_str pattern_file(struct pl_arena *arena, pl_str tag)
{
    pl_str rest = tag, primary, region;
    if (pl_str_cut(&rest, '-', &primary)) {
        region = pl_str_slice(rest, rest.size > 2 ? rest.size - 2 : 0, rest.size);
        struct pl_strbuf name = PL_STRBUF(arena);
        pl_strbuf_add(&name, PL_LIT(PATTERN_FOLDER "hyph_"));
        pl_strbuf_add(&name, primary);
        pl_strbuf_add_byte(&name, '_');
        for (size_t i = 0; i < region.size; i++)
            pl_strbuf_add_byte(&name, pl_ascii_upper(region.data[i]));
        pl_strbuf_add(&name, PL_LIT(".dic"));
        pl_str path = pl_str_copy(arena, pl_strbuf_str(&name));
        if (pl_path_is_file(path))
            return path;
    }
    pl_str file = pl_language_lookup(tag)->hyphenation;
    if (pl_str_empty(file))
        return file;
    return pl_path_join(arena, PL_LIT(PATTERN_FOLDER), file);
}

struct mapped {
    void *bytes;
    size_t size;
};

static void unmap(void *thing)
{
    struct mapped *mapped = thing;
    munmap(mapped->bytes, mapped->size);
}

/* The trie that was made of the text when the program was built ("patterns" in the folder of the
 * faces); NULL where there is none of this text. */
static const struct pl_hyphen_patterns *map_trie(struct pl_typesetter *typesetter, pl_str path,
                                                 pl_str text)
{
    struct pl_arena *arena = typesetter->arena;
    char *real = realpath(pl_str_cstr(arena, path), NULL);
    pl_str name = pl_path_name(pl_str_from(real ? real : ""));
    pl_str trie = pl_str_format(arena, "%.*s/patterns/%.*s.trie",
                                PL_ARG(pl_fonts_folder(typesetter->fonts)), PL_ARG(name));
    free(real);
    struct stat about;
    struct mapped *mapped = PL_NEW(arena, struct mapped);
    int fd = open(trie.data, O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && fstat(fd, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
        mapped->size = (size_t)about.st_size;
        mapped->bytes = mmap(NULL, mapped->size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    }
    if (fd >= 0)
        close(fd);
    if (!mapped->bytes || mapped->bytes == MAP_FAILED)
        return NULL;
    pl_arena_defer(arena, unmap, mapped);
    return pl_hyphen_patterns_map(arena, (pl_str){mapped->bytes, mapped->size}, text);
}

static const struct pl_hyphen_patterns *load(struct pl_typesetter *typesetter, pl_str path)
{
    struct pl_arena *scratch = pl_arena_new(0);
    if (!scratch)
        return NULL;
    struct pl_diags quiet = PL_DIAGS(scratch);
    pl_str text;
    const struct pl_hyphen_patterns *patterns = NULL;
    if (!pl_str_empty(path) && pl_path_is_file(path) &&
        pl_file_read(scratch, path, MAX_PATTERN_BYTES, &text, &quiet)) {
        patterns = map_trie(typesetter, path, text);
        if (!patterns)
            patterns = pl_hyphen_patterns_read(typesetter->arena, text);
    }
    pl_arena_free(scratch);
    return patterns;
}

/* Languages that we know and that have no patterns aren't divided by anybody. */
static bool is_never_divided(pl_str tag)
{
    const struct pl_language *language = pl_language_lookup(tag);
    return pl_str_eq(tag, PL_LIT("und")) ||
           (pl_str_empty(language->hyphenation) && !pl_str_eq(language->tag, PL_LIT("und")));
}

const struct pl_hyphen_patterns *pl_hyphen_patterns_of(struct pl_typesetter *typesetter,
                                                       PangoLanguage *language)
{
    static const char none; // its address stands for "looked for and not there"
    pl_str tag = pl_str_from(pango_language_to_string(language));
    void *known = pl_map_lookup(&typesetter->patterns, tag);
    if (known)
        return known == &none ? NULL : known;
    pl_str path = pattern_file(typesetter->arena, tag);
    const struct pl_hyphen_patterns *patterns = pl_str_empty(path)
                                                    ? NULL
                                                    : pl_map_lookup(&typesetter->patterns, path);
    if (!patterns) {
        patterns = load(typesetter, path);
        if (patterns)
            *pl_map_at(&typesetter->patterns, path) = (void *)patterns;
        else if (!is_never_divided(tag))
            pl_note(typesetter->diags, PL_N_HYPHENATION, PL_NO_SPAN,
                    "no hyphenation patterns for '%.*s'", PL_ARG(tag));
    }
    *pl_map_at(&typesetter->patterns, tag) = patterns ? (void *)patterns : (void *)&none;
    return patterns;
}
