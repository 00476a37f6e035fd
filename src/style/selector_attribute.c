// SPDX-License-Identifier: MIT
/* style/selector_attribute.c: attribute selectors (Selectors 4 §6). */
#include "style/selector_parse.h"

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
    return pl_selector_is_word(names, name);
}

/* "name", "*|name", "|name", or "prefix|name", which means the attribute "prefix:name". */
static bool parse_attribute_name(struct pl_selector_parser *p, struct pl_components *values,
                                 const struct pl_component *whole, pl_str *name)
{
    pl_str prefix = {0};
    bool has_bar = pl_selector_is_delim(*values, 1, '|') && !pl_selector_is_delim(*values, 2, '=');
    if (pl_selector_is_name(*values, 0) && has_bar) {
        if (values->data->type == PL_COMPONENT_IDENT)
            prefix = values->data->text;
        pl_selector_take(values), pl_selector_take(values);
    } else if (pl_selector_is_delim(*values, 0, '|')) {
        pl_selector_take(values);
    }
    if (!pl_selector_peek(*values, 0) || values->data->type != PL_COMPONENT_IDENT)
        return pl_selector_fail(p, whole, "names no attribute");
    *name = pl_selector_lower(p->source->arena, pl_selector_take(values)->text);
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
    if (pl_selector_is_delim(*values, 0, '=')) {
        pl_selector_take(values);
        *operator= PL_ATTRIBUTE_EQUALS;
        return true;
    }
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (pl_selector_is_delim(*values, 0, signs[i].sign) &&
            pl_selector_is_delim(*values, 1, '=')) {
            pl_selector_take(values), pl_selector_take(values);
            *operator= signs[i].operator;
            return true;
        }
    }
    return false;
}

static bool parse_attribute_value(struct pl_selector_parser *p, struct pl_components values,
                                  const struct pl_component *whole, struct pl_simple *simple)
{
    if (!parse_operator(&values, &simple->attribute_operator))
        return pl_selector_fail(p, whole, "has no operator that is known");
    pl_selector_skip_space(&values);
    const struct pl_component *value = pl_selector_peek(values, 0);
    if (!value || (value->type != PL_COMPONENT_IDENT && value->type != PL_COMPONENT_STRING))
        return pl_selector_fail(p, whole, "needs a name or a string as its value");
    simple->value = pl_selector_take(&values)->text;
    pl_selector_skip_space(&values);
    const struct pl_component *flag = pl_selector_peek(values, 0);
    if (!flag)
        return true;
    bool ignores = pl_component_is_ident(flag, PL_LIT("i"));
    if ((!ignores && !pl_component_is_ident(flag, PL_LIT("s"))) ||
        pl_components_trim(values).count != 1)
        return pl_selector_fail(p, whole, "has something behind its value that is neither i nor s");
    simple->ignores_case = ignores;
    return true;
}

bool pl_selector_parse_attribute(struct pl_selector_parser *p, const struct pl_component *whole,
                                 struct pl_open_compound *c)
{
    struct pl_components values = pl_components_trim(pl_component_items(whole));
    struct pl_simple *simple = pl_selector_add(p, c, PL_SIMPLE_ATTRIBUTE);
    pl_selector_weigh(c, PL_SPECIFICITY_CLASS);
    if (!parse_attribute_name(p, &values, whole, &simple->name))
        return false;
    pl_selector_skip_space(&values);
    if (values.count == 0)
        return true;
    simple->ignores_case = is_caseless_attribute(simple->name);
    return parse_attribute_value(p, values, whole, simple);
}
