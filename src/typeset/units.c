// SPDX-License-Identifier: MIT
/* typeset/units.c: the units that a text is set in. */
#include "typeset/units.h"

#include "base/utf8.h"

/* Bytes that may begin something else than a word. */
static const bool stops[256] = {
    [0 ... ' '] = true, [0x7F] = true, [0xC2] = true, [0xE2] = true, [0xEF] = true,
};

static enum pl_unit_kind kind_of(uint32_t c)
{
    switch (c) {
    case ' ':
        return PL_UNIT_SPACE;
    case '\t':
        return PL_UNIT_TAB;
    case '\n':
    case 0x2028:
    case 0x2029:
        return PL_UNIT_NEWLINE;
    case 0xA0:
        return PL_UNIT_FIXED_SPACE;
    case 0xAD:
        return PL_UNIT_SOFT_HYPHEN;
    case 0xFFFC:
        return PL_UNIT_OBJECT;
    case 0x7F:
    case 0x200B:
    case 0x200E:
    case 0x200F:
    case 0xFEFF:
        return PL_UNIT_SILENT;
    default:
        break;
    }
    bool is_silent = c < ' ' || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
    return is_silent ? PL_UNIT_SILENT : PL_UNIT_WORD;
}

enum pl_unit_kind pl_unit_next(pl_str text, uint32_t at, uint32_t end, uint32_t *next)
{
    size_t i = at;
    pl_str part = {text.data, end};
    while (i < end) {
        if (!stops[(unsigned char)text.data[i]]) {
            i++;
            continue;
        }
        size_t after = i;
        enum pl_unit_kind kind = kind_of(pl_utf8_next(part, &after));
        if (kind != PL_UNIT_WORD) {
            if (i > at)
                break;
            *next = (uint32_t)after;
            return kind;
        }
        i = after;
    }
    *next = (uint32_t)i;
    return PL_UNIT_WORD;
}
