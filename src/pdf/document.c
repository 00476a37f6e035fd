// SPDX-License-Identifier: MIT
/* pdf/document.c: pages to a tagged PDF: chunks drawn in any thread, joined in order, then finished. */
#include "pdf/document.h"

#include "base/limits.h"
#include "base/workers.h"
#include "pdf/chunk.h"
#include "pdf/finish.h"
#include "pdf/writing.h"

static void take_first_numbers(struct pl_pdf_writing *writing)
{
    struct pl_pdf_file *file = &writing->file;
    writing->catalog = pl_pdf_file_numbers(file, 1);
    writing->info = pl_pdf_file_numbers(file, 1);
    writing->pages = pl_pdf_file_numbers(file, 1);
    writing->fonts = pl_pdf_file_numbers(file, 1);
    writing->plain_states = pl_pdf_file_numbers(file, 1);
    writing->plain_resources = pl_pdf_file_numbers(file, 1);
    uint32_t sets = 1u << PL_DECORATION_TYPE_COUNT, first = pl_pdf_file_numbers(file, sets - 1);
    for (uint32_t has = 1; has < sets; has++)
        writing->decorations[has] = first + has - 1;
    writing->first_node = pl_pdf_file_numbers(file, writing->chunk_count);
    writing->first_page = pl_pdf_file_numbers(file, writing->options->pages->count);
}

static bool draw_chunks(struct pl_pdf_writing *writing)
{
    // Few chunks wait finished: each holds its pages' bytes.
    bool done = pl_workers_ordered(writing->thread_count, writing->chunk_count, writing->thread_count + 1,
                                   pl_pdf_chunk_draw, pl_pdf_chunk_join, writing);
    for (size_t i = 0; i < writing->chunk_count; i++)
        pl_pdf_chunk_drop(writing, i);
    return done;
}

struct writing_run {
    struct pl_pdf_writing *writing;
    struct pl_output *output;
};

static bool write_document(void *argument)
{
    struct writing_run *run = argument;
    struct pl_pdf_writing *writing = run->writing;
    uint32_t pages = writing->options->pages->count;
    writing->file = pl_pdf_file_begin(writing->arena, run->output);
    writing->chunk_count = (pages + PL_PAGES_A_CHUNK - 1) / PL_PAGES_A_CHUNK;
    writing->chunks = PL_NEW_ARRAY(writing->arena, struct pl_pdf_chunk *, writing->chunk_count);
    writing->page_heights = PL_NEW_ARRAY(writing->arena, pl_unit, pages);
    writing->maps = PL_NEW_ARRAY(writing->arena, struct pl_fonts_map *, writing->thread_count);
    for (uint32_t i = 0; i < writing->thread_count && i < writing->chunk_count; i++)
        writing->maps[i] = pl_fonts_map_new(writing->options->fonts);
    take_first_numbers(writing);
    return draw_chunks(writing) && pl_pdf_finish(writing);
}

static void free_maps(struct pl_pdf_writing *writing)
{
    for (uint32_t i = 0; writing->maps && i < writing->thread_count; i++)
        pl_fonts_map_free(writing->maps[i]);
}

static bool write_or_dump(struct pl_output *output, struct pl_strbuf *dump, const struct pl_pdf_options *options,
                          struct pl_diags *diags)
{
    size_t errors_before = diags->errors;
    struct pl_pdf_writing writing = {.options = options,
                                     .diags = diags,
                                     .dump = dump,
                                     .arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES),
                                     .turn_arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES),
                                     .turns = pl_turns_new(),
                                     .thread_count = options->threads ? options->threads : pl_workers_available()};
    struct writing_run run = {&writing, output};
    bool over_limit = false, done = false;
    if (options->pages->count == 0)
        pl_error(diags, PL_E_EMPTY, PL_NO_SPAN, "there is no page to print");
    else if (writing.arena && writing.turn_arena && writing.turns) {
        writing.glyphs = pl_glyph_register_begin(writing.turn_arena);
        writing.pictures = pl_pdf_pictures_begin(writing.turn_arena);
        done = pl_arena_run(writing.arena, write_document, &run, &over_limit);
    }
    if (!done && diags->errors == errors_before)
        pl_error_retry(diags, PL_E_MEMORY, "there is no memory to write the PDF");
    free_maps(&writing);
    pl_turns_free(writing.turns);
    pl_arena_free(writing.turn_arena);
    pl_arena_free(writing.arena);
    return done;
}

bool pl_pdf_write(struct pl_output *output, const struct pl_pdf_options *options, struct pl_diags *diags)
{
    return write_or_dump(output, NULL, options, diags);
}

bool pl_pdf_dump_tags(struct pl_strbuf *out, const struct pl_pdf_options *options, struct pl_diags *diags)
{
    return write_or_dump(NULL, out, options, diags);
}
