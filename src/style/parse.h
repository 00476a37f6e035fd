// SPDX-License-Identifier: MIT
/* style/parse.h: tokens → component values, declarations and rules.
 *
 * A sheet is first parsed whole into a tree of component values, arrays in an arena; rules and
 * declarations are then read off such arrays without going back to the bytes:
 *
 *     source = {.arena, .input = input, .text = input->text, .limits, .diags}
 *     reader = pl_reader_begin(&source, pl_parse_components(&source), PL_READ_SHEET);
 *     while (pl_reader_next(&reader, &item)) switch (item.type) …
 *
 * Everything lives in source->arena and borrows the text. Nothing here knows any property or selector.
 * Source: CSS Syntax 3 §5 (as of the 2025 draft: declarations and rules mix inside blocks). */
#ifndef PL_STYLE_PARSE_H
#define PL_STYLE_PARSE_H

#include "base/diag.h"
#include "base/limits.h"
#include "style/token.h"

/* --- Component values ------------------------------------------------------------------ */

enum pl_component_type {
    PL_COMPONENT_IDENT,
    PL_COMPONENT_AT_KEYWORD,
    PL_COMPONENT_HASH,
    PL_COMPONENT_STRING,
    PL_COMPONENT_BAD_STRING,
    PL_COMPONENT_URL,
    PL_COMPONENT_BAD_URL,
    PL_COMPONENT_DELIM,
    PL_COMPONENT_NUMBER,
    PL_COMPONENT_PERCENTAGE,
    PL_COMPONENT_DIMENSION,
    PL_COMPONENT_SPACE,
    PL_COMPONENT_CDO,
    PL_COMPONENT_CDC,
    PL_COMPONENT_COLON,
    PL_COMPONENT_SEMICOLON,
    PL_COMPONENT_COMMA,
    PL_COMPONENT_CLOSE, // a ")", "]" or "}" (in `delim`) that closes nothing: always an error
    PL_COMPONENT_FUNCTION, // from here on: with items
    PL_COMPONENT_ROUND,  // ( … )
    PL_COMPONENT_SQUARE, // [ … ]
    PL_COMPONENT_CURLY,  // { … }
};

/* One component value. A run of white space is one SPACE; comments are gone. A sheet has many of
 * these, so what excludes each other shares its room. */
struct pl_component {
    uint8_t type;        // enum pl_component_type
    bool is_integer : 1; // NUMBER, PERCENTAGE, DIMENSION
    bool has_sign : 1;   // NUMBER, PERCENTAGE, DIMENSION: written with + or -
    bool is_id : 1;      // HASH
    bool is_unclosed : 1; // STRING, URL, FUNCTION and blocks: ended by the end of the input
    uint32_t first, end; // bytes of the source's text; blocks with their brackets
    union {
        uint32_t number_end; // NUMBER, PERCENTAGE, DIMENSION: first … number_end is the number as
                             // written
        uint32_t delim;      // DELIM, CLOSE: the code point
        uint32_t count;      // FUNCTION and blocks: of items
    };
    union {
        double number; // NUMBER, PERCENTAGE (50 for 50%), DIMENSION
        const struct pl_component *items; // FUNCTION and blocks
    };
    pl_str text; // IDENT, AT_KEYWORD, HASH, STRING, URL, FUNCTION: its name or text, unescaped,
                 // case as written; DIMENSION: the unit
};

/* A borrowed part of an array of component values. */
struct pl_components {
    const struct pl_component *data;
    uint32_t count;
};

static inline bool pl_component_has_items(const struct pl_component *component)
{
    return component->type >= PL_COMPONENT_FUNCTION;
}

/* What is inside a function or block; nothing for the others. */
static inline struct pl_components pl_component_items(const struct pl_component *component)
{
    return pl_component_has_items(component)
               ? (struct pl_components){component->items, component->count}
               : (struct pl_components){0};
}

/* True for an identifier of this name, ASCII case ignored (name in lower case). */
bool pl_component_is_ident(const struct pl_component *component, pl_str name);
bool pl_component_is_function(const struct pl_component *component, pl_str name);
static inline bool pl_component_is_delim(const struct pl_component *component, uint32_t delim)
{
    return component->type == PL_COMPONENT_DELIM && component->delim == delim;
}

/* Without SPACE at either end. */
struct pl_components pl_components_trim(struct pl_components values);

/* The part before the first top-level component of `type`, which is taken away with it; the rest
 * stays in `*rest`. False, with *head everything and *rest empty, when there is none. As
 * pl_str_cut. */
bool pl_components_cut(struct pl_components *rest, enum pl_component_type type,
                       struct pl_components *head);

/* True when one of these is true anywhere inside, blocks included: a BAD_STRING, BAD_URL or
 * CLOSE. */
bool pl_components_are_broken(struct pl_components values);

/* --- Where it comes from -------------------------------------------------------------- */

struct pl_css_source {
    struct pl_arena *arena;   // what stays: texts with escapes, messages
    struct pl_arena *scratch; // component values; NULL: they live in `arena` too
    const struct pl_input *input; // of the sheet: text is input->text; NULL for style attributes
    pl_str text;
    struct pl_span
        place; // what is reported where input is NULL (the element's span); may be absent
    const struct pl_limits *limits;
    struct pl_diags *diags; // NULL: silent
};

static inline struct pl_arena *pl_css_scratch(const struct pl_css_source *source)
{
    return source->scratch ? source->scratch : source->arena;
}

/* Bytes [first, end) of the source as a span for diagnostics. */
struct pl_span pl_css_span(const struct pl_css_source *source, uint32_t first, uint32_t end);

/* The text of some component values as written, comments included; empty for none. */
pl_str pl_css_text(const struct pl_css_source *source, struct pl_components values);

/* The whole text as component values. Blocks deeper than CSS_DEPTH come out empty (W_CSS_LIMIT);
 * recursion goes no deeper than that. */
struct pl_components pl_parse_components(const struct pl_css_source *source);

/* A deep copy in `arena` of what lies in scratch. Texts are shared. */
struct pl_components pl_components_copy(struct pl_arena *arena, struct pl_components values);

/* A sheet rule by rule, so that its component values needn't be there all at once:
 *
 *     stream = pl_stream_begin(&source);
 *     while (pl_stream_next(&stream, &values)) … read them; then scratch may be reset
 */
struct pl_stream {
    const struct pl_css_source *source;
    struct pl_tokenizer tokenizer;
};
struct pl_stream pl_stream_begin(const struct pl_css_source *source);

/* The component values up to and with the next block in braces at the top or, where an at-rule
 * begins, the next semicolon; at the end of the sheet whatever is left. Past CSS_COMPONENTS the
 * rest of a rule is passed over (W_CSS_LIMIT). False at the end. */
bool pl_stream_next(struct pl_stream *stream, struct pl_components *values);

/* --- Declarations and rules -------------------------------------------------------------- */

struct pl_declaration {
    pl_str name;    // lower case; custom properties ("--name") as written, unescaped
    bool is_custom; // begins with "--"
    bool is_important;
    struct pl_components values; // trimmed, without !important
    pl_str text;                 // the same as written: what a custom property keeps
    struct pl_span name_span, span, value_span;
};

struct pl_rule {
    pl_str name;                  // at-rule: lower case, without "@"; empty for qualified rules
    pl_str keyword;               // the same as written, unescaped
    struct pl_components prelude; // not trimmed
    struct pl_components block;   // inside the braces; read it with another reader
    bool has_block;               // false only for at-rules that end with ";"
    struct pl_span span, prelude_span; // whole; prelude trimmed
};

enum pl_read_mode {
    PL_READ_SHEET,        // top of a sheet: <!-- and --> are skipped
    PL_READ_RULES,        // inside @media at the top: rules only
    PL_READ_BLOCK,        // inside a style rule, @page …: declarations, at-rules, nested rules
    PL_READ_DECLARATIONS, // a style attribute, @font-face: no nested rules (they are errors)
};

enum pl_item_type { PL_ITEM_DECLARATION, PL_ITEM_AT_RULE, PL_ITEM_QUALIFIED_RULE, PL_ITEM_INVALID };

struct pl_css_item {
    enum pl_item_type type;
    struct pl_declaration declaration;
    struct pl_rule rule;
};

struct pl_reader {
    const struct pl_css_source *source;
    struct pl_components rest;
    enum pl_read_mode mode;
    bool tells_errors; // INVALID items are given; else they are only reported (W_CSS_SYNTAX)
};

struct pl_reader pl_reader_begin(const struct pl_css_source *source, struct pl_components values,
                                 enum pl_read_mode mode);

/* The next item in order; false at the end. Errors recover as §5 says and are reported once. */
bool pl_reader_next(struct pl_reader *reader, struct pl_css_item *item);

/* All of `values` as one declaration (for @supports (a: b)); false when it isn't one. Reports
 * nothing. */
bool pl_parse_declaration(const struct pl_css_source *source, struct pl_components values,
                          struct pl_declaration *declaration);

/* An+B (§6): `values` trimmed or not; false when it isn't one. With `rest` non-NULL parsing ends
 * before what doesn't belong to it ("of S") and that is given. */
bool pl_parse_anb(struct pl_components values, int32_t *a, int32_t *b, struct pl_components *rest);

#endif
