// SPDX-License-Identifier: MIT
/* platen/extract.h: an article as data, and the shipped designs. */
#ifndef PLATEN_EXTRACT_H
#define PLATEN_EXTRACT_H

#include <platen/build.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Instead of the articles: what of the inputs was kept and left out, and why. */
enum platen_explain {
    PLATEN_EXPLAIN_NOTHING,
    PLATEN_EXPLAIN_TEXT,
    PLATEN_EXPLAIN_COLOR, /* text with the colours of terminals */
    PLATEN_EXPLAIN_HTML   /* one page */
};

struct platen_extract {
    struct platen_inputs inputs;
    const char *to;   /* "json", "text", "html", …; NULL: json */
    const char *path; /* NULL or "-": standard output */
    enum platen_explain explain;
    platen_report report;
    void *context;
};

/* Exactly one article is one object, more are {"articles": […]}. */
enum platen_status platen_extract(const struct platen_extract *extract);

/* Lists the shipped designs (name NULL), a line each, or prints the sheet of one, on standard output. */
enum platen_status platen_styles(const char *data_folder, const char *name, platen_report report,
                                 void *context);

/* Documents each CSS property on standard output, from the table the style engine works by. */
enum platen_status platen_properties(platen_report report, void *context);

#ifdef __cplusplus
}
#endif
#endif
