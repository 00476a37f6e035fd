// SPDX-License-Identifier: MIT
/* ingest/format.h: which format is this? */
#ifndef PL_INGEST_FORMAT_H
#define PL_INGEST_FORMAT_H

#include "ingest/reading.h"

enum pl_format {
#define FORMAT(name, ...) PL_FORMAT_##name,
#include "ingest/formats.def"
#undef FORMAT
    PL_FORMAT_COUNT
};

/* The row with this name, ASCII case ignored; PL_FORMAT_COUNT when there is none. */
enum pl_format pl_format_find(pl_str name);

/* By the extension of the name, then by what the first bytes look like: what is nothing else is text.
 * PL_FORMAT_COUNT for archives, PDFs and pictures. */
enum pl_format pl_format_guess(pl_str name, pl_str bytes);

enum pl_sniff pl_format_sniff(enum pl_format format);

#endif
