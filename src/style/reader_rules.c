// SPDX-License-Identifier: MIT
/* style/reader_rules.c: which rules may stay as they are written for reading systems. */
#include "style/compiler.h"

#include "model/attribute.h"

static bool has_class(const struct pl_selector *selector)
{
    for (uint32_t i = 0; i < selector->count; i++)
        for (uint32_t k = 0; k < selector->compounds[i].count; k++)
            if (selector->compounds[i].simples[k].type == PL_SIMPLE_CLASS)
                return true;
    return false;
}

/* Of our base sheet reading systems have what the HTML Standard says; not what is ours: by class,
 * or for some media. */
static bool is_styling(const struct pl_style_rule *rule)
{
    if (rule->origin != PL_SHEET_USER_AGENT || rule->is_conditional)
        return true;
    for (uint32_t i = 0; i < rule->selectors->count; i++)
        if (has_class(&rule->selectors->data[i]))
            return true;
    return false;
}

/* Attributes that export writes as they are. */
static bool is_kept_attribute(pl_str name)
{
    bool is_custom = pl_str_starts(name, PL_LIT("data-")) &&
                     pl_attribute_value(PL_LIT("div"), name) == PL_ATTRIBUTE_PLAIN;
    return is_custom || pl_str_eq(name, PL_LIT("class")) || pl_str_eq(name, PL_LIT("title"));
}

/* Elements that can't stand where they do are written as others, so selectors don't find them; a
 * span may be ours. */
static bool is_kept_simple(const struct pl_compiler *c, const struct pl_simple *simple,
                           bool is_subject)
{
    switch ((enum pl_simple_type)simple->type) {
    case PL_SIMPLE_ELEMENT:
        return !pl_map_lookup(&c->moved, simple->name) &&
               !pl_str_eq(simple->name, PL_LIT("span"));
    case PL_SIMPLE_ATTRIBUTE:
        return is_kept_attribute(simple->name) && !simple->ignores_case;
    case PL_SIMPLE_UNIVERSAL:
        return !is_subject;
    case PL_SIMPLE_LINK:
        return !pl_map_lookup(&c->moved, PL_LIT("a"));
    case PL_SIMPLE_CLASS:
        return true;
    case PL_SIMPLE_ID: // no class of ours would be heavier
    case PL_SIMPLE_ROOT:
    case PL_SIMPLE_EMPTY:
    case PL_SIMPLE_NTH:
    case PL_SIMPLE_LANG:
    case PL_SIMPLE_DIR:
    case PL_SIMPLE_IS:
    case PL_SIMPLE_NOT:
    case PL_SIMPLE_HAS:
    case PL_SIMPLE_NEVER:
        return false;
    }
    return false;
}

static bool is_kept_selector(const struct pl_compiler *c, const struct pl_selector *selector,
                             enum pl_pseudo pseudo)
{
    if (selector->pseudo != pseudo || selector->compounds[0].count == 0)
        return false;
    for (uint32_t i = 0; i < selector->count; i++) {
        const struct pl_compound *compound = &selector->compounds[i];
        bool is_beside = i > 0 && selector->compounds[i - 1].combinator >= PL_COMBINATOR_NEXT;
        if (compound->combinator == PL_COMBINATOR_SIBLING || (is_beside && c->has_gaps) ||
            (is_beside && compound->count == 0))
            return false;
        for (uint32_t k = 0; k < compound->count; k++)
            if (!is_kept_simple(c, &compound->simples[k], i == 0 || is_beside))
                return false;
    }
    return true;
}

static bool may_be_kept(const struct pl_compiler *c, const struct pl_style_rule *rule)
{
    enum pl_pseudo pseudo = rule->selectors->data[0].pseudo;
    if (pseudo == PL_PSEUDO_FOOTNOTE_CALL || pseudo == PL_PSEUDO_FOOTNOTE_MARKER)
        return false;
    for (uint32_t i = 0; i < rule->selectors->count; i++)
        if (!is_kept_selector(c, &rule->selectors->data[i], pseudo))
            return false;
    return true;
}

struct pl_reader_rule *pl_reader_rules(struct pl_compiler *c, const struct pl_sheets *sheets,
                                       bool are_kept)
{
    struct pl_reader_rule *rules = PL_NEW_ARRAY(c->arena, struct pl_reader_rule,
                                                sheets->rules.count);
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct pl_style_rule *source = &sheets->rules.data[i];
        bool is_in_run = source->selectors->count && (source->media & PL_MEDIA_OF(PL_MEDIUM_EPUB));
        rules[i].source = source;
        rules[i].is_styling = is_in_run && is_styling(source);
        rules[i].may_be_kept = are_kept && rules[i].is_styling && may_be_kept(c, source);
    }
    return rules;
}

struct pl_reader_rule *pl_reader_rule_of(const struct pl_compiler *c,
                                         const struct pl_style_rule *source)
{
    const struct pl_sheets *common = c->cascade->sheets;
    if (source >= common->rules.data && source < common->rules.data + common->rules.count)
        return &c->rules[source - common->rules.data];
    return &c->own_rules[source - c->own_sheets->rules.data];
}

/* The other of left and right; the property itself where it has no side. */
static enum pl_property across(enum pl_property property)
{
    static const uint16_t pairs[][2] = {
        {PL_PROPERTY_margin_left, PL_PROPERTY_margin_right},
        {PL_PROPERTY_padding_left, PL_PROPERTY_padding_right},
        {PL_PROPERTY_border_left_style, PL_PROPERTY_border_right_style},
        {PL_PROPERTY_border_left_width, PL_PROPERTY_border_right_width},
        {PL_PROPERTY_border_left_color, PL_PROPERTY_border_right_color},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (property == pairs[i][0] || property == pairs[i][1])
            return (enum pl_property)pairs[i][property == pairs[i][0]];
    }
    return property;
}

/* What sets the starting side sets left in one article and right in another: the rule keeps the
 * one of more elements. */
bool pl_reader_keeps(const struct pl_reader_rule *rule, enum pl_property property)
{
    return rule->may_be_kept && rule->votes && rule->form != PL_FORM_MIXED &&
           pl_property_set_has(&rule->needed, property) &&
           rule->votes[property].count * 2 >= rule->votes[across(property)].count;
}
