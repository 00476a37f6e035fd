// SPDX-License-Identifier: MIT
/* style/counter_number.c: numbers in any counter style: a known one, symbols() or an @counter-style. */
#include "base/utf8.h"
#include "style/counter.h"
#include "style/counter_rule.h"

/* A representation may be so long; what is longer is written in the fallback (§3.1 allows a limit). */
enum { LENGTH_MOST = 120, FALLBACKS_MOST = 16 };

static const struct pl_css_value *part(const struct pl_css_value *style, enum pl_counter_part which)
{
    return style->items[which];
}

static pl_str symbol(const struct pl_css_value *symbols, uint64_t index)
{
    return symbols->items[index]->text;
}

/* --- Systems (§3.1) -------------------------------------------------------------------------------- */

static bool add_positional(struct pl_strbuf *out, uint64_t value, const struct pl_css_value *symbols, bool has_zero)
{
    uint32_t digits[64], length = 0, count = symbols->count;
    if (count < 2)
        return false;
    do {
        if (!has_zero)
            value--;
        digits[length++] = (uint32_t)(value % count);
        value /= count;
    } while (value && length < 64);
    while (length)
        pl_strbuf_add(out, symbol(symbols, digits[--length]));
    return true;
}

static bool add_symbolic(struct pl_strbuf *out, uint64_t value, const struct pl_css_value *symbols)
{
    uint64_t times = (value + symbols->count - 1) / symbols->count;
    if (times > LENGTH_MOST)
        return false;
    while (times--)
        pl_strbuf_add(out, symbol(symbols, (value - 1) % symbols->count));
    return true;
}

static bool add_additive(struct pl_strbuf *out, uint64_t value, const struct pl_css_value *symbols,
                         const struct pl_css_value *weights)
{
    size_t before = out->size;
    for (uint32_t i = 0; i < symbols->count; i++) {
        uint64_t weight = (uint64_t)weights->items[i]->number;
        if (weight == 0) {
            if (value == 0 && out->size == before) {
                pl_strbuf_add(out, symbol(symbols, i));
                return true;
            }
            continue;
        }
        if (value / weight > LENGTH_MOST)
            break;
        for (; value >= weight; value -= weight)
            pl_strbuf_add(out, symbol(symbols, i));
    }
    if (value == 0 && out->size > before)
        return true;
    pl_strbuf_truncate(out, before);
    return false;
}

static bool add_cyclic(struct pl_strbuf *out, int64_t value, const struct pl_css_value *symbols)
{
    int64_t count = symbols->count, at = (value - 1) % count;
    pl_strbuf_add(out, symbol(symbols, (uint64_t)(at < 0 ? at + count : at)));
    return true;
}

static bool add_fixed(struct pl_strbuf *out, int64_t value, const struct pl_css_value *symbols, int64_t first)
{
    if (value < first || value - first >= symbols->count)
        return false;
    pl_strbuf_add(out, symbol(symbols, (uint64_t)(value - first)));
    return true;
}

/* `value` is an absolute one where the system has negative numbers. */
static bool add_by_system(struct pl_strbuf *out, int64_t value, const struct pl_css_value *style)
{
    const struct pl_css_value *symbols = part(style, PL_COUNTER_SYMBOLS);
    enum pl_keyword extended = part(style, PL_COUNTER_EXTENDED)->keyword;
    if (extended != PL_KEYWORD_none)
        return pl_counter_add_known(out, value, extended);
    if (symbols->count == 0)
        return false;
    switch ((int)part(style, PL_COUNTER_SYSTEM)->keyword) {
    case PL_KEYWORD_cyclic: return add_cyclic(out, value, symbols);
    case PL_KEYWORD_fixed: return add_fixed(out, value, symbols, (int64_t)part(style, PL_COUNTER_FIRST)->number);
    case PL_KEYWORD_numeric: return add_positional(out, (uint64_t)value, symbols, true);
    case PL_KEYWORD_alphabetic: return value > 0 && add_positional(out, (uint64_t)value, symbols, false);
    case PL_KEYWORD_symbolic: return value > 0 && add_symbolic(out, (uint64_t)value, symbols);
    }
    return add_additive(out, (uint64_t)value, symbols, part(style, PL_COUNTER_WEIGHTS));
}

/* --- Range, sign, padding (§3.2 to §3.6) ------------------------------------------------------------- */

static bool has_negatives(const struct pl_css_value *style)
{
    enum pl_keyword system = part(style, PL_COUNTER_SYSTEM)->keyword;
    return system != PL_KEYWORD_cyclic && system != PL_KEYWORD_fixed;
}

static bool is_in_range(const struct pl_css_value *style, int64_t value)
{
    const struct pl_css_value *range = part(style, PL_COUNTER_RANGE);
    enum pl_keyword system = part(style, PL_COUNTER_SYSTEM)->keyword;
    if (range->count == 0) {
        bool is_extended = part(style, PL_COUNTER_EXTENDED)->keyword != PL_KEYWORD_none;
        if (is_extended || system == PL_KEYWORD_cyclic || system == PL_KEYWORD_fixed || system == PL_KEYWORD_numeric)
            return true;
        return value >= (system == PL_KEYWORD_alphabetic || system == PL_KEYWORD_symbolic);
    }
    for (uint32_t i = 0; i + 1 < range->count; i += 2)
        if ((double)value >= range->items[i]->number && (double)value <= range->items[i + 1]->number)
            return true;
    return false;
}

static bool add_rule(struct pl_strbuf *out, int64_t value, const struct pl_css_value *style)
{
    if (!is_in_range(style, value))
        return false;
    bool is_negative = value < 0 && has_negatives(style);
    const struct pl_css_value *negative = part(style, PL_COUNTER_NEGATIVE);
    struct pl_strbuf number = PL_STRBUF(out->arena);
    if (!add_by_system(&number, is_negative ? -value : value, style))
        return false;
    pl_str text = pl_strbuf_str(&number), before = negative->items[0]->text, behind = negative->items[1]->text;
    size_t length = pl_utf8_count(text);
    if (is_negative) {
        pl_strbuf_add(out, before);
        length += pl_utf8_count(before) + pl_utf8_count(behind);
    }
    double least = part(style, PL_COUNTER_PAD)->number;
    for (; (double)length < least && length < LENGTH_MOST; length++)
        pl_strbuf_add(out, part(style, PL_COUNTER_PAD_WITH)->text);
    pl_strbuf_add(out, text);
    if (is_negative)
        pl_strbuf_add(out, behind);
    return true;
}

/* symbols(): its strings, symbolic where no system is said (§5). */
static bool add_symbols(struct pl_strbuf *out, int64_t value, const struct pl_css_value *style)
{
    enum pl_keyword system = PL_KEYWORD_symbolic;
    uint32_t first = 0;
    if (style->count && style->items[0]->type == PL_CSS_KEYWORD) {
        system = style->items[0]->keyword;
        first = 1;
    }
    struct pl_css_value symbols = {
        .type = PL_CSS_LIST, .items = style->items + first, .count = style->count - first};
    if (symbols.count == 0)
        return false;
    switch ((int)system) {
    case PL_KEYWORD_cyclic: return add_cyclic(out, value, &symbols);
    case PL_KEYWORD_fixed: return add_fixed(out, value, &symbols, 1);
    case PL_KEYWORD_numeric:
        if (value < 0)
            pl_strbuf_add_byte(out, '-');
        return add_positional(out, (uint64_t)(value < 0 ? -value : value), &symbols, true);
    case PL_KEYWORD_alphabetic: return value > 0 && add_positional(out, (uint64_t)value, &symbols, false);
    }
    return value > 0 && add_symbolic(out, (uint64_t)value, &symbols);
}

/* --- Any style ------------------------------------------------------------------------------------------- */

void pl_counter_add_number(struct pl_strbuf *out, int64_t value, const struct pl_css_value *style)
{
    if (value == INT64_MIN)
        value++; // so that there is a positive one
    for (int i = 0; style && i < FALLBACKS_MOST; i++) {
        if (style->type == PL_CSS_KEYWORD && pl_counter_add_known(out, value, style->keyword))
            return;
        if (style->type == PL_CSS_STRING) {
            pl_strbuf_add(out, style->text);
            return;
        }
        bool is_rule = pl_counter_is_rule(style);
        if (style->type == PL_CSS_FUNCTION &&
            (is_rule ? add_rule(out, value, style) : add_symbols(out, value, style)))
            return;
        bool is_cjk = style->type == PL_CSS_KEYWORD && style->keyword != PL_KEYWORD_cjk_decimal &&
                      pl_str_eq(pl_counter_known_suffix(style->keyword), PL_LIT("、"));
        style = is_rule ? part(style, PL_COUNTER_FALLBACK) : is_cjk ? pl_keyword_value(PL_KEYWORD_cjk_decimal) : NULL;
    }
    pl_counter_add_known(out, value, PL_KEYWORD_decimal);
}

pl_str pl_counter_prefix(const struct pl_css_value *style)
{
    return pl_counter_is_rule(style) ? part(style, PL_COUNTER_PREFIX)->text : (pl_str){0};
}

pl_str pl_counter_suffix(const struct pl_css_value *style)
{
    if (pl_counter_is_rule(style))
        return part(style, PL_COUNTER_SUFFIX)->text;
    if (style && style->type == PL_CSS_FUNCTION)
        return PL_LIT(" "); // symbols(): §5
    return pl_counter_known_suffix(style && style->type == PL_CSS_KEYWORD ? style->keyword : PL_KEYWORD_decimal);
}
