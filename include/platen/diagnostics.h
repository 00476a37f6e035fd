// SPDX-License-Identifier: MIT
/* platen/diagnostics.h: what a job has to say, and how it ended.
 *
 * Texts are UTF-8 without control characters and live until the call that reports them returns. */
#ifndef PLATEN_DIAGNOSTICS_H
#define PLATEN_DIAGNOSTICS_H

#ifdef __cplusplus
extern "C" {
#endif

/* How a job ended: the exit code of the program. */
enum platen_status {
    PLATEN_MADE = 0,    /* made; notes at most */
    PLATEN_WARNED = 1,  /* made, but a reader would miss something; or a check found something */
    PLATEN_CANNOT = 2,  /* can't be made: trying again is no use */
    PLATEN_RETRY = 75   /* disk full, write error, memory: try again later */
};

enum platen_severity { PLATEN_NOTE, PLATEN_WARNING, PLATEN_ERROR };

struct platen_diagnostic {
    enum platen_severity severity;
    const char *code;    /* "W0203" */
    const char *file;    /* as it was given; "" for none */
    unsigned line, column; /* from 1, columns in characters; 0: no place */
    unsigned length;     /* characters the place covers on its line */
    const char *message; /* lower case, no full stop */
    const char *hint;    /* what to do; "" for none */
    const char *source_line; /* the line of the input; "" for none */
};

/* Called on the thread that called platen, in the order of the report. */
typedef void (*platen_report)(void *context, const struct platen_diagnostic *diagnostic);

#ifdef __cplusplus
}
#endif
#endif
