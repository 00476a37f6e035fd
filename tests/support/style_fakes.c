// SPDX-License-Identifier: MIT
#include "style/style.h"
#define WEAK __attribute__((weak))
bool WEAK pl_css_resolve(const struct pl_css_value *v, const struct pl_css_basis *b, pl_unit *length)
{ if (v->type != PL_CSS_LINEAR) return false; *length = v->linear.length + (pl_unit)((double)b->percentage * v->linear.percentage / 100); return true; }
pl_unit WEAK pl_style_length(const struct pl_style *s, enum pl_property p, const struct pl_css_basis *b, pl_unit otherwise)
{ pl_unit l; return pl_css_resolve(s->values[p], b, &l) ? l : otherwise; }
pl_color WEAK pl_style_color(const struct pl_style *s, enum pl_property p) { return s->values[p]->color; }
double WEAK pl_style_number(const struct pl_style *s, enum pl_property p, double otherwise) { return s->values[p]->type == PL_CSS_NUMBER ? s->values[p]->number : otherwise; }
pl_unit WEAK pl_style_font_size(const struct pl_style *s) { return s->values[PL_PROPERTY_font_size]->linear.length; }
pl_unit WEAK pl_style_line_height(const struct pl_style *s) { return s->values[PL_PROPERTY_line_height]->linear.length; }
