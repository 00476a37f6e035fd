// SPDX-License-Identifier: MIT
/* base/trace.c: one line of a trace, with the name of its stage. */
#include "base/trace.h"

#include <stdarg.h>
#include <stdio.h>

#define LINE_AT_MOST 1024

void pl_trace_write(const struct pl_trace *trace, const char *stage, const char *format, ...)
{
    char line[LINE_AT_MOST];
    if (!trace->write)
        return;
    int start = snprintf(line, sizeof line, "%s: ", stage);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line + start, sizeof line - (size_t)start, format, arguments);
    va_end(arguments);
    // A hostile title must not drive a terminal.
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = ' ';
    trace->write(trace->context, line);
}
