// SPDX-License-Identifier: MIT
/* cli/options.c: the command line as data: every flag by its row. */
#include "cli/options.h"

#include <inttypes.h>

#include "base/strbuf.h"
#include "base/vec.h"

struct option_row {
    const char *name;
    char letter;
    const char *argument, *verbs, *help;
};

static const struct option_row rows[] = {
#define OPTION(name, letter, argument, verbs, help) {#name, letter, argument, verbs, help},
#include "cli/options.def"
#undef OPTION
};

static const struct {
    const char *name, *arguments, *what;
} verbs[] = {
#define VERB(name, arguments, what) {#name, arguments, what},
#include "cli/verbs.def"
#undef VERB
};

/* "metadata_file" is written --metadata-file. */
static pl_str flag_name(struct pl_arena *arena, const char *name)
{
    char *text = (char *)pl_str_cstr(arena, pl_str_from(name));
    for (char *c = text; *c; c++)
        if (*c == '_')
            *c = '-';
    return pl_str_from(text);
}

enum pl_verb pl_verb_find(pl_str name)
{
    for (int verb = 0; verb < PL_VERB_COUNT; verb++)
        if (pl_str_eq(name, pl_str_from(verbs[verb].name)))
            return (enum pl_verb)verb;
    return PL_VERB_COUNT;
}

static bool takes(const struct option_row *row, enum pl_verb verb)
{
    pl_str rest = pl_str_from(row->verbs), word;
    while (pl_str_next_word(&rest, &word))
        if (pl_str_eq(word, PL_LIT("*")) || (verb < PL_VERB_COUNT && pl_str_eq(word, pl_str_from(verbs[verb].name))))
            return true;
    return false;
}

/* --css prints a design's sheet in `styles`: there it is a switch. */
static bool is_switch(enum pl_option option, enum pl_verb verb)
{
    return !*rows[option].argument || (option == PL_OPTION_css && verb == PL_VERB_styles);
}

static enum pl_option find_long(struct pl_arena *arena, pl_str name)
{
    for (int i = 0; i < PL_OPTION_COUNT; i++)
        if (pl_str_eq(name, flag_name(arena, rows[i].name)))
            return (enum pl_option)i;
    return PL_OPTION_COUNT;
}

static enum pl_option find_short(char letter)
{
    for (int i = 0; i < PL_OPTION_COUNT; i++)
        if (letter != ' ' && rows[i].letter == letter)
            return (enum pl_option)i;
    return PL_OPTION_COUNT;
}

/* The flag with the longest prefix in common, for "did you mean". */
static const char *nearest(struct pl_arena *arena, pl_str name)
{
    const char *best = NULL;
    size_t most = 1;
    for (int i = 0; i < PL_OPTION_COUNT; i++) {
        pl_str flag = flag_name(arena, rows[i].name);
        size_t common = 0;
        while (common < flag.size && common < name.size && flag.data[common] == name.data[common])
            common++;
        if (common > most) {
            most = common;
            best = flag.data;
        }
    }
    return best;
}

struct reader {
    struct pl_arena *arena;
    struct pl_command *command;
    int count, at;
    char **words;
    pl_str *problem, *hint;
};

static bool fail(struct reader *reader, pl_str problem, pl_str hint)
{
    *reader->problem = problem;
    *reader->hint = hint;
    return false;
}

/* value NULL: none was joined to the flag; the next word is it. */
static bool take_value(struct reader *reader, enum pl_option option, const char *shown, const char *value)
{
    enum pl_verb verb = reader->command->verb;
    if (!takes(&rows[option], verb) && !(option == PL_OPTION_css && verb == PL_VERB_styles))
        return fail(reader, pl_str_format(reader->arena, "'%s' is no flag of '%s'", shown, verbs[verb].name),
                    pl_str_format(reader->arena, "`platen help %s` shows its flags", verbs[verb].name));
    if (is_switch(option, verb)) {
        if (value)
            return fail(reader, pl_str_format(reader->arena, "'%s' takes no value", shown), PL_LIT(""));
        value = "";
    } else if (!value) {
        if (reader->at + 1 >= reader->count)
            return fail(reader, pl_str_format(reader->arena, "'%s' needs a value", shown),
                        pl_str_format(reader->arena, "write %s %s", shown, rows[option].argument));
        value = reader->words[++reader->at];
    }
    *PL_PUSH(reader->arena, &reader->command->values[option]) = value;
    return true;
}

static bool read_long(struct reader *reader, const char *word)
{
    pl_str rest = pl_str_from(word + 2), name = rest;
    bool joined = pl_str_cut(&rest, '=', &name);
    enum pl_option option = find_long(reader->arena, name);
    if (option == PL_OPTION_COUNT) {
        const char *near = nearest(reader->arena, name);
        return fail(reader, pl_str_format(reader->arena, "'--%.*s' is no flag", PL_ARG(name)),
                    near ? pl_str_format(reader->arena, "did you mean --%s?", near)
                         : PL_LIT("`platen help` shows the flags"));
    }
    return take_value(reader, option, word, joined ? rest.data : NULL);
}

static bool read_short(struct reader *reader, const char *word)
{
    for (const char *letter = word + 1; *letter; letter++) {
        enum pl_option option = find_short(*letter);
        char shown[] = {'-', *letter, '\0'};
        if (option == PL_OPTION_COUNT)
            return fail(reader, pl_str_format(reader->arena, "'%s' is no flag", shown),
                        PL_LIT("`platen help` shows the flags"));
        bool ends = !is_switch(option, reader->command->verb);
        if (!take_value(reader, option, pl_str_cstr(reader->arena, pl_str_from(shown)), ends && letter[1] ? letter + 1 : NULL))
            return false;
        if (ends)
            return true;
    }
    return true;
}

bool pl_command_read(struct pl_arena *arena, int count, char **words, struct pl_command *command,
                     pl_str *problem, pl_str *hint)
{
    struct reader reader = {arena, command, count, 1, words, problem, hint};
    *command = (struct pl_command){.verb = PL_VERB_help};
    *problem = *hint = PL_LIT("");
    if (count > 1 && words[1][0] != '-') {
        command->verb = pl_verb_find(pl_str_from(words[1]));
        if (command->verb == PL_VERB_COUNT) {
            command->verb = PL_VERB_help;
            return fail(&reader, pl_str_format(arena, "'%s' is nothing platen does", words[1]),
                        PL_LIT("`platen help` lists what it does"));
        }
        reader.at = 2;
    }
    bool flags = true;
    for (; reader.at < count; reader.at++) {
        const char *word = words[reader.at];
        if (flags && strcmp(word, "--") == 0)
            flags = false;
        else if (flags && word[0] == '-' && word[1] == '-' ? !read_long(&reader, word)
                 : flags && word[0] == '-' && word[1]      ? !read_short(&reader, word)
                                                           : false)
            return false;
        else if (!flags || word[0] != '-' || !word[1])
            *PL_PUSH(arena, &command->arguments) = word;
    }
    return true;
}

const char *pl_command_last(const struct pl_command *command, enum pl_option option)
{
    const struct pl_words *values = &command->values[option];
    return values->count ? values->data[values->count - 1] : NULL;
}

/* --- Help and man page ----------------------------------------------------------------------- */

static pl_str flag_form(struct pl_arena *arena, const struct option_row *row, enum pl_verb verb)
{
    struct pl_strbuf form = PL_STRBUF(arena);
    if (row->letter != ' ')
        pl_strbuf_addf(&form, "-%c, ", row->letter);
    pl_strbuf_addf(&form, "--%s", flag_name(arena, row->name).data);
    if (!is_switch((enum pl_option)(row - rows), verb))
        pl_strbuf_addf(&form, " %s", row->argument);
    return pl_strbuf_str(&form);
}

/* Words of `text` in lines of at most 100 columns, further lines indented. */
static void add_wrapped(struct pl_strbuf *out, size_t column, size_t indent, pl_str text)
{
    pl_str word;
    bool is_first = true;
    while (pl_str_next_word(&text, &word)) {
        if (!is_first && column + 1 + word.size > 100) {
            pl_strbuf_add_byte(out, '\n');
            pl_strbuf_add_repeated(out, ' ', indent);
            column = indent;
        } else if (!is_first) {
            pl_strbuf_add_byte(out, ' ');
            column++;
        }
        pl_strbuf_add(out, word);
        column += word.size;
        is_first = false;
    }
    pl_strbuf_add_byte(out, '\n');
}

static void add_flags(struct pl_strbuf *out, enum pl_verb verb)
{
    for (size_t i = 0; i < PL_OPTION_COUNT; i++) {
        if (verb == PL_VERB_COUNT ? !pl_str_eq(pl_str_from(rows[i].verbs), PL_LIT("*"))
                                  : !takes(&rows[i], verb) && !(i == PL_OPTION_css && verb == PL_VERB_styles))
            continue;
        pl_str form = flag_form(out->arena, &rows[i], verb);
        pl_strbuf_addf(out, "  %-28s ", form.data);
        if (form.size > 28) {
            pl_strbuf_add_byte(out, '\n');
            pl_strbuf_add_repeated(out, ' ', 31);
        }
        add_wrapped(out, 31, 31, pl_str_from(rows[i].help));
    }
}

/* The limits that have a flag, with what they are unless raised. */
static void add_limits(struct pl_strbuf *out)
{
    pl_strbuf_add(out, PL_LIT("\nLimits of --limit NAME=N:\n"));
    static const struct {
        const char *flag, *what;
        int64_t value;
    } limits[] = {
#define LIMIT(name, value, flag, what) {flag, what, value},
#include "base/limits.def"
#undef LIMIT
    };
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (*limits[i].flag)
            pl_strbuf_addf(out, "  %-20s %12" PRId64 "  %s\n", limits[i].flag, limits[i].value, limits[i].what);
}

static const char exit_codes[] = "Exit codes: 0 made; 1 made, with warnings a reader would care about; 2 can't be made;\n"
                                 "75 try again later (disk full, no memory).\n";

pl_str pl_help_text(struct pl_arena *arena, enum pl_verb verb)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    if (verb != PL_VERB_COUNT) {
        pl_strbuf_addf(&out, "platen %s %s\n\n%s\n\n", verbs[verb].name, verbs[verb].arguments, verbs[verb].what);
        add_flags(&out, verb);
        if (takes(&rows[PL_OPTION_limit], verb))
            add_limits(&out);
        pl_strbuf_addf(&out, "\n%s", exit_codes);
        return pl_strbuf_str(&out);
    }
    pl_strbuf_add(&out, PL_LIT("platen turns articles into a printable PDF and an e-reader EPUB.\n\n"));
    for (int i = 0; i < PL_VERB_COUNT; i++)
        pl_strbuf_addf(&out, "  platen %-8s %-22s %s\n", verbs[i].name, verbs[i].arguments, verbs[i].what);
    pl_strbuf_add(&out, PL_LIT("\nFlags of every verb:\n"));
    add_flags(&out, PL_VERB_COUNT);
    pl_strbuf_addf(&out, "\n%s", exit_codes);
    return pl_strbuf_str(&out);
}

/* Backslashes and hyphens escaped for roff. */
static void add_roff(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '-' || text.data[i] == '\\')
            pl_strbuf_add_byte(out, '\\');
        pl_strbuf_add_byte(out, text.data[i]);
    }
    pl_strbuf_add_byte(out, '\n');
}

pl_str pl_man_page(struct pl_arena *arena)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, PL_LIT(".TH PLATEN 1\n.SH NAME\nplaten \\- articles in, a printable PDF and an EPUB out\n"
                               ".SH SYNOPSIS\n"));
    for (int i = 0; i < PL_VERB_COUNT; i++)
        pl_strbuf_addf(&out, ".B platen %s\n%s\n.br\n", verbs[i].name, verbs[i].arguments);
    pl_strbuf_add(&out, PL_LIT(".SH COMMANDS\n"));
    for (int i = 0; i < PL_VERB_COUNT; i++)
        pl_strbuf_addf(&out, ".TP\n.B %s\n%s.\n", verbs[i].name, verbs[i].what);
    pl_strbuf_add(&out, PL_LIT(".SH OPTIONS\n"));
    for (size_t i = 0; i < PL_OPTION_COUNT; i++) {
        pl_strbuf_add(&out, PL_LIT(".TP\n.B "));
        add_roff(&out, flag_form(arena, &rows[i], PL_VERB_COUNT));
        add_roff(&out, pl_str_from(rows[i].help));
    }
    pl_strbuf_addf(&out, ".SH EXIT STATUS\n%s", exit_codes);
    pl_strbuf_add(&out, PL_LIT(".SH ENVIRONMENT\n.TP\n.B SOURCE_DATE_EPOCH\nThe date of the build, in seconds; else the newest date "
                               "of the inputs.\n.TP\n.B XDG_CACHE_HOME\nAnswers of the web "
                               "are kept in platen/web below it, else below ~/.cache.\n.TP\n.B PLATEN_FETCH_PRIVATE\nWith "
                               "the value 1, --fetch also asks private networks and this machine.\n.TP\n.B NO_COLOR\nMessages have no colour.\n"));
    return pl_strbuf_str(&out);
}
