// SPDX-License-Identifier: MIT
/* tests/support/support.c: the fixture of a test and its assertions on texts. */
#include "support/support.h"

#include <dirent.h>
#include <errno.h>
#include <ftw.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/strbuf.h"

int pl_test_setup(void **state)
{
    struct pl_arena *arena = pl_arena_new(0);
    struct pl_test *test = PL_NEW(arena, struct pl_test);
    test->arena = arena;
    test->diags = PL_DIAGS(arena);
    *state = test;
    return 0;
}

static int remove_one(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts, (void)kind, (void)place;
    return remove(path);
}

int pl_test_teardown(void **state)
{
    struct pl_test *test = *state;
    if (!pl_str_empty(test->folder))
        nftw(test->folder.data, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    pl_arena_free(test->arena);
    return 0;
}

// --- Texts ------------------------------------------------------------------------------------

/* The number of the first line in which the two differ. */
static size_t differing_line(pl_str a, pl_str b)
{
    size_t line = 1;
    for (size_t i = 0; i < a.size && i < b.size && a.data[i] == b.data[i]; i++)
        line += a.data[i] == '\n';
    return line;
}

static void show(const char *label, pl_str text)
{
    print_error("--- %s (%zu bytes)\n%.*s\n", label, text.size, PL_ARG(text));
}

void pl_test_text_equal(pl_str got, pl_str expected, const char *file, int line)
{
    if (pl_str_eq(got, expected))
        return;
    print_error("texts differ from line %zu on\n", differing_line(got, expected));
    show("expected", expected);
    show("got", got);
    _fail(file, line);
}

void pl_test_text_contains(pl_str got, pl_str part, const char *file, int line)
{
    if (pl_str_contains(got, part))
        return;
    show("expected somewhere in it", part);
    show("got", got);
    _fail(file, line);
}

pl_str pl_test_diags(struct pl_test *test)
{
    static const char *const severities[] = {"note", "warning", "error"};
    struct pl_strbuf out = PL_STRBUF(test->arena);
    for (size_t i = 0; i < test->diags.count; i++) {
        const struct pl_diag *diag = &test->diags.data[i];
        uint32_t line = 0, column = 0;
        if (diag->span.input) {
            pl_input_line_column(diag->span.input, diag->span.first, &line, &column);
            pl_strbuf_addf(&out, "%u:%u", line, column);
        } else {
            pl_strbuf_add_byte(&out, '-');
        }
        pl_strbuf_addf(&out, " %s %.*s %.*s\n", severities[diag->severity],
                       PL_ARG(pl_code_name(test->arena, diag->code)), PL_ARG(diag->message));
    }
    return pl_strbuf_str(&out);
}

void pl_test_golden(struct pl_test *test, const char *path, pl_str text, const char *file, int line)
{
    const char *accept = getenv("PLATEN_ACCEPT");
    if (accept && strcmp(accept, "1") == 0) {
        pl_test_write(pl_str_from(path), text);
        return;
    }
    if (access(path, R_OK) != 0) {
        print_error("no golden file '%s': look at the text, then run with PLATEN_ACCEPT=1\n", path);
        show("got", text);
        _fail(file, line);
    }
    pl_str expected = pl_test_read(test, pl_str_from(path));
    if (!pl_str_eq(text, expected))
        print_error("golden file: %s (PLATEN_ACCEPT=1 rewrites it)\n", path);
    pl_test_text_equal(text, expected, file, line);
}

struct pl_input *pl_test_input(struct pl_test *test, pl_str text)
{
    struct pl_input *input = PL_NEW(test->arena, struct pl_input);
    input->name = PL_LIT("<test>");
    input->bytes = input->text = text;
    return input;
}

// --- Files ------------------------------------------------------------------------------------

pl_str pl_test_folder(struct pl_test *test)
{
    if (pl_str_empty(test->folder)) {
        const char *parent = getenv("TMPDIR");
        pl_str form = pl_str_format(test->arena, "%s/platen-test-XXXXXX", parent ? parent : "/tmp");
        char *folder = (char *)pl_str_cstr(test->arena, form);
        if (!mkdtemp(folder))
            fail_msg("can't make a folder '%s': %s", folder, strerror(errno));
        test->folder = pl_str_from(folder);
    }
    return test->folder;
}

pl_str pl_test_path(struct pl_test *test, const char *name)
{
    return pl_str_format(test->arena, "%.*s/%s", PL_ARG(pl_test_folder(test)), name);
}

void pl_test_write(pl_str path, pl_str bytes)
{
    char name[4096];
    assert_true(path.size < sizeof name);
    memcpy(name, path.data, path.size);
    name[path.size] = '\0';
    for (char *slash = strchr(name + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(name, 0777);
        *slash = '/';
    }
    FILE *file = fopen(name, "wb");
    if (!file)
        fail_msg("can't write '%s': %s", name, strerror(errno));
    size_t written = bytes.size ? fwrite(bytes.data, 1, bytes.size, file) : 0;
    assert_int_equal(fclose(file), 0);
    assert_int_equal(written, bytes.size);
}

pl_str pl_test_read(struct pl_test *test, pl_str path)
{
    struct pl_strbuf bytes = PL_STRBUF(test->arena);
    char piece[4096];
    size_t size;
    FILE *file = fopen(pl_str_cstr(test->arena, path), "rb");
    if (!file)
        fail_msg("can't read '%.*s': %s", PL_ARG(path), strerror(errno));
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
        pl_strbuf_add(&bytes, (pl_str){piece, size});
    fclose(file);
    return pl_strbuf_str(&bytes);
}

pl_str pl_test_corpus(struct pl_test *test, const char *name)
{
    pl_str path = pl_str_format(test->arena, "../shared/corpus/%s", name);
    if (access(pl_str_cstr(test->arena, path), R_OK) == 0)
        return path;
    const char *ci = getenv("CI");
    if (ci && strcmp(ci, "true") == 0)
        fail_msg("the corpus has no '%s'", name);
    print_message("skipped: the corpus has no '%s'\n", name);
    return (pl_str){0};
}

/* --- The end ---------------------------------------------------------------------------------- */

static size_t count_threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    size_t count = 0;
    for (const struct dirent *entry; tasks && (entry = readdir(tasks));)
        count += entry->d_name[0] != '.';
    if (tasks)
        closedir(tasks);
    return count;
}

/* Pango ends the thread of a font map in its own time, and fontconfig links its patterns by offsets that the
 * search for leaks can't follow: what that thread still holds would be told as lost. Gives up after a while. */
static void wait_for_threads(void)
{
    for (long tries = 0; tries < 20000 && count_threads() > 1; tries++)
        sched_yield();
}

/* What is registered here runs before the search for leaks, which registered itself earlier. */
__attribute__((constructor)) static void begin(void)
{
    atexit(wait_for_threads);
}
