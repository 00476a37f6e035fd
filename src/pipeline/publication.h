// SPDX-License-Identifier: MIT
/* pipeline/publication.h: one publication on its way: what each stage made, made once. */
#ifndef PL_PIPELINE_PUBLICATION_H
#define PL_PIPELINE_PUBLICATION_H

#include "layout/layout.h"
#include "model/edition.h"
#include "pdf/document.h"
#include "pipeline/job.h"
#include "style/compile.h"

struct pl_publication {
    struct pl_job *job;
    const struct platen_build *build;
    pl_str data_folder;
    struct pl_edition *edition;
    struct pl_sheets *sheets;
    struct pl_fonts *fonts;

    /* the print run; styles NULL: not run yet */
    struct pl_cascade *print;
    const struct pl_styles **print_styles; // by article
    struct pl_outline outline;
    struct pl_layout *layout;

    /* the epub run */
    struct pl_cascade *reader;
    enum pl_reader_profile profile;
    const struct pl_styles **reader_styles;
    struct pl_reader_sheet reader_sheet;
};

/* Sheets and faces: base.css, then what --style names, then what the document brings. False: reported. */
bool pl_publication_load_sheets(struct pl_publication *publication);

/* Each makes what is missing before it; later calls cost nothing. False: reported. */
bool pl_publication_style_print(struct pl_publication *publication);
bool pl_publication_layout(struct pl_publication *publication);
bool pl_publication_style_reader(struct pl_publication *publication);

/* What writing or dumping the PDF needs; after pl_publication_layout. */
struct pl_pdf_options pl_publication_pdf_options(const struct pl_publication *publication);

/* The cover as a PNG: the title on a page of the print design; empty (with a warning reported) when it can't be. */
pl_str pl_publication_cover(struct pl_publication *publication);

/* What a stage made, as text (pipeline/stages.def). False: reported. */
bool pl_publication_dump(struct pl_publication *publication, const char *stage, struct pl_strbuf *out);

/* What was made, left out and replaced, and why: the text of --report. */
void pl_publication_report(struct pl_publication *publication, struct pl_strbuf *out);

#endif
