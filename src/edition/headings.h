// SPDX-License-Identifier: MIT
/* edition/headings.h: headings of an article fitted below its title.
 *
 * A heading that repeats the title is folded into it; the others begin at h2 and have no
 * gaps. Each change is a note. */
#ifndef PL_EDITION_HEADINGS_H
#define PL_EDITION_HEADINGS_H

#include "model/article.h"

/* Before the header is added. An article without a title takes its first heading, if that opens it. */
void pl_headings_fit(struct pl_article *article, struct pl_diags *diags);

#endif
