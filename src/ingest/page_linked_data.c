// SPDX-License-Identifier: MIT
/* ingest/page_linked_data.c: what JSON-LD says of the article.
 *
 * A page has one or more scripts of it, each a thing, a list of things, or a @graph whose things
 * point at each other by @id. The article is the first thing whose @type says so; a page or a
 * site stands in for it with less weight. Sources: JSON-LD 1.1 §3; schema.org Article. */
#include "base/map.h"
#include "base/strbuf.h"
#include "base/value.h"
#include "ingest/page_metadata.h"

enum { THINGS_MAX = 2000, DEPTH_MAX = 6 };

struct things {
    struct pl_page_offers *offers;
    struct pl_map by_id;
    struct {
        PL_VEC(const struct pl_value *)
    } all;
};

static bool is_type(const struct pl_value *thing, pl_str part)
{
    const struct pl_value *type = pl_value_lookup(thing, PL_LIT("@type"));
    if (!type)
        return false;
    if (type->type == PL_VALUE_STRING)
        return pl_str_contains(type->text, part);
    for (size_t i = 0; i < type->count; i++)
        if (pl_str_contains(type->items[i].text, part))
            return true;
    return false;
}

/* Things in things, a few levels down: @graph, mainEntity, hasPart. */
static void collect(struct things *things, const struct pl_value *value, int depth)
{
    if (depth > DEPTH_MAX || things->all.count >= THINGS_MAX)
        return;
    if (value->type == PL_VALUE_MAP) {
        *PL_PUSH(things->offers->scratch, &things->all) = value;
        const struct pl_value *id = pl_value_lookup(value, PL_LIT("@id"));
        if (id && id->type == PL_VALUE_STRING && value->count > 1) {
            void **place = pl_map_at(&things->by_id, id->text);
            if (!*place)
                *place = (void *)(uintptr_t)value;
        }
    }
    for (size_t i = 0; i < value->count; i++)
        if (value->items[i].type == PL_VALUE_MAP || value->items[i].type == PL_VALUE_LIST)
            collect(things, &value->items[i], depth + 1);
}

static const struct pl_value *resolved(const struct things *things, const struct pl_value *value)
{
    const struct pl_value *id = pl_value_lookup(value, PL_LIT("@id"));
    const struct pl_value *whole = id && value->count <= 2 ? pl_map_lookup(&things->by_id, id->text)
                                                           : NULL;
    return whole ? whole : value;
}

/* The text of a value: itself, its name, its @value, or that of its first item. */
static pl_str text_of(const struct things *things, const struct pl_value *value)
{
    static const char *const keys[] = {"name", "@value", "url", "headline"};
    if (value && value->type == PL_VALUE_LIST)
        value = value->count ? &value->items[0] : NULL;
    if (!value)
        return (pl_str){0};
    if (value->type != PL_VALUE_MAP)
        return value->type == PL_VALUE_STRING || value->type == PL_VALUE_NUMBER ? value->text
                                                                                : (pl_str){0};
    value = resolved(things, value);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct pl_value *inner = pl_value_lookup(value, pl_str_from(keys[i]));
        if (inner && inner->type == PL_VALUE_STRING)
            return inner->text;
    }
    return (pl_str){0};
}

static void add_author(const struct things *things, const struct pl_value *value,
                       struct pl_page_names *people, struct pl_page_names *others)
{
    struct pl_arena *arena = things->offers->article->arena;
    if (value->type == PL_VALUE_LIST) {
        for (size_t i = 0; i < value->count && i < 20; i++)
            if (value->items[i].type != PL_VALUE_LIST)
                add_author(things, &value->items[i], people, others);
        return;
    }
    const struct pl_value *thing = value->type == PL_VALUE_MAP ? resolved(things, value) : value;
    const struct pl_value *names = pl_value_lookup(thing, PL_LIT("name"));
    bool is_person = !is_type(thing, PL_LIT("Organization"));
    if (names && names->type == PL_VALUE_LIST) {
        for (size_t i = 0; i < names->count && i < 20; i++)
            pl_page_split_names(arena, names->items[i].text, is_person ? people : others);
        return;
    }
    pl_str text = thing->type == PL_VALUE_MAP ? (names ? names->text : (pl_str){0}) : thing->text;
    pl_page_split_names(arena, text, is_person ? people : others);
}

static void offer_authors(const struct things *things, const struct pl_value *thing, unsigned rank)
{
    static const char *const keys[] = {"author", "creator"};
    for (size_t i = 0; i < 2; i++) {
        const struct pl_value *value = pl_value_lookup(thing, pl_str_from(keys[i]));
        struct pl_page_names people = {0}, others = {0};
        if (!value)
            continue;
        add_author(things, value, &people, &others);
        const char *detail = i ? "JSON-LD creator" : "JSON-LD author";
        pl_page_offer_names(things->offers, people.data, people.count, rank, detail, value->span);
        pl_page_offer_names(things->offers, others.data, others.count, rank + 25, detail,
                            value->span);
    }
}

static void offer_keywords(const struct things *things, const struct pl_value *thing, unsigned rank)
{
    const struct pl_value *value = pl_value_lookup(thing, PL_LIT("keywords"));
    struct pl_page_offers *offers = things->offers;
    if (!value || value->type != PL_VALUE_LIST) {
        if (value)
            pl_page_offer(offers, PL_FIELD_tags, rank, value->text, "JSON-LD keywords",
                          value->span);
        return;
    }
    struct pl_strbuf list = PL_STRBUF(offers->scratch);
    for (size_t i = 0; i < value->count && i < 100; i++)
        if (value->items[i].type == PL_VALUE_STRING)
            pl_strbuf_addf(&list, "%s%.*s", list.size ? "; " : "", PL_ARG(value->items[i].text));
    pl_page_offer(offers, PL_FIELD_tags, rank, pl_strbuf_str(&list), "JSON-LD keywords",
                  value->span);
}

/* `weight` is added to ranks: 0 for an article, more for a page about one. */
static void offer_thing(const struct things *things, const struct pl_value *thing, unsigned weight)
{
    static const struct {
        const char *key;
        enum pl_field field;
        unsigned rank;
        const char *detail;
    } keys[] = {
        {"headline", PL_FIELD_title, 18, "JSON-LD headline"},
        {"name", PL_FIELD_title, 38, "JSON-LD name"},
        {"alternativeHeadline", PL_FIELD_subtitle, 20, "JSON-LD alternativeHeadline"},
        {"description", PL_FIELD_description, 20, "JSON-LD description"},
        {"datePublished", PL_FIELD_date, 8, "JSON-LD datePublished"},
        {"dateCreated", PL_FIELD_date, 27, "JSON-LD dateCreated"},
        {"uploadDate", PL_FIELD_date, 29, "JSON-LD uploadDate"},
        {"dateModified", PL_FIELD_modified, 12, "JSON-LD dateModified"},
        {"publisher", PL_FIELD_publisher, 10, "JSON-LD publisher"},
        {"publisher", PL_FIELD_site, 20, "JSON-LD publisher"},
        {"articleSection", PL_FIELD_kicker, 12, "JSON-LD articleSection"},
        {"inLanguage", PL_FIELD_language, 20, "JSON-LD inLanguage"},
        {"image", PL_FIELD_image, 15, "JSON-LD image"},
        {"copyrightNotice", PL_FIELD_rights, 10, "JSON-LD copyrightNotice"},
        {"license", PL_FIELD_rights, 15, "JSON-LD license"},
        {"dateline", PL_FIELD_place, 10, "JSON-LD dateline"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct pl_value *value = pl_value_lookup(thing, pl_str_from(keys[i].key));
        if (value)
            pl_page_offer(things->offers, keys[i].field, keys[i].rank + weight,
                          text_of(things, value), keys[i].detail, value->span);
    }
    offer_authors(things, thing, 20 + weight);
    offer_keywords(things, thing, 22 + weight);
    const struct pl_value *body = pl_value_lookup(thing, PL_LIT("articleBody"));
    if (body && body->type == PL_VALUE_STRING &&
        body->text.size > things->offers->article_body.size)
        things->offers->article_body = body->text;
    const struct pl_value *headline = pl_value_lookup(thing, PL_LIT("headline"));
    if (headline && pl_str_empty(things->offers->headline))
        things->offers->headline = headline->text;
}

static bool is_article(const struct pl_value *thing)
{
    static const char *const types[] = {"Article", "Posting", "Report", "Review",
                                        "Recipe",  "HowTo",   "Story"};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (is_type(thing, pl_str_from(types[i])))
            return true;
    return false;
}

static void read_script(struct things *things, const GumboNode *script)
{
    struct pl_page_offers *offers = things->offers;
    const GumboNode *text = pl_html_child(script, 0);
    struct pl_span span = text ? pl_html_span(offers->page, text) : PL_NO_SPAN;
    if (!span.input)
        return;
    struct pl_diags unheard = PL_DIAGS(offers->scratch); // what can't be read is as good as absent
    const struct pl_value *value = pl_value_read_json(
        offers->scratch, span.input, pl_str_slice(span.input->text, span.first, span.end),
        &unheard);
    if (value)
        collect(things, value, 0);
    else
        PL_TRACE(offers->trace, ingest, "JSON-LD at byte %u can't be read", span.first);
}

void pl_page_read_linked_data(struct pl_page_offers *offers)
{
    struct things things = {.offers = offers, .by_id = PL_MAP(offers->scratch)};
    const struct pl_html_page *page = offers->page;
    for (const GumboNode *node = page->root; node; node = pl_html_next_in(page->root, node))
        if (pl_html_is(node, GUMBO_TAG_SCRIPT) &&
            pl_str_starts_ascii_nocase(pl_str_trim(pl_html_attribute(node, "type")),
                                       PL_LIT("application/ld+json")))
            read_script(&things, node);
    for (size_t i = 0; i < things.all.count; i++)
        if (is_article(things.all.data[i])) {
            offer_thing(&things, things.all.data[i], 0);
            break; // further ones are teasers
        }
    size_t people = 0;
    for (size_t i = 0; i < things.all.count; i++) {
        const struct pl_value *thing = things.all.data[i],
                              *name = pl_value_lookup(thing, PL_LIT("name"));
        if (is_type(thing, PL_LIT("Person")) && name && name->type == PL_VALUE_STRING &&
            ++people == 1) {
            offers->person = name->text;
            offers->person_span = name->span;
        }
        if (is_type(thing, PL_LIT("WebPage")) || is_type(thing, PL_LIT("VideoObject")))
            offer_thing(&things, thing, 15);
        if (is_type(thing, PL_LIT("WebSite")))
            pl_page_offer(offers, PL_FIELD_site, 15, text_of(&things, thing), "JSON-LD WebSite",
                          thing->span);
    }
    if (people != 1)
        offers->person = (pl_str){0};
}
