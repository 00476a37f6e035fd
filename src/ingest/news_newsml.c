// SPDX-License-Identifier: MIT
/* ingest/news_newsml.c: NewsML-G2 news items, alone or in a newsMessage → articles.
 *
 * Source: IPTC NewsML-G2 2.34, Part I: itemMeta, contentMeta, rightsInfo, contentSet. Names come from the element's
 * <name>, else its literal; what a QCode means isn't looked up. */
#include "ingest/news.h"

/* The name of a party, subject or place. */
static pl_str name_of(struct pl_reading *reading, const struct pl_xml *node)
{
    const struct pl_xml *name = node ? pl_xml_child(node, "name") : NULL;
    if (name)
        return pl_xml_text(reading->arena, name);
    return node ? pl_xml_attribute(node, "literal") : (pl_str){0};
}

static void set_name(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_xml *node,
                     const char *detail)
{
    if (node)
        pl_news_set(reading, article, field, name_of(reading, node), detail, node->span);
}

/* The part of a QCode behind its scheme: "stat:usable". */
static pl_str code_of(const struct pl_xml *node)
{
    return node ? pl_xml_attribute(node, "qcode") : (pl_str){0};
}

static void read_item_meta(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *meta)
{
    const struct pl_xml *status = pl_xml_child(meta, "pubStatus");
    if (status)
        pl_news_check_status(reading, article, code_of(status), status->span);
    pl_news_set_element(reading, article, PL_FIELD_embargo, pl_xml_child(meta, "embargoed"), "NewsML-G2 embargoed");
    pl_news_set_element(reading, article, PL_FIELD_date, pl_xml_child(meta, "firstCreated"), "NewsML-G2 firstCreated");
    pl_news_set_element(reading, article, PL_FIELD_date, pl_xml_child(meta, "versionCreated"), "NewsML-G2 versionCreated");
    pl_news_set_element(reading, article, PL_FIELD_modified, pl_xml_child(meta, "versionCreated"), "NewsML-G2 versionCreated");
    pl_news_set_element(reading, article, PL_FIELD_title, pl_xml_child(meta, "title"), "NewsML-G2 title");
    set_name(reading, article, PL_FIELD_source, pl_xml_child(meta, "provider"), "NewsML-G2 provider");
}

static void read_content_meta(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *meta)
{
    pl_news_set_element(reading, article, PL_FIELD_title, pl_xml_child(meta, "headline"), "NewsML-G2 headline");
    pl_news_set_element(reading, article, PL_FIELD_urgency, pl_xml_child(meta, "urgency"), "NewsML-G2 urgency");
    pl_news_set_element(reading, article, PL_FIELD_date, pl_xml_child(meta, "contentCreated"), "NewsML-G2 contentCreated");
    pl_news_set_element(reading, article, PL_FIELD_description, pl_xml_child(meta, "description"), "NewsML-G2 description");
    const struct pl_xml *by = pl_xml_child(meta, "by"), *dateline = pl_xml_child(meta, "dateline");
    const struct pl_xml *language = pl_xml_child(meta, "language");
    for (const struct pl_xml *node = meta->first; node; node = node->next) {
        bool is_author = pl_xml_is(node, "creator") || pl_xml_is(node, "contributor");
        bool is_subject = pl_xml_is(node, "subject") || pl_xml_is(node, "keyword");
        pl_str name = is_author || is_subject ? name_of(reading, node) : (pl_str){0};
        if (pl_xml_is(node, "keyword") && pl_str_empty(name))
            name = pl_xml_text(reading->arena, node);
        if (pl_xml_is(node, "creator"))
            pl_news_add(reading, article, PL_FIELD_authors, name, "NewsML-G2 creator", node->span);
        else if (is_subject)
            pl_news_add(reading, article, PL_FIELD_tags, name, "NewsML-G2 subject", node->span);
    }
    if (by)
        pl_news_set_byline(reading, article, pl_xml_text(reading->arena, by), "NewsML-G2 by", by->span);
    pl_news_set_element(reading, article, PL_FIELD_place, dateline, "NewsML-G2 dateline");
    set_name(reading, article, PL_FIELD_place, pl_xml_child(meta, "located"), "NewsML-G2 located");
    if (language)
        pl_news_set(reading, article, PL_FIELD_language, pl_xml_attribute(language, "tag"), "NewsML-G2 language", language->span);
}

static void read_rights(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *rights)
{
    pl_news_set_element(reading, article, PL_FIELD_rights, pl_xml_child(rights, "copyrightNotice"), "NewsML-G2 copyrightNotice");
    set_name(reading, article, PL_FIELD_rights, pl_xml_child(rights, "copyrightHolder"), "NewsML-G2 copyrightHolder");
    pl_news_set_element(reading, article, PL_FIELD_rights, pl_xml_child(rights, "usageTerms"), "NewsML-G2 usageTerms");
}

/* HTML, NITF, or anything else with elements of HTML in it. */
static void read_inline_xml(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *inline_xml)
{
    for (const struct pl_xml *node = inline_xml->first; node; node = node->next) {
        const struct pl_xml *body = pl_xml_is(node, "html") ? pl_xml_child(node, "body") : NULL;
        if (pl_xml_is(node, "nitf"))
            pl_news_read_nitf(reading, article, node);
        else if (!pl_str_empty(node->name))
            pl_news_build_html(reading, article, pl_xml_as_html(reading->scratch, body ? body : node), inline_xml->span);
        if (!pl_str_empty(node->name))
            return;
    }
}

/* The first alternative of the content that is text. */
static void read_content(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *set)
{
    for (const struct pl_xml *node = set->first; node && !article->body->first; node = node->next) {
        pl_str type = pl_xml_attribute(node, "contenttype");
        if (pl_xml_is(node, "inlineXML"))
            read_inline_xml(reading, article, node);
        else if (pl_xml_is(node, "inlineData") && pl_str_contains_ascii_nocase(type, PL_LIT("html")))
            pl_news_build_html(reading, article, pl_xml_text(reading->arena, node), node->span);
        else if (pl_xml_is(node, "inlineData") && (pl_str_empty(type) || pl_str_starts_ascii_nocase(type, PL_LIT("text/"))))
            pl_news_build_text(reading, article, pl_xml_text(reading->arena, node), node->span);
    }
}

static void read_item(struct pl_reading *reading, const struct pl_xml *item)
{
    struct pl_article *article = pl_reading_article(reading);
    const struct pl_xml *content = pl_xml_child(item, "contentMeta"), *meta = pl_xml_child(item, "itemMeta");
    const struct pl_xml *rights = pl_xml_child(item, "rightsInfo"), *set = pl_xml_child(item, "contentSet");
    if (content)
        read_content_meta(reading, article, content);
    if (meta)
        read_item_meta(reading, article, meta);
    if (rights)
        read_rights(reading, article, rights);
    pl_news_set(reading, article, PL_FIELD_identifier, pl_xml_attribute(item, "guid"), "NewsML-G2 guid", PL_NO_SPAN);
    pl_news_set(reading, article, PL_FIELD_language, pl_xml_own(item, "lang"), "NewsML-G2 xml:lang", PL_NO_SPAN);
    if (set)
        read_content(reading, article, set);
    pl_news_drop_rest(reading, article, item->span);
}

bool pl_read_newsml(struct pl_reading *reading)
{
    struct pl_xml *document = pl_xml_read(reading->scratch, reading->input, reading->input->text, reading->limits, reading->diags);
    size_t items = 0;
    uint32_t end = 0;
    for (const struct pl_xml *node = document; node; node = pl_xml_next_in(document, node)) {
        if (!pl_xml_is(node, "newsItem") || node->span.first < end)
            continue;
        read_item(reading, node);
        end = node->span.end;
        items++;
    }
    if (!items)
        pl_warn(reading->diags, PL_W_MARKUP, pl_span_of(reading->input, 0, 0), "there is no news item in it");
    return true;
}
