// SPDX-License-Identifier: MIT
/* layout/transform.c: text-transform, character by character. */
#include "layout/transform.h"

#include "base/utf8.h"
#include "layout/display.h"

enum pl_transform pl_transform_of(const struct pl_style *style)
{
    if (pl_style_keyword(style, PL_PROPERTY_text_transform) == PL_KEYWORD_none)
        return PL_TRANSFORM_NONE;
    if (pl_style_has(style, PL_PROPERTY_text_transform, PL_KEYWORD_uppercase))
        return PL_TRANSFORM_UPPER;
    if (pl_style_has(style, PL_PROPERTY_text_transform, PL_KEYWORD_lowercase))
        return PL_TRANSFORM_LOWER;
    if (pl_style_has(style, PL_PROPERTY_text_transform, PL_KEYWORD_capitalize))
        return PL_TRANSFORM_CAPITALIZE;
    return PL_TRANSFORM_NONE;
}

/* Upper case of more than one code point. */
static const struct {
    uint32_t c, upper[3];
} special[] = {
    {0x00DF, {'S', 'S', 0}},
    {0x0149, {0x02BC, 'N', 0}},
    {0x01F0, {'J', 0x030C, 0}},
    {0x0390, {0x0399, 0x0308, 0x0301}},
    {0x03B0, {0x03A5, 0x0308, 0x0301}},
    {0x0587, {0x0535, 0x0552, 0}},
    {0xFB00, {'F', 'F', 0}},
    {0xFB01, {'F', 'I', 0}},
    {0xFB02, {'F', 'L', 0}},
    {0xFB03, {'F', 'F', 'I'}},
    {0xFB04, {'F', 'F', 'L'}},
    {0xFB05, {'S', 'T', 0}},
    {0xFB06, {'S', 'T', 0}},
};

static bool speaks(pl_str language, const char *primary)
{
    pl_str tag = pl_str_from(primary);
    return pl_str_starts_ascii_nocase(language, tag) &&
           (language.size == tag.size || language.data[tag.size] == '-');
}

static bool has_dotted_i(pl_str language)
{
    return speaks(language, "tr") || speaks(language, "az");
}

/* Greek capitals carry no accents (CSS Text 4 §2.1.1). */
static uint32_t greek_upper(uint32_t c)
{
    switch (c) {
    case 0x03AC:
        return 0x0391;
    case 0x03AD:
        return 0x0395;
    case 0x03AE:
        return 0x0397;
    case 0x03AF:
        return 0x0399;
    case 0x03CC:
        return 0x039F;
    case 0x03CD:
        return 0x03A5;
    case 0x03CE:
        return 0x03A9;
    default:
        return 0;
    }
}

static size_t upper(pl_str language, uint32_t c, uint32_t out[3])
{
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (special[i].c != c)
            continue;
        size_t count = 0;
        for (; count < 3 && special[i].upper[count]; count++)
            out[count] = special[i].upper[count];
        return count;
    }
    out[0] = pl_char_to_upper(c);
    if (c == 'i' && has_dotted_i(language))
        out[0] = 0x0130;
    else if (c >= 0x0370 && c < 0x0400 && speaks(language, "el") && greek_upper(c))
        out[0] = greek_upper(c);
    return 1;
}

static size_t lower(pl_str language, uint32_t before, uint32_t c, uint32_t after, uint32_t out[3])
{
    out[0] = pl_char_to_lower(c);
    if (c == 0x03A3 && pl_char_is_letter(before) && !pl_char_is_letter(after))
        out[0] = 0x03C2; // a sigma that ends its word
    else if (has_dotted_i(language) && c == 'I')
        out[0] = 0x0131;
    else if (c == 0x0130)
        out[0] = 'i';
    return 1;
}

static bool continues_word(uint32_t c)
{
    return pl_char_is_letter(c) || pl_char_is_digit(c) || pl_char_is_mark(c) || c == '\'' ||
           c == 0x2019;
}

size_t pl_transform_char(enum pl_transform transform, pl_str language, uint32_t before, uint32_t c,
                         uint32_t after, uint32_t out[3])
{
    out[0] = c;
    switch (transform) {
    case PL_TRANSFORM_NONE:
        return 1;
    case PL_TRANSFORM_UPPER:
        return upper(language, c, out);
    case PL_TRANSFORM_LOWER:
        return lower(language, before, c, after, out);
    case PL_TRANSFORM_CAPITALIZE:
        if (!before || !continues_word(before)) {
            out[0] = c == 'i' && has_dotted_i(language) ? 0x0130 : pl_char_to_title(c);
            return c == 0x00DF ? (out[0] = 'S', out[1] = 's', 2) : 1;
        }
        if (c == 'j' && before == 'I' && speaks(language, "nl"))
            out[0] = 'J';
        return 1;
    }
    return 1;
}
