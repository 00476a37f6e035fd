// SPDX-License-Identifier: MIT
/* cli/lazy.h: what the assembler of lazy.sh calls. */
#ifndef PL_CLI_LAZY_H
#define PL_CLI_LAZY_H

/* Fills a slot for each of `names` (each ends with NUL, an empty one ends them). Threads may
 * meet here: all store the same addresses. Doesn't return if the library or a name is missing. */
void pl_lazy_load(const char *soname, const char *names, void **slots);

#endif
