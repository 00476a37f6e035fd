// SPDX-License-Identifier: MIT
/* style/page_at_rule.c: @page: its selectors, margin boxes and footnote area (Paged Media 3 §4,
 * §5; GCPM 3 §2). */
#include "style/sheet_reader.h"

static const pl_str margin_box_names[PL_MARGIN_BOX_COUNT] = {
    [PL_MARGIN_TOP_LEFT_CORNER] = PL_LIT_INIT("top-left-corner"),
    [PL_MARGIN_TOP_LEFT] = PL_LIT_INIT("top-left"),
    [PL_MARGIN_TOP_CENTER] = PL_LIT_INIT("top-center"),
    [PL_MARGIN_TOP_RIGHT] = PL_LIT_INIT("top-right"),
    [PL_MARGIN_TOP_RIGHT_CORNER] = PL_LIT_INIT("top-right-corner"),
    [PL_MARGIN_RIGHT_TOP] = PL_LIT_INIT("right-top"),
    [PL_MARGIN_RIGHT_MIDDLE] = PL_LIT_INIT("right-middle"),
    [PL_MARGIN_RIGHT_BOTTOM] = PL_LIT_INIT("right-bottom"),
    [PL_MARGIN_BOTTOM_RIGHT_CORNER] = PL_LIT_INIT("bottom-right-corner"),
    [PL_MARGIN_BOTTOM_RIGHT] = PL_LIT_INIT("bottom-right"),
    [PL_MARGIN_BOTTOM_CENTER] = PL_LIT_INIT("bottom-center"),
    [PL_MARGIN_BOTTOM_LEFT] = PL_LIT_INIT("bottom-left"),
    [PL_MARGIN_BOTTOM_LEFT_CORNER] = PL_LIT_INIT("bottom-left-corner"),
    [PL_MARGIN_LEFT_BOTTOM] = PL_LIT_INIT("left-bottom"),
    [PL_MARGIN_LEFT_MIDDLE] = PL_LIT_INIT("left-middle"),
    [PL_MARGIN_LEFT_TOP] = PL_LIT_INIT("left-top"),
};

/* --- Selectors (Paged Media 3 §4.6) ---------------------------------------------------------- */

#define SPECIFICITY_NAME  (1u << 20)
#define SPECIFICITY_FIRST (1u << 10)
#define SPECIFICITY_SIDE  1u

static const struct pl_component *take(struct pl_components *values)
{
    if (values->count == 0)
        return NULL;
    values->count--;
    return values->data++;
}

/* nth(An+B) or nth(An+B of name) */
static bool parse_nth(const struct pl_component *function, struct pl_page_selector *selector)
{
    struct pl_components rest;
    if (selector->has_nth ||
        !pl_parse_anb(pl_component_items(function), &selector->nth_a, &selector->nth_b, &rest))
        return false;
    selector->has_nth = true;
    selector->specificity += SPECIFICITY_FIRST;
    rest = pl_components_trim(rest);
    if (rest.count == 0)
        return true;
    const struct pl_component *of = take(&rest);
    rest = pl_components_trim(rest);
    if (!pl_component_is_ident(of, PL_LIT("of")) || rest.count != 1 ||
        rest.data->type != PL_COMPONENT_IDENT || selector->name.size)
        return false;
    selector->nth_of_name = true;
    selector->name = rest.data->text;
    selector->specificity += SPECIFICITY_NAME;
    return true;
}

static bool parse_pseudo(const struct pl_component *pseudo, struct pl_page_selector *selector)
{
    if (!pseudo)
        return false;
    if (pl_component_is_function(pseudo, PL_LIT("nth")))
        return parse_nth(pseudo, selector);
    if (pl_component_is_ident(pseudo, PL_LIT("first")))
        selector->is_first = true;
    else if (pl_component_is_ident(pseudo, PL_LIT("blank")))
        selector->is_blank = true;
    else if (pl_component_is_ident(pseudo, PL_LIT("left")))
        selector->is_left = true;
    else if (pl_component_is_ident(pseudo, PL_LIT("right")))
        selector->is_right = true;
    else
        return false;
    bool is_side = pl_component_is_ident(pseudo, PL_LIT("left")) ||
                   pl_component_is_ident(pseudo, PL_LIT("right"));
    selector->specificity += is_side ? SPECIFICITY_SIDE : SPECIFICITY_FIRST;
    return true;
}

/* name? (:pseudo)* without spaces; all of it may be missing where it stands alone. */
static bool parse_selector(struct pl_components values, struct pl_page_selector *selector)
{
    values = pl_components_trim(values);
    *selector = (struct pl_page_selector){0};
    if (values.count && values.data->type == PL_COMPONENT_IDENT) {
        selector->name = take(&values)->text;
        selector->specificity = SPECIFICITY_NAME;
    }
    while (values.count) {
        if (take(&values)->type != PL_COMPONENT_COLON || !parse_pseudo(take(&values), selector))
            return false;
    }
    return true;
}

static bool parse_selectors(const struct pl_rule_context *context, const struct pl_rule *rule,
                            struct pl_page_rule *page)
{
    struct {
        PL_VEC(struct pl_page_selector)
    } selectors = {0};
    struct pl_components rest = rule->prelude, part;
    for (bool more = true; more;) {
        more = pl_components_cut(&rest, PL_COMPONENT_COMMA, &part);
        struct pl_page_selector *selector = PL_PUSH(context->sheets->arena, &selectors);
        bool is_missing = pl_components_trim(part).count == 0 && (more || selectors.count > 1);
        if (is_missing || !parse_selector(part, selector))
            return false;
    }
    page->selectors = selectors.data;
    page->selector_count = (uint32_t)selectors.count;
    return true;
}

/* --- What stands inside ----------------------------------------------------------------------- */

struct page_blocks {
    struct pl_declarations page, boxes[PL_MARGIN_BOX_COUNT], footnote;
    bool has_box[PL_MARGIN_BOX_COUNT], has_footnote;
};

static void append(const struct pl_rule_context *context, struct pl_declarations *to,
                   struct pl_components values)
{
    struct pl_declarations more = pl_read_declarations(context, values);
    for (size_t i = 0; i < more.count; i++)
        *PL_PUSH(pl_context_scratch(context), to) = more.data[i];
}

static void read_inner_rule(const struct pl_rule_context *context, const struct pl_rule *rule,
                            struct page_blocks *blocks)
{
    for (int box = 0; box < PL_MARGIN_BOX_COUNT; box++) {
        if (rule->has_block && pl_str_eq(rule->name, margin_box_names[box])) {
            blocks->has_box[box] = true;
            append(context, &blocks->boxes[box], rule->block);
            return;
        }
    }
    if (rule->has_block && pl_str_eq(rule->name, PL_LIT("footnote"))) {
        blocks->has_footnote = true;
        append(context, &blocks->footnote, rule->block);
        return;
    }
    if (context->diags)
        pl_hint(context->diags,
                pl_warn(context->diags, PL_W_CSS_AT_RULE, rule->span,
                        "'@%.*s' is no part of a page", PL_ARG(rule->keyword)),
                "margin boxes are named as '@top-left' or '@bottom-center'; the area of notes is "
                "'@footnote'");
}

static struct page_blocks read_blocks(const struct pl_rule_context *context,
                                      struct pl_components values)
{
    struct page_blocks blocks = {0};
    struct pl_reader reader = pl_reader_begin(&context->sheet->source, values,
                                              PL_READ_DECLARATIONS);
    struct pl_css_item item;
    while (pl_context_has_room(context) && pl_reader_next(&reader, &item)) {
        if (item.type == PL_ITEM_DECLARATION)
            *PL_PUSH(pl_context_scratch(context), &blocks.page) = item.declaration;
        else
            read_inner_rule(context, &item.rule, &blocks);
    }
    return blocks;
}

static const struct pl_block *block_of(const struct pl_rule_context *context, enum pl_block_use use,
                                       const struct pl_declarations *declarations)
{
    return pl_read_block(context, use, declarations->data, declarations->count);
}

void pl_read_page(const struct pl_rule_context *context, const struct pl_rule *rule)
{
    struct pl_sheets *sheets = context->sheets;
    struct pl_page_rule page = {.origin = context->origin,
                                .media = context->media,
                                .paper = context->paper,
                                .layer = context->layer,
                                .span = rule->span};
    if (!parse_selectors(context, rule, &page)) {
        if (context->diags)
            pl_hint(
                context->diags,
                pl_warn(context->diags, PL_W_CSS_SELECTOR, rule->prelude_span,
                        "this selects no pages"),
                "a page is selected by its name and :first, :left, :right, :blank or :nth(2n+1)");
        return;
    }
    struct page_blocks blocks = read_blocks(context, rule->block);
    page.block = block_of(context, PL_BLOCK_PAGE, &blocks.page);
    for (int box = 0; box < PL_MARGIN_BOX_COUNT; box++)
        if (blocks.has_box[box])
            page.margin_boxes[box] = block_of(context, PL_BLOCK_MARGIN_BOX, &blocks.boxes[box]);
    if (blocks.has_footnote)
        page.footnote = block_of(context, PL_BLOCK_FOOTNOTE, &blocks.footnote);
    page.order = sheets->order++;
    *PL_PUSH(sheets->arena, &sheets->pages) = page;
}
