// SPDX-License-Identifier: MIT
/* ingest/feed_text.c: texts and names as feeds carry them. */
#include "ingest/feed_text.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "ingest/sanitize.h"

/* --- base64 (Atom 0.3) ----------------------------------------------------------------- */

static int base64_digit(char c)
{
    if (pl_ascii_is_upper(c))
        return c - 'A';
    if (pl_ascii_is_lower(c))
        return c - 'a' + 26;
    if (pl_ascii_is_digit(c))
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* What isn't UTF-8 in it becomes U+FFFD. */
static pl_str decode_base64(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf bytes = PL_STRBUF(arena), out = PL_STRBUF(arena);
    uint32_t bits = 0;
    int held = 0;
    for (size_t i = 0; i < text.size && text.data[i] != '='; i++) {
        int digit = base64_digit(text.data[i]);
        if (digit < 0)
            continue;
        bits = bits << 6 | (uint32_t)digit;
        held += 6;
        if (held >= 8) {
            held -= 8;
            pl_strbuf_add_byte(&bytes, (char)(bits >> held & 0xFF));
        }
    }
    pl_str decoded = pl_strbuf_str(&bytes);
    for (size_t at = 0; at < decoded.size;) {
        uint32_t c = pl_utf8_next(decoded, &at);
        if (!pl_char_is_forbidden(c))
            pl_strbuf_add_char(&out, c);
    }
    return pl_strbuf_str(&out);
}

/* --- HTML or not ------------------------------------------------------------------------ */

/* "</b>", "<br/>", "<img src": a tag of an element that the allow-list has a word on. */
static bool is_tag(pl_str text, size_t at)
{
    static const pl_str voids[] = {PL_LIT_INIT("br"), PL_LIT_INIT("img"), PL_LIT_INIT("hr"), PL_LIT_INIT("p"),
                                   PL_LIT_INIT("link"), PL_LIT_INIT("meta"), PL_LIT_INIT("embed")};
    bool is_end = at + 1 < text.size && text.data[at + 1] == '/';
    size_t first = at + 1 + is_end, end = first;
    char lower[16];
    while (end < text.size && end - first < sizeof lower && pl_ascii_is_alnum(text.data[end])) {
        lower[end - first] = pl_ascii_lower(text.data[end]);
        end++;
    }
    if (end == first || end == text.size || !strchr(" \t\r\n/>", text.data[end]))
        return false;
    pl_str name = {lower, end - first};
    if (is_end)
        return pl_str_eq(pl_element_rule(name)->name, name);
    for (size_t i = 0; i < sizeof voids / sizeof *voids; i++)
        if (pl_str_eq(voids[i], name))
            return true;
    return false;
}

/* "&amp;", "&#38;": what a text has when its HTML was escaped once more. */
static bool is_reference(pl_str text, size_t at)
{
    size_t end = at + 1;
    end += end < text.size && text.data[end] == '#';
    size_t first = end;
    while (end < text.size && end - first < 12 && pl_ascii_is_alnum(text.data[end]))
        end++;
    return end - first >= 2 && end < text.size && text.data[end] == ';';
}

bool pl_feed_looks_like_html(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if ((text.data[i] == '<' && is_tag(text, i)) || (text.data[i] == '&' && is_reference(text, i)))
            return true;
    return false;
}

/* --- Text constructs --------------------------------------------------------------------- */

static bool has_elements(const struct pl_xml *node)
{
    for (const struct pl_xml *child = node->first; child; child = child->next)
        if (!pl_str_empty(child->name))
            return true;
    return false;
}

/* RFC 4287 §3.1 and §4.1.3; Atom 0.3 §3.1 with its modes; RSS, where nothing is said. */
struct pl_feed_text pl_feed_text_of(struct pl_reading *reading, const struct pl_xml *node, bool is_html)
{
    struct pl_arena *arena = reading->arena;
    pl_str type = pl_str_trim(pl_xml_attribute(node, "type")), mode = pl_str_trim(pl_xml_attribute(node, "mode"));
    struct pl_feed_text text = {.span = node->span, .address = pl_str_trim(pl_xml_attribute(node, "src"))};
    bool says_html = pl_str_contains_ascii_nocase(type, PL_LIT("html"));
    bool says_text = pl_str_eq_ascii_nocase(type, PL_LIT("text")) || pl_str_eq_ascii_nocase(type, PL_LIT("text/plain"));
    if (has_elements(node)) {
        text.text = pl_str_trim(pl_xml_as_html(arena, node));
        text.is_html = true;
        return text;
    }
    text.text = pl_str_trim(pl_xml_text(arena, node));
    /* RFC 4287 §4.1.3.3: a type that is no text is base64. Pictures and sounds are nothing to read. */
    bool is_text = pl_str_find_byte(type, '/', 0) == SIZE_MAX || pl_str_starts_ascii_nocase(type, PL_LIT("text/")) ||
                   pl_str_contains_ascii_nocase(type, PL_LIT("xml")) || pl_str_contains_ascii_nocase(type, PL_LIT("html"));
    if (pl_str_starts_ascii_nocase(type, PL_LIT("image/")) || pl_str_starts_ascii_nocase(type, PL_LIT("audio/")) ||
        pl_str_starts_ascii_nocase(type, PL_LIT("video/"))) {
        text.text = (pl_str){0};
        return text;
    }
    if (pl_str_eq_ascii_nocase(mode, PL_LIT("base64")) || (!is_text && pl_str_empty(mode))) {
        text.text = pl_str_trim(decode_base64(arena, text.text));
        says_text = false;
    } else if (pl_str_contains_ascii_nocase(type, PL_LIT("xhtml"))) {
        says_html = pl_str_eq_ascii_nocase(mode, PL_LIT("escaped")); // else what could be markup was escaped as text
        says_text = !says_html;
    }
    text.is_html = says_html || is_html || (!says_text && pl_feed_looks_like_html(text.text));
    return text;
}

/* --- People ------------------------------------------------------------------------------ */

static pl_str collapsed(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        if (out.size)
            pl_strbuf_add_byte(&out, ' ');
        pl_strbuf_add(&out, word);
    }
    return pl_strbuf_str(&out);
}

pl_str pl_feed_person(struct pl_arena *arena, pl_str text)
{
    text = collapsed(arena, text);
    size_t at = pl_str_find_byte(text, '@', 0), open = pl_str_find_byte(text, '(', 0),
           angle = pl_str_find_byte(text, '<', 0);
    if (at == SIZE_MAX)
        return text;
    if (open != SIZE_MAX && at < open && pl_str_ends(text, PL_LIT(")"))) {
        pl_str name = pl_str_trim(pl_str_slice(text, open + 1, text.size - 1));
        return pl_str_empty(name) ? text : name;
    }
    if (open != SIZE_MAX && at > open) { // "Mira Holt (mira@courier.example)"
        pl_str name = pl_str_trim(pl_str_slice(text, 0, open));
        return pl_str_empty(name) ? text : name;
    }
    if (angle != SIZE_MAX && angle < at) {
        pl_str name = pl_str_trim(pl_str_slice(text, 0, angle));
        return pl_str_empty(name) ? text : name;
    }
    return text;
}
