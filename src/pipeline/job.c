// SPDX-License-Identifier: MIT
/* pipeline/job.c: what every public job has. */
#include "pipeline/job.h"

#include <limits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "ingest/fetch.h"

const char *platen_version(void)
{
    return PL_VERSION;
}

/* --- Reporting ---------------------------------------------------------------------------- */

static void report_one(struct pl_arena *arena, const struct pl_diag *diag, platen_report report,
                       void *context)
{
    struct platen_diagnostic out = {
        .severity = diag->severity == PL_NOTE      ? PLATEN_NOTE
                    : diag->severity == PL_WARNING ? PLATEN_WARNING
                                                   : PLATEN_ERROR,
        .code = pl_code_name(arena, diag->code).data,
        .file = pl_str_cstr(arena, diag->path),
        .message = pl_str_cstr(arena, diag->message),
        .hint = pl_str_cstr(arena, diag->hint),
        .source_line = "",
    };
    const struct pl_input *input = diag->span.input;
    if (input) {
        out.file = pl_str_cstr(arena, pl_printable(arena, input->name));
        pl_input_line_column(input, diag->span.first, &out.line, &out.column);
        pl_str line = pl_input_line_at(input, diag->span.first);
        pl_str place = pl_str_slice(input->text, diag->span.first, diag->span.end);
        size_t newline = pl_str_find_byte(place, '\n', 0);
        out.length = (unsigned)pl_utf8_count(pl_str_slice(place, 0, newline));
        if (line.size <= 400) // a minified line tells nothing
            out.source_line = pl_str_cstr(arena, pl_printable(arena, line));
    }
    report(context, &out);
}

static enum platen_status status_of(const struct pl_diags *diags, bool done)
{
    if (done && diags->errors == 0)
        return diags->warnings ? PLATEN_WARNED : PLATEN_MADE;
    return diags->failure == PL_FAILURE_RETRY ? PLATEN_RETRY : PLATEN_CANNOT;
}

struct call {
    bool (*body)(struct pl_job *job);
    struct pl_job *job;
};

static bool run_body(void *argument)
{
    struct call *call = argument;
    return call->body(call->job);
}

/* Diagnostics have an arena of their own: they must outlive an unwinding, and the work's memory. */
enum platen_status pl_job_run(bool (*body)(struct pl_job *job), void *self, platen_report report,
                              void *context)
{
    struct pl_arena *words = pl_arena_new(0), *work = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!words || !work) {
        pl_arena_free(words);
        pl_arena_free(work);
        return PLATEN_RETRY;
    }
    struct pl_job job = {.arena = work, .diags = PL_DIAGS(words), .limits = pl_limits_default(), .self = self};
    struct call call = {body, &job};
    bool over_limit, done = pl_arena_run(work, run_body, &call, &over_limit);
    if (over_limit)
        pl_hint(&job.diags, pl_error_retry(&job.diags, PL_E_MEMORY, "the work needs more memory than it may have"),
                "build fewer or smaller inputs at once");
    for (size_t i = 0; report && i < job.diags.count; i++)
        report_one(words, &job.diags.data[i], report, context);
    enum platen_status status = status_of(&job.diags, done);
    pl_arena_free(work);
    pl_arena_free(words);
    return status;
}

/* --- Inputs --------------------------------------------------------------------------------- */

static bool set_limit(struct pl_job *job, const char *text)
{
    pl_str value = pl_str_from(text), name;
    int64_t number;
    if (pl_str_cut(&value, '=', &name) && pl_str_to_int64(value, &number) && number > 0 &&
        pl_limits_set(&job->limits, name, (uint64_t)number))
        return true;
    pl_hint(&job->diags, pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%s' sets no limit", text),
            "write --limit NAME=NUMBER; `platen help build` names the limits");
    return false;
}

static pl_str *list_of(struct pl_arena *arena, const char *const *texts, size_t count)
{
    pl_str *list = PL_NEW_ARRAY(arena, pl_str, count);
    for (size_t i = 0; i < count; i++)
        list[i] = pl_str_from(texts[i]);
    return list;
}

bool pl_job_read_options(struct pl_job *job, const struct platen_inputs *inputs, struct pl_read_options *options)
{
    for (size_t i = 0; i < inputs->limit_count; i++)
        if (!set_limit(job, inputs->limits[i]))
            return false;
    if (inputs->path_count == 0) {
        pl_hint(&job->diags, pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "no input is named"),
                "name files, or - for standard input with --from");
        return false;
    }
    *options = (struct pl_read_options){
        .from = pl_str_from(inputs->from),
        .url = pl_str_from(inputs->url),
        .resource_paths = list_of(job->arena, inputs->resource_paths, inputs->resource_path_count),
        .resource_path_count = inputs->resource_path_count,
        .limits = &job->limits,
    };
    struct pl_fetch_options fetch = {.limits = &job->limits,
                                     .cache_folder = pl_str_from(inputs->cache_folder),
                                     .allows_private = inputs->fetch == PLATEN_FETCH_ANYWHERE};
    if (inputs->fetch != PLATEN_FETCH_NOTHING)
        options->fetcher = pl_fetcher_new(job->arena, &fetch);
    return true;
}

/* One input under a guard of its own, so that a lack of memory tells which input it met. */
struct one_input {
    struct pl_job *job;
    pl_str path;
    const struct pl_read_options *options;
};

static bool run_read(void *argument)
{
    struct one_input *one = argument;
    return pl_read_path(one->job->arena, one->path, one->options, &one->job->articles, &one->job->diags);
}

static bool read_one(struct pl_job *job, pl_str path, const struct pl_read_options *options)
{
    struct one_input one = {job, path, options};
    bool over_limit = false, good = pl_arena_run(job->arena, run_read, &one, &over_limit);
    if (over_limit) {
        struct pl_diag *diag = pl_error_retry(&job->diags, PL_E_MEMORY, "reading it needs more memory than there may be");
        pl_at_path(&job->diags, diag, path);
        pl_hint(&job->diags, diag, "part the input, or read it alone");
    }
    return good;
}

bool pl_job_read(struct pl_job *job, const struct platen_inputs *inputs)
{
    struct pl_read_options options;
    if (!pl_job_read_options(job, inputs, &options))
        return false;
    options.links_for_remote = job->links_for_remote;
    for (size_t i = 0; i < inputs->path_count; i++)
        if (!read_one(job, pl_str_from(inputs->paths[i]), &options))
            return false;
    if (job->articles.count == 0)
        pl_error(&job->diags, PL_E_EMPTY, PL_NO_SPAN, "the inputs hold no article");
    return job->articles.count > 0;
}

/* --- Data and outputs ------------------------------------------------------------------------- */

static bool holds_data(struct pl_arena *arena, pl_str folder)
{
    return pl_path_is_file(pl_path_join(arena, folder, PL_LIT("styles/base.css"))) &&
           pl_path_is_folder(pl_path_join(arena, folder, PL_LIT("fonts")));
}

/* Beside the program (a build tree), or ../share/platen from it (installed). */
pl_str pl_job_data_folder(struct pl_job *job, const char *wish)
{
    struct pl_arena *arena = job->arena;
    char program[PATH_MAX];
    ssize_t size = readlink("/proc/self/exe", program, sizeof program);
    pl_str here = pl_path_folder(arena, (pl_str){program, size > 0 ? (size_t)size : 0});
    pl_str folders[] = {here, pl_path_join(arena, here, PL_LIT("../share/platen"))};
    if (wish)
        folders[0] = folders[1] = pl_str_from(wish);
    for (int i = 0; i < 2; i++)
        if (holds_data(arena, folders[i]))
            return folders[i];
    pl_hint(&job->diags,
            pl_error(&job->diags, PL_E_FONTS, PL_NO_SPAN, "no fonts/ and styles/ in '%.*s'", PL_ARG(folders[0])),
            "install platen, or run .ci/setup and build it");
    return (pl_str){0};
}

bool pl_job_write(struct pl_job *job, const char *path, pl_str text)
{
    struct pl_output *output = pl_output_open(job->arena, pl_str_from(path ? path : "-"), &job->diags);
    if (!output)
        return false;
    pl_output_write(output, text.data, text.size);
    return pl_output_commit(output, &job->diags);
}
