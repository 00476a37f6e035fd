// SPDX-License-Identifier: MIT
/* export/json.h: articles as documented JSON: the form of `extract --to json`. */
#ifndef PL_EXPORT_JSON_H
#define PL_EXPORT_JSON_H

#include "base/diag.h"
#include "base/strbuf.h"
#include "model/article.h"

/* Exactly one article is one object, more are {"articles": […]}. Warnings of `diags` whose span lies in an
 * article's input go into its "warnings". */
void pl_json_write_articles(struct pl_strbuf *out, const struct pl_article *const *articles,
                            size_t count, const struct pl_diags *diags);

#endif
