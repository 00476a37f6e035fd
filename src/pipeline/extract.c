// SPDX-License-Identifier: MIT
/* pipeline/extract.c: an article as data. */
#include "export/explain.h"
#include "export/feed_json.h"
#include "export/html.h"
#include "export/json.h"
#include "export/markdown.h"
#include "export/text.h"
#include "ingest/feed.h"
#include "pipeline/job.h"

struct writer {
    const char *name;
    void (*write)(struct pl_job *job, struct pl_strbuf *out); // NULL: of a feed, not of articles
};

static void write_json(struct pl_job *job, struct pl_strbuf *out)
{
    pl_json_write_articles(out, (const struct pl_article *const *)job->articles.data, job->articles.count,
                           &job->diags);
    pl_strbuf_add_byte(out, '\n');
}

static void write_text(struct pl_job *job, struct pl_strbuf *out)
{
    for (size_t i = 0; i < job->articles.count; i++) {
        if (i)
            pl_strbuf_add(out, PL_LIT("\n\n"));
        pl_text_write(out, job->articles.data[i]);
    }
}

static void write_md(struct pl_job *job, struct pl_strbuf *out)
{
    for (size_t i = 0; i < job->articles.count; i++) {
        if (i)
            pl_strbuf_add_byte(out, '\n');
        pl_markdown_write(out, job->articles.data[i]);
    }
}

static void write_html(struct pl_job *job, struct pl_strbuf *out)
{
    struct pl_html_options options = {.keep_style_attributes = true};
    for (size_t i = 0; i < job->articles.count; i++) {
        const struct pl_article *article = job->articles.data[i];
        pl_strbuf_add(out, article->rendered);
        for (struct pl_node *node = article->rendered.data ? NULL : article->body->first; node; node = node->next)
            pl_html_write(out, node, &options);
    }
}

static void write_explanation(struct pl_job *job, struct pl_strbuf *out)
{
    const struct platen_extract *extract = job->self;
    if (extract->explain == PLATEN_EXPLAIN_HTML) {
        pl_explain_html(out, (const struct pl_article *const *)job->articles.data, job->articles.count);
        return;
    }
    for (size_t i = 0; i < job->articles.count; i++) {
        if (i)
            pl_strbuf_add_byte(out, '\n');
        pl_explain_text(out, job->articles.data[i], extract->explain == PLATEN_EXPLAIN_COLOR);
    }
}

static const struct writer explanation = {"explain", write_explanation};

static const struct writer writers[] = {
#define WRITER(name, write, what) {#name, write},
#include "export/writers.def"
#undef WRITER
};

static bool write_articles(struct pl_job *job, const struct writer *writer, struct pl_strbuf *out)
{
    const struct platen_extract *extract = job->self;
    if (!pl_job_read(job, &extract->inputs))
        return false;
    writer->write(job, out);
    return true;
}

static bool write_feed(struct pl_job *job, struct pl_strbuf *out)
{
    const struct platen_extract *extract = job->self;
    struct pl_read_options options;
    if (!pl_job_read_options(job, &extract->inputs, &options))
        return false;
    if (extract->inputs.path_count > 1) {
        pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "feed-json is made of one input");
        return false;
    }
    const struct pl_feed *feed = pl_feed_read_path(job->arena, pl_str_from(extract->inputs.paths[0]), &options, &job->diags);
    if (feed)
        pl_feed_json_write(out, feed);
    return feed != NULL;
}

static bool extract_body(struct pl_job *job)
{
    const struct platen_extract *extract = job->self;
    const char *to = extract->to ? extract->to : "json";
    const struct writer *writer = NULL;
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++)
        if (pl_str_eq(pl_str_from(to), pl_str_from(writers[i].name)))
            writer = &writers[i];
    if (extract->explain != PLATEN_EXPLAIN_NOTHING)
        writer = &explanation;
    if (!writer) {
        pl_hint(&job->diags, pl_error(&job->diags, PL_E_USAGE, PL_NO_SPAN, "'%s' is no form to extract to", to),
                "`platen help extract` names the forms");
        return false;
    }
    struct pl_strbuf out = PL_STRBUF(job->arena);
    if (!(writer->write ? write_articles(job, writer, &out) : write_feed(job, &out)))
        return false;
    return pl_job_write(job, extract->path, pl_strbuf_str(&out));
}

enum platen_status platen_extract(const struct platen_extract *extract)
{
    return pl_job_run(extract_body, (void *)extract, extract->report, extract->context);
}
