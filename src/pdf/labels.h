// SPDX-License-Identifier: MIT
/* pdf/labels.h: page labels: what a viewer shows as a page's number. ISO 32000-1 12.4.2. */
#ifndef PL_PDF_LABELS_H
#define PL_PDF_LABELS_H

#include "base/strbuf.h"

/* "<</Nums[0<</S/r>>4<</S/D>>]>>": ranges of labels that count on. */
pl_str pl_pdf_labels(struct pl_arena *arena, const pl_str *labels, uint32_t count);

#endif
