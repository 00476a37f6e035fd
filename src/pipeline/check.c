// SPDX-License-Identifier: MIT
/* pipeline/check.c: judge finished files and say what was found. */
#include "check/check.h"

#include "base/strbuf.h"
#include "pipeline/job.h"

struct request {
    const char *const *paths;
    size_t count, found;
};

static void write_findings(struct pl_strbuf *out, const char *path, const struct pl_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct pl_finding *finding = &findings->data[i];
        bool is_error = pl_rule_severity(finding->rule) == PL_ERROR;
        pl_strbuf_addf(out, "%s: ", path);
        if (!pl_str_empty(finding->place))
            pl_strbuf_addf(out, "%.*s: ", PL_ARG(finding->place));
        pl_strbuf_addf(out, "%s: %.*s [%.*s] (%.*s)\n", is_error ? "error" : "warning", PL_ARG(finding->message),
                       PL_ARG(pl_rule_name(out->arena, finding->rule)), PL_ARG(pl_rule_source(finding->rule)));
    }
}

static bool check_body(struct pl_job *job)
{
    struct request *request = job->self;
    struct pl_strbuf out = PL_STRBUF(job->arena);
    bool all_read = request->count > 0;
    if (!all_read)
        pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "no file is named");
    for (size_t i = 0; i < request->count; i++) {
        struct pl_findings findings;
        if (!pl_check_file(job->arena, pl_str_from(request->paths[i]), &findings, &job->diags)) {
            all_read = false;
            continue;
        }
        write_findings(&out, request->paths[i], &findings);
        request->found += findings.count;
    }
    return pl_job_write(job, NULL, pl_strbuf_str(&out)) && all_read;
}

enum platen_status platen_check(const char *const *paths, size_t path_count, platen_report report,
                                void *context)
{
    struct request request = {paths, path_count, 0};
    enum platen_status status = pl_job_run(check_body, &request, report, context);
    return status == PLATEN_MADE && request.found ? PLATEN_WARNED : status;
}
