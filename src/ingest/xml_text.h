// SPDX-License-Identifier: MIT
/* ingest/xml_text.h: references in XML text → characters; the entities of its document type. */
#ifndef PL_INGEST_XML_TEXT_H
#define PL_INGEST_XML_TEXT_H

#include "base/limits.h"
#include "base/map.h"
#include "base/strbuf.h"

struct pl_xml_entities {
    struct pl_arena *arena;
    struct pl_map own;    // name → pl_str * of the document type's internal entities
    struct pl_map html;   // name → pl_str *, those of HTML that were asked for
    uint64_t room;        // bytes that entities may still expand to
    bool is_over;         // more was asked for
};

struct pl_xml_entities pl_xml_entities(struct pl_arena *arena, const struct pl_limits *limits);

/* Notes <!ENTITY name "value"> declarations of an internal subset; external and parameter ones are skipped. */
void pl_xml_entities_declare(struct pl_xml_entities *entities, pl_str subset);

/* `raw` with its references resolved; `raw` itself where there is nothing to do. What is no reference stays as it
 * is. C1 controls, raw or as references, mean Windows-1252's characters, as in HTML §13.2.5.80. */
pl_str pl_xml_resolve(struct pl_xml_entities *entities, pl_str raw);

#endif
