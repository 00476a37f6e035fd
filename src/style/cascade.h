// SPDX-License-Identifier: MIT
/* style/cascade.h: sheets and the run of the cascade over a tree.
 *
 *     sheets = pl_sheets_new(arena, limits); pl_sheets_add(sheets, input, PL_ORIGIN_UA…)
 *     cascade = pl_cascade_new(arena, sheets, PL_MEDIUM_PRINT, fonts, diags)
 *     styles = pl_cascade_run(cascade, article, diags)
 *
 * Source: CSS Cascading and Inheritance 5, Selectors 4, Paged Media 3. */
#ifndef PL_STYLE_CASCADE_H
#define PL_STYLE_CASCADE_H

#include "base/limits.h"
#include "base/strbuf.h"
#include "base/trace.h"
#include "font/metrics.h"
#include "model/article.h"
#include "model/outline.h"
#include "style/style.h"

enum pl_medium { PL_MEDIUM_PRINT, PL_MEDIUM_EPUB };
enum pl_sheet_origin { PL_SHEET_USER_AGENT, PL_SHEET_USER, PL_SHEET_AUTHOR };

struct pl_sheets;

/* `arena` owns all sheets. */
struct pl_sheets *pl_sheets_new(struct pl_arena *arena, const struct pl_limits *limits);

/* Parses a sheet (input->text must be filled; bytes are decoded as CSS Syntax 3 §3.2 says when it is not) and adds it after the others of its
 * origin. @import reads beneath input->folder. Syntax errors and unknown properties are warnings with
 * their place. False only when the sheet goes past a limit as a whole (reported). */
bool pl_sheets_add(struct pl_sheets *sheets, struct pl_input *input, enum pl_sheet_origin origin,
                   struct pl_diags *diags);

/* @font-face rules with a url() source, in order: pipeline resolves and gives them to font. */
struct pl_sheet_face {
    pl_str family, url, folder;
    int weight;   // 1…1000; 0: not said
    int slanted;  // 1, 0; -1: not said
    struct pl_span span;
};
const struct pl_sheet_face *pl_sheets_faces(const struct pl_sheets *sheets, size_t *count);

/* Prepares one run a medium: rules by id, class and type. `fonts` may be NULL (plain metrics). */
struct pl_cascade *pl_cascade_new(struct pl_arena *arena, const struct pl_sheets *sheets,
                                  enum pl_medium medium, const struct pl_fonts *fonts,
                                  const struct pl_trace *trace);

/* Styles of one finished article; its own sheets (article->sheets) and style attributes take part. Not for several threads at
 * once: styles are shared across articles. */
const struct pl_styles *pl_cascade_run(struct pl_cascade *cascade, const struct pl_article *article,
                                       struct pl_diags *diags);

/* Adds the bookmarks of an article (bookmark-level, -label, -state) in document order. */
void pl_outline_add(struct pl_arena *arena, struct pl_outline *outline,
                    const struct pl_article *article, uint32_t article_index,
                    const struct pl_styles *styles);

/* Computed styles as text: `--dump style`. */
void pl_styles_dump(struct pl_strbuf *out, const struct pl_article *article,
                    const struct pl_styles *styles);

#endif
