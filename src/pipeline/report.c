// SPDX-License-Identifier: MIT
/* pipeline/report.c: what was made, left out and replaced, and why. */
#include "pipeline/publication.h"

static void report_dropped(struct pl_strbuf *out, const struct pl_article *article)
{
    for (size_t i = 0; i < article->dropped.count; i++) {
        const struct pl_dropped *dropped = &article->dropped.data[i];
        uint32_t line = 0, column = 0;
        if (dropped->span.input)
            pl_input_line_column(dropped->span.input, dropped->span.first, &line, &column);
        pl_str text = pl_printable(out->arena, dropped->text);
        pl_strbuf_addf(out, "  left out, line %u: %.*s: %.*s\n", line, PL_ARG(dropped->why), PL_ARG(text));
    }
}

static void report_metadata(struct pl_strbuf *out, const struct pl_metadata *metadata)
{
    for (int field = 0; field < PL_FIELD_COUNT; field++) {
        const struct pl_metadata_value *value = &metadata->values[field];
        if (value->origin == PL_ORIGIN_NONE)
            continue;
        pl_str name = pl_field_name((enum pl_field)field), origin = pl_origin_name(value->origin);
        pl_strbuf_addf(out, "  %.*s: %.*s (%.*s%s%.*s)\n", PL_ARG(name), PL_ARG(value->text), PL_ARG(origin),
                       value->detail.size ? ": " : "", PL_ARG(value->detail));
    }
}

static void report_article(struct pl_strbuf *out, const struct pl_article *article)
{
    if (!article->input)
        return;
    pl_strbuf_addf(out, "\n%.*s\n", PL_ARG(pl_printable(out->arena, article->input->name)));
    report_metadata(out, &article->metadata);
    report_dropped(out, article);
}

static void report_diagnostics(struct pl_strbuf *out, const struct pl_diags *diags)
{
    if (diags->count)
        pl_strbuf_add(out, PL_LIT("\nSaid on the way\n"));
    for (size_t i = 0; i < diags->count; i++) {
        const struct pl_diag *diag = &diags->data[i];
        uint32_t line = 0, column = 0;
        pl_strbuf_add(out, PL_LIT("  "));
        if (diag->span.input) {
            pl_input_line_column(diag->span.input, diag->span.first, &line, &column);
            pl_strbuf_addf(out, "%.*s:%u:%u: ", PL_ARG(pl_printable(out->arena, diag->span.input->name)), line, column);
        } else if (diag->path.size) {
            pl_strbuf_addf(out, "%.*s: ", PL_ARG(diag->path));
        }
        pl_strbuf_addf(out, "%.*s [%.*s]\n", PL_ARG(diag->message), PL_ARG(pl_code_name(out->arena, diag->code)));
    }
}

void pl_publication_report(struct pl_publication *publication, struct pl_strbuf *out)
{
    const struct platen_build *build = publication->build;
    for (size_t i = 0; i < build->output_count; i++)
        pl_strbuf_addf(out, "made %s\n", build->outputs[i].path);
    if (publication->layout)
        pl_strbuf_addf(out, "%u pages\n", publication->layout->pages.count);
    for (size_t i = 0; i < publication->edition->articles.count; i++)
        report_article(out, publication->edition->articles.data[i]);
    report_diagnostics(out, &publication->job->diags);
}
