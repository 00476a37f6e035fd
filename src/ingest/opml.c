// SPDX-License-Identifier: MIT
/* ingest/opml.c: OPML, a list of feeds → as data, and as an article with the list in it. OPML 2.0 */
#include "ingest/feed.h"
#include "ingest/feed_date.h"
#include "ingest/feed_text.h"
#include "ingest/xml.h"

static pl_str label_of(const struct pl_xml *outline)
{
    pl_str text = pl_str_trim(pl_xml_attribute(outline, "title"));
    return pl_str_empty(text) ? pl_str_trim(pl_xml_attribute(outline, "text")) : text;
}

static struct pl_xml *read_document(struct pl_reading *reading)
{
    return pl_xml_read(reading->arena, reading->input, reading->input->text, reading->limits, reading->diags);
}

static void read_head(struct pl_reading *reading, const struct pl_xml *head, struct pl_feed *feed)
{
    const struct pl_xml *title = pl_xml_child(head, "title"), *owner = pl_xml_child(head, "ownername"),
                        *created = pl_xml_child(head, "datecreated"), *modified = pl_xml_child(head, "datemodified");
    if (title)
        feed->title = pl_feed_text_of(reading, title, false);
    if (owner)
        *PL_PUSH(reading->arena, &feed->authors) =
            (struct pl_feed_value){pl_feed_person(reading->arena, pl_xml_text(reading->arena, owner)), owner->span};
    const struct pl_xml *date = modified ? modified : created;
    if (date) {
        feed->updated = (struct pl_feed_date){.text = pl_str_trim(pl_xml_text(reading->arena, date)), .span = date->span};
        pl_feed_date_parse(reading->arena, feed->updated.text, &feed->updated.date);
    }
}

static uint32_t depth_of(const struct pl_xml *outline)
{
    uint32_t depth = 0;
    for (const struct pl_xml *up = outline->parent; pl_xml_is(up, "outline"); up = up->parent)
        depth++;
    return depth;
}

void pl_feed_read_opml(struct pl_reading *reading, struct pl_feed *feed)
{
    struct pl_xml *document = read_document(reading), *root = pl_xml_root(document);
    feed->form = PL_LIT("OPML");
    if (!root)
        return;
    read_head(reading, pl_xml_child(root, "head"), feed);
    for (const struct pl_xml *node = root; node; node = pl_xml_next_in(document, node))
        if (pl_xml_is(node, "outline"))
            *PL_PUSH(reading->arena, &feed->references) = (struct pl_feed_reference){
                .title = label_of(node),
                .url = pl_str_trim(pl_xml_attribute(node, "xmlurl")),
                .link = pl_str_trim(pl_xml_attribute(node, "htmlurl")),
                .depth = depth_of(node)};
}

/* --- As an article --------------------------------------------------------------------- */

static struct pl_node *list_in(struct pl_arena *arena, struct pl_node *parent, struct pl_span span)
{
    if (parent->last && parent->last->kind == PL_KIND_list)
        return parent->last;
    struct pl_node *list = pl_node_new(arena, PL_KIND_list, span);
    pl_node_append(parent, list);
    return list;
}

static struct pl_node *item_for(struct pl_arena *arena, const struct pl_xml *outline, struct pl_node *parent)
{
    struct pl_node *item = pl_node_new(arena, PL_KIND_list_item, outline->span),
                   *paragraph = pl_node_new(arena, PL_KIND_paragraph, outline->span), *holder = paragraph;
    pl_str url = pl_str_trim(pl_xml_attribute(outline, "xmlurl")), label = label_of(outline);
    if (pl_str_empty(url))
        url = pl_str_trim(pl_xml_attribute(outline, "url"));
    if (!pl_str_empty(url)) {
        holder = pl_node_new(arena, PL_KIND_link, outline->span);
        pl_node_set_attribute(arena, holder, PL_LIT("href"), url);
        pl_node_append(paragraph, holder);
    }
    pl_node_append(holder, pl_node_new_text(arena, pl_str_empty(label) ? url : label, outline->span));
    pl_node_append(item, paragraph);
    pl_node_append(list_in(arena, parent, outline->span), item);
    return item;
}

enum { LEVELS = 32 }; // lists deeper than this hang on the last one

static void add_outlines(struct pl_article *article, const struct pl_xml *body)
{
    struct pl_node *items[LEVELS + 1] = {article->body};
    for (const struct pl_xml *node = body; node; node = pl_xml_next_in(body, node)) {
        if (!pl_xml_is(node, "outline"))
            continue;
        uint32_t depth = depth_of(node);
        depth = depth < LEVELS ? depth : LEVELS - 1;
        items[depth + 1] = item_for(article->arena, node, items[depth]);
    }
}

bool pl_read_opml(struct pl_reading *reading)
{
    struct pl_xml *document = read_document(reading), *root = pl_xml_root(document);
    struct pl_article *article = pl_reading_article(reading);
    struct pl_feed feed = {0};
    if (!root)
        return true;
    read_head(reading, pl_xml_child(root, "head"), &feed);
    pl_feed_make_plain(reading, &feed.title);
    if (!pl_str_empty(feed.title.plain))
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_title, feed.title.plain, PL_ORIGIN_FEED,
                        PL_LIT("title of the list"), feed.title.span);
    if (feed.authors.count)
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_authors, feed.authors.data[0].text, PL_ORIGIN_FEED,
                        PL_LIT("owner of the list"), feed.authors.data[0].span);
    if (feed.updated.date.precision != PL_DATE_NONE)
        pl_metadata_set(article->arena, &article->metadata, PL_FIELD_date, pl_date_iso(article->arena, feed.updated.date),
                        PL_ORIGIN_FEED, PL_LIT("date of the list"), feed.updated.span);
    if (pl_xml_child(root, "body"))
        add_outlines(article, pl_xml_child(root, "body"));
    pl_article_drop(article, PL_LIT(""), PL_LIT("markup of the list"), root->span);
    return true;
}
