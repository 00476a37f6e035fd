// SPDX-License-Identifier: MIT
/* style/variables.c: var() substituted, cycles found, growth counted. */
#include "style/variables.h"

#include "base/vec.h"

/* References and nesting together: deeper isn't written by people, and each level is a stack frame. */
enum { DEPTH_MOST = 1024 };

enum state { STATE_FRESH, STATE_RESOLVING, STATE_DONE, STATE_INVALID };

struct variable {
    const struct pl_custom *custom;
    enum state state;
    struct pl_components values;
    struct variable *outer; // RESOLVING: the one that refers to it
    struct pl_var_fault fault; // INVALID: why
};

struct pl_variables {
    const struct pl_variables *parent;
    struct pl_map own; // → struct variable
};

PL_VEC_TYPE(components, struct pl_component);

bool pl_has_var(struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *component = &values.data[i];
        if (pl_component_has_items(component) && (pl_component_is_function(component, PL_LIT("var")) ||
                                     pl_has_var(pl_component_items(component))))
            return true;
    }
    return false;
}

/* var( name [, fallback]? ) taken apart. */
static bool read_var(const struct pl_component *function, pl_str *name, bool *has_fallback,
                     struct pl_components *fallback)
{
    struct pl_components head;
    *fallback = pl_component_items(function);
    *has_fallback = pl_components_cut(fallback, PL_COMPONENT_COMMA, &head);
    head = pl_components_trim(head);
    if (head.count != 1 || head.data->type != PL_COMPONENT_IDENT || head.data->text.size < 3 ||
        !pl_str_starts(head.data->text, PL_LIT("--")))
        return false;
    *name = head.data->text;
    return true;
}

bool pl_var_is_wellformed(struct pl_components values)
{
    for (uint32_t i = 0; i < values.count; i++) {
        const struct pl_component *component = &values.data[i];
        if (!pl_component_has_items(component))
            continue;
        struct pl_components inside = pl_component_items(component);
        pl_str name;
        bool has_fallback;
        if (pl_component_is_function(component, PL_LIT("var")) &&
            !read_var(component, &name, &has_fallback, &inside))
            return false;
        if (!pl_var_is_wellformed(inside))
            return false;
    }
    return true;
}

/* --- Substituting --------------------------------------------------------------------------------- */

static bool substitute_into(struct pl_substitution *substitution, struct pl_components values,
                            struct components *out);
static bool resolve(struct pl_substitution *substitution, struct variable *variable);

static struct variable *find(const struct pl_variables *variables, pl_str name)
{
    for (; variables; variables = variables->parent) {
        struct variable *variable = pl_map_lookup(&variables->own, name);
        if (variable)
            return variable;
    }
    return NULL;
}

/* Counts the text of one component; false past the limit. */
static bool spend(struct pl_substitution *substitution, const struct pl_component *component)
{
    uint64_t bytes = 1 + (uint64_t)(component->end - component->first);
    if (bytes > substitution->bytes_left) {
        substitution->is_over = true;
        substitution->bytes_left = 0;
        return false;
    }
    substitution->bytes_left -= bytes;
    return true;
}

static bool append_all(struct pl_substitution *substitution, struct pl_components values,
                       struct components *out)
{
    for (uint32_t i = 0; i < values.count; i++) {
        if (!spend(substitution, &values.data[i]))
            return false;
        *PL_PUSH(substitution->arena, out) = values.data[i];
    }
    return true;
}

static bool substitute_var(struct pl_substitution *substitution, const struct pl_component *function,
                           struct components *out)
{
    pl_str name;
    bool has_fallback;
    struct pl_components fallback;
    if (!read_var(function, &name, &has_fallback, &fallback))
        return false;
    struct variable *variable = find(substitution->variables, name);
    if (variable && resolve(substitution, variable))
        return append_all(substitution, variable->values, out);
    if (!has_fallback && !substitution->fault.name.size)
        substitution->fault = variable && variable->fault.name.size ? variable->fault
                                                                    : (struct pl_var_fault){.name = name};
    return has_fallback && !substitution->is_over &&
           substitute_into(substitution, pl_components_trim(fallback), out);
}

static bool substitute_inside(struct pl_substitution *substitution, const struct pl_component *block,
                              struct components *out)
{
    struct components inside = {0};
    if (!substitute_into(substitution, pl_component_items(block), &inside))
        return false;
    struct pl_component *copy = PL_PUSH(substitution->arena, out);
    *copy = *block;
    copy->items = inside.data;
    copy->count = (uint32_t)inside.count;
    return true;
}

static bool substitute_into(struct pl_substitution *substitution, struct pl_components values,
                            struct components *out)
{
    if (substitution->depth >= DEPTH_MOST) {
        substitution->is_over = true;
        return false;
    }
    substitution->depth++;
    bool is_whole = true;
    for (uint32_t i = 0; i < values.count && is_whole; i++) {
        const struct pl_component *component = &values.data[i];
        struct pl_components one = {component, 1};
        if (!pl_component_has_items(component) || !pl_has_var(one))
            is_whole = append_all(substitution, one, out);
        else if (pl_component_is_function(component, PL_LIT("var")))
            is_whole = substitute_var(substitution, component, out);
        else
            is_whole = substitute_inside(substitution, component, out);
    }
    substitution->depth--;
    return is_whole;
}

bool pl_substitute(struct pl_substitution *substitution, struct pl_components values,
                   struct pl_components *out)
{
    struct components copy = {0};
    if (!substitute_into(substitution, values, &copy))
        return false;
    *out = (struct pl_components){copy.data, (uint32_t)copy.count};
    return true;
}

/* --- Custom properties ------------------------------------------------------------------------------ */

/* A variable that is met again while it is being resolved closes a cycle: it and all that lead to it are
 * invalid, whatever their fallbacks (§2.3). */
static void break_cycle(struct variable *innermost, struct variable *met)
{
    struct pl_var_fault fault = {met->custom->name, innermost->custom->name};
    for (struct variable *at = innermost; at != met; at = at->outer) {
        at->state = STATE_INVALID;
        at->fault = fault;
    }
    met->state = STATE_INVALID;
    met->fault = fault;
}

static bool resolve(struct pl_substitution *substitution, struct variable *variable)
{
    if (variable->state == STATE_RESOLVING)
        break_cycle(substitution->innermost, variable);
    if (variable->state != STATE_FRESH)
        return variable->state == STATE_DONE;
    variable->state = STATE_RESOLVING;
    variable->outer = substitution->innermost;
    substitution->innermost = variable;
    struct components copy = {0};
    struct pl_var_fault before = substitution->fault;
    substitution->fault = (struct pl_var_fault){0};
    bool is_valid = substitute_into(substitution, variable->custom->values, &copy);
    if (!variable->fault.name.size)
        variable->fault = substitution->fault;
    substitution->fault = before;
    substitution->innermost = variable->outer;
    if (!is_valid || variable->state == STATE_INVALID) {
        variable->state = STATE_INVALID;
        return false;
    }
    variable->state = STATE_DONE;
    variable->values = (struct pl_components){copy.data, (uint32_t)copy.count};
    return true;
}

const struct pl_variables *pl_variables_new(struct pl_substitution *substitution,
                                            const struct pl_custom *const *winners, size_t count)
{
    struct pl_variables *variables = PL_NEW(substitution->arena, struct pl_variables);
    *variables = (struct pl_variables){substitution->variables, PL_MAP(substitution->arena)};
    for (size_t i = 0; i < count; i++) {
        struct variable *variable = PL_NEW(substitution->arena, struct variable);
        variable->custom = winners[i];
        variable->values = winners[i]->values;
        variable->state = winners[i]->type == PL_DECLARED_PENDING ? STATE_FRESH
                          : winners[i]->type == PL_DECLARED_VALUE ? STATE_DONE
                                                                  : STATE_INVALID;
        *pl_map_at(&variables->own, winners[i]->name) = variable;
    }
    substitution->variables = variables;
    for (size_t i = 0; i < variables->own.count; i++)
        resolve(substitution, variables->own.entries[i].value);
    return variables;
}

bool pl_variables_lookup(const struct pl_variables *variables, pl_str name, struct pl_components *values)
{
    const struct variable *variable = find(variables, name);
    if (!variable || variable->state != STATE_DONE)
        return false;
    *values = variable->values;
    return true;
}
