// SPDX-License-Identifier: MIT
/* style/counter_rule_text.c: an @counter-style as text again, for reading systems. */
#include "style/counter_rule.h"

#include "style/value_text.h"

static void begin(struct pl_strbuf *out, const char *descriptor)
{
    pl_strbuf_addf(out, "  %s:", descriptor);
}

static void end(struct pl_strbuf *out)
{
    pl_strbuf_add(out, PL_LIT(";\n"));
}

static void add_string(struct pl_strbuf *out, const struct pl_css_value *string)
{
    pl_strbuf_add_byte(out, ' ');
    pl_css_write_string(out, string->text);
}

static void add_integer(struct pl_strbuf *out, double number)
{
    pl_strbuf_add_byte(out, ' ');
    pl_strbuf_add_number(out, number, 0);
}

static void write_system(struct pl_strbuf *out, const struct pl_css_value *const *parts)
{
    enum pl_keyword system = parts[PL_COUNTER_SYSTEM]->keyword, extended = parts[PL_COUNTER_EXTENDED]->keyword;
    begin(out, "system");
    if (extended != PL_KEYWORD_none)
        pl_strbuf_addf(out, " extends %.*s", PL_ARG(pl_keyword_name(extended)));
    else
        pl_strbuf_addf(out, " %.*s", PL_ARG(pl_keyword_name(system)));
    if (extended == PL_KEYWORD_none && system == PL_KEYWORD_fixed)
        add_integer(out, parts[PL_COUNTER_FIRST]->number);
    end(out);
}

static void write_symbols(struct pl_strbuf *out, const struct pl_css_value *const *parts)
{
    const struct pl_css_value *symbols = parts[PL_COUNTER_SYMBOLS], *weights = parts[PL_COUNTER_WEIGHTS];
    bool is_additive = parts[PL_COUNTER_SYSTEM]->keyword == PL_KEYWORD_additive;
    if (symbols->count == 0)
        return;
    begin(out, is_additive ? "additive-symbols" : "symbols");
    for (uint32_t i = 0; i < symbols->count; i++) {
        if (is_additive && i)
            pl_strbuf_add_byte(out, ',');
        if (is_additive && i < weights->count)
            add_integer(out, weights->items[i]->number);
        add_string(out, symbols->items[i]);
    }
    end(out);
}

static void write_range(struct pl_strbuf *out, const struct pl_css_value *bounds)
{
    if (bounds->count == 0)
        return;
    begin(out, "range");
    for (uint32_t i = 0; i < bounds->count; i++) {
        double bound = bounds->items[i]->number;
        if (i && i % 2 == 0)
            pl_strbuf_add_byte(out, ',');
        if (bound >= 1e18 || bound <= -1e18)
            pl_strbuf_add(out, PL_LIT(" infinite"));
        else
            add_integer(out, bound);
    }
    end(out);
}

static void write_affixes(struct pl_strbuf *out, const struct pl_css_value *const *parts)
{
    const struct pl_css_value *negative = parts[PL_COUNTER_NEGATIVE];
    bool is_minus = pl_str_eq(negative->items[0]->text, PL_LIT("-")) && negative->items[1]->text.size == 0;
    if (!is_minus) {
        begin(out, "negative");
        add_string(out, negative->items[0]);
        add_string(out, negative->items[1]);
        end(out);
    }
    if (parts[PL_COUNTER_PREFIX]->text.size) {
        begin(out, "prefix");
        add_string(out, parts[PL_COUNTER_PREFIX]);
        end(out);
    }
    begin(out, "suffix");
    add_string(out, parts[PL_COUNTER_SUFFIX]);
    end(out);
    if (parts[PL_COUNTER_PAD]->number > 0) {
        begin(out, "pad");
        add_integer(out, parts[PL_COUNTER_PAD]->number);
        add_string(out, parts[PL_COUNTER_PAD_WITH]);
        end(out);
    }
}

const struct pl_css_value *pl_counter_rule_write(struct pl_strbuf *out, const struct pl_css_value *style)
{
    const struct pl_css_value *fallback = style->items[PL_COUNTER_FALLBACK];
    pl_strbuf_add(out, PL_LIT("@counter-style "));
    pl_value_write(out, style);
    pl_strbuf_add(out, PL_LIT(" {\n"));
    write_system(out, style->items);
    write_symbols(out, style->items);
    write_affixes(out, style->items);
    write_range(out, style->items[PL_COUNTER_RANGE]);
    if (fallback->type != PL_CSS_KEYWORD || fallback->keyword != PL_KEYWORD_decimal) {
        pl_strbuf_add(out, PL_LIT("  fallback: "));
        pl_value_write(out, fallback);
        end(out);
    }
    pl_strbuf_add(out, PL_LIT("}\n"));
    return pl_counter_is_rule(fallback) ? fallback : NULL;
}
