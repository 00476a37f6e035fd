// SPDX-License-Identifier: MIT
/* export/feed_json.c: a feed as data, as JSON. */
#include "export/feed_json.h"

#include "base/json.h"

/* An instant: where a feed leaves a part out it means its first, where it names no zone UTC. */
static void add_date(struct pl_json *json, const char *key, const struct pl_feed_date *date)
{
    if (date->date.precision == PL_DATE_NONE)
        return;
    struct pl_date whole = date->date;
    if (whole.precision < PL_DATE_TIME) {
        whole.month = whole.month ? whole.month : 1;
        whole.day = whole.day ? whole.day : 1;
        whole.precision = PL_DATE_TIME;
    }
    whole.has_zone = true;
    pl_json_field(json, pl_str_from(key), pl_date_iso(json->out->arena, whole));
}

/* "en_US" is written en-US. BCP 47 */
static void add_language(struct pl_json *json, pl_str language)
{
    struct pl_strbuf out = PL_STRBUF(json->out->arena);
    for (size_t i = 0; i < language.size; i++)
        pl_strbuf_add_byte(&out, language.data[i] == '_' ? '-' : language.data[i]);
    pl_json_field(json, PL_LIT("language"), pl_strbuf_str(&out));
}

static void add_authors(struct pl_json *json, const struct pl_feed_value *authors, size_t count)
{
    struct pl_strbuf all = PL_STRBUF(json->out->arena);
    if (!count)
        return;
    for (size_t i = 0; i < count; i++)
        pl_strbuf_addf(&all, "%s%.*s", i ? ", " : "", PL_ARG(authors[i].text));
    pl_json_field(json, PL_LIT("author"), pl_strbuf_str(&all));
    pl_json_key(json, PL_LIT("authors"));
    pl_json_begin_list(json);
    for (size_t i = 0; i < count; i++)
        pl_json_string(json, authors[i].text);
    pl_json_end(json);
}

static void add_tags(struct pl_json *json, const struct pl_feed_entry *entry)
{
    if (!entry->tags.count)
        return;
    pl_json_key(json, PL_LIT("tags"));
    pl_json_begin_list(json);
    for (size_t i = 0; i < entry->tags.count; i++)
        pl_json_string(json, entry->tags.data[i].text);
    pl_json_end(json);
}

static void add_enclosures(struct pl_json *json, const struct pl_feed_entry *entry)
{
    if (!entry->enclosures.count)
        return;
    pl_json_key(json, PL_LIT("enclosures"));
    pl_json_begin_list(json);
    for (size_t i = 0; i < entry->enclosures.count; i++) {
        const struct pl_feed_enclosure *enclosure = &entry->enclosures.data[i];
        pl_json_begin_object(json);
        pl_json_field(json, PL_LIT("url"), enclosure->url);
        pl_json_field(json, PL_LIT("type"), enclosure->type);
        pl_json_field(json, PL_LIT("length"), enclosure->length);
        pl_json_field(json, PL_LIT("title"), enclosure->title);
        pl_json_end(json);
    }
    pl_json_end(json);
}

static void add_entry(struct pl_json *json, const struct pl_feed_entry *entry)
{
    pl_json_begin_object(json);
    pl_json_field(json, PL_LIT("title"), entry->title.plain);
    pl_json_field(json, PL_LIT("link"), entry->link.text);
    pl_json_field(json, PL_LIT("id"), entry->id.text);
    add_date(json, "published", &entry->published);
    add_date(json, "updated", &entry->updated);
    add_authors(json, entry->authors.data, entry->authors.count);
    add_language(json, entry->language.text);
    pl_json_field(json, PL_LIT("source"), entry->source.text);
    pl_json_field(json, PL_LIT("rights"), entry->rights.text);
    pl_json_field(json, PL_LIT("image"), entry->image.text);
    add_tags(json, entry);
    pl_json_field(json, PL_LIT("summary"), entry->summary.sanitised);
    pl_json_field(json, PL_LIT("content"), entry->content.sanitised);
    pl_json_field(json, PL_LIT("content_url"), entry->content.address);
    add_enclosures(json, entry);
    pl_json_end(json);
}

static void add_reference(struct pl_json *json, const struct pl_feed_reference *reference)
{
    pl_json_begin_object(json);
    pl_json_field(json, PL_LIT("title"), reference->title);
    pl_json_field(json, PL_LIT("url"), reference->url);
    pl_json_field(json, PL_LIT("link"), reference->link);
    pl_json_key(json, PL_LIT("depth"));
    pl_json_int(json, reference->depth);
    pl_json_end(json);
}

void pl_feed_json_write(struct pl_strbuf *out, const struct pl_feed *feed)
{
    struct pl_json json = PL_JSON(out, 2);
    pl_json_begin_object(&json);
    pl_json_field(&json, PL_LIT("form"), feed->form);
    pl_json_field(&json, PL_LIT("title"), feed->title.plain);
    pl_json_field(&json, PL_LIT("link"), feed->link.text);
    pl_json_field(&json, PL_LIT("self"), feed->self.text);
    pl_json_field(&json, PL_LIT("description"), feed->description.plain);
    add_language(&json, feed->language.text);
    pl_json_field(&json, PL_LIT("rights"), feed->rights.text);
    pl_json_field(&json, PL_LIT("image"), feed->image.text);
    add_date(&json, "updated", &feed->updated);
    add_authors(&json, feed->authors.data, feed->authors.count);
    pl_json_key(&json, PL_LIT("entries"));
    pl_json_begin_list(&json);
    for (size_t i = 0; i < feed->entries.count; i++)
        add_entry(&json, &feed->entries.data[i]);
    pl_json_end(&json);
    if (feed->references.count) {
        pl_json_key(&json, PL_LIT("feeds"));
        pl_json_begin_list(&json);
        for (size_t i = 0; i < feed->references.count; i++)
            add_reference(&json, &feed->references.data[i]);
        pl_json_end(&json);
    }
    pl_json_end(&json);
    pl_strbuf_add_byte(out, '\n');
}
