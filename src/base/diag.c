// SPDX-License-Identifier: MIT
/* base/diag.c: the list of diagnostics and the table of their codes. */
#include "base/diag.h"

#include <assert.h>

#include "base/limits.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/vec.h"

static const struct {
    const char *name;
    int number;
    char letter;
    const char *explanation;
} codes[] = {
#define DIAGNOSTIC(name, number, letter, explanation) {#name, number, letter, explanation},
#include "base/diagnostics.def"
#undef DIAGNOSTIC
};
_Static_assert(sizeof codes / sizeof *codes == PL_CODE_COUNT, "a row a code");

/* Embeddings, overrides, isolates and marks that reorder what a terminal shows. */
static bool is_bidi_control(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

pl_str pl_printable(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf clean = PL_STRBUF(arena);
    for (size_t i = 0; i < text.size;) {
        uint32_t c = pl_utf8_next(text, &i);
        if (c == '\n' || c == '\t' || c == '\r')
            c = ' ';
        else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || is_bidi_control(c))
            c = PL_REPLACEMENT;
        pl_strbuf_add_char(&clean, c);
    }
    return pl_strbuf_str(&clean);
}

static void count_severity(struct pl_diags *diags, enum pl_severity severity)
{
    diags->notes += severity == PL_NOTE;
    diags->warnings += severity == PL_WARNING;
    diags->errors += severity == PL_ERROR;
}

/* An error is never lost behind a thousand warnings. */
static bool is_only_counted(const struct pl_diags *diags, enum pl_severity severity)
{
    return diags->count >= PL_LIMIT_DIAGNOSTICS * (severity == PL_ERROR ? 2 : 1);
}

/* Past the limit there is still a diagnostic that a caller can give a hint to. */
static struct pl_diag *place(struct pl_diags *diags, enum pl_severity severity)
{
    return is_only_counted(diags, severity) ? &diags->uncounted : PL_PUSH(diags->arena, diags);
}

static struct pl_diag *report(struct pl_diags *diags, enum pl_severity severity, enum pl_code code,
                              struct pl_span span, const char *format, va_list arguments)
{
    assert(code < PL_CODE_COUNT);
    count_severity(diags, severity);
    if (is_only_counted(diags, severity))
        return &diags->uncounted;
    pl_str message = pl_str_vformat(diags->arena, format, arguments);
    struct pl_diag *diag = place(diags, severity);
    *diag = (struct pl_diag){.code = code,
                             .severity = severity,
                             .span = span,
                             .message = pl_printable(diags->arena, message)};
    return diag;
}

struct pl_diag *pl_note(struct pl_diags *diags, enum pl_code code, struct pl_span span,
                        const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct pl_diag *diag = report(diags, PL_NOTE, code, span, format, arguments);
    va_end(arguments);
    return diag;
}

struct pl_diag *pl_warn(struct pl_diags *diags, enum pl_code code, struct pl_span span,
                        const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct pl_diag *diag = report(diags, PL_WARNING, code, span, format, arguments);
    va_end(arguments);
    return diag;
}

struct pl_diag *pl_error(struct pl_diags *diags, enum pl_code code, struct pl_span span,
                         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct pl_diag *diag = report(diags, PL_ERROR, code, span, format, arguments);
    va_end(arguments);
    if (diags->failure == PL_FAILURE_NONE)
        diags->failure = PL_FAILURE_INPUT;
    return diag;
}

struct pl_diag *pl_error_retry(struct pl_diags *diags, enum pl_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct pl_diag *diag = report(diags, PL_ERROR, code, PL_NO_SPAN, format, arguments);
    va_end(arguments);
    if (diags->failure == PL_FAILURE_NONE)
        diags->failure = PL_FAILURE_RETRY;
    return diag;
}

void pl_hint(struct pl_diags *diags, struct pl_diag *diag, const char *format, ...)
{
    if (diag == &diags->uncounted)
        return;
    va_list arguments;
    va_start(arguments, format);
    diag->hint = pl_printable(diags->arena, pl_str_vformat(diags->arena, format, arguments));
    va_end(arguments);
}

void pl_at_path(struct pl_diags *diags, struct pl_diag *diag, pl_str path)
{
    if (diag == &diags->uncounted)
        return;
    diag->path = pl_printable(diags->arena, path);
}

void pl_diags_append(struct pl_diags *diags, const struct pl_diags *more)
{
    for (size_t i = 0; i < more->count; i++) {
        const struct pl_diag *from = &more->data[i];
        if (is_only_counted(diags, from->severity))
            continue;
        struct pl_diag *to = place(diags, from->severity);
        *to = *from;
        to->path = pl_str_copy(diags->arena, from->path);
        to->message = pl_str_copy(diags->arena, from->message);
        to->hint = pl_str_copy(diags->arena, from->hint);
    }
    diags->notes += more->notes;
    diags->warnings += more->warnings;
    diags->errors += more->errors;
    if (diags->failure == PL_FAILURE_NONE)
        diags->failure = more->failure;
}

pl_str pl_code_name(struct pl_arena *arena, enum pl_code code)
{
    return pl_str_format(arena, "%c%04d", codes[code].letter, codes[code].number);
}

pl_str pl_code_explanation(enum pl_code code)
{
    return pl_str_from(codes[code].explanation);
}

enum pl_code pl_code_find(pl_str name)
{
    int64_t number = -1;
    bool lettered = name.size > 1 && pl_ascii_is_alpha(name.data[0]);
    pl_str_to_int64(pl_str_slice(name, lettered ? 1 : 0, name.size), &number);
    for (int code = 0; code < PL_CODE_COUNT; code++)
        if (codes[code].number == number || pl_str_eq_ascii_nocase(name, pl_str_from(codes[code].name)))
            return (enum pl_code)code;
    return PL_CODE_COUNT;
}
