// SPDX-License-Identifier: MIT
/* ingest/markdown_lines.c: fenced divs, definitions and hostile tables, found before the library sees the lines. */
#include "ingest/markdown.h"

struct finder {
    struct pl_arena *scratch;
    pl_str body;
    struct pl_markdown_lines lines;
    uint32_t number;
    char fence;         // of the code that is open; 0: none
    size_t fence_size;
    bool was_blank, was_term, in_definition, before_blank_was_term;
    size_t columns, rows, table_first, table_end; // of the table that is open: its row of delimiters
    uint32_t table_line;
};

/* The line behind quote marks and up to three spaces. */
static pl_str content_of(pl_str line)
{
    size_t i = 0, spaces = 0;
    for (; i < line.size && (line.data[i] == ' ' || line.data[i] == '>'); i++) {
        spaces = line.data[i] == ' ' ? spaces + 1 : 0;
        if (spaces > 3)
            return (pl_str){line.data + i, 0};
    }
    return pl_str_slice(line, i, line.size);
}

static size_t run_of(pl_str text, char c)
{
    size_t size = 0;
    while (size < text.size && text.data[size] == c)
        size++;
    return size;
}

static bool follow_code_fence(struct finder *finder, pl_str content)
{
    char c = content.size ? content.data[0] : 0;
    size_t size = c == '`' || c == '~' ? run_of(content, c) : 0;
    if (finder->fence) {
        if (c == finder->fence && size >= finder->fence_size && pl_str_empty(pl_str_trim(pl_str_slice(content, size, content.size))))
            finder->fence = 0;
        return true;
    }
    if (size < 3 || (c == '`' && pl_str_find_byte(content, '`', size) != SIZE_MAX))
        return false;
    finder->fence = c;
    finder->fence_size = size;
    return true;
}

static void mark(struct finder *finder, enum pl_markdown_mark what, pl_str content, size_t size, pl_str attributes)
{
    size_t first = (size_t)(content.data - finder->body.data);
    *PL_PUSH(finder->scratch, &finder->lines) = (struct pl_markdown_line){
        .line = finder->number, .first = (uint32_t)first, .end = (uint32_t)(first + size), .mark = what,
        .attributes = attributes};
}

/* "::: name", "::: {…}", ":::name:::" or ":::" alone. */
static bool find_div(struct finder *finder, pl_str content)
{
    size_t colons = run_of(content, ':');
    if (colons < 3)
        return false;
    pl_str rest = pl_str_trim(pl_str_slice(content, colons, content.size));
    while (rest.size && rest.data[rest.size - 1] == ':')
        rest.size--;
    rest = pl_str_trim(rest);
    if (pl_str_empty(rest)) {
        mark(finder, PL_MARK_DIV_CLOSE, content, content.size, rest);
        return true;
    }
    bool is_list = rest.data[0] == '{';
    if (is_list ? pl_markdown_attributes_size(rest) != rest.size : pl_str_find_byte(rest, ' ', 0) != SIZE_MAX)
        return false;
    mark(finder, PL_MARK_DIV_OPEN, content, content.size, rest);
    return true;
}

/* "[^label]: text": the library forgets notes that nobody calls. */
static bool find_note(struct finder *finder, pl_str content)
{
    size_t colon = pl_str_find(content, PL_LIT("]:"), 2);
    if (!pl_str_starts(content, PL_LIT("[^")) || colon == SIZE_MAX ||
        pl_str_find_byte(pl_str_slice(content, 0, colon), ' ', 0) != SIZE_MAX)
        return false;
    pl_str rest = {content.data + colon + 2,
                   (size_t)(finder->body.data + finder->body.size - content.data) - colon - 2}, line, text = rest;
    text.size = 0;
    while (pl_str_next_line(&rest, &line) && !pl_str_empty(pl_str_trim(line)) &&
           (!text.size || !pl_str_starts(line, PL_LIT("[^"))))
        text.size = (size_t)(line.data + line.size - text.data);
    mark(finder, PL_MARK_NOTE, content, 0, pl_str_trim(text));
    return true;
}

/* A line that can be a term: text that opens no other block. */
static bool may_be_term(pl_str content)
{
    if (!content.size || strchr("#>|-*+=`~:<", content.data[0]))
        return false;
    size_t digits = 0;
    while (digits < content.size && pl_ascii_is_digit(content.data[digits]))
        digits++;
    return !(digits && digits < content.size && strchr(".)", content.data[digits]));
}

/* ": definition" right under a term, a blank line may stand between; or under another definition. */
static bool find_definition(struct finder *finder, pl_str content)
{
    bool fits = content.size > 2 && content.data[0] == ':' && (content.data[1] == ' ' || content.data[1] == '\t') &&
                !pl_str_empty(pl_str_trim(pl_str_slice(content, 1, content.size)));
    if (!fits || !(finder->in_definition || finder->was_term || (finder->was_blank && finder->before_blank_was_term)))
        return false;
    mark(finder, PL_MARK_DEFINITION, content, 1, (pl_str){0});
    return true;
}

static void follow_paragraphs(struct finder *finder, pl_str line, pl_str content, bool is_definition)
{
    bool is_blank = pl_str_empty(pl_str_trim(line));
    bool is_indented = line.size && (line.data[0] == ' ' || line.data[0] == '\t');
    if (is_blank) {
        finder->before_blank_was_term = finder->was_term;
        finder->was_term = false;
    } else {
        finder->was_term = !is_definition && (finder->was_blank || !finder->number) && may_be_term(content);
        finder->in_definition = is_definition || (finder->in_definition && (is_indented || !finder->was_blank));
    }
    finder->was_blank = is_blank;
}

/* --- Tables -------------------------------------------------------------------------- */

/* A row of delimiters, also one in a list or quote; gives its columns. */
static size_t delimiter_columns(pl_str line)
{
    size_t columns = 1;
    for (size_t i = 0; i < line.size; i++) {
        if (!strchr("|:- \t>*+", line.data[i]))
            return 0;
        columns += line.data[i] == '|' && i && i + 1 < line.size;
    }
    return pl_str_find_byte(line, '-', 0) == SIZE_MAX ? 0 : columns;
}

/* The library fills ragged rows up to the head's width: few bytes make millions of cells. A table may have a few times
 * as many cells as it has bytes; past that its row of delimiters is told to be none. */
static void end_table(struct finder *finder, size_t end)
{
    if (finder->columns && finder->columns * finder->rows > 4 * (end - finder->table_first) + 4096) {
        size_t i = finder->lines.count;
        PL_PUSH(finder->scratch, &finder->lines);
        for (; i && finder->lines.data[i - 1].line > finder->table_line; i--)
            finder->lines.data[i] = finder->lines.data[i - 1];
        finder->lines.data[i] = (struct pl_markdown_line){
            .line = finder->table_line, .first = (uint32_t)finder->table_first,
            .end = (uint32_t)finder->table_end, .mark = PL_MARK_TABLE};
    }
    finder->columns = 0;
}

static void follow_table(struct finder *finder, pl_str line)
{
    size_t at = (size_t)(line.data - finder->body.data), columns = delimiter_columns(line);
    if (pl_str_empty(pl_str_trim(line))) {
        end_table(finder, at);
    } else if (!finder->columns && columns > 1) {
        finder->columns = columns;
        finder->rows = 0;
        finder->table_line = finder->number;
        finder->table_first = at;
        finder->table_end = at + line.size;
    } else if (finder->columns) {
        finder->rows++;
    }
}

struct pl_markdown_lines pl_markdown_find_lines(struct pl_arena *scratch, pl_str body)
{
    struct finder finder = {.scratch = scratch, .body = body, .was_blank = true};
    pl_str rest = body, line;
    for (; pl_str_next_line(&rest, &line); finder.number++) {
        pl_str content = content_of(line);
        bool is_definition = false;
        if (!follow_code_fence(&finder, content) && !find_div(&finder, content) && !find_note(&finder, content))
            is_definition = find_definition(&finder, content);
        follow_paragraphs(&finder, line, content, is_definition);
        follow_table(&finder, line);
    }
    end_table(&finder, body.size);
    return finder.lines;
}

const struct pl_markdown_line *pl_markdown_line_at(const struct pl_markdown_lines *lines, uint32_t line)
{
    size_t low = 0, high = lines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lines->data[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < lines->count && lines->data[low].line == line ? &lines->data[low] : NULL;
}
