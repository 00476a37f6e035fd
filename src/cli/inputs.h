// SPDX-License-Identifier: MIT
/* cli/inputs.h: the flags of all verbs that read inputs. */
#ifndef PL_CLI_INPUTS_H
#define PL_CLI_INPUTS_H

#include <platen/platen.h>

#include "cli/verbs.h"

/* Paths, format, address, folders, limits and what may be fetched, from the command line and the environment. */
struct platen_inputs pl_inputs_of(struct pl_call *call);

#endif
