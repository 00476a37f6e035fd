// SPDX-License-Identifier: MIT
/* base/value_toml.c: TOML texts as values, in the subset that front matter uses.
 *
 * Source: TOML 1.0.0. All of it is read except for what a value can't hold: dates are strings as
 * written, infinities and not-a-number strings too, integers are doubles. Recursion (lists and
 * inline tables) is bounded by PL_LIMIT_VALUE_DEPTH. */
#include "base/limits.h"
#include "base/strbuf.h"
#include "base/utf8.h"
#include "base/value_build.h"

struct reader {
    struct pl_arena *arena;
    const struct pl_input *input;
    pl_str text;
    size_t at;
    struct pl_diags *diags;
    struct pl_build *root, *table; // table: what the last header named
    unsigned depth;                // of lists and inline tables
};

static bool read_value(struct reader *reader, struct pl_build_entry *entry);

static struct pl_span span_since(const struct reader *reader, size_t first)
{
    return pl_value_span(reader->input, reader->text.data + first, reader->text.data + reader->at);
}

static char peek_at(const struct reader *reader, size_t ahead)
{
    size_t at = reader->at + ahead;
    return at < reader->text.size ? reader->text.data[at] : '\0';
}

static char peek(const struct reader *reader)
{
    return peek_at(reader, 0);
}

static bool at_end(const struct reader *reader)
{
    return reader->at >= reader->text.size;
}

/* An error at what was read since `first`, or at the next character. */
static bool refuse(struct reader *reader, size_t first, const char *what)
{
    if (reader->at <= first) {
        reader->at = first < reader->text.size ? first + 1 : first;
        while ((peek(reader) & 0xC0) == 0x80)
            reader->at++;
    }
    pl_error(reader->diags, PL_E_VALUE, span_since(reader, first), "%s", what);
    return false;
}

static bool take(struct reader *reader, char c)
{
    if (at_end(reader) || peek(reader) != c)
        return false;
    reader->at++;
    return true;
}

static void skip_spaces(struct reader *reader)
{
    while (peek(reader) == ' ' || peek(reader) == '\t')
        reader->at++;
}

/* Spaces, line ends and comments. */
static void skip_lines(struct reader *reader)
{
    while (!at_end(reader)) {
        if (pl_ascii_is_space(peek(reader)))
            reader->at++;
        else if (peek(reader) == '#')
            while (!at_end(reader) && peek(reader) != '\n')
                reader->at++;
        else
            return;
    }
}

static bool take_line_end(struct reader *reader)
{
    skip_spaces(reader);
    if (peek(reader) == '#')
        while (!at_end(reader) && peek(reader) != '\n')
            reader->at++;
    if (at_end(reader) || take(reader, '\n'))
        return true;
    if (peek(reader) == '\r' && peek_at(reader, 1) == '\n') {
        reader->at += 2;
        return true;
    }
    return refuse(reader, reader->at, "something stands behind a value on its line");
}

// --- Strings ----------------------------------------------------------------------------------

/* The code point of `digits` hexadecimal digits. */
static bool take_hex(struct reader *reader, int digits, uint32_t *c)
{
    *c = 0;
    for (int i = 0; i < digits; i++) {
        char h = pl_ascii_lower(peek(reader));
        int digit = pl_ascii_is_digit(h) ? h - '0' : h >= 'a' && h <= 'f' ? h - 'a' + 10 : -1;
        if (digit < 0)
            return false;
        *c = *c * 16 + (uint32_t)digit;
        reader->at++;
    }
    return *c <= 0x10FFFF && (*c < 0xD800 || *c > 0xDFFF);
}

/* What a backslash stands for; it was read. In a text of several lines it may swallow them. */
static bool take_escape(struct reader *reader, struct pl_strbuf *out, bool is_long)
{
    static const char plain[] = "btnfr\"\\", meant[] = "\b\t\n\f\r\"\\";
    size_t first = reader->at - 1;
    uint32_t c;
    char kind = peek(reader);
    const char *found = kind ? strchr(plain, kind) : NULL;
    if (found) {
        reader->at++;
        pl_strbuf_add_byte(out, meant[found - plain]);
        return true;
    }
    if (kind == 'u' || kind == 'U') {
        reader->at++;
        if (!take_hex(reader, kind == 'u' ? 4 : 8, &c))
            return refuse(reader, first, "an escape that is no character");
        pl_strbuf_add_char(out, c);
        return true;
    }
    if (is_long && pl_ascii_is_space(kind)) {
        while (!at_end(reader) && pl_ascii_is_space(peek(reader)))
            reader->at++;
        return true;
    }
    return refuse(reader, first, "an unknown escape");
}

/* Are `count` quotes next? */
static bool quotes_ahead(const struct reader *reader, char quote, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (peek_at(reader, i) != quote)
            return false;
    return true;
}

/* Any of the four kinds of string; `may_be_long` is false for keys. */
static bool read_string(struct reader *reader, bool may_be_long, pl_str *text)
{
    size_t first = reader->at;
    char quote = peek(reader);
    bool is_long = may_be_long && quotes_ahead(reader, quote, 3);
    size_t marks = is_long ? 3 : 1;
    struct pl_strbuf out = PL_STRBUF(reader->arena);
    reader->at += marks;
    if (is_long && peek(reader) == '\r' && peek_at(reader, 1) == '\n')
        reader->at++;
    if (is_long)
        take(reader, '\n'); // right behind the opening: not part of the text
    for (;;) {
        if (at_end(reader) || (!is_long && (peek(reader) == '\n' || peek(reader) == '\r')))
            return refuse(reader, first, "a string without its closing quote");
        if (quotes_ahead(reader, quote, marks)) {
            // Up to two quotes may stand before the closing three.
            for (int more = 0; is_long && more < 2 && peek_at(reader, 3) == quote; more++)
                pl_strbuf_add_byte(&out, reader->text.data[reader->at++]);
            break;
        }
        char c = reader->text.data[reader->at++];
        if (c != '\\' || quote == '\'')
            pl_strbuf_add_byte(&out, c);
        else if (!take_escape(reader, &out, is_long))
            return false;
    }
    reader->at += marks;
    *text = pl_value_clean(reader->arena, pl_strbuf_str(&out), span_since(reader, first),
                           reader->diags);
    return true;
}

// --- Keys -------------------------------------------------------------------------------------

static bool is_bare(char c)
{
    return pl_ascii_is_alnum(c) || c == '_' || c == '-';
}

static bool read_simple_key(struct reader *reader, pl_str *key, struct pl_span *span)
{
    skip_spaces(reader);
    size_t first = reader->at;
    if (peek(reader) == '"' || peek(reader) == '\'') {
        if (!read_string(reader, false, key))
            return false;
    } else {
        while (is_bare(peek(reader)))
            reader->at++;
        if (reader->at == first)
            return refuse(reader, first, "a key is missing");
        *key = pl_str_slice(reader->text, first, reader->at);
    }
    *span = span_since(reader, first);
    skip_spaces(reader);
    return true;
}

static bool refuse_key(struct reader *reader, pl_str key, struct pl_span span, const char *why)
{
    pl_error(reader->diags, PL_E_VALUE, span, "key '%.*s' %s", PL_ARG(key), why);
    return false;
}

/* The table under `key` that a dotted key or a header passes through, made where it is absent. In a
 * list of tables it is the last one. */
static struct pl_build *step_into(struct reader *reader, struct pl_build *table, pl_str key,
                                  struct pl_span span)
{
    struct pl_build_entry *entry = pl_build_lookup(table, key);
    if (!entry) {
        entry = pl_build_add(reader->arena, table, key, span);
        entry->inner = pl_build_new(reader->arena, PL_VALUE_MAP, span);
    }
    struct pl_build *inner = entry->inner;
    if (inner && inner->type == PL_VALUE_LIST && !inner->is_closed)
        inner = PL_LAST(inner).inner;
    if (!inner || inner->type != PL_VALUE_MAP || inner->is_closed) {
        refuse_key(reader, key, span, "already has a value that isn't an open table");
        return NULL;
    }
    return inner;
}

/* A dotted key: *table becomes the table that its last part belongs to. */
static bool read_key(struct reader *reader, struct pl_build **table, pl_str *key,
                     struct pl_span *span)
{
    for (unsigned parts = 1;; parts++) {
        if (!read_simple_key(reader, key, span))
            return false;
        if (!take(reader, '.'))
            return true;
        if (parts + reader->depth >= PL_LIMIT_VALUE_DEPTH / 2)
            return refuse_key(reader, *key, *span, "has too many parts");
        *table = step_into(reader, *table, *key, *span);
        if (!*table)
            return false;
    }
}

// --- Numbers, dates, truths ---------------------------------------------------------------------

static bool is_word_byte(char c)
{
    return pl_ascii_is_alnum(c) || c == '+' || c == '-' || c == '.' || c == '_' || c == ':';
}

/* Digits with single underscores between them, without these. */
static bool without_underscores(pl_str text, char *out, size_t *size)
{
    *size = 0;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] != '_')
            out[(*size)++] = text.data[i];
        else if (i == 0 || i + 1 == text.size || !pl_ascii_is_alnum(text.data[i - 1]) ||
                 !pl_ascii_is_alnum(text.data[i + 1]))
            return false;
    }
    return true;
}

static bool based_number(pl_str text, double *number)
{
    const char *prefixes = "xob";
    const int bases[] = {16, 8, 2};
    const char *found = text.size > 2 && text.data[0] == '0' ? strchr(prefixes, text.data[1])
                                                             : NULL;
    if (!found || !*found)
        return false;
    *number = 0;
    for (size_t i = 2; i < text.size; i++) {
        char c = pl_ascii_lower(text.data[i]);
        int digit = pl_ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
        if (digit >= bases[found - prefixes])
            return false;
        *number = *number * bases[found - prefixes] + digit;
    }
    return true;
}

/* "1979-05-27", "07:32:00": digits, then a dash behind four or a colon behind two. */
static bool is_date(pl_str text)
{
    size_t digits = 0;
    while (digits < text.size && pl_ascii_is_digit(text.data[digits]))
        digits++;
    return digits < text.size &&
           ((digits == 4 && text.data[digits] == '-') || (digits == 2 && text.data[digits] == ':'));
}

static bool read_word(struct reader *reader, struct pl_value *value)
{
    char digits[64];
    size_t first = reader->at, size;
    while (is_word_byte(peek(reader)))
        reader->at++;
    pl_str word = pl_str_slice(reader->text, first, reader->at);
    value->type = PL_VALUE_STRING;
    if (is_date(word)) {
        // A space may stand where ISO 8601 has T.
        if (word.size == 10 && peek(reader) == ' ' && pl_ascii_is_digit(peek_at(reader, 1)))
            do
                reader->at++;
            while (is_word_byte(peek(reader)));
        word = pl_str_slice(reader->text, first, reader->at);
    } else if (pl_str_eq(word, PL_LIT("true")) || pl_str_eq(word, PL_LIT("false"))) {
        value->type = PL_VALUE_BOOL;
        value->boolean = word.size == 4;
    } else if (word.size < sizeof digits && without_underscores(word, digits, &size) &&
               (based_number((pl_str){digits, size}, &value->number) ||
                pl_str_to_double((pl_str){digits, size}, &value->number))) {
        value->type = PL_VALUE_NUMBER;
    } else {
        pl_str bare = pl_str_slice(word, word.size && strchr("+-", word.data[0]) ? 1 : 0,
                                   word.size);
        if (!pl_str_eq(bare, PL_LIT("inf")) && !pl_str_eq(bare, PL_LIT("nan")))
            return refuse(reader, first, "neither a string, a number, a date, true nor false");
    }
    value->text = word;
    value->span = span_since(reader, first);
    return true;
}

// --- Lists and inline tables --------------------------------------------------------------------

static bool read_list(struct reader *reader, struct pl_build *list)
{
    for (;;) {
        skip_lines(reader);
        if (take(reader, ']'))
            return true;
        if (list->count > 0) {
            if (!take(reader, ','))
                return refuse(reader, reader->at, "a comma or ']' is missing");
            skip_lines(reader);
            if (take(reader, ']'))
                return true;
        }
        if (!read_value(reader, pl_build_add(reader->arena, list, (pl_str){0}, PL_NO_SPAN)))
            return false;
    }
}

/* "key = value", the key relative to `table`. */
static bool read_pair(struct reader *reader, struct pl_build *table)
{
    pl_str key;
    struct pl_span span;
    if (!read_key(reader, &table, &key, &span))
        return false;
    if (!take(reader, '='))
        return refuse(reader, reader->at, "'=' is missing behind a key");
    skip_spaces(reader);
    if (pl_build_lookup(table, key))
        return refuse_key(reader, key, span, "is there twice");
    return read_value(reader, pl_build_add(reader->arena, table, key, span));
}

static bool read_inline_table(struct reader *reader, struct pl_build *table)
{
    skip_spaces(reader);
    if (take(reader, '}'))
        return true;
    for (;;) {
        if (!read_pair(reader, table))
            return false;
        skip_spaces(reader);
        if (take(reader, '}'))
            return true;
        if (!take(reader, ','))
            return refuse(reader, reader->at, "a comma or '}' is missing");
    }
}

/* Nothing from elsewhere may be added to an inline table or what dotted keys made in it. */
static void close_deeply(struct pl_build *build)
{
    build->is_closed = true;
    for (size_t i = 0; i < build->count; i++)
        if (build->data[i].inner && !build->data[i].inner->is_closed)
            close_deeply(build->data[i].inner);
}

static bool read_value(struct reader *reader, struct pl_build_entry *entry)
{
    size_t first = reader->at;
    char c = peek(reader);
    if (c == '"' || c == '\'') {
        entry->value.type = PL_VALUE_STRING;
        if (!read_string(reader, true, &entry->value.text))
            return false;
        entry->value.span = span_since(reader, first);
        return true;
    }
    if (c != '[' && c != '{')
        return read_word(reader, &entry->value);
    if (reader->depth >= PL_LIMIT_VALUE_DEPTH / 2)
        return refuse(reader, first, "lists and tables nested too deep");
    struct pl_build *inner = pl_build_new(reader->arena, c == '[' ? PL_VALUE_LIST : PL_VALUE_MAP,
                                          span_since(reader, first));
    entry->inner = inner; // the entry itself may move while the inner one grows
    reader->at++;
    reader->depth++;
    bool is_fine = c == '[' ? read_list(reader, inner) : read_inline_table(reader, inner);
    reader->depth--;
    if (is_fine) {
        inner->span = span_since(reader, first);
        close_deeply(inner);
    }
    return is_fine;
}

// --- Headers ----------------------------------------------------------------------------------

/* "[a.b]" or "[[a.b]]": names the table that the next pairs belong to. */
static bool read_header(struct reader *reader)
{
    pl_str key;
    struct pl_span span;
    struct pl_build *table = reader->root;
    reader->at++;
    bool is_list = take(reader, '[');
    if (!read_key(reader, &table, &key, &span))
        return false;
    if (!take(reader, ']') || (is_list && !take(reader, ']')))
        return refuse(reader, reader->at, "']' is missing behind a table's name");
    if (!is_list) {
        reader->table = step_into(reader, table, key, span);
        if (!reader->table)
            return false;
        struct pl_build_entry *entry = pl_build_lookup(table, key);
        if (reader->table->is_defined || entry->inner->type == PL_VALUE_LIST)
            return refuse_key(reader, key, span, "is there twice");
        reader->table->is_defined = true;
        return true;
    }
    struct pl_build_entry *entry = pl_build_lookup(table, key);
    if (!entry) {
        entry = pl_build_add(reader->arena, table, key, span);
        entry->inner = pl_build_new(reader->arena, PL_VALUE_LIST, span);
    }
    struct pl_build *list = entry->inner;
    if (!list || list->type != PL_VALUE_LIST || list->is_closed)
        return refuse_key(reader, key, span, "already has a value that isn't a list of tables");
    reader->table = pl_build_new(reader->arena, PL_VALUE_MAP, span);
    reader->table->is_defined = true;
    pl_build_add(reader->arena, list, (pl_str){0}, span)->inner = reader->table;
    return true;
}

struct pl_value *pl_value_read_toml(struct pl_arena *arena, const struct pl_input *input,
                                    pl_str text, struct pl_diags *diags)
{
    struct reader *reader = PL_NEW(arena, struct reader);
    *reader = (struct reader){.arena = arena, .input = input, .text = text, .diags = diags};
    const char *start = text.data;
    struct pl_span whole = pl_value_span(input, start, start ? start + text.size : NULL);
    reader->root = reader->table = pl_build_new(arena, PL_VALUE_MAP, whole);
    if (text.size > PL_LIMIT_YAML_BYTES) {
        pl_error(diags, PL_E_LIMIT, whole, "a TOML text of more than %zu bytes",
                 (size_t)PL_LIMIT_YAML_BYTES);
        return NULL;
    }
    for (skip_lines(reader); !at_end(reader); skip_lines(reader)) {
        bool is_fine = peek(reader) == '[' ? read_header(reader) : read_pair(reader, reader->table);
        if (!is_fine || !take_line_end(reader))
            return NULL;
    }
    return pl_build_finish(arena, reader->root);
}
