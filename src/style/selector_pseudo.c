// SPDX-License-Identifier: MIT
/* style/selector_pseudo.c: pseudo-classes and pseudo-elements (Selectors 4 §4, §9 to §14). */
#include "style/selector_parse.h"

#include "style/nearest.h"

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
static const pl_str states = PL_LIT_INIT(
    " active autofill blank checked closed current default disabled enabled focus focus-visible focus-within"
    " fullscreen future hover in-range indeterminate invalid local-link modal muted open optional out-of-range"
    " past paused picture-in-picture placeholder-shown playing popover-open read-only read-write required"
    " target target-within user-invalid user-valid valid visited ");

static bool is_state(pl_str name)
{
    return pl_selector_is_word(states, name);
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
static bool fail_name(struct pl_selector_parser *p, const struct pl_component *name,
                      const char *why, bool is_element)
{
    static const pl_str functions[] = {PL_LIT_INIT("is"),   PL_LIT_INIT("where"),
                                       PL_LIT_INIT("not"),  PL_LIT_INIT("has"),
                                       PL_LIT_INIT("lang"), PL_LIT_INIT("dir")};
    struct pl_nearest nearest = pl_nearest_begin(name->text);
    for (size_t i = 0; i < sizeof pseudo_classes / sizeof *pseudo_classes; i++)
        pl_nearest_try(&nearest, pseudo_classes[i].name);
    for (size_t i = 0; i < sizeof pseudo_functions / sizeof *pseudo_functions; i++)
        pl_nearest_try(&nearest, pseudo_functions[i].name);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        pl_nearest_try(&nearest, functions[i]);
    for (size_t at = 1, end; (end = pl_str_find(states, PL_LIT(" "), at)) < states.size; at = end + 1)
        pl_nearest_try(&nearest, pl_str_slice(states, at, end));
    if (!p->why)
        p->nearest = is_element ? nearest_pseudo_element(name->text) : nearest.found;
    return pl_selector_fail(p, name, why);
}

static bool parse_pseudo_class(struct pl_selector_parser *p, const struct pl_component *name,
                               struct pl_open_compound *c)
{
    const struct pseudo_class *row = find_pseudo_class(
        pseudo_classes, sizeof pseudo_classes / sizeof *pseudo_classes, name->text);
    pl_selector_weigh(c, PL_SPECIFICITY_CLASS);
    if (row)
        *PL_PUSH(pl_css_scratch(p->source), &c->simples) = row->simple;
    else if (is_state(pl_selector_lower(p->source->arena, name->text)))
        pl_selector_add(p, c, PL_SIMPLE_NEVER);
    else
        return fail_name(p, name, "isn't a pseudo-class that is known", false);
    return true;
}

/* :nth-child(An+B of S) and its kin. */
static bool parse_nth(struct pl_selector_parser *p, const struct pl_component *function,
                      const struct pl_simple *kind, struct pl_open_compound *c)
{
    struct pl_simple simple = *kind;
    struct pl_components rest;
    if (!pl_parse_anb(pl_component_items(function), &simple.a, &simple.b, &rest))
        return pl_selector_fail(p, function, "needs a number, odd, even or a form like 2n+1");
    rest = pl_components_trim(rest);
    uint32_t specificity = PL_SPECIFICITY_CLASS;
    if (rest.count) {
        if (simple.of_type || !pl_component_is_ident(pl_selector_take(&rest), PL_LIT("of")))
            return pl_selector_fail(p, function, "has something behind its number");
        simple.list = pl_selector_parse_list(p, rest, PL_PLACE_ARGUMENT, false);
        if (!simple.list)
            return false;
        specificity = pl_specificity_sum(specificity, simple.list->specificity);
    }
    *PL_PUSH(pl_css_scratch(p->source), &c->simples) = simple;
    pl_selector_weigh(c, specificity);
    return true;
}

static bool parse_logical(struct pl_selector_parser *p, const struct pl_component *function,
                          enum pl_simple_type type, struct pl_open_compound *c)
{
    bool is_where = pl_component_is_function(function, PL_LIT("where"));
    const struct pl_selector_list *list = pl_selector_parse_list(
        p, pl_component_items(function), PL_PLACE_ARGUMENT, type == PL_SIMPLE_IS);
    if (!list)
        return false;
    pl_selector_add(p, c, type)->list = list;
    if (!is_where)
        pl_selector_weigh(c, list->specificity);
    return true;
}

static bool parse_has(struct pl_selector_parser *p, const struct pl_component *function,
                      struct pl_open_compound *c)
{
    if (p->is_inside_has)
        return pl_selector_fail(p, function, "can't stand inside another :has()");
    p->is_inside_has = true;
    const struct pl_selector_list *list = pl_selector_parse_list(p, pl_component_items(function),
                                                                 PL_PLACE_HAS, false);
    p->is_inside_has = false;
    if (!list)
        return false;
    pl_selector_add(p, c, PL_SIMPLE_HAS)->list = list;
    pl_selector_weigh(c, list->specificity);
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

static bool parse_lang(struct pl_selector_parser *p, const struct pl_component *function,
                       struct pl_open_compound *c)
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
            return pl_selector_fail(p, function, "needs language tags between commas");
        *PL_PUSH(p->source->arena, &ranges) = (struct pl_simple){.type = PL_SIMPLE_LANG,
                                                                 .value = part.data->text};
    }
    pl_selector_add(p, c, PL_SIMPLE_LANG)->list = list_of_simples(p->source->arena, ranges.data,
                                                                  (uint32_t)ranges.count);
    pl_selector_weigh(c, PL_SPECIFICITY_CLASS);
    return true;
}

static bool parse_dir(struct pl_selector_parser *p, const struct pl_component *function,
                      struct pl_open_compound *c)
{
    struct pl_components items = pl_components_trim(pl_component_items(function));
    if (items.count != 1 || items.data->type != PL_COMPONENT_IDENT)
        return pl_selector_fail(p, function, "needs ltr or rtl");
    pl_selector_add(p, c, PL_SIMPLE_DIR)->value = pl_selector_lower(p->source->arena,
                                                                    items.data->text);
    pl_selector_weigh(c, PL_SPECIFICITY_CLASS);
    return true;
}

static bool parse_pseudo_function(struct pl_selector_parser *p, const struct pl_component *function,
                                  struct pl_open_compound *c)
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

static bool set_pseudo_element(struct pl_selector_parser *p, const struct pl_component *name,
                               const struct pseudo_element *row, enum pl_selector_place place,
                               struct pl_open_compound *c)
{
    if (place == PL_PLACE_ARGUMENT || place == PL_PLACE_HAS)
        return pl_selector_fail(p, name,
                                "is a pseudo-element and can't stand inside a pseudo-class");
    pl_selector_weigh(c, PL_SPECIFICITY_ELEMENT);
    if (row->pseudo == PL_PSEUDO_NONE || c->has_pseudo)
        pl_selector_add(p, c, PL_SIMPLE_NEVER);
    if (!c->has_pseudo)
        c->pseudo = row->pseudo;
    c->has_pseudo = true;
    return true;
}

/* From a colon on. */
bool pl_selector_parse_pseudo(struct pl_selector_parser *p, struct pl_components *values,
                              enum pl_selector_place place, struct pl_open_compound *c)
{
    const struct pl_component *colon = pl_selector_take(values),
                              *name = pl_selector_peek(*values, 0);
    bool is_double = name && name->type == PL_COMPONENT_COLON;
    if (is_double) {
        pl_selector_take(values);
        name = pl_selector_peek(*values, 0);
    }
    if (!name || (name->type != PL_COMPONENT_IDENT && name->type != PL_COMPONENT_FUNCTION))
        return pl_selector_fail(p, colon, "has no name behind it");
    pl_selector_take(values);
    if (name->type == PL_COMPONENT_IDENT || is_double) {
        const struct pseudo_element *row = find_pseudo_element(name->text, !is_double);
        if (row)
            return set_pseudo_element(p, name, row, place, c);
    }
    if (is_double)
        return fail_name(p, name, "isn't a pseudo-element that is known", true);
    if (c->has_pseudo && !is_state(pl_selector_lower(p->source->arena, name->text)))
        return pl_selector_fail(p, name, "can't stand behind a pseudo-element");
    return name->type == PL_COMPONENT_IDENT ? parse_pseudo_class(p, name, c)
                                            : parse_pseudo_function(p, name, c);
}
