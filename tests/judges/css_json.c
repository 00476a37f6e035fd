// SPDX-License-Identifier: MIT
/* judges/css_json.c: answers css-parsing-tests, one JSON value a line, with our tokenizer and parser.
 *
 * Reads {"form": F, "css": "…"} a line on standard input. Forms and answers are those of
 * css-parsing-tests (Simon Sapin); it has opinions of its own only where the data is older than
 * the standard and says so: level 3 colours. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "style/color.h"
#include "style/decode.h"
#include "style/parse.h"

struct question {
    struct pl_arena *arena;
    struct pl_css_source source;
    struct pl_input input;
    struct pl_limits limits;
    json_t *json;
};

/* --- Answers ------------------------------------------------------------------------------ */

static json_t *text(pl_str s)
{
    return json_stringn(s.data ? s.data : "", s.size);
}

static json_t *pair(const char *name, pl_str value)
{
    return json_pack("[s, o]", name, text(value));
}

static json_t *error(const char *kind)
{
    return json_pack("[s, s]", "error", kind);
}

static void add_values(const struct question *q, json_t *list, struct pl_components values);

static json_t *numeric(const struct question *q, const struct pl_component *c, const char *name)
{
    pl_str written = pl_str_slice(q->source.text, c->first, c->number_end);
    json_t *value = c->is_integer ? json_integer((json_int_t)c->number) : json_real(c->number);
    json_t *list = json_pack("[s, o, o, s]", name, text(written), value,
                             c->is_integer ? "integer" : "number");
    if (c->type == PL_COMPONENT_DIMENSION)
        json_array_append_new(list, text(c->text));
    return list;
}

static json_t *block(const struct question *q, const struct pl_component *c, const char *brackets)
{
    json_t *list = json_pack("[s]", brackets);
    add_values(q, list, pl_component_items(c));
    return list;
}

static json_t *function(const struct question *q, const struct pl_component *c)
{
    json_t *list = pair("function", c->text);
    add_values(q, list, pl_component_items(c));
    return list;
}

static json_t *character(uint32_t code_point)
{
    char bytes[4];
    return json_stringn(bytes, pl_utf8_encode(code_point ? code_point : PL_REPLACEMENT, bytes));
}

static json_t *component(const struct question *q, const struct pl_component *c)
{
    switch ((enum pl_component_type)c->type) {
    case PL_COMPONENT_IDENT:
        return pair("ident", c->text);
    case PL_COMPONENT_AT_KEYWORD:
        return pair("at-keyword", c->text);
    case PL_COMPONENT_HASH:
        return json_pack("[s, o, s]", "hash", text(c->text), c->is_id ? "id" : "unrestricted");
    case PL_COMPONENT_STRING:
        return pair("string", c->text);
    case PL_COMPONENT_BAD_STRING:
        return error("bad-string");
    case PL_COMPONENT_URL:
        return pair("url", c->text);
    case PL_COMPONENT_BAD_URL:
        return error("bad-url");
    case PL_COMPONENT_DELIM:
        return character(c->delim);
    case PL_COMPONENT_NUMBER:
        return numeric(q, c, "number");
    case PL_COMPONENT_PERCENTAGE:
        return numeric(q, c, "percentage");
    case PL_COMPONENT_DIMENSION:
        return numeric(q, c, "dimension");
    case PL_COMPONENT_SPACE:
        return json_string(" ");
    case PL_COMPONENT_CDO:
        return json_string("<!--");
    case PL_COMPONENT_CDC:
        return json_string("-->");
    case PL_COMPONENT_COLON:
        return json_string(":");
    case PL_COMPONENT_SEMICOLON:
        return json_string(";");
    case PL_COMPONENT_COMMA:
        return json_string(",");
    case PL_COMPONENT_CLOSE:
        return json_pack("[s, o]", "error", character(c->delim));
    case PL_COMPONENT_FUNCTION:
        return function(q, c);
    case PL_COMPONENT_ROUND:
        return block(q, c, "()");
    case PL_COMPONENT_SQUARE:
        return block(q, c, "[]");
    case PL_COMPONENT_CURLY:
        return block(q, c, "{}");
    }
    return NULL;
}

static void add_values(const struct question *q, json_t *list, struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *c = &values.data[i];
        json_array_append_new(list, component(q, c));
        if (c->is_unclosed && c->type == PL_COMPONENT_STRING)
            json_array_append_new(list, error("eof-in-string"));
        if (c->is_unclosed && c->type == PL_COMPONENT_URL)
            json_array_append_new(list, error("eof-in-url"));
    }
}

static json_t *all_values(const struct question *q, struct pl_components values)
{
    json_t *list = json_array();
    add_values(q, list, values);
    return list;
}

static json_t *declaration(const struct question *q, const struct pl_declaration *d)
{
    return json_pack("[s, o, o, b]", "declaration", text(d->name), all_values(q, d->values),
                     d->is_important);
}

static json_t *item(const struct question *q, const struct pl_css_item *i)
{
    const struct pl_rule *rule = &i->rule;
    switch (i->type) {
    case PL_ITEM_DECLARATION:
        return declaration(q, &i->declaration);
    case PL_ITEM_INVALID:
        return error("invalid");
    case PL_ITEM_QUALIFIED_RULE:
        return json_pack("[s, o, o]", "qualified rule", all_values(q, rule->prelude),
                         all_values(q, rule->block));
    case PL_ITEM_AT_RULE:
        return json_pack("[s, o, o, o]", "at-rule", text(rule->keyword),
                         all_values(q, rule->prelude),
                         rule->has_block ? all_values(q, rule->block) : json_null());
    }
    return NULL;
}

/* --- Forms -------------------------------------------------------------------------------------- */

static struct pl_reader reader_of(struct question *q, enum pl_read_mode mode)
{
    struct pl_reader reader = pl_reader_begin(&q->source, pl_parse_components(&q->source), mode);
    reader.tells_errors = true;
    return reader;
}

static json_t *all_items(struct question *q, enum pl_read_mode mode)
{
    struct pl_reader reader = reader_of(q, mode);
    struct pl_css_item i;
    json_t *list = json_array();
    while (pl_reader_next(&reader, &i))
        json_array_append_new(list, item(q, &i));
    return list;
}

static json_t *one_rule(struct question *q)
{
    struct pl_reader reader = reader_of(q, PL_READ_RULES);
    struct pl_css_item i, next;
    if (!pl_reader_next(&reader, &i))
        return error("empty");
    if (i.type == PL_ITEM_INVALID)
        return error("invalid");
    return pl_reader_next(&reader, &next) ? error("extra-input") : item(q, &i);
}

static json_t *one_component(struct question *q)
{
    struct pl_components values = pl_components_trim(pl_parse_components(&q->source));
    if (values.count != 1)
        return error(values.count ? "extra-input" : "empty");
    return component(q, values.data);
}

static json_t *one_declaration(struct question *q)
{
    struct pl_components values = pl_components_trim(pl_parse_components(&q->source));
    struct pl_declaration d;
    if (values.count == 0)
        return error("empty");
    return pl_parse_declaration(&q->source, values, &d) ? declaration(q, &d) : error("invalid");
}

static json_t *anb(struct question *q)
{
    int32_t a, b;
    if (!pl_parse_anb(pl_parse_components(&q->source), &a, &b, NULL))
        return json_null();
    return json_pack("[i, i]", a, b);
}

/* The form of level 3: commas, as many arguments as the name says, no angles, no percentage as alpha. */
static bool is_level_3(const struct pl_component *c)
{
    if (c->type != PL_COMPONENT_FUNCTION)
        return true;
    bool has_alpha = c->text.size == 4;
    uint32_t commas = 0, numbers = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct pl_component *part = &c->items[i];
        commas += part->type == PL_COMPONENT_COMMA;
        numbers += part->type == PL_COMPONENT_NUMBER || part->type == PL_COMPONENT_PERCENTAGE;
        if (part->type == PL_COMPONENT_DIMENSION ||
            (commas == 3 && part->type == PL_COMPONENT_PERCENTAGE))
            return false;
    }
    return commas == (has_alpha ? 3u : 2u) && numbers == commas + 1;
}

static json_t *color(struct question *q)
{
    struct pl_components values = pl_components_trim(pl_parse_components(&q->source));
    struct pl_css_color c;
    if (values.count != 1 || !is_level_3(values.data) || !pl_color_parse(values, NULL, &c))
        return json_null();
    if (c.is_current)
        return json_string("currentColor");
    return json_pack("[f, f, f, f]", c.red, c.green, c.blue, c.alpha);
}

static pl_str member(const struct question *q, const char *name)
{
    const char *value = json_string_value(json_object_get(q->json, name));
    return pl_str_copy(q->arena, pl_str_from(value));
}

static pl_str from_hex(struct pl_arena *arena, pl_str hex)
{
    char *bytes = pl_arena_alloc_text(arena, hex.size / 2 + 1);
    for (size_t i = 0; i + 1 < hex.size; i += 2) {
        char digits[3] = {hex.data[i], hex.data[i + 1], 0};
        bytes[i / 2] = (char)strtol(digits, NULL, 16);
    }
    return (pl_str){bytes, hex.size / 2};
}

static json_t *sheet_of_bytes(struct question *q)
{
    pl_str encoding;
    q->input.text = pl_css_decode(q->arena, from_hex(q->arena, member(q, "css_bytes_hex")),
                                  member(q, "protocol_encoding"), member(q, "environment_encoding"),
                                  &encoding);
    q->source.text = q->input.text;
    json_t *rules = all_items(q, PL_READ_SHEET);
    return json_pack("[o, o]", rules, text(encoding));
}

static json_t *answer(struct question *q, pl_str form)
{
    if (pl_str_eq(form, PL_LIT("component_value_list")))
        return all_values(q, pl_parse_components(&q->source));
    if (pl_str_eq(form, PL_LIT("one_component_value")))
        return one_component(q);
    if (pl_str_eq(form, PL_LIT("declaration_list")))
        return all_items(q, PL_READ_DECLARATIONS);
    if (pl_str_eq(form, PL_LIT("one_declaration")))
        return one_declaration(q);
    if (pl_str_eq(form, PL_LIT("one_rule")))
        return one_rule(q);
    if (pl_str_eq(form, PL_LIT("rule_list")))
        return all_items(q, PL_READ_RULES);
    if (pl_str_eq(form, PL_LIT("stylesheet")))
        return all_items(q, PL_READ_SHEET);
    if (pl_str_eq(form, PL_LIT("An+B")))
        return anb(q);
    if (pl_str_eq(form, PL_LIT("stylesheet_bytes")))
        return sheet_of_bytes(q);
    if (pl_str_eq(form, PL_LIT("color3")))
        return color(q);
    return error("form");
}

/* One line in, one line out. */
static void serve(const char *line)
{
    struct question q = {.arena = pl_arena_new(0), .limits = pl_limits_default()};
    q.json = json_loads(line, JSON_ALLOW_NUL, NULL);
    json_t *css = json_object_get(q.json, "css");
    q.input.text = pl_str_copy(q.arena, (pl_str){json_string_value(css), json_string_length(css)});
    q.source = (struct pl_css_source){
        .arena = q.arena, .input = &q.input, .text = q.input.text, .limits = &q.limits};
    json_t *result = answer(&q, member(&q, "form"));
    char *out = json_dumps(result, JSON_ENCODE_ANY | JSON_COMPACT);
    puts(out ? out : "null");
    fflush(stdout);
    free(out);
    json_decref(result);
    json_decref(q.json);
    pl_arena_free(q.arena);
}

int main(void)
{
    char *line = NULL;
    size_t room = 0;
    while (getline(&line, &room, stdin) > 0)
        serve(line);
    free(line);
    return 0;
}
