// SPDX-License-Identifier: MIT
/* pipeline/publication.c: the stages of one publication, each run once. */
#include "pipeline/publication.h"

#include "base/file.h"
#include "font/library.h"
#include "pipeline/styles.h"

/* --- Sheets ----------------------------------------------------------------------------- */

static bool add_sheet(struct pl_publication *publication, struct pl_input *input,
                      enum pl_sheet_origin origin)
{
    return pl_sheets_add(publication->sheets, input, origin, &publication->job->diags);
}

static bool add_shipped(struct pl_publication *publication, pl_str name, enum pl_sheet_origin origin)
{
    struct pl_input *input = PL_NEW(publication->job->arena, struct pl_input);
    return pl_style_read_shipped(publication->job, publication->data_folder, name, input) &&
           add_sheet(publication, input, origin);
}

/* A name of ours, else a path: so ./briefing.css is never mistaken for the design. */
static bool add_style(struct pl_publication *publication, pl_str style)
{
    struct pl_job *job = publication->job;
    if (pl_str_eq(style, PL_LIT("none")))
        return true;
    if (pl_style_is_shipped(style))
        return add_shipped(publication, style, PL_SHEET_AUTHOR);
    if (!pl_path_is_file(style)) {
        pl_hint(&job->diags, pl_error(&job->diags, PL_E_SHEET, PL_NO_SPAN, "there is no style '%.*s'", PL_ARG(style)),
                "name a shipped design (`platen styles`), a .css file, or none");
        return false;
    }
    struct pl_input *input = PL_NEW(job->arena, struct pl_input);
    input->name = style;
    input->folder = pl_path_folder(job->arena, style);
    return pl_file_read(job->arena, style, job->limits.value[PL_LIMIT_NAME_CSS_BYTES], &input->bytes, &job->diags) &&
           add_sheet(publication, input, PL_SHEET_AUTHOR);
}

static bool add_default_style(struct pl_publication *publication)
{
    if (publication->edition->is_authored)
        return true;
    return add_shipped(publication, publication->edition->is_collection ? PL_LIT("briefing") : PL_LIT("reader"),
                       PL_SHEET_AUTHOR);
}

/* A face that can't be had is a warning: the family's next name is taken. */
static void add_faces_of(struct pl_publication *publication, const struct pl_sheets *sheets)
{
    struct pl_job *job = publication->job;
    size_t count;
    const struct pl_sheet_face *faces = pl_sheets_faces(sheets, &count);
    for (size_t i = 0; i < count; i++) {
        pl_str bytes, why;
        if (!pl_file_read_beneath(job->arena, faces[i].folder, faces[i].url, PL_LIMIT_IMAGE_BYTES, &bytes, &why))
            pl_warn(&job->diags, PL_W_FACE, faces[i].span, "the face '%.*s' can't be read: %.*s",
                    PL_ARG(faces[i].url), PL_ARG(why));
        else
            pl_fonts_add_face(publication->fonts, faces[i].family, faces[i].weight, faces[i].slanted, bytes,
                              faces[i].span, &job->diags);
    }
}

/* Faces must be there before anything is measured, so an article's own sheets are looked through for them before the
 * cascade reads these sheets; what is wrong with them it tells then. */
static void add_faces_of_article(struct pl_publication *publication, const struct pl_article *article)
{
    struct pl_job *job = publication->job;
    struct pl_diags untold = PL_DIAGS(job->arena);
    struct pl_sheets *sheets = pl_sheets_new(job->arena, &job->limits);
    for (size_t i = 0; i < article->sheets.count; i++) {
        if (!pl_str_contains_ascii_nocase(article->sheets.data[i].input->text, PL_LIT("@font-face")))
            continue;
        struct pl_input *copy = PL_NEW(job->arena, struct pl_input);
        *copy = *article->sheets.data[i].input;
        copy->bytes = copy->text;
        pl_sheets_add(sheets, copy, PL_SHEET_AUTHOR, &untold);
    }
    add_faces_of(publication, sheets);
}

static void add_faces(struct pl_publication *publication)
{
    const struct pl_edition *edition = publication->edition;
    add_faces_of(publication, publication->sheets);
    for (size_t i = 0; i < edition->articles.count; i++)
        if (edition->articles.data[i]->sheets.count)
            add_faces_of_article(publication, edition->articles.data[i]);
}

static bool open_fonts(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    const struct platen_build *build = publication->build;
    pl_str *paths = PL_NEW_ARRAY(job->arena, pl_str, build->font_path_count);
    for (size_t i = 0; i < build->font_path_count; i++)
        paths[i] = pl_str_from(build->font_paths[i]);
    struct pl_fonts_options options = {
        .folder = pl_path_join(job->arena, publication->data_folder, PL_LIT("fonts")),
        .font_paths = paths,
        .font_path_count = build->font_path_count,
    };
    publication->fonts = pl_fonts_open(job->arena, &options, &job->diags);
    return publication->fonts != NULL;
}

bool pl_publication_load_sheets(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    publication->data_folder = pl_job_data_folder(job, publication->build->data_folder);
    if (pl_str_empty(publication->data_folder) || !open_fonts(publication))
        return false;
    publication->sheets = pl_sheets_new(job->arena, &job->limits);
    if (!add_shipped(publication, PL_LIT("base"), PL_SHEET_USER_AGENT))
        return false;
    for (size_t i = 0; i < publication->build->style_count; i++)
        if (!add_style(publication, pl_str_from(publication->build->styles[i])))
            return false;
    if (publication->build->style_count == 0 && !add_default_style(publication))
        return false;
    add_faces(publication);
    return true;
}

/* --- Runs ----------------------------------------------------------------------------------- */

static const struct pl_styles **run(struct pl_publication *publication, struct pl_cascade *cascade)
{
    struct pl_edition *edition = publication->edition;
    const struct pl_styles **styles =
        PL_NEW_ARRAY(publication->job->arena, const struct pl_styles *, edition->articles.count);
    for (size_t i = 0; i < edition->articles.count; i++)
        styles[i] = pl_cascade_run(cascade, edition->articles.data[i], &publication->job->diags);
    return styles;
}

bool pl_publication_style_print(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    struct pl_edition *edition = publication->edition;
    if (publication->print_styles)
        return true;
    publication->print =
        pl_cascade_new(job->arena, publication->sheets, PL_MEDIUM_PRINT, publication->fonts, NULL);
    publication->print_styles = run(publication, publication->print);
    for (uint32_t i = 0; i < edition->articles.count; i++)
        pl_outline_add(job->arena, &publication->outline, edition->articles.data[i], i,
                       publication->print_styles[i]);
    return true;
}

bool pl_publication_layout(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    if (publication->layout)
        return true;
    if (!pl_publication_style_print(publication))
        return false;
    struct pl_layout_input input = {
        .edition = publication->edition,
        .styles = publication->print_styles,
        .cascade = publication->print,
        .fonts = publication->fonts,
        .limits = &job->limits,
        .threads = publication->build->threads,
    };
    publication->layout = pl_layout_run(job->arena, &input, &job->diags);
    return publication->layout != NULL;
}

bool pl_publication_style_reader(struct pl_publication *publication)
{
    struct pl_job *job = publication->job;
    if (publication->reader_styles)
        return true;
    if (!pl_publication_style_print(publication)) // the outline is the print run's
        return false;
    publication->reader =
        pl_cascade_new(job->arena, publication->sheets, PL_MEDIUM_EPUB, publication->fonts, NULL);
    publication->reader_styles = run(publication, publication->reader);
    publication->reader_sheet = pl_compile_reader_sheet_for(job->arena, publication->reader, publication->edition,
                                    publication->reader_styles, publication->profile, &job->diags);
    return true;
}

struct pl_pdf_options pl_publication_pdf_options(const struct pl_publication *publication)
{
    return (struct pl_pdf_options){
        .edition = publication->edition,
        .pages = &publication->layout->pages,
        .map = &publication->layout->map,
        .outline = &publication->outline,
        .fonts = publication->fonts,
        .threads = publication->build->threads,
    };
}
