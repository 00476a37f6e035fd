// SPDX-License-Identifier: MIT
/* ingest/read.h: one input → articles. The only way into the house for outside bytes.
 *
 * Formats are rows of ingest/formats.def. A file that can't be read as its format is an
 * error; a part that can't be kept is a warning; what isn't the article goes to dropped[].
 * Law: every non-space byte of the input lies in the span of a node, a metadata value, a
 * dropped entry or recognised markup. */
#ifndef PL_INGEST_READ_H
#define PL_INGEST_READ_H

#include "base/limits.h"
#include "base/trace.h"
#include "model/article.h"

struct pl_read_options {
    pl_str from;             // name of a format ("markdown", "web", "html", "text", …); empty: by name and content
    pl_str url;              // --url: where the input came from; may be empty
    const pl_str *resource_paths; // further folders pictures may come from
    size_t resource_path_count;
    const struct pl_limits *limits;
    struct pl_fetcher *fetcher;   // --fetch; NULL: nothing is asked for on the web
    bool links_for_remote;        // a picture on the web that isn't there becomes a link to it
    const struct pl_trace *trace; // may be NULL
};

PL_VEC_TYPE(pl_articles, struct pl_article *);

/* Reads the file at `path` ("-": standard input; a web address, where there is a fetcher) and appends its articles, finished, to `articles`.
 * Each article's arena is `arena`. False: one error was reported, with file, line and reason. */
bool pl_read_path(struct pl_arena *arena, pl_str path, const struct pl_read_options *options,
                  struct pl_articles *articles, struct pl_diags *diags);

/* The same for bytes in memory; `input` lives as long as the arena, its `text` is filled here. */
bool pl_read_input(struct pl_arena *arena, struct pl_input *input,
                   const struct pl_read_options *options, struct pl_articles *articles,
                   struct pl_diags *diags);

/* Rows of formats.def, for help texts. */
struct pl_format_row {
    pl_str name, extensions, what; // extensions: space separated
};
const struct pl_format_row *pl_formats(size_t *count);

#endif
