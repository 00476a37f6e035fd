// SPDX-License-Identifier: MIT
/* export/markdown.h: an article as Markdown that `--from markdown` reads back to the same model.
 *
 * What Markdown has a form for is written in it: headings, lists, quotes, notes, code, plain tables, figures,
 * divs with a class, definitions. What it has none for stands there as HTML, which the reader takes through its
 * allow-list. A front matter holds the metadata, and says `smart: false` where the text has typewriter marks that
 * are meant as they are. Lost are places, what was left out, and white space that folds. */
#ifndef PL_EXPORT_MARKDOWN_H
#define PL_EXPORT_MARKDOWN_H

#include "base/strbuf.h"
#include "model/article.h"

void pl_markdown_write(struct pl_strbuf *out, const struct pl_article *article);

/* --- Inside export ------------------------------------------------------------------- */

/* Lines with what stands before each of them: quote marks, the indents of items. */
struct pl_markdown_out {
    struct pl_strbuf *out;
    struct pl_strbuf prefix;
    bool at_line_start;
    bool in_table;      // "|" is escaped, a line break is <br>
    char last;          // the last byte written of the paragraph
    const struct pl_article *article;
};

void pl_markdown_put(struct pl_markdown_out *md, pl_str text);

/* The inlines of a block on one line. */
void pl_markdown_write_inlines(struct pl_markdown_out *md, const struct pl_node *block);

/* A subtree as HTML, without blank lines, which would end it. */
void pl_markdown_write_html(struct pl_markdown_out *md, const struct pl_node *node);

/* No id, class, style nor attribute, and the element that its kind has. */
bool pl_markdown_is_bare(const struct pl_node *node);

#endif
