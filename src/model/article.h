// SPDX-License-Identifier: MIT
/* model/article.h: an article: metadata, tree, notes, what was left out, its pictures and sheets.
 *
 * Ingest builds it and calls pl_article_finish; edition may add nodes and calls it again. After that it is
 * const for everybody. */
#ifndef PL_MODEL_ARTICLE_H
#define PL_MODEL_ARTICLE_H

#include "base/diag.h"
#include "base/map.h"
#include "base/vec.h"
#include "model/metadata.h"
#include "model/node.h"

/* A part of the input that isn't the article, kept with why. */
struct pl_dropped {
    pl_str text, why; // why: "share line", "repeats the pull quote", …
    struct pl_span span;
};

/* A picture (or other resource) by the reference the tree uses (src). */
struct pl_resource {
    pl_str reference; // as the attribute has it
    pl_str bytes;     // empty: it could not be had, and why was reported
    pl_str media_type, extension; // "image/png", "png"
    uint32_t width, height;       // pixels as shown; 0 unknown
};

/* A sheet of the document's own (--from html): author origin, this article only. */
struct pl_article_sheet {
    const struct pl_input *input; // its text; places are told there
    pl_str media;                 // the media attribute; empty: all
};

/* Where an article stands in an edition. */
enum pl_matter { PL_MATTER_ARTICLE, PL_MATTER_COVER, PL_MATTER_CONTENTS, PL_MATTER_BACK };

struct pl_article {
    struct pl_arena *arena;
    const struct pl_input *input; // NULL for generated matter
    struct pl_metadata metadata;
    enum pl_matter matter;
    pl_str found_by;  // web pages: which element was taken for the article, in words; else empty
    bool is_authored; // --from html: nothing is added, headings are not shifted

    pl_str rendered;       // --from commonmark, gfm: the library's own HTML, which extract --to html prints

    struct pl_node *root;  // html
    struct pl_node *body;  // html > body
    uint32_t first_owner;  // in the edition: the owner number of serial 0 (pl_edition_finish)
    uint32_t node_count;   // serials are 0 … node_count - 1
    struct pl_node **nodes; // by serial
    struct pl_map ids;      // id → node

    struct { PL_VEC(struct pl_node *) } notes; // footnotes in the order of their calls
    struct { PL_VEC(struct pl_dropped) } dropped;
    struct { PL_VEC(struct pl_resource) } resources;
    struct { PL_VEC(struct pl_article_sheet) } sheets;
};

/* An article with html > body and nothing in it. Everything of it lives in `arena`. */
struct pl_article *pl_article_new(struct pl_arena *arena, const struct pl_input *input);

/* Puts each note behind the block that calls it first and its mark before its text, gives
 * calls and marks their numbers and links, drops notes nobody calls (W_NOTE keeps their
 * text as a last paragraph), gives missing ids, and numbers all nodes. May be called again after
 * changes. */
void pl_article_finish(struct pl_article *article, struct pl_diags *diags);

void pl_article_drop(struct pl_article *article, pl_str text, pl_str why, struct pl_span span);

/* The resource with this reference; NULL when it isn't known. */
const struct pl_resource *pl_article_resource(const struct pl_article *article, pl_str reference);

/* Language of the whole: metadata, else html's lang, else empty. */
pl_str pl_article_language(const struct pl_article *article);

#endif
