// SPDX-License-Identifier: MIT
/* pdf/standard.h: what the file may claim, and what forbids it.
 *
 * A claim is true by construction: whatever it needs is counted while the file is written, and it is
 * made at zero only. ISO 14289-1 (PDF/UA-1); ISO 19005-2 (PDF/A-2, levels A and U and B). */
#ifndef PL_PDF_STANDARD_H
#define PL_PDF_STANDARD_H

#include <stdbool.h>

#include "pdf/tags.h"

struct pl_pdf_claims {
    bool ua1;
    char a2; // 'A', 'U' or 'B'; 0: none
};

/* Also warns where something is missing that a person can mend: alternative texts, the language. */
struct pl_pdf_claims pl_pdf_claims_of(const struct pl_pdf_writing *writing, const struct pl_tags *tags, bool has_title);

#endif
