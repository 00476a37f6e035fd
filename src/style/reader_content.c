// SPDX-License-Identifier: MIT
/* style/reader_content.c: what ::before and ::after become in a book: marks in the sheet, or
 * words in the text.
 *
 * Chapters are files of their own, so nothing can count from one to the next: numbers are counted
 * here, over the whole edition, and stand in the text. Of content that only pages know (their
 * numbers, leaders) a book has the words beside it. */
#include "style/compiler.h"

#include "base/utf8.h"
#include "model/content.h"
#include "model/walk.h"

/* --- One content list ----------------------------------------------------------------------- */

static bool is_word(pl_str text)
{
    for (size_t at = 0; at < text.size;) {
        uint32_t character = pl_utf8_next(text, &at);
        if (pl_char_is_letter(character) || pl_char_is_digit(character))
            return true;
    }
    return false;
}

static bool is_quote_keyword(enum pl_keyword keyword)
{
    return keyword == PL_KEYWORD_open_quote || keyword == PL_KEYWORD_close_quote ||
           keyword == PL_KEYWORD_no_open_quote || keyword == PL_KEYWORD_no_close_quote;
}

static bool is_counter(const struct pl_css_value *piece)
{
    return piece->type == PL_CSS_FUNCTION && piece->count > 0 &&
           (piece->keyword == PL_KEYWORD_counter || piece->keyword == PL_KEYWORD_counters);
}

/* Counters that pages have. */
static bool is_of_pages(const struct pl_css_value *counter)
{
    static const pl_str pages[] = {PL_LIT_INIT("page"), PL_LIT_INIT("pages"),
                                   PL_LIT_INIT("footnote")};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pl_str_eq(counter->items[0]->text, pages[i]))
            return true;
    return false;
}

static bool add_counter(struct pl_compiler *c, struct pl_strbuf *text,
                        const struct pl_css_value *counter)
{
    bool is_all = counter->keyword == PL_KEYWORD_counters;
    uint32_t style_at = is_all ? 2 : 1;
    if (is_of_pages(counter))
        return false;
    const struct pl_css_value *style = counter->count > style_at ? counter->items[style_at] : NULL;
    pl_str name = counter->items[0]->text;
    if (is_all)
        pl_counter_add_all(text, &c->counters, name,
                           counter->count > 1 ? counter->items[1]->text : (pl_str){0}, style);
    else
        pl_counter_add_number(text, pl_counter_value(&c->counters, name), style);
    return true;
}

/* Appends a piece; false when a book can't have it: page numbers, leaders, pictures. */
static bool add_piece(struct pl_compiler *c, struct pl_strbuf *text,
                      const struct pl_css_value *piece, bool *is_mark)
{
    if (piece->type == PL_CSS_STRING) {
        pl_strbuf_add(text, piece->text);
        *is_mark = *is_mark && !is_word(piece->text);
        return true;
    }
    if (is_counter(piece)) {
        *is_mark = false;
        return add_counter(c, text, piece);
    }
    return piece->type == PL_CSS_KEYWORD && is_quote_keyword(piece->keyword);
}

/* Words where no text may stand (a list, a row of a table) stay with the sheet, if they are only
 * words. */
static struct pl_reader_content without_place(const struct pl_css_value *content)
{
    for (uint32_t i = 0; i < pl_css_item_count(content); i++)
        if (pl_css_item(content, i)->type != PL_CSS_STRING)
            return (struct pl_reader_content){.form = PL_FORM_NONE};
    return (struct pl_reader_content){.form = PL_FORM_STYLE};
}

static bool is_leader(const struct pl_css_value *piece)
{
    return piece->type == PL_CSS_FUNCTION && piece->keyword == PL_KEYWORD_leader;
}

/* A piece of a list, as a book has it. */
struct piece {
    pl_str text;
    bool is_lost, is_mark, is_leader, is_words;
};

/* The words around a page's number go with it: "(p. " and ")" say nothing alone. */
static bool goes_with(const struct piece *piece, const struct piece *lost)
{
    return piece->is_words && lost->is_lost && !lost->is_leader;
}

/* What of a list a book can have. *is_short: not all of it. */
static pl_str words_of(struct pl_compiler *c, const struct pl_css_value *content, bool *is_mark, bool *is_short)
{
    uint32_t count = pl_css_item_count(content);
    struct piece *pieces = PL_NEW_ARRAY(c->arena, struct piece, count);
    for (uint32_t i = 0; i < count; i++) {
        const struct pl_css_value *value = pl_css_item(content, i);
        struct pl_strbuf text = PL_STRBUF(c->arena);
        pieces[i] = (struct piece){.is_mark = true, .is_leader = is_leader(value),
                                   .is_words = value->type == PL_CSS_STRING};
        pieces[i].is_lost = !add_piece(c, &text, value, &pieces[i].is_mark);
        pieces[i].text = pl_strbuf_str(&text);
        *is_short |= pieces[i].is_lost;
    }
    struct pl_strbuf kept = PL_STRBUF(c->arena);
    for (uint32_t i = 0; i < count; i++) {
        bool goes = (i > 0 && goes_with(&pieces[i], &pieces[i - 1])) ||
                    (i + 1 < count && goes_with(&pieces[i], &pieces[i + 1]));
        if (pieces[i].is_lost || goes) { // what stood on its two sides stays apart
            if (!pl_str_ends(pl_strbuf_str(&kept), PL_LIT(" ")))
                pl_strbuf_add_byte(&kept, ' ');
            continue;
        }
        pl_strbuf_add(&kept, pieces[i].text);
        *is_mark &= pieces[i].is_mark;
    }
    return pl_strbuf_str(&kept);
}

static struct pl_reader_content evaluate(struct pl_compiler *c, const struct pl_style *style,
                                         bool has_place)
{
    const struct pl_css_value *content = pl_style_value(style, PL_PROPERTY_content);
    bool is_mark = true, is_short = false;
    pl_str text = words_of(c, content, &is_mark, &is_short);
    if (is_short && is_mark) // what is left is but punctuation
        return (struct pl_reader_content){.form = PL_FORM_NONE};
    if (is_mark && c->profile == PL_READER_EPUB)
        return (struct pl_reader_content){.form = PL_FORM_STYLE};
    if (!text.size)
        return (struct pl_reader_content){.form = PL_FORM_NONE};
    if (!has_place)
        return without_place(content);
    return (struct pl_reader_content){.form = PL_FORM_TEXT, .text = text};
}

bool pl_reader_misses_numbers(const struct pl_style *style)
{
    const struct pl_css_value *content = pl_style_value(style, PL_PROPERTY_content);
    bool is_list = content->type == PL_CSS_LIST;
    for (uint32_t i = 0; i < (is_list ? content->count : 1); i++) {
        const struct pl_css_value *piece = is_list ? content->items[i] : content;
        if (is_counter(piece) && !is_of_pages(piece))
            return true;
    }
    return false;
}

/* --- All of an article, in the order in which they count -------------------------------------- */

static void visit_pseudo(struct pl_compiler *c, const struct pl_node *node, enum pl_pseudo pseudo)
{
    const struct pl_style *style = pl_styles_pseudo(c->run, node->serial, pseudo);
    if (!style)
        return;
    struct pl_reader_contents **contents = &c->contents[node->serial];
    if (!*contents)
        *contents = PL_NEW(c->arena, struct pl_reader_contents);
    pl_counters_enter(&c->counters);
    pl_counters_apply(&c->counters, style);
    (*contents)->of[pseudo == PL_PSEUDO_AFTER] = evaluate(
        c, style, pl_element_holds_words(c->written[node->serial]));
    pl_counters_leave(&c->counters);
}

void pl_reader_contents_find(struct pl_compiler *c)
{
    c->contents = PL_NEW_ARRAY(c->arena, struct pl_reader_contents *, c->article->node_count);
    struct pl_walk walk = pl_walk_begin(c->article->root);
    while (pl_walk_next(&walk)) {
        const struct pl_style *style = pl_styles_of(c->run, walk.node->serial);
        if (walk.node->kind == PL_KIND_text)
            continue;
        if (pl_style_keyword(style, PL_PROPERTY_display) == PL_KEYWORD_none) { // it counts nothing
            if (walk.event == PL_ENTER)
                pl_walk_skip(&walk);
            continue;
        }
        if (walk.event == PL_LEAVE) {
            visit_pseudo(c, walk.node, PL_PSEUDO_AFTER);
            pl_counters_leave(&c->counters);
            continue;
        }
        pl_counters_enter(&c->counters);
        pl_counters_apply(&c->counters, style);
        pl_counters_begin_list(&c->counters, walk.node, style);
        if (pl_style_keyword(style, PL_PROPERTY_display) == PL_KEYWORD_list_item)
            pl_counters_count_item(&c->counters, walk.node, style);
        visit_pseudo(c, walk.node, PL_PSEUDO_BEFORE);
    }
}
