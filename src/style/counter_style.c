// SPDX-License-Identifier: MIT
/* style/counter_style.c: numbers in the counter styles of the standard.
 *
 * Source: CSS Counter Styles 3 §6 and §7. */
#include "base/utf8.h"
#include "style/counter.h"

/* Digits of a place-value system that lie in one run of code points. */
static uint32_t zero_of(enum pl_keyword style)
{
    switch ((int)style) {
    case PL_KEYWORD_arabic_indic:
        return 0x0660;
    case PL_KEYWORD_persian:
        return 0x06F0;
    case PL_KEYWORD_devanagari:
        return 0x0966;
    case PL_KEYWORD_bengali:
        return 0x09E6;
    case PL_KEYWORD_gurmukhi:
        return 0x0A66;
    case PL_KEYWORD_gujarati:
        return 0x0AE6;
    case PL_KEYWORD_oriya:
        return 0x0B66;
    case PL_KEYWORD_tamil:
        return 0x0BE6;
    case PL_KEYWORD_telugu:
        return 0x0C66;
    case PL_KEYWORD_kannada:
        return 0x0CE6;
    case PL_KEYWORD_malayalam:
        return 0x0D66;
    case PL_KEYWORD_thai:
        return 0x0E50;
    case PL_KEYWORD_lao:
        return 0x0ED0;
    case PL_KEYWORD_tibetan:
        return 0x0F20;
    case PL_KEYWORD_myanmar:
        return 0x1040;
    case PL_KEYWORD_khmer:
    case PL_KEYWORD_cambodian:
        return 0x17E0;
    case PL_KEYWORD_mongolian:
        return 0x1810;
    default:
        return 0;
    }
}

static void add_place_value(struct pl_strbuf *out, int64_t value, uint32_t zero)
{
    char digits[24];
    int count = 0;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[count++] = (char)(rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0)
        pl_strbuf_add_byte(out, '-');
    while (count)
        pl_strbuf_add_char(out, zero + (uint32_t)digits[--count]);
}

static void add_alphabetic(struct pl_strbuf *out, int64_t value, const uint32_t *letters,
                           uint32_t count)
{
    uint32_t reversed[64];
    int length = 0;
    for (uint64_t rest = (uint64_t)value; rest; rest = (rest - 1) / count)
        reversed[length++] = letters[(rest - 1) % count];
    while (length)
        pl_strbuf_add_char(out, reversed[--length]);
}

/* `count` letters from `first` in code-point order. */
static void add_letters(struct pl_strbuf *out, int64_t value, uint32_t first, uint32_t count)
{
    uint32_t letters[32];
    for (uint32_t i = 0; i < count; i++)
        letters[i] = first + i;
    add_alphabetic(out, value, letters, count);
}

static void add_greek(struct pl_strbuf *out, int64_t value)
{
    uint32_t letters[24]; // α … ω without the final sigma
    for (uint32_t i = 0; i < 24; i++)
        letters[i] = 0x3B1 + i + (i >= 17);
    add_alphabetic(out, value, letters, 24);
}

struct additive {
    int value;
    const char *sign;
};

static void add_additive(struct pl_strbuf *out, int64_t value, const struct additive *table)
{
    for (; value > 0; table++)
        for (; value >= table->value; value -= table->value)
            pl_strbuf_add(out, pl_str_from(table->sign));
}

static const struct additive lower_roman[] = {
    {1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
    {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"},
};
static const struct additive upper_roman[] = {
    {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
    {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"},
};
static const struct additive hebrew[] = {
    {400, "ת"}, {300, "ש"}, {200, "ר"}, {100, "ק"}, {90, "צ"}, {80, "פ"},  {70, "ע"},
    {60, "ס"},  {50, "נ"},  {40, "מ"},  {30, "ל"},  {20, "כ"}, {19, "יט"}, {18, "יח"},
    {17, "יז"}, {16, "טז"}, {15, "טו"}, {10, "י"},  {9, "ט"},  {8, "ח"},   {7, "ז"},
    {6, "ו"},   {5, "ה"},   {4, "ד"},   {3, "ג"},   {2, "ב"},  {1, "א"},
};

/* Armenian and Georgian: a letter for each digit of each place, in runs of nine. */
static void add_armenian(struct pl_strbuf *out, int64_t value, uint32_t first)
{
    int64_t place = 1000;
    for (uint32_t row = 4; row-- > 0; place /= 10) {
        int64_t digit = value / place % 10;
        if (digit)
            pl_strbuf_add_char(out, first + row * 9 + (uint32_t)digit - 1);
    }
}

static void add_georgian(struct pl_strbuf *out, int64_t value)
{
    static const uint16_t letters[37] = {
        0x10D0, 0x10D1, 0x10D2, 0x10D3, 0x10D4, 0x10D5, 0x10D6, 0x10F1, 0x10D7, // 1…9
        0x10D8, 0x10D9, 0x10DA, 0x10DB, 0x10DC, 0x10F2, 0x10DD, 0x10DE, 0x10DF, // 10…90
        0x10E0, 0x10E1, 0x10E2, 0x10F3, 0x10E4, 0x10E5, 0x10E6, 0x10E7, 0x10E8, // 100…900
        0x10E9, 0x10EA, 0x10EB, 0x10EC, 0x10ED, 0x10EE, 0x10F4, 0x10EF, 0x10F0, // 1000…9000
        0x10F5,                                                                 // 10000
    };
    if (value >= 10000)
        pl_strbuf_add_char(out, letters[36]);
    int64_t place = 1000;
    for (uint32_t row = 4; row-- > 0; place /= 10) {
        int64_t digit = value / place % 10;
        if (digit)
            pl_strbuf_add_char(out, letters[row * 9 + (uint32_t)digit - 1]);
    }
}

static void add_cjk_decimal(struct pl_strbuf *out, int64_t value)
{
    static const uint16_t digits[10] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                        0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    char text[24];
    int length = 0;
    for (uint64_t rest = (uint64_t)value; rest || !length; rest /= 10)
        text[length++] = (char)(rest % 10);
    while (length)
        pl_strbuf_add_char(out, digits[(int)text[--length]]);
}

/* §7.3: groups of two digits, each with the sign of its place: hundreds where it is odd, myriads where it
 * is even. */
static void add_ethiopic(struct pl_strbuf *out, uint64_t value)
{
    int groups[12], count = 0;
    for (; value; value /= 100)
        groups[count++] = (int)(value % 100);
    if (count == 1 && groups[0] == 1) {
        pl_strbuf_add_char(out, 0x1369);
        return;
    }
    for (int at = count - 1; at >= 0; at--) {
        int group = groups[at];
        bool is_odd = at % 2 == 1, is_silent = group == 1 && (at == count - 1 || is_odd);
        if (group / 10 && !is_silent)
            pl_strbuf_add_char(out, 0x1372 + (uint32_t)(group / 10) - 1);
        if (group % 10 && !is_silent)
            pl_strbuf_add_char(out, 0x1369 + (uint32_t)(group % 10) - 1);
        if (is_odd && group)
            pl_strbuf_add_char(out, 0x137B);
        else if (!is_odd && at > 0)
            pl_strbuf_add_char(out, 0x137C);
    }
}

/* --- Letters in an order of their own ---------------------------------------------------------- */

static const struct listed {
    enum pl_keyword style;
    bool is_fixed; // ends with its last sign; else a, b … aa, ab
    const char *signs;
} listed[] = {
    {PL_KEYWORD_hiragana, false, "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわゐゑをん"},
    {PL_KEYWORD_katakana, false, "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヰヱヲン"},
    {PL_KEYWORD_hiragana_iroha, false, "いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす"},
    {PL_KEYWORD_katakana_iroha, false, "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"},
    {PL_KEYWORD_cjk_earthly_branch, true, "子丑寅卯辰巳午未申酉戌亥"},
    {PL_KEYWORD_cjk_heavenly_stem, true, "甲乙丙丁戊己庚辛壬癸"},
};

static bool add_listed(struct pl_strbuf *out, int64_t value, enum pl_keyword style)
{
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++) {
        if (listed[i].style != style)
            continue;
        pl_str all = pl_str_from(listed[i].signs);
        uint32_t letters[64], count = 0;
        for (size_t at = 0; at < all.size && count < 64;)
            letters[count++] = pl_utf8_next(all, &at);
        if (value <= 0 || (listed[i].is_fixed && value > count))
            return false;
        add_alphabetic(out, value, letters, count);
        return true;
    }
    return false;
}

/* --- Ideographs with places (§7.1, §7.2) --------------------------------------------------------- */

/* Chinese, Japanese and Korean: a digit and the sign of its place, to 9999. */
static const struct ideographs {
    enum pl_keyword style;
    const char *digits; // 0 … 9
    const char *places; // 10, 100, 1000
    const char *minus;
    bool keeps_one;  // 一 stands before a place too
    bool has_zeros;  // Chinese: one zero for those that are passed over
    bool drops_ten;  // Chinese, informal: 10 … 19 begin with the place
} ideographs[] = {
    {PL_KEYWORD_japanese_informal, "〇一二三四五六七八九", "十百千", "マイナス", false, false, false},
    {PL_KEYWORD_japanese_formal, "零壱弐参四伍六七八九", "拾百阡", "マイナス", true, false, false},
    {PL_KEYWORD_korean_hangul_formal, "영일이삼사오육칠팔구", "십백천", "마이너스 ", true, false, false},
    {PL_KEYWORD_korean_hanja_informal, "零一二三四五六七八九", "十百千", "마이너스 ", false, false, false},
    {PL_KEYWORD_korean_hanja_formal, "零壹貳參四五六七八九", "拾百仟", "마이너스 ", true, false, false},
    {PL_KEYWORD_simp_chinese_informal, "零一二三四五六七八九", "十百千", "负", true, true, true},
    {PL_KEYWORD_simp_chinese_formal, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", "负", true, true, false},
    {PL_KEYWORD_trad_chinese_informal, "零一二三四五六七八九", "十百千", "負", true, true, true},
    {PL_KEYWORD_trad_chinese_formal, "零壹貳參肆伍陸柒捌玖", "拾佰仟", "負", true, true, false},
    {PL_KEYWORD_cjk_ideographic, "零一二三四五六七八九", "十百千", "負", true, true, true},
};

static const struct ideographs *ideographs_of(enum pl_keyword style)
{
    for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++)
        if (ideographs[i].style == style)
            return &ideographs[i];
    return NULL;
}

/* The sign at `index`; all of them take three bytes. */
static void add_sign(struct pl_strbuf *out, const char *signs, int index)
{
    pl_strbuf_add(out, pl_str_slice(pl_str_from(signs), 3 * (size_t)index, 3 * (size_t)index + 3));
}

static void add_digits(struct pl_strbuf *out, int value, const struct ideographs *row)
{
    bool is_begun = false, has_gap = false;
    for (int place = 3, unit = 1000; place >= 0; place--, unit /= 10) {
        int digit = value / unit % 10;
        if (digit == 0) {
            has_gap = is_begun;
            continue;
        }
        if (has_gap && row->has_zeros)
            add_sign(out, row->digits, 0);
        bool is_bare = place > 0 && digit == 1 &&
                       (!row->keeps_one || (row->drops_ten && place == 1 && !is_begun));
        if (!is_bare)
            add_sign(out, row->digits, digit);
        if (place > 0)
            add_sign(out, row->places, place - 1);
        is_begun = true;
        has_gap = false;
    }
}

static bool add_ideographs(struct pl_strbuf *out, int64_t value, enum pl_keyword style)
{
    const struct ideographs *row = ideographs_of(style);
    if (!row || value < -9999 || value > 9999)
        return false;
    if (value < 0)
        pl_strbuf_add(out, pl_str_from(row->minus));
    if (value == 0)
        add_sign(out, row->digits, 0);
    add_digits(out, (int)(value < 0 ? -value : value), row);
    return true;
}

/* --- Any of them ----------------------------------------------------------------------------------- */

bool pl_counter_add_known(struct pl_strbuf *out, int64_t value, enum pl_keyword style)
{
    uint32_t zero = zero_of(style);
    if (zero) {
        add_place_value(out, value, zero);
        return true;
    }
    bool is_positive = value > 0;
    switch ((int)style) {
    case PL_KEYWORD_none:
        return true;
    case PL_KEYWORD_disc:
        pl_strbuf_add(out, PL_LIT("•"));
        return true;
    case PL_KEYWORD_circle:
        pl_strbuf_add(out, PL_LIT("◦"));
        return true;
    case PL_KEYWORD_square:
        pl_strbuf_add(out, PL_LIT("▪"));
        return true;
    case PL_KEYWORD_disclosure_open:
        pl_strbuf_add(out, PL_LIT("▾"));
        return true;
    case PL_KEYWORD_disclosure_closed:
        pl_strbuf_add(out, PL_LIT("▸"));
        return true;
    case PL_KEYWORD_decimal_leading_zero:
        if (value > -10 && value < 10)
            pl_strbuf_addf(out, "%s0%d", value < 0 ? "-" : "", (int)(value < 0 ? -value : value));
        else
            add_place_value(out, value, '0');
        return true;
    case PL_KEYWORD_lower_alpha:
    case PL_KEYWORD_lower_latin:
        if (is_positive) {
            add_letters(out, value, 'a', 26);
            return true;
        }
        break;
    case PL_KEYWORD_upper_alpha:
    case PL_KEYWORD_upper_latin:
        if (is_positive) {
            add_letters(out, value, 'A', 26);
            return true;
        }
        break;
    case PL_KEYWORD_lower_greek:
        if (is_positive) {
            add_greek(out, value);
            return true;
        }
        break;
    case PL_KEYWORD_lower_roman:
        if (is_positive && value < 4000) {
            add_additive(out, value, lower_roman);
            return true;
        }
        break;
    case PL_KEYWORD_upper_roman:
        if (is_positive && value < 4000) {
            add_additive(out, value, upper_roman);
            return true;
        }
        break;
    case PL_KEYWORD_hebrew:
        if (is_positive && value < 1000) {
            add_additive(out, value, hebrew);
            return true;
        }
        break;
    case PL_KEYWORD_armenian:
    case PL_KEYWORD_upper_armenian:
        if (is_positive && value < 10000) {
            add_armenian(out, value, 0x531);
            return true;
        }
        break;
    case PL_KEYWORD_lower_armenian:
        if (is_positive && value < 10000) {
            add_armenian(out, value, 0x561);
            return true;
        }
        break;
    case PL_KEYWORD_georgian:
        if (is_positive && value < 20000) {
            add_georgian(out, value);
            return true;
        }
        break;
    case PL_KEYWORD_decimal:
        add_place_value(out, value, '0');
        return true;
    case PL_KEYWORD_ethiopic_numeric:
        if (is_positive) {
            add_ethiopic(out, (uint64_t)value);
            return true;
        }
        break;
    case PL_KEYWORD_cjk_decimal:
        if (value >= 0) {
            add_cjk_decimal(out, value);
            return true;
        }
        break;
    default:
        break;
    }
    return add_ideographs(out, value, style) || add_listed(out, value, style);
}

pl_str pl_counter_known_suffix(enum pl_keyword style)
{
    switch ((int)style) {
    case PL_KEYWORD_none:
        return PL_LIT("");
    case PL_KEYWORD_disc:
    case PL_KEYWORD_circle:
    case PL_KEYWORD_square:
    case PL_KEYWORD_disclosure_open:
    case PL_KEYWORD_disclosure_closed:
        return PL_LIT(" ");
    case PL_KEYWORD_ethiopic_numeric:
        return PL_LIT("/ ");
    case PL_KEYWORD_korean_hangul_formal:
    case PL_KEYWORD_korean_hanja_informal:
    case PL_KEYWORD_korean_hanja_formal:
        return PL_LIT(", ");
    case PL_KEYWORD_cjk_decimal:
        return PL_LIT("、");
    default:
        break;
    }
    for (size_t i = 0; i < sizeof listed / sizeof *listed; i++)
        if (listed[i].style == style)
            return PL_LIT("、");
    return ideographs_of(style) ? PL_LIT("、") : PL_LIT(". ");
}
