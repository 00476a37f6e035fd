// SPDX-License-Identifier: MIT
/* cli/main.c: may speak with the pipeline, not with the rooms behind it. */
#include <platen/platen.h>
#include "pipeline/build.h"
#include "model/node.h"
