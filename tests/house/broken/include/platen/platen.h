// SPDX-License-Identifier: MIT
/* platen.h: the public interface shows nothing from inside or outside. */
#include <platen/build.h>
#include <stddef.h>
#include <cairo.h>
#include "base/str.h"
