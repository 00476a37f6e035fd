// SPDX-License-Identifier: MIT
/* style/cascade.c: breaks the plan, so that includes.sh can be seen red. */
#include "cascade.h"
#include "style/cascade.h"
#include "base/str.h"
#include "layout/page.h"
#include "font/metrics.h"
#include "font/library.h"
#include <string.h>
  #  include <cairo.h>
#include <pango/pango.h>
#include <openssl/sha.h>
#include <sys/stat.h>
#include <sys/inotify.h>
