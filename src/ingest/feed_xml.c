// SPDX-License-Identifier: MIT
/* ingest/feed_xml.c: RSS and Atom → a feed as data. What each element means is in feed_names.def. */
#include "base/strbuf.h"
#include "ingest/feed.h"
#include "ingest/feed_date.h"
#include "ingest/feed_text.h"
#include "ingest/html_tree.h"
#include "ingest/xml.h"

enum family { CORE, DC, DCTERMS, CONTENT, MEDIA, ITUNES, XHTML, BURNER, OTHER };

enum meaning {
    MEANS_NOTHING, MEANS_TITLE, MEANS_LINK, MEANS_ID, MEANS_PUBLISHED, MEANS_UPDATED, MEANS_DATED, MEANS_AUTHOR,
    MEANS_SUMMARY, MEANS_CONTENT, MEANS_TAG, MEANS_TAGS, MEANS_RIGHTS, MEANS_LANGUAGE, MEANS_ENCLOSURE, MEANS_GROUP,
    MEANS_IMAGE, MEANS_SOURCE, MEANING_COUNT
};

static const struct name {
    enum family family;
    pl_str element;
    enum meaning meaning;
    int rank;
} names[] = {
#define NAME(family, element, meaning, rank) {family, PL_LIT_INIT(#element), MEANS_##meaning, rank},
#define FAMILY(family, space)
#include "ingest/feed_names.def"
#undef NAME
#undef FAMILY
};

static const struct {
    enum family family;
    pl_str space;
} families[] = {
#define NAME(family, element, meaning, rank)
#define FAMILY(family, space) {family, PL_LIT_INIT(space)},
#include "ingest/feed_names.def"
#undef NAME
#undef FAMILY
};

/* A feed or an entry that is being filled: ranks of what it has so far. */
struct filling {
    struct pl_reading *reading;
    const struct pl_xml *root;
    bool is_rss; // texts are HTML unless they say otherwise
    int ranks[MEANING_COUNT];
    struct pl_feed_text *title, *summary, *content;
    struct pl_feed_value *link, *self, *id, *rights, *language, *image, *source;
    struct pl_feed_date *published, *updated;
    struct pl_feed_entry *entry; // NULL for the feed
    struct pl_feed *feed;
    pl_str guid_link; // a guid that is an address
};

/* --- What an element means ------------------------------------------------------------ */

static enum family family_of(const struct filling *filling, const struct pl_xml *node)
{
    if (pl_str_empty(node->space) || pl_str_eq(node->space, filling->root->space))
        return CORE;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (pl_str_eq_ascii_nocase(node->space, families[i].space))
            return families[i].family;
    return OTHER;
}

static const struct name *name_of(const struct filling *filling, const struct pl_xml *node)
{
    static const struct name nothing = {OTHER, {NULL, 0}, MEANS_NOTHING, 0};
    if (pl_str_empty(node->name))
        return &nothing;
    enum family family = family_of(filling, node);
    for (size_t i = 0; family != OTHER && i < sizeof names / sizeof *names; i++)
        if (names[i].family == family && pl_str_eq_ascii_nocase(names[i].element, node->name))
            return &names[i];
    return &nothing;
}

/* --- Values ---------------------------------------------------------------------------- */

static pl_str trimmed_text(struct filling *filling, const struct pl_xml *node)
{
    return pl_str_trim(pl_xml_text(filling->reading->arena, node));
}

/* The base in force at a node: xml:base of it and of those around it, seen from the feed's address. */
static pl_str base_of(struct filling *filling, const struct pl_xml *node)
{
    const struct pl_xml *chain[64];
    size_t count = 0;
    for (; node && count < 64; node = node->parent)
        if (pl_xml_own(node, "base").data)
            chain[count++] = node;
    pl_str base = filling->reading->input->url;
    while (count) {
        pl_str own = pl_str_trim(pl_xml_own(chain[--count], "base"));
        base = pl_str_empty(base) ? own : pl_url_join(filling->reading->arena, base, own);
    }
    if (pl_str_empty(base) && filling->feed)
        base = pl_str_empty(filling->feed->self.text) ? filling->feed->link.text : filling->feed->self.text;
    return base;
}

static pl_str absolute(struct filling *filling, const struct pl_xml *node, pl_str address)
{
    return pl_url_join(filling->reading->arena, base_of(filling, node), pl_str_trim(address));
}

static struct pl_feed_value value_of(pl_str text, const struct pl_xml *node)
{
    return (struct pl_feed_value){text, node->span};
}

static bool outranks(struct filling *filling, enum meaning meaning, int rank)
{
    if (rank <= filling->ranks[meaning])
        return false;
    filling->ranks[meaning] = rank;
    return true;
}

static void set_value(struct filling *filling, const struct name *name, const struct pl_xml *node,
                      struct pl_feed_value *place, pl_str text)
{
    if (place && !pl_str_empty(text) && outranks(filling, name->meaning, name->rank))
        *place = value_of(text, node);
}

/* --- Texts ----------------------------------------------------------------------------- */

static void set_text(struct filling *filling, const struct name *name, const struct pl_xml *node,
                     struct pl_feed_text *place)
{
    if (!place)
        return;
    struct pl_feed_text text = pl_feed_text_of(filling->reading, node, filling->is_rss && name->meaning != MEANS_TITLE);
    if (pl_str_empty(text.text) && pl_str_empty(text.address))
        return;
    if (!outranks(filling, name->meaning, name->rank))
        return;
    text.base = base_of(filling, node);
    if (!pl_str_empty(text.address))
        text.address = pl_url_join(filling->reading->arena, text.base, text.address);
    *place = text;
}

/* --- Dates ----------------------------------------------------------------------------- */

static void set_date(struct filling *filling, enum meaning meaning, int rank, const struct pl_xml *node,
                     struct pl_feed_date *place)
{
    pl_str text = trimmed_text(filling, node);
    if (!place || pl_str_empty(text) || !outranks(filling, meaning, rank))
        return;
    *place = (struct pl_feed_date){.text = text, .span = node->span};
    pl_feed_date_parse(filling->reading->arena, text, &place->date);
}

/* --- People ---------------------------------------------------------------------------- */

static void add_author(struct filling *filling, const struct name *name, const struct pl_xml *node)
{
    pl_str text = {0};
    const struct pl_xml *inner = pl_xml_child(node, "name");
    if (inner)
        text = trimmed_text(filling, inner);
    if (pl_str_empty(text) && (inner = pl_xml_child(node, "email")))
        text = trimmed_text(filling, inner);
    if (pl_str_empty(text))
        text = trimmed_text(filling, node);
    text = pl_feed_person(filling->reading->arena, text);
    if (pl_str_empty(text) || name->rank < filling->ranks[MEANS_AUTHOR])
        return;
    struct pl_feed_value author = value_of(text, node);
    bool is_better = name->rank > filling->ranks[MEANS_AUTHOR];
    filling->ranks[MEANS_AUTHOR] = name->rank;
    if (filling->entry) {
        if (is_better)
            filling->entry->authors.count = 0;
        *PL_PUSH(filling->reading->arena, &filling->entry->authors) = author;
    } else {
        if (is_better)
            filling->feed->authors.count = 0;
        *PL_PUSH(filling->reading->arena, &filling->feed->authors) = author;
    }
}

/* --- Addresses ------------------------------------------------------------------------- */

static void add_enclosure(struct filling *filling, const struct pl_xml *node, pl_str url)
{
    if (!filling->entry || pl_str_empty(pl_str_trim(url)))
        return;
    pl_str length = pl_xml_attribute(node, "length");
    url = absolute(filling, node, url);
    for (size_t i = 0; i < filling->entry->enclosures.count && i < 64; i++)
        if (pl_str_eq(filling->entry->enclosures.data[i].url, url))
            return;
    *PL_PUSH(filling->reading->arena, &filling->entry->enclosures) = (struct pl_feed_enclosure){
        .url = url,
        .type = pl_str_trim(pl_xml_attribute(node, "type")),
        .title = pl_str_trim(pl_xml_attribute(node, "title")),
        .length = pl_str_trim(pl_str_empty(length) ? pl_xml_attribute(node, "filesize") : length),
    };
}

/* Atom's link, also in RSS: by its relation. RFC 4287 §4.2.7 */
static void read_relation(struct filling *filling, const struct name *name, const struct pl_xml *node, pl_str href)
{
    pl_str rel = pl_str_trim(pl_xml_attribute(node, "rel")), type = pl_str_trim(pl_xml_attribute(node, "type"));
    if (pl_str_eq_ascii_nocase(rel, PL_LIT("enclosure"))) {
        add_enclosure(filling, node, href);
    } else if (pl_str_eq_ascii_nocase(rel, PL_LIT("self"))) {
        if (filling->self && pl_str_empty(filling->self->text))
            *filling->self = value_of(absolute(filling, node, href), node);
    } else if (pl_str_empty(rel) || pl_str_eq_ascii_nocase(rel, PL_LIT("alternate"))) {
        bool is_page = pl_str_empty(type) || pl_str_contains_ascii_nocase(type, PL_LIT("html"));
        struct name as = *name;
        as.rank = is_page ? 2 : 1; // RSS's own link outranks it
        set_value(filling, &as, node, filling->link, absolute(filling, node, href));
    }
}

static void read_link(struct filling *filling, const struct name *name, const struct pl_xml *node)
{
    pl_str href = pl_str_trim(pl_xml_attribute(node, "href"));
    if (!pl_str_empty(href)) {
        read_relation(filling, name, node, href);
        return;
    }
    pl_str text = trimmed_text(filling, node);
    if (!pl_str_empty(text))
        set_value(filling, name, node, filling->link, absolute(filling, node, text));
}

static bool is_address(pl_str text)
{
    return pl_str_starts_ascii_nocase(text, PL_LIT("http://")) || pl_str_starts_ascii_nocase(text, PL_LIT("https://"));
}

static void read_id(struct filling *filling, const struct name *name, const struct pl_xml *node)
{
    pl_str text = trimmed_text(filling, node), permanent = pl_str_trim(pl_xml_attribute(node, "ispermalink"));
    bool says_no = pl_str_eq_ascii_nocase(permanent, PL_LIT("false"));
    if (pl_xml_is(node, "guid") && !says_no && (is_address(text) || !pl_str_empty(permanent)))
        filling->guid_link = absolute(filling, node, text);
    set_value(filling, name, node, filling->id, text);
}

static void read_image(struct filling *filling, const struct name *name, const struct pl_xml *node)
{
    pl_str url = pl_xml_attribute(node, "url");
    if (pl_str_empty(url))
        url = pl_xml_attribute(node, "href");
    const struct pl_xml *inner = pl_xml_child(node, "url");
    if (pl_str_empty(url) && inner)
        url = trimmed_text(filling, inner);
    if (pl_str_empty(url) && !node->first)
        return;
    if (pl_str_empty(url))
        url = trimmed_text(filling, node);
    if (is_address(pl_str_trim(url)) || !pl_str_empty(base_of(filling, node)))
        set_value(filling, name, node, filling->image, absolute(filling, node, url));
}

/* --- Tags ------------------------------------------------------------------------------ */

static void add_tag(struct filling *filling, const struct pl_xml *node, pl_str text)
{
    text = pl_str_trim(text);
    if (!filling->entry || pl_str_empty(text))
        return;
    for (size_t i = 0; i < filling->entry->tags.count; i++)
        if (i >= 64 || pl_str_eq_ascii_nocase(filling->entry->tags.data[i].text, text))
            return;
    *PL_PUSH(filling->reading->arena, &filling->entry->tags) = value_of(text, node);
}

static void read_tag(struct filling *filling, const struct pl_xml *node)
{
    pl_str text = pl_xml_attribute(node, "label");
    if (pl_str_empty(text))
        text = pl_xml_attribute(node, "term");
    add_tag(filling, node, pl_str_empty(text) ? trimmed_text(filling, node) : text);
}

static void read_tags(struct filling *filling, const struct pl_xml *node)
{
    pl_str rest = trimmed_text(filling, node), tag;
    while (pl_str_cut(&rest, ',', &tag))
        add_tag(filling, node, tag);
    add_tag(filling, node, rest);
}

/* --- One element ------------------------------------------------------------------------ */

static void read_children(struct filling *filling, const struct pl_xml *parent);

static pl_str title_of(struct filling *filling, const struct pl_xml *source)
{
    const struct pl_xml *title = pl_xml_child(source, "title");
    return trimmed_text(filling, title ? title : source);
}

static void read_element(struct filling *filling, const struct pl_xml *node)
{
    const struct name *name = name_of(filling, node);
    switch (name->meaning) {
    case MEANS_TITLE:
        set_text(filling, name, node, filling->title);
        break;
    case MEANS_SUMMARY:
        set_text(filling, name, node, filling->summary);
        break;
    case MEANS_CONTENT:
        set_text(filling, name, node, filling->content);
        break;
    case MEANS_LINK:
        read_link(filling, name, node);
        break;
    case MEANS_ID:
        read_id(filling, name, node);
        break;
    case MEANS_PUBLISHED:
        set_date(filling, MEANS_PUBLISHED, name->rank, node, filling->published);
        break;
    case MEANS_UPDATED:
        set_date(filling, MEANS_UPDATED, name->rank, node, filling->updated);
        break;
    case MEANS_DATED: // a date without a word on what happened then
        set_date(filling, MEANS_PUBLISHED, name->rank, node, filling->published);
        set_date(filling, MEANS_UPDATED, name->rank, node, filling->updated);
        break;
    case MEANS_AUTHOR:
        add_author(filling, name, node);
        break;
    case MEANS_TAG:
        read_tag(filling, node);
        break;
    case MEANS_TAGS:
        read_tags(filling, node);
        break;
    case MEANS_RIGHTS:
        set_value(filling, name, node, filling->rights, trimmed_text(filling, node));
        break;
    case MEANS_LANGUAGE:
        set_value(filling, name, node, filling->language, trimmed_text(filling, node));
        break;
    case MEANS_ENCLOSURE:
        add_enclosure(filling, node, pl_xml_attribute(node, "url"));
        if (name->family == MEDIA)
            read_children(filling, node);
        break;
    case MEANS_GROUP:
        read_children(filling, node);
        break;
    case MEANS_IMAGE:
        read_image(filling, name, node);
        break;
    case MEANS_SOURCE:
        set_value(filling, name, node, filling->source, title_of(filling, node));
        break;
    case MEANS_NOTHING:
    case MEANING_COUNT:
        break;
    }
}

static void read_children(struct filling *filling, const struct pl_xml *parent)
{
    for (const struct pl_xml *node = parent->first; node; node = node->next)
        if (!pl_str_empty(node->name) && (node->parent != parent || !pl_xml_is(node, "item")))
            read_element(filling, node);
}

/* --- Feeds and entries ------------------------------------------------------------------ */

static pl_str own_language(const struct pl_xml *node)
{
    for (; node; node = node->parent)
        if (!pl_str_empty(pl_xml_own(node, "lang")))
            return pl_str_trim(pl_xml_own(node, "lang"));
    return (pl_str){0};
}

static bool is_entry(const struct filling *filling, const struct pl_xml *node)
{
    return (pl_xml_is(node, "item") || pl_xml_is(node, "entry")) && family_of(filling, node) == CORE;
}

static void read_entry(struct pl_reading *reading, struct pl_feed *feed, const struct filling *outer,
                       const struct pl_xml *node)
{
    struct pl_feed_entry *entry = PL_PUSH(reading->arena, &feed->entries);
    struct filling filling = {.reading = reading, .root = outer->root, .is_rss = pl_xml_is(node, "item"),
                              .title = &entry->title, .summary = &entry->summary, .content = &entry->content,
                              .link = &entry->link, .id = &entry->id, .rights = &entry->rights,
                              .language = &entry->language, .image = &entry->image, .source = &entry->source,
                              .published = &entry->published, .updated = &entry->updated,
                              .entry = entry, .feed = feed};
    entry->span = node->span;
    read_children(&filling, node);
    if (pl_str_empty(entry->link.text) && !pl_str_empty(filling.guid_link))
        entry->link = (struct pl_feed_value){filling.guid_link, entry->id.span};
    if (pl_str_empty(entry->language.text) && !pl_str_empty(own_language(node)))
        entry->language = value_of(own_language(node), node);
}

static pl_str form_of(struct pl_arena *arena, const struct pl_xml *root)
{
    if (pl_xml_is(root, "feed") || pl_xml_is(root, "entry"))
        return pl_str_eq(pl_xml_attribute(root, "version"), PL_LIT("0.3")) ? PL_LIT("Atom 0.3") : PL_LIT("Atom");
    if (pl_xml_is(root, "rdf"))
        return PL_LIT("RSS 1.0");
    pl_str version = pl_str_trim(pl_xml_attribute(root, "version"));
    if (pl_xml_is(root, "rss"))
        return pl_str_empty(version) ? PL_LIT("RSS") : pl_str_format(arena, "RSS %.*s", PL_ARG(version));
    return (pl_str){0};
}

/* Where the feed's own values stand: channel, or the root itself. */
static const struct pl_xml *head_of(const struct pl_xml *root)
{
    const struct pl_xml *channel = pl_xml_child(root, "channel");
    return channel ? channel : root;
}

void pl_feed_read_xml(struct pl_reading *reading, struct pl_feed *feed)
{
    struct pl_xml *document = pl_xml_read(reading->arena, reading->input, reading->input->text, reading->limits,
                                          reading->diags);
    const struct pl_xml *root = pl_xml_root(document);
    if (!root)
        return;
    struct filling filling = {.reading = reading, .root = root,
                              .is_rss = !pl_xml_is(root, "feed") && !pl_xml_is(root, "entry"),
                              .title = &feed->title, .summary = &feed->description, .link = &feed->link,
                              .self = &feed->self, .rights = &feed->rights, .language = &feed->language,
                              .image = &feed->image, .updated = &feed->updated, .feed = feed};
    feed->form = form_of(reading->arena, root);
    if (!is_entry(&filling, root))
        read_children(&filling, head_of(root));
    if (pl_str_empty(feed->language.text) && !pl_str_empty(own_language(head_of(root))))
        feed->language = value_of(own_language(head_of(root)), root);
    for (const struct pl_xml *node = root; node; node = pl_xml_next_in(document, node))
        if (!pl_str_empty(node->name) && is_entry(&filling, node))
            read_entry(reading, feed, &filling, node);
    if (feed->entries.count && pl_str_empty(feed->form))
        feed->form = PL_LIT("RSS");
}
