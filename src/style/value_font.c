// SPDX-License-Identifier: MIT
/* style/value_font.c: families, features and variations of fonts (CSS Fonts 4). */
#include "style/values.h"

#include <math.h>

#include "base/strbuf.h"
#include "base/vec.h"
#include "style/property.h"

static bool is_generic(enum pl_keyword keyword)
{
    switch ((int)keyword) {
    case PL_KEYWORD_serif:
    case PL_KEYWORD_sans_serif:
    case PL_KEYWORD_monospace:
    case PL_KEYWORD_cursive:
    case PL_KEYWORD_fantasy:
    case PL_KEYWORD_system_ui:
    case PL_KEYWORD_ui_serif:
    case PL_KEYWORD_ui_sans_serif:
    case PL_KEYWORD_ui_monospace:
    case PL_KEYWORD_ui_rounded:
    case PL_KEYWORD_math:
    case PL_KEYWORD_emoji:
    case PL_KEYWORD_fangsong: return true;
    }
    return false;
}

/* A name in quotes, a generic name, or identifiers joined by single spaces. */
static const struct pl_specified *parse_family(const struct pl_value_place *place,
                                               struct pl_components *rest)
{
    const struct pl_component *next = pl_components_next(rest);
    if (!next)
        return NULL;
    if (next->type == PL_COMPONENT_STRING)
        return pl_text_done(place, PL_CSS_IDENT, next->text);
    if (next->type != PL_COMPONENT_IDENT)
        return NULL;
    const struct pl_component *first = next, *more = pl_components_peek(rest);
    bool is_alone = !more || more->type != PL_COMPONENT_IDENT;
    if (is_alone && is_generic(pl_keyword_find(first->text)))
        return pl_keyword_specified(pl_keyword_find(first->text));
    if (is_alone)
        return pl_ident_is_reserved(first->text) ? NULL : pl_text_done(place, PL_CSS_IDENT, first->text);
    struct pl_strbuf name = PL_STRBUF(place->arena);
    pl_strbuf_add(&name, first->text);
    for (; more && more->type == PL_COMPONENT_IDENT; more = pl_components_peek(rest)) {
        pl_strbuf_add_byte(&name, ' ');
        pl_strbuf_add(&name, pl_components_next(rest)->text);
    }
    return pl_text_done(place, PL_CSS_IDENT, pl_strbuf_str(&name));
}

const struct pl_specified *pl_parse_family_list(const struct pl_value_place *place,
                                                struct pl_components *rest,
                                                const struct pl_range *range)
{
    (void)range;
    struct {
        PL_VEC(const struct pl_specified *)
    } families = {0};
    struct pl_components ahead = *rest;
    for (;;) {
        const struct pl_specified *family = parse_family(place, &ahead);
        if (!family)
            return NULL;
        *PL_PUSH(place->arena, &families) = family;
        const struct pl_component *comma = pl_components_peek(&ahead);
        if (!comma || comma->type != PL_COMPONENT_COMMA)
            break;
        pl_components_next(&ahead);
    }
    *rest = ahead;
    return pl_specified_list(place->arena, families.data, families.count, true);
}

/* An OpenType tag: four printable ASCII characters in quotes. */
static const struct pl_specified *parse_tag(const struct pl_value_place *place, struct pl_components *rest)
{
    const struct pl_component *next = pl_components_peek(rest);
    if (!next || next->type != PL_COMPONENT_STRING || next->text.size != 4)
        return NULL;
    for (size_t i = 0; i < 4; i++)
        if (next->text.data[i] < 0x20 || next->text.data[i] > 0x7E)
            return NULL;
    return pl_leaf_cut(rest, pl_text_done(place, PL_CSS_STRING, next->text));
}

/* Tag and value: always a pair, "on" is 1. */
const struct pl_specified *pl_parse_feature(const struct pl_value_place *place,
                                            struct pl_components *rest, const struct pl_range *range)
{
    (void)range;
    static const struct pl_range natural = {0, INFINITY};
    const struct pl_specified *tag = parse_tag(place, rest), *value = NULL;
    if (!tag)
        return NULL;
    const struct pl_component *next = pl_components_peek(rest);
    if (next && (pl_component_is_ident(next, PL_LIT("on")) || pl_component_is_ident(next, PL_LIT("off"))))
        value = pl_leaf_cut(rest, pl_number_done(place, pl_component_is_ident(next, PL_LIT("on"))));
    else if (next)
        value = pl_parse_integer(place, rest, &natural);
    const struct pl_specified *pair[2] = {tag, value ? value : pl_number_done(place, 1)};
    return pl_specified_list(place->arena, pair, 2, false);
}

const struct pl_specified *pl_parse_variation(const struct pl_value_place *place,
                                              struct pl_components *rest, const struct pl_range *range)
{
    struct pl_components ahead = *rest;
    const struct pl_specified *tag = parse_tag(place, &ahead);
    const struct pl_specified *value = tag && pl_components_peek(&ahead) ? pl_parse_number(place, &ahead, range) : NULL;
    if (!value)
        return NULL;
    *rest = ahead;
    const struct pl_specified *pair[2] = {tag, value};
    return pl_specified_list(place->arena, pair, 2, false);
}
