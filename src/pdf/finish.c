// SPDX-License-Identifier: MIT
/* pdf/finish.c: what comes after the pages: pictures, structure, fonts, catalog, metadata. */
#include "pdf/finish.h"

#include "base/languages.h"
#include "base/limits.h"
#include "base/workers.h"
#include "pdf/chunk.h"
#include "pdf/fonts.h"
#include "pdf/labels.h"
#include "pdf/links.h"
#include "pdf/outline.h"
#include "pdf/profile.h"
#include "pdf/standard.h"
#include "pdf/tags.h"
#include "pdf/xmp.h"

/* --- Pictures, in parallel --------------------------------------------------------------------------- */

struct picture_work {
    struct pl_pdf_writing *writing;
    struct pl_arena *arena;
    size_t index;
    struct pl_pdf_part part;
    struct pl_diags diags;
};

struct picture_works {
    struct pl_pdf_writing *writing;
    struct picture_work **made;
};

static bool make_picture(void *argument)
{
    struct picture_work *work = argument;
    work->part = pl_pdf_part_begin(work->arena, 0, 0);
    pl_pdf_picture_write(&work->part, work->writing->pictures.all.data[work->index], &work->diags);
    return true;
}

static bool write_picture(void *context, size_t index, unsigned thread)
{
    (void)thread;
    struct picture_works *works = context;
    struct pl_arena *arena = pl_arena_new(PL_LIMIT_SCRATCH_BYTES);
    if (!arena)
        return false;
    struct picture_work *work = PL_NEW(arena, struct picture_work);
    *work = (struct picture_work){
        .writing = works->writing, .arena = arena, .index = index, .diags = PL_DIAGS(arena)};
    works->made[index] = work;
    bool over_limit;
    return pl_arena_run(arena, make_picture, work, &over_limit);
}

static bool join_picture(void *context, size_t index)
{
    struct picture_works *works = context;
    struct picture_work *work = works->made[index];
    pl_pdf_file_add(&works->writing->file, &work->part);
    pl_diags_append(works->writing->diags, &work->diags);
    works->made[index] = NULL;
    pl_arena_free(work->arena);
    return true;
}

static bool write_pictures(struct pl_pdf_writing *writing)
{
    size_t count = writing->pictures.all.count;
    struct picture_works works = {writing, PL_NEW_ARRAY(writing->arena, struct picture_work *, count)};
    bool done = pl_workers_ordered(writing->thread_count, count, writing->thread_count + 1, write_picture,
                                   join_picture, &works);
    for (size_t i = 0; i < count; i++)
        if (works.made[i])
            pl_arena_free(works.made[i]->arena);
    return done;
}

/* --- What pages refer to -------------------------------------------------------------------------------- */

/* The content streams that place decoration alone: one for each set of types that some page has. */
static void write_placings(struct pl_pdf_writing *writing)
{
    struct pl_pdf_part part = pl_pdf_part_begin(writing->arena, 0, 0);
    for (unsigned has = 1; has < 1u << PL_DECORATION_TYPE_COUNT; has++) {
        if (!writing->uses_decorations[has])
            continue;
        struct pl_strbuf content = PL_STRBUF(writing->arena);
        for (unsigned type = 0; type < PL_DECORATION_TYPE_COUNT; type++) {
            if (!(has & 1u << type))
                continue;
            pl_strbuf_add(&content, pl_pdf_decoration_begin((enum pl_decoration_type)type));
            pl_strbuf_addf(&content, "/PlA%u Do EMC\n", type);
        }
        pl_pdf_part_stream(&part, writing->decorations[has], PL_LIT(""), pl_strbuf_str(&content));
    }
    pl_pdf_file_add(&writing->file, &part);
}

static void write_targets(struct pl_pdf_writing *writing)
{
    uint32_t count = (uint32_t)writing->targets.count;
    uint32_t containers = pl_pdf_file_numbers(&writing->file, pl_pdf_containers(count));
    struct pl_pdf_part part = pl_pdf_part_begin(writing->arena, containers, count);
    for (uint32_t i = 0; i < count; i++) {
        struct pl_strbuf out = PL_STRBUF(writing->arena);
        pl_pdf_add_destination(&out, writing, writing->targets.data[i]);
        pl_pdf_part_object(&part, writing->target_numbers[writing->targets.data[i]], pl_strbuf_str(&out));
    }
    pl_pdf_part_end(&part);
    pl_pdf_file_add(&writing->file, &part);
}

static pl_str pages_text(const struct pl_pdf_writing *writing)
{
    struct pl_strbuf out = PL_STRBUF(writing->arena);
    pl_strbuf_addf(&out, "<</Type/Pages/Count %u/Kids[", writing->options->pages->count);
    for (uint32_t i = 0; i < writing->chunk_count; i++)
        pl_strbuf_addf(&out, "%s%u 0 R", i ? " " : "", writing->first_node + i);
    pl_strbuf_add(&out, PL_LIT("]>>"));
    return pl_strbuf_str(&out);
}

/* --- The catalog ---------------------------------------------------------------------------------------- */

struct roots {
    uint32_t structure, outline, metadata, profile;
};

static pl_str catalog_text(const struct pl_pdf_writing *writing, struct roots roots, pl_str language)
{
    const struct pl_pagemap *map = writing->options->map;
    struct pl_strbuf out = PL_STRBUF(writing->arena);
    pl_strbuf_addf(&out, "<</Type/Catalog/Pages %u 0 R/MarkInfo<</Marked true>>/StructTreeRoot %u 0 R/Metadata %u 0 R",
                   writing->pages, roots.structure, roots.metadata);
    pl_strbuf_add(&out, PL_LIT("/ViewerPreferences<</DisplayDocTitle true"));
    if (pl_language_is_right_to_left(language))
        pl_strbuf_add(&out, PL_LIT("/Direction/R2L"));
    pl_strbuf_add(&out, PL_LIT(">>"));
    if (!pl_str_empty(language)) {
        pl_strbuf_add(&out, PL_LIT("/Lang"));
        pl_pdf_add_text(&out, language);
    }
    if (roots.outline)
        pl_strbuf_addf(&out, "/Outlines %u 0 R", roots.outline);
    if (map->page_count == writing->options->pages->count) {
        pl_strbuf_add(&out, PL_LIT("/PageLabels"));
        pl_strbuf_add(&out, pl_pdf_labels(writing->arena, map->labels, map->page_count));
    }
    pl_strbuf_addf(&out,
                   "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                   "/Info(sRGB)/DestOutputProfile %u 0 R>>]>>",
                   roots.profile);
    return pl_strbuf_str(&out);
}

static pl_str first_label(const struct pl_pdf_options *options)
{
    return options->outline && options->outline->count ? options->outline->data[0].label : (pl_str){0};
}

static void write_roots(struct pl_pdf_writing *writing, struct roots roots, const struct pl_tags *tags)
{
    struct pl_pdf_metadata metadata =
        pl_pdf_metadata_of(writing->arena, writing->options->edition, first_label(writing->options));
    struct pl_pdf_claims claims = pl_pdf_claims_of(writing, tags, !pl_str_empty(metadata.title));
    uint32_t containers = pl_pdf_file_numbers(&writing->file, 1);
    struct pl_pdf_part part = pl_pdf_part_begin(writing->arena, containers, 5);
    pl_pdf_part_stream(&part, roots.metadata, PL_LIT("/Type/Metadata/Subtype/XML"),
                       pl_pdf_xmp(writing->arena, &metadata, claims));
    pl_pdf_part_deflated(&part, roots.profile, PL_LIT("/N 3"), pl_srgb_profile(writing->arena));
    pl_pdf_part_object(&part, writing->plain_states, PL_LIT("<</a0<</CA 1/ca 1>>>>"));
    pl_pdf_part_object(&part, writing->plain_resources,
                       pl_str_format(writing->arena, "<</Font %u 0 R/ExtGState %u 0 R>>", writing->fonts,
                                     writing->plain_states));
    pl_pdf_part_object(&part, writing->pages, pages_text(writing));
    pl_pdf_part_object(&part, writing->info, pl_pdf_info(writing->arena, &metadata));
    pl_pdf_part_object(&part, writing->catalog, catalog_text(writing, roots, metadata.language));
    pl_pdf_part_end(&part);
    pl_pdf_file_add(&writing->file, &part);
}

static bool out_of_memory(struct pl_pdf_writing *writing)
{
    pl_error_retry(writing->diags, PL_E_MEMORY, "there is no memory to finish the PDF");
    return false;
}

bool pl_pdf_finish(struct pl_pdf_writing *writing)
{
    if (!write_pictures(writing))
        return out_of_memory(writing);
    struct pl_tags *tags = pl_tags_build(writing->arena, writing->options->edition, &writing->record);
    if (writing->dump)
        pl_tags_dump(writing->dump, tags, &writing->record);
    struct roots roots = {.structure = pl_tags_write(writing, tags)};
    if (!roots.structure)
        return out_of_memory(writing);
    if (!pl_pdf_fonts_write(writing))
        return false;
    write_placings(writing);
    write_targets(writing);
    roots.outline = pl_pdf_outline_write(writing);
    roots.metadata = pl_pdf_file_numbers(&writing->file, 1);
    roots.profile = pl_pdf_file_numbers(&writing->file, 1);
    write_roots(writing, roots, tags);
    pl_pdf_file_end(&writing->file, writing->catalog, writing->info);
    return true;
}
