// SPDX-License-Identifier: MIT
/* epub/metadata.c: the package document: metadata, accessibility, manifest, spine.
 *
 * Source: EPUB 3.3 §5; EPUB Accessibility 1.1 §2. What is said of accessibility is what is in
 * the book: no alternative text, no claim of it. */
#include "epub/book.h"
#include "export/html.h"

static void add_element(struct pl_strbuf *out, const char *start, pl_str text, const char *end)
{
    if (pl_str_empty(text))
        return;
    pl_strbuf_addf(out, "<%s>", start);
    pl_html_escape(out, text);
    pl_strbuf_addf(out, "</%s>\n", end);
}

static void add_meta(struct pl_strbuf *out, const char *property, const char *value)
{
    pl_strbuf_addf(out, "<meta property=\"%s\">%s</meta>\n", property, value);
}

/* dcterms:modified wants UTC to the second. */
static pl_str modified(struct pl_book *book)
{
    struct pl_date date = pl_date_from_seconds(pl_date_to_seconds(book->options->edition->date));
    return pl_str_format(book->arena, "%04d-%02u-%02uT%02u:%02u:%02uZ", date.year, date.month, date.day, date.hour,
                         date.minute, date.second);
}

static void add_creators(struct pl_strbuf *out, const struct pl_metadata_value *authors)
{
    for (size_t i = 0; i < authors->list_count; i++) {
        pl_strbuf_addf(out, "<dc:creator id=\"creator-%zu\">", i + 1);
        pl_html_escape(out, authors->list[i]);
        pl_strbuf_addf(out, "</dc:creator>\n<meta refines=\"#creator-%zu\" property=\"role\" "
                            "scheme=\"marc:relators\">aut</meta>\n", i + 1);
    }
}

/* The authors of a collection are its articles', each once, in order. */
static struct pl_metadata_value authors_of(struct pl_book *book)
{
    const struct pl_edition *edition = book->options->edition;
    struct pl_metadata_value all = edition->metadata.values[PL_FIELD_authors];
    if (all.list_count || !edition->is_collection)
        return all;
    struct pl_map names = PL_MAP(book->arena);
    for (size_t i = 0; i < edition->articles.count; i++) {
        const struct pl_metadata_value *own = &edition->articles.data[i]->metadata.values[PL_FIELD_authors];
        for (size_t k = 0; k < own->list_count; k++)
            pl_map_at(&names, own->list[k]);
    }
    all.list = PL_NEW_ARRAY(book->arena, pl_str, names.count);
    for (all.list_count = 0; all.list_count < names.count; all.list_count++)
        all.list[all.list_count] = names.entries[all.list_count].key;
    return all;
}

static void write_metadata(struct pl_strbuf *out, struct pl_book *book)
{
    const struct pl_edition *edition = book->options->edition;
    const struct pl_metadata *metadata = &edition->metadata;
    pl_str language = pl_metadata_text(metadata, PL_FIELD_language);
    struct pl_metadata_value authors = authors_of(book);
    pl_strbuf_add(out, PL_LIT("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"));
    add_element(out, "dc:identifier id=\"identifier\"", edition->identifier, "dc:identifier");
    add_element(out, "dc:title id=\"title\"", pl_metadata_text(metadata, PL_FIELD_title), "dc:title");
    add_element(out, "dc:language", pl_str_empty(language) ? PL_LIT("und") : language, "dc:language");
    add_creators(out, &authors);
    if (pl_metadata_has(metadata, PL_FIELD_date))
        add_element(out, "dc:date", pl_date_iso(book->arena, metadata->values[PL_FIELD_date].date), "dc:date");
    add_element(out, "dc:publisher", pl_metadata_text(metadata, pl_metadata_has(metadata, PL_FIELD_publisher) ? PL_FIELD_publisher : PL_FIELD_site), "dc:publisher");
    add_element(out, "dc:description", pl_metadata_text(metadata, PL_FIELD_description), "dc:description");
    add_element(out, "dc:rights", pl_metadata_text(metadata, PL_FIELD_rights), "dc:rights");
    add_element(out, "dc:source", pl_metadata_text(metadata, PL_FIELD_url), "dc:source");
    for (size_t i = 0; i < metadata->values[PL_FIELD_tags].list_count; i++)
        add_element(out, "dc:subject", metadata->values[PL_FIELD_tags].list[i], "dc:subject");
    add_meta(out, "dcterms:modified", modified(book).data);
}

static void write_accessibility(struct pl_strbuf *out, const struct pl_book *book)
{
    bool has_pictures = book->pictures.count > 0;
    bool says_all = !has_pictures || !book->lacks_alternative;
    add_meta(out, "schema:accessMode", "textual");
    if (has_pictures)
        add_meta(out, "schema:accessMode", "visual");
    if (says_all)
        add_meta(out, "schema:accessModeSufficient", "textual");
    if (has_pictures)
        add_meta(out, "schema:accessModeSufficient", "textual,visual");
    add_meta(out, "schema:accessibilityFeature", "structuralNavigation");
    add_meta(out, "schema:accessibilityFeature", "tableOfContents");
    add_meta(out, "schema:accessibilityFeature", "readingOrder");
    add_meta(out, "schema:accessibilityFeature", "displayTransformability");
    if (has_pictures && says_all)
        add_meta(out, "schema:accessibilityFeature", "alternativeText");
    if (book->page_count) {
        add_meta(out, "schema:accessibilityFeature", "pageBreakMarkers");
        add_meta(out, "schema:accessibilityFeature", "pageNavigation");
        add_meta(out, "pageBreakSource", "the printed edition made with this book");
    }
    add_meta(out, "schema:accessibilityHazard", "none");
    add_meta(out, "schema:accessibilitySummary",
             says_all ? "Text with headings, lists and tables as such; every picture has a description."
                      : "Text with headings, lists and tables as such; some pictures have no description.");
}

static void add_item(struct pl_strbuf *out, const char *id, const char *href, const char *type, const char *properties)
{
    pl_strbuf_addf(out, "<item id=\"%s\" href=\"%s\" media-type=\"%s\"", id, href, type);
    if (*properties)
        pl_strbuf_addf(out, " properties=\"%s\"", properties);
    pl_strbuf_add(out, PL_LIT("/>\n"));
}

static void write_manifest(struct pl_strbuf *out, const struct pl_book *book)
{
    pl_strbuf_add(out, PL_LIT("<manifest>\n"));
    add_item(out, "nav", "nav.xhtml", "application/xhtml+xml", "nav");
    add_item(out, "ncx", "toc.ncx", "application/x-dtbncx+xml", "");
    add_item(out, "css", "style.css", "text/css", "");
    if (pl_book_has_cover_page(book))
        add_item(out, "cover", "cover.xhtml", "application/xhtml+xml", "");
    if (!pl_str_empty(book->options->cover_png)) {
        add_item(out, "cover-image", "images/cover.png", "image/png", "cover-image");
    }
    for (size_t i = 0; i < book->chapter_count; i++)
        add_item(out, pl_str_format(book->arena, "c%zu", i + 1).data, book->chapters[i].name, "application/xhtml+xml", "");
    for (size_t i = 0; i < book->faces.count; i++)
        add_item(out, pl_str_format(book->arena, "f%zu", i + 1).data, book->faces.data[i].name,
                 book->faces.data[i].media_type, "");
    for (size_t i = 0; i < book->pictures.count; i++)
        add_item(out, pl_str_format(book->arena, "i%zu", i + 1).data, book->pictures.data[i].name,
                 pl_str_cstr(book->arena, book->pictures.data[i].media_type), "");
    pl_strbuf_add(out, PL_LIT("</manifest>\n"));
}

static void write_spine(struct pl_strbuf *out, const struct pl_book *book)
{
    const struct pl_node *root = book->chapters[book->chapter_count - 1].article->root;
    bool is_right_to_left = pl_str_eq(pl_node_attribute(root, PL_LIT("dir")), PL_LIT("rtl"));
    pl_strbuf_addf(out, "<spine toc=\"ncx\"%s>\n", is_right_to_left ? " page-progression-direction=\"rtl\"" : "");
    if (pl_book_has_cover_page(book))
        pl_strbuf_add(out, PL_LIT("<itemref idref=\"cover\"/>\n"));
    for (size_t i = 0; i < book->chapter_count; i++)
        pl_strbuf_addf(out, "<itemref idref=\"c%zu\"/>\n", i + 1);
    pl_strbuf_add(out, PL_LIT("</spine>\n"));
}

pl_str pl_package_document(struct pl_book *book)
{
    struct pl_strbuf out = PL_STRBUF(book->arena);
    pl_str language = pl_metadata_text(&book->options->edition->metadata, PL_FIELD_language);
    pl_strbuf_addf(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" "
                         "version=\"3.0\" unique-identifier=\"identifier\" xml:lang=\"%.*s\">\n",
                   PL_ARG(pl_str_empty(language) ? PL_LIT("und") : language));
    write_metadata(&out, book);
    write_accessibility(&out, book);
    if (!pl_str_empty(book->options->cover_png)) // for reading systems of EPUB 2
        pl_strbuf_add(&out, PL_LIT("<meta name=\"cover\" content=\"cover-image\"/>\n"));
    pl_strbuf_add(&out, PL_LIT("</metadata>\n"));
    write_manifest(&out, book);
    write_spine(&out, book);
    pl_strbuf_add(&out, PL_LIT("</package>\n"));
    return pl_strbuf_str(&out);
}
