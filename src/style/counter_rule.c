// SPDX-License-Identifier: MIT
/* style/counter_rule.c: @counter-style rules → values that counters can be written in.
 *
 * Source: CSS Counter Styles 3 §3. */
#include "style/counter_rule.h"

#include "base/vec.h"
#include "style/condition.h"
#include "style/counter.h"
#include "style/values.h"

/* "extends" and "fallback" may lead from rule to rule so far; a loop ends here too. */
enum { RULES_DEEP = 16 };

PL_VEC_TYPE(items, const struct pl_css_value *);

struct reading {
    struct pl_cascade *cascade;
    const struct pl_css_value *parts[PL_COUNTER_PART_COUNT];
    uint32_t depth;
};

static const struct pl_css_value *style_named(struct pl_cascade *cascade, pl_str name, uint32_t depth);

/* --- Values of descriptors ------------------------------------------------------------------------------ */

static const struct pl_css_value *intern(struct reading *reading, struct pl_css_value value)
{
    return pl_value_intern(reading->cascade->values, &value);
}

static const struct pl_css_value *string(struct reading *reading, pl_str text)
{
    return intern(reading, (struct pl_css_value){.type = PL_CSS_STRING, .text = text});
}

static const struct pl_css_value *number(struct reading *reading, double value)
{
    return intern(reading, (struct pl_css_value){.type = PL_CSS_NUMBER, .number = value});
}

static const struct pl_css_value *list(struct reading *reading, const struct items *items)
{
    return intern(reading, (struct pl_css_value){
                               .type = PL_CSS_LIST, .items = items->data, .count = (uint32_t)items->count});
}

/* A string or a name; pictures aren't drawn as symbols. */
static bool is_symbol(const struct pl_component *component)
{
    return component && (component->type == PL_COMPONENT_STRING || component->type == PL_COMPONENT_IDENT);
}

static bool is_integer(const struct pl_component *component)
{
    return component && component->type == PL_COMPONENT_NUMBER && component->is_integer;
}

static void add(struct reading *reading, struct items *items, const struct pl_css_value *value)
{
    *PL_PUSH(reading->cascade->scratch, items) = value;
}

/* --- Descriptors (§3.1 to §3.8): each leaves its part alone where its value is wrong ---------------------- */

static void read_system(struct reading *reading, struct pl_components rest)
{
    static const enum pl_keyword systems[] = {PL_KEYWORD_cyclic,   PL_KEYWORD_numeric, PL_KEYWORD_alphabetic,
                                              PL_KEYWORD_symbolic, PL_KEYWORD_fixed,   PL_KEYWORD_additive};
    const struct pl_component *name = pl_components_next(&rest), *more = pl_components_next(&rest);
    if (!name || name->type != PL_COMPONENT_IDENT)
        return;
    enum pl_keyword keyword = pl_keyword_find(name->text);
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        if (systems[i] == keyword)
            reading->parts[PL_COUNTER_SYSTEM] = pl_keyword_value(keyword);
    if (keyword == PL_KEYWORD_fixed && is_integer(more))
        reading->parts[PL_COUNTER_FIRST] = number(reading, more->number);
}

static void read_symbols(struct reading *reading, struct pl_components rest)
{
    struct items symbols = {0};
    const struct pl_component *each;
    while ((each = pl_components_next(&rest)))
        if (is_symbol(each))
            add(reading, &symbols, string(reading, each->text));
    reading->parts[PL_COUNTER_SYMBOLS] = list(reading, &symbols);
}

/* Pairs of a weight and a symbol in either order, weights descending. */
static void read_additive_symbols(struct reading *reading, struct pl_components rest)
{
    struct items symbols = {0}, weights = {0};
    struct pl_components pair;
    for (bool more = true; more;) {
        more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &pair);
        const struct pl_component *one = pl_components_next(&pair), *two = pl_components_next(&pair);
        const struct pl_component *weight = is_integer(one) ? one : two, *symbol = weight == one ? two : one;
        if (!is_integer(weight) || !is_symbol(symbol) || weight->number < 0 ||
            (weights.count && PL_LAST(&weights)->number <= weight->number))
            return;
        add(reading, &weights, number(reading, weight->number));
        add(reading, &symbols, string(reading, symbol->text));
    }
    reading->parts[PL_COUNTER_WEIGHTS] = list(reading, &weights);
    reading->parts[PL_COUNTER_SYMBOLS] = list(reading, &symbols);
}

static void read_negative(struct reading *reading, struct pl_components rest)
{
    const struct pl_component *before = pl_components_next(&rest), *behind = pl_components_next(&rest);
    struct items both = {0};
    if (!is_symbol(before) || (behind && !is_symbol(behind)))
        return;
    add(reading, &both, string(reading, before->text));
    add(reading, &both, string(reading, behind ? behind->text : (pl_str){0}));
    reading->parts[PL_COUNTER_NEGATIVE] = list(reading, &both);
}

static void read_symbol(struct reading *reading, enum pl_counter_part part, struct pl_components rest)
{
    const struct pl_component *symbol = pl_components_next(&rest);
    if (is_symbol(symbol))
        reading->parts[part] = string(reading, symbol->text);
}

static void read_pad(struct reading *reading, struct pl_components rest)
{
    const struct pl_component *one = pl_components_next(&rest), *two = pl_components_next(&rest);
    const struct pl_component *length = is_integer(one) ? one : two, *symbol = length == one ? two : one;
    if (!is_integer(length) || !is_symbol(symbol) || length->number < 0)
        return;
    reading->parts[PL_COUNTER_PAD] = number(reading, length->number);
    reading->parts[PL_COUNTER_PAD_WITH] = string(reading, symbol->text);
}

static void read_range(struct reading *reading, struct pl_components rest)
{
    struct items bounds = {0};
    struct pl_components pair;
    for (bool more = true; more;) {
        more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &pair);
        for (int i = 0; i < 2; i++) {
            const struct pl_component *bound = pl_components_next(&pair);
            if (is_integer(bound))
                add(reading, &bounds, number(reading, bound->number));
            else if (bound && pl_component_is_ident(bound, PL_LIT("infinite")))
                add(reading, &bounds, number(reading, i ? 1e18 : -1e18));
            else
                return;
        }
        if (bounds.data[bounds.count - 2]->number > PL_LAST(&bounds)->number)
            return;
    }
    reading->parts[PL_COUNTER_RANGE] = list(reading, &bounds);
}

static void read_fallback(struct reading *reading, struct pl_components rest)
{
    const struct pl_component *name = pl_components_next(&rest);
    if (name && name->type == PL_COMPONENT_IDENT)
        reading->parts[PL_COUNTER_FALLBACK] = style_named(reading->cascade, name->text, reading->depth + 1);
}

static void read_descriptor(struct reading *reading, const struct pl_declaration *descriptor)
{
    pl_str name = descriptor->name;
    struct pl_components values = descriptor->values;
    if (pl_str_eq(name, PL_LIT("system")))
        read_system(reading, values);
    else if (pl_str_eq(name, PL_LIT("symbols")))
        read_symbols(reading, values);
    else if (pl_str_eq(name, PL_LIT("additive-symbols")))
        read_additive_symbols(reading, values);
    else if (pl_str_eq(name, PL_LIT("negative")))
        read_negative(reading, values);
    else if (pl_str_eq(name, PL_LIT("prefix")))
        read_symbol(reading, PL_COUNTER_PREFIX, values);
    else if (pl_str_eq(name, PL_LIT("suffix")))
        read_symbol(reading, PL_COUNTER_SUFFIX, values);
    else if (pl_str_eq(name, PL_LIT("pad")))
        read_pad(reading, values);
    else if (pl_str_eq(name, PL_LIT("range")))
        read_range(reading, values);
    else if (pl_str_eq(name, PL_LIT("fallback")))
        read_fallback(reading, values);
}

/* --- A rule ------------------------------------------------------------------------------------------------- */

static void begin(struct reading *reading)
{
    struct items none = {0}, minus = {0};
    add(reading, &minus, string(reading, PL_LIT("-")));
    add(reading, &minus, string(reading, PL_LIT("")));
    reading->parts[PL_COUNTER_SYSTEM] = pl_keyword_value(PL_KEYWORD_symbolic);
    reading->parts[PL_COUNTER_FIRST] = number(reading, 1);
    reading->parts[PL_COUNTER_SYMBOLS] = reading->parts[PL_COUNTER_WEIGHTS] = list(reading, &none);
    reading->parts[PL_COUNTER_NEGATIVE] = list(reading, &minus);
    reading->parts[PL_COUNTER_PREFIX] = string(reading, PL_LIT(""));
    reading->parts[PL_COUNTER_SUFFIX] = string(reading, PL_LIT(". "));
    reading->parts[PL_COUNTER_PAD] = number(reading, 0);
    reading->parts[PL_COUNTER_PAD_WITH] = string(reading, PL_LIT(""));
    reading->parts[PL_COUNTER_RANGE] = list(reading, &none);
    reading->parts[PL_COUNTER_FALLBACK] = pl_keyword_value(PL_KEYWORD_decimal);
    reading->parts[PL_COUNTER_EXTENDED] = pl_keyword_value(PL_KEYWORD_none);
}

/* §3.1.7: all that the other style has, but for what this rule says itself. */
static void extend(struct reading *reading, struct pl_components system)
{
    const struct pl_component *word = pl_components_next(&system), *name = pl_components_next(&system);
    if (!word || !pl_component_is_ident(word, PL_LIT("extends")) || !name || name->type != PL_COMPONENT_IDENT)
        return;
    const struct pl_css_value *other = style_named(reading->cascade, name->text, reading->depth + 1);
    if (pl_counter_is_rule(other)) {
        memcpy(reading->parts, other->items, sizeof reading->parts);
        return;
    }
    reading->parts[PL_COUNTER_EXTENDED] = other;
    reading->parts[PL_COUNTER_SYSTEM] = pl_keyword_value(PL_KEYWORD_numeric); // so that it has negative numbers
    reading->parts[PL_COUNTER_SUFFIX] = string(reading, pl_counter_known_suffix(other->keyword));
}

static const struct pl_css_value *read_rule(struct pl_cascade *cascade, const struct pl_counter_style_rule *rule,
                                            uint32_t depth)
{
    struct reading reading = {.cascade = cascade, .depth = depth};
    begin(&reading);
    for (uint32_t i = 0; i < rule->count; i++)
        if (pl_str_eq(rule->descriptors[i].name, PL_LIT("system")))
            extend(&reading, rule->descriptors[i].values);
    for (uint32_t i = 0; i < rule->count; i++)
        read_descriptor(&reading, &rule->descriptors[i]);
    return intern(&reading, (struct pl_css_value){
                                .type = PL_CSS_FUNCTION,
                                .text = pl_str_format(cascade->scratch, "@%.*s", PL_ARG(rule->name)),
                                .items = reading.parts,
                                .count = PL_COUNTER_PART_COUNT});
}

/* The last rule of the name: an article's own sheets go before the common ones. */
static const struct pl_counter_style_rule *find_rule(const struct pl_cascade *cascade, pl_str name)
{
    const struct pl_sheets *both[] = {cascade->own_sheets, cascade->sheets};
    for (int i = 0; i < 2; i++)
        for (size_t k = both[i] ? both[i]->counter_styles.count : 0; k-- > 0;) {
            const struct pl_counter_style_rule *rule = &both[i]->counter_styles.data[k];
            if (pl_str_eq(rule->name, name) &&
                pl_media_are_in_run(rule->media, rule->paper, cascade->medium, cascade->paper))
                return rule;
        }
    return NULL;
}

/* What the name means: a rule's style, a known one, or decimal. */
static const struct pl_css_value *style_named(struct pl_cascade *cascade, pl_str name, uint32_t depth)
{
    const struct pl_counter_style_rule *rule = depth < RULES_DEEP ? find_rule(cascade, name) : NULL;
    if (!rule) {
        enum pl_keyword keyword = pl_keyword_find(name);
        return pl_keyword_value(keyword == PL_KEYWORD_NOT_ONE || keyword == PL_KEYWORD_none ? PL_KEYWORD_decimal
                                                                                            : keyword);
    }
    pl_str key = {(const char *)&rule, sizeof rule};
    const struct pl_css_value *known = pl_map_lookup(&cascade->counter_styles, key);
    if (known)
        return known;
    known = read_rule(cascade, rule, depth);
    *pl_map_at(&cascade->counter_styles, pl_str_copy(cascade->arena, key)) = (void *)(uintptr_t)known;
    return known;
}

/* --- In values ------------------------------------------------------------------------------------------------ */

static const struct pl_css_value *replaced(struct pl_cascade *cascade, const struct pl_css_value *name)
{
    pl_str text = name->type == PL_CSS_KEYWORD ? pl_keyword_name(name->keyword) : name->text;
    bool is_name = name->type == PL_CSS_KEYWORD || name->type == PL_CSS_IDENT;
    return is_name && find_rule(cascade, text) ? style_named(cascade, text, 0) : name;
}

/* The argument of a function that names a counter style; UINT32_MAX: it has none. */
static uint32_t style_argument(const struct pl_css_value *function)
{
    switch ((int)function->keyword) {
    case PL_KEYWORD_counter: return 1;
    case PL_KEYWORD_counters:
    case PL_KEYWORD_target_counter: return 2;
    case PL_KEYWORD_target_counters: return 3;
    }
    return UINT32_MAX;
}

static const struct pl_css_value *resolve(struct pl_cascade *cascade, const struct pl_css_value *value)
{
    bool is_list = value->type == PL_CSS_LIST;
    uint32_t argument = value->type == PL_CSS_FUNCTION ? style_argument(value) : UINT32_MAX;
    if (!is_list && argument >= value->count)
        return value;
    const struct pl_css_value **items = PL_NEW_ARRAY(cascade->scratch, const struct pl_css_value *, value->count);
    bool is_changed = false;
    for (uint32_t i = 0; i < value->count; i++) {
        items[i] = is_list         ? resolve(cascade, value->items[i])
                   : i == argument ? replaced(cascade, value->items[i])
                                   : value->items[i];
        is_changed |= items[i] != value->items[i];
    }
    if (!is_changed)
        return value;
    struct pl_css_value copy = *value;
    copy.items = items;
    return pl_value_intern(cascade->values, &copy);
}

const struct pl_css_value *pl_counter_style_resolve(struct pl_cascade *cascade, const struct pl_css_value *value)
{
    bool has_rules = cascade->sheets->counter_styles.count ||
                     (cascade->own_sheets && cascade->own_sheets->counter_styles.count);
    if (!has_rules)
        return value;
    bool is_name = value->type == PL_CSS_KEYWORD || value->type == PL_CSS_IDENT;
    return is_name ? replaced(cascade, value) : resolve(cascade, value);
}
