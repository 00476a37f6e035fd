// SPDX-License-Identifier: MIT
/* ingest/xml.h: XML as feeds really are → a tree with places; what is ill-formed is recovered.
 *
 * A reader of our own, not libxml2's recovering one: that loses the rest of a text at a bare "&", keeps no byte
 * places (the ingest law needs them), allocates outside the arena, and costs 2 ms to load. Here nothing is ever
 * loaded: a document type is skipped, no external entity exists, and what internal ones expand to is bounded
 * (LIMIT(XML_EXPANSION)). Linear in the text.
 *
 * How it recovers: a "&" or "<" that opens nothing is text; an end tag closes the nearest open element of its
 * name with all in it, or is ignored; what is open at the end is closed there; attributes need no quotes; HTML's
 * entities are known; prefixes of well-known modules need no declaration; br, hr, img, wbr and input are
 * empty as in HTML. Source: XML 1.0 (fifth edition), Namespaces in XML 1.0. */
#ifndef PL_INGEST_XML_H
#define PL_INGEST_XML_H

#include "base/diag.h"
#include "base/limits.h"

struct pl_xml_attribute {
    pl_str name, space; // local name; namespace, empty for unprefixed ones
    pl_str value;       // references resolved
};

/* An element, or a text where `name` is empty. */
struct pl_xml {
    pl_str name, space; // local name; namespace URI, empty: none
    pl_str text;        // of a text: references resolved, CDATA as it stands
    struct pl_xml_attribute *attributes;
    uint32_t attribute_count;
    struct pl_xml *parent, *first, *last, *next;
    struct pl_span span; // from the start tag to the end of the end tag
};

/* The document as an element without name that holds all. Never NULL: an input without markup gives a
 * document that holds its text. Nesting past LIMIT(HTML_DEPTH) is flattened (W_DEPTH). `text` is a slice of
 * input->text. */
struct pl_xml *pl_xml_read(struct pl_arena *arena, const struct pl_input *input, pl_str text,
                           const struct pl_limits *limits, struct pl_diags *diags);

/* The first element in the document (its root); NULL when there is none. */
struct pl_xml *pl_xml_root(const struct pl_xml *document);

/* True for an element with this local name, ASCII case ignored. */
bool pl_xml_is(const struct pl_xml *node, const char *name);

/* The first child element with this local name; NULL when there is none. */
struct pl_xml *pl_xml_child(const struct pl_xml *node, const char *name);

/* The value of the unprefixed attribute with this name (ASCII case ignored); empty when absent. */
pl_str pl_xml_attribute(const struct pl_xml *node, const char *name);

/* The value of an attribute in the xml: namespace ("base", "lang") on the node itself. */
pl_str pl_xml_own(const struct pl_xml *node, const char *name);

/* The next node in document order inside `top`; NULL after the last. No recursion. */
struct pl_xml *pl_xml_next_in(const struct pl_xml *top, const struct pl_xml *node);

/* All text in the node, as it stands. */
pl_str pl_xml_text(struct pl_arena *arena, const struct pl_xml *node);

/* The inside of an element as HTML text: local names, empty elements as HTML has them, text escaped. */
pl_str pl_xml_as_html(struct pl_arena *arena, const struct pl_xml *node);

#endif
