// SPDX-License-Identifier: MIT
/* style/counter.c: counters in scope, and numbers in every counter style. */
#include "style/counter.h"

#include "base/utf8.h"

struct pl_counter_stack {
    pl_str name;
    struct {
        PL_VEC(struct pl_counter_at)
    } values; // innermost last
};
struct pl_counter_at {
    int64_t value;
    uint32_t depth; // of the element that made it
};

struct pl_counters pl_counters_begin(struct pl_arena *arena)
{
    return (struct pl_counters){.arena = arena, .names = PL_MAP(arena)};
}

void pl_counters_enter(struct pl_counters *counters)
{
    counters->depth++;
}

/* A counter's scope is its element, the later siblings and all below them: what was made by children
 * goes, what was made by the element itself stays until its parent is left. */
void pl_counters_leave(struct pl_counters *counters)
{
    while (counters->made.count && PL_LAST(&counters->made).depth > counters->depth) {
        PL_LAST(&counters->made).stack->values.count--;
        counters->made.count--;
    }
    assert(counters->depth > 0);
    counters->depth--;
}

static struct pl_counter_stack *stack_at(struct pl_counters *counters, pl_str name)
{
    void **at = pl_map_at(&counters->names, name);
    if (!*at) {
        struct pl_counter_stack *stack = PL_NEW(counters->arena, struct pl_counter_stack);
        stack->name = name;
        *at = stack;
    }
    return *at;
}

static void make(struct pl_counters *counters, struct pl_counter_stack *stack, int64_t value)
{
    *PL_PUSH(counters->arena, &stack->values) = (struct pl_counter_at){value, counters->depth};
    *PL_PUSH(counters->arena, &counters->made) = (struct pl_counter_made){stack, counters->depth};
}

void pl_counter_reset(struct pl_counters *counters, pl_str name, int64_t value)
{
    struct pl_counter_stack *stack = stack_at(counters, name);
    if (stack->values.count && PL_LAST(&stack->values).depth == counters->depth)
        PL_LAST(&stack->values).value = value;
    else
        make(counters, stack, value);
}

static int64_t saturating_add(int64_t a, int64_t b)
{
    int64_t sum;
    if (__builtin_add_overflow(a, b, &sum))
        return a;
    return sum;
}

void pl_counter_increment(struct pl_counters *counters, pl_str name, int64_t by)
{
    struct pl_counter_stack *stack = stack_at(counters, name);
    if (!stack->values.count)
        make(counters, stack, 0);
    PL_LAST(&stack->values).value = saturating_add(PL_LAST(&stack->values).value, by);
}

void pl_counter_set(struct pl_counters *counters, pl_str name, int64_t value)
{
    struct pl_counter_stack *stack = stack_at(counters, name);
    if (!stack->values.count)
        make(counters, stack, 0);
    PL_LAST(&stack->values).value = value;
}

int64_t pl_counter_value(const struct pl_counters *counters, pl_str name)
{
    const struct pl_counter_stack *stack = pl_map_lookup(&counters->names, name);
    return stack && stack->values.count ? PL_LAST(&stack->values).value : 0;
}

void pl_counter_add_all(struct pl_strbuf *out, const struct pl_counters *counters, pl_str name,
                        pl_str joiner, enum pl_keyword style)
{
    const struct pl_counter_stack *stack = pl_map_lookup(&counters->names, name);
    if (!stack || !stack->values.count) {
        pl_counter_add_number(out, 0, style);
        return;
    }
    for (size_t i = 0; i < stack->values.count; i++) {
        if (i)
            pl_strbuf_add(out, joiner);
        pl_counter_add_number(out, stack->values.data[i].value, style);
    }
}

struct pl_counter_value *pl_counters_snapshot(struct pl_arena *arena,
                                              const struct pl_counters *counters, uint32_t *count)
{
    uint32_t live = 0;
    for (size_t i = 0; i < counters->names.count; i++)
        live += ((struct pl_counter_stack *)counters->names.entries[i].value)->values.count > 0;
    struct pl_counter_value *values = PL_NEW_ARRAY(arena, struct pl_counter_value, live);
    *count = 0;
    for (size_t i = 0; i < counters->names.count; i++) {
        const struct pl_counter_stack *stack = counters->names.entries[i].value;
        if (stack->values.count)
            values[(*count)++] = (struct pl_counter_value){stack->name,
                                                           PL_LAST(&stack->values).value};
    }
    return values;
}

/* --- counter-reset, -increment, -set ------------------------------------------------------- */

/* The names and numbers of one of the three properties: a list of identifiers, each with or without
 * an integer behind it. */
struct counter_item {
    pl_str name;
    int64_t number;
};

static bool next_item(const struct pl_css_value *value, uint32_t *at, int64_t otherwise,
                      struct counter_item *item)
{
    const struct pl_css_value *const *items = &value;
    uint32_t count = 1;
    if (value->type == PL_CSS_LIST) {
        items = value->items;
        count = value->count;
    }
    while (*at < count) {
        const struct pl_css_value *name = items[(*at)++];
        if (name->type == PL_CSS_LIST) { // a pair of its own
            uint32_t inner = 0;
            if (next_item(name, &inner, otherwise, item))
                return true;
            continue;
        }
        if (name->type == PL_CSS_FUNCTION && name->count)
            name = name->items[0]; // reversed(name)
        if (name->type != PL_CSS_IDENT)
            continue;
        *item = (struct counter_item){name->text, otherwise};
        if (*at < count && items[*at]->type == PL_CSS_NUMBER) {
            double number = items[(*at)++]->number;
            item->number = number > 1e15    ? (int64_t)1e15
                           : number < -1e15 ? (int64_t)-1e15
                                            : (int64_t)number;
        }
        return true;
    }
    return false;
}

void pl_counters_apply(struct pl_counters *counters, const struct pl_style *style)
{
    struct counter_item item;
    for (uint32_t at = 0; next_item(style->values[PL_PROPERTY_counter_reset], &at, 0, &item);)
        pl_counter_reset(counters, item.name, item.number);
    for (uint32_t at = 0; next_item(style->values[PL_PROPERTY_counter_increment], &at, 1, &item);)
        pl_counter_increment(counters, item.name, item.number);
    for (uint32_t at = 0; next_item(style->values[PL_PROPERTY_counter_set], &at, 0, &item);)
        pl_counter_set(counters, item.name, item.number);
}

bool pl_counters_names(const struct pl_style *style, enum pl_property property, pl_str name)
{
    struct counter_item item;
    for (uint32_t at = 0; next_item(style->values[property], &at, 0, &item);)
        if (pl_str_eq(item.name, name))
            return true;
    return false;
}

/* --- Counter styles ------------------------------------------------------------------------ */

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

static void add_cycle(struct pl_strbuf *out, int64_t value, const char *signs, uint32_t count)
{
    pl_str all = pl_str_from(signs);
    size_t at = 0;
    uint32_t letters[64];
    uint32_t i = 0;
    for (; at < all.size && i < 64; i++)
        letters[i] = pl_utf8_next(all, &at);
    assert(i == count);
    add_alphabetic(out, value, letters, count);
}

void pl_counter_add_number(struct pl_strbuf *out, int64_t value, enum pl_keyword style)
{
    uint32_t zero = zero_of(style);
    if (zero) {
        add_place_value(out, value, zero);
        return;
    }
    bool is_positive = value > 0;
    switch ((int)style) {
    case PL_KEYWORD_none:
        return;
    case PL_KEYWORD_disc:
        pl_strbuf_add(out, PL_LIT("•"));
        return;
    case PL_KEYWORD_circle:
        pl_strbuf_add(out, PL_LIT("◦"));
        return;
    case PL_KEYWORD_square:
        pl_strbuf_add(out, PL_LIT("▪"));
        return;
    case PL_KEYWORD_disclosure_open:
        pl_strbuf_add(out, PL_LIT("▾"));
        return;
    case PL_KEYWORD_disclosure_closed:
        pl_strbuf_add(out, PL_LIT("▸"));
        return;
    case PL_KEYWORD_decimal_leading_zero:
        if (value > -10 && value < 10)
            pl_strbuf_addf(out, "%s0%d", value < 0 ? "-" : "", (int)(value < 0 ? -value : value));
        else
            add_place_value(out, value, '0');
        return;
    case PL_KEYWORD_lower_alpha:
    case PL_KEYWORD_lower_latin:
        if (is_positive) {
            add_letters(out, value, 'a', 26);
            return;
        }
        break;
    case PL_KEYWORD_upper_alpha:
    case PL_KEYWORD_upper_latin:
        if (is_positive) {
            add_letters(out, value, 'A', 26);
            return;
        }
        break;
    case PL_KEYWORD_lower_greek:
        if (is_positive) {
            add_greek(out, value);
            return;
        }
        break;
    case PL_KEYWORD_lower_roman:
        if (is_positive && value < 4000) {
            add_additive(out, value, lower_roman);
            return;
        }
        break;
    case PL_KEYWORD_upper_roman:
        if (is_positive && value < 4000) {
            add_additive(out, value, upper_roman);
            return;
        }
        break;
    case PL_KEYWORD_hebrew:
        if (is_positive && value < 1000) {
            add_additive(out, value, hebrew);
            return;
        }
        break;
    case PL_KEYWORD_armenian:
    case PL_KEYWORD_upper_armenian:
        if (is_positive && value < 10000) {
            add_armenian(out, value, 0x531);
            return;
        }
        break;
    case PL_KEYWORD_lower_armenian:
        if (is_positive && value < 10000) {
            add_armenian(out, value, 0x561);
            return;
        }
        break;
    case PL_KEYWORD_georgian:
        if (is_positive && value < 20000) {
            add_georgian(out, value);
            return;
        }
        break;
    case PL_KEYWORD_cjk_decimal:
    case PL_KEYWORD_cjk_ideographic:
        if (value >= 0) {
            add_cjk_decimal(out, value);
            return;
        }
        break;
    case PL_KEYWORD_hiragana:
        if (is_positive) {
            add_cycle(out, value,
                      "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよ"
                      "らりるれろわゐゑをん",
                      48);
            return;
        }
        break;
    case PL_KEYWORD_katakana:
        if (is_positive) {
            add_cycle(out, value,
                      "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
                      "ラリルレロワヰヱヲン",
                      48);
            return;
        }
        break;
    default:
        break;
    }
    add_place_value(out, value, '0');
}

pl_str pl_counter_suffix(enum pl_keyword style)
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
    case PL_KEYWORD_cjk_decimal:
    case PL_KEYWORD_cjk_ideographic:
    case PL_KEYWORD_hiragana:
    case PL_KEYWORD_katakana:
        return PL_LIT("、");
    default:
        return PL_LIT(". ");
    }
}
