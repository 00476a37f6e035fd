// SPDX-License-Identifier: MIT
/* ingest/reading.h: what the readers of one input share. */
#ifndef PL_INGEST_READING_H
#define PL_INGEST_READING_H

#include "ingest/read.h"

/* Where the bytes of a format may say their encoding. */
enum pl_sniff { PL_SNIFF_TEXT, PL_SNIFF_HTML, PL_SNIFF_XML };

/* One input on its way to becoming articles. */
struct pl_reading {
    struct pl_arena *arena;   // of the articles
    struct pl_arena *scratch; // freed after this input
    struct pl_input *input;   // its text is decoded
    const struct pl_read_options *options;
    const struct pl_limits *limits;
    struct pl_articles *articles;
    bool url_is_of_all; // the address is the feed's, not that of any article in it
    struct pl_diags *diags;
};

/* A new article of this input, appended to the reading's articles. */
struct pl_article *pl_reading_article(struct pl_reading *reading);

/* The bytes of the file or web address that input->name says; name, folder, url and charset are set. *format: what
 * the server's word on it decides, else untouched. False: one error was reported. */
bool pl_read_bytes(struct pl_arena *arena, struct pl_input *input, const struct pl_read_options *options,
                   pl_str *format, struct pl_diags *diags);

/* The readers, a row of formats.def each. Each appends what it finds; finishing, pictures and
 * language are read.c's. False: one error was reported. */
#define FORMAT(name, extensions, reader, sniff, what) bool pl_read_##reader(struct pl_reading *reading);
#include "ingest/formats.def"
#undef FORMAT

#endif
