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

#include "model/content.h"
#include "model/walk.h"
#include "style/compiler.h"
#include "style/property.h"
#include "style/reader_text.h"
#include "style/selector_write.h"

/* --- The first pass: what rules keep ---------------------------------------------------------- */

static void vote(struct pl_reader_vote *vote, const pl_str *said)
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

static void compare(struct pl_compiler *c, const struct pl_reader_thing *thing,
                    const struct pl_reader_winners *winners)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        if (winners->of[i] < 0)
            continue;
        struct pl_reader_rule *rule = pl_reader_rule_of(c, thing->matches[winners->of[i]].rule);
        const pl_str *said = pl_reader_said(c, thing->told, property);
        if (!rule->may_be_kept || said->size == 0)
            continue;
        if (!rule->votes)
            rule->votes = PL_NEW_ARRAY(c->arena, struct pl_reader_vote, PL_PROPERTY_COUNT);
        vote(&rule->votes[i], said);
        if (!pl_reader_is_default(c, thing, winners, property) ||
            pl_property_set_has(&winners->contested, property))
            pl_property_set_add(&rule->needed, property);
    }
    for (size_t i = 0; i < thing->match_count && thing->pseudo != PL_PSEUDO_NONE; i++) {
        struct pl_reader_rule *rule = pl_reader_rule_of(c, thing->matches[i].rule);
        rule->form = rule->form == PL_FORM_NONE || rule->form == thing->form ? (uint8_t)thing->form
                                                                             : PL_FORM_MIXED;
    }
}

/* --- The second pass: what is left for classes ------------------------------------------------ */

/* What the kept rules give an element, by their weight and order. */
struct given {
    const struct pl_reader_rule *rule[PL_PROPERTY_COUNT];
    uint32_t specificity[PL_PROPERTY_COUNT];
};

static void give_rule(const struct pl_reader_rule *rule, uint32_t specificity, struct given *given)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        if (rule->needed.words[i / 64] >> i % 64 == 0) { // nothing more in this word
            i |= 63;
            continue;
        }
        if (!pl_property_set_has(&rule->needed, (enum pl_property)i) ||
            !pl_reader_keeps(rule, (enum pl_property)i))
            continue;
        const struct pl_reader_rule *before = given->rule[i];
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
static void give(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                 struct given *given)
{
    memset(given, 0, sizeof *given);
    for (size_t i = 0; i < thing->match_count; i++) {
        const struct pl_reader_rule *rule = pl_reader_rule_of(c, thing->matches[i].rule);
        if (rule->may_be_kept)
            give_rule(rule, thing->matches[i].specificity, given);
    }
}

/* How many classes a selector needs to be heavier than one of this specificity, which names no
 * id. */
static uint32_t classes_over(uint32_t specificity)
{
    return (specificity >> 10 & 1023) + 1;
}

/* How a pseudo-element is selected beside a class: text has become an element. */
static pl_str selector_tail(enum pl_pseudo pseudo, enum pl_form form)
{
    if (form == PL_FORM_TEXT)
        return pseudo == PL_PSEUDO_BEFORE ? PL_LIT(" > .pl-before") : PL_LIT(" > .pl-after");
    return pl_pseudo_name(pseudo);
}

/* The class with these declarations; made where it is new. `weight`: how often its selector names
 * it. */
static pl_str class_for(struct pl_compiler *c, const struct pl_reader_thing *thing,
                        pl_str declarations, uint32_t weight)
{
    pl_str tail = selector_tail(thing->pseudo, thing->form);
    pl_str key = pl_str_format(c->arena, "%u%.*s{%.*s{%.*s", weight, PL_ARG(tail), PL_ARG(declarations),
                               PL_ARG(c->media));
    struct pl_reader_class *known = pl_map_lookup(&c->classes, key);
    if (known)
        return known->name;
    known = PL_NEW(c->arena, struct pl_reader_class);
    *known = (struct pl_reader_class){
        .name = pl_str_format(c->arena, "pl-%zu", c->classes.count + 1),
        .selector_tail = tail,
        .declarations = declarations,
        .media = c->media,
        .weight = weight};
    *pl_map_at(&c->classes, key) = known;
    *PL_PUSH(c->arena, &c->generated) = *known;
    return known->name;
}

static struct pl_markup_entry *entry_of(struct pl_compiler *c, const struct pl_node *node)
{
    struct pl_markup_entry **entry = &c->markup[node->serial];
    if (!*entry)
        *entry = PL_NEW(c->arena, struct pl_markup_entry);
    return *entry;
}

static void add_class(struct pl_compiler *c, const struct pl_node *node, pl_str name)
{
    struct pl_markup_entry *entry = entry_of(c, node);
    entry->classes = entry->classes.size ? pl_str_format(c->arena, "%.*s %.*s",
                                                         PL_ARG(entry->classes), PL_ARG(name))
                                         : name;
}

static void generate(struct pl_compiler *c, const struct pl_reader_thing *thing,
                     const struct pl_reader_winners *winners)
{
    struct given given;
    struct pl_strbuf out = PL_STRBUF(c->arena);
    uint32_t weight = 1;
    give(c, thing, &given);
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        const struct pl_reader_rule *rule = given.rule[i];
        bool is_moved_box = property == PL_PROPERTY_display && thing->moved.size;
        if (!rule && ((!pl_property_set_has(&winners->styled, property) && !is_moved_box) ||
                      pl_reader_is_default(c, thing, winners, property)))
            continue;
        const pl_str *said = pl_reader_said(c, thing->told, property);
        if (said->size == 0 || (rule && rule->votes[i].said == said))
            continue;
        pl_strbuf_addf(&out, "%s%.*s", out.size ? "\n" : "", PL_ARG(*said));
        if (rule && classes_over(given.specificity[i]) > weight)
            weight = classes_over(given.specificity[i]);
    }
    if (out.size)
        add_class(c, thing->node, class_for(c, thing, pl_strbuf_str(&out), weight));
}

/* True when the property comes from the parent alone, now as before. */
static bool is_inherited(const struct pl_reader_thing *thing, const struct pl_reader_told *now,
                         const struct pl_reader_winners *winners, enum pl_property property)
{
    const struct pl_reader_element *before = &thing->told->element, *after = &now->element;
    return pl_property_row(property)->is_inherited && !pl_property_set_has(&winners->styled, property) &&
           !pl_property_set_has(&winners->readers, property) && property != PL_PROPERTY_font_size &&
           pl_style_value(before->style, property) == pl_style_value(before->parent, property) &&
           pl_style_value(after->style, property) == pl_style_value(after->parent, property);
}

/* A class with what the element is told otherwise where the conditions hold. It comes last in the sheet, so that it
 * wins as soon as it is as heavy as what was said before. */
static void differ(struct pl_compiler *c, const struct pl_reader_thing *thing, const struct pl_reader_winners *winners)
{
    struct given given;
    struct pl_strbuf out = PL_STRBUF(c->arena);
    uint32_t weight = 1;
    give(c, thing, &given);
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        if (given.rule[i] && classes_over(given.specificity[i]) > weight)
            weight = classes_over(given.specificity[i]);
        const pl_str *said = pl_reader_said(c, thing->now, property);
        if (said->size == 0 || said == pl_reader_said(c, thing->told, property) ||
            is_inherited(thing, thing->now, winners, property))
            continue;
        pl_strbuf_addf(&out, "%s%.*s", out.size ? "\n" : "", PL_ARG(*said));
    }
    if (out.size)
        add_class(c, thing->node, class_for(c, thing, pl_strbuf_str(&out), weight));
}

static void visit_thing(struct pl_compiler *c, const struct pl_reader_thing *thing)
{
    struct pl_reader_winners winners;
    pl_reader_winners_find(c, thing, &winners);
    if (c->media.size)
        differ(c, thing, &winners);
    else if (c->is_last_pass)
        generate(c, thing, &winners);
    else
        compare(c, thing, &winners);
}

/* --- Generated content ------------------------------------------------------------------------ */

/* Says once a rule that its numbers are missing. */
static void tell_missing(struct pl_compiler *c, const struct pl_reader_thing *thing)
{
    const struct pl_match *match = &thing->matches[thing->match_count - 1];
    struct pl_reader_rule *rule = pl_reader_rule_of(c, match->rule);
    if (rule->is_told || !pl_reader_misses_numbers(thing->style))
        return;
    rule->is_told = true;
    pl_warn(c->diags, PL_W_CSS_READER,
            pl_css_span(match->block->source, match->selector->first, match->selector->end),
            "the counters of this content are missing in the EPUB");
}

static void place_text(struct pl_compiler *c, const struct pl_reader_thing *thing, pl_str text)
{
    struct pl_markup_entry *entry = entry_of(c, thing->node);
    if (thing->pseudo == PL_PSEUDO_BEFORE)
        entry->before = text;
    else
        entry->after = text;
}

/* Words of the book are the same under all conditions. */
static void tell_content(struct pl_compiler *c, const struct pl_node *node)
{
    pl_str key = pl_str_format(c->arena, "content %.*s", PL_ARG(c->media));
    void **told = pl_map_at(&c->media_told, key);
    if (!*told)
        pl_warn(c->diags, PL_W_CSS_READER, node->span, "the content that '@media %.*s' gives is missing in the EPUB",
                PL_ARG(c->media));
    *told = c;
}

/* A part that the element has only where the conditions hold. */
static void visit_new_part(struct pl_compiler *c, const struct pl_node *node, enum pl_pseudo pseudo)
{
    const struct pl_style *now = pl_styles_pseudo(c->media_run, node->serial, pseudo);
    if (!now || pl_styles_pseudo(c->run, node->serial, pseudo))
        return;
    if (pseudo != PL_PSEUDO_FIRST_LINE && pseudo != PL_PSEUDO_FIRST_LETTER) {
        tell_content(c, node);
        return;
    }
    const struct pl_style *parent = pl_styles_of(c->run, node->serial);
    bool is_on_background = c->media_on_background[node->serial];
    struct pl_reader_element before = {.style = pl_style_anonymous(c->cascade, parent), .parent = parent,
                                       .is_on_background = is_on_background, .profile = c->profile};
    struct pl_reader_element after = {.style = now, .parent = pl_styles_of(c->media_run, node->serial),
                                      .is_on_background = is_on_background, .profile = c->profile};
    struct pl_reader_thing thing = {.node = node, .pseudo = pseudo, .form = PL_FORM_STYLE, .style = before.style,
                                    .told = pl_reader_told_of(c, &before), .now = pl_reader_told_of(c, &after)};
    visit_thing(c, &thing);
}

/* Lines and letters, and content that a book can have. What only the base sheet makes (the marks
 * of q) readers make. */
static void visit_pseudo(struct pl_compiler *c, struct pl_reader_thing *thing,
                         const struct pl_style *parent)
{
    bool has_content = thing->pseudo == PL_PSEUDO_BEFORE || thing->pseudo == PL_PSEUDO_AFTER,
         is_somebodys = false;
    const struct pl_style *style = pl_styles_pseudo(c->run, thing->node->serial, thing->pseudo);
    for (size_t i = 0; i < thing->match_count; i++)
        is_somebodys = is_somebodys || thing->moved.size ||
                       pl_reader_rule_of(c, thing->matches[i].rule)->is_styling;
    if (!style || !is_somebodys || thing->pseudo >= PL_PSEUDO_FOOTNOTE_CALL)
        return;
    thing->style = style;
    const struct pl_style *now = c->media.size ? pl_styles_pseudo(c->media_run, thing->node->serial, thing->pseudo)
                                               : NULL;
    struct pl_reader_content content = {.form = PL_FORM_STYLE};
    if (has_content)
        content = c->contents[thing->node->serial]->of[thing->pseudo == PL_PSEUDO_AFTER];
    thing->form = content.form;
    if (thing->form == PL_FORM_NONE) {
        tell_missing(c, thing);
        return;
    }
    struct pl_reader_element element = {
        .style = style,
        .parent = parent,
        .is_on_background = c->is_on_background[thing->node->serial],
        .profile = c->profile};
    thing->told = pl_reader_told_of(c, &element);
    if (c->media.size && !now) {
        add_class(c, thing->node, class_for(c, thing, thing->form == PL_FORM_TEXT ? PL_LIT("display: none")
                                                                                  : PL_LIT("content: none"), 3));
        return;
    }
    if (now) {
        if (thing->form == PL_FORM_TEXT && pl_style_value(style, PL_PROPERTY_content) !=
                                               pl_style_value(now, PL_PROPERTY_content))
            tell_content(c, thing->node);
        element.style = now;
        element.parent = pl_styles_of(c->media_run, thing->node->serial);
        element.is_on_background = c->media_on_background[thing->node->serial];
        thing->now = pl_reader_told_of(c, &element);
        pl_reader_note_text(c, now, content.text);
    } else if (c->is_last_pass && thing->form == PL_FORM_TEXT) {
        place_text(c, thing, content.text);
        pl_reader_note_text(c, style, content.text);
    } else if (c->is_last_pass && has_content) {
        pl_reader_note_content(c, style);
    }
    visit_thing(c, thing);
}

/* --- Elements --------------------------------------------------------------------------------- */

static const struct pl_style *parent_style(const struct pl_compiler *c, const struct pl_node *node)
{
    return node->parent ? pl_styles_of(c->run, node->parent->serial) : c->cascade->initial_style;
}

static bool has_background(const struct pl_style *style)
{
    return !pl_reader_is_paper(pl_style_color(style, PL_PROPERTY_background_color));
}

/* The name of an element that isn't its own; empty where it keeps its own. */
static pl_str moved_name(const struct pl_compiler *c, const struct pl_node *node)
{
    pl_str name = c->written[node->serial];
    return pl_str_eq(name, node->element) ? (pl_str){0} : name;
}

/* A link in running text; lists of contents are known as such. */
static bool is_link(const struct pl_compiler *c, const struct pl_node *node)
{
    return node->kind == PL_KIND_link && c->contents_depth == 0 && !moved_name(c, node).size &&
           pl_node_has_attribute(node, PL_LIT("href"));
}

static size_t count_of_pseudo(const struct pl_matches *matches, size_t first)
{
    size_t end = first;
    while (end < matches->count && matches->data[end].pseudo == matches->data[first].pseudo)
        end++;
    return end - first;
}

/* What the element's marker, and faces of ::first-line and ::first-letter, have to show beside its
 * own text. */
static void note_parts(struct pl_compiler *c, const struct pl_node *node,
                       const struct pl_style *style)
{
    static const enum pl_pseudo parts[] = {PL_PSEUDO_FIRST_LINE, PL_PSEUDO_FIRST_LETTER};
    if (pl_style_keyword(style, PL_PROPERTY_display) == PL_KEYWORD_list_item)
        pl_reader_note_text(c, style, PL_LIT("0123456789.\xE2\x80\xA2\xE2\x97\xA6\xE2\x96\xAA"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct pl_style *part = pl_styles_pseudo(c->run, node->serial, parts[i]);
        if (part)
            pl_reader_note_text(c, part, pl_node_plain_text(c->arena, node));
    }
}

/* What can't stand where it does is written as another element. */
static void move_element(struct pl_compiler *c, const struct pl_node *node, pl_str name)
{
    entry_of(c, node)->element = name;
    if (node->kind == PL_KIND_link && pl_node_has_attribute(node, PL_LIT("href")))
        pl_warn(c->diags, PL_W_LINK, node->span,
                "a link can't stand in another one in the EPUB; its text stays");
}

/* What the element is told where the conditions hold. */
static struct pl_reader_told *told_now(struct pl_compiler *c, const struct pl_node *node,
                                       struct pl_reader_element element)
{
    const struct pl_node *above = node->parent;
    element.style = pl_styles_of(c->media_run, node->serial);
    element.parent = above ? pl_styles_of(c->media_run, above->serial) : c->cascade->initial_style;
    element.is_on_background = has_background(element.style) || (above && c->media_on_background[above->serial]);
    c->media_on_background[node->serial] = element.is_on_background;
    return pl_reader_told_of(c, &element);
}

static void visit_element(struct pl_compiler *c, const struct pl_node *node)
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
    struct pl_reader_thing thing = {.node = node,
                                    .moved = moved_name(c, node),
                                    .style = style,
                                    .matches = c->matches.data};
    if (c->matches.count && c->matches.data[0].pseudo == PL_PSEUDO_NONE)
        thing.match_count = count_of_pseudo(&c->matches, 0);
    thing.told = pl_reader_told_of(c, &element);
    if (c->media.size)
        thing.now = told_now(c, node, element);
    thing.hints = pl_hints_block(cascade, c->article, node);
    thing.attribute = pl_cascade_attribute(cascade, c->article, node, NULL);
    if (c->is_last_pass)
        note_parts(c, node, c->media.size ? pl_styles_of(c->media_run, node->serial) : style);
    if (c->is_last_pass && !c->media.size && thing.moved.size)
        move_element(c, node, thing.moved);
    visit_thing(c, &thing);
    for (size_t first = thing.match_count, count; first < c->matches.count; first += count) {
        count = count_of_pseudo(&c->matches, first);
        struct pl_reader_thing pseudo = {.node = node,
                                         .pseudo = c->matches.data[first].pseudo,
                                         .moved = thing.moved,
                                         .matches = &c->matches.data[first],
                                         .match_count = count};
        visit_pseudo(c, &pseudo, style);
    }
    for (int part = PL_PSEUDO_BEFORE; c->media.size && part < PL_PSEUDO_FOOTNOTE_CALL; part++)
        if (part != PL_PSEUDO_MARKER)
            visit_new_part(c, node, (enum pl_pseudo)part);
}

/* --- Articles --------------------------------------------------------------------------------- */

/* What isn't in the book can't be shown by a condition. */
static void tell_hidden(struct pl_compiler *c, const struct pl_node *node)
{
    bool is_shown = pl_style_keyword(pl_styles_of(c->media_run, node->serial), PL_PROPERTY_display) != PL_KEYWORD_none;
    if (!is_shown || pl_map_lookup(&c->media_told, c->media))
        return;
    *pl_map_at(&c->media_told, c->media) = c;
    struct pl_diag *diag = pl_warn(c->diags, PL_W_CSS_READER, node->span,
                                   "'display: none' leaves this element out of the EPUB; '@media %.*s' can't show it",
                                   PL_ARG(c->media));
    pl_hint(c->diags, diag, "hide it inside the opposite @media instead");
}

static void visit_node(struct pl_compiler *c, struct pl_walk *walk)
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
    if (is_hidden && c->media.size)
        tell_hidden(c, node);
    else if (is_hidden && c->is_last_pass)
        entry_of(c, node)->is_hidden = true;
    if (!is_hidden)
        visit_element(c, node);
    pl_matcher_enter(c->matcher, node);
    if (is_hidden)
        pl_walk_skip(walk);
}

static void visit_article(struct pl_compiler *c)
{
    pl_reader_contents_find(c);
    struct pl_walk walk = pl_walk_begin(c->article->root);
    pl_matcher_forget(c->matcher);
    pl_matcher_set_language(c->matcher, pl_article_language(c->article));
    while (pl_walk_next(&walk)) {
        if (walk.node->kind != PL_KIND_text)
            visit_node(c, &walk);
        else if (c->is_last_pass && walk.event == PL_ENTER && walk.node->parent)
            pl_reader_note_text(c, pl_styles_of(c->media.size ? c->media_run : c->run, walk.node->parent->serial),
                                walk.node->text);
    }
}

/* An article's own sheets were read when it was styled, in the order of articles. */
static void open_article(struct pl_compiler *c, size_t index, size_t *extension)
{
    c->article = c->edition->articles.data[index];
    c->run = c->styles[index];
    c->written = c->written_of[index];
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

/* Rules of an article's own hold for it alone, but the sheet is one for all: they stay rules only
 * in a book of one. */
static void run_pass(struct pl_compiler *c, struct pl_markup *markup,
                     struct pl_reader_rule **own_rules)
{
    bool is_alone = c->edition->articles.count == 1;
    size_t extension = 0;
    c->counters = pl_counters_begin(c->arena);
    for (size_t i = 0; i < c->edition->articles.count; i++) {
        open_article(c, i, &extension);
        if (c->own_sheets && !own_rules[i])
            own_rules[i] = pl_reader_rules(c, c->own_sheets, is_alone);
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

/* --- Conditions that only the reading system knows -------------------------------------------------- */

/* Few sheets have more than three; each costs a run of the cascade. */
#define MOST_CONDITIONS 32

static void collect_media(struct pl_compiler *c, struct pl_map *found, const struct pl_sheets *sheets)
{
    for (size_t i = 0; sheets && i < sheets->rules.count; i++) {
        pl_str media = sheets->rules.data[i].reader_media;
        if (media.size && found->count < MOST_CONDITIONS) {
            *pl_map_at(found, media) = c;
        } else if (media.size && !pl_map_lookup(found, media) && !pl_map_lookup(&c->media_told, PL_LIT("more"))) {
            *pl_map_at(&c->media_told, PL_LIT("more")) = c;
            pl_warn(c->diags, PL_W_CSS_READER, PL_NO_SPAN,
                    "the sheets have more than %d different conditions for reading systems; the EPUB is without the rest",
                    MOST_CONDITIONS);
        }
    }
}

/* The article as it looks where these conditions hold. */
static void run_media(struct pl_compiler *c, pl_str media, struct pl_markup *markup, struct pl_reader_rule **own_rules)
{
    size_t next = 0;
    struct pl_matcher *common = NULL;
    c->media = media;
    c->counters = pl_counters_begin(c->arena);
    for (size_t i = 0; i < c->edition->articles.count; i++) {
        size_t at = next;
        open_article(c, i, &next);
        const struct pl_extension *extension = next > at ? &c->cascade->extensions.data[at] : NULL;
        struct pl_matcher *own = NULL;
        c->own_rules = own_rules[i];
        c->media_on_background = PL_NEW_ARRAY(c->arena, bool, c->article->node_count);
        c->media_run = pl_cascade_run_assuming(c->cascade, c->article, extension, media, extension ? &own : &common,
                                               c->diags);
        c->markup = (struct pl_markup_entry **)(uintptr_t)markup[i].by_serial;
        visit_article(c);
    }
    c->media = (pl_str){0};
}

static void assume_media(struct pl_compiler *c, struct pl_markup *markup, struct pl_reader_rule **own_rules)
{
    struct pl_map found = PL_MAP(c->arena);
    collect_media(c, &found, c->cascade->sheets);
    for (size_t i = 0; i < c->cascade->extensions.count; i++)
        collect_media(c, &found, c->cascade->extensions.data[i].sheets);
    for (size_t i = 0; i < found.count; i++)
        run_media(c, found.entries[i].key, markup, own_rules);
}

/* --- The sheet's text ------------------------------------------------------------------------- */

static void write_selectors(struct pl_strbuf *out, const struct pl_reader_rule *rule)
{
    const struct pl_selector_list *list = rule->source->selectors;
    for (uint32_t i = 0; i < list->count; i++) {
        if (i)
            pl_strbuf_add(out, PL_LIT(", "));
        pl_selector_write(out, &list->data[i]);
        pl_strbuf_add(out, selector_tail(list->data[i].pseudo, (enum pl_form)rule->form));
    }
}

static void write_rules(struct pl_compiler *c, struct pl_strbuf *out,
                        const struct pl_reader_rule *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pl_strbuf declarations = PL_STRBUF(c->arena);
        for (int property = 0; rules[i].may_be_kept && property < PL_PROPERTY_COUNT; property++) {
            if (!pl_reader_keeps(&rules[i], (enum pl_property)property))
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

/* Each line of the conditions is an @media inside the one before. */
static uint32_t open_media(struct pl_strbuf *out, pl_str conditions)
{
    pl_str condition;
    uint32_t count = 0;
    for (; pl_str_next_line(&conditions, &condition); count++)
        pl_strbuf_addf(out, "@media %.*s {\n", PL_ARG(condition));
    return count;
}

static void close_media(struct pl_strbuf *out, uint32_t depth)
{
    pl_strbuf_add_repeated(out, '}', depth);
    if (depth)
        pl_strbuf_add_byte(out, '\n');
}

static void write_generated(const struct pl_compiler *c, struct pl_strbuf *out)
{
    uint32_t depth = 0;
    for (size_t i = 0; i < c->generated.count; i++) {
        bool is_other = i == 0 || !pl_str_eq(c->generated.data[i].media, c->generated.data[i - 1].media);
        if (is_other) {
            close_media(out, depth);
            depth = open_media(out, c->generated.data[i].media);
        }
        const struct pl_reader_class *one = &c->generated.data[i];
        for (uint32_t k = 0; k < one->weight; k++)
            pl_strbuf_addf(out, ".%.*s", PL_ARG(one->name));
        pl_strbuf_add(out, one->selector_tail);
        pl_reader_write_block(out, one->declarations);
    }
    close_media(out, depth);
}

static const struct pl_reader_face *const *faces_of(struct pl_compiler *c)
{
    const struct pl_reader_face **faces = PL_NEW_ARRAY(c->arena, const struct pl_reader_face *,
                                                       c->faces.count);
    for (size_t i = 0; i < c->faces.count; i++)
        faces[i] = c->faces.entries[i].value;
    return faces;
}

/* --- Elements out of place --------------------------------------------------------------------- */

static bool is_hidden(void *context, const struct pl_node *node)
{
    const struct pl_styles *styles = context;
    return pl_style_keyword(pl_styles_of(styles, node->serial), PL_PROPERTY_display) ==
           PL_KEYWORD_none;
}

/* Names that no rule may be kept by: they mean other elements in the book than in the tree. */
static void find_moved(struct pl_compiler *c)
{
    size_t count = c->edition->articles.count;
    c->written_of = PL_NEW_ARRAY(c->arena, const pl_str *, count);
    for (size_t i = 0; i < count; i++) {
        const struct pl_article *article = c->edition->articles.data[i];
        c->written_of[i] = pl_written_elements(c->arena, article, is_hidden, (void *)c->styles[i]);
        for (uint32_t k = 0; k < article->node_count; k++) {
            pl_str own = article->nodes[k]->element, written = c->written_of[i][k];
            if (written.size == 0 || pl_str_eq(own, written))
                continue;
            *pl_map_at(&c->moved, own) = c;
            *pl_map_at(&c->moved, written) = c;
        }
    }
}

/* A hidden element with neighbours on both sides. */
static bool is_gap(const struct pl_styles *styles, const struct pl_node *node)
{
    return node->element.size && node->previous && node->next &&
           is_hidden((void *)styles, node);
}

static bool has_gaps(const struct pl_edition *edition, const struct pl_styles *const *styles)
{
    for (size_t i = 0; i < edition->articles.count; i++)
        for (uint32_t k = 0; k < edition->articles.data[i]->node_count; k++)
            if (is_gap(styles[i], edition->articles.data[i]->nodes[k]))
                return true;
    return false;
}

struct pl_reader_sheet pl_compile_reader_sheet(struct pl_arena *arena, struct pl_cascade *cascade,
                                               const struct pl_edition *edition,
                                               const struct pl_styles *const *styles,
                                               struct pl_diags *diags)
{
    return pl_compile_reader_sheet_for(arena, cascade, edition, styles, PL_READER_EPUB, diags);
}

struct pl_reader_sheet
pl_compile_reader_sheet_for(struct pl_arena *arena, struct pl_cascade *cascade,
                            const struct pl_edition *edition, const struct pl_styles *const *styles,
                            enum pl_reader_profile profile, struct pl_diags *diags)
{
    struct pl_compiler c = {.arena = arena,
                            .cascade = cascade,
                            .edition = edition,
                            .styles = styles,
                            .profile = profile,
                            .diags = diags,
                            .has_gaps = has_gaps(edition, styles),
                            .told = PL_MAP(arena),
                            .texts = PL_MAP(arena),
                            .classes = PL_MAP(arena),
                            .moved = PL_MAP(arena),
                            .media_told = PL_MAP(arena),
                            .faces = PL_MAP(arena),
                            .faces_of_style = PL_MAP(arena)};
    size_t count = edition->articles.count;
    struct pl_markup *markup = PL_NEW_ARRAY(arena, struct pl_markup, count);
    struct pl_reader_rule **own_rules = PL_NEW_ARRAY(arena, struct pl_reader_rule *, count);
    struct pl_strbuf out = PL_STRBUF(arena);
    find_moved(&c);
    c.rules = pl_reader_rules(&c, cascade->sheets, true);
    run_pass(&c, markup, own_rules);
    c.is_last_pass = true;
    run_pass(&c, markup, own_rules);
    assume_media(&c, markup, own_rules);
    pl_reader_write_counter_styles(&c, &out);
    write_rules(&c, &out, c.rules, cascade->sheets->rules.count);
    if (count == 1 && c.own_sheets)
        write_rules(&c, &out, own_rules[0], c.own_sheets->rules.count);
    write_generated(&c, &out);
    return (struct pl_reader_sheet){.css = pl_strbuf_str(&out),
                                    .markup = markup,
                                    .faces = faces_of(&c),
                                    .face_count = c.faces.count};
}
