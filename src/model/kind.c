// SPDX-License-Identifier: MIT
/* model/kind.c: the kinds of nodes and what the table says of each. */
#include "model/kind.h"

#include "base/unit.h"

#define BLOCK    PL_IS_BLOCK
#define INLINE   PL_IS_INLINE
#define PART     PL_IS_PART
static const struct pl_kind_row rows[] = {
#define KIND(name, is, element, css_class, epub_type, aria_role, pdf_role, holds)                  \
    {PL_LIT_INIT(#name),    PL_LIT_INIT(element),  PL_LIT_INIT(css_class), PL_LIT_INIT(epub_type), \
     PL_LIT_INIT(aria_role), PL_LIT_INIT(pdf_role), is, PL_HOLDS_##holds},
#include "model/kinds.def"
#undef KIND
};
#undef BLOCK
#undef INLINE
#undef PART
_Static_assert(sizeof rows / sizeof *rows == PL_KIND_COUNT, "a row a kind");

const struct pl_kind_row *pl_kind_row(enum pl_kind kind)
{
    return &rows[kind];
}

/* Elements that share a kind with kin; those in kinds.def come from its rows. The list of what
 * elements are is HTML Standard §4. */
static const struct {
    const char *element;
    enum pl_kind kind;
} kin[] = {
    {"b", PL_KIND_strong},          {"i", PL_KIND_emphasis},      {"u", PL_KIND_phrase},
    {"s", PL_KIND_deleted},         {"strike", PL_KIND_deleted},  {"tt", PL_KIND_code},
    {"kbd", PL_KIND_code},          {"samp", PL_KIND_code},       {"var", PL_KIND_emphasis},
    {"dfn", PL_KIND_emphasis},      {"acronym", PL_KIND_abbreviation},
    {"big", PL_KIND_phrase},        {"font", PL_KIND_phrase},     {"bdi", PL_KIND_phrase},
    {"bdo", PL_KIND_phrase},        {"h1", PL_KIND_heading},      {"h2", PL_KIND_heading},
    {"h3", PL_KIND_heading},        {"h4", PL_KIND_heading},      {"h5", PL_KIND_heading},
    {"h6", PL_KIND_heading},        {"ol", PL_KIND_list},         {"ul", PL_KIND_list},
    {"menu", PL_KIND_list},         {"dir", PL_KIND_list},        {"div", PL_KIND_division},
    {"article", PL_KIND_division},  {"header", PL_KIND_division}, {"aside", PL_KIND_division},
    {"nav", PL_KIND_division},      {"listing", PL_KIND_code_block},
    {"xmp", PL_KIND_code_block},    {"a", PL_KIND_link},          {"p", PL_KIND_paragraph},
    {"section", PL_KIND_section},
};

enum pl_kind pl_kind_of_element(pl_str element)
{
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++)
        if (pl_str_eq(element, pl_str_from(kin[i].element)))
            return kin[i].kind;
    for (int kind = 0; kind < PL_KIND_COUNT; kind++)
        if (!pl_str_empty(element) && pl_str_eq(element, rows[kind].element))
            return (enum pl_kind)kind;
    return PL_KIND_COUNT;
}

bool pl_element_is_block(pl_str element)
{
    static const char *const blocks[] = {
        "address", "article", "aside",  "center",   "details", "dialog", "div",
        "fieldset", "footer", "form",   "header",   "hgroup",  "main",   "nav",
        "search",  "section", "summary", "legend",  "optgroup", "option", "frameset",
        "noscript", "video",  "audio",  "iframe",   "object",
    };
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (pl_str_eq(element, pl_str_from(blocks[i])))
            return true;
    enum pl_kind kind = pl_kind_of_element(element);
    return kind != PL_KIND_COUNT && rows[kind].is != PL_IS_INLINE;
}

bool pl_kind_may_hold(enum pl_holds holds, enum pl_kind child)
{
    enum pl_kind_is is = rows[child].is;
    switch (holds) {
    case PL_HOLDS_BLOCKS:
        return is == PL_IS_BLOCK || child == PL_KIND_body;
    case PL_HOLDS_INLINES:
        return is == PL_IS_INLINE;
    case PL_HOLDS_FLOW:
        return is != PL_IS_PART;
    case PL_HOLDS_ITEMS:
        return child == PL_KIND_list_item || child == PL_KIND_definition_term ||
               child == PL_KIND_definition || child == PL_KIND_division;
    case PL_HOLDS_TABLE:
        return child == PL_KIND_table_caption || child == PL_KIND_column_group ||
               child == PL_KIND_table_head || child == PL_KIND_table_body || child == PL_KIND_table_foot;
    case PL_HOLDS_ROWS:
        return child == PL_KIND_table_row;
    case PL_HOLDS_CELLS:
        return child == PL_KIND_table_header || child == PL_KIND_table_cell;
    case PL_HOLDS_COLUMNS:
        return child == PL_KIND_column;
    case PL_HOLDS_TEXT:
    case PL_HOLDS_NOTHING:
        return false;
    }
    PL_UNREACHABLE("every rule of content has a case");
}

pl_str pl_heading_element(int level)
{
    static const pl_str names[] = {PL_LIT_INIT("h1"), PL_LIT_INIT("h2"), PL_LIT_INIT("h3"),
                                   PL_LIT_INIT("h4"), PL_LIT_INIT("h5"), PL_LIT_INIT("h6")};
    return names[level < 1 ? 0 : level > 6 ? 5 : level - 1];
}
