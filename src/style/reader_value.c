// SPDX-License-Identifier: MIT
/* style/reader_value.c: one property of a computed style as declarations that reading systems
 * honour. */
#include "style/reader_value.h"

#include <math.h>

#include "style/color.h"
#include "style/counter_rule.h"
#include "style/property.h"
#include "style/value_text.h"

/* --- The table ------------------------------------------------------------------------------- */

enum unit { UNIT_NONE, UNIT_EM, UNIT_PX };

struct row {
    uint8_t unit; // enum unit; NONE: no row
    bool kindle;
};

static const struct row rows[PL_PROPERTY_COUNT] = {
#define READER(property, unit, kindle, what) [PL_PROPERTY_##property] = {UNIT_##unit, kindle},
#include "style/profiles.def"
#undef READER
};

bool pl_reader_has(enum pl_property property, enum pl_reader_profile profile)
{
    const struct row *row = &rows[property];
    return row->unit != UNIT_NONE && (profile == PL_READER_EPUB || row->kindle);
}

enum pl_property pl_reader_carrier(enum pl_property property)
{
    bool is_white_space = property == PL_PROPERTY_text_wrap_mode ||
                          property == PL_PROPERTY_white_space_trim;
    return is_white_space ? PL_PROPERTY_white_space_collapse : property;
}

/* --- Colours ---------------------------------------------------------------------------------- */

/* Luminances below and above which a colour counts as ink and paper: #333 is .033, #f4f4f4 .9. */
#define INK_MOST    0.035
#define PAPER_LEAST 0.89

/* Between the least and the most of red, green and blue: #111827 has 22, navy 128. */
#define GREY_MOST 48

static bool is_grey(pl_color color)
{
    int least = 255, most = 0;
    for (int shift = 8; shift < 32; shift += 8) {
        int part = (int)(color >> shift & 0xFF);
        least = part < least ? part : least;
        most = part > most ? part : most;
    }
    return most - least <= GREY_MOST;
}

bool pl_reader_is_ink(pl_color color)
{
    return (color & 0xFF) == 0xFF && is_grey(color) && pl_color_luminance(color) < INK_MOST;
}

bool pl_reader_is_paper(pl_color color)
{
    return (color & 0xFF) == 0 ||
           ((color & 0xFF) == 0xFF && pl_color_luminance(color) > PAPER_LEAST);
}

/* Eight hexadecimal digits are too new for many readers. */
static void write_color(struct pl_strbuf *out, pl_color color)
{
    unsigned alpha = color & 0xFF;
    if (alpha == 0xFF) {
        pl_color_write(out, color);
    } else if (alpha == 0) {
        pl_strbuf_add(out, PL_LIT("transparent"));
    } else {
        pl_strbuf_addf(out, "rgba(%u, %u, %u, ", (unsigned)(color >> 24),
                       (unsigned)(color >> 16 & 0xFF), (unsigned)(color >> 8 & 0xFF));
        pl_strbuf_add_number(out, alpha / 255.0, 3);
        pl_strbuf_add_byte(out, ')');
    }
}

/* --- Values ----------------------------------------------------------------------------------- */

struct writer {
    struct pl_strbuf *out;
    const struct pl_reader_element *element;
    enum unit unit;
    bool cannot; // reading systems don't take this value
};

/* Five decimals of an em are a hundredth of a point at the largest sizes. */
#define EM_DECIMALS 5

/* The fewest decimals that give the same length back, or one 1/1024 pt beside it: .7em is seldom
 * a whole unit, and elements of other sizes should be told the same. */
static void write_shortest(struct pl_strbuf *out, double value, double worth, pl_unit length)
{
    int decimals = 0;
    double power = 1;
    for (; decimals < EM_DECIMALS; decimals++, power *= 10)
        if (fabs(round(value * power) / power * worth * PL_UNIT_PER_PT - length) <= 1.5)
            break;
    pl_strbuf_add_number(out, value, decimals);
}

static void write_length(struct writer *w, pl_unit length, double em)
{
    double worth = w->unit == UNIT_PX ? 72 / 96.0 : em;
    double value = worth > 0 ? pl_unit_to_pt(length) / worth : 0;
    if (w->unit == UNIT_PX)
        pl_strbuf_add_number(w->out, value, 3);
    else
        write_shortest(w->out, value, worth, length);
    if (length != 0)
        pl_strbuf_add(w->out, w->unit == UNIT_PX ? PL_LIT("px") : PL_LIT("em"));
}

static void write_linear(struct writer *w, struct pl_css_linear linear)
{
    double em = pl_unit_to_pt(pl_style_font_size(w->element->style));
    bool is_sum = linear.percentage != 0 && linear.length != 0;
    bool is_percentage = linear.percentage != 0 || (linear.has_percentage && linear.length == 0);
    w->cannot = w->cannot || linear.vw != 0 || linear.vh != 0 ||
                (is_sum && w->element->profile == PL_READER_KINDLE);
    if (is_sum)
        pl_strbuf_add(w->out, PL_LIT("calc("));
    if (is_percentage) {
        pl_strbuf_add_number(w->out, linear.percentage, EM_DECIMALS);
        pl_strbuf_add_byte(w->out, '%');
    }
    if (is_sum)
        pl_strbuf_add(w->out, linear.length < 0 ? PL_LIT(" - ") : PL_LIT(" + "));
    if (linear.length != 0 || !is_percentage)
        write_length(w, is_sum && linear.length < 0 ? -linear.length : linear.length, em);
    if (is_sum)
        pl_strbuf_add_byte(w->out, ')');
}

static void write_value(struct writer *w, const struct pl_css_value *value)
{
    switch (value->type) {
    case PL_CSS_LINEAR:
        write_linear(w, value->linear);
        return;
    case PL_CSS_COLOR:
        write_color(w->out, value->color);
        return;
    case PL_CSS_LIST:
        for (uint32_t i = 0; i < value->count; i++) {
            if (i)
                pl_strbuf_add(w->out, value->is_comma_separated ? PL_LIT(", ") : PL_LIT(" "));
            write_value(w, value->items[i]);
        }
        return;
    case PL_CSS_URL:
        w->cannot = true;
        return; // only what the tree names is packaged
    case PL_CSS_FUNCTION:
        w->cannot = true;
        return;
    case PL_CSS_IDENT: // of a family with spaces, which quotes make easier to read
        if (pl_str_contains(value->text, PL_LIT(" ")))
            pl_css_write_string(w->out, value->text);
        else
            pl_css_write_ident(w->out, value->text);
        return;
    case PL_CSS_KEYWORD:
    case PL_CSS_NUMBER:
    case PL_CSS_STRING:
        pl_value_write(w->out, value);
        return;
    }
}

static void begin(struct writer *w, pl_str name)
{
    pl_strbuf_addf(w->out, "%s%.*s: ", w->out->size ? "\n" : "", PL_ARG(name));
}

static void say(struct writer *w, pl_str name, pl_str value)
{
    begin(w, name);
    pl_strbuf_add(w->out, value);
}

static void say_keyword(struct writer *w, pl_str name, enum pl_keyword keyword)
{
    say(w, name, pl_keyword_name(keyword));
}

static const struct pl_css_value *value_of(const struct writer *w, enum pl_property property)
{
    return pl_style_value(w->element->style, property);
}

static enum pl_keyword keyword_of(const struct writer *w, enum pl_property property)
{
    return pl_style_keyword(w->element->style, property);
}

static void write_plain(struct writer *w, enum pl_property property)
{
    pl_str name = pl_property_row(property)->name;
    const struct pl_css_value *value = value_of(w, property);
    bool is_sum = value->type == PL_CSS_LINEAR && value->linear.percentage > 0 && value->linear.length != 0;
    if (is_sum) { // old readers, and Kindle, have no calc(): the percentage alone is near
        begin(w, name);
        pl_strbuf_add_number(w->out, value->linear.percentage, EM_DECIMALS);
        pl_strbuf_add_byte(w->out, '%');
        w->cannot = w->cannot || value->linear.vw != 0 || value->linear.vh != 0;
        if (w->element->profile == PL_READER_KINDLE)
            return;
    }
    begin(w, name);
    write_value(w, value);
}

/* --- Properties that need a thought ----------------------------------------------------------- */

static void write_display(struct writer *w)
{
    enum pl_keyword display = keyword_of(w, PL_PROPERTY_display);
    switch ((int)display) {
    case PL_KEYWORD_flow_root:
    case PL_KEYWORD_flex:
    case PL_KEYWORD_grid:
    case PL_KEYWORD_run_in:
        say(w, PL_LIT("display"), PL_LIT("block"));
        return;
    case PL_KEYWORD_inline_flex:
    case PL_KEYWORD_inline_grid:
        say(w, PL_LIT("display"), PL_LIT("inline-block"));
        return;
    case PL_KEYWORD_contents:
    case PL_KEYWORD_NOT_ONE:
        w->cannot = true;
        return;
    default:
        say_keyword(w, PL_LIT("display"), display);
    }
}

/* Floats of pages and notes stand where they are in a book. */
static void write_float(struct writer *w)
{
    enum pl_keyword side = keyword_of(w, PL_PROPERTY_float);
    bool is_rtl = keyword_of(w, PL_PROPERTY_direction) == PL_KEYWORD_rtl;
    if (side == PL_KEYWORD_inline_start)
        side = is_rtl ? PL_KEYWORD_right : PL_KEYWORD_left;
    else if (side == PL_KEYWORD_inline_end)
        side = is_rtl ? PL_KEYWORD_left : PL_KEYWORD_right;
    bool is_side = side == PL_KEYWORD_left || side == PL_KEYWORD_right;
    say_keyword(w, PL_LIT("float"), is_side ? side : PL_KEYWORD_none);
}

static void write_font_size(struct writer *w)
{
    pl_unit own = pl_style_font_size(w->element->style);
    double parent = pl_unit_to_pt(pl_style_font_size(w->element->parent));
    if (parent <= 0)
        return;
    begin(w, PL_LIT("font-size"));
    write_shortest(w->out, pl_unit_to_pt(own) / parent, parent, own);
    pl_strbuf_add(w->out, PL_LIT("em"));
}

static pl_color color_of(const struct pl_style *style)
{
    return pl_style_color(style, PL_PROPERTY_color);
}

static bool has_background(const struct pl_reader_element *element)
{
    return !pl_reader_is_paper(pl_style_color(element->style, PL_PROPERTY_background_color));
}

/* What is its parent's, or as dark as that on no ground of our own, is said to be so: the reader
 * chooses both. */
static void write_text_color(struct writer *w)
{
    const struct pl_reader_element *element = w->element;
    pl_color own = color_of(element->style), parent = color_of(element->parent);
    bool is_inks = pl_reader_is_ink(own) && pl_reader_is_ink(parent) && !element->is_on_background;
    begin(w, PL_LIT("color"));
    if (!has_background(element) && (own == parent || is_inks))
        pl_strbuf_add(w->out, PL_LIT("inherit"));
    else
        write_color(w->out, own);
}

static void write_background(struct writer *w)
{
    pl_color color = pl_style_color(w->element->style, PL_PROPERTY_background_color);
    if (pl_reader_is_paper(color) && !w->element->is_on_background)
        color = PL_COLOR_NONE;
    begin(w, PL_LIT("background-color"));
    write_color(w->out, color);
    if ((color & 0xFF) == 0)
        return;
    begin(w, PL_LIT("color")); // a dark page has light text: on a ground of our own it needs ours
    write_color(w->out, color_of(w->element->style));
}

/* The style that a border's width and colour depend on. */
static enum pl_property border_style_of(enum pl_property property)
{
    switch ((int)property) {
    case PL_PROPERTY_border_top_width:
    case PL_PROPERTY_border_top_color:
        return PL_PROPERTY_border_top_style;
    case PL_PROPERTY_border_right_width:
    case PL_PROPERTY_border_right_color:
        return PL_PROPERTY_border_right_style;
    case PL_PROPERTY_border_bottom_width:
    case PL_PROPERTY_border_bottom_color:
        return PL_PROPERTY_border_bottom_style;
    default:
        return PL_PROPERTY_border_left_style;
    }
}

static bool is_drawn(const struct writer *w, enum pl_property border_style)
{
    enum pl_keyword style = keyword_of(w, border_style);
    return style != PL_KEYWORD_none && style != PL_KEYWORD_hidden;
}

static void write_border_part(struct writer *w, enum pl_property property, bool is_color)
{
    if (!is_drawn(w, border_style_of(property)))
        return;
    if (is_color && pl_style_color(w->element->style, property) == color_of(w->element->style))
        say(w, pl_property_row(property)->name, PL_LIT("currentcolor"));
    else
        write_plain(w, property);
}

/* Only a line, as old readers know it: style, colour and thickness are initial. */
static bool is_plain_decoration(const struct writer *w)
{
    const struct pl_style *style = w->element->style;
    return w->element->profile == PL_READER_KINDLE ||
           (keyword_of(w, PL_PROPERTY_text_decoration_style) == PL_KEYWORD_solid &&
            keyword_of(w, PL_PROPERTY_text_decoration_thickness) == PL_KEYWORD_auto &&
            pl_style_color(style, PL_PROPERTY_text_decoration_color) == color_of(style));
}

static void write_decoration(struct writer *w)
{
    bool is_forced = w->element->is_link &&
                     keyword_of(w, PL_PROPERTY_text_decoration_line) == PL_KEYWORD_none;
    begin(w, is_plain_decoration(w) ? PL_LIT("text-decoration") : PL_LIT("text-decoration-line"));
    if (is_forced)
        pl_strbuf_add(w->out, PL_LIT("underline"));
    else
        write_value(w, value_of(w, PL_PROPERTY_text_decoration_line));
}

static void write_decoration_part(struct writer *w, enum pl_property property)
{
    bool is_line = w->element->is_link ||
                   keyword_of(w, PL_PROPERTY_text_decoration_line) != PL_KEYWORD_none;
    if (!is_line || is_plain_decoration(w))
        return;
    if (property == PL_PROPERTY_text_decoration_color &&
        pl_style_color(w->element->style, property) == color_of(w->element->style))
        say(w, PL_LIT("text-decoration-color"), PL_LIT("currentcolor"));
    else
        write_plain(w, property);
}

/* Where there are no marks their colour is nobody's. */
static void write_emphasis_color(struct writer *w)
{
    if (keyword_of(w, PL_PROPERTY_text_emphasis_style) == PL_KEYWORD_none)
        return;
    if (pl_style_color(w->element->style, PL_PROPERTY_text_emphasis_color) ==
        color_of(w->element->style))
        say(w, PL_LIT("text-emphasis-color"), PL_LIT("currentcolor"));
    else
        write_plain(w, PL_PROPERTY_text_emphasis_color);
}

static void write_white_space(struct writer *w)
{
    enum pl_keyword collapse = keyword_of(w, PL_PROPERTY_white_space_collapse);
    bool wraps = keyword_of(w, PL_PROPERTY_text_wrap_mode) == PL_KEYWORD_wrap;
    pl_str value;
    switch ((int)collapse) {
    case PL_KEYWORD_collapse:
        value = wraps ? PL_LIT("normal") : PL_LIT("nowrap");
        break;
    case PL_KEYWORD_preserve:
    case PL_KEYWORD_preserve_spaces:
        value = wraps ? PL_LIT("pre-wrap") : PL_LIT("pre");
        break;
    case PL_KEYWORD_preserve_breaks:
        value = PL_LIT("pre-line");
        break;
    case PL_KEYWORD_break_spaces:
        value = PL_LIT("break-spaces");
        break;
    default:
        w->cannot = true;
        return;
    }
    say(w, PL_LIT("white-space"), value);
}

/* Kindle knows the older name only. */
static void say_break(struct writer *w, pl_str old_name, pl_str old_value, pl_str name,
                      pl_str value)
{
    say(w, old_name, old_value);
    if (w->element->profile != PL_READER_KINDLE)
        say(w, name, value);
}

static void write_break(struct writer *w, enum pl_property property, pl_str old_name)
{
    pl_str name = pl_property_row(property)->name;
    bool is_inside = property == PL_PROPERTY_break_inside;
    switch ((int)keyword_of(w, property)) {
    case PL_KEYWORD_auto:
        say_break(w, old_name, PL_LIT("auto"), name, PL_LIT("auto"));
        return;
    case PL_KEYWORD_avoid:
    case PL_KEYWORD_avoid_page:
        say_break(w, old_name, PL_LIT("avoid"), name, PL_LIT("avoid"));
        return;
    case PL_KEYWORD_avoid_column:
    case PL_KEYWORD_column:
        w->cannot = true;
        return;
    default:
        w->cannot = is_inside;
        say_break(w, old_name, PL_LIT("always"), name, PL_LIT("page"));
    }
}

static void write_prefixed(struct writer *w, enum pl_property property)
{
    static const char *const prefixes[] = {"-epub-", "-webkit-", ""};
    pl_str name = pl_property_row(property)->name;
    for (int i = 0; i < 3; i++) {
        pl_strbuf_addf(w->out, "%s%s%.*s: ", w->out->size ? "\n" : "", prefixes[i], PL_ARG(name));
        write_value(w, value_of(w, property));
    }
}

static void write_caps(struct writer *w)
{
    pl_str name = w->element->profile == PL_READER_KINDLE ? PL_LIT("font-variant")
                                                          : PL_LIT("font-variant-caps");
    enum pl_keyword caps = keyword_of(w, PL_PROPERTY_font_variant_caps);
    w->cannot = w->element->profile == PL_READER_KINDLE && caps != PL_KEYWORD_normal &&
                caps != PL_KEYWORD_small_caps;
    begin(w, name);
    write_value(w, value_of(w, PL_PROPERTY_font_variant_caps));
}

/* An @counter-style goes with the sheet by its name; Kindle gets the standard's style that it extends. */
static void write_list_style(struct writer *w)
{
    const struct pl_css_value *style = value_of(w, PL_PROPERTY_list_style_type);
    bool is_rule = pl_counter_is_rule(style), is_kindle = w->element->profile == PL_READER_KINDLE;
    enum pl_keyword extended = is_rule ? style->items[PL_COUNTER_EXTENDED]->keyword : PL_KEYWORD_none;
    if (is_rule && is_kindle && extended != PL_KEYWORD_none) {
        say_keyword(w, PL_LIT("list-style-type"), extended);
    } else if (is_rule && !is_kindle) {
        begin(w, PL_LIT("list-style-type"));
        pl_value_write(w->out, style);
    } else {
        w->cannot = style->type == PL_CSS_IDENT || style->type == PL_CSS_FUNCTION;
        write_plain(w, PL_PROPERTY_list_style_type);
    }
}

static void write_text_align(struct writer *w)
{
    enum pl_keyword align = keyword_of(w, PL_PROPERTY_text_align);
    if (align == PL_KEYWORD_NOT_ONE || align == PL_KEYWORD_match_parent)
        w->cannot = true;
    else
        say_keyword(w, PL_LIT("text-align"),
                    align == PL_KEYWORD_justify_all ? PL_KEYWORD_justify : align);
}

/* Height of capitals in a common serif, as a part of its size. */
#define CAP_HEIGHT 0.66

/* A drop cap: capitals as high as the lines beside them, in a box of so many lines (Inline 3 §7.6
 * for the size). */
static void write_initial(struct writer *w)
{
    const struct pl_css_value *value = value_of(w, PL_PROPERTY_initial_letter);
    const struct pl_style *parent = w->element->parent;
    if (value->type == PL_CSS_LIST && value->count)
        value = value->items[0];
    pl_unit text = pl_style_font_size(parent);
    if (value->type != PL_CSS_NUMBER || text <= 0 || keyword_of(w, PL_PROPERTY_display) != PL_KEYWORD_inline)
        return; // of a block it is no initial (Inline 3 §7.1)
    double line = (double)pl_style_line_height(parent) / text;
    double size = ((value->number - 1) * line + CAP_HEIGHT) / CAP_HEIGHT;
    bool is_rtl = keyword_of(w, PL_PROPERTY_direction) == PL_KEYWORD_rtl;
    say(w, PL_LIT("float"), is_rtl ? PL_LIT("right") : PL_LIT("left"));
    begin(w, PL_LIT("font-size"));
    pl_strbuf_add_number(w->out, size, 2);
    pl_strbuf_add(w->out, PL_LIT("em"));
    begin(w, PL_LIT("line-height"));
    pl_strbuf_add_number(w->out, value->number * line / size, 2);
    say(w, is_rtl ? PL_LIT("margin-left") : PL_LIT("margin-right"), PL_LIT("0.08em"));
}

static void write_property(struct writer *w, enum pl_property property)
{
    switch ((int)property) {
    case PL_PROPERTY_display:
        write_display(w);
        return;
    case PL_PROPERTY_float:
        write_float(w);
        return;
    case PL_PROPERTY_font_size:
        write_font_size(w);
        return;
    case PL_PROPERTY_color:
        write_text_color(w);
        return;
    case PL_PROPERTY_background_color:
        write_background(w);
        return;
    case PL_PROPERTY_border_top_width:
    case PL_PROPERTY_border_right_width:
    case PL_PROPERTY_border_bottom_width:
    case PL_PROPERTY_border_left_width:
        write_border_part(w, property, false);
        return;
    case PL_PROPERTY_border_top_color:
    case PL_PROPERTY_border_right_color:
    case PL_PROPERTY_border_bottom_color:
    case PL_PROPERTY_border_left_color:
        write_border_part(w, property, true);
        return;
    case PL_PROPERTY_text_decoration_line:
        write_decoration(w);
        return;
    case PL_PROPERTY_text_decoration_style:
    case PL_PROPERTY_text_decoration_color:
    case PL_PROPERTY_text_decoration_thickness:
        write_decoration_part(w, property);
        return;
    case PL_PROPERTY_white_space_collapse:
        write_white_space(w);
        return;
    case PL_PROPERTY_initial_letter:
        write_initial(w);
        return;
    case PL_PROPERTY_text_emphasis_color:
        write_emphasis_color(w);
        return;
    case PL_PROPERTY_break_before:
        write_break(w, property, PL_LIT("page-break-before"));
        return;
    case PL_PROPERTY_break_after:
        write_break(w, property, PL_LIT("page-break-after"));
        return;
    case PL_PROPERTY_break_inside:
        write_break(w, property, PL_LIT("page-break-inside"));
        return;
    case PL_PROPERTY_hyphens:
    case PL_PROPERTY_writing_mode:
    case PL_PROPERTY_text_emphasis_style:
        write_prefixed(w, property);
        return;
    case PL_PROPERTY_font_variant_caps:
        write_caps(w);
        return;
    case PL_PROPERTY_list_style_type:
        write_list_style(w);
        return;
    case PL_PROPERTY_text_align:
        write_text_align(w);
        return;
    default:
        write_plain(w, property);
    }
}

void pl_reader_write(struct pl_strbuf *out, enum pl_property property,
                     const struct pl_reader_element *element)
{
    size_t before = out->size;
    struct writer w = {.out = out, .element = element, .unit = (enum unit)rows[property].unit};
    if (!pl_reader_has(property, element->profile))
        return;
    write_property(&w, property);
    if (w.cannot)
        pl_strbuf_truncate(out, before);
}
