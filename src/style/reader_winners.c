// SPDX-License-Identifier: MIT
/* style/reader_winners.c: what an element is told, and which rule says so. */
#include "style/compiler.h"

#include "style/property.h"

/* What is said where there is nothing to say. */
static const pl_str nothing;

/* --- What elements are told ------------------------------------------------------------------- */

static const pl_str *shared_text(struct pl_compiler *c, pl_str text)
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

struct pl_reader_told *pl_reader_told_of(struct pl_compiler *c,
                                         const struct pl_reader_element *element)
{
    struct {
        const void *style, *parent;
        uint64_t flags;
    } key = {element->style, element->parent,
             (uint64_t)element->is_link << 1 | element->is_on_background};
    pl_str bytes = {(const char *)&key, sizeof key};
    struct pl_reader_told *told = pl_map_lookup(&c->told, bytes);
    if (told)
        return told;
    told = PL_NEW(c->arena, struct pl_reader_told);
    told->element = *element;
    *pl_map_at(&c->told, pl_str_copy(c->arena, bytes)) = told;
    return told;
}

const pl_str *pl_reader_said(struct pl_compiler *c, struct pl_reader_told *told,
                             enum pl_property property)
{
    if (!told->said[property]) {
        struct pl_strbuf out = PL_STRBUF(c->arena);
        pl_reader_write(&out, property, &told->element);
        told->said[property] = shared_text(c, pl_strbuf_str(&out));
    }
    return told->said[property];
}

/* --- Who wins --------------------------------------------------------------------------------- */

/* The longhand that a declaration sets on this element, as readers are told it; false: they
 * aren't. */
static bool told_property(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                          const struct pl_declared *declared, enum pl_property *property)
{
    *property = (enum pl_property)declared->property;
    if (declared->property == PL_DECLARED_ALL) // `all` is written by what its longhands come to
        return false;
    if (declared->is_logical) {
        struct pl_flow_mode flow = {
            .is_rtl = pl_style_keyword(thing->style, PL_PROPERTY_direction) == PL_KEYWORD_rtl,
            .writing_mode = pl_style_keyword(thing->style, PL_PROPERTY_writing_mode)};
        *property = pl_logical_property((enum pl_logical)declared->property, flow);
    }
    *property = pl_reader_carrier(*property);
    if (*property == PL_PROPERTY_content && thing->form != PL_FORM_STYLE)
        return false;
    return pl_reader_has(*property, c->profile);
}

static void win(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                const struct pl_block *block, bool is_important, int winner,
                struct pl_reader_winners *winners)
{
    const struct pl_compiled_block *compiled = block->compiled;
    for (uint32_t i = 0; i < compiled->count; i++) {
        enum pl_property property;
        if (compiled->declared[i].is_important != is_important ||
            !told_property(c, thing, &compiled->declared[i], &property))
            continue;
        if (pl_property_set_has(&winners->styled, property))
            pl_property_set_add(&winners->contested, property);
        winners->of[property] = winner;
        pl_property_set_add(&winners->styled, property);
    }
}

/* The important declarations of matches [first, end), which have one rank. */
static void win_importantly(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                            size_t first, size_t end, struct pl_reader_winners *winners)
{
    for (size_t i = first; i < end; i++)
        if (thing->matches[i].block->compiled->has_important)
            win(c, thing, thing->matches[i].block, true, (int)i, winners);
}

static void collect_readers(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                            const struct pl_block *block, struct pl_property_set *readers)
{
    for (uint32_t i = 0; i < block->compiled->count; i++) {
        enum pl_property property;
        if (told_property(c, thing, &block->compiled->declared[i], &property))
            pl_property_set_add(readers, property);
    }
}

/* As the epub run's own cascade (Cascade 5 §6.1), for rules that are somebody's. */
void pl_reader_winners_find(const struct pl_compiler *c, const struct pl_reader_thing *thing,
                            struct pl_reader_winners *winners)
{
    memset(winners, 0, sizeof *winners);
    memset(winners->of, PL_READER_WINNER_NONE, sizeof winners->of); // all bits set
    bool had_hints = thing->hints == NULL;
    for (size_t i = 0; i < thing->match_count; i++) {
        const struct pl_match *match = &thing->matches[i];
        if (!had_hints && match->origin == PL_SHEET_AUTHOR) {
            win(c, thing, thing->hints, false, PL_READER_WINNER_ATTRIBUTE, winners);
            had_hints = true;
        }
        if (thing->moved.size || pl_reader_rule_of(c, match->rule)->is_styling)
            win(c, thing, match->block, false, (int)i, winners);
        else
            collect_readers(c, thing, match->block, &winners->readers);
    }
    if (!had_hints)
        win(c, thing, thing->hints, false, PL_READER_WINNER_ATTRIBUTE, winners);
    if (thing->attribute)
        win(c, thing, thing->attribute, false, PL_READER_WINNER_ATTRIBUTE, winners);
    for (size_t end = thing->match_count, first; end > 0; end = first) {
        for (first = end - 1;
             first > 0 && thing->matches[first - 1].rank == thing->matches[end - 1].rank;)
            first--;
        win_importantly(c, thing, first, end, winners);
    }
    if (thing->attribute && thing->attribute->compiled->has_important)
        win(c, thing, thing->attribute, true, PL_READER_WINNER_ATTRIBUTE, winners);
}

static bool has_same(const struct pl_reader_thing *thing, const struct pl_style *other,
                     enum pl_property property)
{
    return pl_style_value(thing->style, property) == pl_style_value(other, property);
}

/* What div and span are, and bodies of tables. */
static enum pl_keyword own_display(pl_str element)
{
    return pl_str_eq(element, PL_LIT("div"))    ? PL_KEYWORD_block
           : pl_str_eq(element, PL_LIT("span")) ? PL_KEYWORD_inline
                                                : PL_KEYWORD_table_row_group;
}

/* True when the element has the value without anybody saying so. */
bool pl_reader_is_default(struct pl_compiler *c, const struct pl_reader_thing *thing,
                          const struct pl_reader_winners *winners, enum pl_property property)
{
    if (pl_property_set_has(&winners->readers, property) || thing->told->element.is_link)
        return false;
    if (property == PL_PROPERTY_display && thing->moved.size && thing->pseudo == PL_PSEUDO_NONE)
        return pl_style_keyword(thing->style, property) == own_display(thing->moved);
    if (property == PL_PROPERTY_color)
        return pl_str_eq(*pl_reader_said(c, thing->told, property), PL_LIT("color: inherit"));
    if (property == PL_PROPERTY_float) // floats of pages are none in a book
        return pl_str_eq(*pl_reader_said(c, thing->told, property), PL_LIT("float: none"));
    if (property == PL_PROPERTY_background_color)
        return pl_str_eq(*pl_reader_said(c, thing->told, property),
                         PL_LIT("background-color: transparent"));
    const struct pl_style *parent = thing->told->element.parent;
    const struct pl_style *other = pl_property_row(property)->is_inherited
                                       ? parent
                                       : c->cascade->initial_style;
    if (property == PL_PROPERTY_white_space_collapse &&
        !has_same(thing, other, PL_PROPERTY_text_wrap_mode))
        return false;
    return has_same(thing, other, property);
}
