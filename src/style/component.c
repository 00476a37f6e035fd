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

struct pl_components pl_components_copy(struct pl_arena *arena, struct pl_components values)
{
    if (values.count == 0)
        return (struct pl_components){0};
    struct pl_component *data = PL_NEW_ARRAY(arena, struct pl_component, values.count);
    memcpy(data, values.data, values.count * sizeof *data);
    for (uint32_t i = 0; i < values.count; i++)
        if (pl_component_has_items(&data[i]))
            data[i].items = pl_components_copy(arena, pl_component_items(&data[i])).data;
    return (struct pl_components){data, values.count};
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
    struct pl_arena *scratch;
    uint64_t made, most; // components so far, and how many may be
    uint32_t first_over; // where there were too many; UINT32_MAX: nowhere
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
        .text = token->text,
    };
    switch ((enum pl_component_type)component.type) {
    case PL_COMPONENT_NUMBER:
    case PL_COMPONENT_PERCENTAGE:
    case PL_COMPONENT_DIMENSION:
        component.number_end = token->number_end;
        component.number = token->number;
        break;
    case PL_COMPONENT_DELIM:
        component.delim = token->delim;
        break;
    case PL_COMPONENT_CLOSE:
        component.delim = (unsigned char)builder->source->text.data[token->first];
        break;
    default:
        break;
    }
    return component;
}

/* False once there are too many: what comes is passed over. */
static bool may_add(struct builder *builder, uint32_t first)
{
    if (builder->made < builder->most) {
        builder->made++;
        return true;
    }
    if (builder->first_over == UINT32_MAX)
        builder->first_over = first;
    return false;
}

static void push(struct builder *builder, const struct pl_component *component)
{
    *PL_PUSH(builder->scratch, &builder->stack) = *component;
}

static void close_frame(struct builder *builder, uint32_t end, bool is_unclosed)
{
    struct frame *frame = &PL_LAST(&builder->frames);
    struct pl_component block = frame->open;
    block.count = (uint32_t)(builder->stack.count - frame->mark);
    block.end = end;
    block.is_unclosed = is_unclosed;
    if (block.count) {
        struct pl_component *items = PL_NEW_ARRAY(builder->scratch, struct pl_component,
                                                  block.count);
        memcpy(items, builder->stack.data + frame->mark, block.count * sizeof *items);
        block.items = items;
    }
    builder->stack.count = frame->mark;
    builder->frames.count--;
    push(builder, &block);
}

/* Goes past the rest of a block. One byte a level. */
static void skip_block(struct builder *builder, enum pl_token_type closer)
{
    struct {
        PL_VEC(uint8_t)
    } closers = {0};
    *PL_PUSH(builder->scratch, &closers) = (uint8_t)closer;
    struct pl_token token;
    while (closers.count && (token = pl_token_next(&builder->tokenizer)).type != PL_TOKEN_END) {
        if (token.type == PL_LAST(&closers))
            closers.count--;
        else if (closer_of(token.type) != PL_TOKEN_END)
            *PL_PUSH(builder->scratch, &closers) = (uint8_t)closer_of(token.type);
    }
}

static void open_frame(struct builder *builder, struct pl_component block,
                       enum pl_token_type closer)
{
    const struct pl_css_source *source = builder->source;
    if (builder->frames.count < source->limits->value[PL_LIMIT_NAME_CSS_DEPTH]) {
        *PL_PUSH(builder->scratch, &builder->frames) = (struct frame){
            .open = block, .closer = closer, .mark = builder->stack.count};
        return;
    }
    skip_block(builder, closer);
    block.end = (uint32_t)builder->tokenizer.offset;
    push(builder, &block);
    if (source->diags)
        pl_warn(source->diags, PL_W_CSS_LIMIT, pl_css_span(source, block.first, block.first + 1),
                "blocks are nested deeper than %d; what is inside this one is left out",
                (int)source->limits->value[PL_LIMIT_NAME_CSS_DEPTH]);
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
        const struct pl_component *open = &PL_LAST(&builder->frames).open;
        pl_str bracket = pl_str_slice(source->text, open->first, open->end);
        pl_warn(source->diags, PL_W_CSS_SYNTAX, pl_css_span(source, open->first, open->end),
                "'%.*s' isn't closed before the end of the sheet", PL_ARG(bracket));
    }
    while (builder->frames.count)
        close_frame(builder, end, true);
}

/* Adds what the token is or opens; a block past the limit is passed over, but for one at the top: it
 * ends its rule. */
static void add_token(struct builder *builder, const struct pl_token *token)
{
    struct pl_component component = component_of(builder, token);
    enum pl_token_type closer = closer_of(token->type);
    bool is_added = may_add(builder, token->first);
    if (closer != PL_TOKEN_END && (is_added || builder->frames.count == 0))
        open_frame(builder, component, closer);
    else if (closer != PL_TOKEN_END)
        skip_block(builder, closer);
    else if (token->type == PL_TOKEN_SPACE && is_second_space(builder))
        PL_LAST(&builder->stack).end = token->end;
    else if (is_added)
        push(builder, &component);
}

static struct builder begin(const struct pl_css_source *source, struct pl_tokenizer tokenizer)
{
    return (struct builder){
        .source = source,
        .tokenizer = tokenizer,
        .scratch = pl_css_scratch(source),
        .most = source->limits->value[PL_LIMIT_NAME_CSS_COMPONENTS],
        .first_over = UINT32_MAX,
    };
}

/* The next token's part; false at the end of the text, where all is closed. */
static bool build_next(struct builder *builder, enum pl_token_type *type)
{
    struct pl_token token = pl_token_next(&builder->tokenizer);
    *type = token.type;
    if (token.type == PL_TOKEN_END) {
        close_all(builder, (uint32_t)builder->source->text.size);
        return false;
    }
    if (builder->frames.count && token.type == PL_LAST(&builder->frames).closer)
        close_frame(builder, token.end, false);
    else
        add_token(builder, &token);
    return true;
}

static struct pl_components finish(struct builder *builder)
{
    const struct pl_css_source *source = builder->source;
    uint32_t over = builder->first_over;
    if (over != UINT32_MAX && source->diags)
        pl_warn(source->diags, PL_W_CSS_LIMIT, pl_css_span(source, over, over + 1),
                "a rule has more than %llu parts; what follows in it is left out",
                (unsigned long long)builder->most);
    return (struct pl_components){builder->stack.data, (uint32_t)builder->stack.count};
}

struct pl_components pl_parse_components(const struct pl_css_source *source)
{
    struct builder builder = begin(source, pl_tokenizer_begin(source->arena, source->text));
    enum pl_token_type type;
    while (build_next(&builder, &type))
        continue;
    return finish(&builder);
}

struct pl_stream pl_stream_begin(const struct pl_css_source *source)
{
    return (struct pl_stream){source, pl_tokenizer_begin(source->arena, source->text)};
}

bool pl_stream_next(struct pl_stream *stream, struct pl_components *values)
{
    struct builder builder = begin(stream->source, stream->tokenizer);
    bool is_started = false, is_at_rule = false, more = true, is_over = false;
    enum pl_token_type type;
    while (!is_over && (more = build_next(&builder, &type))) {
        if (!is_started && type == PL_TOKEN_AT_KEYWORD)
            is_at_rule = true;
        is_started |= type != PL_TOKEN_SPACE && type != PL_TOKEN_CDO && type != PL_TOKEN_CDC;
        bool is_at_top = builder.frames.count == 0;
        is_over = is_at_top && (type == PL_TOKEN_CLOSE_CURLY || (is_at_rule && type == PL_TOKEN_SEMICOLON));
        // A closing brace that closes nothing ends no rule.
        is_over = is_over && (type == PL_TOKEN_SEMICOLON || PL_LAST(&builder.stack).type == PL_COMPONENT_CURLY);
    }
    stream->tokenizer = builder.tokenizer;
    *values = finish(&builder);
    return more || values->count;
}
