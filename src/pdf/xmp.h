// SPDX-License-Identifier: MIT
/* pdf/xmp.h: metadata, once as XMP and once as the Info dictionary, in step. ISO 16684-1; ISO 19005-2 6.6. */
#ifndef PL_PDF_XMP_H
#define PL_PDF_XMP_H

#include "model/edition.h"
#include "pdf/standard.h"

/* What both say. */
struct pl_pdf_metadata {
    pl_str title, author, subject, keywords, language;
    const pl_str *authors, *tags;
    size_t author_count, tag_count;
    pl_str rights, publisher, source, identifier;
    struct pl_date date;
};

/* `title_else` stands in where the edition has none. */
struct pl_pdf_metadata pl_pdf_metadata_of(struct pl_arena *arena, const struct pl_edition *edition, pl_str title_else);

/* The packet. */
pl_str pl_pdf_xmp(struct pl_arena *arena, const struct pl_pdf_metadata *metadata, struct pl_pdf_claims claims);
/* "<</Title(…)…>>" */
pl_str pl_pdf_info(struct pl_arena *arena, const struct pl_pdf_metadata *metadata);

#endif
