// SPDX-License-Identifier: MIT
/* pdf/document.h: pages to a tagged PDF.
 *
 * Cairo makes pages, contents, fonts and images; structure, links, outline, labels and metadata are
 * ours (pdf/tags.h, pdf/stream.h, pdf/finish.h). Source: ISO 32000-1; ISO 14289-1; ISO 19005-2. */
#ifndef PL_PDF_DOCUMENT_H
#define PL_PDF_DOCUMENT_H

#include "base/file.h"
#include "font/library.h"
#include "layout/page.h"
#include "layout/pagemap.h"
#include "model/edition.h"
#include "model/outline.h"

struct pl_pdf_options {
    const struct pl_edition *edition;
    const struct pl_pages *pages;
    const struct pl_pagemap *map;
    const struct pl_outline *outline;
    struct pl_fonts *fonts;
    unsigned threads; // 0: all cores
    bool draws_all;   // Cairo draws text too: what tests compare our own streams with
};

/* Writes the file into `output` (not committed). False: one error was reported. Same options, same bytes, whatever
 * the number of threads. */
bool pl_pdf_write(struct pl_output *output, const struct pl_pdf_options *options,
                  struct pl_diags *diags);

/* The structure tree as a reader walks it, an element, leaf or link a line (`--dump tags`):
 *
 *     H1
 *       p1 "The office of the river"
 *
 * False: one error was reported. */
struct pl_strbuf;
bool pl_pdf_dump_tags(struct pl_strbuf *out, const struct pl_pdf_options *options, struct pl_diags *diags);

#endif
