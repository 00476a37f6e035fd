// SPDX-License-Identifier: MIT
/* pipeline/build.c: one publication, start to end. */
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "base/value.h"
#include "edition/gather.h"
#include "epub/package.h"
#include "pdf/document.h"
#include "pipeline/publication.h"

/* --- Outputs -------------------------------------------------------------------------------- */

static bool pl_write_pdf(struct pl_publication *publication, struct pl_output *output)
{
    if (!pl_publication_layout(publication))
        return false;
    struct pl_pdf_options options = pl_publication_pdf_options(publication);
    return pl_pdf_write(output, &options, &publication->job->diags);
}

static bool pl_write_epub(struct pl_publication *publication, struct pl_output *output)
{
    if (!pl_publication_style_reader(publication))
        return false;
    struct pl_epub_options options = {
        .edition = publication->edition,
        .sheet = &publication->reader_sheet,
        .profile = publication->profile,
        .fonts = publication->fonts,
        .outline = &publication->outline,
        .map = publication->layout ? &publication->layout->map : NULL,
        .cover_png = pl_publication_cover(publication),
    };
    return pl_epub_write(output, &options, &publication->job->diags);
}

struct format {
    pl_str name, extension;
    bool (*write)(struct pl_publication *publication, struct pl_output *output);
};

static const struct format formats[] = {
#define OUTPUT(name, extension, write, what) {PL_LIT_INIT(#name), PL_LIT_INIT(extension), write},
#include "pipeline/outputs.def"
#undef OUTPUT
};
#define FORMAT_COUNT (sizeof formats / sizeof *formats)

static const struct format *find_format(pl_str name, pl_str extension)
{
    for (size_t i = 0; i < FORMAT_COUNT; i++)
        if (pl_str_eq(name, formats[i].name) || pl_str_eq_ascii_nocase(extension, formats[i].extension))
            return &formats[i];
    return NULL;
}

/* By the name of the output; where it tells nothing, as asked. Both must not differ: one of them is a slip. */
static const struct format *format_of(struct pl_job *job, const struct platen_output *output)
{
    pl_str asked = pl_str_from(output->format);
    const struct format *told = find_format(PL_LIT(""), pl_path_extension(pl_str_from(output->path)));
    const struct format *wanted = find_format(asked, PL_LIT(""));
    if (!pl_str_empty(asked) && !wanted)
        pl_hint(&job->diags, pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%s' is no format to build", output->format),
                "the formats are pdf and epub");
    else if (told && wanted && told != wanted)
        pl_hint(&job->diags,
                pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%s' is named otherwise than the format asked for, %s",
                         output->path, output->format),
                "leave --to out: the name tells the format");
    else if (told || wanted)
        return told ? told : wanted;
    else
        pl_hint(&job->diags,
                pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "the format of output '%s' isn't known", output->path),
                "name it .pdf or .epub, or say --to pdf or --to epub");
    return NULL;
}

/* In the order of outputs.def, so that the page map is there when the EPUB is written. */
static bool write_outputs(struct pl_publication *publication, const struct format *const *chosen,
                          struct pl_output **open)
{
    const struct platen_build *build = publication->build;
    struct pl_job *job = publication->job;
    for (size_t k = 0; k < FORMAT_COUNT; k++) {
        for (size_t i = 0; i < build->output_count; i++) {
            if (chosen[i] != &formats[k])
                continue;
            open[i] = pl_output_open(job->arena, pl_str_from(build->outputs[i].path), &job->diags);
            if (!open[i] || !chosen[i]->write(publication, open[i]))
                return false;
        }
    }
    return true;
}

static bool commit_outputs(struct pl_job *job, struct pl_output **open, size_t count)
{
    bool committed = true;
    for (size_t i = 0; i < count; i++)
        committed = committed && pl_output_commit(open[i], &job->diags);
    return committed;
}

/* --- Metadata ---------------------------------------------------------------------------------- */

static bool read_metadata_file(struct pl_job *job, struct pl_metadata *metadata, const char *path)
{
    struct pl_input *input = PL_NEW(job->arena, struct pl_input);
    input->name = pl_str_from(path);
    if (!pl_file_read(job->arena, input->name, PL_LIMIT_YAML_BYTES, &input->bytes, &job->diags))
        return false;
    input->text = input->bytes;
    pl_str extension = pl_path_extension(input->name);
    struct pl_value *value = pl_str_eq(extension, PL_LIT("json"))
                                 ? pl_value_read_json(job->arena, input, input->text, &job->diags)
                             : pl_str_eq(extension, PL_LIT("toml"))
                                 ? pl_value_read_toml(job->arena, input, input->text, &job->diags)
                                 : pl_value_read_yaml(job->arena, input, input->text, &job->diags);
    if (value && value->type != PL_VALUE_MAP && value->type != PL_VALUE_NULL) {
        pl_error(&job->diags, PL_E_VALUE, value->span,
                 "a metadata file is a map of names to values");
        return false;
    }
    if (value)
        pl_metadata_set_map(job->arena, metadata, value, PL_ORIGIN_FILE, &job->diags);
    return value != NULL;
}

/* -M author=A -M author=B: two authors. */
static bool adds_to_list(const struct pl_metadata *metadata, enum pl_field field)
{
    enum pl_field_type type = pl_field_type(field);
    return (type == PL_FIELD_TYPE_NAMES || type == PL_FIELD_TYPE_WORDS) &&
           metadata->values[field].origin == PL_ORIGIN_OPTION;
}

static bool set_metadata_option(struct pl_job *job, struct pl_metadata *metadata,
                                const char *option)
{
    pl_str value = pl_str_from(option), key;
    if (pl_utf8_valid_prefix(value) != value.size) {
        pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "a value of -M isn't UTF-8 text");
        return false;
    }
    if (!pl_str_cut(&value, '=', &key) && !pl_str_cut(&value, ':', &key)) {
        pl_hint(&job->diags,
                pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%s' sets no metadata", option),
                "write -M key=value");
        return false;
    }
    enum pl_field field = pl_field_find(key);
    if (field == PL_FIELD_COUNT) {
        *PL_PUSH(job->arena, &metadata->extra) = (struct pl_metadata_extra){
            .key = key, .text = value, .origin = PL_ORIGIN_OPTION};
        pl_hint(&job->diags,
                pl_warn(&job->diags, PL_W_METADATA, PL_NO_SPAN, "metadata key '%.*s' is used nowhere", PL_ARG(key)),
                "did you mean '%.*s'?", PL_ARG(pl_field_nearest(key)));
        return true;
    }
    if (adds_to_list(metadata, field)) {
        pl_metadata_add(job->arena, metadata, field, value);
        return true;
    }
    if (pl_metadata_set(job->arena, metadata, field, value, PL_ORIGIN_OPTION, key, PL_NO_SPAN))
        return true;
    pl_hint(&job->diags,
            pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%.*s' is no value for '%.*s'",
                     PL_ARG(value), PL_ARG(key)),
            "dates are written 2026-11-24, languages en or pt-BR");
    return false;
}

static bool read_metadata(struct pl_job *job, const struct platen_build *build,
                          struct pl_metadata *metadata)
{
    for (size_t i = 0; i < build->metadata_file_count; i++)
        if (!read_metadata_file(job, metadata, build->metadata_files[i]))
            return false;
    for (size_t i = 0; i < build->metadata_count; i++)
        if (!set_metadata_option(job, metadata, build->metadata[i]))
            return false;
    return true;
}

/* --- The whole --------------------------------------------------------------------------------- */

static bool read_epoch(struct pl_job *job, const char *text, int64_t *seconds)
{
    *seconds = -1;
    if (!text || !*text || (pl_str_to_int64(pl_str_from(text), seconds) && *seconds >= 0))
        return true;
    pl_hint(&job->diags,
            pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "SOURCE_DATE_EPOCH is '%s'", text),
            "it is a number of seconds since 1970");
    return false;
}

static bool read_profile(struct pl_job *job, const char *name, enum pl_reader_profile *profile)
{
    *profile = name && strcmp(name, "kindle") == 0 ? PL_READER_KINDLE : PL_READER_EPUB;
    if (!name || *profile == PL_READER_KINDLE || strcmp(name, "epub") == 0)
        return true;
    pl_hint(&job->diags, pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "there is no profile '%s'", name),
            "it is epub or kindle");
    return false;
}

static bool gather(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    struct pl_metadata *metadata = PL_NEW(job->arena, struct pl_metadata);
    struct pl_gather_options options = {.metadata = metadata};
    job->links_for_remote = true;
    if (!read_epoch(job, publication->build->source_date_epoch, &options.source_date_epoch) ||
        !read_metadata(job, publication->build, metadata) ||
        !pl_job_read(job, &publication->build->inputs))
        return false;
    publication->edition = pl_edition_gather(job->arena, &job->articles, &options, &job->diags);
    return publication->edition != NULL;
}

static bool write_dump(struct pl_publication *publication)
{
    struct pl_strbuf out = PL_STRBUF(publication->job->arena);
    return pl_publication_dump(publication, publication->build->dump, &out) &&
           pl_job_write(publication->job, NULL, pl_strbuf_str(&out));
}

static bool write_layout_report(struct pl_publication *publication)
{
    struct pl_strbuf out = PL_STRBUF(publication->job->arena);
    bool is_json = pl_str_eq(pl_str_from(publication->build->layout_report), PL_LIT("json"));
    if (!pl_publication_layout(publication))
        return false;
    pl_layout_report(&out, publication->layout, is_json);
    return pl_job_write(publication->job, NULL, pl_strbuf_str(&out));
}

static bool write_report(struct pl_publication *publication)
{
    struct pl_strbuf out = PL_STRBUF(publication->job->arena);
    pl_publication_report(publication, &out);
    return pl_job_write(publication->job, publication->build->report_path, pl_strbuf_str(&out));
}

/* An output is no input, and each is a file of its own: nothing that was read or made is written over. */
static bool outputs_stand_apart(struct pl_job *job, const struct platen_build *build)
{
    const char **paths = PL_NEW_ARRAY(job->arena, const char *, build->output_count + 1);
    size_t count = 0;
    for (; count < build->output_count; count++)
        paths[count] = build->outputs[count].path;
    if (build->report_path)
        paths[count++] = build->report_path;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < build->inputs.path_count; k++)
            if (pl_path_is_same(pl_str_from(paths[i]), pl_str_from(build->inputs.paths[k]),
                                false)) {
                pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN,
                         "the output '%s' would replace an input", paths[i]);
                return false;
            }
        for (size_t k = 0; k < i; k++)
            if (pl_path_is_same(pl_str_from(paths[i]), pl_str_from(paths[k]), true)) {
                pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%s' is named as an output twice",
                         paths[i]);
                return false;
            }
    }
    return true;
}

static bool build_body(struct pl_job *job)
{
    const struct platen_build *build = job->self;
    struct pl_publication publication = {.job = job, .build = build};
    const struct format **chosen = PL_NEW_ARRAY(job->arena, const struct format *,
                                                build->output_count);
    struct pl_output **open = PL_NEW_ARRAY(job->arena, struct pl_output *, build->output_count);
    if (build->output_count == 0 && !build->dump && !build->layout_report) {
        pl_hint(&job->diags, pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "no output is named"),
                "write -o NAME.pdf, -o NAME.epub, or both");
        return false;
    }
    for (size_t i = 0; i < build->output_count; i++)
        if (!(chosen[i] = format_of(job, &build->outputs[i])))
            return false;
    if (!read_profile(job, build->profile, &publication.profile) || !outputs_stand_apart(job, build))
        return false;
    if (!gather(&publication) || !pl_publication_load_sheets(&publication))
        return false;
    if (build->dump)
        return write_dump(&publication);
    return write_outputs(&publication, chosen, open) &&
           commit_outputs(job, open, build->output_count) &&
           (!build->report_path || write_report(&publication)) &&
           (!build->layout_report || write_layout_report(&publication));
}

enum platen_status platen_build(const struct platen_build *build)
{
    return pl_job_run(build_body, (void *)build, build->report, build->context);
}
