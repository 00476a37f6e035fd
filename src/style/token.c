// SPDX-License-Identifier: MIT
/* style/token.c: bytes of a style sheet → tokens with their places (CSS Syntax 3 §4). */
#include "style/token.h"

#include <assert.h>

#include "base/strbuf.h"
#include "base/utf8.h"

/* Numbers that don't fit are clamped (CSS Values 4 §5.1), far inside what products can hold. */
#define NUMBER_MAX 1e38

/* --- Looking at bytes (§4.2) -------------------------------------------------------- */

/* The byte `ahead` of the offset; -1 past the end. */
static int peek(const struct pl_tokenizer *t, size_t ahead)
{
    return t->text.size - t->offset > ahead ? (unsigned char)t->text.data[t->offset + ahead] : -1;
}

static bool is_newline(int c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

static bool is_space(int c)
{
    return c == ' ' || c == '\t' || is_newline(c);
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static int hex_digit(int c)
{
    if (is_digit(c))
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* NUL stands for U+FFFD and so begins names too (§3.3). Everything from U+0080 up does: the
 * narrower set of the newest draft would break sheets that every browser reads. */
static bool is_name_start(int c)
{
    return c >= 0x80 || c == 0 || c == '_' || (c >= 0 && pl_ascii_is_alpha((char)c));
}

static bool is_name(int c)
{
    return is_name_start(c) || is_digit(c) || c == '-';
}

/* §4.3.8. At the end of the input it is one: it stands for U+FFFD. */
static bool is_escape(int c, int next)
{
    return c == '\\' && !is_newline(next);
}

/* §4.3.9 */
static bool begins_identifier(const struct pl_tokenizer *t, size_t ahead)
{
    int c = peek(t, ahead), next = peek(t, ahead + 1);
    if (c == '-')
        return is_name_start(next) || next == '-' ||
               (next == '\\' && is_escape(next, peek(t, ahead + 2)));
    return is_name_start(c) || is_escape(c, next);
}

/* §4.3.10 */
static bool begins_number(const struct pl_tokenizer *t)
{
    int c = peek(t, 0), next = peek(t, 1);
    if (c == '+' || c == '-')
        return is_digit(next) || (next == '.' && is_digit(peek(t, 2)));
    return is_digit(c) || (c == '.' && is_digit(next));
}

/* Past one newline; CR LF is one. */
static void skip_newline(struct pl_tokenizer *t)
{
    t->offset += peek(t, 0) == '\r' && peek(t, 1) == '\n' ? 2 : 1;
}

static void skip_space(struct pl_tokenizer *t)
{
    while (is_space(peek(t, 0)))
        t->offset++;
}

static void skip_comments(struct pl_tokenizer *t)
{
    while (peek(t, 0) == '/' && peek(t, 1) == '*') {
        size_t end = pl_str_find(t->text, PL_LIT("*/"), t->offset + 2);
        t->offset = end == SIZE_MAX ? t->text.size : end + 2;
    }
}

/* --- Names, strings, addresses -------------------------------------------------------- */

/* §4.3.7: the code point of an escape; the offset stands behind the backslash. */
static uint32_t escaped_char(struct pl_tokenizer *t)
{
    int digit = hex_digit(peek(t, 0));
    if (digit < 0)
        return t->offset < t->text.size ? pl_utf8_next(t->text, &t->offset) : PL_REPLACEMENT;
    uint32_t value = 0;
    for (int i = 0; i < 6 && (digit = hex_digit(peek(t, 0))) >= 0; i++, t->offset++)
        value = value * 16 + (uint32_t)digit;
    if (is_newline(peek(t, 0)))
        skip_newline(t);
    else if (is_space(peek(t, 0)))
        t->offset++;
    bool is_char = value != 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return is_char ? value : PL_REPLACEMENT;
}

/* Appends the code point at the offset as it is, NUL as U+FFFD. */
static void add_char(struct pl_tokenizer *t, struct pl_strbuf *out)
{
    uint32_t c = pl_utf8_next(t->text, &t->offset);
    pl_strbuf_add_char(out, c ? c : PL_REPLACEMENT);
}

/* §4.3.11. Borrowed from the text unless escapes or NUL must be resolved. */
static pl_str consume_name(struct pl_tokenizer *t)
{
    size_t first = t->offset;
    while (is_name(peek(t, 0)) && peek(t, 0) != 0)
        t->offset++;
    pl_str plain = pl_str_slice(t->text, first, t->offset);
    if (peek(t, 0) != 0 && !is_escape(peek(t, 0), peek(t, 1)))
        return plain;
    struct pl_strbuf out = PL_STRBUF(t->arena);
    pl_strbuf_add(&out, plain);
    for (;;) {
        if (is_name(peek(t, 0))) {
            add_char(t, &out);
        } else if (is_escape(peek(t, 0), peek(t, 1))) {
            t->offset++;
            pl_strbuf_add_char(&out, escaped_char(t));
        } else {
            return pl_strbuf_str(&out);
        }
    }
}

/* The rest of a string whose plain part ended at something special. */
static void consume_special_string(struct pl_tokenizer *t, struct pl_token *token, int quote,
                                   size_t first)
{
    struct pl_strbuf out = PL_STRBUF(t->arena);
    pl_strbuf_add(&out, pl_str_slice(t->text, first, t->offset));
    for (;;) {
        int c = peek(t, 0);
        if (c < 0 || c == quote || is_newline(c))
            break;
        if (c != '\\') {
            add_char(t, &out);
            continue;
        }
        t->offset++;
        if (is_newline(peek(t, 0)))
            skip_newline(t);
        else if (peek(t, 0) >= 0)
            pl_strbuf_add_char(&out, escaped_char(t));
    }
    token->text = pl_strbuf_str(&out);
}

/* §4.3.5 */
static void consume_string(struct pl_tokenizer *t, struct pl_token *token, int quote)
{
    token->type = PL_TOKEN_STRING;
    size_t first = ++t->offset;
    int c = peek(t, 0);
    while (c > 0 && c != quote && c != '\\' && !is_newline(c)) {
        t->offset++;
        c = peek(t, 0);
    }
    token->text = pl_str_slice(t->text, first, t->offset);
    if (c == 0 || c == '\\')
        consume_special_string(t, token, quote, first);
    c = peek(t, 0);
    if (c == quote)
        t->offset++;
    else if (c < 0)
        token->is_unclosed = true;
    else
        token->type = PL_TOKEN_BAD_STRING;
}

/* §4.3.14 */
static void consume_bad_url(struct pl_tokenizer *t, struct pl_token *token)
{
    token->type = PL_TOKEN_BAD_URL;
    token->text = (pl_str){0};
    int c;
    while ((c = peek(t, 0)) >= 0) {
        if (c == ')') {
            t->offset++;
            return;
        }
        t->offset += is_escape(c, peek(t, 1)) && peek(t, 1) >= 0 ? 2 : 1;
    }
}

/* Bytes that make an unquoted address a bad one. */
static bool is_bad_in_url(int c)
{
    return c == '"' || c == '\'' || c == '(' || (c > 0 && c < 0x20) || c == 0x7F;
}

/* §4.3.6; the offset stands behind "url(". */
static void consume_url(struct pl_tokenizer *t, struct pl_token *token)
{
    token->type = PL_TOKEN_URL;
    skip_space(t);
    struct pl_strbuf out = PL_STRBUF(t->arena);
    size_t first = t->offset;
    bool is_plain = true;
    for (;;) {
        int c = peek(t, 0);
        if (c < 0 || c == ')' || is_space(c))
            break;
        if (is_bad_in_url(c) || (c == '\\' && !is_escape(c, peek(t, 1)))) {
            consume_bad_url(t, token);
            return;
        }
        if (is_plain && (c == '\\' || c == 0)) {
            is_plain = false;
            pl_strbuf_add(&out, pl_str_slice(t->text, first, t->offset));
        }
        if (c == '\\') {
            t->offset++;
            pl_strbuf_add_char(&out, escaped_char(t));
        } else if (is_plain) {
            t->offset++;
        } else {
            add_char(t, &out);
        }
    }
    token->text = is_plain ? pl_str_slice(t->text, first, t->offset) : pl_strbuf_str(&out);
    skip_space(t);
    if (peek(t, 0) == ')')
        t->offset++;
    else if (peek(t, 0) < 0)
        token->is_unclosed = true;
    else
        consume_bad_url(t, token);
}

/* §4.3.4 */
static void consume_identifier_like(struct pl_tokenizer *t, struct pl_token *token)
{
    token->type = PL_TOKEN_IDENT;
    token->text = consume_name(t);
    if (peek(t, 0) != '(')
        return;
    t->offset++;
    token->type = PL_TOKEN_FUNCTION;
    if (!pl_str_eq_ascii_nocase(token->text, PL_LIT("url")))
        return;
    size_t inside = t->offset;
    skip_space(t);
    bool is_quoted = peek(t, 0) == '"' || peek(t, 0) == '\'';
    t->offset = inside;
    if (!is_quoted)
        consume_url(t, token);
}

/* --- Numbers ------------------------------------------------------------------------------ */

static void skip_digits(struct pl_tokenizer *t)
{
    while (is_digit(peek(t, 0)))
        t->offset++;
}

/* §4.3.12, §4.3.13 */
static void consume_number(struct pl_tokenizer *t, struct pl_token *token)
{
    size_t first = t->offset;
    token->is_integer = true;
    token->has_sign = peek(t, 0) == '+' || peek(t, 0) == '-';
    t->offset += token->has_sign;
    skip_digits(t);
    if (peek(t, 0) == '.' && is_digit(peek(t, 1))) {
        token->is_integer = false;
        t->offset++;
        skip_digits(t);
    }
    if (peek(t, 0) == 'e' || peek(t, 0) == 'E') {
        size_t sign = peek(t, 1) == '+' || peek(t, 1) == '-';
        if (is_digit(peek(t, 1 + sign))) {
            token->is_integer = false;
            t->offset += 1 + sign;
            skip_digits(t);
        }
    }
    token->number_end = (uint32_t)t->offset;
    if (!pl_str_to_double(pl_str_slice(t->text, first, t->offset), &token->number))
        token->number = t->text.data[first] == '-' ? -NUMBER_MAX : NUMBER_MAX;
}

/* §4.3.3 */
static void consume_numeric(struct pl_tokenizer *t, struct pl_token *token)
{
    consume_number(t, token);
    token->type = PL_TOKEN_NUMBER;
    if (begins_identifier(t, 0)) {
        token->type = PL_TOKEN_DIMENSION;
        token->text = consume_name(t);
    } else if (peek(t, 0) == '%') {
        token->type = PL_TOKEN_PERCENTAGE;
        t->offset++;
    }
}

/* --- A token (§4.3.1) ------------------------------------------------------------------- */

static void consume_delim(struct pl_tokenizer *t, struct pl_token *token)
{
    token->type = PL_TOKEN_DELIM;
    token->delim = pl_utf8_next(t->text, &t->offset);
}

/* The types of tokens that are one certain byte; PL_TOKEN_END for other bytes. */
static enum pl_token_type punctuation(int c)
{
    switch (c) {
    case ':':
        return PL_TOKEN_COLON;
    case ';':
        return PL_TOKEN_SEMICOLON;
    case ',':
        return PL_TOKEN_COMMA;
    case '[':
        return PL_TOKEN_OPEN_SQUARE;
    case ']':
        return PL_TOKEN_CLOSE_SQUARE;
    case '(':
        return PL_TOKEN_OPEN_ROUND;
    case ')':
        return PL_TOKEN_CLOSE_ROUND;
    case '{':
        return PL_TOKEN_OPEN_CURLY;
    case '}':
        return PL_TOKEN_CLOSE_CURLY;
    default:
        return PL_TOKEN_END;
    }
}

static bool begins_with(const struct pl_tokenizer *t, pl_str what)
{
    return pl_str_starts(pl_str_slice(t->text, t->offset, t->text.size), what);
}

/* "#", "@", "<", "-": their tokens where what follows makes one; false: a delimiter. */
static bool consume_marked(struct pl_tokenizer *t, struct pl_token *token, int c)
{
    if (c == '#' && (is_name(peek(t, 1)) || is_escape(peek(t, 1), peek(t, 2)))) {
        token->type = PL_TOKEN_HASH;
        token->is_id = begins_identifier(t, 1);
        t->offset++;
        token->text = consume_name(t);
        return true;
    }
    if (c == '@' && begins_identifier(t, 1)) {
        token->type = PL_TOKEN_AT_KEYWORD;
        t->offset++;
        token->text = consume_name(t);
        return true;
    }
    if (c == '<' && begins_with(t, PL_LIT("<!--"))) {
        token->type = PL_TOKEN_CDO;
        t->offset += 4;
        return true;
    }
    if (c == '-' && begins_with(t, PL_LIT("-->"))) {
        token->type = PL_TOKEN_CDC;
        t->offset += 3;
        return true;
    }
    return false;
}

static void consume(struct pl_tokenizer *t, struct pl_token *token)
{
    int c = peek(t, 0);
    token->type = punctuation(c);
    if (token->type != PL_TOKEN_END) {
        t->offset++;
    } else if (is_space(c)) {
        token->type = PL_TOKEN_SPACE;
        skip_space(t);
    } else if (c == '"' || c == '\'') {
        consume_string(t, token, c);
    } else if (begins_number(t)) {
        consume_numeric(t, token);
    } else if (consume_marked(t, token, c)) {
        return;
    } else if (begins_identifier(t, 0)) {
        consume_identifier_like(t, token);
    } else {
        consume_delim(t, token);
    }
}

struct pl_tokenizer pl_tokenizer_begin(struct pl_arena *arena, pl_str text)
{
    assert(text.size <= UINT32_MAX);
    return (struct pl_tokenizer){arena, text, 0};
}

struct pl_token pl_token_next(struct pl_tokenizer *t)
{
    struct pl_token token = {.type = PL_TOKEN_END};
    skip_comments(t);
    token.first = (uint32_t)t->offset;
    if (t->offset < t->text.size)
        consume(t, &token);
    token.end = (uint32_t)t->offset;
    return token;
}

bool pl_token_is_identifier(pl_str text)
{
    struct pl_tokenizer t = {NULL, text, 0};
    if (!begins_identifier(&t, 0))
        return false;
    for (size_t i = 0; i < text.size; i++)
        if (!is_name((unsigned char)text.data[i]) || text.data[i] == 0)
            return false;
    return true;
}
