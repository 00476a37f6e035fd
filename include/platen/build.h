// SPDX-License-Identifier: MIT
/* platen/build.h: make a publication: articles in, PDF and EPUB out. */
#ifndef PLATEN_BUILD_H
#define PLATEN_BUILD_H

#include <platen/diagnostics.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct platen_output {
    const char *path;   /* "-": standard output */
    const char *format; /* "pdf", "epub"; NULL: by the path's extension, with which it must agree */
};

/* What may be asked for on the web: inputs that are addresses, and pictures. */
enum platen_fetch {
    PLATEN_FETCH_NOTHING,
    PLATEN_FETCH_PUBLIC,  /* never from loopback, private or local networks */
    PLATEN_FETCH_ANYWHERE /* from them as well: for tests, and for servers of one's own */
};

/* What is common to all jobs that read inputs. Zero-initialise; NULL and 0 are the defaults. */
struct platen_inputs {
    const char *const *paths; /* in order; "-": standard input */
    size_t path_count;
    const char *from; /* "markdown", "text", "web", "html", …; NULL: by name and content */
    const char *url;  /* where the (single) input came from */
    const char *const *resource_paths; /* further folders pictures may come from */
    size_t resource_path_count;
    const char *const *limits; /* "NAME=VALUE" (base/limits.def) */
    size_t limit_count;
    enum platen_fetch fetch;
    const char *cache_folder; /* answers of the web are kept in it; NULL: nowhere */
};

struct platen_build {
    struct platen_inputs inputs;
    const struct platen_output *outputs;
    size_t output_count;
    const char *const
        *styles;        /* shipped names, paths of .css files, or "none"; they cascade in order */
    size_t style_count; /* 0: "briefing" for collections, "reader" for one article; a document taken
                                  as it stands (from = "html") has none but its own */
    const char *const *metadata; /* "key=value" */
    size_t metadata_count;
    const char *const *metadata_files; /* YAML, TOML or JSON; later ones win */
    size_t metadata_file_count;
    const char *const *font_paths;
    size_t font_path_count;
    const char
        *data_folder; /* holds fonts/ and styles/; NULL: beside the program or in ../share/platen */
    const char *profile; /* whom an EPUB is for: "epub" or "kindle"; NULL: "epub" */
    const char *source_date_epoch; /* seconds as text; NULL: not set */
    const char
        *dump; /* a stage's name: what it made is written to standard output, no outputs needed */
    const char *report_path; /* text: what was made, left out, replaced, and why; NULL: none */
    const char *
        layout_report; /* "text" or "json": how well lines and pages are set, to standard output; no outputs
                                  needed; NULL: none */
    unsigned threads; /* 0: all cores; outputs don't depend on it */
    platen_report report;
    void *context;
};

/* Makes the outputs from one reading of the inputs. Each output appears whole or not at all, and none when any
 * could not be made. Safe to call from several threads at once. */
enum platen_status platen_build(const struct platen_build *build);

#ifdef __cplusplus
}
#endif
#endif
