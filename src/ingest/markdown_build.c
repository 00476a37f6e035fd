// SPDX-License-Identifier: MIT
/* ingest/markdown_build.c: the library's tree, node by node. */
#include "ingest/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>

#include "base/strbuf.h"

enum { INLINE_DEPTH = 64 };

/* --- Blocks -------------------------------------------------------------------------- */

static struct pl_node *make_list(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_node *list = pl_node_new(reader->arena, PL_KIND_list, pl_markdown_block_span(reader, node));
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST) {
        list->element = PL_LIT("ol");
        int start = cmark_node_get_list_start(node);
        if (start != 1)
            pl_node_set_attribute(reader->arena, list, PL_LIT("start"), pl_str_format(reader->arena, "%d", start));
    }
    const struct pl_markdown_line *line =
        pl_markdown_line_at(&reader->lines, (uint32_t)cmark_node_get_start_line(node) - 1);
    if (line && line->mark == PL_MARK_DEFINITION)
        pl_node_add_class(reader->arena, list, PL_MARKDOWN_DEFINITIONS);
    return list;
}

/* The language is the first word of the info string; attributes may follow or stand for it. */
static void add_code_block(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_node *block = pl_node_new(reader->arena, PL_KIND_code_block, pl_markdown_block_span(reader, node));
    struct pl_node *code = pl_node_new(reader->arena, PL_KIND_code, PL_NO_SPAN);
    pl_str info = pl_str_copy(reader->arena, pl_str_trim(pl_str_from(cmark_node_get_fence_info(node)))), rest = info, word;
    size_t brace = pl_str_find_byte(info, '{', 0);
    if (brace != SIZE_MAX && reader->is_ours &&
        pl_markdown_attributes(reader->arena, block, pl_str_slice(info, brace, info.size)))
        rest = pl_str_slice(info, 0, brace);
    if (pl_str_next_word(&rest, &word))
        pl_node_add_class(reader->arena, code, pl_str_format(reader->arena, "language-%.*s", PL_ARG(word)));
    else if (block->class_count)
        pl_node_add_class(reader->arena, code, pl_str_format(reader->arena, "language-%.*s", PL_ARG(block->classes[0])));
    pl_str literal = pl_str_from(cmark_node_get_literal(node));
    if (literal.size && literal.data[literal.size - 1] == '\n')
        literal.size--;
    reader->cursor = pl_markdown_offset_of(reader, cmark_node_get_start_line(node), 1);
    reader->block_end = pl_markdown_offset_of(reader, cmark_node_get_end_line(node) + 1, 1);
    pl_str source = pl_markdown_in_source(reader, node, literal);
    struct pl_span span = source.data ? pl_markdown_source_span(reader, source) : PL_NO_SPAN;
    pl_node_append(code, pl_node_new_text(reader->arena, source.data ? source : pl_str_copy(reader->arena, literal), span));
    pl_node_append(block, code);
    pl_markdown_append(reader, block);
}

static bool is_fence_comment(struct pl_markdown_reader *reader, cmark_node *node)
{
    const struct pl_markdown_line *line =
        pl_markdown_line_at(&reader->lines, (uint32_t)cmark_node_get_start_line(node) - 1);
    if (!line || (line->mark != PL_MARK_DIV_OPEN && line->mark != PL_MARK_DIV_CLOSE))
        return false;
    bool opens = line->mark == PL_MARK_DIV_OPEN;
    struct pl_span span = pl_markdown_source_span(reader, pl_str_slice(reader->body, line->first, line->end));
    struct pl_node *fence = pl_node_new(reader->arena, PL_KIND_division, span);
    if (opens)
        pl_markdown_attributes(reader->arena, fence, line->attributes);
    pl_node_add_class(reader->arena, fence, opens ? PL_MARKDOWN_OPEN : PL_MARKDOWN_CLOSE);
    pl_markdown_append(reader, fence);
    return true;
}

static bool in_tight_list(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void begin_leaf(struct pl_markdown_reader *reader, cmark_node *node)
{
    reader->cursor = pl_markdown_offset_of(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    reader->block_end = pl_markdown_offset_of(reader, cmark_node_get_end_line(node) + 1, 1);
}

static void enter_paragraph(struct pl_markdown_reader *reader, cmark_node *node)
{
    begin_leaf(reader, node);
    if (in_tight_list(node) && reader->into->last && !pl_markdown_is_inline(reader->into->last)) { // after a block of the item
        pl_markdown_enter(reader, node, pl_node_new(reader->arena, PL_KIND_division, pl_markdown_block_span(reader, node)));
        return;
    }
    if (in_tight_list(node)) {
        pl_markdown_push(reader, node, reader->into, false);
        return;
    }
    struct pl_node *paragraph = pl_node_new(reader->arena, PL_KIND_paragraph, pl_markdown_block_span(reader, node));
    paragraph->serial = PL_MARKDOWN_MADE;
    pl_markdown_enter(reader, node, paragraph);
}

static struct pl_node *make_item(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_node *item = pl_node_new(reader->arena, PL_KIND_list_item, pl_markdown_block_span(reader, node));
    if (strcmp(cmark_node_get_type_string(node), "tasklist") == 0) {
        bool done = cmark_gfm_extensions_get_tasklist_item_checked(node);
        pl_node_add_class(reader->arena, item, PL_LIT("task"));
        struct pl_node *box = pl_node_new(reader->arena, PL_KIND_phrase, PL_NO_SPAN);
        pl_node_add_class(reader->arena, box, PL_LIT("task-box"));
        pl_node_append(box, pl_node_new_text(reader->arena, done ? PL_LIT("☑ ") : PL_LIT("☐ "), PL_NO_SPAN));
        pl_node_append(item, box);
    }
    return item;
}

/* --- Tables -------------------------------------------------------------------------- */

static struct pl_node *table_part(struct pl_markdown_reader *reader, enum pl_kind kind, struct pl_span span)
{
    struct pl_node *table = reader->into, *last = table->last;
    if (last && last->kind == kind)
        return last;
    struct pl_node *part = pl_node_new(reader->arena, kind, span);
    pl_node_append(table, part);
    return part;
}

static void enter_row(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_span span = pl_markdown_block_span(reader, node);
    bool is_head = cmark_gfm_extensions_get_table_row_is_header(node);
    struct pl_node *part = table_part(reader, is_head ? PL_KIND_table_head : PL_KIND_table_body, span);
    struct pl_node *row = pl_node_new(reader->arena, PL_KIND_table_row, span);
    pl_node_append(part, row);
    pl_markdown_push(reader, node, row, true);
}

static void enter_cell(struct pl_markdown_reader *reader, cmark_node *node)
{
    cmark_node *row = cmark_node_parent(node), *table = cmark_node_parent(row);
    bool is_head = cmark_gfm_extensions_get_table_row_is_header(row);
    struct pl_node *cell = pl_node_new(reader->arena, is_head ? PL_KIND_table_header : PL_KIND_table_cell,
                                       pl_markdown_span_of(reader, node));
    size_t column = 0;
    for (struct pl_node *before = reader->into->last; before; before = before->previous)
        column++;
    const uint8_t *aligned = cmark_gfm_extensions_get_table_alignments(table);
    char alignment = aligned && column < cmark_gfm_extensions_get_table_columns(table) ? (char)aligned[column] : 0;
    if (alignment == 'l' || alignment == 'c' || alignment == 'r')
        cell->style = alignment == 'l' ? PL_LIT("text-align: left")
                                       : alignment == 'c' ? PL_LIT("text-align: center") : PL_LIT("text-align: right");
    begin_leaf(reader, node);
    pl_node_append(reader->into, cell);
    pl_markdown_push(reader, node, cell, true);
}

/* --- Inlines ------------------------------------------------------------------------- */

static void add_image(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_node *image = pl_node_new(reader->arena, PL_KIND_image, pl_markdown_span_of(reader, node));
    pl_str source = pl_str_copy(reader->arena, pl_str_from(cmark_node_get_url(node)));
    struct pl_strbuf alt = PL_STRBUF(reader->arena);
    for (cmark_node *child = cmark_node_first_child(node), *next; child; child = next) {
        const char *literal = cmark_node_get_literal(child);
        bool is_text = cmark_node_get_type(child) == CMARK_NODE_TEXT || cmark_node_get_type(child) == CMARK_NODE_CODE;
        if (literal && is_text)
            pl_strbuf_add(&alt, pl_str_from(literal));
        else if (cmark_node_get_type(child) == CMARK_NODE_SOFTBREAK || cmark_node_get_type(child) == CMARK_NODE_LINEBREAK)
            pl_strbuf_add_byte(&alt, ' ');
        next = cmark_node_first_child(child);
        for (cmark_node *up = child; !next && up != node; up = cmark_node_parent(up))
            next = cmark_node_next(up);
    }
    pl_node_set_attribute(reader->arena, image, PL_LIT("src"), source);
    pl_node_set_attribute(reader->arena, image, PL_LIT("alt"), pl_strbuf_str(&alt));
    pl_str title = pl_str_from(cmark_node_get_title(node));
    if (!pl_str_empty(title))
        pl_node_set_attribute(reader->arena, image, PL_LIT("title"), pl_str_copy(reader->arena, title));
    pl_markdown_append(reader, image);
    size_t end = pl_markdown_offset_of(reader, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    if (end > reader->cursor && end <= reader->block_end)
        reader->cursor = end;
}

static struct pl_node *make_link(struct pl_markdown_reader *reader, cmark_node *node)
{
    struct pl_node *link = pl_node_new(reader->arena, PL_KIND_link, pl_markdown_span_of(reader, node));
    pl_node_set_attribute(reader->arena, link, PL_LIT("href"),
                          pl_str_copy(reader->arena, pl_str_from(cmark_node_get_url(node))));
    pl_str title = pl_str_from(cmark_node_get_title(node));
    if (!pl_str_empty(title))
        pl_node_set_attribute(reader->arena, link, PL_LIT("title"), pl_str_copy(reader->arena, title));
    return link;
}

/* The literal of a reference is the number of its definition among those that are called. */
static void add_note_call(struct pl_markdown_reader *reader, cmark_node *node)
{
    int64_t number = 0;
    struct pl_node *call = pl_node_new(reader->arena, PL_KIND_note_call, pl_markdown_span_of(reader, node));
    if (!pl_str_to_int64(pl_str_from(cmark_node_get_literal(node)), &number) || number < 1 ||
        (size_t)number > reader->notes.count)
        return;
    struct pl_node *note = reader->notes.data[number - 1];
    call->note = note;
    if (!note->note)
        note->note = call;
    pl_markdown_append(reader, call);
}

/* --- The walk ------------------------------------------------------------------------ */

static void enter_inline(struct pl_markdown_reader *reader, cmark_node *node, enum pl_kind kind)
{
    if (reader->depth++ >= INLINE_DEPTH) {
        pl_markdown_push(reader, node, reader->into, false);
        return;
    }
    pl_markdown_enter(reader, node, kind == PL_KIND_link ? make_link(reader, node)
                                             : pl_node_new(reader->arena, kind, pl_markdown_span_of(reader, node)));
}

/* Lists and quotes past the limit lose their structure; their text stays. */
static void enter_container(struct pl_markdown_reader *reader, cmark_node *node, struct pl_node *made)
{
    if (reader->depth++ < PL_LIMIT_LIST_DEPTH) {
        pl_markdown_enter(reader, node, made);
        return;
    }
    if (!reader->said_depth)
        pl_warn(reader->reading->diags, PL_W_DEPTH, made->span, "lists or quotes are nested too deeply from here");
    reader->said_depth = true;
    pl_markdown_push(reader, node, reader->into, false);
}

static void enter_extension(struct pl_markdown_reader *reader, cmark_node *node)
{
    const char *type = cmark_node_get_type_string(node);
    if (strcmp(type, "table") == 0)
        pl_markdown_enter(reader, node, pl_node_new(reader->arena, PL_KIND_table, pl_markdown_block_span(reader, node)));
    else if (strcmp(type, "table_row") == 0 || strcmp(type, "table_header") == 0)
        enter_row(reader, node);
    else if (strcmp(type, "table_cell") == 0)
        enter_cell(reader, node);
    else if (strcmp(type, "strikethrough") == 0)
        enter_inline(reader, node, PL_KIND_deleted);
    else
        pl_markdown_push(reader, node, reader->into, false);
}

static bool has_exit(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
    case CMARK_NODE_IMAGE:
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return false;
    default:
        return true;
    }
}

static void enter_node(struct pl_markdown_reader *reader, cmark_node *node)
{
    if (!pl_str_empty(reader->unseen) && !has_exit(node)) {
        if (pl_markdown_ends_unseen(reader, node))
            reader->unseen = (pl_str){0};
        return;
    }
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        pl_markdown_push(reader, node, reader->article->body, false);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        enter_container(reader, node, pl_node_new(reader->arena, PL_KIND_block_quote, pl_markdown_block_span(reader, node)));
        break;
    case CMARK_NODE_LIST:
        enter_container(reader, node, make_list(reader, node));
        break;
    case CMARK_NODE_ITEM:
        if (reader->into->kind == PL_KIND_list)
            pl_markdown_enter(reader, node, make_item(reader, node));
        else
            pl_markdown_push(reader, node, reader->into, false);
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code_block(reader, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        begin_leaf(reader, node);
        if (!is_fence_comment(reader, node))
            pl_markdown_add_html(reader, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        enter_paragraph(reader, node);
        break;
    case CMARK_NODE_HEADING:
        begin_leaf(reader, node);
        pl_markdown_enter(reader, node, pl_node_new_heading(reader->arena, cmark_node_get_heading_level(node), pl_markdown_block_span(reader, node)));
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        pl_markdown_append(reader, pl_node_new(reader->arena, PL_KIND_rule, pl_markdown_block_span(reader, node)));
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        pl_markdown_push(reader, node, reader->notes.data[reader->note++], true);
        break;
    case CMARK_NODE_TEXT:
        pl_markdown_add_text(reader, node);
        break;
    case CMARK_NODE_SOFTBREAK:
        pl_markdown_add_soft_break(reader);
        break;
    case CMARK_NODE_LINEBREAK:
        pl_markdown_append(reader, pl_node_new(reader->arena, PL_KIND_line_break, PL_NO_SPAN));
        break;
    case CMARK_NODE_CODE:
        pl_markdown_add_code(reader, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        pl_markdown_add_html(reader, node);
        break;
    case CMARK_NODE_EMPH:
        enter_inline(reader, node, PL_KIND_emphasis);
        break;
    case CMARK_NODE_STRONG:
        enter_inline(reader, node, PL_KIND_strong);
        break;
    case CMARK_NODE_LINK:
        enter_inline(reader, node, PL_KIND_link);
        break;
    case CMARK_NODE_IMAGE:
        add_image(reader, node);
        break;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        add_note_call(reader, node);
        break;
    default: // types that extensions made at run time
        enter_extension(reader, node);
    }
}

static bool counts_depth(cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
    case CMARK_NODE_LIST:
    case CMARK_NODE_EMPH:
    case CMARK_NODE_STRONG:
    case CMARK_NODE_LINK:
        return true;
    default:
        return strcmp(cmark_node_get_type_string(node), "strikethrough") == 0;
    }
}

/* Definitions that are called stand at the document's end in the order of their numbers. */
void pl_markdown_make_notes(struct pl_markdown_reader *reader, cmark_node *document)
{
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION)
            continue;
        struct pl_node *note = pl_node_new(reader->arena, PL_KIND_footnote, pl_markdown_block_span(reader, node));
        struct pl_markdown_line *line = (struct pl_markdown_line *)(uintptr_t)pl_markdown_line_at(
            &reader->lines, (uint32_t)cmark_node_get_start_line(node) - 1);
        if (line)
            line->is_called = true;
        *PL_PUSH(reader->reading->scratch, &reader->notes) = note;
        *PL_PUSH(reader->arena, &reader->article->notes) = note;
    }
}

/* Notes that nobody calls: the model says so and keeps their text. */
void pl_markdown_keep_uncalled_notes(struct pl_markdown_reader *reader)
{
    for (size_t i = 0; i < reader->lines.count; i++) {
        const struct pl_markdown_line *line = &reader->lines.data[i];
        if (line->mark != PL_MARK_NOTE || line->is_called || pl_str_empty(line->attributes))
            continue;
        struct pl_span span = pl_markdown_source_span(reader, line->attributes);
        struct pl_node *note = pl_node_new(reader->arena, PL_KIND_footnote, span);
        struct pl_node *paragraph = pl_node_new(reader->arena, PL_KIND_paragraph, span);
        pl_node_append(paragraph, pl_node_new_text(reader->arena, line->attributes, span));
        pl_node_append(note, paragraph);
        *PL_PUSH(reader->arena, &reader->article->notes) = note;
    }
}

/* No recursion: the library's tree has parents. */
void pl_markdown_walk(struct pl_markdown_reader *reader, cmark_node *document)
{
    for (cmark_node *node = document; node;) {
        enter_node(reader, node);
        bool is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
        cmark_node *next = is_image ? NULL : cmark_node_first_child(node);
        while (!next && node) {
            if (has_exit(node)) {
                pl_markdown_leave(reader, node);
                reader->depth -= counts_depth(node);
            }
            next = node == document ? NULL : cmark_node_next(node);
            if (!next)
                node = node == document ? NULL : cmark_node_parent(node);
        }
        node = next;
    }
}
