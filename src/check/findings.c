// SPDX-License-Identifier: MIT
/* check/findings.c: a list of findings, and which judge a file goes to. */
#include "check/check.h"

#include "base/file.h"
#include "base/limits.h"

static const struct {
    const char *name, *source;
    enum pl_severity severity;
} rules[] = {
#define RULE(name, severity, source, what) {#name, source, severity},
#include "check/rules.def"
#undef RULE
};

enum pl_severity pl_rule_severity(enum pl_rule rule)
{
    return rules[rule].severity;
}

pl_str pl_rule_name(struct pl_arena *arena, enum pl_rule rule)
{
    char *name = (char *)pl_str_cstr(arena, pl_str_from(rules[rule].name));
    for (char *c = name; *c; c++)
        if (*c == '_')
            *c = '-';
    return pl_str_from(name);
}

pl_str pl_rule_source(enum pl_rule rule)
{
    return pl_str_from(rules[rule].source);
}

void pl_find(struct pl_findings *findings, enum pl_rule rule, pl_str place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    pl_str message = pl_str_vformat(findings->arena, format, arguments);
    va_end(arguments);
    *PL_PUSH(findings->arena, findings) = (struct pl_finding){
        .rule = rule,
        .place = pl_printable(findings->arena, place),
        .message = pl_printable(findings->arena, message),
    };
    findings->errors += rules[rule].severity == PL_ERROR;
    findings->warnings += rules[rule].severity != PL_ERROR;
}

/* PDF allows bytes before its header; readers look for it in the first KiB (ISO 32000-1 annex H, note 13). */
static bool is_pdf(pl_str bytes)
{
    return pl_str_contains(pl_str_slice(bytes, 0, 1024), PL_LIT("%PDF-"));
}

bool pl_check_file(struct pl_arena *arena, pl_str path, struct pl_findings *findings, struct pl_diags *diags)
{
    pl_str bytes;
    *findings = (struct pl_findings){.arena = arena};
    if (!pl_file_read(arena, path, (uint64_t)1 << 32, &bytes, diags))
        return false;
    if (pl_str_starts(bytes, PL_LIT("PK"))) {
        pl_check_epub(findings, bytes);
        return true;
    }
    if (is_pdf(bytes)) {
        pl_check_pdf(findings, path, bytes);
        return true;
    }
    pl_hint(diags, pl_error(diags, PL_E_CHECK, PL_NO_SPAN, "'%.*s' is no PDF and no EPUB", PL_ARG(path)),
            "name a finished .pdf or .epub");
    return false;
}
