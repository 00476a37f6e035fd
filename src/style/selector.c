// SPDX-License-Identifier: MIT
/* style/selector.c: parse selectors and weigh them (Selectors 4 §3 to §17, CSS Nesting 1). */
#include "style/selector_parse.h"

#include "base/map.h"

bool pl_selector_fail(struct pl_selector_parser *p, const struct pl_component *at, const char *why)
{
    if (!p->why) {
        p->bad = at;
        p->why = why;
        p->code = PL_W_CSS_SELECTOR;
    }
    return false;
}

static bool fail_limit(struct pl_selector_parser *p, const struct pl_component *first)
{
    pl_selector_fail(p, first, "begins a selector of too many parts");
    p->code = PL_W_CSS_LIMIT;
    return false;
}

struct pl_simple *pl_selector_add(struct pl_selector_parser *p, struct pl_open_compound *c,
                                  enum pl_simple_type type)
{
    struct pl_simple *simple = PL_PUSH(pl_css_scratch(p->source), &c->simples);
    simple->type = (uint8_t)type;
    return simple;
}

/* --- Weight (§17) ------------------------------------------------------------------------- */

#define SPECIFICITY_MOST 1023u

/* Each of the three counts saturates by itself. */
uint32_t pl_specificity_sum(uint32_t one, uint32_t two)
{
    uint32_t result = 0;
    for (int shift = 0; shift <= 20; shift += 10) {
        uint32_t part = (one >> shift & SPECIFICITY_MOST) + (two >> shift & SPECIFICITY_MOST);
        result |= (part < SPECIFICITY_MOST ? part : SPECIFICITY_MOST) << shift;
    }
    return result;
}

void pl_selector_weigh(struct pl_open_compound *c, uint32_t specificity)
{
    c->specificity = pl_specificity_sum(c->specificity, specificity);
}

uint32_t pl_selector_hash(pl_str name)
{
    uint64_t hash = pl_hash(name.data, name.size);
    uint32_t folded = (uint32_t)(hash ^ hash >> 32);
    return folded ? folded : 1;
}

/* --- Names ------------------------------------------------------------------------------------ */

pl_str pl_selector_lower(struct pl_arena *arena, pl_str name)
{
    bool is_lower = true;
    for (size_t i = 0; i < name.size && is_lower; i++)
        is_lower = !pl_ascii_is_upper(name.data[i]);
    if (is_lower)
        return name;
    char *text = pl_arena_alloc_text(arena, name.size);
    for (size_t i = 0; i < name.size; i++)
        text[i] = pl_ascii_lower(name.data[i]);
    return (pl_str){text, name.size};
}

/* True when `name` is one of the words of " a b c ", spaces at both ends. */
bool pl_selector_is_word(pl_str words, pl_str name)
{
    for (size_t at = pl_str_find(words, name, 0); at != SIZE_MAX;
         at = pl_str_find(words, name, at + 1))
        if (at > 0 && words.data[at - 1] == ' ' && words.data[at + name.size] == ' ')
            return true;
    return false;
}

const struct pl_component *pl_selector_peek(struct pl_components values, uint32_t ahead)
{
    return ahead < values.count ? &values.data[ahead] : NULL;
}

const struct pl_component *pl_selector_take(struct pl_components *values)
{
    values->count--;
    return values->data++;
}

bool pl_selector_is_delim(struct pl_components values, uint32_t ahead, uint32_t delim)
{
    const struct pl_component *c = pl_selector_peek(values, ahead);
    return c && pl_component_is_delim(c, delim);
}

bool pl_selector_is_name(struct pl_components values, uint32_t ahead)
{
    const struct pl_component *c = pl_selector_peek(values, ahead);
    return c && (c->type == PL_COMPONENT_IDENT || pl_component_is_delim(c, '*'));
}

void pl_selector_skip_space(struct pl_components *values)
{
    while (values->count && values->data->type == PL_COMPONENT_SPACE)
        pl_selector_take(values);
}

/* A type selector, where there is one. Namespaces tell nothing apart in our tree, so a prefix is
 * passed over. */
static void parse_element(struct pl_selector_parser *p, struct pl_components *values,
                          struct pl_open_compound *c)
{
    if (pl_selector_is_name(*values, 0) && pl_selector_is_delim(*values, 1, '|') &&
        pl_selector_is_name(*values, 2))
        pl_selector_take(values), pl_selector_take(values);
    else if (pl_selector_is_delim(*values, 0, '|') && pl_selector_is_name(*values, 1))
        pl_selector_take(values);
    if (!pl_selector_is_name(*values, 0))
        return;
    const struct pl_component *name = pl_selector_take(values);
    if (name->type == PL_COMPONENT_DELIM) {
        pl_selector_add(p, c, PL_SIMPLE_UNIVERSAL);
        return;
    }
    struct pl_simple *simple = pl_selector_add(p, c, PL_SIMPLE_ELEMENT);
    simple->name = pl_selector_lower(p->source->arena, name->text);
    simple->hash = pl_selector_hash(simple->name);
    pl_selector_weigh(c, PL_SPECIFICITY_ELEMENT);
}

/* --- Compounds (§3.1) ------------------------------------------------------------------------- */

/* "&": what the parent rule's list matches; at the top of a sheet the root (CSS Nesting §3). */
static void add_nesting(struct pl_selector_parser *p, struct pl_open_compound *c)
{
    p->names_nesting = true;
    if (!p->parent) {
        pl_selector_add(p, c, PL_SIMPLE_ROOT);
        return;
    }
    pl_selector_add(p, c, PL_SIMPLE_IS)->list = p->parent;
    pl_selector_weigh(c, p->parent->specificity);
}

static void add_hashed(struct pl_selector_parser *p, struct pl_open_compound *c,
                       enum pl_simple_type type, pl_str name)
{
    struct pl_simple *simple = pl_selector_add(p, c, type);
    simple->name = name;
    simple->hash = pl_selector_hash(name);
    pl_selector_weigh(c, type == PL_SIMPLE_ID ? PL_SPECIFICITY_ID : PL_SPECIFICITY_CLASS);
}

/* One more simple selector; false with nothing failed where the compound ends. */
static bool parse_simple(struct pl_selector_parser *p, struct pl_components *values,
                         enum pl_selector_place place, struct pl_open_compound *c)
{
    const struct pl_component *next = pl_selector_peek(*values, 0),
                              *name = pl_selector_peek(*values, 1);
    if (!next)
        return false;
    if (next->type == PL_COMPONENT_COLON)
        return pl_selector_parse_pseudo(p, values, place, c);
    if (c->has_pseudo)
        return false;
    if (next->type == PL_COMPONENT_HASH) {
        add_hashed(p, c, PL_SIMPLE_ID, pl_selector_take(values)->text);
        return next->is_id ||
               pl_selector_fail(p, next, "isn't a name that an id selector can have");
    }
    if (pl_component_is_delim(next, '.')) {
        if (!name || name->type != PL_COMPONENT_IDENT)
            return pl_selector_fail(p, next, "has no class name behind it");
        pl_selector_take(values);
        add_hashed(p, c, PL_SIMPLE_CLASS, pl_selector_take(values)->text);
        return true;
    }
    if (next->type == PL_COMPONENT_SQUARE)
        return pl_selector_parse_attribute(p, pl_selector_take(values), c);
    if (pl_component_is_delim(next, '&')) {
        pl_selector_take(values);
        add_nesting(p, c);
        return true;
    }
    return false;
}

static bool parse_compound(struct pl_selector_parser *p, struct pl_components *values,
                           enum pl_selector_place place, struct pl_open_compound *c)
{
    const struct pl_component *first = pl_selector_peek(*values, 0);
    uint32_t before = values->count;
    parse_element(p, values, c);
    while (parse_simple(p, values, place, c))
        if (c->simples.count > p->source->limits->value[PL_LIMIT_NAME_CSS_SELECTOR_STEPS])
            return fail_limit(p, first);
    if (p->why)
        return false;
    if (values->count == before)
        return pl_selector_fail(p, first,
                                first && first->type == PL_COMPONENT_CLOSE ? "closes nothing"
                                                                           : "begins no selector");
    return true;
}

/* --- Complex selectors (§3.1, §16) ------------------------------------------------------------ */

struct complex_selector {
    struct {
        PL_VEC(struct pl_compound)
    } compounds; // left to right
    struct pl_selector *out;
};

static void push_compound(struct pl_selector_parser *p, struct complex_selector *complex,
                          const struct pl_open_compound *c, enum pl_combinator combinator)
{
    *PL_PUSH(pl_css_scratch(p->source),
             &complex->compounds) = (struct pl_compound){.simples = c->simples.data,
                                                         .count = (uint32_t)c->simples.count,
                                                         .combinator = (uint8_t)combinator};
    complex->out->specificity = pl_specificity_sum(complex->out->specificity, c->specificity);
    complex->out->pseudo = c->pseudo;
}

/* White space and a sign between compounds; NONE at the end or where something else follows. */
static enum pl_combinator parse_combinator(struct pl_components *values)
{
    bool has_space = values->count && values->data->type == PL_COMPONENT_SPACE;
    pl_selector_skip_space(values);
    const struct pl_component *next = pl_selector_peek(*values, 0);
    enum pl_combinator combinator = has_space && next ? PL_COMBINATOR_DESCENDANT
                                                      : PL_COMBINATOR_NONE;
    if (next && pl_component_is_delim(next, '>'))
        combinator = PL_COMBINATOR_CHILD;
    else if (next && pl_component_is_delim(next, '+'))
        combinator = PL_COMBINATOR_NEXT;
    else if (next && pl_component_is_delim(next, '~'))
        combinator = PL_COMBINATOR_SIBLING;
    else
        return combinator;
    pl_selector_take(values);
    pl_selector_skip_space(values);
    return combinator;
}

/* What stands before the first compound. */
static bool parse_leading(struct pl_selector_parser *p, struct pl_components *values,
                          enum pl_selector_place place, enum pl_combinator *leading)
{
    const struct pl_component *first = pl_selector_peek(*values, 0);
    *leading = parse_combinator(values);
    if (*leading != PL_COMBINATOR_NONE && place != PL_PLACE_NESTED && place != PL_PLACE_HAS)
        return pl_selector_fail(p, first, "has no selector before it");
    return true;
}

static bool parse_compounds(struct pl_selector_parser *p, struct pl_components values,
                            enum pl_selector_place place, enum pl_combinator combinator,
                            struct complex_selector *complex)
{
    const struct pl_component *last = NULL;
    for (;;) {
        struct pl_open_compound c = {0};
        if (values.count == 0)
            return pl_selector_fail(p, last, last ? "has no selector behind it" : "is empty");
        if (!parse_compound(p, &values, place, &c))
            return false;
        push_compound(p, complex, &c, combinator);
        if (values.count == 0)
            return true;
        struct pl_components behind = pl_components_trim(values);
        last = behind.data;
        combinator = parse_combinator(&values);
        if (combinator == PL_COMBINATOR_NONE || c.has_pseudo)
            return pl_selector_fail(p, last,
                                    c.has_pseudo ? "can't stand behind a pseudo-element"
                                                 : "isn't understood here");
    }
}

/* In a nested rule: "&" and the combinator that was written, or a space, go before the first
 * compound. */
static void imply_nesting(struct pl_selector_parser *p, enum pl_combinator leading,
                          struct complex_selector *complex)
{
    struct pl_open_compound parent = {0};
    enum pl_pseudo pseudo = complex->out->pseudo;
    add_nesting(p, &parent);
    push_compound(p, complex, &parent, PL_COMBINATOR_NONE);
    complex->out->pseudo = pseudo;
    size_t count = complex->compounds.count;
    struct pl_compound first = complex->compounds.data[count - 1];
    memmove(complex->compounds.data + 1, complex->compounds.data, (count - 1) * sizeof first);
    complex->compounds.data[0] = first;
    complex->compounds.data[1].combinator = (uint8_t)(leading == PL_COMBINATOR_NONE
                                                          ? PL_COMBINATOR_DESCENDANT
                                                          : leading);
}

static uint32_t capped(uint64_t value)
{
    return value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
}

/* Steps, depth, and whether every reading system knows it. */
static void measure(struct pl_selector *selector)
{
    uint64_t steps = 0, inner = 0;
    bool is_plain = true;
    for (uint32_t i = 0; i < selector->count; i++) {
        const struct pl_compound *c = &selector->compounds[i];
        steps++;
        is_plain = is_plain && c->combinator <= PL_COMBINATOR_CHILD;
        for (uint32_t k = 0; k < c->count; k++) {
            const struct pl_simple *simple = &c->simples[k];
            steps += 1 + (simple->list ? simple->list->steps : 0);
            if (simple->list && simple->list->depth > inner)
                inner = simple->list->depth;
            is_plain = is_plain && simple->type <= PL_SIMPLE_ATTRIBUTE && !simple->ignores_case;
        }
    }
    selector->steps = capped(steps);
    selector->depth = capped(selector->count + inner);
    selector->is_plain = is_plain;
}

/* Names that one ancestor must have, of this compound; those of a list with one selector too:
 * nesting. */
static void add_ancestor_names(struct pl_selector *selector, const struct pl_compound *c, int *used)
{
    const int room = sizeof selector->ancestors / sizeof *selector->ancestors;
    for (uint32_t i = 0; i < c->count; i++) {
        const struct pl_simple *simple = &c->simples[i];
        if (simple->hash && *used < room)
            selector->ancestors[(*used)++] = simple->hash;
        if (simple->type != PL_SIMPLE_IS || simple->list->count != 1)
            continue;
        const struct pl_compound *inner = &simple->list->data[0].compounds[0];
        for (uint32_t k = 0; k < inner->count && *used < room; k++)
            if (inner->simples[k].hash)
                selector->ancestors[(*used)++] = inner->simples[k].hash;
    }
}

static void collect_ancestors(struct pl_selector *selector)
{
    int used = 0;
    for (uint32_t i = 0; i + 1 < selector->count; i++) {
        uint8_t combinator = selector->compounds[i].combinator;
        if (combinator == PL_COMBINATOR_DESCENDANT || combinator == PL_COMBINATOR_CHILD)
            add_ancestor_names(selector, &selector->compounds[i + 1], &used);
    }
}

static void finish(struct pl_selector_parser *p, struct complex_selector *complex)
{
    uint32_t count = (uint32_t)complex->compounds.count;
    struct pl_compound *reversed = PL_NEW_ARRAY(p->source->arena, struct pl_compound, count);
    for (uint32_t i = 0; i < count; i++) {
        reversed[i] = complex->compounds.data[count - 1 - i];
        struct pl_simple *simples = PL_NEW_ARRAY(p->source->arena, struct pl_simple,
                                                 reversed[i].count);
        if (reversed[i].count)
            memcpy(simples, reversed[i].simples, reversed[i].count * sizeof *simples);
        reversed[i].simples = simples;
    }
    complex->out->compounds = reversed;
    complex->out->count = count;
    measure(complex->out);
    collect_ancestors(complex->out);
}

static bool is_within_limits(struct pl_selector_parser *p, const struct pl_selector *selector,
                             const struct pl_component *first)
{
    const uint64_t *limits = p->source->limits->value;
    if (selector->depth <= limits[PL_LIMIT_NAME_CSS_SELECTOR_PARTS] &&
        selector->steps <= limits[PL_LIMIT_NAME_CSS_SELECTOR_STEPS])
        return true;
    return fail_limit(p, first);
}

static bool parse_complex(struct pl_selector_parser *p, struct pl_components values,
                          enum pl_selector_place place, struct pl_selector *out)
{
    struct complex_selector complex = {.out = out};
    enum pl_combinator leading;
    bool named_nesting = p->names_nesting;
    values = pl_components_trim(values);
    if (values.count == 0)
        return pl_selector_fail(p, NULL, "a selector is missing");
    out->first = values.data[0].first;
    out->end = values.data[values.count - 1].end;
    const struct pl_component *first = values.data;
    p->names_nesting = false;
    if (!parse_leading(p, &values, place, &leading))
        return false;
    enum pl_combinator anchor = leading == PL_COMBINATOR_NONE ? PL_COMBINATOR_DESCENDANT : leading;
    if (!parse_compounds(p, values, place, place == PL_PLACE_HAS ? anchor : PL_COMBINATOR_NONE,
                         &complex))
        return false;
    if (place == PL_PLACE_NESTED && (leading != PL_COMBINATOR_NONE || !p->names_nesting))
        imply_nesting(p, leading, &complex);
    p->names_nesting = p->names_nesting || named_nesting;
    finish(p, &complex);
    return is_within_limits(p, out, first);
}

/* --- Lists ------------------------------------------------------------------------------------ */

const struct pl_selector_list *pl_selector_parse_list(struct pl_selector_parser *p,
                                                      struct pl_components values,
                                                      enum pl_selector_place place,
                                                      bool is_forgiving)
{
    struct {
        PL_VEC(struct pl_selector)
    } selectors = {0};
    struct pl_selector_list *list = PL_NEW(p->source->arena, struct pl_selector_list);
    struct pl_components part;
    for (bool more = true; more;) {
        more = pl_components_cut(&values, PL_COMPONENT_COMMA, &part);
        struct pl_selector selector = {0};
        bool is_good = parse_complex(p, part, place, &selector);
        if (!is_good && (!is_forgiving || p->code == PL_W_CSS_LIMIT))
            return NULL;
        if (!is_good) {
            p->why = NULL;
            p->nearest = (pl_str){0};
            continue;
        }
        *PL_PUSH(pl_css_scratch(p->source), &selectors) = selector;
        if (selector.specificity > list->specificity)
            list->specificity = selector.specificity;
        if (selector.depth > list->depth)
            list->depth = selector.depth;
        list->steps = capped((uint64_t)list->steps + selector.steps);
    }
    struct pl_selector *data = PL_NEW_ARRAY(p->source->arena, struct pl_selector, selectors.count);
    if (selectors.count)
        memcpy(data, selectors.data, selectors.count * sizeof *data);
    list->data = data;
    list->count = (uint32_t)selectors.count;
    return list;
}

static void report(const struct pl_selector_parser *p, struct pl_components prelude)
{
    const struct pl_css_source *source = p->source;
    if (!source->diags)
        return;
    struct pl_components all = pl_components_trim(prelude);
    pl_str selector = pl_css_text(source, all);
    selector = pl_str_slice(selector, 0, selector.size < 60 ? selector.size : 60);
    struct pl_diag *diag;
    if (p->bad) {
        pl_str text = pl_str_slice(source->text, p->bad->first, p->bad->end);
        diag = pl_warn(source->diags, p->code, pl_css_span(source, p->bad->first, p->bad->end),
                       "'%.*s' %s", PL_ARG(text), p->why);
    } else {
        struct pl_span span = all.count ? pl_css_span(source, all.data[0].first,
                                                      all.data[all.count - 1].end)
                                        : source->place;
        diag = pl_warn(source->diags, p->code, span, "%s", p->why);
    }
    if (p->nearest.size)
        pl_hint(source->diags, diag, "did you mean '%.*s'?", PL_ARG(p->nearest));
    else if (selector.size)
        pl_hint(source->diags, diag, "the rule '%.*s' has no effect", PL_ARG(selector));
}

const struct pl_selector_list *pl_selector_parse(const struct pl_css_source *source,
                                                 struct pl_components prelude,
                                                 const struct pl_selector_list *parent)
{
    struct pl_selector_parser p = {.source = source, .parent = parent};
    const struct pl_selector_list *list = pl_selector_parse_list(
        &p, prelude, parent ? PL_PLACE_NESTED : PL_PLACE_RULE, false);
    if (!list)
        report(&p, prelude);
    return list;
}

bool pl_selector_is_known(const struct pl_css_source *source, struct pl_components values)
{
    struct pl_selector_parser p = {.source = source};
    struct pl_selector selector = {0};
    return parse_complex(&p, values, PL_PLACE_RULE, &selector);
}
