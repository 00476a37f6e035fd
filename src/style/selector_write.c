// SPDX-License-Identifier: MIT
/* style/selector_write.c: a selector as text again, for sheets that we write (CSSOM §6.7.2). */
#include "style/selector_write.h"

#include "style/value_text.h"

pl_str pl_pseudo_name(enum pl_pseudo pseudo)
{
    static const pl_str names[PL_PSEUDO_COUNT] = {
        [PL_PSEUDO_NONE] = PL_LIT_INIT(""),
        [PL_PSEUDO_BEFORE] = PL_LIT_INIT("::before"),
        [PL_PSEUDO_AFTER] = PL_LIT_INIT("::after"),
        [PL_PSEUDO_MARKER] = PL_LIT_INIT("::marker"),
        [PL_PSEUDO_FIRST_LINE] = PL_LIT_INIT("::first-line"),
        [PL_PSEUDO_FIRST_LETTER] = PL_LIT_INIT("::first-letter"),
        [PL_PSEUDO_FOOTNOTE_CALL] = PL_LIT_INIT("::footnote-call"),
        [PL_PSEUDO_FOOTNOTE_MARKER] = PL_LIT_INIT("::footnote-marker"),
    };
    return names[pseudo];
}

static void write_attribute(struct pl_strbuf *out, const struct pl_simple *simple)
{
    static const char *const signs[] = {
        [PL_ATTRIBUTE_EXISTS] = "",     [PL_ATTRIBUTE_EQUALS] = "=",  [PL_ATTRIBUTE_WORD] = "~=",
        [PL_ATTRIBUTE_DASH] = "|=",     [PL_ATTRIBUTE_STARTS] = "^=", [PL_ATTRIBUTE_ENDS] = "$=",
        [PL_ATTRIBUTE_CONTAINS] = "*=",
    };
    pl_strbuf_add_byte(out, '[');
    pl_css_write_ident(out, simple->name);
    pl_strbuf_add(out, pl_str_from(signs[simple->attribute_operator]));
    if (simple->attribute_operator != PL_ATTRIBUTE_EXISTS)
        pl_css_write_string(out, simple->value);
    if (simple->ignores_case)
        pl_strbuf_add(out, PL_LIT(" i"));
    pl_strbuf_add_byte(out, ']');
}

static void write_nth(struct pl_strbuf *out, const struct pl_simple *simple)
{
    if (simple->only)
        pl_strbuf_add(out, simple->of_type ? PL_LIT(":only-of-type") : PL_LIT(":only-child"));
    else if (simple->a == 0 && simple->b == 1)
        pl_strbuf_addf(out, ":%s-%s", simple->from_end ? "last" : "first",
                       simple->of_type ? "of-type" : "child");
    else
        pl_strbuf_addf(out, ":nth-%s%s(%dn%+d)", simple->from_end ? "last-" : "",
                       simple->of_type ? "of-type" : "child", simple->a, simple->b);
}

static void write_prefixed(struct pl_strbuf *out, pl_str prefix, pl_str name)
{
    pl_strbuf_add(out, prefix);
    pl_css_write_ident(out, name);
}

static bool write_simple(struct pl_strbuf *out, const struct pl_simple *simple)
{
    if (simple->list)
        return false;
    switch ((enum pl_simple_type)simple->type) {
    case PL_SIMPLE_UNIVERSAL:
        pl_strbuf_add_byte(out, '*');
        return true;
    case PL_SIMPLE_ELEMENT:
        pl_css_write_ident(out, simple->name);
        return true;
    case PL_SIMPLE_ID:
        write_prefixed(out, PL_LIT("#"), simple->name);
        return true;
    case PL_SIMPLE_CLASS:
        write_prefixed(out, PL_LIT("."), simple->name);
        return true;
    case PL_SIMPLE_ATTRIBUTE:
        write_attribute(out, simple);
        return true;
    case PL_SIMPLE_ROOT:
        pl_strbuf_add(out, PL_LIT(":root"));
        return true;
    case PL_SIMPLE_EMPTY:
        pl_strbuf_add(out, PL_LIT(":empty"));
        return true;
    case PL_SIMPLE_LINK:
        pl_strbuf_add(out, PL_LIT(":link"));
        return true;
    case PL_SIMPLE_NTH:
        write_nth(out, simple);
        return true;
    case PL_SIMPLE_LANG:
    case PL_SIMPLE_DIR:
    case PL_SIMPLE_IS:
    case PL_SIMPLE_NOT:
    case PL_SIMPLE_HAS:
    case PL_SIMPLE_NEVER:
        return false;
    }
    return false;
}

bool pl_selector_write(struct pl_strbuf *out, const struct pl_selector *selector)
{
    static const char *const signs[] = {
        [PL_COMBINATOR_NONE] = "",       [PL_COMBINATOR_DESCENDANT] = " ",
        [PL_COMBINATOR_CHILD] = " > ",   [PL_COMBINATOR_NEXT] = " + ",
        [PL_COMBINATOR_SIBLING] = " ~ ",
    };
    for (uint32_t i = selector->count; i-- > 0;) {
        const struct pl_compound *compound = &selector->compounds[i];
        pl_strbuf_add(out, pl_str_from(signs[compound->combinator]));
        if (compound->count == 0)
            pl_strbuf_add_byte(out, '*');
        for (uint32_t k = 0; k < compound->count; k++)
            if (!write_simple(out, &compound->simples[k]))
                return false;
    }
    return true;
}
