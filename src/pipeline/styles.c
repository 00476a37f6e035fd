// SPDX-License-Identifier: MIT
/* pipeline/styles.c: the shipped designs: list them, print one. */
#include "pipeline/styles.h"

#include "base/file.h"
#include "pipeline/job.h"
#include "style/property.h"

static const struct {
    const char *name;
} designs[] = {{"briefing"}, {"digest"}, {"reader"}, {"large-print"}, {"manuscript"}};

struct request {
    const char *data_folder, *name;
};

bool pl_style_read_shipped(struct pl_job *job, pl_str data_folder, pl_str name, struct pl_input *input)
{
    pl_str path = pl_str_format(job->arena, "%.*s/styles/%.*s.css", PL_ARG(data_folder), PL_ARG(name));
    input->name = pl_str_format(job->arena, "%.*s.css", PL_ARG(name));
    input->folder = pl_path_folder(job->arena, path);
    return pl_file_read(job->arena, path, PL_LIMIT_CSS_BYTES, &input->bytes, &job->diags);
}

bool pl_style_is_shipped(pl_str name)
{
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++)
        if (pl_str_eq(name, pl_str_from(designs[i].name)))
            return true;
    return pl_str_eq(name, PL_LIT("base"));
}

/* The first line's comment: what the design is for. */
static pl_str purpose(pl_str sheet)
{
    size_t end = pl_str_find(sheet, PL_LIT("*/"), 0);
    return pl_str_starts(sheet, PL_LIT("/*")) && end != SIZE_MAX ? pl_str_trim(pl_str_slice(sheet, 2, end))
                                                                  : PL_LIT("");
}

static bool list_designs(struct pl_job *job, pl_str folder)
{
    struct pl_strbuf out = PL_STRBUF(job->arena);
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
        struct pl_input input = {0};
        if (!pl_style_read_shipped(job, folder, pl_str_from(designs[i].name), &input))
            return false;
        pl_strbuf_addf(&out, "%-12s %.*s\n", designs[i].name, PL_ARG(purpose(input.bytes)));
    }
    return pl_job_write(job, NULL, pl_strbuf_str(&out));
}

static bool styles_body(struct pl_job *job)
{
    const struct request *request = job->self;
    pl_str folder = pl_job_data_folder(job, request->data_folder), name = pl_str_from(request->name);
    if (pl_str_empty(folder))
        return false;
    if (pl_str_empty(name))
        return list_designs(job, folder);
    if (!pl_style_is_shipped(name)) {
        pl_hint(&job->diags, pl_error(&job->diags, PL_E_SHEET, PL_NO_SPAN, "there is no design '%.*s'", PL_ARG(name)),
                "`platen styles` lists them");
        return false;
    }
    struct pl_input input = {0};
    return pl_style_read_shipped(job, folder, name, &input) && pl_job_write(job, NULL, input.bytes);
}

enum platen_status platen_styles(const char *data_folder, const char *name, platen_report report,
                                 void *context)
{
    struct request request = {data_folder, name};
    return pl_job_run(styles_body, &request, report, context);
}

static bool properties_body(struct pl_job *job)
{
    struct pl_strbuf out = PL_STRBUF(job->arena);
    pl_properties_document(&out);
    return pl_job_write(job, NULL, pl_strbuf_str(&out));
}

enum platen_status platen_properties(platen_report report, void *context)
{
    return pl_job_run(properties_body, NULL, report, context);
}
