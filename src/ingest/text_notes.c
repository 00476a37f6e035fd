// SPDX-License-Identifier: MIT
/* ingest/text_notes.c: notes on author and source, datelines, and where they contradict the head. */
#include "ingest/text_finder.h"


/* Where a name stands in the first words of a text, titles before it. */
static bool begins_with_name(pl_str text, pl_str name)
{
    pl_str head = pl_str_slice(text, 0, name.size + 40);
    size_t at = pl_str_find(head, name, 0);
    return at != SIZE_MAX && pl_text_count_words(pl_str_slice(head, 0, at)) <= 3;
}

static bool has_profession(pl_str text)
{
    static const pl_str words[] = {
        PL_LIT_INIT(" professor"), PL_LIT_INIT(" fellow"), PL_LIT_INIT(" lecturer"), PL_LIT_INIT(" director"),
        PL_LIT_INIT(" writer"), PL_LIT_INIT(" author of"), PL_LIT_INIT(" journalist"), PL_LIT_INIT(" editor"),
        PL_LIT_INIT(" reporter"), PL_LIT_INIT(" correspondent"), PL_LIT_INIT(" columnist"), PL_LIT_INIT(" analyst"),
        PL_LIT_INIT(" researcher"), PL_LIT_INIT(" writes "), PL_LIT_INIT(" covers "), PL_LIT_INIT(" studied "),
        PL_LIT_INIT(" teaches "), PL_LIT_INIT(" worked "), PL_LIT_INIT(" works "), PL_LIT_INIT(" holds a")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_contains(text, words[i]))
            return true;
    return false;
}

/* About the author: it begins with the name of one, or with "the author", and says what they are or do. */
static bool is_about_author(const struct pl_text_finder *finder, const struct pl_text_block *block)
{
    const struct pl_metadata_value *authors = &finder->article->metadata.values[PL_FIELD_authors];
    if (!has_profession(block->text))
        return false;
    for (size_t i = 0; i < authors->list_count; i++)
        if (begins_with_name(block->text, authors->list[i]))
            return true;
    return pl_str_starts_ascii_nocase(block->text, PL_LIT("the author ")) ||
           pl_str_starts_ascii_nocase(block->text, PL_LIT("the writer ")) ||
           pl_str_starts_ascii_nocase(block->text, PL_LIT("about the author"));
}

/* From the end backwards, as long as there are notes: the body is never behind one. */
void pl_text_take_notes(struct pl_text_finder *finder)
{
    for (size_t i = finder->end; i > finder->first; i--) {
        struct pl_text_block *block = &finder->blocks[i - 1];
        if (block->role != PL_ROLE_PARAGRAPH && block->role != PL_ROLE_HEADING)
            continue;
        bool source = pl_text_is_source_note(block->text), about = !source && is_about_author(finder, block);
        if (!source && !about)
            return;
        block->role = PL_ROLE_NOTE;
        block->why = source ? PL_LIT("source") : PL_LIT("bio");
        if (source && !pl_metadata_has(&finder->article->metadata, PL_FIELD_source))
            pl_text_set_field(finder, PL_FIELD_source, block->text, block);
    }
}

/* --- Contradictions ------------------------------------------------------------------ */

/* "© Inter Press Service (2023) — All rights reserved" → "Inter Press Service". */
static pl_str holder_of(pl_str line)
{
    static const pl_str starts[] = {PL_LIT_INIT("©"), PL_LIT_INIT("copyright"), PL_LIT_INIT("(c)"), PL_LIT_INIT("by")};
    pl_str rest = line;
    for (bool cut = true; cut;) {
        cut = false;
        rest = pl_str_trim(rest);
        for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
            if (pl_str_starts_ascii_nocase(rest, starts[i])) {
                rest = pl_str_slice(rest, starts[i].size, rest.size);
                cut = true;
            }
        while (rest.size && (pl_ascii_is_digit(rest.data[0]) || rest.data[0] == ' '))
            rest = pl_str_slice(rest, 1, rest.size);
    }
    size_t end = 0;
    while (end < rest.size && !strchr("(.,|-", rest.data[end]) && (unsigned char)rest.data[end] < 0xE2 &&
           !pl_ascii_is_digit(rest.data[end]))
        end++;
    return pl_str_trim(pl_str_slice(rest, 0, end));
}

static bool is_of_agencies(pl_str name)
{
    static const pl_str words[] = {PL_LIT_INIT("Press"), PL_LIT_INIT("Agency"), PL_LIT_INIT("Agence"), PL_LIT_INIT("Service"),
                                   PL_LIT_INIT("Wire"), PL_LIT_INIT("Reuters"), PL_LIT_INIT("AFP")};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (pl_str_contains(name, words[i]))
            return true;
    return false;
}

/* The head names one agency, the copyright line or the dateline another: both can't have sent it. */
void pl_text_compare_agencies(struct pl_text_finder *finder)
{
    const struct pl_metadata_value *source = &finder->article->metadata.values[PL_FIELD_source];
    const struct pl_metadata_value *rights = &finder->article->metadata.values[PL_FIELD_rights];
    if (source->origin == PL_ORIGIN_NONE || rights->origin == PL_ORIGIN_NONE || !pl_is_agency(source->text))
        return;
    pl_str holder = holder_of(rights->text);
    if (pl_str_empty(holder) || !is_of_agencies(holder) || pl_str_contains(holder, source->text) ||
        pl_str_contains(source->text, holder))
        return;
    pl_warn(finder->reading->diags, PL_W_CONTRADICTION, source->span,
            "the head says '%.*s', the copyright line says '%.*s'", PL_ARG(source->text), PL_ARG(holder));
}

/* A dateline says where it was written and who sent it; it stays in its paragraph. */
void pl_text_read_dateline(struct pl_text_finder *finder)
{
    for (size_t i = finder->first; i < finder->end; i++) {
        struct pl_text_block *block = &finder->blocks[i];
        if (block->role != PL_ROLE_PARAGRAPH)
            continue;
        pl_str agency, place = pl_dateline_place(block->text, &agency);
        if (!pl_str_empty(place))
            pl_text_set_field(finder, PL_FIELD_place, place, block);
        if (!pl_str_empty(place) && pl_is_agency(agency))
            pl_text_set_field(finder, PL_FIELD_source, agency, block);
        return;
    }
}
