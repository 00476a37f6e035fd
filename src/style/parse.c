// SPDX-License-Identifier: MIT
/* style/parse.c: component values → declarations and rules (CSS Syntax 3 §5.4.1 to §5.4.7). */
#include "style/parse.h"

/* --- Walking along an array ------------------------------------------------------------- */

static bool at_end(const struct pl_components *values)
{
    return values->count == 0;
}

static const struct pl_component *take(struct pl_components *values)
{
    values->count--;
    return values->data++;
}

static void skip_space(struct pl_components *values)
{
    while (values->count && values->data->type == PL_COMPONENT_SPACE)
        take(values);
}

static struct pl_components between(struct pl_components from, struct pl_components to)
{
    return (struct pl_components){from.data, (uint32_t)(to.data - from.data)};
}

static struct pl_span span_of(const struct pl_css_source *source, struct pl_components values)
{
    values = pl_components_trim(values);
    if (values.count == 0)
        return source->place;
    return pl_css_span(source, values.data[0].first, values.data[values.count - 1].end);
}

static pl_str lower(struct pl_arena *arena, pl_str name)
{
    bool is_lower = true;
    for (size_t i = 0; i < name.size; i++)
        is_lower = is_lower && !pl_ascii_is_upper(name.data[i]);
    if (is_lower)
        return name;
    char *text = pl_arena_alloc_text(arena, name.size);
    for (size_t i = 0; i < name.size; i++)
        text[i] = pl_ascii_lower(name.data[i]);
    return (pl_str){text, name.size};
}

/* At most so many bytes of the offending text go into a message. */
#define SHOWN_BYTES 40

static pl_str shown(const struct pl_css_source *source, struct pl_components values)
{
    pl_str text = pl_css_text(source, pl_components_trim(values));
    size_t size = text.size < SHOWN_BYTES ? text.size : SHOWN_BYTES;
    while (size < text.size && size > 0 && ((unsigned char)text.data[size] & 0xC0) == 0x80)
        size--;
    return pl_str_slice(text, 0, size);
}

/* --- Declarations (§5.4.6) ----------------------------------------------------------------- */

static bool is_custom_name(pl_str name)
{
    return name.size > 2 && name.data[0] == '-' && name.data[1] == '-';
}

/* Takes "!important" off the end; true when it stood there. */
static bool take_important(struct pl_components *values)
{
    struct pl_components rest = pl_components_trim(*values);
    if (rest.count == 0 || !pl_component_is_ident(&rest.data[rest.count - 1], PL_LIT("important")))
        return false;
    rest.count--;
    rest = pl_components_trim(rest);
    if (rest.count == 0 || !pl_component_is_delim(&rest.data[rest.count - 1], '!'))
        return false;
    rest.count--;
    *values = pl_components_trim(rest);
    return true;
}

/* The value up to ";", which is taken too, or the end. False as soon as there is a block among
 * other things: it is a nested rule "a:hover { }" and no declaration. Stopping there keeps a
 * block of many such rules linear. */
static bool take_value(struct pl_components *rest, bool is_custom, struct pl_components *value)
{
    uint32_t blocks = 0, others = 0;
    *value = (struct pl_components){rest->data, 0};
    for (; !at_end(rest); value->count++) {
        const struct pl_component *next = take(rest);
        if (next->type == PL_COMPONENT_SEMICOLON)
            return true;
        blocks += next->type == PL_COMPONENT_CURLY;
        others += next->type != PL_COMPONENT_SPACE;
        if (blocks && others > 1 && !is_custom)
            return false;
    }
    return true;
}

/* The head "name :"; *rest stands behind the colon. False with *rest anywhere when it isn't one. */
static bool take_name(struct pl_components *rest, const struct pl_component **name)
{
    skip_space(rest);
    if (at_end(rest) || rest->data->type != PL_COMPONENT_IDENT)
        return false;
    *name = take(rest);
    skip_space(rest);
    if (at_end(rest) || rest->data->type != PL_COMPONENT_COLON)
        return false;
    take(rest);
    return true;
}

static void fill_declaration(const struct pl_css_source *source, const struct pl_component *name,
                             struct pl_components value, struct pl_declaration *declaration)
{
    struct pl_components values = pl_components_trim(value);
    uint32_t end = values.count ? values.data[values.count - 1].end : name->end;
    *declaration = (struct pl_declaration){
        .is_custom = is_custom_name(name->text),
        .name_span = pl_css_span(source, name->first, name->end),
        .span = pl_css_span(source, name->first, end),
    };
    declaration->name = declaration->is_custom ? name->text : lower(source->arena, name->text);
    declaration->is_important = take_important(&values);
    declaration->values = values;
    declaration->text = pl_css_text(source, values);
    declaration->value_span = values.count ? span_of(source, values) : declaration->name_span;
}

bool pl_parse_declaration(const struct pl_css_source *source, struct pl_components values,
                          struct pl_declaration *declaration)
{
    const struct pl_component *name;
    if (!take_name(&values, &name))
        return false;
    fill_declaration(source, name, values, declaration);
    return true;
}

/* A declaration up to the next ";" or the end of the block; false with the reader where it was. */
static bool read_declaration(struct pl_reader *reader, struct pl_css_item *item)
{
    struct pl_components rest = reader->rest, value;
    const struct pl_component *name;
    if (!take_name(&rest, &name) || !take_value(&rest, is_custom_name(name->text), &value))
        return false;
    fill_declaration(reader->source, name, value, &item->declaration);
    item->type = PL_ITEM_DECLARATION;
    reader->rest = rest;
    return true;
}

/* --- Rules (§5.4.3, §5.4.4) ---------------------------------------------------------------- */

/* True at "--name :": a custom property in a place for rules, whose block must not become a rule.
 */
static bool begins_custom_property(struct pl_components values)
{
    const struct pl_component *name;
    return take_name(&values, &name) && is_custom_name(name->text);
}

static void fill_rule(struct pl_reader *reader, struct pl_rule *rule, uint32_t first,
                      struct pl_components prelude, const struct pl_component *block, uint32_t end)
{
    rule->prelude = prelude;
    rule->prelude_span = span_of(reader->source, prelude);
    rule->has_block = block != NULL;
    rule->block = block ? pl_component_items(block) : (struct pl_components){0};
    rule->span = pl_css_span(reader->source, first, end);
}

static void read_at_rule(struct pl_reader *reader, struct pl_css_item *item)
{
    item->type = PL_ITEM_AT_RULE;
    const struct pl_component *keyword = take(&reader->rest), *block = NULL;
    item->rule.keyword = keyword->text;
    item->rule.name = lower(reader->source->arena, keyword->text);
    struct pl_components start = reader->rest, prelude = {start.data, 0};
    uint32_t end = keyword->end;
    while (!at_end(&reader->rest)) {
        const struct pl_component *next = take(&reader->rest);
        end = next->end;
        if (next->type == PL_COMPONENT_CURLY)
            block = next;
        if (block || next->type == PL_COMPONENT_SEMICOLON)
            break;
        prelude.count++;
    }
    fill_rule(reader, &item->rule, keyword->first, prelude, block, end);
}

static bool is_nested(const struct pl_reader *reader)
{
    return reader->mode == PL_READ_BLOCK || reader->mode == PL_READ_DECLARATIONS;
}

/* False: there was no block before the end or, inside a block, before ";". The reader stands
 * there. */
static bool read_qualified_rule(struct pl_reader *reader, struct pl_css_item *item)
{
    struct pl_components start = reader->rest;
    bool is_property = begins_custom_property(start);
    while (!at_end(&reader->rest)) {
        if (reader->rest.data->type == PL_COMPONENT_SEMICOLON && is_nested(reader))
            return false;
        const struct pl_component *next = take(&reader->rest);
        if (next->type != PL_COMPONENT_CURLY)
            continue;
        if (is_property)
            return false;
        item->type = PL_ITEM_QUALIFIED_RULE;
        item->rule.name = item->rule.keyword = (pl_str){0};
        struct pl_components prelude = between(start, reader->rest);
        prelude.count--;
        fill_rule(reader, &item->rule, start.data->first, prelude, next, next->end);
        return true;
    }
    return false;
}

/* --- Telling what is wrong ------------------------------------------------------------------- */

static void tell_invalid(const struct pl_reader *reader, struct pl_components part)
{
    const struct pl_css_source *source = reader->source;
    part = pl_components_trim(part);
    if (!source->diags || part.count == 0)
        return;
    struct pl_span span = span_of(source, part);
    pl_str text = shown(source, part);
    if (!is_nested(reader)) {
        struct pl_diag *diag = pl_warn(source->diags, PL_W_CSS_SYNTAX, span,
                                       "'%.*s' is no rule: it has no block", PL_ARG(text));
        pl_hint(source->diags, diag, "a rule is 'selector { property: value }'");
    } else if (part.data[0].type == PL_COMPONENT_IDENT) {
        struct pl_diag *diag = pl_warn(source->diags, PL_W_CSS_SYNTAX, span,
                                       "'%.*s' is no declaration", PL_ARG(text));
        pl_hint(source->diags, diag,
                "a declaration is 'property: value;'; is a ':' or a ';' missing?");
    } else {
        pl_warn(source->diags, PL_W_CSS_SYNTAX, span,
                "'%.*s' begins neither a declaration nor a rule", PL_ARG(text));
    }
}

/* The first thing inside that no value may hold; NULL when there is none. */
static const struct pl_component *broken_part(struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *part = &values.data[i];
        if (part->type == PL_COMPONENT_BAD_STRING || part->type == PL_COMPONENT_BAD_URL ||
            part->type == PL_COMPONENT_CLOSE)
            return part;
        if ((part = broken_part(pl_component_items(part))))
            return part;
    }
    return NULL;
}

/* True, and told, when a declaration's value holds an error of the tokens: no grammar takes it. */
static bool is_broken(const struct pl_reader *reader, const struct pl_declaration *declaration)
{
    const struct pl_css_source *source = reader->source;
    const struct pl_component *part = broken_part(declaration->values);
    if (!part || !source->diags)
        return part != NULL;
    struct pl_span span = pl_css_span(source, part->first, part->end);
    if (part->type == PL_COMPONENT_BAD_STRING)
        pl_warn(source->diags, PL_W_CSS_SYNTAX, span,
                "a string isn't closed before the end of its line");
    else if (part->type == PL_COMPONENT_BAD_URL)
        pl_hint(
            source->diags,
            pl_warn(source->diags, PL_W_CSS_SYNTAX, span, "the address holds characters it can't"),
            "put it in quotes: url(\"…\")");
    else
        pl_warn(source->diags, PL_W_CSS_SYNTAX, span, "'%c' closes nothing", (int)part->delim);
    return true;
}

/* --- The reader (§5.4.1, §5.4.5) -------------------------------------------------------------- */

struct pl_reader pl_reader_begin(const struct pl_css_source *source, struct pl_components values,
                                 enum pl_read_mode mode)
{
    return (struct pl_reader){.source = source, .rest = values, .mode = mode};
}

/* What stands between items and means nothing. */
static void skip_between(struct pl_reader *reader)
{
    while (!at_end(&reader->rest)) {
        enum pl_component_type type = reader->rest.data->type;
        bool means_nothing = type == PL_COMPONENT_SPACE ||
                             (type == PL_COMPONENT_SEMICOLON && is_nested(reader)) ||
                             ((type == PL_COMPONENT_CDO || type == PL_COMPONENT_CDC) &&
                              reader->mode == PL_READ_SHEET);
        if (!means_nothing)
            return;
        take(&reader->rest);
    }
}

/* An item that isn't at-rule; false with the reader behind what is none. */
static bool read_other(struct pl_reader *reader, struct pl_css_item *item)
{
    if (is_nested(reader) && read_declaration(reader, item))
        return true;
    if (reader->mode != PL_READ_DECLARATIONS)
        return read_qualified_rule(reader, item);
    struct pl_components bad;
    pl_components_cut(&reader->rest, PL_COMPONENT_SEMICOLON, &bad);
    return false;
}

bool pl_reader_next(struct pl_reader *reader, struct pl_css_item *item)
{
    for (;;) {
        skip_between(reader);
        if (at_end(&reader->rest))
            return false;
        struct pl_components start = reader->rest;
        bool is_item = true;
        if (start.data->type == PL_COMPONENT_AT_KEYWORD)
            read_at_rule(reader, item);
        else
            is_item = read_other(reader, item);
        if (is_item && (reader->tells_errors || item->type != PL_ITEM_DECLARATION ||
                        !is_broken(reader, &item->declaration)))
            return true;
        if (is_item)
            continue;
        tell_invalid(reader, between(start, reader->rest));
        if (reader->tells_errors) {
            item->type = PL_ITEM_INVALID;
            return true;
        }
    }
}

/* --- An+B (§6) -------------------------------------------------------------------------------- */

static bool is_n(pl_str text, size_t at)
{
    return text.size > at && (text.data[at] == 'n' || text.data[at] == 'N');
}

static int32_t clamped(double number)
{
    return number > INT32_MAX ? INT32_MAX : number < -INT32_MAX ? -INT32_MAX : (int32_t)number;
}

/* The part behind "n": nothing, "-" (then *needs_number) or "-12". False when it is something
 * else. */
static bool parse_after_n(pl_str tail, int32_t *b, bool *is_done, bool *needs_number)
{
    *is_done = *needs_number = false;
    if (tail.size == 0)
        return true;
    if (tail.data[0] != '-')
        return false;
    if (tail.size == 1) {
        *needs_number = true;
        return true;
    }
    double number;
    for (size_t i = 1; i < tail.size; i++)
        if (!pl_ascii_is_digit(tail.data[i]))
            return false;
    *is_done = pl_str_to_double(tail, &number);
    *b = clamped(number);
    return *is_done;
}

/* What follows "An": nothing, a signed integer, or a sign and an integer without one. */
static bool parse_b(struct pl_components *values, int32_t *b, bool needs_number)
{
    struct pl_components rest = *values;
    skip_space(&rest);
    int sign = needs_number ? -1 : 0;
    if (!sign && !at_end(&rest) &&
        (pl_component_is_delim(rest.data, '+') || pl_component_is_delim(rest.data, '-'))) {
        sign = take(&rest)->delim == '+' ? 1 : -1;
        skip_space(&rest);
    }
    bool is_number = !at_end(&rest) && rest.data->type == PL_COMPONENT_NUMBER &&
                     rest.data->is_integer && rest.data->has_sign == (sign == 0);
    if (!is_number)
        return sign == 0;
    *b = clamped((sign < 0 ? -1 : 1) * take(&rest)->number);
    *values = rest;
    return true;
}

/* "2n", "n", "-n", "+n" and what clings to them; *tail is what stands behind the n. */
static bool parse_a(struct pl_components *values, int32_t *a, pl_str *tail)
{
    bool has_plus = pl_component_is_delim(values->data, '+');
    if (has_plus)
        take(values);
    if (at_end(values))
        return false;
    const struct pl_component *first = take(values);
    bool is_negative = first->text.size && first->text.data[0] == '-';
    if (first->type == PL_COMPONENT_DIMENSION && first->is_integer && !has_plus &&
        is_n(first->text, 0)) {
        *a = clamped(first->number);
        *tail = pl_str_slice(first->text, 1, first->text.size);
        return true;
    }
    if (first->type != PL_COMPONENT_IDENT || (has_plus && is_negative) ||
        !is_n(first->text, is_negative))
        return false;
    *a = is_negative ? -1 : 1;
    *tail = pl_str_slice(first->text, 1 + (size_t)is_negative, first->text.size);
    return true;
}

static bool parse_anb(struct pl_components *values, int32_t *a, int32_t *b)
{
    skip_space(values);
    *a = *b = 0;
    if (at_end(values))
        return false;
    if (pl_component_is_ident(values->data, PL_LIT("odd")) ||
        pl_component_is_ident(values->data, PL_LIT("even"))) {
        *a = 2;
        *b = pl_component_is_ident(take(values), PL_LIT("odd"));
        return true;
    }
    if (values->data->type == PL_COMPONENT_NUMBER && values->data->is_integer) {
        *b = clamped(take(values)->number);
        return true;
    }
    pl_str tail;
    bool is_done, needs_number;
    return parse_a(values, a, &tail) && parse_after_n(tail, b, &is_done, &needs_number) &&
           (is_done || parse_b(values, b, needs_number));
}

bool pl_parse_anb(struct pl_components values, int32_t *a, int32_t *b, struct pl_components *rest)
{
    if (!parse_anb(&values, a, b))
        return false;
    skip_space(&values);
    if (rest)
        *rest = values;
    return rest || at_end(&values);
}
