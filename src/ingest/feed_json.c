// SPDX-License-Identifier: MIT
/* ingest/feed_json.c: JSON Feed 1.0 and 1.1 → a feed as data. */
#include "base/value.h"
#include "ingest/feed.h"
#include "ingest/feed_date.h"
#include "ingest/html_tree.h"

static pl_str text_at(const struct pl_value *map, const char *key)
{
    const struct pl_value *value = pl_value_lookup(map, pl_str_from(key));
    return value && (value->type == PL_VALUE_STRING || value->type == PL_VALUE_NUMBER) ? pl_str_trim(value->text)
                                                                                       : (pl_str){0};
}

static struct pl_span span_at(const struct pl_value *map, const char *key)
{
    const struct pl_value *value = pl_value_lookup(map, pl_str_from(key));
    return value ? value->span : PL_NO_SPAN;
}

static struct pl_feed_value value_at(const struct pl_value *map, const char *key)
{
    return (struct pl_feed_value){text_at(map, key), span_at(map, key)};
}

struct json_feed {
    struct pl_reading *reading;
    struct pl_feed *feed;
    pl_str base;
};

static struct pl_feed_value address_at(struct json_feed *json, const struct pl_value *map, const char *key)
{
    struct pl_feed_value value = value_at(map, key);
    value.text = pl_url_join(json->reading->arena, json->base, value.text);
    return value;
}

static struct pl_feed_text text_of(struct json_feed *json, const struct pl_value *map, const char *key, bool is_html)
{
    return (struct pl_feed_text){.text = text_at(map, key), .is_html = is_html, .base = json->base,
                                 .span = span_at(map, key)};
}

/* "authors": 1.1's list, else "author": 1.0's object. */
#define ADD_AUTHORS(json, map, place)                                                              \
    do {                                                                                           \
        const struct pl_value *list = pl_value_lookup((map), PL_LIT("authors"));                   \
        const struct pl_value *one = pl_value_lookup((map), PL_LIT("author"));                     \
        for (size_t i = 0; list && list->type == PL_VALUE_LIST && i < list->count; i++)            \
            if (!pl_str_empty(text_at(&list->items[i], "name")))                                   \
                *PL_PUSH((json)->reading->arena, (place)) = value_at(&list->items[i], "name");     \
        if ((place)->count == 0 && one && !pl_str_empty(text_at(one, "name")))                     \
            *PL_PUSH((json)->reading->arena, (place)) = value_at(one, "name");                     \
    } while (0)

static struct pl_feed_date date_at(struct json_feed *json, const struct pl_value *map, const char *key)
{
    struct pl_feed_date date = {.text = text_at(map, key), .span = span_at(map, key)};
    pl_feed_date_parse(json->reading->arena, date.text, &date.date);
    return date;
}

static void read_attachments(struct json_feed *json, const struct pl_value *item, struct pl_feed_entry *entry)
{
    const struct pl_value *list = pl_value_lookup(item, PL_LIT("attachments"));
    for (size_t i = 0; list && list->type == PL_VALUE_LIST && i < list->count; i++) {
        const struct pl_value *one = &list->items[i];
        if (!pl_str_empty(text_at(one, "url")))
            *PL_PUSH(json->reading->arena, &entry->enclosures) =
                (struct pl_feed_enclosure){.url = address_at(json, one, "url").text,
                                           .type = text_at(one, "mime_type"),
                                           .title = text_at(one, "title"),
                                           .length = text_at(one, "size_in_bytes")};
    }
}

static void read_item(struct json_feed *json, const struct pl_value *item)
{
    struct pl_feed_entry *entry = PL_PUSH(json->reading->arena, &json->feed->entries);
    const struct pl_value *tags = pl_value_lookup(item, PL_LIT("tags"));
    entry->span = item->span;
    entry->id = value_at(item, "id");
    entry->link = address_at(json, item, pl_str_empty(text_at(item, "url")) ? "external_url" : "url");
    entry->title = text_of(json, item, "title", false);
    entry->summary = text_of(json, item, "summary", false);
    entry->content = text_of(json, item, "content_html", true);
    if (!pl_feed_has(&entry->content))
        entry->content = text_of(json, item, "content_text", false);
    entry->image = address_at(json, item, pl_str_empty(text_at(item, "image")) ? "banner_image" : "image");
    entry->language = value_at(item, "language");
    entry->published = date_at(json, item, "date_published");
    entry->updated = date_at(json, item, "date_modified");
    ADD_AUTHORS(json, item, &entry->authors);
    for (size_t i = 0; tags && tags->type == PL_VALUE_LIST && i < tags->count; i++)
        if (!pl_str_empty(pl_str_trim(tags->items[i].text)))
            *PL_PUSH(json->reading->arena, &entry->tags) =
                (struct pl_feed_value){pl_str_trim(tags->items[i].text), tags->items[i].span};
    read_attachments(json, item, entry);
}

void pl_feed_read_json(struct pl_reading *reading, struct pl_feed *feed)
{
    struct pl_value *root = pl_value_read_json(reading->arena, reading->input, reading->input->text, reading->diags);
    if (!root)
        return;
    struct json_feed json = {reading, feed, reading->input->url};
    feed->self = value_at(root, "feed_url");
    if (pl_str_empty(json.base))
        json.base = pl_str_empty(feed->self.text) ? text_at(root, "home_page_url") : feed->self.text;
    feed->title = text_of(&json, root, "title", false);
    feed->description = text_of(&json, root, "description", false);
    feed->link = address_at(&json, root, "home_page_url");
    feed->image = address_at(&json, root, pl_str_empty(text_at(root, "icon")) ? "favicon" : "icon");
    feed->language = value_at(root, "language");
    ADD_AUTHORS(&json, root, &feed->authors);
    const struct pl_value *items = pl_value_lookup(root, PL_LIT("items"));
    if (items || pl_str_contains(text_at(root, "version"), PL_LIT("jsonfeed.org")))
        feed->form = PL_LIT("JSON Feed");
    for (size_t i = 0; items && items->type == PL_VALUE_LIST && i < items->count; i++)
        if (items->items[i].type == PL_VALUE_MAP)
            read_item(&json, &items->items[i]);
}
