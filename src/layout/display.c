// SPDX-License-Identifier: MIT
/* layout/display.c: keywords of a style → how a box takes part in layout. */
#include "layout/display.h"

static bool list_has(const struct pl_css_value *value, enum pl_keyword keyword)
{
    if (value->type == PL_CSS_KEYWORD)
        return value->keyword == keyword;
    if (value->type != PL_CSS_LIST)
        return false;
    for (uint32_t i = 0; i < value->count; i++)
        if (value->items[i]->type == PL_CSS_KEYWORD && value->items[i]->keyword == keyword)
            return true;
    return false;
}

bool pl_style_has(const struct pl_style *style, enum pl_property property, enum pl_keyword keyword)
{
    return list_has(style->values[property], keyword);
}

/* <display-pair>: an outside and an inside, or with list-item (CSS Display 3 §2). */
static enum pl_keyword of_pair(const struct pl_css_value *value)
{
    if (list_has(value, PL_KEYWORD_list_item))
        return PL_KEYWORD_list_item;
    bool is_inline = list_has(value, PL_KEYWORD_inline);
    if (list_has(value, PL_KEYWORD_table))
        return is_inline ? PL_KEYWORD_inline_table : PL_KEYWORD_table;
    if (list_has(value, PL_KEYWORD_flow_root) || list_has(value, PL_KEYWORD_flex) ||
        list_has(value, PL_KEYWORD_grid))
        return is_inline ? PL_KEYWORD_inline_block : PL_KEYWORD_flow_root;
    return is_inline ? PL_KEYWORD_inline : PL_KEYWORD_block;
}

enum pl_keyword pl_display_of(const struct pl_style *style)
{
    const struct pl_css_value *value = style->values[PL_PROPERTY_display];
    if (value->type == PL_CSS_LIST)
        return of_pair(value);
    switch ((int)value->keyword) {
    case PL_KEYWORD_flex:
    case PL_KEYWORD_grid:
        return PL_KEYWORD_flow_root;
    case PL_KEYWORD_inline_flex:
    case PL_KEYWORD_inline_grid:
        return PL_KEYWORD_inline_block;
    case PL_KEYWORD_run_in:
    case PL_KEYWORD_ruby:
    case PL_KEYWORD_ruby_base:
    case PL_KEYWORD_ruby_text:
    case PL_KEYWORD_ruby_base_container:
    case PL_KEYWORD_ruby_text_container:
        return PL_KEYWORD_inline;
    default:
        return value->keyword;
    }
}

enum pl_keyword pl_display_blockified(enum pl_keyword display)
{
    switch ((int)display) {
    case PL_KEYWORD_none:
    case PL_KEYWORD_contents:
    case PL_KEYWORD_block:
    case PL_KEYWORD_flow_root:
    case PL_KEYWORD_list_item:
    case PL_KEYWORD_table:
        return display;
    case PL_KEYWORD_inline_table:
        return PL_KEYWORD_table;
    case PL_KEYWORD_inline_block:
        return PL_KEYWORD_flow_root;
    default:
        return PL_KEYWORD_block;
    }
}

bool pl_style_is_rtl(const struct pl_style *style)
{
    return pl_style_keyword(style, PL_PROPERTY_direction) == PL_KEYWORD_rtl;
}

enum pl_box_float pl_float_of(const struct pl_style *style)
{
    const struct pl_css_value *position = style->values[PL_PROPERTY_position];
    if (position->type == PL_CSS_FUNCTION)
        return PL_FLOAT_RUNNING;
    if (position->type == PL_CSS_KEYWORD &&
        (position->keyword == PL_KEYWORD_absolute || position->keyword == PL_KEYWORD_fixed))
        return PL_FLOAT_ABSOLUTE;
    bool is_rtl = pl_style_is_rtl(style);
    switch ((int)pl_style_keyword(style, PL_PROPERTY_float)) {
    case PL_KEYWORD_left:
        return PL_FLOAT_LEFT;
    case PL_KEYWORD_right:
        return PL_FLOAT_RIGHT;
    case PL_KEYWORD_inline_start:
        return is_rtl ? PL_FLOAT_RIGHT : PL_FLOAT_LEFT;
    case PL_KEYWORD_inline_end:
        return is_rtl ? PL_FLOAT_LEFT : PL_FLOAT_RIGHT;
    case PL_KEYWORD_footnote:
        return PL_FLOAT_NOTE;
    case PL_KEYWORD_top:
    case PL_KEYWORD_block_start:
        return PL_FLOAT_TOP;
    case PL_KEYWORD_bottom:
    case PL_KEYWORD_block_end:
        return PL_FLOAT_BOTTOM;
    default:
        return PL_FLOAT_NONE;
    }
}

enum pl_break pl_break_of(const struct pl_style *style, enum pl_property property)
{
    switch ((int)pl_style_keyword(style, property)) {
    case PL_KEYWORD_avoid:
    case PL_KEYWORD_avoid_page:
    case PL_KEYWORD_avoid_column:
        return PL_BREAK_AVOID;
    case PL_KEYWORD_column:
        return PL_BREAK_COLUMN;
    case PL_KEYWORD_page:
    case PL_KEYWORD_always:
    case PL_KEYWORD_all:
        return PL_BREAK_PAGE;
    case PL_KEYWORD_left:
    case PL_KEYWORD_verso:
        return PL_BREAK_LEFT;
    case PL_KEYWORD_right:
    case PL_KEYWORD_recto:
        return PL_BREAK_RIGHT;
    default:
        return PL_BREAK_AUTO;
    }
}

enum pl_break pl_break_join(enum pl_break a, enum pl_break b)
{
    return a > b ? a : b;
}
