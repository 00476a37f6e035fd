// SPDX-License-Identifier: MIT
/* epub/address.c: addresses outside the book, checked and escaped.
 *
 * Source: RFC 3986; hosts as the URL Standard §3.5 parses them, which readers and checkers do. */
#include "epub/address.h"

#include <string.h>

#include "base/strbuf.h"

static bool is_hex(char c)
{
    return pl_ascii_is_digit(c) || (pl_ascii_lower(c) >= 'a' && pl_ascii_lower(c) <= 'f');
}

/* RFC 3986 §2: escapes that stand there stay. */
static void add_escaped(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        bool is_escape = c == '%' && i + 2 < text.size && is_hex(text.data[i + 1]) &&
                         is_hex(text.data[i + 2]);
        if (is_escape || (c > 0x20 && c < 0x7F && c != '%' && !strchr("\"<>\\^`{|}[]", c)))
            pl_strbuf_add_byte(out, c);
        else
            pl_strbuf_addf(out, "%%%02X", (unsigned char)c);
    }
}

/* A second # is a character like others. */
static void add_fragment(struct pl_strbuf *out, pl_str fragment)
{
    for (size_t i; (i = pl_str_find_byte(fragment, '#', 0)) != SIZE_MAX;) {
        add_escaped(out, pl_str_slice(fragment, 0, i));
        pl_strbuf_add(out, PL_LIT("%23"));
        fragment = pl_str_slice(fragment, i + 1, fragment.size);
    }
    add_escaped(out, fragment);
}

/* --- Hosts -------------------------------------------------------------------------------------- */

static bool is_number(pl_str text, int64_t most)
{
    int64_t number;
    for (size_t i = 0; i < text.size; i++)
        if (!pl_ascii_is_digit(text.data[i]))
            return false;
    return pl_str_to_int64(text, &number) && number <= most;
}

/* Four numbers up to 255: what a host is that ends in a number. */
static bool is_ipv4(pl_str host)
{
    pl_str rest = host, part;
    size_t count = 0;
    for (bool more = true; more; count++) {
        more = pl_str_cut(&rest, '.', &part);
        if (!more)
            part = rest;
        if (!is_number(part, 255))
            return false;
    }
    return count == 4;
}

/* [1:2::3], as far as its characters and the number of its parts tell. */
static bool is_ipv6(pl_str host)
{
    size_t colons = 0, doubles = 0, digits = 0;
    if (host.size < 4 || host.data[0] != '[' || host.data[host.size - 1] != ']')
        return false;
    for (size_t i = 1; i + 1 < host.size; i++) {
        bool is_colon = host.data[i] == ':';
        if (!is_colon && !is_hex(host.data[i]))
            return false;
        digits = is_colon ? 0 : digits + 1;
        colons += is_colon;
        doubles += is_colon && host.data[i + 1] == ':';
        if (digits > 4)
            return false;
    }
    return doubles == 1 ? colons >= 2 && colons <= 7 : doubles == 0 && colons == 7;
}

/* A label of letters, digits, hyphens and what isn't ASCII. Labels that are already in Punycode are
 * left to those who can read them. */
static bool is_label(pl_str label)
{
    for (size_t i = 0; i < label.size; i++) {
        char c = label.data[i];
        if ((unsigned char)c < 0x80 && !pl_ascii_is_alnum(c) && c != '-' && c != '_')
            return false;
    }
    bool is_plain = !pl_str_starts_ascii_nocase(label, PL_LIT("xn--")) || label.size > 5;
    return label.size > 0 && label.size <= 63 && is_plain && label.data[0] != '-' &&
           label.data[label.size - 1] != '-';
}

static bool is_host(pl_str host)
{
    pl_str rest = host, label;
    if (pl_str_starts(host, PL_LIT("[")))
        return is_ipv6(host);
    if (host.size == 0 || host.size > 253)
        return false;
    for (bool more = true; more;) {
        more = pl_str_cut(&rest, '.', &label);
        if (!more)
            label = rest;
        if (!more && label.size == 0 && host.size > 1) // the root's own dot
            return true;
        if (!is_label(label))
            return false;
    }
    return !is_number(label, INT64_MAX) || is_ipv4(host);
}

/* --- Addresses ------------------------------------------------------------------------------------ */

/* host, host:80 */
static bool is_authority(pl_str authority)
{
    pl_str host = authority, port = {0};
    size_t colon = authority.size;
    while (colon > 0 && pl_ascii_is_digit(authority.data[colon - 1]))
        colon--;
    if (colon > 0 && authority.data[colon - 1] == ':') {
        host = pl_str_slice(authority, 0, colon - 1);
        port = pl_str_slice(authority, colon, authority.size);
    }
    return is_host(host) && (port.size == 0 || (port.size <= 5 && is_number(port, 65535)));
}

static pl_str web_address(struct pl_arena *arena, pl_str address, size_t scheme_size)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    size_t end = scheme_size;
    while (end < address.size && !strchr("/?#\\", address.data[end]))
        end++;
    pl_str authority = pl_str_slice(address, scheme_size, end);
    size_t at = pl_str_find_byte(authority, '@', 0);
    while (at != SIZE_MAX) {
        authority = pl_str_slice(authority, at + 1, authority.size);
        at = pl_str_find_byte(authority, '@', 0);
    }
    if (!is_authority(authority))
        return (pl_str){0};
    for (size_t i = 0; i < scheme_size; i++)
        pl_strbuf_add_byte(&out, pl_ascii_lower(address.data[i]));
    // No names and passwords of users in books.
    pl_strbuf_add(&out, authority); // a name beyond ASCII is written as it is: readers encode it
    pl_str rest = pl_str_slice(address, end, address.size), fragment = {0};
    size_t hash = pl_str_find_byte(rest, '#', 0);
    if (hash != SIZE_MAX) {
        fragment = pl_str_slice(rest, hash + 1, rest.size);
        rest = pl_str_slice(rest, 0, hash);
    }
    add_escaped(&out, rest);
    if (hash == SIZE_MAX)
        return pl_strbuf_str(&out);
    pl_strbuf_add_byte(&out, '#');
    add_fragment(&out, fragment);
    return pl_strbuf_str(&out);
}

pl_str pl_book_address(struct pl_arena *arena, pl_str address)
{
    static const char *const web[] = {"http://", "https://"}, *const plain[] = {"mailto:", "tel:"};
    for (size_t i = 0; i < sizeof web / sizeof *web; i++)
        if (pl_str_starts_ascii_nocase(address, pl_str_from(web[i])))
            return web_address(arena, address, strlen(web[i]));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        size_t size = strlen(plain[i]);
        if (!pl_str_starts_ascii_nocase(address, pl_str_from(plain[i])) || address.size == size)
            continue;
        struct pl_strbuf out = PL_STRBUF(arena);
        pl_strbuf_add(&out, pl_str_from(plain[i]));
        add_escaped(&out, pl_str_slice(address, size, address.size));
        return pl_strbuf_str(&out);
    }
    return (pl_str){0};
}

pl_str pl_book_fragment(struct pl_arena *arena, pl_str id)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    add_fragment(&out, id);
    return pl_strbuf_str(&out);
}
