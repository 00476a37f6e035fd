// SPDX-License-Identifier: MIT
/* tests/support/program.c: run a program as a user does. */
#include "support/program.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int open_or_fail(struct pl_test *test, pl_str path, int flags)
{
    int file = open(pl_str_cstr(test->arena, path), flags | O_CLOEXEC, 0600);
    if (file < 0)
        fail_msg("can't open %.*s", PL_ARG(path));
    return file;
}

/* In the child: files in place of the three streams, then the program. */
static void become(const char *folder, const int *files, const char *const *words)
{
    for (int i = 0; i < 3; i++)
        dup2(files[i], i);
    alarm(60);
    if (!folder || chdir(folder) == 0)
        execvp(words[0], (char *const *)words);
    _exit(127);
}

struct pl_run_result pl_test_run(struct pl_test *test, const char *folder, pl_str input,
                                 const char *const *words)
{
    pl_str in = pl_test_path(test, ".stdin"), out = pl_test_path(test, ".stdout"), error = pl_test_path(test, ".stderr");
    pl_test_write(in, input);
    int files[] = {open_or_fail(test, in, O_RDONLY), open_or_fail(test, out, O_WRONLY | O_CREAT | O_TRUNC),
                   open_or_fail(test, error, O_WRONLY | O_CREAT | O_TRUNC)};
    pid_t child = fork();
    if (child == 0)
        become(folder, files, words);
    int status = 0;
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    for (int i = 0; i < 3; i++)
        close(files[i]);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        fail_msg("%s didn't end within 60 s", words[0]);
    return (struct pl_run_result){
        .status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
        .out = pl_test_read(test, out),
        .error = pl_test_read(test, error),
    };
}
