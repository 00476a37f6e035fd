// SPDX-License-Identifier: MIT
/* ingest/news_ninjs.c: ninjs 1.x, 2.x, 3.x → an article.
 *
 * The versions write names as body_xhtml, copyrightHolder or copyrightholder, and hold texts by role in lists
 * ("bodies", "headlines", "descriptions") since 2.0: names are compared by their letters. Source: IPTC ninjs 3.0. */
#include "base/value.h"
#include "ingest/news.h"

static bool same_letters(pl_str a, pl_str b)
{
    size_t i = 0, j = 0;
    for (; i < a.size && j < b.size; i++, j++) {
        i += a.data[i] == '_' && i + 1 < a.size;
        if (pl_ascii_lower(a.data[i]) != b.data[j])
            return false;
    }
    return i == a.size && j == b.size;
}

/* The value whose name has these letters. */
static const struct pl_value *at(const struct pl_value *map, const char *name)
{
    if (map && map->type == PL_VALUE_MAP)
        for (size_t i = 0; i < map->count; i++)
            if (same_letters(map->keys[i], pl_str_from(name)))
                return &map->items[i];
    return NULL;
}

static pl_str text_at(const struct pl_value *map, const char *name)
{
    const struct pl_value *value = at(map, name);
    return value && (value->type == PL_VALUE_STRING || value->type == PL_VALUE_NUMBER) ? value->text : (pl_str){0};
}

static struct pl_span span_at(const struct pl_value *map, const char *name)
{
    const struct pl_value *value = at(map, name);
    return value ? value->span : PL_NO_SPAN;
}

static void set(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_value *map, const char *name,
                const char *detail)
{
    pl_news_set(reading, article, field, text_at(map, name), detail, span_at(map, name));
}

/* Of a list of {role, value, contenttype}: the one with this role, else the first that isn't taken by another. */
static const struct pl_value *by_role(const struct pl_value *list, const char *role)
{
    const struct pl_value *first = NULL;
    for (size_t i = 0; list && list->type == PL_VALUE_LIST && i < list->count; i++) {
        const struct pl_value *one = &list->items[i];
        if (pl_str_eq_ascii_nocase(text_at(one, "role"), pl_str_from(role)))
            return one;
        first = first || !pl_str_empty(text_at(one, "role")) ? first : one;
    }
    return first;
}

static void set_by_role(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_value *list,
                        const char *role, const char *detail)
{
    const struct pl_value *one = by_role(list, role);
    if (one)
        pl_news_set(reading, article, field, text_at(one, "value"), detail, span_at(one, "value"));
}

/* The names of a list of {name}, or of texts. */
static void add_names(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_value *list,
                      const char *detail)
{
    for (size_t i = 0; list && list->type == PL_VALUE_LIST && i < list->count; i++) {
        const struct pl_value *one = &list->items[i];
        pl_str name = one->type == PL_VALUE_STRING ? one->text : text_at(one, "name");
        pl_news_add(reading, article, field, name, detail, list->span);
    }
}

/* People who are called the author; others are written about. */
static void add_authors(struct pl_reading *reading, struct pl_article *article, const struct pl_value *people)
{
    for (size_t i = 0; people && people->type == PL_VALUE_LIST && i < people->count; i++) {
        const struct pl_value *one = &people->items[i];
        pl_str relation = text_at(one, "rel");
        if (pl_str_contains_ascii_nocase(relation, PL_LIT("author")) || pl_str_contains_ascii_nocase(relation, PL_LIT("creator")))
            pl_news_add(reading, article, PL_FIELD_authors, text_at(one, "name"), "ninjs people", people->span);
    }
}

static void read_metadata(struct pl_reading *reading, struct pl_article *article, const struct pl_value *item)
{
    set_by_role(reading, article, PL_FIELD_title, at(item, "headlines"), "main", "ninjs headlines");
    set(reading, article, PL_FIELD_title, item, "headline", "ninjs headline");
    set(reading, article, PL_FIELD_title, item, "title", "ninjs title");
    set_by_role(reading, article, PL_FIELD_description, at(item, "descriptions"), "summary", "ninjs descriptions");
    set(reading, article, PL_FIELD_description, item, "descriptiontext", "ninjs description_text");
    add_authors(reading, article, at(item, "people"));
    add_names(reading, article, PL_FIELD_authors, at(item, "authors"), "ninjs authors");
    pl_str by = text_at(item, "by");
    pl_news_set_byline(reading, article, pl_str_empty(by) ? text_at(item, "byline") : by, "ninjs by",
                       span_at(item, pl_str_empty(by) ? "byline" : "by"));
    set(reading, article, PL_FIELD_place, item, "located", "ninjs located");
    set(reading, article, PL_FIELD_place, item, "dateline", "ninjs dateline");
    set(reading, article, PL_FIELD_date, item, "firstcreated", "ninjs firstcreated");
    set(reading, article, PL_FIELD_date, item, "contentcreated", "ninjs contentcreated");
    set(reading, article, PL_FIELD_date, item, "versioncreated", "ninjs versioncreated");
    set(reading, article, PL_FIELD_modified, item, "versioncreated", "ninjs versioncreated");
    set(reading, article, PL_FIELD_embargo, item, "embargoed", "ninjs embargoed");
    set(reading, article, PL_FIELD_urgency, item, "urgency", "ninjs urgency");
    set(reading, article, PL_FIELD_language, item, "language", "ninjs language");
    set(reading, article, PL_FIELD_rights, item, "copyrightnotice", "ninjs copyrightnotice");
    set(reading, article, PL_FIELD_rights, item, "copyrightholder", "ninjs copyrightholder");
    set(reading, article, PL_FIELD_rights, item, "usageterms", "ninjs usageterms");
    set(reading, article, PL_FIELD_identifier, item, "uri", "ninjs uri");
    add_names(reading, article, PL_FIELD_tags, at(item, "subjects"), "ninjs subjects");
    add_names(reading, article, PL_FIELD_tags, at(item, "subject"), "ninjs subject");
    add_names(reading, article, PL_FIELD_tags, at(item, "keywords"), "ninjs keywords");
    const struct pl_value *sources = at(item, "infosources");
    if (sources && sources->type == PL_VALUE_LIST && sources->count)
        pl_news_set(reading, article, PL_FIELD_source, text_at(&sources->items[0], "name"), "ninjs infosources", sources->span);
    set(reading, article, PL_FIELD_source, item, "source", "ninjs source");
    pl_news_check_status(reading, article, text_at(item, "pubstatus"), span_at(item, "pubstatus"));
}

static bool is_html(const struct pl_value *body)
{
    pl_str type = text_at(body, "contenttype");
    return pl_str_contains_ascii_nocase(type, PL_LIT("html")) ||
           (pl_str_empty(type) && pl_str_starts(pl_str_trim(text_at(body, "value")), PL_LIT("<")));
}

static void read_body(struct pl_reading *reading, struct pl_article *article, const struct pl_value *item)
{
    static const char *const html[] = {"bodyxhtml", "bodyhtml"};
    const struct pl_value *body = by_role(at(item, "bodies"), "main");
    if (body && is_html(body))
        pl_news_build_html(reading, article, text_at(body, "value"), span_at(body, "value"));
    else if (body)
        pl_news_build_text(reading, article, text_at(body, "value"), span_at(body, "value"));
    for (size_t i = 0; i < 2 && !article->body->first; i++)
        if (!pl_str_empty(text_at(item, html[i])))
            pl_news_build_html(reading, article, text_at(item, html[i]), span_at(item, html[i]));
    if (!article->body->first)
        pl_news_build_text(reading, article, text_at(item, "bodytext"), span_at(item, "bodytext"));
}

bool pl_read_ninjs(struct pl_reading *reading)
{
    struct pl_value *item = pl_value_read_json(reading->arena, reading->input, reading->input->text, reading->diags);
    if (!item)
        return false;
    struct pl_article *article = pl_reading_article(reading);
    read_metadata(reading, article, item);
    read_body(reading, article, item);
    pl_news_drop_rest(reading, article, pl_span_of(reading->input, 0, reading->input->text.size));
    return true;
}
