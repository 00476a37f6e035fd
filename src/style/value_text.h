// SPDX-License-Identifier: MIT
/* style/value_text.h: computed values as CSS text. */
#ifndef PL_STYLE_VALUE_TEXT_H
#define PL_STYLE_VALUE_TEXT_H

#include "base/strbuf.h"
#include "style/style.h"

/* As a sheet could say it: lengths in pt with at most three decimals, colours as #rrggbb, strings in
 * double quotes. Our own reader takes it back as the same value, but for lengths' third decimal. */
void pl_value_write(struct pl_strbuf *out, const struct pl_css_value *value);

/* A string in double quotes, and a name, escaped as CSSOM §2.1 has it. */
void pl_css_write_string(struct pl_strbuf *out, pl_str text);
void pl_css_write_ident(struct pl_strbuf *out, pl_str name);

#endif
