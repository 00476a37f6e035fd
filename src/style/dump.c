// SPDX-License-Identifier: MIT
/* style/dump.c: computed styles as text, what differs alone: `--dump style`.
 *
 *     3:1 p.standfirst
 *       ::first-line
 *         font-variant-caps: small-caps
 *       text-indent: 0pt
 *
 * A property is written where an inherited one isn't its parent's, another one not its initial value. */
#include "model/walk.h"
#include "style/cascade.h"
#include "style/property.h"
#include "style/value_text.h"

struct dump {
    struct pl_strbuf *out;
    const struct pl_styles *styles;
};

static void indent(struct dump *dump, uint32_t depth)
{
    pl_strbuf_add_repeated(dump->out, ' ', 2 * (size_t)depth);
}

static bool is_told(const struct pl_style *style, const struct pl_style *parent, const struct pl_style *initial,
                    enum pl_property property)
{
    const struct pl_css_value *value = style->values[property];
    if (parent && pl_property_row(property)->is_inherited)
        return value != parent->values[property];
    return value != initial->values[property];
}

/* Colours that are the element's own colour aren't told: nobody said them. */
static bool is_own_color(const struct pl_style *style, enum pl_property property)
{
    return pl_str_eq(pl_property_row(property)->initial, PL_LIT("currentcolor")) &&
           style->values[property] == style->values[PL_PROPERTY_color];
}

static void write_style(struct dump *dump, const struct pl_style *style, const struct pl_style *parent,
                        uint32_t depth)
{
    for (int i = 0; i < PL_PROPERTY_COUNT; i++) {
        enum pl_property property = (enum pl_property)i;
        if (is_own_color(style, property) || !is_told(style, parent, dump->styles->initial, property))
            continue;
        indent(dump, depth);
        pl_strbuf_add(dump->out, pl_property_row(property)->name);
        pl_strbuf_add(dump->out, PL_LIT(": "));
        pl_value_write(dump->out, style->values[property]);
        pl_strbuf_add_byte(dump->out, '\n');
    }
}

static void write_name(struct dump *dump, const struct pl_node *node)
{
    if (node->span.input) {
        uint32_t line, column;
        pl_input_line_column(node->span.input, node->span.first, &line, &column);
        pl_strbuf_addf(dump->out, "%u:%u ", line, column);
    }
    pl_strbuf_add(dump->out, node->element);
    if (!pl_str_empty(node->id))
        pl_strbuf_addf(dump->out, "#%.*s", PL_ARG(node->id));
    for (uint32_t i = 0; i < node->class_count; i++)
        pl_strbuf_addf(dump->out, ".%.*s", PL_ARG(node->classes[i]));
    pl_strbuf_add_byte(dump->out, '\n');
}

static void write_pseudos(struct dump *dump, const struct pl_node *node, uint32_t depth)
{
    static const char *const names[] = {
        [PL_PSEUDO_BEFORE] = "before",
        [PL_PSEUDO_AFTER] = "after",
        [PL_PSEUDO_MARKER] = "marker",
        [PL_PSEUDO_FIRST_LINE] = "first-line",
        [PL_PSEUDO_FIRST_LETTER] = "first-letter",
        [PL_PSEUDO_FOOTNOTE_CALL] = "footnote-call",
        [PL_PSEUDO_FOOTNOTE_MARKER] = "footnote-marker",
    };
    for (int i = PL_PSEUDO_BEFORE; i < PL_PSEUDO_COUNT; i++) {
        const struct pl_style *style = pl_styles_pseudo(dump->styles, node->serial, (enum pl_pseudo)i);
        if (!style)
            continue;
        indent(dump, depth);
        pl_strbuf_addf(dump->out, "::%s\n", names[i]);
        write_style(dump, style, pl_styles_of(dump->styles, node->serial), depth + 1);
    }
}

void pl_styles_dump(struct pl_strbuf *out, const struct pl_article *article, const struct pl_styles *styles)
{
    struct dump dump = {.out = out, .styles = styles};
    struct pl_walk walk = pl_walk_begin(article->root);
    while (pl_walk_next(&walk)) {
        const struct pl_node *node = walk.node;
        if (walk.event != PL_ENTER || node->kind == PL_KIND_text)
            continue;
        indent(&dump, walk.depth);
        write_name(&dump, node);
        const struct pl_style *parent = node->parent ? pl_styles_of(styles, node->parent->serial) : NULL;
        write_style(&dump, pl_styles_of(styles, node->serial), parent, walk.depth + 2);
        write_pseudos(&dump, node, walk.depth + 2);
    }
}
