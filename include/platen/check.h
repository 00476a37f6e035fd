// SPDX-License-Identifier: MIT
/* platen/check.h: judge finished files, ours and others'. */
#ifndef PLATEN_CHECK_H
#define PLATEN_CHECK_H

#include <platen/diagnostics.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Judges PDFs and EPUBs by the rules of their formats; findings go to standard output, a line each:
 * "FILE: PLACE: error: MESSAGE [rule] (source)". PLATEN_MADE: nothing was found; PLATEN_WARNED: something was;
 * PLATEN_CANNOT: a file can't be read as PDF or EPUB. */
enum platen_status platen_check(const char *const *paths, size_t path_count, platen_report report,
                                void *context);

#ifdef __cplusplus
}
#endif
#endif
