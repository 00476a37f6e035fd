// SPDX-License-Identifier: MIT
/* base/json.c: write JSON (RFC 8259). */
#include "base/json.h"

#include <assert.h>
#include <inttypes.h>

/* Bits of a level's state. */
#define LEVEL_OBJECT 1 // else a list
#define LEVEL_FILLED 2 // an item was written
#define LEVEL_KEYED  4 // a key was written and its value is due

static void new_line(struct pl_json *json, uint32_t depth)
{
    if (!json->indent)
        return;
    pl_strbuf_add_byte(json->out, '\n');
    pl_strbuf_add_repeated(json->out, ' ', (size_t)json->indent * depth);
}

/* The comma and the indentation that an item begins with. */
static void begin_item(struct pl_json *json)
{
    if (json->depth == 0)
        return;
    uint8_t *level = &json->state[json->depth - 1];
    if (*level & LEVEL_KEYED) {
        *level &= (uint8_t)~LEVEL_KEYED;
        return;
    }
    if (*level & LEVEL_FILLED)
        pl_strbuf_add_byte(json->out, ',');
    *level |= LEVEL_FILLED;
    new_line(json, json->depth);
}

static void begin_value(struct pl_json *json)
{
    assert(json->depth == 0 || !(json->state[json->depth - 1] & LEVEL_OBJECT) ||
           (json->state[json->depth - 1] & LEVEL_KEYED));
    begin_item(json);
}

static void begin_level(struct pl_json *json, char bracket, uint8_t state)
{
    begin_value(json);
    assert(json->depth < sizeof json->state);
    json->state[json->depth++] = state;
    pl_strbuf_add_byte(json->out, bracket);
}

void pl_json_begin_object(struct pl_json *json)
{
    begin_level(json, '{', LEVEL_OBJECT);
}

void pl_json_begin_list(struct pl_json *json)
{
    begin_level(json, '[', 0);
}

void pl_json_end(struct pl_json *json)
{
    assert(json->depth > 0);
    uint8_t level = json->state[--json->depth];
    assert(!(level & LEVEL_KEYED));
    if (level & LEVEL_FILLED)
        new_line(json, json->depth);
    pl_strbuf_add_byte(json->out, level & LEVEL_OBJECT ? '}' : ']');
    if (json->depth == 0 && json->indent)
        pl_strbuf_add_byte(json->out, '\n');
}

/* RFC 8259 §7. "</" is written as is: what goes into a web page escapes for itself. U+2028 and
 * U+2029 are escaped, because JavaScript once took them for line ends. */
static void add_quoted(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '"');
    size_t start = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool is_separator = c == 0xE2 && text.size - i > 2 &&
                            (unsigned char)text.data[i + 1] == 0x80 &&
                            ((unsigned char)text.data[i + 2] & 0xFE) == 0xA8;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F && !is_separator)
            continue;
        pl_strbuf_add(out, pl_str_slice(text, start, i));
        if (is_separator) {
            pl_strbuf_addf(out, "\\u20%02x", (unsigned char)text.data[i + 2] - 0x80);
            i += 2;
        } else if (c == '"' || c == '\\') {
            pl_strbuf_add_byte(out, '\\');
            pl_strbuf_add_byte(out, (char)c);
        } else if (c == '\n') {
            pl_strbuf_add(out, PL_LIT("\\n"));
        } else if (c == '\t') {
            pl_strbuf_add(out, PL_LIT("\\t"));
        } else if (c == '\r') {
            pl_strbuf_add(out, PL_LIT("\\r"));
        } else {
            pl_strbuf_addf(out, "\\u%04x", c);
        }
        start = i + 1;
    }
    pl_strbuf_add(out, pl_str_slice(text, start, text.size));
    pl_strbuf_add_byte(out, '"');
}

void pl_json_key(struct pl_json *json, pl_str key)
{
    assert(json->depth > 0);
    uint8_t *level = &json->state[json->depth - 1];
    assert((*level & LEVEL_OBJECT) && !(*level & LEVEL_KEYED));
    begin_item(json);
    *level |= LEVEL_KEYED;
    add_quoted(json->out, key);
    pl_strbuf_add(json->out, json->indent ? PL_LIT(": ") : PL_LIT(":"));
}

void pl_json_string(struct pl_json *json, pl_str text)
{
    begin_value(json);
    add_quoted(json->out, text);
}

void pl_json_int(struct pl_json *json, int64_t number)
{
    begin_value(json);
    pl_strbuf_addf(json->out, "%" PRId64, number);
}

void pl_json_number(struct pl_json *json, double number, int decimals)
{
    begin_value(json);
    pl_strbuf_add_number(json->out, number, decimals);
}

void pl_json_bool(struct pl_json *json, bool truth)
{
    begin_value(json);
    pl_strbuf_add(json->out, truth ? PL_LIT("true") : PL_LIT("false"));
}

void pl_json_null(struct pl_json *json)
{
    begin_value(json);
    pl_strbuf_add(json->out, PL_LIT("null"));
}

void pl_json_field(struct pl_json *json, pl_str key, pl_str text)
{
    if (pl_str_empty(text))
        return;
    pl_json_key(json, key);
    pl_json_string(json, text);
}
