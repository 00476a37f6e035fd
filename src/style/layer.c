// SPDX-License-Identifier: MIT
/* style/layer.c: cascade layers: their names and their order (Cascade 5 §6.4). */
#include "style/sheet_reader.h"

static struct pl_layer *layer_at(struct pl_sheets *sheets, uint32_t index)
{
    return &sheets->layers.data[index];
}

static uint32_t find_child(const struct pl_rule_context *context, uint32_t parent, pl_str name)
{
    struct pl_sheets *sheets = context->sheets;
    uint32_t child = parent ? layer_at(sheets, parent)->first_child
                            : sheets->first_layer[context->origin];
    while (child && !pl_str_eq(layer_at(sheets, child)->name, name))
        child = layer_at(sheets, child)->next;
    return child;
}

static uint32_t add_child(const struct pl_rule_context *context, uint32_t parent, pl_str name)
{
    struct pl_sheets *sheets = context->sheets;
    uint32_t index = (uint32_t)sheets->layers.count;
    *PL_PUSH(sheets->arena, &sheets->layers) = (struct pl_layer){
        .name = name, .parent = parent, .origin = context->origin};
    uint32_t *first = parent ? &layer_at(sheets, parent)->first_child
                             : &sheets->first_layer[context->origin];
    uint32_t *last = parent ? &layer_at(sheets, parent)->last_child
                            : &sheets->last_layer[context->origin];
    if (*last)
        layer_at(sheets, *last)->next = index;
    else
        *first = index;
    *last = index;
    return index;
}

static uint32_t find_or_add(const struct pl_rule_context *context, uint32_t parent, pl_str name)
{
    uint32_t child = name.size ? find_child(context, parent, name) : 0;
    return child ? child : add_child(context, parent, name);
}

/* name(.name)* */
static bool is_name(struct pl_components name)
{
    for (uint32_t i = 0; i < name.count; i++) {
        bool is_good = i % 2 ? pl_component_is_delim(&name.data[i], '.')
                             : name.data[i].type == PL_COMPONENT_IDENT;
        if (!is_good)
            return false;
    }
    return name.count % 2 == 1;
}

bool pl_layer_find(const struct pl_rule_context *context, struct pl_components name,
                   uint32_t *layer)
{
    name = pl_components_trim(name);
    *layer = context->layer;
    if (name.count && !is_name(name))
        return false;
    if (context->sheets->layers.count + name.count >
        context->sheets->limits->value[PL_LIMIT_NAME_CSS_LAYERS]) {
        if (context->diags)
            pl_warn(context->diags, PL_W_CSS_LIMIT, context->sheet->source.place,
                    "there are too many layers");
        return true;
    }
    if (name.count == 0)
        *layer = find_or_add(context, *layer, (pl_str){0});
    for (uint32_t i = 0; i < name.count; i += 2)
        *layer = find_or_add(context, *layer, name.data[i].text);
    return true;
}

static void tell_bad_name(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    if (context->diags)
        pl_warn(context->diags, PL_W_CSS_SYNTAX, rule->prelude_span,
                "'@layer' needs names like 'base' or 'base.tables'");
}

/* "@layer a, b.c;" only sets the order; "@layer a { … }" and "@layer { … }" hold rules. */
void pl_read_layer(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_components rest = rule->prelude, part;
    uint32_t layer;
    if (!rule->has_block) {
        for (bool more = true; more;) {
            more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &part);
            if (pl_components_trim(part).count == 0 || !pl_layer_find(context, part, &layer))
                tell_bad_name(context, rule);
        }
        return;
    }
    struct pl_rule_context inside = *context;
    if (pl_layer_find(context, rule->prelude, &inside.layer))
        pl_read_rules(&inside, rule->block);
    else
        tell_bad_name(context, rule);
}

/* --- The order ------------------------------------------------------------------------------ */

/* Numbers an origin's layers, children before what encloses them: a layer's own rules win over
 * those of the layers in it. Goes along the links, so depth costs nothing. */
static uint32_t rank_layers(const struct pl_sheets *sheets, uint32_t layer, uint32_t *ranks,
                            uint32_t next)
{
    const struct pl_layer *layers = sheets->layers.data;
    while (layer) {
        while (layers[layer].first_child)
            layer = layers[layer].first_child;
        ranks[layer] = next++;
        while (layer && !layers[layer].next) {
            layer = layers[layer].parent;
            if (layer)
                ranks[layer] = next++;
        }
        if (layer)
            layer = layers[layer].next;
    }
    return next;
}

struct pl_layer_ranks pl_sheets_layer_ranks(struct pl_arena *arena, const struct pl_sheets *sheets)
{
    struct pl_layer_ranks ranks = {0};
    uint32_t *of_layer = PL_NEW_ARRAY(arena, uint32_t, sheets->layers.count);
    for (int origin = PL_SHEET_USER_AGENT; origin <= PL_SHEET_AUTHOR; origin++) {
        ranks.count = rank_layers(sheets, sheets->first_layer[origin], of_layer, ranks.count);
        ranks.of_origin[origin] = ranks.count++;
    }
    ranks.of_layer = of_layer;
    return ranks;
}
