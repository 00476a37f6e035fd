// SPDX-License-Identifier: MIT
/* style/reader_text.h: declarations, a line each → the block of a rule as a person would write
 * it. */
#ifndef PL_STYLE_READER_TEXT_H
#define PL_STYLE_READER_TEXT_H

#include "base/strbuf.h"

/* " {\n  margin: 1em 0;\n  …}\n". `declarations`: "name: value" joined by line feeds, each name
 * once. Four sides become their shorthand, and so do the style, width and colour of a border. */
void pl_reader_write_block(struct pl_strbuf *out, pl_str declarations);

#endif
