// SPDX-License-Identifier: MIT
/* ingest/markdown.h: what the files of the Markdown reader share.
 *
 * markdown.c and markdown_tree.h turn cmark-gfm's tree into nodes, markdown_lines.c finds fenced divs and definitions before
 * the library sees the lines, markdown_blocks.c makes of both what the library doesn't know. */
#ifndef PL_INGEST_MARKDOWN_H
#define PL_INGEST_MARKDOWN_H

#include "base/vec.h"
#include "ingest/reading.h"

/* What a line of the source means beyond CommonMark. */
enum pl_markdown_mark {
    PL_MARK_DIV_OPEN,   // "::: key-points", "::: {.note #id}"
    PL_MARK_DIV_CLOSE,  // ":::"
    PL_MARK_DEFINITION, // ":   what it means"
    PL_MARK_NOTE,       // "[^1]: a note"
    PL_MARK_TABLE,      // a row of delimiters whose table would be out of bounds
};

struct pl_markdown_line {
    uint32_t line;      // from 0, of the body
    uint32_t first, end; // bytes of the body: the fence, or the colon
    enum pl_markdown_mark mark;
    pl_str attributes;  // PL_MARK_DIV_OPEN: what follows the colons; PL_MARK_NOTE: the note, to the next blank line
    bool is_called;     // PL_MARK_NOTE
};

PL_VEC_TYPE(pl_markdown_lines, struct pl_markdown_line);

/* Finds them, outside code fences, in the order of lines. Linear. */
struct pl_markdown_lines pl_markdown_find_lines(struct pl_arena *scratch, pl_str body);

/* The mark of a line; NULL when it has none. */
const struct pl_markdown_line *pl_markdown_line_at(const struct pl_markdown_lines *lines, uint32_t line);

/* "{#id .class key=value}", or bare "name", onto a node. False: it isn't of that form, nothing was set. */
bool pl_markdown_attributes(struct pl_arena *arena, struct pl_node *node, pl_str text);

/* The length of "{…}" at the start of text when it is a list of attributes; 0 otherwise. */
size_t pl_markdown_attributes_size(pl_str text);

/* Class of the nodes that stand for fences until pl_markdown_complete has paired them. */
#define PL_MARKDOWN_OPEN  PL_LIT("pl-div-open")
#define PL_MARKDOWN_CLOSE PL_LIT("pl-div-close")
/* Serial of the paragraphs of Markdown until the article is finished: an image alone in one of HTML is no figure. */
enum { PL_MARKDOWN_MADE = 1 };
#define PL_MARKDOWN_DEFINITIONS PL_LIT("pl-definitions")

/* All that the library doesn't know, on the tree it gave: divs, definitions, attributes, figures, spans, super- and
 * subscript. Each pass is linear in the tree. */
void pl_markdown_complete(struct pl_article *article, struct pl_diags *diags);

#endif
