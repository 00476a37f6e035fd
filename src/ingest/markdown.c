// SPDX-License-Identifier: MIT
/* ingest/markdown.c: cmark-gfm's tree → nodes.
 *
 * Source: CommonMark 0.31.2 and GitHub's GFM 0.29, both as cmark-gfm has them. Commonmark and gfm are the library
 * alone; markdown adds what markdown_blocks.c lists, and reads raw HTML through the allow-list. */
#include "ingest/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <stdlib.h>

#include "base/strbuf.h"
#include "base/unit.h"
#include "ingest/front_matter.h"
#include "ingest/html_tree.h"
#include "ingest/language.h"
#include "ingest/smart.h"

enum { INLINE_DEPTH = 64 };

/* What is open: a node of the library's, or an element of raw HTML that a later tag closes. */
struct open_node {
    cmark_node *of; // NULL: raw HTML
    struct pl_node *node;
    bool made; // false: the library's node has no node of its own
};

struct reader {
    struct pl_reading *reading;
    struct pl_arena *arena;
    struct pl_article *article;
    pl_str body;
    uint32_t *line_starts; // bytes of the body
    uint32_t line_count;
    struct pl_markdown_lines lines;
    bool is_ours; // markdown, not commonmark or gfm
    struct { PL_VEC(struct open_node) } open;
    struct pl_node *into;
    size_t block_end, cursor; // where the text of the open leaf block is looked for
    unsigned depth;
    bool said_depth;
    pl_str unseen; // the raw element (script, style) whose text is left out; empty: none
    struct { PL_VEC(struct pl_node *) } notes; // by number
    size_t note; // the next to be filled
};

/* --- Places -------------------------------------------------------------------------- */

static void find_line_starts(struct reader *reader)
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

static size_t offset_of(const struct reader *reader, int line, int column)
{
    if (line < 1)
        return 0;
    if ((uint32_t)line > reader->line_count)
        return reader->body.size;
    size_t at = reader->line_starts[line - 1] + (size_t)(column > 0 ? column - 1 : 0);
    return at < reader->body.size ? at : reader->body.size;
}

static struct pl_span span_of(const struct reader *reader, cmark_node *node)
{
    size_t shift = (size_t)(reader->body.data - reader->reading->input->text.data);
    size_t first = offset_of(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    size_t end = offset_of(reader, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    return pl_span_of(reader->reading->input, shift + first, shift + (end > first ? end : first));
}

/* Blocks end with their last line: the library's end column is short where a line ends in white space. */
static struct pl_span block_span(const struct reader *reader, cmark_node *node)
{
    struct pl_span span = span_of(reader, node);
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

static void push(struct reader *reader, cmark_node *of, struct pl_node *node, bool made)
{
    *PL_PUSH(reader->reading->scratch, &reader->open) = (struct open_node){of, node, made};
    reader->into = node;
}

static void pop(struct reader *reader)
{
    reader->open.count--;
    reader->into = reader->open.count ? PL_LAST(&reader->open).node : reader->article->body;
}

/* Closes the library's node, and raw HTML left open inside it. */
static void leave(struct reader *reader, cmark_node *of)
{
    if (cmark_node_get_type(of) == CMARK_NODE_PARAGRAPH)
        reader->unseen = (pl_str){0};
    while (reader->open.count && PL_LAST(&reader->open).of != of)
        pop(reader);
    if (reader->open.count)
        pop(reader);
}

static bool is_inline(const struct pl_node *node)
{
    return pl_kind_row(node->kind)->is == PL_IS_INLINE;
}

/* Appends where the parent may hold it: inlines among blocks of a tight item, or blocks after its text, get a
 * division, which has no margins as a paragraph would. */
static void append(struct reader *reader, struct pl_node *node)
{
    struct pl_node *parent = reader->into;
    enum pl_holds holds = pl_kind_row(parent->kind)->holds;
    struct pl_node *last = parent->last;
    if (holds == PL_HOLDS_FLOW && last && is_inline(last) != is_inline(node)) {
        struct pl_node *wrap = pl_node_new(reader->arena, PL_KIND_division, PL_NO_SPAN);
        if (is_inline(node)) {
            pl_node_append(wrap, node);
            node = wrap;
        } else {
            wrap->span = last->span;
            pl_node_move_children(wrap, parent);
            pl_node_append(parent, wrap);
        }
    } else if (holds == PL_HOLDS_BLOCKS && is_inline(node)) {
        struct pl_node *wrap = pl_node_new(reader->arena, PL_KIND_paragraph, node->span);
        pl_node_append(wrap, node);
        node = wrap;
    }
    pl_node_append(parent, node);
}

static void enter(struct reader *reader, cmark_node *of, struct pl_node *node)
{
    append(reader, node);
    push(reader, of, node, true);
}

/* --- Text ---------------------------------------------------------------------------- */

/* `literal` as a slice of the source where it stands there as it is: at the library's place, or further on in
 * the block. */
static pl_str in_source(struct reader *reader, cmark_node *node, pl_str literal)
{
    size_t claimed = offset_of(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
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

static struct pl_span source_span(const struct reader *reader, pl_str part)
{
    return pl_span_of_str(reader->reading->input, part);
}

/* Lines of one paragraph become one text where they follow each other in the source. */
static bool joins(struct reader *reader, pl_str text)
{
    struct pl_node *last = reader->into->last;
    if (!last || last->kind != PL_KIND_text || last->text.data + last->text.size != text.data ||
        last->text.data < reader->body.data || last->text.data >= reader->body.data + reader->body.size)
        return false;
    last->text.size += text.size;
    last->span.end = last->span.first + (uint32_t)last->text.size;
    return true;
}

static void add_text(struct reader *reader, cmark_node *node)
{
    pl_str literal = pl_str_from(cmark_node_get_literal(node)), source;
    if (pl_str_empty(literal))
        return;
    source = in_source(reader, node, literal);
    if (source.data && joins(reader, source))
        return;
    struct pl_span span = source.data ? source_span(reader, source) : PL_NO_SPAN;
    append(reader, pl_node_new_text(reader->arena, source.data ? source : pl_str_copy(reader->arena, literal), span));
}

static void add_soft_break(struct reader *reader)
{
    size_t at = reader->cursor;
    while (at < reader->block_end && reader->body.data[at] == ' ')
        at++;
    if (at < reader->block_end && reader->body.data[at] == '\n') {
        reader->cursor = at + 1;
        if (joins(reader, pl_str_slice(reader->body, at, at + 1)))
            return;
    }
    append(reader, pl_node_new_text(reader->arena, PL_LIT("\n"), PL_NO_SPAN));
}

static void add_code(struct reader *reader, cmark_node *node)
{
    struct pl_node *code = pl_node_new(reader->arena, PL_KIND_code, span_of(reader, node));
    pl_str literal = pl_str_from(cmark_node_get_literal(node)), source = in_source(reader, node, literal);
    struct pl_span span = source.data ? source_span(reader, source) : PL_NO_SPAN;
    pl_node_append(code, pl_node_new_text(reader->arena, source.data ? source : pl_str_copy(reader->arena, literal), span));
    append(reader, code);
}

/* --- Raw HTML ------------------------------------------------------------------------ */

static struct pl_html_build html_build(struct reader *reader, const struct pl_html_page *page)
{
    return (struct pl_html_build){.article = reader->article, .diags = reader->reading->diags, .page = page,
                                  .keep_classes = true};
}

/* "</name>" at the start of *html: takes it off and closes the innermost raw element of that name inside the
 * library's open node. */
static bool take_end_tag(struct reader *reader, pl_str *html)
{
    pl_str rest = pl_str_trim(*html);
    size_t end = pl_str_find_byte(rest, '>', 0);
    if (!pl_str_starts(rest, PL_LIT("</")) || end == SIZE_MAX)
        return false;
    pl_str name = pl_str_trim(pl_str_slice(rest, 2, end));
    *html = pl_str_slice(rest, end + 1, rest.size);
    size_t i = reader->open.count;
    while (i && !reader->open.data[i - 1].of && !pl_str_eq_ascii_nocase(reader->open.data[i - 1].node->element, name))
        i--;
    if (i && !reader->open.data[i - 1].of)
        while (reader->open.count >= i)
            pop(reader);
    return true;
}

static bool is_left_open(const GumboNode *element)
{
    return pl_html_is_element(element) && !element->v.element.original_end_tag.length &&
           element->v.element.original_tag.length;
}

/* Elements at the end of a piece that a later piece closes stay open: their nodes are the last of the tree. */
static void keep_open(struct reader *reader, const GumboNode *parent)
{
    for (;;) {
        size_t count = pl_html_child_count(parent);
        const GumboNode *last = count ? pl_html_child(parent, count - 1) : NULL;
        while (last && !pl_html_is_element(last) && last->index_within_parent)
            last = pl_html_child(parent, last->index_within_parent - 1);
        struct pl_node *node = reader->into->last;
        if (!last || !node || !is_left_open(last) || !pl_str_eq(node->element, pl_html_name(last)))
            return;
        enum pl_holds holds = pl_kind_row(node->kind)->holds;
        if (holds != PL_HOLDS_FLOW && holds != PL_HOLDS_BLOCKS && !(holds == PL_HOLDS_INLINES && is_inline(node)))
            return;
        if (node->kind == PL_KIND_paragraph || node->kind == PL_KIND_table_cell)
            return;
        push(reader, NULL, node, true);
        parent = last;
    }
}

/* "<script>" in running text: what stands before its end tag is no text. */
static bool begins_unseen(struct reader *reader, pl_str literal)
{
    static const pl_str names[] = {PL_LIT_INIT("script"), PL_LIT_INIT("style"), PL_LIT_INIT("template")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        pl_str rest = pl_str_slice(literal, 1, literal.size);
        if (pl_str_starts_ascii_nocase(rest, names[i]) && rest.size > names[i].size &&
            !pl_ascii_is_alnum(rest.data[names[i].size])) {
            reader->unseen = names[i];
            return true;
        }
    }
    return false;
}

static bool ends_unseen(struct reader *reader, cmark_node *node)
{
    pl_str literal = pl_str_from(cmark_node_get_literal(node));
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE && pl_str_starts(literal, PL_LIT("</")) &&
        pl_str_starts_ascii_nocase(pl_str_slice(literal, 2, literal.size), reader->unseen))
        return true;
    if (!pl_str_empty(literal))
        pl_article_drop(reader->article, pl_str_copy(reader->arena, literal), reader->unseen, span_of(reader, node));
    return false;
}

static void add_html(struct reader *reader, cmark_node *node)
{
    pl_str literal = pl_str_from(cmark_node_get_literal(node));
    if (cmark_node_get_type(node) == CMARK_NODE_HTML_INLINE && begins_unseen(reader, literal))
        return;
    while (take_end_tag(reader, &literal))
        continue;
    if (pl_str_empty(pl_str_trim(literal)))
        return;
    struct pl_input *input = (struct pl_input *)(uintptr_t)reader->reading->input;
    struct pl_html_page page;
    pl_str source = in_source(reader, node, literal);
    if (!source.data) { // no places: an input of its own
        input = PL_NEW(reader->arena, struct pl_input);
        input->name = reader->reading->input->name;
        input->text = source = pl_str_copy(reader->arena, literal);
    }
    if (!pl_html_parse(reader->reading->scratch, input, source, reader->reading->limits, reader->reading->diags, &page))
        return;
    struct pl_html_build build = html_build(reader, &page);
    pl_html_build_children(&build, page.body, reader->into);
    keep_open(reader, page.body);
}

/* --- Blocks -------------------------------------------------------------------------- */

static struct pl_node *make_list(struct reader *reader, cmark_node *node)
{
    struct pl_node *list = pl_node_new(reader->arena, PL_KIND_list, block_span(reader, node));
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
static void add_code_block(struct reader *reader, cmark_node *node)
{
    struct pl_node *block = pl_node_new(reader->arena, PL_KIND_code_block, block_span(reader, node));
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
    reader->cursor = offset_of(reader, cmark_node_get_start_line(node), 1);
    reader->block_end = offset_of(reader, cmark_node_get_end_line(node) + 1, 1);
    pl_str source = in_source(reader, node, literal);
    struct pl_span span = source.data ? source_span(reader, source) : PL_NO_SPAN;
    pl_node_append(code, pl_node_new_text(reader->arena, source.data ? source : pl_str_copy(reader->arena, literal), span));
    pl_node_append(block, code);
    append(reader, block);
}

static bool is_fence_comment(struct reader *reader, cmark_node *node)
{
    const struct pl_markdown_line *line =
        pl_markdown_line_at(&reader->lines, (uint32_t)cmark_node_get_start_line(node) - 1);
    if (!line || (line->mark != PL_MARK_DIV_OPEN && line->mark != PL_MARK_DIV_CLOSE))
        return false;
    bool opens = line->mark == PL_MARK_DIV_OPEN;
    struct pl_span span = source_span(reader, pl_str_slice(reader->body, line->first, line->end));
    struct pl_node *fence = pl_node_new(reader->arena, PL_KIND_division, span);
    if (opens)
        pl_markdown_attributes(reader->arena, fence, line->attributes);
    pl_node_add_class(reader->arena, fence, opens ? PL_MARKDOWN_OPEN : PL_MARKDOWN_CLOSE);
    append(reader, fence);
    return true;
}

static bool in_tight_list(cmark_node *paragraph)
{
    cmark_node *item = cmark_node_parent(paragraph), *list = item ? cmark_node_parent(item) : NULL;
    return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void begin_leaf(struct reader *reader, cmark_node *node)
{
    reader->cursor = offset_of(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    reader->block_end = offset_of(reader, cmark_node_get_end_line(node) + 1, 1);
}

static void enter_paragraph(struct reader *reader, cmark_node *node)
{
    begin_leaf(reader, node);
    if (in_tight_list(node) && reader->into->last && !is_inline(reader->into->last)) { // after a block of the item
        enter(reader, node, pl_node_new(reader->arena, PL_KIND_division, block_span(reader, node)));
        return;
    }
    if (in_tight_list(node)) {
        push(reader, node, reader->into, false);
        return;
    }
    struct pl_node *paragraph = pl_node_new(reader->arena, PL_KIND_paragraph, block_span(reader, node));
    paragraph->serial = PL_MARKDOWN_MADE;
    enter(reader, node, paragraph);
}

static struct pl_node *make_item(struct reader *reader, cmark_node *node)
{
    struct pl_node *item = pl_node_new(reader->arena, PL_KIND_list_item, block_span(reader, node));
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

static struct pl_node *table_part(struct reader *reader, enum pl_kind kind, struct pl_span span)
{
    struct pl_node *table = reader->into, *last = table->last;
    if (last && last->kind == kind)
        return last;
    struct pl_node *part = pl_node_new(reader->arena, kind, span);
    pl_node_append(table, part);
    return part;
}

static void enter_row(struct reader *reader, cmark_node *node)
{
    struct pl_span span = block_span(reader, node);
    bool is_head = cmark_gfm_extensions_get_table_row_is_header(node);
    struct pl_node *part = table_part(reader, is_head ? PL_KIND_table_head : PL_KIND_table_body, span);
    struct pl_node *row = pl_node_new(reader->arena, PL_KIND_table_row, span);
    pl_node_append(part, row);
    push(reader, node, row, true);
}

static void enter_cell(struct reader *reader, cmark_node *node)
{
    cmark_node *row = cmark_node_parent(node), *table = cmark_node_parent(row);
    bool is_head = cmark_gfm_extensions_get_table_row_is_header(row);
    struct pl_node *cell = pl_node_new(reader->arena, is_head ? PL_KIND_table_header : PL_KIND_table_cell,
                                       span_of(reader, node));
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
    push(reader, node, cell, true);
}

/* --- Inlines ------------------------------------------------------------------------- */

static void add_image(struct reader *reader, cmark_node *node)
{
    struct pl_node *image = pl_node_new(reader->arena, PL_KIND_image, span_of(reader, node));
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
    append(reader, image);
    size_t end = offset_of(reader, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
    if (end > reader->cursor && end <= reader->block_end)
        reader->cursor = end;
}

static struct pl_node *make_link(struct reader *reader, cmark_node *node)
{
    struct pl_node *link = pl_node_new(reader->arena, PL_KIND_link, span_of(reader, node));
    pl_node_set_attribute(reader->arena, link, PL_LIT("href"),
                          pl_str_copy(reader->arena, pl_str_from(cmark_node_get_url(node))));
    pl_str title = pl_str_from(cmark_node_get_title(node));
    if (!pl_str_empty(title))
        pl_node_set_attribute(reader->arena, link, PL_LIT("title"), pl_str_copy(reader->arena, title));
    return link;
}

/* The literal of a reference is the number of its definition among those that are called. */
static void add_note_call(struct reader *reader, cmark_node *node)
{
    int64_t number = 0;
    struct pl_node *call = pl_node_new(reader->arena, PL_KIND_note_call, span_of(reader, node));
    if (!pl_str_to_int64(pl_str_from(cmark_node_get_literal(node)), &number) || number < 1 ||
        (size_t)number > reader->notes.count)
        return;
    struct pl_node *note = reader->notes.data[number - 1];
    call->note = note;
    if (!note->note)
        note->note = call;
    append(reader, call);
}

/* --- The walk ------------------------------------------------------------------------ */

static void enter_inline(struct reader *reader, cmark_node *node, enum pl_kind kind)
{
    if (reader->depth++ >= INLINE_DEPTH) {
        push(reader, node, reader->into, false);
        return;
    }
    enter(reader, node, kind == PL_KIND_link ? make_link(reader, node)
                                             : pl_node_new(reader->arena, kind, span_of(reader, node)));
}

/* Lists and quotes past the limit lose their structure; their text stays. */
static void enter_container(struct reader *reader, cmark_node *node, struct pl_node *made)
{
    if (reader->depth++ < PL_LIMIT_LIST_DEPTH) {
        enter(reader, node, made);
        return;
    }
    if (!reader->said_depth)
        pl_warn(reader->reading->diags, PL_W_DEPTH, made->span, "lists or quotes are nested too deeply from here");
    reader->said_depth = true;
    push(reader, node, reader->into, false);
}

static void enter_extension(struct reader *reader, cmark_node *node)
{
    const char *type = cmark_node_get_type_string(node);
    if (strcmp(type, "table") == 0)
        enter(reader, node, pl_node_new(reader->arena, PL_KIND_table, block_span(reader, node)));
    else if (strcmp(type, "table_row") == 0 || strcmp(type, "table_header") == 0)
        enter_row(reader, node);
    else if (strcmp(type, "table_cell") == 0)
        enter_cell(reader, node);
    else if (strcmp(type, "strikethrough") == 0)
        enter_inline(reader, node, PL_KIND_deleted);
    else
        push(reader, node, reader->into, false);
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

static void enter_node(struct reader *reader, cmark_node *node)
{
    if (!pl_str_empty(reader->unseen) && !has_exit(node)) {
        if (ends_unseen(reader, node))
            reader->unseen = (pl_str){0};
        return;
    }
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT:
        push(reader, node, reader->article->body, false);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
        enter_container(reader, node, pl_node_new(reader->arena, PL_KIND_block_quote, block_span(reader, node)));
        break;
    case CMARK_NODE_LIST:
        enter_container(reader, node, make_list(reader, node));
        break;
    case CMARK_NODE_ITEM:
        if (reader->into->kind == PL_KIND_list)
            enter(reader, node, make_item(reader, node));
        else
            push(reader, node, reader->into, false);
        break;
    case CMARK_NODE_CODE_BLOCK:
        add_code_block(reader, node);
        break;
    case CMARK_NODE_HTML_BLOCK:
        begin_leaf(reader, node);
        if (!is_fence_comment(reader, node))
            add_html(reader, node);
        break;
    case CMARK_NODE_PARAGRAPH:
        enter_paragraph(reader, node);
        break;
    case CMARK_NODE_HEADING:
        begin_leaf(reader, node);
        enter(reader, node, pl_node_new_heading(reader->arena, cmark_node_get_heading_level(node), block_span(reader, node)));
        break;
    case CMARK_NODE_THEMATIC_BREAK:
        append(reader, pl_node_new(reader->arena, PL_KIND_rule, block_span(reader, node)));
        break;
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        push(reader, node, reader->notes.data[reader->note++], true);
        break;
    case CMARK_NODE_TEXT:
        add_text(reader, node);
        break;
    case CMARK_NODE_SOFTBREAK:
        add_soft_break(reader);
        break;
    case CMARK_NODE_LINEBREAK:
        append(reader, pl_node_new(reader->arena, PL_KIND_line_break, PL_NO_SPAN));
        break;
    case CMARK_NODE_CODE:
        add_code(reader, node);
        break;
    case CMARK_NODE_HTML_INLINE:
        add_html(reader, node);
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
static void make_notes(struct reader *reader, cmark_node *document)
{
    for (cmark_node *node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_FOOTNOTE_DEFINITION)
            continue;
        struct pl_node *note = pl_node_new(reader->arena, PL_KIND_footnote, block_span(reader, node));
        struct pl_markdown_line *line = (struct pl_markdown_line *)(uintptr_t)pl_markdown_line_at(
            &reader->lines, (uint32_t)cmark_node_get_start_line(node) - 1);
        if (line)
            line->is_called = true;
        *PL_PUSH(reader->reading->scratch, &reader->notes) = note;
        *PL_PUSH(reader->arena, &reader->article->notes) = note;
    }
}

/* Notes that nobody calls: the model says so and keeps their text. */
static void keep_uncalled_notes(struct reader *reader)
{
    for (size_t i = 0; i < reader->lines.count; i++) {
        const struct pl_markdown_line *line = &reader->lines.data[i];
        if (line->mark != PL_MARK_NOTE || line->is_called || pl_str_empty(line->attributes))
            continue;
        struct pl_span span = source_span(reader, line->attributes);
        struct pl_node *note = pl_node_new(reader->arena, PL_KIND_footnote, span);
        struct pl_node *paragraph = pl_node_new(reader->arena, PL_KIND_paragraph, span);
        pl_node_append(paragraph, pl_node_new_text(reader->arena, line->attributes, span));
        pl_node_append(note, paragraph);
        *PL_PUSH(reader->arena, &reader->article->notes) = note;
    }
}

/* No recursion: the library's tree has parents. */
static void walk(struct reader *reader, cmark_node *document)
{
    for (cmark_node *node = document; node;) {
        enter_node(reader, node);
        bool is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
        cmark_node *next = is_image ? NULL : cmark_node_first_child(node);
        while (!next && node) {
            if (has_exit(node)) {
                leave(reader, node);
                reader->depth -= counts_depth(node);
            }
            next = node == document ? NULL : cmark_node_next(node);
            if (!next)
                node = node == document ? NULL : cmark_node_parent(node);
        }
        node = next;
    }
}

/* --- Parsing ------------------------------------------------------------------------- */

static void free_document(void *document)
{
    cmark_node_free(document);
}

static void free_parser(void *parser)
{
    cmark_parser_free(parser);
}

/* Feeds the body; lines with a meaning of ours reach the library as something it knows: a fence as a comment, a
 * definition as a list item, a bomb of a table as text. */
static void feed(struct reader *reader, cmark_parser *parser)
{
    size_t from = 0;
    for (size_t i = 0; i < reader->lines.count; i++) {
        const struct pl_markdown_line *line = &reader->lines.data[i];
        cmark_parser_feed(parser, reader->body.data + from, line->first - from);
        from = line->end;
        switch (line->mark) {
        case PL_MARK_DIV_OPEN:
        case PL_MARK_DIV_CLOSE:
            cmark_parser_feed(parser, "<!---->", 7);
            break;
        case PL_MARK_DEFINITION:
            cmark_parser_feed(parser, "-", 1);
            break;
        case PL_MARK_NOTE:
            break; // as it is
        case PL_MARK_TABLE:
            cmark_parser_feed(parser, reader->body.data + line->first, line->end - line->first);
            cmark_parser_feed(parser, "=", 1);
            break;
        }
    }
    cmark_parser_feed(parser, reader->body.data + from, reader->body.size - from);
}

static void attach(cmark_parser *parser, const char *name)
{
    cmark_syntax_extension *extension = cmark_find_syntax_extension(name);
    if (extension)
        cmark_parser_attach_syntax_extension(parser, extension);
}

/* The library looks back over the whole of an address for each bracket that ends it: 40,000 take .6 s, 80,000 2.6. No
 * address has hundreds; a text that has is read without finding addresses in it. */
static bool may_find_addresses(struct reader *reader)
{
    enum { BRACKETS_MOST = 500 };
    size_t brackets = 0;
    for (size_t i = 0; i < reader->body.size; i++) {
        char c = reader->body.data[i];
        brackets = pl_ascii_is_space(c) ? 0 : brackets + (c == ')');
        if (brackets <= BRACKETS_MOST)
            continue;
        pl_warn(reader->reading->diags, PL_W_MARKUP, source_span(reader, pl_str_slice(reader->body, i, i + 1)),
                "more than %d brackets in one word; bare addresses don't become links", (int)BRACKETS_MOST);
        return false;
    }
    return true;
}

static cmark_node *parse(struct reader *reader, int options, bool with_extensions)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(options);
    pl_arena_defer(reader->reading->scratch, free_parser, parser);
    if (with_extensions) {
        attach(parser, "table");
        attach(parser, "strikethrough");
        if (may_find_addresses(reader))
            attach(parser, "autolink");
        attach(parser, "tasklist");
    }
    feed(reader, parser);
    cmark_node *document = cmark_parser_finish(parser);
    pl_arena_defer(reader->reading->scratch, free_document, document);
    return document;
}

static void keep_rendering(struct reader *reader, cmark_node *document, int options)
{
    char *html = cmark_render_html(document, options | CMARK_OPT_UNSAFE, NULL);
    reader->article->rendered = pl_str_copy(reader->arena, pl_str_from(html));
    free(html);
}

/* --- The readers --------------------------------------------------------------------- */

static struct reader start(struct pl_reading *reading, pl_str text)
{
    struct reader reader = {.reading = reading, .arena = reading->arena, .body = text};
    reader.article = pl_reading_article(reading);
    reader.into = reader.article->body;
    if (!reader.body.data)
        reader.body = PL_LIT("");
    return reader;
}

static void build(struct reader *reader, cmark_node *document)
{
    find_line_starts(reader);
    make_notes(reader, document);
    walk(reader, document);
    keep_uncalled_notes(reader);
}

static bool read_library_alone(struct pl_reading *reading, bool with_extensions)
{
    struct reader reader = start(reading, reading->input->text);
    int options = CMARK_OPT_DEFAULT;
    cmark_node *document = parse(&reader, options, with_extensions);
    keep_rendering(&reader, document, options);
    build(&reader, document);
    return true;
}

bool pl_read_commonmark(struct pl_reading *reading)
{
    return read_library_alone(reading, false);
}

bool pl_read_gfm(struct pl_reading *reading)
{
    return read_library_alone(reading, true);
}

/* `smart: false` in the front matter: typewriter marks are meant as they are. */
static bool says_not_smart(const struct pl_metadata *metadata)
{
    for (size_t i = 0; i < metadata->extra.count; i++)
        if (pl_str_eq(metadata->extra.data[i].key, PL_LIT("smart")))
            return pl_str_eq(metadata->extra.data[i].text, PL_LIT("false"));
    return false;
}

static bool read_part(struct pl_reading *reading, pl_str text)
{
    struct reader reader = start(reading, text);
    reader.is_ours = true;
    if (!pl_front_matter_read(reader.article, &reader.body, reading->diags))
        return false;
    reader.lines = pl_markdown_find_lines(reading->scratch, reader.body);
    cmark_node *document = parse(&reader, CMARK_OPT_FOOTNOTES | CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE, true);
    build(&reader, document);
    pl_markdown_complete(reader.article, reading->diags);
    pl_article_find_language(reader.article); // quotes are its
    if (!says_not_smart(&reader.article->metadata))
        pl_article_smarten(reader.article);
    return true;
}

bool pl_read_markdown(struct pl_reading *reading)
{
    return read_part(reading, reading->input->text);
}

bool pl_read_markdowns(struct pl_reading *reading)
{
    pl_str rest = reading->input->text, part;
    while (pl_front_matter_next_part(&rest, &part))
        if (!read_part(reading, part))
            return false;
    return true;
}
