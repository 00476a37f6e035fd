// SPDX-License-Identifier: MIT
/* pdf/xmp.c: metadata, once as XMP and once as the Info dictionary, in step. */
#include "pdf/xmp.h"

#include "base/strbuf.h"
#include "base/utf8.h"
#include "pdf/objects.h"

#define PRODUCER "platen " PL_VERSION

static pl_str field(const struct pl_edition *edition, enum pl_field field)
{
    return pl_str_trim(pl_metadata_text(&edition->metadata, field));
}

struct pl_pdf_metadata pl_pdf_metadata_of(struct pl_arena *arena, const struct pl_edition *edition, pl_str title_else)
{
    const struct pl_metadata_value *authors = &edition->metadata.values[PL_FIELD_authors];
    const struct pl_metadata_value *tags = &edition->metadata.values[PL_FIELD_tags];
    struct pl_pdf_metadata metadata = {.title = field(edition, PL_FIELD_title),
                                       .subject = field(edition, PL_FIELD_description),
                                       .language = field(edition, PL_FIELD_language),
                                       .authors = authors->list,
                                       .author_count = authors->list_count,
                                       .tags = tags->list,
                                       .tag_count = tags->list_count,
                                       .rights = field(edition, PL_FIELD_rights),
                                       .publisher = field(edition, PL_FIELD_publisher),
                                       .source = field(edition, PL_FIELD_url),
                                       .identifier = edition->identifier,
                                       .date = edition->date};
    if (pl_str_empty(metadata.title))
        metadata.title = pl_str_trim(title_else);
    struct pl_strbuf author = PL_STRBUF(arena), keywords = PL_STRBUF(arena);
    for (size_t i = 0; i < metadata.author_count; i++)
        pl_strbuf_addf(&author, "%s%.*s", i ? ", " : "", PL_ARG(metadata.authors[i]));
    for (size_t i = 0; i < metadata.tag_count; i++)
        pl_strbuf_addf(&keywords, "%s%.*s", i ? ", " : "", PL_ARG(metadata.tags[i]));
    metadata.author = pl_strbuf_str(&author);
    metadata.keywords = pl_strbuf_str(&keywords);
    return metadata;
}

/* --- Info ------------------------------------------------------------------------------------------ */

static void add_info(struct pl_strbuf *out, const char *key, pl_str text)
{
    if (pl_str_empty(text))
        return;
    pl_strbuf_addf(out, "/%s", key);
    pl_pdf_add_text(out, text);
}

static struct pl_date in_utc(struct pl_date date)
{
    return pl_date_from_seconds(pl_date_to_seconds(date));
}

pl_str pl_pdf_info(struct pl_arena *arena, const struct pl_pdf_metadata *metadata)
{
    struct pl_date date = in_utc(metadata->date);
    pl_str written = pl_str_format(arena, "D:%04d%02u%02u%02u%02u%02uZ", date.year, date.month, date.day, date.hour,
                                   date.minute, date.second);
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, PL_LIT("<<"));
    add_info(&out, "Title", metadata->title);
    add_info(&out, "Author", metadata->author);
    add_info(&out, "Subject", metadata->subject);
    add_info(&out, "Keywords", metadata->keywords);
    add_info(&out, "Creator", PL_LIT(PRODUCER));
    add_info(&out, "Producer", PL_LIT(PRODUCER));
    add_info(&out, "CreationDate", written);
    add_info(&out, "ModDate", written);
    pl_strbuf_add(&out, PL_LIT(">>"));
    return pl_strbuf_str(&out);
}

/* --- XMP ------------------------------------------------------------------------------------------- */

static void add_escaped(struct pl_strbuf *out, pl_str text)
{
    for (size_t i = 0; i < text.size;) {
        size_t from = i;
        uint32_t c = pl_utf8_next(text, &i);
        if (c == '<')
            pl_strbuf_add(out, PL_LIT("&lt;"));
        else if (c == '&')
            pl_strbuf_add(out, PL_LIT("&amp;"));
        else if (c == '>')
            pl_strbuf_add(out, PL_LIT("&gt;"));
        else if (c == '\n' || c == '\t' || c == '\r')
            pl_strbuf_add_byte(out, ' ');
        else if (!pl_char_is_forbidden(c) && !(c < 0x20 || (c >= 0x7F && c < 0xA0)))
            pl_strbuf_add(out, pl_str_slice(text, from, i));
    }
}

static void add_simple(struct pl_strbuf *out, const char *name, pl_str text)
{
    if (pl_str_empty(text))
        return;
    pl_strbuf_addf(out, "<%s>", name);
    add_escaped(out, text);
    pl_strbuf_addf(out, "</%s>\n", name);
}

/* A property whose value is an array: Seq, Bag or Alt (of languages). */
static void add_array(struct pl_strbuf *out, const char *name, const char *array, const pl_str *items, size_t count)
{
    if (count == 0 || (count == 1 && pl_str_empty(items[0])))
        return;
    pl_strbuf_addf(out, "<%s><rdf:%s>", name, array);
    for (size_t i = 0; i < count; i++) {
        pl_strbuf_add(out, array[0] == 'A' ? PL_LIT("<rdf:li xml:lang=\"x-default\">") : PL_LIT("<rdf:li>"));
        add_escaped(out, items[i]);
        pl_strbuf_add(out, PL_LIT("</rdf:li>"));
    }
    pl_strbuf_addf(out, "</rdf:%s></%s>\n", array, name);
}

/* PDF/A allows only properties that a schema in the file describes (ISO 19005-2 6.6.2.3); pdfuaid's isn't among
 * the predefined ones. */
#define PDFUAID_SCHEMA \
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n" \
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n" \
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n" \
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n" \
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n" \
    "<pdfaProperty:name>part</pdfaProperty:name>\n" \
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n" \
    "<pdfaProperty:category>internal</pdfaProperty:category>\n" \
    "<pdfaProperty:description>the part of ISO 14289 that the file conforms to</pdfaProperty:description>\n" \
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n" \
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"

static void add_claims(struct pl_strbuf *out, struct pl_pdf_claims claims)
{
    if (claims.ua1)
        pl_strbuf_add(out, PL_LIT("<pdfuaid:part>1</pdfuaid:part>\n"));
    if (claims.a2)
        pl_strbuf_addf(out, "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>%c</pdfaid:conformance>\n", claims.a2);
    if (claims.ua1 && claims.a2)
        pl_strbuf_add(out, PL_LIT(PDFUAID_SCHEMA));
}

pl_str pl_pdf_xmp(struct pl_arena *arena, const struct pl_pdf_metadata *metadata, struct pl_pdf_claims claims)
{
    pl_str date = pl_date_iso(arena, in_utc(metadata->date));
    struct pl_strbuf out = PL_STRBUF(arena);
    pl_strbuf_add(&out, PL_LIT("<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                               "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                               "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                               "<rdf:Description rdf:about=\"\""
                               " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                               " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                               " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
                               " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                               " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\""
                               " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
                               " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
                               " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"));
    add_simple(&out, "dc:format", PL_LIT("application/pdf"));
    add_array(&out, "dc:title", "Alt", &metadata->title, 1);
    add_array(&out, "dc:creator", "Seq", metadata->authors, metadata->author_count);
    add_array(&out, "dc:description", "Alt", &metadata->subject, 1);
    add_array(&out, "dc:subject", "Bag", metadata->tags, metadata->tag_count);
    add_array(&out, "dc:language", "Bag", &metadata->language, 1);
    add_array(&out, "dc:rights", "Alt", &metadata->rights, 1);
    add_array(&out, "dc:publisher", "Bag", &metadata->publisher, 1);
    add_simple(&out, "dc:source", metadata->source);
    add_simple(&out, "dc:identifier", metadata->identifier);
    add_simple(&out, "pdf:Producer", PL_LIT(PRODUCER));
    add_simple(&out, "pdf:Keywords", metadata->keywords);
    add_simple(&out, "xmp:CreatorTool", PL_LIT(PRODUCER));
    add_simple(&out, "xmp:CreateDate", date);
    add_simple(&out, "xmp:ModifyDate", date);
    add_simple(&out, "xmp:MetadataDate", date);
    add_claims(&out, claims);
    pl_strbuf_add(&out, PL_LIT("</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"));
    return pl_strbuf_str(&out);
}
