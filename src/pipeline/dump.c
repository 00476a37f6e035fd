// SPDX-License-Identifier: MIT
/* pipeline/dump.c: which stages can be printed, and how each is. */
#include "model/dump.h"
#include "pipeline/publication.h"

static bool dump_model(struct pl_publication *publication, struct pl_strbuf *out)
{
    for (size_t i = 0; i < publication->edition->articles.count; i++)
        pl_article_dump(out, publication->edition->articles.data[i]);
    return true;
}

static bool dump_style(struct pl_publication *publication, struct pl_strbuf *out)
{
    if (!pl_publication_style_print(publication))
        return false;
    for (size_t i = 0; i < publication->edition->articles.count; i++)
        pl_styles_dump(out, publication->edition->articles.data[i], publication->print_styles[i]);
    return true;
}

static bool dump_boxes(struct pl_publication *publication, struct pl_strbuf *out)
{
    if (!pl_publication_layout(publication))
        return false;
    pl_layout_dump_boxes(out, publication->layout);
    return true;
}

static bool dump_lines(struct pl_publication *publication, struct pl_strbuf *out)
{
    if (!pl_publication_layout(publication))
        return false;
    pl_layout_dump_lines(out, publication->layout);
    return true;
}

static bool dump_pages(struct pl_publication *publication, struct pl_strbuf *out)
{
    if (!pl_publication_layout(publication))
        return false;
    pl_layout_dump_pages(out, publication->layout);
    return true;
}

static bool dump_tags(struct pl_publication *publication, struct pl_strbuf *out)
{
    if (!pl_publication_layout(publication))
        return false;
    struct pl_pdf_options options = pl_publication_pdf_options(publication);
    return pl_pdf_dump_tags(out, &options, &publication->job->diags);
}

static bool dump_sheet(struct pl_publication *publication, struct pl_strbuf *out)
{
    if (!pl_publication_style_reader(publication))
        return false;
    pl_strbuf_add(out, publication->reader_sheet.css);
    return true;
}

static const struct {
    const char *name;
    bool (*dump)(struct pl_publication *publication, struct pl_strbuf *out);
} stages[] = {
#define STAGE(name, what) {#name, dump_##name},
#include "pipeline/stages.def"
#undef STAGE
};

bool pl_publication_dump(struct pl_publication *publication, const char *stage, struct pl_strbuf *out)
{
    struct pl_diags *diags = &publication->job->diags;
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (pl_str_eq(pl_str_from(stage), pl_str_from(stages[i].name)))
            return stages[i].dump(publication, out);
    pl_hint(diags, pl_error(diags, PL_E_USAGE, PL_NO_SPAN, "there is no stage '%s' to dump", stage),
            "`platen help build` names the stages");
    return false;
}
