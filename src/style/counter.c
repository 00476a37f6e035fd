// SPDX-License-Identifier: MIT
/* style/counter.c: counters in scope. */
#include "style/counter.h"

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
                        pl_str joiner, const struct pl_css_value *style)
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
