// SPDX-License-Identifier: MIT
/* style/content.c: quotes by language, content(text), and the bookmarks made of them. */
#include "style/content.h"

#include "base/languages.h"
#include "model/walk.h"
#include "style/cascade.h"
#include "style/counter.h"

/* --- Quotes: CSS Content 3 §3.1 ------------------------------------------------------------------------ */

pl_str pl_style_quote(const struct pl_style *style, pl_str language, uint32_t depth, bool is_open)
{
    const struct pl_css_value *quotes = style->values[PL_PROPERTY_quotes];
    if (quotes->type == PL_CSS_LIST && quotes->count >= 2) {
        uint32_t pairs = quotes->count / 2, pair = depth < pairs ? depth : pairs - 1;
        return quotes->items[2 * pair + !is_open]->text;
    }
    if (quotes->type == PL_CSS_KEYWORD && quotes->keyword == PL_KEYWORD_none)
        return (pl_str){0};
    const struct pl_language *row = pl_language_lookup(language);
    return row->quotes[(depth ? 2 : 0) + !is_open];
}

/* --- Text of an element ---------------------------------------------------------------------------------- */

static bool is_shown(const struct pl_node *node, const struct pl_styles *styles)
{
    return node->kind != PL_KIND_note_call &&
           pl_style_keyword(pl_styles_of(styles, node->serial), PL_PROPERTY_display) != PL_KEYWORD_none;
}

/* Text with white space collapsed; *is_open_space says that a space waits for a word behind it. */
static void add_collapsed(struct pl_strbuf *out, pl_str text, bool *is_open_space)
{
    for (size_t i = 0; i < text.size; i++) {
        if (pl_ascii_is_space(text.data[i])) {
            *is_open_space = true;
            continue;
        }
        if (*is_open_space && out->size)
            pl_strbuf_add_byte(out, ' ');
        *is_open_space = false;
        pl_strbuf_add_byte(out, text.data[i]);
    }
}

pl_str pl_content_text(struct pl_arena *arena, const struct pl_node *node, const struct pl_styles *styles)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    bool is_open_space = false;
    struct pl_walk walk = pl_walk_begin(node);
    while (out.size < PL_CONTENT_TEXT_MOST && pl_walk_next(&walk)) {
        if (walk.event != PL_ENTER)
            continue;
        if (walk.node->kind == PL_KIND_text)
            add_collapsed(&out, walk.node->text, &is_open_space);
        else if (walk.node->kind == PL_KIND_line_break)
            is_open_space = true;
        else if (walk.node->kind == PL_KIND_image)
            add_collapsed(&out, pl_node_attribute(walk.node, PL_LIT("alt")), &is_open_space);
        else if (walk.node != node && !is_shown(walk.node, styles))
            pl_walk_skip(&walk);
    }
    return pl_strbuf_str(&out);
}

/* --- Bookmarks: GCPM 3 §7 ---------------------------------------------------------------------------------- */

struct labels {
    struct pl_arena *arena;
    const struct pl_styles *styles;
    struct pl_counters counters;
};

static void add_list(struct labels *labels, struct pl_strbuf *out, const struct pl_node *node,
                     const struct pl_css_value *list, bool is_pseudo);

static void add_pseudo(struct labels *labels, struct pl_strbuf *out, const struct pl_node *node,
                       enum pl_pseudo pseudo)
{
    const struct pl_style *style = pl_styles_pseudo(labels->styles, node->serial, pseudo);
    if (style)
        add_list(labels, out, node, style->values[PL_PROPERTY_content], true);
}

/* content(part) of the element. */
static void add_part(struct labels *labels, struct pl_strbuf *out, const struct pl_node *node,
                     enum pl_keyword part)
{
    switch ((int)part) {
    case PL_KEYWORD_before: add_pseudo(labels, out, node, PL_PSEUDO_BEFORE); return;
    case PL_KEYWORD_after: add_pseudo(labels, out, node, PL_PSEUDO_AFTER); return;
    case PL_KEYWORD_marker: add_pseudo(labels, out, node, PL_PSEUDO_MARKER); return;
    }
    pl_str text = pl_content_text(labels->arena, node, labels->styles);
    if (part == PL_KEYWORD_first_letter) {
        size_t size = text.size ? 1 : 0;
        while (size < text.size && ((unsigned char)text.data[size] & 0xC0) == 0x80)
            size++;
        text.size = size;
    }
    pl_strbuf_add(out, text);
}

/* counter(name, style?) and counters(name, joiner, style?). */
static void add_counter(struct labels *labels, struct pl_strbuf *out, const struct pl_css_value *function)
{
    const struct pl_css_value *last = function->items[function->count - 1];
    uint32_t before = function->keyword == PL_KEYWORD_counters ? 2 : 1;
    const struct pl_css_value *style = function->count > before ? last : NULL;
    pl_str name = function->items[0]->text;
    if (function->keyword == PL_KEYWORD_counters && function->count > 1)
        pl_counter_add_all(out, &labels->counters, name, function->items[1]->text, style);
    else
        pl_counter_add_number(out, pl_counter_value(&labels->counters, name), style);
}

/* A pseudo-element's content doesn't look back at the element: content() inside it says nothing. */
static void add_list(struct labels *labels, struct pl_strbuf *out, const struct pl_node *node,
                     const struct pl_css_value *list, bool is_pseudo)
{
    for (uint32_t i = 0; i < pl_css_item_count(list); i++) {
        const struct pl_css_value *item = pl_css_item(list, i);
        enum pl_keyword function = item->type == PL_CSS_FUNCTION ? item->keyword : PL_KEYWORD_NOT_ONE;
        if (item->type == PL_CSS_STRING)
            pl_strbuf_add(out, item->text);
        else if (function == PL_KEYWORD_counter || function == PL_KEYWORD_counters)
            add_counter(labels, out, item);
        else if (function == PL_KEYWORD_content && !is_pseudo)
            add_part(labels, out, node, item->count ? item->items[0]->keyword : PL_KEYWORD_text);
        else if (item->type == PL_CSS_KEYWORD && item->keyword == PL_KEYWORD_contents && !is_pseudo)
            add_part(labels, out, node, PL_KEYWORD_text);
    }
}

static pl_str bookmark_label(struct labels *labels, const struct pl_node *node, const struct pl_style *style)
{
    struct pl_strbuf out = PL_STRBUF(labels->arena), collapsed = PL_STRBUF(labels->arena);
    add_list(labels, &out, node, style->values[PL_PROPERTY_bookmark_label], false);
    bool is_open_space = false;
    add_collapsed(&collapsed, pl_strbuf_str(&out), &is_open_space);
    return pl_strbuf_str(&collapsed);
}

/* Counts as layout does: the element, then its ::before, whose counting outlives it. */
static void count(struct labels *labels, const struct pl_node *node, const struct pl_style *style)
{
    pl_counters_enter(&labels->counters);
    pl_counters_apply(&labels->counters, style);
    const struct pl_style *before = pl_styles_pseudo(labels->styles, node->serial, PL_PSEUDO_BEFORE);
    if (!before)
        return;
    pl_counters_enter(&labels->counters);
    pl_counters_apply(&labels->counters, before);
    pl_counters_leave(&labels->counters);
}

static void count_after(struct labels *labels, const struct pl_node *node)
{
    const struct pl_style *after = pl_styles_pseudo(labels->styles, node->serial, PL_PSEUDO_AFTER);
    if (after) {
        pl_counters_enter(&labels->counters);
        pl_counters_apply(&labels->counters, after);
        pl_counters_leave(&labels->counters);
    }
    pl_counters_leave(&labels->counters);
}

void pl_outline_add(struct pl_arena *arena, struct pl_outline *outline, const struct pl_article *article,
                    uint32_t article_index, const struct pl_styles *styles)
{
    struct labels labels = {arena, styles, pl_counters_begin(arena)};
    struct pl_walk walk = pl_walk_begin(article->root);
    while (pl_walk_next(&walk)) {
        const struct pl_node *node = walk.node;
        if (node->kind == PL_KIND_text)
            continue;
        const struct pl_style *style = pl_styles_of(styles, node->serial);
        if (pl_style_keyword(style, PL_PROPERTY_display) == PL_KEYWORD_none) {
            if (walk.event == PL_ENTER)
                pl_walk_skip(&walk);
            continue;
        }
        if (walk.event == PL_LEAVE) {
            count_after(&labels, node);
            continue;
        }
        count(&labels, node, style);
        double level = pl_style_number(style, PL_PROPERTY_bookmark_level, 0);
        pl_str label = level < 1 ? (pl_str){0} : bookmark_label(&labels, node, style);
        if (pl_str_empty(label))
            continue;
        *PL_PUSH(arena, outline) = (struct pl_outline_entry){
            .label = label,
            .level = (int)level,
            .is_open = pl_style_keyword(style, PL_PROPERTY_bookmark_state) != PL_KEYWORD_closed,
            .place = {article_index, node->serial, 0},
        };
    }
}
