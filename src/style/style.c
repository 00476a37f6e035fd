// SPDX-License-Identifier: MIT
/* style/style.c: reading computed styles. */
#include "style/style.h"

#include <math.h>

/* In units, exact until the end. As deep as calc() may nest. */
static double resolve(const struct pl_css_value *value, const struct pl_css_basis *basis)
{
    if (value->type == PL_CSS_LINEAR)
        return value->linear.length + (value->linear.percentage * (double)basis->percentage +
                                       value->linear.vw * (double)basis->page_width +
                                       value->linear.vh * (double)basis->page_height) / 100;
    double result = resolve(value->items[0], basis);
    for (uint32_t i = 1; i < value->count && value->keyword != PL_KEYWORD_clamp; i++) {
        double next = resolve(value->items[i], basis);
        result = value->keyword == PL_KEYWORD_min   ? fmin(result, next)
                 : value->keyword == PL_KEYWORD_max ? fmax(result, next)
                                                    : result + next;
    }
    if (value->keyword == PL_KEYWORD_clamp)
        result = fmax(result, fmin(resolve(value->items[1], basis), resolve(value->items[2], basis)));
    return result * value->number;
}

static bool is_length(const struct pl_css_value *value)
{
    if (value->type == PL_CSS_LINEAR)
        return true;
    return value->type == PL_CSS_FUNCTION && value->count > 0 &&
           (value->keyword == PL_KEYWORD_calc || value->keyword == PL_KEYWORD_min || value->keyword == PL_KEYWORD_max ||
            value->keyword == PL_KEYWORD_clamp);
}

bool pl_css_resolve(const struct pl_css_value *value, const struct pl_css_basis *basis, pl_unit *length)
{
    if (!is_length(value))
        return false;
    *length = pl_css_length_from_pt(resolve(value, basis) / PL_UNIT_PER_PT);
    return true;
}

pl_unit pl_style_length(const struct pl_style *style, enum pl_property property,
                        const struct pl_css_basis *basis, pl_unit otherwise)
{
    pl_unit length;
    return pl_css_resolve(style->values[property], basis, &length) ? length : otherwise;
}

pl_color pl_style_color(const struct pl_style *style, enum pl_property property)
{
    const struct pl_css_value *value = style->values[property];
    return value->type == PL_CSS_COLOR ? value->color : PL_COLOR_NONE;
}

double pl_style_number(const struct pl_style *style, enum pl_property property, double otherwise)
{
    const struct pl_css_value *value = style->values[property];
    return value->type == PL_CSS_NUMBER ? value->number : otherwise;
}

pl_unit pl_style_font_size(const struct pl_style *style)
{
    return style->values[PL_PROPERTY_font_size]->linear.length;
}

pl_unit pl_style_line_height(const struct pl_style *style)
{
    return style->line_height;
}

const struct pl_style *pl_styles_pseudo(const struct pl_styles *styles, uint32_t serial, enum pl_pseudo pseudo)
{
    const struct pl_style_pseudos *pseudos = styles->pseudos ? styles->pseudos[serial] : NULL;
    return pseudos ? pseudos->of[pseudo] : NULL;
}
