// SPDX-License-Identifier: MIT
/* typeset/gaps.c: what stands between two characters that no space divides. */
#include "typeset/gaps.h"

#include <glib.h>

#include "base/utf8.h"

enum sign { NO_SIGN, OPENING, CLOSING, MIDDLE, BLANK };

/* Full-width signs by where their ink is. */
static enum sign sign_of(const struct pl_text_style *style, uint32_t c)
{
    if (c < 0x3000 || (c > 0x30FB && c < 0xFF08) || c > 0xFF60)
        return NO_SIGN;
    switch (c) {
    case 0x3000:
        return BLANK;
    case 0x30FB:
        return MIDDLE;
    case 0x3001:
    case 0x3002:
    case 0xFF0C:
    case 0xFF0E: // in the middle of their squares in Taiwan and Hong Kong
        return style->signs_are_centred ? MIDDLE : CLOSING;
    case 0xFF1A:
    case 0xFF1B:
        return style->colons_are_left ? CLOSING : MIDDLE;
    case 0x301D:
    case 0xFF08:
    case 0xFF3B:
    case 0xFF5B:
    case 0xFF5F:
        return OPENING;
    case 0x301E:
    case 0x301F:
    case 0xFF09:
    case 0xFF3D:
    case 0xFF5D:
    case 0xFF60:
        return CLOSING;
    default:
        break;
    }
    bool is_bracket = (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B);
    return !is_bracket ? NO_SIGN : c & 1 ? CLOSING : OPENING;
}

static bool is_hangul(uint32_t c)
{
    return (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x1100 && c <= 0x11FF);
}

static bool is_square(uint32_t c)
{
    return pl_char_is_ideographic(c) || (c >= 0x3001 && c <= 0x303F) ||
           (c >= 0xFF01 && c <= 0xFF60);
}

/* Scripts without spaces between words: Thai and Lao, Khmer, Myanmar. */
static int unspaced_script(uint32_t c)
{
    if (c >= 0xE01 && c <= 0xEFF)
        return c < 0xE80 ? 1 : 2;
    if (c >= 0x1780 && c <= 0x17FF)
        return 3;
    return c >= 0x1000 && c <= 0x109F ? 4 : 0;
}

/* Ideographs and kana for text-autospace: signs and Hangul are none. */
static bool is_ideograph(uint32_t c)
{
    return c >= 0x2E80 && pl_char_is_ideographic(c) && !is_hangul(c) && c != 0x30FB &&
           !(c >= 0x3000 && c <= 0x3020);
}

static bool takes_space(const struct pl_text_style *style, uint32_t c)
{
    if (c >= 0x2E80)
        return false;
    return (style->spaces_digits && pl_char_is_digit(c)) ||
           (style->spaces_letters && (pl_char_is_letter(c) || pl_char_is_mark(c)));
}

static bool is_trimmed(const struct pl_text_style *style, uint32_t before, uint32_t after)
{
    enum sign left = sign_of(style, before), right = sign_of(style, after);
    if (left == CLOSING)
        return right != NO_SIGN;
    return right == OPENING && left != NO_SIGN;
}

/* text-justify: inter-character spreads everything but what is joined by hand, and spaces, which are elastic anyway. */
static bool is_spread(uint32_t before, uint32_t after)
{
    GUnicodeScript script = g_unichar_get_script(after);
    bool is_joined = script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_SYRIAC ||
                     script == G_UNICODE_SCRIPT_MONGOLIAN || script == G_UNICODE_SCRIPT_NKO;
    return !is_joined && !pl_char_is_space(before) && !pl_char_is_space(after) && before && after;
}

/* The gap that the two have whatever text-justify says. */
static bool find_gap(const struct pl_text_style *style, uint32_t before, uint32_t after,
                     struct pl_gap *gap)
{
    if (before < 0xE01 && after < 0xE01) // nothing of this is about Latin
        return false;
    int unspaced = unspaced_script(before);
    if (unspaced && unspaced == unspaced_script(after)) {
        *gap = (struct pl_gap){.stretch = style->apart};
        return style->apart > 0;
    }
    if ((is_ideograph(before) && takes_space(style, after)) ||
        (is_ideograph(after) && takes_space(style, before))) {
        pl_unit quarter = style->size / 4;
        *gap = (struct pl_gap){quarter, quarter / 2, quarter / 2};
        return true;
    }
    // Hangul has spaces between its words, and stretches at those alone.
    if (!is_square(before) || !is_square(after) || is_hangul(before) || is_hangul(after))
        return false;
    *gap = (struct pl_gap){.stretch = style->apart};
    if (style->trims_pairs && is_trimmed(style, before, after))
        gap->width = -style->size / 2;
    return gap->stretch || gap->width;
}

bool pl_gap_between(const struct pl_text_style *style, uint32_t before, uint32_t after,
                    struct pl_gap *gap)
{
    bool has = find_gap(style, before, after, gap);
    if (!style->spreads || !is_spread(before, after))
        return has;
    if (!has)
        *gap = (struct pl_gap){0};
    gap->stretch = pl_unit_max(gap->stretch, style->size / 8);
    return true;
}

bool pl_script_has_gaps(hb_script_t script)
{
    switch ((int)script) {
    case HB_SCRIPT_HAN:
    case HB_SCRIPT_HIRAGANA:
    case HB_SCRIPT_KATAKANA:
    case HB_SCRIPT_BOPOMOFO:
    case HB_SCRIPT_YI:
    case HB_SCRIPT_THAI:
    case HB_SCRIPT_LAO:
    case HB_SCRIPT_KHMER:
    case HB_SCRIPT_MYANMAR:
    case HB_SCRIPT_COMMON:
    case HB_SCRIPT_INHERITED:
        return true;
    default:
        return false;
    }
}

pl_unit pl_gap_at_edge(const struct pl_text_style *style, uint32_t character, bool at_left)
{
    enum sign sign = sign_of(style, character);
    bool is = at_left ? style->trims_start && sign == OPENING : style->trims_end && sign == CLOSING;
    return is ? style->size / 2 : 0;
}

/* --- Styles ---------------------------------------------------------------------------------------- */

static bool has_keyword(const struct pl_css_value *value, enum pl_keyword keyword)
{
    if (value->type == PL_CSS_KEYWORD)
        return value->keyword == keyword;
    for (uint32_t i = 0; value->type == PL_CSS_LIST && i < value->count; i++) {
        if (has_keyword(value->items[i], keyword))
            return true;
    }
    return false;
}

static bool has_subtag(pl_str tag, const char *subtag)
{
    return pl_str_contains_ascii_nocase(tag, pl_str_from(subtag));
}

/* `normal` trims at a line's end, where the sign might not fit else; at a line's begin where the margins are to
 * look straight. */
static void read_trim(struct pl_text_style *text)
{
    enum pl_keyword trim = pl_style_keyword(text->style, PL_PROPERTY_text_spacing_trim);
    text->trims_pairs = trim != PL_KEYWORD_space_all;
    text->trims_end = trim != PL_KEYWORD_space_all && trim != PL_KEYWORD_space_first;
    text->trims_start = trim == PL_KEYWORD_trim_start || trim == PL_KEYWORD_trim_both ||
                        trim == PL_KEYWORD_trim_all ||
                        (trim != PL_KEYWORD_space_all && text->protrusion);
    bool is_chinese = pl_str_starts_ascii_nocase(text->tag, PL_LIT("zh"));
    text->signs_are_centred = is_chinese &&
                              (has_subtag(text->tag, "-tw") || has_subtag(text->tag, "-hk") ||
                               has_subtag(text->tag, "-mo") || has_subtag(text->tag, "hant"));
    text->colons_are_left = is_chinese && !text->signs_are_centred;
}

/* Spaces stretch before letters do: an ideographic line lacks less than an em, so little is enough, and a word
 * quoted in another language must not fall apart. */
static pl_unit stretch_of(const struct pl_text_style *text)
{
    static const char *const languages[] = {"zh", "ja", "th", "lo", "km", "my", "yue"};
    enum pl_keyword justify = pl_style_keyword(text->style, PL_PROPERTY_text_justify);
    if (justify == PL_KEYWORD_inter_word || justify == PL_KEYWORD_none)
        return 0;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        pl_str language = pl_str_from(languages[i]);
        bool is_it = pl_str_starts_ascii_nocase(text->tag, language) &&
                     (text->tag.size == language.size || text->tag.data[language.size] == '-');
        if (is_it)
            return text->size / 16;
    }
    return text->size / 40;
}

void pl_gaps_read(struct pl_text_style *text)
{
    const struct pl_css_value *space = pl_style_value(text->style, PL_PROPERTY_text_autospace);
    bool is_usual = has_keyword(space, PL_KEYWORD_normal) || has_keyword(space, PL_KEYWORD_auto);
    text->spaces_letters = is_usual || has_keyword(space, PL_KEYWORD_ideograph_alpha);
    text->spaces_digits = is_usual || has_keyword(space, PL_KEYWORD_ideograph_numeric);
    text->apart = stretch_of(text);
    enum pl_keyword breaks = pl_style_keyword(text->style, PL_PROPERTY_line_break);
    text->looseness = breaks == PL_KEYWORD_loose ? 2 : breaks == PL_KEYWORD_normal ? 1 : 0;
    read_trim(text);
}

/* --- line-break -------------------------------------------------------------------------------------- */

/* Small kana and the mark of a long vowel: UAX #14's CJ. */
static bool is_small_kana(uint32_t c)
{
    static const uint32_t small[] = {
        0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087,
        0x308E, 0x3095, 0x3096, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3,
        0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FC,
    };
    for (size_t i = 0; i < sizeof small / sizeof *small; i++) {
        if (small[i] == c)
            return true;
    }
    return (c >= 0x31F0 && c <= 0x31FF) || (c >= 0xFF67 && c <= 0xFF70);
}

static bool is_iteration_mark(uint32_t c)
{
    return c == 0x3005 || c == 0x303B || c == 0x309D || c == 0x309E || c == 0x30FD || c == 0x30FE;
}

static bool is_centred_sign(uint32_t c)
{
    return c == 0x30FB || c == 0xFF1A || c == 0xFF1B || c == 0xFF65 || c == 0x203C ||
           (c >= 0x2047 && c <= 0x2049) || c == 0xFF01 || c == 0xFF1F;
}

bool pl_loose_break(const struct pl_text_style *style, uint32_t before, uint32_t after)
{
    if (!style->looseness || !is_square(before) || sign_of(style, before) == OPENING)
        return false;
    bool is_dash = after == 0x301C || after == 0x30A0 || after == 0x2010 || after == 0x2013;
    if (is_small_kana(after) || is_dash)
        return true;
    return style->looseness > 1 && (is_iteration_mark(after) || is_centred_sign(after) ||
                                    ((after == 0x2025 || after == 0x2026) && before != after));
}
