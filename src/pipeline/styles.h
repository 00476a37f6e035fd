// SPDX-License-Identifier: MIT
/* pipeline/styles.h: the shipped designs. */
#ifndef PL_PIPELINE_STYLES_H
#define PL_PIPELINE_STYLES_H

#include "pipeline/job.h"

/* Fills name, folder and bytes of `input` from styles/NAME.css of the data folder. False: reported. */
bool pl_style_read_shipped(struct pl_job *job, pl_str data_folder, pl_str name, struct pl_input *input);

/* True for a name that `platen styles` lists, and for "base". */
bool pl_style_is_shipped(pl_str name);

#endif
