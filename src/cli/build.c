// SPDX-License-Identifier: MIT
/* cli/build.c: platen build: the command line as a job. */
#include <platen/platen.h>
#include <stdlib.h>

#include "base/vec.h"
#include "cli/inputs.h"

/* `--css FILE` is `--style FILE`; their order among each other isn't kept, names come first. */
static struct pl_words styles_of(struct pl_call *call)
{
    struct pl_words styles = {0};
    const enum pl_option options[] = {PL_OPTION_style, PL_OPTION_css};
    for (int k = 0; k < 2; k++) {
        const struct pl_words *values = &call->command->values[options[k]];
        for (size_t i = 0; i < values->count; i++)
            *PL_PUSH(call->arena, &styles) = values->data[i];
    }
    return styles;
}

static struct platen_output *outputs_of(struct pl_call *call, size_t *count)
{
    const struct pl_words *paths = &call->command->values[PL_OPTION_output];
    const char *to = pl_command_last(call->command, PL_OPTION_to);
    struct platen_output *outputs = PL_NEW_ARRAY(call->arena, struct platen_output, paths->count);
    for (size_t i = 0; i < paths->count; i++)
        outputs[i] = (struct platen_output){paths->data[i], to};
    *count = paths->count;
    return outputs;
}

static bool read_jobs(struct pl_call *call, unsigned *threads)
{
    const char *jobs = pl_command_last(call->command, PL_OPTION_jobs);
    int64_t number = 0;
    *threads = 0;
    if (!jobs)
        return true;
    if (!pl_str_to_int64(pl_str_from(jobs), &number) || number < 1 || number > 256) {
        pl_terminal_problem(call->terminal, "'--jobs' takes a number from 1 to 256", "");
        return false;
    }
    *threads = (unsigned)number;
    return true;
}

/* --report takes what to measure, or a file for the story of the build. */
static void read_reports(const struct pl_words *values, struct platen_build *build)
{
    for (size_t i = 0; i < values->count; i++) {
        pl_str value = pl_str_from(values->data[i]);
        if (pl_str_eq(value, PL_LIT("layout")))
            build->layout_report = "text";
        else if (pl_str_eq(value, PL_LIT("layout=json")))
            build->layout_report = "json";
        else
            build->report_path = values->data[i];
    }
}

int run_build(struct pl_call *call)
{
    const struct pl_command *command = call->command;
    const struct pl_words *values = command->values;
    struct pl_words styles = styles_of(call);
    struct platen_build build = {
        .inputs = pl_inputs_of(call),
        .styles = styles.data,
        .style_count = styles.count,
        .metadata = values[PL_OPTION_metadata].data,
        .metadata_count = values[PL_OPTION_metadata].count,
        .metadata_files = values[PL_OPTION_metadata_file].data,
        .metadata_file_count = values[PL_OPTION_metadata_file].count,
        .font_paths = values[PL_OPTION_font_path].data,
        .font_path_count = values[PL_OPTION_font_path].count,
        .profile = pl_command_last(command, PL_OPTION_profile),
        .data_folder = pl_command_last(command, PL_OPTION_data),
        .source_date_epoch = getenv("SOURCE_DATE_EPOCH"),
        .dump = pl_command_last(command, PL_OPTION_dump),
        .report = pl_terminal_report,
        .context = call->terminal,
    };
    build.outputs = outputs_of(call, &build.output_count);
    read_reports(&values[PL_OPTION_report], &build);
    if (!read_jobs(call, &build.threads))
        return PLATEN_CANNOT;
    return platen_build(&build);
}
