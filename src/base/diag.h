// SPDX-License-Identifier: MIT
/* base/diag.h: diagnostics are data.
 *
 * A diagnostic is put into the list that was handed in; printing is cli's.
 * A function that returns false has put exactly one error there; its callers
 * pass the failure on in silence. A loss that doesn't stop the work is a warning
 * with its place: something a reader would miss (exit 1). Debris, folds and
 * shifts are notes (exit 0). Wording: lower case, no full stop, what is wrong
 * first, the subject in quotes; the hint says what to do. */
#ifndef PL_BASE_DIAG_H
#define PL_BASE_DIAG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/input.h"
#include "base/str.h"

enum pl_code {
#define DIAGNOSTIC(name, number, ...) PL_##name,
#include "base/diagnostics.def"
#undef DIAGNOSTIC
    PL_CODE_COUNT
};

enum pl_severity { PL_NOTE, PL_WARNING, PL_ERROR };

/* Why a build can't be made: what the exit code is made from. */
enum pl_failure {
    PL_FAILURE_NONE,
    PL_FAILURE_INPUT, // 2: it can't be made, don't retry
    PL_FAILURE_RETRY, // 75: disk full, write error, memory: try again
};

struct pl_diag {
    enum pl_code code;
    enum pl_severity severity;
    struct pl_span span; // may be absent
    pl_str path;         // the file, where there is no span; may be empty
    pl_str message, hint;
};

struct pl_diags {
    struct pl_arena *arena; // where messages live
    struct pl_diag *data;
    size_t count, room;
    size_t notes, warnings, errors; // all, also those past the limit
    enum pl_failure failure;        // the gravest so far
    struct pl_diag uncounted;       // what is given where only counting goes on
};

#define PL_DIAGS(arena_) ((struct pl_diags){.arena = (arena_)})

/* Each reports at `span` and returns the diagnostic, for pl_hint or pl_at_path. The
 * message is formatted as by printf and freed of control characters. Past
 * PL_LIMIT_DIAGNOSTICS those that are no errors only count, and cost nothing. Never NULL. */
struct pl_diag *pl_note(struct pl_diags *diags, enum pl_code code, struct pl_span span,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));
struct pl_diag *pl_warn(struct pl_diags *diags, enum pl_code code, struct pl_span span,
                        const char *format, ...) __attribute__((format(printf, 4, 5)));
struct pl_diag *pl_error(struct pl_diags *diags, enum pl_code code, struct pl_span span,
                         const char *format, ...) __attribute__((format(printf, 4, 5)));

/* As pl_error for what may go away by itself (exit 75). */
struct pl_diag *pl_error_retry(struct pl_diags *diags, enum pl_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

void pl_hint(struct pl_diags *diags, struct pl_diag *diag, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Names the file of a diagnostic without a span. */
void pl_at_path(struct pl_diags *diags, struct pl_diag *diag, pl_str path);

/* Appends what another list holds (workers), copying texts. */
void pl_diags_append(struct pl_diags *diags, const struct pl_diags *more);

/* "W0203": the letter and number of the code's row. */
pl_str pl_code_name(struct pl_arena *arena, enum pl_code code);

/* The row's text for `platen explain`; SIZE 0 never. */
pl_str pl_code_explanation(enum pl_code code);

/* The code named "W0203" or "0203" or the row's name; PL_CODE_COUNT when there is none. */
enum pl_code pl_code_find(pl_str name);

/* `text` without control characters (U+0000–001F, 007F, 0080–009F, bidi controls): each
 * becomes U+FFFD; newlines and tabs a space. In the list's arena. */
pl_str pl_printable(struct pl_arena *arena, pl_str text);

#endif
