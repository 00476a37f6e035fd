// SPDX-License-Identifier: MIT
/* style/reader_counters.c: the @counter-style rules that a book's lists need. */
#include "style/compiler.h"

#include "style/counter_rule.h"

/* Of each name the first meaning: articles of one book may have others, which nobody could tell apart. */
struct found {
    struct pl_map names; // → struct pl_css_value
    const struct pl_css_value *last; // the one before: lists and their items share it
    struct pl_strbuf *out;
};

/* With those that it falls back to, as deep as rules lead. */
static void add_rule(struct found *found, const struct pl_css_value *style)
{
    while (style) {
        void **at = pl_map_at(&found->names, style->text);
        if (*at)
            return;
        *at = (void *)(uintptr_t)style;
        style = pl_counter_rule_write(found->out, style);
    }
}

/* Kindle has the styles of CSS 2 alone. */
static bool can_have(const struct pl_compiler *c, const struct pl_css_value *style)
{
    return pl_counter_is_rule(style) && c->profile == PL_READER_EPUB;
}

/* Says once a style what a book can't have; its lists have the marks of their kind. */
static void tell_missing(struct pl_compiler *c, struct found *found, const struct pl_css_value *style)
{
    bool is_standard = pl_counter_is_rule(style) && style->items[PL_COUNTER_EXTENDED]->keyword != PL_KEYWORD_none;
    void **at = pl_map_at(&found->names, style->text);
    if (is_standard || *at)
        return;
    *at = (void *)(uintptr_t)style;
    bool is_rule = pl_counter_is_rule(style);
    struct pl_diag *diag = pl_warn(c->diags, PL_W_CSS_READER, PL_NO_SPAN,
                                   "the list marks of '%.*s' are missing in the EPUB",
                                   PL_ARG(is_rule ? pl_str_slice(style->text, 1, SIZE_MAX) : style->text));
    pl_hint(c->diags, diag, is_rule ? "this profile has the counter styles of CSS 2 only"
                                    : "an @counter-style with a name goes into the EPUB");
}

void pl_reader_write_counter_styles(struct pl_compiler *c, struct pl_strbuf *out)
{
    struct found found = {.names = PL_MAP(c->arena), .out = out};
    for (size_t i = 0; i < c->edition->articles.count; i++)
        for (uint32_t k = 0; k < c->edition->articles.data[i]->node_count; k++) {
            const struct pl_css_value *style =
                pl_style_value(pl_styles_of(c->styles[i], k), PL_PROPERTY_list_style_type);
            if (style == found.last || style->type != PL_CSS_FUNCTION)
                continue;
            found.last = style;
            if (can_have(c, style))
                add_rule(&found, style);
            else
                tell_missing(c, &found, style);
        }
}
