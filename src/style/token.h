// SPDX-License-Identifier: MIT
/* style/token.h: bytes of a style sheet → tokens with their places.
 *
 *     tokenizer = pl_tokenizer_begin(arena, text);
 *     while ((token = pl_token_next(&tokenizer)).type != PL_TOKEN_END) …
 *
 * The text is UTF-8 and isn't preprocessed: CR, FF and CR LF count as one newline and NUL as
 * U+FFFD where they stand, so that places are bytes of the input. Comments vanish.
 * Source: CSS Syntax 3 §3.3 and §4. */
#ifndef PL_STYLE_TOKEN_H
#define PL_STYLE_TOKEN_H

#include "base/arena.h"
#include "base/str.h"

enum pl_token_type {
    PL_TOKEN_END, // of the input
    PL_TOKEN_IDENT,
    PL_TOKEN_FUNCTION, // "name(": the parenthesis belongs to it
    PL_TOKEN_AT_KEYWORD,
    PL_TOKEN_HASH,
    PL_TOKEN_STRING,
    PL_TOKEN_BAD_STRING, // ended by a newline
    PL_TOKEN_URL,        // url(unquoted); a quoted one is a function with a string
    PL_TOKEN_BAD_URL,
    PL_TOKEN_DELIM, // one code point that is nothing else
    PL_TOKEN_NUMBER,
    PL_TOKEN_PERCENTAGE,
    PL_TOKEN_DIMENSION,
    PL_TOKEN_SPACE, // any run of white space
    PL_TOKEN_CDO,   // <!--
    PL_TOKEN_CDC,   // -->
    PL_TOKEN_COLON,
    PL_TOKEN_SEMICOLON,
    PL_TOKEN_COMMA,
    PL_TOKEN_OPEN_SQUARE,
    PL_TOKEN_CLOSE_SQUARE,
    PL_TOKEN_OPEN_ROUND,
    PL_TOKEN_CLOSE_ROUND,
    PL_TOKEN_OPEN_CURLY,
    PL_TOKEN_CLOSE_CURLY,
};

struct pl_token {
    enum pl_token_type type;
    bool is_integer;     // NUMBER, PERCENTAGE, DIMENSION: written without point and exponent
    bool has_sign;       // NUMBER, PERCENTAGE, DIMENSION: began with + or -
    bool is_id;          // HASH: would be an identifier (type "id")
    bool is_unclosed;    // STRING, URL: ended by the end of the input
    uint32_t first, end; // bytes of the text
    uint32_t number_end; // NUMBER, PERCENTAGE, DIMENSION: where the number as written ends
    uint32_t delim;      // DELIM: the code point
    pl_str text; // name, string, url or unit with escapes resolved; in the text or the arena
    double number;
};

struct pl_tokenizer {
    struct pl_arena *arena;
    pl_str text;
    size_t offset;
};

/* `text` at most 2^32 - 1 bytes, checked by the caller. */
struct pl_tokenizer pl_tokenizer_begin(struct pl_arena *arena, pl_str text);

/* The next token; after the last one PL_TOKEN_END for ever. Copies into the arena only texts with
 * escapes or NUL. O(bytes of the token). */
struct pl_token pl_token_next(struct pl_tokenizer *tokenizer);

/* True when `text` as a whole would be one identifier without escapes. */
bool pl_token_is_identifier(pl_str text);

#endif
