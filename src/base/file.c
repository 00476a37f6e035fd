// SPDX-License-Identifier: MIT
/* base/file.c: read files bounded; stay inside a folder; take paths apart. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/vec.h"

#define READ_STEP ((size_t)65536)

const char *pl_file_reason(int error)
{
#ifdef __GLIBC__
    const char *text = strerrordesc_np(error);
    return text ? text : "unknown error";
#else
    return strerror(error);
#endif
}

/* An open file that unwinding closes. */
struct handle {
    int descriptor;
};

static void close_handle(void *thing)
{
    struct handle *handle = thing;
    if (handle->descriptor >= 0)
        close(handle->descriptor);
    handle->descriptor = -1;
}

static struct handle *handle_of(struct pl_arena *arena)
{
    struct handle *handle = PL_NEW(arena, struct handle);
    handle->descriptor = -1;
    pl_arena_defer(arena, close_handle, handle);
    return handle;
}

// --- Paths ----------------------------------------------------------------------------------

static size_t after_last_slash(pl_str path)
{
    size_t at = path.size;
    while (at > 0 && path.data[at - 1] != '/')
        at--;
    return at;
}

pl_str pl_path_folder(struct pl_arena *arena, pl_str path)
{
    size_t end = after_last_slash(path);
    while (end > 1 && path.data[end - 1] == '/')
        end--;
    return end == 0 ? PL_LIT(".") : pl_str_copy(arena, pl_str_slice(path, 0, end));
}

pl_str pl_path_name(pl_str path)
{
    return pl_str_slice(path, after_last_slash(path), path.size);
}

pl_str pl_path_extension(pl_str path)
{
    pl_str name = pl_path_name(path);
    for (size_t i = name.size; i > 1; i--)
        if (name.data[i - 1] == '.')
            return pl_str_slice(name, i, name.size);
    return (pl_str){0};
}

pl_str pl_path_join(struct pl_arena *arena, pl_str folder, pl_str name)
{
    if (pl_str_empty(folder) || pl_str_eq(folder, PL_LIT(".")) || pl_str_starts(name, PL_LIT("/")))
        return pl_str_copy(arena, name);
    const char *slash = folder.data[folder.size - 1] == '/' ? "" : "/";
    return pl_str_format(arena, "%.*s%s%.*s", PL_ARG(folder), slash, PL_ARG(name));
}

/* The mode of what `path` leads to; 0 when it leads nowhere. */
static mode_t mode_at(pl_str path)
{
    char name[PATH_MAX];
    struct stat facts;
    if (pl_str_empty(path) || path.size >= sizeof name || memchr(path.data, '\0', path.size))
        return 0;
    memcpy(name, path.data, path.size);
    name[path.size] = '\0';
    return stat(name, &facts) == 0 ? facts.st_mode : 0;
}

bool pl_path_is_within(struct pl_arena *arena, pl_str outer, pl_str inner, pl_str *rest)
{
    char *real_outer = realpath(pl_str_cstr(arena, outer), NULL), *real_inner = realpath(pl_str_cstr(arena, inner), NULL);
    bool is_within = false;
    if (real_outer && real_inner) {
        pl_str a = pl_str_from(real_outer), b = pl_str_from(real_inner);
        if (pl_str_eq(a, PL_LIT("/")))
            a.size = 0;
        is_within = pl_str_starts(b, a) && (b.size == a.size || b.data[a.size] == '/');
        if (is_within)
            *rest = pl_str_copy(arena, b.size > a.size ? pl_str_slice(b, a.size + 1, b.size) : (pl_str){0});
    }
    free(real_outer);
    free(real_inner);
    return is_within;
}

bool pl_path_is_file(pl_str path)
{
    return S_ISREG(mode_at(path));
}

bool pl_path_is_folder(pl_str path)
{
    return S_ISDIR(mode_at(path));
}

/* False when there is nothing at the path, or it is too long to be one. */
static bool stat_path(pl_str path, struct stat *status)
{
    char name[PATH_MAX];
    if (path.size >= sizeof name)
        return false;
    memcpy(name, path.data, path.size);
    name[path.size] = '\0';
    return stat(name, status) == 0;
}

static pl_str folder_or_dot(pl_str path)
{
    pl_str name = pl_path_name(path);
    size_t rest = path.size - name.size;
    return rest ? pl_str_slice(path, 0, rest) : PL_LIT(".");
}

bool pl_path_is_same(pl_str a, pl_str b, bool streams)
{
    struct stat one, other;
    bool a_streams = pl_str_eq(a, PL_LIT("-")), b_streams = pl_str_eq(b, PL_LIT("-"));
    if (a_streams || b_streams)
        return streams && a_streams && b_streams;
    bool has_one = stat_path(a, &one), has_other = stat_path(b, &other);
    if (has_one != has_other)
        return false;
    if (!has_one && (!pl_str_eq(pl_path_name(a), pl_path_name(b)) ||
                     !stat_path(folder_or_dot(a), &one) || !stat_path(folder_or_dot(b), &other)))
        return false;
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

// --- Reading --------------------------------------------------------------------------------

enum outcome { READ_DONE, READ_TOO_LARGE, READ_FAILED };

/* All bytes from the descriptor. READ_FAILED leaves errno. The size that the file claims is
 * a first guess: it may grow or shrink while it is read. */
static enum outcome read_all(struct pl_arena *arena, int descriptor, uint64_t claimed,
                             uint64_t limit, pl_str *bytes)
{
    size_t room = claimed < limit ? (size_t)claimed + 1 : READ_STEP, size = 0;
    char *data = pl_arena_alloc_text(arena, room);
    for (;;) {
        if (size == room) {
            data = pl_arena_grow(arena, data, room, room * 2);
            room *= 2;
        }
        ssize_t got = read(descriptor, data + size, room - size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return READ_FAILED;
        size += (size_t)got;
        if (size > limit)
            return READ_TOO_LARGE;
        if (got == 0)
            break;
    }
    *bytes = (pl_str){data, size};
    return READ_DONE;
}

static bool refuse_read(struct pl_diags *diags, enum pl_code code, pl_str path, const char *why)
{
    struct pl_diag *diag = pl_error(diags, code, PL_NO_SPAN, "can't read '%.*s': %s", PL_ARG(path),
                                    why);
    pl_at_path(diags, diag, path);
    return false;
}

static bool refuse_large(struct pl_diags *diags, pl_str path, uint64_t limit)
{
    struct pl_diag *diag = pl_error(diags, PL_E_LIMIT, PL_NO_SPAN,
                                    "'%.*s' is larger than the limit of %" PRIu64 " bytes",
                                    PL_ARG(path), limit);
    pl_at_path(diags, diag, path);
    pl_hint(diags, diag, "raise the limit with '--limit NAME=VALUE'");
    return false;
}

bool pl_file_read(struct pl_arena *arena, pl_str path, uint64_t limit, pl_str *bytes,
                  struct pl_diags *diags)
{
    struct stat facts = {0};
    struct handle *file = handle_of(arena);
    bool is_standard_input = pl_str_eq(path, PL_LIT("-"));
    if (!is_standard_input) {
        if (pl_str_find_byte(path, '\0', 0) != SIZE_MAX)
            return refuse_read(diags, PL_E_FILE_READ, path, "its name holds a NUL character");
        // O_NONBLOCK: opening a pipe without a writer would wait for ever.
        file->descriptor = open(pl_str_cstr(arena, path),
                                O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (file->descriptor < 0 || fstat(file->descriptor, &facts) != 0)
            return refuse_read(diags, PL_E_FILE_READ, path, pl_file_reason(errno));
        if (S_ISDIR(facts.st_mode))
            return refuse_read(diags, PL_E_FILE_READ, path, "it is a folder");
        if (!S_ISREG(facts.st_mode))
            return refuse_read(diags, PL_E_FILE_READ, path, "it is not a regular file");
        if ((uint64_t)facts.st_size > limit)
            return refuse_large(diags, path, limit);
    }
    int descriptor = is_standard_input ? STDIN_FILENO : file->descriptor;
    uint64_t claimed = is_standard_input ? READ_STEP : (uint64_t)facts.st_size;
    enum outcome outcome = read_all(arena, descriptor, claimed, limit, bytes);
    int error = errno;
    close_handle(file);
    if (outcome == READ_TOO_LARGE)
        return refuse_large(diags, path, limit);
    return outcome == READ_DONE || refuse_read(diags, PL_E_FILE_READ, path, pl_file_reason(error));
}

// --- Reading beneath a folder -----------------------------------------------------------------

static int hex_digit(char c)
{
    if (pl_ascii_is_digit(c))
        return c - '0';
    c = pl_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* `text` with "%41" as "A", once; what isn't an escape stays. */
static pl_str percent_decode(struct pl_arena *arena, pl_str text)
{
    char *out = pl_arena_alloc_text(arena, text.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        bool is_escape = text.data[i] == '%' && text.size - i > 2 &&
                         hex_digit(text.data[i + 1]) >= 0 && hex_digit(text.data[i + 2]) >= 0;
        out[size++] = is_escape
                          ? (char)(hex_digit(text.data[i + 1]) * 16 + hex_digit(text.data[i + 2]))
                          : text.data[i];
        i += is_escape ? 2 : 0;
    }
    out[size] = '\0';
    return (pl_str){out, size};
}

/* RFC 3986 §3.1: ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":" */
static bool has_scheme(pl_str reference)
{
    size_t i = 0;
    while (i < reference.size &&
           (pl_ascii_is_alpha(reference.data[i]) ||
            (i > 0 && (pl_ascii_is_digit(reference.data[i]) || strchr("+-.", reference.data[i])))))
        i++;
    return i > 0 && i < reference.size && reference.data[i] == ':';
}

/* How kernels before 5.6 and sandboxes without openat2 are served: no symbolic link is
 * followed at all, so ".." may be taken textually and every step opened by itself. */
static int open_step_by_step(struct pl_arena *arena, int folder, pl_str path)
{
    PL_VEC_TYPE(steps, pl_str) steps = {0};
    for (pl_str rest = path, step; !pl_str_empty(rest);) {
        if (!pl_str_cut(&rest, '/', &step)) {
            step = rest;
            rest = (pl_str){0};
        }
        if (pl_str_empty(step) || pl_str_eq(step, PL_LIT(".")))
            continue;
        if (!pl_str_eq(step, PL_LIT("..")))
            *PL_PUSH(arena, &steps) = step;
        else if (steps.count > 0)
            steps.count--;
        else
            return errno = EXDEV, -1;
    }
    struct handle *at = handle_of(arena);
    at->descriptor = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    for (size_t i = 0; i < steps.count && at->descriptor >= 0; i++) {
        int kind = i + 1 < steps.count ? O_PATH | O_DIRECTORY : O_RDONLY | O_NONBLOCK | O_NOCTTY;
        int next = openat(at->descriptor, pl_str_cstr(arena, steps.data[i]),
                          kind | O_NOFOLLOW | O_CLOEXEC);
        int error = errno;
        close_handle(at);
        at->descriptor = next;
        errno = error;
    }
    int opened = at->descriptor;
    at->descriptor = -1;
    return opened;
}

static int open_beneath(struct pl_arena *arena, int folder, pl_str path)
{
    struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    const char *name = pl_str_cstr(arena, path);
    for (int attempt = 0; attempt < 8; attempt++) {
        long opened = syscall(SYS_openat2, folder, name, &how, sizeof how);
        if (opened >= 0)
            return (int)opened;
        if (errno == ENOSYS || errno == EPERM)
            return open_step_by_step(arena, folder, path);
        if (errno != EAGAIN && errno != EINTR) // EAGAIN: a folder was moved meanwhile
            return -1;
    }
    return -1;
}

static bool refuse(pl_str *why, pl_str text)
{
    *why = text;
    return false;
}

bool pl_file_read_beneath(struct pl_arena *arena, pl_str folder, pl_str reference, uint64_t limit,
                          pl_str *bytes, pl_str *why)
{
    if (pl_str_empty(folder))
        return refuse(why, PL_LIT("there is no folder to look in"));
    if (has_scheme(reference))
        return refuse(why, PL_LIT("it is an address, not a file"));
    pl_str path = percent_decode(arena, reference);
    if (pl_str_empty(path))
        return refuse(why, PL_LIT("it is empty"));
    if (pl_str_find_byte(path, '\0', 0) != SIZE_MAX)
        return refuse(why, PL_LIT("it holds a NUL character"));
    if (path.data[0] == '/')
        return refuse(why, PL_LIT("it is an absolute path"));

    struct handle *at = handle_of(arena), *file = handle_of(arena);
    at->descriptor = open(pl_str_cstr(arena, folder), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (at->descriptor < 0)
        return refuse(why, PL_LIT("its folder can't be opened"));
    file->descriptor = open_beneath(arena, at->descriptor, path);
    int error = errno;
    close_handle(at);
    if (file->descriptor < 0 && error == EXDEV)
        return refuse(why, PL_LIT("it leaves the folder it may be read from"));
    if (file->descriptor < 0)
        return refuse(why, error == ENOENT ? PL_LIT("there is no such file")
                                           : pl_str_from(pl_file_reason(error)));

    struct stat facts;
    enum outcome outcome = READ_FAILED;
    bool is_regular = fstat(file->descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
    if (is_regular)
        outcome = (uint64_t)facts.st_size > limit
                      ? READ_TOO_LARGE
                      : read_all(arena, file->descriptor, (uint64_t)facts.st_size, limit, bytes);
    error = errno;
    close_handle(file);
    if (!is_regular)
        return refuse(why, PL_LIT("it is not a regular file"));
    if (outcome == READ_TOO_LARGE)
        return refuse(
            why, pl_str_format(arena, "it is larger than the limit of %" PRIu64 " bytes", limit));
    return outcome == READ_DONE || refuse(why, pl_str_from(pl_file_reason(error)));
}
