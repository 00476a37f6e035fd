// SPDX-License-Identifier: MIT
/* style/value_hint.c: what may be wrong with a value that a property doesn't take. */
#include "style/value_hint.h"

#include "style/grammar.h"
#include "style/nearest.h"
#include "style/shorthand.h"
#include "style/specified.h"

/* --- The words a grammar has ------------------------------------------------------------------------- */

enum { TYPES_DEEP = 4 };

static bool is_word_byte(char c)
{
    return pl_ascii_is_alnum(c) || c == '-';
}

/* Tries each keyword of the grammar, those of its types too. */
static void try_grammar(struct pl_nearest *nearest, pl_str grammar, int depth)
{
    for (size_t at = 0; at < grammar.size;) {
        size_t first = at;
        if (grammar.data[at] == '<') {
            at = pl_str_find_byte(grammar, '>', at);
            if (at == SIZE_MAX)
                return;
            pl_str type = pl_str_slice(grammar, first + 1, at++);
            if (depth < TYPES_DEEP)
                try_grammar(nearest, pl_type_grammar(type), depth + 1);
        } else if (pl_ascii_is_alpha(grammar.data[at])) {
            while (at < grammar.size && is_word_byte(grammar.data[at]))
                at++;
            pl_nearest_try(nearest, pl_str_slice(grammar, first, at));
        } else {
            at++;
        }
    }
}

static bool takes_colors(pl_str grammar)
{
    return pl_str_contains(grammar, PL_LIT("<color>")) || pl_str_contains(grammar, PL_LIT("<image>"));
}

static void try_colors(struct pl_nearest *nearest)
{
    static const pl_str names[] = {
#define COLOR(name, rgb) PL_LIT_INIT(#name),
#include "style/color_names.def"
#undef COLOR
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        pl_nearest_try(nearest, names[i]);
}

/* What the property's longhands take: true as soon as one grammar satisfies `asks`; each is given to it. */
static void over_grammars(struct pl_property_name name, void (*see)(void *context, pl_str grammar), void *context)
{
    struct pl_longhand longhands[PL_LONGHANDS_MOST];
    uint32_t count = 1;
    longhands[0].name = name;
    if (name.type == PL_NAME_SHORTHAND)
        count = pl_shorthand_longhands((enum pl_shorthand)name.index, longhands);
    for (uint32_t i = 0; i < count; i++)
        see(context, pl_property_row(pl_name_grammar(longhands[i].name))->grammar);
}

static void see_words(void *context, pl_str grammar)
{
    try_grammar(context, grammar, 0);
    if (takes_colors(grammar))
        try_colors(context);
}

static void see_lengths(void *context, pl_str grammar)
{
    *(bool *)context |= pl_str_contains(grammar, PL_LIT("<length")) || pl_str_contains(grammar, PL_LIT("<line-width>"));
}

/* --- What may be wrong ---------------------------------------------------------------------------------- */

static const struct pl_component *at(struct pl_components values, uint32_t index)
{
    return index < values.count ? &values.data[index] : NULL;
}

static bool is_type(const struct pl_component *component, enum pl_component_type type)
{
    return component && component->type == type;
}

/* "red margin: 1em": the next declaration begins inside. */
static bool hint_semicolon(struct pl_strbuf *out, struct pl_components values)
{
    for (uint32_t i = 1; i < values.count; i++) {
        const struct pl_component *word = &values.data[i - 1];
        bool is_name = is_type(word, PL_COMPONENT_IDENT) && is_type(at(values, i), PL_COMPONENT_COLON);
        if (i > 1 && is_name && pl_property_find(word->text).type != PL_NAME_UNKNOWN) {
            pl_strbuf_addf(out, "is a ';' missing before '%.*s'?", PL_ARG(word->text));
            return true;
        }
    }
    return false;
}

/* "10 px", "1,5". */
static bool hint_number(struct pl_strbuf *out, struct pl_components values)
{
    for (uint32_t i = 0; i + 2 < values.count; i++) {
        const struct pl_component *one = &values.data[i], *two = &values.data[i + 1], *three = &values.data[i + 2];
        if (one->type != PL_COMPONENT_NUMBER)
            continue;
        if (two->type == PL_COMPONENT_SPACE && three->type == PL_COMPONENT_IDENT && pl_unit_lookup(three->text)) {
            pl_strbuf_addf(out, "a number and its unit stand together, without a space before '%.*s'",
                           PL_ARG(three->text));
            return true;
        }
        if (two->type == PL_COMPONENT_COMMA && three->type != PL_COMPONENT_SPACE && one->is_integer) {
            pl_strbuf_add(out, PL_LIT("a decimal sign is a point, as in 1.5"));
            return true;
        }
    }
    return false;
}

static bool hint_unit(struct pl_strbuf *out, struct pl_property_name name, struct pl_components values)
{
    bool takes_lengths = false;
    over_grammars(name, see_lengths, &takes_lengths);
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *part = &values.data[i];
        if (part->type == PL_COMPONENT_DIMENSION && !pl_unit_lookup(part->text)) {
            pl_strbuf_addf(out, "'%.*s' is no unit", PL_ARG(part->text));
            return true;
        }
        if (takes_lengths && part->type == PL_COMPONENT_NUMBER && part->number != 0) {
            pl_strbuf_add(out, PL_LIT("a length needs a unit, as in 12pt"));
            return true;
        }
    }
    return false;
}

static bool hint_color(struct pl_strbuf *out, struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++)
        if (is_type(&values.data[i], PL_COMPONENT_HASH)) {
            pl_strbuf_add(out, PL_LIT("a colour has 3, 4, 6 or 8 digits of 0-9 and a-f behind its '#'"));
            return true;
        }
    return false;
}

/* The first word that is near one of the property's, but isn't it. */
static bool hint_word(struct pl_strbuf *out, struct pl_property_name name, struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++) {
        if (values.data[i].type != PL_COMPONENT_IDENT)
            continue;
        struct pl_nearest nearest = pl_nearest_begin(values.data[i].text);
        over_grammars(name, see_words, &nearest);
        if (nearest.found.size && nearest.best > 0) {
            pl_strbuf_addf(out, "did you mean '%.*s'?", PL_ARG(nearest.found));
            return true;
        }
    }
    return false;
}

/* The first function that no value has and that is near one that some have. */
static bool hint_function(struct pl_strbuf *out, struct pl_components values)
{
    static const pl_str names[] = {
        PL_LIT_INIT("attr"),    PL_LIT_INIT("calc"),        PL_LIT_INIT("clamp"),         PL_LIT_INIT("max"),
        PL_LIT_INIT("min"),     PL_LIT_INIT("var"),         PL_LIT_INIT("url"),           PL_LIT_INIT("rgb"),
        PL_LIT_INIT("rgba"),    PL_LIT_INIT("hsl"),         PL_LIT_INIT("hsla"),          PL_LIT_INIT("hwb"),
        PL_LIT_INIT("lab"),     PL_LIT_INIT("lch"),         PL_LIT_INIT("oklab"),         PL_LIT_INIT("oklch"),
        PL_LIT_INIT("color"),   PL_LIT_INIT("color-mix"),   PL_LIT_INIT("device-cmyk"),   PL_LIT_INIT("counter"),
        PL_LIT_INIT("counters"), PL_LIT_INIT("string"),     PL_LIT_INIT("element"),       PL_LIT_INIT("content"),
        PL_LIT_INIT("leader"),  PL_LIT_INIT("running"),     PL_LIT_INIT("target-counter"), PL_LIT_INIT("target-counters"),
        PL_LIT_INIT("target-text"), PL_LIT_INIT("linear-gradient"),
    };
    for (uint32_t i = 0; i < values.count; i++) {
        if (values.data[i].type != PL_COMPONENT_FUNCTION)
            continue;
        struct pl_nearest nearest = pl_nearest_begin(values.data[i].text);
        for (size_t at = 0; at < sizeof names / sizeof *names; at++)
            pl_nearest_try(&nearest, names[at]);
        if (nearest.found.size && nearest.best > 0) {
            pl_strbuf_addf(out, "did you mean '%.*s(…)'?", PL_ARG(nearest.found));
            return true;
        }
    }
    return false;
}

pl_str pl_value_hint(struct pl_arena *arena, struct pl_property_name name, struct pl_components values)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    bool is_all = name.type == PL_NAME_SHORTHAND && name.index == PL_SHORTHAND_all;
    if (!hint_semicolon(&out, values) && !hint_number(&out, values) && !is_all && !hint_word(&out, name, values) &&
        !hint_unit(&out, name, values) && !hint_function(&out, values))
        hint_color(&out, values);
    return pl_strbuf_str(&out);
}
