// SPDX-License-Identifier: MIT
/* typeset/dump.h: lines as text: `--dump lines`. */
#ifndef PL_TYPESET_DUMP_H
#define PL_TYPESET_DUMP_H

#include "base/strbuf.h"
#include "typeset/paragraph.h"

/* One line a line: place and size in points, what was done to it, its text as a JSON string would have it. */
void pl_lines_dump(struct pl_strbuf *out, const struct pl_lines *lines);

#endif
