// SPDX-License-Identifier: MIT
/* tests/base/file.c: files are read bounded, stay beneath their folder, and appear whole or not at all. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "support/support.h"

static pl_str name_of(struct pl_test *test, const char *name)
{
    return pl_test_path(test, name);
}

static const char *c_name(struct pl_test *test, const char *name)
{
    return pl_str_cstr(test->arena, name_of(test, name));
}

// --- Paths --------------------------------------------------------------------------------------

static void paths_are_taken_apart(void **state)
{
    struct pl_test *test = *state;
    static const struct {
        const char *path, *folder, *name, *extension;
    } rows[] = {
        {"a/b.css", "a", "b.css", "css"},
        {"b.tar.gz", ".", "b.tar.gz", "gz"},
        {"/b", "/", "b", ""},
        {"/a/b/", "/a/b", "", ""},
        {".hidden", ".", ".hidden", ""},
        {"a.b/c", "a.b", "c", ""},
        {"a//b", "a", "b", ""},
        {"", ".", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str path = pl_str_from(rows[i].path);
        assert_text_equal(pl_path_folder(test->arena, path), rows[i].folder);
        assert_text_equal(pl_path_name(path), rows[i].name);
        assert_text_equal(pl_path_extension(path), rows[i].extension);
    }
    assert_text_equal(pl_path_join(test->arena, PL_LIT("a"), PL_LIT("b")), "a/b");
    assert_text_equal(pl_path_join(test->arena, PL_LIT("a/"), PL_LIT("b")), "a/b");
    assert_text_equal(pl_path_join(test->arena, PL_LIT("."), PL_LIT("b")), "b");
    assert_text_equal(pl_path_join(test->arena, PL_LIT("a"), PL_LIT("/b")), "/b");
    pl_test_write(name_of(test, "x"), PL_LIT("1"));
    assert_true(pl_path_is_file(name_of(test, "x")) && !pl_path_is_folder(name_of(test, "x")));
    assert_true(pl_path_is_folder(pl_test_folder(test)) && !pl_path_is_file(pl_test_folder(test)));
    assert_false(pl_path_is_file(PL_LIT("")) || pl_path_is_file(name_of(test, "absent")));
}

// --- Reading ------------------------------------------------------------------------------------

static bool read_named(struct pl_test *test, pl_str path, uint64_t limit, pl_str *bytes)
{
    test->diags = PL_DIAGS(test->arena);
    bool done = pl_file_read(test->arena, path, limit, bytes, &test->diags);
    assert_int_equal(test->diags.errors, done ? 0 : 1);
    return done;
}

static void reading_is_bounded(void **state)
{
    struct pl_test *test = *state;
    pl_str bytes;
    pl_test_write(name_of(test, "ten"), PL_LIT("0123456789"));
    pl_test_write(name_of(test, "none"), PL_LIT(""));
    assert_true(read_named(test, name_of(test, "ten"), 10, &bytes));
    assert_text_equal(bytes, "0123456789");
    assert_true(read_named(test, name_of(test, "none"), 0, &bytes));
    assert_int_equal(bytes.size, 0);
    assert_false(read_named(test, name_of(test, "ten"), 9, &bytes));
    assert_text_contains(pl_test_diags(test), "is larger than the limit of 9 bytes");
    assert_false(read_named(test, name_of(test, "absent"), 9, &bytes));
    assert_text_contains(pl_test_diags(test), "No such file or directory");
    assert_false(read_named(test, pl_test_folder(test), 9, &bytes));
    assert_text_contains(pl_test_diags(test), "it is a folder");
    assert_false(read_named(test, PL_LIT("/dev/zero"), 9, &bytes));
    assert_text_contains(pl_test_diags(test), "it is not a regular file");
    assert_false(read_named(test, PL_LIT("a\0b"), 9, &bytes));
    assert_int_equal(mkfifo(c_name(test, "pipe"), 0600), 0);
    assert_false(read_named(test, name_of(test, "pipe"), 9, &bytes)); // and doesn't wait
}

static void files_of_proc_have_no_size(void **state)
{
    struct pl_test *test = *state;
    pl_str bytes;
    assert_true(read_named(test, PL_LIT("/proc/self/status"), 1 << 20, &bytes));
    assert_text_contains(bytes, "Pid:");
}

static void check_beneath(struct pl_test *test)
{
    static const struct {
        pl_str reference;
        const char *bytes, *why;
    } rows[] = {
        {PL_LIT_INIT("a.txt"), "inside", NULL},
        {PL_LIT_INIT("sub/../a.txt"), "inside", NULL},
        {PL_LIT_INIT("./sub//b%20c.txt"), "spaced", NULL},
        {PL_LIT_INIT("100%.txt"), "percent", NULL},
        {PL_LIT_INIT("../secret"), NULL, "it leaves the folder it may be read from"},
        {PL_LIT_INIT("%2e%2E/secret"), NULL, "it leaves the folder it may be read from"},
        {PL_LIT_INIT("sub/../../secret"), NULL, "it leaves the folder it may be read from"},
        {PL_LIT_INIT("%252e%252e/secret"), NULL, "there is no such file"},
        {PL_LIT_INIT("/etc/passwd"), NULL, "it is an absolute path"},
        {PL_LIT_INIT("%2Fetc/passwd"), NULL, "it is an absolute path"},
        {PL_LIT_INIT("file:///etc/passwd"), NULL, "it is an address, not a file"},
        {PL_LIT_INIT("https://example.org/a.txt"), NULL, "it is an address, not a file"},
        {PL_LIT_INIT("a.txt%00.png"), NULL, "it holds a NUL character"},
        {PL_LIT_INIT(""), NULL, "it is empty"},
        {PL_LIT_INIT("sub"), NULL, "it is not a regular file"},
        {PL_LIT_INIT("large"), NULL, "it is larger than the limit of 10 bytes"},
    };
    pl_str folder = pl_test_path(test, "in");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pl_str bytes = {0}, why = {0};
        pl_file_read_beneath(test->arena, folder, rows[i].reference, 10, &bytes, &why);
        assert_text_equal(why, rows[i].why ? rows[i].why : "");
        assert_text_equal(bytes, rows[i].bytes ? rows[i].bytes : "");
    }
    pl_str bytes, why = {0};
    const char *links[] = {"out", "up/secret", "absolute"};
    for (size_t i = 0; i < 3; i++)
        assert_false(
            pl_file_read_beneath(test->arena, folder, pl_str_from(links[i]), 10, &bytes, &why));
    assert_false(pl_file_read_beneath(test->arena, PL_LIT(""), PL_LIT("a"), 10, &bytes, &why));
    assert_text_equal(why, "there is no folder to look in");
}

static void make_beneath(struct pl_test *test)
{
    pl_test_write(name_of(test, "secret"), PL_LIT("secret"));
    pl_test_write(name_of(test, "in/a.txt"), PL_LIT("inside"));
    pl_test_write(name_of(test, "in/100%.txt"), PL_LIT("percent"));
    pl_test_write(name_of(test, "in/sub/b c.txt"), PL_LIT("spaced"));
    pl_test_write(name_of(test, "in/large"), PL_LIT("more than ten bytes"));
    assert_int_equal(symlink("../secret", c_name(test, "in/out")), 0);
    assert_int_equal(symlink("..", c_name(test, "in/up")), 0);
    assert_int_equal(symlink(c_name(test, "in/a.txt"), c_name(test, "in/absolute")), 0);
    assert_int_equal(symlink("a.txt", c_name(test, "in/inner")), 0);
}

static void nothing_is_read_above_its_folder(void **state)
{
    struct pl_test *test = *state;
    make_beneath(test);
    check_beneath(test);
    pl_str bytes, why;
    bool done = pl_file_read_beneath(test->arena, name_of(test, "in"), PL_LIT("inner"), 10, &bytes,
                                     &why);
    if (done) // a link within the folder, where the kernel has openat2
        assert_text_equal(bytes, "inside");
}

/* The same where the kernel has no openat2: a filter makes it say so, in a child. */
static void nor_on_an_old_kernel(void **state)
{
    struct pl_test *test = *state;
    make_beneath(test);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        };
        struct sock_fprog program = {sizeof code / sizeof *code, code};
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, 2, &program))
            _exit(77);
        check_beneath(test);
        pl_str bytes, why;
        assert_false(pl_file_read_beneath(test->arena, name_of(test, "in"), PL_LIT("inner"), 10,
                                          &bytes, &why));
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        print_message("skipped: no filter of system calls here\n");
    else
        assert_int_equal(WEXITSTATUS(status), 0);
}

// --- Outputs ------------------------------------------------------------------------------------

static struct pl_output *open_output(struct pl_test *test, const char *name)
{
    test->diags = PL_DIAGS(test->arena);
    struct pl_output *output = pl_output_open(test->arena, name_of(test, name), &test->diags);
    assert_int_equal(test->diags.errors, output ? 0 : 1);
    return output;
}

static void an_output_appears_at_commit(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(name_of(test, "out"), PL_LIT("old"));
    struct pl_output *output = open_output(test, "out");
    pl_output_write(output, "new", 3);
    assert_text_equal(pl_test_read(test, name_of(test, "out")), "old");
    assert_text_equal(pl_test_read(test, pl_output_temporary(output)), "new");
    assert_text_equal(pl_path_name(pl_output_temporary(output)), ".out.platen-part");
    char *large = PL_NEW_ARRAY(test->arena, char, 200000);
    memset(large, 'x', 200000);
    pl_output_write(output, large, 200000);
    pl_output_write(output, "end", 3);
    assert_int_equal(pl_output_offset(output), 200006);
    assert_true(pl_output_commit(output, &test->diags));
    pl_str bytes = pl_test_read(test, name_of(test, "out"));
    assert_int_equal(bytes.size, 200006);
    assert_true(pl_str_starts(bytes, PL_LIT("newxxx")) && pl_str_ends(bytes, PL_LIT("xend")));
    assert_false(pl_path_is_file(name_of(test, ".out.platen-part")));
}

static void a_discarded_output_leaves_nothing(void **state)
{
    struct pl_test *test = *state;
    struct pl_output *output = open_output(test, "out");
    pl_output_write(output, "new", 3);
    pl_output_discard(output);
    assert_false(pl_path_is_file(name_of(test, "out")));
    assert_false(pl_path_is_file(name_of(test, ".out.platen-part")));

    struct pl_arena *arena = pl_arena_new(0);
    pl_output_open(arena, name_of(test, "out"), &test->diags);
    assert_true(pl_path_is_file(name_of(test, ".out.platen-part")));
    pl_arena_free(arena); // as unwinding does
    assert_false(pl_path_is_file(name_of(test, ".out.platen-part")));
}

static void what_a_killed_build_left_goes(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(name_of(test, ".out.platen-part"), PL_LIT("half of something"));
    struct pl_output *output = open_output(test, "out");
    pl_output_write(output, "new", 3);
    assert_true(pl_output_commit(output, &test->diags));
    assert_text_equal(pl_test_read(test, name_of(test, "out")), "new");
}

static void two_builds_dont_mix(void **state)
{
    struct pl_test *test = *state;
    struct pl_output *first = open_output(test, "out");
    pl_output_write(first, "first", 5);
    assert_null(open_output(test, "out"));
    assert_text_contains(pl_test_diags(test), "another build is writing it");
    assert_int_equal(test->diags.failure, PL_FAILURE_RETRY);
    assert_true(pl_output_commit(first, &test->diags));
    assert_text_equal(pl_test_read(test, name_of(test, "out")), "first");
}

static void a_stolen_temporary_file_is_noticed(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(name_of(test, "out"), PL_LIT("old"));
    struct pl_output *output = open_output(test, "out");
    assert_int_equal(unlink(c_name(test, ".out.platen-part")), 0);
    pl_test_write(name_of(test, ".out.platen-part"), PL_LIT("planted"));
    assert_false(pl_output_commit(output, &test->diags));
    assert_text_equal(pl_test_read(test, name_of(test, "out")), "old");
}

static void special_targets_are_refused(void **state)
{
    struct pl_test *test = *state;
    assert_int_equal(mkdir(c_name(test, "folder"), 0700), 0);
    assert_int_equal(mkfifo(c_name(test, "pipe"), 0600), 0);
    assert_int_equal(symlink("loop", c_name(test, "loop")), 0);
    assert_int_equal(mkdir(c_name(test, ".x.platen-part"), 0700), 0);
    static const struct {
        const char *name, *why;
    } rows[] = {
        {"folder", "it is a folder"},
        {"folder/", "it is a folder"},
        {"folder/..", "it is a folder"},
        {"pipe", "it is a special file"},
        {"absent/out", "No such file or directory"},
        {"loop", "Too many levels of symbolic links"},
        {"x", "its temporary name is taken by something else"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_null(open_output(test, rows[i].name));
        assert_text_contains(pl_test_diags(test), rows[i].why);
        assert_int_equal(test->diags.failure, PL_FAILURE_INPUT);
    }
    assert_true(pl_path_is_folder(name_of(test, "folder")));
}

static void an_unwritable_folder_is_refused(void **state)
{
    struct pl_test *test = *state;
    if (geteuid() == 0) {
        print_message("skipped: root may write anywhere\n");
        return;
    }
    assert_int_equal(mkdir(c_name(test, "shut"), 0500), 0);
    assert_null(open_output(test, "shut/out"));
    assert_text_contains(pl_test_diags(test), "Permission denied");
}

static void a_link_is_followed_and_kept(void **state)
{
    struct pl_test *test = *state;
    pl_test_write(name_of(test, "there/target"), PL_LIT("old"));
    assert_int_equal(symlink("there/target", c_name(test, "link")), 0);
    assert_int_equal(symlink("there/fresh", c_name(test, "dangling")), 0);
    const char *names[] = {"link", "dangling"}, *targets[] = {"there/target", "there/fresh"};
    for (int i = 0; i < 2; i++) {
        struct stat facts;
        struct pl_output *output = open_output(test, names[i]);
        pl_output_write(output, "new", 3);
        assert_true(pl_output_commit(output, &test->diags));
        assert_text_equal(pl_test_read(test, name_of(test, targets[i])), "new");
        assert_int_equal(lstat(c_name(test, names[i]), &facts), 0);
        assert_true(S_ISLNK(facts.st_mode));
    }
}

static void a_long_name_has_a_temporary_one(void **state)
{
    struct pl_test *test = *state;
    char name[251] = {0};
    memset(name, 'n', 250);
    struct pl_output *output = open_output(test, name);
    assert_non_null(output);
    assert_true(pl_output_commit(output, &test->diags));
    assert_true(pl_path_is_file(name_of(test, name)));
}

/* A limit on file sizes stands for a full disk: the old file stays and it may be tried again. */
static void a_full_disk_keeps_the_old_file(void **state)
{
    struct pl_test *test = *state;
    struct rlimit usual, small;
    pl_test_write(name_of(test, "out"), PL_LIT("old"));
    struct pl_output *output = open_output(test, "out");
    char *large = PL_NEW_ARRAY(test->arena, char, 200000);
    getrlimit(RLIMIT_FSIZE, &usual);
    small = usual;
    small.rlim_cur = 100000;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    for (int i = 0; i < 200; i++)
        pl_output_write(output, large + i * 1000, 1000);
    bool done = pl_output_commit(output, &test->diags);
    setrlimit(RLIMIT_FSIZE, &usual);
    assert_false(done);
    assert_int_equal(test->diags.failure, PL_FAILURE_RETRY);
    assert_text_contains(pl_test_diags(test), "E0003 can't write '");
    assert_text_equal(pl_test_read(test, name_of(test, "out")), "old");
    assert_false(pl_path_is_file(name_of(test, ".out.platen-part")));
}

static bool commit_to(struct pl_test *test, const char *standard_output)
{
    fflush(NULL);
    int kept = dup(STDOUT_FILENO);
    int file = open(standard_output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    test->diags = PL_DIAGS(test->arena);
    struct pl_output *output = pl_output_open(test->arena, PL_LIT("-"), &test->diags);
    pl_output_write(output, "whole", 5);
    pl_str part = pl_test_read(test, pl_output_temporary(output));
    dup2(file, STDOUT_FILENO);
    bool done = pl_output_commit(output, &test->diags);
    dup2(kept, STDOUT_FILENO);
    close(kept);
    close(file);
    assert_text_equal(part, "whole");
    return done;
}

static void standard_output_is_written_at_commit(void **state)
{
    struct pl_test *test = *state;
    assert_true(commit_to(test, c_name(test, "stdout")));
    assert_text_equal(pl_test_read(test, name_of(test, "stdout")), "whole");
    assert_false(commit_to(test, "/dev/full"));
    assert_int_equal(test->diags.failure, PL_FAILURE_RETRY);
    assert_text_contains(pl_test_diags(test), "E0003 can't write '-': No space left on device");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PL_TEST(paths_are_taken_apart),
        PL_TEST(reading_is_bounded),
        PL_TEST(files_of_proc_have_no_size),
        PL_TEST(nothing_is_read_above_its_folder),
        PL_TEST(nor_on_an_old_kernel),
        PL_TEST(an_output_appears_at_commit),
        PL_TEST(a_discarded_output_leaves_nothing),
        PL_TEST(what_a_killed_build_left_goes),
        PL_TEST(two_builds_dont_mix),
        PL_TEST(a_stolen_temporary_file_is_noticed),
        PL_TEST(special_targets_are_refused),
        PL_TEST(an_unwritable_folder_is_refused),
        PL_TEST(a_link_is_followed_and_kept),
        PL_TEST(a_long_name_has_a_temporary_one),
        PL_TEST(a_full_disk_keeps_the_old_file),
        PL_TEST(standard_output_is_written_at_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
