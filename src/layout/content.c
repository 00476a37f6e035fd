// SPDX-License-Identifier: MIT
/* layout/content.c: content lists of CSS → pieces of text. */
#include "layout/content.h"

#include "base/languages.h"
#include "model/walk.h"

struct evaluation {
    const struct pl_content_scope *scope;
    struct {
        PL_VEC(struct pl_content_piece)
    } pieces;
};

const struct pl_css_value *pl_content_counter_style(const struct pl_css_value *value)
{
    bool is_style = value && (value->type == PL_CSS_KEYWORD || value->type == PL_CSS_FUNCTION);
    return is_style ? value : NULL;
}

static struct pl_content_piece *push(struct evaluation *evaluation)
{
    return PL_PUSH(evaluation->scope->arena, &evaluation->pieces);
}

static void push_text(struct evaluation *evaluation, pl_str text)
{
    if (text.size)
        push(evaluation)->text = text;
}

pl_str pl_content_fragment(pl_str reference)
{
    reference = pl_str_trim(reference);
    if (reference.size && reference.data[0] == '#')
        return pl_str_slice(reference, 1, reference.size);
    return PL_LIT("");
}

/* --- Functions ----------------------------------------------------------------------------- */

static bool is_named(const struct pl_css_value *value, enum pl_keyword keyword, const char *name)
{
    return value->type == PL_CSS_FUNCTION &&
           (value->keyword == keyword || pl_str_eq_ascii_nocase(value->text, pl_str_from(name)));
}

static const struct pl_css_value *argument(const struct pl_css_value *function, uint32_t index)
{
    return index < function->count ? function->items[index] : NULL;
}

static pl_str attribute(const struct pl_content_scope *scope, const struct pl_css_value *function)
{
    const struct pl_css_value *name = argument(function, 0);
    if (!name || !scope->node)
        return PL_LIT("");
    pl_str key = name->text;
    if (pl_str_eq_ascii_nocase(key, PL_LIT("id")))
        return scope->node->id;
    pl_str value = pl_node_attribute(scope->node, key);
    if (!value.size && function->count > 1) { // attr(name, fallback)
        const struct pl_css_value *fallback = function->items[function->count - 1];
        if (fallback->type == PL_CSS_STRING)
            return fallback->text;
    }
    return value;
}

/* The id that the first argument of target-…() names: a string, url() or attr(). */
static pl_str target_of(const struct pl_content_scope *scope, const struct pl_css_value *function)
{
    const struct pl_css_value *first = argument(function, 0);
    if (!first)
        return PL_LIT("");
    if (first->type == PL_CSS_FUNCTION)
        return pl_content_fragment(attribute(scope, first));
    return pl_content_fragment(first->text);
}

static void add_counter(struct evaluation *evaluation, const struct pl_css_value *function,
                        bool is_all)
{
    const struct pl_content_scope *scope = evaluation->scope;
    const struct pl_css_value *name = argument(function, 0);
    if (!name)
        return;
    const struct pl_css_value *style = pl_content_counter_style(argument(function, is_all ? 2 : 1));
    struct pl_strbuf text = PL_STRBUF(scope->arena);
    if (scope->resolver &&
        scope->resolver->counter(scope->resolver->context, &text, name->text, style)) {
        push_text(evaluation, pl_strbuf_str(&text));
        return;
    }
    bool is_page = pl_str_eq(name->text, PL_LIT("page"));
    if (is_page || pl_str_eq(name->text, PL_LIT("pages"))) {
        struct pl_content_piece *piece = push(evaluation);
        piece->deferred = is_page ? PL_DEFERRED_PAGE : PL_DEFERRED_PAGES;
        piece->counter_style = style;
        return;
    }
    const struct pl_css_value *joiner = argument(function, 1);
    if (!scope->counters)
        pl_counter_add_number(&text, 0, style);
    else if (is_all)
        pl_counter_add_all(&text, scope->counters, name->text, joiner ? joiner->text : PL_LIT(""),
                           style);
    else
        pl_counter_add_number(&text, pl_counter_value(scope->counters, name->text), style);
    if (is_all || !scope->counters || !pl_str_eq(name->text, PL_LIT("footnote"))) {
        push_text(evaluation, pl_strbuf_str(&text));
        return;
    }
    struct pl_content_piece *piece = push(evaluation);
    piece->text = pl_strbuf_str(&text);
    piece->deferred = PL_DEFERRED_NOTE;
    piece->counter_style = style;
}

static void add_target_counter(struct evaluation *evaluation, const struct pl_css_value *function)
{
    const struct pl_css_value *name = argument(function, 1);
    struct pl_content_piece *piece = push(evaluation);
    piece->target = target_of(evaluation->scope, function);
    piece->counter_style = pl_content_counter_style(argument(function, 2));
    piece->deferred = PL_DEFERRED_TARGET_PAGE;
    if (name && pl_str_eq(name->text, PL_LIT("pages")))
        piece->deferred = PL_DEFERRED_PAGES;
    else if (name && !pl_str_eq(name->text, PL_LIT("page")))
        piece->text = name->text; // a counter of the target's own
}

static void add_target_text(struct evaluation *evaluation, const struct pl_css_value *function)
{
    const struct pl_content_scope *scope = evaluation->scope;
    if (!scope->article)
        return;
    pl_str id = target_of(scope, function);
    const struct pl_node *node = id.size ? pl_node_find_id(scope->article->root, id) : NULL;
    if (node)
        push_text(evaluation, pl_node_plain_text(scope->arena, node));
}

static void add_string(struct evaluation *evaluation, const struct pl_css_value *function)
{
    const struct pl_content_resolver *resolver = evaluation->scope->resolver;
    const struct pl_css_value *name = argument(function, 0), *which = argument(function, 1);
    if (!resolver || !name)
        return;
    push_text(evaluation,
              resolver->string(resolver->context, name->text,
                               which && which->type == PL_CSS_KEYWORD ? which->keyword
                                                                      : PL_KEYWORD_first));
}

static void add_element(struct evaluation *evaluation, const struct pl_css_value *function)
{
    const struct pl_content_resolver *resolver = evaluation->scope->resolver;
    const struct pl_css_value *name = argument(function, 0), *which = argument(function, 1);
    if (!resolver || !name)
        return;
    const struct pl_box *box = resolver->element(
        resolver->context, name->text,
        which && which->type == PL_CSS_KEYWORD ? which->keyword : PL_KEYWORD_first);
    if (box)
        push(evaluation)->element = box;
}

static void add_leader(struct evaluation *evaluation, const struct pl_css_value *function)
{
    const struct pl_css_value *what = argument(function, 0);
    struct pl_content_piece *piece = push(evaluation);
    piece->is_leader = true;
    piece->text = PL_LIT(".");
    if (what && what->type == PL_CSS_STRING)
        piece->text = what->text;
    else if (what && what->type == PL_CSS_KEYWORD && what->keyword == PL_KEYWORD_solid)
        piece->text = PL_LIT("_");
    else if (what && what->type == PL_CSS_KEYWORD && what->keyword == PL_KEYWORD_space)
        piece->text = PL_LIT(" ");
}

/* The text of an element for content(): what its before and after add is asked for by name. */
static void add_own_content(struct evaluation *evaluation, const struct pl_css_value *function)
{
    const struct pl_content_scope *scope = evaluation->scope;
    const struct pl_css_value *which = function->type == PL_CSS_FUNCTION ? argument(function, 0)
                                                                         : NULL;
    if (!scope->node)
        return;
    enum pl_keyword keyword = which && which->type == PL_CSS_KEYWORD ? which->keyword
                                                                     : PL_KEYWORD_text;
    pl_str text = pl_node_plain_text(scope->arena, scope->node);
    if (keyword == PL_KEYWORD_text) {
        push_text(evaluation, text);
    } else if (keyword == PL_KEYWORD_first_letter) {
        push_text(evaluation, pl_str_slice(text, 0, 1));
    } else if (scope->styles && (keyword == PL_KEYWORD_before || keyword == PL_KEYWORD_after)) {
        const struct pl_style *style = pl_styles_pseudo(
            scope->styles, scope->node->serial,
            keyword == PL_KEYWORD_before ? PL_PSEUDO_BEFORE : PL_PSEUDO_AFTER);
        struct pl_content_piece *pieces;
        if (!style)
            return;
        size_t count = pl_content_evaluate(scope, style->values[PL_PROPERTY_content], &pieces);
        for (size_t i = 0; i < count; i++)
            push_text(evaluation, pieces[i].text);
    }
}

static void add_function(struct evaluation *evaluation, const struct pl_css_value *function)
{
    if (is_named(function, PL_KEYWORD_counter, "counter"))
        add_counter(evaluation, function, false);
    else if (is_named(function, PL_KEYWORD_counters, "counters"))
        add_counter(evaluation, function, true);
    else if (is_named(function, PL_KEYWORD_attr, "attr"))
        push_text(evaluation, attribute(evaluation->scope, function));
    else if (is_named(function, PL_KEYWORD_string, "string"))
        add_string(evaluation, function);
    else if (is_named(function, PL_KEYWORD_element, "element"))
        add_element(evaluation, function);
    else if (is_named(function, PL_KEYWORD_target_counter, "target-counter"))
        add_target_counter(evaluation, function);
    else if (is_named(function, PL_KEYWORD_target_text, "target-text"))
        add_target_text(evaluation, function);
    else if (is_named(function, PL_KEYWORD_leader, "leader"))
        add_leader(evaluation, function);
    else if (is_named(function, PL_KEYWORD_content, "content"))
        add_own_content(evaluation, function);
}

/* --- Quotes ---------------------------------------------------------------------------------- */

static pl_str quote(const struct pl_content_scope *scope, int depth, bool is_open)
{
    const struct pl_css_value *value = scope->style->values[PL_PROPERTY_quotes];
    if (value->type == PL_CSS_LIST && value->count >= 2) {
        int levels = (int)value->count / 2;
        int level = depth < levels ? depth : levels - 1;
        return value->items[2 * level + !is_open]->text;
    }
    if (value->type == PL_CSS_KEYWORD && value->keyword == PL_KEYWORD_none)
        return PL_LIT("");
    const struct pl_language *language = pl_language_lookup(scope->language);
    return language->quotes[(depth > 0 ? 2 : 0) + !is_open];
}

static void add_keyword(struct evaluation *evaluation, const struct pl_css_value *value)
{
    const struct pl_content_scope *scope = evaluation->scope;
    static const int no_depth = 0;
    int depth = scope->quote_depth ? *scope->quote_depth : no_depth;
    switch ((int)value->keyword) {
    case PL_KEYWORD_open_quote:
        push_text(evaluation, quote(scope, depth, true));
        depth++;
        break;
    case PL_KEYWORD_no_open_quote:
        depth++;
        break;
    case PL_KEYWORD_close_quote:
        depth -= depth > 0;
        push_text(evaluation, quote(scope, depth, false));
        break;
    case PL_KEYWORD_no_close_quote:
        depth -= depth > 0;
        break;
    case PL_KEYWORD_contents:
        add_own_content(evaluation, value);
        break;
    default:
        break;
    }
    if (scope->quote_depth)
        *scope->quote_depth = depth;
}

/* --- Lists --------------------------------------------------------------------------------------- */

/* False at "/": what follows is for the ear. */
static bool add_value(struct evaluation *evaluation, const struct pl_css_value *value)
{
    switch (value->type) {
    case PL_CSS_STRING:
        if (value->text.size == 1 && value->text.data[0] == '/' && value->is_comma_separated)
            return false;
        push_text(evaluation, value->text);
        return true;
    case PL_CSS_FUNCTION:
        add_function(evaluation, value);
        return true;
    case PL_CSS_KEYWORD:
        add_keyword(evaluation, value);
        return true;
    case PL_CSS_LIST:
        for (uint32_t i = 0; i < value->count; i++)
            if (!add_value(evaluation, value->items[i]))
                return false;
        return true;
    case PL_CSS_IDENT:
        return !pl_str_eq(value->text, PL_LIT("/"));
    case PL_CSS_NUMBER:
    case PL_CSS_LINEAR:
    case PL_CSS_COLOR:
    case PL_CSS_URL:
        return true;
    }
    return true;
}

size_t pl_content_evaluate(const struct pl_content_scope *scope, const struct pl_css_value *content,
                           struct pl_content_piece **pieces)
{
    struct evaluation evaluation = {.scope = scope};
    add_value(&evaluation, content);
    *pieces = evaluation.pieces.data;
    return evaluation.pieces.count;
}

static pl_str joined(const struct pl_content_scope *scope, const struct evaluation *evaluation)
{
    struct pl_strbuf text = PL_STRBUF(scope->arena);
    for (size_t i = 0; i < evaluation->pieces.count; i++)
        pl_strbuf_add(&text, evaluation->pieces.data[i].text);
    return pl_strbuf_str(&text);
}

static void string_of(const struct pl_content_scope *scope, const struct pl_css_value *const *items,
                      uint32_t count, struct pl_string_set *set)
{
    struct evaluation evaluation = {.scope = scope};
    set->name = items[0]->text;
    for (uint32_t i = 1; i < count; i++)
        add_value(&evaluation, items[i]);
    set->value = joined(scope, &evaluation);
}

uint32_t pl_content_string_set(const struct pl_content_scope *scope,
                               const struct pl_css_value *value,
                               const struct pl_string_set **strings)
{
    if (value->type != PL_CSS_LIST || !value->count)
        return 0;
    bool is_many = value->items[0]->type == PL_CSS_LIST;
    uint32_t count = is_many ? value->count : 1;
    struct pl_string_set *sets = PL_NEW_ARRAY(scope->arena, struct pl_string_set, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_css_value *one = is_many ? value->items[i] : value;
        if (one->type == PL_CSS_LIST && one->count)
            string_of(scope, one->items, one->count, &sets[i]);
    }
    *strings = sets;
    return count;
}
