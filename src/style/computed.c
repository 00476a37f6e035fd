// SPDX-License-Identifier: MIT
/* style/computed.c: the winners of the cascade → one shared computed style.
 *
 * How it works. A style begins as its parent's inherited values and the initial ones. Then the winners are
 * computed in the order in which they need each other: font size, font, line height, colour, the rest;
 * last come the few rules that look at several properties at once (CSS Display 3 §2.7, CSS 2 §9.7).
 *
 * Source: the "computed value" line of each property; CSS Cascade 5 §4.4. */
#include <math.h>

#include "style/compute.h"
#include "style/counter_rule.h"
#include "style/engine.h"
#include "style/grammar.h"

/* --- Fonts ------------------------------------------------------------------------------------- */

enum { FAMILY_ROOM = 32 };

/* Without any font: CSS Values 4 §6.1.1 says half an em for ex and ch; lines are 1.15 em. */
static const struct pl_font_metrics plain_metrics = {
    .x_height = .5, .cap_height = .7, .zero_advance = .5, .ideograph_advance = 1, .ascent = .9, .descent = .25,
};

static bool is_slanted(const struct pl_css_value *style)
{
    return style->type == PL_CSS_KEYWORD ? style->keyword != PL_KEYWORD_normal : true;
}

/* Metrics of the first face of a style's font, remembered by family list, weight and slope. */
static struct pl_font_metrics metrics_of(struct pl_cascade *cascade, const struct pl_style *style)
{
    const struct pl_css_value *family = style->values[PL_PROPERTY_font_family];
    int weight = (int)style->values[PL_PROPERTY_font_weight]->number;
    bool slanted = is_slanted(style->values[PL_PROPERTY_font_style]);
    struct {
        const void *family;
        int64_t face;
    } key = {family, (int64_t)weight * 2 + slanted};
    pl_str key_text = {(const char *)&key, sizeof key};
    struct pl_font_metrics *metrics = pl_map_lookup(&cascade->metrics, key_text);
    if (metrics)
        return *metrics;
    pl_str names[FAMILY_ROOM];
    uint32_t count = pl_css_layer_count(family);
    if (count > FAMILY_ROOM)
        count = FAMILY_ROOM;
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_css_value *name = pl_css_layer(family, i);
        names[i] = name->type == PL_CSS_KEYWORD ? pl_keyword_name(name->keyword) : name->text;
    }
    metrics = PL_NEW(cascade->arena, struct pl_font_metrics);
    *metrics = cascade->fonts ? pl_font_metrics(cascade->fonts, names, count, weight, slanted) : plain_metrics;
    *pl_map_at(&cascade->metrics, pl_str_copy(cascade->arena, key_text)) = metrics;
    return *metrics;
}

/* CSS Fonts 4 §2.5: in 1/360 of medium, which is 16px. */
static double keyword_size(enum pl_keyword keyword)
{
    switch ((int)keyword) {
    case PL_KEYWORD_xx_small: return 12 * 3 / 5.0;
    case PL_KEYWORD_x_small: return 12 * 3 / 4.0;
    case PL_KEYWORD_small: return 12 * 8 / 9.0;
    case PL_KEYWORD_medium: return 12;
    case PL_KEYWORD_large: return 12 * 6 / 5.0;
    case PL_KEYWORD_x_large: return 12 * 3 / 2.0;
    case PL_KEYWORD_xx_large: return 12 * 2;
    case PL_KEYWORD_xxx_large: return 12 * 3;
    }
    return 0;
}

/* --- One style in the making ----------------------------------------------------------------------- */

struct computation {
    struct pl_cascade *cascade;
    struct pl_element_context *context;
    const struct pl_winners *winners;
    struct pl_relations relations;
    struct pl_style style;
};

static const struct pl_css_value *linear(struct computation *computation, double points)
{
    struct pl_css_value value = {.type = PL_CSS_LINEAR, .linear = {.length = pl_css_length_from_pt(points)}};
    return pl_value_intern(computation->cascade->values, &value);
}

static const struct pl_css_value *number(struct computation *computation, double points)
{
    struct pl_css_value value = {.type = PL_CSS_NUMBER, .number = points};
    return pl_value_intern(computation->cascade->values, &value);
}

static void set_keyword(struct computation *computation, enum pl_property property, enum pl_keyword keyword)
{
    computation->style.values[property] = pl_keyword_value(keyword);
}

static enum pl_keyword keyword_of(const struct computation *computation, enum pl_property property)
{
    return pl_style_keyword(&computation->style, property);
}

/* The value as the winner has it, before the rules of the single property. */
static const struct pl_css_value *plain(struct computation *computation, enum pl_property property)
{
    switch ((enum pl_winner_kind)computation->winners->kind[property]) {
    case PL_WINNER_NONE: return computation->style.values[property];
    case PL_WINNER_INHERIT: return computation->context->parent->values[property];
    case PL_WINNER_VALUE:
        return pl_value_compute(&computation->relations, computation->winners->value[property]);
    case PL_WINNER_INITIAL: break;
    }
    return pl_value_compute(&computation->relations, computation->cascade->initial[property]);
}

/* True when a value of the element's own is to be computed, not taken over. */
static bool is_declared(const struct computation *computation, enum pl_property property)
{
    return computation->winners->kind[property] == PL_WINNER_VALUE ||
           computation->winners->kind[property] == PL_WINNER_INITIAL;
}

/* Per cent, vw and vh of something that is known already: the page area stands in for the page. */
static double resolved(const struct computation *computation, const struct pl_css_value *value,
                       double basis)
{
    struct pl_css_basis basis_units = {pl_unit_from_pt(basis), computation->cascade->page_width,
                                       computation->cascade->page_height};
    pl_unit length = 0;
    pl_css_resolve(value, &basis_units, &length);
    return pl_unit_to_pt(length);
}

/* --- Font size, weight, line height, colour ----------------------------------------------------------- */

/* Smaller and larger sizes than these are typing errors or attacks. */
static const double size_least = 0.1, size_most = 2000;

static void compute_font_size(struct computation *computation)
{
    struct pl_relations *relations = &computation->relations;
    double parent = relations->em;
    const struct pl_css_value *value = plain(computation, PL_PROPERTY_font_size);
    double size = parent;
    if (is_declared(computation, PL_PROPERTY_font_size)) {
        if (value->type != PL_CSS_KEYWORD)
            size = resolved(computation, value, parent);
        else if (value->keyword == PL_KEYWORD_larger)
            size = parent * 1.2;
        else if (value->keyword == PL_KEYWORD_smaller)
            size = parent / 1.2;
        else
            size = keyword_size(value->keyword);
        size = fmax(size_least, fmin(size, size_most));
        value = linear(computation, size);
    }
    computation->style.values[PL_PROPERTY_font_size] = value;
    relations->em = pl_unit_to_pt(value->linear.length);
    if (!computation->context->root)
        relations->rem = relations->em;
}

/* CSS Fonts 4 §2.2: what bolder and lighter mean for each weight of the parent. */
static double relative_weight(double parent, bool is_bolder)
{
    if (is_bolder)
        return parent < 350 ? 400 : parent < 550 ? 700 : parent < 900 ? 900 : parent;
    return parent < 100 ? parent : parent < 550 ? 100 : parent < 750 ? 400 : 700;
}

static void compute_font_weight(struct computation *computation)
{
    const struct pl_css_value *value = plain(computation, PL_PROPERTY_font_weight);
    double parent = computation->context->parent->values[PL_PROPERTY_font_weight]->number;
    if (value->type == PL_CSS_KEYWORD)
        switch ((int)value->keyword) {
        case PL_KEYWORD_normal: value = number(computation, 400); break;
        case PL_KEYWORD_bold: value = number(computation, 700); break;
        case PL_KEYWORD_bolder: value = number(computation, relative_weight(parent, true)); break;
        case PL_KEYWORD_lighter: value = number(computation, relative_weight(parent, false)); break;
        }
    computation->style.values[PL_PROPERTY_font_weight] = value;
}

/* The used height of a line, in pt. */
static double used_line_height(const struct pl_css_value *value, double size,
                               const struct pl_font_metrics *metrics)
{
    if (value->type == PL_CSS_NUMBER)
        return value->number * size;
    if (value->type == PL_CSS_LINEAR)
        return pl_unit_to_pt(value->linear.length);
    return (metrics->ascent + metrics->descent + metrics->line_gap) * size;
}

static void compute_line_height(struct computation *computation)
{
    struct pl_relations *relations = &computation->relations;
    const struct pl_css_value *value = plain(computation, PL_PROPERTY_line_height);
    if (is_declared(computation, PL_PROPERTY_line_height) && value->type != PL_CSS_KEYWORD &&
        value->type != PL_CSS_NUMBER)
        value = linear(computation, resolved(computation, value, relations->em));
    computation->style.values[PL_PROPERTY_line_height] = value;
    relations->lh = used_line_height(value, relations->em, &relations->own);
    if (!computation->context->root)
        relations->rlh = relations->lh;
    computation->style.line_height = pl_css_length_from_pt(relations->lh);
}

static void compute_color(struct computation *computation)
{
    const struct pl_css_value *value = plain(computation, PL_PROPERTY_color);
    computation->style.values[PL_PROPERTY_color] = value;
    computation->relations.current = value->color;
}

/* --- The rules of single properties --------------------------------------------------------------------- */

static const struct pl_css_value *stretch_value(struct computation *computation, enum pl_keyword keyword)
{
    static const struct {
        enum pl_keyword keyword;
        float percentage;
    } widths[] = {{PL_KEYWORD_ultra_condensed, 50},  {PL_KEYWORD_extra_condensed, 62.5f},
                  {PL_KEYWORD_condensed, 75},        {PL_KEYWORD_semi_condensed, 87.5f},
                  {PL_KEYWORD_normal, 100},          {PL_KEYWORD_semi_expanded, 112.5f},
                  {PL_KEYWORD_expanded, 125},        {PL_KEYWORD_extra_expanded, 150},
                  {PL_KEYWORD_ultra_expanded, 200}};
    struct pl_css_value value = {.type = PL_CSS_LINEAR, .linear = {.percentage = 100, .has_percentage = true}};
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        if (widths[i].keyword == keyword)
            value.linear.percentage = widths[i].percentage;
    return pl_value_intern(computation->cascade->values, &value);
}

static const struct pl_css_value *line_width(struct computation *computation, enum pl_keyword keyword)
{
    return linear(computation, keyword == PL_KEYWORD_thin ? .75 : keyword == PL_KEYWORD_medium ? 2.25 : 3.75);
}

/* left or right by the parent's direction. */
static const struct pl_css_value *parent_side(const struct computation *computation, bool is_start)
{
    bool is_rtl = pl_style_keyword(computation->context->parent, PL_PROPERTY_direction) == PL_KEYWORD_rtl;
    return pl_keyword_value(is_start != is_rtl ? PL_KEYWORD_left : PL_KEYWORD_right);
}

static const struct pl_css_value *matched_alignment(const struct computation *computation,
                                                    enum pl_property property)
{
    const struct pl_css_value *parent = computation->context->parent->values[property];
    if (parent->type == PL_CSS_KEYWORD && parent->keyword == PL_KEYWORD_start)
        return parent_side(computation, true);
    if (parent->type == PL_CSS_KEYWORD && parent->keyword == PL_KEYWORD_end)
        return parent_side(computation, false);
    return parent;
}

static const struct pl_css_value *adjusted_keyword(struct computation *computation, enum pl_property property,
                                                   const struct pl_css_value *value)
{
    switch ((int)property) {
    case PL_PROPERTY_border_top_width:
    case PL_PROPERTY_border_right_width:
    case PL_PROPERTY_border_bottom_width:
    case PL_PROPERTY_border_left_width:
    case PL_PROPERTY_column_rule_width: return line_width(computation, value->keyword);
    case PL_PROPERTY_font_stretch: return stretch_value(computation, value->keyword);
    case PL_PROPERTY_letter_spacing:
    case PL_PROPERTY_word_spacing: return linear(computation, 0); // normal
    case PL_PROPERTY_text_align:
    case PL_PROPERTY_text_align_last:
        return value->keyword == PL_KEYWORD_match_parent ? matched_alignment(computation, property) : value;
    case PL_PROPERTY_list_style_type: return pl_counter_style_resolve(computation->cascade, value);
    case PL_PROPERTY_quotes:
        return value->keyword == PL_KEYWORD_match_parent ? computation->context->parent->values[property] : value;
    case PL_PROPERTY_float:
    case PL_PROPERTY_clear:
        if (value->keyword == PL_KEYWORD_inline_start || value->keyword == PL_KEYWORD_inline_end)
            return parent_side(computation, value->keyword == PL_KEYWORD_inline_start);
        return value;
    }
    return value;
}

static const struct pl_css_value *adjusted(struct computation *computation, enum pl_property property,
                                           const struct pl_css_value *value)
{
    if (value->type == PL_CSS_KEYWORD)
        return adjusted_keyword(computation, property, value);
    switch ((int)property) {
    case PL_PROPERTY_opacity:
        if (value->type == PL_CSS_LINEAR)
            value = number(computation, value->linear.percentage / 100.0);
        return number(computation, fmax(0, fmin(value->number, 1)));
    case PL_PROPERTY_letter_spacing:
        return linear(computation, resolved(computation, value, computation->relations.em));
    case PL_PROPERTY_list_style_type:
    case PL_PROPERTY_content:
    case PL_PROPERTY_string_set:
    case PL_PROPERTY_bookmark_label: return pl_counter_style_resolve(computation->cascade, value);
    }
    return value;
}

/* --- What looks at several properties ------------------------------------------------------------------ */

/* CSS Display 3 §2.7, CSS 2 §9.7: inlines and parts of tables become blocks. */
static enum pl_keyword blockified(enum pl_keyword display)
{
    switch ((int)display) {
    case PL_KEYWORD_inline_table: return PL_KEYWORD_table;
    case PL_KEYWORD_inline_flex: return PL_KEYWORD_flex;
    case PL_KEYWORD_inline_grid: return PL_KEYWORD_grid;
    case PL_KEYWORD_inline_block: return PL_KEYWORD_block; // (§2.7: it keeps its block container)
    case PL_KEYWORD_inline:
    case PL_KEYWORD_run_in:
    case PL_KEYWORD_ruby:
    case PL_KEYWORD_ruby_base:
    case PL_KEYWORD_ruby_text:
    case PL_KEYWORD_ruby_base_container:
    case PL_KEYWORD_ruby_text_container:
    case PL_KEYWORD_table_row_group:
    case PL_KEYWORD_table_header_group:
    case PL_KEYWORD_table_footer_group:
    case PL_KEYWORD_table_row:
    case PL_KEYWORD_table_cell:
    case PL_KEYWORD_table_column_group:
    case PL_KEYWORD_table_column:
    case PL_KEYWORD_table_caption: return PL_KEYWORD_block;
    }
    return display;
}

static bool is_container_of_items(const struct pl_style *style)
{
    enum pl_keyword display = pl_style_keyword(style, PL_PROPERTY_display);
    return display == PL_KEYWORD_flex || display == PL_KEYWORD_inline_flex || display == PL_KEYWORD_grid ||
           display == PL_KEYWORD_inline_grid;
}

static void fix_display(struct computation *computation)
{
    enum pl_keyword display = keyword_of(computation, PL_PROPERTY_display);
    enum pl_keyword position = keyword_of(computation, PL_PROPERTY_position);
    bool is_taken_out = position == PL_KEYWORD_absolute || position == PL_KEYWORD_fixed ||
                        position == PL_KEYWORD_NOT_ONE; // running()
    if (display == PL_KEYWORD_none)
        return;
    if (is_taken_out)
        set_keyword(computation, PL_PROPERTY_float, PL_KEYWORD_none);
    bool is_item = is_container_of_items(computation->context->parent) && computation->context->root &&
                   display != PL_KEYWORD_contents && !computation->context->is_anonymous;
    bool is_root = !computation->context->root && computation->context->pseudo == PL_PSEUDO_NONE;
    if (is_taken_out || is_item || is_root || keyword_of(computation, PL_PROPERTY_float) != PL_KEYWORD_none)
        set_keyword(computation, PL_PROPERTY_display,
                    is_root && display == PL_KEYWORD_contents ? PL_KEYWORD_block : blockified(display));
}

/* CSS Overflow 3 §3.1: visible and clip don't stand beside a value that scrolls. */
static void fix_overflow(struct computation *computation)
{
    for (int axis = 0; axis < 2; axis++) {
        enum pl_property here = axis ? PL_PROPERTY_overflow_y : PL_PROPERTY_overflow_x;
        enum pl_property other = axis ? PL_PROPERTY_overflow_x : PL_PROPERTY_overflow_y;
        enum pl_keyword opposite = keyword_of(computation, other);
        if (opposite == PL_KEYWORD_visible || opposite == PL_KEYWORD_clip)
            continue;
        if (keyword_of(computation, here) == PL_KEYWORD_visible)
            set_keyword(computation, here, PL_KEYWORD_auto);
        else if (keyword_of(computation, here) == PL_KEYWORD_clip)
            set_keyword(computation, here, PL_KEYWORD_hidden);
    }
}

/* CSS Backgrounds 3 §3.3: a border without style has no width. */
static void fix_line_widths(struct computation *computation)
{
    static const enum pl_property pairs[][2] = {
        {PL_PROPERTY_border_top_style, PL_PROPERTY_border_top_width},
        {PL_PROPERTY_border_right_style, PL_PROPERTY_border_right_width},
        {PL_PROPERTY_border_bottom_style, PL_PROPERTY_border_bottom_width},
        {PL_PROPERTY_border_left_style, PL_PROPERTY_border_left_width},
        {PL_PROPERTY_column_rule_style, PL_PROPERTY_column_rule_width},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        enum pl_keyword style = keyword_of(computation, pairs[i][0]);
        if (style == PL_KEYWORD_none || style == PL_KEYWORD_hidden)
            computation->style.values[pairs[i][1]] = linear(computation, 0);
    }
}

/* Values that are the element's colour when nobody says another. */
static void fix_current_colors(struct computation *computation)
{
    static const enum pl_property colors[] = {
        PL_PROPERTY_border_top_color,   PL_PROPERTY_border_right_color,      PL_PROPERTY_border_bottom_color,
        PL_PROPERTY_border_left_color,  PL_PROPERTY_text_decoration_color,   PL_PROPERTY_column_rule_color,
    };
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (computation->winners->kind[colors[i]] == PL_WINNER_NONE)
            computation->style.values[colors[i]] = computation->style.values[PL_PROPERTY_color];
}

/* text-emphasis-color is inherited, and as currentColor where nobody has said another (Color 4 §6.2). The
 * parent's own colour is taken as a sign of that. */
static void fix_inherited_color(struct computation *computation)
{
    const struct pl_style *parent = computation->context->parent;
    if (computation->winners->kind[PL_PROPERTY_text_emphasis_color] == PL_WINNER_NONE &&
        parent->values[PL_PROPERTY_text_emphasis_color] == parent->values[PL_PROPERTY_color])
        computation->style.values[PL_PROPERTY_text_emphasis_color] = computation->style.values[PL_PROPERTY_color];
}

/* --- The whole ----------------------------------------------------------------------------------------- */

static const bool inherited[] = {
#define PROPERTY(name, grammar, initial, is_inherited, ...) is_inherited,
#include "style/properties.def"
#undef PROPERTY
};

static void begin(struct computation *computation)
{
    const struct pl_style *parent = computation->context->parent;
    const struct pl_style *initial = computation->cascade->initial_style;
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        computation->style.values[i] = inherited[i] ? parent->values[i] : initial->values[i];
    const struct pl_style *root = computation->context->root ? computation->context->root : initial;
    computation->relations = (struct pl_relations){
        .scratch = computation->cascade->scratch,
        .values = computation->cascade->values,
        .em = pl_unit_to_pt(pl_style_font_size(parent)),
        .rem = pl_unit_to_pt(pl_style_font_size(root)),
        .lh = pl_unit_to_pt(parent->line_height),
        .rlh = pl_unit_to_pt(root->line_height),
        .own = metrics_of(computation->cascade, parent),
        .root = metrics_of(computation->cascade, root),
        .current = parent->values[PL_PROPERTY_color]->color,
        .node = computation->context->node,
        .is_for_readers = computation->cascade->medium == PL_MEDIUM_EPUB,
    };
}

static void compute_all(struct computation *computation)
{
    static const enum pl_property before_metrics[] = {PL_PROPERTY_font_family, PL_PROPERTY_font_style};
    const struct pl_winners *winners = computation->winners;
    compute_font_size(computation);
    compute_font_weight(computation);
    for (size_t i = 0; i < sizeof before_metrics / sizeof *before_metrics; i++)
        computation->style.values[before_metrics[i]] = plain(computation, before_metrics[i]);
    computation->relations.own = metrics_of(computation->cascade, &computation->style);
    if (!computation->context->root)
        computation->relations.root = computation->relations.own;
    compute_line_height(computation);
    compute_color(computation);
    for (uint32_t i = 0; i < winners->touched_count; i++) {
        enum pl_property property = (enum pl_property)winners->touched[i];
        switch ((int)property) {
        case PL_PROPERTY_font_size:
        case PL_PROPERTY_font_weight:
        case PL_PROPERTY_font_family:
        case PL_PROPERTY_font_style:
        case PL_PROPERTY_line_height:
        case PL_PROPERTY_color: continue;
        }
        const struct pl_css_value *value = plain(computation, property);
        computation->style.values[property] =
            winners->kind[property] == PL_WINNER_INHERIT ? value : adjusted(computation, property, value);
    }
    fix_current_colors(computation);
    fix_inherited_color(computation);
    fix_line_widths(computation);
    fix_overflow(computation);
    fix_display(computation);
}

const struct pl_style *pl_style_compute(struct pl_cascade *cascade, struct pl_element_context *context,
                                        const struct pl_winners *winners)
{
    struct computation computation = {.cascade = cascade, .context = context, .winners = winners};
    begin(&computation);
    compute_all(&computation);
    context->uses_node |= computation.relations.uses_node;
    bool is_new;
    return &pl_style_intern(cascade->values, &computation.style, &is_new)->style;
}

/* --- Initial values --------------------------------------------------------------------------------------- */

static const struct pl_specified *parse_initial(struct pl_cascade *cascade, enum pl_property property)
{
    struct pl_css_source source = {.arena = cascade->arena,
                                   .text = pl_property_row(property)->initial,
                                   .limits = &cascade->limits};
    struct pl_value_place place = {cascade->arena, {0}, (uint32_t)PL_LIMIT_CSS_CALC_DEPTH};
    const struct pl_specified *value = pl_grammar_parse(&place, property, pl_parse_components(&source));
    assert(value && "an initial value is one of the property's values");
    return value;
}

/* The initial style is computed from itself: the values that the others need are set first. */
void pl_cascade_prepare_initial(struct pl_cascade *cascade)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        cascade->initial[i] = parse_initial(cascade, (enum pl_property)i);
    struct pl_style first = {0};
    struct pl_relations relations = {.scratch = cascade->scratch, .values = cascade->values,
                                     .current = PL_COLOR_BLACK, .em = 12, .rem = 12};
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        first.values[i] = pl_value_compute(&relations, cascade->initial[i]);
    struct pl_css_value medium = {.type = PL_CSS_LINEAR, .linear = {.length = PL_PT(12)}};
    first.values[PL_PROPERTY_font_size] = pl_value_intern(cascade->values, &medium);
    struct pl_css_value normal = {.type = PL_CSS_NUMBER, .number = 400};
    first.values[PL_PROPERTY_font_weight] = pl_value_intern(cascade->values, &normal);
    struct pl_winners all = {.touched_count = 0};
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        all.kind[i] = PL_WINNER_INITIAL;
        all.touched[all.touched_count++] = (uint16_t)i;
    }
    cascade->initial_style = &first;
    // A pseudo-element isn't made a block, as the root of a document is.
    struct pl_element_context context = {.parent = &first, .pseudo = PL_PSEUDO_BEFORE};
    cascade->initial_style = pl_style_compute(cascade, &context, &all);
}
