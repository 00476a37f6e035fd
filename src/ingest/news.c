// SPDX-License-Identifier: MIT
/* ingest/news.c: metadata and bodies of the news formats. */
#include "ingest/news.h"

#include <stdlib.h>

#include "base/strbuf.h"
#include "ingest/html_tree.h"
#include "ingest/text.h"

static pl_str folded(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf line = PL_STRBUF(arena);
    pl_str word;
    while (pl_str_next_word(&text, &word)) {
        if (line.size)
            pl_strbuf_add_byte(&line, ' ');
        pl_strbuf_add(&line, word);
    }
    return pl_strbuf_str(&line);
}

/* "20261124T0930Z", "20261124T093000+0100" → the form with dashes and colons. */
static pl_str date_form(struct pl_arena *arena, pl_str text)
{
    bool basic = text.size >= 8;
    for (size_t i = 0; i < 8 && basic; i++)
        basic = pl_ascii_is_digit(text.data[i]);
    if (!basic)
        return text;
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_addf(&out, "%.4s-%.2s-%.2s", text.data, text.data + 4, text.data + 6);
    pl_str time = pl_str_slice(text, 8, text.size);
    if (time.size < 5 || time.data[0] != 'T')
        return pl_strbuf_str(&out);
    size_t digits = 1;
    while (digits < time.size && pl_ascii_is_digit(time.data[digits]))
        digits++;
    pl_strbuf_addf(&out, "T%.2s:%.2s", time.data + 1, time.data + 3);
    pl_strbuf_addf(&out, ":%.2s", digits >= 7 ? time.data + 5 : "00");
    pl_str zone = pl_str_slice(time, digits, time.size);
    if (zone.size == 5) // +0100
        pl_strbuf_addf(&out, "%.3s:%.2s", zone.data, zone.data + 3);
    else
        pl_strbuf_add(&out, zone);
    return pl_strbuf_str(&out);
}

void pl_news_set(struct pl_reading *reading, struct pl_article *article, enum pl_field field, pl_str text, const char *detail,
                 struct pl_span span)
{
    struct pl_arena *arena = reading->arena;
    pl_str value = folded(arena, text);
    if (pl_str_empty(value) || pl_metadata_has(&article->metadata, field))
        return;
    if (pl_field_type(field) == PL_FIELD_TYPE_DATE)
        value = date_form(arena, value);
    if (!pl_metadata_set(arena, &article->metadata, field, value, PL_ORIGIN_MARKUP, pl_str_from(detail), span))
        pl_warn(reading->diags, PL_W_METADATA, span, "'%.*s' isn't what %s may be", PL_ARG(value), detail);
}

void pl_news_set_element(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_xml *element,
                         const char *detail)
{
    if (element)
        pl_news_set(reading, article, field, pl_xml_text(reading->arena, element), detail, element->span);
}

void pl_news_add(struct pl_reading *reading, struct pl_article *article, enum pl_field field, pl_str text, const char *detail,
                 struct pl_span span)
{
    pl_str value = folded(reading->arena, text);
    struct pl_metadata_value *old = &article->metadata.values[field];
    if (pl_str_empty(value))
        return;
    pl_str *list = PL_NEW_ARRAY(reading->arena, pl_str, old->list_count + 1);
    for (size_t i = 0; i < old->list_count; i++) {
        if (pl_str_eq(old->list[i], value))
            return;
        list[i] = old->list[i];
    }
    list[old->list_count] = value;
    struct pl_span whole = old->origin != PL_ORIGIN_NONE && old->span.input ? old->span : span;
    pl_metadata_set_list(reading->arena, &article->metadata, field, list, old->list_count + 1, PL_ORIGIN_MARKUP,
                         pl_str_from(detail), whole);
}

void pl_news_set_byline(struct pl_reading *reading, struct pl_article *article, pl_str text, const char *detail, struct pl_span span)
{
    struct pl_byline byline;
    pl_str line = folded(reading->arena, text);
    if (pl_str_empty(line))
        return;
    pl_news_set(reading, article, PL_FIELD_byline, line, detail, span);
    if (pl_metadata_has(&article->metadata, PL_FIELD_authors) || !pl_byline_parse(reading->arena, line, &byline))
        return;
    for (size_t i = 0; i < byline.count; i++)
        pl_news_add(reading, article, PL_FIELD_authors, byline.names[i], detail, span);
}

void pl_news_check_status(struct pl_reading *reading, struct pl_article *article, pl_str status, struct pl_span span)
{
    size_t colon = pl_str_find_byte(status, ':', 0);
    pl_str word = pl_str_trim(colon == SIZE_MAX ? status : pl_str_slice(status, colon + 1, status.size));
    (void)article;
    if (pl_str_empty(word) || pl_str_eq_ascii_nocase(word, PL_LIT("usable")) || pl_str_eq_ascii_nocase(word, PL_LIT("advisory")) ||
        pl_str_eq_ascii_nocase(word, PL_LIT("info")) || pl_str_eq_ascii_nocase(word, PL_LIT("proper")))
        return;
    pl_hint(reading->diags,
            pl_warn(reading->diags, PL_W_STATUS, span, "its sender says that this article is '%.*s'", PL_ARG(word)),
            "ask before it is printed");
}

/* --- Bodies -------------------------------------------------------------------------- */

void pl_news_build_html(struct pl_reading *reading, struct pl_article *article, pl_str html, struct pl_span whole)
{
    struct pl_html_page page;
    if (!pl_html_parse_part(reading->scratch, reading->input, html, whole, reading->limits, reading->diags, &page))
        return;
    struct pl_html_build build = {.article = article, .diags = reading->diags, .page = &page, .base_url = reading->input->url,
                                  .limits = reading->limits};
    pl_html_build_children(&build, page.body, article->body);
}

void pl_news_build_text(struct pl_reading *reading, struct pl_article *article, pl_str text, struct pl_span whole)
{
    pl_str line;
    while (pl_str_next_line(&text, &line)) {
        line = pl_str_trim(line);
        if (pl_str_empty(line))
            continue;
        struct pl_node *paragraph = pl_node_new(reading->arena, PL_KIND_paragraph, whole);
        pl_node_append(paragraph, pl_node_new_text(reading->arena, line, whole));
        pl_node_append(article->body, paragraph);
    }
}

/* --- What is left -------------------------------------------------------------------- */

struct cover {
    struct pl_span *spans;
    size_t count;
};

static int by_place(const void *left, const void *right)
{
    const struct pl_span *a = left, *b = right;
    return a->first < b->first ? -1 : a->first > b->first;
}

static struct cover metadata_spans(struct pl_arena *arena, const struct pl_article *article)
{
    struct cover cover = {PL_NEW_ARRAY(arena, struct pl_span, PL_FIELD_COUNT + 1), 0};
    for (int field = 0; field < PL_FIELD_COUNT; field++)
        if (article->metadata.values[field].origin != PL_ORIGIN_NONE && article->metadata.values[field].span.input == article->input)
            cover.spans[cover.count++] = article->metadata.values[field].span;
    qsort(cover.spans, cover.count, sizeof *cover.spans, by_place);
    return cover;
}

static void drop_between(struct pl_article *article, uint32_t first, uint32_t end)
{
    pl_str part = pl_str_trim(pl_str_slice(article->input->text, first, end));
    if (!pl_str_empty(part))
        pl_article_drop(article, part, PL_LIT("data about the article that has no place in it"), pl_span_of_str(article->input, part));
}

void pl_news_drop_rest(struct pl_reading *reading, struct pl_article *article, struct pl_span whole)
{
    struct cover cover = metadata_spans(reading->scratch, article);
    uint32_t at = whole.first, end = whole.end;
    struct pl_span body = article->body->first ? article->body->first->span : PL_NO_SPAN;
    bool has_body = body.input == article->input;
    for (size_t i = 0; i <= cover.count; i++) {
        bool is_body = has_body && (i == cover.count || body.first <= cover.spans[i].first);
        struct pl_span next = is_body ? body : i < cover.count ? cover.spans[i] : (struct pl_span){.first = end, .end = end};
        if (is_body) {
            has_body = false;
            i--;
        }
        if (next.first > at)
            drop_between(article, at, next.first < end ? next.first : end);
        at = next.end > at ? next.end : at;
    }
    if (at < end)
        drop_between(article, at, end);
}
