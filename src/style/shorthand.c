// SPDX-License-Identifier: MIT
/* style/shorthand.c: shorthands taken apart, a function for each way they are written. */
#include "style/shorthand.h"

#include "base/vec.h"
#include "style/values.h"

struct expansion {
    const struct pl_value_place *place;
    struct pl_components rest; // of the value
    struct pl_longhand *longhands;
    uint32_t count;
};

enum pl_property pl_name_grammar(struct pl_property_name name)
{
    assert(name.type == PL_NAME_LONGHAND || name.type == PL_NAME_LOGICAL);
    if (name.type == PL_NAME_LONGHAND)
        return (enum pl_property)name.index;
    struct pl_flow_mode flow = {false, PL_KEYWORD_horizontal_tb};
    return pl_logical_property((enum pl_logical)name.index, flow);
}

uint32_t pl_shorthand_longhands(enum pl_shorthand shorthand,
                                struct pl_longhand longhands[static PL_LONGHANDS_MOST])
{
    const struct pl_shorthand_row *row = pl_shorthand_row(shorthand);
    uint32_t count = 0;
    if (row->how == PL_HOW_ALL) {
        for (int i = 0; i < PL_PROPERTY_COUNT; i++)
            if (i != PL_PROPERTY_direction && i != PL_PROPERTY_unicode_bidi)
                longhands[count++] = (struct pl_longhand){{PL_NAME_LONGHAND, (uint16_t)i}, NULL};
        return count;
    }
    pl_str rest = row->longhands, name;
    while (pl_str_next_word(&rest, &name))
        longhands[count++] = (struct pl_longhand){pl_property_find(name), NULL};
    return count;
}

/* --- Reading the value ----------------------------------------------------------------------- */

static const struct pl_component *peek(struct expansion *expansion)
{
    while (expansion->rest.count && expansion->rest.data->type == PL_COMPONENT_SPACE) {
        expansion->rest.data++;
        expansion->rest.count--;
    }
    return expansion->rest.count ? expansion->rest.data : NULL;
}

static bool is_over(struct expansion *expansion)
{
    return peek(expansion) == NULL;
}

static bool take_ident(struct expansion *expansion, pl_str name)
{
    const struct pl_component *next = peek(expansion);
    if (!next || !pl_component_is_ident(next, name))
        return false;
    pl_components_next(&expansion->rest);
    return true;
}

static bool take_slash(struct expansion *expansion)
{
    const struct pl_component *next = peek(expansion);
    if (!next || !pl_component_is_delim(next, '/'))
        return false;
    pl_components_next(&expansion->rest);
    return true;
}

/* The next value of the longhand's property; NULL when there is none. */
static const struct pl_specified *take(struct expansion *expansion, uint32_t index)
{
    if (is_over(expansion))
        return NULL;
    return pl_grammar_prefix(expansion->place, pl_name_grammar(expansion->longhands[index].name),
                             &expansion->rest);
}

static const struct pl_specified *number(struct expansion *expansion, double value)
{
    return pl_specified_done(expansion->place->arena,
                             (struct pl_css_value){.type = PL_CSS_NUMBER, .number = value});
}

static const struct pl_specified *zero(struct expansion *expansion, enum pl_relative relative)
{
    return pl_length_of(expansion->place, 0, relative);
}

static void set(struct expansion *expansion, uint32_t index, enum pl_keyword keyword)
{
    expansion->longhands[index].value = pl_keyword_specified(keyword);
}

/* --- Sides, pairs, any order --------------------------------------------------------------------- */

/* Up to four values of one property; those left out are their opposites' (CSS 2 §8.3). */
static bool take_sides(struct expansion *expansion, uint32_t first, const struct pl_specified *values[static 4],
                       uint32_t most)
{
    uint32_t given = 0;
    while (given < most && (values[given] = take(expansion, first)))
        given++;
    if (given == 0)
        return false;
    for (uint32_t i = given; i < most; i++)
        values[i] = values[i == 3 ? 1 : 0];
    return true;
}

static bool expand_sides(struct expansion *expansion)
{
    const struct pl_specified *values[4];
    if (!take_sides(expansion, 0, values, expansion->count))
        return false;
    for (uint32_t i = 0; i < expansion->count; i++)
        expansion->longhands[i].value = values[i];
    return true;
}

static bool expand_pair(struct expansion *expansion)
{
    const struct pl_specified *first = take(expansion, 0);
    if (!first)
        return false;
    const struct pl_specified *second = take(expansion, 1);
    expansion->longhands[0].value = first;
    expansion->longhands[1].value = second ? second : first;
    return true;
}

/* Each of the first `count` longhands at most once, in any order, until none fits. */
static bool take_any(struct expansion *expansion, uint32_t count)
{
    bool found = false;
    for (bool moves = true; moves;) {
        moves = false;
        for (uint32_t i = 0; i < count && !moves; i++) {
            if (expansion->longhands[i].value)
                continue;
            expansion->longhands[i].value = take(expansion, i);
            moves = expansion->longhands[i].value != NULL;
        }
        found |= moves;
    }
    return found;
}

static bool expand_any(struct expansion *expansion)
{
    return take_any(expansion, expansion->count);
}

/* Width, style and colour once for all sides. */
static bool expand_border(struct expansion *expansion)
{
    uint32_t sides = expansion->count > 6 ? 4 : 2;
    struct pl_longhand three[3];
    for (uint32_t i = 0; i < 3; i++)
        three[i] = expansion->longhands[i * sides];
    struct expansion one = {expansion->place, expansion->rest, three, 3};
    if (!take_any(&one, 3))
        return false;
    expansion->rest = one.rest;
    for (uint32_t i = 0; i < 3 * sides; i++)
        expansion->longhands[i].value = three[i / sides].value;
    return true;
}

static bool expand_radius(struct expansion *expansion)
{
    const struct pl_specified *across[4], *down[4];
    // One radius a corner: the grammar takes two, so a value is cut to its first component.
    struct pl_components *rest = &expansion->rest;
    const struct pl_specified **sets[2] = {across, down};
    uint32_t given[2] = {0, 0};
    for (int set = 0; set < 2; set++) {
        while (given[set] < 4 && peek(expansion) && !pl_component_is_delim(rest->data, '/')) {
            struct pl_components one = {rest->data, 1};
            const struct pl_specified *radius =
                pl_grammar_parse(expansion->place, PL_PROPERTY_border_top_left_radius, one);
            if (!radius)
                return false;
            sets[set][given[set]++] = radius;
            pl_components_next(rest);
        }
        if (given[set] == 0)
            return false;
        for (uint32_t i = given[set]; i < 4; i++)
            sets[set][i] = sets[set][given[set] == 1 || i != 3 ? 0 : 1];
        if (!take_slash(expansion))
            break;
        if (set == 1)
            return false;
    }
    for (uint32_t i = 0; i < 4; i++) {
        const struct pl_specified *both[2] = {across[i], given[1] ? down[i] : across[i]};
        expansion->longhands[i].value =
            pl_specified_list(expansion->place->arena, both, given[1] ? 2 : 1, false);
    }
    return true;
}

/* --- Pictures --------------------------------------------------------------------------------------- */

/* source || slice [ / width? [ / outset ]? ]? || repeat */
static bool expand_border_image(struct expansion *expansion)
{
    enum { SOURCE, SLICE, WIDTH, OUTSET, REPEAT };
    struct pl_longhand *longhands = expansion->longhands;
    bool found = false;
    for (bool moves = true; moves;) {
        moves = false;
        static const uint32_t order[] = {SOURCE, SLICE, REPEAT};
        for (int i = 0; i < 3 && !moves; i++) {
            uint32_t index = order[i];
            if (longhands[index].value || !(longhands[index].value = take(expansion, index)))
                continue;
            moves = found = true;
            if (index == SLICE && take_slash(expansion)) {
                longhands[WIDTH].value = take(expansion, WIDTH);
                bool has_outset = take_slash(expansion);
                if (has_outset)
                    longhands[OUTSET].value = take(expansion, OUTSET);
                if (has_outset ? !longhands[OUTSET].value : !longhands[WIDTH].value)
                    return false;
            }
        }
    }
    return found;
}

enum background { IMAGE, POSITION, SIZE, REPEAT, ATTACHMENT, ORIGIN, CLIP, COLOR, BACKGROUND_COUNT };

/* One layer between commas; the colour stands in the last alone. */
static bool take_layer(struct expansion *expansion, const struct pl_specified *layer[static BACKGROUND_COUNT],
                       bool is_last)
{
    static const uint32_t order[] = {COLOR, IMAGE, POSITION, REPEAT, ATTACHMENT, ORIGIN, CLIP};
    bool found = false;
    for (bool moves = true; moves;) {
        moves = false;
        for (int i = is_last ? 0 : 1; i < 7 && !moves; i++) {
            uint32_t index = order[i];
            if (layer[index] || !(layer[index] = take(expansion, index)))
                continue;
            moves = found = true;
            if (index == POSITION && take_slash(expansion) && !(layer[SIZE] = take(expansion, SIZE)))
                return false;
        }
    }
    if (layer[ORIGIN] && !layer[CLIP])
        layer[CLIP] = layer[ORIGIN];
    return found && is_over(expansion);
}

static const struct pl_specified *layer_default(struct expansion *expansion, uint32_t index)
{
    switch ((enum background)index) {
    case IMAGE: return pl_keyword_specified(PL_KEYWORD_none);
    case SIZE: return pl_keyword_specified(PL_KEYWORD_auto);
    case REPEAT: return pl_keyword_specified(PL_KEYWORD_repeat);
    case ATTACHMENT: return pl_keyword_specified(PL_KEYWORD_scroll);
    case ORIGIN: return pl_keyword_specified(PL_KEYWORD_padding_box);
    case CLIP: return pl_keyword_specified(PL_KEYWORD_border_box);
    case POSITION: {
        const struct pl_specified *none = zero(expansion, PL_RELATIVE_PERCENTAGE), *both[2] = {none, none};
        return pl_specified_list(expansion->place->arena, both, 2, false);
    }
    case COLOR:
    case BACKGROUND_COUNT: break;
    }
    return NULL;
}

static bool expand_background(struct expansion *expansion)
{
    struct {
        PL_VEC(const struct pl_specified *)
    } lists[COLOR] = {0};
    struct pl_components rest = expansion->rest, head;
    bool is_more = true;
    while (is_more) {
        is_more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &head);
        const struct pl_specified *layer[BACKGROUND_COUNT] = {0};
        expansion->rest = head;
        if (!take_layer(expansion, layer, !is_more))
            return false;
        for (uint32_t i = 0; i < COLOR; i++) {
            const struct pl_specified *value = layer[i];
            *PL_PUSH(expansion->place->arena, &lists[i]) = value ? value : layer_default(expansion, i);
        }
        if (!is_more && lists[0].count == 1)
            for (uint32_t i = 0; i < COLOR; i++)
                lists[i].data[0] = layer[i]; // one layer: what is left out is initial
        expansion->longhands[COLOR].value = layer[COLOR];
    }
    for (uint32_t i = 0; i < COLOR; i++)
        expansion->longhands[i].value =
            pl_specified_list(expansion->place->arena, lists[i].data, lists[i].count, true);
    expansion->rest = (struct pl_components){0};
    return true;
}

/* --- Fonts ------------------------------------------------------------------------------------------- */

/* The fonts of a screen's own controls: there is none on a page. */
static bool is_system_font(struct expansion *expansion)
{
    static const pl_str names[] = {PL_LIT_INIT("caption"),       PL_LIT_INIT("icon"),
                                   PL_LIT_INIT("menu"),          PL_LIT_INIT("message-box"),
                                   PL_LIT_INIT("small-caption"), PL_LIT_INIT("status-bar")};
    struct expansion ahead = *expansion;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (take_ident(&ahead, names[i]) && is_over(&ahead)) {
            expansion->rest = ahead.rest;
            return true;
        }
    return false;
}

/* CSS 2's two variants and CSS 3's named widths alone stand in the shorthand. */
static bool is_font_head(uint32_t index, const struct pl_specified *value)
{
    enum pl_keyword keyword = pl_specified_keyword(value);
    if (index == 1)
        return keyword == PL_KEYWORD_small_caps;
    return index != 3 || keyword != PL_KEYWORD_NOT_ONE;
}

static bool expand_font(struct expansion *expansion)
{
    enum { STYLE, CAPS, WEIGHT, STRETCH, FONT_SIZE, LINE_HEIGHT, FAMILY };
    struct pl_longhand *longhands = expansion->longhands;
    if (is_system_font(expansion))
        return true;
    uint32_t normals = 0, set = 0;
    for (bool moves = true; moves && set + normals < 5;) {
        moves = take_ident(expansion, PL_LIT("normal"));
        normals += moves;
        for (uint32_t i = STYLE; i <= STRETCH && !moves; i++) {
            struct pl_components before = expansion->rest;
            const struct pl_specified *value = longhands[i].value ? NULL : take(expansion, i);
            if (!value || !is_font_head(i, value)) {
                expansion->rest = before;
                continue;
            }
            longhands[i].value = value;
            set++;
            moves = true;
        }
    }
    if (set + normals > 4 || !(longhands[FONT_SIZE].value = take(expansion, FONT_SIZE)))
        return false;
    if (take_slash(expansion) && !(longhands[LINE_HEIGHT].value = take(expansion, LINE_HEIGHT)))
        return false;
    longhands[FAMILY].value = take(expansion, FAMILY);
    return longhands[FAMILY].value != NULL;
}

/* Words of several longhands may be mixed: each goes to the longhand that takes it alone. */
static bool expand_font_variant(struct expansion *expansion)
{
    if (take_ident(expansion, PL_LIT("normal")))
        return true;
    if (take_ident(expansion, PL_LIT("none"))) {
        set(expansion, 0, PL_KEYWORD_none);
        return true;
    }
    struct {
        PL_VEC(struct pl_component)
    } words[7] = {0};
    assert(expansion->count == 7);
    for (const struct pl_component *next; (next = pl_components_next(&expansion->rest));) {
        struct pl_components one = {next, 1};
        uint32_t owner = 0;
        if (pl_component_is_ident(next, PL_LIT("normal")) || pl_component_is_ident(next, PL_LIT("none")))
            return false;
        while (owner < 7 && !pl_grammar_parse(expansion->place, pl_name_grammar(expansion->longhands[owner].name), one))
            owner++;
        if (owner == 7)
            return false;
        *PL_PUSH(expansion->place->arena, &words[owner]) = *next;
    }
    for (uint32_t i = 0; i < 7; i++) {
        struct pl_components mine = {words[i].data, (uint32_t)words[i].count};
        if (!mine.count)
            continue;
        expansion->longhands[i].value =
            pl_grammar_parse(expansion->place, pl_name_grammar(expansion->longhands[i].name), mine);
        if (!expansion->longhands[i].value)
            return false;
    }
    return true;
}

static bool expand_font_synthesis(struct expansion *expansion)
{
    static const pl_str names[] = {PL_LIT_INIT("weight"), PL_LIT_INIT("style"), PL_LIT_INIT("small-caps"),
                                   PL_LIT_INIT("position")};
    bool is_none = take_ident(expansion, PL_LIT("none")), found = is_none;
    for (uint32_t i = 0; i < 4; i++)
        set(expansion, i, PL_KEYWORD_none);
    for (bool moves = !is_none; moves;) {
        moves = false;
        for (uint32_t i = 0; i < 4 && !moves; i++)
            if (take_ident(expansion, names[i])) {
                moves = pl_specified_keyword(expansion->longhands[i].value) == PL_KEYWORD_none;
                set(expansion, i, PL_KEYWORD_auto);
            }
        found |= moves;
    }
    return found;
}

/* --- Text, lists ----------------------------------------------------------------------------------------- */

/* CSS 2's five words, or the longhands in any order (CSS Text 4 §3.1). */
static bool expand_white_space(struct expansion *expansion)
{
    static const struct {
        pl_str name;
        enum pl_keyword collapse, wrap;
    } words[] = {{PL_LIT_INIT("normal"), PL_KEYWORD_collapse, PL_KEYWORD_wrap},
                 {PL_LIT_INIT("pre"), PL_KEYWORD_preserve, PL_KEYWORD_nowrap},
                 {PL_LIT_INIT("pre-wrap"), PL_KEYWORD_preserve, PL_KEYWORD_wrap},
                 {PL_LIT_INIT("pre-line"), PL_KEYWORD_preserve_breaks, PL_KEYWORD_wrap},
                 {PL_LIT_INIT("nowrap"), PL_KEYWORD_collapse, PL_KEYWORD_nowrap}};
    struct expansion ahead = *expansion;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take_ident(&ahead, words[i].name) && is_over(&ahead)) {
            set(expansion, 0, words[i].collapse);
            set(expansion, 1, words[i].wrap);
            expansion->rest = ahead.rest;
            return true;
        }
    return take_any(expansion, 3);
}

static bool expand_text_spacing(struct expansion *expansion)
{
    if (take_ident(expansion, PL_LIT("none"))) {
        set(expansion, 0, PL_KEYWORD_space_all);
        set(expansion, 1, PL_KEYWORD_no_autospace);
        return true;
    }
    if (take_ident(expansion, PL_LIT("auto"))) {
        set(expansion, 0, PL_KEYWORD_auto);
        set(expansion, 1, PL_KEYWORD_auto);
        return true;
    }
    return take_any(expansion, 2);
}

/* "none" may be the picture's or the type's: it goes to what nothing else is said of, to both where it can (CSS
 * Lists 3 §3.4). */
static bool expand_list_style(struct expansion *expansion)
{
    enum { INSIDE, PICTURE, MARKER };
    struct pl_longhand *longhands = expansion->longhands;
    uint32_t nones = 0;
    bool found = false;
    for (bool moves = true; moves; found |= moves) {
        moves = take_ident(expansion, PL_LIT("none"));
        nones += moves;
        for (uint32_t i = INSIDE; i <= MARKER && !moves; i++)
            moves = !longhands[i].value && (longhands[i].value = take(expansion, i));
    }
    uint32_t unsaid = !longhands[PICTURE].value + !longhands[MARKER].value;
    if (nones > unsaid)
        return false;
    if (nones && !longhands[MARKER].value)
        set(expansion, MARKER, PL_KEYWORD_none);
    return found;
}

static bool expand_page_break(struct expansion *expansion)
{
    static const struct {
        pl_str name;
        enum pl_keyword keyword;
    } words[] = {{PL_LIT_INIT("auto"), PL_KEYWORD_auto},
                 {PL_LIT_INIT("avoid"), PL_KEYWORD_avoid},
                 {PL_LIT_INIT("always"), PL_KEYWORD_page},
                 {PL_LIT_INIT("left"), PL_KEYWORD_left},
                 {PL_LIT_INIT("right"), PL_KEYWORD_right}};
    bool is_inside = expansion->longhands[0].name.index == PL_PROPERTY_break_inside;
    for (size_t i = 0; i < (is_inside ? 2 : 5); i++)
        if (take_ident(expansion, words[i].name)) {
            set(expansion, 0, words[i].keyword);
            return true;
        }
    return false;
}

/* --- Flex and grid -------------------------------------------------------------------------------------- */

/* none | [ grow shrink? || basis ]; what is left out is 1, 1 and 0 (Flexbox 1 §7.1.1). */
static bool expand_flex(struct expansion *expansion)
{
    enum { GROW, SHRINK, BASIS };
    struct pl_longhand *longhands = expansion->longhands;
    if (take_ident(expansion, PL_LIT("none"))) {
        longhands[GROW].value = longhands[SHRINK].value = number(expansion, 0);
        set(expansion, BASIS, PL_KEYWORD_auto);
        return true;
    }
    for (bool moves = true; moves;) {
        moves = false;
        if (!longhands[GROW].value && (longhands[GROW].value = take(expansion, GROW))) {
            longhands[SHRINK].value = take(expansion, SHRINK);
            moves = true;
        } else if (!longhands[BASIS].value && (longhands[BASIS].value = take(expansion, BASIS))) {
            moves = true;
        }
    }
    if (!longhands[GROW].value && !longhands[BASIS].value)
        return false;
    if (!longhands[GROW].value)
        longhands[GROW].value = number(expansion, 1);
    if (!longhands[SHRINK].value)
        longhands[SHRINK].value = number(expansion, 1);
    if (!longhands[BASIS].value)
        longhands[BASIS].value = zero(expansion, PL_RELATIVE_ABSOLUTE);
    return true;
}

static bool is_name(const struct pl_specified *value)
{
    return value->type == PL_SPECIFIED_VALUE && value->value->type == PL_CSS_IDENT;
}

/* Lines parted by slashes; one left out is its opposite's name, else auto (Grid 1 §8.4). */
static bool expand_slash(struct expansion *expansion)
{
    uint32_t given = 0;
    do {
        if (given == expansion->count || !(expansion->longhands[given].value = take(expansion, given)))
            return false;
        given++;
    } while (take_slash(expansion));
    for (uint32_t i = given; i < expansion->count; i++) {
        const struct pl_specified *opposite = expansion->longhands[i == 3 ? 1 : 0].value;
        expansion->longhands[i].value = opposite && is_name(opposite) ? opposite : NULL;
    }
    return true;
}

/* none, or rows / columns, where rows may be strings of areas with sizes between them. */
static bool expand_grid_template(struct expansion *expansion)
{
    enum { ROWS, GRID_COLUMNS, AREAS };
    if (take_ident(expansion, PL_LIT("none")))
        return true;
    struct {
        PL_VEC(struct pl_component)
    } sizes = {0}, areas = {0};
    const struct pl_component *next;
    for (; (next = peek(expansion)) && !pl_component_is_delim(next, '/'); pl_components_next(&expansion->rest))
        if (next->type == PL_COMPONENT_STRING)
            *PL_PUSH(expansion->place->arena, &areas) = *next;
        else
            *PL_PUSH(expansion->place->arena, &sizes) = *next;
    struct expansion part = *expansion;
    part.rest = (struct pl_components){sizes.data, (uint32_t)sizes.count};
    if (sizes.count && (!(expansion->longhands[ROWS].value = take(&part, ROWS)) || !is_over(&part)))
        return false;
    part.rest = (struct pl_components){areas.data, (uint32_t)areas.count};
    if (areas.count)
        expansion->longhands[AREAS].value = take(&part, AREAS);
    bool has_columns = take_slash(expansion);
    if (has_columns && !(expansion->longhands[GRID_COLUMNS].value = take(expansion, GRID_COLUMNS)))
        return false;
    return has_columns || areas.count;
}

/* --- All of them ----------------------------------------------------------------------------------------- */

static bool expand(struct expansion *expansion, enum pl_shorthand_how how)
{
    switch (how) {
    case PL_HOW_SIDES: return expand_sides(expansion);
    case PL_HOW_ANY: return expand_any(expansion);
    case PL_HOW_BORDER: return expand_border(expansion);
    case PL_HOW_RADIUS: return expand_radius(expansion);
    case PL_HOW_BORDER_IMAGE: return expand_border_image(expansion);
    case PL_HOW_BACKGROUND: return expand_background(expansion);
    case PL_HOW_FONT: return expand_font(expansion);
    case PL_HOW_FONT_VARIANT: return expand_font_variant(expansion);
    case PL_HOW_FONT_SYNTHESIS: return expand_font_synthesis(expansion);
    case PL_HOW_WHITE_SPACE: return expand_white_space(expansion);
    case PL_HOW_TEXT_SPACING: return expand_text_spacing(expansion);
    case PL_HOW_LIST_STYLE: return expand_list_style(expansion);
    case PL_HOW_PAIR: return expand_pair(expansion);
    case PL_HOW_FLEX: return expand_flex(expansion);
    case PL_HOW_SLASH: return expand_slash(expansion);
    case PL_HOW_GRID_TEMPLATE: return expand_grid_template(expansion);
    case PL_HOW_PAGE_BREAK: return expand_page_break(expansion);
    case PL_HOW_ALL: return false;
    }
    PL_UNREACHABLE("every way is named");
}

bool pl_shorthand_expand(const struct pl_value_place *place, enum pl_shorthand shorthand,
                         struct pl_components values,
                         struct pl_longhand longhands[static PL_LONGHANDS_MOST], uint32_t *count)
{
    *count = pl_shorthand_longhands(shorthand, longhands);
    struct expansion expansion = {place, values, longhands, *count};
    return expand(&expansion, pl_shorthand_row(shorthand)->how) && is_over(&expansion);
}
