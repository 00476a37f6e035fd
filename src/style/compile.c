// SPDX-License-Identifier: MIT
/* style/compile.c: the epub run as a sheet that reading systems understand.
 *
 * How it works. The author's and user's rules say which properties of an element were styled by somebody; what the
 * standard's own sheet says, reading systems say themselves. Two passes go over all elements:
 *
 * 1. A rule whose selectors every reading system knows may stay as it is written. Of the elements for which it wins a
 *    property, the computed values are compared, written as readers are told them (reader_value.c); the rule keeps the
 *    property with the value that most of them have, unless none of them needs it.
 * 2. For each element the cascade of the kept rules is run. Where it gives another value than the epub run gave, the
 *    element gets a class, one for all elements with the same rest, heavy enough to win.
 *
 * So layers, !important, nesting, :has() and var() are gone, and what is easily said stays said by the author's rules.
 * Marks made by ::before and ::after stay marks; words go into the text. */
#include "style/compile.h"

#include "base/map.h"
#include "base/utf8.h"
#include "model/walk.h"
#include "style/engine.h"
#include "style/reader_text.h"
#include "style/reader_value.h"
#include "style/selector_write.h"

#define SET_WORDS ((PL_PROPERTY_COUNT + 63) / 64)

struct property_set {
    uint64_t words[SET_WORDS];
};

static void set_add(struct property_set *set, enum pl_property property)
{
    set->words[property / 64] |= (uint64_t)1 << property % 64;
}

static bool set_has(const struct property_set *set, enum pl_property property)
{
    return set->words[property / 64] >> property % 64 & 1;
}

/* What becomes of a pseudo-element with content. */
enum form { FORM_NONE, FORM_STYLE, FORM_TEXT, FORM_MIXED };

/* What most elements are told, found in one pass (Boyer and Moore's majority vote). */
struct vote {
    const pl_str *said; // NULL: no element yet
    uint32_t lead, count;
};

/* A rule of the sheets. */
struct rule {
    const struct pl_style_rule *source;
    bool is_styling;            // somebody's, not what reading systems have themselves
    bool may_be_kept;           // all its selectors are known everywhere
    uint8_t form;               // enum form of its pseudo-elements
    struct vote *votes;         // by property, where it may be kept
    struct property_set needed; // by an element for which it wins
};

/* What the elements of one style below one parent's are told, by property; NULL: not yet asked. */
struct told {
    struct pl_reader_element element;
    const pl_str *said[PL_PROPERTY_COUNT];
};

struct compiler {
    struct pl_arena *arena;
    struct pl_cascade *cascade;
    const struct pl_edition *edition;
    const struct pl_styles *const *styles;
    enum pl_reader_profile profile;
    bool is_last_pass;

    struct rule *rules;    // of the common sheets, then those of the one article's own
    struct pl_map told;    // (style, parent, flags) → struct told
    struct pl_map texts;   // equal texts are one pointer
    struct pl_map classes; // declarations → name
    struct {
        PL_VEC(struct generated)
    } generated;
    struct pl_map families;

    /* The article at hand. */
    const struct pl_article *article;
    const struct pl_styles *run;
    const struct pl_sheets *own_sheets; // NULL: only the common ones
    struct rule *own_rules;
    struct pl_matcher *matcher;
    struct pl_matches matches;
    bool *is_on_background;  // by serial
    uint32_t contents_depth; // inside lists of contents
    struct pl_markup_entry **markup;
};

/* A class we make. */
struct generated {
    pl_str name, selector_tail, declarations;
    uint32_t weight; // how often its selector names it
};

/* What is said where there is nothing to say. */
static const pl_str nothing;

/* --- Rules ----------------------------------------------------------------------------------------- */

static bool has_class(const struct pl_selector *selector)
{
    for (uint32_t i = 0; i < selector->count; i++)
        for (uint32_t k = 0; k < selector->compounds[i].count; k++)
            if (selector->compounds[i].simples[k].type == PL_SIMPLE_CLASS)
                return true;
    return false;
}

/* Of our base sheet reading systems have what the HTML Standard says; not what is ours: by class, or for some media. */
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
    return pl_str_starts(name, PL_LIT("data-")) || pl_str_eq(name, PL_LIT("class")) ||
           pl_str_eq(name, PL_LIT("title"));
}

/* Elements without a kind are written as div or span, so selectors don't find them; a span may be ours. */
static bool is_kept_simple(const struct pl_simple *simple, bool is_subject)
{
    switch ((enum pl_simple_type)simple->type) {
    case PL_SIMPLE_ELEMENT:
        return pl_kind_of_element(simple->name) != PL_KIND_COUNT &&
               !pl_str_eq(simple->name, PL_LIT("span"));
    case PL_SIMPLE_ATTRIBUTE:
        return is_kept_attribute(simple->name) && !simple->ignores_case;
    case PL_SIMPLE_UNIVERSAL:
        return !is_subject;
    case PL_SIMPLE_LINK:
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

static bool is_kept_selector(const struct pl_selector *selector, enum pl_pseudo pseudo)
{
    if (selector->pseudo != pseudo || selector->compounds[0].count == 0)
        return false;
    for (uint32_t i = 0; i < selector->count; i++) {
        const struct pl_compound *compound = &selector->compounds[i];
        bool is_beside = i > 0 && selector->compounds[i - 1].combinator >= PL_COMBINATOR_NEXT;
        if (compound->combinator == PL_COMBINATOR_SIBLING || (is_beside && compound->count == 0))
            return false;
        for (uint32_t k = 0; k < compound->count; k++)
            if (!is_kept_simple(&compound->simples[k], i == 0 || is_beside))
                return false;
    }
    return true;
}

static bool may_be_kept(const struct pl_style_rule *rule)
{
    enum pl_pseudo pseudo = rule->selectors->data[0].pseudo;
    if (pseudo == PL_PSEUDO_FOOTNOTE_CALL || pseudo == PL_PSEUDO_FOOTNOTE_MARKER)
        return false;
    for (uint32_t i = 0; i < rule->selectors->count; i++)
        if (!is_kept_selector(&rule->selectors->data[i], pseudo))
            return false;
    return true;
}

static struct rule *make_rules(struct compiler *c, const struct pl_sheets *sheets, bool are_kept)
{
    struct rule *rules = PL_NEW_ARRAY(c->arena, struct rule, sheets->rules.count);
    for (size_t i = 0; i < sheets->rules.count; i++) {
        const struct pl_style_rule *source = &sheets->rules.data[i];
        bool is_in_run = source->selectors->count && (source->media & PL_MEDIA_OF(PL_MEDIUM_EPUB));
        rules[i].source = source;
        rules[i].is_styling = is_in_run && is_styling(source);
        rules[i].may_be_kept = are_kept && rules[i].is_styling && may_be_kept(source);
        if (rules[i].may_be_kept)
            rules[i].votes = PL_NEW_ARRAY(c->arena, struct vote, PL_PROPERTY_COUNT);
    }
    return rules;
}

static struct rule *rule_of(const struct compiler *c, const struct pl_style_rule *source)
{
    const struct pl_sheets *common = c->cascade->sheets;
    if (source >= common->rules.data && source < common->rules.data + common->rules.count)
        return &c->rules[source - common->rules.data];
    return &c->own_rules[source - c->own_sheets->rules.data];
}

/* --- What elements are told --------------------------------------------------------------------------- */

static const pl_str *shared_text(struct compiler *c, pl_str text)
{
    if (text.size == 0)
        return &nothing;
    void **place = pl_map_at(&c->texts, text);
    if (!*place) {
        pl_str *copy = PL_NEW(c->arena, pl_str);
        *copy = text;
        *place = copy;
    }
    return *place;
}

static struct told *told_of(struct compiler *c, const struct pl_reader_element *element)
{
    struct {
        const void *style, *parent;
        uint64_t flags;
    } key = {element->style, element->parent,
             (uint64_t)element->is_link << 1 | element->is_on_background};
    pl_str bytes = {(const char *)&key, sizeof key};
    struct told *told = pl_map_lookup(&c->told, bytes);
    if (told)
        return told;
    told = PL_NEW(c->arena, struct told);
    told->element = *element;
    *pl_map_at(&c->told, pl_str_copy(c->arena, bytes)) = told;
    return told;
}

static const pl_str *said_of(struct compiler *c, struct told *told, enum pl_property property)
{
    if (!told->said[property]) {
        struct pl_strbuf out = PL_STRBUF(c->arena);
        pl_reader_write(&out, property, &told->element);
        told->said[property] = shared_text(c, pl_strbuf_str(&out));
    }
    return told->said[property];
}

/* An element or pseudo-element with all that was found for it. */
struct thing {
    const struct pl_node *node;
    enum pl_pseudo pseudo;
    enum form form; // of a pseudo-element with content
    struct told *told;
    const struct pl_style *style;
    const struct pl_match *matches;
    size_t match_count;
    const struct pl_block *hints, *attribute;
};

/* The longhand that a declaration sets on this element, as readers are told it; false: they aren't. */
static bool told_property(const struct compiler *c, const struct thing *thing,
                          const struct pl_declared *declared, enum pl_property *property)
{
    *property = (enum pl_property)declared->property;
    if (declared->is_logical) {
        struct pl_flow_mode flow = {
            .is_rtl = pl_style_keyword(thing->style, PL_PROPERTY_direction) == PL_KEYWORD_rtl,
            .writing_mode = pl_style_keyword(thing->style, PL_PROPERTY_writing_mode)};
        *property = pl_logical_property((enum pl_logical)declared->property, flow);
    }
    *property = pl_reader_carrier(*property);
    if (*property == PL_PROPERTY_content && thing->form != FORM_STYLE)
        return false;
    return pl_reader_has(*property, c->profile);
}

/* --- Who wins --------------------------------------------------------------------------------------------- */

/* Winners by property: a rule's match, or who they are instead. */
enum { WINNER_NONE = -1, WINNER_ATTRIBUTE = -2 };

struct winners {
    int16_t of[PL_PROPERTY_COUNT];
    struct property_set contested; // declared by more than one rule
    struct property_set styled;    // by somebody
    struct property_set readers;   // by the reading system's own sheet, as ours says it
};

static void win(const struct compiler *c, const struct thing *thing, const struct pl_block *block,
                bool is_important, int winner, struct winners *winners)
{
    const struct pl_compiled_block *compiled = block->compiled;
    for (uint32_t i = 0; i < compiled->count; i++) {
        enum pl_property property;
        if (compiled->declared[i].is_important != is_important ||
            !told_property(c, thing, &compiled->declared[i], &property))
            continue;
        if (set_has(&winners->styled, property))
            set_add(&winners->contested, property);
        winners->of[property] = (int16_t)winner;
        set_add(&winners->styled, property);
    }
}

/* The important declarations of matches [first, end), which have one rank. */
static void win_importantly(const struct compiler *c, const struct thing *thing, size_t first,
                            size_t end, struct winners *winners)
{
    for (size_t i = first; i < end; i++)
        if (thing->matches[i].block->compiled->has_important)
            win(c, thing, thing->matches[i].block, true, (int)i, winners);
}

static void collect_readers(const struct compiler *c, const struct thing *thing,
                            const struct pl_block *block, struct property_set *readers)
{
    for (uint32_t i = 0; i < block->compiled->count; i++) {
        enum pl_property property;
        if (told_property(c, thing, &block->compiled->declared[i], &property))
            set_add(readers, property);
    }
}

/* As the epub run's own cascade (Cascade 5 §6.1), for rules that are somebody's. */
static void find_winners(const struct compiler *c, const struct thing *thing,
                         struct winners *winners)
{
    memset(winners, 0, sizeof *winners);
    memset(winners->of, WINNER_NONE, sizeof winners->of); // all bits set
    bool had_hints = thing->hints == NULL;
    for (size_t i = 0; i < thing->match_count; i++) {
        const struct pl_match *match = &thing->matches[i];
        if (!had_hints && match->origin == PL_SHEET_AUTHOR) {
            win(c, thing, thing->hints, false, WINNER_ATTRIBUTE, winners);
            had_hints = true;
        }
        if (rule_of(c, match->rule)->is_styling)
            win(c, thing, match->block, false, (int)i, winners);
        else
            collect_readers(c, thing, match->block, &winners->readers);
    }
    if (!had_hints)
        win(c, thing, thing->hints, false, WINNER_ATTRIBUTE, winners);
    if (thing->attribute)
        win(c, thing, thing->attribute, false, WINNER_ATTRIBUTE, winners);
    for (size_t end = thing->match_count, first; end > 0; end = first) {
        for (first = end - 1;
             first > 0 && thing->matches[first - 1].rank == thing->matches[end - 1].rank;)
            first--;
        win_importantly(c, thing, first, end, winners);
    }
    if (thing->attribute && thing->attribute->compiled->has_important)
        win(c, thing, thing->attribute, true, WINNER_ATTRIBUTE, winners);
}

static bool has_same(const struct thing *thing, const struct pl_style *other,
                     enum pl_property property)
{
    return pl_style_value(thing->style, property) == pl_style_value(other, property);
}

/* True when the element has the value without anybody saying so. */
static bool is_default(struct compiler *c, const struct thing *thing, const struct winners *winners,
                       enum pl_property property)
{
    if (set_has(&winners->readers, property) || thing->told->element.is_link)
        return false;
    if (property == PL_PROPERTY_color)
        return pl_str_eq(*said_of(c, thing->told, property), PL_LIT("color: inherit"));
    const struct pl_style *parent = thing->told->element.parent;
    const struct pl_style *other = pl_property_row(property)->is_inherited
                                       ? parent
                                       : c->cascade->initial_style;
    if (property == PL_PROPERTY_white_space_collapse &&
        !has_same(thing, other, PL_PROPERTY_text_wrap_mode))
        return false;
    return has_same(thing, other, property);
}

/* --- The first pass: what rules keep ------------------------------------------------------------------------- */

static void vote(struct vote *vote, const pl_str *said)
{
    vote->count++;
    if (vote->lead == 0) {
        vote->said = said;
        vote->lead = 1;
    } else if (vote->said == said) {
        vote->lead++;
    } else {
        vote->lead--;
    }
}

static void compare(struct compiler *c, const struct thing *thing, const struct winners *winners)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        if (winners->of[i] < 0)
            continue;
        struct rule *rule = rule_of(c, thing->matches[winners->of[i]].rule);
        const pl_str *said = said_of(c, thing->told, property);
        if (!rule->may_be_kept || said->size == 0)
            continue;
        vote(&rule->votes[i], said);
        if (!is_default(c, thing, winners, property) || set_has(&winners->contested, property))
            set_add(&rule->needed, property);
    }
    for (size_t i = 0; i < thing->match_count && thing->pseudo != PL_PSEUDO_NONE; i++) {
        struct rule *rule = rule_of(c, thing->matches[i].rule);
        rule->form = rule->form == FORM_NONE || rule->form == thing->form ? (uint8_t)thing->form
                                                                          : FORM_MIXED;
    }
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

/* What sets the starting side sets left in one article and right in another: the rule keeps the one of more elements. */
static bool is_kept(const struct rule *rule, enum pl_property property)
{
    return rule->may_be_kept && rule->form != FORM_MIXED && set_has(&rule->needed, property) &&
           rule->votes[property].count * 2 >= rule->votes[across(property)].count;
}

/* --- The second pass: what is left for classes ------------------------------------------------------------------ */

/* What the kept rules give an element, by their weight and order. */
struct given {
    const struct rule *rule[PL_PROPERTY_COUNT];
    uint32_t specificity[PL_PROPERTY_COUNT];
};

static void give_rule(const struct rule *rule, uint32_t specificity, struct given *given)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        if (rule->needed.words[i / 64] >> i % 64 == 0) { // nothing more in this word
            i |= 63;
            continue;
        }
        if (!set_has(&rule->needed, (enum pl_property)i) || !is_kept(rule, (enum pl_property)i))
            continue;
        const struct rule *before = given->rule[i];
        bool is_stronger = !before || specificity > given->specificity[i] ||
                           (specificity == given->specificity[i] &&
                            rule->source->order > before->source->order);
        if (!is_stronger)
            continue;
        given->rule[i] = rule;
        given->specificity[i] = specificity;
    }
}

/* Matches come by specificity among one rank only, and ranks are gone from what is kept. */
static void give(const struct compiler *c, const struct thing *thing, struct given *given)
{
    memset(given, 0, sizeof *given);
    for (size_t i = 0; i < thing->match_count; i++) {
        const struct rule *rule = rule_of(c, thing->matches[i].rule);
        if (rule->may_be_kept)
            give_rule(rule, thing->matches[i].specificity, given);
    }
}

/* How many classes a selector needs to be heavier than one of this specificity, which names no id. */
static uint32_t classes_over(uint32_t specificity)
{
    return (specificity >> 10 & 1023) + 1;
}

/* How a pseudo-element is selected beside a class: text has become an element. */
static pl_str selector_tail(enum pl_pseudo pseudo, enum form form)
{
    if (form == FORM_TEXT)
        return pseudo == PL_PSEUDO_BEFORE ? PL_LIT(" > .pl-before") : PL_LIT(" > .pl-after");
    return pl_pseudo_name(pseudo);
}

/* The class with these declarations; made where it is new. `weight`: how often its selector names it. */
static pl_str class_for(struct compiler *c, const struct thing *thing, pl_str declarations,
                        uint32_t weight)
{
    pl_str tail = selector_tail(thing->pseudo, thing->form);
    pl_str key = pl_str_format(c->arena, "%u%.*s{%.*s", weight, PL_ARG(tail), PL_ARG(declarations));
    struct generated *known = pl_map_lookup(&c->classes, key);
    if (known)
        return known->name;
    known = PL_NEW(c->arena, struct generated);
    *known = (struct generated){.name = pl_str_format(c->arena, "pl-%zu", c->classes.count + 1),
                                .selector_tail = tail,
                                .declarations = declarations,
                                .weight = weight};
    *pl_map_at(&c->classes, key) = known;
    *PL_PUSH(c->arena, &c->generated) = *known;
    return known->name;
}

static struct pl_markup_entry *entry_of(struct compiler *c, const struct pl_node *node)
{
    struct pl_markup_entry **entry = &c->markup[node->serial];
    if (!*entry)
        *entry = PL_NEW(c->arena, struct pl_markup_entry);
    return *entry;
}

static void add_class(struct compiler *c, const struct pl_node *node, pl_str name)
{
    struct pl_markup_entry *entry = entry_of(c, node);
    entry->classes = entry->classes.size ? pl_str_format(c->arena, "%.*s %.*s",
                                                         PL_ARG(entry->classes), PL_ARG(name))
                                         : name;
}

static void generate(struct compiler *c, const struct thing *thing, const struct winners *winners)
{
    struct given given;
    struct pl_strbuf out = PL_STRBUF(c->arena);
    uint32_t weight = 1;
    give(c, thing, &given);
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        const struct rule *rule = given.rule[i];
        if (!rule &&
            (!set_has(&winners->styled, property) || is_default(c, thing, winners, property)))
            continue;
        const pl_str *said = said_of(c, thing->told, property);
        if (said->size == 0 || (rule && rule->votes[i].said == said))
            continue;
        pl_strbuf_addf(&out, "%s%.*s", out.size ? "\n" : "", PL_ARG(*said));
        if (rule && classes_over(given.specificity[i]) > weight)
            weight = classes_over(given.specificity[i]);
    }
    if (out.size)
        add_class(c, thing->node, class_for(c, thing, pl_strbuf_str(&out), weight));
}

static void visit_thing(struct compiler *c, const struct thing *thing)
{
    struct winners winners;
    find_winners(c, thing, &winners);
    if (c->is_last_pass)
        generate(c, thing, &winners);
    else
        compare(c, thing, &winners);
}

/* --- Generated content ------------------------------------------------------------------------------------------ */

static bool is_word(pl_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t character = pl_utf8_next(text, &at);
        if (pl_char_is_letter(character) || pl_char_is_digit(character))
            return true;
    }
    return false;
}

static bool is_quote_keyword(enum pl_keyword keyword)
{
    return keyword == PL_KEYWORD_open_quote || keyword == PL_KEYWORD_close_quote ||
           keyword == PL_KEYWORD_no_open_quote || keyword == PL_KEYWORD_no_close_quote;
}

/* Appends a piece of content; false when a book can't have it: page numbers, leaders, pictures. */
static bool add_piece(struct pl_strbuf *text, const struct pl_css_value *piece, bool *is_mark)
{
    if (piece->type == PL_CSS_STRING) {
        pl_strbuf_add(text, piece->text);
        *is_mark = *is_mark && !is_word(piece->text);
        return true;
    }
    return piece->type == PL_CSS_KEYWORD && is_quote_keyword(piece->keyword) && *is_mark;
}

/* The form of a ::before or ::after, and its text where it becomes one. */
static enum form form_of(struct compiler *c, const struct pl_style *style, pl_str *text)
{
    const struct pl_css_value *content = pl_style_value(style, PL_PROPERTY_content);
    struct pl_strbuf out = PL_STRBUF(c->arena);
    bool is_mark = true;
    *text = (pl_str){0};
    if (content->type != PL_CSS_LIST) {
        if (!add_piece(&out, content, &is_mark))
            return FORM_NONE;
    }
    for (uint32_t i = 0; content->type == PL_CSS_LIST && i < content->count; i++)
        if (!add_piece(&out, content->items[i], &is_mark))
            return FORM_NONE;
    if (is_mark && c->profile == PL_READER_EPUB)
        return FORM_STYLE;
    *text = pl_strbuf_str(&out);
    return text->size ? FORM_TEXT : FORM_NONE;
}

static void place_text(struct compiler *c, const struct thing *thing, pl_str text)
{
    struct pl_markup_entry *entry = entry_of(c, thing->node);
    if (thing->pseudo == PL_PSEUDO_BEFORE)
        entry->before = text;
    else
        entry->after = text;
}

/* Lines and letters, and content that a book can have. What only the base sheet makes (the marks of q) readers make. */
static void visit_pseudo(struct compiler *c, struct thing *thing, const struct pl_style *parent)
{
    bool has_content = thing->pseudo == PL_PSEUDO_BEFORE || thing->pseudo == PL_PSEUDO_AFTER,
         is_somebodys = false;
    const struct pl_style *style = pl_styles_pseudo(c->run, thing->node->serial, thing->pseudo);
    pl_str text = {0};
    for (size_t i = 0; i < thing->match_count; i++)
        is_somebodys = is_somebodys || rule_of(c, thing->matches[i].rule)->is_styling;
    if (!style || !is_somebodys || thing->pseudo >= PL_PSEUDO_FOOTNOTE_CALL)
        return;
    thing->style = style;
    thing->form = has_content ? form_of(c, style, &text) : FORM_STYLE;
    if (thing->form == FORM_NONE)
        return;
    struct pl_reader_element element = {
        .style = style,
        .parent = parent,
        .is_on_background = c->is_on_background[thing->node->serial],
        .profile = c->profile};
    thing->told = told_of(c, &element);
    if (c->is_last_pass && thing->form == FORM_TEXT)
        place_text(c, thing, text);
    visit_thing(c, thing);
}

/* --- Elements ------------------------------------------------------------------------------------------------------ */

static const struct pl_style *parent_style(const struct compiler *c, const struct pl_node *node)
{
    return node->parent ? pl_styles_of(c->run, node->parent->serial) : c->cascade->initial_style;
}

static bool has_background(const struct pl_style *style)
{
    return !pl_reader_is_paper(pl_style_color(style, PL_PROPERTY_background_color));
}

/* A link in running text; lists of contents are known as such. */
static bool is_link(const struct compiler *c, const struct pl_node *node)
{
    return node->kind == PL_KIND_link && c->contents_depth == 0 &&
           pl_node_has_attribute(node, PL_LIT("href"));
}

static size_t count_of_pseudo(const struct pl_matches *matches, size_t first)
{
    size_t end = first;
    while (end < matches->count && matches->data[end].pseudo == matches->data[first].pseudo)
        end++;
    return end - first;
}

static void note_family(struct compiler *c, const struct pl_style *style)
{
    const struct pl_css_value *family = pl_style_value(style, PL_PROPERTY_font_family);
    if (family->type == PL_CSS_LIST && family->count)
        family = family->items[0];
    if ((family->type == PL_CSS_IDENT || family->type == PL_CSS_STRING) && family->text.size)
        *pl_map_at(&c->families, family->text) = c;
}

static void visit_element(struct compiler *c, const struct pl_node *node)
{
    const struct pl_style *style = pl_styles_of(c->run, node->serial);
    struct pl_cascade *cascade = c->cascade;
    bool is_around = node->parent && c->is_on_background[node->parent->serial];
    c->is_on_background[node->serial] = is_around || has_background(style);
    struct pl_reader_element element = {.style = style,
                                        .parent = parent_style(c, node),
                                        .is_link = is_link(c, node),
                                        .is_on_background = c->is_on_background[node->serial],
                                        .profile = c->profile};
    pl_matcher_match(c->matcher, node, &c->matches);
    struct thing thing = {.node = node, .style = style, .matches = c->matches.data};
    if (c->matches.count && c->matches.data[0].pseudo == PL_PSEUDO_NONE)
        thing.match_count = count_of_pseudo(&c->matches, 0);
    thing.told = told_of(c, &element);
    thing.hints = pl_hints_block(cascade, c->article, node);
    thing.attribute = pl_cascade_attribute(cascade, c->article, node, NULL);
    if (c->is_last_pass)
        note_family(c, style);
    visit_thing(c, &thing);
    for (size_t first = thing.match_count, count; first < c->matches.count; first += count) {
        count = count_of_pseudo(&c->matches, first);
        struct thing pseudo = {.node = node,
                               .pseudo = c->matches.data[first].pseudo,
                               .matches = &c->matches.data[first],
                               .match_count = count};
        visit_pseudo(c, &pseudo, style);
    }
}

/* --- Articles ---------------------------------------------------------------------------------------------------------- */

static void visit_node(struct compiler *c, struct pl_walk *walk)
{
    const struct pl_node *node = walk->node;
    bool is_contents = node->kind == PL_KIND_contents;
    if (walk->event == PL_LEAVE) {
        pl_matcher_leave(c->matcher, node);
        c->contents_depth -= is_contents;
        return;
    }
    bool is_hidden = pl_style_keyword(pl_styles_of(c->run, node->serial), PL_PROPERTY_display) ==
                     PL_KEYWORD_none;
    c->contents_depth += is_contents;
    if (is_hidden && c->is_last_pass)
        entry_of(c, node)->is_hidden = true;
    if (!is_hidden)
        visit_element(c, node);
    pl_matcher_enter(c->matcher, node);
    if (is_hidden)
        pl_walk_skip(walk);
}

static void visit_article(struct compiler *c)
{
    struct pl_walk walk = pl_walk_begin(c->article->root);
    pl_matcher_forget(c->matcher);
    pl_matcher_set_language(c->matcher, pl_article_language(c->article));
    while (pl_walk_next(&walk))
        if (walk.node->kind != PL_KIND_text)
            visit_node(c, &walk);
}

/* An article's own sheets were read when it was styled, in the order of articles. */
static void open_article(struct compiler *c, size_t index, size_t *extension)
{
    c->article = c->edition->articles.data[index];
    c->run = c->styles[index];
    c->own_sheets = NULL;
    c->own_rules = NULL;
    c->matcher = c->cascade->matcher;
    c->is_on_background = PL_NEW_ARRAY(c->arena, bool, c->article->node_count);
    if (c->article->sheets.count == 0)
        return;
    const struct pl_extension *own = &c->cascade->extensions.data[(*extension)++];
    c->own_sheets = own->sheets;
    c->matcher = own->matcher;
}

/* Rules of an article's own hold for it alone, but the sheet is one for all: they stay rules only in a book of one. */
static void run_pass(struct compiler *c, struct pl_markup *markup, struct rule **own_rules)
{
    bool is_alone = c->edition->articles.count == 1;
    size_t extension = 0;
    for (size_t i = 0; i < c->edition->articles.count; i++) {
        open_article(c, i, &extension);
        if (c->own_sheets && !own_rules[i])
            own_rules[i] = make_rules(c, c->own_sheets, is_alone);
        c->own_rules = own_rules[i];
        if (c->is_last_pass)
            c->markup = PL_NEW_ARRAY(c->arena, struct pl_markup_entry *, c->article->node_count);
        visit_article(c);
        if (c->is_last_pass)
            markup[i] = (struct pl_markup){
                .by_serial = (const struct pl_markup_entry *const *)c->markup,
                .count = c->article->node_count};
    }
}

/* --- The sheet's text ---------------------------------------------------------------------------------------------------- */

static void write_selectors(struct pl_strbuf *out, const struct rule *rule)
{
    const struct pl_selector_list *list = rule->source->selectors;
    for (uint32_t i = 0; i < list->count; i++) {
        if (i)
            pl_strbuf_add(out, PL_LIT(", "));
        pl_selector_write(out, &list->data[i]);
        pl_strbuf_add(out, selector_tail(list->data[i].pseudo, (enum form)rule->form));
    }
}

static void write_rules(struct compiler *c, struct pl_strbuf *out, const struct rule *rules,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pl_strbuf declarations = PL_STRBUF(c->arena);
        for (int property = 0; rules[i].may_be_kept && property < PL_PROPERTY_COUNT; property++) {
            if (!is_kept(&rules[i], (enum pl_property)property))
                continue;
            pl_strbuf_addf(&declarations, "%s%.*s", declarations.size ? "\n" : "",
                           PL_ARG(*rules[i].votes[property].said));
        }
        if (declarations.size == 0)
            continue;
        write_selectors(out, &rules[i]);
        pl_reader_write_block(out, pl_strbuf_str(&declarations));
    }
}

static void write_generated(const struct compiler *c, struct pl_strbuf *out)
{
    for (size_t i = 0; i < c->generated.count; i++) {
        const struct generated *one = &c->generated.data[i];
        for (uint32_t k = 0; k < one->weight; k++)
            pl_strbuf_addf(out, ".%.*s", PL_ARG(one->name));
        pl_strbuf_add(out, one->selector_tail);
        pl_reader_write_block(out, one->declarations);
    }
}

static const pl_str *families_of(struct compiler *c)
{
    pl_str *families = PL_NEW_ARRAY(c->arena, pl_str, c->families.count);
    for (size_t i = 0; i < c->families.count; i++)
        families[i] = c->families.entries[i].key;
    return families;
}

struct pl_reader_sheet pl_compile_reader_sheet(struct pl_arena *arena, struct pl_cascade *cascade,
                                               const struct pl_edition *edition,
                                               const struct pl_styles *const *styles,
                                               struct pl_diags *diags)
{
    struct compiler c = {.arena = arena,
                         .cascade = cascade,
                         .edition = edition,
                         .styles = styles,
                         .profile = PL_READER_EPUB,
                         .told = PL_MAP(arena),
                         .texts = PL_MAP(arena),
                         .classes = PL_MAP(arena),
                         .families = PL_MAP(arena)};
    size_t count = edition->articles.count;
    struct pl_markup *markup = PL_NEW_ARRAY(arena, struct pl_markup, count);
    struct rule **own_rules = PL_NEW_ARRAY(arena, struct rule *, count);
    struct pl_strbuf out = PL_STRBUF(arena);
    (void)diags;
    c.rules = make_rules(&c, cascade->sheets, true);
    run_pass(&c, markup, own_rules);
    c.is_last_pass = true;
    run_pass(&c, markup, own_rules);
    write_rules(&c, &out, c.rules, cascade->sheets->rules.count);
    if (count == 1 && c.own_sheets)
        write_rules(&c, &out, own_rules[0], c.own_sheets->rules.count);
    write_generated(&c, &out);
    return (struct pl_reader_sheet){.css = pl_strbuf_str(&out),
                                    .markup = markup,
                                    .families = families_of(&c),
                                    .family_count = c.families.count};
}
