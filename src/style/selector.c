// SPDX-License-Identifier: MIT
/* style/selector.c: parse selectors and weigh them (Selectors 4 §3 to §17, CSS Nesting 1). */
#include "style/selector.h"

#include "base/map.h"
#include "base/vec.h"
#include "style/nearest.h"

/* Where a selector stands: what may begin it and what it may hold. */
enum place {
    PLACE_RULE,
    PLACE_NESTED,   // may begin with a combinator; "&" is implied
    PLACE_ARGUMENT, // of :is(), :where(), :not(), of S: no pseudo-elements
    PLACE_HAS,      // relative to an anchor; no pseudo-elements
};

struct parser {
    const struct pl_css_source *source;
    const struct pl_selector_list *parent; // what "&" stands for; NULL at the top
    bool is_inside_has, names_nesting;     // "&" was written
    const struct pl_component *bad;        // first thing that isn't understood
    const char *why;                       // what is said of it
    pl_str nearest;                        // a known name like it; empty: none
    enum pl_code code;
};

/* A compound while it is read. */
struct compound {
    struct {
        PL_VEC(struct pl_simple)
    } simples;
    uint32_t specificity;
    enum pl_pseudo pseudo;
    bool has_pseudo; // also one that is known but never generated here
};

static const struct pl_selector_list *parse_list(struct parser *p, struct pl_components values,
                                                 enum place place, bool is_forgiving);

static bool fail(struct parser *p, const struct pl_component *at, const char *why)
{
    if (!p->why) {
        p->bad = at;
        p->why = why;
        p->code = PL_W_CSS_SELECTOR;
    }
    return false;
}

static bool fail_limit(struct parser *p, const struct pl_component *first)
{
    fail(p, first, "begins a selector of too many parts");
    p->code = PL_W_CSS_LIMIT;
    return false;
}

static struct pl_simple *add(struct parser *p, struct compound *c, enum pl_simple_type type)
{
    struct pl_simple *simple = PL_PUSH(pl_css_scratch(p->source), &c->simples);
    simple->type = (uint8_t)type;
    return simple;
}

/* --- Weight (§17) ------------------------------------------------------------------------- */

#define SPECIFICITY_ID      (1u << 20)
#define SPECIFICITY_CLASS   (1u << 10)
#define SPECIFICITY_ELEMENT 1u
#define SPECIFICITY_MOST    1023u

/* Each of the three counts saturates by itself. */
static uint32_t sum(uint32_t one, uint32_t two)
{
    uint32_t result = 0;
    for (int shift = 0; shift <= 20; shift += 10) {
        uint32_t part = (one >> shift & SPECIFICITY_MOST) + (two >> shift & SPECIFICITY_MOST);
        result |= (part < SPECIFICITY_MOST ? part : SPECIFICITY_MOST) << shift;
    }
    return result;
}

static void weigh(struct compound *c, uint32_t specificity)
{
    c->specificity = sum(c->specificity, specificity);
}

uint32_t pl_selector_hash(pl_str name)
{
    uint64_t hash = pl_hash(name.data, name.size);
    uint32_t folded = (uint32_t)(hash ^ hash >> 32);
    return folded ? folded : 1;
}

/* --- Names ------------------------------------------------------------------------------------ */

static pl_str lower(struct pl_arena *arena, pl_str name)
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
static bool is_one_of(pl_str words, pl_str name)
{
    for (size_t at = pl_str_find(words, name, 0); at != SIZE_MAX;
         at = pl_str_find(words, name, at + 1))
        if (at > 0 && words.data[at - 1] == ' ' && words.data[at + name.size] == ' ')
            return true;
    return false;
}

static const struct pl_component *peek(struct pl_components values, uint32_t ahead)
{
    return ahead < values.count ? &values.data[ahead] : NULL;
}

static const struct pl_component *take(struct pl_components *values)
{
    values->count--;
    return values->data++;
}

static bool is_delim_at(struct pl_components values, uint32_t ahead, uint32_t delim)
{
    const struct pl_component *c = peek(values, ahead);
    return c && pl_component_is_delim(c, delim);
}

static bool is_name_at(struct pl_components values, uint32_t ahead)
{
    const struct pl_component *c = peek(values, ahead);
    return c && (c->type == PL_COMPONENT_IDENT || pl_component_is_delim(c, '*'));
}

static void skip_space(struct pl_components *values)
{
    while (values->count && values->data->type == PL_COMPONENT_SPACE)
        take(values);
}

/* A type selector, where there is one. Namespaces tell nothing apart in our tree, so a prefix is
 * passed over. */
static void parse_element(struct parser *p, struct pl_components *values, struct compound *c)
{
    if (is_name_at(*values, 0) && is_delim_at(*values, 1, '|') && is_name_at(*values, 2))
        take(values), take(values);
    else if (is_delim_at(*values, 0, '|') && is_name_at(*values, 1))
        take(values);
    if (!is_name_at(*values, 0))
        return;
    const struct pl_component *name = take(values);
    if (name->type == PL_COMPONENT_DELIM) {
        add(p, c, PL_SIMPLE_UNIVERSAL);
        return;
    }
    struct pl_simple *simple = add(p, c, PL_SIMPLE_ELEMENT);
    simple->name = lower(p->source->arena, name->text);
    simple->hash = pl_selector_hash(simple->name);
    weigh(c, SPECIFICITY_ELEMENT);
}

/* --- Attributes (§6) -------------------------------------------------------------------------- */

/* Attributes whose values HTML compares without case (HTML Standard §15.1.1 "case-sensitivity of
 * selectors"). */
static bool is_caseless_attribute(pl_str name)
{
    static const pl_str names = PL_LIT_INIT(
        " accept accept-charset align alink axis bgcolor charset checked clear codetype color "
        "compact declare defer"
        " dir direction disabled enctype face frame hreflang http-equiv lang language link media "
        "method multiple"
        " nohref noresize noshade nowrap readonly rel rev rules scope scrolling selected shape "
        "target text type"
        " valign valuetype vlink ");
    return is_one_of(names, name);
}

/* "name", "*|name", "|name", or "prefix|name", which means the attribute "prefix:name". */
static bool parse_attribute_name(struct parser *p, struct pl_components *values,
                                 const struct pl_component *whole, pl_str *name)
{
    pl_str prefix = {0};
    bool has_bar = is_delim_at(*values, 1, '|') && !is_delim_at(*values, 2, '=');
    if (is_name_at(*values, 0) && has_bar) {
        if (values->data->type == PL_COMPONENT_IDENT)
            prefix = values->data->text;
        take(values), take(values);
    } else if (is_delim_at(*values, 0, '|')) {
        take(values);
    }
    if (!peek(*values, 0) || values->data->type != PL_COMPONENT_IDENT)
        return fail(p, whole, "names no attribute");
    *name = lower(p->source->arena, take(values)->text);
    if (prefix.size)
        *name = pl_str_format(p->source->arena, "%.*s:%.*s", PL_ARG(prefix), PL_ARG(*name));
    return true;
}

static bool parse_operator(struct pl_components *values, uint8_t *operator)
{
    static const struct {
        uint32_t sign;
        uint8_t operator;
    } signs[] = {
        {'~', PL_ATTRIBUTE_WORD}, {'|', PL_ATTRIBUTE_DASH},     {'^', PL_ATTRIBUTE_STARTS},
        {'$', PL_ATTRIBUTE_ENDS}, {'*', PL_ATTRIBUTE_CONTAINS},
    };
    if (is_delim_at(*values, 0, '=')) {
        take(values);
        *operator= PL_ATTRIBUTE_EQUALS;
        return true;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (is_delim_at(*values, 0, signs[i].sign) && is_delim_at(*values, 1, '=')) {
            take(values), take(values);
            *operator= signs[i].operator;
            return true;
        }
    }
    return false;
}

static bool parse_attribute_value(struct parser *p, struct pl_components values,
                                  const struct pl_component *whole, struct pl_simple *simple)
{
    if (!parse_operator(&values, &simple->attribute_operator))
        return fail(p, whole, "has no operator that is known");
    skip_space(&values);
    const struct pl_component *value = peek(values, 0);
    if (!value || (value->type != PL_COMPONENT_IDENT && value->type != PL_COMPONENT_STRING))
        return fail(p, whole, "needs a name or a string as its value");
    simple->value = take(&values)->text;
    skip_space(&values);
    const struct pl_component *flag = peek(values, 0);
    if (!flag)
        return true;
    bool ignores = pl_component_is_ident(flag, PL_LIT("i"));
    if ((!ignores && !pl_component_is_ident(flag, PL_LIT("s"))) ||
        pl_components_trim(values).count != 1)
        return fail(p, whole, "has something behind its value that is neither i nor s");
    simple->ignores_case = ignores;
    return true;
}

static bool parse_attribute(struct parser *p, const struct pl_component *whole, struct compound *c)
{
    struct pl_components values = pl_components_trim(pl_component_items(whole));
    struct pl_simple *simple = add(p, c, PL_SIMPLE_ATTRIBUTE);
    weigh(c, SPECIFICITY_CLASS);
    if (!parse_attribute_name(p, &values, whole, &simple->name))
        return false;
    skip_space(&values);
    if (values.count == 0)
        return true;
    simple->ignores_case = is_caseless_attribute(simple->name);
    return parse_attribute_value(p, values, whole, simple);
}

/* --- Pseudo-classes --------------------------------------------------------------------------- */

/* Names without arguments and what they are. */
struct pseudo_class {
    pl_str name;
    struct pl_simple simple;
};

#define NTH(...)                                                                                   \
    {                                                                                              \
        .type = PL_SIMPLE_NTH, __VA_ARGS__                                                         \
    }

static const struct pseudo_class pseudo_classes[] = {
    {PL_LIT_INIT("root"), {.type = PL_SIMPLE_ROOT}},
    {PL_LIT_INIT("scope"), {.type = PL_SIMPLE_ROOT}},
    {PL_LIT_INIT("empty"), {.type = PL_SIMPLE_EMPTY}},
    {PL_LIT_INIT("link"), {.type = PL_SIMPLE_LINK}},
    {PL_LIT_INIT("any-link"), {.type = PL_SIMPLE_LINK}},
    {PL_LIT_INIT("defined"), {.type = PL_SIMPLE_UNIVERSAL}},
    {PL_LIT_INIT("first-child"), NTH(.b = 1)},
    {PL_LIT_INIT("last-child"), NTH(.b = 1, .from_end = true)},
    {PL_LIT_INIT("only-child"), NTH(.b = 1, .only = 1)},
    {PL_LIT_INIT("first-of-type"), NTH(.b = 1, .of_type = true)},
    {PL_LIT_INIT("last-of-type"), NTH(.b = 1, .of_type = true, .from_end = true)},
    {PL_LIT_INIT("only-of-type"), NTH(.b = 1, .of_type = true, .only = 1)},
};

static const struct pseudo_class pseudo_functions[] = {
    {PL_LIT_INIT("nth-child"), NTH(.b = 0)},
    {PL_LIT_INIT("nth-last-child"), NTH(.from_end = true)},
    {PL_LIT_INIT("nth-of-type"), NTH(.of_type = true)},
    {PL_LIT_INIT("nth-last-of-type"), NTH(.of_type = true, .from_end = true)},
};

/* States that a finished publication never is in: known, so that the rule isn't an error. */
static bool is_state(pl_str name)
{
    static const pl_str names = PL_LIT_INIT(
        " active autofill blank checked closed current default disabled enabled focus "
        "focus-visible focus-within"
        " fullscreen future hover in-range indeterminate invalid local-link modal muted open "
        "optional out-of-range"
        " past paused picture-in-picture placeholder-shown playing popover-open read-only "
        "read-write required"
        " target target-within user-invalid user-valid valid visited ");
    return is_one_of(names, name);
}

static const struct pseudo_class *find_pseudo_class(const struct pseudo_class *table, size_t count,
                                                    pl_str name)
{
    for (size_t i = 0; i < count; i++)
        if (pl_str_eq_ascii_nocase(table[i].name, name))
            return &table[i];
    return NULL;
}

static pl_str nearest_pseudo_element(pl_str name);

/* Fails with the known name that is most like this one. */
static bool fail_name(struct parser *p, const struct pl_component *name, const char *why, bool is_element)
{
    static const pl_str functions[] = {PL_LIT_INIT("is"),   PL_LIT_INIT("where"), PL_LIT_INIT("not"),
                                       PL_LIT_INIT("has"),  PL_LIT_INIT("lang"),  PL_LIT_INIT("dir")};
    struct pl_nearest nearest = pl_nearest_begin(name->text);
    for (size_t i = 0; i < sizeof pseudo_classes / sizeof *pseudo_classes; i++)
        pl_nearest_try(&nearest, pseudo_classes[i].name);
    for (size_t i = 0; i < sizeof pseudo_functions / sizeof *pseudo_functions; i++)
        pl_nearest_try(&nearest, pseudo_functions[i].name);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        pl_nearest_try(&nearest, functions[i]);
    if (!p->why)
        p->nearest = is_element ? nearest_pseudo_element(name->text) : nearest.found;
    return fail(p, name, why);
}

static bool parse_pseudo_class(struct parser *p, const struct pl_component *name,
                               struct compound *c)
{
    const struct pseudo_class *row = find_pseudo_class(
        pseudo_classes, sizeof pseudo_classes / sizeof *pseudo_classes, name->text);
    weigh(c, SPECIFICITY_CLASS);
    if (row)
        *PL_PUSH(pl_css_scratch(p->source), &c->simples) = row->simple;
    else if (is_state(lower(p->source->arena, name->text)))
        add(p, c, PL_SIMPLE_NEVER);
    else
        return fail_name(p, name, "isn't a pseudo-class that is known", false);
    return true;
}

/* :nth-child(An+B of S) and its kin. */
static bool parse_nth(struct parser *p, const struct pl_component *function,
                      const struct pl_simple *kind, struct compound *c)
{
    struct pl_simple simple = *kind;
    struct pl_components rest;
    if (!pl_parse_anb(pl_component_items(function), &simple.a, &simple.b, &rest))
        return fail(p, function, "needs a number, odd, even or a form like 2n+1");
    rest = pl_components_trim(rest);
    uint32_t specificity = SPECIFICITY_CLASS;
    if (rest.count) {
        if (simple.of_type || !pl_component_is_ident(take(&rest), PL_LIT("of")))
            return fail(p, function, "has something behind its number");
        simple.list = parse_list(p, rest, PLACE_ARGUMENT, false);
        if (!simple.list)
            return false;
        specificity = sum(specificity, simple.list->specificity);
    }
    *PL_PUSH(pl_css_scratch(p->source), &c->simples) = simple;
    weigh(c, specificity);
    return true;
}

static bool parse_logical(struct parser *p, const struct pl_component *function,
                          enum pl_simple_type type, struct compound *c)
{
    bool is_where = pl_component_is_function(function, PL_LIT("where"));
    const struct pl_selector_list *list = parse_list(p, pl_component_items(function),
                                                     PLACE_ARGUMENT, type == PL_SIMPLE_IS);
    if (!list)
        return false;
    add(p, c, type)->list = list;
    if (!is_where)
        weigh(c, list->specificity);
    return true;
}

static bool parse_has(struct parser *p, const struct pl_component *function, struct compound *c)
{
    if (p->is_inside_has)
        return fail(p, function, "can't stand inside another :has()");
    p->is_inside_has = true;
    const struct pl_selector_list *list = parse_list(p, pl_component_items(function), PLACE_HAS,
                                                     false);
    p->is_inside_has = false;
    if (!list)
        return false;
    add(p, c, PL_SIMPLE_HAS)->list = list;
    weigh(c, list->specificity);
    return true;
}

/* A list of one simple selector a compound: the ranges of :lang(a, b). */
static const struct pl_selector_list *
list_of_simples(struct pl_arena *arena, const struct pl_simple *simples, uint32_t count)
{
    struct pl_selector_list *list = PL_NEW(arena, struct pl_selector_list);
    struct pl_selector *selectors = PL_NEW_ARRAY(arena, struct pl_selector, count);
    struct pl_compound *compounds = PL_NEW_ARRAY(arena, struct pl_compound, count);
    for (uint32_t i = 0; i < count; i++) {
        compounds[i] = (struct pl_compound){.simples = &simples[i], .count = 1};
        selectors[i] = (struct pl_selector){
            .compounds = &compounds[i], .count = 1, .steps = 1, .depth = 1};
    }
    *list = (struct pl_selector_list){
        .data = selectors, .count = count, .steps = count, .depth = 1};
    return list;
}

static bool parse_lang(struct parser *p, const struct pl_component *function, struct compound *c)
{
    struct {
        PL_VEC(struct pl_simple)
    } ranges = {0};
    struct pl_components rest = pl_component_items(function), part;
    for (bool more = true; more;) {
        more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &part);
        part = pl_components_trim(part);
        if (part.count != 1 ||
            (part.data->type != PL_COMPONENT_IDENT && part.data->type != PL_COMPONENT_STRING))
            return fail(p, function, "needs language tags between commas");
        *PL_PUSH(p->source->arena, &ranges) = (struct pl_simple){.type = PL_SIMPLE_LANG,
                                                                 .value = part.data->text};
    }
    add(p, c, PL_SIMPLE_LANG)->list = list_of_simples(p->source->arena, ranges.data,
                                                      (uint32_t)ranges.count);
    weigh(c, SPECIFICITY_CLASS);
    return true;
}

static bool parse_dir(struct parser *p, const struct pl_component *function, struct compound *c)
{
    struct pl_components items = pl_components_trim(pl_component_items(function));
    if (items.count != 1 || items.data->type != PL_COMPONENT_IDENT)
        return fail(p, function, "needs ltr or rtl");
    add(p, c, PL_SIMPLE_DIR)->value = lower(p->source->arena, items.data->text);
    weigh(c, SPECIFICITY_CLASS);
    return true;
}

static bool parse_pseudo_function(struct parser *p, const struct pl_component *function,
                                  struct compound *c)
{
    const struct pseudo_class *row = find_pseudo_class(
        pseudo_functions, sizeof pseudo_functions / sizeof *pseudo_functions, function->text);
    if (row)
        return parse_nth(p, function, &row->simple, c);
    if (pl_component_is_function(function, PL_LIT("is")) ||
        pl_component_is_function(function, PL_LIT("where")) ||
        pl_component_is_function(function, PL_LIT("matches")))
        return parse_logical(p, function, PL_SIMPLE_IS, c);
    if (pl_component_is_function(function, PL_LIT("not")))
        return parse_logical(p, function, PL_SIMPLE_NOT, c);
    if (pl_component_is_function(function, PL_LIT("has")))
        return parse_has(p, function, c);
    if (pl_component_is_function(function, PL_LIT("lang")))
        return parse_lang(p, function, c);
    if (pl_component_is_function(function, PL_LIT("dir")))
        return parse_dir(p, function, c);
    return fail_name(p, function, "isn't a pseudo-class that is known", false);
}

/* --- Pseudo-elements -------------------------------------------------------------------------- */

struct pseudo_element {
    pl_str name;
    enum pl_pseudo pseudo; // NONE: known, but never there on paper or in a book
    bool may_have_one_colon;
};

static const struct pseudo_element pseudo_elements[] = {
    {PL_LIT_INIT("before"), PL_PSEUDO_BEFORE, true},
    {PL_LIT_INIT("after"), PL_PSEUDO_AFTER, true},
    {PL_LIT_INIT("first-line"), PL_PSEUDO_FIRST_LINE, true},
    {PL_LIT_INIT("first-letter"), PL_PSEUDO_FIRST_LETTER, true},
    {PL_LIT_INIT("marker"), PL_PSEUDO_MARKER, false},
    {PL_LIT_INIT("footnote-call"), PL_PSEUDO_FOOTNOTE_CALL, false},
    {PL_LIT_INIT("footnote-marker"), PL_PSEUDO_FOOTNOTE_MARKER, false},
    {PL_LIT_INIT("backdrop"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("cue"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("details-content"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("file-selector-button"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("grammar-error"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("placeholder"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("selection"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("spelling-error"), PL_PSEUDO_NONE, false},
    {PL_LIT_INIT("target-text"), PL_PSEUDO_NONE, false},
};

static const struct pseudo_element *find_pseudo_element(pl_str name, bool has_one_colon)
{
    static const struct pseudo_element foreign = {.pseudo = PL_PSEUDO_NONE};
    for (size_t i = 0; i < sizeof pseudo_elements / sizeof *pseudo_elements; i++)
        if (pl_str_eq_ascii_nocase(pseudo_elements[i].name, name) &&
            (!has_one_colon || pseudo_elements[i].may_have_one_colon))
            return &pseudo_elements[i];
    bool is_foreign = !has_one_colon && pl_str_starts_ascii_nocase(name, PL_LIT("-webkit-"));
    return is_foreign ? &foreign : NULL;
}

static pl_str nearest_pseudo_element(pl_str name)
{
    struct pl_nearest nearest = pl_nearest_begin(name);
    for (size_t i = 0; i < sizeof pseudo_elements / sizeof *pseudo_elements; i++)
        pl_nearest_try(&nearest, pseudo_elements[i].name);
    return nearest.found;
}

static bool set_pseudo_element(struct parser *p, const struct pl_component *name,
                               const struct pseudo_element *row, enum place place,
                               struct compound *c)
{
    if (place == PLACE_ARGUMENT || place == PLACE_HAS)
        return fail(p, name, "is a pseudo-element and can't stand inside a pseudo-class");
    weigh(c, SPECIFICITY_ELEMENT);
    if (row->pseudo == PL_PSEUDO_NONE || c->has_pseudo)
        add(p, c, PL_SIMPLE_NEVER);
    if (!c->has_pseudo)
        c->pseudo = row->pseudo;
    c->has_pseudo = true;
    return true;
}

/* From a colon on. */
static bool parse_pseudo(struct parser *p, struct pl_components *values, enum place place,
                         struct compound *c)
{
    const struct pl_component *colon = take(values), *name = peek(*values, 0);
    bool is_double = name && name->type == PL_COMPONENT_COLON;
    if (is_double) {
        take(values);
        name = peek(*values, 0);
    }
    if (!name || (name->type != PL_COMPONENT_IDENT && name->type != PL_COMPONENT_FUNCTION))
        return fail(p, colon, "has no name behind it");
    take(values);
    if (name->type == PL_COMPONENT_IDENT || is_double) {
        const struct pseudo_element *row = find_pseudo_element(name->text, !is_double);
        if (row)
            return set_pseudo_element(p, name, row, place, c);
    }
    if (is_double)
        return fail_name(p, name, "isn't a pseudo-element that is known", true);
    if (c->has_pseudo && !is_state(lower(p->source->arena, name->text)))
        return fail(p, name, "can't stand behind a pseudo-element");
    return name->type == PL_COMPONENT_IDENT ? parse_pseudo_class(p, name, c)
                                            : parse_pseudo_function(p, name, c);
}

/* --- Compounds (§3.1) ------------------------------------------------------------------------- */

/* "&": what the parent rule's list matches; at the top of a sheet the root (CSS Nesting §3). */
static void add_nesting(struct parser *p, struct compound *c)
{
    p->names_nesting = true;
    if (!p->parent) {
        add(p, c, PL_SIMPLE_ROOT);
        return;
    }
    add(p, c, PL_SIMPLE_IS)->list = p->parent;
    weigh(c, p->parent->specificity);
}

static void add_hashed(struct parser *p, struct compound *c, enum pl_simple_type type, pl_str name)
{
    struct pl_simple *simple = add(p, c, type);
    simple->name = name;
    simple->hash = pl_selector_hash(name);
    weigh(c, type == PL_SIMPLE_ID ? SPECIFICITY_ID : SPECIFICITY_CLASS);
}

/* One more simple selector; false with nothing failed where the compound ends. */
static bool parse_simple(struct parser *p, struct pl_components *values, enum place place,
                         struct compound *c)
{
    const struct pl_component *next = peek(*values, 0), *name = peek(*values, 1);
    if (!next)
        return false;
    if (next->type == PL_COMPONENT_COLON)
        return parse_pseudo(p, values, place, c);
    if (c->has_pseudo)
        return false;
    if (next->type == PL_COMPONENT_HASH) {
        add_hashed(p, c, PL_SIMPLE_ID, take(values)->text);
        return next->is_id || fail(p, next, "isn't a name that an id selector can have");
    }
    if (pl_component_is_delim(next, '.')) {
        if (!name || name->type != PL_COMPONENT_IDENT)
            return fail(p, next, "has no class name behind it");
        take(values);
        add_hashed(p, c, PL_SIMPLE_CLASS, take(values)->text);
        return true;
    }
    if (next->type == PL_COMPONENT_SQUARE)
        return parse_attribute(p, take(values), c);
    if (pl_component_is_delim(next, '&')) {
        take(values);
        add_nesting(p, c);
        return true;
    }
    return false;
}

static bool parse_compound(struct parser *p, struct pl_components *values, enum place place,
                           struct compound *c)
{
    const struct pl_component *first = peek(*values, 0);
    uint32_t before = values->count;
    parse_element(p, values, c);
    while (parse_simple(p, values, place, c))
        if (c->simples.count > p->source->limits->value[PL_LIMIT_NAME_CSS_SELECTOR_STEPS])
            return fail_limit(p, first);
    if (p->why)
        return false;
    if (values->count == before)
        return fail(p, first,
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

static void push_compound(struct parser *p, struct complex_selector *complex,
                          const struct compound *c, enum pl_combinator combinator)
{
    *PL_PUSH(pl_css_scratch(p->source),
             &complex->compounds) = (struct pl_compound){.simples = c->simples.data,
                                                         .count = (uint32_t)c->simples.count,
                                                         .combinator = (uint8_t)combinator};
    complex->out->specificity = sum(complex->out->specificity, c->specificity);
    complex->out->pseudo = c->pseudo;
}

/* White space and a sign between compounds; NONE at the end or where something else follows. */
static enum pl_combinator parse_combinator(struct pl_components *values)
{
    bool has_space = values->count && values->data->type == PL_COMPONENT_SPACE;
    skip_space(values);
    const struct pl_component *next = peek(*values, 0);
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
    take(values);
    skip_space(values);
    return combinator;
}

/* What stands before the first compound. */
static bool parse_leading(struct parser *p, struct pl_components *values, enum place place,
                          enum pl_combinator *leading)
{
    const struct pl_component *first = peek(*values, 0);
    *leading = parse_combinator(values);
    if (*leading != PL_COMBINATOR_NONE && place != PLACE_NESTED && place != PLACE_HAS)
        return fail(p, first, "has no selector before it");
    return true;
}

static bool parse_compounds(struct parser *p, struct pl_components values, enum place place,
                            enum pl_combinator combinator, struct complex_selector *complex)
{
    const struct pl_component *last = NULL;
    for (;;) {
        struct compound c = {0};
        if (values.count == 0)
            return fail(p, last, last ? "has no selector behind it" : "is empty");
        if (!parse_compound(p, &values, place, &c))
            return false;
        push_compound(p, complex, &c, combinator);
        if (values.count == 0)
            return true;
        struct pl_components behind = pl_components_trim(values);
        last = behind.data;
        combinator = parse_combinator(&values);
        if (combinator == PL_COMBINATOR_NONE || c.has_pseudo)
            return fail(p, last,
                        c.has_pseudo ? "can't stand behind a pseudo-element"
                                     : "isn't understood here");
    }
}

/* In a nested rule: "&" and the combinator that was written, or a space, go before the first
 * compound. */
static void imply_nesting(struct parser *p, enum pl_combinator leading,
                          struct complex_selector *complex)
{
    struct compound parent = {0};
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

static void finish(struct parser *p, struct complex_selector *complex)
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

static bool is_within_limits(struct parser *p, const struct pl_selector *selector,
                             const struct pl_component *first)
{
    const uint64_t *limits = p->source->limits->value;
    if (selector->depth <= limits[PL_LIMIT_NAME_CSS_SELECTOR_PARTS] &&
        selector->steps <= limits[PL_LIMIT_NAME_CSS_SELECTOR_STEPS])
        return true;
    return fail_limit(p, first);
}

static bool parse_complex(struct parser *p, struct pl_components values, enum place place,
                          struct pl_selector *out)
{
    struct complex_selector complex = {.out = out};
    enum pl_combinator leading;
    bool named_nesting = p->names_nesting;
    values = pl_components_trim(values);
    if (values.count == 0)
        return fail(p, NULL, "a selector is missing");
    out->first = values.data[0].first;
    out->end = values.data[values.count - 1].end;
    const struct pl_component *first = values.data;
    p->names_nesting = false;
    if (!parse_leading(p, &values, place, &leading))
        return false;
    enum pl_combinator anchor = leading == PL_COMBINATOR_NONE ? PL_COMBINATOR_DESCENDANT : leading;
    if (!parse_compounds(p, values, place, place == PLACE_HAS ? anchor : PL_COMBINATOR_NONE,
                         &complex))
        return false;
    if (place == PLACE_NESTED && (leading != PL_COMBINATOR_NONE || !p->names_nesting))
        imply_nesting(p, leading, &complex);
    p->names_nesting = p->names_nesting || named_nesting;
    finish(p, &complex);
    return is_within_limits(p, out, first);
}

/* --- Lists ------------------------------------------------------------------------------------ */

static const struct pl_selector_list *parse_list(struct parser *p, struct pl_components values,
                                                 enum place place, bool is_forgiving)
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

static void report(const struct parser *p, struct pl_components prelude)
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
    struct parser p = {.source = source, .parent = parent};
    const struct pl_selector_list *list = parse_list(&p, prelude,
                                                     parent ? PLACE_NESTED : PLACE_RULE, false);
    if (!list)
        report(&p, prelude);
    return list;
}

bool pl_selector_is_known(const struct pl_css_source *source, struct pl_components values)
{
    struct parser p = {.source = source};
    struct pl_selector selector = {0};
    return parse_complex(&p, values, PLACE_RULE, &selector);
}
