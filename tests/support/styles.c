// SPDX-License-Identifier: MIT
/* tests/support/styles.c: computed styles put together by hand. */
#include "support/styles.h"

static struct pl_css_value *set(struct pl_arena *arena, struct pl_style *style,
                                enum pl_property property, enum pl_css_type type)
{
    struct pl_css_value *value = PL_NEW(arena, struct pl_css_value);
    value->type = type;
    style->values[property] = value;
    return value;
}

void style_keyword(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                   enum pl_keyword keyword)
{
    set(arena, style, property, PL_CSS_KEYWORD)->keyword = keyword;
}

void style_length(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                  double points)
{
    set(arena, style, property, PL_CSS_LINEAR)->linear.length = pl_unit_from_pt(points);
    if (property == PL_PROPERTY_line_height)
        style->line_height = pl_unit_from_pt(points);
}

void style_percentage(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                      double percentage)
{
    set(arena, style, property, PL_CSS_LINEAR)->linear.percentage = (float)percentage;
}

void style_number(struct pl_arena *arena, struct pl_style *style, enum pl_property property,
                  double number)
{
    set(arena, style, property, PL_CSS_NUMBER)->number = number;
}

void style_family(struct pl_arena *arena, struct pl_style *style, const char *family)
{
    set(arena, style, PL_PROPERTY_font_family, PL_CSS_STRING)->text = pl_str_from(family);
}

struct pl_style *style_copy(struct pl_arena *arena, const struct pl_style *style)
{
    struct pl_style *copy = PL_NEW(arena, struct pl_style);
    *copy = *style;
    return copy;
}

struct pl_style *style_new(struct pl_arena *arena)
{
    static const struct {
        enum pl_property property;
        enum pl_keyword keyword;
    } initial[] = {
        {PL_PROPERTY_font_style, PL_KEYWORD_normal},
        {PL_PROPERTY_direction, PL_KEYWORD_ltr},
        {PL_PROPERTY_text_align, PL_KEYWORD_start},
        {PL_PROPERTY_text_align_last, PL_KEYWORD_auto},
        {PL_PROPERTY_text_decoration_line, PL_KEYWORD_none},
        {PL_PROPERTY_white_space_collapse, PL_KEYWORD_collapse},
        {PL_PROPERTY_text_wrap_mode, PL_KEYWORD_wrap},
        {PL_PROPERTY_text_wrap_style, PL_KEYWORD_auto},
        {PL_PROPERTY_hyphens, PL_KEYWORD_manual},
        {PL_PROPERTY_overflow_wrap, PL_KEYWORD_normal},
        {PL_PROPERTY_font_family, PL_KEYWORD_serif},
        {PL_PROPERTY_letter_spacing, PL_KEYWORD_normal},
        {PL_PROPERTY_word_spacing, PL_KEYWORD_normal},
    };
    struct pl_style *style = PL_NEW(arena, struct pl_style);
    for (int i = 0; i < PL_PROPERTY_COUNT; i++)
        style_keyword(arena, style, (enum pl_property)i, PL_KEYWORD_NOT_ONE);
    for (size_t i = 0; i < sizeof initial / sizeof *initial; i++)
        style_keyword(arena, style, initial[i].property, initial[i].keyword);
    style_length(arena, style, PL_PROPERTY_font_size, 10);
    style_length(arena, style, PL_PROPERTY_line_height, 14);
    style_length(arena, style, PL_PROPERTY_text_indent, 0);
    style_number(arena, style, PL_PROPERTY_font_weight, 400);
    style_number(arena, style, PL_PROPERTY_tab_size, 8);
    set(arena, style, PL_PROPERTY_color, PL_CSS_COLOR)->color = PL_COLOR_BLACK;
    set(arena, style, PL_PROPERTY_text_decoration_color, PL_CSS_COLOR)->color = PL_COLOR_BLACK;
    return style;
}
