// SPDX-License-Identifier: MIT
/* check/epub_package.c: mimetype, container, package document and content documents of an EPUB. */
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "base/limits.h"
#include "base/strbuf.h"
#include "check/archive.h"

/* No entities, no network, no output: the file is hostile. */
static xmlDocPtr parse(pl_str bytes)
{
    if (bytes.size > INT32_MAX)
        return NULL;
    return xmlReadMemory(bytes.data, (int)bytes.size, "member.xml", NULL,
                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

/* --- Names and values of libxml2's tree --------------------------------------------------------- */

static bool is_named(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, BAD_CAST name);
}

/* The next node in document order; NULL after the last. */
static xmlNode *following(const xmlNode *node)
{
    if (node->children && node->type == XML_ELEMENT_NODE)
        return node->children;
    while (node && !node->next)
        node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
    return node ? node->next : NULL;
}

/* What stands in a node's own text, entities left out: nothing is allocated by libxml2, so nothing is to be freed. */
static pl_str text_below(struct pl_arena *arena, const xmlNode *first)
{
    struct pl_strbuf text = PL_STRBUF(arena);
    for (const xmlNode *node = first; node; node = node->next)
        if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) && node->content)
            pl_strbuf_add(&text, pl_str_from((const char *)node->content));
    return pl_strbuf_str(&text);
}

static pl_str attribute(struct pl_arena *arena, const xmlNode *node, const char *name)
{
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (!attribute->ns && xmlStrEqual(attribute->name, BAD_CAST name))
            return text_below(arena, attribute->children);
    return (pl_str){0};
}

static pl_str content(struct pl_arena *arena, const xmlNode *node)
{
    return pl_str_trim(text_below(arena, node->children));
}

/* --- The archive's own rules ---------------------------------------------------------------------- */

static void check_mimetype(struct pl_findings *findings, struct pl_archive *archive)
{
    pl_str text, place = PL_LIT("mimetype");
    if (archive->count == 0 || !pl_str_eq(archive->members[0].name, place)) {
        pl_find(findings, PL_RULE_epub_mimetype_first, PL_LIT(""), "the first member isn't 'mimetype'");
        return;
    }
    if (!archive->members[0].is_stored)
        pl_find(findings, PL_RULE_epub_mimetype_plain, place, "it is compressed");
    if (!pl_archive_read(findings->arena, archive, place, &text) || !pl_str_eq(text, PL_LIT("application/epub+zip")))
        pl_find(findings, PL_RULE_epub_mimetype_text, place, "it doesn't hold application/epub+zip alone");
}

static pl_str find_package(struct pl_findings *findings, struct pl_archive *archive)
{
    pl_str bytes, path = {0}, place = PL_LIT("META-INF/container.xml");
    xmlDocPtr document = pl_archive_read(findings->arena, archive, place, &bytes) ? parse(bytes) : NULL;
    xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
    for (xmlNode *node = root; node && pl_str_empty(path); node = following(node))
        if (is_named(node, "rootfile"))
            path = attribute(findings->arena, node, "full-path");
    xmlFreeDoc(document);
    if (pl_str_empty(path))
        pl_find(findings, PL_RULE_epub_container, place, "it is missing, broken, or names no package document");
    return path;
}

/* --- The package ------------------------------------------------------------------------------------ */

static int hex(char c)
{
    if (pl_ascii_is_digit(c))
        return c - '0';
    c = pl_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* RFC 3986 §2.1; what is no escape stays. */
static pl_str unescaped(struct pl_arena *arena, pl_str text)
{
    struct pl_strbuf plain = PL_STRBUF(arena);
    for (size_t i = 0; i < text.size; i++) {
        bool is_escape = text.data[i] == '%' && i + 2 < text.size && hex(text.data[i + 1]) >= 0 && hex(text.data[i + 2]) >= 0;
        pl_strbuf_add_byte(&plain, is_escape ? (char)(hex(text.data[i + 1]) * 16 + hex(text.data[i + 2])) : text.data[i]);
        i += is_escape ? 2 : 0;
    }
    return pl_strbuf_str(&plain);
}

/* "a/b.opf" and "../c.x" → "c.x"; percent-escapes decoded (RFC 3986 §5.2.4). */
static pl_str resolve(struct pl_arena *arena, pl_str base, pl_str reference)
{
    struct pl_strbuf path = PL_STRBUF(arena);
    size_t slash = SIZE_MAX;
    for (size_t i = 0; i < base.size; i++)
        if (base.data[i] == '/')
            slash = i;
    if (slash != SIZE_MAX)
        pl_strbuf_add(&path, pl_str_slice(base, 0, slash));
    pl_str rest = reference, part;
    bool more = true;
    while (more) {
        more = pl_str_cut(&rest, '/', &part);
        if (!more)
            part = rest;
        if (pl_str_eq(part, PL_LIT(".."))) {
            while (path.size && path.data[path.size - 1] != '/')
                path.size--;
            path.size -= path.size > 0;
        } else if (!pl_str_empty(part) && !pl_str_eq(part, PL_LIT("."))) {
            if (path.size)
                pl_strbuf_add_byte(&path, '/');
            pl_strbuf_add(&path, part);
        }
    }
    return unescaped(arena, pl_strbuf_str(&path));
}

struct package {
    struct pl_findings *findings;
    struct pl_archive *archive;
    pl_str path;
    struct pl_map items; // id → path of the item
    bool has_identifier, has_title, has_language, has_modified, has_nav, has_spine;
    pl_str identifier; // id of the unique identifier
};

static void check_document(struct package *package, pl_str path)
{
    struct pl_findings *findings = package->findings;
    pl_str bytes;
    if (!pl_archive_read(findings->arena, package->archive, path, &bytes))
        return;
    xmlDocPtr document = parse(bytes);
    if (!document) {
        const xmlError *error = xmlGetLastError();
        pl_find(findings, PL_RULE_epub_document, path, "line %d: %s", error ? error->line : 0,
                error && error->message ? error->message : "not well-formed");
        return;
    }
    for (xmlNode *node = xmlDocGetRootElement(document); node; node = following(node))
        if (is_named(node, "img") && !xmlHasProp(node, BAD_CAST "alt"))
            pl_find(findings, PL_RULE_epub_alternative, path, "line %ld: a picture has no alt attribute",
                    xmlGetLineNo(node));
    xmlFreeDoc(document);
}

static void check_item(struct package *package, xmlNode *node)
{
    struct pl_arena *arena = package->findings->arena;
    pl_str id = attribute(arena, node, "id"), href = attribute(arena, node, "href");
    pl_str properties = attribute(arena, node, "properties"), word;
    while (pl_str_next_word(&properties, &word))
        package->has_nav |= pl_str_eq(word, PL_LIT("nav"));
    if (pl_str_contains(href, PL_LIT(":"))) { // a remote resource
        *pl_map_at(&package->items, id) = node;
        return;
    }
    pl_str path = resolve(arena, package->path, href);
    struct pl_archive_member *member = pl_map_lookup(&package->archive->by_name, path);
    *pl_map_at(&package->items, id) = node;
    if (!member)
        pl_find(package->findings, PL_RULE_epub_item_missing, path, "the manifest names it, but it isn't there");
    else
        member->is_listed = true;
    if (member && pl_str_eq(attribute(arena, node, "media-type"), PL_LIT("application/xhtml+xml")))
        check_document(package, path);
}

static void check_element(struct package *package, xmlNode *node)
{
    struct pl_arena *arena = package->findings->arena;
    if (is_named(node, "package"))
        package->identifier = attribute(arena, node, "unique-identifier");
    else if (is_named(node, "identifier"))
        package->has_identifier |= pl_str_eq(attribute(arena, node, "id"), package->identifier) &&
                                   !pl_str_empty(content(arena, node));
    else if (is_named(node, "title"))
        package->has_title |= !pl_str_empty(content(arena, node));
    else if (is_named(node, "language"))
        package->has_language |= !pl_str_empty(content(arena, node));
    else if (is_named(node, "meta"))
        package->has_modified |= pl_str_eq(attribute(arena, node, "property"), PL_LIT("dcterms:modified"));
    else if (is_named(node, "item"))
        check_item(package, node);
    else if (is_named(node, "itemref")) {
        package->has_spine = true;
        pl_str idref = attribute(arena, node, "idref");
        if (!pl_map_lookup(&package->items, idref))
            pl_find(package->findings, PL_RULE_epub_spine, package->path, "the spine names '%.*s', which the manifest hasn't",
                    PL_ARG(idref));
    }
}

static void check_presence(const struct package *package, bool is_epub3)
{
    struct pl_findings *findings = package->findings;
    if (!package->has_identifier)
        pl_find(findings, PL_RULE_epub_identifier, package->path, "the unique identifier is missing");
    if (!package->has_title)
        pl_find(findings, PL_RULE_epub_title, package->path, "there is no title");
    if (!package->has_language)
        pl_find(findings, PL_RULE_epub_language, package->path, "there is no language");
    if (!package->has_spine)
        pl_find(findings, PL_RULE_epub_spine, package->path, "the spine is empty");
    if (is_epub3 && !package->has_modified)
        pl_find(findings, PL_RULE_epub_modified, package->path, "dcterms:modified is missing");
    if (is_epub3 && !package->has_nav)
        pl_find(findings, PL_RULE_epub_nav, package->path, "no item has the property 'nav'");
}

/* META-INF, mimetype and the package document itself stand in no manifest. */
static void check_unlisted(const struct package *package)
{
    for (size_t i = 0; i < package->archive->count; i++) {
        const struct pl_archive_member *member = &package->archive->members[i];
        bool is_frame = pl_str_starts(member->name, PL_LIT("META-INF/")) || pl_str_eq(member->name, PL_LIT("mimetype")) ||
                        pl_str_ends(member->name, PL_LIT("/")) || pl_str_ends(member->name, PL_LIT(".opf"));
        if (!is_frame && !member->is_listed)
            pl_find(package->findings, PL_RULE_epub_item_unlisted, member->name, "it isn't in the manifest");
    }
}

static void check_package(struct pl_findings *findings, struct pl_archive *archive, pl_str path)
{
    struct package package = {
        .findings = findings, .archive = archive, .path = path, .items = PL_MAP(findings->arena)};
    pl_str bytes;
    xmlDocPtr document = pl_archive_read(findings->arena, archive, path, &bytes) ? parse(bytes) : NULL;
    if (!document) {
        pl_find(findings, PL_RULE_epub_package, path, "it is missing or not well-formed");
        return;
    }
    xmlNode *root = xmlDocGetRootElement(document);
    bool is_epub3 = !pl_str_starts(attribute(findings->arena, root, "version"), PL_LIT("2"));
    for (xmlNode *node = root; node; node = following(node))
        check_element(&package, node);
    xmlFreeDoc(document);
    check_presence(&package, is_epub3);
    check_unlisted(&package);
}

void pl_check_epub(struct pl_findings *findings, pl_str bytes)
{
    struct pl_archive archive;
    if (!pl_archive_open(findings, bytes, &archive))
        return;
    check_mimetype(findings, &archive);
    pl_str package = find_package(findings, &archive);
    if (!pl_str_empty(package))
        check_package(findings, &archive, package);
    pl_archive_close(&archive);
}
