// SPDX-License-Identifier: MIT
/* style/property.c: the tables of property names and keywords, sorted once and looked up. */
#include "style/property.h"
#include "style/nearest.h"

#include <stdlib.h>
#include <threads.h>

static const struct {
    pl_str name, grammar, initial, applies_to, percentages;
    bool is_inherited;
    enum pl_property_media media;
    bool is_laid_out;
} properties[] = {
#define BOTH   PL_PROPERTY_FOR_BOTH
#define PRINT  PL_PROPERTY_FOR_PRINT
#define READER PL_PROPERTY_FOR_READER
#define PROPERTY(name, grammar, initial, inherited, applies_to, percentages, media, laid_out)      \
    {PL_LIT_INIT(#name), PL_LIT_INIT(grammar), PL_LIT_INIT(initial), PL_LIT_INIT(applies_to),      \
     PL_LIT_INIT(percentages), inherited, media, laid_out},
#include "style/properties.def"
#undef PROPERTY
#undef BOTH
#undef PRINT
#undef READER
};
_Static_assert(sizeof properties / sizeof *properties == PL_PROPERTY_COUNT, "a row a property");

enum group {
    GROUP_MARGIN,
    GROUP_PADDING,
    GROUP_INSET,
    GROUP_BORDER_WIDTH,
    GROUP_BORDER_STYLE,
    GROUP_BORDER_COLOR,
    GROUP_RADIUS,
    GROUP_SIZE,
    GROUP_MIN_SIZE,
    GROUP_MAX_SIZE,
    GROUP_OVERFLOW,
    GROUP_COUNT
};

enum side {
    SIDE_BLOCK_START,
    SIDE_BLOCK_END,
    SIDE_INLINE_START,
    SIDE_INLINE_END,
    SIDE_START_START,
    SIDE_START_END,
    SIDE_END_START,
    SIDE_END_END,
    SIDE_BLOCK,
    SIDE_INLINE,
};

/* By side: top, right, bottom, left; corners: top left, top right, bottom right, bottom left;
 * sizes: horizontal, vertical. */
static const enum pl_property physical[GROUP_COUNT][4] = {
    [GROUP_MARGIN] = {PL_PROPERTY_margin_top, PL_PROPERTY_margin_right, PL_PROPERTY_margin_bottom,
                      PL_PROPERTY_margin_left},
    [GROUP_PADDING] = {PL_PROPERTY_padding_top, PL_PROPERTY_padding_right,
                       PL_PROPERTY_padding_bottom, PL_PROPERTY_padding_left},
    [GROUP_INSET] = {PL_PROPERTY_top, PL_PROPERTY_right, PL_PROPERTY_bottom, PL_PROPERTY_left},
    [GROUP_BORDER_WIDTH] = {PL_PROPERTY_border_top_width, PL_PROPERTY_border_right_width,
                            PL_PROPERTY_border_bottom_width, PL_PROPERTY_border_left_width},
    [GROUP_BORDER_STYLE] = {PL_PROPERTY_border_top_style, PL_PROPERTY_border_right_style,
                            PL_PROPERTY_border_bottom_style, PL_PROPERTY_border_left_style},
    [GROUP_BORDER_COLOR] = {PL_PROPERTY_border_top_color, PL_PROPERTY_border_right_color,
                            PL_PROPERTY_border_bottom_color, PL_PROPERTY_border_left_color},
    [GROUP_RADIUS] = {PL_PROPERTY_border_top_left_radius, PL_PROPERTY_border_top_right_radius,
                      PL_PROPERTY_border_bottom_right_radius,
                      PL_PROPERTY_border_bottom_left_radius},
    [GROUP_SIZE] = {PL_PROPERTY_width, PL_PROPERTY_height},
    [GROUP_MIN_SIZE] = {PL_PROPERTY_min_width, PL_PROPERTY_min_height},
    [GROUP_MAX_SIZE] = {PL_PROPERTY_max_width, PL_PROPERTY_max_height},
    [GROUP_OVERFLOW] = {PL_PROPERTY_overflow_x, PL_PROPERTY_overflow_y},
};

#define SHORTHAND(...)
#define ALIAS(...)
#define SCREEN(...)
static const struct pl_logical_row logicals[] = {
#define LOGICAL(name, group, side) {PL_LIT_INIT(#name), GROUP_##group, SIDE_##side},
#include "style/shorthands.def"
#undef LOGICAL
#undef SHORTHAND
};
_Static_assert(sizeof logicals / sizeof *logicals == PL_LOGICAL_COUNT, "a row a logical side");

#define LOGICAL(...)
static const struct pl_shorthand_row shorthands[] = {
#define SHORTHAND(name, how, longhands) {PL_LIT_INIT(#name), PL_LIT_INIT(longhands), PL_HOW_##how},
#include "style/shorthands.def"
#undef SHORTHAND
#undef ALIAS
};
_Static_assert(sizeof shorthands / sizeof *shorthands == PL_SHORTHAND_COUNT, "a row a shorthand");

#define SHORTHAND(...)
static const struct alias_row {
    pl_str name, meaning;
} aliases[] = {
#define ALIAS(name, meaning) {PL_LIT_INIT(#name), PL_LIT_INIT(meaning)},
#include "style/shorthands.def"
#undef ALIAS
#undef SCREEN
};

#define ALIAS(...)
static const pl_str screens[] = {
#define SCREEN(name) PL_LIT_INIT(#name),
#include "style/shorthands.def"
#undef LOGICAL
#undef SHORTHAND
#undef ALIAS
#undef SCREEN
};

static const pl_str keywords[] = {
    PL_LIT_INIT(""),
#define KEYWORD(name) PL_LIT_INIT(#name),
#include "style/keywords.def"
#undef KEYWORD
};
_Static_assert(sizeof keywords / sizeof *keywords == PL_KEYWORD_COUNT, "a row a keyword");

static const struct {
    enum pl_property property;
    enum pl_keyword keyword;
} not_laid_out[] = {
#define NOT_LAID_OUT(property, keyword) {PL_PROPERTY_##property, PL_KEYWORD_##keyword},
#include "style/not_laid_out.def"
#undef NOT_LAID_OUT
};
enum { NOT_LAID_OUT_COUNT = sizeof not_laid_out / sizeof *not_laid_out };

bool pl_keyword_is_laid_out(enum pl_property property, enum pl_keyword keyword)
{
    for (int i = 0; i < NOT_LAID_OUT_COUNT; i++)
        if (not_laid_out[i].property == property && not_laid_out[i].keyword == keyword)
            return false;
    return true;
}

/* --- The tables in CSS form, sorted ------------------------------------------------------------ */

enum {
    ALIAS_COUNT = sizeof aliases / sizeof *aliases,
    SCREEN_COUNT = sizeof screens / sizeof *screens,
    NAME_COUNT = PL_PROPERTY_COUNT + PL_LOGICAL_COUNT + PL_SHORTHAND_COUNT + ALIAS_COUNT + SCREEN_COUNT,
    TEXT_ROOM = 32768,
};

struct name_entry {
    pl_str name;
    struct pl_property_name means;
};

struct keyword_entry {
    pl_str name;
    enum pl_keyword keyword;
};

/* Made of constant tables alone and never changed after `prepare`: a constant that C can't write
 * down, because it has no hyphens in names. */
static struct {
    struct pl_property_row rows[PL_PROPERTY_COUNT];
    struct pl_logical_row logicals[PL_LOGICAL_COUNT];
    struct pl_shorthand_row shorthands[PL_SHORTHAND_COUNT];
    struct name_entry names[NAME_COUNT];
    struct keyword_entry keywords[PL_KEYWORD_COUNT - 1];
    pl_str keyword_names[PL_KEYWORD_COUNT];
    char text[TEXT_ROOM];
    size_t text_size;
} table;
static once_flag table_once = ONCE_FLAG_INIT;

/* A C name with hyphens for its underscores. */
static pl_str css_form(pl_str name)
{
    assert(table.text_size + name.size <= TEXT_ROOM);
    char *text = table.text + table.text_size;
    for (size_t i = 0; i < name.size; i++)
        text[i] = name.data[i] == '_' ? '-' : name.data[i];
    table.text_size += name.size;
    return (pl_str){text, name.size};
}

static int by_name(const void *left, const void *right)
{
    const struct name_entry *a = left, *b = right;
    return pl_str_compare(a->name, b->name);
}

static int by_keyword(const void *left, const void *right)
{
    const struct keyword_entry *a = left, *b = right;
    return pl_str_compare(a->name, b->name);
}

static struct name_entry *name_at(pl_str name, size_t count)
{
    struct name_entry key = {.name = name};
    return bsearch(&key, table.names, count, sizeof key, by_name);
}

static void prepare_rows(void)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        table.rows[i] = (struct pl_property_row){
            .name = css_form(properties[i].name),
            .grammar = properties[i].grammar,
            .initial = properties[i].initial,
            .applies_to = properties[i].applies_to,
            .percentages = properties[i].percentages,
            .is_inherited = properties[i].is_inherited,
            .is_laid_out = properties[i].is_laid_out,
            .media = properties[i].media,
        };
    for (int i = 0; i < PL_LOGICAL_COUNT; i++) {
        table.logicals[i] = logicals[i];
        table.logicals[i].name = css_form(logicals[i].name);
    }
    for (int i = 0; i < PL_SHORTHAND_COUNT; i++) {
        table.shorthands[i] = shorthands[i];
        table.shorthands[i].name = css_form(shorthands[i].name);
    }
}

static void prepare_names(void)
{
    size_t count = 0;
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        table.names[count++] = (struct name_entry){table.rows[i].name, {PL_NAME_LONGHAND, (uint16_t)i}};
    for (int i = 0; i < PL_LOGICAL_COUNT; i++)
        table.names[count++] = (struct name_entry){table.logicals[i].name, {PL_NAME_LOGICAL, (uint16_t)i}};
    for (int i = 0; i < PL_SHORTHAND_COUNT; i++)
        table.names[count++] =
            (struct name_entry){table.shorthands[i].name, {PL_NAME_SHORTHAND, (uint16_t)i}};
    for (int i = 0; i < SCREEN_COUNT; i++)
        table.names[count++] = (struct name_entry){css_form(screens[i]), {PL_NAME_SCREEN, 0}};
    qsort(table.names, count, sizeof *table.names, by_name);
    size_t sorted = count;
    for (int i = 0; i < ALIAS_COUNT; i++) {
        const struct name_entry *meaning = name_at(aliases[i].meaning, sorted);
        assert(meaning);
        table.names[count++] = (struct name_entry){css_form(aliases[i].name), meaning->means};
    }
    assert(count == NAME_COUNT);
    qsort(table.names, count, sizeof *table.names, by_name);
}

static void prepare(void)
{
    prepare_rows();
    prepare_names();
    for (int i = 1; i < PL_KEYWORD_COUNT; i++) {
        table.keyword_names[i] = css_form(keywords[i]);
        table.keywords[i - 1] = (struct keyword_entry){table.keyword_names[i], (enum pl_keyword)i};
    }
    qsort(table.keywords, PL_KEYWORD_COUNT - 1, sizeof *table.keywords, by_keyword);
}

/* --- Looking up ------------------------------------------------------------------------------------ */

enum { NAME_ROOM = 64 }; // longer than any name of ours

/* `name` in lower case in `room`; empty when it is longer than any name. */
static pl_str lower(char room[static NAME_ROOM], pl_str name)
{
    if (name.size > NAME_ROOM)
        return (pl_str){0};
    for (size_t i = 0; i < name.size; i++)
        room[i] = pl_ascii_lower(name.data[i]);
    return (pl_str){room, name.size};
}

const struct pl_property_row *pl_property_row(enum pl_property property)
{
    call_once(&table_once, prepare);
    return &table.rows[property];
}

struct pl_property_name pl_property_find(pl_str name)
{
    call_once(&table_once, prepare);
    char room[NAME_ROOM];
    const struct name_entry *entry = name_at(lower(room, name), NAME_COUNT);
    return entry ? entry->means : (struct pl_property_name){PL_NAME_UNKNOWN, 0};
}

const struct pl_logical_row *pl_logical_row(enum pl_logical logical)
{
    call_once(&table_once, prepare);
    return &table.logicals[logical];
}

const struct pl_shorthand_row *pl_shorthand_row(enum pl_shorthand shorthand)
{
    call_once(&table_once, prepare);
    return &table.shorthands[shorthand];
}

pl_str pl_keyword_name(enum pl_keyword keyword)
{
    call_once(&table_once, prepare);
    return table.keyword_names[keyword];
}

enum pl_keyword pl_keyword_find(pl_str name)
{
    call_once(&table_once, prepare);
    char room[NAME_ROOM];
    struct keyword_entry key = {.name = lower(room, name)};
    const struct keyword_entry *entry =
        bsearch(&key, table.keywords, PL_KEYWORD_COUNT - 1, sizeof key, by_keyword);
    return entry ? entry->keyword : PL_KEYWORD_NOT_ONE;
}

pl_str pl_property_nearest(pl_str name)
{
    call_once(&table_once, prepare);
    struct pl_nearest nearest = pl_nearest_begin(name);
    for (int i = 0; i < NAME_COUNT; i++)
        if (table.names[i].means.type != PL_NAME_SCREEN)
            pl_nearest_try(&nearest, table.names[i].name);
    return nearest.found;
}

/* --- Logical sides ---------------------------------------------------------------------------------- */

enum { TOP, RIGHT, BOTTOM, LEFT };

static int block_start_side(struct pl_flow_mode flow)
{
    switch ((int)flow.writing_mode) {
    case PL_KEYWORD_vertical_rl:
    case PL_KEYWORD_sideways_rl: return RIGHT;
    case PL_KEYWORD_vertical_lr:
    case PL_KEYWORD_sideways_lr: return LEFT;
    }
    return TOP;
}

static int inline_start_side(struct pl_flow_mode flow)
{
    if (block_start_side(flow) == TOP)
        return flow.is_rtl ? RIGHT : LEFT;
    return flow.is_rtl != (flow.writing_mode == PL_KEYWORD_sideways_lr) ? BOTTOM : TOP;
}

/* Sides are numbered clockwise, so the one across is two further. */
static int across(int side)
{
    return (side + 2) % 4;
}

/* 0…3 from the top left, clockwise: of the corner where two neighbouring sides meet. */
static int corner(int a, int b)
{
    bool is_top = a == TOP || b == TOP, is_left = a == LEFT || b == LEFT;
    return is_top ? (is_left ? 0 : 1) : (is_left ? 3 : 2);
}

enum pl_property pl_logical_property(enum pl_logical logical, struct pl_flow_mode flow)
{
    const struct pl_logical_row *row = &logicals[logical];
    const enum pl_property *of = physical[row->group];
    int block = block_start_side(flow), start = inline_start_side(flow);
    switch ((enum side)row->side) {
    case SIDE_BLOCK_START: return of[block];
    case SIDE_BLOCK_END: return of[across(block)];
    case SIDE_INLINE_START: return of[start];
    case SIDE_INLINE_END: return of[across(start)];
    case SIDE_START_START: return of[corner(block, start)];
    case SIDE_START_END: return of[corner(block, across(start))];
    case SIDE_END_START: return of[corner(across(block), start)];
    case SIDE_END_END: return of[corner(across(block), across(start))];
    case SIDE_BLOCK: return of[block == TOP];
    case SIDE_INLINE: return of[block != TOP];
    }
    PL_UNREACHABLE("every side is named");
}

/* --- Documentation --------------------------------------------------------------------------------- */

static void add_line(struct pl_strbuf *out, const char *label, pl_str text)
{
    if (!pl_str_empty(text))
        pl_strbuf_addf(out, "    %-12s %.*s\n", label, PL_ARG(text));
}

static void document_exceptions(struct pl_strbuf *out, enum pl_property property)
{
    bool is_first = true;
    for (int i = 0; i < NOT_LAID_OUT_COUNT; i++) {
        if (not_laid_out[i].property != property)
            continue;
        pl_strbuf_add(out, is_first ? PL_LIT("    layout       pages don't show yet: ") : PL_LIT(", "));
        pl_strbuf_add(out, table.keyword_names[not_laid_out[i].keyword]);
        is_first = false;
    }
    if (!is_first)
        pl_strbuf_add_byte(out, '\n');
}

static void document_longhand(struct pl_strbuf *out, enum pl_property property)
{
    const struct pl_property_row *row = &table.rows[property];
    static const char *const media[] = {"PDF and EPUB", "PDF", "EPUB"};
    pl_strbuf_addf(out, "%.*s\n", PL_ARG(row->name));
    add_line(out, "value", row->grammar);
    add_line(out, "initial", row->initial);
    add_line(out, "inherited", row->is_inherited ? PL_LIT("yes") : PL_LIT("no"));
    add_line(out, "applies to", pl_str_empty(row->applies_to) ? PL_LIT("all elements") : row->applies_to);
    add_line(out, "percentages", row->percentages);
    add_line(out, "for", pl_str_from(media[row->media]));
    if (!row->is_laid_out && row->media != PL_PROPERTY_FOR_READER)
        add_line(out, "layout", PL_LIT("parsed and computed, but pages don't show it yet"));
    else
        document_exceptions(out, property);
}

static void document_others(struct pl_strbuf *out)
{
    pl_strbuf_add(out, PL_LIT("\nShorthands\n\n"));
    for (int i = 0; i < PL_SHORTHAND_COUNT; i++) {
        pl_strbuf_addf(out, "%.*s\n", PL_ARG(table.shorthands[i].name));
        add_line(out, "sets", table.shorthands[i].how == PL_HOW_ALL
                                  ? PL_LIT("every property but direction and unicode-bidi")
                                  : table.shorthands[i].longhands);
    }
    pl_strbuf_add(out, PL_LIT("\nLogical names: a side by direction and writing mode\n\n"));
    for (int i = 0; i < PL_LOGICAL_COUNT; i++) {
        struct pl_flow_mode flow = {false, PL_KEYWORD_horizontal_tb};
        const struct pl_property_row *row = &table.rows[pl_logical_property((enum pl_logical)i, flow)];
        pl_strbuf_addf(out, "%.*s\n", PL_ARG(table.logicals[i].name));
        pl_strbuf_addf(out, "    %-12s %.*s in text that runs from left to right\n", "sets", PL_ARG(row->name));
    }
    pl_strbuf_add(out, PL_LIT("\nOlder names\n\n"));
    for (int i = 0; i < ALIAS_COUNT; i++) {
        const struct alias_row *row = &aliases[i];
        char room[NAME_ROOM];
        for (size_t j = 0; j < row->name.size; j++)
            room[j] = row->name.data[j] == '_' ? '-' : row->name.data[j];
        pl_strbuf_addf(out, "%.*s\n", (int)row->name.size, room);
        add_line(out, "means", row->meaning);
    }
}

void pl_properties_document(struct pl_strbuf *out)
{
    call_once(&table_once, prepare);
    pl_strbuf_add(out, PL_LIT("Properties\n\n"));
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        document_longhand(out, (enum pl_property)i);
    document_others(out);
}
