// SPDX-License-Identifier: MIT
/* platen/platen.h: the library in one include.
 *
 *     const char *inputs[] = {"drought.md"};
 *     struct platen_output outputs[] = {{.path = "drought.pdf"}, {.path = "drought.epub"}};
 *     struct platen_build build = {.inputs = {.paths = inputs, .path_count = 1},
 *                                  .outputs = outputs, .output_count = 2};
 *     enum platen_status status = platen_build(&build); */
#ifndef PLATEN_PLATEN_H
#define PLATEN_PLATEN_H

#include <platen/build.h>
#include <platen/check.h>
#include <platen/diagnostics.h>
#include <platen/extract.h>

#ifdef __cplusplus
extern "C" {
#endif

/* "0.1.0"; a static string. */
const char *platen_version(void);

#ifdef __cplusplus
}
#endif
#endif
