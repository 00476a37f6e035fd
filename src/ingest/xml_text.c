// SPDX-License-Identifier: MIT
/* ingest/xml_text.c: references in XML text → characters; the entities of its document type. */
#include "ingest/xml_text.h"

#include <gumbo.h>

#include "base/utf8.h"

/* A name is asked for once, and no more than ASKED of them: real texts know few, and each costs a small parse. */
enum { NAME_BYTES = 40, NESTING = 8, ASKED = 512 };

struct pl_xml_entities pl_xml_entities(struct pl_arena *arena, const struct pl_limits *limits)
{
    return (struct pl_xml_entities){.arena = arena,
                                    .own = PL_MAP(arena),
                                    .html = PL_MAP(arena),
                                    .room = limits->value[PL_LIMIT_NAME_XML_EXPANSION]};
}

/* --- Declarations -------------------------------------------------------------------- */

void pl_xml_entities_declare(struct pl_xml_entities *entities, pl_str subset)
{
    static const pl_str mark = PL_LIT_INIT("<!ENTITY");
    for (size_t at = 0; (at = pl_str_find(subset, mark, at)) != SIZE_MAX;) {
        at += mark.size;
        pl_str rest = pl_str_slice(subset, at, subset.size), name;
        size_t space = 0;
        while (space < rest.size && pl_ascii_is_space(rest.data[space]))
            space++;
        size_t end = space;
        while (end < rest.size && !pl_ascii_is_space(rest.data[end]) && end - space <= NAME_BYTES)
            end++;
        name = pl_str_slice(rest, space, end);
        while (end < rest.size && pl_ascii_is_space(rest.data[end]))
            end++;
        if (end >= rest.size || (rest.data[end] != '"' && rest.data[end] != '\'') || pl_str_eq(name, PL_LIT("%")))
            continue; // external, a parameter entity, or broken
        size_t close = pl_str_find_byte(rest, rest.data[end], end + 1);
        if (close == SIZE_MAX)
            return;
        void **place = pl_map_at(&entities->own, name);
        if (!*place) { // the first declaration binds. XML 1.0 §4.2
            pl_str *value = PL_NEW(entities->arena, pl_str);
            *value = pl_str_slice(rest, end + 1, close);
            *place = value;
        }
        at += close;
    }
}

/* --- HTML's names -------------------------------------------------------------------- */

static void *allocate(void *arena, size_t size)
{
    return pl_arena_alloc(arena, size);
}

static void deallocate(void *arena, void *block)
{
    (void)arena;
    (void)block;
}

/* Gumbo has the table, and no function that asks it: so it reads a page of one reference. */
static pl_str ask_gumbo(struct pl_arena *arena, pl_str name)
{
    pl_str page = pl_str_format(arena, "<p>&%.*s;", PL_ARG(name));
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = arena;
    options.max_errors = 0;
    const GumboNode *node = gumbo_parse_with_options(&options, page.data, page.size)->root;
    while (node && node->type == GUMBO_NODE_ELEMENT) {
        const GumboVector *children = &node->v.element.children;
        node = children->length ? children->data[children->length - 1] : NULL;
    }
    pl_str text = node && node->type == GUMBO_NODE_TEXT ? pl_str_from(node->v.text.text) : (pl_str){0};
    return pl_str_starts(text, PL_LIT("&")) && !pl_str_eq(text, PL_LIT("&")) ? (pl_str){0} : text;
}

static bool is_name(pl_str name)
{
    if (pl_str_empty(name) || name.size > NAME_BYTES || !pl_ascii_is_alpha(name.data[0]))
        return false;
    for (size_t i = 0; i < name.size; i++)
        if (!pl_ascii_is_alnum(name.data[i]) && !strchr("-_.:", name.data[i]))
            return false;
    return true;
}

/* Empty: HTML has no such name. */
static pl_str html_entity(struct pl_xml_entities *entities, pl_str name)
{
    static const struct {
        pl_str name, text;
    } xml[] = {{PL_LIT_INIT("amp"), PL_LIT_INIT("&")},
               {PL_LIT_INIT("lt"), PL_LIT_INIT("<")},
               {PL_LIT_INIT("gt"), PL_LIT_INIT(">")},
               {PL_LIT_INIT("quot"), PL_LIT_INIT("\"")},
               {PL_LIT_INIT("apos"), PL_LIT_INIT("'")},
               {PL_LIT_INIT("nbsp"), PL_LIT_INIT("\xC2\xA0")}};
    for (size_t i = 0; i < sizeof xml / sizeof *xml; i++)
        if (pl_str_eq(xml[i].name, name))
            return xml[i].text;
    pl_str *known = pl_map_lookup(&entities->html, name);
    if (known)
        return *known;
    if (entities->html.count >= ASKED)
        return (pl_str){0};
    known = PL_NEW(entities->arena, pl_str);
    *known = ask_gumbo(entities->arena, name);
    *pl_map_at(&entities->html, name) = known;
    return *known;
}

/* --- Resolving ----------------------------------------------------------------------- */

static uint32_t as_windows_1252(uint32_t c)
{
    static const uint16_t table[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                       0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    return c >= 0x80 && c < 0xA0 && table[c - 0x80] ? table[c - 0x80] : c;
}

/* "38", "x26": a character; 0 when it is none that a text may hold. */
static uint32_t numeric(pl_str digits)
{
    uint32_t base = 10, value = 0;
    if (digits.size && (digits.data[0] == 'x' || digits.data[0] == 'X')) {
        base = 16;
        digits = pl_str_slice(digits, 1, digits.size);
    }
    if (pl_str_empty(digits))
        return 0;
    for (size_t i = 0; i < digits.size; i++) {
        char c = pl_ascii_lower(digits.data[i]);
        uint32_t digit = pl_ascii_is_digit(c) ? (uint32_t)(c - '0') : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 99;
        if (digit >= base || value > 0x10FFFF)
            return 0;
        value = value * base + digit;
    }
    value = as_windows_1252(value);
    return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) || pl_char_is_forbidden(value) ? 0 : value;
}

static void resolve_into(struct pl_xml_entities *entities, struct pl_strbuf *out, pl_str raw, int depth);

static bool add_own(struct pl_xml_entities *entities, struct pl_strbuf *out, pl_str name, int depth)
{
    const pl_str *own = pl_map_lookup(&entities->own, name);
    if (!own)
        return false;
    if (depth >= NESTING || own->size > entities->room) {
        entities->is_over = true;
        return false;
    }
    entities->room -= own->size + 1 < entities->room ? own->size + 1 : entities->room;
    resolve_into(entities, out, *own, depth + 1);
    return true;
}

/* The reference at raw[at], a "&": its end, or `at` where none is. */
static size_t add_reference(struct pl_xml_entities *entities, struct pl_strbuf *out, pl_str raw, size_t at, int depth)
{
    size_t limit = at + 2 + NAME_BYTES < raw.size ? at + 2 + NAME_BYTES : raw.size;
    size_t end = at + 1;
    while (end < limit && raw.data[end] != ';' && !pl_ascii_is_space(raw.data[end]) && raw.data[end] != '&')
        end++;
    if (end >= limit || raw.data[end] != ';')
        return at;
    pl_str name = pl_str_slice(raw, at + 1, end);
    if (name.size && name.data[0] == '#') {
        uint32_t c = numeric(pl_str_slice(name, 1, name.size));
        if (!c)
            return at;
        pl_strbuf_add_char(out, c);
        return end + 1;
    }
    if (!is_name(name))
        return at;
    if (add_own(entities, out, name, depth))
        return end + 1;
    pl_str text = html_entity(entities, name);
    pl_strbuf_add(out, text);
    return pl_str_empty(text) ? at : end + 1;
}

static void resolve_into(struct pl_xml_entities *entities, struct pl_strbuf *out, pl_str raw, int depth)
{
    for (size_t i = 0; i < raw.size;) {
        unsigned char c = (unsigned char)raw.data[i];
        if (c == '&') {
            size_t end = add_reference(entities, out, raw, i, depth);
            if (end != i) {
                i = end;
                continue;
            }
        } else if (c == 0xC2 && i + 1 < raw.size && (unsigned char)raw.data[i + 1] < 0xA0) {
            pl_strbuf_add_char(out, as_windows_1252((unsigned char)raw.data[i + 1]));
            i += 2;
            continue;
        }
        pl_strbuf_add_byte(out, raw.data[i++]);
    }
}

static bool needs_resolving(pl_str raw)
{
    if (pl_str_find_byte(raw, '&', 0) != SIZE_MAX)
        return true;
    for (size_t i = 0; (i = pl_str_find_byte(raw, '\xC2', i)) != SIZE_MAX; i++)
        if (i + 1 < raw.size && (unsigned char)raw.data[i + 1] < 0xA0)
            return true;
    return false;
}

pl_str pl_xml_resolve(struct pl_xml_entities *entities, pl_str raw)
{
    if (!needs_resolving(raw))
        return raw;
    struct pl_strbuf out = PL_STRBUF(entities->arena);
    resolve_into(entities, &out, raw, 0);
    return pl_strbuf_str(&out);
}
