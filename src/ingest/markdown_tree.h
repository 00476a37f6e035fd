// SPDX-License-Identifier: MIT
/* ingest/markdown_tree.h: what the files share that make nodes of cmark-gfm's tree.
 *
 * markdown.c feeds the library and has the readers, markdown_build.c walks its tree, markdown_text.c finds texts in
 * the source, markdown_html.c reads raw HTML. */
#ifndef PL_INGEST_MARKDOWN_TREE_H
#define PL_INGEST_MARKDOWN_TREE_H

#include <cmark-gfm.h>

#include "ingest/markdown.h"

/* What is open: a node of the library's, or an element of raw HTML that a later tag closes. */
struct pl_markdown_open {
    cmark_node *of; // NULL: raw HTML
    struct pl_node *node;
    bool made; // false: the library's node has no node of its own
};

struct pl_markdown_reader {
    struct pl_reading *reading;
    struct pl_arena *arena;
    struct pl_article *article;
    pl_str body;
    uint32_t *line_starts; // bytes of the body
    uint32_t line_count;
    struct pl_markdown_lines lines;
    bool is_ours; // markdown, not commonmark or gfm
    struct { PL_VEC(struct pl_markdown_open) } open;
    struct pl_node *into;
    size_t block_end, cursor; // where the text of the open leaf block is looked for
    unsigned depth;
    bool said_depth;
    pl_str unseen; // the raw element (script, style) whose text is left out; empty: none
    struct { PL_VEC(struct pl_node *) } notes; // by number
    size_t note; // the next to be filled
};

/* --- markdown_text.c ----------------------------------------------------------------- */

/* Where the lines of the body begin; then a place as bytes of the body, and the span of a node of the library's. */
void pl_markdown_find_line_starts(struct pl_markdown_reader *reader);
size_t pl_markdown_offset_of(const struct pl_markdown_reader *reader, int line, int column);
struct pl_span pl_markdown_span_of(const struct pl_markdown_reader *reader, cmark_node *node);
struct pl_span pl_markdown_block_span(const struct pl_markdown_reader *reader, cmark_node *node);
struct pl_span pl_markdown_source_span(const struct pl_markdown_reader *reader, pl_str part);

/* The open nodes. enter appends and opens; leave closes the library's node and raw HTML left open inside it. */
void pl_markdown_push(struct pl_markdown_reader *reader, cmark_node *of, struct pl_node *node, bool made);
void pl_markdown_pop(struct pl_markdown_reader *reader);
void pl_markdown_append(struct pl_markdown_reader *reader, struct pl_node *node);
void pl_markdown_enter(struct pl_markdown_reader *reader, cmark_node *of, struct pl_node *node);
void pl_markdown_leave(struct pl_markdown_reader *reader, cmark_node *of);
bool pl_markdown_is_inline(const struct pl_node *node);

/* Texts as slices of the source where they stand there as they are. */
pl_str pl_markdown_in_source(struct pl_markdown_reader *reader, cmark_node *node, pl_str literal);
void pl_markdown_add_text(struct pl_markdown_reader *reader, cmark_node *node);
void pl_markdown_add_soft_break(struct pl_markdown_reader *reader);
void pl_markdown_add_code(struct pl_markdown_reader *reader, cmark_node *node);

/* --- markdown_html.c ----------------------------------------------------------------- */

void pl_markdown_add_html(struct pl_markdown_reader *reader, cmark_node *node);

/* Inside <script> and its like: true at its end tag; what stands before goes to dropped[]. */
bool pl_markdown_ends_unseen(struct pl_markdown_reader *reader, cmark_node *node);

/* --- markdown_build.c ---------------------------------------------------------------- */

/* Notes first, since calls refer to them; then the tree; then notes that nobody calls. */
void pl_markdown_make_notes(struct pl_markdown_reader *reader, cmark_node *document);
void pl_markdown_walk(struct pl_markdown_reader *reader, cmark_node *document);
void pl_markdown_keep_uncalled_notes(struct pl_markdown_reader *reader);

#endif
