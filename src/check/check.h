// SPDX-License-Identifier: MIT
/* check/check.h: judge a finished file; shares no code with the writers.
 *
 * Rules are rows of check/rules.def. No false alarm on a valid file counts more than a failure missed: what
 * can't be told for certain isn't told. */
#ifndef PL_CHECK_CHECK_H
#define PL_CHECK_CHECK_H

#include "base/diag.h"
#include "base/vec.h"

enum pl_rule {
#define RULE(name, ...) PL_RULE_##name,
#include "check/rules.def"
#undef RULE
    PL_RULE_COUNT
};

struct pl_finding {
    enum pl_rule rule;
    pl_str place; // a member, an object, an element; may be empty
    pl_str message;
};

struct pl_findings {
    struct pl_arena *arena;
    PL_VEC(struct pl_finding)
    size_t errors, warnings;
};

/* Judges the file by what it is (PDF or EPUB, told by its first bytes). False: it can't be read as either; one
 * error was reported. */
bool pl_check_file(struct pl_arena *arena, pl_str path, struct pl_findings *findings, struct pl_diags *diags);

/* Adds a finding; `format` is printf's. */
void pl_find(struct pl_findings *findings, enum pl_rule rule, pl_str place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

enum pl_severity pl_rule_severity(enum pl_rule rule);
pl_str pl_rule_name(struct pl_arena *arena, enum pl_rule rule); // "epub-mimetype-first"
pl_str pl_rule_source(enum pl_rule rule);

/* Parts: one a format. `bytes` is the whole file. */
void pl_check_epub(struct pl_findings *findings, pl_str bytes);
void pl_check_pdf(struct pl_findings *findings, pl_str name, pl_str bytes);

#endif
