// SPDX-License-Identifier: MIT
/* ingest/markdown_text.c: what is open, and text with its place in the source. */
#include "ingest/markdown_tree.h"

/* --- Places -------------------------------------------------------------------------- */

void pl_markdown_find_line_starts(struct pl_markdown_reader *reader)
{
    size_t count = 1;
    for (size_t i = 0; i < reader->body.size; i++)
        count += reader->body.data[i] == '\n' || (reader->body.data[i] == '\r' && (i + 1 == reader->body.size || reader->body.data[i + 1] != '\n'));
    reader->line_starts = PL_NEW_ARRAY(reader->reading->scratch, uint32_t, count + 1);
    pl_str rest = reader->body, line;
    while (reader->line_count < count && pl_str_next_line(&rest, &line))
        reader->line_starts[reader->line_count++] = (uint32_t)(line.data - reader->body.data);
    reader->line_starts[reader->line_count] = (uint32_t)reader->body.size;
}

size_t pl_markdown_offset_of(const struct pl_markdown_reader *reader, int line, int column)
{
    if (line < 1)
        return 0;
    if ((uint32_t)line > reader->line_count)
        return reader->body.size;
    size_t at = reader->line_starts[line - 1] + (size_t)(column > 0 ? column - 1 : 0);
    return at < reader->body.size ? at : reader->body.size;
}

struct pl_span pl_markdown_span_of(const struct pl_markdown_reader *reader, cmark_node *node)
{
    size_t shift = (size_t)(reader->body.data - reader->reading->input->text.data);
    size_t first = pl_markdown_offset_of(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    size_t end = pl_markdown_offset_of(reader, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    return pl_span_of(reader->reading->input, shift + first, shift + (end > first ? end : first));
}

/* Blocks end with their last line: the library's end column is short where a line ends in white space. */
struct pl_span pl_markdown_block_span(const struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_span span = pl_markdown_span_of(reader, node);
    int end_line = cmark_node_get_end_line(node);
    size_t shift = (size_t)(reader->body.data - reader->reading->input->text.data);
    if (end_line >= 1 && (uint32_t)end_line <= reader->line_count) {
        size_t end = reader->line_starts[end_line];
        while (end > span.first - shift && strchr("\r\n", reader->body.data[end - 1]))
            end--;
        if (shift + end > span.end)
            span.end = (uint32_t)(shift + end);
    }
    return span;
}

/* --- Opening and closing ------------------------------------------------------------- */

void pl_markdown_push(struct pl_markdown_reader *reader, cmark_node *of, struct pl_node *node, bool made)
{
    *PL_PUSH(reader->reading->scratch, &reader->open) = (struct pl_markdown_open){of, node, made};
    reader->into = node;
}

void pl_markdown_pop(struct pl_markdown_reader *reader)
{
    reader->open.count--;
    reader->into = reader->open.count ? PL_LAST(&reader->open).node : reader->article->body;
}

/* Closes the library's node, and raw HTML left open inside it. */
void pl_markdown_leave(struct pl_markdown_reader *reader, cmark_node *of)
{
    if (cmark_node_get_type(of) == CMARK_NODE_PARAGRAPH)
        reader->unseen = (pl_str){0};
    while (reader->open.count && PL_LAST(&reader->open).of != of)
        pl_markdown_pop(reader);
    if (reader->open.count)
        pl_markdown_pop(reader);
}

bool pl_markdown_is_inline(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->is == PL_IS_INLINE;
}

/* Appends where the parent may hold it: inlines among blocks of a tight item, or blocks after its text, get a
 * division, which has no margins as a paragraph would. */
void pl_markdown_append(struct pl_markdown_reader *reader, struct pl_node *node)
{
    struct pl_node *parent = reader->into;
    enum pl_holds holds = pl_kind_row(parent->kind)->holds;
    struct pl_node *last = parent->last;
    if (holds == PL_HOLDS_FLOW && last && pl_markdown_is_inline(last) != pl_markdown_is_inline(node)) {
        struct pl_node *wrap = pl_node_new(reader->arena, PL_KIND_division, PL_NO_SPAN);
        if (pl_markdown_is_inline(node)) {
            pl_node_append(wrap, node);
            node = wrap;
        } else {
            wrap->span = last->span;
            pl_node_move_children(wrap, parent);
            pl_node_append(parent, wrap);
        }
    } else if (holds == PL_HOLDS_BLOCKS && pl_markdown_is_inline(node)) {
        struct pl_node *wrap = pl_node_new(reader->arena, PL_KIND_paragraph, node->span);
        pl_node_append(wrap, node);
        node = wrap;
    }
    pl_node_append(parent, node);
}

void pl_markdown_enter(struct pl_markdown_reader *reader, cmark_node *of, struct pl_node *node)
{
    pl_markdown_append(reader, node);
    pl_markdown_push(reader, of, node, true);
}

/* --- Text ---------------------------------------------------------------------------- */

/* `literal` as a slice of the source where it stands there as it is: at the library's place, or further on in
 * the block. */
pl_str pl_markdown_in_source(struct pl_markdown_reader *reader, cmark_node *node, pl_str literal)
{
    size_t claimed = pl_markdown_offset_of(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    if (claimed >= reader->cursor && claimed + literal.size <= reader->body.size &&
        memcmp(reader->body.data + claimed, literal.data, literal.size) == 0) {
        reader->cursor = claimed + literal.size;
        return pl_str_slice(reader->body, claimed, claimed + literal.size);
    }
    size_t end = reader->cursor + literal.size + 256;
    pl_str window = pl_str_slice(reader->body, 0, end < reader->block_end ? end : reader->block_end);
    size_t at = literal.size >= 4 ? pl_str_find(window, literal, reader->cursor) : SIZE_MAX;
    if (at == SIZE_MAX)
        return (pl_str){0};
    reader->cursor = at + literal.size;
    return pl_str_slice(reader->body, at, at + literal.size);
}

struct pl_span pl_markdown_source_span(const struct pl_markdown_reader *reader, pl_str part)
{
    return pl_span_of_str(reader->reading->input, part);
}

/* Lines of one paragraph become one text where they follow each other in the source. */
static bool joins(struct pl_markdown_reader *reader, pl_str text)
{
    struct pl_node *last = reader->into->last;
    if (!last || last->kind != PL_KIND_text || last->text.data + last->text.size != text.data ||
        last->text.data < reader->body.data || last->text.data >= reader->body.data + reader->body.size)
        return false;
    last->text.size += text.size;
    last->span.end = last->span.first + (uint32_t)last->text.size;
    return true;
}

void pl_markdown_add_text(struct pl_markdown_reader *reader, cmark_node *node)
{
    pl_str literal = pl_str_from(cmark_node_get_literal(node)), source;
    if (pl_str_empty(literal))
        return;
    source = pl_markdown_in_source(reader, node, literal);
    if (source.data && joins(reader, source))
        return;
    struct pl_span span = source.data ? pl_markdown_source_span(reader, source) : PL_NO_SPAN;
    pl_markdown_append(reader, pl_node_new_text(reader->arena, source.data ? source : pl_str_copy(reader->arena, literal), span));
}

void pl_markdown_add_soft_break(struct pl_markdown_reader *reader)
{
    size_t at = reader->cursor;
    while (at < reader->block_end && reader->body.data[at] == ' ')
        at++;
    if (at < reader->block_end && reader->body.data[at] == '\n') {
        reader->cursor = at + 1;
        if (joins(reader, pl_str_slice(reader->body, at, at + 1)))
            return;
    }
    pl_markdown_append(reader, pl_node_new_text(reader->arena, PL_LIT("\n"), PL_NO_SPAN));
}

void pl_markdown_add_code(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_node *code = pl_node_new(reader->arena, PL_KIND_code, pl_markdown_span_of(reader, node));
    pl_str literal = pl_str_from(cmark_node_get_literal(node)), source = pl_markdown_in_source(reader, node, literal);
    struct pl_span span = source.data ? pl_markdown_source_span(reader, source) : PL_NO_SPAN;
    pl_node_append(code, pl_node_new_text(reader->arena, source.data ? source : pl_str_copy(reader->arena, literal), span));
    pl_markdown_append(reader, code);
}
