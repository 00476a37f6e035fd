// SPDX-License-Identifier: MIT
/* pipeline/job.h: what every public job has: an arena with its guard, diagnostics, data, limits. */
#ifndef PL_PIPELINE_JOB_H
#define PL_PIPELINE_JOB_H

#include <platen/platen.h>

#include "base/diag.h"
#include "base/limits.h"
#include "ingest/read.h"

struct pl_job {
    struct pl_arena *arena;
    struct pl_diags diags;
    struct pl_limits limits;
    struct pl_articles articles;
    bool links_for_remote; // pictures that stay on the web become links: for pages, not for data
    void *self; // the public struct of the job
};

/* Runs body(job) under the arena's guard, reports what was said, frees everything, and gives the status. Output
 * that stands uncommitted is discarded with the arena. */
enum platen_status pl_job_run(bool (*body)(struct pl_job *job), void *self, platen_report report,
                              void *context);

/* What reading them needs, limits set. False: one error was reported. */
bool pl_job_read_options(struct pl_job *job, const struct platen_inputs *inputs, struct pl_read_options *options);

/* Reads all inputs in order. False: one error was reported. */
bool pl_job_read(struct pl_job *job, const struct platen_inputs *inputs);

/* The folder that holds fonts/ and styles/. Empty: reported (E_FONTS). */
pl_str pl_job_data_folder(struct pl_job *job, const char *wish);

/* Writes text whole to a path or standard output. */
bool pl_job_write(struct pl_job *job, const char *path, pl_str text);

#endif
