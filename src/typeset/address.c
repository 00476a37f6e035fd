// SPDX-License-Identifier: MIT
/* typeset/address.c: where addresses of the web are divided. */
#include "typeset/address.h"

enum { LEAST = 3 };

bool pl_is_address(pl_str word)
{
    if (word.size < 8)
        return false;
    if (pl_str_find(word, PL_LIT("://"), 0) != SIZE_MAX)
        return true;
    size_t at = pl_str_find_byte(word, '@', 0);
    if (at != SIZE_MAX)
        return at > 0 && pl_str_find_byte(word, '.', at) != SIZE_MAX;
    return memcmp(word.data, "www.", 4) == 0;
}

bool pl_address_divides(pl_str word, size_t at)
{
    if (at < LEAST || word.size - at < LEAST)
        return false;
    switch (word.data[at]) {
    case '.':
    case ',':
    case '?':
    case '#':
    case '%':
    case '~':
    case '_':
    case '-':
    case '=':
    case '&':
    case '@':
    case ';':
        return word.data[at - 1] != '/' && word.data[at - 1] != word.data[at];
    default:
        return false;
    }
}
