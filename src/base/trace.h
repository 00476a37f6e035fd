// SPDX-License-Identifier: MIT
/* base/trace.h: decisions to standard error, off at no cost. */
#ifndef PL_BASE_TRACE_H
#define PL_BASE_TRACE_H

#include <stdbool.h>

/* Which stages are traced; handed down, never global. NULL traces nothing. */
struct pl_trace {
    bool ingest, style, lines, pages;
    void (*write)(void *context, const char *line);
    void *context;
};

#define PL_TRACE(trace, stage, ...)                                                                \
    do {                                                                                           \
        if ((trace) && (trace)->stage)                                                             \
            pl_trace_write((trace), #stage, __VA_ARGS__);                                          \
    } while (0)

void pl_trace_write(const struct pl_trace *trace, const char *stage, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
