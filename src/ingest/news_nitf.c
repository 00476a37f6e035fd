// SPDX-License-Identifier: MIT
/* ingest/news_nitf.c: NITF 3.x → an article.
 *
 * Its body is written as HTML by a table of names and then read as foreign HTML is. Source: IPTC NITF 3.6 DTD. */
#include "base/strbuf.h"
#include "ingest/news.h"

/* Elements of body.content by what they are in HTML; those without a row keep their name where HTML has it, and the
 * allow-list unwraps the others (person, org, location, money, …). */
static const struct {
    const char *nitf, *html;
} names[] = {
    {"hl1", "h2"},          {"hl2", "h2"},           {"hedline", "div"},      {"block", "div"},
    {"media", "figure"},    {"media-caption", "p"},  {"media-producer", "small"}, {"bq", "blockquote"},
    {"credit", "cite"},     {"nitf-table", "div"},   {"fn", "small"},         {"classifier", "template"},
    {"media-metadata", "template"}, {"media-object", "template"}, {"nitf-table-metadata", "template"},
    {"body.content", "div"}, {"tagline", "p"},       {"pre", "pre"},          {"person", "span"},
    {"org", "span"},        {"location", "span"},    {"event", "span"},       {"chron", "span"},
    {"money", "span"},      {"num", "span"},         {"object.title", "cite"}, {"function", "span"},
    {"copyrite", "small"},  {"virtloc", "span"},     {"alt-code", "template"}, {"lang", "span"},
    {"pronounce", "span"},  {"postaddr", "address"}, {"q", "q"},
};

static pl_str html_name(const struct pl_xml *node)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pl_xml_is(node, names[i].nitf))
            return pl_str_from(names[i].html);
    return node->name;
}

static void escape(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        pl_str part = c == '&' ? PL_LIT("&amp;") : c == '<' ? PL_LIT("&lt;") : c == '"' ? PL_LIT("&quot;") : (pl_str){&text.data[i], 1};
        pl_strbuf_add(out, part);
    }
}

static void add_attributes(struct pl_strbuf *out, const struct pl_xml *node)
{
    for (uint32_t i = 0; i < node->attribute_count; i++) {
        if (node->attributes[i].space.size)
            continue;
        pl_strbuf_addf(out, " %.*s=\"", PL_ARG(node->attributes[i].name));
        escape(out, node->attributes[i].value);
        pl_strbuf_add_byte(out, '"');
    }
}

static bool is_picture(const struct pl_xml *reference)
{
    pl_str type = pl_xml_attribute(reference->parent, "media-type"), mime = pl_xml_attribute(reference, "mime-type");
    return pl_str_starts_ascii_nocase(mime, PL_LIT("image/")) || (pl_str_empty(mime) && (pl_str_empty(type) || pl_str_eq_ascii_nocase(type, PL_LIT("image"))));
}

/* <media-reference source alternate-text>: a picture, or a link to what paper can't show. */
static void add_reference(struct pl_strbuf *out, const struct pl_xml *reference)
{
    pl_str source = pl_xml_attribute(reference, "source"), alt = pl_xml_attribute(reference, "alternate-text");
    if (pl_str_empty(source))
        return;
    pl_strbuf_add(out, is_picture(reference) ? PL_LIT("<img src=\"") : PL_LIT("<p><a href=\""));
    escape(out, source);
    pl_strbuf_add(out, is_picture(reference) ? PL_LIT("\" alt=\"") : PL_LIT("\">"));
    escape(out, pl_str_empty(alt) && !is_picture(reference) ? source : alt);
    pl_strbuf_add(out, is_picture(reference) ? PL_LIT("\">") : PL_LIT("</a></p>"));
}

static void add_end(struct pl_strbuf *out, const struct pl_xml *node)
{
    pl_strbuf_addf(out, "</%.*s>", PL_ARG(html_name(node)));
    if (pl_xml_is(node, "media-caption") || pl_xml_is(node, "media-producer"))
        pl_strbuf_add(out, PL_LIT("</figcaption>"));
}

/* Caption and producer of one picture are one figcaption. */
static void add_start(struct pl_strbuf *out, const struct pl_xml *node)
{
    if (pl_xml_is(node, "media-caption") || pl_xml_is(node, "media-producer"))
        pl_strbuf_add(out, PL_LIT("<figcaption>"));
    pl_strbuf_addf(out, "<%.*s", PL_ARG(html_name(node)));
    add_attributes(out, node);
    pl_strbuf_add_byte(out, '>');
}

static pl_str as_html(struct pl_arena *arena, const struct pl_xml *top)
{
    struct pl_strbuf out = PL_STRBUF(arena);
    for (const struct pl_xml *node = top->first; node;) {
        bool is_text = pl_str_empty(node->name), is_reference = pl_xml_is(node, "media-reference");
        if (is_text)
            escape(&out, node->text);
        else if (is_reference)
            add_reference(&out, node);
        else
            add_start(&out, node);
        const struct pl_xml *next = is_text ? NULL : node->first;
        while (!next && node != top) {
            if (!pl_str_empty(node->name) && !pl_xml_is(node, "media-reference"))
                add_end(&out, node);
            next = node->next;
            if (!next)
                node = node->parent;
        }
        node = node == top ? NULL : next;
    }
    return pl_strbuf_str(&out);
}

/* --- Metadata ------------------------------------------------------------------------ */

static const struct pl_xml *find(const struct pl_xml *top, const char *name)
{
    for (const struct pl_xml *node = top; node; node = pl_xml_next_in(top, node))
        if (pl_xml_is(node, name))
            return node;
    return NULL;
}

static void set_attribute(struct pl_reading *reading, struct pl_article *article, enum pl_field field, const struct pl_xml *node,
                          const char *attribute, const char *detail)
{
    if (node)
        pl_news_set(reading, article, field, pl_xml_attribute(node, attribute), detail, node->span);
}

static void read_docdata(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *head)
{
    const struct pl_xml *data = head ? pl_xml_child(head, "docdata") : NULL;
    if (!data)
        return;
    const struct pl_xml *copyright = pl_xml_child(data, "doc.copyright");
    pl_news_check_status(reading, article, pl_xml_attribute(data, "management-status"), data->span);
    set_attribute(reading, article, PL_FIELD_identifier, pl_xml_child(data, "doc-id"), "id-string", "NITF doc-id");
    set_attribute(reading, article, PL_FIELD_urgency, pl_xml_child(data, "urgency"), "ed-urg", "NITF urgency");
    set_attribute(reading, article, PL_FIELD_date, pl_xml_child(data, "date.issue"), "norm", "NITF date.issue");
    set_attribute(reading, article, PL_FIELD_embargo, pl_xml_child(data, "date.release"), "norm", "NITF date.release");
    if (copyright)
        pl_news_set(reading, article, PL_FIELD_rights,
                    pl_str_format(reading->arena, "© %.*s %.*s", PL_ARG(pl_xml_attribute(copyright, "year")),
                                  PL_ARG(pl_xml_attribute(copyright, "holder"))),
                    "NITF doc.copyright", copyright->span);
    pl_news_set_element(reading, article, PL_FIELD_rights, pl_xml_child(data, "doc.rights"), "NITF doc.rights");
    for (const struct pl_xml *node = data; node; node = pl_xml_next_in(data, node))
        if (pl_xml_is(node, "keyword"))
            pl_news_add(reading, article, PL_FIELD_tags, pl_xml_attribute(node, "key"), "NITF keyword", data->span);
}

static void read_subjects(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *head)
{
    static const char *const parts[] = {"tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type"};
    for (const struct pl_xml *node = head; node; node = pl_xml_next_in(head, node)) {
        if (!pl_xml_is(node, "tobject.subject"))
            continue;
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (!pl_str_empty(pl_xml_attribute(node, parts[i]))) {
                pl_news_add(reading, article, PL_FIELD_tags, pl_xml_attribute(node, parts[i]), "NITF tobject.subject", node->span);
                break;
            }
    }
}

/* <byline>By <person>Ada Brandt</person> <byttl>Staff</byttl></byline>: people are the authors. */
static void read_byline(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *byline)
{
    bool any = false;
    for (const struct pl_xml *node = byline; node; node = pl_xml_next_in(byline, node))
        if (pl_xml_is(node, "person")) {
            pl_news_add(reading, article, PL_FIELD_authors, pl_xml_text(reading->arena, node), "NITF person", byline->span);
            any = true;
        }
    pl_str line = pl_xml_text(reading->arena, byline);
    if (any)
        pl_news_set(reading, article, PL_FIELD_byline, line, "NITF byline", byline->span);
    else
        pl_news_set_byline(reading, article, line, "NITF byline", byline->span);
}

/* A place is what names one, or the line without its date. */
static void read_dateline(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *dateline)
{
    const struct pl_xml *place = find(dateline, "location");
    const struct pl_xml *date = find(dateline, "story.date");
    pl_news_set_element(reading, article, PL_FIELD_place, place ? place : dateline, "NITF dateline");
    set_attribute(reading, article, PL_FIELD_date, date, "norm", "NITF story.date");
    article->metadata.values[PL_FIELD_place].span = dateline->span;
}

static void read_body_head(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *head)
{
    const struct pl_xml *hedline = pl_xml_child(head, "hedline");
    pl_news_set_element(reading, article, PL_FIELD_title, hedline ? pl_xml_child(hedline, "hl1") : NULL, "NITF hl1");
    pl_news_set_element(reading, article, PL_FIELD_subtitle, hedline ? pl_xml_child(hedline, "hl2") : NULL, "NITF hl2");
    if (pl_xml_child(head, "byline"))
        read_byline(reading, article, pl_xml_child(head, "byline"));
    if (pl_xml_child(head, "dateline"))
        read_dateline(reading, article, pl_xml_child(head, "dateline"));
    pl_news_set_element(reading, article, PL_FIELD_source, pl_xml_child(head, "distributor"), "NITF distributor");
    pl_news_set_element(reading, article, PL_FIELD_rights, pl_xml_child(head, "rights"), "NITF rights");
    pl_news_set_element(reading, article, PL_FIELD_description, pl_xml_child(head, "abstract"), "NITF abstract");
}

/* body.end: who the author is. */
static void read_tagline(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *end)
{
    const struct pl_xml *line = end ? pl_xml_child(end, "tagline") : NULL;
    pl_str text = line ? pl_str_trim(pl_xml_text(reading->arena, line)) : (pl_str){0};
    if (pl_str_empty(text))
        return;
    struct pl_node *note = pl_node_new(reading->arena, PL_KIND_note, line->span);
    pl_node_append(note, pl_node_new_text(reading->arena, text, line->span));
    pl_node_set_attribute(reading->arena, note, PL_LIT("data-role"), PL_LIT("bio"));
    pl_node_append(article->body, note);
}

void pl_news_read_nitf(struct pl_reading *reading, struct pl_article *article, const struct pl_xml *nitf)
{
    const struct pl_xml *head = pl_xml_child(nitf, "head"), *body = pl_xml_child(nitf, "body");
    const struct pl_xml *body_head = body ? pl_xml_child(body, "body.head") : NULL;
    const struct pl_xml *content = body ? pl_xml_child(body, "body.content") : NULL;
    if (body_head)
        read_body_head(reading, article, body_head);
    read_docdata(reading, article, head);
    if (head) {
        read_subjects(reading, article, head);
        pl_news_set_element(reading, article, PL_FIELD_title, pl_xml_child(head, "title"), "NITF title");
        const struct pl_xml *publication = pl_xml_child(head, "pubdata");
        set_attribute(reading, article, PL_FIELD_publisher, publication, "name", "NITF pubdata");
        set_attribute(reading, article, PL_FIELD_kicker, publication, "position.section", "NITF pubdata");
        set_attribute(reading, article, PL_FIELD_date, publication, "date.publication", "NITF pubdata");
    }
    pl_str language = pl_xml_own(nitf, "lang");
    if (pl_str_empty(language) && body)
        language = pl_xml_own(body, "lang");
    pl_news_set(reading, article, PL_FIELD_language, language, "NITF xml:lang", PL_NO_SPAN);
    if (content)
        pl_news_build_html(reading, article, as_html(reading->scratch, content), content->span);
    read_tagline(reading, article, body ? pl_xml_child(body, "body.end") : NULL);
}

bool pl_read_nitf(struct pl_reading *reading)
{
    struct pl_xml *document = pl_xml_read(reading->scratch, reading->input, reading->input->text, reading->limits, reading->diags);
    const struct pl_xml *nitf = find(document, "nitf");
    struct pl_article *article = pl_reading_article(reading);
    pl_news_read_nitf(reading, article, nitf ? nitf : document);
    pl_news_drop_rest(reading, article, pl_span_of(reading->input, 0, reading->input->text.size));
    return true;
}
