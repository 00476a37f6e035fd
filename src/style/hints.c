// SPDX-License-Identifier: MIT
/* style/hints.c: presentational attributes as declarations.
 *
 * width="600" of a picture, bgcolor, start … are of the author and weigh nothing (Cascade 5 §6.5): they are written
 * as the text of a block, which is compiled once for all elements that come to the same text.
 *
 * Source: HTML Standard, "Rendering" 15.3; §2.4.4.4 (dimensions), §2.4.6 (colours). */
#include "base/strbuf.h"
#include "style/engine.h"

struct hints {
    const struct pl_node *node;
    struct pl_strbuf text;
    bool is_authored;
};

static bool is_element(const struct hints *hints, const char *names)
{
    pl_str rest = pl_str_from(names), name;
    while (pl_str_next_word(&rest, &name))
        if (pl_str_eq(hints->node->element, name))
            return true;
    return false;
}

static pl_str attribute(const struct hints *hints, const char *name)
{
    return pl_str_trim(pl_node_attribute(hints->node, pl_str_from(name)));
}

static void declare(struct hints *hints, const char *property, const char *value)
{
    pl_strbuf_addf(&hints->text, "%s: %s; ", property, value);
}

static void declare_str(struct hints *hints, const char *property, pl_str value, const char *unit)
{
    pl_strbuf_addf(&hints->text, "%s: %.*s%s; ", property, PL_ARG(value), unit);
}

/* --- Dimensions, numbers, colours ------------------------------------------------------------------- */

/* Digits with a fraction at the beginning of the text, what follows left in *rest; empty where there are none. */
static pl_str leading_number(pl_str text, pl_str *rest)
{
    size_t size = 0;
    while (size < text.size && pl_ascii_is_digit(text.data[size]))
        size++;
    size_t whole = size;
    if (whole > 0 && size + 1 < text.size && text.data[size] == '.' && pl_ascii_is_digit(text.data[size + 1]))
        for (size++; size < text.size && pl_ascii_is_digit(text.data[size]);)
            size++;
    *rest = pl_str_slice(text, size, SIZE_MAX);
    return size <= 12 ? pl_str_slice(text, 0, size) : (pl_str){0};
}

static void dimension(struct hints *hints, const char *name, const char *property)
{
    pl_str rest, number = leading_number(attribute(hints, name), &rest);
    if (!pl_str_empty(number))
        declare_str(hints, property, number, pl_str_starts(rest, PL_LIT("%")) ? "%" : "px");
}

static bool is_hex(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!pl_ascii_is_digit(text.data[i]) && !(pl_ascii_lower(text.data[i]) >= 'a' && pl_ascii_lower(text.data[i]) <= 'f'))
            return false;
    return text.size == 6 || text.size == 3;
}

static bool is_word(pl_str text)
{
    for (size_t i = 0; i < text.size; i++)
        if (!pl_ascii_is_alpha(text.data[i]))
            return false;
    return text.size > 0 && text.size < 32;
}

/* #rgb, #rrggbb, rrggbb or a name; the guesses of old browsers about anything else aren't made. */
static void color(struct hints *hints, const char *name, const char *property)
{
    pl_str text = attribute(hints, name);
    bool has_hash = pl_str_starts(text, PL_LIT("#"));
    if (has_hash)
        text = pl_str_slice(text, 1, SIZE_MAX);
    if (is_hex(text) && (has_hash || text.size == 6))
        pl_strbuf_addf(&hints->text, "%s: #%.*s; ", property, PL_ARG(text));
    else if (!has_hash && is_word(text))
        declare_str(hints, property, text, "");
}

static bool says(const struct hints *hints, const char *name, const char *value)
{
    return pl_str_eq_ascii_nocase(attribute(hints, name), pl_str_from(value));
}

/* --- Elements ------------------------------------------------------------------------------------------- */

/* Pictures: a page that isn't the document's own may narrow them, so their height follows their width. */
static void add_picture(struct hints *hints)
{
    dimension(hints, "width", "width");
    if (hints->is_authored || pl_str_empty(attribute(hints, "width")))
        dimension(hints, "height", "height");
    else
        declare(hints, "height", "auto");
    dimension(hints, "hspace", "margin-inline");
    dimension(hints, "vspace", "margin-block");
    pl_str rest, border = leading_number(attribute(hints, "border"), &rest);
    if (!pl_str_empty(border)) {
        declare_str(hints, "border-width", border, "px");
        declare(hints, "border-style", "solid");
    }
    if (says(hints, "align", "left") || says(hints, "align", "right"))
        declare_str(hints, "float", attribute(hints, "align"), "");
    else if (says(hints, "align", "top"))
        declare(hints, "vertical-align", "top");
    else if (says(hints, "align", "middle") || says(hints, "align", "center") || says(hints, "align", "absmiddle"))
        declare(hints, "vertical-align", "middle");
}

static void add_alignment(struct hints *hints)
{
    static const char *const words[] = {"left", "right", "center", "justify"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (says(hints, "align", words[i]))
            declare(hints, "text-align", words[i]);
    if (says(hints, "align", "middle"))
        declare(hints, "text-align", "center");
    static const char *const heights[] = {"top", "middle", "bottom", "baseline"};
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
        if (says(hints, "valign", heights[i]))
            declare(hints, "vertical-align", heights[i]);
}

static void add_table(struct hints *hints)
{
    dimension(hints, "width", "width");
    dimension(hints, "height", "height");
    dimension(hints, "cellspacing", "border-spacing");
    color(hints, "bgcolor", "background-color");
    if (says(hints, "align", "left") || says(hints, "align", "right"))
        declare_str(hints, "float", attribute(hints, "align"), "");
    else if (says(hints, "align", "center"))
        declare(hints, "margin-inline", "auto");
    pl_str rest, border = leading_number(attribute(hints, "border"), &rest);
    if (!pl_str_empty(border))
        declare_str(hints, "border-width", border, "px");
}

/* cellpadding stands on the table, but is for its cells. */
static void add_cell(struct hints *hints)
{
    dimension(hints, "width", "width");
    dimension(hints, "height", "height");
    color(hints, "bgcolor", "background-color");
    add_alignment(hints);
    const struct pl_node *table = hints->node->parent;
    for (int up = 0; up < 3 && table && !pl_str_eq(table->element, PL_LIT("table")); up++)
        table = table->parent;
    if (!table)
        return;
    pl_str rest, padding = leading_number(pl_str_trim(pl_node_attribute(table, PL_LIT("cellpadding"))), &rest);
    if (!pl_str_empty(padding))
        declare_str(hints, "padding", padding, "px");
}

static void add_rule(struct hints *hints)
{
    dimension(hints, "width", "width");
    dimension(hints, "size", "height");
    color(hints, "color", "color");
    if (says(hints, "align", "left"))
        declare(hints, "margin-inline", "0 auto");
    else if (says(hints, "align", "right"))
        declare(hints, "margin-inline", "auto 0");
    if (pl_node_has_attribute(hints->node, PL_LIT("noshade")) || pl_node_has_attribute(hints->node, PL_LIT("color")))
        declare(hints, "border-style", "solid");
}

static void add_font(struct hints *hints)
{
    static const char *const sizes[] = {"x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"};
    color(hints, "color", "color");
    pl_str text = attribute(hints, "size"), rest;
    bool is_up = pl_str_starts(text, PL_LIT("+")), is_down = pl_str_starts(text, PL_LIT("-"));
    int64_t size;
    if (!pl_str_to_int64(leading_number(is_up || is_down ? pl_str_slice(text, 1, SIZE_MAX) : text, &rest), &size))
        return;
    size = is_up ? 3 + size : is_down ? 3 - size : size;
    declare(hints, "font-size", sizes[size < 1 ? 0 : size > 7 ? 6 : size - 1]);
}

/* A list begins where `start` says; an item with `value` goes on from there (§15.3.8, CSS Lists 3 §4.6). */
static void add_counters(struct hints *hints)
{
    int64_t number;
    if (is_element(hints, "ol")) {
        bool is_reversed = pl_node_has_attribute(hints->node, PL_LIT("reversed"));
        bool has_start = pl_str_to_int64(attribute(hints, "start"), &number) && number > -1000000000 && number < 1000000000;
        if (is_reversed && !has_start)
            declare(hints, "counter-reset", "reversed(list-item)");
        else if (is_reversed)
            pl_strbuf_addf(&hints->text, "counter-reset: reversed(list-item) %lld; ", (long long)number + 1);
        else if (has_start)
            pl_strbuf_addf(&hints->text, "counter-reset: list-item %lld; ", (long long)number - 1);
    } else if (pl_str_to_int64(attribute(hints, "value"), &number) && number > -1000000000 && number < 1000000000) {
        pl_strbuf_addf(&hints->text, "counter-set: list-item %lld; ", (long long)number);
    }
}

static void add_break(struct hints *hints)
{
    if (says(hints, "clear", "left") || says(hints, "clear", "right") || says(hints, "clear", "both"))
        declare_str(hints, "clear", attribute(hints, "clear"), "");
    else if (says(hints, "clear", "all"))
        declare(hints, "clear", "both");
}

static void add_all(struct hints *hints)
{
    if (is_element(hints, "img svg video object embed iframe canvas"))
        add_picture(hints);
    else if (is_element(hints, "table"))
        add_table(hints);
    else if (is_element(hints, "td th"))
        add_cell(hints);
    else if (is_element(hints, "tr thead tbody tfoot")) {
        color(hints, "bgcolor", "background-color");
        dimension(hints, "height", "height");
        add_alignment(hints);
    } else if (is_element(hints, "col colgroup"))
        dimension(hints, "width", "width");
    else if (is_element(hints, "p div h1 h2 h3 h4 h5 h6"))
        add_alignment(hints);
    else if (is_element(hints, "caption") && says(hints, "align", "bottom"))
        declare(hints, "caption-side", "bottom");
    else if (is_element(hints, "hr"))
        add_rule(hints);
    else if (is_element(hints, "ol li"))
        add_counters(hints);
    else if (is_element(hints, "font"))
        add_font(hints);
    else if (is_element(hints, "br"))
        add_break(hints);
    else if (is_element(hints, "body")) {
        color(hints, "bgcolor", "background-color");
        color(hints, "text", "color");
    }
}

/* Cells take part without attributes of their own, by their table's. */
const struct pl_block *pl_hints_block(struct pl_cascade *cascade, const struct pl_article *article,
                                      const struct pl_node *node)
{
    struct hints hints = {node, PL_STRBUF(cascade->scratch), article->is_authored};
    add_all(&hints);
    pl_str text = pl_strbuf_str(&hints.text);
    if (pl_str_empty(text))
        return NULL;
    const struct pl_block *known = pl_map_lookup(&cascade->hints, text);
    if (known)
        return known;
    text = pl_str_copy(cascade->arena, text);
    const struct pl_block *block =
        pl_style_attribute(cascade->arena, cascade->scratch, text, PL_NO_SPAN, (pl_str){0}, &cascade->limits, NULL);
    *pl_map_at(&cascade->hints, text) = (void *)(uintptr_t)block;
    return block;
}
