// SPDX-License-Identifier: MIT
/* pdf/standard.c: what the file may claim, and what forbids it. */
#include "pdf/standard.h"

/* Figures without a text; each is a warning at its node. */
static uint32_t count_textless(const struct pl_pdf_writing *writing, const struct pl_tags *tags)
{
    uint32_t count = 0;
    for (size_t i = 0; i < tags->all.count; i++) {
        const struct pl_tag *tag = &tags->all.data[i];
        if (!tag->figure || writing->record.figures.data[tag->figure - 1].has_alternative)
            continue;
        struct pl_diag *diag = pl_warn(writing->diags, PL_W_ALT, tag->node ? tag->node->span : PL_NO_SPAN,
                                       "a picture has no alternative text");
        pl_hint(writing->diags, diag, "say what it shows, or give it an empty text if it is decoration");
        count++;
    }
    return count;
}

/* Faces in use that may not be embedded; each is a warning. */
static uint32_t count_forbidden_faces(const struct pl_pdf_writing *writing)
{
    uint32_t count = 0;
    struct pl_map warned = PL_MAP(writing->arena);
    const struct pl_primed_block *block = writing->glyphs.first;
    for (size_t i = 0; i < writing->glyphs.count; i++) {
        const struct pl_primed *primed = &block->primed[i % PL_PRIMED_A_BLOCK];
        if ((i + 1) % PL_PRIMED_A_BLOCK == 0)
            block = block->next;
        const struct pl_face_file *file = pl_face_file(writing->options->fonts, primed->face);
        if (file->may_embed)
            continue;
        void **slot = pl_map_at(&warned, file->postscript_name);
        if (!*slot)
            pl_warn(writing->diags, PL_W_FACE, PL_NO_SPAN, "the face '%.*s' is embedded against its licence field",
                    PL_ARG(file->postscript_name));
        *slot = (void *)file;
        count++;
    }
    return count;
}

struct pl_pdf_claims pl_pdf_claims_of(const struct pl_pdf_writing *writing, const struct pl_tags *tags, bool has_title)
{
    bool has_language =
        !pl_str_empty(pl_metadata_text(&writing->options->edition->metadata, PL_FIELD_language));
    if (!has_language)
        pl_note(writing->diags, PL_W_LANGUAGE, PL_NO_SPAN, "the language of the text isn't known");
    uint32_t textless = count_textless(writing, tags), faces = count_forbidden_faces(writing);
    const struct pl_glyph_register *glyphs = &writing->glyphs;
    bool all_said = glyphs->notdef_count == 0;
    bool is_whole = tags->lost_leaves == 0 && tags->lost_annotations == 0;
    struct pl_pdf_claims claims = {0};
    claims.ua1 = has_title && has_language && textless == 0 && faces == 0 && all_said && is_whole &&
                 tags->irregular_tables == 0;
    if (faces == 0 && all_said)
        claims.a2 = glyphs->private_count > 0 ? 'B' : is_whole && has_language ? 'A' : 'U';
    return claims;
}
