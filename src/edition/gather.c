// SPDX-License-Identifier: MIT
/* edition/gather.c: articles become one edition. */
#include "edition/gather.h"

#include "base/checksum.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "edition/front.h"
#include "edition/headings.h"
#include "model/walk.h"

/* Without a title by any other way: the file's name. */
static void give_title(struct pl_article *article, struct pl_diags *diags)
{
    if (pl_metadata_has(&article->metadata, PL_FIELD_title) || !article->input)
        return;
    pl_str name = pl_path_name(article->input->name), extension = pl_path_extension(name);
    if (!pl_str_empty(extension))
        name = pl_str_slice(name, 0, name.size - extension.size - 1);
    if (pl_str_empty(name) || pl_str_starts(name, PL_LIT("<")) || pl_str_eq(name, PL_LIT("-")))
        name = PL_LIT("Untitled");
    pl_metadata_set(article->arena, &article->metadata, PL_FIELD_title, name, PL_ORIGIN_GUESS,
                    PL_LIT("file name"), PL_NO_SPAN);
    struct pl_diag *note = pl_note(diags, PL_W_METADATA, PL_NO_SPAN, "no title is found; '%.*s' stands for it", PL_ARG(name));
    pl_at_path(diags, note, article->input->name);
    pl_hint(diags, note, "say it in the front matter or with -M title=…");
}

/* The date of a build is never the clock's: BORDERS, "The date of a build". */
static struct pl_date build_date(const struct pl_articles *articles, const struct pl_gather_options *options)
{
    if (options->source_date_epoch >= 0)
        return pl_date_from_seconds(options->source_date_epoch);
    struct pl_date newest = {.precision = PL_DATE_NONE};
    for (size_t i = 0; i < articles->count; i++) {
        const struct pl_metadata *metadata = &articles->data[i]->metadata;
        struct pl_date dates[] = {metadata->values[PL_FIELD_date].date, metadata->values[PL_FIELD_modified].date};
        for (int k = 0; k < 2; k++)
            if (dates[k].precision != PL_DATE_NONE &&
                (newest.precision == PL_DATE_NONE || pl_date_compare(dates[k], newest) > 0))
                newest = dates[k];
    }
    if (newest.precision == PL_DATE_NONE)
        return (struct pl_date){.precision = PL_DATE_DAY, .year = 1980, .month = 1, .day = 1};
    return newest;
}

/* The language most articles speak; the first of equals. */
static pl_str common_language(const struct pl_articles *articles)
{
    pl_str best = {0};
    size_t most = 0;
    for (size_t i = 0; i < articles->count; i++) {
        pl_str language = pl_article_language(articles->data[i]);
        size_t count = 0;
        for (size_t k = 0; k < articles->count && !pl_str_empty(language); k++)
            count += pl_str_eq(language, pl_article_language(articles->data[k]));
        if (count > most) {
            most = count;
            best = language;
        }
        if (2 * most > articles->count)
            break;
    }
    return best;
}

static void describe_collection(struct pl_edition *edition, const struct pl_articles *articles)
{
    struct pl_arena *arena = edition->arena;
    struct pl_metadata *metadata = &edition->metadata;
    pl_metadata_set(arena, metadata, PL_FIELD_title, PL_LIT("Collected articles"), PL_ORIGIN_GUESS, PL_LIT(""),
                    PL_NO_SPAN);
    pl_metadata_set(arena, metadata, PL_FIELD_language, common_language(articles), PL_ORIGIN_GUESS, PL_LIT(""),
                    PL_NO_SPAN);
    if (edition->date.year > 1980)
        pl_metadata_set(arena, metadata, PL_FIELD_date, pl_date_iso(arena, edition->date), PL_ORIGIN_GUESS,
                        PL_LIT(""), PL_NO_SPAN);
}

/* Named by what goes in, so that the same inputs make the same book. */
static pl_str identify(struct pl_arena *arena, const struct pl_articles *articles, const struct pl_metadata *metadata)
{
    if (pl_metadata_has(metadata, PL_FIELD_identifier))
        return pl_metadata_text(metadata, PL_FIELD_identifier);
    struct pl_checksum *sum = pl_checksum_sha256(arena);
    pl_str title = pl_metadata_text(metadata, PL_FIELD_title);
    pl_checksum_add(sum, title.data, title.size);
    for (size_t i = 0; i < articles->count; i++) {
        const struct pl_input *input = articles->data[i]->input;
        if (input)
            pl_checksum_add(sum, input->bytes.data, input->bytes.size);
    }
    pl_str name = pl_checksum_hex(arena, sum);
    return pl_str_format(arena, "urn:uuid:%.*s", PL_ARG(pl_uuid_v5(arena, name)));
}

/* Header, headings, and for an item of a collection the id that the contents list leads to. */
static void dress(struct pl_article *article, size_t number, bool is_item, struct pl_diags *diags)
{
    if (article->is_authored && !is_item)
        return;
    if (!article->is_authored)
        pl_headings_fit(article, diags);
    give_title(article, diags);
    if (article->is_authored) {
        if (pl_str_empty(article->body->id))
            article->body->id = pl_str_format(article->arena, "item-%zu", number);
        return;
    }
    struct pl_node *wrapper = pl_front_add_header(article);
    if (is_item) {
        pl_node_add_class(article->arena, wrapper, PL_LIT("item"));
        wrapper->id = pl_str_format(article->arena, "item-%zu", number);
        struct pl_node *title = pl_node_find_kind(wrapper, PL_KIND_title);
        if (title) // chapters of an EPUB are files of their own: a counter would begin anew in each
            pl_node_set_attribute(article->arena, title, PL_LIT("data-number"),
                                  pl_str_format(article->arena, "%zu", number));
    }
}

static void add(struct pl_edition *edition, struct pl_article *article, struct pl_diags *diags)
{
    pl_article_finish(article, diags);
    *PL_PUSH(edition->arena, &edition->articles) = article;
}

struct pl_edition *pl_edition_gather(struct pl_arena *arena, const struct pl_articles *articles,
                                     const struct pl_gather_options *options, struct pl_diags *diags)
{
    struct pl_edition *edition = PL_NEW(arena, struct pl_edition);
    edition->arena = arena;
    edition->is_collection = articles->count > 1;
    edition->is_authored = articles->count == 1 && articles->data[0]->is_authored;
    edition->date = build_date(articles, options);
    if (options->metadata)
        edition->metadata = *options->metadata;
    if (!edition->is_collection && options->metadata)
        pl_metadata_merge(arena, &articles->data[0]->metadata, options->metadata);
    for (size_t i = 0; i < articles->count; i++) {
        dress(articles->data[i], i + 1, edition->is_collection, diags);
        add(edition, articles->data[i], diags);
    }
    if (edition->is_collection) {
        describe_collection(edition, articles);
        struct pl_article *front[] = {pl_front_cover(edition), pl_front_contents(edition)};
        edition->articles.count = 0;
        add(edition, front[0], diags);
        add(edition, front[1], diags);
        for (size_t i = 0; i < articles->count; i++)
            *PL_PUSH(arena, &edition->articles) = articles->data[i];
    } else {
        give_title(articles->data[0], diags);
        pl_metadata_merge(arena, &edition->metadata, &articles->data[0]->metadata);
    }
    edition->identifier = identify(arena, articles, &edition->metadata);
    pl_edition_finish(edition);
    return edition;
}
