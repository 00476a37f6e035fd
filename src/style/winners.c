// SPDX-License-Identifier: MIT
/* style/winners.c: blocks in the order of the cascade → the winning value of each property.
 *
 * How it works. Blocks become steps: normal declarations ascending, then important ones with origins and
 * layers turned round. Each declaration overwrites what came before, so the last one wins. Only where
 * `revert` or `revert-layer` wins, the steps are searched again for what it gives way to.
 *
 * Source: CSS Cascade 5 §6 and §7. */
#include "style/engine.h"

/* --- Order -------------------------------------------------------------------------------------- */

/* Ranks of rules are odd, so that attributes have ranks between and above them. */
static uint32_t rule_rank(uint32_t rank)
{
    return 2 * rank + 1;
}

static bool has(const struct pl_block *block, bool is_important)
{
    return block && (is_important ? block->compiled->has_important : block->compiled->has_normal);
}

static void push(struct pl_arena *arena, struct pl_steps *steps, struct pl_step step)
{
    if (has(step.block, step.is_important))
        *PL_PUSH(arena, steps) = step;
}

static struct pl_step step_of(const struct pl_match *match, bool is_important)
{
    return (struct pl_step){match->block, match, is_important, match->origin, rule_rank(match->rank)};
}

/* Important declarations: layers and origins descend, and a style attribute beats all layers of the author. */
static void push_important(struct pl_arena *arena, struct pl_steps *steps, const struct pl_match *matches,
                           size_t count, const struct pl_step *attribute)
{
    bool is_attribute_done = false;
    for (size_t end = count; end > 0;) {
        size_t first = end;
        while (first > 0 && matches[first - 1].rank == matches[end - 1].rank)
            first--;
        if (!is_attribute_done && matches[first].origin != PL_SHEET_AUTHOR) {
            push(arena, steps, *attribute);
            is_attribute_done = true;
        }
        for (size_t i = first; i < end; i++)
            push(arena, steps, step_of(&matches[i], true));
        end = first;
    }
    if (!is_attribute_done)
        push(arena, steps, *attribute);
}

struct pl_steps pl_steps_order(struct pl_arena *arena, const struct pl_layer_ranks *ranks,
                               const struct pl_match *matches, size_t count,
                               const struct pl_block *hints, const struct pl_block *attribute)
{
    struct pl_steps steps = {0};
    struct pl_step hint = {.block = hints,
                           .origin = PL_SHEET_AUTHOR,
                           .rank = 2 * (ranks->of_origin[PL_SHEET_USER] + 1)};
    struct pl_step inline_step = {.block = attribute, .origin = PL_SHEET_AUTHOR, .rank = 2 * ranks->count + 1};
    bool is_hint_done = false, has_important = has(attribute, true);
    for (size_t i = 0; i < count; i++) {
        if (!is_hint_done && matches[i].origin == PL_SHEET_AUTHOR) {
            push(arena, &steps, hint);
            is_hint_done = true;
        }
        push(arena, &steps, step_of(&matches[i], false));
        has_important |= has(matches[i].block, true);
    }
    if (!is_hint_done)
        push(arena, &steps, hint);
    push(arena, &steps, inline_step);
    if (has_important) {
        inline_step.is_important = true;
        push_important(arena, &steps, matches, count, &inline_step);
    }
    return steps;
}

/* --- Custom properties ---------------------------------------------------------------------------- */

/* The last normal declaration of this name among the steps that `reverts` gives way to. */
static const struct pl_custom *lower_custom(const struct pl_steps *steps, pl_str name,
                                            const struct pl_step *from, bool is_layer, size_t *at)
{
    const struct pl_custom *found = NULL;
    for (size_t i = 0; i < steps->count; i++) {
        const struct pl_step *step = &steps->data[i];
        if (step->is_important || (is_layer ? step->rank >= from->rank : step->origin >= from->origin))
            continue;
        const struct pl_compiled_block *block = step->block->compiled;
        for (uint32_t j = 0; j < block->custom_count; j++)
            if (!block->customs[j].is_important && pl_str_eq(block->customs[j].name, name)) {
                found = &block->customs[j];
                *at = i;
            }
    }
    return found;
}

/* What a custom property comes to once reverts are followed; NULL: the parent's. */
static const struct pl_custom *settle_custom(const struct pl_steps *steps, const struct pl_custom *custom,
                                             size_t at)
{
    while (custom && (custom->type == PL_DECLARED_REVERT || custom->type == PL_DECLARED_REVERT_LAYER))
        custom = lower_custom(steps, custom->name, &steps->data[at], custom->type == PL_DECLARED_REVERT_LAYER, &at);
    if (custom && (custom->type == PL_DECLARED_INHERIT || custom->type == PL_DECLARED_UNSET))
        return NULL;
    return custom;
}

struct custom_winner {
    const struct pl_custom *custom;
    size_t step;
};

static struct pl_map custom_winners(struct pl_cascade *cascade, const struct pl_steps *steps)
{
    struct pl_map names = PL_MAP(cascade->scratch);
    for (size_t i = 0; i < steps->count; i++) {
        const struct pl_compiled_block *block = steps->data[i].block->compiled;
        for (uint32_t j = 0; j < block->custom_count; j++) {
            if (block->customs[j].is_important != steps->data[i].is_important)
                continue;
            void **place = pl_map_at(&names, block->customs[j].name);
            if (!*place)
                *place = PL_NEW(cascade->scratch, struct custom_winner);
            *(struct custom_winner *)*place = (struct custom_winner){&block->customs[j], i};
        }
    }
    return names;
}

static bool is_told(struct pl_cascade *cascade, const void *thing)
{
    pl_str key = {(const char *)&thing, sizeof thing};
    if (pl_map_lookup(&cascade->told, key))
        return true;
    *pl_map_at(&cascade->told, pl_str_copy(cascade->arena, key)) = cascade;
    return false;
}

static struct pl_substitution begin_substitution(struct pl_cascade *cascade, const struct pl_variables *variables)
{
    return (struct pl_substitution){
        .arena = cascade->arena, .variables = variables, .bytes_left = cascade->var_bytes};
}

static void end_substitution(struct pl_cascade *cascade, const struct pl_substitution *substitution,
                             struct pl_span span, struct pl_diags *diags)
{
    cascade->var_bytes = substitution->bytes_left;
    if (substitution->is_over && diags && !is_told(cascade, &cascade->var_bytes))
        pl_warn(diags, PL_W_CSS_LIMIT, span, "var() expands beyond its limit; such values have no effect");
}

const struct pl_variables *pl_winners_variables(struct pl_cascade *cascade, const struct pl_steps *steps,
                                                const struct pl_variables *parent, struct pl_diags *diags)
{
    bool has_customs = false;
    for (size_t i = 0; i < steps->count; i++)
        has_customs |= steps->data[i].block->compiled->custom_count > 0;
    if (!has_customs)
        return parent;
    struct pl_map names = custom_winners(cascade, steps);
    const struct pl_custom **winners = PL_NEW_ARRAY(cascade->scratch, const struct pl_custom *, names.count);
    size_t count = 0;
    struct pl_span span = PL_NO_SPAN;
    for (size_t i = 0; i < names.count; i++) {
        const struct custom_winner *winner = names.entries[i].value;
        const struct pl_custom *custom = settle_custom(steps, winner->custom, winner->step);
        if (custom)
            winners[count++] = custom;
        const struct pl_block *block = steps->data[winner->step].block;
        span = block->count ? pl_block_name_span(block, 0) : span;
    }
    if (count == 0)
        return parent;
    struct pl_substitution substitution = begin_substitution(cascade, parent);
    const struct pl_variables *variables = pl_variables_new(&substitution, winners, count);
    end_substitution(cascade, &substitution, span, diags);
    return variables;
}

/* --- Values with var() -------------------------------------------------------------------------------- */

struct expansion {
    bool is_valid;
    struct pl_declared *declared;
    uint32_t count;
};

static void report_pending(struct pl_cascade *cascade, const struct pl_pending *pending,
                           const struct pl_var_fault *fault, struct pl_diags *diags)
{
    if (!diags || is_told(cascade, pending))
        return;
    bool is_direct = pl_str_eq(fault->name, fault->through);
    if (is_direct && fault->name.size)
        pl_warn(diags, PL_W_CSS_VALUE, pending->span, "'%.*s' refers to itself: '%.*s' has no effect",
                PL_ARG(fault->name), PL_ARG(pending->name_text));
    else if (fault->through.size)
        pl_warn(diags, PL_W_CSS_VALUE, pending->span,
                "'%.*s' refers to itself through '%.*s': '%.*s' has no effect", PL_ARG(fault->name),
                PL_ARG(fault->through), PL_ARG(pending->name_text));
    else if (fault->name.size)
        pl_warn(diags, PL_W_CSS_VALUE, pending->span, "'%.*s' isn't set: '%.*s' has no effect",
                PL_ARG(fault->name), PL_ARG(pending->name_text));
    else
        pl_warn(diags, PL_W_CSS_VALUE, pending->span, "once var() is replaced, this is not a value of '%.*s'",
                PL_ARG(pending->name_text));
}

/* The longhands of a value with var() where these variables hold; remembered. */
static const struct expansion *expand(struct pl_cascade *cascade, const struct pl_pending *pending,
                                      const struct pl_variables *variables, struct pl_diags *diags)
{
    const void *key[2] = {pending, variables};
    pl_str key_text = {(const char *)key, sizeof key};
    struct expansion *expansion = pl_map_lookup(&cascade->expansions, key_text);
    if (expansion)
        return expansion;
    expansion = PL_NEW(cascade->arena, struct expansion);
    *pl_map_at(&cascade->expansions, pl_str_copy(cascade->arena, key_text)) = expansion;
    struct pl_substitution substitution = begin_substitution(cascade, variables);
    struct pl_components values;
    expansion->is_valid =
        pl_substitute(&substitution, pending->values, &values) &&
        pl_pending_expand(cascade->arena, pending, values, (uint32_t)PL_LIMIT_CSS_CALC_DEPTH,
                          &expansion->declared, &expansion->count);
    end_substitution(cascade, &substitution, pending->span, diags);
    if (!expansion->is_valid)
        report_pending(cascade, pending, &substitution.fault, diags);
    return expansion;
}

/* --- Winners ---------------------------------------------------------------------------------------------- */

struct search {
    struct pl_cascade *cascade;
    const struct pl_steps *steps;
    const struct pl_variables *variables;
    struct pl_flow_mode flow;
    struct pl_diags *diags;
};

static enum pl_property property_of(const struct search *search, const struct pl_declared *declared)
{
    return declared->is_logical ? pl_logical_property((enum pl_logical)declared->property, search->flow)
                                : (enum pl_property)declared->property;
}

/* `all` leaves direction and unicode-bidi alone (Cascade 5 §3.2). */
static bool is_in_all(enum pl_property property)
{
    return property != PL_PROPERTY_direction && property != PL_PROPERTY_unicode_bidi;
}

static bool declares(const struct search *search, const struct pl_declared *declared, enum pl_property property)
{
    return declared->property == PL_DECLARED_ALL ? is_in_all(property) : property_of(search, declared) == property;
}

/* Counts `count` declarations; false once the run has had its share: what is weighed then has no effect. */
static bool spend(struct pl_cascade *cascade, uint64_t count)
{
    bool is_left = count < cascade->steps;
    cascade->steps = is_left ? cascade->steps - count : 0;
    return is_left;
}

/* The last normal declaration of the property among steps of a lower origin, or of a lower layer. */
static const struct pl_declared *lower(const struct search *search, enum pl_property property,
                                       const struct pl_step *from, bool is_layer, size_t *at)
{
    const struct pl_declared *found = NULL;
    for (size_t i = 0; i < search->steps->count; i++) {
        const struct pl_step *step = &search->steps->data[i];
        if (step->is_important || (is_layer ? step->rank >= from->rank : step->origin >= from->origin))
            continue;
        const struct pl_compiled_block *block = step->block->compiled;
        for (uint32_t j = 0; spend(search->cascade, 1) && j < block->count; j++)
            if (!block->declared[j].is_important && declares(search, &block->declared[j], property)) {
                found = &block->declared[j];
                *at = i;
            }
    }
    return found;
}

/* The part of an expansion that is for the property; NULL where it is invalid. */
static const struct pl_declared *expanded(const struct search *search, const struct pl_declared *declared,
                                          enum pl_property property)
{
    const struct expansion *expansion = expand(search->cascade, declared->pending, search->variables, search->diags);
    for (uint32_t i = 0; expansion->is_valid && i < expansion->count; i++)
        if (property_of(search, &expansion->declared[i]) == property)
            return &expansion->declared[i];
    return NULL;
}

/* Follows var(), revert and revert-layer; each revert goes to a lower step, so it ends. */
static void settle(const struct search *search, struct pl_winners *winners, enum pl_property property,
                   const struct pl_declared *declared, size_t at)
{
    while (declared)
        switch ((enum pl_declared_type)declared->type) {
        case PL_DECLARED_VALUE:
            winners->kind[property] = PL_WINNER_VALUE;
            winners->value[property] = declared->value;
            return;
        case PL_DECLARED_INITIAL: winners->kind[property] = PL_WINNER_INITIAL; return;
        case PL_DECLARED_INHERIT: winners->kind[property] = PL_WINNER_INHERIT; return;
        case PL_DECLARED_UNSET: declared = NULL; break;
        case PL_DECLARED_PENDING: declared = expanded(search, declared, property); break;
        case PL_DECLARED_REVERT:
        case PL_DECLARED_REVERT_LAYER:
            declared = lower(search, property, &search->steps->data[at],
                             declared->type == PL_DECLARED_REVERT_LAYER, &at);
            break;
        }
    winners->kind[property] =
        pl_property_row(property)->is_inherited ? PL_WINNER_INHERIT : PL_WINNER_INITIAL;
}

/* The last declaration of one property alone. */
static enum pl_keyword keyword_in_force(const struct search *search, enum pl_property property,
                                        const struct pl_style *parent)
{
    const struct pl_declared *last = NULL;
    size_t at = 0;
    for (size_t i = 0; i < search->steps->count; i++) {
        const struct pl_compiled_block *block = search->steps->data[i].block->compiled;
        for (uint32_t j = 0; block->sets_flow && j < block->count; j++)
            if (!block->declared[j].is_logical && declares(search, &block->declared[j], property) &&
                block->declared[j].is_important == search->steps->data[i].is_important) {
                last = &block->declared[j];
                at = i;
            }
    }
    struct pl_winners one = {.touched_count = 0};
    if (last)
        settle(search, &one, property, last, at);
    switch ((enum pl_winner_kind)one.kind[property]) {
    case PL_WINNER_NONE:
    case PL_WINNER_INHERIT: break;
    case PL_WINNER_INITIAL: return pl_specified_keyword(search->cascade->initial[property]);
    case PL_WINNER_VALUE: return pl_specified_keyword(one.value[property]);
    }
    return pl_style_keyword(parent, property);
}

/* Sides follow the writing mode where somebody follows it: reading systems do, our pages don't yet. */
static struct pl_flow_mode flow_of(const struct search *search, const struct pl_style *parent)
{
    struct pl_flow_mode flow = {
        .is_rtl = keyword_in_force(search, PL_PROPERTY_direction, parent) == PL_KEYWORD_rtl,
        .writing_mode = PL_KEYWORD_horizontal_tb,
    };
    if (search->cascade->medium == PL_MEDIUM_EPUB || pl_property_row(PL_PROPERTY_writing_mode)->is_laid_out)
        flow.writing_mode = keyword_in_force(search, PL_PROPERTY_writing_mode, parent);
    return flow;
}

static void trace_winners(const struct search *search, const struct pl_winners *winners, const size_t *steps)
{
    const struct pl_trace *trace = search->cascade->trace;
    if (!trace || !trace->style)
        return;
    for (uint32_t i = 0; i < winners->touched_count; i++) {
        const struct pl_step *step = &search->steps->data[steps[winners->touched[i]]];
        pl_str selector = PL_LIT("an attribute");
        if (step->match && step->match->selector && step->block->source)
            selector = pl_str_slice(step->block->source->text, step->match->selector->first, step->match->selector->end);
        PL_TRACE(trace, style, "  %.*s by %.*s%s", PL_ARG(pl_property_row((enum pl_property)winners->touched[i])->name),
                 PL_ARG(selector), step->is_important ? " !important" : "");
    }
}

/* The declaration that wins so far, and the step it stands in. */
struct candidates {
    const struct pl_declared *last[PL_PROPERTY_COUNT];
    size_t at[PL_PROPERTY_COUNT];
};

static void put(struct pl_winners *winners, struct candidates *candidates, enum pl_property property,
                const struct pl_declared *declared, size_t step)
{
    if (winners->kind[property] == PL_WINNER_NONE)
        winners->touched[winners->touched_count++] = (uint16_t)property;
    winners->kind[property] = PL_WINNER_INITIAL; // settled later
    candidates->last[property] = declared;
    candidates->at[property] = step;
}

static void weigh_step(const struct search *search, struct pl_winners *winners, struct candidates *candidates,
                       size_t index)
{
    const struct pl_step *step = &search->steps->data[index];
    const struct pl_compiled_block *block = step->block->compiled;
    for (uint32_t i = 0; i < block->count && spend(search->cascade, 1); i++) {
        const struct pl_declared *declared = &block->declared[i];
        if (declared->is_important != step->is_important)
            continue;
        if (declared->property != PL_DECLARED_ALL) {
            put(winners, candidates, property_of(search, declared), declared, index);
            continue;
        }
        bool is_paid = spend(search->cascade, PL_PROPERTY_COUNT);
        for (int property = 0; is_paid && property < PL_PROPERTY_COUNT; property++)
            if (is_in_all((enum pl_property)property))
                put(winners, candidates, (enum pl_property)property, declared, index);
    }
}

void pl_winners_find(struct pl_cascade *cascade, const struct pl_steps *steps,
                     const struct pl_variables *variables, const struct pl_style *parent,
                     struct pl_diags *diags, struct pl_winners *winners)
{
    struct candidates candidates;
    struct search search = {.cascade = cascade, .steps = steps, .variables = variables, .diags = diags};
    search.flow = flow_of(&search, parent);
    memset(winners->kind, PL_WINNER_NONE, sizeof winners->kind);
    winners->touched_count = 0;
    for (size_t i = 0; i < steps->count; i++)
        weigh_step(&search, winners, &candidates, i);
    for (uint32_t i = 0; i < winners->touched_count; i++) {
        enum pl_property property = (enum pl_property)winners->touched[i];
        settle(&search, winners, property, candidates.last[property], candidates.at[property]);
    }
    trace_winners(&search, winners, candidates.at);
}
