// SPDX-License-Identifier: MIT
/* pdf/links.h: link annotations and destinations. ISO 32000-1 12.3.2, 12.5.6.5; ISO 14289-1 7.18.5. */
#ifndef PL_PDF_LINKS_H
#define PL_PDF_LINKS_H

#include "pdf/writing.h"

/* False for an area that leads nowhere: no address, and its target isn't on any page. */
bool pl_pdf_link_leads(const struct pl_pdf_writing *writing, const struct pl_link_area *area);

/* The number of the object that says where a node is; made on first use. Only one thread at a time. */
uint32_t pl_pdf_target(struct pl_pdf_writing *writing, uint32_t owner);

/* The annotation's dictionary; `target` is the object of its destination inside (0: outside), `parent_key` is its key in the structure's parent tree. */
void pl_pdf_add_link(struct pl_strbuf *out, const struct pl_page *page, const struct pl_link_area *area,
                     uint32_t target, uint32_t parent_key);

/* "[12 0 R/XYZ null 700 null]": the top of a node, once all pages are made. False when it isn't on any. */
bool pl_pdf_add_destination(struct pl_strbuf *out, const struct pl_pdf_writing *writing, uint32_t owner);

#endif
