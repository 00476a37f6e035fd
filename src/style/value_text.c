// SPDX-License-Identifier: MIT
/* style/value_text.c: computed values written back. */
#include "style/value_text.h"

#include "base/utf8.h"
#include "style/color.h"
#include "style/property.h"

enum { LENGTH_DECIMALS = 3, NUMBER_DECIMALS = 6 };

void pl_css_write_string(struct pl_strbuf *out, pl_str text)
{
    pl_strbuf_add_byte(out, '"');
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (byte < 0x20 || byte == 0x7F) {
            pl_strbuf_addf(out, "\\%x ", byte);
        } else {
            if (byte == '"' || byte == '\\')
                pl_strbuf_add_byte(out, '\\');
            pl_strbuf_add_byte(out, (char)byte);
        }
    }
    pl_strbuf_add_byte(out, '"');
}

void pl_css_write_ident(struct pl_strbuf *out, pl_str name)
{
    for (size_t i = 0; i < name.size; i++) {
        unsigned char byte = (unsigned char)name.data[i];
        bool is_leading = i == 0 || (i == 1 && name.data[0] == '-');
        if (byte < 0x20 || byte == 0x7F || (is_leading && pl_ascii_is_digit((char)byte))) {
            pl_strbuf_addf(out, "\\%x ", byte);
            continue;
        }
        bool is_plain = byte >= 0x80 || pl_ascii_is_alnum((char)byte) || byte == '_' || (byte == '-' && name.size > 1);
        if (!is_plain)
            pl_strbuf_add_byte(out, '\\');
        pl_strbuf_add_byte(out, (char)byte);
    }
}

/* --- Lengths ------------------------------------------------------------------------------------- */

static void write_term(struct pl_strbuf *out, double number, const char *unit, int decimals, bool *is_first)
{
    if (!*is_first) {
        pl_strbuf_add(out, number < 0 ? PL_LIT(" - ") : PL_LIT(" + "));
        number = number < 0 ? -number : number;
    }
    pl_strbuf_add_number(out, number, decimals);
    pl_strbuf_add(out, pl_str_from(unit));
    *is_first = false;
}

static int term_count(struct pl_css_linear linear)
{
    return (linear.length != 0) + linear.has_percentage + (linear.vw != 0) + (linear.vh != 0);
}

static void write_linear_terms(struct pl_strbuf *out, struct pl_css_linear linear)
{
    bool is_first = true;
    if (linear.has_percentage)
        write_term(out, linear.percentage, "%", NUMBER_DECIMALS, &is_first);
    if (linear.vw != 0)
        write_term(out, linear.vw, "vw", NUMBER_DECIMALS, &is_first);
    if (linear.vh != 0)
        write_term(out, linear.vh, "vh", NUMBER_DECIMALS, &is_first);
    if (linear.length != 0 || is_first)
        write_term(out, pl_unit_to_pt(linear.length), "pt", LENGTH_DECIMALS, &is_first);
}

static void write_linear(struct pl_strbuf *out, struct pl_css_linear linear)
{
    bool is_sum = term_count(linear) > 1;
    if (is_sum)
        pl_strbuf_add(out, PL_LIT("calc("));
    write_linear_terms(out, linear);
    if (is_sum)
        pl_strbuf_add_byte(out, ')');
}

static bool is_math(const struct pl_css_value *value)
{
    return value->keyword == PL_KEYWORD_calc || value->keyword == PL_KEYWORD_min || value->keyword == PL_KEYWORD_max ||
           value->keyword == PL_KEYWORD_clamp;
}

static void write_math(struct pl_strbuf *out, const struct pl_css_value *value);

/* Inside a math function no calc( is needed around a sum. */
static void write_math_item(struct pl_strbuf *out, const struct pl_css_value *item)
{
    if (item->type == PL_CSS_LINEAR)
        write_linear_terms(out, item->linear);
    else
        write_math(out, item);
}

static void write_math(struct pl_strbuf *out, const struct pl_css_value *value)
{
    bool is_sum = value->keyword == PL_KEYWORD_calc, is_scaled = value->number != 1;
    if (is_scaled) {
        pl_strbuf_add(out, PL_LIT("calc("));
        pl_strbuf_add_number(out, value->number, NUMBER_DECIMALS);
        pl_strbuf_add(out, PL_LIT(" * "));
    }
    pl_strbuf_addf(out, "%.*s(", PL_ARG(pl_keyword_name(value->keyword)));
    for (uint32_t i = 0; i < value->count; i++) {
        if (i)
            pl_strbuf_add(out, is_sum ? PL_LIT(" + ") : PL_LIT(", "));
        write_math_item(out, value->items[i]);
    }
    pl_strbuf_add_byte(out, ')');
    if (is_scaled)
        pl_strbuf_add_byte(out, ')');
}

/* --- The others -------------------------------------------------------------------------------------- */

/* Whose arguments commas part: all but those whose words are one argument. */
static bool has_words(const struct pl_css_value *function)
{
    switch ((int)function->keyword) {
    case PL_KEYWORD_symbols:
    case PL_KEYWORD_drop_shadow: return true;
    }
    return pl_str_eq(function->text, PL_LIT("[")) || pl_str_eq(function->text, PL_LIT("/"));
}

static void write_items(struct pl_strbuf *out, const struct pl_css_value *value, bool has_commas)
{
    for (uint32_t i = 0; i < value->count; i++) {
        if (i)
            pl_strbuf_add(out, has_commas ? PL_LIT(", ") : PL_LIT(" "));
        pl_value_write(out, value->items[i]);
    }
}

static void write_function(struct pl_strbuf *out, const struct pl_css_value *value)
{
    if (is_math(value) && value->count) {
        write_math(out, value);
    } else if (pl_str_eq(value->text, PL_LIT("["))) {
        pl_strbuf_add_byte(out, '[');
        write_items(out, value, false);
        pl_strbuf_add_byte(out, ']');
    } else if (pl_str_eq(value->text, PL_LIT("/"))) {
        pl_strbuf_add(out, PL_LIT("/ "));
        write_items(out, value, false);
    } else if (pl_str_starts(value->text, PL_LIT("@"))) { // what an @counter-style says: by its name
        pl_css_write_ident(out, pl_str_slice(value->text, 1, value->text.size));
    } else {
        pl_strbuf_add(out, value->text);
        pl_strbuf_add_byte(out, '(');
        write_items(out, value, !has_words(value));
        pl_strbuf_add_byte(out, ')');
    }
}

void pl_value_write(struct pl_strbuf *out, const struct pl_css_value *value)
{
    switch (value->type) {
    case PL_CSS_KEYWORD: pl_strbuf_add(out, pl_keyword_name(value->keyword)); return;
    case PL_CSS_NUMBER:
        pl_strbuf_add_number(out, value->number, NUMBER_DECIMALS);
        pl_strbuf_add(out, value->text);
        return;
    case PL_CSS_LINEAR: write_linear(out, value->linear); return;
    case PL_CSS_COLOR: pl_color_write(out, value->color); return;
    case PL_CSS_STRING: pl_css_write_string(out, value->text); return;
    case PL_CSS_IDENT: pl_css_write_ident(out, value->text); return;
    case PL_CSS_URL:
        pl_strbuf_add(out, PL_LIT("url("));
        pl_css_write_string(out, value->text);
        pl_strbuf_add_byte(out, ')');
        return;
    case PL_CSS_FUNCTION: write_function(out, value); return;
    case PL_CSS_LIST: write_items(out, value, value->is_comma_separated); return;
    }
    PL_UNREACHABLE("every type of value is named");
}
