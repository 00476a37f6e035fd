// SPDX-License-Identifier: MIT
/* base/value_json.c: JSON texts as values.
 *
 * A reader of our own, because every value needs its place and because web pages' JSON
 * is mended on the way: raw control characters in strings, trailing commas, comments
 * and comment wrappers (<!-- -->, CDATA), unknown escapes, a semicolon at the end.
 * Source: RFC 8259. Nothing recurses. */
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
    struct pl_build *levels[64];
    unsigned depth;
};

static bool refuse(struct reader *reader, size_t first, const char *what)
{
    size_t end = first < reader->text.size ? first + 1 : first;
    while (end < reader->text.size && ((unsigned char)reader->text.data[end] & 0xC0) == 0x80)
        end++;
    pl_error(reader->diags, PL_E_VALUE,
             pl_value_span(reader->input, reader->text.data + first, reader->text.data + end), "%s",
             what);
    return false;
}

static struct pl_span span_since(const struct reader *reader, size_t first)
{
    return pl_value_span(reader->input, reader->text.data + first, reader->text.data + reader->at);
}

static bool take(struct reader *reader, pl_str what)
{
    pl_str rest = pl_str_slice(reader->text, reader->at, reader->text.size);
    if (!pl_str_starts(rest, what))
        return false;
    reader->at += what.size;
    return true;
}

static char peek(const struct reader *reader)
{
    return reader->at < reader->text.size ? reader->text.data[reader->at] : '\0';
}

/* To the end of a comment's end mark, or of the text. */
static void skip_past(struct reader *reader, pl_str mark)
{
    size_t end = pl_str_find(reader->text, mark, reader->at);
    reader->at = end == SIZE_MAX ? reader->text.size : end + mark.size;
}

/* White space, comments, and the wrappers that hide a script from old browsers. */
static void skip_blank(struct reader *reader)
{
    for (;;) {
        while (reader->at < reader->text.size && pl_ascii_is_space(peek(reader)))
            reader->at++;
        if (take(reader, PL_LIT("//"))) {
            while (peek(reader) == ' ')
                reader->at++;
            if (!take(reader, PL_LIT("<![CDATA[")) && !take(reader, PL_LIT("]]>")) &&
                !take(reader, PL_LIT("<!--")) && !take(reader, PL_LIT("-->")))
                skip_past(reader, PL_LIT("\n"));
        } else if (take(reader, PL_LIT("/*"))) {
            skip_past(reader, PL_LIT("*/"));
        } else if (!take(reader, PL_LIT("<![CDATA[")) && !take(reader, PL_LIT("]]>")) &&
                   !take(reader, PL_LIT("<!--")) && !take(reader, PL_LIT("-->")) &&
                   !take(reader, PL_LIT("\xEF\xBB\xBF")) && !take(reader, PL_LIT("\xC2\xA0"))) {
            return;
        }
    }
}

// --- Scalars ----------------------------------------------------------------------------------

/* Four hexadecimal digits at `at`; -1 where there are none. */
static int32_t hex4(pl_str text, size_t at)
{
    int32_t value = 0;
    if (text.size < 4 || at > text.size - 4)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = pl_ascii_lower(text.data[i]);
        int digit = pl_ascii_is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

/* "\uXXXX" whose digits begin at *at, with its other half where it is a surrogate. A surrogate by
 * itself is U+FFFD. */
static bool unicode_escape(pl_str raw, size_t *at, uint32_t *c)
{
    int32_t high = hex4(raw, *at);
    if (high < 0)
        return false;
    *at += 4;
    *c = (uint32_t)high;
    if (high < 0xD800 || high > 0xDFFF)
        return true;
    int32_t low = raw.size - *at >= 6 && raw.data[*at] == '\\' && raw.data[*at + 1] == 'u'
                      ? hex4(raw, *at + 2)
                      : -1;
    bool is_pair = high < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF;
    *c = is_pair ? 0x10000 + (((uint32_t)high - 0xD800) << 10) + ((uint32_t)low - 0xDC00)
                 : PL_REPLACEMENT;
    *at += is_pair ? 6 : 0;
    return true;
}

static pl_str unescape(struct reader *reader, pl_str raw, struct pl_span span)
{
    struct pl_strbuf out = PL_STRBUF(reader->arena);
    for (size_t i = 0; i < raw.size;) {
        size_t end = pl_str_find_byte(raw, '\\', i);
        end = end == SIZE_MAX ? raw.size : end;
        pl_strbuf_add(&out, pl_str_slice(raw, i, end));
        if (end + 1 >= raw.size)
            break;
        char c = raw.data[end + 1];
        i = end + 2;
        uint32_t code_point;
        if (c == 'u' && unicode_escape(raw, &i, &code_point))
            pl_strbuf_add_char(&out, code_point);
        else if (c == 'n' || c == 't' || c == 'r' || c == 'b' || c == 'f')
            pl_strbuf_add_byte(&out, c == 'n'   ? '\n'
                                     : c == 't' ? '\t'
                                     : c == 'r' ? '\r'
                                     : c == 'b' ? '\b'
                                                : '\f');
        else
            i = end + 1, pl_strbuf_add_char(&out, pl_utf8_next(raw, &i));
    }
    return pl_value_clean(reader->arena, pl_strbuf_str(&out), span, reader->diags);
}

/* A string, its opening quote being next. The span is that of its inside. */
static bool read_string(struct reader *reader, pl_str *text, struct pl_span *span)
{
    size_t first = ++reader->at;
    bool has_escapes = false;
    for (; reader->at < reader->text.size && peek(reader) != '"'; reader->at++) {
        if (peek(reader) == '\\') {
            has_escapes = true;
            reader->at++;
        }
    }
    if (reader->at >= reader->text.size)
        return refuse(reader, first - 1, "a string without its closing quote");
    *text = pl_str_slice(reader->text, first, reader->at);
    *span = span_since(reader, first);
    reader->at++;
    if (has_escapes)
        *text = unescape(reader, *text, *span);
    return true;
}

static bool is_word_byte(char c)
{
    return pl_ascii_is_alnum(c) || c == '+' || c == '-' || c == '.' || c == '_';
}

static bool is_numeral(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!pl_ascii_is_digit(text.data[i]) && !strchr("+-.eE", text.data[i]))
            return false;
    return text.size > 1 && pl_ascii_is_digit(text.data[text.size - 1]);
}

/* A number, true, false or null. */
static bool read_word(struct reader *reader, struct pl_value *value)
{
    size_t first = reader->at;
    while (reader->at < reader->text.size && is_word_byte(peek(reader)))
        reader->at++;
    value->text = pl_str_slice(reader->text, first, reader->at);
    value->span = span_since(reader, first);
    if (pl_str_eq(value->text, PL_LIT("null"))) {
        value->type = PL_VALUE_NULL;
    } else if (pl_str_eq(value->text, PL_LIT("true")) || pl_str_eq(value->text, PL_LIT("false"))) {
        value->type = PL_VALUE_BOOL;
        value->boolean = value->text.size == 4;
    } else if (pl_str_to_double(value->text, &value->number)) {
        value->type = PL_VALUE_NUMBER;
    } else if (is_numeral(value->text)) {
        value->type = PL_VALUE_STRING; // larger than a double
    } else {
        return refuse(reader, first, "neither a string, a number, true, false nor null");
    }
    return true;
}

// --- Structure --------------------------------------------------------------------------------

/* The key of the next entry, with its colon. */
static bool read_key(struct reader *reader, pl_str *key, struct pl_span *span)
{
    if (peek(reader) != '"')
        return refuse(reader, reader->at, "a key is missing");
    if (!read_string(reader, key, span))
        return false;
    skip_blank(reader);
    if (!take(reader, PL_LIT(":")))
        return refuse(reader, reader->at, "a colon is missing behind a key");
    skip_blank(reader);
    return true;
}

/* The entry for the next value of `build`: the last one with a key wins. */
static struct pl_build_entry *place_in(struct reader *reader, struct pl_build *build, pl_str key,
                                       struct pl_span key_span)
{
    struct pl_build_entry *entry = build->type == PL_VALUE_MAP ? pl_build_lookup(build, key) : NULL;
    if (!entry)
        return pl_build_add(reader->arena, build, key, key_span);
    *entry = (struct pl_build_entry){.key = key, .key_span = key_span};
    return entry;
}

/* One value; a list or map is opened only. `entry` NULL: the root. */
static bool read_value(struct reader *reader, struct pl_build_entry *entry)
{
    size_t first = reader->at;
    char c = peek(reader);
    if (reader->at >= reader->text.size)
        return refuse(reader, first, "a value is missing");
    if (c == '"') {
        entry->value.type = PL_VALUE_STRING;
        return read_string(reader, &entry->value.text, &entry->value.span);
    }
    if (c != '{' && c != '[')
        return read_word(reader, &entry->value);
    if (reader->depth >= PL_LIMIT_VALUE_DEPTH)
        return refuse(reader, first, "lists and maps nested too deep");
    reader->at++;
    entry->inner = pl_build_new(reader->arena, c == '{' ? PL_VALUE_MAP : PL_VALUE_LIST,
                                span_since(reader, first));
    reader->levels[reader->depth++] = entry->inner;
    return true;
}

/* What comes next inside the innermost list or map: its end or one more entry. */
static bool read_entry(struct reader *reader)
{
    struct pl_build *build = reader->levels[reader->depth - 1];
    bool is_map = build->type == PL_VALUE_MAP;
    skip_blank(reader);
    if (take(reader, is_map ? PL_LIT("}") : PL_LIT("]"))) {
        build->span.end = span_since(reader, reader->at).end;
        reader->depth--;
        return true;
    }
    if (build->count > 0 && !take(reader, PL_LIT(",")))
        return refuse(reader, reader->at,
                      is_map ? "a comma or '}' is missing" : "a comma or ']' is missing");
    skip_blank(reader);
    if (peek(reader) == (is_map ? '}' : ']') && build->count > 0)
        return true; // a trailing comma
    pl_str key = {0};
    struct pl_span key_span = PL_NO_SPAN;
    if (is_map && !read_key(reader, &key, &key_span))
        return false;
    return read_value(reader, place_in(reader, build, key, key_span));
}

struct pl_value *pl_value_read_json(struct pl_arena *arena, const struct pl_input *input,
                                    pl_str text, struct pl_diags *diags)
{
    struct reader *reader = PL_NEW(arena, struct reader);
    *reader = (struct reader){.arena = arena, .input = input, .text = text, .diags = diags};
    struct pl_build_entry root = {0};
    if (!text.data) {
        pl_error(diags, PL_E_VALUE, pl_span_of(input, 0, 0), "a value is missing");
        return NULL;
    }
    skip_blank(reader);
    if (!read_value(reader, &root))
        return NULL;
    while (reader->depth > 0)
        if (!read_entry(reader))
            return NULL;
    skip_blank(reader);
    if (take(reader, PL_LIT(";")))
        skip_blank(reader);
    if (reader->at < text.size) {
        refuse(reader, reader->at, "something stands behind the JSON value");
        return NULL;
    }
    if (root.inner)
        return pl_build_finish(arena, root.inner);
    struct pl_value *value = PL_NEW(arena, struct pl_value);
    *value = root.value;
    return value;
}
