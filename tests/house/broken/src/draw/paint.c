// SPDX-License-Identifier: MIT
/* draw/paint.c: keeps to the plan but for the last line. */
#include "draw/paint.h"
#include "layout/page.h"
#include "typeset/run.h"
#include <cairo.h>
#include "layout/boxes.h"
