// SPDX-License-Identifier: MIT
/* style/component.c: tokens → a tree of component values (CSS Syntax 3 §5.4.8 to §5.4.10). */
#include "base/vec.h"
#include "style/parse.h"

/* --- Reading them ---------------------------------------------------------------------- */

bool pl_component_is_ident(const struct pl_component *component, pl_str name)
{
    return component->type == PL_COMPONENT_IDENT && pl_str_eq_ascii_nocase(component->text, name);
}

bool pl_component_is_function(const struct pl_component *component, pl_str name)
{
    return component->type == PL_COMPONENT_FUNCTION &&
           pl_str_eq_ascii_nocase(component->text, name);
}

struct pl_components pl_components_trim(struct pl_components values)
{
    while (values.count && values.data[0].type == PL_COMPONENT_SPACE)
        values.data++, values.count--;
    while (values.count && values.data[values.count - 1].type == PL_COMPONENT_SPACE)
        values.count--;
    return values;
}

bool pl_components_cut(struct pl_components *rest, enum pl_component_type type,
                       struct pl_components *head)
{
    struct pl_components all = *rest;
    for (uint32_t i = 0; i < all.count; i++) {
        if (all.data[i].type == type) {
            *head = (struct pl_components){all.data, i};
            *rest = (struct pl_components){all.data + i + 1, all.count - i - 1};
            return true;
        }
    }
    *head = all;
    *rest = (struct pl_components){all.count ? all.data + all.count : all.data, 0};
    return false;
}

bool pl_components_are_broken(struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *component = &values.data[i];
        if (component->type == PL_COMPONENT_BAD_STRING || component->type == PL_COMPONENT_BAD_URL ||
            component->type == PL_COMPONENT_CLOSE ||
            pl_components_are_broken(pl_component_items(component)))
            return true;
    }
    return false;
}

struct pl_span pl_css_span(const struct pl_css_source *source, uint32_t first, uint32_t end)
{
    return source->input ? pl_span_of(source->input, first, end) : source->place;
}

pl_str pl_css_text(const struct pl_css_source *source, struct pl_components values)
{
    if (values.count == 0)
        return (pl_str){0};
    return pl_str_slice(source->text, values.data[0].first, values.data[values.count - 1].end);
}

/* --- Building them ------------------------------------------------------------------------
 *
 * How it works: finished components wait on one stack; a frame remembers where the items of an open
 * block or function begin. When it closes, its items move from the stack into an array of their own
 * size and the block takes their place. So there is no recursion, and nothing is kept twice. */

struct frame {
    struct pl_component open;
    enum pl_token_type closer;
    size_t mark;
};

struct builder {
    const struct pl_css_source *source;
    struct pl_tokenizer tokenizer;
    struct {
        PL_VEC(struct pl_component)
    } stack;
    struct {
        PL_VEC(struct frame)
    } frames;
};

/* What closes a block or function that this token opens; PL_TOKEN_END: it opens nothing. */
static enum pl_token_type closer_of(enum pl_token_type type)
{
    switch (type) {
    case PL_TOKEN_FUNCTION:
    case PL_TOKEN_OPEN_ROUND:
        return PL_TOKEN_CLOSE_ROUND;
    case PL_TOKEN_OPEN_SQUARE:
        return PL_TOKEN_CLOSE_SQUARE;
    case PL_TOKEN_OPEN_CURLY:
        return PL_TOKEN_CLOSE_CURLY;
    default:
        return PL_TOKEN_END;
    }
}

static const uint8_t component_type[] = {
    [PL_TOKEN_IDENT] = PL_COMPONENT_IDENT,
    [PL_TOKEN_FUNCTION] = PL_COMPONENT_FUNCTION,
    [PL_TOKEN_AT_KEYWORD] = PL_COMPONENT_AT_KEYWORD,
    [PL_TOKEN_HASH] = PL_COMPONENT_HASH,
    [PL_TOKEN_STRING] = PL_COMPONENT_STRING,
    [PL_TOKEN_BAD_STRING] = PL_COMPONENT_BAD_STRING,
    [PL_TOKEN_URL] = PL_COMPONENT_URL,
    [PL_TOKEN_BAD_URL] = PL_COMPONENT_BAD_URL,
    [PL_TOKEN_DELIM] = PL_COMPONENT_DELIM,
    [PL_TOKEN_NUMBER] = PL_COMPONENT_NUMBER,
    [PL_TOKEN_PERCENTAGE] = PL_COMPONENT_PERCENTAGE,
    [PL_TOKEN_DIMENSION] = PL_COMPONENT_DIMENSION,
    [PL_TOKEN_SPACE] = PL_COMPONENT_SPACE,
    [PL_TOKEN_CDO] = PL_COMPONENT_CDO,
    [PL_TOKEN_CDC] = PL_COMPONENT_CDC,
    [PL_TOKEN_COLON] = PL_COMPONENT_COLON,
    [PL_TOKEN_SEMICOLON] = PL_COMPONENT_SEMICOLON,
    [PL_TOKEN_COMMA] = PL_COMPONENT_COMMA,
    [PL_TOKEN_OPEN_SQUARE] = PL_COMPONENT_SQUARE,
    [PL_TOKEN_CLOSE_SQUARE] = PL_COMPONENT_CLOSE,
    [PL_TOKEN_OPEN_ROUND] = PL_COMPONENT_ROUND,
    [PL_TOKEN_CLOSE_ROUND] = PL_COMPONENT_CLOSE,
    [PL_TOKEN_OPEN_CURLY] = PL_COMPONENT_CURLY,
    [PL_TOKEN_CLOSE_CURLY] = PL_COMPONENT_CLOSE,
};

static struct pl_component component_of(const struct builder *builder, const struct pl_token *token)
{
    struct pl_component component = {
        .type = component_type[token->type],
        .is_integer = token->is_integer,
        .has_sign = token->has_sign,
        .is_id = token->is_id,
        .is_unclosed = token->is_unclosed,
        .first = token->first,
        .end = token->end,
        .number_end = token->number_end,
        .delim = token->delim,
        .number = token->number,
        .text = token->text,
    };
    if (component.type == PL_COMPONENT_CLOSE)
        component.delim = (unsigned char)builder->source->text.data[token->first];
    return component;
}

static void close_frame(struct builder *builder, uint32_t end, bool is_unclosed)
{
    struct frame *frame = &PL_LAST(&builder->frames);
    struct pl_component block = frame->open;
    block.count = (uint32_t)(builder->stack.count - frame->mark);
    block.end = end;
    block.is_unclosed = is_unclosed;
    if (block.count) {
        struct pl_component *items = PL_NEW_ARRAY(builder->source->arena, struct pl_component,
                                                  block.count);
        memcpy(items, builder->stack.data + frame->mark, block.count * sizeof *items);
        block.items = items;
    }
    builder->stack.count = frame->mark;
    builder->frames.count--;
    *PL_PUSH(builder->source->arena, &builder->stack) = block;
}

/* Goes past the rest of a block too deep to keep; it comes out empty. One byte a level. */
static void skip_block(struct builder *builder, struct pl_component block,
                       enum pl_token_type closer)
{
    const struct pl_css_source *source = builder->source;
    struct {
        PL_VEC(uint8_t)
    } closers = {0};
    *PL_PUSH(source->arena, &closers) = (uint8_t)closer;
    struct pl_token token;
    while (closers.count && (token = pl_token_next(&builder->tokenizer)).type != PL_TOKEN_END) {
        if (token.type == PL_LAST(&closers))
            closers.count--;
        else if (closer_of(token.type) != PL_TOKEN_END)
            *PL_PUSH(source->arena, &closers) = (uint8_t)closer_of(token.type);
    }
    block.end = (uint32_t)builder->tokenizer.offset;
    *PL_PUSH(source->arena, &builder->stack) = block;
    if (source->diags)
        pl_warn(source->diags, PL_W_CSS_LIMIT, pl_css_span(source, block.first, block.first + 1),
                "blocks are nested deeper than %d; what is inside this one is left out",
                (int)source->limits->value[PL_LIMIT_NAME_CSS_DEPTH]);
}

static void open_frame(struct builder *builder, struct pl_component block,
                       enum pl_token_type closer)
{
    if (builder->frames.count >= builder->source->limits->value[PL_LIMIT_NAME_CSS_DEPTH]) {
        skip_block(builder, block, closer);
        return;
    }
    *PL_PUSH(builder->source->arena, &builder->frames) = (struct frame){
        .open = block, .closer = closer, .mark = builder->stack.count};
}

/* White space on both sides of a comment is one space. */
static bool is_second_space(const struct builder *builder)
{
    size_t mark = builder->frames.count ? PL_LAST(&builder->frames).mark : 0;
    return builder->stack.count > mark && PL_LAST(&builder->stack).type == PL_COMPONENT_SPACE;
}

static void close_all(struct builder *builder, uint32_t end)
{
    const struct pl_css_source *source = builder->source;
    if (builder->frames.count && source->diags) {
        const struct pl_component *open = &builder->frames.data[0].open;
        pl_str bracket = pl_str_slice(source->text, open->first, open->end);
        pl_warn(source->diags, PL_W_CSS_SYNTAX, pl_css_span(source, open->first, open->end),
                "'%.*s' isn't closed before the end of the sheet", PL_ARG(bracket));
    }
    while (builder->frames.count)
        close_frame(builder, end, true);
}

struct pl_components pl_parse_components(const struct pl_css_source *source)
{
    struct builder builder = {.source = source,
                              .tokenizer = pl_tokenizer_begin(source->arena, source->text)};
    struct pl_token token;
    while ((token = pl_token_next(&builder.tokenizer)).type != PL_TOKEN_END) {
        if (builder.frames.count && token.type == PL_LAST(&builder.frames).closer) {
            close_frame(&builder, token.end, false);
            continue;
        }
        struct pl_component component = component_of(&builder, &token);
        enum pl_token_type closer = closer_of(token.type);
        if (closer != PL_TOKEN_END)
            open_frame(&builder, component, closer);
        else if (token.type == PL_TOKEN_SPACE && is_second_space(&builder))
            PL_LAST(&builder.stack).end = token.end;
        else
            *PL_PUSH(source->arena, &builder.stack) = component;
    }
    close_all(&builder, (uint32_t)source->text.size);
    return (struct pl_components){builder.stack.data, (uint32_t)builder.stack.count};
}
